"""Footage for a team: MCP over HTTP."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footage.config import load_settings
from footage.errors import InvalidInputError
from footage.team_settings import Auth
from footage.threads import in_thread
from mcp_server.agents.installed import AGENTS_PATH, knows_agents
from mcp_server.app import App, build_app
from mcp_server.http.address import Address, require_guarded
from mcp_server.http.app import Face
from mcp_server.http.serving import Server, listen
from mcp_server.sharing import tell_what_is_not_shared
from mcp_server.telemetry import tracing
from mcp_server.telemetry.log_lines import say
from mcp_server.wiring.callers import is_any_key_good

if TYPE_CHECKING:
    import socket

GRACE_S = 5.0
"""Jobs that run here are given up then; another process, or the next start, resumes them."""

LAME_DUCK_S = 5.0
"""How long a server that others are told of goes on taking requests when it is to end."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was typed; None for what was not."""

    host: str
    port: int
    auth: Auth | None = None
    work: bool | None = None
    insecure: bool = False
    metrics_port: int | None = None
    is_studio: bool = False
    """Whether it is served for its studio, whatever the settings say of that."""


def serve(wish: Wish, told: Callable[[Address], None] | None = None) -> int:
    """Serve until a signal comes; does not return. `told` hears where, as soon as it is known.

    Raises:
        FootageError: It cannot be served so, or not here.
    """
    settings = load_settings()
    auth = wish.auth or settings.auth
    if auth == "jwt" and settings.jwt_issuer is None:
        raise InvalidInputError(
            "Nobody is said to give tokens out.", hint="Set FOOTAGE_JWT_ISSUER, or serve with --auth keys."
        )
    address = Address(host=wish.host, port=wish.port, public_url=settings.public_url)
    require_guarded(address, has_auth=auth != "none", is_insecure=wish.insecure)
    listener = listen(wish.host, wish.port)
    address = Address(host=wish.host, port=listener.getsockname()[1], public_url=settings.public_url)
    works = wish.work if wish.work is not None else settings.database_url is None
    lame_duck_s = settings.drain_s if settings.drain_s is not None else 0.0 if address.is_private else LAME_DUCK_S
    # Links begin with where we listen unless the user says how else we are reached.
    told_too: dict[str, object] = {"studio": True} if wish.is_studio else {}
    if wish.metrics_port is not None:
        told_too["metrics_port"] = wish.metrics_port
    settings = settings.model_copy(update={"public_url": address.base, "auth": auth, **told_too})
    app = build_app(settings, run_jobs=works, place_jobs=not works, tell_of_itself=not wish.is_studio)
    face = Face(
        address=address,
        settings=settings,
        verifier=None if auth == "none" else lambda: app.verifier,
        issuer=settings.jwt_issuer if auth == "jwt" else None,
    )
    logging.getLogger("footage.http").setLevel(logging.INFO)
    say(f"footage serve: {where_it_is(address)} (auth: {auth}, jobs: {'here' if works else 'by workers'})")
    say(f"footage serve: {where_agents_are(address)}")
    tell_what_is_not_shared(settings, "footage serve")
    if told:
        told(address)
    end_tracing = tracing.begin()
    asyncio.run(_serve(app, face, listener, lame_duck_s))
    end_tracing()
    os._exit(0)  # a drawing thread must not keep a stopped server alive


def where_it_is(address: Address) -> str:
    """How it is reached, and where a proxy finds it if that is somewhere else."""
    here = Address(host=address.host, port=address.port)
    return address.mcp if here.base == address.base else f"{address.mcp}, listening on {here.base}"


def where_agents_are(address: Address) -> str:
    """Where A2A is, or how to have it."""
    if knows_agents():
        return f"for agents: {address.base}{AGENTS_PATH} (A2A 1.0; card: {address.base}/.well-known/agent-card.json)"
    return "without A2A, for which agents need: pip install 'footage[a2a]'"


async def _serve(app: App, face: Face, listener: socket.socket, lame_duck_s: float) -> None:
    await app.services_in_time(lambda why: say(f"footage serve: {why}"))
    if face.settings.auth == "keys" and not await in_thread(is_any_key_good, face.settings):
        say(
            "footage serve: no key is good yet, so nobody can call; `footage keys add NAME --team TEAM` makes one, "
            "while this runs"
        )
    await Server(app, face, lame_duck_s).answer(listener)
    asyncio.get_running_loop().call_later(GRACE_S, os._exit, 0)
    await app.close()
