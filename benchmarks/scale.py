"""One PostgreSQL under 1 to 8 workers and 3 servers that place: jobs a second, latency, what a job costs the database.

Every job goes the whole way of a paid film (placed with its hold, queued, claimed, intended, accepted, settled,
completed) and does nothing else, so that what is measured is the keeping of books. The figures are then put into a
simulation of a large fleet, see `benchmarks.fleet_simulation`.

    python -m benchmarks.scale
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
from sqlalchemy import create_engine, text
from sqlmodel import col, func, select

from benchmarks import scale_parts
from benchmarks.fleet_simulation import Costs, table
from benchmarks.ledger import postgres_server
from benchmarks.load import p95_of
from benchmarks.scale_parts import Place
from footage.domain import TERMINAL, Queue
from storage.db import Database
from storage.engine.placing import Placing
from storage.schema import upgrade
from storage.tables import Job

WORKERS = (1, 2, 4, 8)
SERVERS, JOBS = 3, 180
ALONE, ALONE_EACH_S = 25, 0.2
"""Jobs that are placed one by one, and the pause between two of them."""

BUSY_S, MANY, FEW = 0.1, 20, 2
"""For each worker: short jobs of one team, and those of another one that come behind them."""

IDLE_S, LOOK_S, TURNS = 4.0, 0.02, 300

_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload(["benchmarks.scale_parts"])


@dataclass(frozen=True)
class Used:
    """What the database did meanwhile."""

    wall_s: float
    cpu_s: float
    transactions: int


@dataclass(frozen=True)
class Figures:
    """What was seen with so many workers; milliseconds are those of a processor of the database.

    Attributes:
        workers: How many.
        jobs_per_s: While there is much to do.
        latencies_s: Of jobs from being placed to their end, while there is little to do.
        job_ms: Of each job, while there is much to do.
        lone_job_ms: The same while there is little to do: now each job wakes everybody.
        transactions: Of each job.
        idle_ms: Of each second of a worker that has nothing to do.
        busy_ms: The same while some job waits that it cannot have, so that it looks again and again.
        connections: Of each worker.
        few_s: How long a team's few jobs took that came behind another one's many.
        many_s: How long those took.
    """

    workers: int
    jobs_per_s: float
    latencies_s: list[float]
    job_ms: float
    lone_job_ms: float
    transactions: float
    idle_ms: float
    busy_ms: float
    connections: float
    few_s: float
    many_s: float

    def told(self) -> str:
        """In some lines."""
        median_ms, p95_ms = 1000 * statistics.median(self.latencies_s), 1000 * p95_of(self.latencies_s)
        return (
            f"{self.workers} workers: {self.jobs_per_s:.0f} jobs/s; one alone takes {median_ms:.0f} ms, "
            f"p95 {p95_ms:.0f} ms\n"
            f"    the database: {self.job_ms:.1f} ms and {self.transactions:.0f} transactions a job, "
            f"{self.lone_job_ms:.1f} ms for one alone; {self.idle_ms:.1f} ms a second for an idle worker, "
            f"{self.busy_ms:.1f} ms while jobs wait; {self.connections:.0f} connections each\n"
            f"    {FEW * self.workers} jobs behind {MANY * self.workers} of another team: {self.few_s:.1f} s, "
            f"those: {self.many_s:.1f} s"
        )


class Server:
    """The database's server, as its machine sees it.

    Args:
        url: Of a database on it.
    """

    def __init__(self, url: str) -> None:
        self._admin = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        self._process = psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))

    @contextlib.contextmanager
    def watched(self, into: list[Used]) -> Iterator[None]:
        """Append what it did during the block."""
        began_s, cpu_s, transactions = time.monotonic(), self._cpu_s(), self._one("sum(xact_commit)")
        yield
        wall_s = time.monotonic() - began_s
        into.append(Used(wall_s, self._cpu_s() - cpu_s, self._one("sum(xact_commit)") - transactions))

    def connections(self) -> int:
        """Of this database, without our own."""
        return self._one("sum(numbackends)") - 1

    def close(self) -> None:
        """Look no more."""
        self._admin.dispose()

    def _one(self, figure: str) -> int:
        statement = f"SELECT {figure} FROM pg_stat_database WHERE datname = current_database()"
        with self._admin.connect() as connection:
            return int(connection.execute(text(statement)).scalar_one())

    def _cpu_s(self) -> float:
        own = self._process.cpu_times()
        total = own.user + own.system + own.children_user + own.children_system
        for child in self._process.children():
            with contextlib.suppress(psutil.NoSuchProcess):
                times = child.cpu_times()
                total += times.user + times.system
        return float(total)


def main() -> dict[str, float]:
    """Print and return the figures."""
    with tempfile.TemporaryDirectory(prefix="footage-scale-") as name, postgres_server() as new_database:
        measured = [_measure((Path(name), new_database(f"scale_{workers}")), workers) for workers in WORKERS]
        turns_per_s = _turns_per_s((Path(name), new_database("turns")))
    print(f"{turns_per_s:.0f} turns of the lock a second over {SERVERS} processes")
    print(f"{os.cpu_count()} processors for all of it, load {os.getloadavg()[0]:.1f}")
    costs = _costs(measured, turns_per_s)
    print(table(costs))
    return {
        "jobs_per_s": max(one.jobs_per_s for one in measured),
        "database_ms_per_job": costs.job_ms,
        "database_ms_per_job_and_worker": costs.wake_ms,
        "turns_per_s": turns_per_s,
    }


def _costs(measured: list[Figures], turns_per_s: float) -> Costs:
    """What a job costs by itself, and what for each worker that it wakes: a line through what was seen."""
    line = statistics.linear_regression([one.workers for one in measured], [one.lone_job_ms for one in measured])
    return Costs(
        job_ms=statistics.median(one.job_ms for one in measured),
        wake_ms=max(line.slope, 0.0),
        idle_ms=statistics.median(one.idle_ms for one in measured),
        busy_ms=statistics.median(one.busy_ms for one in measured),
        turns=scale_parts.TURNS,
        turn_ms=1000 / turns_per_s,
        connections=statistics.median(one.connections for one in measured),
    )


def _measure(where: Place, workers: int) -> Figures:
    database = Database(*where)
    upgrade(database)
    Placing(database).close()  # makes the engine's tables
    server = Server(where[1])
    used: list[Used] = []
    with _working(where, workers):
        with server.watched(used):
            time.sleep(IDLE_S)
        connections = server.connections() / workers
        with server.watched(used):
            _place("alone", where, 1, ALONE, "cloud", each_s=ALONE_EACH_S)
            _until_done(database)
        with server.watched(used):
            _place("all", where, SERVERS, JOBS // SERVERS, "cloud")
            _until_done(database)
        _place("device", where, 1, 1, "gpu")  # nobody here has one
        with server.watched(used):
            time.sleep(IDLE_S)
        _place("many", where, 1, MANY * workers, "cpu", busy_s=BUSY_S)
        _place("few", where, 1, FEW * workers, "cpu", busy_s=BUSY_S)
        _until_done(database)
    idle, alone, burst, busy = used
    figures = Figures(
        workers=workers,
        jobs_per_s=JOBS / burst.wall_s,
        latencies_s=_took_s(database, "alone"),
        job_ms=1000 * burst.cpu_s / JOBS,
        lone_job_ms=1000 * (alone.cpu_s - idle.cpu_s / idle.wall_s * alone.wall_s) / ALONE,
        transactions=burst.transactions / JOBS,
        idle_ms=1000 * idle.cpu_s / idle.wall_s / workers,
        busy_ms=1000 * busy.cpu_s / busy.wall_s / workers,
        connections=connections,
        few_s=max(_took_s(database, "few")),
        many_s=max(_took_s(database, "many")),
    )
    print(figures.told(), flush=True)
    server.close()
    database.close()
    return figures


@contextlib.contextmanager
def _working(where: Place, workers: int) -> Iterator[None]:
    """So many workers, each a process, that take jobs until the block ends."""
    ready, over = _FORK.Barrier(workers + 1), _FORK.Event()
    processes = [_FORK.Process(target=scale_parts.work, args=(where, n, ready, over)) for n in range(workers)]
    for one in processes:
        one.start()
    try:
        ready.wait(60)
        time.sleep(1)  # they have looked around
        yield
    finally:
        over.set()
        for one in processes:
            one.join(30)
            one.kill()


def _place(
    team: str, where: Place, servers: int, each: int, queue: Queue, *, each_s: float = 0.0, busy_s: float = 0.0
) -> None:
    """Have servers, each a process, place so many jobs each; returns when all are placed."""
    what = partial(scale_parts.place, where, each, team=team, queue=queue, each_s=each_s, busy_s=busy_s)
    processes = [_FORK.Process(target=what) for _ in range(servers)]
    for one in processes:
        one.start()
    for one in processes:
        one.join()


def _until_done(database: Database) -> None:
    is_open = select(func.count()).where(col(Job.status).not_in(TERMINAL), Job.queue != "gpu")
    while True:
        with database.read() as session:
            if not session.scalar(is_open):
                return
        time.sleep(LOOK_S)


def _took_s(database: Database, team: str) -> list[float]:
    """How long each of a team's jobs took from being placed to its end."""
    with database.read() as session:
        jobs = session.scalars(select(Job).where(Job.team_id == team)).all()
    return [(one.finished_at - one.created_at).total_seconds() for one in jobs if one.finished_at]


def _turns_per_s(where: Place) -> float:
    """How often the lock can be had, over some processes that want nothing else."""
    database = Database(*where)
    upgrade(database)
    database.close()
    ready = _FORK.Barrier(SERVERS + 1)
    processes = [_FORK.Process(target=scale_parts.take_turns, args=(where, TURNS, ready)) for _ in range(SERVERS)]
    for one in processes:
        one.start()
    ready.wait(60)
    began_s = time.perf_counter()
    for one in processes:
        one.join()
    return SERVERS * TURNS / (time.perf_counter() - began_s)


if __name__ == "__main__":
    main()
