"""The gate before A2A: JSON and nothing else, who calls, whether they may ask for this, and whether for too much."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import anyio
from pydantic_core import from_json
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from footage.ports.identity import Identity
from mcp_server.http.agent_asked import REST, AgentAsked, agent_asked
from mcp_server.http.door import Door, Refused, posted, replayed

LOOK_AGAIN_S = 15.0
"""How often it is asked again whether somebody who listens is still let in."""

_JSON = frozenset({"application/json", "application/a2a+json"})
_NUL = b"\\u0000"
"""As JSON writes it."""

_VERBS = frozenset({"GET", "POST", "DELETE"})
_log = logging.getLogger("footage.http")


class AgentGate:
    """Lets requests of agents through.

    Args:
        app: What answers them, and finds the caller in the request's scope.
        door: Knows callers, and how much they may ask for.
    """

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            identity = await self._door.identified(scope)
            body = await _body(scope, receive)
            wish = agent_asked(scope["method"], scope["path"], _document(scope, body))
            await self._door.require_scope(identity, wish.scope, wish.what)
            if not wish.is_long:
                self._door.require_patience(identity)
        except Refused as refused:
            return await refused.response(scope, receive, send)
        again = replayed(body, receive) if scope["method"] == "POST" else receive
        if not wish.is_long:
            return await self._app(scope, again, send)
        return await self._watched(scope, again, send, identity, wish)

    async def _watched(self, scope: Scope, receive: Receive, send: Send, identity: Identity, wish: AgentAsked) -> None:
        """Answer what may take long; it ends with the key of whoever waits for it."""
        with self._door.waiting(identity, wish.method) as is_free:
            if not is_free:
                await self._door.refuse_waiting(scope, identity, wish.what)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._end_with_key, scope, tasks.cancel_scope.cancel)
                await self._app(scope, receive, send)
                tasks.cancel_scope.cancel()

    async def _end_with_key(self, scope: Scope, end: Callable[[], None]) -> None:
        while True:
            await anyio.sleep(LOOK_AGAIN_S)
            if not await self._door.is_still_known(scope):
                _log.info("a stream ends: its key is no good any more")
                return end()


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The body of a POST, which has to say that it is JSON: pages of strangers can send everything else unasked."""
    if scope["method"] not in _VERBS:
        raise Refused(PlainTextResponse("Method not allowed.", status_code=405, headers={"Allow": "GET, POST, DELETE"}))
    if scope["method"] != "POST":
        return b""
    body = await posted(scope, receive)
    kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _JSON and (body or kind):  # CancelTask and SubscribeToTask by REST may say nothing at all
        raise Refused(
            PlainTextResponse("Send application/json.", status_code=415, headers={"Accept": "application/json"})
        )
    return body


def _document(scope: Scope, body: bytes) -> Any:
    """What a body says; it is read here first, more strictly than those behind do."""
    is_rest = scope["path"].startswith(f"{REST}/")
    if "\0" in scope["path"] or b"%00" in scope["query_string"] or _NUL in body:
        raise Refused(_refusal(-32602, "No database can keep a NUL character.", is_rest=is_rest))
    if not body:
        return None
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as exc:
        raise Refused(_refusal(-32700, "The body is no JSON.", is_rest=is_rest)) from exc


def _refusal(code: int, told: str, *, is_rest: bool) -> JSONResponse:
    if is_rest:
        return JSONResponse({"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": told}}, status_code=400)
    return JSONResponse({"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": told}})
