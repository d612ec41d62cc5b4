"""Stamps: what only moves as a whole is painted when it is first seen, and copied from then on."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import skia

from painter.craft import brush
from painter.craft.ink import InkedCanvas
from painter.craft.stage import Stage

_ZOOM_STEP = 1.15
"""A stamp is painted anew when it is seen this much larger."""


def stamp(canvas: Any, stage: Stage, key: object, box: Any, draw: Callable[[Any], None]) -> None:
    """Draw something that never changes but for where and how large it is.

    Args:
        canvas: Where to draw, moved to where it stands.
        stage: Keeps the picture.
        key: Tells it from all others of the stage.
        box: What it fills at most, a rectangle.
        draw: Paints it on a canvas.
    """
    matrix = canvas.getTotalMatrix()
    zoom = math.hypot(matrix.getScaleX(), matrix.getSkewY())
    kept = stage.kept.get(key)
    if kept is None or not 1 / _ZOOM_STEP**2 < zoom / kept[0] <= 1:
        zoom *= math.sqrt(_ZOOM_STEP)
        kept = stage.kept[key] = zoom, _painted(canvas, box, zoom, draw)
    canvas.drawImageRect(kept[1], box, skia.SamplingOptions())


def _painted(canvas: Any, box: Any, zoom: float, draw: Callable[[Any], None]) -> Any:
    width, height = max(1, math.ceil(box.width() * zoom)), max(1, math.ceil(box.height() * zoom))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
    inner = surface.getCanvas()
    inner.scale(width / box.width(), height / box.height())
    inner.translate(-box.left(), -box.top())
    draw(canvas.on(inner) if isinstance(canvas, InkedCanvas) else inner)
    return brush.doubled(surface.makeImageSnapshot())
