"""Takes the repeats out of rolling captions, in which each line moves up when the next one comes.

YouTube writes its automatic captions so: each shows the line before once more, and between two of them stands a flash
of 10 ms. Drawn one after the other, every phrase would be read twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from media.captions.formats.rows import Row
from media.captions.model import Word

_TOUCHING_S = 0.06
_FLASH_S = 0.06
_LEAST_ROLLS = 2
"""A song has a line twice, too: only a file that goes on like that rolls."""


def unrolled(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """The rows of a file in order of time, each phrase once, and how many repeats that took.

    A file that does not roll comes back as it was.
    """
    kept: list[Row] = []
    shown: list[str] = []
    rolls = flashes = 0
    last_end_s = float("-inf")
    for row in rows:
        lines = row.text.split("\n")
        again = _again(shown, lines) if row.start_s - last_end_s <= _TOUCHING_S else 0
        end_s = row.start_s if row.end_s is None else row.end_s
        last_end_s, shown = end_s, lines
        if again == len(lines):
            if end_s - row.start_s > _FLASH_S and (row.words or not kept[-1].words):
                kept.append(row)  # said twice, as far as anyone can tell
                continue
            flashes += 1
            kept[-1] = _until(kept[-1], end_s)
        elif again:
            rolls += 1
            kept.append(_without(row, lines[:again]))
        else:
            kept.append(row)
    if flashes == 0 and rolls < _LEAST_ROLLS:
        return list(rows), 0
    return kept, rolls + flashes


def _again(before: Sequence[str], lines: Sequence[str]) -> int:
    """How many lines at the start of a text are the last ones of the text before."""
    for count in range(min(len(before), len(lines)), 0, -1):
        if list(map(str.split, before[-count:])) == list(map(str.split, lines[:count])):
            return count
    return 0


def _until(row: Row, end_s: float) -> Row:
    if row.end_s is not None and end_s <= row.end_s:
        return row
    words = row.words
    if words and row.end_s is not None and words[-1].end_s >= row.end_s:
        words = (*words[:-1], replace(words[-1], end_s=end_s))
    return replace(row, end_s=end_s, words=words)


def _without(row: Row, lines: Sequence[str]) -> Row:
    """The row without the lines it begins with; what is said first of the others is said from its start."""
    text = row.text.split("\n", len(lines))[-1]
    size = len("".join("".join(lines).split()))
    words = list(row.words)
    while words and size > 0:
        size -= len("".join(words.pop(0).text.split()))
    if words and size == 0:
        first = words[0]
        words[0] = Word(min(first.start_s, row.start_s), first.end_s, first.text)
    return replace(row, text=text, words=tuple(words) if size == 0 else ())
