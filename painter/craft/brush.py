"""Helpers around skia: colours, fills, gradients and shapes. Colours are "#rrggbb", lengths are pixels."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft import palette

Points = NDArray[np.float64]
Stop = tuple[float, str, float]
"""A stop of a gradient: position 0..1, colour, opacity 0..1."""


@functools.lru_cache(maxsize=4096)
def argb(colour: str, opacity: float = 1.0) -> int:
    """A colour as skia's 0xAARRGGBB integer."""
    red, green, blue = palette.channels(colour)
    return int(skia.ColorSetARGB(round(255 * min(1.0, max(0.0, opacity))), red, green, blue))


def fill(colour: str, opacity: float = 1.0) -> Any:
    """A paint that fills with one colour."""
    return skia.Paint(AntiAlias=True, Color=argb(colour, opacity))


def stroke(colour: str, width_px: float, opacity: float = 1.0) -> Any:
    """A paint that draws round-ended lines."""
    paint = skia.Paint(
        AntiAlias=True, Color=argb(colour, opacity), StrokeWidth=width_px, Style=skia.Paint.kStroke_Style
    )
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def linear(start: tuple[float, float], end: tuple[float, float], stops: Sequence[Stop]) -> Any:
    """A paint with a gradient between two points."""
    colours, places = _spread(tuple(stops))
    return _shaded(skia.GradientShader.MakeLinear([skia.Point(*start), skia.Point(*end)], colours, places))


def vertical(top: float, bottom: float, *colours: str) -> Any:
    """A paint with evenly spaced opaque colours from `top` to `bottom`."""
    last = max(1, len(colours) - 1)
    return linear((0, top), (0, bottom), [(index / last, colour, 1.0) for index, colour in enumerate(colours)])


def radial(x: float, y: float, radius: float, stops: Sequence[Stop]) -> Any:
    """A paint with a gradient from a centre outwards."""
    colours, places = _spread(tuple(stops))
    return _shaded(skia.GradientShader.MakeRadial(skia.Point(x, y), max(radius, 0.01), colours, places))


def glow(canvas: Any, x: float, y: float, radius: float, colour: str, opacity: float) -> None:
    """A soft round light."""
    falloff = [
        (0.0, colour, opacity),
        (0.25, colour, opacity * 0.5),
        (0.55, colour, opacity * 0.16),
        (1.0, colour, 0.0),
    ]
    draw = getattr(canvas, "drawLight", canvas.drawCircle)  # an ink need not look what it is
    draw(x, y, radius, radial(x, y, radius, falloff))


def baked(paint: Any, left: float, top: float, right: float, bottom: float) -> Any:
    """A paint that copies what `paint` gives inside a rectangle, several times faster than a gradient."""
    x, y = math.floor(left), math.floor(top)
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(math.ceil(right) - x, math.ceil(bottom) - y))
    canvas = surface.getCanvas()
    canvas.translate(-x, -y)
    canvas.drawPaint(paint)
    edge = skia.TileMode.kClamp
    shader = surface.makeImageSnapshot().makeShader(edge, edge, skia.SamplingOptions(), skia.Matrix.Translate(x, y))
    return skia.Paint(AntiAlias=True, Shader=shader)


def blurred(paint: Any, sigma_px: float) -> Any:
    """The same paint with a soft edge; for still layers only, since blurring every frame is slow."""
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, max(0.1, sigma_px)))
    return paint


def dots(canvas: Any, points: Points, diameter_px: float, colour: str, opacity: float = 1.0) -> None:
    """Round dots at points of shape (n, 2)."""
    spots = [skia.Point(x, y) for x, y in points.tolist()]
    canvas.drawPoints(skia.Canvas.kPoints_PointMode, spots, stroke(colour, diameter_px, opacity))


def dashes(canvas: Any, starts: Points, ends: Points, paint: Any) -> None:
    """Separate straight lines between points of shape (n, 2)."""
    pairs = np.stack([starts, ends], axis=1).reshape(-1, 2)
    canvas.drawPoints(skia.Canvas.kLines_PointMode, [skia.Point(x, y) for x, y in pairs.tolist()], paint)


def curve(points: Points | Iterable[tuple[float, float]], *, close: bool = True) -> Any:
    """A smooth path through points."""
    knots = np.array(list(points), float)
    ends = (knots[-1:], knots[:2]) if close else (knots[:1], knots[-1:])
    ring = np.concatenate([ends[0], knots, ends[1]])
    builder = skia.PathBuilder()
    builder.moveTo(*ring[1].tolist())
    for before, start, end, after in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        builder.cubicTo(*(start + (end - before) / 6).tolist(), *(end - (after - start) / 6).tolist(), *end.tolist())
    if close:
        builder.close()
    return builder.detach()


def rounded(canvas: Any, left: float, top: float, right: float, bottom: float, radius: float, paint: Any) -> None:
    """A rectangle with round corners."""
    canvas.drawRoundRect(skia.Rect(left, top, right, bottom), radius, radius, paint)


def picture(pixels: NDArray[np.uint8]) -> Any:
    """An image from RGBA samples, not premultiplied, shape (rows, columns, 4)."""
    return skia.Image.fromarray(np.ascontiguousarray(pixels), skia.kRGBA_8888_ColorType)


def tinted(colour: str, opacity: NDArray[np.float64]) -> Any:
    """An image of one colour; `opacity` 0..1 has shape (rows, columns)."""
    pixels = np.empty((*opacity.shape, 4), np.uint8)
    pixels[..., :3] = palette.channels(colour)
    pixels[..., 3] = np.clip(opacity * 255, 0, 255)
    return picture(pixels)


def overlaid(tints: Iterable[tuple[str, NDArray[np.float64]]]) -> Any:
    """An image of colours one over the other, the first lowest; each has an opacity 0..1 of shape (rows, columns)."""
    light, clear = np.zeros(3), np.ones(1)
    for colour, opacity in tints:
        light = light * (1 - opacity[..., None]) + opacity[..., None] * palette.channels(colour)
        clear = clear * (1 - opacity)
    covered = (1 - clear)[..., None]
    return picture(np.concatenate([light / np.maximum(covered, 1e-6), 255 * covered], axis=-1).astype(np.uint8))


def doubled(image: Any) -> Any:
    """An image at twice its size, so that copying its nearest samples moves it by fractions of a pixel."""
    info = skia.ImageInfo.MakeN32Premul(2 * image.width(), 2 * image.height())
    surface = skia.Surface.MakeRaster(info)
    surface.getCanvas().scale(2, 2)
    surface.getCanvas().drawImage(image, 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear))
    return surface.makeImageSnapshot()


def stretch(canvas: Any, image: Any, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a small image smoothly over a large area."""
    sampling = skia.SamplingOptions(skia.CubicResampler.Mitchell())
    canvas.drawImageRect(image, skia.Rect(left, top, right, bottom), sampling)


def polygon(points: Points | Iterable[tuple[float, float]], *, close: bool = True) -> Any:
    """A path through points, an array of shape (n, 2) or pairs."""
    pairs = points.tolist() if isinstance(points, np.ndarray) else points
    return skia.Path.Polygon([skia.Point(x, y) for x, y in pairs], close)


def below(points: Points, bottom: float) -> Any:
    """The area between a line of points, left to right, and `bottom`."""
    corners = np.array([[points[-1, 0], bottom], [points[0, 0], bottom]])
    return polygon(np.concatenate([points, corners]))


def _shaded(shader: Any) -> Any:
    return skia.Paint(AntiAlias=True, Dither=True, Shader=shader)


@functools.lru_cache(maxsize=1024)
def _spread(stops: tuple[Stop, ...]) -> tuple[list[int], list[float]]:
    """Insert stops that blend in OKLab, so that the gradient looks even instead of going through grey."""
    colours, places = [], []
    for (place, colour, opacity), (next_place, next_colour, next_opacity) in itertools.pairwise(stops):
        steps = 5 if colour != next_colour else 1
        for step in range(steps):
            share = step / steps
            colours.append(argb(palette.mix(colour, next_colour, share), opacity + (next_opacity - opacity) * share))
            places.append(place + (next_place - place) * share)
    place, colour, opacity = stops[-1]
    return [*colours, argb(colour, opacity)], [*places, place]
