"""Executor slots: who is alive, decided by locks that the system drops when a process dies, even by `kill -9`.

Each process takes the lowest free slot and uses its name as executor id. Anyone who can lock another slot knows that
its last owner is dead, and may adopt that executor's jobs while holding the lock.
"""

from __future__ import annotations

import contextlib
import selectors
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from storage.db import Database
from storage.pooler import require_own_sessions

MAX_SLOTS = 256
_LEAD = MAX_SLOTS + 1
"""Locked by who looks after all others. The one between is the sweeper's."""
CHANNEL = "footage_jobs"
"""Whoever places a job in PostgreSQL says so here, and the others look for it at once."""

_PG_LOCK_CLASS = 0x466F6F
_PG_OPTIONS = {"connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
"""A server that is gone without a word is noticed in about ten seconds, not in hours."""

_PG_SILENCE_MS = 10_000
_PG_KEEPS_ALIVE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
"""The same for the server: a machine that lost its power says no goodbye, and would keep its slot for two hours."""

_PG_ALIVE = text(
    "SELECT objid::bigint FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE locktype = 'advisory' AND granted AND classid = :c AND objsubid = 2 AND datname = current_database()"
)
"""All slots that somebody holds, in one question."""


class Slots(Protocol):
    """Slots of one database."""

    mine: int

    def if_dead(self, slot: int) -> AbstractContextManager[bool]:
        """Whether the slot's owner is gone; if so the slot is locked by us inside the block."""

    def perhaps_dead(self, slots: Collection[int]) -> list[int]:
        """Those of some slots whose owners may be gone: `if_dead` makes sure."""

    def leads(self) -> bool:
        """Whether this process looks after all others: one does, and when it is gone another one that asks."""

    def is_held(self) -> bool:
        """Whether our own slot is still ours; if not, others may already be running our jobs."""

    def release(self) -> None: ...


def executor_id(slot: int) -> str:
    """The engine's name for the owner of a slot."""
    return f"slot-{slot}"


def take_slot(database: Database, folder: Path) -> Slots:
    """Take the lowest free slot.

    Raises:
        InvalidInputError: Slots would go through a pooler that keeps no locks, so that two processes would share one.
    """
    if database.is_sqlite:
        return FileSlots(folder)
    require_own_sessions(database)
    return PostgresSlots(database.direct_url)


def are_taken(folder: Path) -> bool:
    """Whether a process that shares a SQLite database takes jobs now."""
    return any(not _is_free(FileLock(file, thread_local=False)) for file in folder.glob("*.lock"))


class FileSlots:
    """Slots as locked files beside a SQLite database (one machine)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._lead = self._lock(_LEAD)
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

    def perhaps_dead(self, slots: Collection[int]) -> list[int]:
        return [slot for slot in slots if slot != self.mine]

    def leads(self) -> bool:
        return self._lead.is_locked or _try(self._lead)

    def is_held(self) -> bool:
        return True  # the kernel keeps it for as long as we live

    def release(self) -> None:
        self._lead.release()
        self._held.release()

    def _lock(self, slot: int) -> FileLock:
        # Not thread-local: the sweeper releases on its own thread, shutdown on another.
        return FileLock(self._folder / f"{slot}.lock", thread_local=False)


class PostgresSlots:
    """Slots as session-level advisory locks on one dedicated connection (any number of machines).

    The connection also hears of new jobs. It belongs to one thread at a time.
    """

    def __init__(self, url: str) -> None:
        options = {**_PG_OPTIONS, "tcp_user_timeout": _PG_SILENCE_MS}
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=options)
        self._connection = engine.connect()
        try:
            self._heard = self._leads = False
            self.living = 1
            """How many processes there are, when they were last looked at."""
            driver: Any = self._connection.connection.driver_connection
            self._driver = driver
            driver.add_notify_handler(self._hear)
            self._connection.execute(text(f"LISTEN {CHANNEL}"))
            self._connection.exec_driver_sql(_PG_KEEPS_ALIVE)
            self._session = self._session_id()
            self.mine = self._lowest_free()
        except BaseException:
            self._connection.close()
            raise

    @contextlib.contextmanager
    def if_dead(self, slot: int) -> Iterator[bool]:
        locked = slot != self.mine and _pg_try(self._connection, slot)
        try:
            yield locked
        finally:
            if locked:
                self._unlock(slot)

    def perhaps_dead(self, slots: Collection[int]) -> list[int]:
        alive = set(self._connection.execute(_PG_ALIVE, {"c": _PG_LOCK_CLASS}).scalars())
        self.living = sum(slot < MAX_SLOTS for slot in alive)
        return [slot for slot in slots if slot not in alive]

    def leads(self) -> bool:
        self._leads = self._leads or _pg_try(self._connection, _LEAD)
        return self._leads

    def is_held(self) -> bool:
        try:
            # Not only whether it answers: SQLAlchemy may connect anew, and the locks went with the old session.
            return self._session_id() == self._session
        except SQLAlchemyError:
            return False

    def wait_for_news(self, timeout_s: float) -> bool:
        """Wait until another process says that it placed a job; also returns early when the connection breaks."""
        if self._driver.closed:
            return True
        if not self._heard:
            with selectors.DefaultSelector() as selector:
                selector.register(self._driver.fileno(), selectors.EVENT_READ)
                if selector.select(timeout_s) and not self.is_held():  # which also makes the driver read what came
                    return True
        heard, self._heard = self._heard, False
        return heard

    def release(self) -> None:
        if self._connection.closed:
            return
        with contextlib.suppress(SQLAlchemyError):
            self._unlock(self.mine)  # the server may take a while to notice that a connection was closed
            if self._leads:
                self._unlock(_LEAD)
        with contextlib.suppress(SQLAlchemyError):
            self._connection.close()

    def _lowest_free(self) -> int:
        for slot in range(MAX_SLOTS):
            if _pg_try(self._connection, slot):
                return slot
        raise RuntimeError(f"more than {MAX_SLOTS} processes share this database")

    def _hear(self, _notice: object) -> None:
        self._heard = True

    def _session_id(self) -> int:
        return int(self._connection.execute(text("SELECT pg_backend_pid()")).scalar_one())

    def _unlock(self, slot: int) -> None:
        self._connection.execute(text("SELECT pg_advisory_unlock(:c, :s)"), {"c": _PG_LOCK_CLASS, "s": slot})


def _try(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _is_free(lock: FileLock) -> bool:
    if _try(lock):
        lock.release()
        return True
    return False


def _pg_try(connection: Connection, slot: int) -> bool:
    locked = connection.execute(text("SELECT pg_try_advisory_lock(:c, :s)"), {"c": _PG_LOCK_CLASS, "s": slot})
    return bool(locked.scalar())
