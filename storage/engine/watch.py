"""Notices that another process has written to the database, for next to nothing."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from typing import Protocol

from storage.db import Database
from storage.engine.slots import PostgresSlots, Slots

LOOK_S = 0.25
"""How soon a job that another process placed is seen."""

EACH_S, LONGEST_S = 0.02, 0.5
"""How much longer a process may wait with news for each other one, and at the longest."""

NET_S = 5.0
"""On PostgreSQL the database is looked at this often without any news: older versions place jobs in silence."""


class Watch(Protocol):
    """Used by one thread."""

    def wait(self, stopping: threading.Event) -> bool:
        """Pause for about `LOOK_S`; whether the database may have changed meanwhile, by whomever."""

    def close(self) -> None: ...


def watch_over(database: Database, slots: Slots) -> Watch:
    """The watch for the kind of database."""
    return PostgresWatch(slots) if isinstance(slots, PostgresSlots) else SqliteWatch(str(database.engine.url.database))


class SqliteWatch:
    """Asks SQLite for the number that changes with every commit of another connection: a few microseconds."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._version = -1

    def wait(self, stopping: threading.Event) -> bool:
        if stopping.wait(LOOK_S):
            return False
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        changed, self._version = bool(version != self._version), version
        return changed

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


class PostgresWatch:
    """Listens for notifications on the slot's connection.

    All processes hear of a job at once, and one can have it. So each waits for a moment by chance, the longer the more
    of them there are: most find then that the job is taken, which costs a question in the place of ten.
    """

    def __init__(self, slots: PostgresSlots) -> None:
        self._slots = slots
        self._next_look_s = 0.0

    def wait(self, stopping: threading.Event) -> bool:
        if self._slots.wait_for_news(LOOK_S) or time.monotonic() >= self._next_look_s:
            self._next_look_s = time.monotonic() + NET_S
            most_s = min(EACH_S * (self._slots.living - 1), LONGEST_S)
            return not stopping.wait(random.uniform(0, most_s))  # noqa: S311 - no secret
        return False

    def close(self) -> None:
        """The connection is the slot's."""
