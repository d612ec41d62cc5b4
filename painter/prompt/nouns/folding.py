"""How words are compared: folded to letters of one form and case; and how a text is parted into words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

_ONE_FORM: Mapping[int, int | None] = {
    **dict.fromkeys([*range(0x591, 0x5C8), *range(0x64B, 0x660)]),  # vowel signs of Hebrew and Arabic
    **dict.fromkeys([0x640, 0x307]),  # what stretches Arabic words, and the dot that is left of a Turkish letter
    **str.maketrans("أإآٱىةؤئیکё", "ااااي" + "ه" + "وييك" + "е"),
}


def folded(text: str, language: str = "") -> str:
    """A text as it is compared: letters of one form and case, without the vowel signs of Arabic and Hebrew."""
    if language in {"tr", "az"}:
        text = text.replace("I", "ı").replace("İ", "i")
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    return text.translate(_ONE_FORM)


def unaccented(text: str) -> str:
    """A text without the accents of its letters."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def words_of(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text, each with its place; signs that combine with a letter are part of its word."""
    start = None
    for place, char in enumerate(text):
        inside = char.isalnum() or (start is not None and (unicodedata.combining(char) or _joins(char)))
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            yield text[start:place], start
            start = None
    if start is not None:
        yield text[start:], start


def _joins(char: str) -> bool:
    return char > "\u0300" and (unicodedata.category(char)[0] == "M" or char in "\u200c\u200d")
