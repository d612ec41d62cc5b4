"""Stamps: what only moves as a whole is painted when it is first seen, and copied from then on."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft import brush
from painter.craft.ink import InkedCanvas
from painter.craft.stage import Stage

_ZOOM_STEP = 1.15
"""From one size at which stamps are painted to the next."""

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_DOUBLED_UP_TO_PX, _LARGEST_PX = 400 * 400, 700 * 700
_MESH = 11
"""Lines of the mesh by which a stamp is bent, in each direction."""

_CORNERS = [
    corner
    for place in (row * _MESH + column for row in range(_MESH - 1) for column in range(_MESH - 1))
    for corner in (place, place + 1, place + _MESH, place + 1, place + _MESH + 1, place + _MESH)
]
"""The corners of the mesh's triangles."""

Places = NDArray[np.float64]


class Bent(NamedTuple):
    """That a stamp is bent.

    Attributes:
        key: Tells this way and moment of bending from all others.
        moved: Where places go that are given in shares of the box: from its left, from its top.
    """

    key: object
    moved: Callable[[Places, Places], tuple[Places, Places]]


def stamp(
    canvas: Any, stage: Stage, key: object, box: Any, draw: Callable[[Any], None], bent: Bent | None = None
) -> None:
    """Draw something that never changes but for where and how large it is, and how it is bent.

    Args:
        canvas: Where to draw, moved to where it stands.
        stage: Keeps the picture.
        key: Tells it from all others of the stage.
        box: What it fills at most, a rectangle.
        draw: Paints it on a canvas.
        bent: How it is bent.
    """
    matrix = canvas.getTotalMatrix()
    # Sizes are those of a ladder, so that a frame looks the same whichever frames were painted before.
    rung = math.ceil(math.log(max(1e-3, math.hypot(matrix.getScaleX(), matrix.getSkewY())), _ZOOM_STEP) - 1e-6)
    image = stage.kept.get((key, rung))
    if image is None:
        image = stage.kept[key, rung] = _painted(canvas, box, _ZOOM_STEP**rung, draw)
    if bent is None:
        canvas.drawImageRect(image, box, skia.SamplingOptions())
        return
    shown = stage.kept.get((key, rung, bent.key))
    if shown is None:
        shown = stage.kept[key, rung, bent.key] = _bent(image, bent)
    canvas.drawImageRect(shown, box, skia.SamplingOptions() if shown.width() == image.width() else _LINEAR)


def _bent(image: Any, bent: Bent) -> Any:
    """A doubled picture, bent by a mesh; large ones are not doubled, since there are many of them."""
    area_px = image.width() * image.height() / 4
    scale = min(0.5, 0.5 * math.sqrt(_LARGEST_PX / area_px))
    width, height = max(1, math.ceil(image.width() * scale)), max(1, math.ceil(image.height() * scale))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
    down, across = (part.ravel() for part in np.meshgrid(*[np.linspace(0, 1, _MESH)] * 2, indexing="ij"))
    x, y = bent.moved(across, down)
    seen = [skia.Point(*point) for point in zip((x * width).tolist(), (y * height).tolist(), strict=True)]
    painted = [
        skia.Point(*point)
        for point in zip((across * image.width()).tolist(), (down * image.height()).tolist(), strict=True)
    ]
    clear = skia.TileMode.kDecal
    paint = skia.Paint(AntiAlias=True, Shader=image.makeShader(clear, clear, _LINEAR))
    triangles = skia.Vertices.VertexMode.kTriangles_VertexMode
    surface.getCanvas().drawVertices(skia.Vertices(triangles, seen, painted, None, _CORNERS), paint)
    made = surface.makeImageSnapshot()
    return brush.doubled(made) if area_px <= _DOUBLED_UP_TO_PX else made


def _painted(canvas: Any, box: Any, zoom: float, draw: Callable[[Any], None]) -> Any:
    width, height = max(1, math.ceil(box.width() * zoom)), max(1, math.ceil(box.height() * zoom))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
    inner = surface.getCanvas()
    inner.scale(width / box.width(), height / box.height())
    inner.translate(-box.left(), -box.top())
    draw(canvas.once_on(inner) if isinstance(canvas, InkedCanvas) else inner)
    return brush.doubled(surface.makeImageSnapshot())
