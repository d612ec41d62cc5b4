"""One picture of several films: a row of frames for each, with its name, the first one marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from media.contact_sheet import MAX_SHEET_BYTES, encode_jpeg, typeface
from media.frames import read_frames
from media.probe import probe

_WIDTH_PX, _GUTTER_PX, _LABEL_PX = 768, 4, 24
_GROUND, _MARK = (18, 18, 20, 255), (255, 196, 61)
_COLUMNS = ((2.0, 3), (1.2, 4), (0.8, 6), (0.0, 8))
"""Frames in a row, by the least width over height of the films."""


class SheetTake(NamedTuple):
    """A film, and what stands over its row."""

    film: Path
    label: str


def takes_sheet(takes: Sequence[SheetTake]) -> bytes:
    """Draw the sheet, a JPEG small enough for an answer.

    Args:
        takes: The films, best first.

    Raises:
        UnsupportedMediaError: A film cannot be decoded.
    """
    import numpy as np
    import skia

    infos = [probe(one.film) for one in takes]
    columns = next(count for aspect, count in _COLUMNS if infos[0].width / infos[0].height >= aspect)
    tile_px = (_WIDTH_PX - (columns + 1) * _GUTTER_PX) // columns
    rows = []
    for one, info in zip(takes, infos, strict=True):
        side_px = int(tile_px * max(1.0, info.height / info.width))
        times_s = [info.duration_s * (index + 0.5) / columns for index in range(columns)]
        rows.append(read_frames(one.film, times_s, side_px, roughly=True))
    heights = [max(tile.shape[0] for tile in row) for row in rows]
    total = _GUTTER_PX + sum(height + _LABEL_PX + 2 * _GUTTER_PX for height in heights)
    pixels = np.full((total, _WIDTH_PX, 4), _GROUND, np.uint8)
    tops, top = [], _GUTTER_PX
    for row, height in zip(rows, heights, strict=True):
        tops.append(top)
        for index, tile in enumerate(row):
            left = _GUTTER_PX + index * (tile_px + _GUTTER_PX)
            shown = tile[:, :tile_px]
            pixels[top + _LABEL_PX : top + _LABEL_PX + shown.shape[0], left : left + shown.shape[1], :3] = shown
        top += height + _LABEL_PX + 2 * _GUTTER_PX
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType)
    _label(surface.getCanvas(), [one.label for one in takes], tops)
    return encode_jpeg(surface.makeImageSnapshot(), MAX_SHEET_BYTES)


def _label(canvas: Any, labels: Sequence[str], tops: Sequence[int]) -> None:
    """Write what stands over the rows; the first is marked."""
    import skia

    font = skia.Font(typeface(), 14)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    for index, (label, top) in enumerate(zip(labels, tops, strict=True)):
        colour = skia.ColorSetRGB(*_MARK) if index == 0 else skia.ColorSetRGB(225, 225, 228)
        said = f"{label}, the film" if index == 0 else label
        canvas.drawString(said, _GUTTER_PX + 2, top + _LABEL_PX - 7, font, skia.Paint(Color=colour, AntiAlias=True))
