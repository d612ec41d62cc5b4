"""A canvas that draws every shape the way the film's style would, without the scenery knowing of it.

Scenery draws on an `InkedCanvas` as on any skia canvas. Before a shape is drawn, the style's ink replaces its paint: a
fill may become a fill with a shadow and a worn edge, a glowing outline, or a line drawing. The inks are in
`painter.craft.inks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import skia

from painter.craft.stage import Layer

_SAMPLES = 4
_BOUNDS_STEP_PX = 4
"""Bounds are rounded to multiples of this before a shader is sampled, so that a moving shape keeps its colour."""
_SHADES_KEPT = 96


class Shape(NamedTuple):
    """One shape about to be drawn, as an ink sees it.

    Attributes:
        paint: The skia paint that the scenery would draw it with.
        colour: Its mean colour.
        opacity: Its mean opacity, 0..1.
        least_opacity: The opacity of its most transparent part, 0..1; a glow or a haze fades to 0.
        thin_px: The shorter side of its bounds.
        long_px: The longer side of its bounds.
        line: Whether it is a line rather than an area.
        once: Whether it is painted once and copied from then on, so that it may take longer.
    """

    paint: Any
    colour: str
    opacity: float
    least_opacity: float
    thin_px: float
    long_px: float
    line: bool
    once: bool = False

    @property
    def is_light(self) -> bool:
        """Whether it is a glow, haze, beam or blurred shadow rather than a thing."""
        soft = self.paint.getMaskFilter() is not None
        return not self.line and (soft or (self.least_opacity < 0.06 and self.paint.getShader() is not None))


Ink = Callable[[Shape], Iterable[Any]]
"""Replaces the paint of a shape by those the style draws it with, one over the other; none leaves it out."""


def unwrapped(canvas: Any) -> Any:
    """The skia canvas itself, for drawing that no style changes."""
    return canvas.canvas if isinstance(canvas, InkedCanvas) else canvas


def alike(canvas: Any, bounds: Any, *paints: Any) -> tuple[Any, ...]:
    """For many shapes of one size: the skia canvas itself, and for each paint those with which to draw every shape.

    Only for shapes so small that an ink gives none of them an edge of its own.
    """
    if not isinstance(canvas, InkedCanvas):
        return canvas, *((paint,) for paint in paints)
    return canvas.canvas, *(tuple(canvas.inks(bounds, paint)) for paint in paints)


def drawn_with(layer: Layer, ink: Ink) -> Layer:
    """The same layer, whose shapes are drawn with an ink."""
    shades = ShadeCache()

    def draw(canvas: Any, time_s: float) -> None:
        layer.draw(InkedCanvas(canvas, ink, shades), time_s)

    return replace(layer, draw=draw)


class InkedCanvas:
    """A skia canvas that asks an ink how to draw each shape; everything else goes to the canvas itself."""

    def __init__(self, canvas: Any, ink: Ink, shades: ShadeCache, *, once: bool = False) -> None:
        self.canvas = canvas
        self._ink = ink
        self._shades = shades
        self._once = once
        self._clips: list[Any] = [None]

    def once_on(self, canvas: Any) -> InkedCanvas:
        """The same ink on another canvas, for what is painted there once."""
        return InkedCanvas(canvas, self._ink, self._shades, once=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.canvas, name)

    def save(self) -> None:
        """Remember the clip, which `drawPaint` fills."""
        self._clips.append(self._clips[-1])
        self.canvas.save()

    def saveLayerAlpha(self, bounds: Any, alpha: int) -> None:  # noqa: N802 - skia's name
        """As `save`, into a translucent layer."""
        self._clips.append(self._clips[-1])
        self.canvas.saveLayerAlpha(bounds, alpha)

    def restore(self) -> None:
        """Undo the last `save`."""
        self._clips.pop()
        self.canvas.restore()

    def clipPath(self, path: Any, *how: Any) -> None:  # noqa: N802 - skia's name
        """Clip; a following `drawPaint` is then a shape with this outline."""
        self._clips[-1] = path
        self.canvas.clipPath(path, *how)

    def drawPaint(self, paint: Any) -> None:  # noqa: N802 - skia's name
        """Fill the clip, or everything."""
        path = self._clips[-1]
        if path is None:
            self.canvas.drawPaint(paint)
        else:
            self._draw(path.getBounds(), paint, lambda part: self.canvas.drawPath(path, part))

    def drawPath(self, path: Any, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw an outline or fill it."""
        self._draw(path.getBounds(), paint, lambda part: self.canvas.drawPath(path, part))

    def drawRect(self, rect: Any, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw a rectangle."""
        self._draw(rect, paint, lambda part: self.canvas.drawRect(rect, part))

    def drawOval(self, oval: Any, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw an oval."""
        self._draw(oval, paint, lambda part: self.canvas.drawOval(oval, part))

    def drawCircle(self, x: float, y: float, radius: float, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw a circle."""
        bounds = skia.Rect(x - radius, y - radius, x + radius, y + radius)
        self._draw(bounds, paint, lambda part: self.canvas.drawCircle(x, y, radius, part))

    def drawRoundRect(self, rect: Any, rx: float, ry: float, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw a rectangle with round corners."""
        self._draw(rect, paint, lambda part: self.canvas.drawRoundRect(rect, rx, ry, part))

    def drawRRect(self, rect: Any, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw a rectangle with round corners."""
        self._draw(rect.rect(), paint, lambda part: self.canvas.drawRRect(rect, part))

    def drawArc(self, oval: Any, start: float, sweep: float, centred: bool, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw a part of an oval."""
        self._draw(oval, paint, lambda part: self.canvas.drawArc(oval, start, sweep, centred, part))

    def drawLine(self, x: float, y: float, to_x: float, to_y: float, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw a straight line."""
        bounds = skia.Rect(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
        self._draw(bounds, paint, lambda part: self.canvas.drawLine(x, y, to_x, to_y, part))

    def drawPoints(self, mode: Any, points: Any, paint: Any) -> None:  # noqa: N802 - skia's name
        """Draw dots or separate lines; many at once, so they keep their form."""
        width = paint.getStrokeWidth()
        for part in self._ink(shape_of(skia.Rect(0, 0, width, width), paint, self._shades)):
            self.canvas.drawPoints(mode, points, part)

    def inks(self, bounds: Any, paint: Any) -> Iterable[Any]:
        """The paints with which a shape is drawn."""
        return self._ink(shape_of(bounds, paint, self._shades))

    def drawLight(self, x: float, y: float, radius: float, paint: Any) -> None:  # noqa: N802 - like skia's names
        """Draw a round light that fades to nothing, whose colour no ink asks for."""
        sides = 2 * radius
        for part in self._ink(Shape(paint, "#ffffff", 0.3, 0.0, sides, sides, line=False)):
            self.canvas.drawCircle(x, y, radius, part)

    def _draw(self, bounds: Any, paint: Any, draw: Callable[[Any], None]) -> None:
        if paint.getBlendMode() != skia.BlendMode.kSrcOver:
            draw(paint)
            return
        for part in self._ink(shape_of(bounds, paint, self._shades)._replace(once=self._once)):
            draw(part)


def shape_of(bounds: Any, paint: Any, shades: ShadeCache) -> Shape:
    """What an ink needs to know of a shape with these bounds and this paint."""
    sides = sorted((abs(bounds.width()), abs(bounds.height())))
    line = paint.getStyle() == skia.Paint.kStroke_Style
    if paint.getShader() is None:
        colour = paint.getColor()
        opacity = (colour >> 24) / 255
        return Shape(paint, f"#{colour & 0xFFFFFF:06x}", opacity, opacity, sides[0], sides[1], line)
    return Shape(paint, *shades.at(bounds, paint), sides[0], sides[1], line)


class ShadeCache:
    """The mean colours of paints with shaders; a paint that is used again in the next frame is sampled only once."""

    def __init__(self) -> None:
        self._pixels = np.zeros((_SAMPLES, _SAMPLES, 4), np.uint8)
        info = skia.ImageInfo.Make(_SAMPLES, _SAMPLES, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        self._surface = skia.Surface.MakeRasterDirect(info, self._pixels)
        self._known: dict[tuple[int, ...], tuple[Any, tuple[str, float, float]]] = {}

    def at(self, bounds: Any, paint: Any) -> tuple[str, float, float]:
        """Mean colour, mean opacity and least opacity of what a paint gives inside bounds."""
        key = (id(paint), *(round(side / _BOUNDS_STEP_PX) for side in bounds))
        known = self._known.get(key)
        # The paint is kept beside its sample: while it lives, no other paint can get its id.
        if known is None:
            if len(self._known) >= _SHADES_KEPT:
                self._known.pop(next(iter(self._known)))
            known = self._known[key] = (
                paint,
                self._sampled(skia.Rect(*(_BOUNDS_STEP_PX * part for part in key[1:])), paint),
            )
        return known[1]

    def _sampled(self, bounds: Any, paint: Any) -> tuple[str, float, float]:
        """Mean colour, mean opacity and least opacity of what a shaded paint gives inside bounds."""
        canvas = self._surface.getCanvas()
        canvas.save()
        canvas.clear(0)
        canvas.scale(_SAMPLES / max(bounds.width(), 1e-3), _SAMPLES / max(bounds.height(), 1e-3))
        canvas.translate(-bounds.left(), -bounds.top())
        plain = skia.Paint(paint)
        plain.setStyle(skia.Paint.kFill_Style)
        canvas.drawRect(bounds, plain)
        canvas.restore()
        samples = self._pixels.reshape(-1, 4)
        *light, weight = samples.sum(axis=0, dtype=np.int64).tolist()
        if weight == 0:
            return "#000000", 0.0, 0.0
        red, green, blue = (round(part / weight * 255) for part in light)
        return f"#{red:02x}{green:02x}{blue:02x}", weight / len(samples) / 255, int(samples[:, 3].min()) / 255
