"""A call of a tool in the protocol's words."""

from __future__ import annotations

import base64
import functools
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from mcp.server import ServerRequestContext
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ContentBlock,
    ImageContent,
    InputRequiredResult,
    ResourceLink,
    TextContent,
)

from footage import traces
from footage.caller import Caller
from footage.errors import FootageError, InternalError
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.protocol import dialogue
from mcp_server.protocol.broken_off import BrokenOff, OpenCall
from mcp_server.protocol.callers import CallerOf
from mcp_server.protocol.refusals import refusal, refused
from mcp_server.trouble import in_words

if TYPE_CHECKING:
    from films.services import CallersServices
    from footage.answers import MediaFile
    from tools.base import Answer, Report, Tool

_log = logging.getLogger("footage.mcp")


async def call(
    app: App,
    caller_of: CallerOf,
    broken_off: BrokenOff,
    context: ServerRequestContext[Any],
    params: CallToolRequestParams,
) -> CallToolResult | InputRequiredResult:
    """Answer a call; whatever goes wrong becomes an error that an agent can read."""
    try:
        caller, this = caller_of(context), broken_off.begin(context)
    except FootageError as exc:
        return refusal(exc)
    try:
        with traces.working(caller.team_id):
            answer = await _answered(app, caller, this, context, params)
    except anyio.get_cancelled_exc_class():
        with anyio.CancelScope(shield=True):
            await broken_off.interrupted(this)
        raise
    broken_off.end(this)
    return answer if isinstance(answer, InputRequiredResult) else _noting(answer, await broken_off.take_notes(context))


async def _answered(
    app: App, caller: Caller, this: OpenCall, context: ServerRequestContext[Any], params: CallToolRequestParams
) -> CallToolResult | InputRequiredResult:
    try:
        # On a thread: the imports of the first call take a while, and others must be answered meanwhile.
        tools = _tools() if _tools.cache_info().currsize else await in_thread(_tools)
        tool = tools.get(params.name)
        if tool is None:
            unknown = TextContent(type="text", text=f"Unknown tool: {params.name}. Known are {', '.join(tools)}.")
            return CallToolResult(content=[unknown], is_error=True)
        return await _answer(app, tool, caller, this, context, params)
    except Exception as exc:  # noqa: BLE001 - boundary: the caller gets a code, the log the traceback
        known = in_words(exc)
        if known is None:
            _log.exception("%s broke", params.name)
            known = InternalError("Something broke inside Footage; its log says what.")
        return await refused(app, caller, params.name, known, params.arguments)


async def _answer(
    app: App,
    tool: Tool,
    caller: Caller,
    this: OpenCall,
    context: ServerRequestContext[Any],
    params: CallToolRequestParams,
) -> CallToolResult | InputRequiredResult:
    """Ask the tool, and the client's user or the client itself where that is needed first."""
    everything = await app.services()
    await in_thread(app.background.take_over, everything.jobs)
    services = everything.for_(caller)
    this.jobs = services.jobs

    def placed(job_id: str) -> None:
        this.placed.append(job_id)
        app.background.ensure()

    async def ask(arguments: Mapping[str, Any], folders: tuple[Path, ...]) -> Answer:
        # Checked by us and not by the SDK, so that an unknown argument is refused by name.
        wish = tool.params.parse(arguments)
        return await tool.ask(wish, replace(services.also_reading(folders), on_placed=placed), _reporter(context))

    answer = await dialogue.hold(ask, caller, context, params)
    return answer if isinstance(answer, InputRequiredResult) else await result_of(answer)


async def ended(services: CallersServices, job_id: str) -> CallToolResult:
    """A job that has ended, as the result of the call that placed it."""
    from tools.view import answer_when_done

    async def silently(_progress: float, _message: str) -> None:
        """Nobody waits."""

    return await result_of(await answer_when_done(services, job_id, 0, silently))


def _noting(result: CallToolResult, notes: Sequence[str]) -> CallToolResult:
    """With what is still to be told, in words and in data."""
    if not notes:
        return result
    said = " ".join(notes)
    content = [
        part.model_copy(update={"text": f"{said} {part.text}"}) if at == 0 and isinstance(part, TextContent) else part
        for at, part in enumerate(result.content)
    ]
    data = result.structured_content
    if isinstance(data, dict) and isinstance(data.get("message"), str):
        data = {**data, "message": f"{said} {data['message']}"}
    return result.model_copy(update={"content": content, "structured_content": data})


@functools.cache
def _tools() -> Mapping[str, Tool]:
    from tools.registry import TOOLS

    return {tool.name: tool for tool in TOOLS}


def _reporter(context: ServerRequestContext[Any]) -> Report:
    """Progress notifications; the protocol wants each value above the last, also for a mere sign of life."""
    last = -1.0

    async def report(progress: float, message: str) -> None:
        nonlocal last
        last = max(progress, last + 1e-6)
        await context.session.report_progress(last, 1.0, message)

    return report


async def result_of(answer: Answer) -> CallToolResult:
    """One sentence, a link to the video, a picture of it, and the typed result."""
    from footage.answers import VideoJob

    content: list[ContentBlock] = [TextContent(type="text", text=answer.text)]
    job = answer.result if isinstance(answer.result, VideoJob) else None
    if job and job.video and (job.video.path or job.video.url):
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
    content += _links(job.job_id, job.video.files) if job and job.job_id and job.video else []
    if answer.image:
        content.append(await in_thread(_picture, answer.image))
    return CallToolResult(
        content=content,
        structured_content=answer.result.model_dump(mode="json"),
        is_error=job is not None and job.status == "failed",
    )


def _links(job_id: str, files: Sequence[MediaFile]) -> list[ContentBlock]:
    """Links to the files beside a film, each as what it is."""
    return [
        ResourceLink(
            type="resource_link",
            uri=f"footage://file/{job_id}/{one.name}",
            name=f"{job_id}-{one.name}",
            title=f"The {one.name.rpartition('.')[2].upper()}",
            mime_type=one.type,
            size=one.size_bytes,
        )
        for one in files
        if one.path or one.url
    ]


def _picture(jpeg: bytes) -> ImageContent:
    """A picture small enough for clients that pass it on as text."""
    from media.contact_sheet import small_jpeg

    data = base64.b64encode(small_jpeg(jpeg)).decode("ascii")
    return ImageContent(type="image", mime_type="image/jpeg", data=data)
