"""What a process that works does now and then for the whole installation, in a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from footage.retry import is_away

_log = logging.getLogger("footage.upkeep")


@dataclass
class Chore:
    """Something to do again and again; what it raises is logged, and it is tried again at its time."""

    do: Callable[[], None]
    every_s: float
    due_s: float = field(default=0.0)
    """When it is done for the first time, in seconds after the start; then when next."""


class Upkeep:
    """One per process.

    Args:
        chores: What is done.
        clock: Seconds, only ever forward.
    """

    def __init__(self, chores: Sequence[Chore], clock: Callable[[], float] = time.monotonic) -> None:
        self._chores = chores
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="footage-upkeep", daemon=True)
        for chore in chores:
            chore.due_s += clock()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Stop, without waiting for what is being done."""
        self._stopping.set()
        self._thread.join(timeout=1.0)

    def look(self) -> float:
        """Do what is due; how many seconds until something is."""
        for chore in self._chores:
            if self._clock() >= chore.due_s and not self._stopping.is_set():
                try:
                    chore.do()
                except Exception as exc:  # noqa: BLE001 - boundary: whatever it is, the others are done all the same
                    _log.warning("upkeep failed (%s)", exc, exc_info=not is_away(exc))
                chore.due_s = self._clock() + chore.every_s
        return max(0.0, min(chore.due_s for chore in self._chores) - self._clock())

    def _run(self) -> None:
        wait_s = 0.0
        while not self._stopping.wait(wait_s):
            wait_s = self.look()
