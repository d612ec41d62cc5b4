"""The gate before MCP: who calls, whether they may ask for this, and whether they ask for too much."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable

import anyio
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from footage.caller import Caller
from footage.errors import ForbiddenScopeError, TooManyCallsError, UnavailableError, UnknownTokenError
from footage.ports.identity import Identity, Verifier
from mcp_server.http.asked import CALL, LONG, Asked, asked
from mcp_server.http.challenges import Challenges
from mcp_server.http.limits import MOST_WAITING, Limits
from mcp_server.protocol.callers import IDENTITY, REFUSAL

MAX_BODY_BYTES = 4 * 1024 * 1024
AWAY_S = 5
"""When to come again where whoever knows the keys is away: the database, or the issuer of tokens."""

BODY_S = 60.0
"""Within this time a request has come whole."""

WAIT_S = 5.0
"""When to call again where as many calls wait as may."""


Note = Callable[[Caller, str, str], Awaitable[None]]


class Refused(Exception):  # noqa: N818 - it is no error of anybody's
    """A request that is answered by the gate itself."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class Gate:
    """Lets requests through to MCP.

    Callers with a key are refused in the protocol's own words, where a model reads them: clients show nothing of an
    HTTP error. Callers with a token of an authorization server get the answer that lets their client ask for more.

    Args:
        calls: Answers calls of tools, and finds the caller in the request's scope.
        others: Answers the rest, likewise.
        verifier: Knows whose a token is; None where everybody is `somebody`.
        somebody: Who calls where nobody is asked.
        challenges: The refusals.
        note: Writes down that a known caller was refused: who, which tool, and why.
    """

    def __init__(
        self,
        calls: ASGIApp,
        others: ASGIApp,
        verifier: Callable[[], Verifier] | None,
        somebody: Identity,
        challenges: Challenges,
        note: Note,
    ) -> None:
        self._calls, self._others = calls, others
        self._verifier = verifier
        self._somebody = somebody
        self._challenges = challenges
        self._note = note
        self._limits = Limits()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            scope[IDENTITY] = identity = await self._identified(Headers(scope=scope).get("authorization", ""))
            body = await _posted(scope, receive)
            wish = asked(body)
            await self._require_scope(identity, wish)
            if wish is None or wish.method not in LONG:
                self._require_patience(identity)
        except Refused as refused:
            return await refused.response(scope, receive, send)
        app = self._calls if wish is not None and wish.method == CALL else self._others
        if wish is None or wish.method not in LONG:
            return await app(scope, _replayed(body, receive), send)
        with self._limits.waiting(f"{wish.method} {_one(identity)}") as is_free:
            if not is_free:
                told = f"{MOST_WAITING} such calls of this key are being answered already."
                scope[REFUSAL] = refusal = TooManyCallsError(told, retry_after_s=WAIT_S)
                await self._note(identity.caller, wish.what, refusal.code)
            return await app(scope, _replayed(body, receive), send)

    async def _identified(self, authorization: str) -> Identity:
        if self._verifier is None:
            return self._somebody
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Refused(self._challenges.no_token())
        try:
            return await self._verifier().verify(token.strip())
        except UnknownTokenError as exc:
            raise Refused(self._challenges.bad_token(exc.message)) from exc
        except UnavailableError as exc:
            away = PlainTextResponse(exc.message, status_code=503, headers={"Retry-After": str(AWAY_S)})
            raise Refused(away) from exc

    async def _require_scope(self, identity: Identity, wish: Asked | None) -> None:
        if identity.kind == "key" or wish is None or wish.scope is None:
            return
        try:
            identity.caller.require(wish.scope)
        except ForbiddenScopeError as exc:
            await self._note(identity.caller, wish.what, exc.code)
            raise Refused(self._challenges.more_scopes(sorted({*identity.caller.scopes, wish.scope}))) from exc

    def _require_patience(self, identity: Identity) -> None:
        if pause_s := self._limits.pause_s(_one(identity)):
            after = {"Retry-After": str(math.ceil(pause_s))}
            raise Refused(PlainTextResponse("Too many requests.", status_code=429, headers=after))


def _one(identity: Identity) -> str:
    """Who counts as one: a key, or a person, of whom many may come through the same program."""
    caller = identity.caller
    return "\n".join((caller.team_id, caller.key_id, caller.subject))


async def _posted(scope: Scope, receive: Receive) -> bytes:
    """The body, as long as it is not too long; what is declared too long is not even waited for."""
    if scope["method"] != "POST":
        # What a GET would open is a stream on which nothing is ever said, one connection a client for ever.
        raise Refused(Response(status_code=405, headers={"Allow": "POST"}))
    declared = Headers(scope=scope).get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY_BYTES:
        raise Refused(_too_long())
    try:
        with anyio.fail_after(BODY_S):
            return await _whole(receive)
    except TimeoutError as exc:
        raise Refused(Response(status_code=408, headers={"Connection": "close"})) from exc


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(Response(status_code=400))  # the client is gone
        body += message.get("body", b"")
        if len(body) > MAX_BODY_BYTES:
            raise Refused(_too_long())
        if not message.get("more_body", False):
            return bytes(body)


def _too_long() -> Response:
    told = f"A request has at most {MAX_BODY_BYTES} bytes. Larger files are uploaded, or named by their web address."
    return PlainTextResponse(told, status_code=413)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more; after it whatever else comes, above all that the client is gone."""
    rest: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return rest.pop() if rest else await receive()

    return again
