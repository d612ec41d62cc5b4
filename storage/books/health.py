"""The circuit breaker of every vendor, shared by all processes and kept over restarts.

It opens after `OPEN_AFTER` failures in a row (at once when the credentials or the quota are refused). `PAUSE_S` later
it is half open: one job at a time may try, after a free call where the vendor has one. `CLOSE_AFTER` successes close
it, a failure opens it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from footage.ports.routing import Admission
from footage.threads import Clock
from storage.db import Database
from storage.tables import Health

OPEN_AFTER = 5
CLOSE_AFTER = 3
PAUSE_S = 60.0
PROBE_S = 600.0
"""A probe that has not ended after this long died with its process."""

_AT_ONCE = frozenset({"auth_failed", "quota_exhausted"})
"""Refusals that the next request would get as well."""


class HealthTable:
    """`footage.ports.routing.Health` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def paused(self) -> Mapping[str, str]:
        now = self._clock()
        with self._db.read() as session:
            rows = session.scalars(select(Health).where(col(Health.opened_at).is_not(None))).all()
        return {row.vendor: _why(row, now) for row in rows if not _may_probe(row, now)}

    def admit(self, vendor: str) -> Admission:
        now = self._clock()
        with self._db.read() as session:
            row = session.get(Health, vendor)
            if row is None or row.opened_at is None:
                return "yes"
        with self._db.write() as session:
            row = session.get(Health, vendor)
            if row is None or row.opened_at is None:
                return "yes"
            if not _may_probe(row, now):
                return "no"
            row.probing_at = now
            return "probe"

    def succeeded(self, vendor: str) -> None:
        with self._db.read() as session:
            if session.get(Health, vendor) is None:  # nearly always; no need to wait for the write lock
                return
        with self._db.write() as session:
            row = session.get(Health, vendor)
            if row is None:
                return
            row.failures, row.probing_at, row.successes = 0, None, row.successes + 1
            if row.opened_at is None or row.successes >= CLOSE_AFTER:
                session.delete(row)

    def failed(self, vendor: str, code: str) -> None:
        with self._db.write() as session:
            row = self._row(session, vendor)
            row.failures, row.successes, row.probing_at, row.reason = row.failures + 1, 0, None, code
            if row.opened_at is not None or row.failures >= OPEN_AFTER or code in _AT_ONCE:
                row.opened_at = self._clock()

    def _row(self, session: Session, vendor: str) -> Health:
        row = session.get(Health, vendor)
        if row is None:
            row = Health(vendor=vendor)
            session.add(row)
        return row


def _may_probe(row: Health, now: datetime) -> bool:
    if row.opened_at is None or now < row.opened_at + timedelta(seconds=PAUSE_S):
        return False
    return row.probing_at is None or now >= row.probing_at + timedelta(seconds=PROBE_S)


def _why(row: Health, now: datetime) -> str:
    times = "once" if row.failures == 1 else f"{row.failures} times in a row"
    assert row.opened_at is not None  # noqa: S101 - only open rows are asked about
    left_s = (row.opened_at + timedelta(seconds=PAUSE_S) - now).total_seconds()
    until = f"paused for {left_s:.0f} s more" if left_s > 0 else "being tried again by another job"
    return f"{until}: it failed {times} ({row.reason})"
