"""An installation for teams as companies run one, and every wire in it.

Servers behind haproxy and workers stand at sites. Each site has wires of its own to the database (through pgbouncer,
and past it for what needs a session) and to the object store, and its workers have one home, on a small disk. Homes
share nothing but the database and the store.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import anyio

from routing.emulators.runway import RunwayEmulator
from routing.emulators.serve import serving
from tests.bouncer import Bouncer, bouncing
from tests.cuts import OwnPostgres, own_postgres
from tests.installation import NOTICED_S, Machine, balancing, free_port
from tests.servers import ROOT, environment
from tests.small_disk import SmallDisk, small_disk
from tests.weed import BUCKET, serving_s3
from tests.wires import Wire, wire_to

TEAMS = {"red": "0.71", "blue": "50"}
"""What each may spend: of red's four films two fit at a time, so that its cap binds all the time."""

DISK_MB = 64
_CATALOG = "vendors: {runway: {max_concurrent: 12, starts_per_minute: 100000}}\n"
_STORE = "AWS_ENDPOINT_URL"
_IN_TURN = """
import contextlib, io, json, sys
from mcp_server.cli import run
said = []
for command in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as words:
        if run(command):
            sys.exit(f"{command} failed")
    said.append(words.getvalue())
print(json.dumps(said))
"""


@dataclass(frozen=True)
class Size:
    """How much of everything there is."""

    replicas: int = 3
    workers: int = 4
    sites: int = 2
    teams: Mapping[str, str] = field(default_factory=TEAMS.copy)


@dataclass
class Site:
    """Machines that share a network, and a home of workers."""

    name: str
    home: Path
    to_database: list[Wire]
    """By pgbouncer, and past it."""

    to_store: list[Wire]
    disk: SmallDisk | None
    variables: dict[str, str]


@dataclass
class Installation:
    """What runs, and how it is reached."""

    url: str
    postgres: OwnPostgres
    bouncer: Bouncer
    vendor: RunwayEmulator
    to_vendor: Wire
    sites: list[Site]
    replicas: list[Machine]
    workers: list[Machine]
    keys: dict[str, str]
    """By team."""

    caps: Mapping[str, str]
    """What each team may spend in a month, in dollars."""

    @property
    def machines(self) -> list[Machine]:
        """All of them."""
        return [*self.replicas, *self.workers]


@contextlib.asynccontextmanager
async def installed(folder: Path, size: Size) -> AsyncIterator[Installation]:
    """Run one until the block ends."""
    async with contextlib.AsyncExitStack() as stack:
        postgres = stack.enter_context(own_postgres())
        sockets = Path(parse_qs(urlsplit(postgres.url).query)["host"][0])
        bouncer = stack.enter_context(bouncing(sockets))
        store = stack.enter_context(serving_s3(folder))
        vendor = RunwayEmulator(folder)
        port_of_vendor = urlsplit(stack.enter_context(serving(vendor))).port or 0
        to_vendor = await stack.enter_async_context(wire_to(port_of_vendor))
        vendor.base_url = f"http://127.0.0.1:{to_vendor.port}"  # films are fetched by the wire, too
        port = free_port()
        shared = {
            "FOOTAGE_STORAGE": f"s3://{BUCKET}/films",
            "FOOTAGE_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "FOOTAGE_DRAIN_S": "4",
            **store,
            **vendor.environment(),
        }
        sites = [
            await stack.enter_async_context(_site(folder, f"site {n}", shared, bouncer, sockets))
            for n in range(size.sites)
        ]
        ports = [free_port() for _ in range(size.replicas)]
        first = environment(_home(folder / "command line"), **sites[0].variables)
        keys = await anyio.to_thread.run_sync(_teams, first, size.teams)
        replicas = [_server(folder, n, sites[n % size.sites], one) for n, one in enumerate(ports)]
        workers = [_worker(folder, n, sites[n % size.sites]) for n in range(size.workers)]
        stack.enter_context(_running([*replicas, *workers]))
        for machine in [*replicas, *workers]:
            await machine.is_there()
        stack.enter_context(balancing(folder, port, ports))
        await anyio.sleep(NOTICED_S)
        url = f"http://127.0.0.1:{port}"
        yield Installation(url, postgres, bouncer, vendor, to_vendor, sites, replicas, workers, keys, size.teams)


@contextlib.asynccontextmanager
async def _site(
    folder: Path, name: str, shared: Mapping[str, str], bouncer: Bouncer, sockets: Path
) -> AsyncIterator[Site]:
    async with (
        wire_to(bouncer.port) as pooled,
        wire_to(sockets / ".s.PGSQL.5432") as direct,
        wire_to(urlsplit(shared[_STORE]).port or 0) as store,
    ):
        home = _home(folder / name)
        with small_disk(home, DISK_MB) as disk:
            _home(home)
            variables = {
                **shared,
                "FOOTAGE_DATABASE_URL": f"postgresql://postgres@127.0.0.1:{pooled.port}/postgres",
                "FOOTAGE_DATABASE_DIRECT_URL": f"postgresql://postgres@127.0.0.1:{direct.port}/postgres",
                _STORE: f"http://127.0.0.1:{store.port}",
            }
            yield Site(name, home, [pooled, direct], [store], disk, variables)


@contextlib.contextmanager
def _running(machines: list[Machine]) -> Iterator[None]:
    try:
        for machine in machines:
            machine.start()
        yield
    finally:
        for machine in machines:
            machine.kill()


def _server(folder: Path, n: int, site: Site, port: int) -> Machine:
    arguments = ("serve", "--port", str(port), "--auth", "keys", "--no-work")
    home, name = _home(folder / f"home of server {n}"), f"server {n}"
    return Machine(name, folder / f"{name}.log", arguments, environment(home, **site.variables), port)


def _worker(folder: Path, n: int, site: Site) -> Machine:
    name = f"worker {n}"
    return Machine(name, folder / f"{name}.log", ("worker",), environment(site.home, **site.variables))


def _home(home: Path) -> Path:
    home.mkdir(exist_ok=True)
    (home / "catalog.yaml").write_text(_CATALOG)
    return home


def _teams(variables: Mapping[str, str], caps: Mapping[str, str]) -> dict[str, str]:
    """Prepare the database, and make the teams with their caps; a key of each."""
    commands = [["migrate"]]
    for team, cap_usd in caps.items():
        commands.append(["caps", "set", "--team", team, "--month", cap_usd])
        commands.append(["keys", "add", f"agent of {team}", "--team", team, "--json"])
    _, *said = _ran(variables, commands)
    return {team: json.loads(one)["key"] for team, one in zip(caps, said[1::2], strict=True)}


def _ran(variables: Mapping[str, str], commands: list[list[str]]) -> list[str]:
    """What commands say, one after the other in one process: most of each would be its start."""
    program = [sys.executable, "-c", _IN_TURN, json.dumps(commands)]
    done = subprocess.run(program, env=variables, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    said: list[str] = json.loads(done.stdout)
    return said
