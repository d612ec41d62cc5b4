"""What the paid path is given in the place of a whole job's context: one for a clip, one for work beside the film."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from footage.ports.jobs import JobContext, JobRecord


@dataclass
class SideContext:
    """`footage.ports.jobs.JobContext` for work beside the film, such as another take of it.

    It has a folder of its own, and leaves the job's progress where it is.

    Attributes:
        job: The job it belongs to.
        work_dir: The folder.
        doing: What is being done, for messages.
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
class ClipContext:
    """`footage.ports.jobs.JobContext` for one of a job's clips, with a folder of its own and its share of the progress.

    Attributes:
        job: The job it belongs to.
        index: Which clip of `shares`.
        shares: How far each clip is, 0 to 1; one list for all of them.
        span: From where to where in the job's progress all clips together bring it, 0 to 1.
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
        await self.job.report(self._overall(progress), self._named(message))

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        """See `footage.ports.jobs.JobContext.reporter`."""
        tell = self.job.reporter(0.0, 1.0, self._named(message))
        return lambda fraction: tell(self._overall(start + (end - start) * fraction))

    def _overall(self, progress: float) -> float:
        self.shares[self.index] = progress
        start, end = self.span
        return start + (end - start) * sum(self.shares) / len(self.shares)

    def _named(self, message: str) -> str:
        return f"{self.noun} {self.index + 1} of {len(self.shares)}: {message}"
