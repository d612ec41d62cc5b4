"""What a process does about devices: it announces its own, removes dead processes, and notices when none is left."""

from __future__ import annotations

import time
from collections.abc import Callable

from footage.ports.devices import Offer
from storage.engine.slots import Slots
from storage.engine.workers import WorkerTable

BEAT_S = 10.0
"""How often a row is renewed: several times before it counts as stale."""


class Presence:
    """One per process; looked after by the engine's sweeper.

    Args:
        workers: The table.
        slots: Tells the dead from the living at once, on SQLite as on Postgres.
        offer: What this process makes on devices; None for one that has none.
        patience_s: How long jobs wait for a device after the last process that had one is gone.
        clock: Seconds, only ever forward.
    """

    def __init__(
        self,
        workers: WorkerTable,
        slots: Slots,
        offer: Callable[[], Offer] | None,
        patience_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers = workers
        self._slots = slots
        self._offer = offer
        self._patience_s = patience_s
        self._clock = clock
        self._next_beat_s = float("-inf")
        self._last_seen_s = clock()

    def tend(self, *, of_all: bool = True) -> None:
        """To be called about every second.

        Args:
            of_all: Whether rows of the dead are removed, too.
        """
        now_s = self._clock()
        if self._offer and now_s >= self._next_beat_s:
            self._workers.beat(self._slots.mine, self._offer())
            self._next_beat_s = now_s + BEAT_S
        for slot in self._slots.perhaps_dead(self._workers.slots()) if of_all else ():
            with self._slots.if_dead(slot) as dead:
                if dead:
                    self._workers.leave(slot)
        if self._workers.alive():
            self._last_seen_s = now_s

    def is_patience_over(self) -> bool:
        """Whether nobody with a device was seen for as long as jobs wait for one; then not again for as long."""
        if self._clock() - self._last_seen_s <= self._patience_s:
            return False
        self._last_seen_s = self._clock()
        return True

    def leave(self) -> None:
        """Remove this slot's row: the process stops, or it starts in a slot whose last owner died."""
        self._workers.leave(self._slots.mine)
