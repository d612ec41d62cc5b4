"""Who calls, as far as a transport knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from footage.caller import LOCAL, Caller

if TYPE_CHECKING:
    from mcp.server import ServerRequestContext

CallerOf = Callable[["ServerRequestContext[Any]"], Caller]
"""Says who sent a request; asked once for each, and raises FootageError where nobody may send it."""


def local(_request: ServerRequestContext[Any]) -> Caller:
    """Over stdio it is whoever started the server."""
    return LOCAL
