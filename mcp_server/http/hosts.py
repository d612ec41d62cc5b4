"""Who may be meant by a request, and from whose page it may come: the guard against DNS rebinding.

A page of a stranger can let its own name stand for this machine, and then its requests reach a server that listens on
127.0.0.1. They say whom they mean in Host and where they come from in Origin.
"""

from __future__ import annotations

import logging
import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from footage.plain_text import plain

_SHOWN_CHARS = 100
_log = logging.getLogger("footage.http")


class HostGuard:
    """Refuses requests that mean somebody else.

    Args:
        app: What is guarded.
        hosts: What Host may say, in small letters.
        anybody: Paths that are asked for under any name, as those who look whether a server lives do.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], anybody: frozenset[str]) -> None:
        self._app, self._hosts, self._anybody = app, hosts, anybody

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 421."""
        if scope["type"] == "http" and scope["path"] not in self._anybody:
            host = Headers(scope=scope).get("host", "")
            if host.lower() not in self._hosts:
                _log.warning("refused a request for %r: see FOOTAGE_PUBLIC_URL and FOOTAGE_ALLOWED_HOSTS", _shown(host))
                refusal = PlainTextResponse("This server is not known by that name.", status_code=421)
                return await refusal(scope, receive, send)
        return await self._app(scope, receive, send)


class OriginGuard:
    """Refuses requests of pages that may not call.

    Args:
        app: What is guarded.
        origins: A pattern that an allowed Origin matches as a whole.
    """

    def __init__(self, app: ASGIApp, origins: str) -> None:
        self._app, self._origins = app, re.compile(origins, re.IGNORECASE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403; programs that are no browsers send no Origin."""
        origin = Headers(scope=scope).get("origin") if scope["type"] == "http" else None
        if origin is not None and not self._origins.fullmatch(origin):
            _log.warning("refused a page of %r: see FOOTAGE_ALLOWED_ORIGINS", _shown(origin))
            return await PlainTextResponse("Pages of this origin may not call.", status_code=403)(scope, receive, send)
        return await self._app(scope, receive, send)


def _shown(header: str) -> str:
    return plain(header[:_SHOWN_CHARS])
