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


async def in_thread(fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work on a worker thread; cancellation waits for it to finish."""
    return await anyio.to_thread.run_sync(functools.partial(fn, *args, **kwargs))
