"""Shows a still picture on a card: in the style's frame, moving slowly behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import skia

from media import picture
from painter.craft import brush
from painter.craft.camera import glide
from painter.craft.stage import Stage
from painter.scenery import photo
from painter.text.entrances import Box

_ZOOM = 0.10
_WIDEST, _NARROWEST = 2.4, 0.5
"""Beyond these a picture is a chart, a map or a long page: all of it is shown all the time."""

_ROUND = {"cinematic": 0.008, "flat": 0.016, "neon": 0.012}
_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


def framed(stage: Stage, pictures: Sequence[Path], index: int, room: Box) -> tuple[Box, Callable[[Any, float], None]]:
    """Fit a whole picture into an area, keeping its shape.

    Args:
        stage: The film's layout.
        pictures: The pictures given to the film.
        index: Which of them, from 0.
        room: Left, top, right and bottom in pixels.

    Returns:
        Its place, and a function that paints it at a time in seconds.

    Raises:
        InvalidInputError: There are not that many pictures.
        UnsupportedMediaError: The picture cannot be read.
    """
    path = photo.chosen(pictures, index)
    aspect = picture.check(path)
    grows = _ZOOM if _NARROWEST <= aspect <= _WIDEST else 0.0
    left, top, right, bottom = room
    wide = min(right - left, (bottom - top) * aspect)
    high = wide / aspect
    x, y = (left + right - wide) / 2, (top + bottom - high) / 2
    image = _read(path, max(1, round(wide * (1 + grows))), max(1, round(high * (1 + grows))))
    box = skia.Rect(x, y, x + wide, y + high)
    radius = _ROUND.get(stage.plan.style, 0.0) * stage.unit

    def draw(canvas: Any, time_s: float) -> None:
        share = glide(time_s / stage.plan.duration_s)
        zoom = (1 + grows * share) / (1 + grows)
        canvas.save()
        canvas.clipRRect(skia.RRect.MakeRectXY(box, radius, radius), True)
        canvas.translate(x + wide * (0.5 - 0.1 * grows * (1 - share)), y + high / 2)
        canvas.scale(zoom, zoom)
        canvas.drawImage(image, -image.width() / 2, -image.height() / 2, _LINEAR)
        canvas.restore()
        _edge(canvas, stage, box, radius)

    return (x, y, x + wide, y + high), draw


def _edge(canvas: Any, stage: Stage, box: Any, radius: float) -> None:
    """The frame around it, in styles that have one."""
    unit, colours = stage.unit, stage.plan.palette
    match stage.plan.style:
        case "paper":
            canvas.drawRect(box, brush.stroke("#fffdf6", 0.018 * unit))
        case "neon":
            canvas.drawRoundRect(box, radius, radius, brush.stroke(colours.accent, 0.006 * unit))
        case "blueprint":
            canvas.drawRect(box, brush.stroke(colours.light, max(1.0, 0.003 * unit)))
        case "pixel":
            canvas.drawRect(box, brush.stroke("#ffffff", max(2.0, 0.008 * unit)))
        case _:
            pass


def _read(path: Path, width: int, height: int) -> Any:
    pixels = photo.read(path, width, height)
    opaque = np.full((*pixels.shape[:2], 1), 255, np.uint8)
    return skia.Image.fromarray(
        np.ascontiguousarray(np.concatenate([pixels, opaque], axis=2)), skia.kRGBA_8888_ColorType
    ).makeRasterImage()
