"""How often work may be placed, and how much of it may be under way at once."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from footage.caller import LOCAL
from footage.errors import TooManyCallsError
from footage.ports.jobs import JobSpec
from footage.ports.limits import CapScope, StandingCap, payers
from footage.ports.records import JobResult
from footage.threads import utc_now
from storage.books.caps import CapTable
from storage.books.rates import RateTable
from storage.db import Database
from tests.forked import FORKED
from tests.support import AnyOrder, Books, Clock
from tests.teams import ANN, BEN, EVE

PROCESSES, CALLS, BURST = 4, 60, 30


def rate(scope: CapScope, per_minute: int) -> StandingCap:
    return StandingCap(scope=scope, id=payers(ANN)[scope], unit="calls", period="minute", amount=per_minute)


def test_a_burst_goes_through_and_then_calls_come_evenly(database: Database) -> None:
    clock = Clock()
    rates = RateTable(database, clock, 2, burst=3)
    assert [rates.take(ANN) for _ in range(3)] == [0.0] * 3
    wait_s = rates.take(ANN)
    assert 25 < wait_s <= 30
    assert rates.take(BEN) == 0.0, "another key has its own"
    if database.is_sqlite:  # the other has a clock of its own
        clock.advance(seconds=wait_s - 0.01)
        assert rates.take(ANN) > 0
        clock.advance(seconds=0.02)
        assert rates.take(ANN) == 0.0
        assert rates.take(ANN) > 29


def test_whoever_has_no_rate_is_not_counted(database: Database) -> None:
    assert [RateTable(database, Clock(), None, burst=1).take(ANN) for _ in range(5)] == [0.0] * 5
    limited = RateTable(database, Clock(), 1, burst=1)
    assert [limited.take(LOCAL) for _ in range(5)] == [0.0] * 5
    assert limited.take(replace(LOCAL, remote=True)) == 0.0
    assert limited.take(replace(LOCAL, remote=True)) > 0


def test_a_keys_own_rate_wins_over_the_setting_and_a_teams_is_for_all_of_its_keys(database: Database) -> None:
    caps, rates = CapTable(database, Clock()), RateTable(database, Clock(), 1, burst=2)
    caps.set([rate("key", 60)])
    assert [rates.take(ANN) for _ in range(2)] == [0.0] * 2
    assert rates.take(ANN) <= 1
    caps.set([rate("team", 1)])
    assert [rates.take(BEN), rates.take(BEN)] == [0.0] * 2
    assert rates.take(replace(BEN, key_id="key_new")) > 50, "the team's"
    assert rates.take(EVE) == 0.0


def test_what_one_counter_refuses_no_other_has_counted(database: Database) -> None:
    caps, rates = CapTable(database, Clock()), RateTable(database, Clock(), None, burst=2)
    caps.set([rate("org", 1), rate("team", 1)])
    assert [rates.take(EVE), rates.take(EVE)] == [0.0] * 2  # uses the organisation's up
    for _ in range(3):
        assert rates.take(ANN) > 0
    caps.remove("org", "org")
    assert [rates.take(ANN), rates.take(ANN)] == [0.0] * 2


def call_often(path: Path, url: str | None, start: Barrier, out: Queue[int]) -> None:
    database = Database(path, url)
    rates = RateTable(database, utc_now, 1, burst=BURST)
    rates.take(EVE)
    start.wait(60)
    out.put(sum(rates.take(ANN) == 0.0 for _ in range(CALLS)))
    database.close()


@pytest.mark.slow
def test_a_rate_is_exact_over_processes(database: Database, database_url: str | None, tmp_path: Path) -> None:
    start, out = FORKED.Barrier(PROCESSES), FORKED.Queue()
    arguments = (tmp_path / "footage.db", database_url, start, out)
    callers = [FORKED.Process(target=call_often, args=arguments) for _ in range(PROCESSES)]
    for one in callers:
        one.start()
    let_through = sum(out.get(timeout=60) for _ in callers)
    for one in callers:
        one.join(30)
    assert BURST <= let_through <= BURST + 1, "one more where this took half a minute"


@pytest.fixture
def books(database: Database) -> Books:
    return Books(database)


@pytest.mark.parametrize("scope", ["org", "team", "person", "key"])
def test_no_more_jobs_are_under_way_than_may_be_at_once(books: Books, scope: CapScope) -> None:
    cap = StandingCap(scope=scope, id=payers(ANN)[scope], unit="jobs", period="now", amount=2)
    CapTable(books.database, books.clock).set([cap])
    mine = books.jobs.for_(ANN)

    def place(key: str | None = None) -> str:
        spec = JobSpec(tool="t", title="", order=AnyOrder(), queue="cpu", idempotency_key=key)
        return mine.place(spec).job_id

    first, second = place("first"), place()
    with pytest.raises(TooManyCallsError, match=f"2 jobs of {scope}"):
        place()
    assert place("first") == first, "a call that is repeated gets its job"
    books.jobs.claim(second)
    books.jobs.complete(second, JobResult())
    place()
    with pytest.raises(TooManyCallsError):
        place()
    books.jobs.for_(replace(EVE, org_id="another")).place(JobSpec(tool="t", title="", order=AnyOrder(), queue="cpu"))
