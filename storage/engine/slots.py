"""Executor slots: who is alive, decided by locks that the system drops when a process dies, even by `kill -9`.

Each process takes the lowest free slot and uses its name as executor id. Anyone who can lock another slot knows that
its last owner is dead, and may adopt that executor's jobs while holding the lock.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storage.db import Database

MAX_SLOTS = 256
_PG_LOCK_CLASS = 0x466F6F


class Slots(Protocol):
    """Slots of one database."""

    mine: int

    def if_dead(self, slot: int) -> AbstractContextManager[bool]:
        """Whether the slot's owner is gone; if so the slot is locked by us inside the block."""

    def is_held(self) -> bool:
        """Whether our own slot is still ours; if not, others may already be running our jobs."""

    def release(self) -> None: ...


def executor_id(slot: int) -> str:
    """The engine's name for the owner of a slot."""
    return f"slot-{slot}"


def take_slot(database: Database, folder: Path) -> Slots:
    """Take the lowest free slot."""
    return FileSlots(folder) if database.is_sqlite else PostgresSlots(database.url)


class FileSlots:
    """Slots as locked files beside a SQLite database (one machine)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for slot in range(MAX_SLOTS):
            lock = self._lock(slot)
            if _try(lock):
                self.mine, self._held = slot, lock
                return
        raise RuntimeError(f"more than {MAX_SLOTS} processes share {folder}")

    @contextlib.contextmanager
    def if_dead(self, slot: int) -> Iterator[bool]:
        lock = self._lock(slot)
        locked = slot != self.mine and _try(lock)
        try:
            yield locked
        finally:
            lock.release()

    def is_held(self) -> bool:
        return True  # the kernel keeps it for as long as we live

    def release(self) -> None:
        self._held.release()

    def _lock(self, slot: int) -> FileLock:
        # Not thread-local: the sweeper releases on its own thread, shutdown on another.
        return FileLock(self._folder / f"{slot}.lock", thread_local=False)


class PostgresSlots:
    """Slots as session-level advisory locks on one dedicated connection (any number of machines)."""

    def __init__(self, url: str) -> None:
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection = engine.connect()
        for slot in range(MAX_SLOTS):
            if _pg_try(self._connection, slot):
                self.mine = slot
                return
        raise RuntimeError(f"more than {MAX_SLOTS} processes share this database")

    @contextlib.contextmanager
    def if_dead(self, slot: int) -> Iterator[bool]:
        locked = slot != self.mine and _pg_try(self._connection, slot)
        try:
            yield locked
        finally:
            if locked:
                self._unlock(slot)

    def is_held(self) -> bool:
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def release(self) -> None:
        if self._connection.closed:
            return
        with contextlib.suppress(DBAPIError):
            self._unlock(self.mine)  # the server may take a while to notice that a connection was closed
        with contextlib.suppress(DBAPIError):
            self._connection.close()

    def _unlock(self, slot: int) -> None:
        self._connection.execute(text("SELECT pg_advisory_unlock(:c, :s)"), {"c": _PG_LOCK_CLASS, "s": slot})


def _try(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _pg_try(connection: Connection, slot: int) -> bool:
    locked = connection.execute(text("SELECT pg_try_advisory_lock(:c, :s)"), {"c": _PG_LOCK_CLASS, "s": slot})
    return bool(locked.scalar())
