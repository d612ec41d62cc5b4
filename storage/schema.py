"""Bring the database to the current schema; safe when several processes start at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.db import Database

HEAD = "0006"
"""The newest migration; known here so that an up-to-date database costs one query and no Alembic import."""

VERSION_TABLE = "footage_schema_version"
_MIGRATION_LOCK = 0x466F6F75


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, in one transaction that excludes other starting processes."""
    with database.engine.connect() as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        if current(connection) != HEAD:
            _run_alembic(connection)


def current(connection: Connection) -> str | None:
    """The schema's revision, or None for an empty database."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    return str(revision) if revision else None


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
