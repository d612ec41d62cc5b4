"""`footage connect`: accounts of emulated sites and places of one's own; their keys stay hidden."""

from __future__ import annotations

import io
import json
import sqlite3
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from footage.config import load_settings
from footage.errors import FootageError, InvalidInputError, NotFoundError, UnavailableError
from footage.sealing import KEY_FILE, Seal
from footage.secrets import scrubbed
from mcp_server.cli.commands import parser
from mcp_server.desk.deep_findings import deep_findings
from mcp_server.wiring.outlets import account_book
from tests.databases import Postgres
from tests.outlets import Outside, outside
from tests.plain_http import http


@pytest.fixture(scope="module")
def world() -> Iterator[Outside]:
    with outside() as world:
        yield world


@pytest.fixture(autouse=True)
def there(world: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)


def typed(*words: str) -> int:
    arguments = parser(["connect", *words]).parse_args(["connect", *words])
    done: int = arguments.run(arguments)
    return done


def agreeing(url: str) -> bool:
    """A browser whose owner says yes."""
    threading.Thread(target=lambda: http.get(url, follow_redirects=True), daemon=True).start()
    return True


def keys_of(home: Path, target: str, account: str) -> dict[str, Any]:
    with account_book(load_settings(home=home)) as accounts:
        return dict(accounts.open("local", target, account).keys)


@pytest.mark.parametrize(
    ("site", "account"),
    [("youtube", "UCemulated"), ("tiktok", "emulated-person"), ("instagram", "17841400000000001")],
)
def test_a_site_is_connected_in_a_browser(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], site: str, account: str
) -> None:
    monkeypatch.setattr(webbrowser, "open", agreeing)
    assert typed(site) == 0
    said = capsys.readouterr().out
    assert f"({account}) of {site}" in said
    keys = keys_of(home, site, account)
    assert keys["access_token"].startswith("emulated-access-")
    assert keys["access_token"] not in said


def test_on_a_server_a_code_is_typed_elsewhere(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("youtube", "--device") == 0
    assert "type EMUL-ATED" in capsys.readouterr().out
    assert keys_of(home, "youtube", "UCemulated")["scope"].endswith("/youtube")


def test_or_the_end_of_the_page_is_pasted(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Person(io.StringIO):
        def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]
            url = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("http"))
            return str(http.get(url).headers["location"]) + "\n"

    monkeypatch.setattr("sys.stdin", Person())
    assert typed("youtube", "--paste") == 0
    assert keys_of(home, "youtube", "UCemulated")["refresh_token"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("http://127.0.0.1:1/callback/?error=access_denied&state=x", "gave no permission"),
        ("http://127.0.0.1:1/callback/?code=4/abc&state=of-another", "another question"),
        ("", "another question"),
    ],
)
def test_what_is_no_yes_connects_nothing(home: Path, monkeypatch: pytest.MonkeyPatch, answer: str, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    with pytest.raises(FootageError, match=words):
        typed("youtube", "--paste")
    with account_book(load_settings(home=home)) as accounts:
        assert accounts.listed("local") == []


def test_an_application_is_the_users_own(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YOUTUBE_CLIENT_ID")
    with pytest.raises(InvalidInputError, match="no application") as none:
        typed("youtube", "--device")
    assert "--client" in none.value.hint
    wrong = tmp_path / "client.json"
    wrong.write_text("[]")
    with pytest.raises(InvalidInputError, match="not the JSON"):
        typed("youtube", "--device", "--client", str(wrong))
    wrong.write_text(json.dumps({"installed": {"client_id": "mine", "client_secret": "hidden-client-secret"}}))
    assert typed("youtube", "--device", "--client", str(wrong)) == 0
    assert keys_of(home, "youtube", "UCemulated")["client_id"] == "mine"


PLACES = [
    (["archive", "{folder}"], "", {"kind": "folder", "public": False}),
    (
        ["cdn", "s3://films/new", "--key-id", "AKIA1", "--address", "https://cdn.example.com"],
        "hidden-secret-1",
        {"kind": "s3", "public": True, "address": "https://cdn.example.com"},
    ),
    (
        ["dav", "davs://cloud.example.com/films", "--user", "ada"],
        "hidden-secret-2",
        {"kind": "webdav", "public": False},
    ),
    (["hook", "https://n8n.example.com/webhook/film"], "", {"kind": "webhook", "public": False}),
]


@pytest.mark.parametrize(("words", "secret", "facts"), PLACES)
def test_places_are_connected_with_secrets_that_nobody_types(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], secret: str, facts: dict[str, Any]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
    assert typed("store", *(word.format(folder=tmp_path) for word in words)) == 0
    with account_book(load_settings(home=home)) as accounts:
        [line] = accounts.listed("local")
        assert (line.account, line.facts) == (words[0], facts)
    assert not secret or secret in keys_of(home, "store", words[0]).values()
    with sqlite3.connect(home / "footage.db") as database:
        kept = "\n".join(database.iterdump())
    assert "footage_outlet_account" in kept
    assert not secret or secret not in kept
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["link", "/tmp"], "no name for a place"),
        (["../x", "/tmp"], "no name for a place"),
        (["a", "ftp://example.com/films"], "ftp:// is no place"),
        (["a", "/nowhere/at/all"], "no folder"),
        (["a", "http://n8n.example.com/hook"], "open to everybody"),
        (["a", "dav://cloud.example.com/films"], "open to everybody"),
        (["a", "davs://ada:secret1@cloud.example.com/films"], "do not belong into addresses"),
        (["a", "davs://cloud.example.com/films?x=1"], "no address of a folder"),
        (["a", "davs://cloud.example.com/#films"], "no address of a folder"),
        (["a", "s3://films"], "needs keys"),
        (["a", "s3://films", "--key-id", "AKIA1"], "No secret was given"),
    ],
)
def test_what_is_no_place_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], problem: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    with pytest.raises(FootageError, match=problem):
        typed("store", *words)


def test_accounts_are_listed_and_forgotten(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("list") == 0
    assert "No account is connected" in capsys.readouterr().out
    typed("store", "archive", str(tmp_path))
    assert typed("list", "--json") == 0
    [line] = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert line == {"target": "store", "account": "archive", "title": "archive", "trouble": ""}
    assert typed("remove", "store", "archive") == 0
    with pytest.raises(NotFoundError):
        typed("remove", "store", "archive")
    with pytest.raises(NotFoundError, match="no team"):
        typed("list", "--team", "films")


def test_what_another_key_sealed_cannot_be_read(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    sealed = Seal(one).sealed({"access_token": "x"})
    assert "access_token" not in sealed
    assert Seal(one).opened(sealed) == {"access_token": "x"}
    with pytest.raises(UnavailableError, match="another key"):
        Seal(other).opened(sealed)
    Seal(other).sealed({})
    with pytest.raises(UnavailableError, match="another key"):
        Seal(other).opened(sealed)


def test_an_account_that_another_key_sealed_is_shown_as_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As on the second of two machines with one database."""
    (folder := home / "sent-films").mkdir()
    typed("store", "mine", str(folder))
    with account_book(load_settings()) as accounts:
        assert accounts.locked() == []  # type: ignore[attr-defined]
        (home / KEY_FILE).unlink()
        assert accounts.locked() == ["store mine of local"]  # type: ignore[attr-defined]
    capsys.readouterr()
    typed("list")
    assert "sealed with another key" in capsys.readouterr().out
    assert {one.subject: one.mark for one in deep_findings(load_settings())}["accounts"] == "!!"
    (home / KEY_FILE).mkdir()  # as little to be read as a file of root's, which is read by the root of tests
    capsys.readouterr()
    typed("list")
    assert "cannot be read: Is a directory" in capsys.readouterr().out


def test_whoever_shares_a_database_is_told_of_the_key_to_share(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], postgres: Postgres
) -> None:
    monkeypatch.setenv("FOOTAGE_DATABASE_URL", url := postgres.create(migrated=True))
    (folder := home / "sent-films").mkdir()
    typed("store", "mine", str(folder))
    assert "FOOTAGE_OUTLET_KEY" in capsys.readouterr().err
    monkeypatch.setenv("FOOTAGE_OUTLET_KEY", Fernet.generate_key().decode())
    typed("store", "other", str(folder))
    assert "FOOTAGE_OUTLET_KEY" not in capsys.readouterr().err
    postgres.drop(url)


def test_where_a_folder_lies_is_no_secret(home: Path) -> None:
    (folder := home / "sent-films").mkdir()
    typed("store", "mine", str(folder))
    assert keys_of(home, "store", "mine") == {"path": str(folder)}
    assert scrubbed(f"There is no film in {folder}.") == f"There is no film in {folder}."
