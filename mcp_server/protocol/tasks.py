"""The tasks extension (SEP-2663): a call that makes a film answers at once with a task, which is the job itself.

Only clients that say they know tasks get one; all others wait and are told to call get_job. A task is found by its
caller alone, like the job.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mcp import MCPError
from mcp.server import Server, ServerRequestContext
from mcp.types import (
    HEADER_MISMATCH,
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    MISSING_REQUIRED_CLIENT_CAPABILITY,
    CallToolRequestParams,
    CallToolResult,
    InputRequiredResult,
    RequestParams,
)
from mcp_types.version import is_version_at_least

from footage.errors import FootageError, InternalError, NotFoundError
from footage.threads import in_thread, utc_now
from mcp_server.app import App
from mcp_server.protocol.callers import CallerOf
from tools import names
from tools.limits import require_tool

if TYPE_CHECKING:
    from films.services import CallersServices
    from footage.caller import Scope
    from footage.ports.jobs import JobRecord

IDENTIFIER = "io.modelcontextprotocol/tasks"
POLL_MS = 2000
_SINCE = "2026-07-28"
_DONE: Mapping[str, Any] = {"resultType": "complete"}

Context = ServerRequestContext[Any]
Wire = dict[str, Any]
Outcome = CallToolResult | InputRequiredResult
Call = Callable[[CallToolRequestParams], Awaitable[Outcome]]
Shown = Callable[["CallersServices", str], Awaitable[CallToolResult]]


class TaskParams(RequestParams):
    """Which task."""

    task_id: str


class UpdateParams(TaskParams):
    """Answers to what a task asks; ours ask nothing."""

    input_responses: dict[str, Any] | None = None


class Tasks:
    """Answers such calls and questions.

    Args:
        app: Whose jobs they are.
        caller_of: Says who sends a request.
        shown: A job that has ended as the result of its call.
    """

    def __init__(self, app: App, caller_of: CallerOf, shown: Shown) -> None:
        self._app, self._caller_of, self._shown = app, caller_of, shown

    def join(self, server: Server[App]) -> None:
        """Tell that a server knows tasks, and let it."""
        server.extensions[IDENTIFIER] = {}
        server.add_request_handler("tasks/get", TaskParams, self._get)
        server.add_request_handler("tasks/update", UpdateParams, self._update)
        server.add_request_handler("tasks/cancel", TaskParams, self._cancel)

    async def call(self, context: Context, params: CallToolRequestParams, call: Call) -> Outcome | Wire:
        """Answer a call, by a task where it placed a job that goes on."""
        if not _are_known_to(context) or params.name not in await in_thread(_tools):
            return await call(params)
        outcome = await call(params.model_copy(update={"arguments": {**(params.arguments or {}), "wait_s": 0}}))
        job = outcome.structured_content if isinstance(outcome, CallToolResult) else None
        if not isinstance(job, dict) or job.get("status") not in {"queued", "working"}:
            return outcome
        services = await self._services(context, "video:read")
        return {"resultType": "task", **_wire(await in_thread(services.jobs.get, job["job_id"]))}

    async def _get(self, context: Context, params: TaskParams) -> Wire:
        services, record = await self._found(context, params, "video:read")
        told = {**_DONE, **_wire(record)}
        if told["status"] == "completed":
            result = await self._shown(services, record.job_id)
            told["result"] = result.model_dump(by_alias=True, mode="json", exclude_none=True)
        return told

    async def _update(self, context: Context, params: UpdateParams) -> Wire:
        await self._found(context, params, "video:make")
        return dict(_DONE)

    async def _cancel(self, context: Context, params: TaskParams) -> Wire:
        services, record = await self._found(context, params, "video:make")
        with _refusals():
            require_tool(names.CANCEL_JOB, services.caller.limits)
        await in_thread(services.jobs.request_cancel, record.job_id)
        return dict(_DONE)

    async def _found(self, context: Context, params: TaskParams, scope: Scope) -> tuple[CallersServices, JobRecord]:
        _require_known(context)
        _require_name(context, params.task_id)
        services = await self._services(context, scope)
        try:
            return services, await in_thread(services.jobs.get, params.task_id)
        except NotFoundError as exc:
            raise MCPError(code=INVALID_PARAMS, message=f"There is no task {params.task_id!r}.") from exc

    async def _services(self, context: Context, scope: Scope) -> CallersServices:
        with _refusals():
            caller = self._caller_of(context)
            caller.require(scope)
            return (await self._app.services()).for_(caller)


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """What is refused, in the protocol's words."""
    try:
        yield
    except FootageError as exc:
        raise MCPError(code=INVALID_REQUEST, message=f"{exc.message} {exc.hint}") from exc


@functools.cache
def _tools() -> frozenset[str]:
    """Those whose calls place jobs."""
    from tools.registry import TOOLS

    return frozenset(tool.name for tool in TOOLS if tool.work)


def _are_known_to(context: Context) -> bool:
    capabilities = context.session.client_capabilities
    declared = capabilities.extensions if capabilities else None
    return IDENTIFIER in (declared or {}) and is_version_at_least(context.protocol_version, _SINCE)


def _require_known(context: Context) -> None:
    if not is_version_at_least(context.protocol_version, _SINCE):
        raise MCPError(code=METHOD_NOT_FOUND, message="Method not found", data=context.method)
    if not _are_known_to(context):
        raise MCPError(
            code=MISSING_REQUIRED_CLIENT_CAPABILITY,
            message=f"Say in your capabilities that you know the extension {IDENTIFIER}.",
            data={"requiredCapabilities": {"extensions": {IDENTIFIER: {}}}},
        )


def _require_name(context: Context, task_id: str) -> None:
    """Over HTTP a header names the task as well, for those who stand between; both have to say the same."""
    if context.request is not None and context.request.headers.get("mcp-name") != task_id:
        raise MCPError(code=HEADER_MISMATCH, message="The header Mcp-Name is not the taskId.")


def _wire(record: JobRecord) -> Wire:
    """A job as a task.

    One that failed is a task that is completed, with a result that says what is wrong: agents read that. Only a defect
    of ours is what the protocol calls a failed task, as it would be an error of the protocol in a call that waits.
    """
    defect = record.error if record.status == "failed" and record.error else None
    defect = defect if defect and defect.code == InternalError.code else None
    status = {"queued": "working", "failed": "failed" if defect else "completed"}.get(record.status, record.status)
    updated: datetime = record.finished_at or utc_now()
    error = {"code": INTERNAL_ERROR, "message": f"{defect.message} {defect.hint}"} if defect else None
    return {
        **({"error": error} if error else {}),
        "taskId": record.job_id,
        "status": status,
        "statusMessage": f"{record.progress:.0%} {record.message}".strip(),
        "createdAt": record.created_at.isoformat(),
        "lastUpdatedAt": updated.isoformat(),
        "ttlMs": None,
        "pollIntervalMs": POLL_MS,
    }
