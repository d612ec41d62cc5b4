"""What the ledger tells of spending: by backend, by day, and what nobody knows yet; of a team's jobs, or of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from footage.answers import BackendSpend, DaySpend, InDoubt
from footage.money import ZERO, Money
from footage.ports.money import Spending, SpendingBy
from storage.books.doubt import to_check
from storage.books.sums import CHARGED
from storage.books.teams import rows_of
from storage.tables import Attempt, Job, LedgerEntry, OpenHold


def is_open() -> ColumnElement[bool]:
    """Whether a hold has no resolution yet."""
    return exists().where(col(OpenHold.hold_id) == LedgerEntry.id)


def by_backend(session: Session, since: datetime, team_id: str | None) -> list[BackendSpend]:
    """Who was paid how much, the dearest first."""
    statement = (
        select(
            col(LedgerEntry.backend),
            func.sum(col(LedgerEntry.amount_microusd)),
            func.count(func.distinct(col(LedgerEntry.job_id))),
        )
        .where(
            col(LedgerEntry.kind).in_(CHARGED),
            col(LedgerEntry.at) >= since,
            col(LedgerEntry.backend).is_not(None),
            *rows_of(team_id, LedgerEntry.job_id),
        )
        .group_by(col(LedgerEntry.backend))
        .order_by(func.sum(col(LedgerEntry.amount_microusd)).desc(), col(LedgerEntry.backend))
    )
    return [
        BackendSpend(backend=backend, spent_usd=Money(int(total)).as_usd(), jobs=jobs)
        for backend, total, jobs in session.execute(statement)
    ]


def by_day(session: Session, since: datetime, zone: ZoneInfo, team_id: str | None) -> list[DaySpend]:
    """Days on which something was spent, newest first; they begin and end in this zone."""
    statement = select(col(LedgerEntry.at), col(LedgerEntry.amount_microusd)).where(
        col(LedgerEntry.kind).in_(CHARGED),
        col(LedgerEntry.at) >= since,
        col(LedgerEntry.amount_microusd) != 0,
        *rows_of(team_id, LedgerEntry.job_id),
    )
    days: dict[date, Money] = defaultdict(lambda: ZERO)
    for at, amount in session.execute(statement):
        days[at.astimezone(zone).date()] += Money(amount)
    return [DaySpend(day=day, spent_usd=days[day].as_usd()) for day in sorted(days, reverse=True)]


def in_doubt(session: Session, team_id: str | None) -> list[InDoubt]:
    """Money that only a person can settle, the oldest first, and where to look."""
    mark, attempt = aliased(LedgerEntry), aliased(Attempt)
    whose = and_(col(attempt.hold_id) == LedgerEntry.id, col(attempt.state) == "in_doubt")
    statement = (
        select(LedgerEntry, col(mark.at), col(attempt.part), col(attempt.operation_id))
        .join(mark, and_(col(mark.about_id) == LedgerEntry.id, col(mark.kind) == "in_doubt"))
        .outerjoin(attempt, whose)
        .where(is_open(), *rows_of(team_id, LedgerEntry.job_id))
        .order_by(col(mark.at), col(mark.id))
    )
    found = session.execute(statement).all()
    of_job = Counter(row[0].job_id for row in found)
    return [
        to_check(hold, since, part or (hold.backend if of_job[hold.job_id] > 1 else None), operation_id)
        for hold, since, part, operation_id in found
    ]


def grouped(session: Session, by: SpendingBy, since: datetime, until: datetime) -> list[Spending]:
    """What was charged from one moment to before another, by who or what it was for, the dearest first."""
    names = _GROUPS[by]
    total, jobs = func.sum(col(LedgerEntry.amount_microusd)), func.count(func.distinct(col(LedgerEntry.job_id)))
    statement = (
        select(*names, total, jobs)
        .join(Job, col(Job.id) == LedgerEntry.job_id)
        .where(
            col(LedgerEntry.kind).in_(CHARGED),
            col(LedgerEntry.at) >= since,
            col(LedgerEntry.at) < until,
            col(LedgerEntry.amount_microusd) != 0,
        )
        .group_by(*names)
        .order_by(total.desc(), *names)
    )
    told = []
    for *named, charged, count in session.execute(statement):
        name, of = (*named, "")[:2]
        told.append(Spending(name=name or "", of=of, spent=Money(int(charged)), jobs=count))
    return told


_GROUPS: dict[SpendingBy, tuple[Any, ...]] = {
    "team": (col(Job.team_id), col(Job.org_id)),
    "key": (col(Job.key_id), col(Job.team_id)),
    "person": (col(Job.subject), col(Job.org_id)),
    "backend": (col(LedgerEntry.backend),),
    "tag": (col(Job.tag), col(Job.team_id)),
}
