"""The processes of `benchmarks.scale`: workers whose jobs do nothing but go by the books, and who places them."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

from footage.caller import LOCAL, Caller
from footage.domain import Queue
from footage.money import Money
from footage.ports.devices import Offer
from footage.ports.jobs import JobContext, JobSpec, Work
from footage.ports.money import Intent
from footage.ports.records import JobResult, Order
from footage.threads import in_thread, utc_now
from storage.books.attempts import AttemptBook
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.engine.engine import DbosEngine
from storage.engine.placing import Placing
from storage.engine.runner import JobRunner
from storage.engine.workers import WorkerTable
from storage.objects.local import LocalObjects

PRICE, CAP = Money(1_000), Money.usd(1_000_000)
TURNS = 6
"""How often a job has the lock that nobody writes beside: placed, claimed, intended, accepted, settled, completed."""

Place = tuple[Path, str]
"""A folder, and the URL of the database."""


class Trivial(Order):
    """A job that waits for a while, if at all."""

    busy_s: float = 0.0


def caller(team: str) -> Caller:
    """Somebody of a team."""
    return Caller(org_id="org", team_id=team, key_id="key", subject="program", scopes=LOCAL.scopes)


def place(where: Place, jobs: int, *, team: str, queue: Queue, each_s: float, busy_s: float) -> None:
    """Place so many jobs that are busy for so long, with a pause after each."""
    database = Database(*where)
    placing = Placing(database)
    mine = JobTable(database, _ledger(database), placing.enqueue, utc_now).for_(caller(team))
    order = Trivial(busy_s=busy_s)
    for _ in range(jobs):
        mine.place(JobSpec(tool="trivial", title="", order=order, queue=queue, backend="fake", hold=PRICE))
        time.sleep(each_s)
    placing.close()
    database.close()


def work(where: Place, number: int, ready: Barrier, over: Event) -> None:
    """Take jobs until it is over."""
    database = Database(*where)
    folder = where[0] / f"worker {number}"
    engine = DbosEngine(database, folder, WorkerTable(database, utc_now), ("cpu", "cloud"), _no_devices, 60.0)
    ledger = _ledger(database)
    jobs = JobTable(database, ledger, engine.enqueue, utc_now)
    make = partial(_make, AttemptBook(database, ledger, utc_now))
    works = {"trivial": Work(order=lambda: Trivial, make=make)}
    engine.launch(JobRunner(jobs, LocalObjects(folder / "media", folder / "work"), works).run)
    ready.wait()
    over.wait()
    engine.close()
    database.close()


def take_turns(where: Place, turns: int, ready: Barrier) -> None:
    """Write so often what must be written alone."""
    database = Database(*where)
    ledger = _ledger(database)
    jobs = JobTable(database, ledger, lambda *_: None, utc_now)
    job = jobs.for_(caller("one")).place(
        JobSpec(tool="trivial", title="", order=Order(), queue="cloud", backend="fake")
    )
    ready.wait()
    for _ in range(turns // 2):
        with database.write() as session:
            hold_id = ledger.hold(session, job.job_id, PRICE, "fake", None)
        with database.write() as session:
            ledger.capture(session, hold_id, PRICE)
    database.close()


async def _make(book: AttemptBook, context: JobContext, order: Trivial) -> JobResult:
    """Everything that the books have to do with a film."""
    job_id, run = context.record.job_id, context.record.runs
    intent = Intent(backend="fake", model="m", quoted=PRICE, request_hash="", vendor="fake", run=run)
    attempt = await in_thread(book.intend, job_id, intent)
    await in_thread(book.accept, attempt.attempt_id, f"operation of {job_id}")
    await asyncio.sleep(order.busy_s)
    await in_thread(book.settle, attempt.attempt_id, "succeeded", PRICE)
    return JobResult()


def _ledger(database: Database) -> Ledger:
    return Ledger(database, {"month": CAP}, utc_now)


def _no_devices() -> Offer:
    raise AssertionError("these workers have no devices")
