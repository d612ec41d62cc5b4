"""An event loop in a thread of its own: that of the thread of a test with a browser is the browser's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import anyio

T = TypeVar("T")


def run_apart(work: Callable[[], Awaitable[T]]) -> T:
    """What `anyio.run` gives."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, work).result()
