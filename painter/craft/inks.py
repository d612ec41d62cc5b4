"""The inks of the styles: how cut paper, neon tubes, print, watercolour and a blueprint draw each shape of the scenery.

Each function takes the stage and a layer, and gives the layer's ink; see `painter.craft.ink` for what an ink is.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.camera import SUBJECT_DEPTH
from painter.craft.ink import Ink, Shape, drawn_with
from painter.craft.stage import Layer, Stage
from painter.facts import keeps_colours

_FAINT = 0.56
"""A moving tube fainter than this, 0..1, is drawn without its halo, which nobody misses: far rain, crests of waves."""

_FADING = (0.038, 0.031, 0.024, 0.018, 0.012, 0.006)
"""Widths of the lines of a moving shadow, so many that nobody sees where one ends."""


def inked(stage: Stage, layers: list[Layer]) -> list[Layer]:
    """The same layers, drawn in the ink of the film's style."""
    make = _INKS.get(stage.look.ink)
    return [drawn_with(layer, make(stage, layer)) for layer in layers] if make else layers


def _paper(stage: Stage, layer: Layer) -> Ink:
    """Cut card: one colour a piece, a slightly uneven edge that catches the light, and a shadow on what lies below."""
    unit = stage.unit
    seeds = stage.rng(f"cuts {layer.depth}")
    lift = 0.5 + min(1.0, layer.depth)

    def cut(paint: Any, shape: Shape) -> Any:
        if shape.long_px > 0.05 * unit:
            seed = int(seeds.integers(1, 1 << 20)) if layer.still else 7
            cuts = skia.DiscretePathEffect.Make(0.018 * unit, 0.0011 * unit, seed)
            paint.setPathEffect(skia.PathEffect.MakeCompose(skia.CornerPathEffect.Make(0.006 * unit), cuts))
        return paint

    def ink(shape: Shape) -> Iterable[Any]:
        if shape.is_light:
            return ()
        if shape.line:
            return (shape.paint,)
        paints = []
        if shape.opacity > 0.6 and shape.thin_px > 0.012 * unit:
            height = lift * min(1.0, 0.35 + shape.thin_px / (0.25 * unit))
            paints += _shadow(unit, height, soft=layer.still or shape.once)
        paints.append(cut(brush.fill(shape.colour, 1.0 if shape.opacity > 0.6 else shape.opacity), shape))
        if shape.opacity > 0.6 and shape.thin_px > 0.03 * unit:
            edge = brush.stroke(palette.lighten(shape.colour, 0.10), max(1.0, 0.0016 * unit), 0.5)
            paints.append(cut(edge, shape))
        return paints

    return ink


def _shadow(unit: float, lift: float, *, soft: bool) -> list[Any]:
    """A shadow around a piece: blurred where it is painted once, else a few wide faint lines."""
    if soft:
        blur = brush.stroke("#1a1020", 0.020 * unit * lift, 0.34)
        return [brush.blurred(blur, 0.009 * unit * lift)]
    return [brush.stroke("#1a1020", width * unit * lift, 0.05) for width in _FADING]


def _neon(stage: Stage, layer: Layer) -> Ink:
    """Dark glass with lit tubes along its edges."""
    unit = stage.unit
    accents = (stage.plan.palette.accent, stage.plan.palette.light)
    reach = 0.55 + 0.45 * min(1.0, layer.depth)
    glass = _lit_glass if layer.depth == SUBJECT_DEPTH else _glass

    def ink(shape: Shape) -> Iterable[Any]:
        if shape.is_light:
            return _dimmed(shape, 0.5)
        if layer.depth == 0 and (shape.line or (shape.opacity > 0.5 and shape.long_px < 0.3 * unit)):
            return (shape.paint,)  # the moon and the stars shine by themselves
        tube = _tube(shape.colour, *accents)
        if shape.line and shape.thin_px < 0.01 * unit < shape.long_px and shape.opacity < 0.3:
            return ()
        if shape.line:
            return _glowing(tube, min(shape.paint.getStrokeWidth(), 0.006 * unit), shape.opacity, soft=layer.still)
        if shape.opacity < 0.5:
            return (brush.stroke(tube, max(1.0, 0.0012 * unit), 0.35 * shape.opacity),)
        if shape.thin_px < 0.02 * unit:
            lit = palette.lightness(shape.colour) > 0.55
            return (brush.fill(tube if lit else glass(shape.colour), shape.opacity),)
        width = max(1.2, 0.0030 * unit * reach)
        return [brush.fill(glass(shape.colour)), *_glowing(tube, width, reach, soft=layer.still)]

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
    """The colour of the tube around a thing: its own hue, or one of the film's two light colours where it is grey."""
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
    """Printed in few inks: quiet colours without blends, except what comes close to the accent; food shades edible."""
    accent = stage.plan.palette.accent
    dark = stage.is_night
    asked = stage.plan.action is not None or any(look.colour for look in stage.plan.looks)
    own = layer.depth == SUBJECT_DEPTH and (asked or any(map(keeps_colours, stage.plan.subjects)))

    def ink(shape: Shape) -> Iterable[Any]:
        if shape.is_light:
            return ()
        colour = _softened(shape.colour) if own else _printed(shape.colour, accent, dark)
        if shape.line:
            return (brush.stroke(colour, shape.paint.getStrokeWidth(), shape.opacity),)
        return (brush.fill(colour, shape.opacity),)

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
    # What moves and is this small does not show that it has two.
    detail = 0.0 if layer.still else 0.05 * unit

    def wobbled(paint: Any, shape: Shape, share: float) -> Any:
        if shape.long_px > 0.04 * unit:
            seed = int(seeds.integers(1, 1 << 20)) if layer.still else round(share * 10)
            reach = min(0.0045 * unit, shape.thin_px * 0.06) * share
            bleed = skia.DiscretePathEffect.Make(0.03 * unit, reach, seed)
            paint.setPathEffect(skia.PathEffect.MakeCompose(skia.CornerPathEffect.Make(0.03 * unit), bleed))
        return paint

    def wash(shape: Shape, opacity: float) -> Any:
        paint = skia.Paint(shape.paint)
        paint.setAlphaf(shape.paint.getAlphaf() * opacity)
        return paint

    def ink(shape: Shape) -> Iterable[Any]:
        if shape.is_light:
            return _dimmed(shape, 0.8)
        if shape.line or shape.thin_px < 0.008 * unit:
            return (wash(shape, 0.8),)
        if not detail <= shape.long_px <= vast:  # one wash, as dark as the two of other shapes
            return (wobbled(wash(shape, 0.92), shape, 1.0),)
        first = wobbled(wash(shape, 0.78), shape, 1.4)
        if shape.opacity < 0.6:
            return (first,)
        edge = _gathered(shape, unit)
        if layer.still and shape.long_px < 0.5 * unit:
            first = brush.blurred(first, 0.0012 * unit)
            edge = brush.blurred(edge, 0.0010 * unit)
        return first, wobbled(wash(shape, 0.62), shape, 0.8), wobbled(edge, shape, 0.8)

    return ink


@functools.lru_cache(maxsize=4096)
def _pigment(colour: str) -> str:
    value, chroma, hue = palette.to_oklch(colour)
    return palette.to_hex((value * 0.72, chroma * 1.25, hue))


def _gathered(shape: Shape, unit: float) -> Any:
    """The line of pigment that dries at the edge of a wash."""
    return brush.stroke(_pigment(shape.colour), max(1.0, 0.0022 * unit), 0.30)


def _blueprint(stage: Stage, layer: Layer) -> Ink:
    """A drawing: white lines on blue, hatching for shade, nothing that only light would show."""
    unit = stage.unit
    chalk = palette.mix(stage.plan.palette.light, "#ffffff", 0.3)
    ground = stage.plan.palette.sky_mid
    strength = 0.36 + 0.60 * min(1.0, layer.depth * 1.5)
    hatching = _hatching(max(4, round(0.011 * unit)), chalk)

    def ink(shape: Shape) -> Iterable[Any]:
        if shape.is_light:
            return ()
        if shape.line:
            width = min(shape.paint.getStrokeWidth(), 0.0028 * unit)
            return (brush.stroke(chalk, max(1.0, width), min(1.0, 0.25 + shape.opacity) * strength),)
        if shape.opacity < 0.66:
            return (hatching,) if 0.02 * unit < shape.thin_px < 0.3 * unit and shape.long_px < 0.5 * unit else ()
        fine = shape.thin_px < 0.03 * unit
        line = brush.stroke(chalk, max(1.0, (0.0013 if fine else 0.0024) * unit), strength * (0.6 if fine else 1.0))
        return brush.fill(_sheet_blue(shape.colour, ground)), line

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


def _dimmed(shape: Shape, share: float) -> Iterable[Any]:
    paint = skia.Paint(shape.paint)
    paint.setAlphaf(shape.paint.getAlphaf() * share)
    return (paint,)


_INKS: dict[str, Callable[[Stage, Layer], Ink]] = {
    "paper": _paper,
    "neon": _neon,
    "editorial": _editorial,
    "watercolor": _watercolor,
    "blueprint": _blueprint,
}
