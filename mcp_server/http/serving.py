"""Running the application: from the first open port to an end without a lost answer."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from types import FrameType

import uvicorn
from sse_starlette.sse import AppStatus
from starlette.types import Receive, Scope, Send

from footage.errors import InvalidInputError, UnavailableError
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.http.app import Face, http_app
from tools import wait

ANSWERS_S = 10
"""Time for answers that are under way when no more are begun."""

STREAMS_S = 7.0
"""Time for those that are streams; what is left of it tells their clients that they end."""

SECOND_SIGNAL_S = 1.0
"""After a second signal the process ends within this time, whatever still runs."""

SEALING = "request-state"
"""The name of the key by which questions are sealed."""

_LAST_PORT = 65535
_KEEP_ALIVE_S = 75
"""Longer than load balancers keep quiet connections, so that none of them sends into one that was just closed."""


class Server(uvicorn.Server):
    """A server that ends in order.

    A first signal: it is not ready any more, lets go of calls that only wait, and goes on answering for a while, so
    that whoever sends it requests notices. Then it takes no more, and ends with the last answer. A second signal ends
    it at once.

    Args:
        app: What it serves; opened here, and closed by whoever runs this.
        face: How it is reached.
        lame_duck_s: For how long it still takes requests when the end has begun.
    """

    def __init__(self, app: App, face: Face, lame_duck_s: float) -> None:
        super().__init__(
            uvicorn.Config(
                _not_open_yet,
                log_config=None,
                access_log=False,  # it would write down signatures
                lifespan="on",
                ws="none",
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=ANSWERS_S,
            )
        )
        self._app, self._face, self._drain, self._lame_duck_s = app, face, face.drain, lame_duck_s
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Task[None] | None = None

    async def answer(self, listener: socket.socket) -> None:
        """Open Footage and serve until told to end.

        Raises:
            FootageError: It cannot be opened.
        """
        self._loop = asyncio.get_running_loop()
        everything = await self._app.services()
        await in_thread(self._app.background.take_over, everything.jobs)
        if self._face.verifier:
            await in_thread(self._face.verifier)
        self.config.app = http_app(self._app, self._face, await in_thread(self._app.secret, SEALING))
        self._drain.then(wait.let_go)
        AppStatus.enable_automatic_graceful_drain = False  # it would cut the older protocol's streams at once
        AppStatus.should_exit = False
        await self.serve(sockets=[listener])
        if self._ending is not None:
            self._ending.cancel()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal to end came; also callable from other threads."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._heard)

    def _heard(self) -> None:
        if self._ending is None:
            self._ending = asyncio.ensure_future(self._end())
        else:
            self.should_exit = self.force_exit = AppStatus.should_exit = True
            asyncio.get_running_loop().call_later(SECOND_SIGNAL_S, os._exit, 128 + signal.SIGTERM)

    async def _end(self) -> None:
        self._drain.begin()
        await asyncio.sleep(self._lame_duck_s)
        self.should_exit = True
        await asyncio.sleep(STREAMS_S)
        AppStatus.should_exit = True


async def _not_open_yet(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise RuntimeError("Footage is not open yet")


def listen(host: str, port: int) -> socket.socket:
    """An open port; 0 takes a free one.

    Raises:
        InvalidInputError: There is no such port.
        UnavailableError: There is no such host, or something else listens there.
    """
    if not 0 <= port <= _LAST_PORT:  # the system would take the rest of a division for it
        raise InvalidInputError(f"There is no port {port}.", hint=f"Ports are 1 to {_LAST_PORT}; 0 takes a free one.")
    try:
        family, *_, where = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(where[:2], family=family)
    except OSError as exc:
        raise UnavailableError(
            f"Nothing can listen on {host}:{port}: {exc.strerror or exc}.",
            hint="Choose another port with --port, or end what listens there.",
        ) from exc
    # asyncio does this for sockets that it has made itself: else a second part of an answer waits 40 ms for the first.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
