"""What is on a device from the start of its process to the end of it: weights, and the memory that leases reserve.

When a process ends, everything it had on the device is free. So a session is thrown away as a whole, with its account
of the device's memory, and leases of an ended session change nothing in the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gpu.device.accounting import DeviceMemory
from gpu.device.commands import FIRST, PendingCommand, Rank
from gpu.device.estimates import TimeEstimates
from gpu.device.host_cache import HostCache
from gpu.device.link import Connect
from gpu.device.messages import Counters, Ended, Load, Move, Weights
from gpu.device.metrics import Metrics
from gpu.device.process import DeviceProcess, Timeouts


class DeviceSession:
    """A device's process, and the pool's account of what that process holds.

    Args:
        budget_bytes: What the pool may use of the device.
        host_bytes: Main memory for weights that were evicted.
        connect: Starts the process; called at the first command.
        clock: Seconds, only ever forward.
        timeouts: When a silent process counts as hung.
        metrics: To be counted into.
        load_times: Learns how long weights take to load, by their keys.
        on_change: Called when there may be more room than before.
        on_lost: Called once, with the reason, when the process has ended other than by `DeviceProcess.close`.
    """

    def __init__(
        self,
        *,
        budget_bytes: int,
        host_bytes: int,
        connect: Connect,
        clock: Callable[[], float],
        timeouts: Timeouts,
        metrics: Metrics,
        load_times: TimeEstimates,
        on_change: Callable[[], None],
        on_lost: Callable[[str], None],
    ) -> None:
        self.memory = DeviceMemory(budget_bytes)
        self.leases = 0
        self.process = DeviceProcess(
            connect=connect,
            clock=clock,
            timeouts=timeouts,
            metrics=metrics,
            on_counters=self._read,
            on_command_ended=self._on_command_ended,
            on_lost=on_lost,
        )
        self._host_cache = HostCache(host_bytes)
        self._budget_bytes = budget_bytes
        self._clock = clock
        self._metrics = metrics
        self._load_times = load_times
        self._on_change = on_change
        self._loads: dict[str, PendingCommand] = {}
        self._moves: list[PendingCommand] = []
        self._broken: set[str] = set()
        self._counters: Counters | None = None
        self._leak_suspicions = 0

    # --- room -----------------------------------------------------------------------------------------------------

    def is_warm(self, parts: Sequence[Weights]) -> bool:
        """Whether all of these are on the device, or on their way."""
        return self.memory.has(parts) and not self._broken.intersection(part.key for part in parts)

    def evictions(self, parts: Sequence[Weights], work_bytes: int) -> list[Weights] | None:
        """What would have to leave so that these fit, or None if they do not.

        Weights that failed to load do not fit until everybody who wanted them has let go of them.
        """
        if self._broken.intersection(part.key for part in parts):
            return None
        return self.memory.evictions(parts, work_bytes)

    @property
    def is_shrunk(self) -> bool:
        """Whether other programs were seen to use memory that the pool counts on."""
        return self.memory.budget_bytes < self._budget_bytes

    @property
    def is_loading(self) -> bool:
        """Whether weights are on their way."""
        return bool(self._loads)

    def reserve(
        self, parts: Sequence[Weights], work_bytes: int, rank: Rank, *, alone: bool
    ) -> tuple[PendingCommand, ...]:
        """Reserve memory for a lease, evict what is in its way and start to load its weights.

        Args:
            parts: The weights of its model.
            work_bytes: Its working memory.
            rank: Of the lease, for its loads.
            alone: Evict everything else too.

        Returns:
            What has to be over before the first run.
        """
        leaving, absent = self.memory.reserve(parts, work_bytes)
        if alone:
            leaving += self._drop_idle()
        from_host = {weights.key for weights in absent if self._host_cache.remove(weights.key)}
        for weights in leaving:
            self._evict(weights)
        for weights in absent:
            self._load(weights, rank)
        self._metrics.cpu_hits += len(from_host)
        self._metrics.loads += len(absent) - len(from_host)
        self._metrics.hits += len(parts) - len(absent)
        self.leases += 1
        self.raise_rank(parts, rank)
        loads = [self._loads[part.key] for part in parts if part.key in self._loads]
        return (*self._moves, *loads)

    def raise_rank(self, parts: Sequence[Weights], rank: Rank) -> None:
        """Somebody waits for these weights: loads of them that have not begun become at least as urgent."""
        for part in parts:
            if part.key in self._loads:
                self._loads[part.key].rank = min(self._loads[part.key].rank, rank)

    def release(self, parts: Sequence[Weights], work_bytes: int) -> None:
        """Undo a `reserve`; the weights stay, except those that failed to load."""
        self.memory.release(parts, work_bytes)
        self.leases -= 1
        self._drop_broken()
        self._look_for_leaks()

    async def read_counters(self) -> None:
        """Learn how much memory other programs use now."""
        await self.process.wait_for(self.process.tidy())

    # --- weights --------------------------------------------------------------------------------------------------

    def _load(self, weights: Weights, rank: Rank) -> None:
        self.memory.pin(weights.key)  # a load cannot be stopped, so its weights keep their place until it is over
        pending = PendingCommand(Load(weights), rank, then=lambda outcome: self._loaded(pending, weights.key, outcome))
        self._loads[weights.key] = pending
        self.process.transfer(pending)

    def _loaded(self, pending: PendingCommand, key: str, outcome: Ended) -> None:
        del self._loads[key]
        self.memory.unpin(key)
        if outcome.failure:
            self._metrics.load_failures += 1
            self._broken.add(key)
            self._drop_broken()
        else:
            self._load_times.learn(key, self._clock() - pending.began_s)

    def _evict(self, weights: Weights) -> None:
        self._metrics.evictions += 1
        displaced = self._host_cache.put(weights)
        for key in displaced or ():
            self._move(Move(key, "disk"))
        self._move(Move(weights.key, "disk" if displaced is None else "cpu"))

    def _move(self, move: Move) -> None:
        # Moves go before all loads: they make the room that the loads were promised.
        pending = PendingCommand(move, FIRST, then=lambda outcome: self._moved(pending, outcome))
        self._moves.append(pending)
        self.process.transfer(pending)

    def _moved(self, pending: PendingCommand, outcome: Ended) -> None:
        self._moves.remove(pending)
        if outcome.failure:
            self.process.end(f"weights did not leave the device: {outcome.failure.message}")

    def _drop_broken(self) -> None:
        for key in [key for key in self._broken if not self.memory.is_pinned(key)]:
            self._broken.remove(key)
            self.memory.drop(key)

    def _drop_idle(self) -> list[Weights]:
        """Take all weights that nobody uses out of the account, adapters before what they are on."""
        return [self.memory.drop(key) for key in self.memory.residents if not self.memory.is_pinned(key)]

    # --- the device's own counters ----------------------------------------------------------------------------------

    def _on_command_ended(self) -> None:
        self._look_for_leaks()
        self._on_change()

    def _read(self, counters: Counters) -> None:
        """Lower the budget by what other programs use of it."""
        self._counters = counters
        others_bytes = counters.total_bytes - counters.free_bytes - counters.reserved_bytes
        spare_bytes = counters.total_bytes - self._budget_bytes  # never promised, so others may use it
        taken_bytes = max(0, others_bytes - spare_bytes)
        self.memory.budget_bytes = max(0, self._budget_bytes - taken_bytes)

    def _look_for_leaks(self) -> None:
        """Without a lease, the device must hold what the account says, give or take a tenth of the budget.

        If it holds more, caches are emptied first, then all weights are unloaded, and if that does not help either the
        process is ended.
        """
        if self.process.ended or self.leases or not self.process.is_idle or self._counters is None:
            return
        leaked_bytes = self._counters.reserved_bytes - self.memory.used_bytes
        if leaked_bytes <= self._budget_bytes / 10:
            self._leak_suspicions = 0
            return
        self._leak_suspicions += 1
        if self._leak_suspicions == 1:
            self.process.tidy()
            return
        self._metrics.leak_alarms += 1
        idle = self._drop_idle()
        if not idle:
            self.process.end(f"{leaked_bytes} bytes leaked")
        for weights in idle:
            self._evict(weights)
