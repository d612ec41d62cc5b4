"""Signatures on addresses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from footage.signing import SigningKeys

NOW = datetime(2026, 3, 1, 12, 20, tzinfo=UTC)
OLD, NEW = "an old key of this place", "a new key of this place"
PATH = "/v/job_0123456789abcdef0123/video.mp4"


def signed(keys: SigningKeys, method: str = "GET", path: str = PATH, **lasts: float) -> dict[str, str]:
    return dict(parse_qsl(keys.query(method, path, NOW + timedelta(**lasts or {"hours": 24}))))


@pytest.mark.parametrize(
    ("method", "path", "changed", "said"),
    [
        ("GET", PATH, {}, "yes"),
        ("HEAD", PATH, {}, "yes"),
        ("GET", PATH, {"dl": "1"}, "yes"),
        ("PUT", PATH, {}, "no"),
        ("DELETE", PATH, {}, "no"),
        ("GET", PATH.replace("video.mp4", "poster.jpg"), {}, "no"),
        ("GET", PATH.replace("0123", "1234", 1), {}, "no"),
        ("GET", PATH, {"e": "99999999999"}, "no"),
        ("GET", PATH, {"e": ""}, "no"),
        ("GET", PATH, {"e": "1e11"}, "no"),
        ("GET", PATH, {"e": "٣"}, "no"),
        ("GET", PATH, {"k": "00000000"}, "no"),
        ("GET", PATH, {"k": "é"}, "no"),
        ("GET", PATH, {"s": ""}, "no"),
        ("GET", PATH, {"s": "é" * 43}, "no"),
    ],
)
def test_an_address_allows_one_thing(method: str, path: str, changed: dict[str, str], said: str) -> None:
    keys = SigningKeys([NEW])
    assert keys.verdict(method, path, {**signed(keys), **changed}, NOW) == said


def test_it_ends_at_a_full_hour_and_stays_the_same_until_then() -> None:
    keys = SigningKeys([NEW])
    first = signed(keys, hours=24)
    assert first == signed(keys, hours=24, minutes=39)
    assert first != signed(keys, hours=24, minutes=41)
    end = datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert keys.verdict("GET", PATH, first, end - timedelta(seconds=1)) == "yes"
    assert keys.verdict("GET", PATH, first, end) == "expired"
    assert keys.verdict("GET", PATH, {**first, "s": "x"}, end) == "no"


def test_a_new_key_signs_while_the_old_one_is_believed() -> None:
    before = signed(SigningKeys([OLD]))
    both = SigningKeys([NEW, OLD])
    assert both.verdict("GET", PATH, before, NOW) == "yes"
    assert signed(both) == signed(SigningKeys([NEW]))
    assert SigningKeys([NEW]).verdict("GET", PATH, before, NOW) == "no"
    assert OLD not in repr(both)
