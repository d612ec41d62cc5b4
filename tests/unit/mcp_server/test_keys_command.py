"""`footage keys`, `footage teams` and `footage audit`, as people and programs type them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from footage.api_keys import ApiKey
from footage.config import load_settings
from footage.errors import UnknownTokenError
from footage.ports.identity import Verifier
from footage.team_settings import Auth
from footage.threads import utc_now
from mcp_server.cli import run
from mcp_server.desk.caller_findings import caller_lines
from mcp_server.wiring.callers import is_any_key_good, key_book, team_book, token_verifier
from mcp_server.wiring.storage import open_database
from tests.issuers import AUDIENCE, Issuer, issuing

pytestmark = pytest.mark.usefixtures("home")
Said = pytest.CaptureFixture[str]


def told(capsys: Said, *argv: str) -> Any:
    """The JSON that a command prints."""
    assert run([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def verified(text: str) -> bool:
    key = ApiKey.read(text)
    assert key
    with key_book(load_settings()) as keys:
        try:
            return bool(keys.verify(key))
        except UnknownTokenError:
            return False


def test_a_key_is_shown_once_alone_and_never_again(capsys: Said, home: Path) -> None:
    assert run(["keys", "add", "agent", "--team", "films"]) == 0
    shown = capsys.readouterr()
    text = shown.out.strip()
    assert verified(text)
    assert "shown this once. The team 'films' is new." in shown.err
    assert run(["keys", "list"]) == 0
    assert run(["audit"]) == 0
    later = capsys.readouterr()
    assert "agent" in later.out
    secret = text[13:]
    assert secret not in later.out + later.err + shown.err
    assert not [file for file in home.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()]


def test_every_option_is_kept(capsys: Said) -> None:
    made = told(
        capsys, "keys", "add", "agent", "--team", "films", "--org", "acme", "--scopes", "video:read,video:make",
        "--expires", "90d", "--tools", "generate_video, get_job", "--backends", "storyboard", "--max-resolution",
        "1080p", "--max-cost-usd", "0.5", "--cap-month", "50", "--buckets", "films/in",
    )  # fmt: skip
    assert made["key"].startswith(f"ftg_{made['id']}_")
    (row,) = told(capsys, "keys", "list")
    expires = row.pop("expires_at")
    assert abs(utc_now() + timedelta(days=90) - _at(expires)) < timedelta(minutes=5)
    assert row == {
        "id": made["id"],
        "name": "agent",
        "team": "films",
        "org": "acme",
        "state": "until",
        "scopes": ["video:make", "video:read"],
        "tools": ["generate_video", "get_job"],
        "backends": ["storyboard"],
        "max_resolution": "1080p",
        "max_cost_usd": "0.50",
        "buckets": ["films/in"],
        "kept_by": "command",
        "added_at": row["added_at"],
        "revoked_at": None,
        "last_used_at": None,
        "old_key_until": None,
    }
    assert run(["keys", "list"]) == 0
    assert "tools generate_video get_job, backends storyboard, 1080p, $0.50 a call" in capsys.readouterr().out


def _at(text: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(text)


def test_a_key_is_rotated_and_ended_by_its_id_or_itself(capsys: Said) -> None:
    made = told(capsys, "keys", "add", "agent", "--team", "films")
    again = told(capsys, "keys", "rotate", made["id"])
    assert again["id"] == made["id"]
    assert verified(made["key"])
    assert verified(again["key"])
    third = told(capsys, "keys", "rotate", made["id"], "--overlap", "0")
    assert not verified(again["key"])
    ended = told(capsys, "keys", "revoke", third["key"], "--cancel-jobs")
    assert (ended["state"], ended["cancelled_jobs"]) == ("revoked", [])
    assert not verified(third["key"])
    assert run(["audit", "--key", made["id"], "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    changes = {one["event"]: one["times"] for one in lines if one["who"] != "agent"}
    assert changes == {"key added": 1, "key rotated": 2, "key revoked": 1}


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["add", "agent", "--team", ""], "--team"),
        (["add", "agent", "--team", "films", "--scopes", "video"], "--scopes"),
        (["add", "agent", "--team", "films", "--expires", "soon"], "--expires: must be a day"),
        (["add", "agent", "--team", "films", "--expires", "3m"], "--expires: must be a day"),
        (["add", "agent", "--team", "films", "--expires", "2020-01-01"], "--expires: that is over already"),
        (["add", "agent", "--team", "films", "--expires", "0"], "--expires: that is over already"),
        (["add", "agent", "--team", "films", "--tools", "make_video"], "--tools: there is no tool"),
        (["add", "agent", "--team", "films", "--backends", "story"], "did you mean 'storyboard'"),
        (["add", "agent", "--team", "films", "--max-resolution", "8k"], "--max-resolution"),
        (["add", "agent", "--team", "films", "--max-cost-usd", "cheap"], "--max-cost-usd"),
        (["rotate", "abcdefgh"], "There is no key"),
        (["rotate", "abcdefgh", "--overlap", "long"], "--overlap"),
        (["revoke", "agent"], "eight letters"),
    ],
)
def test_what_cannot_be_is_said_with_the_option(argv: list[str], said: str, capsys: Said) -> None:
    assert run(["keys", *argv]) == 1
    assert said in capsys.readouterr().err


def test_a_key_for_the_file_is_not_stored(capsys: Said) -> None:
    made = told(capsys, "keys", "generate")
    key = ApiKey.read(made["key"])
    assert key
    assert made["hash"] == f"sha256:{key.hash}"
    assert told(capsys, "keys", "list") == []


def test_a_team_is_named_once_for_one_organisation(capsys: Said) -> None:
    for _ in range(2):
        assert run(["teams", "add", "films", "--org", "acme"]) == 0
    assert run(["teams", "add", "films"]) == 1
    assert "belongs to the organisation 'acme'" in capsys.readouterr().err
    assert run(["teams", "list"]) == 0
    assert capsys.readouterr().out.split() == ["team", "org", "films", "acme"]


def test_names_cannot_play_tricks_on_a_terminal(capsys: Said) -> None:
    assert run(["keys", "add", "agent\x1b[31m", "--team", "films"]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_doctor_says_what_is_wrong_with_the_file_or_the_issuer(
    capsys: Said, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "keys.yaml"
    key = ApiKey.new()
    file.write_text(f"keys: [{{name: a, team: films, id: {key.key_id}, hash: {key.hash}}}]")
    monkeypatch.setenv("FOOTAGE_KEYS_FILE", str(file))
    assert list(caller_lines()) == [(True, "keys file: 1 keys, 1 teams")]
    file.write_text("keys: [{name: a}]")
    with issuing(Issuer()) as issuer:
        monkeypatch.setenv("FOOTAGE_JWT_ISSUER", issuer.base_url)
        (is_well, wrong), issuers = caller_lines()
        assert not is_well
        assert "keys.0.team" in wrong
        assert issuers == (True, f"issuer: {issuer.base_url} signs with one (RS256)")
    assert [line[0] for line in caller_lines()] == [False, False]


def test_doctor_and_serve_say_whether_anybody_can_call(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_any_key_good(load_settings())
    ((is_well, told),) = caller_lines()
    assert is_well
    assert "asks nobody who calls (FOOTAGE_AUTH); `footage keys add NAME --team TEAM` makes one" in told
    monkeypatch.setenv("FOOTAGE_AUTH", "keys")
    assert [is_well for is_well, _ in caller_lines()] == [False]
    made = [added(capsys, name) for name in ("one", "two")]
    assert list(caller_lines()) == [(True, "callers: footage serve asks for a key; 2 good keys of 1 team")]
    assert is_any_key_good(load_settings())
    for one in made:
        assert run(["keys", "revoke", one]) == 0
    ((is_well, told),) = caller_lines()
    assert (is_well, "0 good keys of 0 teams, 2 revoked; `footage keys add" in told) == (False, True)
    assert not is_any_key_good(load_settings())


def added(capsys: Said, name: str) -> str:
    """The id of a new key."""
    assert run(["keys", "add", name, "--team", "films", "--json"]) == 0
    key_id: str = json.loads(capsys.readouterr().out)["id"]
    return key_id


def test_a_server_for_tokens_needs_somebody_who_gives_them_out(capsys: Said) -> None:
    assert run(["serve", "--auth", "jwt", "--port", "0"]) == 1
    assert "Set FOOTAGE_JWT_ISSUER" in capsys.readouterr().err


async def _wrongs(verifier: Verifier, token: str) -> bool:
    try:
        await verifier.verify(token)
    except UnknownTokenError:
        return True
    return False


@pytest.mark.parametrize(("auth", "is_taken"), [("keys", False), ("jwt", True)])
def test_tokens_of_an_issuer_are_taken_where_that_is_wanted(auth: Auth, is_taken: bool) -> None:
    with issuing(Issuer()) as issuer, team_book(load_settings()) as teams:
        teams.add("films", "acme")
        settings = load_settings(jwt_issuer=issuer.base_url, jwt_audience=[AUDIENCE], auth=auth)
        with contextlib.ExitStack() as closing:
            verifier = token_verifier(settings, open_database(settings, closing), ())
            assert asyncio.run(_wrongs(verifier, issuer.token())) != is_taken
