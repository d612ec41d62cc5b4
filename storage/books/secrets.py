"""What all processes of an installation must know and nobody else may: made once, by whichever needs it first."""

from __future__ import annotations

import secrets

from sqlmodel import col, select

from footage.secrets import keep_secret
from footage.threads import Clock
from storage.db import Database
from storage.team_tables import Secret


class SecretTable:
    """Secrets by their names, in the database that all processes share."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def get(self, name: str) -> str:
        """A secret; the first who asks makes it."""
        value = self._known(name) or self._made(name)
        keep_secret(value)
        return value

    def _known(self, name: str) -> str | None:
        with self._db.read() as session:
            return session.scalar(select(Secret.value).where(col(Secret.name) == name))

    def _made(self, name: str) -> str:
        with self._db.write() as session:
            if row := session.get(Secret, name):
                return row.value
            value = secrets.token_urlsafe(32)
            session.add(Secret(name=name, value=value, at=self._clock()))
        self._db.keep_private()
        return value
