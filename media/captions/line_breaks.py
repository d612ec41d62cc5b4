"""Breaks a caption's text into balanced lines that fit a width, and the lines into pages."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from media.writing.breaks import SPACES, ending, flowing, is_spaceless, parts, pieces

Measure = Callable[[str], float]
"""The width of a text in em."""

MAX_LINE_UNITS = 42.0
"""The longest line, in narrow characters."""

WIDE_UNITS = 42 / 16
"""What a Chinese, Japanese or Korean character counts as: 16 of them fill a line."""

_ORPHAN_UNITS = 6
_CLOSING = "\"'”’»)]}」』）］】〉》"
_PAUSES = tuple(".,!?;:…、。，！？；：—،؛؟।")
_LEADING_WORDS = (
    "and but or nor so yet because that which who when while if with without for from into to of in on at by as than "
    "und oder aber weil dass wenn mit ohne für von zu et ou mais parce que qui quand si avec sans pour de y o pero "
    "porque cuando con sin para e ma perché che quando senza per и или но что когда если с для"
)
_LEADING = frozenset(_LEADING_WORDS.split())
"""Words that belong to what follows them: a line ends before one, not after."""


def units(text: str) -> float:
    """Length of a text in narrow characters; marks and joiners count nothing."""
    return sum(_units(char) for char in text)


def _units(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return WIDE_UNITS if unicodedata.east_asian_width(char) in ("W", "F") else 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text.

    Attributes:
        start, end: Where it is in the text that `flowing` makes of the whole.
        text: What is drawn, without spaces around.
        added: How many characters at its end are not in the text: the hyphen of a word that had to be cut.
    """

    start: int
    end: int
    text: str
    added: int = 0

    @property
    def own(self) -> str:
        """The text without what was added."""
        return self.text[: len(self.text) - self.added]


def paginate(text: str, line_em: float, measure: Measure, max_lines: int, max_pages: int) -> list[tuple[Line, ...]]:
    """Break text into balanced lines, and the lines into pages.

    Line breaks in the text are kept if its lines all fit on one page, else it flows (see
    `media.writing.breaks.flowing`). Nothing but white space is ever lost; no line is wider than `line_em` (unless a
    single character is) or has more than `MAX_LINE_UNITS`.

    Args:
        text: Cleaned text, not empty.
        line_em: Longest line in em.
        measure: Width of a text in em.
        max_lines: Lines on a page. More are put on it only when `max_pages` would not hold the text.
        max_pages: At least 1.
    """
    given = [flowing(line) for line in text.split("\n")]
    if len(given) <= max_lines and all(_fits(line, line_em, measure) for line in given):
        return [tuple(_as_given(flowing(text), given))]
    words = _units_of(flowing(text), line_em, measure)
    count = _count_lines(words, line_em)
    pages = min(max_pages, math.ceil(count / max_lines))
    ends = [math.ceil(count * (page + 1) / pages) for page in range(pages)]
    lines = _balanced(words, count, ends, line_em)
    return [tuple(lines[start:end]) for start, end in itertools.pairwise([0, *ends])]


def _as_given(text: str, lines: Sequence[str]) -> Iterator[Line]:
    at = 0
    for line in lines:
        start = text.index(line, at)
        at = start + len(line)
        yield Line(start, at, line)


def _fits(line: str, line_em: float, measure: Measure) -> bool:
    return measure(line) <= line_em and units(line) <= MAX_LINE_UNITS


@dataclass(frozen=True, slots=True)
class _Unit:
    """A text that is never broken: a word, a phrase, or a part of what is longer than a line.

    Its width is that at the end of a line, with the hyphen that it needs there.
    """

    start: int
    text: str
    width: float
    units: float
    space: str  # what follows it, unless a line ends there
    gap: float  # the width of that
    hyphen: bool = False  # whether a line that ends here needs one
    inner: bool = False  # whether the rest of a word or phrase follows


def _units_of(text: str, line_em: float, measure: Measure) -> list[_Unit]:
    result: list[_Unit] = []
    at = 0
    for piece in pieces(text):
        whole = list(parts(piece, lambda some: max(measure(some) / line_em, units(some) / MAX_LINE_UNITS)))
        for number, (part, hyphen) in enumerate(whole, 1):
            word = part.rstrip(SPACES)
            space = part[len(word) :]
            shown = ending(word, hyphen=hyphen)
            gap = measure(space) if space else 0.0
            inner = number < len(whole)
            result.append(_Unit(at, word, measure(shown), units(shown), space, gap, hyphen, inner))
            at += len(part)
    return result


def _count_lines(pieces: Sequence[_Unit], line_em: float) -> int:
    count, width, length = 1, pieces[0].width, pieces[0].units
    for before, piece in itertools.pairwise(pieces):
        space = len(before.space)
        if width + before.gap + piece.width > line_em or length + space + piece.units > MAX_LINE_UNITS:
            count, width, length = count + 1, piece.width, piece.units
        else:
            width += before.gap + piece.width
            length += space + piece.units
    return count


def _balanced(pieces: Sequence[_Unit], count: int, page_ends: Sequence[int], line_em: float) -> list[Line]:
    """Exactly `count` lines of about the same width, broken rather after punctuation than after a short word.

    Breaks at the end of a page weigh more.
    """
    best: list[tuple[float, int]] = [(0.0, 0), *[(math.inf, 0)] * len(pieces)]
    steps: list[list[int]] = []
    for number in range(1, count + 1):
        weight = 4.0 if number in page_ends else 1.0
        best = [_best_line(best, pieces, end, line_em, weight) for end in range(len(pieces) + 1)]
        steps.append([start for _, start in best])
    lines, end = [], len(pieces)
    for step in reversed(steps):
        lines.append(_join(pieces[step[end] : end]))
        end = step[end]
    return lines[::-1]


def _best_line(
    before: Sequence[tuple[float, int]], pieces: Sequence[_Unit], end: int, line_em: float, weight: float
) -> tuple[float, int]:
    """Cost and first unit of the best line that ends before unit `end`, given the best lines before it."""
    best, width, length = (math.inf, 0), 0.0, 0.0
    break_cost = weight * _break_cost(pieces, end, line_em)
    for start in range(end - 1, -1, -1):
        inner = start + 1 < end
        width += pieces[start].width + (pieces[start].gap if inner else 0.0)
        length += pieces[start].units + (len(pieces[start].space) if inner else 0)
        if (width > line_em or length > MAX_LINE_UNITS) and inner:
            break
        orphan = (0.5 * line_em) ** 2 if not inner and length < _ORPHAN_UNITS else 0.0
        cost = before[start][0] + width**2 + break_cost + orphan
        if cost < best[0]:
            best = (cost, start)
    return best


def _break_cost(pieces: Sequence[_Unit], end: int, line_em: float) -> float:
    if end == len(pieces):
        return 0.0
    last, following = pieces[end - 1], pieces[end].text
    # Where words have no spaces, a space is a pause.
    if last.text.rstrip(_CLOSING).endswith(_PAUSES) or (last.space and is_spaceless(last.text[-1:])):
        return -((0.2 * line_em) ** 2)
    if not last.space:
        return (0.3 * line_em) ** 2 if last.inner else 0.0
    if last.units <= 3 or last.text.lower() in _LEADING:
        return (0.15 * line_em) ** 2
    return -((0.12 * line_em) ** 2) if following.lower() in _LEADING else 0.0


def _join(pieces: Sequence[_Unit]) -> Line:
    last = pieces[-1]
    text = "".join(piece.text + piece.space for piece in pieces[:-1]) + last.text
    end = last.start + len(last.text)
    return Line(pieces[0].start, end, ending(text, hyphen=last.hyphen), int(last.hyphen))
