"""Many jobs at once, for pages; see `footage.ports.overview`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePath
from statistics import median
from typing import Any, cast

from sqlalchemy import ColumnElement, exists, func, select
from sqlmodel import Session, col

from footage.domain import JobStatus
from footage.money import ZERO, Money
from footage.ports.overview import (
    DaySum,
    Doubt,
    FilmLine,
    Found,
    Pause,
    Record,
    SpentBy,
    SpentLine,
    StatementLine,
    Step,
    Wanted,
)
from footage.threads import Clock, seconds_between
from storage.books import overview_money
from storage.books.breaker import PAUSE_S
from storage.books.periods import Calendar
from storage.books.sums import CHARGED, held
from storage.books.teams import jobs_of, rows_of
from storage.db import Database
from storage.tables import Attempt, Health, Job, JobEvent, LedgerEntry, OpenHold

RECENT = 50
"""So many tries of a backend are told of."""

_OPEN = ("queued", "working")


class OverviewTable:
    """`footage.ports.overview.Overview` over the database.

    Args:
        database: Where the rows are.
        clock: Now, aware UTC.
        time_zone: Where days begin.
    """

    def __init__(self, database: Database, clock: Clock, time_zone: str) -> None:
        self._db = database
        self._calendar = Calendar(clock, time_zone)

    def films(self, team_id: str | None, wanted: Wanted, *, first: int, count: int) -> Found:
        which = [*jobs_of(team_id), *self._conditions(wanted)]
        page = select(Job).where(*which).order_by(col(Job.created_at).desc(), col(Job.id)).offset(first).limit(count)
        with self._db.read() as session:
            total = session.scalar(select(func.count(col(Job.id))).where(*which)) or 0
            return Found(films=_lines(session, session.scalars(page).all()), total=total)

    def under_way(self, team_id: str | None) -> Sequence[FilmLine]:
        mine = select(Job).where(col(Job.status).in_(_OPEN), *jobs_of(team_id)).order_by(col(Job.created_at))
        with self._db.read() as session:
            return _lines(session, session.scalars(mine).all())

    def askers(self, team_id: str | None) -> Sequence[tuple[str, str]]:
        keys = select(col(Job.key_id), func.max(col(Job.subject))).where(*jobs_of(team_id)).group_by(col(Job.key_id))
        with self._db.read() as session:
            return [(key, subject) for key, subject in session.execute(keys.order_by(col(Job.key_id)))]

    def held(self, team_id: str | None, job_id: str) -> Money:
        mine = col(OpenHold.job_id) == job_id, *rows_of(team_id, OpenHold.job_id)
        with self._db.read() as session:
            return Money(int(session.scalar(select(held(*mine))) or 0))

    def steps(self, team_id: str | None, job_id: str) -> Sequence[Step]:
        mine = col(JobEvent.job_id) == job_id, *rows_of(team_id, JobEvent.job_id)
        rows = select(JobEvent).where(*mine).order_by(col(JobEvent.id))
        with self._db.read() as session:
            return [Step(at=row.at, event=row.event, detail=row.detail) for row in session.scalars(rows)]

    def statement(self, team_id: str | None, *, before: int | None, count: int) -> Sequence[StatementLine]:
        with self._db.read() as session:
            return overview_money.statement(session, team_id, before, count)

    def days(self, team_id: str | None, since: date) -> Sequence[DaySum]:
        with self._db.read() as session:
            return overview_money.days(session, team_id, self._calendar, since)

    def spent(self, team_id: str | None, by: SpentBy, since: date) -> Sequence[SpentLine]:
        with self._db.read() as session:
            return overview_money.spent(session, team_id, by, self._calendar.beginning(since))

    def doubts(self, team_id: str | None) -> Sequence[Doubt]:
        with self._db.read() as session:
            return overview_money.doubts(session, team_id)

    def records(self, team_id: str | None) -> Mapping[str, Record]:
        nth = func.row_number().over(partition_by=col(Attempt.backend), order_by=col(Attempt.id).desc()).label("nth")
        ended = col(Attempt.ended_at).is_not(None), *rows_of(team_id, Attempt.job_id)
        columns = Attempt.backend, Attempt.state, Attempt.started_at, Attempt.ended_at, Attempt.error_code
        latest = select(*(col(one) for one in columns), nth).where(*ended).subquery()
        with self._db.read() as session:
            rows = session.execute(select(latest).where(latest.c.nth <= RECENT).order_by(latest.c.nth)).all()
        names = dict.fromkeys(row.backend for row in rows)
        return {name: _told([row for row in rows if row.backend == name]) for name in names}

    def pauses(self) -> Mapping[str, Pause]:
        with self._db.read() as session:
            rows = session.scalars(select(Health).where(col(Health.opened_at).is_not(None))).all()
        return {
            row.vendor: Pause(
                reason=row.reason,
                failures=row.failures,
                since=row.opened_at,
                again_at=row.opened_at + timedelta(seconds=PAUSE_S),
            )
            for row in rows
            if row.opened_at
        }

    def _conditions(self, wanted: Wanted) -> Iterable[ColumnElement[bool]]:
        same: tuple[tuple[Any, str | None], ...] = (
            (Job.status, wanted.state),
            (Job.tool, wanted.tool),
            (Job.key_id, wanted.key),
        )
        yield from (col(column) == value for column, value in same if value)
        if wanted.backend:
            yield exists().where(col(Attempt.job_id) == col(Job.id), col(Attempt.backend) == wanted.backend)
        if wanted.day:
            yield col(Job.created_at) >= self._calendar.beginning(wanted.day)
            yield col(Job.created_at) < self._calendar.beginning(wanted.day + timedelta(days=1))
        for word in wanted.words.split():
            yield col(Job.title).icontains(word, autoescape=True)


def _lines(session: Session, jobs: Sequence[Job]) -> list[FilmLine]:
    ids = [job.id for job in jobs]
    charged = select(col(LedgerEntry.job_id), func.sum(col(LedgerEntry.amount_microusd)))
    charged = charged.where(col(LedgerEntry.job_id).in_(ids), col(LedgerEntry.kind).in_(CHARGED))
    sums = {job_id: Money(int(total)) for job_id, total in session.execute(charged.group_by(col(LedgerEntry.job_id)))}
    return [_line(job, sums.get(job.id, ZERO)) for job in jobs]


def _line(job: Job, charged: Money) -> FilmLine:
    result = job.result or {}
    video: Mapping[str, Any] = result.get("video") or {}
    return FilmLine(
        job_id=job.id,
        tool=job.tool,
        title=job.title,
        status=cast(JobStatus, job.status),
        progress=job.progress,
        message=job.message,
        stopping=job.cancel_requested,
        backend=(job.route or {}).get("backend", ""),
        charged=charged,
        subject=job.subject,
        created_at=job.created_at,
        finished_at=job.finished_at,
        error_code=(job.error or {}).get("code", ""),
        poster=_own(job.id, video.get("poster")),
        duration_s=video.get("duration_s"),
        verdict=(result.get("quality") or {}).get("verdict") or "",
    )


def _own(job_id: str, path: str | None) -> str | None:
    """The name of a file that the job has put away itself."""
    parts = PurePath(path).parts if path else ()
    return parts[-1] if len(parts) > 1 and parts[-2] == job_id else None


def _told(rows: Sequence[Any]) -> Record:
    took_s = [seconds_between(row.started_at, row.ended_at) for row in rows if row.state == "succeeded"]
    failed = next((row for row in rows if row.state != "succeeded" and row.error_code), None)
    return Record(
        ended=len(rows),
        succeeded=len(took_s),
        median_s=median(took_s) if took_s else None,
        last_error=failed.error_code if failed else "",
        last_at=rows[0].ended_at,
    )
