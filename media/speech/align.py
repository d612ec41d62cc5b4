"""Finds when each spoken word begins and ends, by forced alignment of a known text with its sound.

English only, with the acoustic model that comes with pocketsphinx. It recognises unknown speech poorly, so it is never
used for that.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from media.captions.model import Word
from media.speech.say import sayable

LANGUAGE = "en"
RATE_HZ = 16_000
_FRAMES_PER_S = 100.0
_LEAST_WORD_S = 0.02
_PARTS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:,\d{3})*|[%$€£&+@.]")
_SYMBOLS = {"%": "percent", "$": "dollars", "€": "euros", "£": "pounds", "&": "and", "+": "plus", "@": "at"}
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LETTERS = {
    "tion": "SH AH N", "igh": "AY", "sch": "SH", "ch": "CH", "sh": "SH", "th": "TH", "ph": "F", "ck": "K", "ng": "NG",
    "qu": "K W", "ee": "IY", "ea": "IY", "oo": "UW", "ou": "AW", "ow": "OW", "ai": "EY", "ay": "EY", "oi": "OY",
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH", "j": "JH", "k": "K",
    "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "u": "AH", "v": "V",
    "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
"""Rough sounds of letters, for words that are not in the dictionary; the known words around them limit the error."""


def can_align(language: str) -> bool:
    """Whether words of a language can be timed here."""
    return language == LANGUAGE and find_spec("pocketsphinx") is not None


class Aligner:
    """Times the words of English lines; the model is loaded once."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        self._decoder = Decoder(samprate=RATE_HZ, bestpath=False, lm=None, loglevel="FATAL")

    def words(self, text: str, sound: NDArray[np.float32]) -> tuple[Word, ...]:
        """The words of a line with their times in seconds from the sound's start; empty if text and sound do not match.

        Args:
            text: Exactly what is said; words are separated by white space.
            sound: float32 of shape (samples,) at `RATE_HZ`, -1 to 1.
        """
        tokens = text.split()
        names = [self._name(token) for token in tokens]
        if not any(names):
            return ()
        try:
            self._decoder.set_align_text(" ".join(name for name in names if name))
            self._decoder.start_utt()
            self._decoder.process_raw((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
            self._decoder.end_utt()
            found = list(_spoken(self._decoder.seg() or ()))
        except RuntimeError:
            return ()
        return _timed(tokens, names, found, len(sound) / RATE_HZ)

    def _name(self, token: str) -> str:
        """The word under which the decoder knows how a token sounds; empty if it is silent."""
        letters = sayable(token).lower().replace("’", "'")
        said = [word for part in _PARTS.findall(letters) for word in _said(part)]
        if not said:
            return ""
        if len(said) == 1 and self._decoder.lookup_word(said[0]):
            return said[0]
        sounds = " ".join(self._decoder.lookup_word(word) or _guess(word) for word in said)
        name = f"w{zlib.crc32(sounds.encode()):08x}"
        if not self._decoder.lookup_word(name):
            self._decoder.add_word(name, sounds, True)
        return name


def _spoken(segments: Sequence[Any]) -> Iterator[tuple[float, float]]:
    for segment in segments:
        if not segment.word.startswith("<"):
            yield segment.start_frame / _FRAMES_PER_S, (segment.end_frame + 1) / _FRAMES_PER_S


def _timed(
    tokens: Sequence[str], names: Sequence[str], found: Sequence[tuple[float, float]], length_s: float
) -> tuple[Word, ...]:
    """The tokens with the times that were found; silent ones, such as a dash, join the word before them."""
    said = [at for at, name in enumerate(names) if name]
    if len(found) != len(said):
        return ()
    borders = [0, *said[1:], len(tokens)]
    words = [
        Word(start_s, min(end_s, length_s), " ".join(tokens[first:end]))
        for (start_s, end_s), (first, end) in zip(found, pairwise(borders), strict=True)
    ]
    return tuple(words) if all(word.end_s - word.start_s >= _LEAST_WORD_S for word in words) else ()


def _said(part: str) -> list[str]:
    if part[0].isdigit():
        return _number(part.replace(",", ""))
    if part == ".":
        return []
    return [_SYMBOLS.get(part, part)]


def _number(digits: str) -> list[str]:
    """How a number is read: years in pairs, up to 999,999 in words, longer ones digit by digit."""
    value = int(digits)
    if len(digits) == 4 and 1100 <= value < 2100 and value % 1000 > 9 and value % 100:
        return [*_below_1000(value // 100), *_below_1000(value % 100)]
    if len(digits) > 6 or (len(digits) > 1 and digits[0] == "0"):
        return [_ONES[int(digit)] for digit in digits]
    thousands = [*_below_1000(value // 1000), "thousand"] if value >= 1000 else []
    return [*thousands, *(_below_1000(value % 1000) if value % 1000 or not thousands else [])]


def _below_1000(value: int) -> list[str]:
    hundreds = [_ONES[value // 100], "hundred"] if value >= 100 else []
    rest = value % 100
    if rest >= 20:
        return [*hundreds, _TENS[rest // 10 - 2], *([_ONES[rest % 10]] if rest % 10 else [])]
    return [*hundreds, *([_ONES[rest]] if rest or not hundreds else [])]


def _guess(word: str) -> str:
    sounds, at = [], 0
    while at < len(word):
        size = next((size for size in (4, 3, 2, 1) if word[at : at + size] in _LETTERS), 1)
        sounds.append(_LETTERS.get(word[at : at + size], ""))
        at += size
    return " ".join(filter(None, sounds)) or "AH"
