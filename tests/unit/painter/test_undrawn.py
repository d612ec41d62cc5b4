"""Words that no font here can draw do not vanish silently: the plan names them, and what to install."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from footage.domain import VideoRequest
from media.writing import faces
from painter import FilmPlan, plan_film
from painter.cards import ListCard
from painter.prompt.undrawn import undrawable_notes
from routing.generators.storyboard import Storyboard


class NoFonts:
    """A machine with no fonts but those that the painter brings."""

    def matchFamilyStyleCharacter(self, *_: object) -> None:  # noqa: N802 - skia's name
        return None

    matchFamilyStyle = matchFamilyStyleCharacter  # noqa: N815 - skia's name


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(faces, "system_fonts", NoFonts)
    monkeypatch.setattr(faces, "is_picture", lambda _: False)
    _forget_faces()
    yield
    _forget_faces()


def _forget_faces() -> None:
    for cached in (faces._named, faces._face, faces.runs):
        cached.cache_clear()


def film(prompt: str) -> FilmPlan:
    return plan_film(prompt, duration_s=2, width=320, height=180, seed=1)


@pytest.mark.parametrize(
    ("prompt", "words", "package"),
    [
        ('a beach, "雪の山"', "“雪の山”", "fonts-noto-cjk"),
        ('a beach, "눈 덮인 산"', "“눈”, “덮인”, “산”", "fonts-noto-cjk"),
        ('a beach, "Hello สวัสดี"', "“สวัสดี”", "fonts-noto-core"),
        ('a beach, "Party 🎉"', "“🎉”", "fonts-noto-color-emoji"),
    ],
)
def test_words_without_a_font_are_named_with_what_to_install(bare: None, prompt: str, words: str, package: str) -> None:
    (note,) = undrawable_notes(film(prompt))
    assert f"can draw {words}, so" in note
    assert note.endswith(f": {package}.")


@pytest.mark.parametrize("prompt", ['a beach, "Grüße aus Łódź"', "a lighthouse at night"])
def test_what_the_painters_own_fonts_have_needs_no_note(bare: None, prompt: str) -> None:
    assert undrawable_notes(film(prompt)) == ()


def test_every_text_of_a_film_is_looked_at(bare: None) -> None:
    made = film("a beach")
    beat = made.beats[0].model_copy(
        update={"titles": (), "lower_third": ("山",), "caption": "川", "card": ListCard(items=("木", "火"))}
    )
    (note,) = undrawable_notes(made.model_copy(update={"beats": (beat,)}))
    assert all(f"“{word}”" in note for word in "山川木火")


def test_the_outline_says_it_and_may_be_passed_back(bare: None) -> None:
    request = VideoRequest(
        prompt='"雪の山"',
        duration_s=2,
        aspect_ratio="16:9",
        resolution="480p",
        priority="balanced",
        seed=1,
        audio=False,
    )
    outline = Storyboard().outline(request)
    assert "“雪の山”" in outline["notes"][0]
    again = Storyboard().outline(request.model_copy(update={"plan": dict(outline)}))
    assert again == outline
