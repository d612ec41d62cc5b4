"""Serving over stdin and stdout, with an end that is quick and clean."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal

from mcp.server.stdio import stdio_server

from mcp_server.app import build_app
from mcp_server.protocol.server import build_server

GRACE_S = 1.0
"""After a signal, the time for closing; then the process ends whatever still runs. Jobs are on disk and resume."""


def serve() -> None:
    """Serve until the client closes stdin or a signal comes; does not return."""
    asyncio.run(_serve())
    os._exit(0)  # a drawing thread or the blocked stdin reader must not keep a finished server alive


async def _serve() -> None:
    serving = asyncio.create_task(_speak())
    loop = asyncio.get_running_loop()

    def stop() -> None:
        serving.cancel()
        loop.call_later(GRACE_S, os._exit, 0)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _speak() -> None:
    server = build_server(build_app())
    async with stdio_server() as (requests, answers):
        await server.run(requests, answers, server.create_initialization_options())
