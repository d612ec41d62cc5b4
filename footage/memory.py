"""Memory of a process: its size when it lives for weeks, and the search for garbage while it starts.

A process keeps the size it needs where the C library is glibc; elsewhere nothing happens.

Frames are large, and many threads take and free them. What is free then lies scattered over glibc's pools of memory:
a server that made 1,000 films grew by a third, with few pools by a seventh, and with both of these stays as it is.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
from collections.abc import Iterator

_M_ARENA_MAX = -8
"""From glibc's malloc.h."""


def share_arenas(arenas: int = 2) -> bool:
    """Let all threads take memory from few pools instead of eight for each processor; returns whether they do."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, arenas))
    return False


def give_back() -> bool:
    """Return free memory to the system, which takes a few milliseconds; returns whether there was any."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        return bool(ctypes.CDLL(None).malloc_trim(0))
    return False


@contextlib.contextmanager
def garbage_later() -> Iterator[None]:
    """Nobody looks for garbage in this block, which is for what stays: that takes an eighth of loading modules."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
