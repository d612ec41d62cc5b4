"""A film at a glance: a sheet of evenly spaced frames, and one good frame as its poster. Both JPEG."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media.frames import decoded_at, upright
from media.probe import probe

if TYPE_CHECKING:
    from media.frames import Picture

MAX_JPEG_BYTES = 200_000
_SHEET_WIDTH_PX = 1280
_GUTTER_PX = 6
_POSTER_SIDE_PX = 1280
_POSTER_MOMENT = 0.4
_JUDGED_SIDE_PX = 160
_QUALITIES = (88, 80, 70, 60, 45, 30)
_FONT = Path(__file__).parent / "fonts" / "Inter-SemiBold.ttf"


@dataclass(frozen=True)
class Stills:
    """JPEGs of at most `MAX_JPEG_BYTES` each."""

    poster: bytes
    """A representative frame: bright and detailed, not a fade."""
    contact_sheet: bytes
    """Evenly spaced frames with their times."""


def stills(path: Path) -> Stills:
    """Both pictures of a film; the poster is the best frame of the sheet.

    Args:
        path: A video file that `media.probe.probe` accepts.

    Raises:
        UnsupportedMediaError: The file is not a video we can read.
    """
    info = probe(path)
    columns, rows = grid(info.width / info.height)
    count = columns * rows
    moments = [(index + 0.5) / count for index in range(count)]
    times_s = [info.duration_s * moment for moment in moments]
    tile_px = (_SHEET_WIDTH_PX - (columns + 1) * _GUTTER_PX) / columns
    tile_side_px = round(tile_px * max(1.0, info.height / info.width))
    # A moment near the favourite one wins unless another is clearly better.
    order = sorted(range(count), key=lambda index: abs(moments[index] - _POSTER_MOMENT))
    pictures: list[Picture] = []
    best, best_interest = None, -1.0
    for index, (frame, aspect) in enumerate(decoded_at(path, times_s, roughly=True)):
        pictures.append(upright(frame, aspect, tile_side_px))
        interest = _interest(pictures[-1]) * 0.97 ** order.index(index)
        if interest > best_interest:
            best, best_interest = (frame, aspect), interest
    assert best  # noqa: S101 - a sheet has frames
    return Stills(
        poster=encode(image_of(upright(*best, _POSTER_SIDE_PX))),
        contact_sheet=encode(_sheet(pictures, times_s, columns)),
    )


def grid(aspect: float) -> tuple[int, int]:
    """Columns and rows that make a sheet of handy shape from frames of this width over height."""
    if aspect >= 2:
        return 2, 4
    if aspect >= 1.2:
        return 3, 3
    return (4, 3) if aspect >= 0.8 else (5, 2)


def _interest(picture: Picture) -> float:
    """How much there is to see: contrast and edges, little for frames that are nearly black or white."""
    import numpy as np

    step = max(1, max(picture.shape) // _JUDGED_SIDE_PX)
    luma = picture[::step, ::step] @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
    edges = float(np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean())
    mean = float(luma.mean())
    exposure = min(1.0, max(0.02, mean - 12) / 60, max(0.02, 250 - mean) / 30)
    return (float(luma.std()) + 3 * edges + 1) * exposure


def image_of(picture: Picture) -> Any:
    """A picture as skia draws it."""
    import numpy as np
    import skia

    height, width, _ = picture.shape
    rgba = np.dstack((picture, np.full((height, width), 255, np.uint8)))
    return skia.Image.fromarray(rgba, colorType=skia.kRGBA_8888_ColorType)


def _sheet(pictures: list[Picture], times_s: list[float], columns: int) -> Any:
    import skia

    height, width, _ = pictures[0].shape
    rows = -(-len(pictures) // columns)
    surface = skia.Surface(columns * (width + _GUTTER_PX) + _GUTTER_PX, rows * (height + _GUTTER_PX) + _GUTTER_PX)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorSetRGB(18, 18, 20))
    font = skia.Font(typeface(), 13)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    for index, (picture, time_s) in enumerate(zip(pictures, times_s, strict=True)):
        x = _GUTTER_PX + index % columns * (width + _GUTTER_PX)
        y = _GUTTER_PX + index // columns * (height + _GUTTER_PX)
        canvas.drawImage(image_of(picture), x, y)
        _draw_time(canvas, font, clock(time_s), x + 6, y + height - 6)
    return surface.makeImageSnapshot()


@functools.cache
def typeface() -> Any:
    """Of what is written on pictures; read once, for skia keeps every reading for good."""
    import skia

    return skia.Typeface.MakeFromFile(str(_FONT))


def _draw_time(canvas: Any, font: Any, text: str, left: float, bottom: float) -> None:
    import skia

    plate = skia.Rect.MakeXYWH(left, bottom - 19, font.measureText(text) + 12, 19)
    canvas.drawRoundRect(plate, 5, 5, skia.Paint(Color=skia.ColorSetARGB(165, 0, 0, 0), AntiAlias=True))
    canvas.drawString(text, left + 6, bottom - 5, font, skia.Paint(Color=skia.ColorWHITE, AntiAlias=True))


def clock(time_s: float) -> str:
    """Seconds as minutes, seconds and tenths."""
    tenths = round(time_s * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def encode(image: Any) -> bytes:
    """JPEG at the best quality that fits; a picture that never fits is halved."""
    import skia

    for quality in _QUALITIES:
        jpeg = bytes(image.encodeToData(skia.kJPEG, quality))
        if len(jpeg) <= MAX_JPEG_BYTES:
            return jpeg
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear)
    return encode(image.resize(max(1, image.width() // 2), max(1, image.height() // 2), sampling))
