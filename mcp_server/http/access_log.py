"""A line for each request. The query is never in it: signatures of links stand there."""

from __future__ import annotations

import logging
import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcp_server.protocol.callers import IDENTITY

_PATH_CHARS = 200
_QUIET = frozenset({"/livez", "/readyz"})
_TOKEN = re.compile(r"(pub_[\w-]{4})[\w%-]*")
_log = logging.getLogger("footage.http")


class AccessLog:
    """Writes down what was asked, by whose key, and how it was answered.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not _log.isEnabledFor(_level(scope)):
            return await self._app(scope, receive, send)
        began_s, status = time.perf_counter(), 0

        async def heard(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, heard)
        finally:
            _log.log(
                _level(scope),
                "%s %s %s %.0f ms %s",
                scope["method"],
                _path(scope["raw_path"]),
                status or "gone",  # the client, before it was answered
                1000 * (time.perf_counter() - began_s),
                _who(scope),
            )


def _path(raw: bytes) -> str:
    """As it was sent, in one line; of a published film's address so much as tells it from others."""
    return _TOKEN.sub(r"\1...", raw[:_PATH_CHARS].decode("ascii", "replace"))


def _level(scope: Scope) -> int:
    return logging.DEBUG if scope["path"] in _QUIET else logging.INFO


def _who(scope: Scope) -> str:
    identity = scope.get(IDENTITY)
    return f"{identity.caller.team_id}/{identity.client_id}" if identity else "-"
