"""Databases of every schema there has been, as the code of that time wrote them, come up to today's with every row."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import JSON, Boolean, Connection, DateTime, MetaData, Table, text

from films.blog_order import BlogOrder
from films.captioned import CaptionOrder
from films.checked import CheckOrder
from films.edit_order import EditOrder
from films.enhanced import EnhanceOrder
from films.generated import GeneratedOrder
from films.publish_order import PublishOrder
from films.services import CallersServices
from footage.answers import VideoJob
from footage.caller import LOCAL
from footage.domain import TERMINAL
from footage.errors import InvalidInputError
from footage.money import ZERO, Money
from footage.ports.jobs import JobRecord
from footage.ports.keys import DEFAULT_SCOPES
from footage.ports.records import Document, Order
from routing.tried import known_hashes
from storage.books.keys import KeyTable
from storage.db import Database
from storage.objects.local import LocalObjects
from storage.schema import HEAD, current, upgrade
from tests.databases import Postgres
from tests.servers import ROOT
from tests.support import Books, a_request
from tests.write_database import HOME
from tools.registry import TOOLS
from tools.view import show

pytestmark = pytest.mark.slow

OLD = sorted((ROOT / "tests" / "data" / "databases").glob("*.sql"))
MIGRATIONS = ROOT / "storage" / "migrations"
ORDERS: dict[str, type[Order]] = {
    "generate_video": GeneratedOrder,
    "blog_to_video": BlogOrder,
    "add_captions": CaptionOrder,
    "edit_video": EditOrder,
    "enhance_quality": EnhanceOrder,
    "check_quality": CheckOrder,
    "publish_video": PublishOrder,
}


@pytest.fixture(scope="module", params=OLD, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest) -> Path:
    """The rows of one revision, as SQL for SQLite."""
    path: Path = request.param
    return path


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, old: Path) -> Iterator[str | None]:
    """None for SQLite, else the URL of a PostgreSQL database without tables; each old database has its own."""
    if request.param == "sqlite":
        yield None
        return
    databases: Postgres = request.getfixturevalue("postgres")
    url = databases.create()
    yield url
    databases.drop(url)


@pytest.fixture(scope="module")
def folder(old: Path, url: str | None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it is, with its home."""
    return tmp_path_factory.mktemp(old.stem)


@pytest.fixture(scope="module")
def books(old: Path, url: str | None, folder: Path) -> Iterator[Books]:
    """The old database, opened by the code of today, at the end of the day on which it was written.

    The tests share it: the last of them changes what the others read.
    """
    file = folder / "footage.db"
    with closing(sqlite3.connect(file if url is None else ":memory:")) as connection:
        connection.executescript(_with_files(old.read_text(), folder / "home"))
        if url:
            _carry_over(connection, old.stem, Database(file, url))
    database = Database(file, url)
    upgrade(database)
    opened = Books(database)
    newest = max(record.created_at for record in opened.jobs.newest(status=None, limit=1))
    opened.clock.now = newest + timedelta(minutes=5)
    yield opened
    database.close()


def _with_files(rows: str, home: Path) -> str:
    """The rows as they are in this home, which has a file for each that they name."""
    for name in set(re.findall(rf'{HOME}/([^"]*)"', rows)):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch()
    return rows.replace(HOME, str(home))


def _carry_over(connection: sqlite3.Connection, revision: str, postgres: Database) -> None:
    """The same rows in PostgreSQL, in the schema of their time."""
    connection.row_factory = sqlite3.Row
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with postgres.engine.begin() as there:
        config.attributes["connection"] = there
        command.upgrade(config, revision)
        tables = MetaData()
        tables.reflect(there)
        for table in tables.sorted_tables:
            if table.name.startswith("footage_") and not table.name.startswith("footage_schema_"):
                rows = connection.execute(f"SELECT * FROM {table.name}").fetchall()
                _put(there, table, [dict(row) for row in rows])
    postgres.close()


def _put(there: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        there.execute(table.insert().values({name: _as(table.c[name].type, value) for name, value in row.items()}))
    if rows and isinstance(rows[0].get("id"), int):
        there.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {rows[-1]['id']})"))


def _as(kind: object, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, JSON):
        return json.loads(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return bool(value) if isinstance(kind, Boolean) else value


async def _shown(books: Books, folder: Path, record: JobRecord) -> VideoJob:
    objects = LocalObjects(folder / "home" / "media", folder / "home" / "work")
    services = SimpleNamespace(
        jobs=books.jobs.for_(LOCAL),
        attempts=books.attempts.for_(LOCAL),
        budget=books.ledger.for_(LOCAL),
        objects=objects,
        roots=(folder / "home",),
        home=folder / "home",
        caller=LOCAL,
        pictures=True,
        outlives_server=False,
    )
    answer = await show(cast(CallersServices, services), record)
    assert isinstance(answer.result, VideoJob)
    return answer.result


def test_there_are_rows_of_this_schema_and_of_those_before() -> None:
    revisions = {path.stem[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    kept = [path.stem for path in OLD]
    assert set(kept) <= revisions
    assert kept[-1] == HEAD, f"run: python -m tests.write_database . tests/data/databases/{HEAD}.sql"
    assert set(ORDERS) == {tool.name for tool in TOOLS if tool.work}


@pytest.mark.anyio
async def test_every_job_is_read_and_shown(books: Books, folder: Path) -> None:
    with books.database.engine.connect() as connection:
        assert current(connection) == HEAD
    records = books.jobs.newest(status=None, limit=100)
    assert {"failed", "completed"} <= {record.status for record in records}
    for record in records:
        assert record.order(ORDERS[record.tool]).version == 1
        job = await _shown(books, folder, record)
        attempts = books.attempts.of_job(record.job_id)
        changes = {"add_captions", "edit_video", "enhance_quality", "check_quality"}
        assert (job.route is None) == (record.tool in changes)
        assert (job.error is not None) == (record.status in {"failed", "cancelled"})
        if record.plan:
            assert job.route is not None
            assert [one.outcome for one in job.route.attempts] == [one.state for one in attempts]
            assert record.plan.scenes or record.plan.backend in record.plan.order
        if record.status == "completed":
            _assert_whole(job, record.result_document or {})
    assert len({record.tool for record in records}) >= (2 if len(records) < 10 else 5)


def _assert_whole(job: VideoJob, written: Document) -> None:
    """Nothing that a result had is lost."""
    assert job.video is not None
    assert job.video.path == written["video"]["path"]
    assert (job.quality is not None) == ("quality" in written)
    assert job.quality is None or job.quality.reasons == written["quality"]["reasons"]
    assert (job.enhancement is not None) == ("enhancement" in written)
    assert job.message == written.get("message", "Done")


def _order(**changes: Any) -> GeneratedOrder:
    """What the rows' call with the key "boat" asked for, as it is asked for today."""
    asked = a_request(prompt="a boat", seed=7, backend="fake", **changes)
    return GeneratedOrder(**dict(asked))


def test_what_was_asked_then_is_still_known(books: Books, old: Path) -> None:
    by_key = books.mine.placed_before("generate_video", "boat", _order())
    assert by_key is not None
    assert (by_key.title, by_key.status) == ("a boat", "completed")
    assert books.place(tool="generate_video", idempotency_key="boat", order=_order()).job_id == by_key.job_id
    with pytest.raises(InvalidInputError, match="already used"):
        books.mine.placed_before("generate_video", "boat", _order(negative_prompt="a bridge"))
    made = books.mine.made_before("generate_video", _order(), timedelta(days=1))
    # The first orders had fewer fields, and the index knows only a hash of all of them: the film is made again.
    assert (made and made.job_id) == (by_key.job_id if old.stem >= "0003" else None)
    assert books.mine.made_before("generate_video", _order(style="noir"), timedelta(days=1)) is None
    _assert_what_was_tried_is_known(books)


def _assert_what_was_tried_is_known(books: Books) -> None:
    tried = 0
    for record in books.jobs.newest(status=None, limit=100):
        if record.tool == "generate_video":
            request = record.order(GeneratedOrder).request
            for attempt in books.attempts.of_job(record.job_id):
                if not attempt.part:
                    assert attempt.request_hash in known_hashes(request)
                    assert attempt.request_hash not in known_hashes(request.model_copy(update={"sent_prompt": "other"}))
                    tried += 1
    assert tried >= 4


def test_the_money_is_what_it_was(books: Books) -> None:
    attempts = [
        one for record in books.jobs.newest(status=None, limit=100) for one in books.attempts.of_job(record.job_id)
    ]
    line = books.ledger.line()
    assert line.spent == sum((one.cost for one in attempts if one.cost), ZERO) > ZERO
    assert line.held == sum((one.quoted for one in attempts if one.state in {"in_doubt", "accepted"}), ZERO)
    doubtful = next(one for one in attempts if one.state == "in_doubt")
    assert books.attempts.correct(doubtful.job_id, Money.usd("0.01")).before == ZERO
    for record in books.jobs.newest(status=None, limit=100):
        if record.status not in TERMINAL:
            assert books.jobs.request_cancel(record.job_id).cancel_requested


def test_a_key_is_good_for_what_it_was_made_for(old: Path, books: Books) -> None:
    found = KeyTable(books.database, books.clock).listed()
    assert len(found) == int(old.stem >= "0013")
    for one in found:
        terms = one.terms
        assert (terms.name, terms.team_id, one.org_id, terms.scopes) == ("agent", "films", "acme", DEFAULT_SCOPES)
        assert (terms.expires_at, terms.limits.max_resolution) == (datetime(2099, 1, 1, tzinfo=UTC), "720p")
        assert terms.limits.tools == frozenset({"generate_video", "get_job"})
        assert terms.limits.max_cost_per_call == Money.usd(2)
