"""A real job engine in this process, and other processes that place jobs, lock the database or cut connections."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from footage.caller import LOCAL
from footage.ports.devices import Offer
from footage.ports.jobs import JobSpec
from footage.ports.records import Order
from footage.threads import utc_now
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.engine.engine import DbosEngine
from storage.engine.runs import RunJob
from storage.engine.workers import WorkerTable
from tests.servers import ROOT

ENOUGH_S = 60.0
"""Longer than anything takes here; who waits this long waits in vain."""

_LOCK = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
database.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
database.execute("ROLLBACK")
"""
_PLACE = """
import sys
from pathlib import Path
from tests.engines import place_here
place_here(Path(sys.argv[1]), sys.argv[2] or None)
"""


class Patient(threading.Event):
    """An event that fails the test when it does not come."""

    def arrive(self) -> None:
        """Wait for it."""
        assert self.wait(ENOUGH_S), "it never came"


@dataclass(frozen=True)
class Running:
    """An engine at work, and the table to place its jobs in."""

    engine: DbosEngine
    jobs: JobTable


@contextlib.contextmanager
def engine_over(database: Database, folder: Path, run_job: Callable[[JobTable], RunJob]) -> Iterator[Running]:
    """An engine that runs every job by `run_job`."""
    engine = DbosEngine(database, folder / "slots", WorkerTable(database, utc_now), ("cpu", "cloud"), _nothing, 60.0)
    jobs = JobTable(database, Ledger(database, {}, utc_now), engine.enqueue, utc_now)
    try:
        engine.launch(run_job(jobs))
        yield Running(engine, jobs)
    finally:
        engine.close()


def _nothing() -> Offer:
    raise AssertionError("this engine has no devices")


@contextlib.contextmanager
def locked(database: Database) -> Iterator[None]:
    """A SQLite file that another process has begun to write to, for as long as the block lasts."""
    command = [sys.executable, "-c", _LOCK, str(database.engine.url.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as locker:
        assert locker.stdout is not None
        assert locker.stdout.readline() == "locked\n"
        yield
        locker.communicate()


def place_elsewhere(path: Path, url: str | None) -> None:
    """Place a job from a process of its own, which runs none."""
    subprocess.run([sys.executable, "-c", _PLACE, str(path), url or ""], cwd=ROOT, check=True, timeout=ENOUGH_S)


def place_here(path: Path, url: str | None) -> None:
    """What that process does."""
    database = Database(path, url)
    engine = DbosEngine(database, path.parent / "slots", WorkerTable(database, utc_now), ("cpu",), _nothing, 60.0)
    engine.connect()  # not launched, so that it takes no jobs
    jobs = JobTable(database, Ledger(database, {}, utc_now), engine.enqueue, utc_now)
    jobs.for_(LOCAL).place(JobSpec(tool="t", title="a film", order=Order(), queue="cpu", backend="fake"))
    database.close()


def cut_connections(url: str) -> int:
    """End every session of a PostgreSQL database from the server's side; how many there were."""
    admin = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    with admin.connect() as connection:
        cut = connection.execute(text(others + "pg_backend_pid()")).all()
    admin.dispose()
    return len(cut)
