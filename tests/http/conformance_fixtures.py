"""What the protocol's own conformance suite asks for, beside what Footage has, over the real stack."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import pytest
from mcp.server import Server, ServerRequestContext
from mcp.types import (
    BlobResourceContents,
    CallToolRequestParams,
    CallToolResult,
    ContentBlock,
    EmptyResult,
    GetPromptRequestParams,
    GetPromptResult,
    InputRequiredResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    SetLevelRequestParams,
    SubscribeRequestParams,
    TextResourceContents,
    Tool,
    UnsubscribeRequestParams,
)

from films.services import CallersServices
from footage.errors import InternalError
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.protocol import calls, tasks
from mcp_server.protocol.server import build_server
from tests.http.conformance_tools import FILMS, SCHEMAS, TOOLS, embedded, fits, form, image, png, text, told

Context = ServerRequestContext[Any]
ListT = TypeVar("ListT", ListToolsResult, ListPromptsResult, ListResourcesResult, ListResourceTemplatesResult)
Ours = Callable[[Context, Any], Awaitable[ListT]]

_ANYTHING: dict[str, Any] = {"type": "object"}
_EMBEDDED = "Embedded resource content for testing."


def join(patch: pytest.MonkeyPatch) -> None:
    """Put all of it beside what Footage has, in every server that is built from now on."""
    ours, ended, jobs = calls.call, calls.ended, tasks._tools()

    async def call(app: App, caller_of: Any, broken_off: Any, context: Context, params: CallToolRequestParams) -> Any:
        if params.name not in TOOLS:
            return await ours(app, caller_of, broken_off, context, params)
        outcome = await TOOLS[params.name](context, params)
        if not isinstance(outcome, CallToolResult) or outcome.meta is None:
            return outcome
        waiting = {key: value for key, value in (params.arguments or {}).items() if key == "wait_s"}
        film = CallToolRequestParams(name="generate_video", arguments={**outcome.meta, **waiting})
        placed = await ours(app, caller_of, broken_off, context, film)
        if params.name == "protocol_error_job":
            assert isinstance(placed, CallToolResult)
            job_id = (placed.structured_content or {})["job_id"]
            await in_thread((await app.services()).jobs.fail, job_id, InternalError("Something broke."))
        return placed

    async def entitled(services: CallersServices, job_id: str) -> CallToolResult:
        """A job as the suite wants it: what it was asked for is in its words, too."""
        result, job = await ended(services, job_id), await in_thread(services.jobs.get, job_id)
        return result.model_copy(update={"content": [text(job.title), *result.content]})

    def built(*args: Any, **how: Any) -> Server[App]:
        server = build_server(*args, **how)
        _beside(server)
        return server

    patch.setattr(calls, "call", call)
    patch.setattr(calls, "ended", entitled)
    patch.setattr(tasks, "_tools", lambda: jobs | FILMS)
    patch.setattr("mcp_server.http.app.build_server", built)


def _beside(server: Server[App]) -> None:
    """Let a server answer for both."""
    ours = server.get_tool_input_schema
    assert ours is not None
    server.get_tool_input_schema = lambda name: SCHEMAS[name] if name in SCHEMAS else ours(name)
    for method, both in _BOTH.items():
        entry = server.get_request_handler(method)
        assert entry is not None
        server.add_request_handler(method, entry.params_type, partial(both, entry.handler))
    # Of the older era; Footage itself neither logs to clients nor keeps what they subscribe to.
    server.add_request_handler("logging/setLevel", SetLevelRequestParams, _accepted)
    server.add_request_handler("resources/subscribe", SubscribeRequestParams, _accepted)
    server.add_request_handler("resources/unsubscribe", UnsubscribeRequestParams, _accepted)


async def _accepted(_context: Context, _params: Any) -> EmptyResult:
    return EmptyResult()


async def _list_tools(ours: Ours[ListToolsResult], context: Context, params: Any) -> ListToolsResult:
    more = [Tool(name=one, description="A fixture.", input_schema=SCHEMAS.get(one, _ANYTHING)) for one in TOOLS]
    return _longer(await ours(context, params), "tools", more)


async def _list_prompts(ours: Ours[ListPromptsResult], context: Context, params: Any) -> ListPromptsResult:
    return _longer(await ours(context, params), "prompts", _prompts())


async def _list_resources(ours: Ours[ListResourcesResult], context: Context, params: Any) -> ListResourcesResult:
    more = [Resource(uri=uri, name=uri.rpartition("/")[2], description="A fixture.") for uri in _STATIC]
    return _longer(await ours(context, params), "resources", more)


async def _list_templates(
    ours: Ours[ListResourceTemplatesResult], context: Context, params: Any
) -> ListResourceTemplatesResult:
    more = ResourceTemplate(uri_template="test://template/{id}/data", name="template", description="A fixture.")
    return _longer(await ours(context, params), "resource_templates", [more])


async def _get_prompt(
    ours: Any, context: Context, params: GetPromptRequestParams
) -> GetPromptResult | InputRequiredResult:
    return _prompt(params) or await ours(context, params)


async def _read(ours: Any, context: Context, params: ReadResourceRequestParams) -> ReadResourceResult:
    return _resource(str(params.uri)) or await ours(context, params)


def _longer(listed: ListT, name: str, more: Sequence[Any]) -> ListT:
    """A list with more at its end."""
    return listed.model_copy(update={name: [*getattr(listed, name), *more]})


_BOTH: Mapping[str, Any] = {
    "tools/list": _list_tools,
    "prompts/list": _list_prompts,
    "prompts/get": _get_prompt,
    "resources/list": _list_resources,
    "resources/templates/list": _list_templates,
    "resources/read": _read,
}
"""Answers by method; each is given Footage's own handler first."""

_STATIC: Mapping[str, TextResourceContents | BlobResourceContents] = {
    "test://static-text": TextResourceContents(
        uri="test://static-text", mime_type="text/plain", text="This is the content of the static text resource."
    ),
    "test://static-binary": BlobResourceContents(uri="test://static-binary", mime_type="image/png", blob=png()),
    "test://watched-resource": TextResourceContents(uri="test://watched-resource", mime_type="text/plain", text="."),
}


def _resource(uri: str) -> ReadResourceResult | None:
    if uri in _STATIC:
        return ReadResourceResult(contents=[_STATIC[uri]])
    if found := re.fullmatch(r"test://template/([^/]+)/data", uri):
        data = json.dumps({"id": found[1], "templateTest": True, "data": f"Data for ID: {found[1]}"})
        content = TextResourceContents(uri=uri, mime_type="application/json", text=data)
        return ReadResourceResult(contents=[content])
    return None


def _prompts() -> list[Prompt]:
    arguments: Mapping[str, Sequence[str]] = {
        "test_simple_prompt": (),
        "test_prompt_with_arguments": ("arg1", "arg2"),
        "test_prompt_with_embedded_resource": ("resourceUri",),
        "test_prompt_with_image": (),
        "test_input_required_result_prompt": (),
    }
    return [
        Prompt(
            name=name,
            description="A fixture.",
            arguments=[PromptArgument(name=one, description="A text.", required=True) for one in needed],
        )
        for name, needed in arguments.items()
    ]


def _prompt(params: GetPromptRequestParams) -> GetPromptResult | InputRequiredResult | None:
    given = params.arguments or {}
    context = form("What context should the prompt use?", "context")
    answer = (params.input_responses or {}).get("user_context")
    match params.name:
        case "test_simple_prompt":
            return _messages(text("This is a simple prompt for testing."))
        case "test_prompt_with_arguments":
            return _messages(text(f"Prompt with arguments: arg1='{given['arg1']}', arg2='{given['arg2']}'"))
        case "test_prompt_with_embedded_resource":
            asked = text("Please process the embedded resource above.")
            return _messages(embedded(given["resourceUri"], _EMBEDDED), asked)
        case "test_prompt_with_image":
            return _messages(image(), text("Please analyze the image above."))
        case "test_input_required_result_prompt" if fits(context, answer):
            return _messages(text(told({"user_context": answer})))
        case "test_input_required_result_prompt":
            return InputRequiredResult(input_requests={"user_context": context})
        case _:
            return None


def _messages(*content: ContentBlock) -> GetPromptResult:
    return GetPromptResult(messages=[PromptMessage(role="user", content=one) for one in content])
