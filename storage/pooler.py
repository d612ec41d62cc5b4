"""Whether connections are our own: a pooler between us and PostgreSQL may give each transaction to another process.

Advisory locks and notices belong to a process of the server. Behind a pooler in transaction mode two of our connections
are answered by the same one: both get the same lock, two workers take the same slot, and each runs the other's jobs,
which are then paid twice. So whoever takes a slot looks first.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from footage.errors import InvalidInputError
from storage.db import Database

ROUNDS = 8
"""How often each of two connections is asked: an idle pooler is found by the first answers, a busy one by the next."""

_SAME_SERVER = (
    "SELECT pg_postmaster_start_time(), oid, pg_is_in_recovery() FROM pg_database WHERE datname = current_database()"
)
_HINT = (
    "Set FOOTAGE_DATABASE_DIRECT_URL to the address of PostgreSQL itself, or of a pooler in session mode; "
    "FOOTAGE_DATABASE_URL may go on through this one."
)


def require_own_sessions(database: Database) -> None:
    """Make sure that locks taken at the direct address hold, and are those of the database where the jobs are.

    Raises:
        InvalidInputError: They would not.
    """
    if shares_sessions(database.direct_url):
        raise InvalidInputError(
            "A pooler in transaction mode stands before the database: no lock holds, and jobs could be paid twice.",
            hint=_HINT,
        )
    if database.direct_url != database.url and _server(database.url) != _server(database.direct_url):
        raise InvalidInputError(
            "FOOTAGE_DATABASE_DIRECT_URL leads to another database than FOOTAGE_DATABASE_URL.",
            hint="Name the same database of the same server in both; a standby is another server.",
        )


def shares_sessions(url: str) -> bool:
    """Whether something gives our transactions to processes of the server as it likes.

    The processes that answer are looked at, and not whether a lock is granted twice: a lock that is taken through such
    a pooler may never be let go of, as that is asked for through another process. Both say the same. A pooler that
    gave two connections a process each, the same eight times, would not be found; none does so but in session mode.
    """
    options = {"prepare_threshold": None}
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=options)
    with engine.connect() as one, engine.connect() as two:
        return are_shared([(_answering(one), _answering(two)) for _ in range(ROUNDS)])


def are_shared(answers: Sequence[tuple[int, int]]) -> bool:
    """Whether two connections have not had a process each, the same every time."""
    ones, twos = {one for one, _ in answers}, {two for _, two in answers}
    return len(ones) > 1 or len(twos) > 1 or ones == twos


def _answering(connection: Connection) -> int:
    return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def _server(url: str) -> tuple[object, ...]:
    engine = create_engine(url, poolclass=NullPool, connect_args={"prepare_threshold": None})
    with engine.connect() as connection:
        return tuple(connection.execute(text(_SAME_SERVER)).one())
