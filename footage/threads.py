"""The real clock, and blocking work on threads."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

import anyio.to_thread

P = ParamSpec("P")
T = TypeVar("T")

Clock = Callable[[], datetime]
"""Now, timezone-aware UTC."""


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def seconds_between(earlier: datetime, later: datetime) -> float:
    """How many seconds later; none where the clock was set back in between, as nothing takes less than no time."""
    return max(0.0, (later - earlier).total_seconds())


async def in_thread(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work on a worker thread; cancellation waits for it to finish."""
    return await anyio.to_thread.run_sync(functools.partial(fn, *args, **kwargs))
