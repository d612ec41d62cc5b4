"""The gate before MCP: who calls, whether they may ask for this, and whether they ask for too much."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mcp_server.http.asked import CALL, LONG, asked
from mcp_server.http.door import Door, Refused, posted, replayed


class Gate:
    """Lets requests through to MCP.

    Callers with a key are refused in the protocol's own words, where a model reads them: clients show nothing of an
    HTTP error. Callers with a token of an authorization server get the answer that lets their client ask for more.

    Args:
        calls: Answers calls of tools, and finds the caller in the request's scope.
        others: Answers the rest, likewise.
        door: Knows callers, and how much they may ask for.
    """

    def __init__(self, calls: ASGIApp, others: ASGIApp, door: Door) -> None:
        self._calls, self._others = calls, others
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            identity = await self._door.identified(scope)
            body = await _posted(scope, receive)
            wish = asked(body)
            if wish is not None:
                await self._door.require_scope(identity, wish.scope, wish.what)
            if wish is None or wish.method not in LONG:
                self._door.require_patience(identity)
        except Refused as refused:
            return await refused.response(scope, receive, send)
        app = self._calls if wish is not None and wish.method == CALL else self._others
        if wish is None or wish.method not in LONG:
            return await app(scope, replayed(body, receive), send)
        with self._door.waiting(identity, wish.method) as is_free:
            if not is_free:
                await self._door.refuse_waiting(scope, identity, wish.what)
            return await app(scope, replayed(body, receive), send)


async def _posted(scope: Scope, receive: Receive) -> bytes:
    if scope["method"] != "POST":
        # What a GET would open is a stream on which nothing is ever said, one connection a client for ever.
        raise Refused(Response(status_code=405, headers={"Allow": "POST"}))
    return await posted(scope, receive)
