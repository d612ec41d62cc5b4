"""Brand colours in a prompt: read, carried by every beat, no title, and never at the cost of legibility."""

from __future__ import annotations

import pytest

from painter import STYLES, FilmPlan, plan_film
from painter.craft import harmony, palette
from painter.prompt.brand import brand_of
from painter.shots.reel import Reel


def film(prompt: str, **changes: object) -> FilmPlan:
    arguments: dict[str, object] = {"duration_s": 8, "width": 320, "height": 180, "seed": 1} | changes
    return plan_film(prompt, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("prompt", "colours"),
    [
        ("Launch of our app in our brand colours #ff5500 and #112233", ("#ff5500", "#112233")),
        ("a lake, #FFF and #0A0", ("#ffffff", "#00aa00")),
        ("we are #1, #facade and #decade", ()),
        ("brand palette #facade", ("#facade",)),
        ("a red car", ()),
        ("a sale in our brand colours black and white", ("#111111", "#ffffff")),
        ("Werbung in unseren Markenfarben #abc123, eine Stadt", ("#abc123",)),
    ],
)
def test_a_prompt_states_its_brand(prompt: str, colours: tuple[str, ...]) -> None:
    assert brand_of(prompt) == colours


def test_colour_words_count_where_a_brand_is_spoken_of() -> None:
    navy, orange = sorted(brand_of("Autumn sale, brand colors: navy and orange"))
    assert navy == "#12284c"
    assert abs(palette.to_oklch(orange)[2] - harmony.COLOUR_HUES["orange"]) < 8


@pytest.mark.parametrize(
    ("prompt", "titles"),
    [
        ("Launch of our app in our brand colours #ff5500 and #112233", ("Launch of our app",)),
        ("The sea at dawn. Use #39ff14 as our brand colour. Then mountains.", ("The sea at dawn", "Mountains")),
        ("Kampagne in unseren Markenfarben Grün und Weiß, eine Stadt", ("Kampagne", "Eine Stadt")),
    ],
)
def test_a_brand_is_no_title(prompt: str, titles: tuple[str, ...]) -> None:
    assert tuple(line for beat in film(prompt).beats for line in beat.titles) == titles


def test_every_beat_carries_the_brand() -> None:
    made = film("The sea at dawn. Then mountains. Then the city at night. In our brand colours #d4145a", duration_s=20)
    assert {(beat.palette or made.palette).accent for beat in made.beats} == {"#d4145a"}


def test_a_caller_may_give_the_brand() -> None:
    assert film("the sea", brand=("#d4145a",)).palette.accent == "#d4145a"


@pytest.mark.parametrize("brand", ["#ffffff", "#000000", "#e6ff00"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("prompt", ["a culture of trust", "a lighthouse on the coast", "revenue up 40%"])
def test_no_brand_costs_legibility(prompt: str, style: str, brand: str) -> None:
    made = film(f"{prompt}, brand colour {brand}", style=style, duration_s=4)
    painter = Reel(made)
    assert painter.paint(2.0)[..., :3].std() > 9
    colours, accent = made.palette, palette.lightness(made.palette.accent)
    apart = max(abs(accent - palette.lightness(part)) for part in (colours.sky_mid, colours.land_near))
    assert apart > 0.08 or palette.to_oklch(colours.accent)[1] > 0.08
