"""A clock that was wrong, far ahead, and then set right: nothing is waited for that will come in years.

A machine without a battery, or a virtual one that slept, has such a clock until it hears of the time.
"""

from __future__ import annotations

import pytest

from footage.money import Money
from footage.ports.generators import RateLimits
from footage.ports.money import Intent, NoPlaceError
from footage.ports.stock import Allowance
from storage.books.health import HealthTable
from storage.books.history import AttemptHistory
from storage.books.rates import RateTable
from storage.books.stock import StockTable
from storage.db import Database
from tests.support import Books, Clock
from tests.teams import ANN

COST = Money.usd("0.05")
YEAR = {"days": 365.0}
BACK = {"days": -365.0}


def _intent(limits: RateLimits | None = None) -> Intent:
    return Intent(limits=limits, backend="veo", vendor="veo", model="m", quoted=COST, request_hash="h", expected_s=10)


def test_a_rate_is_not_used_up_until_next_year(database: Database) -> None:
    clock = Clock()
    rates = RateTable(database, clock, 2, burst=3)
    clock.advance(**YEAR)
    assert [rates.take(ANN) for _ in range(3)] == [0.0] * 3
    clock.advance(**BACK)
    if database.is_sqlite:  # the other has a clock of its own
        assert [rates.take(ANN) for _ in range(3)] == [0.0] * 3
    assert 25 < rates.take(ANN) <= 30, "and it is a rate from then on"


def test_a_vendor_that_failed_next_year_is_tried_now(database: Database) -> None:
    clock = Clock()
    health = HealthTable(database, clock)
    clock.advance(**YEAR)
    health.failed("veo", "auth_failed")
    assert health.admit("veo") == "no"
    clock.advance(**BACK)
    assert health.paused() == {}
    assert [health.admit("veo"), health.admit("veo")] == ["probe", "no"]


@pytest.mark.parametrize("apart_s", [-20, 20])
def test_clocks_of_machines_that_differ_a_little_pause_a_vendor_all_the_same(database: Database, apart_s: int) -> None:
    clock = Clock()
    health = HealthTable(database, clock)
    health.failed("veo", "auth_failed")
    clock.advance(seconds=apart_s)
    assert health.admit("veo") == "no"


def test_films_begun_next_year_take_no_place_of_this_minute(database: Database) -> None:
    books = Books(database)
    limits = RateLimits(max_concurrent=9, starts_per_minute=1)
    books.clock.advance(**YEAR)
    books.attempts.intend(books.place(COST).job_id, _intent(limits))
    books.clock.advance(**BACK)
    books.attempts.intend(books.place(COST).job_id, _intent(limits))
    with pytest.raises(NoPlaceError) as full:
        books.attempts.intend(books.place(COST).job_id, _intent(limits))
    assert full.value.wait_s <= 60


def test_no_film_takes_less_than_no_time(database: Database) -> None:
    """Nor does one of next year count for more than all others together."""
    books = Books(database)
    books.clock.advance(**YEAR)
    attempt = books.attempts.intend(books.place(COST).job_id, _intent())
    books.clock.advance(seconds=-60)
    books.attempts.settle(attempt.attempt_id, "succeeded", COST)
    books.clock.advance(**BACK)
    (seen,) = AttemptHistory(database, books.clock).recent()
    assert (seen.elapsed_s, seen.age_days) == (0.0, 0.0)


def test_turns_at_a_site_used_next_year_are_there_again_now(database: Database) -> None:
    clock, allowance = Clock(), Allowance(burst=1, per_s=1 / 3600)
    stock = StockTable(database, clock)
    clock.advance(**YEAR)
    assert stock.turn("pexels", allowance).wait_s == 0
    assert 0 < stock.turn("pexels", allowance).wait_s <= 3600
    clock.advance(**BACK)
    assert stock.turn("pexels", allowance).wait_s == 0
    assert 0 < stock.turn("pexels", allowance).wait_s <= 3600
