"""What was learned of each kind of alarm from what was paid for it; the rule is in `quality.trust`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, false, select, update
from sqlmodel import col

from footage.ports.quality import Lesson, Trust
from footage.threads import Clock
from storage import tables
from storage.db import Database


class AlarmTable:
    """`footage.ports.quality.AlarmBook` over the database: one row for each kind, nobody's in particular."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def known(self) -> Mapping[str, Trust]:
        with self._db.read() as session:
            return {row.kind: _trust(row) for row in session.scalars(select(tables.Alarm)).all()}

    def now(self) -> datetime:
        return self._clock()

    def learn(self, job_id: str, part: str, n: int, in_vain: Mapping[str, bool], lesson: Lesson) -> bool:
        retake = tables.Retake
        mine = (col(retake.job_id) == job_id) & (col(retake.part) == part) & (col(retake.n) == n)
        unknown = update(retake).where(mine, col(retake.learned) == false()).values(learned=True)
        with self._db.write() as session:
            if not session.execute(unknown).rowcount:  # type: ignore[attr-defined]
                return False
            for kind, vain in in_vain.items():
                known = _trust(session.get(tables.Alarm, kind))
                taught = lesson(known, vain, self._clock())
                session.merge(
                    tables.Alarm(
                        kind=kind,
                        bought=taught.bought,
                        in_vain=taught.in_vain,
                        factor=taught.factor,
                        at=taught.at or self._clock(),
                    )
                )
            return True

    def forget(self) -> int:
        with self._db.write() as session:
            gone = session.execute(delete(tables.Alarm)).rowcount  # type: ignore[attr-defined]
            return int(gone)


def _trust(row: tables.Alarm | None) -> Trust:
    return Trust(bought=row.bought, in_vain=row.in_vain, factor=row.factor, at=row.at) if row else Trust()
