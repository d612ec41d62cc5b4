"""Emulators on real sockets, in a thread of their own."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Protocol

from starlette.types import ASGIApp

_READY_S = 10.0


class Served(Protocol):
    """An emulator, of a vendor or of an outlet."""

    base_url: str
    app: ASGIApp


@contextlib.contextmanager
def serving(emulator: Served, port: int = 0) -> Iterator[str]:
    """Run an emulator until the block ends.

    Args:
        emulator: What to serve, on 127.0.0.1.
        port: 0 takes a free one.

    Yields:
        Its base URL.
    """
    import uvicorn

    listener = socket.create_server(("127.0.0.1", port))
    # asyncio does this for sockets that it has made itself: else a second part of an answer waits 40 ms for the first.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    emulator.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    config = uvicorn.Config(emulator.app, log_level="error", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + _READY_S
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield emulator.base_url
    finally:
        server.should_exit = True
        thread.join(_READY_S)
        listener.close()
