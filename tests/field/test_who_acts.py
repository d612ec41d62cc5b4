"""Prompts as people write them: who acts stands first, verbs and places are no things, and each language is known."""

from __future__ import annotations

import pytest

from painter import plan_scene
from painter.plan import ScenePlan
from painter.prompt.nouns.keywords import language_of


def _scene(prompt: str) -> ScenePlan:
    return plan_scene(prompt, duration_s=4, width=640, height=360, seed=1)


@pytest.mark.parametrize(
    ("prompt", "first"),
    [
        ("Grandma bakes a cake in her kitchen", "👵"),
        ("Grandpa repairs an old radio", "👴"),
        ("Um foguete decola rumo à lua", "rocket"),
        ("Une fusée décolle vers la lune", "rocket"),
        ("庭でお弁当を食べる家族", "family"),
        ("小女孩在吃冰淇淋", "girl"),
        ("할머니가 김치를 먹는다", "👵"),
    ],
)
def test_who_acts_is_the_first_subject(prompt: str, first: str) -> None:
    assert _scene(prompt).subjects[:1] == (first,)


def test_people_are_no_less_sure_where_somebody_else_is_meant() -> None:
    assert _scene("A book for grandma").subjects == ("book",)


@pytest.mark.parametrize(
    ("prompt", "language"),
    [("koira juoksee", "fi"), ("kissa nukkuu sohvalla", "fi"), ("medve alszik", "hu")],
)
def test_short_texts_are_known_by_whole_words_rather_than_parts(prompt: str, language: str) -> None:
    assert language_of(prompt) == language


def test_a_word_in_s_is_a_plural_only_where_plurals_end_so() -> None:
    assert _scene("pies biegnie przez park").subjects == ("dog",)
    assert _scene("los gatos duermen en la casa").subjects[:3] == ("cat", "cat", "cat")


@pytest.mark.parametrize("prompt", ["Una strada di notte", "Warum ist der Himmel blau?"])
def test_roads_and_the_sky_are_places_and_no_things(prompt: str) -> None:
    assert not _scene(prompt).subjects


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("Um foguete decola rumo à lua", ("rocket",)),
        ("Un caballo blanco galopa por la playa", ("horse",)),
        ("Снежный лес ночью", ()),
        ("An apple pie on a table", ("🥧",)),
    ],
)
def test_verbs_and_adjectives_are_no_second_thing(prompt: str, subjects: tuple[str, ...]) -> None:
    assert _scene(prompt).subjects == subjects


def test_an_article_in_between_ends_the_count() -> None:
    assert _scene("Zwei Kinder bauen einen Schneemann").subjects == ("child", "child", "☃️")


def test_fireworks_are_seen_at_night_and_crabs_in_no_desert() -> None:
    assert _scene("Feuerwerk über dem Fluss").time_of_day == "night"
    assert _scene("Feuerwerk bei Sonnenuntergang").time_of_day == "sunset"
    assert _scene("A crab walks sideways on the sand").setting in {"sea", "underwater"}
