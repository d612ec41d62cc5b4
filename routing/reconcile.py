"""What became of money in doubt: ask the vendor, settle what it knows, and bring home films that are paid for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from footage.domain import VideoRequest
from footage.errors import FootageError
from footage.money import ZERO, Money
from footage.ports.files import ObjectStore
from footage.ports.generators import Generator
from footage.ports.jobs import JobRecord
from footage.ports.money import AttemptRecord, Attempts
from footage.threads import in_thread
from routing.bills import credible

_log = logging.getLogger("footage.reconcile")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found out about one job in doubt.

    `settled` is what it was charged, None while that is still unknown; `film` where a film that was made now lies.
    """

    job_id: str
    backend: str
    message: str
    settled: Money | None = None
    film: Path | None = None


class Reconciler:
    """Settles jobs in doubt as far as their vendors can be asked.

    Args:
        generators: By name.
        attempts: The book to correct.
        objects: Where recovered films are put.
    """

    def __init__(self, generators: Mapping[str, Generator], attempts: Attempts, objects: ObjectStore) -> None:
        self._generators = generators
        self._attempts = attempts
        self._objects = objects

    async def settle(self, job: JobRecord, progress: Callable[[float], None] = lambda _: None) -> Finding:
        """Ask the vendor about an ended job whose last attempt is in doubt."""
        attempt = next(a for a in reversed(await in_thread(self._attempts.of_job, job.job_id)) if a.state == "in_doubt")
        generator = self._generators.get(attempt.backend)
        missing = generator.missing() if generator else "it is not known any more"
        if generator is None or missing:
            return _open(attempt, f"{attempt.backend} cannot be asked: {missing}.")
        try:
            return await self._ask(job, attempt, generator, progress)
        except FootageError as exc:
            _log.warning("asking %s about %s failed: %s", attempt.backend, job.job_id, exc.code)
            return _open(attempt, f"{attempt.backend} was asked and failed: {exc.message}")

    async def _ask(
        self, job: JobRecord, attempt: AttemptRecord, generator: Generator, progress: Callable[[float], None]
    ) -> Finding:
        operation_id = attempt.operation_id
        if operation_id is None and generator.submit_mode == "lookup":
            operation_id = await generator.lookup(attempt.key)
            if operation_id is None:
                return await self._charge(attempt, ZERO, f"{generator.name} never took it.")
        if operation_id is None:
            return _open(attempt, f"{generator.name} cannot be searched: look in its own console.")
        poll = await generator.poll(operation_id)
        bill = credible(generator.name, attempt.quoted, poll.cost).amount
        if poll.state == "working":
            return _open(attempt, f"{generator.name} is still working on {operation_id}.")
        if poll.state == "failed":
            return await self._charge(attempt, bill, f"{generator.name} failed to make it.")
        if attempt.part:  # the job's film was delivered without it
            return await self._charge(attempt, bill, f"{generator.name} had made it ({attempt.part}).")
        folder = await in_thread(self._objects.work_dir, job.job_id)
        clip = folder / "clip.mp4"
        await generator.fetch(operation_id, VideoRequest(**job.request), clip, progress)
        stored = await in_thread(self._objects.put, job.job_id, "video.mp4", clip)
        await in_thread(self._objects.discard_work, job.job_id)
        return await self._charge(attempt, bill, f"{generator.name} had made it.", stored.path)

    async def _charge(self, attempt: AttemptRecord, bill: Money, message: str, film: Path | None = None) -> Finding:
        await in_thread(self._attempts.correct, attempt.job_id, bill)
        return Finding(job_id=attempt.job_id, backend=attempt.backend, message=message, settled=bill, film=film)


def _open(attempt: AttemptRecord, message: str) -> Finding:
    return Finding(job_id=attempt.job_id, backend=attempt.backend, message=message)
