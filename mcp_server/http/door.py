"""The door that every face of a server has: who calls, and whether they ask for too much."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import anyio
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope

from footage import meters
from footage.caller import Caller
from footage.caller import Scope as Needed
from footage.errors import ForbiddenScopeError, TooManyCallsError, UnavailableError, UnknownTokenError
from footage.ports.identity import Identity, Verifier
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
    """A request that is answered before any face sees it."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class Door:
    """Lets callers in, whichever face they go to: one key has one measure for all of them.

    Args:
        verifier: Knows whose a token is; None where everybody is `somebody`.
        somebody: Who calls where nobody is asked.
        challenges: The refusals.
        note: Writes down that a known caller was refused: who, which tool, and why.
    """

    def __init__(
        self,
        verifier: Callable[[], Verifier] | None,
        somebody: Identity,
        challenges: Challenges,
        note: Note,
    ) -> None:
        self._verifier = verifier
        self._somebody = somebody
        self._challenges = challenges
        self._note = note
        self._limits = Limits()

    async def identified(self, scope: Scope) -> Identity:
        """Who sends a request; from now on its scope says so, too.

        Raises:
            Refused: It says nobody, or nobody that is known.
        """
        identity = await self._of_token(Headers(scope=scope).get("authorization", ""))
        scope[IDENTITY] = identity
        return identity

    async def is_still_known(self, scope: Scope) -> bool:
        """Whether the sender of a request that is being answered would be let in again; True while nobody can tell."""
        try:
            await self._of_token(Headers(scope=scope).get("authorization", ""))
        except Refused as refused:
            return refused.response.status_code != 401
        return True

    async def require_scope(self, identity: Identity, needed: Needed | None, what: str) -> None:
        """Refuse callers with a token that lacks a scope, so that their client can ask for it.

        Those with a key are let through: a tool tells them in words that their model reads.

        Raises:
            Refused: The scope is lacking.
        """
        if identity.kind == "key" or needed is None:
            return
        try:
            identity.caller.require(needed)
        except ForbiddenScopeError as exc:
            await self._note(identity.caller, what, exc.code)
            raise Refused(self._challenges.more_scopes(sorted({*identity.caller.scopes, needed}))) from exc

    def require_patience(self, identity: Identity) -> None:
        """Count a request that is answered at once.

        Raises:
            Refused: There were too many just now.
        """
        if pause_s := self._limits.pause_s(_one(identity)):
            after = {"Retry-After": str(math.ceil(pause_s))}
            raise Refused(PlainTextResponse("Too many requests.", status_code=429, headers=after))

    @contextmanager
    def waiting(self, identity: Identity, method: str) -> Iterator[bool]:
        """Count a request that may take long for as long as the block lasts, and tell whether it may."""
        with self._limits.waiting(f"{method} {_one(identity)}") as is_free:
            yield is_free

    async def refuse_waiting(self, scope: Scope, identity: Identity, what: str) -> None:
        """Have a request refused in the words of its face: as many of its kind wait as may."""
        told = f"{MOST_WAITING} such calls of this key are being answered already."
        scope[REFUSAL] = refusal = TooManyCallsError(told, retry_after_s=WAIT_S)
        await self._note(identity.caller, what, refusal.code)

    async def _of_token(self, authorization: str) -> Identity:
        if self._verifier is None:
            return self._somebody
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            meters.count().let_in("no_token")
            raise Refused(self._challenges.no_token())
        try:
            identity = await self._verifier().verify(token.strip())
        except UnknownTokenError as exc:
            meters.count().let_in("bad_token")
            raise Refused(self._challenges.bad_token(exc.message)) from exc
        except UnavailableError as exc:
            meters.count().let_in("away")
            away = PlainTextResponse(exc.message, status_code=503, headers={"Retry-After": str(AWAY_S)})
            raise Refused(away) from exc
        meters.count().let_in("ok")
        return identity


def _one(identity: Identity) -> str:
    """Who counts as one: a key, or a person, of whom many may come through the same program."""
    caller = identity.caller
    return "\n".join((caller.team_id, caller.key_id, caller.subject))


async def posted(scope: Scope, receive: Receive) -> bytes:
    """The body, as long as it is not too long; what is declared too long is not even waited for.

    Raises:
        Refused: It is too long, or does not come.
    """
    declared = Headers(scope=scope).get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY_BYTES:
        raise Refused(_too_long())
    try:
        with anyio.fail_after(BODY_S):
            return await _whole(receive)
    except TimeoutError as exc:
        raise Refused(Response(status_code=408, headers={"Connection": "close"})) from exc


def replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more; after it whatever else comes, above all that the client is gone."""
    rest: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return rest.pop() if rest else await receive()

    return again


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
