"""What to do while the database is locked by others, out of space or out of reach: wait, and try again."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import anyio

from footage.errors import DatabaseAwayError
from footage.threads import in_thread

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 15.0
JITTER = 0.2
"""Pauses differ by up to this share, so that jobs that wait together do not ask together."""

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger("footage.retry")


def is_away(error: BaseException) -> bool:
    """Whether an error says that the database cannot be used now, and nothing about what was asked of it."""
    if isinstance(error, BaseExceptionGroup):
        return any(is_away(one) for one in error.exceptions)
    return isinstance(error, DatabaseAwayError)


async def patiently(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function on a worker thread until the database is there to answer it, for as long as it takes.

    What it writes must be right to write twice: an answer may be lost after the commit.
    """
    return await _until(None, fn, *args, **kwargs)


async def patiently_for(limit_s: float, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Like `patiently`, but only for so long.

    Args:
        limit_s: How long to try, in seconds.
        fn: What to call.
        args: For `fn`.
        kwargs: For `fn`.

    Raises:
        DatabaseAwayError: The database was away for too long; a job is then run again from the top.
    """
    return await _until(time.monotonic() + limit_s, fn, *args, **kwargs)


async def _until(end: float | None, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            return await in_thread(fn, *args, **kwargs)
        except Exception as exc:
            if not is_away(exc):
                raise
            if end is not None and time.monotonic() >= end:
                raise DatabaseAwayError("The database was away for too long.") from exc
            _log.warning("the database is away, trying again in %.1f s (%s)", pause_s, exc)
        await anyio.sleep(pause_s * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311 - no secret
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
