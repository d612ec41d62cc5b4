"""One connection policy for SQLite and Postgres.

SQLite: WAL, `synchronous=FULL` (an intent or hold must survive a power cut), foreign keys, a busy timeout, and
`BEGIN IMMEDIATE` for every writing transaction, so that what it read cannot change before it writes. A deferred
transaction would read first and fail, or overspend, when it upgrades.
Postgres: a writing transaction is READ COMMITTED and takes an advisory lock first, for the same reason; a reading one
sees a single moment. So what is right on one database is right on the other: nobody else writes between what was read
and what is written. The lock is not kept while the disk writes: such a transaction is committed without waiting for
that, and waited for afterwards, together with those of others. Nothing is lost by it that anybody was told of: the log
is written in order, so whatever followed from a transaction is only on the disk if the transaction is.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from storage.address import address_of
from storage.trouble import using

BUSY_TIMEOUT_S = 30.0
BUSY_TIMEOUT_MS = round(BUSY_TIMEOUT_S * 1000)
SQLITE_CONNECTIONS = 16
"""Kept open in each process: opening one anew costs more than what most transactions do."""

POSTGRES_CONNECTIONS = 5
"""Of each process at most, and as many again for the job engine: a server has a hundred for all of them."""

_WRITE_LOCK = 0x466F6F74  # any constant will do, as long as every process uses the same
_BEGIN_IN_TURN = (
    f"BEGIN; SELECT set_config('lock_timeout', '{BUSY_TIMEOUT_MS}ms', true), "
    f"set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock({_WRITE_LOCK})"
)
"""All in one question; waiting for any lock ends when it would on SQLite."""

_BEGIN_READING = {True: "BEGIN", False: "BEGIN ISOLATION LEVEL REPEATABLE READ"}
_BEGIN_WRITING = {True: "BEGIN IMMEDIATE", False: "BEGIN"}
"""On SQLite, and on PostgreSQL."""

_COMMIT_ON_DISK = "COMMIT; SELECT pg_logical_emit_message(true, 'footage', '')"
"""And a transaction that writes only a line in the log: when that is on the disk, so is all that came before it."""

_USED, _TOLD = "footage_used", "footage_told"
_is_tried_later: ContextVar[bool] = ContextVar("_is_tried_later", default=False)


class Database:
    """A SQLite file or a Postgres database.

    Args:
        sqlite_path: The file; its folder exists.
        url: A `postgresql://` URL; wins over `sqlite_path`. Transactions may go through a pooler.
        direct_url: The same database past the pooler, for what belongs to a connection: slots and notices.
        connections: How many to PostgreSQL at most, and as many again for the job engine.
    """

    def __init__(
        self,
        sqlite_path: Path,
        url: str | None = None,
        direct_url: str | None = None,
        connections: int = POSTGRES_CONNECTIONS,
    ) -> None:
        self.is_sqlite = url is None
        self._connections = connections
        # Never put together by hand: a "?" or "%" in the name of a folder would be read as the address' own.
        self._file = URL.create("sqlite", database=str(sqlite_path)) if url is None else None
        self.url = self._file.render_as_string() if self._file else _whole(address_of(url or ""))
        direct = address_of(direct_url, "FOOTAGE_DATABASE_DIRECT_URL") if direct_url else None
        self.direct_url = _whole(direct) if direct else self.url
        self._name = f"The database {sqlite_path}" if url is None else _without_secrets(self.url)
        self.engine = _sqlite_engine(self._file) if self._file else _postgres_engine(self.url, connections)
        self._reading = self.engine.execution_options(footage_begin=_BEGIN_READING[self.is_sqlite])
        self._serial = None if self.is_sqlite else self.engine.execution_options(footage_begin=_BEGIN_IN_TURN)
        # SQLite lets those who wait to write sleep and try again; threads of one process rather stand in line.
        self._in_turn: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else contextlib.nullcontext()

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads, all of it as it was at one moment; never waits for writers.

        Raises:
            DatabaseAwayError: The database cannot be used now.
        """
        with using(self._name), Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextlib.contextmanager
    def write(self, *, serial: bool = True) -> Iterator[Session]:
        """A session in one writing transaction: committed at the end of the block, rolled back on any error.

        Args:
            serial: Nobody else writes from the first read to the commit, so what was read is still true when something
                is written that follows from it. False only where speed matters and the block is one statement that
                is right whatever others write meanwhile (`UPDATE ... RETURNING`, `ON CONFLICT`, `SKIP LOCKED`): it
                then waits for its rows alone. Each use of False has a race test. SQLite has one writer at any time,
                whatever is asked for.

        Raises:
            DatabaseAwayError: The database cannot be used now; nothing was written.
        """
        if serial and self._serial:
            with (
                using(self._name),
                _in_turn(self._serial) as connection,
                Session(connection, expire_on_commit=False, join_transaction_mode="control_fully") as session,
                session.begin(),
            ):
                session.connection()
                yield session
                session.flush()
                connection.exec_driver_sql(_COMMIT_ON_DISK)
            _tell(session)
            return
        with (
            using(self._name),
            self._in_turn,
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.connection()  # on SQLite this takes the write lock, before the first read
            yield session
        _tell(session)

    def engine_for_jobs(self) -> Engine:
        """A separate engine for the job engine, which begins its own transactions."""
        if not self._file:
            return _pooled(self.url, self._connections, pool_pre_ping=True)
        engine = create_engine(self._file)
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "connect", _begin_immediate_before_writes)
        return engine

    def keep_private(self) -> None:
        """Let nobody else on this machine read the file, now that there are secrets in it."""
        if self._file:
            for file in (f"{self._file.database}{end}" for end in ("", "-wal", "-shm")):
                with contextlib.suppress(OSError):  # not there, or a file system without such rights
                    Path(file).chmod(0o600)

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def once_committed(session: Session, tell: Callable[[], None]) -> None:
    """Have somebody told when the transaction of `Database.write` is committed; not at all if it is not."""
    session.info.setdefault(_TOLD, []).append(tell)


def _tell(session: Session) -> None:
    for tell in session.info.get(_TOLD, ()):
        tell()


def _whole(address: URL) -> str:
    return address.render_as_string(hide_password=False)


def _without_secrets(url: str) -> str:
    """What to call a server's database: without who asks it and how."""
    known = make_url(url)
    return f"The database {known.database} at {known.host or _hosts(known) or 'this machine'}"


def _hosts(known: URL) -> str:
    named = known.query.get("host", ())
    return " or ".join(one for one in ([named] if isinstance(named, str) else named) if not one.startswith("/"))


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, pool_size=SQLITE_CONNECTIONS)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _postgres_engine(url: str, connections: int) -> Engine:
    """Connections that were used before are tried before they are used, unless their first question can be repeated."""
    engine = _pooled(url, connections, connect_args={"autocommit": True})  # `_begin` is what begins transactions

    def returned(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_USED] = True

    def taken(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info.get(_USED) and not _is_tried_later.get():
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as exc:
                raise InvalidatePoolError from exc

    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", returned)
    event.listen(engine, "checkout", taken)
    return engine


def _pooled(url: str, connections: int, **options: Any) -> Engine:
    engine = create_engine(url, pool_size=connections, max_overflow=0, **options)
    event.listen(engine, "connect", _prepare_nothing_for_a_pooler)
    return engine


def _prepare_nothing_for_a_pooler(connection: Any, _record: object) -> None:
    """A pooler between us and the server may answer each transaction by another of the server's processes.

    Those know nothing of a statement that was prepared in the one before. There is a pooler where the process that
    answers is not the one that greeted us.
    """
    with connection.cursor() as cursor:
        answering = cursor.execute("SELECT pg_backend_pid()").fetchone()[0]
    if not connection.autocommit:
        connection.rollback()
    if answering != connection.info.backend_pid:
        connection.prepare_threshold = None


def _in_turn(engine: Engine, *, once_more: bool = True) -> Connection:
    """A connection in a transaction that excludes all others; begun anew where its old server is gone."""
    token = _is_tried_later.set(True)
    try:
        connection = engine.connect()
    finally:
        _is_tried_later.reset(token)
    try:
        connection.begin()
    except BaseException as exc:
        connection.close()
        if once_more and isinstance(exc, DBAPIError) and exc.connection_invalidated:
            return _in_turn(engine, once_more=False)
        raise
    return connection


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
    usual = _BEGIN_WRITING[connection.dialect.name == "sqlite"]
    connection.exec_driver_sql(connection.get_execution_options().get("footage_begin", usual))
