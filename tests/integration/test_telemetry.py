"""An installation as whoever watches over it sees it: Prometheus and a collector of traces look at real processes."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import anyio
import pytest
from mcp import Client
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from deploy.dashboard import build
from footage import traces
from tests.emulated import World, emulated
from tests.plain_http import http
from tests.prometheus import looking_at, with_windows
from tests.servers import call, refused, start
from tests.tiny_clip import save_clip

pytestmark = [pytest.mark.system, pytest.mark.anyio]

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = f"00-{TRACE}-b7ad6b7169203331-01"


@contextlib.contextmanager
def serving(home: Path, port: int, *options: str, **settings: str) -> Iterator[Any]:
    """`footage serve` in a process of its own."""
    process = start(home, "serve", "--port", str(port), *options, **settings)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


async def connected(port: int) -> Client:
    """A client of a server that may not listen yet."""
    until = time.monotonic() + 60
    while True:
        with contextlib.suppress(Exception):
            if http.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return Client(f"http://127.0.0.1:{port}/mcp")
        assert time.monotonic() < until
        await anyio.sleep(0.2)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Collector:
    """Takes traces as OTLP over HTTP has them."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector.sent.append(self.rfile.read(int(self.headers["content-length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def by_process(self) -> dict[str, set[str]]:
        """Names of spans of our trace, by the process that sent them."""
        found: dict[str, set[str]] = defaultdict(set)
        for body in self.sent:
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                about = {one.key: one.value.string_value for one in resource.resource.attributes}
                for scope in resource.scope_spans:
                    names = {span.name for span in scope.spans if span.trace_id.hex() == TRACE}
                    found[about["service.instance.id"]] |= names
        return found

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def world(tmp_path: Path, vendor_films: Path) -> Iterator[World]:
    with emulated(tmp_path / "vendors", vendor_films) as world:
        yield world


@pytest.fixture
def collector() -> Iterator[Collector]:
    running = Collector()
    yield running
    running.close()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_one_trace_from_a_client_to_the_vendor_over_a_kill_and_another_machine(
    database_url: str, tmp_path: Path, world: World, collector: Collector
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    settings = {
        "FOOTAGE_DATABASE_URL": database_url,
        **{name: value for name, value in world.environment.items() if name.startswith("RUNWAYML")},
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_BSP_SCHEDULE_DELAY": "100",
        "FOOTAGE_LOG_FORMAT": "json",
    }
    wish = {"prompt": "a secret boat [slow 4]", "duration_s": 4, "backend": "runway", "audio": False, "wait_s": 0}
    port = free_port()
    with serving(here, port, "--work", **settings) as first:
        async with await connected(port) as client:
            with traces.joined(CALLER):
                placed = await call(client, "generate_video", **wish)
            while not calls(world, "poll"):  # noqa: ASYNC110 - nobody tells
                await anyio.sleep(0.1)
            await anyio.sleep(0.5)  # spans of the call are on their way
        first.send_signal(signal.SIGKILL)
        first.wait()
    before = len(calls(world))
    worker = start(there, "-v", "worker", **settings)
    try:
        other = free_port()
        with serving(there, other, **settings):
            async with await connected(other) as client:
                job: dict[str, Any] = {"status": "working"}
                while job["status"] in {"queued", "working"}:
                    job = await call(client, "get_job", job_id=placed["job_id"], wait_s=5)
        worker.send_signal(signal.SIGTERM)
        _, log = worker.communicate(timeout=60)
    finally:
        worker.kill()
        worker.wait()
    assert (job["status"], world.submits("runway")) == ("completed", 1)
    heads = [one["headers"]["traceparent"].split("-")[1] for one in calls(world)]
    assert len(heads) > before >= 2
    assert set(heads) == {TRACE}
    told = collector.by_process()
    assert any("tools/call generate_video" in names and "footage.submit" in names for names in told.values())
    adopted = [names for names in told.values() if "footage.fetch" in names]
    assert len(adopted) == 1
    steps = {"footage.job", "footage.generation", "footage.poll", "footage.check", "footage.store"}
    assert steps <= adopted[0]
    assert "footage.submit" not in adopted[0]
    everything = b"".join(collector.sent)
    for secret in (b"secret boat", world.environment["RUNWAYML_API_SECRET"].encode(), b"traceback"):
        assert secret not in everything
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert {line["trace_id"] for line in lines if line.get("job_id") == placed["job_id"]} == {TRACE}


def calls(world: World, moment: str = "") -> list[Any]:
    found = http.get(f"{world.of('runway').base_url}/__emu/log").json()
    return [one for one in found if one["moment"] and moment in (one["moment"] or "")]


@contextlib.asynccontextmanager
async def watched(home: Path, tmp_path: Path) -> AsyncIterator[tuple[Client, int]]:
    port, metrics = free_port(), free_port()
    clip = save_clip(tmp_path / "clip")
    settings = {"FOOTAGE_CLIP_MODEL": str(clip), "FOOTAGE_APPROVE_ABOVE_USD": "100"}
    with serving(home, port, "--metrics-port", str(metrics), **settings):
        async with await connected(port) as client:
            yield client, metrics


@pytest.mark.night
@pytest.mark.skipif(shutil.which("prometheus") is None, reason="Prometheus is not installed")
async def test_every_question_of_the_dashboard_has_an_answer(home: Path, tmp_path: Path) -> None:
    async with watched(home, tmp_path) as (client, metrics):
        await ask_everything(client, metrics, tmp_path / "prometheus")


async def ask_everything(client: Client, metrics: int, folder: Path) -> None:
    with looking_at({"footage": [metrics]}, folder) as prometheus:
        await anyio.sleep(2)  # two looks at least before anything happens
        film = {"prompt": "a boat at sunset", "duration_s": 4, "resolution": "720p", "audio": False, "wait_s": 30}
        for n in range(3):
            await call(client, "generate_video", **film, backend="fake", seed=n)
        await client.call_tool("generate_video", {**film, "prompt": "a boat [fail]"})
        await refused(client, "get_job", job_id="job_of_nobody")
        await anyio.sleep(2)
        board = json.loads(build.FILE.read_text(encoding="utf-8"))
        for panel in board["panels"]:
            for target in panel.get("targets", ()):
                expr = with_windows(target["expr"], "1m")
                assert prometheus.ask(expr), f"{panel['title']}: {expr}"
        saved = next(one for one in board["panels"] if one["title"].startswith("Saved"))["targets"][0]["expr"]
        [answer] = prometheus.ask(with_windows(saved, "5m"))
        assert 0 < float(answer["value"][1]) < 1


@pytest.mark.night
async def test_series_are_as_many_whatever_a_client_sends(home: Path, tmp_path: Path) -> None:
    async with watched(home, tmp_path) as (client, metrics):
        for name in ("made up", "get_job"):
            await send(client, name)
        before = series(metrics)
        for n in range(50):
            await send(client, f"tool-{n}-{os.urandom(4).hex()}")
        assert series(metrics) == before


async def send(client: Client, name: str) -> None:
    with contextlib.suppress(Exception):
        await client.call_tool(name, {"job_id": name})
    with contextlib.suppress(Exception):
        await client.get_prompt(name)


def series(metrics: int) -> int:
    text = http.get(f"http://127.0.0.1:{metrics}/metrics").text
    return sum(not line.startswith("#") for line in text.splitlines())
