"""`footage serve` in this process: a real server on a real socket, in a thread with an event loop of its own."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from footage.config import Settings
from footage.errors import UnknownTokenError
from footage.ports.identity import Identity, Verifier
from mcp_server.app import App, build_app
from mcp_server.http.address import Address
from mcp_server.http.app import Face
from mcp_server.http.serving import Server, listen
from tests.plain_http import http

ENDS_WITHIN_S = 30.0
JSON_OR_STREAM = "application/json, text/event-stream"
ERAS: Mapping[str, Any] = {"2026-07-28": "auto", "2025-11-25": "legacy"}
"""Each era of the protocol, and how a client is told to speak it."""


@dataclass
class Running:
    """A server that runs; `was_told` to end, once: a second time would end this process."""

    app: App
    face: Face
    server: Server
    was_told: bool = False

    @property
    def url(self) -> str:
        """Where MCP is."""
        return self.face.address.mcp

    def end(self) -> None:
        """As a signal does."""
        self.was_told = True
        self.server.handle_exit(signal.SIGTERM, None)


class Tokens(Verifier):
    """Tokens by what they stand for."""

    def __init__(self, known: Mapping[str, Identity]) -> None:
        self.known = dict(known)

    async def verify(self, token: str) -> Identity:
        """Whom a token stands for."""
        if token == "expired":
            raise UnknownTokenError("expired")
        if token not in self.known:
            raise UnknownTokenError
        return self.known[token]


@contextlib.contextmanager
def served(
    settings: Settings,
    verifier: Verifier | None = None,
    issuer: str | None = None,
    lame_duck_s: float = 0.0,
    **how: Any,
) -> Iterator[Running]:
    """Serve until the block ends."""
    listener = listen("127.0.0.1", 0)
    address = Address(host="127.0.0.1", port=listener.getsockname()[1], public_url=settings.public_url)
    settings = settings.model_copy(update={"public_url": address.base})
    app = build_app(settings, **how)
    face = Face(address=address, settings=settings, verifier=(lambda: verifier) if verifier else None, issuer=issuer)
    server = Server(app, face, lame_duck_s)

    async def work() -> None:
        try:
            await server.answer(listener)
        finally:
            await app.close()

    running = Running(app, face, server)
    with ThreadPoolExecutor(1, thread_name_prefix="served") as threads:
        ended = threads.submit(anyio.run, work)
        try:
            yield running
        finally:
            if not running.was_told:
                running.end()
            ended.result(ENDS_WITHIN_S)


@contextlib.asynccontextmanager
async def connected(
    running: Running, era: str = "2026-07-28", token: str | None = None, **how: Any
) -> AsyncIterator[Client]:
    """The SDK's own client, with a token or without."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=ENDS_WITHIN_S) as http,
        Client(streamable_http_client(running.url, http_client=http), mode=ERAS[era], **how) as client,
    ):
        yield client


def ask(
    running: Running, method: str, token: str | None = None, headers: Mapping[str, str] | None = None, **params: Any
) -> httpx.Response:
    """A request of the older era by hand."""
    return http.post(
        running.url,
        json={"jsonrpc": "2.0", "id": 1, "method": method, "params": params},
        headers={
            "Accept": JSON_OR_STREAM,
            "MCP-Protocol-Version": "2025-11-25",
            **({"Authorization": f"Bearer {token}"} if token else {}),
            **(headers or {}),
        },
    )
