"""Films and clips that a job has paid for, and how clips are begun."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import anyio

from footage.credits import StockCredit
from footage.domain import VideoRequest
from footage.errors import DatabaseAwayError, JobCancelledError
from footage.ports.jobs import HandOnError, RunOverError
from footage.ports.routing import Rendered
from footage.verdicts import Repair

ENDS_THE_RUN = (JobCancelledError, HandOnError, RunOverError, DatabaseAwayError)
"""What ends a run whatever is already made: nobody could tell what becomes of the request that it broke off."""


@dataclass(frozen=True, kw_only=True)
class MadeFilm:
    """A film as it was made, not stored yet.

    Attributes:
        path: The file.
        backend: Who made it.
        model: With which model.
        attempt_ids: The attempts that paid for it.
        duration_s: Its length in seconds.
        missing: What is not in it, in words; empty for a whole film.
        notes: What the backend had to say of it.
        stock: Whose footage is in it.
        reason: Why this backend made it after another one had; empty where none had.
        repairs: The tries that its clips took; None for a film made in one go.
        clips: The files that it was made of, as the vendor gave them where they were changed since; empty for itself.
    """

    path: Path
    backend: str
    model: str
    attempt_ids: tuple[int, ...]
    duration_s: float
    missing: str = ""
    notes: tuple[str, ...] = ()
    stock: tuple[StockCredit, ...] = ()
    reason: str = ""
    repairs: tuple[Repair, ...] | None = None
    clips: tuple[Path, ...] = ()

    @classmethod
    def of(cls, rendered: Rendered, request: VideoRequest) -> Self:
        """A film, or a clip, that a backend made in one go."""
        return cls(
            path=rendered.path,
            backend=rendered.backend,
            model=rendered.model,
            attempt_ids=(rendered.attempt_id,),
            duration_s=request.duration_s,
            notes=rendered.notes,
            stock=rendered.stock,
            clips=(rendered.original,) if rendered.original else (),
        )


async def with_slow_start(count: int, make: Callable[[int], Awaitable[int]]) -> int:
    """Make clips side by side, beginning with one: each that comes says how many more may begin.

    With two for each good clip and none for a bad one, there is never more than one clip more at risk than were found
    good.

    Args:
        count: How many there are to make.
        make: Makes the clip at a place, and tells how many more may begin.

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
