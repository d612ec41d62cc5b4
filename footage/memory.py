"""Keeping a process that lives for weeks at the size it needs."""

from __future__ import annotations

import contextlib
import ctypes

_M_ARENA_MAX = -8
"""From glibc's malloc.h."""


def share_arenas(arenas: int = 2) -> bool:
    """Let all threads take memory from few pools, where the C library is glibc; returns whether it is.

    glibc gives threads pools of their own, up to eight for each processor. What frames leave free in one pool no other
    thread can use, so a server that decodes on many threads grew by 25 % over 600 films, and does not with two pools.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, arenas))
    return False
