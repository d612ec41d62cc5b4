"""An event loop whose clock jumps: when nothing can run before a timer, it is that time already.

All of anyio's clocks, sleeps and deadlines follow it, so hours of schedule take milliseconds and come out the same each
time. Threads and sockets do not belong on it. When nothing at all can ever happen again, it says so.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import anyio

T = TypeVar("T")


class DeadlockError(Exception):
    """Every task waits, and no timer runs."""


class _Selector(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise DeadlockError
        if not ready and timeout:
            self.now_s += timeout
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """The loop."""

    def __init__(self) -> None:
        self._jumping = _Selector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._jumping.now_s


def run(main: Callable[[], Awaitable[T]]) -> T:
    """`anyio.run` in virtual time."""
    options: dict[str, Any] = {"loop_factory": VirtualTimeLoop}
    return anyio.run(main, backend_options=options)
