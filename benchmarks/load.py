"""Many films at once through one real server: what Footage adds to each, beside what its vendor takes.

A real MCP client and server over stdio, and an emulated vendor on a real socket with renders of 0.2 to 2 s. Overhead of
a film is the time from its call to its answer, less the vendor's rendering and the sending of the clip, as the vendor
measured them. Most of it is the posters, contact sheets and checks of all the films that end together, taking turns on
the processors; it is told beside the rest.

    python -m benchmarks.load
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from mcp import Client

from routing.emulators.openai_video import OpenAIVideoEmulator
from routing.emulators.serve import serving
from tests.servers import call, process_of, server

CALLS, POLL_S = 100, 0.1
FILM = {"backend": "openai_video", "duration_s": 4, "resolution": "720p", "aspect_ratio": "16:9"}
_NUMBER = re.compile(r"\[film (\d+)\]")
_SLOW = re.compile(r"\[slow ([\d.]+)\]")


@dataclass(frozen=True)
class Load:
    """Seconds of overhead of each film, and what the server used."""

    overheads_s: list[float]
    cpu_s: float
    wall_s: float
    rss_mb: float

    def told(self) -> str:
        """In one line."""
        p50, p95 = statistics.median(self.overheads_s), self.p95_s
        each = self.cpu_s / len(self.overheads_s)
        return (
            f"{len(self.overheads_s)} films at once: overhead {p50 * 1000:.0f} ms median, {p95 * 1000:.0f} ms p95, "
            f"{each * 1000:.0f} ms of a processor each, {self.wall_s:.1f} s in all, {self.rss_mb:.0f} MB"
        )

    @property
    def p95_s(self) -> float:
        """The overhead that 95 of 100 films stay below."""
        return sorted(self.overheads_s)[max(0, -(-len(self.overheads_s) * 95 // 100) - 1)]


def main() -> dict[str, float]:
    """Print and return the figures."""
    with tempfile.TemporaryDirectory(prefix="footage-load-") as name, vendor(Path(name)) as (home, emulator):
        one, many = asyncio.run(_measure(home, emulator))
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, polls each {POLL_S * 1000:.0f} ms")
    print(one.told())
    print(many.told())
    return {"overhead_p95_s": many.p95_s, "rss_mb": many.rss_mb}


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


async def films(client: Client, home: Path, emulator: OpenAIVideoEmulator, count: int) -> Load:
    """Make that many at once."""
    emulator.films.clear()
    emulator.log.clear()
    chance = random.Random(count)
    process = await asyncio.to_thread(process_of, home)
    before, began = process.cpu_times(), time.perf_counter()

    async def film(number: int) -> tuple[int, float]:
        prompt = f"a boat [slow {chance.uniform(0.2, 2):.2f}] [film {number}]"
        start = time.perf_counter()
        job = await call(client, "generate_video", **FILM, prompt=prompt, wait_s=300)
        took_s = time.perf_counter() - start
        if job["status"] != "completed":
            raise AssertionError(job)
        return number, took_s

    took = dict(await asyncio.gather(*(film(number) for number in range(count))))
    wall_s, after = time.perf_counter() - began, process.cpu_times()
    vendors_s = _vendors_part(emulator)
    return Load(
        overheads_s=[took[number] - vendors_s[number] for number in took],
        cpu_s=after.user + after.system - before.user - before.system,
        wall_s=wall_s,
        rss_mb=_rss_mb(process),
    )


def _vendors_part(emulator: OpenAIVideoEmulator) -> dict[int, float]:
    """Seconds that each film took to render."""
    parts = {}
    for film in emulator.films.values():
        number, slow = _NUMBER.search(film.prompt), _SLOW.search(film.prompt)
        if number and slow:
            parts[int(number[1])] = float(slow[1])
    return parts


def _rss_mb(process: psutil.Process) -> float:
    return float(process.memory_info().rss / 1e6)


if __name__ == "__main__":
    main()
