"""No two shots of a film are laid out alike: one size of shot moves the same way only once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from painter import Beat, plan_film
from painter.prompt.layouts import varied

pytestmark = pytest.mark.slow

HERE = Path(__file__).parents[2]
PLACES = (
    "a castle in the forest",
    "the desert at night, then a lake at dawn, finally a city in the rain",
    "A tour of our office. The kitchen. The workshop. The people",
    "Under water a turtle swims, fish pass by, a whale appears",
    "football, the stadium cheers; a trophy; a party in the city",
    "space, tense and fast",
)
PROMPTS = [
    *PLACES,
    *(
        each["prompt"]
        for name in ("tuned", "held_back")
        for each in yaml.safe_load((HERE / "data" / "prompts" / f"{name}.yaml").read_text())
    ),
]


@pytest.mark.parametrize("seed", [1, 7])
def test_no_two_shots_of_a_film_have_the_same_layout(seed: int) -> None:
    repeated = {}
    for prompt in PROMPTS:
        film = plan_film(prompt, duration_s=30.0, width=1280, height=720, seed=seed)
        layouts = Counter((beat.shot, beat.camera) for beat in film.beats if beat.card is None)
        if layouts and max(layouts.values()) > 1:
            repeated[prompt] = layouts.most_common(1)
    assert not repeated


def test_the_same_seed_gives_the_same_layouts() -> None:
    films = [plan_film(PLACES[1], duration_s=40.0, width=1280, height=720, seed=5) for _ in range(2)]
    assert films[0] == films[1]


def test_shots_that_the_prompt_asks_for_are_kept() -> None:
    beats = [Beat(duration_s=2.0, setting="sea", camera="pan_left") for _ in range(4)]
    moves = [beat.camera for beat in varied(beats, asked=frozenset({2}))]
    assert (moves[0], moves[2]) == ("pan_left", "pan_left")
    assert len({*moves}) == 3


def test_even_a_film_with_more_shots_than_layouts_is_laid_out() -> None:
    beats = [Beat(duration_s=1.0, setting="sea", camera="push") for _ in range(30)]
    assert len(varied(beats)) == 30
