"""Questions whose answers are heard out: whoever asked may be gone by then, the answer still counts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

_NAME = "footage-heard-out"
_log = logging.getLogger("footage.heard_out")


class HeardOut:
    """The questions that are on their way, each known by a number; used on one event loop."""

    def __init__(self) -> None:
        self._asked: dict[int, asyncio.Task[str]] = {}

    async def answer(self, number: int, ask: Callable[[], Coroutine[Any, Any, str]]) -> str:
        """Wait for an answer; being cancelled ends only the waiting.

        Args:
            number: Of the question. One that is on its way is not asked again.
            ask: Asks, and does what must be done with the answer.

        Raises:
            Exception: Whatever `ask` raises.
        """
        task = self._asked.get(number)
        if task is None:
            task = self._asked[number] = asyncio.create_task(ask(), name=_NAME)
            task.add_done_callback(lambda done: self._end(number, done))
        return await asyncio.shield(task)

    def _end(self, number: int, done: asyncio.Task[str]) -> None:
        del self._asked[number]
        if not done.cancelled() and (error := done.exception()):  # asyncio complains of errors that nobody looks at
            _log.info("question %d: %s", number, error)


def is_heard_out(task: asyncio.Task[Any]) -> bool:
    """Whether a task of the event loop asks such a question, so that it should be let finish."""
    return task.get_name() == _NAME
