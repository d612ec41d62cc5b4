"""Asking a tool for a task, and writing down what came of it: a job, a question about money, or a refusal."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anyio

from footage.answers import ErrorInfo, VideoJob
from footage.errors import ApprovalRequiredError, FootageError, InternalError, InvalidInputError, MoneyError
from footage.ports.agent_tasks import TaskRecord
from footage.threads import in_thread
from mcp_server.agents import telling
from mcp_server.app import App
from mcp_server.protocol import refusals
from mcp_server.trouble import in_words

if TYPE_CHECKING:
    from films.services import CallersServices
    from tools.base import Answer, Tool

STILL_HERE_S = 10.0
"""How often whoever asks a tool says so; a third of `storage.books.agent_tasks.ASKED_FOR`."""

_log = logging.getLogger("footage.a2a")


class Desk:
    """Asks tools.

    Args:
        app: Whose tools they are.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def ask(self, services: CallersServices, record: TaskRecord) -> None:
        """Ask a task's tool; whatever comes of it is written down with the task."""
        async with anyio.create_task_group() as beside:
            beside.start_soon(self._say_so, services, record.task_id)
            await self._ask(services, record)
            beside.cancel_scope.cancel()

    async def answer(self, services: CallersServices, tool: Tool, arguments: Mapping[str, Any]) -> Answer:
        """What a tool answers.

        Raises:
            FootageError: The call cannot be served; in words for this caller.
        """
        wish = tool.params.parse(arguments)

        def placed(_job_id: str) -> None:
            self._app.background.ensure()

        return await tool.ask(wish, replace(services, on_placed=placed), _silently)

    async def refusal(
        self, services: CallersServices, tool: str, error: Exception, arguments: Mapping[str, Any] | None = None
    ) -> ErrorInfo:
        """What a caller is told of an error, which is written down where others may want to know of it."""
        known = in_words(error)
        if known is None:
            _log.error("%s broke", tool, exc_info=error)
            known = InternalError("Something broke inside Footage; its log says what.")
        return await refusals.told(self._app, services.caller, tool, known, arguments)

    async def _ask(self, services: CallersServices, record: TaskRecord) -> None:
        tasks, task_id, arguments = services.tasks, record.task_id, dict(record.arguments or {})
        try:
            answer = await self._asked(services, record, arguments)
        except ApprovalRequiredError as exc:
            await refusals.note(self._app, services.caller, record.tool, exc.code)
            said = telling.question(exc.message, exc.quote_id or "")
            await in_thread(tasks.asks, task_id, said, exc.quote_id or "")
        except MoneyError as exc:
            await in_thread(tasks.rejected, task_id, await self.refusal(services, record.tool, exc, arguments))
        except Exception as exc:  # noqa: BLE001 - boundary: the caller gets a code, the log the traceback
            await in_thread(tasks.refused, task_id, await self.refusal(services, record.tool, exc, arguments))
        else:
            job_id = answer.result.job_id if isinstance(answer.result, VideoJob) else None
            if job_id is None:
                raise RuntimeError(f"{record.tool} placed no job")
            if not await in_thread(tasks.placed, task_id, job_id):
                await in_thread(services.jobs.request_cancel, job_id)

    async def _asked(self, services: CallersServices, record: TaskRecord, arguments: dict[str, Any]) -> Answer:
        tool = tools()[record.tool]
        arguments = {**arguments, "wait_s": 0}
        if "idempotency_key" in tool.params.model_fields and not arguments.get("idempotency_key"):
            arguments["idempotency_key"] = f"a2a {record.task_id}"
        try:
            return await self.answer(services, tool, arguments)
        except InvalidInputError:
            if "quote_id" not in arguments:
                raise
        # The quote has ended, or was used meanwhile: asked once more without it, the tool has a new question, if any.
        del arguments["quote_id"]
        return await self.answer(services, tool, arguments)

    async def _say_so(self, services: CallersServices, task_id: str) -> None:
        while True:
            await anyio.sleep(STILL_HERE_S)
            with contextlib.suppress(FootageError):  # a database that is away for a moment: it is said again
                await in_thread(services.tasks.go_on_asking, task_id)


@functools.cache
def tools() -> Mapping[str, Tool]:
    """All tools by name."""
    from tools.registry import TOOLS

    return {tool.name: tool for tool in TOOLS}


async def _silently(_progress: float, _message: str) -> None:
    """Nobody hears of progress: the job tells it."""
