"""Turns at the processors for work that keeps one busy: measuring, encoding, drawing.

Each processor does one at a time, and next is the one whose job began first. Many at once would all end late, and a job
that is nearly done would wait behind all that have only just begun.
"""

from __future__ import annotations

import functools
import heapq
import itertools
import os
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

import anyio
from anyio.lowlevel import RunVar

P = ParamSpec("P")
T = TypeVar("T")


def arrive() -> None:
    """Give this task, and those it starts, a place in the order: before everything that arrives later."""
    _place.set(next(_places))


async def in_turn(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work on a worker thread when it is its turn; cancellation waits for work that has begun."""
    try:
        turns = _turns.get()
    except LookupError:
        turns = Turns(os.cpu_count() or 1)
        _turns.set(turns)
    await turns.take()
    try:
        return await anyio.to_thread.run_sync(functools.partial(fn, *args, **kwargs), limiter=turns.threads)
    finally:
        turns.give()


class Turns:
    """The turns of one event loop.

    Args:
        at_once: How many works may be busy at a time.
    """

    def __init__(self, at_once: int) -> None:
        self.threads = anyio.CapacityLimiter(at_once)
        self._free = at_once
        self._waiting: list[tuple[int, int, anyio.Event]] = []

    async def take(self) -> None:
        """Wait for a turn."""
        if self._free:
            self._free -= 1
            return
        number = next(_places)
        turn = (_place.get(number), number, anyio.Event())
        heapq.heappush(self._waiting, turn)
        try:
            await turn[2].wait()
        except BaseException:
            if turn[2].is_set():
                self.give()
            else:
                self._waiting.remove(turn)
                heapq.heapify(self._waiting)
            raise

    def give(self) -> None:
        """Give the turn back, to whoever is next."""
        if self._waiting:
            heapq.heappop(self._waiting)[2].set()
        else:
            self._free += 1


_places = itertools.count()
_place: ContextVar[int] = ContextVar("footage_place")
_turns: RunVar[Turns] = RunVar("footage_turns")
