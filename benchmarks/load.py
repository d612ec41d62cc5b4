"""Many films at once through one real server: what Footage adds to each, beside what its vendor takes.

A real MCP client and server over stdio, and an emulated vendor on a real socket with renders of 0.2 to 2 s. Overhead of
a film is the time from its call to its answer, less the vendor's rendering. Most of it is the verdicts, posters and
contact sheets of all the films that end together, taking turns on the processors; the rest is bookkeeping: routing, the
ledger, the queue, polling and sending, and is told apart.

Beside it stands the least that any server can do: a tool on the bare SDK that sends the prompt, polls as often and
downloads the clip, with no job, no ledger, no route, no verdict, and everything lost when it dies.

    python -m benchmarks.load
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil
from mcp import Client, StdioServerParameters
from sqlmodel import col, select

from routing.emulators.openai_video import OpenAIVideoEmulator
from routing.emulators.serve import serving
from storage.db import Database
from storage.tables import JobEvent
from tests.servers import call, process_of, server

T = TypeVar("T")
CALLS, POLL_S = 100, 0.1
BARE = """
import os, pathlib, sys
import anyio, httpx
from mcp.server import MCPServer
base, folder, poll_s = os.environ["OPENAI_VIDEO_BASE_URL"] + "/v1/videos", pathlib.Path(sys.argv[1]), float(sys.argv[2])
server = MCPServer("bare", log_level="WARNING")
http = httpx.AsyncClient(timeout=300, limits=httpx.Limits(max_connections=None))
@server.tool()
async def generate_video(prompt: str) -> str:
    fields = {"model": "emulated", "prompt": prompt, "seconds": "4", "size": "1280x720"}
    film = (await http.post(base, files={name: (None, value) for name, value in fields.items()})).json()["id"]
    while (await http.get(f"{base}/{film}")).json()["status"] != "completed":
        await anyio.sleep(poll_s)
    path = folder / f"{film}.mp4"
    async with http.stream("GET", f"{base}/{film}/content") as clip:
        with path.open("wb") as file:
            async for chunk in clip.aiter_bytes():
                file.write(chunk)
    return str(path)
server.run()
"""
FILM = {"backend": "openai_video", "duration_s": 4, "resolution": "720p", "aspect_ratio": "16:9"}


@dataclass(frozen=True)
class Load:
    """Seconds of overhead of each film, and what the server used."""

    overheads_s: list[float]
    bookkeeping_s: list[float]
    """The same without what is done with the finished clip."""
    cpu_s: float
    wall_s: float
    rss_mb: float

    def told(self) -> str:
        """In one line."""
        p50, p95 = statistics.median(self.overheads_s), p95_of(self.overheads_s)
        kept_p50, kept_p95 = statistics.median(self.bookkeeping_s), p95_of(self.bookkeeping_s)
        each = self.cpu_s / len(self.overheads_s)
        return (
            f"{len(self.overheads_s)} films at once: overhead {p50 * 1000:.0f} ms median, {p95 * 1000:.0f} ms p95, "
            f"of which bookkeeping {kept_p50 * 1000:.0f} ms median, {kept_p95 * 1000:.0f} ms p95, "
            f"{each * 1000:.0f} ms of a processor each, {self.wall_s:.1f} s in all, {self.rss_mb:.0f} MB"
        )


def p95_of(figures: list[float]) -> float:
    """What 95 of 100 stay below."""
    return sorted(figures)[max(0, -(-len(figures) * 95 // 100) - 1)]


def main() -> dict[str, float]:
    """Print and return the figures."""
    with tempfile.TemporaryDirectory(prefix="footage-load-") as name, vendor(Path(name)) as (home, emulator):
        one, many = asyncio.run(_measure(home, emulator))
        bare = asyncio.run(_bare(home, emulator))
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, polls each {POLL_S * 1000:.0f} ms")
    print(one.told())
    print(many.told())
    print(
        f"{CALLS} calls of a bare server at once: overhead {statistics.median(bare) * 1000:.0f} ms median, "
        f"{p95_of(bare) * 1000:.0f} ms p95"
    )
    return {
        "overhead_p95_s": p95_of(many.overheads_s),
        "bare_p95_s": p95_of(bare),
        "bookkeeping_p95_s": p95_of(many.bookkeeping_s),
        "rss_mb": many.rss_mb,
    }


@contextmanager
def vendor(folder: Path) -> Iterator[tuple[Path, OpenAIVideoEmulator]]:
    """An emulated vendor, and a home whose account there has no limits."""
    home = folder / "home"
    home.mkdir()
    account = "{poll_interval_s: 1, max_concurrent: 1000, starts_per_minute: 1000000}"
    (home / "catalog.yaml").write_text(f"vendors: {{openai_video: {account}}}\n")
    emulator = OpenAIVideoEmulator(folder)
    with serving(emulator):
        yield home, emulator


def environment(emulator: OpenAIVideoEmulator) -> dict[str, str]:
    """What points a server at it, with money for everything."""
    return {
        **emulator.environment(),
        "FOOTAGE_POLL_INTERVAL_S": str(POLL_S),
        "FOOTAGE_MONTHLY_BUDGET_USD": "100000",
        "FOOTAGE_REUSE_HOURS": "0",
    }


async def _measure(home: Path, emulator: OpenAIVideoEmulator) -> tuple[Load, Load]:
    async with server(home, **environment(emulator)) as client:
        await films(client, home, emulator, 1)  # opens the home; the vendor draws its clip
        return await films(client, home, emulator, 1), await films(client, home, emulator, CALLS)


async def _bare(home: Path, emulator: OpenAIVideoEmulator) -> list[float]:
    """Seconds of overhead of each call of the bare server."""
    arguments = ["-c", BARE, str(home), str(POLL_S)]
    parameters = StdioServerParameters(
        command=sys.executable, args=arguments, env={**os.environ, **environment(emulator)}
    )
    async with Client(parameters) as client:

        async def film(prompt: str) -> None:
            result = await client.call_tool("generate_video", {"prompt": prompt})
            if result.is_error:
                raise AssertionError(result)

        await film("a boat [slow 0.2]")
        return [took_s for _, took_s in await timed(film, CALLS)]


async def films(client: Client, home: Path, emulator: OpenAIVideoEmulator, count: int) -> Load:
    """Make that many at once."""
    emulator.films.clear()
    emulator.log.clear()
    process = await asyncio.to_thread(process_of, home)
    before, began = process.cpu_times(), time.perf_counter()

    async def film(prompt: str) -> str:
        job = await call(client, "generate_video", **FILM, prompt=prompt, wait_s=300)
        if job["status"] != "completed":
            raise AssertionError(job)
        return str(job["job_id"])

    over = dict(await timed(film, count))
    wall_s, after = time.perf_counter() - began, process.cpu_times()
    worked_s = await asyncio.to_thread(_work_on_clips, home, set(over))
    return Load(
        overheads_s=list(over.values()),
        bookkeeping_s=[over[job_id] - worked_s[job_id] for job_id in over],
        cpu_s=after.user + after.system - before.user - before.system,
        wall_s=wall_s,
        rss_mb=_rss_mb(process),
    )


async def timed(film: Callable[[str], Awaitable[T]], count: int) -> list[tuple[T, float]]:
    """Make that many at once: what came of each, and its seconds without the vendor's."""
    chance = random.Random(count)

    async def one(number: int) -> tuple[T, float]:
        slow_s = round(chance.uniform(0.2, 2), 2)
        start = time.perf_counter()
        made = await film(f"a boat [slow {slow_s}] [film {number}]")
        return made, time.perf_counter() - start - slow_s

    return await asyncio.gather(*(one(number) for number in range(count)))


def _work_on_clips(home: Path, job_ids: set[str]) -> dict[str, float]:
    """Seconds from when each job had its clip to its end."""
    database = Database(home / "footage.db")
    with database.read() as session:
        events = session.exec(select(JobEvent).where(col(JobEvent.job_id).in_(job_ids))).all()
    database.close()
    at = {(one.job_id, one.event): one.at for one in events}
    return {job_id: (at[job_id, "completed"] - at[job_id, "checking"]).total_seconds() for job_id in job_ids}


def _rss_mb(process: psutil.Process) -> float:
    return float(process.memory_info().rss / 1e6)


if __name__ == "__main__":
    main()
