"""Commands of one kind for one device: one at a time, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import anyio

from gpu.device.messages import Command, Ended, Failure

Rank = tuple[float, int]
"""A place in a queue: the smaller comes first. The second number tells equals apart by when they came."""

FIRST: Rank = (float("-inf"), 0)


@dataclass(eq=False)
class PendingCommand:
    """A command from when it is queued until it has ended, and then its outcome.

    Attributes:
        command: What the worker is to do.
        rank: Its place in the queue.
        progress: Called with the share of a run that is done, 0 to 1.
        then: Called once, with the outcome.
        freed: Called when a run no longer needs the device, though its results are still being handed over.
        number: Its number in messages from and to the worker; 0 until it is sent.
        began_s: When it was sent.
        heard_s: When the worker last spoke of it.
        outcome: How it ended.
        ended: Set with the outcome.
    """

    command: Command
    rank: Rank
    progress: Callable[[float], None] | None = None
    then: Callable[[Ended], None] | None = None
    freed: Callable[[], None] | None = None
    number: int = 0
    began_s: float = 0.0
    heard_s: float = 0.0
    outcome: Ended | None = None
    ended: anyio.Event = field(default_factory=anyio.Event)

    def end(self, outcome: Ended) -> None:
        """Tell everybody who waits; only the first outcome counts."""
        if self.outcome is None:
            self.outcome = outcome
            if self.then:
                self.then(outcome)
            self.ended.set()

    def fail(self, failure: Failure) -> None:
        """End it without an answer from the worker."""
        self.end(Ended(number=self.number, failure=failure))


class CommandQueue:
    """Commands for one thread of the worker.

    Args:
        send: Gives a command to the worker.
    """

    def __init__(self, send: Callable[[PendingCommand], None]) -> None:
        self._send = send
        self.waiting: list[PendingCommand] = []
        self.current: PendingCommand | None = None

    def put(self, pending: PendingCommand) -> None:
        """Queue a command; it is sent at once if the worker's thread is free."""
        self.waiting.append(pending)
        self._send_next()

    def withdraw(self, pending: PendingCommand) -> bool:
        """Take a command out of the queue; False if it was sent already."""
        if pending not in self.waiting:
            return False
        self.waiting.remove(pending)
        return True

    def free(self, pending: PendingCommand) -> None:
        """The next command may begin, though this one has not ended."""
        if self.current is pending:
            self.current = None
            self._send_next()

    def finish(self, pending: PendingCommand, outcome: Ended) -> None:
        """A command has ended."""
        if self.current is pending:
            self.current = None
        pending.end(outcome)
        self._send_next()

    def _send_next(self) -> None:
        if self.current is None and self.waiting:
            self.current = min(self.waiting, key=lambda pending: pending.rank)
            self.waiting.remove(self.current)
            self._send(self.current)
