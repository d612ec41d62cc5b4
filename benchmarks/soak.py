"""Film after film through one real server: memory, open files, threads, holds and work files must stay as they are.

Measured after every tenth of the films, which are made 20 at once by the vendor of `benchmarks.load`. `make soak` fails
where something grew or was left.

    python -m benchmarks.soak --jobs 1000
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from mcp import Client
from sqlmodel import col, func, select

from benchmarks.load import environment, films, vendor
from footage.threads import utc_now
from routing.emulators.openai_video import OpenAIVideoEmulator
from storage.books.ledger import Ledger
from storage.db import Database
from storage.tables import Attempt, OpenHold
from tests.servers import leftovers, process_of, server

AT_ONCE, GROWTH_BAR = 20, 0.05
WARM = 3
"""Of ten looks, those until whose end pools of connections and threads may still fill."""


@dataclass(frozen=True)
class State:
    """What a server holds while nothing runs."""

    films: int
    rss_mb: float
    open_files: int
    threads: int
    holds: int
    open_attempts: int
    """Requests to vendors that nobody knows the end of."""

    off_balances: int
    """Balances that are not the sum of their entries."""

    work_files: int


def growth(states: Sequence[State]) -> float:
    """Of memory from the first looks to the last ones: of the least, for some of it is given back only now and then."""
    return min(one.rss_mb for one in states[-WARM:]) / min(one.rss_mb for one in states[:WARM]) - 1


def leaks(states: Sequence[State]) -> list[str]:
    """What grew, or was left behind."""
    found = [f"memory grew by {growth(states):.1%} (bar {GROWTH_BAR:.0%})"] if growth(states) >= GROWTH_BAR else []
    for name in ("open_files", "threads"):
        most, last = max(getattr(one, name) for one in states[:WARM]), getattr(states[-1], name)
        found += [f"{name}: {last}, at most {most} at first"] if last > most else []
    for name in ("holds", "open_attempts", "off_balances", "work_files"):
        found += [f"{name}: {most} were left"] if (most := max(getattr(one, name) for one in states)) else []
    return found


def main() -> dict[str, float]:
    """Print and return the figures.

    Raises:
        SystemExit: Something leaks.
    """
    parser = argparse.ArgumentParser(description="Make film after film and look for leaks.")
    parser.add_argument("--jobs", type=int, default=1000)
    jobs = parser.parse_args().jobs
    with tempfile.TemporaryDirectory(prefix="footage-soak-") as name, vendor(Path(name)) as (home, emulator):
        states = asyncio.run(soak(home, emulator, jobs))
    print(f"memory grew by {growth(states):.1%} (bar {GROWTH_BAR:.0%})")
    if found := leaks(states):
        raise SystemExit("\n".join(f"LEAK: {one}" for one in found))
    return {"growth": growth(states)}


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
        is_open = col(Attempt.state).in_(("sending", "accepted", "in_doubt"))
        attempts = session.exec(select(func.count(col(Attempt.id))).where(is_open)).one()
    off = Ledger(database, {}, utc_now).balances.drift()
    database.close()
    return State(
        films=made,
        rss_mb=round(process.memory_info().rss / 1e6, 1),
        open_files=process.num_fds(),
        threads=process.num_threads(),
        holds=holds,
        open_attempts=attempts,
        off_balances=len(list(off)),
        work_files=len(leftovers(home)),
    )


if __name__ == "__main__":
    main()
