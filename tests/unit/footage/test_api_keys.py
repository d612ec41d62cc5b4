from __future__ import annotations

import logging

import pytest

from footage.api_keys import ApiKey, read_hash, read_id
from footage.errors import FootageError, InvalidInputError
from footage.secrets import guard_logs, scrubbed

TEXT = "ftg_k3x9m2pq_0c5ciD7kePBkdY-lwhb2Fq89vjD2ef7aRtUJiGkmDHY"  # the same in every process of the suite


def _read(text: str) -> ApiKey:
    key = ApiKey.read(text)
    assert key is not None
    return key


KEY = _read(TEXT)


def test_a_key_is_read_as_it_was_made_and_shows_itself_to_nobody() -> None:
    made = ApiKey.new()
    assert _read(made.secret.get_secret_value()) == made
    assert _read(made.secret.get_secret_value()).hash == made.hash
    assert TEXT.startswith(f"ftg_{KEY.key_id}_")
    assert TEXT not in f"{KEY!r} {KEY} {KEY.hash}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ftg_",
        TEXT[:-1],
        f"{TEXT}x",
        f" {TEXT}",
        f"{TEXT}\n",
        TEXT.upper(),
        TEXT.replace("ftg", "sk"),
        f"Bearer {TEXT}",
        "ftg_../../.._" + "a" * 43,
        "ftg_ａｂcdefgh_" + "a" * 43,
        "a.b.c",
    ],
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert ApiKey.read(text) is None


def test_a_key_matches_its_own_hash_and_no_other() -> None:
    assert KEY.matches(KEY.hash)
    assert not KEY.matches(ApiKey.new(KEY.key_id).hash)
    assert not KEY.matches(None)
    assert not KEY.matches("")


def test_no_two_keys_are_alike() -> None:
    assert len({ApiKey.new().key_id for _ in range(500)}) == 500
    assert ApiKey.new("abcdefgh").hash != ApiKey.new("abcdefgh").hash


def test_nobody_shows_a_key_who_repeats_it(caplog: pytest.LogCaptureFixture) -> None:
    told = [
        scrubbed(f"Authorization: Bearer {TEXT}"),
        scrubbed(f"GET /mcp?key={TEXT}&x=1"),
        scrubbed(f'{{"a": "{TEXT}"}} and cut short {TEXT[:30]}'),
        FootageError(f"no {TEXT}", hint=f"not {TEXT}").message,
        FootageError("no", hint=f"not {TEXT}").hint,
    ]
    before = logging.getLogRecordFactory()
    guard_logs()
    try:
        logging.getLogger("footage.test").warning("called with %s", TEXT)
    finally:
        logging.setLogRecordFactory(before)
    told.append(caplog.text)
    assert not [one for one in told if TEXT[13:30] in one]
    assert KEY.key_id in told[2]


@pytest.mark.parametrize("before", ["", "ftg_", " "])
@pytest.mark.parametrize("after", ["", f"_{TEXT[13:]}", f"_{TEXT[13:20]}…", "_...", "\n"])
def test_an_id_is_read_as_people_write_it(before: str, after: str) -> None:
    assert read_id(f"{before}{KEY.key_id}{after}") == KEY.key_id


@pytest.mark.parametrize("text", ["", "x", "abcdefghi", "ABCDEFGH", "ann's key", TEXT.replace("ftg", "sk")])
def test_what_is_no_id_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_id(text)
    assert TEXT not in str(caught.value)


def test_a_hash_is_read_with_and_without_what_it_is() -> None:
    assert read_hash(f"sha256:{KEY.hash}") == read_hash(KEY.hash.upper()) == KEY.hash
    for wrong in ("", KEY.hash[1:], TEXT, f"md5:{KEY.hash}"):
        with pytest.raises(InvalidInputError):
            read_hash(wrong)
