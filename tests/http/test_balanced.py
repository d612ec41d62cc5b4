"""Servers behind a real load balancer: one of them ends in order, and nobody's call is lost."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.databases import Postgres
from tests.forked import Program
from tests.http_servers import ERAS, JSON_OR_STREAM
from tests.installation import INSTALL, balancing, free_port, haproxy
from tests.plain_http import http
from tests.servers import environment

pytestmark = [pytest.mark.system, pytest.mark.skipif(haproxy() is None, reason=INSTALL)]

READY_S, ENOUGH = 60.0, 20


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[str]:
    url = postgres.create(migrated=True)
    yield url
    postgres.drop(url)


def wait_for(url: str, status: int) -> None:
    """Until it answers so."""
    ticks = threading.Event()
    for _ in range(round(READY_S / 0.1)):
        try:
            if http.get(url).status_code == status:
                return
        except httpx.HTTPError:
            pass
        ticks.wait(0.1)
    raise AssertionError(f"{url} never said {status}")


@contextlib.contextmanager
def serving(ports: Sequence[int], variables: Mapping[str, str]) -> Iterator[list[Program]]:
    """A server on each port, whose log is read so that it never waits for us."""
    servers = [Program(("serve", "--port", str(one), "--auth", "none", "--no-work"), variables) for one in ports]
    with contextlib.ExitStack() as closing:
        threads = closing.enter_context(ThreadPoolExecutor(len(servers)))
        for server in servers:
            for pipe in (server.stdin, server.stdout, server.stderr):
                closing.callback(pipe.close)
            threads.submit(server.stderr.read)
        try:
            yield servers
        finally:
            for server in servers:
                server.kill()


def test_a_server_that_ends_in_order_costs_no_call_behind_haproxy(tmp_path: Path, database_url: str) -> None:
    port, *ports = (free_port() for _ in range(3))
    address = f"http://127.0.0.1:{port}"
    variables = environment(
        tmp_path, FOOTAGE_DATABASE_URL=database_url, FOOTAGE_PUBLIC_URL=address, FOOTAGE_DRAIN_S="2"
    )
    ended, answered = threading.Event(), Counter[str]()

    def call(era: str) -> None:
        meta = {"io.modelcontextprotocol/protocolVersion": era, "io.modelcontextprotocol/clientCapabilities": {}}
        params = {"name": "list_jobs", "arguments": {"limit": 1}, **({"_meta": meta} if "2026" in era else {})}
        request = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        named = {"MCP-Protocol-Version": era, "Mcp-Method": "tools/call", "Mcp-Name": "list_jobs"}
        with httpx.Client(timeout=60, trust_env=False) as client:  # noqa: TID251 - one that keeps its connection
            while not ended.is_set() or answered[era] < ENOUGH:
                answer = client.post(f"{address}/mcp", json=request, headers={"Accept": JSON_OR_STREAM, **named})
                assert answer.status_code == 200, answer.text
                assert '"isError":true' not in answer.text, answer.text
                answered[era] += 1

    with serving(ports, variables) as servers:
        for one in ports:
            wait_for(f"http://127.0.0.1:{one}/readyz", 200)
        with balancing(tmp_path, port, ports), ThreadPoolExecutor(len(ERAS)) as callers:
            wait_for(f"{address}/livez", 200)
            calling = [callers.submit(call, era) for era in ERAS]
            servers[0].terminate()
            servers[0].wait(READY_S)
            ended.set()
            for future in calling:
                future.result(READY_S)
    assert set(answered) == set(ERAS)
