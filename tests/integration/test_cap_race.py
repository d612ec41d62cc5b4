"""Four processes spend against one cap at once: never a micro-dollar more, and no refusal that was not needed."""

from __future__ import annotations

from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from footage.errors import BudgetExceededError
from footage.money import ZERO, Money
from footage.ports.money import Intent
from footage.ports.records import JobResult
from storage.db import Database
from tests.forked import FORKED
from tests.support import Books

PROCESSES, TRIES = 4, 60
CAP, PRICE, BILL = Money(100 * 7_001), Money(7_001), Money(7_001)


def spend(path: Path, url: str | None, start: Barrier, out: Queue[int | str]) -> None:
    """A spender's process: tells how many films it paid for, or what went wrong."""
    database = Database(path, url)
    try:
        start.wait()
        out.put(pay_until_refused(Books(database, month=CAP)))
    except Exception as exc:  # noqa: BLE001 - carried to the test, which fails with it
        out.put(repr(exc))
    finally:
        database.close()


def pay_until_refused(books: Books) -> int:
    """Place, submit and settle until the cap says no."""
    paid = 0
    for n in range(TRIES):
        try:
            job = books.place(PRICE)
        except BudgetExceededError:
            continue
        attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=PRICE, request_hash="h"))
        if n % 5 == 4:  # now and then the vendor says no, and the money is free for others
            books.attempts.refuse(attempt.attempt_id, "rate_limited")
            books.jobs.fail(job.job_id, BudgetExceededError("x"))
        else:
            books.attempts.settle(attempt.attempt_id, "succeeded", BILL)
            books.jobs.complete(job.job_id, JobResult())
            paid += 1
    return paid


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_four_processes_never_pass_the_cap(database: Database, database_url: str | None, tmp_path: Path) -> None:
    start, out = FORKED.Barrier(PROCESSES), FORKED.Queue()
    arguments = (tmp_path / "footage.db", database_url, start, out)
    spenders = [FORKED.Process(target=spend, args=arguments) for _ in range(PROCESSES)]
    for spender in spenders:
        spender.start()
    paid = [out.get(timeout=200) for _ in spenders]
    for spender in spenders:
        spender.join(timeout=30)
    assert all(isinstance(count, int) for count in paid), paid
    line = Books(database, month=CAP).ledger.line()
    assert (line.spent, line.held, line.remaining) == (CAP, ZERO, ZERO)
    assert sum(paid) == CAP.microusd // PRICE.microusd
