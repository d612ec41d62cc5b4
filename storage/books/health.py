"""The circuit breaker of every vendor, shared by all processes and kept over restarts; see `storage.books.breaker`."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from footage.errors import DatabaseAwayError
from footage.ports.routing import Admission
from footage.threads import Clock
from storage.books.breaker import Breaker
from storage.db import Database
from storage.tables import Health

_log = logging.getLogger("footage.health")


class HealthTable:
    """`footage.ports.routing.Health` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def paused(self) -> Mapping[str, str]:
        now = self._clock()
        with self._db.read() as session:
            rows = session.scalars(select(Health).where(col(Health.opened_at).is_not(None))).all()
        reasons = {row.vendor: _breaker(row).why_not(now) for row in rows}
        return {vendor: reason for vendor, reason in reasons.items() if reason}

    def admit(self, vendor: str) -> Admission:
        with self._db.read() as session:
            if _breaker(session.get(Health, vendor)).opened_at is None:  # nearly always; no need to wait for a turn
                return "yes"
        with self._db.write() as session:
            breaker, now = _breaker(session.get(Health, vendor)), self._clock()
            admission = breaker.admission(now)
            if admission == "probe":
                _keep(session, vendor, breaker.probed(now))
            return admission

    def succeeded(self, vendor: str) -> None:
        with _only_logged(vendor):
            with self._db.read() as session:
                if session.get(Health, vendor) is None:  # nearly always; no need to wait for a turn
                    return
            self._tell(vendor, lambda breaker: breaker.succeeded())

    def failed(self, vendor: str, code: str) -> None:
        with _only_logged(vendor):
            self._tell(vendor, lambda breaker: breaker.failed(code, self._clock()))

    def _tell(self, vendor: str, event: Callable[[Breaker], Breaker]) -> None:
        with self._db.write() as session:
            _keep(session, vendor, event(_breaker(session.get(Health, vendor))))


@contextlib.contextmanager
def _only_logged(vendor: str) -> Iterator[None]:
    """Health is told in the middle of paying for a film: trouble with writing it down must not cost the film."""
    try:
        yield
    except (DatabaseAwayError, SQLAlchemyError):
        _log.warning("the health of %s could not be written down", vendor, exc_info=True)


def _breaker(row: Health | None) -> Breaker:
    return Breaker(**row.model_dump(exclude={"vendor"})) if row else Breaker()


def _keep(session: Session, vendor: str, breaker: Breaker) -> None:
    """Write it down; a vendor without trouble has no row."""
    if breaker == Breaker():
        if row := session.get(Health, vendor):
            session.delete(row)
    else:
        session.merge(Health(vendor=vendor, **asdict(breaker)))
