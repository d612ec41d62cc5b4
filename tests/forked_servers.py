"""Servers as in `tests.servers`, driven over pipes by a real MCP client, but forked: to start one costs little.

For tests of what becomes of work when a server dies; that one starts from nothing is proven by those that do so.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import psutil
from mcp import Client, MCPError
from mcp.client import Transport
from mcp.shared.message import SessionMessage
from mcp.types import jsonrpc_message_adapter

from tests.forked import Program
from tests.servers import environment

LONGEST_LINE = 2**26
_ENDS_WITHIN_S = 10.0
_LOOK_S = 0.02
_started: dict[Path, list[int]] = defaultdict(list)


@asynccontextmanager
async def server(home: Path, /, **more: str) -> AsyncIterator[Client]:
    """A client connected to a new server process."""
    program = await anyio.to_thread.run_sync(Program, ("mcp",), environment(home, **more))
    _started[home].append(program.pid)
    transport: Transport = _piped(program)
    async with Client(transport) as client:
        yield client


@asynccontextmanager
async def doomed_server(home: Path, /, **more: str) -> AsyncIterator[Client]:
    """A server that dies before its client is done; that the connection then breaks is expected, nothing else is."""
    try:
        async with server(home, **more) as client:
            yield client
    except* MCPError as group:
        if "Connection closed" not in repr(group.exceptions):
            raise


def process_of(home: Path, n: int = 0) -> psutil.Process:
    """The process of the n-th living server that was started here on this home."""
    return psutil.Process([pid for pid in _started[home] if psutil.pid_exists(pid)][n])


class Worker:
    """A `footage worker`, with what the hammer uses of `asyncio.subprocess.Process`."""

    def __init__(self, program: Program, stderr: asyncio.StreamReader) -> None:
        self._program = program
        self.stderr = stderr
        self.kill, self.terminate = program.kill, program.terminate

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        return self._program.returncode

    async def wait(self) -> int:
        """Until it has ended."""
        while (code := self.returncode) is None:  # noqa: ASYNC110 - multiprocessing has nothing to await
            await anyio.sleep(_LOOK_S)
        return code


async def worker(variables: Mapping[str, str]) -> Worker:
    """Start one with these environment variables."""
    program = await anyio.to_thread.run_sync(Program, ("worker",), variables)
    program.stdin.close()
    program.stdout.close()
    return Worker(program, await _lines(program.stderr))


@asynccontextmanager
async def _piped(program: Program) -> AsyncGenerator[Any, None]:
    """The messages of a server's pipes; it is told to end when the block does, and then has to."""
    into, read = anyio.create_memory_object_stream[SessionMessage | Exception](0)
    write, out = anyio.create_memory_object_stream[SessionMessage](0)

    async def receive() -> None:
        async with into:
            async for line in await _lines(program.stdout):
                await into.send(SessionMessage(jsonrpc_message_adapter.validate_json(line, by_name=False)))

    async def send() -> None:
        async with out:
            async for message in out:
                with suppress(OSError):  # it is dead, as `receive` finds out
                    program.stdin.write(message.message.model_dump_json(by_alias=True, exclude_unset=True) + "\n")
                    program.stdin.flush()

    async def drain() -> None:
        async for _ in await _lines(program.stderr):
            pass

    async with anyio.create_task_group() as tasks:
        for work in (receive, send, drain):
            tasks.start_soon(work)
        try:
            yield read, write
        finally:
            with anyio.CancelScope(shield=True):
                await write.aclose()
                with suppress(OSError):
                    program.stdin.close()
                await anyio.to_thread.run_sync(_end, program)
                await read.aclose()
            tasks.cancel_scope.cancel()


async def _lines(pipe: Any) -> asyncio.StreamReader:
    lines = asyncio.StreamReader(limit=LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), pipe)
    return lines


def _end(program: Program) -> None:
    """Wait until it has ended; what it still writes is read meanwhile."""
    with suppress(subprocess.TimeoutExpired):
        program.wait(_ENDS_WITHIN_S)
