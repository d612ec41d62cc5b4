from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from footage.money import ZERO
from footage.ports.money import Intent
from storage.db import Database
from storage.schema import HEAD, VERSION_TABLE, current, upgrade
from storage.tables import PREFIX, Attempt
from tests.support import Books


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


def test_attempts_that_share_an_operation_are_told_apart_by_the_upgrade(database: Database) -> None:
    books = Books(database)
    ids = []
    for _ in range(3):
        attempt = books.attempts.intend(
            books.place().job_id, Intent(backend="fake", model="m", quoted=ZERO, request_hash="h")
        )
        ids.append(attempt.attempt_id)
    with database.engine.connect() as connection, connection.begin():
        connection.execute(text("DROP INDEX uq_footage_attempt_operation"))
        connection.execute(text("UPDATE footage_attempt SET operation_id = 'op'"))
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0007'"))
    upgrade(database)
    with database.read() as session:
        kept = [session.get_one(Attempt, one).operation_id for one in ids]
    assert kept == ["op", None, None]
    with pytest.raises(IntegrityError), database.write() as session:
        session.get_one(Attempt, ids[1]).operation_id = "op"
