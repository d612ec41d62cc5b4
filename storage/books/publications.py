"""Films on the web for good, by the token in their address."""

from __future__ import annotations

import secrets

from sqlalchemy import delete
from sqlmodel import col, select

from footage.threads import Clock
from storage.db import Database
from storage.team_tables import Publication

_TOKEN_BYTES = 18


class PublicationTable:
    """`footage.ports.uploads.Publications` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def publish(self, job_id: str) -> str:
        with self._db.write() as session:
            known = session.scalar(select(Publication.token).where(col(Publication.job_id) == job_id))
            if known:
                return known
            token = f"pub_{secrets.token_urlsafe(_TOKEN_BYTES)}"
            session.add(Publication(token=token, job_id=job_id, at=self._clock()))
            return token

    def unpublish(self, job_id: str) -> bool:
        with self._db.write() as session:
            gone = session.execute(delete(Publication).where(col(Publication.job_id) == job_id))
            return bool(gone.rowcount)  # type: ignore[attr-defined]

    def token_of(self, job_id: str) -> str | None:
        with self._db.read() as session:
            return session.scalar(select(Publication.token).where(col(Publication.job_id) == job_id))

    def job_of(self, token: str) -> str | None:
        with self._db.read() as session:
            return session.scalar(select(Publication.job_id).where(col(Publication.token) == token))
