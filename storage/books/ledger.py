"""The ledger: append-only holds and their resolutions, under caps that cannot be overspent.

available = cap - captured and adjusted in the period - every open hold. It is computed and the hold written in one
transaction that excludes all others, so parallel processes cannot both see the same money.
Functions take the caller's session: a hold belongs to the same transaction as the job or attempt it pays for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from footage import meters
from footage.answers import Budget
from footage.bills import what_is_wrong
from footage.caller import Caller
from footage.domain import LedgerKind
from footage.errors import BudgetExceededError, InvalidInputError
from footage.money import ZERO, Money
from footage.ports.limits import CapReached
from footage.ports.money import BudgetLine, CallersBudget, Hold, Left, Period, Spending, SpendingBy
from footage.threads import Clock
from storage.books import budget, lines, outbox
from storage.books.balances import Balances, Standing
from storage.books.caps import explained, refusal, what_is_left
from storage.books.periods import Calendar
from storage.books.spending import grouped, is_open
from storage.books.sums import held, spent
from storage.books.teams import rows_of
from storage.db import Database, once_committed
from storage.tables import Attempt, Job, LedgerEntry, OpenHold

_NOTHING = {"job_spent": ZERO, "job_held": ZERO}


class FreeHold(NamedTuple):
    """Reserved money that waits for its attempt."""

    hold_id: int
    amount: Money
    backend: str | None


class Ledger:
    """The money book.

    Where a method that reads takes a `team_id`, it tells of that team's jobs; None is everybody's. So are all caps.

    Args:
        database: Where it is kept.
        caps: Limits by name: month, day, call, total.
        clock: Now, aware UTC.
        time_zone: Where days and months begin.
        warn_at: Share of a cap, 0 to 1, from which `report` warns.
        no_spend: Shown in reports; enforced by the router.
        tells: Whether a cap that is nearly used is told to the webhook.
    """

    def __init__(
        self,
        database: Database,
        caps: Mapping[str, Money],
        clock: Clock,
        *,
        time_zone: str = "UTC",
        warn_at: float = 0.8,
        no_spend: bool = False,
        tells: bool = False,
    ) -> None:
        self._db = database
        self._caps = caps
        self._calendar = Calendar(clock, time_zone)
        self.balances = Balances(database, caps, self._calendar)
        self._warn_at = warn_at
        self._no_spend = no_spend
        self._tells = tells

    # --- inside the caller's transaction ------------------------------------------------------------------------

    def hold(self, session: Session, job_id: str, amount: Money, backend: str | None, max_cost: Money | None) -> int:
        """Reserve `amount`, the worst case, and return the entry's id. Free work is always allowed.

        `max_cost` is the caller's own limit for the whole job.

        Raises:
            BudgetExceededError: It does not fit under a cap; nothing was written.
        """
        if amount > ZERO:
            self._refuse_over_caps(session, job_id, amount, max_cost)
        return self._reserve(session, job_id, amount, backend)

    def hold_all(self, session: Session, job_id: str, holds: Sequence[Hold], max_cost: Money | None) -> None:
        """Reserve several amounts that must fit under every cap together; otherwise like `hold`."""
        total = sum((one.amount for one in holds), ZERO)
        if total > ZERO:
            self._refuse_over_caps(session, job_id, total, max_cost)
        for one in holds:
            self._reserve(session, job_id, one.amount, one.backend)

    def capture(self, session: Session, hold_id: int, bill: Money) -> None:
        """Charge the real bill and free the rest of the hold. A hold that is already resolved stays as it is.

        Raises:
            InvalidInputError: Nobody can have charged that.
        """
        hold = lines.close_hold(session, hold_id, "capture", bill, self._calendar.now())
        if hold and (wrong := what_is_wrong(bill, hold.amount)):
            raise InvalidInputError(f"{bill} cannot be charged: {wrong}.")
        if hold:
            once_committed(session, partial(meters.count().charged, hold.backend or "", bill))

    def release(self, session: Session, hold_id: int) -> None:
        """Free the whole hold: nothing was charged."""
        lines.close_hold(session, hold_id, "release", ZERO, self._calendar.now())

    def adjust(self, session: Session, hold_id: int, difference: Money) -> None:
        """Correct an earlier capture by a signed difference (a refund is negative).

        Raises:
            InvalidInputError: More would be given back than was charged.
        """
        hold = session.get_one(LedgerEntry, hold_id)
        charged = self._sum(session, spent(or_(col(LedgerEntry.resolves_id) == hold_id, _corrects(hold_id))))
        if charged + difference < ZERO:
            raise InvalidInputError(f"{-difference} cannot be given back of {charged}.")
        lines.append(session, self._line(hold.job_id, "adjust", difference, hold.backend, hold_id))
        once_committed(session, partial(meters.count().charged, hold.backend or "", difference))

    def mark_in_doubt(self, session: Session, hold_id: int) -> None:
        """Keep the hold open until a human has looked at the vendor's records."""
        marked = select(LedgerEntry).where(col(LedgerEntry.about_id) == hold_id, col(LedgerEntry.kind) == "in_doubt")
        if session.scalar(marked.limit(1)) is None:
            hold = session.get_one(LedgerEntry, hold_id)
            lines.append(session, self._line(hold.job_id, "in_doubt", ZERO, hold.backend, hold_id))

    def release_all(self, session: Session, job_id: str) -> None:
        """Free every open hold of a job that ended, except those in doubt.

        Money for an attempt that may still be billed (sent or accepted, not settled) becomes in doubt instead, and so
        does the attempt, which no longer takes one of its account's places.
        """
        doubtful = aliased(LedgerEntry)
        in_doubt = exists().where(and_(col(doubtful.about_id) == LedgerEntry.id, col(doubtful.kind) == "in_doubt"))
        mine = select(LedgerEntry).where(is_open(), col(LedgerEntry.job_id) == job_id, ~in_doubt)
        pending = select(Attempt).where(col(Attempt.job_id) == job_id, col(Attempt.state).in_(("sending", "accepted")))
        may_be_billed = {attempt.hold_id: attempt for attempt in session.scalars(pending)}
        for hold in session.scalars(mine).all():
            if hold.amount_microusd and hold.id in may_be_billed:
                self.mark_in_doubt(session, hold.id)
                may_be_billed[hold.id].state = "in_doubt"
            elif hold.id is not None:
                self.release(session, hold.id)

    def free_holds(self, session: Session, job_id: str) -> list[FreeHold]:
        """The open holds of the job that no attempt uses, oldest first: placed with the job, or left by a refusal."""
        used = exists().where(
            and_(col(Attempt.hold_id) == LedgerEntry.id, col(Attempt.state).not_in(("refused", "cancelled")))
        )
        statement = select(LedgerEntry).where(is_open(), col(LedgerEntry.job_id) == job_id, ~used)
        found = session.scalars(statement.order_by(col(LedgerEntry.id))).all()
        return [FreeHold(one.id, Money(one.amount_microusd), one.backend) for one in found if one.id is not None]

    # --- reading ------------------------------------------------------------------------------------------------

    def for_(self, caller: Caller) -> CallersBudget:
        return CallersLedger(self, caller)

    def charged(self, job_id: str, team_id: str | None = None) -> Money:
        """What the job has cost so far."""
        with self._db.read() as session:
            mine = col(LedgerEntry.job_id) == job_id, *rows_of(team_id, LedgerEntry.job_id)
            return self._sum(session, spent(*mine))

    def spent(self, team_id: str, period: Period) -> Money:
        """What a team's jobs have cost."""
        with self._db.read() as session:
            return self._sum(session, self._spent_by(team_id, period))

    def spending(self, by: SpendingBy, first: date | None, last: date | None) -> list[Spending]:
        """What was charged from one day to another, both included; from the month's first day on, up to now."""
        since = self._calendar.beginning(first) if first else self._calendar.start_of("month")
        until = self._calendar.beginning(last + timedelta(days=1)) if last else self._calendar.end_of("day")
        with self._db.read() as session:
            return grouped(session, by, since, until)

    def line(self, caller: Caller | None = None) -> BudgetLine:
        """The month so far."""
        team_id = caller.team_id if caller else None
        with self._db.read() as session:
            sums = self._look(
                session,
                {
                    "spent": self._spent_by(team_id, "month"),
                    "held": held(*rows_of(team_id, OpenHold.job_id)),
                    "all_spent": spent(self._since("month")),
                    "all_held": held(),
                },
            )
            left = self._caps["month"] - sums["all_spent"] - sums["all_held"]
            own = [one.left for one in self.balances.of(session, caller) if one.scope != "installation"]
        known = [left, *own] if budget.sees_installation(caller) else own
        return BudgetLine(
            spent=sums["spent"],
            held=sums["held"],
            remaining=max(ZERO, min(known or [left])),
            told=max(ZERO, min(known)) if known else None,
        )

    def available(self, caller: Caller | None = None) -> Money:
        """The most a new call may hold under the tightest cap."""
        with self._db.read() as session:
            left = [one.left for one in self.balances.of(session, caller)]
        return min([*left, *([self._caps["call"]] if "call" in self._caps else [])])

    def explained(self, error: BudgetExceededError, max_cost: Money | None, caller: Caller) -> BudgetExceededError:
        """A refusal with the cap that it is about, unless that is the call's own limit."""
        tightest = self._tightest(caller)
        is_own = max_cost is not None and max_cost <= tightest.left
        return error if is_own or self._no_spend else explained(error, tightest, caller.team_id)

    def left(self, caller: Caller | None = None) -> Left:
        """The most a new call may cost, and what says so."""
        tightest = self._tightest(caller)
        may_be_told = tightest.scope != "installation" or budget.sees_installation(caller)
        return Left(max(ZERO, tightest.left), what_is_left(tightest, may_be_told=may_be_told), may_be_told)

    def _tightest(self, caller: Caller | None) -> CapReached:
        """Of all caps and limits that count for a caller's new call."""
        with self._db.read() as session:
            limits = [self._limit(one) for one in self.balances.of(session, caller)]
        if "call" in self._caps:
            limits.append(self._limit_of_call("installation", self._caps["call"], _NOTHING))
        if caller and (most := caller.limits.max_cost_per_call) is not None:
            limits.append(self._limit_of_call("key", most, _NOTHING))
        return min(limits, key=lambda one: one.left)

    def report(self, period: Period, caller: Caller | None = None) -> Budget:
        """Everything `check_budget` shows."""
        team_id = caller.team_id if caller else None
        days_from = max(self._calendar.start_of(period), self._calendar.now() - timedelta(days=budget.DAYS))
        with self._db.read() as session:
            sums = self._look(
                session,
                {
                    "spent": self._spent_by(team_id, period),
                    "held": held(*rows_of(team_id, OpenHold.job_id)),
                    "month": self._spent_by(team_id, "month"),
                    "all_spent": self._spent_by(None, period),
                    "all_held": held(),
                },
            )
            return budget.report(
                session,
                caller,
                self._calendar,
                period=period,
                days_from=days_from,
                sums=sums,
                standings=self.balances.of(session, caller),
                call_cap=self._caps.get("call"),
                warn_at=self._warn_at,
                no_spend=self._no_spend,
            )

    # --- parts --------------------------------------------------------------------------------------------------

    def _reserve(self, session: Session, job_id: str, amount: Money, backend: str | None) -> int:
        return lines.open_hold(session, self._line(job_id, "hold", amount, backend))

    def _line(
        self, job_id: str, kind: LedgerKind, amount: Money, backend: str | None, about_id: int | None = None
    ) -> lines.Line:
        return {
            "job_id": job_id,
            "kind": kind,
            "amount_microusd": amount.microusd,
            "backend": backend,
            "resolves_id": None,
            "about_id": about_id,
            "at": self._calendar.now(),
        }

    def _refuse_over_caps(self, session: Session, job_id: str, amount: Money, max_cost: Money | None) -> None:
        """Look at every cap that counts for a job; the tightest of those that are reached refuses."""
        standings = self.balances.to_hold(session, job_id)
        limits = [self._limit(one) for one in standings]
        if "call" in self._caps or max_cost is not None:
            taken = self._look(session, self._of_job(job_id))
            if "call" in self._caps:
                limits.append(self._limit_of_call("installation", self._caps["call"], taken))
            if max_cost is not None:
                limits.append(self._limit_of_call("call", max_cost, taken))
        reached = [one for one in limits if amount > one.cap - one.used - one.held]
        if reached:
            tightest = min(reached, key=lambda one: one.left)
            raise refusal(amount, tightest, session.get_one(Job, job_id).team_id)
        for one in standings if self._tells else ():
            if not one.warned and budget.is_much(one, amount, self._warn_at):
                self.balances.warn(session, one)
                outbox.put(session, "budget.warning", budget.told(self._limit(one), amount), self._calendar.now())

    def _limit(self, one: Standing) -> CapReached:
        return CapReached(
            scope=one.scope,
            id=one.id,
            period=one.period,
            cap=one.cap,
            used=one.used,
            held=one.held,
            resets_at=self._calendar.end_of(one.period) if one.period != "total" else None,
            time_zone=self._calendar.zone.key,
        )

    def _limit_of_call(
        self, scope: Literal["installation", "key", "call"], cap: Money, taken: Mapping[str, Money]
    ) -> CapReached:
        return CapReached(
            scope=scope,
            id="",
            period="call",
            cap=cap,
            used=taken["job_spent"],
            held=taken["job_held"],
            resets_at=None,
            time_zone=self._calendar.zone.key,
        )

    def _of_job(self, job_id: str) -> dict[str, ScalarSelect[int]]:
        return {
            "job_spent": spent(col(LedgerEntry.job_id) == job_id),
            "job_held": held(col(OpenHold.job_id) == job_id),
        }

    def _look(self, session: Session, sums: Mapping[str, ScalarSelect[int]]) -> dict[str, Money]:
        """Several sums in one question: as they are at one moment, and at the price of one."""
        row = session.execute(select(*(one.label(name) for name, one in sums.items()))).mappings().one()
        return {name: Money(int(total)) for name, total in row.items()}

    def _sum(self, session: Session, total: ScalarSelect[int]) -> Money:
        return self._look(session, {"sum": total})["sum"]

    def _since(self, period: Period) -> ColumnElement[bool]:
        return col(LedgerEntry.at) >= self._calendar.start_of(period)

    def _spent_by(self, team_id: str | None, period: Period) -> ScalarSelect[int]:
        # Drawn films are charged nothing, often; whose those were need not be looked up.
        charged = self._since(period), col(LedgerEntry.amount_microusd) != 0
        return spent(*charged, *rows_of(team_id, LedgerEntry.job_id))


def _corrects(hold_id: int) -> ColumnElement[bool]:
    return and_(col(LedgerEntry.about_id) == hold_id, col(LedgerEntry.kind) == "adjust")


@dataclass(frozen=True)
class CallersLedger:
    """`footage.ports.money.CallersBudget`: the book with a caller's team put into every question."""

    ledger: Ledger
    caller: Caller

    def line(self) -> BudgetLine:
        return self.ledger.line(self.caller)

    def report(self, period: Period) -> Budget:
        return self.ledger.report(period, self.caller)

    def charged(self, job_id: str) -> Money:
        return self.ledger.charged(job_id, self.caller.team_id)

    def available(self) -> Money:
        left, most = self.ledger.available(self.caller), self.caller.limits.max_cost_per_call
        return left if most is None else min(left, most)

    def left(self) -> Left:
        return self.ledger.left(self.caller)

    def explained(self, error: BudgetExceededError, max_cost: Money | None) -> BudgetExceededError:
        return self.ledger.explained(error, max_cost, self.caller)
