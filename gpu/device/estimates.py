"""What is learnt from runs: how much memory they really take, and how long they last."""

from __future__ import annotations

import math
from collections import deque

SAMPLES = 64
ENOUGH = 5
MARGIN_AFTER_OOM = 1.25
RunKind = tuple[str, str, int]
"""The model's key, the shape, and how many run in one batch."""


class PeakEstimates:
    """Working memory by kind of run: what was declared, until enough was measured."""

    def __init__(self) -> None:
        self._measured: dict[RunKind, deque[int]] = {}
        self._floor: dict[RunKind, int] = {}

    def work_bytes(self, kind: RunKind, declared_bytes: int) -> int:
        """What to reserve: the 95th percentile of the measured peaks, and more than what once was too little."""
        measured = self._measured.get(kind, ())
        if len(measured) < ENOUGH:
            return max(declared_bytes, self._floor.get(kind, 0), *measured)
        rank = math.ceil(0.95 * len(measured)) - 1
        return max(sorted(measured)[rank], self._floor.get(kind, 0))

    def learn(self, kind: RunKind, peak_bytes: int) -> None:
        """A run took this much."""
        self._measured.setdefault(kind, deque(maxlen=SAMPLES)).append(peak_bytes)

    def learn_too_little(self, kind: RunKind, reserved_bytes: int) -> None:
        """A run ran out of memory though this much was reserved."""
        self._floor[kind] = max(self._floor.get(kind, 0), math.ceil(reserved_bytes * MARGIN_AFTER_OOM))


class TimeEstimates:
    """Expected seconds by name; for a new name, a mean of what others took."""

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
