"""Where A2A is: JSON-RPC at `/a2a`, HTTP+JSON below `/a2a/rest`, the card where agents look for it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime

from a2a.server.routes import create_agent_card_routes, create_jsonrpc_routes, create_rest_routes
from sse_starlette.sse import EventSourceResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcp_server.agents.card import REST, RPC, card_of, changed_at
from mcp_server.agents.face import Callers, Face
from mcp_server.agents.pushes import Pusher
from mcp_server.app import App

PING_S = 3
"""How often a silent stream shows that it lives: clients give up one on which nothing is heard for five seconds."""

ENDING_S = 2.0
"""How long a stream may take to end in order when the server does."""

CARDS = ("/.well-known/agent-card.json", "/.well-known/agent.json")
"""Where the card is, and where agents of old look for it."""

Guard = Callable[[ASGIApp], ASGIApp]


@dataclass(frozen=True)
class Agents:
    """The A2A face of a server.

    Attributes:
        cards: Routes of the card, which everybody may read.
        routes: All others.
        running: Able to answer, for as long as the block.
    """

    cards: Sequence[Route]
    routes: Sequence[Route]
    running: Callable[[], contextlib.AbstractAsyncContextManager[None]]


def agents(app: App, base: str, guard: Guard, *, asks_for_token: bool, pushes: bool) -> Agents:
    """Footage for agents.

    Args:
        app: Whose tools, jobs and money they use.
        base: What addresses begin with, without a slash at its end.
        guard: Puts the gate before an application.
        asks_for_token: Whether callers need one.
        pushes: Whether addresses that agents name are told of tasks.
    """
    logging.getLogger("a2a").setLevel(logging.CRITICAL)  # it writes down what callers say; our own log says the rest
    EventSourceResponse.DEFAULT_PING_INTERVAL = PING_S
    card = card_of(base, asks_for_token=asks_for_token, pushes=pushes)
    return agents_of(Face(app, card, Pusher(app) if pushes else None), guard)


def agents_of(face: Face, guard: Guard) -> Agents:
    """The routes over a face."""
    callers = Callers()
    cards: list[BaseRoute] = []
    for path in CARDS:
        cards += create_agent_card_routes(face.card, card_url=path, cache_control="public, max-age=300")
    rpc: list[BaseRoute] = []
    for path in (RPC, f"{RPC}/"):  # both forms are the same place
        rpc += create_jsonrpc_routes(
            face, path, context_builder=callers, enable_v0_3_compat=True, shutdown_grace_period=ENDING_S
        )
    rest = create_rest_routes(face, path_prefix=REST, context_builder=callers, shutdown_grace_period=ENDING_S)

    @contextlib.asynccontextmanager
    async def running() -> AsyncIterator[None]:
        async with face.running():
            yield

    return Agents(_guarded(cards, _for_everybody), _guarded([*rpc, *rest], guard), running)


def _guarded(routes: Sequence[BaseRoute], guard: Guard) -> list[Route]:
    """Routes behind a guard, which also answers what browsers ask before they ask.

    The SDK's mount for tenants is left out: our card names none, and it would take every path of the server.
    """
    found = [one for one in routes if isinstance(one, Route)]
    return [Route(one.path, guard(one.app), methods=[*(one.methods or ()), "OPTIONS"]) for one in found]


def _for_everybody(app: ASGIApp) -> ASGIApp:
    """The card, for pages of any origin: there is nothing secret about it."""
    changed = format_datetime(changed_at(), usegmt=True).encode()

    async def dated(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), (b"last-modified", changed)]}
            await send(message)

        await app(scope, receive, sent)

    return CORSMiddleware(dated, allow_origins=["*"], allow_methods=["GET"], allow_headers=["*"])
