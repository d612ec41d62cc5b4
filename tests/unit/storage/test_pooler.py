"""What stands between processes and PostgreSQL: pgbouncer in its two modes, and addresses that lead elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from footage.config import load_settings
from footage.errors import InvalidInputError
from mcp_server.wiring.storage import Migrated, migrate
from storage.db import Database
from storage.engine.slots import take_slot
from storage.pooler import are_shared, shares_sessions
from storage.schema import HEAD
from tests.databases import Postgres
from tests.pooler import INSTALL, pgbouncer, pooling
from tests.servers import cli, start

needs_pgbouncer = pytest.mark.skipif(pgbouncer() is None, reason=INSTALL)


@pytest.mark.parametrize(
    ("answers", "shared"),
    [
        ([(1, 2), (1, 2), (1, 2)], False),
        ([(1, 1)], True),
        ([(1, 2), (1, 2), (3, 2)], True),  # a busy pooler
        ([(1, 2), (2, 1)], True),
    ],
)
def test_two_connections_have_a_process_each_or_share_them(answers: list[tuple[int, int]], shared: bool) -> None:
    assert are_shared(answers) is shared


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    found = postgres.create(migrated=True)
    yield found
    postgres.drop(found)


def test_a_process_keeps_few_connections_and_waits_for_one(url: str) -> None:
    database = Database(Path(), url, connections=2)

    def ask(_n: int) -> int:
        with database.read() as session:
            count = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
            return int(session.execute(count).scalar_one())

    with ThreadPoolExecutor(8) as threads:
        assert max(threads.map(ask, range(40))) <= 2
    database.close()


def test_an_address_of_another_database_is_refused(url: str, postgres: Postgres) -> None:
    other = postgres.create(migrated=True)
    with pytest.raises(InvalidInputError, match="another database"):
        take_slot(Database(Path(), url, other), Path())
    take_slot(Database(Path(), url, f"{url}&application_name=slots"), Path()).release()
    postgres.drop(other)


@needs_pgbouncer
@pytest.mark.system
@pytest.mark.parametrize(("mode", "shared"), [("transaction", True), ("session", False)])
def test_a_pooler_is_found_where_no_lock_would_hold(url: str, tmp_path: Path, mode: str, shared: bool) -> None:
    with pooling(url, mode) as pooled:  # type: ignore[arg-type]
        database = Database(Path(), pooled)
        assert shares_sessions(database.direct_url) is shared
        if shared:
            with pytest.raises(InvalidInputError, match="jobs could be paid twice") as caught:
                take_slot(database, Path())
            assert "FOOTAGE_DATABASE_DIRECT_URL" in caught.value.hint
            with pytest.raises(InvalidInputError, match="pooler"):
                migrate(load_settings(home=tmp_path, database_url=pooled))
            done = migrate(load_settings(home=tmp_path, database_url=pooled, database_direct_url=url))
            assert done == Migrated(HEAD, HEAD)
        else:
            take_slot(database, Path()).release()
        database.close()


@needs_pgbouncer
@pytest.mark.system
def test_nothing_is_prepared_for_a_pooler(url: str) -> None:
    """A statement that is asked ten times is prepared otherwise, and then not known to the next server process."""
    with pooling(url, size=3) as pooled:
        databases = [Database(Path(), pooled, url) for _ in range(4)]

        def ask(database: Database) -> None:
            for n in range(30):
                with database.write(serial=bool(n % 2)) as session:
                    session.execute(text("SELECT count(*) FROM footage_job WHERE runs = :n"), {"n": n})

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(ask, databases * 2))
        for database in databases:
            database.close()


@needs_pgbouncer
@pytest.mark.system
def test_films_are_made_through_a_pooler_by_workers_whose_slots_go_past_it(url: str, tmp_path: Path) -> None:
    homes = tmp_path / "one", tmp_path / "two"
    for home in homes:
        home.mkdir()
    with pooling(url, size=4) as pooled:
        refused = cli(homes[0], "worker", FOOTAGE_DATABASE_URL=pooled)
        assert (refused.returncode, "FOOTAGE_DATABASE_DIRECT_URL" in refused.stderr) == (1, True), refused.stderr
        more = {"FOOTAGE_DATABASE_URL": pooled, "FOOTAGE_DATABASE_DIRECT_URL": url}
        workers = [start(home, "worker", **more) for home in homes]
        try:
            made = cli(homes[0], "generate", "a boat", "--duration-s", "1", "--resolution", "480p", "--json", **more)
        finally:
            for worker in workers:
                worker.kill()
                worker.communicate()
    assert json.loads(made.stdout)["status"] == "completed", made.stderr


@pytest.mark.system
def test_a_server_without_the_schema_is_told_what_to_run(postgres: Postgres, tmp_path: Path) -> None:
    empty = postgres.create()
    refused = cli(tmp_path, "budget", FOOTAGE_DATABASE_URL=empty)
    assert (refused.returncode, "footage migrate" in refused.stderr) == (1, True)
    assert cli(tmp_path, "migrate", FOOTAGE_DATABASE_URL=empty).returncode == 0
    assert cli(tmp_path, "budget", FOOTAGE_DATABASE_URL=empty).returncode == 0
    postgres.drop(empty)
