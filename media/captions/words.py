"""Estimates when each word of a caption is spoken, from the caption's time and the syllables of its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from media.captions.looks import look_of
from media.captions.model import Cue, Style, Word
from media.writing.breaks import is_ideographic, is_spaceless, pieces

_PAUSES = {",": 0.7, ";": 1.0, ":": 1.0, ".": 1.4, "!": 1.4, "?": 1.4, "…": 1.4, "。": 1.4, "、": 0.7, "，": 0.7}
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєαεηιουω")


def with_words(cue: Cue) -> Cue:
    """The cue with word times: its own, else estimates that fill the cue's time."""
    if cue.words:
        return cue
    texts = list(_words(cue.text))
    weights = [syllables(text) for text in texts]
    total, said, words = sum(weights), 0.0, []
    for text, weight in zip(texts, weights, strict=True):
        start_s = cue.start_s + (cue.end_s - cue.start_s) * said / total
        said += weight
        words.append(Word(start_s, cue.start_s + (cue.end_s - cue.start_s) * said / total, text))
    return replace(cue, words=tuple(words))


def are_estimated(cues: Iterable[Cue], style: Style) -> bool:
    """Whether a style shows word times that are only estimated."""
    return look_of(style).needs_words and any(not cue.words for cue in cues)


def _words(text: str) -> Iterator[str]:
    """Words, also of scripts without spaces, but single ideographs, with the punctuation that follows."""
    for word in text.split():
        if any(is_spaceless(char) and not is_ideographic(char) for char in word):
            yield from filter(None, map(str.strip, pieces(word)))
            continue
        part = ""
        for char in word:
            ideograph = unicodedata.east_asian_width(char) == "W" and unicodedata.category(char) == "Lo"
            after = char.isalnum() and any(map(is_ideographic, filter(str.isalnum, part)))
            if part and (ideograph or after) and not "\uac00" <= char <= "\ud7a3" and any(map(str.isalnum, part)):
                yield part
                part = ""
            part += char
        yield part


def syllables(word: str) -> float:
    """The length of a spoken word in syllables: its groups of vowels, or else a part of its letters.

    The pause after punctuation is counted too, and digits count for the words they are spoken as.
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.category(c).startswith("M"))
    groups = sum(char in _VOWELS and (index == 0 or bare[index - 1] not in _VOWELS) for index, char in enumerate(bare))
    wide = sum(unicodedata.east_asian_width(char) in ("W", "F") for char in bare)
    letters, figures = sum(map(str.isalpha, bare)), sum(map(str.isdigit, bare)) + sum(map(bare.count, "%$€£"))
    return max(groups, wide, letters / 2.6, 0.6 if not figures else 0.0) + 1.5 * figures + _PAUSES.get(word[-1], 0.0)
