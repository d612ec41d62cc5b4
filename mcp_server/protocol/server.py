"""The MCP server: Footage's tools and films over the SDK's low-level server."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.server.caching import CacheableMethod, CacheHint
from mcp.server.request_state import RequestStateBoundary, RequestStateSecurity
from mcp.types import (
    CallToolRequestParams,
    CompleteRequestParams,
    CompleteResult,
    GetPromptRequestParams,
    GetPromptResult,
    Icon,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
)

from footage import __version__
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.protocol import calls, completions, prompts, resources, skill_list, tool_list
from mcp_server.protocol.broken_off import BrokenOff
from mcp_server.protocol.callers import CallerOf, local
from mcp_server.protocol.card import serving as card
from mcp_server.protocol.tasks import Outcome, Tasks, Wire
from mcp_server.protocol.updates import Updates
from mcp_server.telemetry import answered

NAME = "footage"
ICON = Icon(
    src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA5IDkiPjxwYXRoIGQ9Ik0wIDBoOXY5SDB6IiBmaWxsPSIjMTI0Ii8+PHBhdGggZD0iTTMgMmw0IDIuNUwzIDd6IiBmaWxsPSIjZmZmIi8+PC9zdmc+",
    mime_type="image/svg+xml",
    sizes=["any"],
)
"""A white triangle on dark blue; small, because it goes with every answer."""

KEPT_MS = 300_000
_THE_SAME_FOR_ALL: tuple[CacheableMethod, ...] = (
    "tools/list",
    "prompts/list",
    "resources/templates/list",
    "server/discover",
)
"""What clients need not ask for again and again: it changes with the version alone."""

WARM_UP_AFTER_S = 2.0
"""Jobs of a dead process are adopted this long after the start, even if no tool is ever called."""

INSTRUCTIONS = (
    "Footage makes and edits video. generate_video makes an ad, promo, reel, intro, explainer or shot from a prompt; "
    "blog_to_video turns an article, notes or pictures (a slideshow) into a film; edit_video trims, joins, reframes to "
    "9:16, adds a logo, text or music, exports GIF, MP3 or thumbnail; add_captions puts subtitles on a film, also "
    "translated ones that you write; enhance_quality fixes a shaky, dark, noisy or small film; check_quality judges "
    "one; publish_video sends one to YouTube, TikTok, Instagram or the user's own place; check_budget shows the money; "
    "list_jobs finds earlier films. Nothing is uploaded unless asked: give the user the path. Work is a job: a call "
    "answers within wait_s, and get_job follows what is still running. Do what "
    "next_step says. Errors carry a code and a hint; retry only when retryable is true. Costs are in US dollars and "
    "never exceed the caps that the user set; dry_run shows the price first."
)
_log = logging.getLogger("footage.mcp")

Context = ServerRequestContext[Any]


Lifespan = Callable[[Server[App]], AbstractAsyncContextManager[App]]


def build_server(
    app: App,
    caller_of: CallerOf = local,
    *,
    lifespan: Lifespan | None = None,
    sealing: RequestStateSecurity | None = None,
    updates: Updates | None = None,
) -> Server[App]:
    """The server over an app; it opens the app when needed and closes it at the end.

    Args:
        app: What it serves.
        caller_of: Says who sends a request.
        lifespan: Opens and closes the app in the place of the server.
        updates: Who tells of jobs, where somebody else has to end that.
        sealing: How questions are sealed that travel through a client; by a key of this process's own when None.
    """
    broken_off = BrokenOff(caller_of)
    handlers = _Handlers(app, caller_of)
    server: Server[App] = Server(
        NAME,
        title="Footage",
        version=__version__,
        instructions=INSTRUCTIONS,
        icons=[ICON],
        get_tool_input_schema=tool_list.input_schema_of,
        cache_hints=dict.fromkeys(_THE_SAME_FOR_ALL, CacheHint(ttl_ms=KEPT_MS, scope="public")),
        lifespan=lifespan or partial(_opened_when_needed, app),
        on_list_tools=handlers.list_tools,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_resource_templates,
        on_read_resource=handlers.read_resource,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
        on_completion=handlers.complete,
        on_subscriptions_listen=(updates or Updates(app, caller_of)).listen,
    )
    tasks = Tasks(app, caller_of, calls.ended)
    tasks.join(server)
    skill_list.join(server)
    card.join(server)

    async def call_tool(context: Context, params: CallToolRequestParams) -> Outcome | Wire:
        return await tasks.call(context, params, partial(calls.call, app, caller_of, broken_off, context))

    server.add_request_handler("tools/call", CallToolRequestParams, call_tool)
    server.middleware.append(answered.count)
    server.middleware.append(broken_off)
    # A quote's id travels through the client while its user is asked: sealed, so that no other can be put in its place.
    server.middleware.append(RequestStateBoundary(sealing or RequestStateSecurity.ephemeral(), default_audience=NAME))
    return server


@asynccontextmanager
async def _opened_when_needed(app: App, _server: Server[App]) -> AsyncIterator[App]:
    async with anyio.create_task_group() as background:
        background.start_soon(_warm_up, app)
        try:
            yield app
        finally:
            background.cancel_scope.cancel()
            with anyio.CancelScope(shield=True):
                await app.close()


async def _warm_up(app: App) -> None:
    """Open the app; what fails is told here, and again to the next call, which tries once more."""
    await anyio.sleep(WARM_UP_AFTER_S)
    try:
        everything = await app.services()
        await in_thread(app.background.take_over, everything.jobs)
    except Exception as exc:  # noqa: BLE001 - boundary: an error here would end the server, and nobody would be told
        _log.error("Footage cannot start yet: %s", exc)


class _Handlers:
    """What the server does about each request."""

    def __init__(self, app: App, caller_of: CallerOf) -> None:
        self._app, self._caller_of = app, caller_of

    async def list_tools(self, context: Context, params: PaginatedRequestParams | None) -> ListToolsResult:
        return tool_list.stored()

    async def list_resources(self, context: Context, params: PaginatedRequestParams | None) -> ListResourcesResult:
        return await resources.newest(self._app, self._caller_of, context)

    async def list_resource_templates(
        self, context: Context, params: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return resources.templates()

    async def read_resource(self, context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
        return await resources.read(self._app, self._caller_of, context, str(params.uri))

    async def list_prompts(self, context: Context, params: PaginatedRequestParams | None) -> ListPromptsResult:
        return prompts.listed()

    async def get_prompt(self, context: Context, params: GetPromptRequestParams) -> GetPromptResult:
        return prompts.get(params.name, params.arguments or {})

    async def complete(self, context: Context, params: CompleteRequestParams) -> CompleteResult:
        return await completions.complete(self._app, self._caller_of, context, params)
