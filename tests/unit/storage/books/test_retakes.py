from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from footage.money import Money
from footage.ports.routing import Retake
from storage import schema
from storage.books.retakes import RetakeTable
from storage.db import Database
from tests.support import Books

PLACE = Retake(way="between", start_s=0.9583333333333334, end_s=4.291666666666667, clip_s=5.0, cost=Money.usd("0.25"))


@pytest.fixture
def empty_database(empty_database_url: str | None, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    opened = Database(tmp_path / "footage.db", empty_database_url)
    yield opened
    opened.close()


def test_what_was_begun_is_what_is_made_whatever_a_later_run_would_choose(database: Database) -> None:
    job_id, retakes = Books(database).place().job_id, RetakeTable(database)
    assert retakes.begun(job_id, "2", 1) is None
    assert retakes.begin(job_id, "2", 1, PLACE) == PLACE
    later = Retake(way="again", start_s=0, end_s=5, clip_s=5, cost=Money.usd("0.30"))
    assert retakes.begin(job_id, "2", 1, later) == retakes.begun(job_id, "2", 1) == PLACE
    assert (retakes.begun(job_id, "", 1), retakes.begun(job_id, "2", 2)) == (None, None)


def test_whether_a_call_pays_for_mending_is_kept_with_its_job(database: Database) -> None:
    books = Books(database)
    named, other = books.place(max_cost=Money.usd(1), pays_for_mending=True), books.place(max_cost=Money.usd(5))
    assert [books.jobs.get(one.job_id).pays_for_mending for one in (named, other)] == [True, False]


def older(database: Database, revision: str) -> None:
    """An empty database as an earlier Footage left it."""
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with database.engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def stored_job(connection: Connection, job_id: str, status: str, cost: str, *parts: str) -> None:
    """A job and its attempts by the columns that the first Footage had."""
    connection.execute(
        text(
            "INSERT INTO footage_job (id, tool, title, status, queue, request, request_hash, progress, message, "
            "cancel_requested, runs, cost, created_at) VALUES (:id, 'generate_video', 't', :status, 'cloud', '{}', "
            "'h', 0, '', :no, 0, :cost, '2026-03-01')"
        ),
        {"id": job_id, "status": status, "no": False, "cost": cost},
    )
    connection.execute(
        text("INSERT INTO footage_ledger (job_id, kind, amount_microusd, at) VALUES (:id, 'hold', 1, '2026-03-01')"),
        {"id": job_id},
    )
    for n, part in enumerate(parts):
        connection.execute(
            text(
                "INSERT INTO footage_attempt (job_id, n, part, backend, model, state, key, request_hash, hold_id, "
                "quoted_microusd, started_at) SELECT :id, :n, :part, 'fake', 'm', 'accepted', :key, 'h', MAX(id), "
                "250000, '2026-03-01' FROM footage_ledger"
            ),
            {"id": job_id, "n": n, "part": part, "key": f"{job_id}.{n}"},
        )


def test_what_open_jobs_told_in_words_is_carried_over(empty_database: Database) -> None:
    older(empty_database, "0006")
    with empty_database.engine.connect() as connection, connection.begin():
        named, between = '{"max_cost_usd": "1.00"}', "2 try 1 between 0.958-4.292 s in 5 s"
        stored_job(connection, "job_1", "working", named, "2", between)
        stored_job(connection, "job_2", "queued", '{"quoted_usd": "1.00"}', "", "try 3 again 0.000-8.000 s in 8 s")
        stored_job(connection, "job_3", "completed", named, "try 1 again 0.000-8.000 s in 8 s")
    schema.upgrade(empty_database)
    retakes, jobs = RetakeTable(empty_database), Books(empty_database).jobs
    cost = Money.usd("0.25")
    assert retakes.begun("job_1", "2", 1) == Retake(way="between", start_s=0.958, end_s=4.292, clip_s=5, cost=cost)
    assert retakes.begun("job_2", "", 3) == Retake(way="again", start_s=0, end_s=8, clip_s=8, cost=cost)
    assert retakes.begun("job_3", "", 1) is None
    assert [jobs.get(f"job_{n}").pays_for_mending for n in (1, 2)] == [True, False]
