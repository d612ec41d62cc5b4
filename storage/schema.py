"""Bring the database to the current schema; safe when several processes start at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from footage.errors import UnavailableError
from storage.db import Database

HEAD = "0015"
"""The newest migration; known here so that an up-to-date database costs one query and no Alembic import."""

VERSION_TABLE = "footage_schema_version"
_MIGRATION_LOCK = 0x466F6F75
_LOCKED_AT_MOST_S = 30
"""Another process that starts may keep the lock so long; then the caller is told, rather than kept waiting."""


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, in one transaction that excludes other starting processes.

    Raises:
        UnavailableError: A newer Footage has used the database.
    """
    with (
        database.engine.connect() as connection,
        _loose_references(connection) if database.is_sqlite else contextlib.nullcontext(),
        connection.begin(),
    ):
        if not database.is_sqlite:
            connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCKED_AT_MOST_S}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        if current(connection) != HEAD:
            _run_alembic(connection)
            if database.is_sqlite:
                _refuse_lost_references(connection)


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


def current(connection: Connection) -> str | None:
    """The schema's revision, or None for an empty database."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    return str(revision) if revision else None


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as exc:  # it knows every revision up to its own
        raise UnavailableError(
            f"This home was used by a newer Footage (its schema is {current(connection)}, this one's is {HEAD}).",
            hint="Update Footage (pip install -U footage), or set FOOTAGE_HOME to another folder.",
        ) from exc
