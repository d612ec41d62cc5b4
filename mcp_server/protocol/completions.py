"""What a client offers while a person types an argument: jobs of theirs, and the values that there are."""

from __future__ import annotations

import logging
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mcp.types import CompleteRequestParams, CompleteResult, Completion, PromptReference

from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.protocol import prompts
from mcp_server.protocol.callers import CallerOf
from mcp_server.trouble import in_words

if TYPE_CHECKING:
    from mcp.server import ServerRequestContext

    from films.services import CallersServices

MOST = 100
"""As many values as the protocol lets an answer have."""

_JOB, _BACKEND = "job", "backend"
_TEMPLATE = "footage://"
_log = logging.getLogger("footage.mcp")


async def complete(
    app: App, caller_of: CallerOf, context: ServerRequestContext[Any], params: CompleteRequestParams
) -> CompleteResult:
    """Values that an argument may have; none where nothing is known of it. What fails offers nothing."""
    about, typed = _about(params), params.argument.value
    try:
        values = await _values(app, caller_of, context, about, typed) if about else []
    except Exception as exc:  # noqa: BLE001 - boundary: whoever types must not be stopped by it
        if in_words(exc) is None:
            _log.exception("completing %s broke", params.argument.name)
        values = []
    return CompleteResult(completion=Completion(values=values[:MOST], total=len(values), has_more=len(values) > MOST))


def _about(params: CompleteRequestParams) -> str | None:
    """What the values are: jobs, or the name of a list."""
    if isinstance(params.ref, PromptReference):
        return prompts.completed_by(params.ref.name, params.argument.name)
    is_ours = params.ref.uri.startswith(_TEMPLATE) and params.argument.name == "job_id"
    return f"{_JOB}:{params.ref.uri.removeprefix(_TEMPLATE).partition('/')[0]}" if is_ours else None


async def _values(
    app: App, caller_of: CallerOf, context: ServerRequestContext[Any], about: str, typed: str
) -> list[str]:
    if about in _LISTS:
        return _beginning(await in_thread(_LISTS[about]), typed)
    caller = caller_of(context)
    caller.require("video:read")
    services = (await app.services()).for_(caller)
    if about == _BACKEND:
        return _beginning(await in_thread(services.router.names), typed)
    return await in_thread(_jobs, services, about.partition(":")[2] or "video", typed)


def _beginning(values: Sequence[str], typed: str) -> list[str]:
    """Those that begin as typed; where none does, those that have it in them."""
    begun = [one for one in values if one.lower().startswith(typed.strip().lower())]
    return begun or [one for one in values if typed.strip().lower() in one.lower()]


def _jobs(services: CallersServices, kind: str, typed: str) -> list[str]:
    """Jobs with a file of the kind, the newest first, by their id or by words of their title."""
    from mcp_server.protocol.resources import field_of

    wanted, name = typed.strip().lower(), field_of(kind)
    return [
        record.job_id
        for record in services.jobs.newest(status=None if kind == _JOB else "completed", limit=MOST)
        if (kind == _JOB or (name and record.result and getattr(record.result.video, name, None)))
        and (record.job_id.startswith(wanted) or wanted in record.title.lower())
    ]


def _styles() -> Sequence[str]:
    from painter import STYLES

    return STYLES


def _caption_styles() -> Sequence[str]:
    from media.captions.model import Style

    return typing.get_args(Style)


def _shapes() -> Sequence[str]:
    from footage.domain import AspectRatio

    return typing.get_args(AspectRatio)


_LISTS: Mapping[str, Callable[[], Sequence[str]]] = {
    "style": _styles,
    "caption_style": _caption_styles,
    "shape": _shapes,
    "length": lambda: ("8", "15", "30", "45", "60", "90"),
    "narration": lambda: ("auto", "on", "off"),
    "period": lambda: ("day", "month", "total"),
}
