"""What became of money in doubt: ask the vendor, settle what it knows, and bring home films that are paid for."""

from __future__ import annotations

import contextlib
import logging
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from footage.domain import TERMINAL, AttemptState, VideoRequest
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


class PartsHome(Protocol):
    """What is done with a part of a film."""

    def request_of(self, job: JobRecord, part: str) -> VideoRequest | None:
        """What a part was asked for; None for one that is of no use any more."""

    def put(self, job: JobRecord, part: str, clip: Path) -> str:
        """Keep the part, and say what to know of that."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found out about one attempt in doubt.

    `settled` is what it was charged, None while that is still unknown, and `later` whether it may be known then; `film`
    where a film that was made now lies; `part` what of the film it made, if that has parts.
    """

    job_id: str
    backend: str
    message: str
    part: str = ""
    settled: Money | None = None
    later: bool = False
    film: Path | None = None


class Reconciler:
    """Settles what is in doubt as far as the vendors can be asked.

    Args:
        generators: By name.
        attempts: The book to correct.
        objects: For a folder to fetch films into.
        bring_home: What is done with a whole film.
        parts: What is done with a part of one; without it, parts are only paid for.
    """

    def __init__(
        self,
        generators: Mapping[str, Generator],
        attempts: Attempts,
        objects: ObjectStore,
        bring_home: BringHome,
        parts: PartsHome | None = None,
    ) -> None:
        self._generators = generators
        self._attempts = attempts
        self._objects = objects
        self._bring_home = bring_home
        self._parts = parts

    async def settle(self, job: JobRecord, progress: Callable[[float], None] = lambda _: None) -> list[Finding]:
        """Ask the vendors about each attempt of an ended job that is still in doubt; without one, nothing."""
        known = await in_thread(self._attempts.of_job, job.job_id)
        doubtful = [one for one in known if one.is_open]
        if job.status not in TERMINAL:
            return [_open(one, "the job still runs.", later=True) for one in doubtful]
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
                return await self._charge(attempt, "failed", ZERO, f"{generator.name} never took it.")
        if operation_id is None:
            return _open(attempt, f"{generator.name} cannot be searched: look in its own console.")
        poll = await generator.poll(operation_id)
        if poll.state == "working":
            return _open(attempt, f"{generator.name} is still working on {operation_id}.", later=True)
        if poll.state == "failed" and poll.cost is None and not poll.in_full:
            return _open(attempt, f"{generator.name} did not make it and does not tell what it charged: look there.")
        bill = credible(generator.name, attempt.quoted, poll.cost).amount
        if poll.state == "failed":
            return await self._charge(attempt, "failed", bill, f"{generator.name} failed to make it.")
        # The film first: were it charged first and we killed then, nobody would look for the film any more.
        made = f"{generator.name} had made it."
        if attempt.part:
            said = await self._part(job, attempt.part, generator, operation_id, progress)
            return await self._charge(attempt, "succeeded", bill, f"{made} {said}")
        if job.result is not None:  # a film of another backend was delivered in its place
            return await self._charge(attempt, "succeeded", bill, made)
        film = await self._film(job, generator, operation_id, progress)
        return await self._charge(attempt, "succeeded", bill, made, film)

    async def _film(
        self, job: JobRecord, generator: Generator, operation_id: str, progress: Callable[[float], None]
    ) -> Path:
        request = job.order(VideoOrder).request
        async with self._fetched(job, generator, operation_id, request, progress) as clip:
            return await in_thread(self._bring_home, job, clip)

    async def _part(
        self, job: JobRecord, part: str, generator: Generator, operation_id: str, progress: Callable[[float], None]
    ) -> str:
        """Fetch a part if it is of use; what to say of it."""
        request = await in_thread(self._parts.request_of, job, part) if self._parts else None
        if self._parts is None or request is None:
            return "The film needs it no more."
        async with self._fetched(job, generator, operation_id, request, progress) as clip:
            return await in_thread(self._parts.put, job, part, clip)

    @contextlib.asynccontextmanager
    async def _fetched(
        self,
        job: JobRecord,
        generator: Generator,
        operation_id: str,
        request: VideoRequest,
        progress: Callable[[float], None],
    ) -> AsyncIterator[Path]:
        """The clip, in a folder of its own until the block ends."""
        folder_name = f"{job.job_id}/{uuid.uuid4().hex}"  # others may be fetching the same film
        folder = await in_thread(self._objects.work_dir, folder_name)
        try:
            clip = folder / "clip.mp4"
            await generator.fetch(operation_id, request, clip, progress)
            yield clip
        finally:
            await in_thread(self._objects.discard_work, folder_name)

    async def _charge(
        self, attempt: AttemptRecord, state: AttemptState, bill: Money, message: str, film: Path | None = None
    ) -> Finding:
        charged = await in_thread(self._attempts.clear_up, attempt.attempt_id, bill, state)
        return Finding(
            job_id=attempt.job_id,
            backend=attempt.backend,
            part=attempt.part,
            message=message,
            settled=charged,
            film=film,
        )


def _open(attempt: AttemptRecord, message: str, *, later: bool = False) -> Finding:
    return Finding(job_id=attempt.job_id, backend=attempt.backend, part=attempt.part, message=message, later=later)
