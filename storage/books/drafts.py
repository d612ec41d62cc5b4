"""Drafts of the studio: each change is a step after the latest one, and nobody writes over what they have not seen."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import defer
from sqlmodel import Session, col

from footage.caller import Caller
from footage.errors import InvalidInputError, NotFoundError
from footage.plain_text import one_line
from footage.ports.drafts import CallersDrafts, Draft, DraftChangedError, DraftContent, Made
from footage.threads import Clock
from storage.db import Database
from storage.draft_tables import DraftRow, DraftStep

MOST_DRAFTS = 300
"""Of one team; the one that was changed longest ago makes room for the next."""

MOST_STEPS = 60
"""So far back a draft can be undone."""

LASTS = timedelta(days=180)
"""A draft that nobody changes for so long is removed."""

_TITLE_CHARS = 120


class DraftTable:
    """`footage.ports.drafts.Drafts` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def for_(self, caller: Caller) -> CallersDrafts:
        return CallersDraftTable(self, caller)


@dataclass(frozen=True)
class CallersDraftTable:
    """`footage.ports.drafts.CallersDrafts` of a caller's team."""

    table: DraftTable
    caller: Caller

    def begin(self, tool: str, title: str, source: str, content: DraftContent) -> Draft:
        now = self.table.clock()
        row = DraftRow(
            id=f"draft_{secrets.token_hex(10)}",
            tool=tool,
            title=one_line(title)[:_TITLE_CHARS],
            source=source,
            version=1,
            jobs=[],
            created_at=now,
            changed_at=now,
            **self.caller.ids(),
        )
        with self.table.database.write() as session:
            self._make_room(session)
            session.add(row)
            session.flush()
            step = self._step(row.id, 1, None, content)
            session.add(step)
            return _draft(row, step)

    def get(self, draft_id: str) -> Draft:
        with self.table.database.read() as session:
            row = self._row(session, draft_id)
            return _draft(row, _step_of(session, row))

    def newest(self, tools: Sequence[str], limit: int) -> list[Draft]:
        mine = col(DraftRow.team_id) == self.caller.team_id, col(DraftRow.tool).in_(tools)
        newest_first = col(DraftRow.changed_at).desc(), col(DraftRow.id)
        with self.table.database.read() as session:
            # Without their sources: an article may be long, and a list shows none.
            rows = select(DraftRow).options(defer(DraftRow.source)).where(*mine).order_by(*newest_first).limit(limit)  # type: ignore[arg-type]
            return [_draft(row, _step_of(session, row), source="") for row in session.scalars(rows).all()]

    def change(self, draft_id: str, seen: int, after: int, content: DraftContent) -> Draft:
        with self.table.database.write() as session:
            row = self._row(session, draft_id)
            if row.version != after:
                raise DraftChangedError(_step_of(session, row).subject, row.version)
            self._refuse_others(session, row, seen)
            return self._next(session, row, before=row.version, content=content)

    def undo(self, draft_id: str, seen: int) -> Draft:
        with self.table.database.write() as session:
            row = self._row(session, draft_id)
            self._refuse_others(session, row, seen)
            now = _step_of(session, row)
            back = session.get(DraftStep, (draft_id, now.before)) if now.before is not None else None
            if back is None:
                raise InvalidInputError("There is nothing to take back.", hint="This is how the draft began.")
            return self._next(session, row, before=back.before, content=DraftContent.read(back.content))

    def made(self, draft_id: str, version: int, jobs: Sequence[str]) -> Draft:
        with self.table.database.write() as session:
            row = self._row(session, draft_id)
            known = {job_id for job_id, _ in row.jobs}
            row.jobs = [*row.jobs, *((one, version) for one in jobs if one not in known)]
            session.add(row)
            return _draft(row, _step_of(session, row))

    def pick(self, draft_id: str, job_id: str) -> Draft:
        with self.table.database.write() as session:
            row = self._row(session, draft_id)
            if job_id not in {known for known, _ in row.jobs}:
                raise InvalidInputError(f"{job_id} is no take of this draft.")
            row.picked = job_id
            session.add(row)
            return _draft(row, _step_of(session, row))

    def remove(self, draft_id: str) -> None:
        with self.table.database.write() as session:
            _remove(session, [self._row(session, draft_id).id])

    def _row(self, session: Session, draft_id: str) -> DraftRow:
        row = session.get(DraftRow, draft_id)
        if row is None or row.team_id != self.caller.team_id:
            raise NotFoundError("There is no such draft.", hint="It may have been removed. Plan lists those there are.")
        return row

    def _refuse_others(self, session: Session, row: DraftRow, seen: int) -> None:
        """Between what a person saw and what there is now may lie steps of theirs, and of nobody else."""
        since = col(DraftStep.draft_id) == row.id, col(DraftStep.version) > seen
        theirs = select(col(DraftStep.subject)).where(*since, col(DraftStep.subject) != self.caller.subject)
        if other := session.scalar(theirs.order_by(col(DraftStep.version).desc()).limit(1)):
            raise DraftChangedError(other, row.version)

    def _next(self, session: Session, row: DraftRow, *, before: int | None, content: DraftContent) -> Draft:
        row.version, row.changed_at = row.version + 1, self.table.clock()
        step = self._step(row.id, row.version, before, content)
        session.add_all([row, step])
        old = col(DraftStep.draft_id) == row.id, col(DraftStep.version) <= row.version - MOST_STEPS
        session.execute(delete(DraftStep).where(*old))
        return _draft(row, step)

    def _step(self, draft_id: str, version: int, before: int | None, content: DraftContent) -> DraftStep:
        return DraftStep(
            draft_id=draft_id,
            version=version,
            before=before,
            content=content.written(),
            subject=self.caller.subject,
            at=self.table.clock(),
        )

    def _make_room(self, session: Session) -> None:
        too_old = select(col(DraftRow.id)).where(col(DraftRow.changed_at) < self.table.clock() - LASTS)
        mine = select(col(DraftRow.id)).where(col(DraftRow.team_id) == self.caller.team_id)
        last = mine.order_by(col(DraftRow.changed_at).desc(), col(DraftRow.id)).offset(MOST_DRAFTS - 1)
        # A number for those databases that know no offset without one.
        count = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
        beyond = session.scalars(last.limit(max(1, count))).all()
        _remove(session, [*session.scalars(too_old).all(), *beyond])


def _remove(session: Session, draft_ids: Sequence[str]) -> None:
    if draft_ids:
        session.execute(delete(DraftStep).where(col(DraftStep.draft_id).in_(draft_ids)))
        session.execute(delete(DraftRow).where(col(DraftRow.id).in_(draft_ids)))


def _step_of(session: Session, row: DraftRow) -> DraftStep:
    return session.get_one(DraftStep, (row.id, row.version))


def _draft(row: DraftRow, step: DraftStep, source: str | None = None) -> Draft:
    return Draft(
        draft_id=row.id,
        tool=row.tool,
        title=row.title,
        source=row.source if source is None else source,
        version=row.version,
        content=DraftContent.read(step.content),
        can_undo=step.before is not None,
        by=step.subject,
        changed_at=row.changed_at,
        jobs=tuple(Made(job_id, version) for job_id, version in row.jobs),
        picked=row.picked,
    )
