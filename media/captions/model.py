"""The types of captions: cues, the choices a caller has, and what makes a list of cues valid. Imports nothing heavy."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from footage.errors import InvalidInputError

Style = Literal["clean", "karaoke", "pop", "box", "outline", "neon", "minimal", "typewriter"]
"""Looks, described and defined in `media/captions/data/styles.yaml`."""

Position = Literal["bottom", "middle", "top"]

Platform = Literal["any", "tiktok", "reels", "shorts", "youtube", "none"]
"""The app whose buttons and bars captions keep clear of; any: those of all apps, none: no app's."""

Mode = Literal["burn", "soft", "both", "sidecar"]
"""burn: drawn into the picture; soft: a track the viewer can switch off; both: drawn, with subtitle files beside;
sidecar: subtitle files only."""

MAX_CUES = 2000
MAX_CUE_CHARS = 500
MAX_SUBTITLE_BYTES = 5_000_000
"""Of a subtitle file; transcripts with a time for every word are long."""

MAX_SUBTITLE_CHARS = 2_000_000
"""Of subtitles that are passed as a text."""

END_SLACK_S = 0.5
"""A cue may reach this far past the film's end and is then shortened to it."""

ROUNDING_S = 0.05
"""Neighbours that overlap by no more than this are taken as touching: transcribers round their times."""

_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")

_WIRE = ConfigDict(extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)
"""How captions are read from JSON: a tool's argument and a job's order are checked alike."""


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word and its time in seconds from the film's start."""

    __pydantic_config__: ClassVar[ConfigDict] = _WIRE

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: `text` is shown from `start_s` until `end_s`, in seconds from the film's start.

    `words`, if given, are all words of the text in order; burnt in, the one being spoken is lit up. It is the same from
    the tool's argument through the job's order to the drawing.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _WIRE

    start_s: float
    end_s: float
    text: str
    words: Annotated[tuple[Word, ...], Field(description="All words of text with times: lit when spoken.")] = ()


def validate_cues(cues: Sequence[Cue], duration_s: float, *, most: int = MAX_CUES) -> tuple[Cue, ...]:
    """Cues in order of time, cleaned and within the film.

    A cue starts before the film ends, and ends at most `END_SLACK_S` after it (it is then shortened to the film's
    end). Cues may come in any order but at most one is shown at a time. Line breaks are kept, other control characters
    and blank lines are dropped.

    Args:
        cues: At least one cue; messages number them from 1 in this order.
        duration_s: The film's length in seconds.
        most: How many cues there may be.

    Raises:
        InvalidInputError: Names the first cue that breaks a rule, and the rule.
    """
    if not cues:
        raise InvalidInputError("There are no captions.", hint="Pass at least one cue with start_s, end_s and text.")
    if len(cues) > most:
        raise InvalidInputError(f"There are {len(cues)} captions; the limit is {most}.")
    numbered = [(number, _valid(number, cue, duration_s)) for number, cue in enumerate(cues, 1)]
    numbered.sort(key=lambda item: item[1].start_s)
    result: list[Cue] = []
    for index, (number, cue) in enumerate(numbered):
        following = numbered[index + 1] if index + 1 < len(numbered) else None
        result.append(_before(number, cue, *following) if following else cue)
    return tuple(result)


def clean_text(text: str) -> str:
    """The text in NFC, without control characters, blank lines and spaces around lines; newlines join its lines."""
    lines = _LINE_END.split(unicodedata.normalize("NFC", text))
    kept = ("".join(c if c != "\t" else " " for c in line if c == "\t" or _printable(c)).strip() for line in lines)
    return "\n".join(line for line in kept if line)


def _printable(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs")


def _valid(number: int, cue: Cue, duration_s: float) -> Cue:
    if not (math.isfinite(cue.start_s) and math.isfinite(cue.end_s)):
        raise InvalidInputError(f"Cue {number}: start_s and end_s must be numbers of seconds.")
    if cue.start_s < 0:
        raise InvalidInputError(f"Cue {number}: start_s is {cue.start_s:g}; it must be 0 or more.")
    if cue.end_s <= cue.start_s:
        raise InvalidInputError(f"Cue {number}: end_s ({cue.end_s:g}) must be greater than start_s ({cue.start_s:g}).")
    if cue.start_s >= duration_s or cue.end_s > duration_s + END_SLACK_S:
        raise InvalidInputError(
            f"Cue {number}: {cue.start_s:g} to {cue.end_s:g} s is past the end of the film, "
            f"which lasts {duration_s:.2f} s.",
            hint="Give times in seconds within the film (not milliseconds).",
        )
    text = clean_text(cue.text)
    if not text:
        raise InvalidInputError(f"Cue {number}: the text is empty.")
    if len(text) > MAX_CUE_CHARS:
        raise InvalidInputError(
            f"Cue {number}: the text has {len(text)} characters; the limit is {MAX_CUE_CHARS}.",
            hint="Split it into several cues.",
        )
    _check_words(number, cue, text)
    return replace(cue, end_s=min(cue.end_s, duration_s), text=text)


def _check_words(number: int, cue: Cue, text: str) -> None:
    now_s = cue.start_s - ROUNDING_S
    for word in cue.words:
        if not now_s <= word.start_s < word.end_s <= cue.end_s + ROUNDING_S:
            raise InvalidInputError(
                f"Cue {number}: the word {word.text!r} ({word.start_s:g} to {word.end_s:g} s) is out of order "
                f"or outside the cue."
            )
        now_s = word.end_s - ROUNDING_S
    spoken = "".join(clean_text(word.text) for word in cue.words)
    if cue.words and "".join(spoken.split()) != "".join(text.split()):
        raise InvalidInputError(
            f"Cue {number}: the words do not make up its text.",
            hint="Give every word of the text in order, with its punctuation.",
        )


def _before(number: int, cue: Cue, next_number: int, following: Cue) -> Cue:
    """The cue, shortened to end when the next one starts; an overlap of more than rounding is refused."""
    if cue.end_s <= following.start_s:
        return cue
    if cue.end_s - following.start_s > ROUNDING_S or following.start_s <= cue.start_s:
        raise InvalidInputError(
            f"Cues {number} and {next_number} overlap: {number} ends at {cue.end_s:g} s, "
            f"{next_number} starts at {following.start_s:g} s.",
            hint="Let each cue end when or before the next one starts.",
        )
    return replace(cue, end_s=following.start_s)
