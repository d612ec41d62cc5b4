from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

import storage
from footage.caller import LOCAL
from footage.config import load_settings
from footage.errors import UnavailableError
from mcp_server.wiring.storage import Migrated, migrate
from storage.columns import PREFIX
from storage.db import Database
from storage.schema import HEAD, VERSION_TABLE, Schema, current, require_current, schema_of, upgrade
from storage.tables import Approval, Attempt, Job
from tests.databases import ready


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


WITHOUT_CALLERS = "0008"
AT = "2026-03-01 12:00:00"
JOB = (
    "INSERT INTO footage_job (id, tool, title, status, queue, request, request_hash, idempotency_key, progress,"
    " message, cancel_requested, runs, created_at) VALUES (:id, 'generate_video', 'a film', 'completed', 'cpu', '{}',"
    f" 'hash', :key, 1, 'Done', false, 1, '{AT}')"
)
ATTEMPT = (
    "INSERT INTO footage_attempt (id, job_id, n, backend, model, state, key, request_hash, hold_id, quoted_microusd,"
    f" started_at, operation_id) VALUES (:n, 'job_a', :n, 'fake', 'm', 'sending', :key, 'h', 1, 5, '{AT}', :operation)"
)
ROWS = (
    f"INSERT INTO footage_ledger (id, job_id, kind, amount_microusd, at) VALUES (1, 'job_a', 'hold', 5, '{AT}')",
    "INSERT INTO footage_open_hold (hold_id, job_id, amount_microusd) VALUES (1, 'job_a', 5)",
    "INSERT INTO footage_attempt (id, job_id, n, backend, model, state, key, request_hash, hold_id, quoted_microusd,"
    f" started_at) VALUES (1, 'job_a', 1, 'fake', 'm', 'sending', 'k', 'h', 1, 5, '{AT}')",
    f"INSERT INTO footage_job_event (id, job_id, at, event, detail) VALUES (1, 'job_a', '{AT}', 'placed', '')",
    f"INSERT INTO footage_approval (id, fingerprint, amount_microusd, expires_at) VALUES ('q', 'f', 5, '{AT}')",
)
HANGING = ("ledger", "open_hold", "attempt", "job_event", "approval")


@contextmanager
def at_revision(revision: str, database_url: str | None, folder: Path) -> Iterator[tuple[Database, Connection]]:
    """A database as it was with this schema, and a connection to fill it with."""
    folder.mkdir(exist_ok=True)
    database = Database(folder / "footage.db", database_url)
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    with database.engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield database, connection


@pytest.fixture
def of_old(empty_database_url: str | None, tmp_path: Path) -> Iterator[Database]:
    """A database as it was before there were callers, with a row in every table that hangs on jobs."""
    with at_revision(WITHOUT_CALLERS, empty_database_url, tmp_path) as (database, connection):
        for name, key in (("job_a", "same"), ("job_b", None)):
            connection.execute(text(JOB), {"id": name, "key": key})
        for row in ROWS:
            connection.execute(text(row))
    yield database
    database.close()


def test_attempts_that_share_an_operation_are_told_apart_by_the_upgrade(
    empty_database_url: str | None, tmp_path: Path
) -> None:
    with at_revision("0007", empty_database_url, tmp_path) as (database, connection):
        connection.execute(text(JOB), {"id": "job_a", "key": None})
        connection.execute(text(ROWS[0]))
        for n in (1, 2, 3):
            connection.execute(text(ATTEMPT), {"n": n, "key": f"key {n}", "operation": "op"})
    upgrade(database)
    with database.read() as session:
        kept = [session.get_one(Attempt, n).operation_id for n in (1, 2, 3)]
    assert kept == ["op", None, None]
    with pytest.raises(IntegrityError), database.write() as session:
        session.get_one(Attempt, 2).operation_id = "op"
    database.close()


def test_what_was_there_before_callers_is_the_local_ones(of_old: Database) -> None:
    upgrade(of_old)
    with of_old.read() as session:
        for row in (session.get_one(Job, "job_a"), session.get_one(Job, "job_b"), session.get_one(Approval, "q")):
            assert {name: getattr(row, name) for name in LOCAL.ids()} == LOCAL.ids()
        counts = [session.scalar(text(f"SELECT count(*) FROM {PREFIX}{name}")) for name in HANGING]
    assert counts == [1] * len(HANGING)
    with pytest.raises(IntegrityError), of_old.engine.begin() as connection:
        connection.execute(text("DELETE FROM footage_job WHERE id = 'job_a'"))


def test_a_process_that_knows_no_callers_goes_on_placing_jobs(of_old: Database) -> None:
    upgrade(of_old)
    with of_old.write() as session:
        session.execute(text(JOB), {"id": "job_c", "key": "new"})
        assert session.get_one(Job, "job_c").team_id == LOCAL.team_id
    with pytest.raises(IntegrityError), of_old.engine.begin() as connection:
        connection.execute(text(JOB), {"id": "job_d", "key": "same"})


def test_a_key_is_used_once_by_a_team_and_again_by_another(of_old: Database) -> None:
    upgrade(of_old)
    with of_old.write() as session:
        other = {**session.get_one(Job, "job_a").model_dump(), "id": "job_e", "team_id": "other"}
        session.add(Job(**other))
    with pytest.raises(IntegrityError), Session(of_old.engine) as session, session.begin():
        session.add(Job(**{**other, "id": "job_f"}))


def test_rows_that_name_what_is_not_there_stop_an_upgrade(of_old: Database) -> None:
    if not of_old.is_sqlite:
        pytest.skip("PostgreSQL never looks away from foreign keys")
    with sqlite3.connect(of_old.engine.url.database or "") as careless:  # it does not look at references unless told to
        careless.execute("DELETE FROM footage_job WHERE id = 'job_a'")
    careless.close()
    with pytest.raises(RuntimeError, match="footage_attempt"):
        upgrade(of_old)
    with of_old.engine.connect() as connection:
        assert current(connection) == WITHOUT_CALLERS


def test_who_only_looks_names_the_command_and_changes_nothing(empty_database_url: str | None, tmp_path: Path) -> None:
    with at_revision("0001", empty_database_url, tmp_path) as (database, _connection):
        pass
    with pytest.raises(UnavailableError, match=f"has schema 0001, and this Footage needs {HEAD}") as caught:
        require_current(database)
    assert "footage migrate" in caught.value.hint
    assert schema_of(database) == Schema("0001")
    database.close()


@pytest.mark.parametrize("look", [require_current, upgrade])
def test_a_newer_schema_is_left_alone_until_it_says_that_it_is_too_new(
    look: Callable[[Database], None], database: Database
) -> None:
    _set(database, "9999", HEAD)
    look(database)
    _set(database, "9999", "9998")
    with pytest.raises(UnavailableError, match="newer Footage"):
        look(database)
    assert schema_of(database) == Schema("9999", "9998")
    _set(database, HEAD, "0014")


def _set(database: Database, revision: str, oldest: str) -> None:
    with database.write() as session:
        session.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = :it"), {"it": revision})
        session.execute(text("UPDATE footage_schema_window SET oldest = :it"), {"it": oldest})


def test_the_schema_only_grows_from_the_oldest_whose_code_may_work_with_it(tmp_path: Path) -> None:
    database = ready(tmp_path / "footage.db")
    oldest = schema_of(database).oldest
    with at_revision(oldest, None, tmp_path / "old") as (old, _connection):
        pass
    before, after = (_columns(one) for one in (old, database))
    assert before.keys() <= after.keys(), "a migration takes away what older code needs, so it must raise the window"
    for name, column in after.items():
        may_be_left_out = column.nullable or column.server_default is not None or column.primary_key
        is_new = name not in before
        assert may_be_left_out or not is_new or name[0] not in {table for table, _ in before}, name
        assert may_be_left_out or is_new or not before[name].nullable, name
    for one in (old, database):
        one.close()


def _columns(database: Database) -> dict[tuple[str, str], Any]:
    tables = MetaData()
    with database.engine.connect() as connection:
        tables.reflect(connection)
    return {(table.name, column.name): column for table in tables.sorted_tables for column in table.columns}


def test_migrating_is_done_once_however_many_begin_it(empty_database_url: str | None, tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path, database_url=empty_database_url)
    if empty_database_url is None:
        assert migrate(settings) == Migrated(None, HEAD)
        assert migrate(settings) == Migrated(HEAD, HEAD)
        return
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(migrate, [settings] * 4))
    assert Migrated(None, HEAD) in done
    assert {one.after for one in done} == {HEAD}
