"""How much one caller may ask of one server at a time, whatever they ask for.

What work costs and how much of it there may be is decided where it is placed, for all servers together. This only keeps
one client from taking a server away from the others.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator

MOST_WAITING = 32
"""Calls of one key that are being answered at the same time."""

PER_S, AT_ONCE = 50.0, 200.0
"""Other requests of one key: so many a second, and so many at once after a quiet time."""

_ROUNDING_S = 1e-6
REMEMBERED = 4096
"""Keys whose requests are counted; of more, those that asked last are."""


class Limits:
    """Counts what each key asks for; used on one event loop.

    Args:
        clock_s: Seconds that only go forward.
    """

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._waiting: Counter[str] = Counter()
        self._full_at_s: OrderedDict[str, float] = OrderedDict()

    @contextlib.contextmanager
    def waiting(self, key: str) -> Iterator[bool]:
        """Whether a call may be answered now, and counts as one that waits for as long as the block lasts."""
        if self._waiting[key] >= MOST_WAITING:
            yield False
            return
        self._waiting[key] += 1
        try:
            yield True
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]

    def pause_s(self, key: str) -> float:
        """Count one request; how long its sender has to wait before it may be answered, 0 for most."""
        now_s = self._clock_s()
        full_at_s = max(self._full_at_s.get(key, 0.0), now_s) + 1 / PER_S
        if (pause_s := full_at_s - now_s - AT_ONCE / PER_S) > _ROUNDING_S:
            return pause_s
        self._full_at_s[key] = full_at_s
        self._full_at_s.move_to_end(key)
        while len(self._full_at_s) > REMEMBERED:
            self._full_at_s.popitem(last=False)
        return 0.0
