"""How long texts take to read: each character by the script it belongs to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from media.writing.breaks import is_ideographic
from quality.policy import ReadingSpeed

_LETTER_BY_LETTER = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")


def reading_s(texts: Iterable[str], speed: ReadingSpeed) -> float:
    """How long a viewer needs for texts, in seconds, at most."""
    return sum(1 / _rate(char, speed) for text in texts for char in text)


def _rate(char: str, speed: ReadingSpeed) -> float:
    if char.isascii():
        return speed.latin
    if is_ideographic(char):
        return speed.han
    if not char.isalpha() and unicodedata.category(char)[0] != "M":
        return speed.latin
    return speed.latin if unicodedata.name(char, "").startswith(_LETTER_BY_LETTER) else speed.others
