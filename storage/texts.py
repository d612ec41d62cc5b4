"""What a text model answered, kept by the hash of what it was asked, so that the same question is paid for once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from footage.ports import Clock
from storage.db import Database
from storage.tables import CachedText


class TextTable:
    """`footage.ports.Texts` over the database."""

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
