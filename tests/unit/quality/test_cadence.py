"""Pictures that are shown twice because a film was made for a lower rate."""

from __future__ import annotations

import numpy as np
import pytest

from quality.cadence import repeats_every
from tests.field.looks_like import Film, pan, stats_of


def told(shown: list[int], fps: float = 30) -> int | None:
    """What is told of a pan whose pictures are shown in this order."""
    stats = stats_of(Film(pan(max(shown) + 1)[shown], fps))
    return repeats_every(stats.change, stats.frame_s)


@pytest.mark.parametrize(("made_for", "every"), [(20, 3), (22.5, 4), (24, 5), (25, 6)])
def test_a_film_made_for_fewer_pictures_a_second_is_told_by_its_beat(made_for: float, every: int) -> None:
    assert told([int(at * made_for / 30) for at in range(90)]) == every


def test_a_beat_is_told_through_pauses_and_a_cut() -> None:
    shown = [int(at * 20 / 30) for at in range(60)]
    assert told([*shown, *[shown[-1]] * 30, *(60 + at for at in shown)]) == 3


@pytest.mark.parametrize("fps", [30.0, 24.0])
@pytest.mark.parametrize(
    "shown",
    [
        list(range(90)),
        [at // 2 for at in range(90)],
        sorted(np.random.default_rng(2).choice(60, 30, replace=False).tolist() * 2 + list(range(60)))[:90],
        [*range(40), *[40] * 40],
    ],
    ids=["smooth", "drawn on twos", "now and then", "comes to rest"],
)
def test_what_moves_all_the_time_on_twos_or_now_and_then_has_no_such_beat(shown: list[int], fps: float) -> None:
    assert told(shown, fps) is None


def test_at_sixty_pictures_a_second_nobody_sees_it() -> None:
    assert told([int(at * 2 / 3) for at in range(90)], fps=60) is None
