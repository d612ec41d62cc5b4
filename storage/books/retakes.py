"""Which stretches of films are made anew, written down before they are bought: a job run again buys the same ones."""

from __future__ import annotations

from footage.money import Money
from footage.ports.quality import Cause
from footage.ports.routing import Retake
from storage import tables
from storage.db import Database


class RetakeTable:
    """`footage.ports.routing.Retakes` over the database.

    Args:
        database: Where the rows are.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def begun(self, job_id: str, part: str, n: int) -> Retake | None:
        with self._db.read() as session:
            known = session.get(tables.Retake, (job_id, part, n))
            return _retake(known) if known else None

    def begin(self, job_id: str, part: str, n: int, retake: Retake) -> Retake:
        with self._db.write() as session:
            known = session.get(tables.Retake, (job_id, part, n))
            if known is None:
                known = tables.Retake(
                    job_id=job_id,
                    part=part,
                    n=n,
                    way=retake.way,
                    start_s=retake.start_s,
                    end_s=retake.end_s,
                    clip_s=retake.clip_s,
                    cost_microusd=retake.cost.microusd,
                    causes=dict(retake.causes),
                )
                session.add(known)
            return _retake(known)


def _retake(row: tables.Retake) -> Retake:
    return Retake(
        way=row.way,  # type: ignore[arg-type]
        start_s=row.start_s,
        end_s=row.end_s,
        clip_s=row.clip_s,
        cost=Money(row.cost_microusd),
        causes=tuple(Cause(kind, evidence) for kind, evidence in (row.causes or {}).items()),
    )
