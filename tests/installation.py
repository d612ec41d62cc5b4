"""What an installation for teams is built of in tests: servers and workers as processes, and haproxy before servers."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import httpx2

from tests.servers import ROOT, command

LOOK_S, STARTED_WITHIN_S = 0.2, 180.0
NOTICED_S = 1.5
"""By then the balancer has seen that a server is there again."""

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
    default-server check inter 500ms fall 4 rise 1
{servers}
"""


@dataclass
class Machine:
    """A server or a worker, wherever it is in its life.

    Attributes:
        log: What it has said since it was started last: beside its home, whose disk may be full.
    """

    name: str
    log: Path
    arguments: tuple[str, ...]
    variables: Mapping[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    ended_in_s: list[float] = field(default_factory=list)

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
                    raise RuntimeError(f"{self.name} ended: {self.log.read_text()[-3000:]}")
                await anyio.sleep(LOOK_S)

    async def _answers(self) -> bool:
        if not self.port:
            return b"taking jobs" in self.log.read_bytes()
        try:
            async with httpx2.AsyncClient(timeout=3) as http:
                return (await http.get(f"http://127.0.0.1:{self.port}/readyz")).status_code == 200
        except httpx2.HTTPError:
            return False


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
