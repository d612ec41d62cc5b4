"""The folders that a client works in, its "roots": where it tells them, files there may be named too.

Only whoever runs the server on their own machine is asked. A root is a folder of this machine, never a file, another
host or the whole file system.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import anyio
from mcp import MCPError
from mcp.server import ServerRequestContext
from mcp.types import InputResponse, ListRootsRequest, ListRootsResult
from pydantic import ValidationError

QUESTION = "roots"
_ANSWERS_WITHIN_S = 3.0
"""A client that says it has roots and never tells them must not hold up a call."""

_MOST = 32


def can_tell(context: ServerRequestContext[Any]) -> bool:
    """Whether the client says that it has roots."""
    capabilities = context.session.client_capabilities
    return bool(capabilities and capabilities.roots)


def request() -> ListRootsRequest:
    """The question as a result of the call carries it."""
    return ListRootsRequest()


def answered(response: InputResponse) -> tuple[str, ...]:
    """The addresses in a client's answer."""
    return tuple(str(root.uri) for root in response.roots[:_MOST]) if isinstance(response, ListRootsResult) else ()


async def ask(context: ServerRequestContext[Any]) -> tuple[str, ...]:
    """Ask the client in the middle of its call; nothing when it does not answer soon."""
    with anyio.move_on_after(_ANSWERS_WITHIN_S):
        try:
            return answered(await context.session.send_request(ListRootsRequest(), ListRootsResult))
        except (MCPError, ValidationError, OSError):
            return ()
    return ()


def existing(addresses: Iterable[str]) -> tuple[Path, ...]:
    """The folders of this machine among a client's addresses, links resolved."""
    found = (_folder(address) for address in addresses)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _folder(address: str) -> Path | None:
    if address[:7].lower() != "file://":
        return None
    host, slash, rest = address[7:].partition("/")
    if not slash or host.lower() not in {"", "localhost"}:
        return None
    try:
        folder = Path(f"/{unquote(rest)}").resolve()
        return folder if folder.is_dir() and folder != Path(folder.anchor) else None
    except (OSError, RuntimeError, ValueError):
        return None
