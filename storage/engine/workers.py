"""Which processes have devices to make films on: each has a row and renews it for as long as it lives."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from footage.ports.devices import Offer
from footage.threads import Clock
from storage.db import Database
from storage.tables import Worker

ALIVE_S = 30.0
"""A process that has not renewed its row for this long does not count. The clocks of machines may differ by less."""


class WorkerTable:
    """Processes that have devices, on any machine that shares the database, for as long as they say so."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def alive(self) -> list[Offer]:
        """What each of them makes."""
        since = self._clock() - timedelta(seconds=ALIVE_S)
        recent = select(Worker).where(col(Worker.seen_at) > since).order_by(col(Worker.slot))
        with self._db.read() as session:
            return [
                Offer(host=row.host, devices=tuple(row.devices), backends=tuple(row.backends))
                for row in session.scalars(recent)
            ]

    def backends(self) -> frozenset[str]:
        """Names of all backends that one of them can use."""
        return frozenset(name for offer in self.alive() for name in offer.backends)

    def beat(self, slot: int, offer: Offer) -> None:
        """Renew the row of an executor slot's owner: it is alive, and these are its backends."""
        with self._db.write() as session:
            session.merge(
                Worker(
                    slot=slot,
                    host=offer.host,
                    devices=list(offer.devices),
                    backends=list(offer.backends),
                    seen_at=self._clock(),
                )
            )

    def slots(self) -> list[int]:
        """Slots of all that said so, whether they are still there or not."""
        with self._db.read() as session:
            return list(session.scalars(select(col(Worker.slot)).order_by(col(Worker.slot))))

    def leave(self, slot: int) -> None:
        """Forget the owner of a slot: it stops, or has died."""
        if slot not in self.slots():  # nearly always; no need to wait for the write lock
            return
        with self._db.write() as session:
            if row := session.get(Worker, slot):
                session.delete(row)
