"""Requests of exactly one shape and need that share a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio

from gpu.device.commands import PendingCommand, Rank
from gpu.pool.grants import LeaseRequest


@dataclass(frozen=True, kw_only=True)
class Task:
    """One generation.

    Attributes:
        shape: Names all that has to be equal within a batch: height, width, frames, steps, guidance mode, data type.
        vram_bytes: Working memory for one, beyond the weights, as declared; measured peaks take its place.
        payload: Goes to `Runtime.run` and is picklable; files are better than arrays.
        max_batch: At most so many run together.
    """

    shape: str
    vram_bytes: int
    payload: Any = field(repr=False)
    max_batch: int = 1


@dataclass(eq=False)
class Member:
    """Somebody who waits for one result of a batch.

    Attributes:
        task: What to generate.
        rank: Its own place in the queue.
        progress: Called with the share that is done, 0 to 1; it may raise to stop this member.
        batch: The one it belongs to, which may change while it waits.
        scope: Cancelled when `progress` has raised.
        error: What `progress` raised.
    """

    task: Task
    rank: Rank
    progress: Callable[[float], None] | None
    batch: Batch = field(init=False)
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    error: Exception | None = None

    def tell(self, fraction: float) -> None:
        """Pass progress on; a member whose callback raises leaves the batch, and the others go on."""
        try:
            if self.progress and self.error is None:
                self.progress(fraction)
        except Exception as exc:  # noqa: BLE001 (the caller's own means to stop; raised again in its task)
            self.error = exc
            self.scope.cancel()


@dataclass(eq=False)
class Batch:
    """Members that share a lease, then a run. Any of them may leave at any time; the last one ends it all.

    All members declare the same need, so those who stay when others leave need what was reserved, or less.

    Attributes:
        request: For the lease.
        shape: Of every member's task.
        vram_bytes: That every member's task declares.
        members: Those who have not left.
        starting: Held by the member that starts the run.
        run: The run, once it is queued.
        ran: The members the run was started for, in the order of its results.
    """

    request: LeaseRequest
    shape: str
    vram_bytes: int
    members: list[Member] = field(default_factory=list)
    starting: anyio.Lock = field(default_factory=anyio.Lock)
    run: PendingCommand | None = None
    ran: tuple[Member, ...] = ()

    def takes(self, task: Task) -> bool:
        """Whether a task may join: one that declares another need would not fit what is reserved."""
        return (self.shape, self.vram_bytes) == (task.shape, task.vram_bytes)

    def add(self, member: Member) -> None:
        """Let one in; the batch becomes at least as urgent as it is."""
        self.members.append(member)
        member.batch = self
        self._update_rank()

    def remove(self, member: Member) -> None:
        """Let one go, and its urgency with it."""
        self.members.remove(member)
        self._update_rank()

    def _update_rank(self) -> None:
        self.request.rank = min((member.rank for member in self.members), default=self.request.rank)

    def tell(self, fraction: float) -> None:
        """Pass progress on to everybody who is still there."""
        for member in tuple(self.members):
            member.tell(fraction)
