"""How a style puts shapes on a sheet: a canvas that turns each paint into the paints the style would use.

Scenery draws on an `InkedCanvas` as on any other and need not know: a fill may become a fill with a shadow and a worn
edge, a glowing outline or a line drawing.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.camera import SUBJECT_DEPTH
from painter.craft.stage import Layer, Stage
from painter.facts import OWN_COLOURS

_SAMPLES = 4
_LOOK_PX = 4
"""Bounds are rounded to this many pixels, so that a paint on something that moves keeps its colour."""
_LOOKS_KEPT = 96
_FAINT = 0.56
"""Nobody misses the halo of a moving tube that shines less than this, 0..1: far rain, the crests of waves."""


@dataclass(frozen=True)
class Mark:
    """One shape about to be drawn, as a style sees it.

    Args:
        paint: What the scenery draws it with.
        colour: Its mean colour.
        opacity: Its mean opacity, 0..1.
        clearest: The least opacity, 0..1; a glow or a haze fades to 0.
        thin_px: The shorter side of its bounds.
        long_px: The longer side.
        line: It is a line, not an area.
    """

    paint: Any
    colour: str
    opacity: float
    clearest: float
    thin_px: float
    long_px: float
    line: bool

    @property
    def is_light(self) -> bool:
        """A glow, haze, beam or blurred shadow rather than a thing."""
        soft = self.paint.getMaskFilter() is not None
        return not self.line and (soft or (self.clearest < 0.06 and self.paint.getShader() is not None))


Ink = Callable[[Mark], Iterable[Any]]
"""The paints that a mark is drawn with, one over the other."""


def inked(stage: Stage, layers: list[Layer]) -> list[Layer]:
    """The same layers, drawn the style's way."""
    make = _INKS.get(stage.look.ink)
    return [_inked(layer, make(stage, layer)) for layer in layers] if make else layers


def unwrapped(canvas: Any) -> Any:
    """The skia canvas itself, for drawing that no style changes."""
    return canvas.canvas if isinstance(canvas, InkedCanvas) else canvas


def _inked(layer: Layer, ink: Ink) -> Layer:
    plain = layer.draw
    looks = _Looks()

    def draw(canvas: Any, time_s: float) -> None:
        plain(InkedCanvas(canvas, ink, looks), time_s)

    return replace(layer, draw=draw)


class InkedCanvas:
    """A skia canvas that asks an ink how to draw each shape; everything else goes to the canvas itself."""

    def __init__(self, canvas: Any, ink: Ink, looks: _Looks) -> None:
        self.canvas = canvas
        self._ink = ink
        self._looks = looks
        self._clips: list[Any] = [None]

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
        for part in self._ink(_mark(skia.Rect(0, 0, width, width), paint, self._looks)):
            self.canvas.drawPoints(mode, points, part)

    def _draw(self, bounds: Any, paint: Any, draw: Callable[[Any], None]) -> None:
        if paint.getBlendMode() != skia.BlendMode.kSrcOver:
            draw(paint)
            return
        for part in self._ink(_mark(bounds, paint, self._looks)):
            draw(part)


def _mark(bounds: Any, paint: Any, looks: _Looks) -> Mark:
    sides = sorted((abs(bounds.width()), abs(bounds.height())))
    line = paint.getStyle() == skia.Paint.kStroke_Style
    if paint.getShader() is None:
        colour = paint.getColor()
        opacity = (colour >> 24) / 255
        return Mark(paint, f"#{colour & 0xFFFFFF:06x}", opacity, opacity, sides[0], sides[1], line)
    return Mark(paint, *looks.at(bounds, paint), sides[0], sides[1], line)


class _Looks:
    """What shaded paints look like; one that is used again in the next frame is looked at only once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], tuple[Any, tuple[str, float, float]]] = {}

    def at(self, bounds: Any, paint: Any) -> tuple[str, float, float]:
        """Mean colour, mean opacity and least opacity of what a paint gives inside bounds."""
        key = (id(paint), *(round(side / _LOOK_PX) for side in bounds))
        known = self._known.get(key)
        # The paint is kept with what is known of it, so that no other one can get its id.
        if known is None:
            if len(self._known) >= _LOOKS_KEPT:
                self._known.pop(next(iter(self._known)))
            known = self._known[key] = (paint, _sampled(skia.Rect(*(_LOOK_PX * part for part in key[1:])), paint))
        return known[1]


def _sampled(bounds: Any, paint: Any) -> tuple[str, float, float]:
    """Mean colour, mean opacity and least opacity of what a shaded paint gives inside bounds."""
    pixels = np.zeros((_SAMPLES, _SAMPLES, 4), np.uint8)
    info = skia.ImageInfo.Make(_SAMPLES, _SAMPLES, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.scale(_SAMPLES / max(bounds.width(), 1e-3), _SAMPLES / max(bounds.height(), 1e-3))
    canvas.translate(-bounds.left(), -bounds.top())
    plain = skia.Paint(paint)
    plain.setStyle(skia.Paint.kFill_Style)
    canvas.drawRect(bounds, plain)
    values = pixels.reshape(-1, 4).astype(float)
    weight = float(values[:, 3].sum())
    if weight == 0:
        return "#000000", 0.0, 0.0
    red, green, blue = (values[:, :3].sum(axis=0) / weight * 255).round().astype(int).tolist()
    return f"#{red:02x}{green:02x}{blue:02x}", float(values[:, 3].mean()) / 255, float(values[:, 3].min()) / 255


def _paper(stage: Stage, layer: Layer) -> Ink:
    """Cut card: one colour a piece, a slightly uneven edge that catches the light, and a shadow on what lies below."""
    unit = stage.unit
    seeds = stage.rng(f"cuts {layer.depth}")
    lift = 0.5 + min(1.0, layer.depth)

    def cut(paint: Any, mark: Mark) -> Any:
        if mark.long_px > 0.05 * unit:
            seed = int(seeds.integers(1, 1 << 20)) if layer.still else 7
            cuts = skia.DiscretePathEffect.Make(0.018 * unit, 0.0011 * unit, seed)
            paint.setPathEffect(skia.PathEffect.MakeCompose(skia.CornerPathEffect.Make(0.006 * unit), cuts))
        return paint

    def ink(mark: Mark) -> Iterable[Any]:
        if mark.is_light:
            return ()
        if mark.line:
            return (mark.paint,)
        paints = []
        if mark.opacity > 0.6 and mark.thin_px > 0.012 * unit:
            paints += _shadow(unit, lift * min(1.0, 0.35 + mark.thin_px / (0.25 * unit)), soft=layer.still)
        paints.append(cut(brush.fill(mark.colour, 1.0 if mark.opacity > 0.6 else mark.opacity), mark))
        if mark.opacity > 0.6 and mark.thin_px > 0.03 * unit:
            edge = brush.stroke(palette.lighten(mark.colour, 0.10), max(1.0, 0.0016 * unit), 0.5)
            paints.append(cut(edge, mark))
        return paints

    return ink


def _shadow(unit: float, lift: float, *, soft: bool) -> list[Any]:
    """A shadow around a piece: blurred where it is painted once, else a few wide faint lines."""
    if soft:
        blur = brush.stroke("#1a1020", 0.020 * unit * lift, 0.34)
        return [brush.blurred(blur, 0.009 * unit * lift)]
    return [brush.stroke("#1a1020", width * unit * lift, 0.09) for width in (0.034, 0.022, 0.011)]


def _neon(stage: Stage, layer: Layer) -> Ink:
    """Dark glass with lit tubes along its edges."""
    unit = stage.unit
    accents = (stage.plan.palette.accent, stage.plan.palette.light)
    reach = 0.55 + 0.45 * min(1.0, layer.depth)
    glass = _lit_glass if layer.depth == SUBJECT_DEPTH else _glass

    def ink(mark: Mark) -> Iterable[Any]:
        if mark.is_light:
            return _dimmed(mark, 0.5)
        if layer.depth == 0 and (mark.line or (mark.opacity > 0.5 and mark.long_px < 0.3 * unit)):
            return (mark.paint,)  # the moon and the stars shine by themselves
        tube = _tube(mark.colour, *accents)
        if mark.line and mark.thin_px < 0.01 * unit < mark.long_px and mark.opacity < 0.3:
            return ()
        if mark.line:
            return _glowing(tube, min(mark.paint.getStrokeWidth(), 0.006 * unit), mark.opacity, soft=layer.still)
        if mark.opacity < 0.5:
            return (brush.stroke(tube, max(1.0, 0.0012 * unit), 0.35 * mark.opacity),)
        if mark.thin_px < 0.02 * unit:
            lit = palette.lightness(mark.colour) > 0.55
            return (brush.fill(tube if lit else glass(mark.colour), mark.opacity),)
        width = max(1.2, 0.0030 * unit * reach)
        return [brush.fill(glass(mark.colour)), *_glowing(tube, width, reach, soft=layer.still)]

    return ink


def _glowing(colour: str, width: float, opacity: float, *, soft: bool) -> list[Any]:
    core = brush.stroke(palette.lighten(colour, 0.12), width, opacity)
    if soft:
        halo = brush.blurred(brush.stroke(colour, width * 5, 0.5 * opacity), width * 3)
        return [halo, core]
    halo = [brush.stroke(colour, width * 5.5, 0.2 * opacity)] if opacity > _FAINT else []
    return [*halo, core]


@functools.lru_cache(maxsize=4096)
def _tube(colour: str, first: str, second: str) -> str:
    """The gas whose light comes closest: a thing's own hue, or one of the film's two for what is grey."""
    value, chroma, hue = palette.to_oklch(colour)
    if chroma < 0.07:
        return first if value < 0.45 else second
    return palette.to_hex((0.76, 0.19, hue))


@functools.lru_cache(maxsize=4096)
def _glass(colour: str) -> str:
    value, chroma, hue = palette.to_oklch(colour)
    return palette.to_hex((0.09 + 0.10 * value, min(chroma, 0.06), hue))


@functools.lru_cache(maxsize=4096)
def _lit_glass(colour: str) -> str:
    """Glass in front, which the tubes shine through."""
    value, chroma, hue = palette.to_oklch(colour)
    return palette.to_hex((0.10 + 0.24 * value, min(chroma * 0.8, 0.10), hue))


def _editorial(stage: Stage, layer: Layer) -> Ink:
    """Printed in few inks: quiet colours without blends, except what comes close to the accent; food looks edible."""
    accent = stage.plan.palette.accent
    dark = stage.is_night
    own = layer.depth == SUBJECT_DEPTH and not OWN_COLOURS.isdisjoint(stage.plan.subjects)

    def ink(mark: Mark) -> Iterable[Any]:
        if mark.is_light:
            return ()
        colour = _softened(mark.colour) if own else _printed(mark.colour, accent, dark)
        if mark.line:
            return (brush.stroke(colour, mark.paint.getStrokeWidth(), mark.opacity),)
        return (brush.fill(colour, mark.opacity),)

    return ink


@functools.lru_cache(maxsize=4096)
def _softened(colour: str) -> str:
    value, chroma, hue = palette.to_oklch(colour)
    return palette.to_hex((round(value * 9) / 9, min(0.13, chroma * 0.8), round(hue / 18) * 18))


@functools.lru_cache(maxsize=4096)
def _printed(colour: str, accent: str, dark: bool) -> str:
    value, chroma, hue = palette.to_oklch(colour)
    accent_value, accent_chroma, accent_hue = palette.to_oklch(accent)
    if chroma > 0.105:
        return palette.to_hex((0.6 * accent_value + 0.4 * value, accent_chroma * 0.95, accent_hue))
    steps = round(value * 7) / 7
    return palette.to_hex((steps, min(0.07 if dark else 0.05, chroma * (0.9 if dark else 0.5)), hue))


def _watercolor(stage: Stage, layer: Layer) -> Ink:
    """Two thin washes that do not quite meet, and pigment gathered along the edge."""
    unit = stage.unit
    seeds = stage.rng(f"washes {layer.depth}")
    # A sea painted anew for every frame goes without an edge: its crests are drawn already.
    vast = math.inf if layer.still else unit

    def wobbled(paint: Any, mark: Mark, share: float) -> Any:
        if mark.long_px > 0.04 * unit:
            seed = int(seeds.integers(1, 1 << 20)) if layer.still else round(share * 10)
            reach = min(0.0045 * unit, mark.thin_px * 0.06) * share
            bleed = skia.DiscretePathEffect.Make(0.03 * unit, reach, seed)
            paint.setPathEffect(skia.PathEffect.MakeCompose(skia.CornerPathEffect.Make(0.03 * unit), bleed))
        return paint

    def wash(mark: Mark, opacity: float) -> Any:
        paint = skia.Paint(mark.paint)
        paint.setAlphaf(mark.paint.getAlphaf() * opacity)
        return paint

    def ink(mark: Mark) -> Iterable[Any]:
        if mark.is_light:
            return _dimmed(mark, 0.8)
        if mark.line or mark.thin_px < 0.008 * unit:
            return (wash(mark, 0.8),)
        if mark.long_px > vast:  # washed once, as dark as twice
            return (wobbled(wash(mark, 0.92), mark, 1.0),)
        first = wobbled(wash(mark, 0.78), mark, 1.4)
        if mark.opacity < 0.6:
            return (first,)
        edge = _gathered(mark, unit)
        if layer.still and mark.long_px < 0.5 * unit:
            first = brush.blurred(first, 0.0012 * unit)
            edge = brush.blurred(edge, 0.0010 * unit)
        return first, wobbled(wash(mark, 0.62), mark, 0.8), wobbled(edge, mark, 0.8)

    return ink


@functools.lru_cache(maxsize=4096)
def _pigment(colour: str) -> str:
    value, chroma, hue = palette.to_oklch(colour)
    return palette.to_hex((value * 0.72, chroma * 1.25, hue))


def _gathered(mark: Mark, unit: float) -> Any:
    """The line of pigment that dries at the edge of a wash."""
    return brush.stroke(_pigment(mark.colour), max(1.0, 0.0022 * unit), 0.30)


def _blueprint(stage: Stage, layer: Layer) -> Ink:
    """A drawing: white lines on blue, hatching for shade, nothing that only light would show."""
    unit = stage.unit
    chalk = palette.mix(stage.plan.palette.light, "#ffffff", 0.3)
    ground = stage.plan.palette.sky_mid
    strength = 0.36 + 0.60 * min(1.0, layer.depth * 1.5)
    hatching = _hatching(max(4, round(0.011 * unit)), chalk)

    def ink(mark: Mark) -> Iterable[Any]:
        if mark.is_light:
            return ()
        if mark.line:
            width = min(mark.paint.getStrokeWidth(), 0.0028 * unit)
            return (brush.stroke(chalk, max(1.0, width), min(1.0, 0.25 + mark.opacity) * strength),)
        if mark.opacity < 0.66:
            return (hatching,) if 0.02 * unit < mark.thin_px < 0.3 * unit and mark.long_px < 0.5 * unit else ()
        fine = mark.thin_px < 0.03 * unit
        line = brush.stroke(chalk, max(1.0, (0.0013 if fine else 0.0024) * unit), strength * (0.6 if fine else 1.0))
        return brush.fill(_sheet_blue(mark.colour, ground)), line

    return ink


@functools.lru_cache(maxsize=4096)
def _sheet_blue(colour: str, ground: str) -> str:
    return palette.lighten(ground, (palette.lightness(colour) - 0.5) * 0.09)


def _hatching(pitch: int, colour: str) -> Any:
    """A fill of fine diagonal lines."""
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(pitch, pitch))
    line = brush.stroke(colour, 1.0, 0.34)
    for shift in (-pitch, 0, pitch):
        surface.getCanvas().drawLine(shift - 1, pitch + 1, shift + pitch + 1, -1, line)
    repeat = skia.TileMode.kRepeat
    shader = surface.makeImageSnapshot().makeShader(repeat, repeat, skia.SamplingOptions())
    return skia.Paint(AntiAlias=True, Shader=shader)


def _dimmed(mark: Mark, share: float) -> Iterable[Any]:
    paint = skia.Paint(mark.paint)
    paint.setAlphaf(mark.paint.getAlphaf() * share)
    return (paint,)


_INKS: dict[str, Callable[[Stage, Layer], Ink]] = {
    "paper": _paper,
    "neon": _neon,
    "editorial": _editorial,
    "watercolor": _watercolor,
    "blueprint": _blueprint,
}
