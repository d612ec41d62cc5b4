"""Who calls, as far as a transport knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from footage.caller import LOCAL, Caller

if TYPE_CHECKING:
    from mcp.server import ServerRequestContext

_NAME_CHARS = 100
CallerOf = Callable[["ServerRequestContext[Any]"], Caller]
"""Says who sent a request; asked once for each, and raises FootageError where nobody may send it."""


def local(request: ServerRequestContext[Any]) -> Caller:
    """Over stdio it is whoever started the server."""
    told = request.session.client_params
    return replace(LOCAL, client=told.client_info.name[:_NAME_CHARS]) if told else LOCAL
