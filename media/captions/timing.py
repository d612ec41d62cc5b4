"""Times captions so that they can be read: not too fast, too short or too long, and never two at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from media.captions.layout import MAX_LINES
from media.captions.line_breaks import MAX_LINE_UNITS, paginate, units
from media.captions.model import Cue
from media.writing.breaks import flowing

MAX_UNITS_PER_S = 20.0
"""Narrow characters that a grown-up reads in a second; see `media.captions.line_breaks.units` for other scripts."""

MIN_S, MAX_S = 0.8, 7.0
"""Seconds that a caption is shown at least and at most."""

GAP_FRAMES = 2
"""Frames without a caption between two of them: what the eye needs to see that the text has changed."""

_SLACK = 1.001
_WIDE_READING = 0.8
_LEAST_UNITS = 12.0


@dataclass(frozen=True, slots=True)
class Timed:
    """Captions timed to be read, and notes on what was changed or could not be."""

    cues: tuple[Cue, ...]
    notes: tuple[str, ...]


def readable(cues: Sequence[Cue], duration_s: float, fps: float) -> Timed:
    """Captions of readable length and pace: split where too long, and extended into free time where too fast.

    Where there is no free time, a caption stays as fast as it is and the notes say so.

    Args:
        cues: Valid cues (see `media.captions.model.validate_cues`).
        duration_s: The film's length in seconds.
        fps: The film's frames a second.
    """
    gap_s = GAP_FRAMES / max(1.0, fps)
    parts = [_parts(cue) for cue in cues]
    split = sum(len(part) > 1 for part in parts)
    flat = [cue for part in parts for cue in part]
    shortened = sum(cue.end_s - cue.start_s > MAX_S * _SLACK for cue in flat)
    shown = [_lasting(cue, _free_until(flat, index, duration_s, gap_s), gap_s) for index, cue in enumerate(flat)]
    extended = sum(new.end_s > old.end_s + 0.001 for old, new in zip(flat, shown, strict=True))
    return Timed(tuple(shown), tuple(_notes(split, extended, shortened, shown)))


def reading_s(text: str) -> float:
    """Seconds that it takes to read a text, at least `MIN_S`."""
    return max(MIN_S, _reading_units(text) / MAX_UNITS_PER_S)


def _reading_units(text: str) -> float:
    """The length in narrow characters of reading time: an ideograph is read as fast as two letters."""
    letters = text.replace("\n", " ")
    whole = units(letters)
    return whole if whole <= len(letters) else whole * _WIDE_READING


def _parts(cue: Cue) -> list[Cue]:
    """The cue, divided into captions of at most two lines and `MAX_S`."""
    length_s, length = cue.end_s - cue.start_s, units(cue.text.replace("\n", " "))
    lines = paginate(cue.text, MAX_LINE_UNITS, units, 1, max(1, len(cue.text)))
    full = -(-len(lines) // MAX_LINES)
    for_time = min(-(-length_s // (MAX_S * _SLACK)), length // _LEAST_UNITS)
    count = min(max(full, int(for_time)), max(1, int(length_s / MIN_S)))
    if count <= 1:
        return [cue]
    line_units = max(length / count / MAX_LINES * 1.25, _LEAST_UNITS)
    sheets = paginate(cue.text, min(MAX_LINE_UNITS, line_units), units, MAX_LINES, count)
    text = flowing(cue.text)
    return list(_cut(cue, [text[sheet[0].start : sheet[-1].end] for sheet in sheets]))


def _cut(cue: Cue, texts: Sequence[str]) -> Iterator[Cue]:
    """The parts of a cue, each with its times and, if they are known, its words."""
    total = sum(units(text) for text in texts)
    words, start_s, read = list(cue.words), cue.start_s, 0.0
    for index, text in enumerate(texts):
        read += units(text)
        end_s = cue.start_s + (cue.end_s - cue.start_s) * read / total
        here, size = [], len("".join(text.split()))
        while words and size > 0:
            here.append(words.pop(0))
            size -= len("".join(here[-1].text.split()))
        if words and index + 1 < len(texts):
            end_s = words[0].start_s
        last_s = cue.end_s if index + 1 == len(texts) else end_s
        whole = not cue.words or size == 0
        yield replace(cue, start_s=start_s, end_s=last_s, text=text, words=tuple(here) if whole else ())
        start_s = last_s


def _free_until(cues: Sequence[Cue], index: int, duration_s: float, gap_s: float) -> float:
    return cues[index + 1].start_s - gap_s if index + 1 < len(cues) else duration_s


def _lasting(cue: Cue, free_until_s: float, gap_s: float) -> Cue:
    """The cue, extended until it can be read, as far as the next one allows."""
    read_s = cue.start_s + min(MAX_S, reading_s(cue.text))
    end_s = min(max(cue.end_s, read_s), cue.start_s + MAX_S)
    if end_s > free_until_s:
        # A very short caption gets no gap after it: it would lose more than the gap gives.
        least_s = min(cue.end_s, cue.start_s + 4 * gap_s)
        end_s = max(free_until_s, least_s)
    words = [replace(word, end_s=min(word.end_s, end_s)) for word in cue.words if word.start_s < end_s]
    return replace(cue, end_s=end_s, words=tuple(words) if len(words) == len(cue.words) else ())


def _notes(split: int, extended: int, shortened: int, shown: Sequence[Cue]) -> Iterator[str]:
    if split:
        yield f"{_count(split)} split so that no more than two lines show for at most {MAX_S:g} s"
    if extended:
        yield f"{_count(extended)} shown longer, to be read in time"
    if shortened:
        yield f"{_count(shortened)} cut to {MAX_S:g} s"
    fast = [cue for cue in shown if reading_s(cue.text) > (cue.end_s - cue.start_s) * _SLACK]
    pace = max((_reading_units(cue.text) / (cue.end_s - cue.start_s) for cue in fast), default=0.0)
    if pace > MAX_UNITS_PER_S:
        yield (
            f"{_count(len(fast))} still too fast, the fastest with {pace:.0f} characters a second "
            f"(at most {MAX_UNITS_PER_S:g} are read): there is no free time"
        )
    elif fast:
        yield f"{_count(len(fast))} shown for less than {MIN_S:g} s: there is no free time"


def _count(number: int) -> str:
    return "1 caption is" if number == 1 else f"{number} captions are"
