"""What somebody is quoted to have said in running text, with who said it."""

from __future__ import annotations

import re

from media.speech.language import small_words

_MARKS = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("»", "«"))
_LEAST_CHARS, _MOST_CHARS = 25, 220
_TAIL_CHARS, _PRONOUN_WORDS = 90, 4
_NAME = re.compile(
    r"(?:[A-ZÀ-ÞА-ЯЁ][\w’'.-]*\.?)(?:\s(?:(?:de|del|da|la|las|los|von|van|der|den|bin|al|el)\s)*[A-ZÀ-ÞА-ЯЁ][\w’'-]*)+"
)
_GOES_ON = re.compile(
    r"\b(?:added|continued|went on|ergänzte|fügte|añadió|agregó|prosiguió|ajouté|ajoute|poursuit|acrescentou|aggiunto)"
    r"(?!\w)"
)
"""What whoever was quoted last does."""

_ONE_NAME = re.compile(r"(?<=\s)[A-ZÀ-ÞА-ЯЁ][\w’'-]{2,}")


def quoted_speech(text: str, before: str = "") -> tuple[str, str] | None:
    """The words and the speaker of a paragraph such as «"We were late," Ana Ruiz said».

    The speaker is "" where only "he" or "she" is said to have spoken; None where nobody is.

    Args:
        text: The paragraph.
        before: The paragraph before it: who was quoted there is the one who "added" something here.
    """
    text = text.strip()
    for opening, closing in _MARKS:
        if not text.startswith(opening):
            continue
        words, found, tail = text[1:].partition(closing)
        words = words.strip().rstrip(",")
        if not found or opening in words or not _LEAST_CHARS <= len(words) <= _MOST_CHARS or len(tail) > _TAIL_CHARS:
            return None
        name = _NAME.search(tail) or _ONE_NAME.search(tail)
        if name and name[0].casefold() not in small_words():
            return words, name[0].rstrip(".,")
        if not 1 < len(tail.split()) <= _PRONOUN_WORDS or tail.rstrip().endswith(("?", "!")):
            return None
        told = quoted_speech(before) if goes_on(tail) else None
        return words, told[1] if told else ""
    return None


def goes_on(text: str) -> bool:
    """Whether it is told to be said after something else."""
    return _GOES_ON.search(text) is not None
