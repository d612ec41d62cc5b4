"""Finds words that no font on this machine can draw, so that the plan can say that they are left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from painter.cards import texts_of
from painter.plan import Beat, FilmPlan

_MOST_NAMED = 5
_PLAIN_UP_TO = 0x24F
"""Up to here characters are Latin letters, which the shipped fonts have."""

_PACKAGES = {"CJK": "fonts-noto-cjk", "HIRAGANA": "fonts-noto-cjk", "KATAKANA": "fonts-noto-cjk"}
_PACKAGES |= {"HANGUL": "fonts-noto-cjk", "BOPOMOFO": "fonts-noto-cjk"}
_ELSE, _PICTURES = "fonts-noto-core", "fonts-noto-color-emoji"


def undrawable_notes(film: FilmPlan) -> tuple[str, ...]:
    """A note that names the words that cannot be drawn and the fonts to install for them; empty if all can be drawn."""
    words = dict.fromkeys(word for beat in film.beats for text in _texts(beat) for word in text.split())
    foreign = [word for word in words if any(ord(char) > _PLAIN_UP_TO for char in word)]
    if not foreign:
        return ()
    from painter.craft.typesetting import without_font

    missing = {word: chars for word in foreign if (chars := without_font(word))}
    if not missing:
        return ()
    named = ", ".join(f"“{word}”" for word in list(missing)[:_MOST_NAMED])
    more = " and more" if len(missing) > _MOST_NAMED else ""
    packages = " and ".join(sorted({_package(char) for chars in missing.values() for char in chars}))
    return (
        f"No font on this machine can draw {named}{more}, so the film leaves that out. "
        f"Install a font that can; on Debian and Ubuntu: {packages}.",
    )


def _texts(beat: Beat) -> Iterator[str]:
    yield from (*beat.titles, *beat.lower_third, beat.caption or "")
    if beat.card:
        yield from texts_of(beat.card)


def _package(char: str) -> str:
    if unicodedata.category(char) == "So":
        return _PICTURES
    script = unicodedata.name(char, "").split(" ")[0]
    return _PACKAGES.get(script, _ELSE)
