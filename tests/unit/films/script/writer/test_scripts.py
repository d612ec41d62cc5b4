"""Scripts of small articles of every kind in six languages: as they are kept, and what holds for all of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from films.article.sentences import is_spaceless
from films.script.documents import (
    FigureShow,
    PictureShow,
    QuoteShow,
    Scene,
    TextShow,
    TitleShow,
    Written,
)
from films.script.facts import not_in_article
from films.script.staging.times import scene_s
from films.script.writer.draft import texts_of
from films.script.writer.language import language_of
from films.script.writer.repeats import are_alike, terms_of
from films.script.writer.wording import PAGE_CHARS, PAGE_SPACELESS
from tests.write_scripts import ARTICLES, WISH_S, article, kept, written

PATHS = sorted(ARTICLES.glob("*.md"))
KINDS = {
    "comparison": {"data", "personal"},
    "event": {"news"},
}
"""Kinds of article that have no name of their own, and what they are taken for."""

by_article = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])


@cache
def script_of(path: Path) -> Written:
    return written(path)


@by_article
def test_the_script_is_the_one_that_was_read_and_kept(path: Path) -> None:
    assert kept(script_of(path)) == path.with_suffix(".yaml").read_text(encoding="utf-8")


def the_kind_of_article_is_seen(path: Path) -> None:
    kind = path.name.split(".")[0]
    assert script_of(path).kind in KINDS.get(kind, {kind})


def what_is_on_screen_is_read_at_a_glance_or_is_a_page_of_text(path: Path) -> None:
    for scene in script_of(path).script.scenes:
        for text in texts_of(scene.show):
            assert len(text) <= most_characters(scene, text), text


def most_characters(scene: Scene, text: str) -> int:
    if isinstance(scene.show, TextShow | QuoteShow | TitleShow):
        return PAGE_SPACELESS if is_spaceless(text) else PAGE_CHARS
    return 100 if isinstance(scene.show, FigureShow) else 600 if scene.show.kind == "code" else 70


def nothing_is_cut_or_made_up(path: Path) -> None:
    """Every word that is shown is a word of the article, and none ends in dots."""
    whole = path.read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", whole.casefold()))
    for scene in script_of(path).script.scenes:
        texts = (scene.show.label,) if isinstance(scene.show, FigureShow) else texts_of(scene.show)
        for text in texts:
            assert "…" not in text
            is_in_it = text in whole or set(re.findall(r"\w+", text.casefold())) <= words
            assert is_in_it or all(part in whole for part in re.split("[：。、]", text)), text


def numbers_names_and_quotations_are_those_of_the_article(path: Path) -> None:
    assert not_in_article(script_of(path).script, article(path)) == []


def figures_are_as_the_article_writes_them(path: Path) -> None:
    for scene in script_of(path).script.scenes:
        if isinstance(scene.show, FigureShow):
            assert re.sub(r"\W", "", scene.show.value) in re.sub(r"\W", "", path.read_text(encoding="utf-8"))


def nothing_is_said_twice(path: Path) -> None:
    script = script_of(path).script
    language = language_of(path.name.split(".")[1])
    said = [
        terms_of(text, language)
        for scene in script.scenes
        for text in texts_of(scene.show)
        if not isinstance(scene.show, PictureShow) and scene.show.kind in ("title", "text", "quote", "figure", "list")
    ]
    said.append(terms_of(script.end.line if script.end else "", language))
    for at, one in enumerate(said):
        assert not any(are_alike(one, other) for other in said[:at]), sorted(one)


def the_film_opens_with_the_title_and_ends_with_something_else(path: Path) -> None:
    script = script_of(path).script
    first = script.scenes[0]
    assert isinstance(first.show, (TitleShow, PictureShow))
    assert scene_s(first, None, (1280, 720)) <= 7
    assert script.end
    assert script.end.line not in (script.title, first.show.text)
    assert script.end.url == "example.com"


def no_three_messages_are_alike_in_a_row(path: Path) -> None:
    kinds = [scene.show.kind for scene in script_of(path).script.scenes]
    runs = [kinds[at : at + 3] for at in range(len(kinds) - 2)]
    assert runs.count(["text"] * 3) <= 1, kinds


def the_film_is_never_longer_than_asked_for(path: Path) -> None:
    lasts_s = sum(scene_s(scene, None, (1280, 720)) for scene in script_of(path).script.scenes)
    assert lasts_s <= WISH_S


@by_article
def test_what_holds_for_every_script(path: Path) -> None:
    for check in (
        the_kind_of_article_is_seen,
        what_is_on_screen_is_read_at_a_glance_or_is_a_page_of_text,
        nothing_is_cut_or_made_up,
        numbers_names_and_quotations_are_those_of_the_article,
        figures_are_as_the_article_writes_them,
        nothing_is_said_twice,
        the_film_opens_with_the_title_and_ends_with_something_else,
        no_three_messages_are_alike_in_a_row,
        the_film_is_never_longer_than_asked_for,
    ):
        check(path)
