"""Writes the emoji of burnt-in captions as a transparent video, which is laid over the film and its letters."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media.captions.ass import GROWN_PERCENT, moments, runs, steps, to_cents
from media.captions.layout import CaptionLine, Page, WordTiming
from media.captions.line_breaks import Measure
from media.captions.looks import look_of
from media.captions.model import Style
from media.captions.typefaces import ruler, typeface_of
from media.writing.breaks import clusters
from media.writing.direction import has_right_to_left, way_of
from media.writing.emoji import is_picture, painted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_SIDE_EM = 1.14
_FADE_STEPS = 4
_CENTS_PER_S = 100
_NEVER_CS = 10**7


@dataclass(frozen=True, kw_only=True)
class EmojiOverlay:
    """The transparent video of a film's emoji, and where in the film its upper left corner goes, in pixels."""

    path: Path
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class _PlacedEmoji:
    """An emoji at one moment; `x`, `y` is its middle in pixels."""

    cluster: str
    x: float
    y: float
    side_px: float
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class _Emoji:
    """An emoji of a page at rest, the spoken word it belongs to, and when it appears, in hundredths of a second."""

    rest: _PlacedEmoji
    word: WordTiming | None
    word_x: float
    from_cs: int


def write_overlay(path: Path, pages: Sequence[Page], size: tuple[int, int], style: Style) -> EmojiOverlay | None:
    """Write the overlay of the pages' emoji, as a MOV; None if they have none.

    Args:
        path: The file.
        pages: As laid out, in order of time.
        size: Width and height of the frames in pixels.
        style: Decides how words appear.
    """
    shown = [change for page in pages for change in _Pictures(page, style).changes()]
    everything = [one for _, placed in shown for one in placed]
    if not everything:
        return None
    left, top, right, bottom = _box(everything, size)
    # The frame at 0 starts the overlay's clock; the last one, a day later, makes it outlast any film it is laid over.
    # Where one page follows another at once, `dict` keeps the later one's frame.
    frames: dict[int, tuple[_PlacedEmoji, ...]] = {0: (), **dict(shown), _NEVER_CS: ()}
    with _writing(path, right - left, bottom - top) as write:
        for time_cs in sorted(frames):
            write(time_cs, _painted(frames[time_cs], left, top, right - left, bottom - top))
    return EmojiOverlay(path=path, left=left, top=top)


class _Pictures:
    """The emoji of one page, and how they change."""

    def __init__(self, page: Page, style: Style) -> None:
        self._page, self._look = page, look_of(style)
        self._width: Measure = ruler(typeface_of(style), page.language).width_em
        self._start, self._end = to_cents(page.start_s), to_cents(page.end_s)
        self._fade = self._look.fade_ms // 10
        turned = any(has_right_to_left(line.text) for line in page.lines)
        self._moments = list(moments(page)) if self._look.word == "pop" and not turned else []
        self._emoji = list(self._found())

    def changes(self) -> Iterator[tuple[int, tuple[_PlacedEmoji, ...]]]:
        """Each time at which something changes, in hundredths of a second, and what is seen from then on."""
        if not self._emoji:
            return
        for time in sorted({time for time in self._times() if self._start <= time < self._end}):
            yield time, tuple(self._at(one, time) for one in self._emoji if one.from_cs <= time)
        yield self._end, ()

    def _times(self) -> Iterator[int]:
        yield self._start
        yield from (one.from_cs for one in self._emoji)
        yield from (to_cents(start_s) for start_s, _, _ in self._moments)
        for step in range(_FADE_STEPS + 1 if self._fade else 0):
            yield self._start + self._fade * step // _FADE_STEPS
            yield self._end - self._fade * step // _FADE_STEPS

    def _at(self, one: _Emoji, time: int) -> _PlacedEmoji:
        """An emoji at a time: faded at the page's ends, larger with its word while that is spoken."""
        placed = one.rest
        if self._fade:
            seen = min(time - self._start, self._end - time) + self._fade / _FADE_STEPS / 2
            placed = replace(placed, opacity=min(1.0, seen / self._fade))
        said = [word for start_s, _, word in self._moments if to_cents(start_s) <= time]
        if said and one.word is not None and said[-1] is one.word:
            grown = GROWN_PERCENT / 100
            x = one.word_x + (placed.x - one.word_x) * grown
            placed = replace(placed, x=x, side_px=placed.side_px * grown)
        return placed

    def _found(self) -> Iterator[_Emoji]:
        lines = list(runs(self._page))
        typed = steps(self._page, lines) if self._look.word == "type" else [[(self._start, "")]] * len(lines)
        for (line, parts), appearing in zip(lines, typed, strict=True):
            offset = 0
            for run in parts:
                begin, end = offset, offset + len(run.text)
                for cluster in clusters(run.text):
                    if is_picture(cluster):
                        rest = _PlacedEmoji(
                            cluster, self._x(line, offset, offset + len(cluster)), line.y, self._side_px
                        )
                        yield _Emoji(rest, run.word, self._x(line, begin, end), _appears(appearing, offset))
                    offset += len(cluster)

    @property
    def _side_px(self) -> float:
        return self._page.em_px * _SIDE_EM

    def _x(self, line: CaptionLine, start: int, end: int) -> float:
        """The middle of a part of a line, in pixels."""
        left_em = _left_em(line.text, start, end, self._width, base=-1 if line.to_left else 1)
        middle_em = left_em + (self._width(line.text[start:end]) - self._width(line.text)) / 2
        return line.x + middle_em * self._page.em_px


def _appears(steps_cs: Sequence[tuple[int, str]], offset: int) -> int:
    """When the letter at this offset of a line is typed."""
    for time, text in steps_cs:
        offset -= len(text)
        if offset < 0:
            return time
    return steps_cs[-1][0]


def _left_em(text: str, start: int, end: int, width: Measure, *, base: int) -> float:
    """How far from a line's left edge a part of it without letters begins, in em.

    Between letters that run against the line's direction (`base`: 1 to the right, -1 to the left) it stands within
    their run; elsewhere it follows the line's own direction (Unicode TR 9, rules N1 and N2).
    """
    ways = [way for cluster in clusters(text) for way in _ways(cluster)]
    within = _first(ways[:start][::-1]) == _first(ways[end:]) == -base
    first, last = _run(ways, start, end, base) if within else (start, end)
    if base > 0:
        return width(text[:first]) + width(text[end:last])
    return width(text[last:]) + width(text[first:start])


def _ways(cluster: str) -> list[int]:
    """The direction of each character: 1 for letters written to the right, -1 to the left, 0 for the rest."""
    if is_picture(cluster):
        return [0] * len(cluster)
    return [way_of(char) for char in cluster]


def _first(ways: Sequence[int]) -> int:
    return next((way for way in ways if way), 0)


def _run(ways: Sequence[int], start: int, end: int, base: int) -> tuple[int, int]:
    """The range of letters of the other direction around a part of a line."""
    while start and ways[start - 1] != base:
        start -= 1
    while end < len(ways) and ways[end] != base:
        end += 1
    letters = [index for index in range(start, end) if ways[index]]
    return letters[0], letters[-1] + 1


def _box(placed: Sequence[_PlacedEmoji], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom around all emoji within the frame; even, as pairs of pixels share their chroma."""
    left = min(one.x - one.side_px / 2 for one in placed)
    top = min(one.y - one.side_px / 2 for one in placed)
    right = max(one.x + one.side_px / 2 for one in placed)
    bottom = max(one.y + one.side_px / 2 for one in placed)
    first = max(0, int(left) // 2 * 2 - 2), max(0, int(top) // 2 * 2 - 2)
    last = min(size[0], int(right) // 2 * 2 + 4), min(size[1], int(bottom) // 2 * 2 + 4)
    return (*first, max(last[0], first[0] + 2), max(last[1], first[1] + 2))


def _painted(placed: Sequence[_PlacedEmoji], left: int, top: int, width: int, height: int) -> Picture:
    """The emoji on a transparent ground, RGBA."""
    import numpy as np
    import skia

    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    for one in placed:
        image = painted(one.cluster)
        scale = one.side_px / max(image.width(), image.height())
        wide, high = round(image.width() * scale), round(image.height() * scale)
        place = skia.Rect.MakeXYWH(round(one.x - left - wide / 2), round(one.y - top - high / 2), wide, high)
        canvas.drawImageRect(image, place, smooth, skia.Paint(Alphaf=one.opacity))
    picture: Any = surface.makeImageSnapshot().toarray(
        colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kUnpremul_AlphaType
    )
    return np.ascontiguousarray(picture)


@contextlib.contextmanager
def _writing(path: Path, width: int, height: int) -> Iterator[Callable[[int, Picture], None]]:
    """Yields a function that writes a frame with its time in hundredths of a second; times must rise."""
    import av

    with av.open(f"file:{path}", "w", format="mov") as container:
        stream = container.add_stream("png", rate=_CENTS_PER_S, options={"compression_level": "1"})
        stream.width, stream.height, stream.pix_fmt = width, height, "rgba"

        def write(time_cs: int, picture: Picture) -> None:
            frame = av.VideoFrame.from_ndarray(picture, format="rgba")
            frame.pts, frame.time_base = time_cs, Fraction(1, _CENTS_PER_S)
            container.mux(stream.encode(frame))

        yield write
        container.mux(stream.encode(None))
