from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footage.money import Money
from footage.ports.generators import Capabilities
from routing.generators.fake import FakeVendor
from routing.segments import SHORTEST_S, clip_request, segments_of, split
from tests.support import a_request


def able(longest_s: float = 8, lengths_s: tuple[float, ...] = (4, 6, 8), **more: Any) -> Capabilities:
    return Capabilities(
        sizes={}, min_duration_s=1, max_duration_s=longest_s, audio=True, start_image=True, lengths_s=lengths_s, **more
    )


def paid(lengths_s: tuple[float, ...], can: Capabilities) -> float:
    """What is charged: the next of the vendor's lengths."""
    return sum(min(one for one in can.lengths_s if one >= length - 1e-6) for length in lengths_s)


@given(st.floats(8.1, 180), st.sampled_from([able(), able(10, tuple(map(float, range(2, 11)))), able(15, (5.0, 15.0))]))
def test_clips_fill_the_film_with_as_few_and_as_little_paid_in_vain_as_can_be(
    duration_s: float, can: Capabilities
) -> None:
    lengths = split(duration_s, can)
    assert sum(lengths) == pytest.approx(duration_s, abs=1e-5)
    assert all(SHORTEST_S - 1e-6 <= length <= can.max_duration_s for length in lengths)
    assert sum(length not in can.lengths_s for length in lengths) <= 1
    assert len(lengths) <= math.ceil((duration_s + SHORTEST_S) / can.max_duration_s)
    widest_step_s = max(after - before for before, after in pairwise(can.lengths_s))
    assert paid(lengths, can) - duration_s < can.lengths_s[0] + widest_step_s


@pytest.mark.parametrize(
    ("duration_s", "lengths"),
    [(16, (8, 8)), (25, (8, 8, 6, 3)), (30, (8, 8, 8, 6)), (8.4, (6, 2.4)), (16.4, (8, 6, 2.4))],
)
def test_the_split_is_the_cheapest(duration_s: float, lengths: tuple[float, ...]) -> None:
    assert split(duration_s, able()) == pytest.approx(lengths)


class Between(FakeVendor):
    """Takes a picture to end with as well."""

    def capabilities(self) -> Capabilities:
        can = super().capabilities()
        return Capabilities(**{**vars(can), "end_image": True})


@pytest.mark.parametrize(
    ("vendor", "change", "way"),
    [
        (FakeVendor, {"priority": "speed"}, "chain"),
        (Between, {}, "chain"),
        (Between, {"priority": "speed"}, "keyframes"),
        (Between, {"style": "flat"}, "keyframes"),
        (Between, {"style": "claymation"}, "chain"),
    ],
)
def test_the_way_follows_from_what_the_backend_takes_and_the_film_wants(
    vendor: type[FakeVendor], change: dict[str, Any], way: str
) -> None:
    found = segments_of(vendor("v", "blind", Path("unused")), a_request(duration_s=45, **change), {"flat"})
    assert found
    assert (found.way, found.lengths_s) == (way, (20, 20, 5))
    assert found.costs == (Money.usd(1), Money.usd(1), Money.usd("0.25"))


def test_a_film_within_the_limit_has_no_segments() -> None:
    assert segments_of(FakeVendor("v", "blind", Path("unused")), a_request(duration_s=20), ()) is None


def test_the_callers_pictures_are_the_films_first_and_last() -> None:
    film = a_request(duration_s=45, start_image="first", end_image="last", seed=2**31 - 1)
    clips = [clip_request(film, index, (20, 20, 5), "start", None) for index in range(3)]
    assert [clip.start_image for clip in clips] == ["first", "start", "start"]
    assert [clip.end_image for clip in clips] == [None, None, "last"]
    assert [clip.duration_s for clip in clips] == [20, 20, 5]
    assert len({clip.seed for clip in clips}) == 3
    posed = a_request(duration_s=45, reference_images=("who",))
    assert clip_request(posed, 0, (20, 20, 5), None, None).reference_images == ("who",)
    assert clip_request(posed, 1, (20, 20, 5), "start", None).reference_images == ()
    assert all(0 <= clip.seed < 2**31 for clip in clips)
