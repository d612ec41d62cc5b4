"""The designed pages that cards are written on where no place is behind them: their colours, shapes and layouts.

A film's cards take turns: `variation` picks one of the layouts, so cards that are numbered one after another never look
the same twice in a row. Everything is mirrored for texts that run to the left.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import skia

from painter.craft import brush, noise, palette
from painter.craft.stage import Stage
from painter.text import plates
from painter.text.entrances import Box

LayoutName = Literal["page", "deep", "tint", "block"]
LAYOUTS: tuple[LayoutName, ...] = ("page", "deep", "tint", "block")
_ASIDE = 0.40
"""The share of the frame that a block of colour takes, which carries the heading."""

_GRAIN_PX = 192


@dataclass(frozen=True)
class CardField:
    """A page for one card.

    Attributes:
        name: Its layout.
        material: The colours of what is written on it.
        aside: The block of colour that carries the heading; None without one.
        aside_material: The colours of what is written on that block.
        image: The page, as large as the frame.
        light: A soft light that drifts over it.
        light_at: Where its middle is at the start, in pixels.
    """

    name: LayoutName
    material: plates.Material
    aside: Box | None
    aside_material: plates.Material
    image: Any
    light: Any
    light_at: tuple[float, float]

    def draw(self, canvas: Any, time_s: float) -> None:
        """Paint it as it is at a time in seconds."""
        canvas.drawImage(self.image, 0, 0)
        wide, high = self.light.width(), self.light.height()
        swing = math.sin(0.22 * time_s + 0.6), math.cos(0.17 * time_s)
        x, y = self.light_at[0] + 0.22 * wide * swing[0], self.light_at[1] + 0.12 * high * swing[1]
        canvas.drawImage(self.light, round(x - wide / 2), round(y - high / 2))


def field(stage: Stage, *, to_left: bool, has_heading: bool) -> CardField:
    """The page of the stage's card.

    Args:
        stage: The film's layout.
        to_left: Whether the card's words run to the left.
        has_heading: Whether it has words for a block of their own.
    """
    name = LAYOUTS[stage.plan.variation % len(LAYOUTS)]
    ground, ink = _GROUNDS[name](stage)
    aside = _aside(stage, to_left=to_left) if name == "block" and has_heading else None
    if aside:
        ground, ink = _page(stage)
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(stage.plan.width, stage.plan.height))
    canvas = surface.getCanvas()
    canvas.drawPaint(brush.fill(ground))
    canvas.save()
    if to_left:
        canvas.translate(stage.width, 0)
        canvas.scale(-1, 1)
    _SHAPES[name](canvas, stage, ground)
    canvas.restore()
    beside = _block(stage)
    if aside:
        canvas.save()
        canvas.clipRect(skia.Rect(*aside))
        canvas.drawPaint(brush.fill(beside[0]))
        _rings(canvas, stage, beside[0], (aside[0] if not to_left else aside[2], aside[3]))
        canvas.restore()
    canvas.drawPaint(_grain(stage))
    at = stage.width * (0.2 if to_left else 0.8), stage.height * 0.42
    light = _light(stage, palette.mix(ground, _shine(stage, ground), 0.5))
    return CardField(
        name, _material(stage, ground, ink), aside, _material(stage, *beside), surface.makeImageSnapshot(), light, at
    )


def _material(stage: Stage, ground: str, ink: str) -> plates.Material:
    """The colours on a ground; the lightest and darkest of its shapes are near enough to it."""
    worst = palette.mix(ground, _shine(stage, ground), 0.16)
    hardest = min((ground, worst), key=lambda shade: palette.contrast(ink, shade))
    return plates.Material(ground, 1.0, hardest, ink, palette.readable(stage.plan.palette.accent, hardest))


def _shine(stage: Stage, ground: str) -> str:
    """The colour of a page's shapes, towards which it is mixed."""
    if palette.lightness(ground) > 0.6:
        return stage.plan.palette.accent
    return palette.mix(stage.plan.palette.light, stage.plan.palette.accent, 0.5)


def _page(stage: Stage) -> tuple[str, str]:
    return stage.page


def _deep(stage: Stage) -> tuple[str, str]:
    brand = stage.plan.brand
    colour = brand.colours[1] if brand and len(brand.colours) > 1 else stage.plan.palette.sky_top
    _, chroma, hue = palette.to_oklch(colour)
    return palette.to_hex((0.25, min(0.07, chroma), hue)), "#fbf8f1"


def _tint(stage: Stage) -> tuple[str, str]:
    _, chroma, hue = palette.to_oklch(stage.plan.palette.accent)
    return palette.to_hex((0.90, min(0.055, chroma), hue)), "#14151a"


def _block(stage: Stage) -> tuple[str, str]:
    """The accent, as dark as white letters need it."""
    lightness, chroma, hue = palette.to_oklch(stage.plan.palette.accent)
    colour = palette.to_hex((min(lightness, 0.52), chroma, hue))
    while palette.contrast("#ffffff", colour) < 6.5:
        colour = palette.lighten(colour, -0.02)
    return colour, "#ffffff"


_GROUNDS: Mapping[LayoutName, Callable[[Stage], tuple[str, str]]] = {
    "page": _page,
    "deep": _deep,
    "tint": _tint,
    "block": _block,
}


def _aside(stage: Stage, *, to_left: bool) -> Box:
    if not stage.is_wide:
        return 0.0, 0.0, stage.width, _ASIDE * stage.height
    wide = _ASIDE * stage.width
    return (stage.width - wide, 0.0, stage.width, stage.height) if to_left else (0.0, 0.0, wide, stage.height)


def _halftone(canvas: Any, stage: Stage, ground: str) -> None:
    """Dots that grow towards the far lower corner."""
    pitch = max(5.0, 0.021 * stage.unit)
    colour = palette.mix(ground, _shine(stage, ground), 0.16)
    columns, rows = int(stage.width / pitch) + 2, int(stage.height / pitch * 2) + 2
    row, column = np.mgrid[0:rows, 0:columns]
    x, y = (column + (row % 2) / 2) * pitch, row * pitch / 2
    far = np.hypot((stage.width - x) / stage.width, (stage.height - y) / stage.height)
    size = np.clip(1.12 - 1.05 * far, 0.12, 0.8)
    for step in np.unique(np.round(size, 2)):
        chosen = np.round(size, 2) == step
        brush.dots(canvas, np.stack([x[chosen], y[chosen]], axis=1), pitch * 0.74 * float(step), colour)


def _arcs(canvas: Any, stage: Stage, ground: str) -> None:
    """Fine rings around a point beyond the far upper corner."""
    _rings(canvas, stage, ground, (stage.width * 1.02, -0.05 * stage.height))


def _rings(canvas: Any, stage: Stage, ground: str, at: tuple[float, float]) -> None:
    pen = brush.stroke(palette.mix(ground, _shine(stage, ground), 0.13), max(1.0, 0.0022 * stage.unit))
    step = 0.030 * stage.unit
    canvas.save()
    for index in range(2, int(math.hypot(stage.width, stage.height) / step)):
        canvas.drawCircle(*at, index * step, pen)
    canvas.restore()


def _bands(canvas: Any, stage: Stage, ground: str) -> None:
    """Slanting fine lines, and a large circle that the frame crops."""
    shade = palette.mix(ground, _shine(stage, ground), 0.10)
    pitch = 0.026 * stage.unit
    pen = brush.stroke(shade, max(1.0, 0.003 * stage.unit))
    for index in range(int((stage.width + stage.height) / pitch)):
        x = index * pitch
        canvas.drawLine(x, 0, x - stage.height, stage.height, pen)
    radius = 0.44 * stage.unit
    disc = palette.mix(ground, _shine(stage, ground), 0.15)
    canvas.drawCircle(stage.width * 0.93, stage.height * 0.10, radius, brush.fill(disc))


def _weave(canvas: Any, stage: Stage, ground: str) -> None:
    """Soft waves across the page."""
    pen = brush.stroke(palette.mix(ground, _shine(stage, ground), 0.12), max(1.0, 0.0024 * stage.unit))
    x = np.linspace(0, stage.width, 48)
    step = 0.034 * stage.unit
    for index in range(int(stage.height / step) + 4):
        swing = 0.05 * stage.unit * np.sin(x / stage.width * 5.2 + index * 0.16)
        line = np.stack([x, (index - 1) * step + swing], axis=1)
        canvas.drawPath(brush.curve(line, close=False), pen)


_SHAPES: Mapping[LayoutName, Callable[[Any, Stage, str], None]] = {
    "page": _halftone,
    "deep": _arcs,
    "tint": _bands,
    "block": _weave,
}


def _light(stage: Stage, colour: str) -> Any:
    """A soft round light, as an image."""
    side = max(2, round(0.95 * stage.unit))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(side, side))
    brush.glow(surface.getCanvas(), side / 2, side / 2, side / 2, colour, 0.20)
    return surface.makeImageSnapshot()


def _grain(stage: Stage) -> Any:
    """A repeating paint of fibres, which keeps even colours from showing bands."""
    field_ = noise.texture(stage.rng("stock"), _GRAIN_PX, _GRAIN_PX, cells=(96, 96), octaves=2)
    strength = np.abs(field_ - 0.5) * 0.16
    pixels = np.zeros((_GRAIN_PX, _GRAIN_PX, 4), np.uint8)
    pixels[..., :3] = np.where(field_ > 0.5, 255, 20)[..., None]
    pixels[..., 3] = np.clip(strength * 255, 0, 255)
    repeat = skia.TileMode.kRepeat
    return skia.Paint(Shader=brush.picture(pixels).makeShader(repeat, repeat, skia.SamplingOptions()))
