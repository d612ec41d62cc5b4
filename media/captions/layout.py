"""Lays captions out: their lines, measured with the real font, inside the safe area of the frame.

A cue with more text than fits its lines is shown as several pages, one after the other. Only when the cue is too short
for that are there more lines at a time and, in the end, smaller letters.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from media.captions.line_breaks import Line, paginate
from media.captions.looks import Rescue, look_of
from media.captions.model import Cue, Platform, Position, Style
from media.captions.typefaces import Ruler, ruler, typeface_of, without_missing_pictures
from media.captions.words import with_words
from media.writing.direction import ways
from media.writing.languages import language
from media.writing.punctuation import in_order

LINE_PITCH_EM = 1.24
"""From one baseline to the next."""

MAX_LINES = 2
_MARGIN_EM = 0.08
_PLATFORMS = Path(__file__).parent / "data" / "platforms.yaml"
_MIN_PAGE_S = 1.0
_SHRINK = (1.0, 0.86, 0.74, 0.62, 0.5)


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
class CaptionLine:
    """A line of a caption; `x`, `y` is its middle in pixels.

    `to_left`: it runs from right to left. `added` is how many characters at its end are not in the caption's text: the
    hyphen of a word that had to be cut.
    """

    text: str
    x: float
    y: float
    to_left: bool = False
    added: int = 0


@dataclass(frozen=True, slots=True)
class WordTiming:
    """When a word is spoken, and its range of characters in the page's text, white space not counted."""

    start_s: float
    end_s: float
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """The lines shown at one time, from top to bottom, and the box around them in pixels.

    `rescue` is added where the picture beneath leaves too little contrast. `language` is that of the ideographs.
    """

    em_px: float
    lines: tuple[CaptionLine, ...]
    left: float
    top: float
    right: float
    bottom: float
    start_s: float = 0.0
    end_s: float = 0.0
    spoken: tuple[WordTiming, ...] = ()
    rescue: Rescue | None = None
    language: str = ""

    def shows(self, time_s: float) -> bool:
        """Whether it is shown at a time in seconds."""
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


def ordered(cues: Sequence[Cue]) -> Sequence[Cue]:
    """The cues with their punctuation behind what it ends (see `media.writing.punctuation`).

    Those whose words have times come from a listener, and are in order.
    """
    if all(cue.text.isascii() or cue.words for cue in cues):
        return cues
    texts = in_order([cue.text for cue in cues])
    return [cue if cue.words else replace(cue, text=text) for cue, text in zip(cues, texts, strict=True)]


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
    face = typeface_of(style)
    cues = ordered(cues)
    cues = [with_words(cue) for cue in cues] if look.needs_words else cues
    shown = [replace(cue, text=without_missing_pictures(cue.text)) for cue in cues]
    spoken = language("\n".join(cue.text for cue in shown))
    return [
        page
        for cue in shown
        if cue.text
        for page in _pages(cue, area, ruler(face, _language(cue.text, spoken)), position)
    ]


def _language(text: str, film: str) -> str:
    """The language of a caption: its own, but the film's where it is of ideographs only, which several share."""
    own = language(text)
    return film if own.startswith("zh") else own


def _pages(cue: Cue, area: SafeArea, face: Ruler, position: Position) -> Iterator[Page]:
    room = int((cue.end_s - cue.start_s) / _MIN_PAGE_S)
    sheets: list[tuple[Line, ...]] = []
    em_px = area.em_px
    for scale in _SHRINK:
        em_px = area.em_px * scale
        sheets = paginate(cue.text, (area.right - area.left) / em_px, face.width_em, area.max_lines, max(1, room))
        tallest = max(sum(above + below for above, below in _reaches(sheet, face)) for sheet in sheets) * em_px
        if tallest <= (area.bottom - area.top) * 0.9:
            break
    spoken, offset = _spoken(cue), 0
    starts_s = _starts(cue, sheets, spoken)
    to_left = iter(ways([line.text for sheet in sheets for line in sheet]))
    for sheet, start_s, end_s in zip(sheets, starts_s, [*starts_s[1:], cue.end_s], strict=True):
        size = _size(sheet)
        here = [word for word in spoken if offset <= word.first < offset + size]
        moved = tuple(
            WordTiming(max(start_s, word.start_s), min(end_s, word.end_s), word.first - offset, word.last - offset)
            for word in here
        )
        page = _placed(sheet, em_px, area, face, position)
        lines = tuple(replace(line, to_left=next(to_left)) for line in page.lines)
        yield replace(page, lines=lines, start_s=start_s, end_s=end_s, spoken=moved)
        offset += size


def _spoken(cue: Cue) -> list[WordTiming]:
    result: list[WordTiming] = []
    offset = 0
    for word in cue.words:
        size = _letters(without_missing_pictures(word.text))
        result.append(WordTiming(word.start_s, word.end_s, offset, offset + size))
        offset += size
    return result


def _size(lines: Sequence[Line]) -> int:
    """The number of characters of the caption's text, white space not counted."""
    return sum(_letters(line.own) for line in lines)


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _starts(cue: Cue, sheets: Sequence[Sequence[Line]], spoken: Sequence[WordTiming]) -> list[float]:
    """When each page appears: with its first word if word times are known, else by its share of the text.

    Words may be timed badly, or all at once: every page is shown for at least a quarter of an even share.
    """
    total = sum(map(_weight, sheets))
    least_s = (cue.end_s - cue.start_s) / len(sheets) / 4
    starts_s, read, offset = [cue.start_s], 0, 0
    for left, sheet in zip(range(len(sheets) - 1, 0, -1), sheets, strict=False):
        read, offset = read + _weight(sheet), offset + _size(sheet)
        guess_s = cue.start_s + (cue.end_s - cue.start_s) * read / total
        first_s = next((_spoken_at(word, offset) for word in spoken if word.last > offset), guess_s)
        starts_s.append(min(cue.end_s - left * least_s, max(starts_s[-1] + least_s, first_s)))
    return starts_s


def _spoken_at(word: WordTiming, offset: int) -> float:
    """When a character of a word is said: a word that is longer than a page goes on on the next."""
    if word.first >= offset:
        return word.start_s
    return word.start_s + (word.end_s - word.start_s) * (offset - word.first) / (word.last - word.first)


def _weight(sheet: Sequence[Line]) -> int:
    """Relative time to read a page; the constant is for the eye to find it."""
    return 8 + sum(len(line.text) for line in sheet)


def _reaches(sheet: Sequence[Line], face: Ruler) -> list[tuple[float, float]]:
    """How far each line reaches above and below its middle, in em: more where letters stack or have deep tails."""
    half = LINE_PITCH_EM / 2
    reaches = []
    for line in sheet:
        above, below = face.reach_em(line.text)
        reaches.append((max(half, above - face.middle_em + _MARGIN_EM), max(half, below + face.middle_em + _MARGIN_EM)))
    return reaches


def _placed(sheet: Sequence[Line], em_px: float, area: SafeArea, face: Ruler, position: Position) -> Page:
    reaches = _reaches(sheet, face)
    height = sum(above + below for above, below in reaches) * em_px
    top = {
        "top": area.top,
        "middle": (area.top + area.bottom - height) / 2,
        "bottom": area.bottom - height,
    }[position]
    middle = (area.left + area.right) / 2
    half = max(face.width_em(line.text) for line in sheet) * em_px / 2
    lines, y = [], top
    for line, (above, below) in zip(sheet, reaches, strict=True):
        lines.append(CaptionLine(text=line.text, x=middle, y=y + above * em_px, added=line.added))
        y += (above + below) * em_px
    return Page(
        em_px=em_px,
        lines=tuple(lines),
        left=middle - half,
        top=top,
        right=middle + half,
        bottom=top + height,
        language=face.language,
    )
