from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from footage.errors import BudgetExceededError, InvalidInputError
from footage.money import ZERO, Money
from footage.ports.money import Intent
from storage.books.attempts import AttemptBook
from storage.books.jobs import JobTable
from storage.books.ledger import Ledger
from storage.db import Database
from storage.tables import LedgerEntry
from tests.support import Books


def cents(amount: int) -> Money:
    return Money(amount * 10_000)


def test_a_hold_that_fits_exactly_is_taken_and_one_micro_dollar_more_is_not(database: Database) -> None:
    books = Books(database)
    books.place(cents(99))
    with pytest.raises(BudgetExceededError, match=r"month cap of \$1.00"):
        books.place(cents(1) + Money(1))
    books.place(cents(1))
    assert books.ledger.available() == ZERO


def test_a_refused_job_leaves_no_trace(database: Database) -> None:
    books = Books(database)
    with pytest.raises(BudgetExceededError):
        books.place(cents(101))
    assert books.jobs.newest(status=None, limit=10) == []
    assert (books.entries(), books.queued) == ([], [])


def test_a_capture_charges_the_bill_and_frees_the_rest(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(50))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(50), request_hash="h"))
    books.attempts.settle(attempt.attempt_id, "succeeded", cents(30))
    line = books.ledger.line()
    assert (line.spent, line.held, line.remaining) == (cents(30), ZERO, cents(70))
    assert books.ledger.charged(job.job_id) == cents(30)


def test_a_hold_is_captured_once_however_often_it_is_settled(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(50))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(50), request_hash="h"))
    for _ in range(3):
        books.attempts.settle(attempt.attempt_id, "succeeded", cents(30))
    assert books.kinds() == ["hold", "capture"]


def test_the_database_itself_refuses_a_second_resolution(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(50))
    hold = books.entries()[0]

    def resolution() -> LedgerEntry:
        return LedgerEntry(job_id=job.job_id, kind="capture", amount_microusd=1, resolves_id=hold.id, at=books.clock())

    with database.write() as session:
        session.add(resolution())
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(resolution())


def test_a_bill_above_the_hold_is_charged_in_full(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(50))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(50), request_hash="h"))
    books.attempts.settle(attempt.attempt_id, "succeeded", cents(60))
    assert books.ledger.line().spent == cents(60)


def test_a_correction_counts_in_its_own_period(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(50))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(50), request_hash="h"))
    books.attempts.settle(attempt.attempt_id, "succeeded", cents(50))
    hold_id = books.entries()[0].id
    assert hold_id is not None
    with database.write() as session:
        books.ledger.adjust(session, hold_id, -cents(20))
    assert books.ledger.line().spent == cents(30)


def test_a_new_month_starts_with_nothing_spent_but_keeps_what_is_held(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(40))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(40), request_hash="h"))
    books.attempts.settle(attempt.attempt_id, "succeeded", cents(40))
    books.place(cents(25))
    books.clock.advance(days=1)  # 1 April
    line = books.ledger.line()
    assert (line.spent, line.held, line.remaining) == (ZERO, cents(25), cents(75))
    assert books.ledger.report("total").spent_usd == "0.40"


@pytest.mark.parametrize("cap", ["day", "call", "total"])
def test_every_cap_holds(database: Database, cap: str) -> None:
    books = Books(database, **{"month": cents(1000), cap: cents(10)})
    with pytest.raises(BudgetExceededError, match=f"the {cap} cap"):
        books.place(cents(11))
    assert books.ledger.available() == cents(10)


def test_the_callers_own_limit_holds_for_the_whole_job(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(10), max_cost=cents(15))
    first = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(10), request_hash="h"))
    books.attempts.settle(first.attempt_id, "failed", cents(10), "vendor_failed")
    with pytest.raises(BudgetExceededError):
        books.attempts.intend(job.job_id, Intent(backend="other", model="m", quoted=cents(10), request_hash="h"))


def test_free_work_is_allowed_when_nothing_is_left(database: Database) -> None:
    books = Books(database, month=ZERO)
    assert books.place(ZERO).status == "queued"


def test_a_report_shows_caps_spending_doubt_and_a_warning(database: Database) -> None:
    books = Books(database, month=cents(100), day=cents(90))
    job = books.place(cents(80))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(80), request_hash="h"))
    books.attempts.doubt(attempt.attempt_id)
    books.jobs.fail(job.job_id, BudgetExceededError("x"))
    report = books.ledger.report("month")
    assert (report.spent_usd, report.held_usd, report.remaining_usd) == ("0.00", "0.80", "0.10")
    assert {cap.name: cap.remaining_usd for cap in report.caps} == {"month": "0.20", "day": "0.10"}
    assert [(doubt.job_id, doubt.backend, doubt.held_usd) for doubt in report.in_doubt] == [
        (job.job_id, "fake", "0.80")
    ]
    assert report.warning is not None
    assert report.warning in report.message


def test_spending_is_shown_by_backend(database: Database) -> None:
    books = Books(database)
    for backend, bill in (("fake", 10), ("fake", 20), ("other", 5)):
        job = books.place(cents(bill), backend=backend)
        attempt = books.attempts.intend(
            job.job_id, Intent(backend=backend, model="m", quoted=cents(bill), request_hash="h")
        )
        books.attempts.settle(attempt.attempt_id, "succeeded", cents(bill))
    rows = books.ledger.report("month").by_backend
    assert [(row.backend, row.spent_usd, row.jobs) for row in rows] == [("fake", "0.30", 2), ("other", "0.05", 1)]


def test_spending_is_shown_by_day_in_the_users_zone_and_carried_on_to_the_months_end(database: Database) -> None:
    books = Books(database)
    books.ledger = Ledger(database, {"month": cents(1000)}, books.clock, time_zone="Asia/Tokyo")
    books.attempts = AttemptBook(database, books.ledger, books.clock)
    for at in (datetime(2026, 4, 9, 14, tzinfo=UTC), datetime(2026, 4, 9, 16, tzinfo=UTC)):
        books.clock.now = at
        job = books.place(cents(50))
        intent = Intent(backend="fake", model="m", quoted=cents(50), request_hash="h")
        books.attempts.settle(books.attempts.intend(job.job_id, intent).attempt_id, "succeeded", cents(50))
    books.clock.now = datetime(2026, 4, 10, 15, tzinfo=UTC)  # ten whole days of April have passed in Tokyo
    report = books.ledger.report("month")
    assert [(str(one.day), one.spent_usd) for one in report.by_day] == [("2026-04-10", "0.50"), ("2026-04-09", "0.50")]
    assert report.forecast_usd == "3.00"


def test_a_cap_lowered_below_what_is_held_loses_nothing_and_says_what_is_left(database: Database) -> None:
    books = Books(database, month=cents(100))
    job = books.place(cents(80))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(80), request_hash="h"))
    lowered = Books(database, month=cents(30))
    assert lowered.ledger.line().remaining == ZERO
    assert lowered.ledger.report("month").remaining_usd == "0.00"
    with pytest.raises(BudgetExceededError, match=r"only \$0.00 is left of the month cap of \$0.30"):
        lowered.place(cents(1))
    lowered.place(ZERO)
    lowered.attempts.settle(attempt.attempt_id, "succeeded", cents(70))
    assert (lowered.ledger.line().spent, lowered.ledger.line().held) == (cents(70), ZERO)


def test_what_is_held_before_midnight_and_billed_after_counts_in_the_month_of_the_bill(database: Database) -> None:
    books = Books(database)
    books.clock.now = datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)
    job = books.place(cents(60))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(60), request_hash="h"))
    books.clock.now = datetime(2026, 4, 1, tzinfo=UTC)
    with pytest.raises(BudgetExceededError):
        books.place(cents(41))
    books.attempts.settle(attempt.attempt_id, "succeeded", cents(60))
    assert books.ledger.line().spent == cents(60)
    books.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    assert books.ledger.line().spent == ZERO


def test_no_more_is_given_back_than_was_charged(database: Database) -> None:
    books = Books(database)
    job = books.place(cents(50))
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=cents(50), request_hash="h"))
    hold_id = books.entries()[0].id
    assert hold_id is not None
    with pytest.raises(InvalidInputError, match="given back"), database.write() as session:
        books.ledger.adjust(session, hold_id, -cents(1))  # nothing was charged yet
    books.attempts.settle(attempt.attempt_id, "succeeded", cents(50))
    with database.write() as session:
        books.ledger.adjust(session, hold_id, -cents(20))
    with pytest.raises(InvalidInputError, match="given back"), database.write() as session:
        books.ledger.adjust(session, hold_id, -cents(31))
    with database.write() as session:
        books.ledger.adjust(session, hold_id, -cents(30))
    assert books.ledger.line().spent == ZERO


@pytest.mark.parametrize("bill", [-cents(1), Money.usd(1_000_000)])
def test_nothing_absurd_is_captured(database: Database, bill: Money) -> None:
    books = Books(database)
    books.place(cents(50))
    hold_id = books.entries()[0].id
    assert hold_id is not None
    with pytest.raises(InvalidInputError, match="cannot be charged"), database.write() as session:
        books.ledger.capture(session, hold_id, bill)
    assert (books.ledger.line().spent, books.ledger.line().held) == (ZERO, cents(50))


@pytest.mark.parametrize(
    ("zone", "spent_at", "now"),
    [
        # Clocks go back over midnight: 1 November begins at 04:00 UTC, and 05:15 is 00:15 for the second time.
        ("America/Havana", datetime(2026, 11, 1, 4, 0, tzinfo=UTC), datetime(2026, 11, 1, 5, 15, tzinfo=UTC)),
        # 6 September 2026 has no midnight: it begins at 01:00, 04:00 UTC.
        ("America/Santiago", datetime(2026, 9, 6, 4, 0, tzinfo=UTC), datetime(2026, 9, 6, 4, 30, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2026, 10, 31, 11, 0, tzinfo=UTC), datetime(2026, 10, 31, 12, 0, tzinfo=UTC)),
    ],
)
def test_a_day_begins_with_its_first_moment_wherever_clocks_are_changed(
    database: Database, zone: str, spent_at: datetime, now: datetime
) -> None:
    clock = Books(database).clock
    ledger = Ledger(database, {"month": cents(1000), "day": cents(50)}, clock, time_zone=zone)
    books = Books(database)
    books.clock, books.ledger = clock, ledger
    books.jobs = JobTable(database, ledger, books._enqueue, clock)
    books.attempts = AttemptBook(database, ledger, clock)

    def spend(amount: Money) -> None:
        job = books.place(amount)
        intent = Intent(backend="fake", model="m", quoted=amount, request_hash="h")
        books.attempts.settle(books.attempts.intend(job.job_id, intent).attempt_id, "succeeded", amount)

    clock.now = spent_at - timedelta(seconds=1)
    spend(cents(20))  # still yesterday's
    clock.now = spent_at
    spend(cents(50))
    clock.now = now
    assert ledger.report("day").spent_usd == "0.50"
    with pytest.raises(BudgetExceededError, match="day cap"):
        books.place(cents(1))
