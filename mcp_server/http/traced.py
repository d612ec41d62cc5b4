"""The trace of whoever sends a request, for all that is done to answer it."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from footage import traces


class Traced:
    """Answers each request as a part of the trace that its header names.

    Starlette's own middleware would write addresses down, and links carry their permission in theirs.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        with traces.joined(Headers(scope=scope).get(traces.HEADER)):
            return await self._app(scope, receive, send)
