"""Caps of organisations, teams, people and keys, and the balances that they are held against."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from footage.caller import LOCAL, Caller, Limits
from footage.errors import BudgetExceededError, FootageError
from footage.money import ZERO, Money
from footage.ports.jobs import JobSpec
from footage.ports.limits import CapReachedError, CapScope, StandingCap, payers
from footage.ports.money import Intent, Period
from footage.ports.records import JobResult
from storage.books.balance_rows import MOST_AT_ONCE
from storage.books.balances import FOLD_AT
from storage.books.caps import CapTable, of_money
from storage.books.ledger import Ledger
from storage.db import Database
from storage.tables import LedgerEntry, OpenHold
from storage.team_tables import Balance, Folded
from tests.support import AnyOrder, Books
from tests.teams import ANN, BEN, EVE

SCOPES: tuple[CapScope, ...] = ("org", "team", "person", "key")
PLENTY = Money.usd(1_000)


def cents(amount: int) -> Money:
    return Money(amount * 10_000)


class World(Books):
    """Books with the table of caps, and jobs of callers."""

    def __init__(self, database: Database, **caps: Money) -> None:
        super().__init__(database, **{"month": PLENTY, **caps})
        self.caps = CapTable(database, self.clock)

    def cap(self, scope: CapScope, amount: Money, period: Period = "month", caller: Caller = ANN) -> None:
        self.caps.set([of_money(scope, payers(caller)[scope], period, amount)])

    def hold(self, amount: Money, caller: Caller = ANN) -> str:
        """The job that it is held for."""
        spec = {"tool": "generate_video", "title": "", "order": AnyOrder(), "queue": "cloud", "backend": "fake"}
        return self.jobs.for_(caller).place(JobSpec(**spec, hold=amount)).job_id  # type: ignore[arg-type]

    def pay(self, amount: Money, caller: Caller = ANN) -> str:
        """The job of a film that is paid for."""
        job_id = self.hold(amount, caller)
        intent = Intent(backend="fake", model="m", quoted=amount, request_hash="h")
        self.attempts.settle(self.attempts.intend(job_id, intent).attempt_id, "succeeded", amount)
        self.jobs.complete(job_id, JobResult())
        return job_id

    def refused(self, amount: Money, caller: Caller = ANN) -> CapReachedError:
        with pytest.raises(CapReachedError) as caught:
            self.hold(amount, caller)
        return caught.value

    def rows(self, table: type[Any]) -> list[Any]:
        with self.database.read() as session:
            return list(session.exec(select(table)))


@pytest.mark.parametrize("scope", SCOPES)
def test_a_cap_lets_through_what_fits_to_the_micro_dollar(database: Database, scope: CapScope) -> None:
    world = World(database)
    world.cap(scope, cents(100))
    world.pay(cents(60))
    world.hold(cents(39))
    error = world.refused(cents(1) + Money(1))
    world.hold(cents(1))
    assert (error.limit.scope, error.limit.cap, error.limit.used, error.limit.held, error.limit.left) == (
        scope,
        cents(100),
        cents(60),
        cents(39),
        cents(1),
    )
    assert (error.limit.resets_at, error.limit.time_zone) == (datetime(2026, 4, 1, tzinfo=UTC), "UTC")
    for told in ("$0.01 is left", "month cap of $1.00", scope, "$0.60 spent", "$0.39 held", "2026-04-01 00:00 UTC"):
        assert told in error.message
    who = "ann --org org" if scope == "person" else payers(ANN)[scope]
    assert f"(footage caps set --{scope} {who} --month USD)" in error.hint
    world.hold(cents(500), replace(EVE, org_id="another"))  # nobody else's


@pytest.mark.parametrize("period", ["day", "month", "total"])
def test_a_cap_holds_for_its_period(database: Database, period: Period) -> None:
    world = World(database)
    world.cap("team", cents(100), period)
    world.pay(cents(100))
    world.refused(Money(1))
    world.clock.advance(days=1)  # 1 April
    if period == "total":
        assert "begins anew" not in world.refused(Money(1)).message
    else:
        world.hold(cents(100))


def test_the_tightest_cap_refuses(database: Database) -> None:
    world = World(database, day=cents(300))
    for scope, amount in zip(SCOPES, (90, 80, 40, 70), strict=True):
        world.cap(scope, cents(amount))
    error = world.refused(cents(200))
    assert error.limit.scope == "person"
    assert "of person ann" in error.message


def test_an_organisations_cap_is_for_all_of_its_teams_and_a_teams_for_all_of_its_keys(database: Database) -> None:
    world = World(database)
    world.cap("org", cents(100))
    world.cap("team", cents(60))
    world.pay(cents(30), ANN)
    world.pay(cents(30), BEN)
    assert world.refused(Money(1), BEN).limit.scope == "team"
    world.hold(cents(40), EVE)
    assert world.refused(Money(1), EVE).limit.scope == "org"


def test_a_cap_counts_what_was_spent_and_held_before_it_was_set(database: Database) -> None:
    world = World(database)
    world.pay(cents(30))
    world.hold(cents(20))
    world.cap("key", cents(60))
    world.refused(cents(11))
    world.hold(cents(10))


def test_a_cap_that_is_raised_or_removed_counts_at_once(database: Database) -> None:
    world = World(database)
    world.cap("team", cents(10))
    world.refused(cents(11))
    world.cap("team", cents(20))
    world.hold(cents(11))
    world.refused(cents(10))
    assert world.caps.remove("team", "a") == 1
    world.hold(cents(10))
    world.cap("team", cents(5))
    world.refused(Money(1))
    assert world.caps.all() == [StandingCap(scope="team", id="a", unit="microusd", period="month", amount=50_000)]


@pytest.mark.parametrize("period", ["day", "month"])
def test_what_is_held_over_midnight_is_counted_on_both_sides(database: Database, period: Period) -> None:
    world = World(database)
    world.cap("team", cents(100), period)
    world.clock.now = datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)
    world.pay(cents(30))
    job_id = world.hold(cents(60))
    world.refused(cents(11))
    world.clock.now = datetime(2026, 4, 1, tzinfo=UTC)
    world.refused(cents(41))
    intent = Intent(backend="fake", model="m", quoted=cents(60), request_hash="h")
    world.attempts.settle(world.attempts.intend(job_id, intent).attempt_id, "succeeded", cents(50))
    world.refused(cents(51))
    world.hold(cents(50))
    assert world.ledger.balances.drift() == []


def test_what_an_earlier_release_writes_is_counted(database: Database) -> None:
    """It writes lines and open holds, and knows of no balance."""
    world = World(database)
    world.cap("team", cents(100))
    job_id = world.hold(cents(10))
    for _ in range(2):
        with database.write() as session:
            hold = LedgerEntry(job_id=job_id, kind="hold", amount_microusd=200_000, at=world.clock())
            session.add(hold)
            session.flush()
            assert hold.id is not None
            session.add(OpenHold(hold_id=hold.id, job_id=job_id, amount_microusd=200_000))
        with database.write() as session:
            paid = Money(150_000).microusd
            session.add(
                LedgerEntry(job_id=job_id, kind="capture", amount_microusd=paid, resolves_id=hold.id, at=world.clock())
            )
            session.delete(session.get_one(OpenHold, hold.id))
        world.ledger.balances.mend()  # folds, as a later hold would
    world.refused(cents(61))
    world.hold(cents(60))
    assert world.ledger.balances.drift() == []


def test_balances_are_what_the_ledger_says_however_long_it_gets(database: Database) -> None:
    world = World(database, total=PLENTY)
    for scope in SCOPES:
        world.cap(scope, PLENTY, "day")
        world.cap(scope, PLENTY)
    for n in range(FOLD_AT):
        world.pay(cents(1), (ANN, BEN, EVE)[n % 3])
        if n % 10 == 0:
            world.clock.advance(hours=13)
    world.hold(cents(1))
    assert world.ledger.balances.drift() == []
    assert world.rows(Folded)[0].ledger_id > FOLD_AT
    starts = {(row.scope, row.id, row.period, row.period_start) for row in world.rows(Balance)}
    assert len(starts) == len(world.rows(Balance))
    world.clock.advance(days=70)
    world.hold(cents(1))
    days = [row for row in world.rows(Balance) if (row.scope, row.id) == ("team", "a") and row.period == "day"]
    assert len(days) == 1, "those of days that are long over are gone"


@pytest.mark.slow
def test_lines_that_nobody_has_folded_are_all_counted_however_many_there_are(database: Database) -> None:
    world, count = World(database), MOST_AT_ONCE + 3
    world.cap("team", cents(2 * count))
    jobs = [world.hold(cents(2)) for _ in range(count)]
    for job_id in jobs:
        intent = Intent(backend="fake", model="m", quoted=cents(2), request_hash="h")
        world.attempts.settle(world.attempts.intend(job_id, intent).attempt_id, "succeeded", cents(1))
    assert world.ledger.for_(ANN).line().told == cents(count)
    world.refused(cents(count + 1))
    world.hold(cents(count))
    assert world.ledger.balances.drift() == []


def test_a_balance_that_was_changed_by_hand_is_told_and_mended(database: Database) -> None:
    world = World(database)
    world.cap("team", cents(100))
    world.pay(cents(30))
    world.hold(cents(20))
    with database.write() as session:
        row = session.scalars(select(Balance).where(col(Balance.scope) == "team")).one()
        row.used += 12_345
    told = [str(one) for one in world.ledger.balances.drift()]
    assert len(told) == 1
    assert "team a, month from 2026-03-01: kept is $0.312345 spent" in told[0]
    assert [str(one) for one in world.ledger.balances.mend()] == told
    assert world.ledger.balances.drift() == []
    world.hold(cents(50))


def test_a_caller_sees_the_caps_that_count_for_them_and_no_others(database: Database) -> None:
    world = World(database, day=cents(500))
    world.cap("org", cents(400))
    world.cap("key", cents(90), "day")
    world.cap("team", cents(7), caller=EVE)
    world.pay(cents(40))
    report = world.ledger.for_(ANN).report("month")
    assert [(one.scope, one.of, one.name, one.cap_usd, one.used_usd, one.remaining_usd) for one in report.caps] == [
        ("org", "org", "month", "4.00", "0.40", "3.60"),
        ("key", "key_ann", "day", "0.90", "0.40", "0.50"),
    ]
    assert report.remaining_usd == "0.50"
    assert world.ledger.for_(ANN).line().remaining == cents(50)
    assert [one.scope for one in world.ledger.for_(EVE).report("month").caps] == ["org", "team"]
    everything = world.ledger.for_(LOCAL).report("month")
    assert {one.scope for one in everything.caps} == {"installation"}


def test_a_caller_is_told_what_is_left_of_their_own_caps_and_nothing_of_others(database: Database) -> None:
    world = World(database, month=cents(60))
    world.cap("team", cents(500))
    world.pay(cents(10), EVE)
    eve, ann = world.ledger.for_(EVE), world.ledger.for_(ANN)
    assert (eve.line().told, eve.report("month").remaining_usd) == (None, None)
    assert "no cap of your own limits" in eve.report("month").message
    assert (ann.line().told, ann.left().amount) == (cents(500), cents(50))
    assert ann.left().reason == "more than the month cap of this installation leaves"
    assert [one.left().may_be_told for one in (ann, eve, world.ledger.for_(LOCAL))] == [False, False, True]
    told = ann.report("month").message
    assert (
        "$5.00 can still be spent: so much is left of the month cap of team a, which begins anew on 2026-04-01" in told
    )
    world.cap("key", cents(20), "day")
    assert ann.left().reason == "only $0.20 is left of the day cap of $0.20 of key key_ann"
    assert "the day cap of key key_ann, which begins anew on 2026-04-01" in ann.report("month").message
    for amount in ("0.10", "0.50", "0.60"):
        assert amount not in f"{ann.report('month')} {ann.left().reason} {eve.left().reason}"


def test_whoever_runs_it_is_told_what_is_theirs_and_what_is_everybodys(database: Database) -> None:
    world = World(database, month=cents(1000))
    world.pay(cents(5), LOCAL)
    assert "all teams" not in world.ledger.for_(LOCAL).report("month").message
    world.pay(cents(40), ANN)
    told = world.ledger.for_(LOCAL).report("month").message
    assert told == (
        "$0.05 spent and $0.00 held (month); $9.55 can still be spent. That is yours; all teams together: $0.45 spent "
        "and $0.00 held."
    )
    assert world.ledger.for_(LOCAL).left().reason == "only $9.55 can be spent"


def test_what_other_teams_spend_is_not_told_by_a_refusal(database: Database) -> None:
    world = World(database, month=cents(100))
    world.pay(cents(77), EVE)
    told = world.refused(cents(50), ANN)
    assert "cap of this installation" in told.message
    for amount in ("0.77", "0.23", "1.00"):
        assert amount not in f"{told.message} {told.hint}"
    own = world.refused(cents(50), LOCAL)
    assert "$0.23 is left of the month cap of $1.00" in own.message


def test_a_database_that_goes_away_in_mid_hold_holds_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(database)
    world.cap("team", cents(100))

    def away(*_: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(world.jobs, "_enqueue", away)  # the hold is written, and then the connection breaks
        with pytest.raises((ConnectionResetError, FootageError)):
            world.hold(cents(60))
    assert world.entries() == []
    world.hold(cents(100))
    assert world.ledger.for_(ANN).line().held == cents(100)


def test_free_work_needs_no_money(database: Database) -> None:
    world = World(database)
    world.cap("team", ZERO)
    world.hold(ZERO)
    world.refused(Money(1))


def test_a_refusal_before_anything_is_held_names_the_cap_as_well(database: Database) -> None:
    world = World(database)
    world.cap("team", cents(100))
    world.pay(cents(60))
    dear = BudgetExceededError("No backend is affordable.")
    told = world.ledger.for_(ANN).explained(dear, None)
    assert told.message == (
        "No backend is affordable. $0.40 is left of the month cap of $1.00 of team a "
        "($0.60 spent, $0.00 held; it begins anew on 2026-04-01 00:00 UTC)."
    )
    assert "footage caps set --team a --month USD" in told.hint
    assert world.ledger.for_(ANN).explained(dear, cents(40)) is dear, "the call's own limit is the tightest"
    thrifty = replace(ANN, limits=Limits(max_cost_per_call=cents(5)))
    assert (
        "$0.05 is left of the call cap of $0.05 of this key."
        in world.ledger.for_(thrifty).explained(dear, None).message
    )
    sparing = Ledger(database, {"month": PLENTY}, world.clock, no_spend=True)
    assert sparing.for_(ANN).explained(dear, None) is dear, "no cap is what it is about"
    world.caps.remove("team", "a")
    assert "cap of this installation leaves no more" in world.ledger.for_(ANN).explained(dear, None).message
    assert "FOOTAGE_MONTHLY_BUDGET_USD" in world.ledger.for_(LOCAL).explained(dear, None).hint
