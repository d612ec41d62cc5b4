"""One life of a device's process: from its start until it ends, what is on the device, and who works on it.

When a process ends, all that it had on the device is free. So a life is thrown away as a whole with its book, and
leases of an ended life change nothing in the next one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import anyio

from footage import errors
from footage.errors import DeviceLostError, DeviceMemoryError, FootageError, InternalError
from gpu.device.accounting import VramBook
from gpu.device.commands import FIRST, Lane, Order, Reply
from gpu.device.estimates import Times
from gpu.device.host_cache import Shelf
from gpu.device.link import Connect, Link
from gpu.device.messages import (
    Cancel,
    Counters,
    Ended,
    Event,
    Failure,
    Freed,
    Load,
    Move,
    Progress,
    Run,
    Sent,
    Soon,
    Tidy,
    Weights,
)
from gpu.device.metrics import Metrics


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long to wait, in seconds, before a process counts as hung.

    `step_s` between two signs of life of a run, the last of which comes before its frames are decoded, `load_s` for one
    transfer of weights, `stop_s` for a cancelled run to stop.
    """

    step_s: float = 900.0
    load_s: float = 900.0
    stop_s: float = 60.0


class Life:
    """The book, the lanes and the process.

    Args:
        budget_bytes: What the pool may use of the device.
        host_bytes: Page-locked main memory for weights that were evicted.
        connect: Starts the process; called at the first command.
        clock: Seconds, only ever forward.
        patience: When a silent process counts as hung.
        metrics: To be counted into.
        load_times: To learn by weights' keys.
        changed: Called when room may have been gained.
        over: Called once, with the reason, when this life has ended other than by `close`.
    """

    def __init__(
        self,
        *,
        budget_bytes: int,
        host_bytes: int,
        connect: Connect,
        clock: Callable[[], float],
        patience: Patience,
        metrics: Metrics,
        load_times: Times,
        changed: Callable[[], None],
        over: Callable[[str], None],
    ) -> None:
        self.book = VramBook(budget_bytes)
        self.shelf = Shelf(host_bytes)
        self.leases = 0
        self.ended: str | None = None
        self._budget_bytes = budget_bytes
        self._connect = connect
        self._clock = clock
        self._patience = patience
        self._metrics = metrics
        self._load_times = load_times
        self._changed = changed
        self._over = over
        self._link: Link | None = None
        self._numbers = itertools.count(1)
        self._sent: dict[int, tuple[Reply, Lane]] = {}
        self._transfers = Lane(lambda reply: self._send(reply, self._transfers))
        self._runs = Lane(lambda reply: self._send(reply, self._runs))
        self._loads: dict[str, Reply] = {}
        self._moves: list[Reply] = []
        self._broken: set[str] = set()
        self._counters: Counters | None = None
        self._suspicion = 0

    # --- the book -------------------------------------------------------------------------------------------------

    def is_warm(self, parts: Sequence[Weights]) -> bool:
        """Whether all of these are on the device, or on their way."""
        return self.book.has(parts) and not self._broken.intersection(part.key for part in parts)

    def room(self, parts: Sequence[Weights], work_bytes: int) -> list[Weights] | None:
        """What would have to leave for these, or None; weights that failed to load are out of reach until released."""
        if self._broken.intersection(part.key for part in parts):
            return None
        return self.book.evictions(parts, work_bytes)

    @property
    def is_shrunk(self) -> bool:
        """Whether others were seen to use memory that the pool counts on."""
        return self.book.budget_bytes < self._budget_bytes

    @property
    def is_started(self) -> bool:
        """Whether there is a process."""
        return self._link is not None

    def take(self, parts: Sequence[Weights], work_bytes: int, order: Order, *, alone: bool) -> tuple[Reply, ...]:
        """Reserve, evict and start to load.

        Returns:
            What has to be over before the first run.
        """
        leaving, absent = self.book.take(parts, work_bytes)
        if alone:
            leaving += self._drop_idle()
        near = {weights.key for weights in absent if self.shelf.take(weights.key)}
        for weights in leaving:
            self._evict(weights)
        for weights in absent:
            self._load(weights, order)
        self._metrics.cpu_hits += len(near)
        self._metrics.loads += len(absent) - len(near)
        self._metrics.hits += len(parts) - len(absent)
        self.leases += 1
        loads = [self._loads[part.key] for part in parts if part.key in self._loads]
        for load in loads:
            load.order = min(load.order, order)
        return (*self._moves, *loads)

    @property
    def is_loading(self) -> bool:
        """Whether weights are on their way."""
        return bool(self._loads)

    def hurry(self, parts: Sequence[Weights], order: Order) -> None:
        """Somebody more urgent waits for these: loads that have not begun inherit the urgency."""
        for part in parts:
            if part.key in self._loads:
                self._loads[part.key].order = min(self._loads[part.key].order, order)

    def give_back(self, parts: Sequence[Weights], work_bytes: int) -> None:
        """Undo a `take`; the weights stay, except those that failed to load."""
        self.book.give_back(parts, work_bytes)
        self.leases -= 1
        self._drop_broken()
        self._look_for_leaks()

    # --- commands -------------------------------------------------------------------------------------------------

    async def hear(self, reply: Reply) -> Ended:
        """Wait for the end of a command; a process that gives no sign of life for too long is ended meanwhile."""
        while reply.outcome is None:
            with anyio.move_on_after(min(self.silent_at_s() - self._clock(), self._patience.load_s)):
                await reply.ended.wait()
            self.end_if_silent()
        return reply.outcome

    def silent_at_s(self) -> float:
        """When the process counts as hung unless it gives a sign of life."""
        return min((self._silent_at_s(reply) for reply, _ in self._sent.values()), default=float("inf"))

    def end_if_silent(self) -> None:
        """End a process that has hung, whether or not anybody waits for what it should do."""
        if self._clock() >= self.silent_at_s():
            self.end("it gave no sign of life for too long")

    def _silent_at_s(self, reply: Reply) -> float:
        return reply.heard_s + (self._patience.step_s if isinstance(reply.command, Run) else self._patience.load_s)

    def start(
        self,
        run: Run,
        order: Order,
        progress: Callable[[float], None] | None,
        then: Callable[[Ended], None],
        freed: Callable[[], None] | None = None,
    ) -> Reply:
        """Put a run into the line; what it needs is on the device.

        `freed` is called when it needs the device no more, unless it ends before.
        """
        reply = self._put(self._runs, Reply(run, order, progress, then, freed))
        if self._link and reply in self._runs.waiting:
            self._link.send(Soon(run))
        return reply

    async def stop(self, reply: Reply) -> None:
        """Cancel a run and wait, uncancelled, until the device is rid of it; one that does not stop is killed."""
        if self._runs.withdraw(reply):
            reply.fail(Failure(kind="stopped", message="cancelled"))
        if reply.outcome is not None:
            return
        if self._link:
            self._link.send(Cancel(reply.number))
        with anyio.CancelScope(deadline=anyio.current_time() + self._patience.stop_s, shield=True):
            await reply.ended.wait()
        if reply.outcome is None:
            self.end(f"a cancelled run did not stop within {self._patience.stop_s:g} s")

    async def tidy(self) -> None:
        """Empty the process's caches and read the device's counters again."""
        await self.hear(self._put(self._transfers, Reply(Tidy(), FIRST)))

    def end(self, reason: str) -> None:
        """Kill the process; everything on the device is free and everything under way is lost."""
        if self.ended is None:
            self._finish(reason)
            self._over(reason)

    def close(self) -> None:
        """Kill the process as nobody needs it any more."""
        if self.ended is None:
            self._finish("the pool was closed")

    def _finish(self, reason: str) -> None:
        self.ended = reason
        if self._link:
            self._link.kill()
        pending = [reply for reply, _ in self._sent.values()] + self._transfers.waiting + self._runs.waiting
        self._sent.clear()
        for reply in pending:
            reply.fail(Failure(kind="lost", message=reason))

    def _put(self, lane: Lane, reply: Reply) -> Reply:
        if self.ended:
            reply.fail(Failure(kind="lost", message=self.ended))
        else:
            lane.put(reply)
        return reply

    def _send(self, reply: Reply, lane: Lane) -> None:
        if self.ended:  # while the command before this one came to its end
            return
        if self._link is None:
            self._link = self._connect(self._on_event, self.end)
        reply.number = next(self._numbers)
        reply.began_s = reply.heard_s = self._clock()
        self._sent[reply.number] = (reply, lane)
        self._link.send(Sent(reply.number, reply.command))

    def _on_event(self, event: Event) -> None:
        if self.ended or event.number not in self._sent:
            return
        if isinstance(event, Ended) and event.failure and event.failure.kind == "lost":
            self.end(event.failure.message)
            return
        reply, lane = self._sent[event.number]
        reply.heard_s = self._clock()
        if isinstance(event, Progress):
            if reply.progress:
                reply.progress(event.fraction)
            return
        if lane is self._runs and lane.current is reply:
            self._metrics.busy_s += reply.heard_s - reply.began_s
        if isinstance(event, Freed):
            lane.free(reply)
            if reply.freed:
                reply.freed()
            return
        del self._sent[event.number]
        if event.counters:
            self._read(event.counters)
        lane.finish(reply, event)
        self._look_for_leaks()
        self._changed()

    # --- weights --------------------------------------------------------------------------------------------------

    def _load(self, weights: Weights, order: Order) -> None:
        self.book.pin(weights.key)  # a load cannot be stopped, so what it loads keeps its place until it is over
        reply = Reply(Load(weights), order, then=lambda outcome: self._loaded(reply, weights.key, outcome))
        self._loads[weights.key] = reply
        self._put(self._transfers, reply)

    def _loaded(self, reply: Reply, key: str, outcome: Ended) -> None:
        del self._loads[key]
        self.book.unpin(key)
        if outcome.failure:
            self._metrics.load_failures += 1
            self._broken.add(key)
            self._drop_broken()
        else:
            self._load_times.learn(key, self._clock() - reply.began_s)

    def _evict(self, weights: Weights) -> None:
        self._metrics.evictions += 1
        gone = self.shelf.put(weights)
        for key in gone or ():
            self._move(Move(key, "disk"))
        self._move(Move(weights.key, "disk" if gone is None else "cpu"))

    def _move(self, move: Move) -> None:
        # Moves go before all loads: they make the room that the loads were promised.
        reply = Reply(move, FIRST, then=lambda outcome: self._moved(reply, outcome))
        self._moves.append(reply)
        self._put(self._transfers, reply)

    def _moved(self, reply: Reply, outcome: Ended) -> None:
        self._moves.remove(reply)
        if outcome.failure and self.ended is None:
            self.end(f"weights did not leave the device: {outcome.failure.message}")

    def _drop_broken(self) -> None:
        for key in [key for key in self._broken if not self.book.is_pinned(key)]:
            self._broken.remove(key)
            self.book.drop(key)

    def _drop_idle(self) -> list[Weights]:
        """Take everything out of the book that nobody uses, adapters before what they are on."""
        return [self.book.drop(key) for key in self.book.residents if not self.book.is_pinned(key)]

    # --- the device's own counters ----------------------------------------------------------------------------------

    def _read(self, counters: Counters) -> None:
        """Other programs' memory is not ours to promise."""
        self._counters = counters
        others = counters.total_bytes - counters.free_bytes - counters.reserved_bytes
        floor = counters.total_bytes - self._budget_bytes
        self.book.budget_bytes = min(self._budget_bytes, max(0, self._budget_bytes - max(0, others - floor)))

    def _look_for_leaks(self) -> None:
        """With nobody there the device must hold what the book says, give or take a tenth of the budget.

        If it holds more: first tidy up, then unload everything, and if that does not help end the process.
        """
        if self.ended or self.leases or self._sent or self._counters is None:
            return
        leaked = self._counters.reserved_bytes - self.book.used_bytes
        if leaked <= self._budget_bytes / 10:
            self._suspicion = 0
            return
        self._suspicion += 1
        if self._suspicion == 1:
            self._put(self._transfers, Reply(Tidy(), FIRST))
            return
        self._metrics.leak_alarms += 1
        idle = self._drop_idle()
        if not idle:
            self.end(f"{leaked} bytes leaked")
        for weights in idle:
            self._evict(weights)


def raise_failure(failure: Failure) -> None:
    """Raise what a command failed with, as the caller should see it."""
    if failure.kind == "lost":
        raise DeviceLostError(f"The device's process was ended: {failure.message}.")
    if failure.kind == "out_of_memory":
        raise DeviceMemoryError(f"The device ran out of memory: {failure.message}.")
    raise _errors().get(failure.code or "", InternalError)(failure.message, hint=failure.hint)


def _errors() -> dict[str, Any]:
    """Errors that a runtime may raise, by code."""
    kinds: list[type[FootageError]] = [
        errors.InvalidInputError,
        errors.UnsupportedMediaError,
        errors.NotFoundError,
        errors.UnavailableError,
        errors.DeviceMemoryError,
        errors.JobCancelledError,
    ]
    return {kind.code: kind for kind in kinds}
