"""Pictures that texts name, in many languages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks.words import Rows, judged
from painter import drawn_notes, plan_film
from painter.prompt.nouns.dictionary import languages
from painter.prompt.nouns.keywords import EXACT, SURE, Found, english_words, found_in, language_of
from painter.prompt.nouns.scenery import scenery_of


def _main(text: str) -> Found | None:
    """What a film of a text would show: the surest picture."""
    return max((one for one in found_in(text) if one.score >= SURE), key=lambda one: one.score, default=None)


def _subject(text: str) -> str | None:
    found = _main(text)
    return found.subject if found else None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("A violin on an empty stage", "🎻"),
        ("Bienen in unserem Schulgarten", "🐝"),
        ("Un hérisson dans le jardin", "🦔"),
        ("un pulpo bajo el agua", "🐙"),
        ("uno scoiattolo nel bosco", "🐿️"),
        ("um caranguejo na areia", "🦀"),
        ("मोर नाच रहा है", "🦚"),
        ("النحل في الحديقة", "🐝"),
        ("パンダが竹を食べる", "🐼"),
        ("我们一起包饺子", "🥟"),
        ("Скрипки играют", "🎻"),
        ("Bir kirpi bahçede", "🦔"),
        ("Seekor orangutan di hutan", "🦧"),
        ("호랑이가 걷는다", "🐅"),
        ("con bạch tuộc", "🐙"),
        ("Przepis na pierogi", "🥟"),
        ("en igelkott i skogen", "🦔"),
        ("een egel in de tuin", "🦔"),
        ("їжак у саду", "🦔"),
        ("een ijsbeer", "🐻‍❄️"),
    ],
)
def test_a_noun_is_found_in_its_language(text: str, subject: str) -> None:
    assert _subject(text) == subject


def test_an_emoji_in_the_text_is_exact() -> None:
    found = found_in("Our new menu 🍣🐘 for you")
    assert [(one.subject, one.score) for one in found if one.score == EXACT] == [("🍣", EXACT), ("elephant", EXACT)]


def test_what_is_found_says_from_which_word() -> None:
    found = _main("Im Garten summen Bienen")
    assert found
    assert (found.word, found.place, found.length, found.name) == ("Bienen", 17, 6, "honeybee")


@pytest.mark.parametrize("text", ["", "   ", "12 345", "!!!", "zzxq qqzx", "the of and", "\u200d\ufe0f"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert _main(text) is None


def test_a_long_text_is_read_whole() -> None:
    assert "🦔" in {one.subject for one in found_in("some unknownword here " * 600 + "and a hedgehog")}


def test_there_are_words_in_more_than_a_hundred_languages() -> None:
    assert len(languages()) > 100
    assert language_of("Wie funktioniert eine Wärmepumpe?") == "de"


def test_english_words_for_footage() -> None:
    assert english_words("Bienen auf dem Feld")[:1] == ("honeybee",)


@pytest.mark.parametrize(
    "text",
    [
        "Apple unveils a new operating system",
        "Tiger Woods wins again at last",
        "Python tutorial for beginners",
        "turn the table on fraud",
        "a post on social media",
        "So geht es der schönsten Zeit entgegen",
        "без собак и кошек",
    ],
)
def test_what_is_no_thing_here_is_not_drawn(text: str) -> None:
    assert _subject(text) is None


@pytest.mark.parametrize(
    ("text", "settings", "hours"),
    [
        ("Белка в зимнем лесу ночью", ("forest",), ("night",)),
        ("Kayıklar denizde, gün batımı", ("sea",), ("sunset",)),
        ("Liška v lese při východu slunce", ("forest",), ()),
        ("清晨的海边", ("sea",), ("dawn",)),
        ("λύκος στο βουνό", ("mountains",), ()),
        ("a fox in the forest", (), ()),
    ],
)
def test_places_and_hours_of_other_languages(text: str, settings: tuple[str, ...], hours: tuple[str, ...]) -> None:
    found = scenery_of(text)
    assert (found.settings, found.hours) == (settings, hours)


def test_notes_say_what_was_drawn_from_which_word() -> None:
    film = plan_film("Bienen auf der Wiese", duration_s=4, width=64, height=64, seed=1)
    (note,) = drawn_notes(film, "Bienen auf der Wiese")
    assert note.startswith("Drawn: 🐝 honeybee from “Bienen”.")
    unknown = plan_film("Un zorglub bleu", duration_s=4, width=64, height=64, seed=1)
    assert "No picture was found for “zorglub”." in drawn_notes(unknown, "Un zorglub bleu")[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tuned", "everyday"])
def test_the_prompts_that_words_were_tuned_on_stay_right(name: str) -> None:
    rows = Rows.model_validate(yaml.safe_load(Path(f"tests/data/prompts/{name}.yaml").read_text("utf-8"))).root
    verdicts = Counter(judged(row)[0] for row in rows)
    assert verdicts["right"] >= 0.95 * len(rows)
    assert verdicts["wrong"] <= 0.03 * len(rows)
