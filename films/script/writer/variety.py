"""Breaks up runs of scenes that look alike: two messages become a list, a sentence is set like a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from films.script.documents import ArticleKind, ListShow, QuoteShow, TextShow
from films.script.writer.draft import Draft
from films.script.writer.matter import Matter
from films.script.writer.wording import fits_glance

_RUN = 3
"""So many alike in a row are too many."""

_OWN_WORDS: frozenset[ArticleKind] = frozenset({"opinion", "personal", "travel", "listicle"})
_NAMING = frozenset({"en", "de", "fr"})
"""Languages in which nobody speaks of themselves without a word for it."""


def varied(order: Sequence[Draft], matter: Matter, kind: ArticleKind) -> list[Draft]:
    """The scenes with no three messages in a row, where that can be."""
    found: list[Draft] = []
    for draft in order:
        found.append(draft)
        if len(found) >= _RUN and all(isinstance(one.show, TextShow) for one in found[-_RUN:]):
            found[-_RUN:] = _broken(found[-_RUN:], matter, kind)
    return found


def _broken(run: Sequence[Draft], matter: Matter, kind: ArticleKind) -> list[Draft]:
    first, middle, last = run
    for before, answer in ((middle, last), (first, middle)):
        if answer.speaker and isinstance(answer.show, TextShow) and _kicker(before) == answer.show.kicker:
            # A second answer to the same question needs it no more.
            quote = replace(answer, show=QuoteShow(text=answer.show.text, by=answer.speaker[:120]))
            return [quote if one is answer else one for one in run]
    for one, two, rest in ((middle, last, [first]), (first, middle, [last])):
        if (joined := _joined(one, two)) and one.at >= 0:
            return [*rest, joined] if one is middle else [joined, *rest]
    if (
        kind in _OWN_WORDS
        and _is_somebodys(matter)
        and middle.say in " ".join(matter.text.split())
        and not middle.show.model_dump()["kicker"].endswith("?")
    ):
        return [first, replace(middle, show=QuoteShow(text=middle.say)), last]
    return list(run)


def _is_somebodys(matter: Matter) -> bool:
    """Whether somebody speaks in the article: what nobody says is no quotation. Not told where verbs alone say who."""
    language = matter.language
    return language.code not in _NAMING or language.count("first_person", matter.text) > 1


def _kicker(draft: Draft) -> str:
    return draft.show.kicker if isinstance(draft.show, TextShow) else ""


def _joined(one: Draft, two: Draft) -> Draft | None:
    """Two short messages under one heading as a list."""
    if one.chapter is not two.chapter or not one.chapter.kicker or one.is_needed or two.is_needed:
        return None
    if not isinstance(one.show, TextShow) or not isinstance(two.show, TextShow):
        return None
    texts = (one.show.text, two.show.text)
    if not all(map(fits_glance, texts)) or one.show.kicker != two.show.kicker:
        return None
    show = ListShow(items=texts, heading=one.show.kicker or one.chapter.kicker)
    blocks = tuple(dict.fromkeys((*one.blocks, *two.blocks)))
    return replace(one, show=show, say=f"{one.say} {two.say}", blocks=blocks)
