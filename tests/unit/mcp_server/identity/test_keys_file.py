from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from footage.api_keys import ApiKey
from footage.caller import Limits
from footage.errors import InvalidInputError
from footage.money import Money
from footage.ports.keys import DEFAULT_SCOPES, DeclaredTeam
from mcp_server.identity.keys_file import read_keys_file

KEY, OTHER = ApiKey.new(), ApiKey.new()
BACKENDS = ("veo", "storyboard")


def test_a_file_says_all_there_is_to_say_of_a_key(tmp_path: Path) -> None:
    (tmp_path / "editor.key").write_text(f"{OTHER.secret.get_secret_value()}\n")
    file = tmp_path / "keys.yaml"
    file.write_text(f"""
teams:
  - {{id: films, org: acme}}
  - {{id: others}}
keys:
  - name: agent
    team: films
    id: {KEY.key_id}
    hash: sha256:{KEY.hash}
    scopes: video:read, budget:read
    expires: 2027-06-30
    cap_month_usd: 12.5
    tools: [get_job, list-jobs]
    backends: [storyboard]
    max_resolution: 720p
    max_cost_usd: 0
    buckets: [gs://films/in/]
  - {{name: editor, team: films, key_file: editor.key}}
""")
    found = read_keys_file(file, BACKENDS)
    assert list(found.teams) == [
        DeclaredTeam(team_id="films", org_id="acme"),
        DeclaredTeam(team_id="others", org_id="default"),
    ]
    agent, editor = found.keys
    assert (agent.key_id, agent.hash, agent.terms.cap_month) == (KEY.key_id, KEY.hash, Money.usd("12.5"))
    assert agent.terms.scopes == {"video:read", "budget:read"}
    assert agent.terms.expires_at == datetime(2027, 6, 30, tzinfo=UTC)
    assert agent.terms.buckets == ("films/in",)
    assert agent.terms.limits == Limits(
        tools=frozenset({"get_job", "list_jobs"}),
        backends=frozenset({"storyboard"}),
        max_resolution="720p",
        max_cost_per_call=Money(0),
    )
    assert (editor.key_id, editor.hash, editor.terms.scopes) == (OTHER.key_id, OTHER.hash, DEFAULT_SCOPES)


def test_json_is_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"keys": [{"name": "a", "team": "b", "id": KEY.key_id, "hash": KEY.hash}]}))
    assert [one.key_id for one in read_keys_file(file, BACKENDS).keys] == [KEY.key_id]


WHOLE = f"name: a, team: b, id: {KEY.key_id}, hash: {KEY.hash}"
WRONG = {
    "a key in the open": (f"name: a, team: b, key: {KEY.secret.get_secret_value()}", "keys.0.key"),
    "a key for a hash": (f"name: a, team: b, id: {KEY.key_id}, hash: {KEY.secret.get_secret_value()}", "not the hash"),
    "a key for an id": (
        f"name: a, team: b, id: {KEY.secret.get_secret_value()}x, hash: {KEY.hash}",
        "must not stand here",
    ),
    "no hash": (f"name: a, team: b, id: {KEY.key_id}", "needs either id and hash, or key_file"),
    "both": (f"{WHOLE}, key_file: x", "needs either id and hash, or key_file"),
    "no file": ("name: a, team: b, key_file: missing.key", "cannot be read"),
    "a folder": ("name: a, team: b, key_file: .", "cannot be read"),
    "a file without a key": ("name: a, team: b, key_file: keys.yaml", "has no key in it"),
    "no team": (f"name: a, id: {KEY.key_id}, hash: {KEY.hash}", "keys.0.team"),
    "a misspelt name": (f"{WHOLE}, scope: admin", "keys.0.scope"),
    "an unknown scope": (f"{WHOLE}, scopes: [video:all]", "keys.0.scopes"),
    "no scope": (f"{WHOLE}, scopes: []", "keys.0.scopes"),
    "an unknown tool": (f"{WHOLE}, tools: [get_jobs]", "did you mean 'get_job'"),
    "an unknown backend": (f"{WHOLE}, backends: [voe]", "did you mean 'veo'"),
    "an unknown resolution": (f"{WHOLE}, max_resolution: 8k", "keys.0.max_resolution"),
    "less than nothing": (f"{WHOLE}, max_cost_usd: -1", "keys.0.max_cost_usd"),
    "no amount": (f"{WHOLE}, cap_month_usd: .nan", "keys.0.cap_month_usd"),
    "no day": (f"{WHOLE}, expires: 90d", "must be a day"),
    "no name": (f"name: '', team: b, id: {KEY.key_id}, hash: {KEY.hash}", "keys.0.name"),
    "a line break in a team": (f'name: a, team: "b\\nc", id: {KEY.key_id}, hash: {KEY.hash}', "keys.0.team"),
    "a bucket outside": (f"{WHOLE}, buckets: [films/../other]", "keys.0.buckets"),
    "a key twice": (f"{WHOLE} }}\n  - {{ {WHOLE}", "is there twice"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_and_nothing_of_a_key_is_repeated(what: str, tmp_path: Path) -> None:
    written, told = WRONG[what]
    file = tmp_path / "keys.yaml"
    file.write_text(f"keys:\n  - {{ {written} }}\n")
    with pytest.raises(InvalidInputError, match=r"keys\.yaml") as caught:
        read_keys_file(file, BACKENDS)
    assert told in caught.value.message
    whole = f"{caught.value.message} {caught.value.hint} {caught.value.__cause__!r}"
    assert KEY.secret.get_secret_value()[13:30] not in whole


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_keys_file(tmp_path / "keys.yaml", BACKENDS)
