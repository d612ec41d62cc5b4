"""Commands of one kind for one device: one at a time, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import anyio

from gpu.device.messages import Command, Ended, Failure

Order = tuple[float, int]
"""A place in a line: the smaller comes first. The second number tells equals apart by arrival."""

FIRST: Order = (float("-inf"), 0)


@dataclass(eq=False)
class Reply:
    """A command and what became of it.

    `began_s` is when it was sent, `heard_s` when the worker last spoke of it; `freed` is called when it needs the
    device no more.
    """

    command: Command
    order: Order
    progress: Callable[[float], None] | None = None
    then: Callable[[Ended], None] | None = None
    freed: Callable[[], None] | None = None
    number: int = 0
    began_s: float = 0.0
    heard_s: float = 0.0
    outcome: Ended | None = None
    ended: anyio.Event = field(default_factory=anyio.Event)

    def end(self, outcome: Ended) -> None:
        """Tell everybody who waits, once."""
        if self.outcome is None:
            self.outcome = outcome
            if self.then:
                self.then(outcome)
            self.ended.set()

    def fail(self, failure: Failure) -> None:
        """End without an answer of the worker."""
        self.end(Ended(number=self.number, failure=failure))


class Lane:
    """One worker thread's line.

    Args:
        send: Gives a command to the worker.
    """

    def __init__(self, send: Callable[[Reply], None]) -> None:
        self._send = send
        self.waiting: list[Reply] = []
        self.current: Reply | None = None

    def put(self, reply: Reply) -> None:
        """Join the line."""
        self.waiting.append(reply)
        self._next()

    def withdraw(self, reply: Reply) -> bool:
        """Leave the line; False when the command was sent already."""
        if reply not in self.waiting:
            return False
        self.waiting.remove(reply)
        return True

    def free(self, reply: Reply) -> None:
        """The next one may begin, though this one has not ended."""
        if self.current is reply:
            self.current = None
            self._next()

    def finish(self, reply: Reply, outcome: Ended) -> None:
        """A command is over."""
        if self.current is reply:
            self.current = None
        reply.end(outcome)
        self._next()

    def _next(self) -> None:
        if self.current is None and self.waiting:
            self.current = min(self.waiting, key=lambda reply: reply.order)
            self.waiting.remove(self.current)
            self._send(self.current)
