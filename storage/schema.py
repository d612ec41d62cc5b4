"""The schema: what this release needs, whether a database has it, and bringing a database to it.

On SQLite whoever opens the database brings it up to date. On PostgreSQL `footage migrate` does, and everybody else only
looks. Schemas expand first and contract a release later, so that an older process works with a newer schema as well:
each schema says how old the code may be (`storage.schema_tables.SchemaWindow`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from footage.errors import UnavailableError
from storage.db import Database

HEAD = "0015"
"""The newest migration; known here so that an up-to-date database costs one query and no Alembic import."""

VERSION_TABLE = "footage_schema_version"
_WINDOW = "SELECT oldest FROM footage_schema_window"
_WINDOW_SINCE = "0015"
_MIGRATION_LOCK = 0x466F6F75
_LOCKED_AT_MOST_S = 30
"""Another process that starts may keep the lock so long; then the caller is told, rather than kept waiting."""


@dataclass(frozen=True)
class Schema:
    """The schema that a database has, None for an empty one, and the oldest whose code may work with it."""

    revision: str | None
    oldest: str = ""

    @property
    def is_behind(self) -> bool:
        """Whether migrations are missing."""
        return self.revision is None or self.revision < HEAD

    @property
    def is_too_new(self) -> bool:
        """Whether it has left behind what this release needs."""
        return self.oldest > HEAD


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, in one transaction that excludes other starting processes.

    Raises:
        UnavailableError: A newer Footage has used the database, and left behind what this one needs.
    """
    with (
        database.engine.connect() as connection,
        _loose_references(connection) if database.is_sqlite else contextlib.nullcontext(),
        connection.begin(),
    ):
        if not database.is_sqlite:
            connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCKED_AT_MOST_S}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        found = _schema(connection)
        _refuse_too_new(found)
        if found.is_behind:
            _run_alembic(connection)
            if database.is_sqlite:
                _refuse_lost_references(connection)


def require_current(database: Database) -> None:
    """Look whether this release can work with the database; nothing is changed.

    Raises:
        UnavailableError: Migrations are missing, or the schema is too new.
    """
    found = schema_of(database)
    if found.is_behind:
        has = f"has schema {found.revision}" if found.revision else "is empty"
        raise UnavailableError(
            f"The database {has}, and this Footage needs {HEAD}.",
            hint="Run `footage migrate` once, with the same FOOTAGE_DATABASE_URL.",
        )
    _refuse_too_new(found)


def schema_of(database: Database) -> Schema:
    """The schema that a database has now."""
    with database.read() as session:
        return _schema(session.connection())


def current(connection: Connection) -> str | None:
    """The schema's revision, or None for an empty database."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    return str(revision) if revision else None


def _schema(connection: Connection) -> Schema:
    revision = current(connection)
    if revision is None or revision < _WINDOW_SINCE:
        return Schema(revision)
    return Schema(revision, connection.execute(text(_WINDOW)).scalar() or "")


def _refuse_too_new(found: Schema) -> None:
    if found.is_too_new:
        raise UnavailableError(
            f"This database was used by a newer Footage (its schema is {found.revision}, this one's is {HEAD}).",
            hint="Update Footage (pip install -U footage), or use another database.",
        )


@contextlib.contextmanager
def _loose_references(connection: Connection) -> Iterator[None]:
    """Let SQLite put a table into the place of another one that rows of others refer to, which is how it alters tables.

    It can be told so between transactions only, and only past the layer that begins them.
    """
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.close()


def _refuse_lost_references(connection: Connection) -> None:
    """Check all references before the commit, since SQLite did not check them row by row."""
    lost = {row[0] for row in connection.execute(text("PRAGMA foreign_key_check"))}
    if lost:
        raise RuntimeError(f"rows of {', '.join(sorted(lost))} refer to rows that are not there")


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
