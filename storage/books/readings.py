"""What the database knows, for those who watch over an installation: queues, money, breakers, at one moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import get_args

from sqlalchemy import func, select
from sqlmodel import Session, col

from footage.caller import Owner
from footage.domain import Queue
from footage.money import ZERO, Money
from footage.ports.devices import Offer
from footage.ports.meters import BreakerState, CapUsed, Rate, Readings, Spent, Sums, Waiting
from footage.ports.money import SpendingBy
from storage.books.balances import Balances, Standing
from storage.books.breaker import PAUSE_S
from storage.books.history import BACKEND_FAULTS
from storage.books.periods import Calendar
from storage.books.spending import grouped
from storage.db import Database
from storage.tables import Attempt, Health, Job, LedgerEntry, OpenHold
from storage.team_tables import Cap

LATELY = timedelta(hours=1)
MOST_LATELY = 2000
"""Tries that are looked at, at most: the newest."""

LARGEST = 50
"""Teams and organisations that are told one by one: those with the largest caps, and those that spend most."""

OTHER = "other"
_OPEN = ("queued", "working")
_TOLD_BY: tuple[SpendingBy, SpendingBy] = ("backend", "team")
DRIFT_EVERY = timedelta(minutes=10)
"""How often balances are compared with the whole ledger, which takes its time."""


class ReadingBook:
    """`footage.ports.meters.Gauges` over the database.

    Args:
        database: What is read.
        balances: What is used of the caps.
        calendar: When months begin.
        alive: The processes with devices.
    """

    def __init__(
        self, database: Database, balances: Balances, calendar: Calendar, alive: Callable[[], Sequence[Offer]]
    ) -> None:
        self._db = database
        self._balances = balances
        self._calendar = calendar
        self._alive = alive
        self._drift, self._drift_until = ZERO, datetime.min.replace(tzinfo=UTC)

    def read(self) -> Readings:
        now = self._calendar.now()
        devices = sum(len(one.devices) for one in self._alive())
        with self._db.read() as session:
            count, amount = _in_doubt(session)
            return Readings(
                queues=_queues(session, now),
                in_doubt=count,
                in_doubt_amount=amount,
                caps=self._caps(session),
                lately=_lately(session, now),
                breakers=_breakers(session, now),
                devices=devices,
            )

    def sums(self) -> Sums:
        now, month = self._calendar.now(), self._calendar.start_of("month")
        if now >= self._drift_until:
            self._drift = _sum_of_drift(self._balances)
            self._drift_until = now + DRIFT_EVERY
        with self._db.read() as session:
            by_backend, by_team = (_spent(session, by, month, now) for by in _TOLD_BY)
        return Sums(drift=self._drift, by_backend=by_backend, by_team=by_team)

    def _caps(self, session: Session) -> list[CapUsed]:
        """The installation's caps, and the largest ones of teams and organisations."""
        found = [_used(one) for one in self._balances.of(session, None)]
        of_money = col(Cap.scope).in_(("team", "org")), col(Cap.unit) == "microusd"
        named = select(col(Cap.scope), col(Cap.id)).where(*of_money)
        largest = named.group_by(col(Cap.scope), col(Cap.id)).order_by(func.max(col(Cap.amount)).desc(), col(Cap.id))
        for scope, payer_id in session.execute(largest.limit(LARGEST)):
            ids = {"org_id": "", "team_id": "", f"{scope}_id": payer_id}
            standings = self._balances.of(session, Owner(**ids, key_id="", subject=""))
            found += [_used(one) for one in standings if one.scope == scope]
        return [one for one in found if one is not None]


def _used(one: Standing) -> CapUsed | None:
    """How much of a cap is used; one of nothing tells nothing."""
    if one.cap <= ZERO:
        return None
    return CapUsed(one.scope, one.id, one.period, (one.used + one.held).microusd / one.cap.microusd)


def _queues(session: Session, now: datetime) -> Mapping[Queue, Waiting]:
    open_jobs = (
        select(col(Job.queue), col(Job.status), func.count(), func.min(col(Job.created_at)))
        .where(col(Job.status).in_(_OPEN))  # by their index, however many have ended
        .group_by(col(Job.queue), col(Job.status))
    )
    found: dict[Queue, Waiting] = {queue: Waiting() for queue in get_args(Queue)}
    for queue, status, count, oldest in session.execute(open_jobs):
        before = found.get(queue, Waiting())
        if status == "queued":
            age_s = max(0.0, (now - oldest).total_seconds())
            found[queue] = Waiting(count, age_s, before.working)
        else:
            found[queue] = Waiting(before.waiting, before.oldest_s, before.working + count)
    return found


def _in_doubt(session: Session) -> tuple[int, Money]:
    marked = (
        select(func.count(), func.coalesce(func.sum(col(OpenHold.amount_microusd)), 0))
        .join(LedgerEntry, col(LedgerEntry.about_id) == col(OpenHold.hold_id))
        .where(col(LedgerEntry.kind) == "in_doubt")
    )
    count, amount = session.execute(marked).one()
    return int(count), Money(int(amount))


def _spent(session: Session, by: SpendingBy, since: datetime, now: datetime) -> list[Spent]:
    """The month, the dearest first; whoever comes after the largest is told together."""
    lines = grouped(session, by, since, now + timedelta(days=1))
    told = [Spent(line.name, line.spent, line.jobs) for line in lines[:LARGEST]]
    if rest := lines[LARGEST:]:
        told.append(Spent(OTHER, sum((one.spent for one in rest), ZERO), sum(one.jobs for one in rest)))
    return told


def _lately(session: Session, now: datetime) -> Mapping[str, Rate]:
    newest = session.scalar(select(func.max(col(Attempt.id)))) or 0
    rows = session.execute(
        select(col(Attempt.backend), col(Attempt.state), col(Attempt.error_code)).where(
            col(Attempt.id) > newest - MOST_LATELY, col(Attempt.ended_at) > now - LATELY
        )
    ).all()
    ended = Counter(row.backend for row in rows if row.state == "succeeded" or row.error_code in BACKEND_FAULTS)
    succeeded = Counter(row.backend for row in rows if row.state == "succeeded")
    return {backend: Rate(count, succeeded[backend]) for backend, count in ended.items()}


def _breakers(session: Session, now: datetime) -> Mapping[str, BreakerState]:
    opened = select(col(Health.vendor), col(Health.opened_at)).where(col(Health.opened_at).is_not(None))
    pause = timedelta(seconds=PAUSE_S)
    return {vendor: "open" if now < opened_at + pause else "half_open" for vendor, opened_at in session.execute(opened)}


def _sum_of_drift(balances: Balances) -> Money:
    """By how much balances are not what the ledger says."""
    pairs = (pair for one in balances.drift() for pair in zip(one.kept, one.right, strict=True))
    return Money(sum(abs(kept - right) for kept, right in pairs))
