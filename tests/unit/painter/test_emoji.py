"""The names of what can be drawn."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from painter import Beat, emoji, facts, kinds, plan_scene
from painter.names import HandDrawn, Setting

_SETTINGS = frozenset(get_args(Setting))


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("🐝", "🐝"),
        ("bee", "🐝"),
        ("Honeybee", "🐝"),
        ("bees", "🐝"),
        (":honeybee:", "🐝"),
        ("wolves", "🐺"),
        ("☀", "☀️"),
        ("☀️", "☀️"),
        ("⭐️", "⭐"),
        ("🐘", "elephant"),
        ("🐶", "dog"),
        ("elephants", "elephant"),
        ("Hot-air balloon", "balloon"),
        ("lighthouse", "lighthouse"),
        ("👩🏽‍🍳", "chef"),
        ("🏃🏿‍♀️‍➡️", "runner"),
        ("👩🏽‍⚕️", "👩🏽‍⚕️"),
        ("🧑‍⚕️", "🧑‍⚕️"),
        ("👩‍👧", "family"),
        ("", None),
        ("🇩🇪", None),
        ("zeppelinoid", None),
        ("𓀀", None),
        ("\u200d", None),
    ],
)
def test_a_subject_is_known_by_any_usual_name(written: str, known: str | None) -> None:
    assert emoji.known(written) == known


def test_every_name_is_known_as_itself_and_has_its_place() -> None:
    for name in (*get_args(HandDrawn), *emoji.all_emoji()):
        known = emoji.known(name)
        assert known is not None
        assert emoji.known(known) == known
        assert facts.setting_of(known) in _SETTINGS
        assert facts.fits(known, facts.setting_of(known)), known
    assert len(emoji.all_emoji()) > 1500
    assert set(emoji.PICTURE_OF) <= set(get_args(HandDrawn))


def test_every_emoji_that_is_shown_in_a_way_of_its_own_exists() -> None:
    for one in kinds._special():
        assert emoji.picture(one)


@pytest.mark.parametrize(
    ("written", "named"), [("lapttop", "laptop"), ("a big red lorry", "lorry"), ("windmil", "windmill"), ("🇩🇪", "flag")]
)
def test_the_closest_names_are_told(written: str, named: str) -> None:
    assert named in emoji.closest(written)
    assert len(emoji.closest(written)) <= 3
    assert all(emoji.known(one) for one in emoji.closest(written))
    assert named in emoji.unknown(written)


def test_a_plan_stores_subjects_by_their_own_names_and_counts_by_repeating_them() -> None:
    beat = Beat(duration_s=2, setting="hills", subjects=("bee", "🐝", "🐝", "🌼"))
    assert beat.subjects == ("🐝", "🐝", "🐝", "flower")
    assert Beat.model_validate_json(beat.model_dump_json()) == beat


@pytest.mark.parametrize(
    ("subjects", "told"),
    [
        (["lapttop"], "laptop"),
        (["dog"] * 13, "at most 12"),
        (["dog", "cat", "🐝", "🎻"], "at most 3"),
    ],
)
def test_a_plan_refuses_what_cannot_be_drawn(subjects: list[str], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Beat(duration_s=2, setting="hills", subjects=tuple(subjects))


def test_a_plan_without_actions_and_looks_is_written_as_before() -> None:
    made = plan_scene("a dog on a hill", duration_s=4, width=320, height=180, seed=1)
    assert {"action", "looks"}.isdisjoint(made.model_dump())
    assert made.subjects == ("dog",)
