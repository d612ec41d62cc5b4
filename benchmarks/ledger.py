"""Hold and capture pairs a second over four processes on one SQLite file, each pair as two durable transactions.

Beside it the paid path's own pair, which writes the attempt and its events too, and the naive way: one process that
keeps a balance in a row and commits twice a pair, with `synchronous=FULL` as well.

    python -m benchmarks.ledger
"""

from __future__ import annotations

import multiprocessing
import sqlite3
import tempfile
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlmodel import Session

from footage.domain import Queue
from footage.money import Money
from footage.ports.jobs import JobSpec
from footage.ports.money import Intent
from footage.threads import utc_now
from storage.books.attempts import AttemptBook
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.schema import upgrade

PROCESSES, PAIRS = 4, 250
PRICE = Money(1_000)
CAP = Money(PROCESSES * PAIRS * PRICE.microusd)


def main() -> dict[str, float]:
    """Print and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        rate, overshoot = _race(Path(name) / "ledger.db", _hold_and_capture)
        paid_path, _ = _race(Path(name) / "attempts.db", _attempt_and_settle)
        naive = _balance_in_a_row(Path(name) / "naive.db")
    print(f"{rate:.0f} hold+capture pairs a second over {PROCESSES} processes (bar 200), overshoot {overshoot}")
    print(f"{paid_path:.0f} a second with their attempts and events")
    print(f"{rate / naive:.2f} of a balance in a row, one process, no history ({naive:.0f}/s)")
    return {
        "pairs_per_s": rate,
        "attempts_per_s": paid_path,
        "overshoot_microusd": overshoot.microusd,
        "share_of_naive": rate / naive,
    }


def _race(path: Path, spend: Callable[[Path, Barrier], None]) -> tuple[float, Money]:
    """Pairs a second, and what was spent beyond a cap that they just reach."""
    database = Database(path)
    upgrade(database)
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(PROCESSES + 1)
    workers = [context.Process(target=spend, args=(path, barrier)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    barrier.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    rate = PROCESSES * PAIRS / (time.perf_counter() - began)
    line = Ledger(database, {"month": CAP}, utc_now).line()
    database.close()
    return rate, line.spent + line.held - CAP


def _hold_and_capture(path: Path, barrier: Barrier) -> None:
    database, ledger, job_id = _open(path)
    barrier.wait()
    for _ in range(PAIRS):
        with database.write() as session:
            hold_id = ledger.hold(session, job_id, PRICE, "fake", None)
        with database.write() as session:
            ledger.capture(session, hold_id, PRICE)
    database.close()


def _attempt_and_settle(path: Path, barrier: Barrier) -> None:
    database, ledger, job_id = _open(path)
    attempts = AttemptBook(database, ledger, utc_now)
    barrier.wait()
    for _ in range(PAIRS):
        attempt = attempts.intend(job_id, Intent(backend="fake", model="m", quoted=PRICE, request_hash=""))
        attempts.settle(attempt.attempt_id, "succeeded", PRICE)
    database.close()


def _open(path: Path) -> tuple[Database, Ledger, str]:
    database = Database(path)
    ledger = Ledger(database, {"month": CAP}, utc_now)
    jobs = JobTable(database, ledger, _enqueue, utc_now)
    job = jobs.place(JobSpec(tool="generate_video", title="", request={}, queue="cloud", backend="fake"))
    return database, ledger, job.job_id


def _enqueue(session: Session, job_id: str, queue: Queue, runs: int) -> None:
    """Nothing takes these jobs."""


def _balance_in_a_row(path: Path) -> float:
    """Pairs of commits a second."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE budget (held INTEGER, spent INTEGER)")
    connection.execute("INSERT INTO budget VALUES (0, 0)")
    began = time.perf_counter()
    for _ in range(PAIRS):
        for statement in ("UPDATE budget SET held = held + 1000", "UPDATE budget SET held = 0, spent = spent + 1000"):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(statement)
            connection.execute("COMMIT")
    connection.close()
    return PAIRS / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
