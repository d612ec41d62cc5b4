"""One connection policy for SQLite and Postgres.

SQLite: WAL, `synchronous=FULL` (an intent or hold must survive a power cut), foreign keys, a busy timeout, and
`BEGIN IMMEDIATE` for every writing transaction, so that what it read cannot change before it writes. A deferred
transaction would read first and fail, or overspend, when it upgrades.
Postgres: READ COMMITTED, and an advisory lock for transactions that decide about money.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session

from footage.errors import InvalidInputError

BUSY_TIMEOUT_MS = 30_000
CONNECT_WITHIN_S = 5
"""To PostgreSQL, to each of its addresses."""
SQLITE_CONNECTIONS = 16
"""Kept open in each process: opening one anew costs more than what most transactions do."""

_MONEY_LOCK = 0x466F6F74  # any constant will do, as long as every process uses the same


class Database:
    """A SQLite file or a Postgres database.

    Args:
        sqlite_path: The file; its folder exists.
        url: A `postgresql://` URL; wins over `sqlite_path`.
    """

    def __init__(self, sqlite_path: Path, url: str | None = None) -> None:
        self.is_sqlite = url is None
        self.url = f"sqlite:///{sqlite_path}" if url is None else _with_driver(url)
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else create_engine(self.url, pool_pre_ping=True)
        # SQLite lets those who wait to write sleep and try again; threads of one process rather stand in line.
        self._in_turn: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else contextlib.nullcontext()

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads; never waits for writers."""
        with Session(self.engine.execution_options(footage_read=True), expire_on_commit=False) as session:
            yield session

    @contextlib.contextmanager
    def write(self) -> Iterator[Session]:
        """A session in one writing transaction: committed at the end of the block, rolled back on any error."""
        with self._in_turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.connection()  # take the write lock before the first read
            yield session

    def lock_money(self, session: Session) -> None:
        """Make this transaction the only one deciding about money until it ends."""
        if not self.is_sqlite:
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MONEY_LOCK})

    def engine_for_jobs(self) -> Engine:
        """A separate engine for the job engine, which begins its own transactions."""
        if not self.is_sqlite:
            return create_engine(self.url, pool_pre_ping=True)
        engine = create_engine(self.url)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "connect", _begin_immediate_before_writes)
        return engine

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _with_driver(url: str) -> str:
    """The URL for our driver, with a limit on connecting: a server that is away must not keep a caller waiting."""
    try:
        address = make_url(url.replace("postgresql://", "postgresql+psycopg://", 1))
    except (ArgumentError, ValueError):  # whose words have the password in them
        raise InvalidInputError(
            "FOOTAGE_DATABASE_URL is no address of a database.", hint="Write postgresql://user:password@host/name."
        ) from None
    if "connect_timeout" not in address.query:
        address = address.update_query_dict({"connect_timeout": str(CONNECT_WITHIN_S)})
    return address.render_as_string(hide_password=False)


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, pool_size=SQLITE_CONNECTIONS)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _begin_immediate_before_writes(connection: Any, _record: object) -> None:
    connection.isolation_level = "IMMEDIATE"


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("footage_read")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
