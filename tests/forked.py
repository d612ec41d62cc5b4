"""Processes that are forked from one that has already imported all that Footage needs when it opens.

To start one from nothing takes a second of a processor, nearly all of it for imports. What runs, is killed or prints
here does so in a process of its own all the same; the start from nothing is proven by those who use `tests.servers`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import alembic.command
import anyio
import anyio.to_thread

import footage.__main__
import mcp_server.cli.options
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
from tests.servers import environment, server_here

OPENED = (
    alembic.command,
    mcp_server.cli.options,
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
"""What is imported only when Footage opens: imported above so that the forked ones have it."""

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([__name__])
LONGEST_S = 300


async def dies(home: Path, tool: str, arguments: dict[str, Any], **settings: str) -> None:
    """A server with these settings works on a call until they kill it."""
    victim = FORKED.Process(target=_serve, args=(home, tool, arguments, settings, dict(os.environ)))
    victim.start()
    await anyio.to_thread.run_sync(_wait, victim)
    assert victim.exitcode == -signal.SIGKILL, "the server did not die"


def cli(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("out", "err")]
        runner = FORKED.Process(target=_command, args=(arguments, environment(home, **settings), *said))
        runner.start()
        _wait(runner)
        out, err = (file.read_text() for file in said)
    return subprocess.CompletedProcess(arguments, runner.exitcode or 0, out, err)


def _wait(process: BaseProcess) -> None:
    process.join(LONGEST_S)
    if process.is_alive():
        process.terminate()
        process.join()


def _serve(
    home: Path, tool: str, arguments: dict[str, Any], settings: dict[str, str], variables: Mapping[str, str]
) -> None:
    _become(variables)

    async def run() -> None:
        async with server_here(home, **settings) as client:
            await client.call_tool(tool, arguments)

    anyio.run(run)


def _command(arguments: tuple[str, ...], variables: Mapping[str, str], out: Path, err: Path) -> None:
    _become(variables)
    for number, file in ((1, out), (2, err)):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["footage", *arguments]
    sys.exit(footage.__main__.main())


def _become(variables: Mapping[str, str]) -> None:
    """Take these environment variables: it has those of the process it was forked from."""
    os.environ.clear()
    os.environ.update(variables)
