"""Servers that die: each a process of its own, forked from one that has already imported all that a server needs.

To start a server from nothing takes a second of a processor, nearly all of it for imports. What is killed here is as
real, and its start is proven elsewhere.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import alembic.command
import anyio
import anyio.to_thread

import media.captions.burn
import painter
import quality.judge
import quality.repair
import routing.generators
import routing.router
import routing.text.model
import routing.text.writer
import storage.books.approvals
import storage.books.attempts
import storage.books.texts
import storage.engine.engine
import storage.engine.runner
import storage.objects.remote
from tests.servers import server_here

OPENED = (
    alembic.command,
    media.captions.burn,
    painter,
    quality.judge,
    quality.repair,
    routing.generators,
    routing.router,
    routing.text.model,
    routing.text.writer,
    storage.books.approvals,
    storage.books.attempts,
    storage.engine.engine,
    storage.objects.remote,
    storage.engine.runner,
    storage.books.texts,
)
"""What a server imports only when it opens: imported above so that the forked ones have it."""

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([__name__])
LONGEST_S = 60


async def dies(home: Path, tool: str, arguments: dict[str, Any], **settings: str) -> None:
    """A server with these settings works on a call until they kill it."""
    victim = FORKED.Process(target=_serve, args=(home, tool, arguments, settings, dict(os.environ)))
    victim.start()
    await anyio.to_thread.run_sync(victim.join, LONGEST_S)
    if victim.is_alive():
        victim.terminate()
        victim.join()
    assert victim.exitcode == -signal.SIGKILL, "the server did not die"


def _serve(
    home: Path, tool: str, arguments: dict[str, Any], settings: dict[str, str], environment: dict[str, str]
) -> None:
    os.environ.clear()  # it has that of the process it was forked from
    os.environ.update(environment)

    async def run() -> None:
        async with server_here(home, **settings) as client:
            await client.call_tool(tool, arguments)

    anyio.run(run)
