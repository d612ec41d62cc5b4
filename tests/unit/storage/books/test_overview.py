"""What pages show of many jobs, on both databases; of one team, and of nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from footage.errors import VendorFailedError
from footage.money import ZERO, Money
from footage.ports.money import AskedCall, Intent
from footage.ports.overview import Wanted
from footage.ports.records import JobResult
from storage.books.approvals import ApprovalTable
from storage.books.changes import ChangeTable
from storage.books.health import HealthTable
from storage.books.overview import OverviewTable
from storage.db import Database
from tests.support import Books

PRICE = Money.usd("0.10")


class World:
    """Ann's team has a film that was paid for, one in doubt and one that waits; another team has one."""

    def __init__(self, database: Database) -> None:
        self.books = Books(database, month=Money.usd(20))
        self.overview = OverviewTable(database, self.books.clock, "Europe/Berlin")
        self.changes = ChangeTable(database, self.books.clock)
        self.health = HealthTable(database, self.books.clock)
        self.approvals = ApprovalTable(database, self.books.clock)
        self.paid, self.doubtful, self.waiting, self.other = (
            self.books.place(PRICE, team_id=team, title=title).job_id
            for team, title in (("a", "A red kite"), ("a", "A ferry, 100% blue"), ("a", "A boat"), ("e", "Eve's"))
        )
        intent = Intent(backend="fake", model="m", quoted=PRICE, request_hash="h")
        attempts = self.books.attempts
        attempts.settle(attempts.intend(self.paid, intent).attempt_id, "succeeded", Money.usd("0.08"))
        self.books.jobs.complete(self.paid, JobResult())
        attempts.intend(self.doubtful, intent)
        self.books.jobs.fail(self.doubtful, VendorFailedError("gone", backend="fake"))


@pytest.fixture
def world(database: Database) -> World:
    return World(database)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 3),
        (Wanted(state="completed"), 1),
        (Wanted(words="KITE red"), 1),
        (Wanted(words="100%"), 1),
        (Wanted(words="_"), 0),
        (Wanted(backend="fake"), 2),
        (Wanted(backend="veo"), 0),
        (Wanted(tool="blog_to_video"), 0),
        (Wanted(key="local"), 3),
    ],
)
def test_films_are_found_by_what_is_wanted_of_them(world: World, wanted: Wanted, count: int) -> None:
    found = world.overview.films("a", wanted, first=0, count=2)
    assert (found.total, len(found.films)) == (count, min(count, 2))
    assert world.other not in {one.job_id for one in found.films}


def test_a_day_is_one_of_the_installations_zone(world: World) -> None:
    day = world.overview.days("a", world.books.clock().date() - timedelta(days=2))
    assert [one.spent for one in day] == [Money.usd("0.08")]
    assert world.overview.films("a", Wanted(day=day[0].day), first=0, count=9).total == 3
    assert world.overview.films("a", Wanted(day=day[0].day - timedelta(days=1)), first=0, count=9).total == 0


def test_money_is_told_of_one_team(world: World) -> None:
    overview, since = world.overview, world.books.clock().date()
    assert [(one.kind, one.amount) for one in overview.statement("a", before=None, count=9)][:2] == [
        ("in_doubt", ZERO),
        ("capture", Money.usd("0.08")),
    ]
    lines = overview.statement("a", before=None, count=9)
    assert (lines[0].running, lines[-1].running) == (Money.usd("0.08"), ZERO)
    older = overview.statement("a", before=lines[1].line_id, count=9)
    assert [one.line_id for one in older] == [one.line_id for one in lines[2:]]
    assert {one.job_id for one in lines} == {world.paid, world.doubtful, world.waiting}
    for by in ("backend", "key", "tool"):
        assert [one.spent for one in overview.spent("a", by, since)] == [Money.usd("0.08")]
        assert overview.spent("e", by, since) == []
    doubts = overview.doubts("a")
    assert [(one.job_id, one.held, one.part, one.is_open) for one in doubts] == [(world.doubtful, PRICE, "", False)]
    assert overview.doubts("e") == []
    assert (overview.held("a", world.waiting), overview.held("e", world.waiting)) == (PRICE, ZERO)


def test_what_is_under_way_who_asked_and_what_happened(world: World) -> None:
    overview = world.overview
    assert [one.job_id for one in overview.under_way("a")] == [world.waiting]
    assert overview.askers("a") == [("local", "local")]
    assert [one.event for one in overview.steps("a", world.paid)][:1] == ["placed"]
    assert overview.steps("e", world.paid) == []
    record = overview.records("a")["fake"]
    assert (record.ended, record.succeeded) == (1, 1)
    assert overview.records("e") == {}
    world.health.failed("fake", "auth_failed")
    assert overview.pauses()["fake"].reason == "auth_failed"


def test_calls_wait_once_each_until_somebody_says_yes_or_no(world: World) -> None:
    call = AskedCall(tool="generate_video", title="A coast", backend="fake", arguments={"prompt": "a coast"})
    owner = world.books.jobs.get(world.paid).caller
    first, second = (world.approvals.quote("f", PRICE, owner, call) for _ in range(2))
    world.approvals.quote("g", PRICE, owner)  # of before, without its call
    waiting = world.approvals.waiting("a")
    assert [one.call for one in waiting] == [call]
    assert waiting[0].quote_id in {first, second}
    assert world.approvals.waiting("e") == []
    assert not world.approvals.decline(second, "e")
    assert world.approvals.decline(second, "a")
    assert world.approvals.waiting("a") == []


Happens = Callable[[World], Any]


@pytest.mark.parametrize(
    ("happens", "told", "paid"),
    [
        (lambda world: world.books.jobs.claim(world.waiting), "waiting", False),
        (lambda world: world.books.jobs.request_cancel(world.waiting), "waiting", True),
        (lambda world: world.books.attempts.correct(world.doubtful, Money.usd("0.05")), "doubtful", True),
        (lambda world: world.books.jobs.note(world.other, "checking"), "other", False),
    ],
)
def test_what_happens_is_told_once(world: World, happens: Happens, told: str, *, paid: bool) -> None:
    mark = world.changes.mark()
    assert world.changes.since(mark).jobs == []
    happens(world)
    look = world.changes.since(mark)
    assert [one.job_id for one in look.jobs] == [getattr(world, told)]
    assert bool(look.paid) == paid
    assert world.changes.since(look.mark).paid == frozenset()
