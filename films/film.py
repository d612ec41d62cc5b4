"""Clips that one job pays for: each with its share of the job's progress, and put where it outlives a crash."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import anyio

from footage.domain import VideoRequest
from footage.ports.jobs import JobContext, JobRecord
from footage.ports.routing import Rendered
from footage.verdicts import Repair

EMBEDDED = "storyboard"
"""The backend that draws."""


@dataclass(frozen=True, kw_only=True)
class Film:
    """What was made: the file, who made it, and the attempts that paid for it; `missing` says what is not in it.

    `reason` says why this backend made it after all, where that was decided by what another one made; `repairs` are
    the tries that its clips took, None for a film made in one go.
    """

    path: Path
    backend: str
    model: str
    attempt_ids: tuple[int, ...]
    duration_s: float
    missing: str = ""
    notes: tuple[str, ...] = ()
    reason: str = ""
    repairs: tuple[Repair, ...] | None = None


def whole(rendered: Rendered, request: VideoRequest) -> Film:
    """What came in one go."""
    return Film(
        path=rendered.path,
        backend=rendered.backend,
        model=rendered.model,
        attempt_ids=(rendered.attempt_id,),
        duration_s=request.duration_s,
        notes=rendered.notes,
    )


@dataclass
class Aside:
    """`footage.ports.jobs.JobContext` for something beside the film.

    It has a folder of its own, and the job's progress waits meanwhile.

    Attributes:
        job: The job it belongs to.
        work_dir: The folder.
        doing: What is done, for messages.
    """

    job: JobContext
    work_dir: Path
    doing: str
    record: JobRecord = field(init=False)

    def __post_init__(self) -> None:
        self.record = self.job.record

    async def report(self, progress: float, message: str) -> None:
        """See `footage.ports.jobs.JobContext.report`."""
        await self.job.report(0.0, f"{self.doing}: {message}")  # progress never goes back

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        """See `footage.ports.jobs.JobContext.reporter`."""
        return self.job.reporter(0.0, 0.0, f"{self.doing}: {message}")


@dataclass
class Part:
    """`footage.ports.jobs.JobContext` for one clip: a folder of its own, and its share of the progress.

    Attributes:
        job: The job it belongs to.
        index: Which clip of `shares`.
        shares: How far each clip is, 0 to 1; shared by all of them.
        span: The part of the job's progress that they are together.
        noun: What a clip is called in messages.
    """

    job: JobContext
    index: int
    shares: list[float]
    span: tuple[float, float]
    noun: str
    work_dir: Path = field(init=False)
    record: JobRecord = field(init=False)

    def __post_init__(self) -> None:
        self.record = self.job.record
        self.work_dir = self.job.work_dir / f"part{self.index + 1:03}"

    async def report(self, progress: float, message: str) -> None:
        """See `footage.ports.jobs.JobContext.report`."""
        await self.job.report(self._overall(progress), self._said(message))

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        """See `footage.ports.jobs.JobContext.reporter`."""
        tell = self.job.reporter(0.0, 1.0, self._said(message))
        return lambda fraction: tell(self._overall(start + (end - start) * fraction))

    def _overall(self, progress: float) -> float:
        self.shares[self.index] = progress
        start, end = self.span
        return start + (end - start) * sum(self.shares) / len(self.shares)

    def _said(self, message: str) -> str:
        return f"{self.noun} {self.index + 1} of {len(self.shares)}: {message}"


async def in_trust(count: int, make: Callable[[int], Awaitable[int]]) -> int:
    """Make clips side by side, the first one alone: each says how many more may begin when it is there.

    With two for a good one and none for a bad one, never is more than one clip more at risk than were found good.

    Args:
        count: How many there are to make.
        make: Makes one, by its place; tells how many more may begin.

    Returns:
        How many were begun: the first ones, in their order.
    """
    begun = 0

    async def run(index: int) -> None:
        begin(await make(index))

    def begin(more: int) -> None:
        nonlocal begun
        first, begun = begun, min(count, begun + more)
        for index in range(first, begun):
            tasks.start_soon(run, index)

    async with anyio.create_task_group() as tasks:
        begin(1)
    return begun


def keep(made: Path, kept: Path) -> None:
    """Put a finished clip where it outlives a crash."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    kept.parent.mkdir(parents=True, exist_ok=True)
    made.replace(kept)
