"""Pictures that are shown twice because a film was made for a lower rate."""

from __future__ import annotations

import numpy as np
import pytest

from quality.cadence import Beat, beat_of
from tests.field.looks_like import Film, pan, stats_of


def told(shown: list[int], fps: float = 30) -> Beat | None:
    """What is told of a pan whose pictures are shown in this order."""
    stats = stats_of(Film(pan(max(shown) + 1)[shown], fps))
    return beat_of(stats.change, stats.frame_s)


@pytest.mark.parametrize(("made_for", "beat"), [(20, (3, 1)), (22.5, (4, 1)), (24, (5, 1)), (25, (6, 1)), (18, (5, 2))])
def test_a_film_made_for_fewer_pictures_a_second_is_told_by_its_beat(made_for: float, beat: tuple[int, int]) -> None:
    assert told([int(at * made_for / 30) for at in range(90)]) == beat


def test_frames_that_are_dropped_in_a_beat_and_filled_with_the_one_before_are_told() -> None:
    assert told([at - max(0, at % 10 - 6) for at in range(90)]) == (10, 3)


def test_a_beat_is_told_through_pauses_and_a_cut() -> None:
    shown = [int(at * 20 / 30) for at in range(60)]
    assert told([*shown, *[shown[-1]] * 30, *(60 + at for at in shown)]) == (3, 1)


@pytest.mark.parametrize("fps", [30.0, 24.0])
@pytest.mark.parametrize(
    "shown",
    [
        list(range(90)),
        [at // 2 for at in range(90)],
        [at // 3 for at in range(90)],
        sorted(np.random.default_rng(2).choice(60, 30, replace=False).tolist() * 2 + list(range(60)))[:90],
        [*range(40), *[40] * 40],
    ],
    ids=["smooth", "drawn on twos", "on threes", "now and then", "comes to rest"],
)
def test_what_moves_all_the_time_on_twos_or_now_and_then_has_no_such_beat(shown: list[int], fps: float) -> None:
    assert told(shown, fps) is None


def test_at_sixty_pictures_a_second_nobody_sees_it() -> None:
    assert told([int(at * 2 / 3) for at in range(90)], fps=60) is None
