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
from footage.provenance import Making

SAID = "Done. The vendor had made it all the same; `footage reconcile` brought it home."


@dataclass
class EndedContext:
    """`footage.ports.jobs.JobContext` of a job that runs no more."""

    record: JobRecord
    work_dir: Path

    async def report(self, progress: float, message: str) -> None:
        """Nobody waits for it."""

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        """Likewise."""
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
    whole = Making(source="trainedAlgorithmicMedia", maker=_maker(services, job))
    video = deliver(services, EndedContext(job, film.parent), film, checked=checked, made=whole)
    services.jobs.bring_home(job.job_id, JobResult(video=video, quality=checked.quality, message=SAID))
    _name_its_maker(services, job)
    if video.path is None:
        raise InternalError("A film that was just stored has no path.")
    return Path(video.path)


def _maker(services: Services, job: JobRecord) -> str:
    """Whose model has made it."""
    made_by = [one for one in services.attempts.of_job(job.job_id) if one.is_outcome_unknown and not one.part]
    return made_by[-1].model if made_by else job.plan.model if job.plan else ""


def _name_its_maker(services: Services, job: JobRecord) -> None:
    """The plan may have gone on to another backend before the job ended."""
    made_by = [one for one in services.attempts.of_job(job.job_id) if one.is_outcome_unknown and not one.part]
    plan = job.plan
    if plan and made_by and plan.backend != made_by[-1].backend:
        changed = {"backend": made_by[-1].backend, "model": made_by[-1].model}
        services.jobs.set_plan(job.job_id, plan.model_copy(update=changed))
