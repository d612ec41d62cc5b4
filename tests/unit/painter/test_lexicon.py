"""Words of several languages and what they call for."""

from __future__ import annotations

from typing import get_args

import pytest

from painter import facts, plan_scene
from painter.names import HandDrawn, Setting
from painter.prompt.wordlists import vocabularies
from painter.prompt.wordlists.vocabulary import folded
from painter.prompt.wordlists.words import Words


@pytest.mark.parametrize(
    ("prompt", "setting", "subject", "time_of_day", "weather"),
    [
        ("dogs running across meadows", "hills", "dog", None, None),
        ("a yellow submarine", "sea", "submarine", None, None),
        ("Ein Leuchtturm am Meer bei Nacht, Sturm", "sea", "lighthouse", "night", "rain"),
        ("Grüne Hügel mit Windmühle am Morgen", "hills", "windmill", "dawn", None),
        ("Un château sur la colline au coucher du soleil", "hills", "castle", "sunset", None),
        ("forêt enneigée, un cerf dans le brouillard", "forest", "deer", None, "fog"),
        ("un perro en la playa al amanecer", "sea", "dog", "dawn", None),
        ("una montaña de noche con una cabaña", "mountains", "cabin", "night", None),
        ("un treno nella città sotto la pioggia", "city", "train", None, "rain"),
        ("um farol na praia ao entardecer", "sea", "lighthouse", "sunset", None),
        ("夜の海と灯台", "sea", "lighthouse", "night", None),
        ("雨の街を走るバス", "city", "bus", None, "rain"),
        ("منارةٌ على البحر عند الغروب", "sea", "lighthouse", "sunset", None),
        ("قافلة جمال في الصحراء والفجر", "desert", "camel", "dawn", None),
        ("قطار بالمدينة تحت المطر", "city", "train", None, "rain"),
        ("طائرة فوق الجبال", "mountains", "plane", None, None),
    ],
)
def test_words_of_several_languages(
    prompt: str, setting: str, subject: str, time_of_day: str | None, weather: str | None
) -> None:
    found = plan_scene(prompt, duration_s=2, width=320, height=180, seed=1)
    assert (found.setting, found.subjects[0]) == (setting, subject)
    assert time_of_day in {None, found.time_of_day}
    assert weather in {None, found.weather}


@pytest.mark.parametrize(
    ("prompt", "setting", "subject"),
    [
        ("Pizza night! Fresh from the oven", "studio", "pizza"),
        ("Our new product: noise cancelling headphones", "studio", "headphones"),
        ("Safety first: wear your helmet on site", "studio", "helmet"),
        ("How our engine works", "studio", "gear"),
        ("Ice cream for everyone", "studio", "icecream"),
        ("World cup champions", "stadium", "trophy"),
        ("A football for match day", "stadium", "ball"),
        ("A ball on the grass", "hills", "ball"),
        ("A guitar in the forest", "forest", "guitar"),
        ("An apple tree in the garden", "hills", "tree"),
        ("Our software does it for you", "studio", "phone"),
        ("Alles Gute zum Geburtstag", "studio", "cake"),
        ("Un casque audio sans fil", "studio", "headphones"),
        ("una hamburguesa con queso", "studio", "burger"),
        ("un orologio da polso", "studio", "watch"),
        ("ラーメンを食べる", "studio", "bowl"),
    ],
)
def test_a_thing_that_is_named_is_shown(prompt: str, setting: str, subject: str) -> None:
    found = plan_scene(prompt, duration_s=2, width=320, height=180, seed=1)
    assert (found.setting, found.subjects[:1]) == (setting, (subject,))


@pytest.mark.parametrize(
    ("prompt", "subject"),
    [
        ("watch the sun go down over the sea", "watch"),
        ("book your flight today", "book"),
        ("the heart of the city", "heart"),
        ("a laptop on a stormy sea", "laptop"),
        ("slow camera push over the forest", "camera"),
    ],
)
def test_a_thing_that_is_not_meant_or_cannot_stand_there_is_not_shown(prompt: str, subject: str) -> None:
    found = plan_scene(prompt, duration_s=2, width=320, height=180, seed=1)
    assert subject not in found.subjects


def test_a_word_is_not_found_inside_another_one() -> None:
    assert Words("a scarf").all_of(vocabularies.SUBJECTS) == ()
    assert Words("two cars").all_of(vocabularies.SUBJECTS) == ("car",)
    assert folded("Grüße, Ｃafé が") == "grusse, ｃafe が"


def test_entries_are_written_as_prompts_are_compared() -> None:
    for entries in (vocabularies.SETTINGS, vocabularies.SUBJECTS, vocabularies.MOODS, vocabularies.COLOURS):
        assert [word for words in entries.values() for word in words if folded(word) != word] == []


def test_the_plan_knows_every_name_of_the_vocabularies() -> None:
    assert set(vocabularies.SUBJECTS) == set(facts.SUBJECT_SETTING) == set(get_args(HandDrawn))
    assert set(vocabularies.SETTINGS) == set(get_args(Setting))


@pytest.mark.parametrize(
    ("prompt", "setting", "subjects"),
    [
        ("a woman jogging at dawn", "hills", ("runner",)),
        ("She runs a marathon", "hills", ("runner",)),
        ("dogs running across meadows", "hills", ("dog",)),
        ("a man walks with his dog", "hills", ("person", "dog")),
        ("a girl with a kite on the beach", "sea", ("kite",)),
        ("a family walks home", "hills", ("family",)),
        ("the chef is cooking", "studio", ("chef",)),
        ("our keynote speaker", "studio", ("speaker",)),
        ("an astronaut on mars", "space", ("astronaut",)),
        ("Eine Familie im Wald", "forest", ("family",)),
        ("ein Mann rennt durch die Stadt", "city", ("runner",)),
        ("un skieur dans la neige", "snow", ("skier",)),
        ("una bailarina en la ciudad", "city", ("dancer",)),
        ("un astronauta nello spazio", "space", ("astronaut",)),
        ("um robô na cidade", "city", ("robot",)),
        ("海のサーファー", "sea", ("surfer",)),
        ("two foxes in the snow", "snow", ("fox",)),
        ("Ein Bär im Wald bei Nacht", "forest", ("bear",)),
        ("dolphins at sunset", "sea", ("dolphin",)),
        ("une tortue sous la mer", "underwater", ("turtle",)),
        ("クラゲ", "underwater", ("jellyfish",)),
    ],
)
def test_people_and_what_they_do(prompt: str, setting: str, subjects: tuple[str, ...]) -> None:
    found = plan_scene(prompt, duration_s=2, width=320, height=180, seed=1)
    assert (found.setting, found.subjects[: len(subjects)]) == (setting, subjects)
