"""A device's process from its start to its end, the commands to it, and whether it still gives signs of life."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import anyio

from gpu.device.commands import FIRST, CommandQueue, PendingCommand, Rank
from gpu.device.link import Connect, Link
from gpu.device.messages import (
    Cancel,
    Counters,
    Ended,
    Event,
    Failure,
    Freed,
    Prepare,
    Progress,
    Run,
    Sent,
    Tidy,
)
from gpu.device.metrics import Metrics


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds, before a process counts as hung.

    Attributes:
        step_s: Between two signs of life of a run. The last of them comes before its frames are decoded.
        load_s: For one transfer of weights.
        stop_s: For a cancelled run to stop.
    """

    step_s: float = 900.0
    load_s: float = 900.0
    stop_s: float = 60.0


class DeviceProcess:
    """One process. It is started by the first command, and once it has ended it stays ended.

    Runs and transfers of weights have a queue each, so that weights are loaded while a run computes.

    Args:
        connect: Starts the process.
        clock: Seconds, only ever forward.
        timeouts: When a silent process counts as hung.
        metrics: To be counted into.
        on_counters: Told the device's counters, before whoever waits for the command that brought them.
        on_command_ended: Called after each command has ended.
        on_lost: Called once, with the reason, when the process has ended other than by `close`.
    """

    def __init__(
        self,
        *,
        connect: Connect,
        clock: Callable[[], float],
        timeouts: Timeouts,
        metrics: Metrics,
        on_counters: Callable[[Counters], None],
        on_command_ended: Callable[[], None],
        on_lost: Callable[[str], None],
    ) -> None:
        self.ended: str | None = None
        self._connect = connect
        self._clock = clock
        self._timeouts = timeouts
        self._metrics = metrics
        self._on_counters = on_counters
        self._on_command_ended = on_command_ended
        self._on_lost = on_lost
        self._link: Link | None = None
        self._numbers = itertools.count(1)
        self._sent: dict[int, tuple[PendingCommand, CommandQueue]] = {}
        self._transfers = CommandQueue(lambda pending: self._send(pending, self._transfers))
        self._runs = CommandQueue(lambda pending: self._send(pending, self._runs))

    @property
    def is_idle(self) -> bool:
        """Whether no command is under way."""
        return not self._sent

    # --- commands -------------------------------------------------------------------------------------------------

    def run(
        self,
        run: Run,
        rank: Rank,
        progress: Callable[[float], None] | None,
        then: Callable[[Ended], None],
        freed: Callable[[], None] | None = None,
    ) -> PendingCommand:
        """Queue a run whose weights are on the device; see `PendingCommand` for the arguments."""
        pending = self._put(self._runs, PendingCommand(run, rank, progress, then, freed))
        if self._link and pending in self._runs.waiting:
            self._link.send(Prepare(run))
        return pending

    def transfer(self, pending: PendingCommand) -> None:
        """Queue a `Load` or a `Move`."""
        self._put(self._transfers, pending)

    def tidy(self) -> PendingCommand:
        """Have the process empty its caches and read the device's counters again, before any other transfer."""
        return self._put(self._transfers, PendingCommand(Tidy(), FIRST))

    async def wait_for(self, pending: PendingCommand) -> Ended:
        """Wait for the end of a command; a process that gives no sign of life for too long is ended meanwhile."""
        while pending.outcome is None:
            with anyio.move_on_after(min(self.silent_at_s() - self._clock(), self._timeouts.load_s)):
                await pending.ended.wait()
            self.end_if_silent()
        return pending.outcome

    async def stop(self, pending: PendingCommand) -> None:
        """Cancel a run and wait until the device is rid of it; if it does not stop, the process is killed.

        The wait itself cannot be cancelled.
        """
        if self._runs.withdraw(pending):
            pending.fail(Failure(kind="stopped", message="cancelled"))
        if pending.outcome is not None:
            return
        if self._link:
            self._link.send(Cancel(pending.number))
        with anyio.CancelScope(deadline=anyio.current_time() + self._timeouts.stop_s, shield=True):
            await pending.ended.wait()
        if pending.outcome is None:
            self.end(f"a cancelled run did not stop within {self._timeouts.stop_s:g} s")

    # --- its end --------------------------------------------------------------------------------------------------

    def silent_at_s(self) -> float:
        """When the process counts as hung unless it gives a sign of life."""
        return min((self._silent_at_s(pending) for pending, _ in self._sent.values()), default=float("inf"))

    def end_if_silent(self) -> None:
        """End a process that has hung, whether or not anybody waits for what it should do."""
        if self._clock() >= self.silent_at_s():
            self.end("it gave no sign of life for too long")

    def end(self, reason: str) -> None:
        """Kill the process; everything on the device is free and everything under way is lost."""
        if self.ended is None:
            self._finish(reason)
            self._on_lost(reason)

    def close(self) -> None:
        """Kill the process because nobody needs it any more."""
        if self.ended is None:
            self._finish("the pool was closed")

    def _silent_at_s(self, pending: PendingCommand) -> float:
        timeout_s = self._timeouts.step_s if isinstance(pending.command, Run) else self._timeouts.load_s
        return pending.heard_s + timeout_s

    def _finish(self, reason: str) -> None:
        self.ended = reason
        if self._link:
            self._link.kill()
        sent = [pending for pending, _ in self._sent.values()]
        self._sent.clear()
        for pending in sent + self._transfers.waiting + self._runs.waiting:
            pending.fail(Failure(kind="lost", message=reason))

    # --- messages -------------------------------------------------------------------------------------------------

    def _put(self, queue: CommandQueue, pending: PendingCommand) -> PendingCommand:
        if self.ended:
            pending.fail(Failure(kind="lost", message=self.ended))
        else:
            queue.put(pending)
        return pending

    def _send(self, pending: PendingCommand, queue: CommandQueue) -> None:
        if self.ended:  # the end of the command before this one ended the process
            return
        if self._link is None:
            self._link = self._connect(self._on_event, self.end)
        pending.number = next(self._numbers)
        pending.began_s = pending.heard_s = self._clock()
        self._sent[pending.number] = (pending, queue)
        self._link.send(Sent(pending.number, pending.command))

    def _on_event(self, event: Event) -> None:
        if self.ended or event.number not in self._sent:
            return
        if isinstance(event, Ended) and event.failure and event.failure.kind == "lost":
            self.end(event.failure.message)
            return
        pending, queue = self._sent[event.number]
        pending.heard_s = self._clock()
        if isinstance(event, Progress):
            if pending.progress:
                pending.progress(event.fraction)
            return
        if queue is self._runs and queue.current is pending:
            self._metrics.busy_s += pending.heard_s - pending.began_s
        if isinstance(event, Freed):
            queue.free(pending)
            if pending.freed:
                pending.freed()
            return
        self._on_ended(event, pending, queue)

    def _on_ended(self, event: Ended, pending: PendingCommand, queue: CommandQueue) -> None:
        del self._sent[event.number]
        if event.counters:
            self._on_counters(event.counters)
        queue.finish(pending, event)
        self._on_command_ended()
