"""The ASGI application: what stands before what."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from mcp.server import Server, ServerRequestContext
from mcp.server.request_state import RequestStateSecurity
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from footage.caller import LOCAL
from footage.config import Settings
from footage.errors import FootageError, UnknownTokenError
from footage.ports.identity import Identity, Verifier
from mcp_server.agents.installed import knows_agents
from mcp_server.app import App
from mcp_server.http import films, metadata
from mcp_server.http.access_log import AccessLog
from mcp_server.http.address import MCP_PATH, Address
from mcp_server.http.agent_gate import AgentGate
from mcp_server.http.asked import ordinary_scopes
from mcp_server.http.challenges import Challenges
from mcp_server.http.door import Door
from mcp_server.http.drain import Drain, LastAnswers
from mcp_server.http.gate import Gate
from mcp_server.http.health import PATHS, Health
from mcp_server.http.hosts import HostGuard, OriginGuard
from mcp_server.http.mcp import Mcp
from mcp_server.http.traced import Traced
from mcp_server.protocol import refusals
from mcp_server.protocol.callers import remote
from mcp_server.protocol.server import build_server
from mcp_server.protocol.updates import Updates
from mcp_server.web import routes as studio
from mcp_server.web.front import Front

if TYPE_CHECKING:
    from mcp_server.agents.routes import Agents

SOMEBODY = Identity(
    caller=replace(LOCAL, scopes=LOCAL.scopes - {"admin"}, roots=(), buckets=(), remote=True),
    client_id="local",
    kind="key",
)
"""Who calls where nobody is asked: the person whose machine it is, who names no files of it."""

_log = logging.getLogger("footage.http")
_ASKED_BY_PAGES = (
    "Authorization",
    "Content-Type",
    "MCP-Protocol-Version",
    "Mcp-Method",
    "Mcp-Name",
    "A2A-Version",
    "A2A-Extensions",
)
_READ_BY_PAGES = ("WWW-Authenticate", "Retry-After")


@dataclass(frozen=True, kw_only=True)
class Face:
    """How a server is reached, and by whom.

    Attributes:
        address: Where.
        settings: Names and origins that the user allows besides.
        verifier: Knows whose a token is; None where nobody is asked.
        issuer: Who gives tokens out to programs; None where people do, by hand.
        drain: Whether the server is about to end.
    """

    address: Address
    settings: Settings
    verifier: Callable[[], Verifier] | None = None
    issuer: str | None = None
    drain: Drain = field(default_factory=Drain)


def http_app(app: App, face: Face, sealing_key: str) -> ASGIApp:
    """Footage over HTTP.

    Args:
        app: Opened before and closed after by whoever runs this.
        face: How it is reached.
        sealing_key: Seals questions that travel through a client, for whichever replica gets the answer.
    """
    mcp = Mcp(_server(app, face, sealing_key))
    resource = face.address.mcp
    routes: list[BaseRoute] = [*Health(app, face.drain).routes()]
    if face.issuer:
        routes += metadata.routes(resource, face.issuer, ordinary_scopes())
    challenges = Challenges(ordinary_scopes(), metadata.metadata_url(resource) if face.issuer else None)
    door = Door(face.verifier, SOMEBODY, challenges, partial(refusals.note, app))
    gate = Gate(mcp.calls, mcp.others, door)
    origins = face.address.origins(face.settings.allowed_origins)
    pages = partial(
        CORSMiddleware, allow_origin_regex=origins, allow_headers=_ASKED_BY_PAGES, expose_headers=_READ_BY_PAGES
    )
    guarded = pages(OriginGuard(gate, origins), allow_methods=["POST"])
    routes += films.routes(app)
    if face.settings.studio:
        routes += studio.routes(app, _front(face))
    # Both forms are the same place. A redirect from one to the other would be made of what the request says.
    routes += [Route(MCP_PATH, guarded), Route(f"{MCP_PATH}/", guarded)]

    def before_agents(inner: ASGIApp) -> ASGIApp:
        return pages(OriginGuard(AgentGate(inner, door), origins), allow_methods=["GET", "POST", "DELETE"])

    agents = agents_at(app, face, before_agents)
    routes += [*agents.cards, *agents.routes] if agents else []

    @contextlib.asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        async with mcp.running(), films.tidied(app), agents.running() if agents else contextlib.nullcontext():
            yield

    inside = Starlette(routes=routes, lifespan=lifespan)
    inside.router.redirect_slashes = False
    hosts = face.address.hosts(face.settings.allowed_hosts)
    return LastAnswers(Traced(AccessLog(HostGuard(inside, hosts, PATHS))), face.drain)


def _front(face: Face) -> Front:
    """How the studio is reached."""
    address, then = face.address, face.drain.then
    return Front(base_url=address.base, is_private=address.is_private, file_of=films.answer_with, then=then)


def agents_at(app: App, face: Face, guard: Callable[[ASGIApp], ASGIApp]) -> Agents | None:
    """The A2A face; None where its library is not installed."""
    if not knows_agents():
        return None
    from mcp_server.agents.routes import agents

    return agents(
        app,
        face.address.base,
        guard,
        asks_for_token=face.verifier is not None,
        pushes=face.settings.agent_webhooks,
    )


def _server(app: App, face: Face, sealing_key: str) -> Server[App]:
    @contextlib.asynccontextmanager
    async def as_it_is(_server: Server[App]) -> AsyncIterator[App]:
        yield app

    sealing = RequestStateSecurity(keys=[sealing_key], bind_principal=_principal)
    updates = Updates(app, remote, partial(_still_may, face.verifier) if face.verifier else None)
    face.drain.then(updates.close)
    return build_server(app, remote, lifespan=as_it_is, sealing=sealing, updates=updates)


async def _still_may(verifier: Callable[[], Verifier], context: ServerRequestContext[App]) -> bool:
    """Whether the token of a request is good now; while nobody can tell, it is as good as it was."""
    header = context.request.headers.get("authorization", "") if context.request else ""
    try:
        await verifier().verify(header.partition(" ")[2].strip())
    except UnknownTokenError:
        return False
    except FootageError:
        _log.info("whether who listens may still call cannot be told", exc_info=True)
    return True


def _principal(context: ServerRequestContext[App]) -> str:
    """For whom a question is sealed: nobody else can bring its answer."""
    caller = remote(context)
    return f"{caller.team_id}\n{caller.key_id}\n{caller.subject}"
