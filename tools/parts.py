"""Clips that one job pays for: each with its share of the job's progress, and put where it outlives a crash."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from footage.ports import JobContext, JobRecord


@dataclass
class Part:
    """`footage.ports.JobContext` for one clip: a folder of its own, and its share of the progress.

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
        """See `footage.ports.JobContext.report`."""
        await self.job.report(self._overall(progress), self._said(message))

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        """See `footage.ports.JobContext.reporter`."""
        tell = self.job.reporter(0.0, 1.0, self._said(message))
        return lambda fraction: tell(self._overall(start + (end - start) * fraction))

    def _overall(self, progress: float) -> float:
        self.shares[self.index] = progress
        start, end = self.span
        return start + (end - start) * sum(self.shares) / len(self.shares)

    def _said(self, message: str) -> str:
        return f"{self.noun} {self.index + 1} of {len(self.shares)}: {message}"


def keep(made: Path, kept: Path) -> None:
    """Put a finished clip where it outlives a crash."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    kept.parent.mkdir(parents=True, exist_ok=True)
    made.replace(kept)
