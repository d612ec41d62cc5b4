"""What a text model answered, kept by the hash of what it was asked, so that the same question is paid for once.

Of several jobs with the same question one asks it; the others wait for its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from footage.threads import Clock
from storage.db import Database
from storage.tables import Asking, CachedText


class TextTable:
    """`footage.ports.routing.Texts` over the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def get(self, key: str) -> dict[str, Any] | None:
        with self._db.read() as session:
            found = session.get(CachedText, key)
            return found.content if found else None

    def put(self, key: str, content: Mapping[str, Any]) -> None:
        with self._db.write() as session:
            session.merge(CachedText(key=key, content=dict(content), at=self._clock()))

    def claim(self, key: str, job_id: str, for_s: float) -> bool:
        now = self._clock()
        with self._db.write() as session:
            other = session.get(Asking, key)
            if other and other.job_id != job_id and other.at > now - timedelta(seconds=for_s):
                return False
            session.merge(Asking(key=key, job_id=job_id, at=now))
            return True

    def release(self, key: str, job_id: str) -> None:
        with self._db.write() as session:
            mine = session.get(Asking, key)
            if mine and mine.job_id == job_id:
                session.delete(mine)
