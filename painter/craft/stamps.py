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
"""From one size at which stamps are painted to the next."""


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
    # Sizes are those of a ladder, so that a frame looks the same whichever frames were painted before.
    rung = math.ceil(math.log(max(1e-3, math.hypot(matrix.getScaleX(), matrix.getSkewY())), _ZOOM_STEP) - 1e-6)
    image = stage.kept.get((key, rung))
    if image is None:
        image = stage.kept[key, rung] = _painted(canvas, box, _ZOOM_STEP**rung, draw)
    canvas.drawImageRect(image, box, skia.SamplingOptions())


def _painted(canvas: Any, box: Any, zoom: float, draw: Callable[[Any], None]) -> Any:
    width, height = max(1, math.ceil(box.width() * zoom)), max(1, math.ceil(box.height() * zoom))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
    inner = surface.getCanvas()
    inner.scale(width / box.width(), height / box.height())
    inner.translate(-box.left(), -box.top())
    draw(canvas.on(inner) if isinstance(canvas, InkedCanvas) else inner)
    return brush.doubled(surface.makeImageSnapshot())
