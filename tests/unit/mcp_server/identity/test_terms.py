from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from footage.caller import SCOPES
from footage.money import Money
from mcp_server.identity.terms import TOOL_NAMES, WrittenTerms, period
from tools.registry import TOOLS


def written(**terms: Any) -> WrittenTerms:
    return WrittenTerms.model_validate({"name": "agent", "team": "films", **terms})


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90d", timedelta(days=90)),
        ("90 days", timedelta(days=90)),
        ("12h", timedelta(hours=12)),
        ("30min", timedelta(minutes=30)),
        ("2 weeks", timedelta(days=14)),
        ("3mo", timedelta(days=90)),
        ("3 months", timedelta(days=90)),
        ("1y", timedelta(days=365)),
        (" 1D ", timedelta(days=1)),
        ("0", timedelta(0)),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, length: timedelta) -> None:
    assert period(text) == length


@pytest.mark.parametrize("text", ["", "3m", "d", "-1d", "1.5d", "999999d", "one day", "90"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no length of time"):
        period(text)


@pytest.mark.parametrize(
    "scopes",
    ["video:read,video:make", "video:read video:make", ["video:make", "video:read"], "video:read,\nvideo:make,"],
)
def test_lists_are_read_with_commas_and_with_blanks(scopes: Any) -> None:
    assert written(scopes=scopes).scopes == frozenset({"video:read", "video:make"})


@pytest.mark.parametrize(
    ("said", "size"), [("1080p", "1080p"), ("1080", "1080p"), (720, "720p"), ("4K", "4k"), (None, None)]
)
def test_sizes_are_read_as_people_write_them(said: Any, size: str | None) -> None:
    assert written(max_resolution=said).max_resolution == size


def test_amounts_may_have_their_sign() -> None:
    assert written(max_cost_usd="$2.50").terms().limits.max_cost_per_call == Money.usd("2.5")


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("2027-01-31", datetime(2027, 1, 31, tzinfo=UTC)),
        ("2027-01-31T12:00:00Z", datetime(2027, 1, 31, 12, tzinfo=UTC)),
        ("2027-01-31T12:00:00+02:00", datetime(2027, 1, 31, 10, tzinfo=UTC)),
        ("2027-01-31 12:00", datetime(2027, 1, 31, 12, tzinfo=UTC)),
        ("never", None),
        (None, None),
    ],
)
def test_an_end_is_a_day_or_a_time(said: Any, ends: datetime | None) -> None:
    assert written(expires=said).terms().expires_at == ends


def test_every_tool_and_every_scope_can_be_named() -> None:
    assert {tool.name for tool in TOOLS} <= TOOL_NAMES
    assert written(scopes=sorted(SCOPES)).scopes == SCOPES
