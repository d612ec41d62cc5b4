"""The ledger as pages tell it: a statement with its running total, days, sums, and what is in doubt."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from footage.domain import LedgerKind
from footage.money import ZERO, Money
from footage.ports.overview import DaySum, Doubt, SpentBy, SpentLine, StatementLine
from storage.books.attempts import as_record
from storage.books.periods import Calendar
from storage.books.spending import is_open
from storage.books.sums import CHARGED
from storage.books.sums import spent as spent_sum
from storage.books.teams import jobs_of, rows_of
from storage.tables import Attempt, Job, LedgerEntry

_BY: dict[SpentBy, tuple[Any, Any]] = {
    "backend": (col(LedgerEntry.backend), col(LedgerEntry.backend)),
    "key": (col(Job.key_id), col(Job.subject)),
    "tool": (col(Job.tool), col(Job.tool)),
}


def statement(session: Session, team_id: str | None, before: int | None, count: int) -> list[StatementLine]:
    """Lines about money, the newest first; a release tells what became free again."""
    held = aliased(LedgerEntry)
    own, of_hold = col(LedgerEntry.amount_microusd) != 0, col(held.amount_microusd) != 0
    tells = or_(own, col(LedgerEntry.kind) == "in_doubt", of_hold)  # what is drawn is held and captured for nothing
    which = [*jobs_of(team_id), *([col(LedgerEntry.id) < before] if before else [])]
    rows = (
        select(LedgerEntry, col(Job.title), col(held.amount_microusd))
        .join(Job, col(Job.id) == LedgerEntry.job_id)
        .outerjoin(held, col(held.id) == LedgerEntry.resolves_id)
        .where(*which, tells)
        .order_by(col(LedgerEntry.id).desc())
        .limit(count)
    )
    found = session.execute(rows).all()
    if not found:
        return []
    upto = col(LedgerEntry.id) <= found[0][0].id, *rows_of(team_id, LedgerEntry.job_id)
    running = Money(int(session.scalar(select(spent_sum(*upto))) or 0))
    told = []
    for line, title, freed in found:
        told.append(
            StatementLine(
                line_id=line.id,
                at=line.at,
                kind=cast(LedgerKind, line.kind),
                amount=Money(freed or 0) if line.kind == "release" else Money(line.amount_microusd),
                running=running,
                backend=line.backend or "",
                job_id=line.job_id,
                title=title,
            )
        )
        if line.kind in CHARGED:
            running -= Money(line.amount_microusd)
    return told


def days(session: Session, team_id: str | None, calendar: Calendar, since: date) -> list[DaySum]:
    """What each backend was paid on each day, in order."""
    rows = select(col(LedgerEntry.at), col(LedgerEntry.backend), col(LedgerEntry.amount_microusd)).where(
        col(LedgerEntry.kind).in_(CHARGED),
        col(LedgerEntry.at) >= calendar.beginning(since),
        col(LedgerEntry.amount_microusd) != 0,
        *rows_of(team_id, LedgerEntry.job_id),
    )
    sums: dict[tuple[date, str], Money] = defaultdict(lambda: ZERO)
    for at, backend, amount in session.execute(rows):
        sums[at.astimezone(calendar.zone).date(), backend or ""] += Money(amount)
    return [DaySum(day=day, backend=backend, spent=sums[day, backend]) for day, backend in sorted(sums)]


def spent(session: Session, team_id: str | None, by: SpentBy, since: datetime) -> list[SpentLine]:
    """Sums from a moment on, the dearest first."""
    name, of = _BY[by]
    total, jobs = func.sum(col(LedgerEntry.amount_microusd)), func.count(func.distinct(col(LedgerEntry.job_id)))
    rows = (
        select(name, func.max(of), total, jobs)
        .join(Job, col(Job.id) == LedgerEntry.job_id)
        .where(
            col(LedgerEntry.kind).in_(CHARGED),
            col(LedgerEntry.at) >= since,
            col(LedgerEntry.amount_microusd) != 0,
            *jobs_of(team_id),
        )
        .group_by(name)
        .order_by(total.desc(), name)
    )
    return [
        SpentLine(name=one or "", of=who if who != one else "", spent=Money(int(amount)), jobs=count)
        for one, who, amount, count in session.execute(rows)
    ]


def doubts(session: Session, team_id: str | None) -> list[Doubt]:
    """What only a person can settle, the oldest first; the part is named where a job has several."""
    mark = aliased(LedgerEntry)
    rows = (
        select(LedgerEntry, col(mark.at), Job, Attempt)
        .join(mark, and_(col(mark.about_id) == LedgerEntry.id, col(mark.kind) == "in_doubt"))
        .join(Job, col(Job.id) == LedgerEntry.job_id)
        .outerjoin(Attempt, and_(col(Attempt.hold_id) == LedgerEntry.id, col(Attempt.state) == "in_doubt"))
        .where(is_open(), *jobs_of(team_id))
        .order_by(col(mark.at), col(mark.id))
    )
    found = session.execute(rows).all()
    of_job = Counter(hold.job_id for hold, *_ in found)
    return [
        Doubt(
            job_id=hold.job_id,
            title=job.title,
            backend=hold.backend or "",
            part=(attempt.part if attempt else "") or (hold.backend or "" if of_job[hold.job_id] > 1 else ""),
            held=Money(hold.amount_microusd),
            since=since,
            is_open=job.status in ("queued", "working"),
            attempt=as_record(attempt) if attempt else None,
        )
        for hold, since, job, attempt in found
    ]
