"""Serving over stdin and stdout, with an end that is quick and clean."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal

import anyio
from mcp.server.stdio import stdio_server
from mcp.shared._stream_protocols import ReadStream, WriteStream
from mcp.shared.message import SessionMessage
from mcp_types import jsonrpc_message_adapter
from pydantic import ValidationError

from footage.plain_text import plain
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
    async with stdio_server() as (received, answers), anyio.create_task_group() as tasks:
        understood, requests = anyio.create_memory_object_stream[SessionMessage | Exception](0)
        tasks.start_soon(_understand, received, understood)
        await server.run(requests, answers, server.create_initialization_options())


async def _understand(
    received: ReadStream[SessionMessage | Exception], understood: WriteStream[SessionMessage | Exception]
) -> None:
    """Pass on what a client sends; a line that the SDK could not read would never be answered."""
    async with understood:
        async for one in received:
            await understood.send(_read_again(one) if isinstance(one, ValidationError) else one)


def _read_again(unread: ValidationError) -> SessionMessage | Exception:
    """A line with halves of characters, as JavaScript sends where it has cut a text: a sign is in their place."""
    try:
        content = json.loads(unread.errors()[0]["input"])
        line = plain(json.dumps(content, ensure_ascii=False))
        return SessionMessage(jsonrpc_message_adapter.validate_json(line, by_name=False))
    except (ValueError, TypeError, RecursionError):
        return unread
