from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from storage.db import Database
from storage.schema import HEAD, VERSION_TABLE, current, upgrade
from storage.tables import PREFIX


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or (name or "").startswith(PREFIX)

    options = {"version_table": VERSION_TABLE, "compare_type": True, "include_name": ours}
    with database.engine.connect() as connection:
        assert current(connection) == HEAD
        context = MigrationContext.configure(connection, opts=options)
        differences = [d for d in compare_metadata(context, SQLModel.metadata) if VERSION_TABLE not in str(d)]
    assert differences == []


def test_an_upgrade_of_a_current_database_changes_nothing(database: Database) -> None:
    upgrade(database)
    with database.engine.connect() as connection:
        assert current(connection) == HEAD
