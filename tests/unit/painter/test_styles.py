"""The styles differ in more than tint, keep their titles legible, and carry a brand."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from numpy.typing import NDArray

from painter import STYLES, ScenePlan, plan_scene
from painter.craft import palette
from painter.craft.harmony import HARMONIES, harmonise
from painter.craft.stage import Stage
from painter.craft.styles import LOOKS
from painter.shots.paint import ScenePainter

PROMPTS = ("a lighthouse at sunset", "snowy mountains with a cabin", "Tokyo at night, rain")


def plan(prompt: str, style: str, size: tuple[int, int] = (320, 180)) -> ScenePlan:
    return plan_scene(prompt, duration_s=4, width=size[0], height=size[1], seed=1, style=style)


def grey(made: ScenePlan, time_s: float = 2.0) -> NDArray[np.float64]:
    """A frame's lightness without its tint: spread over the same range in every style, 0..1."""
    values = ScenePainter(made).paint(time_s)[..., :3].mean(axis=-1)
    return np.asarray(values.argsort(axis=None).argsort().reshape(values.shape) / values.size)


def test_every_style_has_a_look() -> None:
    assert set(LOOKS) == set(STYLES)


@pytest.mark.parametrize("prompt", PROMPTS[:2])
def test_styles_differ_in_drawing_and_not_only_in_tint(prompt: str) -> None:
    edges = {}
    for style in STYLES:
        picture = grey(plan(prompt, style).model_copy(update={"titles": ()}))
        edges[style] = np.hypot(np.diff(picture, axis=0)[:, :-1], np.diff(picture, axis=1)[:-1])
    for first, second in itertools.combinations(STYLES, 2):
        alike = float(np.corrcoef(edges[first].ravel(), edges[second].ravel())[0, 1])
        assert alike < 0.9, (first, second, alike)


@pytest.mark.parametrize("style", STYLES)
def test_the_same_plan_gives_the_same_frame(style: str) -> None:
    made = plan(PROMPTS[0], style)
    assert (ScenePainter(made).paint(1.3) == ScenePainter(made).paint(1.3)).all()


@pytest.mark.parametrize("style", ["paper", "pixel"])
def test_what_is_animated_by_hand_moves_in_steps(style: str) -> None:
    painter = ScenePainter(plan(PROMPTS[0], style))
    first, same, later = (painter.paint(frame / 24).copy() for frame in (36, 37, 38))
    assert (first == same).all()
    assert (first != later).any()


def test_pixels_are_coarse_and_few_in_colour() -> None:
    made = plan(PROMPTS[0], "pixel").model_copy(update={"titles": ()})
    picture = ScenePainter(made).paint(1.0)
    assert (picture[::2] == picture[1::2]).all()
    assert (picture[:, ::2] == picture[:, 1::2]).all()
    assert len(np.unique(picture.reshape(-1, 4), axis=0)) <= 28


def test_a_page_is_free_of_the_picture() -> None:
    made = plan(PROMPTS[0], "editorial")
    stage = Stage(made)
    assert stage.title_box[2] < stage.picture_box[0]
    assert palette.contrast(*stage.page) >= 4.5


@pytest.mark.parametrize("style", STYLES)
def test_a_brand_is_carried_by_the_palette(style: str) -> None:
    def colours(brand: tuple[str, ...]) -> dict[str, str]:
        return harmonise(
            setting="hills",
            time_of_day="day",
            season="summer",
            style=style,
            colour=None,
            rng=random.Random(1),
            brand=brand,
        )

    branded = colours(("#d4145a", "#3b2a8c", "#808080"))
    assert branded != colours(())
    hue = palette.to_oklch(branded["accent"])[2]
    assert abs((hue - palette.to_oklch("#d4145a")[2] + 180) % 360 - 180) < 12


@pytest.mark.parametrize("harmony", list(HARMONIES))
def test_an_accent_stands_in_harmony_with_the_sky(harmony: str) -> None:
    made = harmonise(
        setting="hills",
        time_of_day="day",
        season="summer",
        style="cinematic",
        colour=None,
        rng=random.Random(2),
        harmony=harmony,
    )
    turn = (palette.to_oklch(made["accent"])[2] - palette.to_oklch(made["sky_mid"])[2] + 180) % 360 - 180
    assert abs(turn) == pytest.approx(HARMONIES[harmony], abs=9)
