"""Film after film through one real server: memory, open files, threads, holds and work files must stay as they are.

Measured after every tenth of the films, which are made 20 at once by the vendor of `benchmarks.load`.

    python -m benchmarks.soak --jobs 1000
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from mcp import Client
from sqlmodel import col, func, select

from benchmarks.load import environment, films, vendor
from routing.emulators.openai_video import OpenAIVideoEmulator
from storage.db import Database
from storage.tables import OpenHold
from tests.servers import leftovers, process_of, server

AT_ONCE, GROWTH_BAR = 20, 0.05


@dataclass(frozen=True)
class State:
    """What a server holds while nothing runs."""

    films: int
    rss_mb: float
    open_files: int
    threads: int
    holds: int
    work_files: int


def main() -> dict[str, float]:
    """Print and return the figures."""
    parser = argparse.ArgumentParser(description="Make film after film and look for leaks.")
    parser.add_argument("--jobs", type=int, default=1000)
    jobs = parser.parse_args().jobs
    with tempfile.TemporaryDirectory(prefix="footage-soak-") as name, vendor(Path(name)) as (home, emulator):
        states = asyncio.run(soak(home, emulator, jobs))
    growth = states[-1].rss_mb / states[0].rss_mb - 1
    print(f"memory grew by {growth:.1%} from film {states[0].films} to film {states[-1].films} (bar {GROWTH_BAR:.0%})")
    return {"growth": growth}


async def soak(home: Path, emulator: OpenAIVideoEmulator, jobs: int) -> list[State]:
    """The state after every tenth of the films."""
    states: list[State] = []
    async with server(home, **environment(emulator)) as client:
        for _ in range(10):
            for _ in range(0, jobs // 10, AT_ONCE):
                await films(client, home, emulator, min(AT_ONCE, jobs // 10))
            states.append(await _state(client, home, (len(states) + 1) * jobs // 10))
            told = asdict(states[-1]).items()
            print(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in told), flush=True)
    return states


async def _state(client: Client, home: Path, made: int) -> State:
    await client.list_tools()
    process = await asyncio.to_thread(process_of, home)
    database = Database(home / "footage.db")
    with database.read() as session:
        holds = session.exec(select(func.count(col(OpenHold.hold_id)))).one()
    database.close()
    return State(
        films=made,
        rss_mb=round(process.memory_info().rss / 1e6, 1),
        open_files=process.num_fds(),
        threads=process.num_threads(),
        holds=holds,
        work_files=len(leftovers(home)),
    )


if __name__ == "__main__":
    main()
