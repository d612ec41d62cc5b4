"""Still layers painted once: sheets that each frame only copies, moved by the camera."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft.camera import MAX_ZOOM, Framing
from painter.craft.stage import Layer

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_NEAREST = skia.SamplingOptions(skia.FilterMode.kNearest)

_DOUBLED_UP_TO_PX = 1920 * 1088
"""Up to this size of frame, painted layers are kept at twice their size, for speed."""

_STRIPS = 8
_ROW_COST, _SOFT_ROW_COST = 120, 40
"""What each row of a piece costs besides its pixels, in pixels."""
_EDGE_PX = 2
"""How far sampling may reach beyond a sheet's solid part."""

NATIVE = skia.ImageInfo.MakeN32Premul(1, 1).colorType()
"""The order of channels in everything painted: the one that skia's fast blitters use on this platform, which
`skia.kN32_ColorType` does not name in every build."""

_OPAQUE = 255
Pixels = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in whole pixels of the frame."""


@dataclass(frozen=True)
class Placed:
    """Where the camera has a layer at one moment: a point p of it is seen at `zoom * p + (x, y)`, in pixels."""

    zoom: float
    x: float
    y: float

    def apply(self, canvas: Any) -> None:
        """Move and scale a canvas like this."""
        canvas.translate(self.x, self.y)
        if self.zoom != 1:
            canvas.scale(self.zoom, self.zoom)

    def seen(self, box: Any) -> Box:
        """Where a rectangle of the layer is seen, in whole pixels, no smaller than it is."""
        return (
            math.floor(self.zoom * box.left() + self.x) - _EDGE_PX,
            math.floor(self.zoom * box.top() + self.y) - _EDGE_PX,
            math.ceil(self.zoom * box.right() + self.x) + _EDGE_PX,
            math.ceil(self.zoom * box.bottom() + self.y) + _EDGE_PX,
        )


def overlap(one: Box, other: Box) -> Box:
    """What two boxes have in common; its right or lower side comes before the other if that is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def united(layers: list[Layer]) -> list[Layer]:
    """The same layers, with still ones that follow one another and move alike as one."""

    def motion(layer: Layer) -> object:
        return (layer.depth, layer.soft) if layer.still and not layer.drift_px_s else id(layer)

    return [_one(list(alike)) for _, alike in groupby(layers, key=motion)]


def _one(layers: list[Layer]) -> Layer:
    if len(layers) == 1:
        return layers[0]

    def draw(canvas: Any, time_s: float) -> None:
        for layer in layers:
            layer.draw(canvas, time_s)

    bottoms = [layer.bottom_px for layer in layers if layer.bottom_px is not None]
    bottom = max(bottoms) if len(bottoms) == len(layers) else None
    return Layer(
        layers[0].depth, draw, top_px=min(layer.top_px for layer in layers), bottom_px=bottom, soft=layers[0].soft
    )


def apply_framing(canvas: Any, framing: Framing, depth: float) -> None:
    """Move and scale the canvas to where the shot has a layer, before the camera moves."""
    (x, y), (right, down), scale = framing.centre, framing.offset(depth), framing.scale(depth)
    canvas.translate(x + right, y + down)
    canvas.scale(scale, scale)
    canvas.translate(-x, -y)


@dataclass(frozen=True)
class _Piece:
    """A part of a sheet: its place in the sheet, its pixels and the image that shows them."""

    left: int
    top: int
    pixels: Pixels
    image: Any


class Sheet:
    """A still layer, painted once at the size of the camera's closest view and cropped to what is visible of it.

    Args:
        layer: What to paint.
        framing: How the shot frames it.
        seen: The part of the framed layer that is visible at any time of the shot.
        frame_px: Pixels of a frame.
    """

    def __init__(self, layer: Layer, framing: Framing, seen: Any, frame_px: int) -> None:
        def framed(y: float) -> float:
            return (
                framing.centre[1]
                + (y - framing.centre[1]) * framing.scale(layer.depth)
                + framing.offset(layer.depth)[1]
            )

        left, right = math.floor(seen.left()), math.ceil(seen.right())
        # Nothing is painted above and below these lines, unless the layer has no end there.
        top = math.floor(seen.top() if layer.top_px <= 0 else max(framed(layer.top_px), seen.top()))
        bottom = math.ceil(seen.bottom() if layer.bottom_px is None else min(framed(layer.bottom_px), seen.bottom()))
        bottom = max(top + 1, bottom)
        scale = 1.0 if layer.soft else 1 + (MAX_ZOOM - 1) * 0.5 * min(1.0, layer.depth)
        pixels = np.zeros((max(1, math.ceil((bottom - top) * scale)), math.ceil((right - left) * scale), 4), np.uint8)
        canvas = _canvas(pixels)
        canvas.scale(scale, scale)
        canvas.translate(-left, -top)
        apply_framing(canvas, framing, layer.depth)
        layer.draw(canvas, 0.0)
        opacity = np.ascontiguousarray(pixels[..., 3])
        rows, columns = _extent(opacity > 0)
        self._left, self._top = left + columns.start / scale, top + rows.start / scale
        self.open = _open(opacity < _OPAQUE, left, top, scale, seen)
        """The rectangle of the layer beyond which it hides all that is behind it."""
        painted = np.ascontiguousarray(pixels[rows.start : rows.stop, columns.start : columns.stop])
        self._scale, self._sampling = scale, _NEAREST
        if not layer.soft and frame_px > _DOUBLED_UP_TO_PX:
            self._sampling = _LINEAR
        elif not layer.soft:
            painted, self._scale = _doubled(painted), 2 * scale
        whole = [_Piece(0, 0, painted, _image(painted, skia.kPremul_AlphaType))]
        self._pieces = (
            whole if self._sampling == _LINEAR else _pieces(painted, _SOFT_ROW_COST if layer.soft else _ROW_COST)
        )

    def draw(self, canvas: Any, over: Sheet | None = None, share: float = 0.0) -> None:
        """Draw it where the canvas is, and over it another one with an opacity of `share`."""
        canvas.save()
        self.copy(canvas, 1.0)
        canvas.restore()
        if over and share > 0:
            over.copy(canvas, share)

    def copy(self, canvas: Any, opacity: float) -> None:
        """Draw it alone with this opacity; the canvas stays moved and scaled afterwards."""
        canvas.translate(self._left, self._top)
        if self._scale != 1:
            canvas.scale(1 / self._scale, 1 / self._scale)
        paint = skia.Paint(Alphaf=opacity) if opacity < 1 else None
        for piece in self._pieces:
            canvas.drawImage(piece.image, piece.left, piece.top, self._sampling, paint)


def _doubled(pixels: Pixels) -> Pixels:
    """A picture at twice its size, for movement by fractions of a pixel.

    Interpolating in every frame costs ten times as much as copying. So the picture is interpolated once, and each frame
    copies the nearest samples, half a pixel apart. Large frames interpolate, to save memory.
    """
    height, width = pixels.shape[:2]
    doubled = np.zeros((2 * height, 2 * width, 4), np.uint8)
    canvas = _canvas(doubled)
    canvas.scale(2, 2)
    canvas.drawImage(_image(pixels, skia.kPremul_AlphaType), 0, 0, _LINEAR)
    return doubled


def _canvas(pixels: Pixels) -> Any:
    """A canvas that paints into transparent pixels of shape (height, width, 4)."""
    height, width = pixels.shape[:2]
    return skia.Surface.MakeRasterDirect(skia.ImageInfo.MakeN32Premul(width, height), pixels).getCanvas()


def _image(pixels: Pixels, alpha: Any) -> Any:
    """An image of pixels that live as long as it does."""
    return skia.Image.fromarray(pixels, NATIVE, alpha, copy=False)


def _pieces(pixels: Pixels, row_cost: int) -> list[_Piece]:
    """A sheet cut into upright strips, without what is empty, and with the opaque lower part of each strip apart.

    Each pixel of a frame belongs to exactly one piece.
    """
    pieces = []
    for strip in _strips(np.ascontiguousarray(pixels[..., 3]), row_cost):
        for rows, alpha in (
            (slice(strip.top, strip.solid), skia.kPremul_AlphaType),
            (slice(strip.solid, strip.bottom), skia.kOpaque_AlphaType),
        ):
            if rows.start < rows.stop:
                part = np.ascontiguousarray(pixels[rows, strip.left : strip.right])
                pieces.append(_Piece(strip.left, rows.start, part, _image(part, alpha)))
    return pieces


@dataclass(frozen=True)
class _Strip:
    """Columns of a sheet: painted from `top` to `bottom`, and opaque from `solid` on."""

    left: int
    right: int
    top: int
    solid: int
    bottom: int

    def cost(self, row_cost: int) -> float:
        """How long it takes to copy, in pixels that are not opaque; opaque ones take half as long."""
        width = self.right - self.left
        return (self.solid - self.top) * (width + row_cost) + (self.bottom - self.solid) * (0.5 * width + row_cost)


def _strips(opacity: Pixels, row_cost: int) -> list[_Strip]:
    """Strips of a sheet that together take the least time to copy, as far as joining neighbours shows."""
    width = opacity.shape[1]
    count = min(_STRIPS, width)
    strips: list[_Strip] = []
    # Of each strip the most and the least opaque pixel of every row, which is all that joining needs.
    rows: list[tuple[Pixels, Pixels]] = []
    for left, right in pairwise(width * index // count for index in range(count + 1)):
        part = opacity[:, left:right]
        own = part.max(axis=1), part.min(axis=1)
        strip = _strip(left, right, *own)
        both = (np.maximum(rows[-1][0], own[0]), np.minimum(rows[-1][1], own[1])) if rows else own
        joined = _strip(strips[-1].left, right, *both) if strips else strip
        if strips and joined.cost(row_cost) <= strips[-1].cost(row_cost) + strip.cost(row_cost):
            strips[-1], rows[-1] = joined, both
        else:
            strips.append(strip)
            rows.append(own)
    return strips


def _strip(left: int, right: int, most: Pixels, least: Pixels) -> _Strip:
    """The strip between two columns, of whose rows the most and the least opaque pixels are given."""
    rows = np.flatnonzero(most)
    if not len(rows):
        return _Strip(left, right, 0, 0, 0)
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    clear = np.flatnonzero(least[top:bottom] < _OPAQUE)
    return _Strip(left, right, top, top + int(clear[-1]) + 1 if len(clear) else top, bottom)


def _extent(mask: NDArray[np.bool_]) -> tuple[range, range]:
    """The rows and the columns that the true values span; one of each if there are none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return range(1), range(1)
    return range(int(rows[0]), int(rows[-1]) + 1), range(int(columns[0]), int(columns[-1]) + 1)


def _open(mask: NDArray[np.bool_], left: float, top: float, scale: float, seen: Any) -> Any:
    """The smallest rectangle around everything in sight that is not opaque; `mask` tells it of the painted part."""
    bottom = top + len(mask) / scale
    rows, columns = _extent(mask)
    box = skia.Rect.MakeEmpty()
    if mask.any():
        across = left + columns.start / scale, left + columns.stop / scale
        box.join(skia.Rect(across[0], top + rows.start / scale, across[1], top + rows.stop / scale))
    for above, below in ((seen.top(), top), (bottom, seen.bottom())):
        if above < below:
            box.join(skia.Rect(seen.left(), above, seen.right(), below))
    return box
