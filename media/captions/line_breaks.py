"""Breaks a caption's text into balanced lines that fit a width, and the lines into pages."""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from media.captions.emoji import clusters

Measure = Callable[[str], float]
"""The width of a text in em."""

MAX_LINE_UNITS = 42.0
"""The longest line, in narrow characters."""

WIDE_UNITS = 42 / 16
"""What a Chinese, Japanese or Korean character counts as: 16 of them fill a line."""

_ORPHAN_UNITS = 6
_NEVER_FIRST = frozenset(
    "、。，．・：；？！゛゜ー々」』）］｝】〉》〕…‥’”%)]}!?,.:;ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NEVER_LAST = frozenset("「『（［｛【〈《〔‘“([{")
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


def paginate(text: str, line_em: float, measure: Measure, max_lines: int, max_pages: int) -> list[tuple[str, ...]]:
    """Break text into balanced lines, and the lines into pages.

    Line breaks in the text are kept if its lines all fit on one page, else they count as spaces. Nothing but white
    space is ever lost; no line is wider than `line_em` (unless a single character is) or has more than
    `MAX_LINE_UNITS`.

    Args:
        text: Cleaned text, not empty.
        line_em: Longest line in em.
        measure: Width of a text in em.
        max_lines: Lines on a page. More are put on it only when `max_pages` would not hold the text.
        max_pages: At least 1.
    """
    given = [" ".join(line.split()) for line in text.split("\n")]
    if len(given) <= max_lines and all(_fits(line, line_em, measure) for line in given):
        return [tuple(given)]
    pieces = _pieces(text, line_em, measure)
    count = _count_lines(pieces, line_em)
    pages = min(max_pages, math.ceil(count / max_lines))
    ends = [math.ceil(count * (page + 1) / pages) for page in range(pages)]
    lines = _balanced(pieces, count, ends, line_em)
    return [tuple(lines[start:end]) for start, end in itertools.pairwise([0, *ends])]


def _fits(line: str, line_em: float, measure: Measure) -> bool:
    return measure(line) <= line_em and units(line) <= MAX_LINE_UNITS


@dataclass(frozen=True, slots=True)
class _Unit:
    """A text that is never broken: a word, a character of a script without spaces, or a part of an overlong word."""

    text: str
    width: float
    units: float
    gap: float  # width of the space before it, 0 if there is none


def _pieces(text: str, line_em: float, measure: Measure) -> list[_Unit]:
    space = measure(" ")
    result: list[_Unit] = []
    for word in text.split():
        for index, part in enumerate(_parts(word, line_em, measure)):
            result.append(_Unit(part, measure(part), units(part), 0.0 if index else space))
    return result


def _parts(word: str, line_em: float, measure: Measure) -> Iterator[str]:
    whole = measure(word)
    # A word longer than a line is cut into even parts, so that no lone letter is left over.
    limit = min(line_em, whole / math.ceil(whole / line_em) + 1) if whole > line_em else line_em
    part = ""
    for cluster in clusters(word):
        whole_part = part + cluster
        if part and (_may_break(part[-1], cluster[0]) or not _fits(whole_part, limit, measure)):
            yield part
            part = ""
        part += cluster
    yield part


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return _spaceless(before) or _spaceless(after)


def _spaceless(char: str) -> bool:
    """Whether the script breaks between any two characters. Korean is as wide, but has spaces."""
    return unicodedata.east_asian_width(char) in ("W", "F") and not "\uac00" <= char <= "\ud7a3"


def _count_lines(pieces: Sequence[_Unit], line_em: float) -> int:
    count, width, length = 1, pieces[0].width, pieces[0].units
    for piece in pieces[1:]:
        space = 1.0 if piece.gap else 0.0
        if width + piece.gap + piece.width > line_em or length + space + piece.units > MAX_LINE_UNITS:
            count, width, length = count + 1, piece.width, piece.units
        else:
            width += piece.gap + piece.width
            length += space + piece.units
    return count


def _balanced(pieces: Sequence[_Unit], count: int, page_ends: Sequence[int], line_em: float) -> list[str]:
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
        gap = pieces[start + 1].gap if start + 1 < end else 0.0
        width += pieces[start].width + gap
        length += pieces[start].units + (1.0 if gap else 0.0)
        if (width > line_em or length > MAX_LINE_UNITS) and start + 1 < end:
            break
        orphan = (0.5 * line_em) ** 2 if start + 1 == end and length < _ORPHAN_UNITS else 0.0
        cost = before[start][0] + width**2 + break_cost + orphan
        if cost < best[0]:
            best = (cost, start)
    return best


def _break_cost(pieces: Sequence[_Unit], end: int, line_em: float) -> float:
    if end == len(pieces):
        return 0.0
    last, following = pieces[end - 1].text, pieces[end].text
    if last.endswith(_PAUSES):
        return -((0.2 * line_em) ** 2)
    if not pieces[end].gap:
        return 0.0
    if len(last) <= 3 or last.lower() in _LEADING:
        return (0.15 * line_em) ** 2
    return -((0.12 * line_em) ** 2) if following.lower() in _LEADING else 0.0


def _join(pieces: Sequence[_Unit]) -> str:
    return pieces[0].text + "".join((" " if piece.gap else "") + piece.text for piece in pieces[1:])
