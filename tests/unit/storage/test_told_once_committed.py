"""What the books tell those who count: what was written, once it is, and nothing that was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from footage import meters
from footage.errors import VendorFailedError
from footage.money import ZERO, Money
from footage.ports.meters import NobodyCounts
from footage.ports.money import Intent
from footage.ports.records import JobPlan, JobResult
from storage.db import Database, once_committed
from tests.support import Books, a_verdict

CENT = Money(10_000)


class Heard(NobodyCounts):
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def job_ended(self, tool: str, outcome: Any, seconds: float) -> None:
        self.told.append(("job", tool, outcome, seconds))

    def attempt_ended(self, backend: str, outcome: str, seconds: float) -> None:
        self.told.append(("attempt", backend, outcome, seconds))

    def charged(self, backend: str, amount: Money) -> None:
        self.told.append(("charged", backend, amount))

    def judged(self, backend: str, quality: Any) -> None:
        self.told.append(("judged", backend, quality.score))


@pytest.fixture
def heard() -> Iterator[Heard]:
    one = Heard()
    meters.tell(one)
    yield one
    meters.tell(NobodyCounts())


@pytest.mark.parametrize("serial", [True, False])
def test_what_is_taken_back_is_not_told(database: Database, serial: bool) -> None:
    told: list[str] = []
    with database.write(serial=serial) as session:
        once_committed(session, lambda: told.append("written"))
        assert told == []
    assert told == ["written"]

    def take_back() -> None:
        with database.write(serial=serial) as session:
            once_committed(session, lambda: told.append("taken back"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_back()
    assert told == ["written"]


def test_a_film_that_is_made_is_told_with_its_bill(database: Database, heard: Heard) -> None:
    books = Books(database)
    plan = JobPlan(backend="fake", model="m", reason="", degraded=False)
    job = books.place(CENT, plan=plan)
    books.jobs.claim(job.job_id)
    attempt = books.attempts.intend(job.job_id, Intent(backend="fake", model="m", quoted=CENT, request_hash="h"))
    books.attempts.accept(attempt.attempt_id, "operation")
    books.clock.advance(seconds=9)
    for _ in range(2):  # the second time there is nothing left to write
        books.attempts.settle(attempt.attempt_id, "succeeded", CENT)
        books.jobs.complete(job.job_id, JobResult(quality=a_verdict()))
    assert heard.told == [
        ("charged", "fake", CENT),
        ("attempt", "fake", "succeeded", 9.0),
        ("judged", "fake", a_verdict().score),
        ("job", "generate_video", "completed", 9.0),
    ]
    heard.told.clear()
    books.attempts.correct(job.job_id, ZERO)
    assert heard.told == [("charged", "fake", -CENT)]


def test_jobs_that_fail_or_never_start_are_told_too(database: Database, heard: Heard) -> None:
    books = Books(database)
    failed, waiting = books.place(), books.place()
    books.jobs.claim(failed.job_id)
    books.jobs.fail(failed.job_id, VendorFailedError("no", backend="fake"))
    books.mine.request_cancel(waiting.job_id)
    books.mine.request_cancel(waiting.job_id)
    assert heard.told == [
        ("job", "generate_video", "failed", 0.0),
        ("job", "generate_video", "cancelled", 0.0),
    ]
