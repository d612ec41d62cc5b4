"""Which way a text runs, and the invisible marks that keep foreign words, addresses and numbers in one piece.

Lines of one text all run the same way, whatever letter each begins with. Within them the words of the other direction
are isolated (Unicode TR 9, 2.7), so that punctuation and numbers beside them stay on their side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u2066", "\u2067"
END = "\u2069"
"""What ends an isolate."""

_MARKS = {True: "\u200f", False: "\u200e"}
_MANY, _MANY_AFTER_FIRST = 0.4, 0.28
"""The share of words from right to left that makes a text run that way, and of one whose first word is such a word:
foreign names and commands are common.
"""

_OPENERS = frozenset("@#$€£.~/\\+")
_CLOSES = re.compile(r"(?:[^\w\s]?\d+|[+#%°/™®*$€£\u200c\u200d])*")
_ENDS = re.compile(r"[.!?…:؟۔][\"'”’»)\]]*$")
_SPEAKS = re.compile(r"\s*[-–—]")
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("“", "”"))
_AFTER = re.compile(r"(?: \d+(?:[.,:]\d+)*)+")
_GROUPED = re.compile(r"(?<!\w)(?:\+\d[\d ()\-–]{5,}\d|\d+(?:[-–]\d+){2,}|0\d+[-–]\d{5,})(?!\w)")
"""Telephone numbers and dates, whose groups would be turned round in Arabic."""


def right_to_left(text: str) -> bool:
    """Whether a text runs from right to left: two words of five begin with a letter that does, or most letters do."""
    if text.isascii():
        return False
    words = [way for way in map(_way, text.split()) if way]
    letters = [way for way in map(way_of, text) if way]
    if -1 not in letters:
        return False
    many = _MANY_AFTER_FIRST if letters[0] < 0 else _MANY
    return words.count(-1) >= many * len(words) or sum(letters) < 0


def ways(lines: Sequence[str]) -> list[bool]:
    """Whether each line of a text runs from right to left: as the whole, but sentences of another script on their own.

    Subtitles in two languages have a line of each; a name that fills a line belongs to the sentence around it.
    """
    whole, ended, result = right_to_left("\n".join(lines)), True, []
    for line in lines:
        found = {way for way in map(way_of, line) if way}
        ends = bool(_ENDS.search(line))
        own = len(found) == 1 and ended and ends and not _SPEAKS.match(line)
        result.append(found == {-1} if own else whole)
        ended = ends
    return result


def way_of(char: str) -> int:
    """1 for letters written to the right, -1 to the left, 0 for all else."""
    return {"L": 1, "R": -1, "AL": -1}.get(unicodedata.bidirectional(char), 0) if char else 0


def has_right_to_left(text: str) -> bool:
    """Whether any letter of a text is written from right to left."""
    return not text.isascii() and any(way_of(char) < 0 for char in text)


def marks(line: str, *, to_left: bool) -> dict[int, str]:
    """The marks to write into a line of a text that runs to the left or not: offset to what stands there.

    A mark that closes stands at the offset after the last character that it is about.
    """
    if not to_left and not has_right_to_left(line):
        return {}
    opening = _LEFT_TO_RIGHT if to_left else _RIGHT_TO_LEFT
    found = {0: _MARKS[to_left]}
    for start, end in _foreign(line, to_left=to_left):
        found[start] = found.get(start, "") + opening
        found[end] = END + found.get(end, "")
    return found


def marked(line: str, *, to_left: bool) -> str:
    """A line with its `marks`."""
    found = marks(line, to_left=to_left)
    return "".join(found.get(at, "") + line[at : at + 1] for at in range(len(line) + 1)) if found else line


def _way(word: str) -> int:
    return next((way for way in map(way_of, word) if way), 0)


def _foreign(line: str, *, to_left: bool) -> Iterator[tuple[int, int]]:
    """The ranges that run against the line: words with what is attached to them, and grouped numbers in Arabic."""
    foreign = 1 if to_left else -1
    done = 0
    for first, last in _spans([way_of(char) for char in line], foreign):
        start, end = _attached(line, first, last, numbers=to_left)
        if to_left:
            yield from _numbers(line, done, start)
        if start >= done:
            yield start, end
            done = end
    if to_left:
        yield from _numbers(line, done, len(line))


def _spans(ways: list[int], foreign: int) -> Iterator[tuple[int, int]]:
    """From the first to the last letter of each run of one direction."""
    first = last = -1
    for at, way in enumerate(ways):
        if way == foreign:
            first = at if first < 0 else first
            last = at
        elif way and first >= 0:
            yield first, last + 1
            first = -1
    if first >= 0:
        yield first, last + 1


def _attached(line: str, start: int, end: int, *, numbers: bool) -> tuple[int, int]:
    """A range of letters with the signs and figures that are written to them, and the numbers that follow them."""
    while start and (line[start - 1].isdigit() or unicodedata.category(line[start - 1])[0] == "M"):
        start -= 1
    opens = start
    while opens and line[opens - 1] in _OPENERS:
        opens -= 1
    if opens == 0 or not line[opens - 1].isalnum():
        start = opens
    while end < len(line) and unicodedata.category(line[end])[0] == "M":
        end += 1
    closes = _CLOSES.match(line, end)
    end = closes.end() if closes else end
    start, end = _bracketed(line, start, end)
    after = _AFTER.match(line, end) if numbers else None
    return start, after.end() if after and _ends_word(line, after.end()) else end


def _bracketed(line: str, start: int, end: int) -> tuple[int, int]:
    """A range with the other half of a bracket of which it has one."""
    for opens, closes in _BRACKETS:
        spare = line.count(opens, start, end) - line.count(closes, start, end)
        if spare > 0 and line[end : end + 1] == closes:
            end += 1
        elif spare < 0 and start and line[start - 1] == opens:
            start -= 1
    return start, end


def _ends_word(line: str, end: int) -> bool:
    return end == len(line) or not (line[end].isalnum() or line[end] in "%$€£")


def _numbers(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _GROUPED.finditer(line, start, end):
        yield found.span()
