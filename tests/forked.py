"""Processes that are forked from one that has already loaded all of Footage; see `tests.loaded`.

To start one from nothing takes a second of a processor, nearly all of it for imports. What runs, is killed or prints
here does so in a process of its own all the same; the start from nothing is proven by those who use `tests.servers`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import pytest

import footage.__main__
from gpu.worker import child
from tests.servers import environment, server_here

FORKED = multiprocessing.get_context("forkserver")
_LOADED = [__name__, "tests.loaded"]
FORKED.set_forkserver_preload(_LOADED)
LONGEST_S = 300


def fork_devices(patch: pytest.MonkeyPatch) -> None:
    """Devices' processes are forked, too, from one that has loaded the libraries of models: to load them takes 5 s.

    Where other things have been forked before, it has not, and each process loads them itself.
    """
    patch.setattr(child, "BORN", FORKED)
    FORKED.set_forkserver_preload([*_LOADED, "tests.loaded_models"])


async def dies(home: Path, tool: str, arguments: dict[str, Any], **settings: str) -> None:
    """A server with these settings works on a call until they kill it."""
    victim = FORKED.Process(target=_serve, args=(home, tool, arguments, settings, dict(os.environ)))
    victim.start()
    await anyio.to_thread.run_sync(_wait, victim)
    assert victim.exitcode == -signal.SIGKILL, "the server did not die"


class Program:
    """A `footage` command that runs, with its pipes: what tests use of `subprocess.Popen`."""

    def __init__(self, arguments: Iterable[str], variables: Mapping[str, str]) -> None:
        pipes = [FORKED.Pipe(duplex=False) for _ in range(3)]
        (stdin, to_stdin), (from_stdout, stdout), (from_stderr, stderr) = pipes
        theirs = (stdin, stdout, stderr)
        self._process = FORKED.Process(target=_command, args=(tuple(arguments), dict(variables), theirs))
        self._process.start()
        for end in theirs:
            end.close()
        self.stdin = os.fdopen(_kept(to_stdin), "w")
        self.stdout = os.fdopen(_kept(from_stdout))
        self.stderr = os.fdopen(_kept(from_stderr))

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """None while it runs."""
        return self.returncode

    def wait(self, timeout: float = LONGEST_S) -> int:
        """Until it has ended; one that does not is killed."""
        self._process.join(timeout)
        if self._process.is_alive():
            self.kill()
            raise subprocess.TimeoutExpired("footage", timeout)
        return self._process.exitcode or 0

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """At once."""
        self._process.kill()
        self._process.join()


def cli(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    program = Program(arguments, environment(home, **settings))
    program.stdin.close()
    with program.stdout, program.stderr, ThreadPoolExecutor(1) as pool:
        err = pool.submit(program.stderr.read)
        out = program.stdout.read()
    return subprocess.CompletedProcess(arguments, program.wait(), out, err.result())


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


def _kept(end: Connection) -> int:
    """The descriptor of a pipe's end, which is closed by whoever reads or writes it from now on."""
    number = os.dup(end.fileno())
    end.close()
    return number


def _command(arguments: tuple[str, ...], variables: Mapping[str, str], pipes: tuple[Connection, ...]) -> None:
    _become(variables)
    for number, pipe in enumerate(pipes):
        os.dup2(pipe.fileno(), number)
        pipe.close()
    sys.stdin = os.fdopen(0)  # closed by multiprocessing
    sys.argv = ["footage", *arguments]
    sys.exit(footage.__main__.main())


def _become(variables: Mapping[str, str]) -> None:
    """Take these environment variables: it has those of the process it was forked from."""
    os.environ.clear()
    os.environ.update(variables)
