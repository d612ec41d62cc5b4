"""What became of money in doubt: ask the vendor, settle what it knows, and bring home films that are paid for."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from footage.errors import FootageError
from footage.money import ZERO, Money
from footage.ports.files import ObjectStore
from footage.ports.generators import Generator
from footage.ports.jobs import JobRecord
from footage.ports.money import AttemptRecord, Attempts
from footage.ports.records import VideoOrder
from footage.threads import in_thread
from routing.bills import credible

_log = logging.getLogger("footage.reconcile")

BringHome = Callable[[JobRecord, Path], Path]
"""Puts a job's film away and shows it with the job; gives where it is now."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found out about one attempt in doubt.

    `settled` is what it was charged, None while that is still unknown; `film` where a film that was made now lies;
    `part` what of the film it made, if that has parts.
    """

    job_id: str
    backend: str
    message: str
    part: str = ""
    settled: Money | None = None
    film: Path | None = None


class Reconciler:
    """Settles what is in doubt as far as the vendors can be asked.

    Args:
        generators: By name.
        attempts: The book to correct.
        objects: For a folder to fetch films into.
        bring_home: What is done with a whole film.
    """

    def __init__(
        self,
        generators: Mapping[str, Generator],
        attempts: Attempts,
        objects: ObjectStore,
        bring_home: BringHome,
    ) -> None:
        self._generators = generators
        self._attempts = attempts
        self._objects = objects
        self._bring_home = bring_home

    async def settle(self, job: JobRecord, progress: Callable[[float], None] = lambda _: None) -> list[Finding]:
        """Ask the vendors about each attempt of an ended job that is still in doubt; without one, nothing."""
        known = await in_thread(self._attempts.of_job, job.job_id)
        doubtful = [one for one in known if one.state == "in_doubt" and one.cost is None]
        return [await self._settle(job, one, progress) for one in doubtful]

    async def _settle(self, job: JobRecord, attempt: AttemptRecord, progress: Callable[[float], None]) -> Finding:
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
        if attempt.part or job.result is not None:  # the job's film was delivered without it
            return await self._charge(attempt, bill, f"{generator.name} had made it.")
        film = await self._fetched(job, generator, operation_id, progress)
        # The film first: were it charged first and we killed then, nobody would look for the film any more.
        return await self._charge(attempt, bill, f"{generator.name} had made it.", film)

    async def _fetched(
        self, job: JobRecord, generator: Generator, operation_id: str, progress: Callable[[float], None]
    ) -> Path:
        folder_name = f"{job.job_id}-{uuid.uuid4().hex}"  # others may be fetching the same film
        folder = await in_thread(self._objects.work_dir, folder_name)
        try:
            clip = folder / "clip.mp4"
            await generator.fetch(operation_id, job.order(VideoOrder).request, clip, progress)
            return await in_thread(self._bring_home, job, clip)
        finally:
            await in_thread(self._objects.discard_work, folder_name)

    async def _charge(self, attempt: AttemptRecord, bill: Money, message: str, film: Path | None = None) -> Finding:
        charged = await in_thread(self._attempts.clear_up, attempt.attempt_id, bill)
        return Finding(
            job_id=attempt.job_id,
            backend=attempt.backend,
            part=attempt.part,
            message=message,
            settled=charged,
            film=film,
        )


def _open(attempt: AttemptRecord, message: str) -> Finding:
    return Finding(job_id=attempt.job_id, backend=attempt.backend, part=attempt.part, message=message)
