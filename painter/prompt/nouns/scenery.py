"""Places, hours, weather and seasons that a text names, in other languages than English.

The words of some languages are listed by hand. Those of the others come from Unicode's words for pictures:
the word that stands for the same pictures as "sea", "Meer" and "mare" is the word for the sea.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from painter.prompt.nouns import dictionary
from painter.prompt.nouns.folding import folded
from painter.prompt.nouns.guessing import language_of
from painter.prompt.nouns.listed import listed, parted
from painter.prompt.nouns.sentences import Token, is_refused, tokens_of

_PARTS = ("settings", "hours", "weathers", "seasons")


class Scenery(NamedTuple):
    """What a text says of place and time, each in the order of the text."""

    settings: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    weathers: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    """The folded words that say so."""


class _Entry(NamedTuple):
    part: str
    name: str
    word: str
    begins: bool
    """Whether it matches all words that begin so."""


@functools.lru_cache(maxsize=256)
def scenery_of(text: str) -> Scenery:
    """Read the places, hours, weather and seasons of a text."""
    language = language_of(text)
    entries = _entries(language)
    if not entries:
        return Scenery()
    tokens = [token for token in tokens_of(text, language) if not token.refused]
    spaceless = language in dictionary.SPACELESS
    found = sorted(_inside(text, entries, language) if spaceless else _among(tokens, entries, language))
    parts: dict[str, dict[str, None]] = {part: {} for part in _PARTS}
    for _, part, name, _ in found:
        parts[part].setdefault(name)
    said = frozenset(word for _, _, _, phrase in found for word in phrase.split())
    settings, hours, weathers, seasons = (tuple(parts[part]) for part in _PARTS)
    return Scenery(settings, hours, weathers, seasons, said)


def knows(text: str) -> bool:
    """Whether a text is in one of these languages, so that an English word in it may be a false friend."""
    return bool(_entries(language_of(text)))


def _inside(text: str, entries: tuple[_Entry, ...], language: str) -> Iterator[tuple[int, str, str, str]]:
    taken: set[int] = set()  # "12月" names a month, and no moon
    for one in sorted(entries, key=lambda entry: -len(entry.word)):
        place = text.find(one.word)
        span = set(range(place, place + len(one.word)))
        if place >= 0 and not span <= taken and not is_refused(text, place, len(one.word), language):
            taken |= span
            yield place, one.part, one.name, one.word


def _among(tokens: list[Token], entries: tuple[_Entry, ...], language: str) -> Iterator[tuple[int, str, str, str]]:
    known = dictionary.dictionary(language)
    forms = {token.folded: {token.folded, known.stem(token.folded)} for token in tokens}
    said = f" {' '.join(token.folded for token in tokens)} "
    for one in entries:
        if " " in one.word:
            if (at := said.find(f" {one.word} ")) >= 0:
                yield said[:at].count(" "), one.part, one.name, one.word
            continue
        for place, token in enumerate(tokens):
            alike = token.folded.startswith(one.word) if one.begins else one.word in forms[token.folded]
            if alike or (not one.begins and known.stem(one.word) == known.stem(token.folded)):
                yield place, one.part, one.name, token.folded


@functools.lru_cache(maxsize=24)
def _entries(language: str) -> tuple[_Entry, ...]:
    own = listed(language)
    rows = tuple(
        (part, name, word) for part in _PARTS for name, text in getattr(own, part).items() for word in parted(text)
    )
    return tuple(
        _Entry(part, name, folded(word.rstrip("*"), language), word.endswith("*"))
        for part, name, word in rows or dictionary.scenery(language)
    )
