"""What a prompt becomes before anything is painted."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import ValidationError

from media.painter import STYLES, ScenePlan, plan_scene


def plan(prompt: str, seed: int = 1, style: str | None = None) -> ScenePlan:
    return plan_scene(prompt, duration_s=4, width=320, height=180, seed=seed, style=style)


@pytest.mark.parametrize(
    ("prompt", "setting", "subject", "time_of_day"),
    [
        ("a lighthouse in a storm at night", "sea", "lighthouse", "night"),
        ("a coffee cup on a wooden table, morning light", "studio", "cup", "dawn"),
        ("snowy mountains with a cabin", "snow", "cabin", None),
        ("desert caravan at dawn", "desert", "camel", "dawn"),
        ("a sailboat at sunset", "sea", "boat", "sunset"),
        ("quarterly revenue up 40%", "studio", "chart", None),
    ],
)
def test_words_choose_the_scene(prompt: str, setting: str, subject: str, time_of_day: str | None) -> None:
    found = plan(prompt)
    assert (found.setting, found.subjects[0]) == (setting, subject)
    assert time_of_day in {None, found.time_of_day}


def test_the_same_seed_gives_the_same_plan_and_another_one_a_sibling() -> None:
    assert plan("a quiet lake") == plan("a quiet lake")
    assert plan("a quiet lake").variation != plan("a quiet lake", seed=2).variation


def test_a_plan_survives_json() -> None:
    made = plan("Tokyo at night, neon, rain")
    assert ScenePlan.model_validate_json(made.model_dump_json()) == made


def test_quoted_text_is_the_title_and_orders_are_not() -> None:
    assert plan('a beach with the words "Summer Sale"').titles == ("Summer Sale",)
    assert plan("make a video of a red car").titles == ("A red car",)
    assert plan("launch our new phone: 3x faster").titles == ("Launch our new phone", "3x faster")


def test_a_stated_number_and_its_direction_reach_the_chart() -> None:
    assert (plan("revenue up 40%").figure, plan("revenue up 40%").trend) == ("40%", "up")
    assert plan("sales fell 12%").trend == "down"


def test_an_empty_prompt_still_gives_a_film() -> None:
    assert plan("").titles == ()


@pytest.mark.parametrize("style", STYLES)
def test_the_style_can_be_set(style: str) -> None:
    assert plan("a forest", style=style).style == style


def test_the_frame_count_is_exact() -> None:
    assert plan_scene("x", duration_s=0.5, width=64, height=64, seed=1).frame_count == 12
    assert plan_scene("x", duration_s=2.5, width=64, height=64, fps=30, seed=1).frame_count == 75


@pytest.mark.parametrize("wrong", [{"width": 321}, {"duration_s": 0}, {"style": "oil"}, {"height": 20}])
def test_out_of_range_values_are_refused(wrong: dict[str, object]) -> None:
    arguments: dict[str, object] = {"duration_s": 4, "width": 320, "height": 180, "seed": 1} | wrong
    with pytest.raises(ValidationError):
        plan_scene("a forest", **arguments)  # type: ignore[arg-type]


def test_planning_loads_no_graphics_library() -> None:
    code = "import sys, media.painter; print([name for name in ('skia', 'numpy', 'av') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
