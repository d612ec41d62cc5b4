"""Errors in the protocol's words, and the note that is made of a refused call."""

from __future__ import annotations

import logging
import re
import sys
import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mcp.types import CallToolResult, TextContent

from footage.caller import Caller
from footage.errors import FootageError
from footage.ports.uploads import UPLOAD_URI
from footage.threads import in_thread

if TYPE_CHECKING:
    from footage.answers import ErrorInfo
    from mcp_server.app import App

NOTED = frozenset(
    {
        "forbidden_scope",
        "forbidden_path",
        "forbidden_url",
        "key_limit",
        "budget_exceeded",
        "approval_required",
        "rate_limited",
    }
)
"""Why a call may be refused that could have been answered: what whoever runs Footage may want to know, or to change."""

_BROUGHT = re.compile(r"\b[0-9a-f]{16}\.[a-z0-9]{2,5}\b")
"""What files are called here that callers brought; see `films.uploads`."""

_log = logging.getLogger("footage.mcp")


def refusal(error: FootageError) -> CallToolResult:
    """An error that an agent can act on."""
    from footage.answers import ErrorInfo

    return _result(ErrorInfo.of(error))


async def refused(
    app: App, caller: Caller, tool: str, error: FootageError, arguments: Mapping[str, Any] | None = None
) -> CallToolResult:
    """The same for a caller who is known."""
    return _result(await told(app, caller, tool, error, arguments))


async def told(
    app: App, caller: Caller, tool: str, error: FootageError, arguments: Mapping[str, Any] | None = None
) -> ErrorInfo:
    """What a known caller is told: from afar, files of this machine mean nothing; and a refusal is written down."""
    from footage.answers import ErrorInfo
    from tools.afar import without_places

    info = ErrorInfo.of(error)
    if not caller.remote:
        return info
    if info.code in NOTED:
        await note(app, caller, tool, info.code)
    places = (*app.settings.places, tempfile.gettempdir(), sys.prefix)
    theirs = f"{arguments}"  # what they said themselves is no news to them, and may be a file of their own
    said = {name: without_places(getattr(info, name), places, theirs) for name in ("message", "hint")}
    if UPLOAD_URI in theirs:
        said = {name: _BROUGHT.sub(_as_brought, text) for name, text in said.items()}
    return info.model_copy(update=said)


def _as_brought(name: re.Match[str]) -> str:
    return "the uploaded file" if name.start() else "The uploaded file"


async def note(app: App, caller: Caller, tool: str, code: str) -> None:
    """Write down that a call was refused; whoever was refused is told so in any case."""
    try:
        await in_thread((await app.services()).audit.refused, caller, tool, code)
    except Exception as exc:  # noqa: BLE001 - boundary: the answer is there
        _log.warning("a refused call could not be written down: %s", exc)


def _result(info: ErrorInfo) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=f"{info.code}: {info.message} {info.hint}")],
        structured_content={"error": info.model_dump(mode="json")},
        is_error=True,
    )
