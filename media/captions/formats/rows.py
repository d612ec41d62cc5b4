"""What the readers of subtitle files give: rows as they stand in the file, not yet mended, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from media.captions.model import Cue, Word

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A caption as its file has it: perhaps backwards, past the end of the film, or over another.

    Attributes:
        number: What the file calls it, else its place in the file, from 1.
        start_s: When it is shown, in seconds; below zero where the file was shifted too far.
        end_s: Until when; None where the format does not say.
        text: Plain text, with its line breaks.
        words: Its words with times, where the file has them.
    """

    number: int
    start_s: float
    end_s: float | None
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a file in its order, and what could not be read of it, a sentence each."""

    rows: Sequence[Row]
    notes: Sequence[str] = ()


def row_of(number: int, cue: Cue) -> Row:
    """A row that says what a cue says."""
    return Row(number, cue.start_s, cue.end_s, cue.text, cue.words)


def cues_named(numbers: Iterable[int]) -> str:
    """How a sentence names captions: "cue 3", "cues 3 and 5", "cues 1, 2, 3, 4, 5, 6 and 80 more"."""
    found = list(dict.fromkeys(numbers))
    if len(found) == 1:
        return f"cue {found[0]}"
    named, more = [str(number) for number in found[:_NAMED]], len(found) - _NAMED
    return f"cues {', '.join(named)} and {more} more" if more > 0 else f"cues {', '.join(named[:-1])} and {named[-1]}"


def is_or_are(numbers: Iterable[int]) -> str:
    """The verb that goes with `cues_named`."""
    return "is" if len(set(numbers)) == 1 else "are"
