"""The thorough look: each thing that is wrong is found, and what is well is not complained of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from footage.answers import Video
from footage.config import Settings, load_settings
from footage.errors import UnavailableError
from footage.money import Money
from footage.ports.records import JobResult
from footage.threads import utc_now
from mcp_server.cli import run
from mcp_server.desk.deep_findings import deep_findings
from storage.books.checkup import Checkup
from storage.books.secrets import SecretTable
from storage.db import Database
from tests.servers import ROOT
from tests.support import Books

FOUND = {"disk", "home", "private", "accounts", "storage", "schema", "clock", "balances", "holds", "files", "films"}


@pytest.fixture
def settings(home: Path, database: Database, database_url: str | None, tmp_path: Path) -> Settings:
    """Of an installation on the database, with a folder for films."""
    (tmp_path / "films").mkdir()
    if database_url is None:
        shutil.copy(tmp_path / "footage.db", home / "footage.db")
    return load_settings(home=home, database_url=database_url, storage=str(tmp_path / "films"))


@pytest.fixture
def books(settings: Settings, database: Database) -> Books:
    """What is in its database: a film that was paid for, and one in work."""
    books = Books(Database(settings.home / "footage.db") if database.is_sqlite else database)
    done = books.place(Money(1000)).job_id
    video = settings.media_dir / done / "video.mp4"
    video.parent.mkdir(parents=True)
    video.write_bytes(b"a film")
    books.jobs.complete(done, JobResult(video=_video(video)))
    books.jobs.claim(books.place(Money(1000)).job_id)
    return books


def _video(path: Path) -> Video:
    return Video.model_construct(path=str(path))


def _marks(settings: Settings) -> dict[str, str]:
    return {one.subject: one.mark for one in deep_findings(settings) if one.mark != "ok"}


def test_nothing_is_amiss_where_nothing_is(books: Books, settings: Settings) -> None:
    found = list(deep_findings(settings))
    on_server = {"pooler", "connections", "rights"} if settings.database_url else set()
    assert {one.subject for one in found} == FOUND | on_server
    assert [str(one) for one in found if one.mark != "ok" and one.subject != "disk"] == []


Harm = Callable[[Books, Settings], object]


def _sql(statement: str) -> Harm:
    def do(books: Books, _settings: Settings) -> None:
        with books.database.write() as session:
            session.execute(text(statement))

    return do


def _film_lost(_books: Books, settings: Settings) -> None:
    for film in settings.media_dir.rglob("video.mp4"):
        film.unlink()


def _folder_of_nobody(_books: Books, settings: Settings) -> None:
    (settings.media_dir / "job_nobody").mkdir()


def _place_away(_books: Books, settings: Settings) -> None:
    shutil.rmtree(settings.storage or "")


HARMS: Mapping[str, tuple[str, str, Harm]] = {
    "a balance was changed": ("balances", "!!", _sql("UPDATE footage_balance SET held = held + 7")),
    "a hold is not kept": ("holds", "!!", _sql("DELETE FROM footage_open_hold")),
    "a hold is less": ("holds", "!!", _sql("UPDATE footage_open_hold SET amount_microusd = 1")),
    "a hold of an ended job": (
        "holds",
        "!!",
        _sql("UPDATE footage_job SET status = 'failed' WHERE status = 'working'"),
    ),
    "a film is lost": ("films", "!!", _film_lost),
    "a folder of no job": ("files", "--", _folder_of_nobody),
    "the place is away": ("storage", "!!", _place_away),
    "an old schema": ("schema", "!!", _sql("UPDATE footage_schema_version SET version_num = '0014'")),
    "too new a schema": ("schema", "!!", _sql("UPDATE footage_schema_window SET oldest = '9999'")),
}


@pytest.mark.parametrize("name", HARMS)
def test_what_is_wrong_is_found(books: Books, settings: Settings, name: str) -> None:
    subject, mark, harm = HARMS[name]
    harm(books, settings)
    found = _marks(settings)
    assert found.get(subject) == mark
    assert found.keys() - {subject, "disk", "balances", "films"} == set()
    _sql("UPDATE footage_schema_version SET version_num = '0015'")(books, settings)
    _sql("UPDATE footage_schema_window SET oldest = '0014'")(books, settings)


@pytest.mark.parametrize(("apart_s", "mark"), [(0.5, None), (-5, "--"), (60, "!!")])
def test_a_clock_that_is_wrong_is_told(
    books: Books, settings: Settings, monkeypatch: pytest.MonkeyPatch, apart_s: float, mark: str | None
) -> None:
    later = timedelta(seconds=apart_s)
    monkeypatch.setattr("mcp_server.desk.deep_findings.utc_now", lambda: utc_now() + later)
    assert _marks(settings).get("clock") == mark


@pytest.mark.parametrize(("free", "mark"), [(10**8, "!!"), (2 * 10**9, "--")])
def test_little_room_is_told(
    books: Books, settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, mark: str | None
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=free))
    assert _marks(settings).get("disk") == mark


def test_few_connections_left_are_told(books: Books, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Checkup, "connections", lambda _self: (95, 100))
    assert _marks(settings).get("connections") == "--"


@pytest.mark.slow
def test_the_command_says_all_of_it_and_fails_where_something_is_broken(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--deep"]) == 0
    assert "ok  holds: " in capsys.readouterr().out
    monkeypatch.setenv("FOOTAGE_STORAGE", "/nowhere/films")
    assert run(["doctor", "--deep"]) == 1
    told = capsys.readouterr().out
    assert "!!  storage: The folder /nowhere/films is not there." in told


def test_a_thorough_look_is_had_also_where_the_first_one_found_something(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mcp_server.cli.doctor.findings", lambda: [("!!", "balance: wrong")])
    assert run(["doctor", "--deep"]) == 1
    assert "disk: " in capsys.readouterr().out


def test_a_user_who_may_only_read_is_told(books: Books, settings: Settings, database_url: str | None) -> None:
    if database_url is None:
        pytest.skip("a file has no users")
    _sql("DROP ROLE IF EXISTS reader")(books, settings)
    _sql("CREATE ROLE reader")(books, settings)
    tables = "ALL TABLES IN SCHEMA"
    _sql(f"GRANT USAGE ON SCHEMA public, dbos TO reader; GRANT SELECT ON {tables} public, dbos TO reader")(
        books, settings
    )
    reader = f"{database_url}&options=-crole%3Dreader"
    assert _marks(settings.model_copy(update={"database_url": SecretStr(reader)})).get("rights") == "!!"
    opened = Database(Path(), reader)
    with pytest.raises(UnavailableError, match=r"may not write to application_versions and [0-9]+ more") as refused:
        Checkup(opened).require_rights()
    assert "footage migrate" in refused.value.hint
    opened.close()
    Checkup(books.database).require_rights()
    _sql("DROP OWNED BY reader; DROP ROLE reader")(books, settings)


def test_what_systems_put_everywhere_is_no_film_of_nobody(books: Books, settings: Settings) -> None:
    for name in (".DS_Store", "lost+found"):
        (settings.media_dir / name).mkdir()
    assert "files" not in _marks(settings)


def test_money_that_is_kept_for_a_job_that_ended_is_freed(
    books: Books, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if settings.database_url:
        monkeypatch.setenv("FOOTAGE_DATABASE_URL", settings.database_url.get_secret_value())
    _sql("UPDATE footage_job SET status = 'failed' WHERE status = 'working'")(books, settings)
    assert _marks(settings)["holds"] == "!!"
    assert run(["reconcile"]) == 0
    assert "which has ended; it does so no more" in capsys.readouterr().out
    assert "holds" not in _marks(settings)


def test_an_empty_home_and_an_absent_server_are_told_and_nothing_is_made(
    empty_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [one.mark for one in deep_findings(load_settings())][-1] == "ok"
    assert not (empty_home / "footage.db").exists()
    gone: Any = load_settings(database_url="postgresql://127.0.0.1:1/x")
    assert [(one.mark, one.subject) for one in deep_findings(gone)][-1] == ("!!", "database")


def test_keys_that_others_can_read_are_told(books: Books, settings: Settings) -> None:
    key, identity = settings.home / "outlets.key", settings.home / "credentials" / "identity.pem"
    identity.parent.mkdir()
    for file in (key, identity):
        file.write_text("key")
        file.chmod(0o600)
    assert "private" not in _marks(settings)
    key.chmod(0o640)
    identity.chmod(0o604)
    told = {one.subject: one.told for one in deep_findings(settings)}["private"]
    assert f"chmod 600 {key} {identity}" in told


def test_a_database_is_to_be_private_once_it_has_keys(books: Books, settings: Settings) -> None:
    file = settings.home / "footage.db"
    if not books.database.is_sqlite:
        pytest.skip("a server sees to that")
    file.chmod(0o644)
    assert "private" not in _marks(settings)
    SecretTable(books.database, utc_now).get("links")
    assert (file.stat().st_mode & 0o777, "private" in _marks(settings)) == (0o600, False)
    file.chmod(0o644)
    assert _marks(settings)["private"] == "--"


_LOOKS = "import os, pwd; from mcp_server.desk.permission_findings import *; os.setgid(65534); os.setuid(65534); "


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_what_this_user_cannot_use_is_told() -> None:
    """As after a command that was run as root; pytest's own folders are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name), Path(name) / "home"
        folder.chmod(0o755)
        for made in (home, home / "media", home / "brands"):
            made.mkdir(mode=0o755)
        for file, mode in (("footage.db", 0o644), ("config.yaml", 0o644), ("outlets.key", 0o600)):
            (home / file).write_text("x")
            (home / file).chmod(mode)
        (home / "elsewhere").symlink_to("/root")

        def told() -> str:
            typed = [sys.executable, "-c", f"{_LOOKS}print(unusable(__import__('pathlib').Path({str(home)!r})))"]
            return subprocess.run(typed, capture_output=True, text=True, check=True, cwd=ROOT).stdout

        assert "cannot use home, footage.db, media, outlets.key. Run: chown -R " in told()
        for one in (home, home / "media", home / "footage.db", home / "outlets.key"):
            os.chown(one, 65534, 65534)
        assert told() == "\n"
