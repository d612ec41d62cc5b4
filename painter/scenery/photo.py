"""Shows a still picture as scenery, split into foreground and background, so that the camera can move between them.

No model is involved. What differs in colour from the picture's border and is near its middle counts as the foreground
(border prior, as in Wei et al., "Geodesic Saliency Using Background Priors", 2012). A guided filter (He et al., 2010)
aligns its edge with the picture's own edges. The hole behind it is filled from its surroundings by push and pull over a
pyramid. A picture without a clear foreground stays in one piece.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from footage.errors import InvalidInputError, UnsupportedMediaError
from media.focus import saliency_of, spread
from media.picture import WHOLE_PICTURE_HINT, check, content_of
from painter.craft.stage import Layer, Stage

FloatImage = NDArray[np.float32]
Mask = NDArray[np.bool_]

BEHIND_DEPTH, FRONT_DEPTH = 0.35, 0.85
_LOOK_PX = 160
_OVERSCAN = 0.10
"""How far the picture reaches beyond the frame on each side, as a share of that side, for the camera to move."""

_DARK = 0xFF16181D
_LIGHT, _NEARLY_OPAQUE = 0.72, 0.98
"""How light the visible part of a transparent picture is, 0 to 1, from which it would not be seen on white."""

_SMALLEST, _LARGEST = 0.02, 0.55
_ONE_PIECE = 0.75
"""The share of all that stands out which must be one connected piece: scattered bits are no foreground."""

_CLEAR = 0.35
"""How much the foreground's mean saliency must exceed the background's for it to be cut out."""


@dataclass(frozen=True)
class SplitPicture:
    """A picture split in two.

    Attributes:
        behind: uint8 (height, width, 3), the picture with its foreground filled in.
        front: uint8 (height, width, 4), premultiplied; None when nothing stands out.
    """

    behind: NDArray[np.uint8]
    front: NDArray[np.uint8] | None


def chosen(pictures: Sequence[Path], index: int) -> Path:
    """The picture of an index that a plan names, from 0.

    Raises:
        InvalidInputError: There are not that many.
    """
    if index >= len(pictures):
        raise InvalidInputError(f"The plan shows picture {index}, counted from 0, but {len(pictures)} were given.")
    return pictures[index]


def layers(stage: Stage, path: Path) -> list[Layer]:
    """The picture as still layers that fill the frame, far to near.

    Args:
        stage: The film's layout.
        path: A PNG, JPEG or WebP file.

    Raises:
        UnsupportedMediaError: It is no such picture, or larger than `MAX_PIXELS`.
    """
    width = round(stage.width * (1 + 2 * _OVERSCAN))
    height = round(stage.height * (1 + 2 * _OVERSCAN))
    return [_layer(stage, depth, image) for depth, image in _sheets(path, path.stat().st_mtime_ns, width, height)]


@functools.lru_cache(maxsize=2)
def _sheets(path: Path, _changed_ns: int, width: int, height: int) -> tuple[tuple[float, Any], ...]:
    """The parts of the picture with their depths; cached for the next beats of the film."""
    found = split_picture(read(path, width, height))
    behind = _image(np.dstack([found.behind, np.full(found.behind.shape[:2], 255, np.uint8)]))
    if found.front is None:
        return ((BEHIND_DEPTH, behind),)
    return (BEHIND_DEPTH, behind), (FRONT_DEPTH, _image(found.front))


def read(path: Path, width: int, height: int) -> NDArray[np.uint8]:
    """The middle of a picture, scaled to cover a size in pixels: uint8 (height, width, 3).

    Raises:
        UnsupportedMediaError: It is not a picture we can read, or larger than `MAX_PIXELS`.
    """
    picture = decoded(path)
    pixels = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(
        skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType), pixels
    )
    canvas = surface.getCanvas()
    canvas.clear(ground_of(picture))
    scale = max(width / picture.width(), height / picture.height())
    canvas.translate((width - picture.width() * scale) / 2, (height - picture.height() * scale) / 2)
    canvas.scale(scale, scale)
    canvas.drawImage(picture, 0, 0, skia.SamplingOptions(skia.CubicResampler.Mitchell()))
    return pixels[..., :3]


def ground_of(picture: Any) -> int:
    """What a picture with transparent parts is laid on: white, as usual, or nearly black where it is white itself."""
    if picture.isOpaque():
        return int(skia.ColorWHITE)
    small = picture.resize(_LOOK_PX, _LOOK_PX, skia.SamplingOptions(skia.FilterMode.kLinear))
    pixels = np.asarray(small.toarray(colorType=skia.kRGBA_8888_ColorType), np.float32)
    weight = pixels[..., 3]
    if weight.mean() > _NEARLY_OPAQUE * 255 or not weight.any():
        return int(skia.ColorWHITE)
    light = float((pixels[..., :3].mean(axis=-1) * weight).sum() / weight.sum() / 255)
    return int(_DARK if light > _LIGHT else skia.ColorWHITE)


def decoded(path: Path) -> Any:
    """A picture as an image of skia.

    Raises:
        UnsupportedMediaError: It is not a picture we can read, or larger than `MAX_PIXELS`.
    """
    check(path)
    try:
        content = content_of(path)
        return skia.Image.MakeFromEncoded(content).makeRasterImage()
    except (RuntimeError, ValueError) as exc:
        raise UnsupportedMediaError(f"{path.name} is a damaged picture.", hint=WHOLE_PICTURE_HINT) from exc


def split_picture(picture: NDArray[np.uint8]) -> SplitPicture:
    """Split a picture, uint8 (height, width, 3), into what stands in front and what lies behind."""
    alpha = _foreground(picture)
    if alpha is None:
        return SplitPicture(picture, None)
    front = np.dstack([picture * alpha[..., None], alpha * 255])
    hole = np.clip(_grown(alpha, max(2, min(picture.shape[:2]) // 90)) * 1.6, 0, 1)
    return SplitPicture(_filled(picture, hole), np.round(front).astype(np.uint8))


def _foreground(picture: NDArray[np.uint8]) -> FloatImage | None:
    """How much each pixel belongs to the foreground, 0..1, or None when nothing clearly does."""
    step = max(1, math.ceil(max(picture.shape[:2]) / _LOOK_PX))
    small = _shrunk(np.asarray(picture, np.float32), step) / np.float32(255)
    saliency = saliency_of(small)
    threshold = _otsu(saliency)
    found = saliency > threshold
    whole = _whole(found)
    mask = whole.astype(np.float32)
    if not _SMALLEST < mask.mean() < _LARGEST or (whole & found).sum() < _ONE_PIECE * found.sum():
        return None
    inside, outside = float(saliency[mask > 0].mean()), float(saliency[mask == 0].mean())
    if inside - outside < _CLEAR:
        return None
    grey = picture.astype(np.float32).mean(axis=2) / 255
    rough = _stretched(mask, picture.shape[0], picture.shape[1], step)
    radius = 2 * step
    soft = _guided(grey, spread(rough, radius), radius, 1e-4)
    return np.asarray(np.clip((soft - 0.3) / 0.4, 0, 1), np.float32)


def _whole(found: Mask) -> Mask:
    """The largest connected piece, with its gaps closed and its holes filled."""
    closed = spread(found.astype(np.float32), 2) > 1e-3
    closed = spread(closed.astype(np.float32), 2) > 1 - 1e-3
    pieces = _pieces(closed)
    if not pieces:
        return found
    largest = np.zeros(found.shape, bool)
    largest[tuple(np.array(max(pieces, key=len)).T)] = True
    height, width = found.shape
    for piece in _pieces(~largest):
        if not any(row in (0, height - 1) or column in (0, width - 1) for row, column in piece):
            largest[tuple(np.array(piece).T)] = True
    return largest


def _pieces(mask: Mask) -> list[list[tuple[int, int]]]:
    """The connected pieces of a small mask, each as its pixels (row, column)."""
    left = {(int(row), int(column)) for row, column in np.argwhere(mask)}
    pieces = []
    while left:
        piece, edge = [], [left.pop()]
        while edge:
            row, column = edge.pop()
            piece.append((row, column))
            near = {(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)} & left
            left -= near
            edge += near
        pieces.append(piece)
    return pieces


def _otsu(values: FloatImage) -> float:
    """The threshold that best separates two groups of values 0..1 (Otsu, 1979)."""
    counts, edges = np.histogram(values, bins=64, range=(0, 1))
    weight = np.cumsum(counts)
    mean = np.cumsum(counts * (edges[:-1] + edges[1:]) / 2)
    total, rest = weight[-1], weight[-1] - weight
    between = (mean[-1] * weight - mean * total) ** 2 / np.maximum(weight * rest, 1)
    return float(edges[int(np.argmax(between[:-1])) + 1])


def _guided(guide: FloatImage, values: FloatImage, radius: int, softness: float) -> FloatImage:
    """Values smoothed along the guide's edges."""
    mean_guide, mean_values = spread(guide, radius), spread(values, radius)
    slope = (spread(guide * values, radius) - mean_guide * mean_values) / (
        spread(guide * guide, radius) - mean_guide**2 + softness
    )
    return spread(slope, radius) * guide + spread(mean_values - slope * mean_guide, radius)


def _grown(alpha: FloatImage, radius: int) -> FloatImage:
    """The mask, a little larger, so that no rim of the foreground is left in the background."""
    return np.asarray(np.clip(spread((alpha > 0.02).astype(np.float32), radius) * 4, 0, 1), np.float32)


def _filled(picture: NDArray[np.uint8], hole: FloatImage) -> NDArray[np.uint8]:
    """The picture with its hole (1 where it is missing) filled smoothly from around: push and pull over a pyramid."""
    known = 1 - hole
    pyramid = [(picture.astype(np.float32) * known[..., None], known)]
    while min(pyramid[-1][1].shape) > 2:
        colour, weight = pyramid[-1]
        pyramid.append((_shrunk(colour, 2), _shrunk(weight[..., None], 2)[..., 0]))
    colour, weight = pyramid.pop()
    filled = np.asarray(colour / np.maximum(weight, 1e-4)[..., None], np.float32)
    while pyramid:
        colour, weight = pyramid.pop()
        coarse = _box3(_stretched(filled, weight.shape[0], weight.shape[1], 2))
        filled = np.asarray(colour + coarse * (1 - np.minimum(weight, 1))[..., None], np.float32)
    return np.asarray(np.clip(np.round(filled), 0, 255), np.uint8)


def _box3(values: FloatImage) -> FloatImage:
    return np.dstack([spread(values[..., channel], 1) for channel in range(values.shape[2])])


def _shrunk(values: FloatImage, step: int) -> FloatImage:
    """Means of squares of `step` pixels; shape (height, width, channels)."""
    height, width = (max(1, math.ceil(side / step)) for side in values.shape[:2])
    padded = np.pad(
        values, [(0, height * step - values.shape[0]), (0, width * step - values.shape[1]), (0, 0)], mode="edge"
    )
    return np.asarray(padded.reshape(height, step, width, step, -1).mean(axis=(1, 3)), np.float32)


def _stretched(values: FloatImage, height: int, width: int, step: int) -> FloatImage:
    """Each value repeated `step` times both ways, cut to a size."""
    return np.repeat(np.repeat(values, step, axis=0), step, axis=1)[:height, :width]


def _layer(stage: Stage, depth: float, image: Any) -> Layer:
    left, top = -_OVERSCAN * stage.width, -_OVERSCAN * stage.height

    def draw(canvas: Any, _: float) -> None:
        canvas.drawImage(image, left, top)

    return Layer(depth, draw, top_px=top, bottom_px=stage.height * (1 + _OVERSCAN))


def _image(pixels: NDArray[np.uint8]) -> Any:
    return skia.Image.fromarray(np.ascontiguousarray(pixels), skia.kRGBA_8888_ColorType).makeRasterImage()
