"""A database that is locked, full or gone is said in words, and its health table never breaks anything."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from footage.errors import DatabaseAwayError, UnavailableError
from storage import db
from storage.books.health import HealthTable
from storage.db import Database
from storage.trouble import in_words, opening, using
from tests.databases import ready
from tests.support import AnyOrder, Books, Clock

_HOLD = {True: "BEGIN IMMEDIATE", False: f"BEGIN; SELECT pg_advisory_xact_lock({db._WRITE_LOCK})"}


@pytest.fixture
def locked(
    monkeypatch: pytest.MonkeyPatch, database: Database, database_url: str | None, tmp_path: Path
) -> Iterator[Database]:
    """Opened by one who waits 50 ms for another one who writes."""
    begins = db._BEGIN_IN_TURN.replace(f"'{db.BUSY_TIMEOUT_MS}ms'", "'50ms'")
    assert begins != db._BEGIN_IN_TURN
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr(db, "_BEGIN_IN_TURN", begins)
    opened = Database(tmp_path / "footage.db", database_url)
    other = database.engine.raw_connection()
    other.cursor().execute(_HOLD[database.is_sqlite])
    try:
        yield opened
    finally:
        other.rollback()
        other.close()
        opened.close()


def test_a_lock_that_others_keep_is_said_and_may_pass(locked: Database) -> None:
    with pytest.raises(DatabaseAwayError, match=r"The database .* is locked") as away:
        Books(locked).place()
    assert (away.value.code, away.value.retryable) == ("unavailable", True)
    assert isinstance(away.value.__cause__, OperationalError)
    assert Books(locked).jobs.newest(status=None, limit=1) == []  # reading waits for nobody


def test_health_that_cannot_be_written_down_costs_nobody_a_film(
    locked: Database, caplog: pytest.LogCaptureFixture
) -> None:
    HealthTable(locked, Clock()).failed("veo", "vendor_failed")
    assert "could not be written down" in caplog.text


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    database = ready(tmp_path / "footage.db")
    with database.read() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
    with database.write() as session:
        session.execute(text(f"PRAGMA max_page_count={pages + 8}"))  # kept by the one connection there is
    with pytest.raises(DatabaseAwayError, match=f"disk is full.*{tmp_path}"):
        Books(database).place(order=AnyOrder(prompt="x" * 1_000_000))
    database.close()


def test_a_file_that_is_damaged_is_not_waited_for(tmp_path: Path) -> None:
    """Words for it come where the error ends; a job that waited would wait for ever."""
    file = tmp_path / "footage.db"
    file.write_bytes(b"no database at all, but long enough to be looked at" * 100)
    database = Database(file)
    with pytest.raises(DBAPIError) as broken, database.read() as session:
        session.execute(text("SELECT 1 FROM sqlite_master"))
    database.close()
    told = in_words(broken.value)
    assert told is not None
    assert (type(told), told.message) == (UnavailableError, "The database is damaged, or is no database.")


class _RefusedError(Exception):
    """What a PostgreSQL driver raises: its words may quote the URL."""

    def __init__(self, sqlstate: str | None, words: str = "") -> None:
        super().__init__(f"{words} postgresql://me:secret-word@host/films")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("refused", "said", "may_pass"),
    [
        (_RefusedError("08006"), "does not answer", True),
        (_RefusedError("25006"), "can only be read", True),
        (_RefusedError("40P01"), "is locked", True),
        (_RefusedError("42501"), "does not permit", False),
        (_RefusedError("53100"), "The disk is full", True),
        (_RefusedError("53300"), "has no more room or connections", True),
        (_RefusedError("57P01"), "does not answer", True),
        (_RefusedError(None), "does not answer", True),
        (_RefusedError(None, "FATAL: password authentication failed for"), "refuses the user or the password", True),
        (_RefusedError(None, "FATAL: database films does not exist"), "does not exist at its server", True),
    ],
)
def test_one_table_says_the_same_at_work_as_while_opening(refused: _RefusedError, said: str, may_pass: bool) -> None:
    error = OperationalError("SELECT 1", {}, refused)
    with pytest.raises(UnavailableError, match=said) as opened, opening("The database X"):
        raise error
    with pytest.raises(DatabaseAwayError if may_pass else OperationalError) as used, using("The database X"):
        raise error
    assert "secret-word" not in opened.value.message + (opened.value.hint or "")
    if may_pass:
        assert (str(used.value), type(opened.value)) == (str(opened.value), DatabaseAwayError)


def test_a_defect_of_ours_is_not_called_trouble_of_the_database(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table") as broken, database.write() as session:
        session.execute(text("SELECT * FROM no_such_table"))
    assert not isinstance(broken.value, DatabaseAwayError)


def test_a_connection_that_was_cut_is_said_and_the_next_one_works(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has no connection to cut")
    with pytest.raises(DatabaseAwayError, match="does not answer") as away, database.write() as session:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert "host=" not in away.value.message
    assert Books(database).place().status == "queued"


def test_what_is_read_in_one_go_is_of_one_moment(database: Database) -> None:
    """Else money that is captured meanwhile would be counted twice, or not at all."""
    books = Books(database)
    books.place()
    with database.read() as session:
        before = session.execute(text("SELECT count(*) FROM footage_job")).scalar_one()
        other = threading.Thread(target=books.place)
        other.start()
        other.join()
        assert session.execute(text("SELECT count(*) FROM footage_job")).scalar_one() == before == 1
    assert len(books.jobs.newest(status=None, limit=5)) == 2
