"""Requests of exactly one shape and need that share a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import anyio

from gpu.device.commands import Order, Reply
from gpu.pool.grants import Ticket


@dataclass(frozen=True, kw_only=True)
class Task:
    """One generation.

    `shape` names all that has to be equal within a batch: height, width, frames, steps, guidance mode, data type.
    `vram_bytes` is the working memory for one, beyond the weights, as declared; measured peaks take its place.
    `payload` goes to `Runtime.run` and is picklable; files are better than arrays. At most `max_batch` run together.
    """

    shape: str
    vram_bytes: int
    payload: Any = field(repr=False)
    max_batch: int = 1


@dataclass(eq=False)
class Member:
    """Somebody who waits for one result of a batch."""

    task: Task
    order: Order
    progress: Callable[[float], None] | None
    batch: Batch = field(init=False)
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    error: Exception | None = None

    def tell(self, fraction: float) -> None:
        """Pass progress on; whoever raises leaves the batch, and the others go on."""
        try:
            if self.progress and self.error is None:
                self.progress(fraction)
        except Exception as exc:  # noqa: BLE001 (the caller's own way to stop; raised again in its task)
            self.error = exc
            self.scope.cancel()


@dataclass(eq=False)
class Batch:
    """Members that share a ticket, then a run. Any of them may leave at any time; the last one ends it all.

    All members declare `vram_bytes` each: whoever is left when others leave needs what the ticket reserves.
    """

    ticket: Ticket
    shape: str
    vram_bytes: int
    members: list[Member] = field(default_factory=list)
    starting: anyio.Lock = field(default_factory=anyio.Lock)
    reply: Reply | None = None
    ran: tuple[Member, ...] = ()

    def takes(self, task: Task) -> bool:
        """Whether a task may join: one that declares another need would not fit what the ticket reserves."""
        return (self.shape, self.vram_bytes) == (task.shape, task.vram_bytes)

    def add(self, member: Member) -> None:
        """One more; its urgency is the batch's."""
        self.members.append(member)
        member.batch = self
        self._hurry()

    def remove(self, member: Member) -> None:
        """One less."""
        self.members.remove(member)
        self._hurry()

    def _hurry(self) -> None:
        self.ticket.order = min((member.order for member in self.members), default=self.ticket.order)

    def tell(self, fraction: float) -> None:
        """Pass progress on to everybody who is still there."""
        for member in tuple(self.members):
            member.tell(fraction)
