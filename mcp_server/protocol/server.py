"""The MCP server: Footage's tools and films in the protocol's words."""

from __future__ import annotations

import base64
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver.tools.base import Tool as SdkTool
from mcp.server.mcpserver.utilities.func_metadata import ArgModelBase, FuncMetadata
from mcp.types import (
    CallToolResult,
    ContentBlock,
    ImageContent,
    InputRequiredResult,
    ResourceLink,
    TextContent,
    ToolAnnotations,
)
from pydantic import PrivateAttr

from footage import __version__
from footage.answers import ErrorInfo, VideoJob
from footage.errors import ApprovalRequiredError, FootageError, InternalError
from mcp_server.app import App
from mcp_server.protocol import consent
from mcp_server.protocol.resources import add_resources
from mcp_server.protocol.schemas import input_schema, output_schema
from tools.base import Answer, Report, Tool
from tools.registry import TOOLS

if TYPE_CHECKING:
    from mcp.server.mcpserver import Context

WARM_UP_AFTER_S = 2.0
"""Jobs of a dead process are adopted this long after the start, even if no tool is ever called."""

INSTRUCTIONS = (
    "Footage makes video. generate_video makes one from a prompt, add_captions puts captions on one, "
    "enhance_quality makes one better, blog_to_video turns an article into one, check_quality measures one, "
    "check_budget shows the money. Work is a job: a call answers within wait_s, and get_job follows what is still "
    "running. Do what next_step says. Errors carry a code and a hint; retry only when retryable is true. Costs are in "
    "US dollars and never exceed the caps that the user set; dry_run shows the price first."
)
_log = logging.getLogger("footage.mcp")


def build_server(app: App) -> MCPServer[App]:
    """The server over an app; it opens the app when needed and closes it at the end.

    The SDK calls `logging.basicConfig`: set up logging before.
    """

    @asynccontextmanager
    async def lifespan(_server: MCPServer[App]) -> AsyncIterator[App]:
        async with anyio.create_task_group() as background:
            background.start_soon(_warm_up, app)
            try:
                yield app
            finally:
                background.cancel_scope.cancel()
                with anyio.CancelScope(shield=True):
                    await app.close()

    server: MCPServer[App] = MCPServer(
        "footage",
        title="Footage",
        version=__version__,
        instructions=INSTRUCTIONS,
        lifespan=lifespan,
        tools=_mcp_tools(app),
        log_level="WARNING",
    )
    add_resources(server, app)
    return server


async def _warm_up(app: App) -> None:
    await anyio.sleep(WARM_UP_AFTER_S)
    try:
        await app.services()
    except FootageError as exc:
        _log.error("Footage cannot start: %s %s", exc.message, exc.hint)


class _McpTool(SdkTool):
    """One of our tools as the SDK sees it. Arguments are checked by us, so that unknown ones are refused by name."""

    _app: App = PrivateAttr()
    _tool: Tool = PrivateAttr()

    async def run(
        self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False
    ) -> CallToolResult | InputRequiredResult:
        """Answer a call; whatever goes wrong becomes an error that an agent can read."""
        try:
            return await self._answer(arguments, context)
        except FootageError as exc:
            return _refusal(exc)
        except Exception:  # noqa: BLE001 - boundary: the caller gets a code, the log the traceback
            _log.exception("%s broke", self._tool.name)
            return _refusal(InternalError("Something broke inside Footage; its log says what."))

    async def _answer(
        self, arguments: dict[str, Any], context: Context[Any, Any]
    ) -> CallToolResult | InputRequiredResult:
        """Ask the tool; where it wants a person's consent, ask the client's user, if the client can."""
        params = self._tool.params.parse(consent.with_consent(arguments, context))
        services = await self._app.services()
        try:
            return _result(await self._tool.ask(params, services, _reporter(context)))
        except ApprovalRequiredError as exc:
            answer = await consent.ask(exc, context)
            if not isinstance(answer, str):
                return answer
            agreed = self._tool.params.parse({**arguments, "quote_id": answer})
            return _result(await self._tool.ask(agreed, services, _reporter(context)))


def _mcp_tools(app: App) -> list[SdkTool]:
    """All tools; a result that several give is told in every detail by the first, or the list would be too long."""
    told: set[type] = set()
    tools = []
    for tool in TOOLS:
        tools.append(_mcp_tool(app, tool, output_schema(tool.result, whole=tool.result not in told)))
        told.add(tool.result)
    return tools


def _mcp_tool(app: App, tool: Tool, result_schema: dict[str, Any]) -> SdkTool:
    result = _McpTool(
        fn=tool.ask,
        name=tool.name,
        title=tool.title,
        description=tool.description,
        parameters=input_schema(tool.params),
        fn_metadata=FuncMetadata(arg_model=ArgModelBase, output_schema=result_schema),
        is_async=True,
        context_kwarg=None,
        annotations=ToolAnnotations(
            read_only_hint=tool.read_only,
            destructive_hint=tool.destructive,
            idempotent_hint=tool.idempotent,
            open_world_hint=tool.open_world,
        ),
    )
    result._app, result._tool = app, tool
    return result


def _reporter(context: Context[Any, Any]) -> Report:
    """Progress notifications; the protocol wants each value above the last, also for a mere sign of life."""
    last = -1.0

    async def report(progress: float, message: str) -> None:
        nonlocal last
        last = max(progress, last + 1e-6)
        await context.report_progress(last, 1.0, message)

    return report


def _result(answer: Answer) -> CallToolResult:
    """One sentence, a link to the video, a picture of it, and the typed result."""
    content: list[ContentBlock] = [TextContent(type="text", text=answer.text)]
    job = answer.result if isinstance(answer.result, VideoJob) else None
    if job and job.video:
        content.append(
            ResourceLink(
                type="resource_link",
                uri=job.video.uri,
                name=f"{job.job_id}.mp4",
                title="The video",
                mime_type="video/mp4",
                size=job.video.size_bytes,
            )
        )
    if answer.image:
        content.append(
            ImageContent(type="image", mime_type="image/jpeg", data=base64.b64encode(answer.image).decode("ascii"))
        )
    return CallToolResult(
        content=content,
        structured_content=answer.result.model_dump(mode="json"),
        is_error=bool(job and job.error),
    )


def _refusal(error: FootageError) -> CallToolResult:
    info = ErrorInfo.of(error)
    return CallToolResult(
        content=[TextContent(type="text", text=f"{info.code}: {info.message} {info.hint}")],
        structured_content={"error": info.model_dump(mode="json")},
        is_error=True,
    )
