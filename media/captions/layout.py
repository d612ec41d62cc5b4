"""Where captions stand and where their lines break: measured with the real font, inside the safe area of the frame.

A cue too long for its lines is shown as several pages one after the other; only when the cue is too short for that do
the lines become more and, in the end, smaller.
"""

from __future__ import annotations

import functools
import itertools
import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from media.captions.emoji import clusters
from media.captions.looks import Rescue, look_of
from media.captions.model import Cue, Platform, Position, Style
from media.captions.typefaces import face_of, ruler, without_missing_pictures
from media.captions.words import with_words

LINE_PITCH_EM = 1.24
"""From one baseline to the next."""

Measure = Callable[[str], float]

MAX_LINES = 2
MAX_LINE_UNITS = 42.0
"""Longest line in narrow characters."""

WIDE_UNITS = 42 / 16
"""What a Chinese, Japanese or Korean character counts as: 16 of them fill a line."""

_PLATFORMS = Path(__file__).parent / "data" / "platforms.yaml"
_MIN_PAGE_S = 1.0
_ORPHAN_UNITS = 6
_SHRINK = (1.0, 0.86, 0.74, 0.62, 0.5)
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


@dataclass(frozen=True, kw_only=True)
class SafeArea:
    """The part of a frame where captions are neither cut off nor covered by a player's own controls.

    Attributes:
        left, top, right, bottom: Its edges in pixels.
        em_px: Font size in pixels.
        max_lines: Lines shown at a time.
    """

    left: float
    top: float
    right: float
    bottom: float
    em_px: float
    max_lines: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text; `x`, `y` is its middle in pixels."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """When a word is spoken, and where it stands in the page's text: characters from, to, white space not counted."""

    start_s: float
    end_s: float
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is shown at a time: lines from top to bottom, and the box around them in pixels.

    `rescue` is what the picture beneath makes necessary.
    """

    em_px: float
    lines: tuple[Line, ...]
    left: float
    top: float
    right: float
    bottom: float
    start_s: float = 0.0
    end_s: float = 0.0
    spoken: tuple[Spoken, ...] = ()
    rescue: Rescue | None = None

    def shows(self, time_s: float) -> bool:
        """Whether it is what is shown at a time in seconds."""
        return self.start_s <= time_s < self.end_s


def safe_area(width: int, height: int, platform: Platform = "any", size: float = 1.0) -> SafeArea:
    """The safe area and type size of a frame.

    Text stands in the middle of the frame, so the area is as far from the left edge as from the right.

    Args:
        width: Frame width in pixels, as displayed.
        height: Frame height in pixels, as displayed.
        platform: Whose buttons it keeps clear of.
        size: Type size as a share of the usual one.
    """
    shape, em_px = _shape(width, height)
    margins = _platforms()[platform][shape]
    sides = max(margins["left"], margins["right"])
    return SafeArea(
        left=width * sides,
        top=height * margins["top"],
        right=width * (1 - sides),
        bottom=height * (1 - margins["bottom"]),
        em_px=max(9.0, em_px * size),
        max_lines=MAX_LINES,
    )


@functools.cache
def _platforms() -> dict[str, dict[str, Any]]:
    import yaml

    return dict(yaml.safe_load(_PLATFORMS.read_text(encoding="utf-8")))


def _shape(width: int, height: int) -> tuple[str, float]:
    """The name of a frame's shape, and the usual type size on it in pixels."""
    ratio = width / height
    if ratio < 0.65:
        return "tall", width * 0.066
    if ratio < 0.9:
        return "upright", width * 0.058
    if ratio < 1.2:
        return "square", width * 0.05
    return "wide", min(height * 0.057, width * 0.035)


def units(text: str) -> float:
    """Length of a text in narrow characters; marks and joiners count nothing."""
    return sum(_units(char) for char in text)


def _units(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return WIDE_UNITS if unicodedata.east_asian_width(char) in ("W", "F") else 1.0


def lay_out(
    cues: Sequence[Cue], width: int, height: int, style: Style, position: Position, platform: Platform = "any"
) -> list[Page]:
    """Pages of lines for a frame of this size in pixels, in order of time.

    Args:
        cues: Valid cues (see `media.captions.model.validate_cues`).
        width: Frame width in pixels, as displayed.
        height: Frame height in pixels, as displayed.
        style: Decides the typeface.
        position: Where in the safe area the lines stand.
        platform: Whose buttons the safe area keeps clear of.
    """
    look = look_of(style)
    area = safe_area(width, height, platform, look.size)
    measure = ruler(face_of(style)).width_em
    cues = [with_words(cue) for cue in cues] if look.needs_words else cues
    shown = (replace(cue, text=without_missing_pictures(cue.text)) for cue in cues)
    return [page for cue in shown if cue.text for page in _pages(cue, area, measure, position)]


def _pages(cue: Cue, area: SafeArea, measure: Measure, position: Position) -> Iterator[Page]:
    room = int((cue.end_s - cue.start_s) / _MIN_PAGE_S)
    sheets: list[tuple[str, ...]] = []
    em_px = area.em_px
    for scale in _SHRINK:
        em_px = area.em_px * scale
        sheets = paginate(cue.text, (area.right - area.left) / em_px, measure, area.max_lines, max(1, room))
        tallest = max(map(len, sheets)) * em_px * LINE_PITCH_EM
        if tallest <= (area.bottom - area.top) * 0.9:
            break
    spoken, offset = _spoken(cue), 0
    starts_s = _starts(cue, sheets, spoken)
    for sheet, start_s, end_s in zip(sheets, starts_s, [*starts_s[1:], cue.end_s], strict=True):
        size = _size(sheet)
        here = [word for word in spoken if offset <= word.first < offset + size]
        moved = tuple(
            Spoken(max(start_s, word.start_s), min(end_s, word.end_s), word.first - offset, word.last - offset)
            for word in here
        )
        page = _placed(sheet, em_px, area, measure, position)
        yield replace(page, start_s=start_s, end_s=end_s, spoken=moved)
        offset += size


def _spoken(cue: Cue) -> list[Spoken]:
    result: list[Spoken] = []
    offset = 0
    for word in cue.words:
        size = _size([without_missing_pictures(word.text)])
        result.append(Spoken(word.start_s, word.end_s, offset, offset + size))
        offset += size
    return result


def _size(lines: Sequence[str]) -> int:
    """Characters, white space not counted."""
    return sum(len("".join(line.split())) for line in lines)


def _starts(cue: Cue, sheets: Sequence[Sequence[str]], spoken: Sequence[Spoken]) -> list[float]:
    """When each page appears: with its first word if the words' times are known, else by its share of the text."""
    total = sum(map(_weight, sheets))
    starts_s, read, offset = [cue.start_s], 0, 0
    for sheet in sheets[:-1]:
        read, offset = read + _weight(sheet), offset + _size(sheet)
        guess_s = cue.start_s + (cue.end_s - cue.start_s) * read / total
        first_s = next((word.start_s for word in spoken if word.last > offset), guess_s)
        starts_s.append(min(cue.end_s, max(starts_s[-1], first_s)))
    return starts_s


def _weight(sheet: Sequence[str]) -> int:
    """How long a page takes to read; the constant is the eye's jump to it."""
    return 8 + sum(map(len, sheet))


def _placed(sheet: Sequence[str], em_px: float, area: SafeArea, measure: Measure, position: Position) -> Page:
    pitch = em_px * LINE_PITCH_EM
    height = pitch * len(sheet)
    top = {
        "top": area.top,
        "middle": (area.top + area.bottom - height) / 2,
        "bottom": area.bottom - height,
    }[position]
    middle = (area.left + area.right) / 2
    half = max(map(measure, sheet)) * em_px / 2
    return Page(
        em_px=em_px,
        lines=tuple(Line(text=text, x=middle, y=top + pitch * (i + 0.5)) for i, text in enumerate(sheet)),
        left=middle - half,
        top=top,
        right=middle + half,
        bottom=top + height,
    )


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
class _Piece:
    """What is never broken: a word, a character of a script without spaces, a part of a word wider than a line."""

    text: str
    width: float
    units: float
    gap: float  # of the space before it, 0 if there is none


def _pieces(text: str, line_em: float, measure: Measure) -> list[_Piece]:
    space = measure(" ")
    result: list[_Piece] = []
    for word in text.split():
        for index, part in enumerate(_parts(word, line_em, measure)):
            result.append(_Piece(part, measure(part), units(part), 0.0 if index else space))
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
    """Scripts that break between any two characters. Korean is wide too, but has spaces."""
    return unicodedata.east_asian_width(char) in ("W", "F") and not "\uac00" <= char <= "\ud7a3"


def _count_lines(pieces: Sequence[_Piece], line_em: float) -> int:
    count, width, length = 1, pieces[0].width, pieces[0].units
    for piece in pieces[1:]:
        space = 1.0 if piece.gap else 0.0
        if width + piece.gap + piece.width > line_em or length + space + piece.units > MAX_LINE_UNITS:
            count, width, length = count + 1, piece.width, piece.units
        else:
            width += piece.gap + piece.width
            length += space + piece.units
    return count


def _balanced(pieces: Sequence[_Piece], count: int, page_ends: Sequence[int], line_em: float) -> list[str]:
    """Exactly `count` lines, as even as can be, better broken after punctuation than after a short word.

    That counts most where a page ends.
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
    before: Sequence[tuple[float, int]], pieces: Sequence[_Piece], end: int, line_em: float, weight: float
) -> tuple[float, int]:
    """Cost and first piece of the best last line that ends before piece `end`, after the lines in `before`."""
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


def _break_cost(pieces: Sequence[_Piece], end: int, line_em: float) -> float:
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


def _join(pieces: Sequence[_Piece]) -> str:
    return pieces[0].text + "".join((" " if piece.gap else "") + piece.text for piece in pieces[1:])
