"""A film whose job had ended without it: put away, checked and shown like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from films.delivery import deliver
from films.generated import GeneratedOrder
from films.services import Services
from footage.errors import InternalError
from footage.ports.jobs import JobRecord
from footage.ports.records import JobResult

_SAID = "Done. The vendor had made it all the same; `footage reconcile` brought it home."


@dataclass
class _EndedContext:
    """`footage.ports.jobs.JobContext` of a job that runs no more."""

    record: JobRecord
    work_dir: Path

    async def report(self, progress: float, message: str) -> None:
        """Nobody waits for it."""

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        return lambda fraction: None


def bring_home(services: Services, job: JobRecord, film: Path) -> Path:
    """Store a film that a vendor had made, and complete its job with it. Blocking.

    Args:
        services: Where films and jobs are.
        job: It has ended and has no film.
        film: The file; it is moved.

    Returns:
        Where the film is now.

    Raises:
        UnsupportedMediaError: What was made is not a whole video.
    """
    request = job.order(GeneratedOrder).request
    checked = services.judge.check(film, request, request.prompt)
    video = deliver(services, _EndedContext(job, film.parent), film, checked=checked)
    services.jobs.bring_home(job.job_id, JobResult(video=video, quality=checked.quality, message=_SAID))
    if video.path is None:
        raise InternalError("A film that was just stored has no path.")
    return Path(video.path)
