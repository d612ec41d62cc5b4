"""Draws what speaks for the alarms of a verdict as one picture, for somebody who is asked whether they are right.

On top is the chart of the film over time; below it, for each alarm by its number, the frames before, in and after it.
Where a fault is in the finest detail, which small frames hide, the middle of each frame is shown in its own size too;
where it is in how frames follow each other, four that do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footage.verdicts import Fault, Quality
from footage.video_info import VideoInfo
from media.check_chart import FAULT, MARGIN_PX, WIDTH_PX, timeline
from media.contact_sheet import encode_jpeg, image_of, typeface
from media.frames import read_frames
from media.probe import probe

if TYPE_CHECKING:
    from media.frames import Picture

MOST_BYTES = 700_000
_GAP_PX = 8
_TILES = 4
_TILE_PX = (WIDTH_PX - 2 * MARGIN_PX - (_TILES - 1) * _GAP_PX) // _TILES
_LEFTS_PX = [MARGIN_PX + column * (_TILE_PX + _GAP_PX) for column in range(_TILES)]
_TALLEST_PX = 240
_CROP_PX = 160
_TITLE_PX, _CAPTION_PX = 34, 20
_ASIDE_S = 0.2
_IN = "in it"
_FINE = frozenset({"blur", "blocks", "poor_picture"})
_MOVING = frozenset({"frozen", "duplicate", "morph", "disorder", "flicker"})
_FRAME_BY_FRAME = frozenset({"disorder", "flicker"})
_GROUND, _TEXT = (18, 18, 20), (222, 224, 230)


def evidence_picture(film: Path, quality: Quality, alarms: Sequence[Fault]) -> bytes:
    """Draw it as a JPEG of at most `MOST_BYTES`.

    Args:
        film: The film.
        quality: The judge's own verdict on it.
        alarms: Those of its faults that are shown, in the order of their numbers.

    Raises:
        UnsupportedMediaError: The film cannot be read.
    """
    import skia

    info = probe(film)
    jpeg = timeline(film, quality)  # a picture reads from it as long as it lives, but does not keep it
    chart = skia.Image.MakeFromEncoded(jpeg)
    tall_px = min(_TALLEST_PX, round(_TILE_PX * info.height / info.width))
    heights = [_height_px(one, tall_px) for one in alarms]
    surface = skia.Surface(WIDTH_PX, chart.height() + sum(heights) + MARGIN_PX)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorSetRGB(*_GROUND))
    canvas.drawImageRect(chart, skia.Rect.MakeXYWH(0, 0, WIDTH_PX, chart.height()))
    top = float(chart.height())
    for number, (alarm, height) in enumerate(zip(alarms, heights, strict=True), 1):
        _row(canvas, info, number, alarm, top, tall_px)
        top += height
    return encode_jpeg(surface.makeImageSnapshot(), MOST_BYTES)


def moments(alarm: Fault, info: VideoInfo) -> Iterator[tuple[str, float]]:
    """What is shown of an alarm: the frame before it, two in it, and the one after, each with its time."""
    frame_s = 1 / info.fps if info.fps else 0.04
    last_s = max(0.0, info.duration_s - frame_s / 2)
    aside_s = max(_ASIDE_S, 1.5 * frame_s)
    length_s = alarm.end_s - alarm.start_s
    for name, time_s in (
        ("before", alarm.start_s - aside_s),
        (_IN, alarm.start_s + length_s / 4),
        (_IN, alarm.start_s + 3 * length_s / 4),
        ("after", alarm.end_s + aside_s),
    ):
        yield name, min(max(0.0, time_s), last_s)


def in_order(alarm: Fault, info: VideoInfo) -> list[float]:
    """When four frames of an alarm are shown that follow each other: at once, or over its length where it is slow."""
    frame_s = 1 / info.fps if info.fps else 0.04
    step_s = frame_s if alarm.kind in _FRAME_BY_FRAME else (alarm.end_s - alarm.start_s) / _TILES
    middle_s = (alarm.start_s + alarm.end_s) / 2
    return [max(0.0, middle_s + (n - (_TILES - 1) / 2) * step_s) for n in range(_TILES)]


def _height_px(alarm: Fault, tall_px: int) -> int:
    more = _CROP_PX * (alarm.kind in _FINE) + (_CAPTION_PX + tall_px) * (alarm.kind in _MOVING)
    return _TITLE_PX + _CAPTION_PX + tall_px + _GAP_PX + more


def _row(canvas: Any, info: VideoInfo, number: int, alarm: Fault, top: float, tall_px: float) -> None:
    """One alarm: its title, its frames with their times, and what shows it better."""
    _text(canvas, f"{number}. {alarm.kind}, {alarm.start_s:.2f}-{alarm.end_s:.2f} s: {alarm.reason}", top + 24, 18)
    top += _TITLE_PX
    shown = list(moments(alarm, info))
    side_px = None if alarm.kind in _FINE else 2 * _TILE_PX
    pictures = read_frames(info.path, [time_s for _, time_s in shown], side_px)
    _tiles(canvas, shown, pictures, top, tall_px)
    top += _CAPTION_PX + tall_px
    if alarm.kind in _FINE:
        for (name, _), picture, left in zip(shown, map(_middle, pictures), _LEFTS_PX, strict=True):
            place = (left, top + _GAP_PX / 2, picture.shape[1], picture.shape[0])
            _frame(canvas, picture, place, is_bad=name == _IN)
    if alarm.kind in _MOVING:
        times_s = in_order(alarm, info)
        named = [(_IN, time_s) for time_s in times_s]
        _tiles(canvas, named, read_frames(info.path, times_s, side_px), top, tall_px)


def _tiles(
    canvas: Any, named: Sequence[tuple[str, float]], pictures: Sequence[Picture], top: float, tall_px: float
) -> None:
    """Frames beside each other, each below its name and time."""
    for (name, time_s), picture, left in zip(named, pictures, _LEFTS_PX, strict=True):
        _text(canvas, f"{name}, {time_s:.2f} s", top + 13, 13, left)
        wide_px = min(_TILE_PX, tall_px * picture.shape[1] / picture.shape[0])
        _frame(canvas, picture, (left, top + _CAPTION_PX, wide_px, tall_px), is_bad=name == _IN)


def _middle(picture: Picture) -> Picture:
    """As much of the middle as there is room for."""
    height, width = picture.shape[:2]
    high, wide = min(height, _CROP_PX - _GAP_PX), min(width, _TILE_PX)
    top, left = (height - high) // 2, (width - wide) // 2
    return picture[top : top + high, left : left + wide]


def _frame(canvas: Any, picture: Picture, place: tuple[float, float, float, float], *, is_bad: bool) -> None:
    """A picture at left, top, width, height; those in the alarm have its colour around them."""
    import numpy as np
    import skia

    where = skia.Rect.MakeXYWH(*place)
    image = image_of(np.ascontiguousarray(picture))
    canvas.drawImageRect(image, where, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))
    if is_bad:
        stroke = skia.Paint(Color=skia.ColorSetRGB(*FAULT), Style=skia.Paint.kStroke_Style, StrokeWidth=3)
        canvas.drawRect(where, stroke)


def _text(canvas: Any, text: str, base: float, size_px: float, left: float = MARGIN_PX) -> None:
    import skia

    font = skia.Font(typeface(), size_px)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    canvas.drawString(text, left, base, font, skia.Paint(Color=skia.ColorSetRGB(*_TEXT), AntiAlias=True))
