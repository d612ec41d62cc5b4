"""What is learnt from runs: how much memory they really take, and how long."""

from __future__ import annotations

import math
from collections import deque

SAMPLES = 64
ENOUGH = 5
MARGIN_AFTER_OOM = 1.25
Kind = tuple[str, str, int]
"""Model key, shape, how many in one batch."""


class Peaks:
    """Working memory in bytes by kind of run: declared, until enough was measured."""

    def __init__(self) -> None:
        self._measured: dict[Kind, deque[int]] = {}
        self._floor: dict[Kind, int] = {}

    def work_bytes(self, kind: Kind, declared_bytes: int) -> int:
        """What to reserve: the 95th percentile of the measured peaks, and never less than an out-of-memory taught."""
        measured = self._measured.get(kind, ())
        if len(measured) < ENOUGH:
            return max(declared_bytes, self._floor.get(kind, 0), *measured)
        rank = math.ceil(0.95 * len(measured)) - 1
        return max(sorted(measured)[rank], self._floor.get(kind, 0))

    def learn(self, kind: Kind, peak_bytes: int) -> None:
        """A run took this much."""
        self._measured.setdefault(kind, deque(maxlen=SAMPLES)).append(peak_bytes)

    def too_little(self, kind: Kind, reserved_bytes: int) -> None:
        """A run ran out of memory with this much reserved."""
        self._floor[kind] = max(self._floor.get(kind, 0), math.ceil(reserved_bytes * MARGIN_AFTER_OOM))


class Times:
    """Expected seconds by name; the mean of all where a name is new."""

    def __init__(self, usual_s: float) -> None:
        self._usual_s = usual_s
        self._known: dict[object, float] = {}

    def expected_s(self, name: object) -> float:
        """How long it will take, as far as is known."""
        return self._known.get(name, self._usual_s)

    def learn(self, name: object, took_s: float) -> None:
        """It took this long; what was known before counts half."""
        self._usual_s = (self._usual_s + took_s) / 2
        self._known[name] = (self._known.get(name, took_s) + took_s) / 2
