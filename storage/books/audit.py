"""Who did what and when.

Refused calls are counted by the minute, so that a program which tries again and again fills no disk; a call that cost
something has a row already, its job's. Nothing of what a call was about is kept here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from heapq import merge

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from footage.caller import Caller, Owner
from footage.money import Money
from footage.ports.keys import AuditLine
from footage.threads import Clock
from storage.books.sums import CHARGED
from storage.db import Database
from storage.tables import Job, LedgerEntry
from storage.team_tables import Noted

KEPT = timedelta(days=400)
_CHARS = 200
"""What a token says of its holder is kept no longer than this."""

_TABLE = SQLModel.metadata.tables[Noted.__tablename__]
_ONE_MORE = {"times": _TABLE.c.times + 1}


class AuditTable:
    """`footage.ports.keys.Audit` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def refused(self, caller: Caller, tool: str, code: str) -> None:
        with self._db.write(serial=False) as session:  # one statement, and whoever is refused holds nobody up
            note(session, self._clock(), "refused", caller, tool=tool, code=code)

    def acted(self, caller: Caller, act: str) -> None:
        with self._db.write(serial=False) as session:  # one statement, as above
            note(session, self._clock(), "acted", caller, tool=act)

    def lines(self, since: datetime, *, team_id: str | None = None, key_id: str | None = None) -> Iterator[AuditLine]:
        with self._db.read() as session:
            noted = _noted(session, since, _whose(Noted, team_id, key_id))
            paid = _paid(session, since, _whose(Job, team_id, key_id))
        return merge(noted, paid, key=lambda one: one.at)


def note(session: Session, now: datetime, event: str, who: Owner, *, tool: str = "", code: str = "") -> None:
    """Write down, in the caller's transaction, that something happened."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    said = {name: str(one)[:_CHARS] for name, one in who.ids().items()}
    row = {**said, "at": now.replace(second=0, microsecond=0), "event": event, "tool": tool, "code": code, "times": 1}
    statement = insert(_TABLE).values(row)
    session.execute(statement.on_conflict_do_update(index_elements=list(_TABLE.primary_key), set_=_ONE_MORE))


def forget_old(session: Session, now: datetime) -> None:
    """Remove what is older than anybody asks for."""
    session.execute(delete(Noted).where(col(Noted.at) < now - KEPT))


def _whose(table: type[Noted | Job], team_id: str | None, key_id: str | None) -> list[ColumnElement[bool]]:
    """Of one team, of one key, or of everybody."""
    wanted = ((table.team_id, team_id), (table.key_id, key_id))
    return [col(column) == one for column, one in wanted if one is not None]


def _noted(session: Session, since: datetime, whose: Sequence[ColumnElement[bool]]) -> list[AuditLine]:
    begun = since.replace(second=0, microsecond=0)
    rows = select(Noted).where(col(Noted.at) >= begun, *whose).order_by(col(Noted.at), col(Noted.event))
    return [_line(row) for row in session.scalars(rows)]


def _paid(session: Session, since: datetime, whose: Sequence[ColumnElement[bool]]) -> list[AuditLine]:
    """Jobs that were charged for, with all that they cost."""
    cost = func.sum(col(LedgerEntry.amount_microusd))
    jobs = select(Job, cost).join(LedgerEntry, col(LedgerEntry.job_id) == col(Job.id))
    charged = jobs.where(col(LedgerEntry.kind).in_(CHARGED), col(Job.created_at) >= since, *whose)
    rows = charged.group_by(col(Job.id)).having(cost != 0).order_by(col(Job.created_at))
    return [_paid_line(job, total) for job, total in session.execute(rows)]


def _line(row: Noted) -> AuditLine:
    return AuditLine(
        at=row.at,
        event=row.event,
        org_id=row.org_id,
        team_id=row.team_id,
        key_id=row.key_id,
        subject=row.subject,
        tool=row.tool,
        code=row.code,
        times=row.times,
    )


def _paid_line(job: Job, microusd: int) -> AuditLine:
    return AuditLine(
        at=job.created_at,
        event="paid",
        org_id=job.org_id,
        team_id=job.team_id,
        key_id=job.key_id,
        subject=job.subject,
        tool=job.tool,
        job_id=job.id,
        charged=Money(int(microusd)),
    )
