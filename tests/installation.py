"""An installation for teams as companies run one: PostgreSQL, servers behind haproxy, workers, and a place for films.

All of it is processes of this machine, each with a home of its own, as if each were another machine.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import httpx2

from tests.cuts import OwnPostgres, own_postgres
from tests.servers import ROOT, command, environment

REPLICAS, WORKERS = 3, 2
LOOK_S, STARTED_WITHIN_S, ENDED_WITHIN_S = 0.2, 90.0, 15.0
NOTICED_S = 1.5
"""By then the balancer has seen that a server is there again."""

CATALOG = "vendors: {runway: {max_concurrent: 12, starts_per_minute: 100000}}\n"
INSTALL = "haproxy is not here: apt-get install haproxy"
BALANCER_LOG = "haproxy.log"
"""What went wrong between it and the servers."""

_HAPROXY = """
global
    log stdout format raw local0
defaults
    mode http
    log global
    option httplog
    option dontlog-normal
    option redispatch
    retries 3
    timeout check 2s
    timeout connect 2s
    timeout client 90s
    timeout server 90s
frontend films
    bind 127.0.0.1:{port}
    default_backend servers
backend servers
    balance roundrobin
    option httpchk GET /readyz
    default-server check inter 500ms fall 2 rise 1
{servers}
"""


@dataclass
class Machine:
    """A server or a worker, wherever it is in its life; what it says is in its home."""

    home: Path
    arguments: tuple[str, ...]
    variables: Mapping[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    ended_in_s: list[float] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What it has said since it was started last."""
        return self.home / "said.log"

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Begin it."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command(*self.arguments), env=self.variables, cwd=ROOT, stderr=log)

    def kill(self) -> None:
        """End it without any warning."""
        if self.process:
            self.process.kill()
            self.process.wait()

    async def end(self) -> None:
        """Ask it to end, and wait until it has."""
        assert self.process
        began_s = time.monotonic()
        self.process.terminate()
        await anyio.to_thread.run_sync(self.process.wait, 60)
        self.ended_in_s.append(round(time.monotonic() - began_s, 1))

    async def is_there(self) -> None:
        """Wait until it answers, or takes jobs."""
        with anyio.fail_after(STARTED_WITHIN_S):
            while not await self._answers():
                if not self.is_alive:
                    raise RuntimeError(f"{self.home.name} ended: {self.log.read_text()[-3000:]}")
                await anyio.sleep(LOOK_S)

    async def _answers(self) -> bool:
        if not self.port:
            return b"taking jobs" in self.log.read_bytes()
        try:
            async with httpx2.AsyncClient(timeout=3) as http:
                return (await http.get(f"http://127.0.0.1:{self.port}/readyz")).status_code == 200
        except httpx2.HTTPError:
            return False


@dataclass
class Installation:
    """What runs, and how it is reached."""

    url: str
    postgres: OwnPostgres
    replicas: list[Machine]
    workers: list[Machine]
    keys: dict[str, str]
    """By team."""

    @property
    def machines(self) -> list[Machine]:
        """All of them."""
        return [*self.replicas, *self.workers]


@contextlib.asynccontextmanager
async def installed(
    folder: Path, teams: Mapping[str, str], storage: str | None = None, **more: str
) -> AsyncIterator[Installation]:
    """Run one until the block ends.

    Args:
        folder: For everything.
        teams: What each team may spend in a month, in dollars.
        storage: Where films are shared; a folder of theirs if None.
        more: Settings of every process.
    """
    port = free_port()
    if storage is None:
        (folder / "films").mkdir()
        storage = str(folder / "films")
    with own_postgres() as postgres:
        shared = {
            "FOOTAGE_DATABASE_URL": postgres.url,
            "FOOTAGE_STORAGE": storage,
            "FOOTAGE_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "FOOTAGE_DRAIN_S": "4",
            **more,
        }
        first = environment(_home(folder, "command line"), **shared)
        await anyio.to_thread.run_sync(_ran, first, "migrate")
        keys = {team: await anyio.to_thread.run_sync(_key, first, team, cap) for team, cap in teams.items()}
        ports = [free_port() for _ in range(REPLICAS)]
        replicas = [_machine(folder, f"server {n}", shared, _serve(port), port) for n, port in enumerate(ports)]
        workers = [_machine(folder, f"worker {n}", shared, ("worker",)) for n in range(WORKERS)]
        machines = [*replicas, *workers]
        try:
            for machine in machines:
                machine.start()
            for machine in machines:
                await machine.is_there()
            with balancing(folder, port, ports):
                await anyio.sleep(NOTICED_S)
                yield Installation(f"http://127.0.0.1:{port}", postgres, replicas, workers, keys)
        finally:
            for machine in machines:
                machine.kill()


def _serve(port: int) -> tuple[str, ...]:
    return ("serve", "--port", str(port), "--auth", "keys", "--no-work")


def _machine(folder: Path, name: str, shared: Mapping[str, str], arguments: tuple[str, ...], port: int = 0) -> Machine:
    home = _home(folder, name)
    return Machine(home, arguments, environment(home, **shared), port)


def _home(folder: Path, name: str) -> Path:
    home = folder / name
    home.mkdir()
    (home / "catalog.yaml").write_text(CATALOG)
    return home


def _key(variables: Mapping[str, str], team: str, cap_usd: str) -> str:
    """A new team's key, and the team's cap."""
    made = _ran(variables, "keys", "add", f"agent of {team}", "--team", team, "--json")
    _ran(variables, "caps", "set", "--team", team, "--month", cap_usd)
    key: str = json.loads(made)["key"]
    return key


def _ran(variables: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(command(*arguments), env=variables, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


@contextlib.contextmanager
def balancing(folder: Path, port: int, ports: Sequence[int]) -> Iterator[None]:
    """Give the requests to one port to the servers on others, until the block ends."""
    servers = "\n".join(f"    server s{n} 127.0.0.1:{one}" for n, one in enumerate(ports))
    config = folder / "haproxy.cfg"
    config.write_text(_HAPROXY.format(port=port, servers=servers))
    program = haproxy()
    if program is None:
        raise RuntimeError(INSTALL)
    with (folder / BALANCER_LOG).open("wb") as log:
        process = subprocess.Popen([program, "-db", "-f", str(config)], stdout=log, stderr=log)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def haproxy() -> str | None:
    """The program, where it is here."""
    return shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """One that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
