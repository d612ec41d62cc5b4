"""Serving over stdin and stdout, with an end that is quick and clean."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable

from mcp_server.app import build_app
from mcp_server.protocol.pipes import pipes
from mcp_server.protocol.server import build_server
from mcp_server.telemetry import tracing

GRACE_S = 1.0
"""After a signal, the time for closing; then the process ends whatever still runs. Jobs are on disk and resume."""


def serve() -> None:
    """Serve until the client closes stdin or a signal comes; does not return."""
    end_tracing = tracing.begin()
    asyncio.run(_serve())
    end_tracing()
    os._exit(0)  # a drawing thread or the blocked stdin reader must not keep a finished server alive


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()

    def stop() -> None:
        stopping.set()
        serving.cancel()
        loop.call_later(GRACE_S, os._exit, 0)

    serving = asyncio.create_task(_speak(stop))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        await serving
    except (asyncio.CancelledError, Exception):
        if not stopping.is_set():
            raise  # whatever breaks on the way out is of no interest: all that matters is on disk


async def _speak(stop: Callable[[], None]) -> None:
    server = build_server(build_app())
    async with pipes(hang_up=stop) as (requests, answers):
        await server.run(requests, answers, server.create_initialization_options())
