"""Four processes spend against one cap at once: never a micro-dollar more, and no refusal that was not needed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from footage.errors import BudgetExceededError
from footage.money import ZERO, Money
from footage.ports.jobs import JobSpec
from footage.ports.limits import CapScope, payers
from footage.ports.money import Intent
from footage.ports.records import JobResult
from storage.books.caps import CapTable, of_money
from storage.db import Database
from tests.cap_hammer import CapHammer
from tests.drills import drill, rounds
from tests.forked import FORKED
from tests.support import AnyOrder, Books
from tests.teams import ANN

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


CALLS, ROOM, PLACERS = 34, 10, 3


def place_at_once(path: Path, url: str | None, start: Barrier, out: Queue[list[str]]) -> None:
    """A server's process: many calls of one key at the same time."""
    database = Database(path, url)
    books = Books(database, month=Money.usd(1_000))
    books.ledger.line()  # connected
    start.wait(60)

    def call(_n: int) -> str:
        spec = JobSpec(tool="t", title="", order=AnyOrder(), queue="cloud", hold=PRICE, backend="fake")
        try:
            return books.jobs.for_(ANN).place(spec).job_id
        except BudgetExceededError:
            return ""
        except Exception as exc:  # noqa: BLE001 - carried to the test, which fails with it
            return repr(exc)

    with ThreadPoolExecutor(CALLS) as pool:
        out.put(list(pool.map(call, range(CALLS))))
    database.close()


@pytest.mark.slow
def test_a_hundred_calls_at_once_over_three_processes_get_what_the_cap_is_worth(
    database: Database, database_url: str | None, tmp_path: Path
) -> None:
    books = Books(database, month=Money.usd(1_000))
    caps = CapTable(database, books.clock)
    wide: tuple[CapScope, ...] = ("org", "person", "key")
    caps.set([of_money(scope, payers(ANN)[scope], "month", Money(100 * PRICE.microusd)) for scope in wide])
    caps.set([of_money("team", "a", "month", Money(ROOM * PRICE.microusd))])
    start, out = FORKED.Barrier(PLACERS), FORKED.Queue()
    arguments = (tmp_path / "footage.db", database_url, start, out)
    placers = [FORKED.Process(target=place_at_once, args=arguments) for _ in range(PLACERS)]
    for placer in placers:
        placer.start()
    said = [one for _ in placers for one in out.get(timeout=120)]
    for placer in placers:
        placer.join(timeout=30)
    jobs = [one for one in said if one]
    assert len(jobs) == ROOM, jobs  # to the micro-dollar: the last one fits exactly
    assert books.ledger.for_(ANN).line().held == Money(ROOM * PRICE.microusd)
    for job_id in jobs:  # a client that gives up, and one that goes away, leave nothing behind that blocks others
        books.jobs.request_cancel(job_id)
    assert books.ledger.for_(ANN).line().remaining == Money(ROOM * PRICE.microusd)
    assert books.ledger.balances.drift() == []


@drill
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nobody_overspends_on_any_level_while_processes_are_killed(
    database: Database, database_url: str | None, tmp_path: Path
) -> None:
    outcome = CapHammer((tmp_path / "footage.db", database_url), holds=rounds(80, 200), spenders=3).run()
    assert outcome.harm == {}, outcome
    assert outcome.kills >= 3
    assert outcome.refused > rounds(0, 20), "the caps did not bind"
