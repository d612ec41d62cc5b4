"""What has changed among all jobs; see `footage.ports.changes`.

Everything that happens to a job is a line of its history, whose numbers only grow. Progress is none: it is read from
the jobs that are being worked on, of which there are never many.
"""

from __future__ import annotations

from typing import cast

from sqlalchemy import Select, func, or_, select
from sqlmodel import Session, col

from footage.domain import JobStatus
from footage.ports.changes import JobNews, Look, Mark
from footage.ports.jobs import JobState
from footage.threads import Clock
from storage.db import Database
from storage.tables import Approval, Job, JobEvent, LedgerEntry

_MOST = 500
"""More jobs than these at once are not told one by one."""

_TOLD = (Job.id, Job.team_id, Job.title, Job.status, Job.progress, Job.message)


class ChangeTable:
    """`footage.ports.changes.ChangeLog` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def mark(self) -> Mark:
        with self._db.read() as session:
            return Mark(_last(session, select(func.max(col(JobEvent.id)))), _last(session, _lines()))

    def since(self, mark: Mark) -> Look:
        happened = select(col(JobEvent.job_id)).where(col(JobEvent.id) > mark.event_id).distinct().limit(_MOST)
        paid = select(col(Job.team_id)).join(LedgerEntry, col(LedgerEntry.job_id) == col(Job.id))
        waiting = col(Approval.used_at).is_(None), col(Approval.expires_at) > self._clock()
        quotes = select(col(Approval.team_id), func.count()).where(*waiting).group_by(col(Approval.team_id))
        with self._db.read() as session:
            event_id = _last(session, select(func.max(col(JobEvent.id))))
            line_id = _last(session, _lines())
            changed = session.scalars(happened).all() if event_id > mark.event_id else ()
            teams = paid.where(col(LedgerEntry.id) > mark.line_id).distinct()
            return Look(
                mark=Mark(event_id, line_id),
                jobs=_jobs(session, list(changed)),
                paid=frozenset(session.scalars(teams)) if line_id > mark.line_id else frozenset(),
                quotes={row[0]: row[1] for row in session.execute(quotes)},
            )


def _lines() -> Select[tuple[int | None]]:
    return select(func.max(col(LedgerEntry.id)))


def _last(session: Session, question: Select[tuple[int | None]]) -> int:
    return session.scalar(question) or 0


def _jobs(session: Session, changed: list[str]) -> list[JobNews]:
    which = or_(col(Job.status) == "working", col(Job.id).in_(changed)) if changed else col(Job.status) == "working"
    rows = session.execute(select(*(col(one) for one in _TOLD)).where(which).limit(2 * _MOST))
    return [
        JobNews(
            job_id=job_id,
            team_id=team_id,
            title=title,
            state=JobState(status=cast(JobStatus, status), progress=progress, message=message),
        )
        for job_id, team_id, title, status, progress, message in rows
    ]
