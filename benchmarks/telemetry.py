"""What it costs to be seen: spans, metrics and lines of the log, off and on, and their share of a job.

Jobs take turns with and without telemetry, in one process, so that what else runs on the machine slows both. As their
difference is smaller than what jobs differ by anyway, the share is also worked out: so many spans and events a job, at
what each costs. Traces go to a collector that is away, which is the dearest case.

    python -m benchmarks.telemetry
"""

from __future__ import annotations

import contextlib
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import anyio
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

from benchmarks import http
from benchmarks.job_cost import NO_MODEL, cpu_s
from films.services import Services
from footage import meters, traces
from footage.caller import LOCAL
from footage.config import load_settings
from footage.ports.meters import NobodyCounts, Readings, Sums
from mcp_server.app import build_app
from mcp_server.telemetry.counted import Counted
from mcp_server.telemetry.exposed import Watched, registry_of
from mcp_server.telemetry.log_lines import JsonLines
from mcp_server.telemetry.tracing import provider_to
from tests.servers import ROOT
from tools.generate_video import GenerateVideo, ask

PAIRS, TIMES = 6, 20_000
GATE_BAR_MS, JOB_BAR = 0.3, 0.01
FILM = GenerateVideo(prompt="a boat at sunset", duration_s=2, wait_s=300)
AWAY = "http://127.0.0.1:1/v1/traces"
_COUNTING = """
from footage import meters
from mcp_server.telemetry.exposed import Watched, registry_of
from footage.ports.meters import Readings, Sums
class Nothing:
    def read(self): return Readings()
    def sums(self): return Sums()
watched = Watched(gauges=Nothing(), home=".", tools=["list_jobs"], backends=["veo"], vendors=["veo"], pools=list)
meters.tell(registry_of(watched)[1])
async def inner(scope, receive, send):
    await receive()
    meters.count().answered("tools/call", "list_jobs", "", 0.01)
"""


class Nothing:
    """A database that knows nothing."""

    def read(self) -> Readings:
        return Readings()

    def sums(self) -> Sums:
        return Sums()


def main() -> dict[str, float]:
    """Print and return the figures."""
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # the collector is away
    with tempfile.TemporaryDirectory(prefix="footage-telemetry-") as name:
        home = Path(name)
        watched = Watched(
            gauges=Nothing(), home=home, tools=["generate_video"], backends=["storyboard"], vendors=["veo"], pools=list
        )
        counted = registry_of(watched)[1]
        each = _each(counted)
        results = {**each, **anyio.run(_jobs, home, counted, each)}
    program = http.GATE.replace("async def inner(scope, receive, send): await receive()\n", _COUNTING)
    gate = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    results["gate_cpu_ms"] = float(gate.stdout)
    print(f"gate, limits and metrics: {results['gate_cpu_ms']:.3f} ms of a processor a call (bar {GATE_BAR_MS})")
    return results


def _each(counted: Counted) -> dict[str, float]:
    """Microseconds of a processor that one of each takes."""
    found = {"span_off_us": _us(_one_span), "count_off_us": _us(_one_count)}
    with _on(counted):
        found |= {"span_us": _us(_one_span), "count_us": _us(_one_count)}
    record = logging.getLogger("footage").makeRecord("footage", logging.INFO, "", 1, "a line of %s", ("the log",), None)
    found["json_line_us"] = _us(lambda: JsonLines().format(record))
    print(f"a span: {found['span_off_us']:.1f} us off, {found['span_us']:.1f} us recorded")
    print(f"an event: {found['count_off_us']:.2f} us off, {found['count_us']:.1f} us counted")
    print(f"a line of the log as JSON: {found['json_line_us']:.1f} us")
    return found


def _one_span() -> None:
    with traces.span("poll", backend="veo"):
        pass


def _one_count() -> None:
    meters.count().attempt_ended("storyboard", "succeeded", 1.0)


def _us(do: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(TIMES):
        do()
    return 1e6 * (time.process_time() - began) / TIMES


@contextlib.contextmanager
def _on(counted: Counted) -> Iterator[None]:
    provider = provider_to(OTLPSpanExporter(AWAY, timeout=1))
    meters.tell(counted)
    try:
        with patch.object(traces, "_tracer", provider.get_tracer("footage")):
            yield
    finally:
        meters.tell(NobodyCounts())
        provider.shutdown()


async def _jobs(home: Path, counted: Counted, each: dict[str, float]) -> dict[str, float]:
    """Jobs in turns, with and without."""
    app = build_app(load_settings(home=home, clip_model=NO_MODEL, reuse_hours=0))
    off, on = [], []
    try:
        services = await app.services()
        await _job(services)  # imports, and what else is done once
        told = await _told(services)
        for _ in range(PAIRS):
            off.append(await _job(services))
            with _on(counted):
                on.append(await _job(services))
    finally:
        await app.close()
    cpu = statistics.median(off)
    worked_out_s = (told["spans"] * each["span_us"] + told["events"] * each["count_us"]) / 1e6
    measured = statistics.median(with_it / without for with_it, without in zip(on, off, strict=True))
    print(f"a job: {cpu:.2f} s of a processor, {told['spans']} spans, {told['events']} events")
    print(f"of that telemetry: {worked_out_s / cpu:.3%} by count (bar {JOB_BAR:.0%}); in turns {measured:.3f}x")
    return {"job_cpu_s": cpu, "spans": told["spans"], "share": worked_out_s / cpu, "in_turns": measured}


async def _told(services: Services) -> Counter[str]:
    """How many spans and events a job makes."""
    found: Counter[str] = Counter()
    start = traces._started  # noqa: SLF001 - what is counted

    @contextlib.contextmanager
    def started(*given: object) -> Iterator[object]:
        found["spans"] += 1
        with start(*given) as one:  # type: ignore[arg-type]
            yield one

    class Counting(NobodyCounts):
        def __getattribute__(self, name: str) -> object:
            found["events"] += not name.startswith("__")
            return super().__getattribute__(name)

    meters.tell(Counting())
    with patch.object(traces, "_started", started):
        await _job(services)
    meters.tell(NobodyCounts())
    return found


async def _job(services: Services) -> float:
    """Processor seconds of one."""

    async def unheard(progress: float, message: str) -> None:
        """Nobody is told."""

    began = cpu_s()
    await ask(FILM, services.for_(LOCAL), unheard)
    return cpu_s() - began


if __name__ == "__main__":
    main()
