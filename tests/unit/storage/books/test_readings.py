"""What the database tells those who watch over it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import col, update

from footage.errors import VendorFailedError
from footage.money import Money
from footage.ports.devices import Offer
from footage.ports.limits import StandingCap
from footage.ports.meters import CapUsed, Rate, Readings, Spent, Sums, Waiting
from footage.ports.money import Intent
from storage.books import readings
from storage.books.breaker import PAUSE_S
from storage.books.caps import CapTable
from storage.books.health import HealthTable
from storage.books.periods import Calendar
from storage.books.readings import DRIFT_EVERY, ReadingBook
from storage.db import Database
from storage.team_tables import Balance
from tests.support import Books


def cents(count: int) -> Money:
    return Money(10_000 * count)


def book_of(books: Books) -> ReadingBook:
    calendar = Calendar(books.clock, "UTC")
    alive = [Offer(host="here", devices=("H200", "H200"), backends=("wan",))]
    return ReadingBook(books.database, books.ledger.balances, calendar, lambda: alive)


def make(books: Books, bill_cents: int, state: str, *, backend: str = "fake", team_id: str = "red") -> None:
    """A job whose only attempt ends so."""
    job = books.place(cents(bill_cents), backend=backend, team_id=team_id)
    books.jobs.claim(job.job_id)
    intent = Intent(backend=backend, vendor=backend, model="m", quoted=cents(bill_cents), request_hash="h")
    attempt = books.attempts.intend(job.job_id, intent)
    if state == "succeeded":
        books.attempts.accept(attempt.attempt_id, f"op-{job.job_id}")
        books.attempts.settle(attempt.attempt_id, "succeeded", cents(bill_cents))
    elif state == "in_doubt":
        books.attempts.doubt(attempt.attempt_id)
    else:
        books.attempts.refuse(attempt.attempt_id, state)
    books.jobs.fail(job.job_id, VendorFailedError("no", backend=backend))


def test_an_empty_database_tells_that_nothing_is_there(database: Database) -> None:
    found = book_of(Books(database)).read()
    empty = Readings(queues={queue: Waiting() for queue in ("cpu", "cloud", "gpu")}, devices=2)
    assert replace(found, caps=()) == empty
    assert found.caps == [CapUsed("installation", "", "month", 0.0)]
    assert book_of(Books(database)).sums() == Sums(by_backend=[], by_team=[])


def test_jobs_money_and_vendors_are_told(database: Database) -> None:
    books = Books(database, month=Money.usd("1.00"))
    CapTable(database, books.clock).set(
        [
            StandingCap(scope="team", id="red", unit="microusd", period="month", amount=Money.usd("0.40").microusd),
            StandingCap(scope="team", id="green", unit="microusd", period="day", amount=0),
            StandingCap(scope="team", id="red", unit="bytes", period="total", amount=5),
        ]
    )
    make(books, 10, "succeeded")
    make(books, 5, "succeeded", backend="veo", team_id="blue")
    make(books, 20, "in_doubt")
    make(books, 1, "vendor_failed")
    make(books, 1, "moderation_prompt")  # speaks of the prompt, not of the backend
    books.place()
    books.clock.advance(seconds=30)
    books.jobs.claim(books.place(queue="cpu").job_id)
    books.place(queue="cpu")
    health = HealthTable(database, books.clock)
    health.failed("veo", "auth_failed")
    found = book_of(books).read()
    assert found.queues == {"cloud": Waiting(1, 30.0, 0), "cpu": Waiting(1, 0.0, 1), "gpu": Waiting()}
    assert (found.in_doubt, found.in_doubt_amount) == (1, cents(20))
    assert found.caps == [CapUsed("installation", "", "month", 0.35), CapUsed("team", "red", "month", 0.75)]
    sums = book_of(books).sums()
    assert sums.by_backend == [Spent("fake", cents(10), 1), Spent("veo", cents(5), 1)]
    assert sums.by_team == [Spent("red", cents(10), 1), Spent("blue", cents(5), 1)]
    assert found.lately == {"fake": Rate(3, 1), "veo": Rate(1, 1)}
    assert found.breakers == {"veo": "open"}
    books.clock.advance(seconds=PAUSE_S + 1)
    assert book_of(books).read().breakers == {"veo": "half_open"}
    books.clock.advance(hours=2)
    assert book_of(books).read().lately == {}


def test_only_so_many_teams_are_told_one_by_one(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "LARGEST", 3)
    books = Books(database, month=Money.usd("100"))
    for n in range(5):
        make(books, n + 1, "succeeded", team_id=f"team{n}")
    found = book_of(books).sums().by_team
    assert len(found) == 4
    assert found[0] == Spent(f"team{4}", cents(5), 1)
    assert found[-1] == Spent("other", cents(3), 2)


@pytest.mark.slow
def test_books_that_do_not_balance_are_told_after_a_while(database: Database) -> None:
    books = Books(database)
    for _ in range(20):  # until sums are kept
        make(books, 1, "succeeded")
    book = book_of(books)
    assert book.sums().drift == Money(0)
    with database.write() as session:
        session.execute(update(Balance).where(col(Balance.period) == "month").values(used=Balance.used + 7))
    assert book.sums().drift == Money(0)
    books.clock.advance(seconds=DRIFT_EVERY.total_seconds())
    assert book.sums().drift == Money(7)
