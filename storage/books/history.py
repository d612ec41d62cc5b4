"""How backends did here lately, read from the attempts; what the router's beliefs are updated by."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from footage.ports.routing import Observation
from footage.threads import Clock, seconds_between
from storage.db import Database
from storage.tables import Attempt

DAYS = 90
MOST = 1000
BACKEND_FAULTS = frozenset(
    {"vendor_failed", "quota_exhausted", "rate_limited", "auth_failed", "retired_model", "timeout", "in_doubt"}
)
"""Ends that speak against the backend; a refused prompt or a cancelled job says nothing about it."""

_OBSERVED = tuple(
    col(column)
    for column in (
        Attempt.backend,
        Attempt.state,
        Attempt.error_code,
        Attempt.started_at,
        Attempt.ended_at,
        Attempt.expected_s,
        Attempt.quality,
        Attempt.measure,
    )
)


class AttemptHistory:
    """`footage.ports.routing.History` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def recent(self) -> list[Observation]:
        now = self._clock()
        newest = (
            select(*_OBSERVED)
            .where(col(Attempt.ended_at) > now - timedelta(days=DAYS))
            .order_by(col(Attempt.id).desc())
            .limit(MOST)
        )
        with self._db.read() as session:
            rows = session.execute(newest).all()
        return [
            Observation(
                backend=row.backend,
                age_days=seconds_between(row.ended_at, now) / 86400,
                succeeded=row.state == "succeeded",
                elapsed_s=seconds_between(row.started_at, row.ended_at) if row.state == "succeeded" else None,
                expected_s=row.expected_s,
                quality=row.quality,
                measure=row.measure,
            )
            for row in rows
            if row.ended_at and (row.state == "succeeded" or row.error_code in BACKEND_FAULTS)
        ]
