"""What a prompt becomes before anything is painted."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from painter import STYLES, FilmPlan, ScenePlan, plan_film, plan_scene
from painter.prompt.forms.writing import clean


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
    code = "import sys, painter; print([name for name in ('skia', 'numpy', 'av') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def film(prompt: str, duration_s: float = 12.0, seed: int = 1) -> FilmPlan:
    return plan_film(prompt, duration_s=duration_s, width=320, height=180, seed=seed)


def test_a_short_film_is_one_beat_and_a_longer_one_several_views() -> None:
    assert len(film("a forest", 5.9).beats) == 1
    views = film("a calm forest", 20).beats
    assert [view.shot for view in views[:3]] == ["wide", "medium", "close"]
    assert {view.setting for view in views} == {"forest"}
    assert [bool(view.titles) for view in views] == [True] + [False] * (len(views) - 1)


def test_mood_and_pace_set_how_often_a_film_cuts() -> None:
    calm, tense, fast = (len(film(f"a {word} forest", 30).beats) for word in ("calm", "tense", "tense and fast"))
    assert calm < tense < fast


@pytest.mark.parametrize(
    ("prompt", "settings", "headlines"),
    [
        (
            "Sunrise over the mountains, then a boat on the lake, and finally the city at night",
            ["mountains", "lake", "city"],
            ["Sunrise over the mountains", "A boat on the lake", "The city at night"],
        ),
        ("A red car in town. Camels in the desert.", ["city", "desert"], ["A red car in town", "Camels in the desert"]),
        ("a red car, a lighthouse on the coast, camels in the desert", ["city", "sea", "desert"], None),
        (
            "Launch our new phone. 3x faster. Available now.",
            ["studio"],
            ["Launch our new phone", "3x faster", "Available now"],
        ),
        ("Tokyo at night, neon, rain", ["city"], ["Tokyo at night"]),
    ],
)
def test_clauses_become_beats(prompt: str, settings: list[str], headlines: list[str] | None) -> None:
    beats = film(prompt, 10).beats
    assert list(dict.fromkeys(beat.setting for beat in beats)) == settings
    if headlines:
        assert [beat.titles[0] for beat in beats if beat.titles] == headlines


def test_a_beat_keeps_what_the_next_clause_does_not_change() -> None:
    first, second = film("A lighthouse in a storm at night. A boat comes in.", 6.5).beats
    assert (second.setting, second.time_of_day, second.weather) == (first.setting, first.time_of_day, first.weather)
    assert second.subjects == ("boat",)


def test_quoted_words_are_shown_once_and_in_no_clause() -> None:
    beats = film('A beach in summer with the words "Go. Now." Then the city at night.', 12).beats
    assert [beat.titles for beat in beats if beat.titles] == [("Go. Now.",)]


@pytest.mark.parametrize("duration_s", [0.5, 6.0, 7.3, 60.0, 180.0])
def test_the_beats_fill_the_film_and_survive_json(duration_s: float) -> None:
    made = film("a lighthouse in a storm", duration_s)
    assert sum(beat.duration_s for beat in made.beats) == pytest.approx(duration_s, abs=1e-3)
    assert FilmPlan.model_validate_json(made.model_dump_json()) == made
    lengths = [made.scene(index).duration_s - beat.duration_s for index, beat in enumerate(made.beats)]
    assert lengths == pytest.approx([*(made.transition_s(index) for index in range(1, len(lengths))), 0.0])


def test_a_film_of_many_sentences_keeps_each_beat_readable() -> None:
    beats = film(" ".join(f"Sentence number {number} is here." for number in range(100)), 10).beats
    assert min(beat.duration_s for beat in beats) > 1.5


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"style": "oil"}, ("style",)),
        ({"width": 321}, ("width",)),
        ({"fps": 0}, ("fps",)),
        ({"beats": []}, ("beats",)),
        ({"beats": [{"duration_s": 0.1, "setting": "sea"}] * 61}, ("beats",)),
        ({"beats": [{"duration_s": 3.0, "setting": "sea"}]}, ("beats",)),
        ({"beats": [{"duration_s": 0.25, "setting": "sea"}] * 16}, ("beats",)),
        ({"beats": [{"duration_s": -4.0, "setting": "sea"}]}, ("beats", 0, "duration_s")),
        ({"beats": [{"duration_s": 4.0, "setting": "moonbase"}]}, ("beats", 0, "setting")),
        ({"beats": [{"duration_s": 4.0, "setting": "sea", "camera": "spin"}]}, ("beats", 0, "camera")),
        ({"beats": [{"duration_s": 4.0, "setting": "sea", "layers": []}]}, ("beats", 0, "layers")),
        ({"palette": {"sky_top": "blue"}}, ("palette", "sky_top")),
        ({"beats": [{"duration_s": 0.1, "setting": "moon", "subjects": ["x"]}] * 10_000}, ("beats",)),
        ({"beats": [{"duration_s": 4.0, "setting": "sea", "subjects": ["x"] * 10_000}]}, ("beats", 0, "subjects")),
        ({"beats": [{"duration_s": 4.0, "setting": "sea", "titles": ["x"] * 10_000}]}, ("beats", 0, "titles")),
    ],
)
def test_a_bad_film_plan_names_the_field(wrong: dict[str, object], field: tuple[object, ...]) -> None:
    good = film("a forest", 4).model_dump()
    with pytest.raises(ValidationError) as refused:
        FilmPlan.model_validate(good | wrong)
    assert field in [error["loc"] for error in refused.value.errors()]


def test_an_absurd_plan_is_refused_at_once_and_briefly() -> None:
    good = film("a forest", 4).model_dump()
    wrong = {"beats": [{"duration_s": -1, "setting": "moon", "subjects": ["x"] * 50, "mood": 3}] * 10_000}
    with pytest.raises(ValidationError) as refused:
        FilmPlan.model_validate(good | wrong)
    assert len(refused.value.errors()) == 1
    assert "at most 60" in str(refused.value)


def test_colours_may_be_written_as_people_write_them() -> None:
    made = film("a forest", 4)
    edited = made.model_dump() | {"palette": made.palette.model_dump() | {"accent": "#F50", "light": "FFEEDD"}}
    read = FilmPlan.model_validate(edited)
    assert (read.palette.accent, read.palette.light) == ("#ff5500", "#ffeedd")


PIECES = [
    "a",
    "the",
    "red",
    "sea",
    "no",
    "rain",
    "night",
    "#ff5500",
    "and.",
    ",",
    "40%",
    "orbit",
    "car",
    "海",
    "夜",
    "م",
]
PROMPTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))


@settings(max_examples=40, deadline=None)
@given(PROMPTS, st.integers(0, 2**31 - 1), st.sampled_from([1.0, 6.0, 8.0, 31.7, 180.0]))
def test_any_prompt_gives_one_film_that_survives_json(prompt: str, seed: int, duration_s: float) -> None:
    made = film(prompt, duration_s, seed)
    assert film(prompt, duration_s, seed) == made
    assert FilmPlan.model_validate_json(made.model_dump_json()) == made
    assert FilmPlan.model_validate(made.model_dump(mode="json")) == made


@settings(max_examples=40, deadline=None)
@given(PROMPTS, PROMPTS, st.integers(0, 1000))
def test_two_prompts_never_give_the_same_film(first: str, second: str, seed: int) -> None:
    same = clean(first) == clean(second)
    assert (film(first, 8, seed) == film(second, 8, seed)) == same
