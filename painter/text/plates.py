"""The plates behind small texts and cards, in the material of each style, and the colours legible on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.text import veils
from painter.text.entrances import Box


@dataclass(frozen=True)
class Material:
    """The colours of a plate and of the letters on it.

    Attributes:
        colour: The plate's own colour.
        opacity: The plate's opacity, 0..1.
        ground: The colour behind letters where the picture that shines through has the worst contrast.
        ink: The colour of the text.
        accent: The colour of emphasis.
    """

    colour: str
    opacity: float
    ground: str
    ink: str
    accent: str


def material(stage: Stage) -> Material:
    """The style's material. Letters keep a contrast of 4.5 on it, whatever shines through."""
    colours = stage.plan.palette
    match stage.plan.style:
        case "paper":
            colour, opacity, ink = palette.mix(colours.light, "#fbf6ea", 0.7), 1.0, veils.INK
        case "flat" | "editorial":
            (colour, ink), opacity = stage.page, 1.0
        case "watercolor":
            colour, opacity, ink = "#fdfbf5", 0.9, veils.INK
        case "pixel":
            colour, opacity, ink = palette.lighten(veils.INK, 0.02), 1.0, "#ffffff"
        case "blueprint":
            colour, opacity, ink = colours.sky_mid, 0.95, colours.light
        case "neon":
            colour, opacity, ink = "#0a0612", 0.88, "#ffffff"
        case _:
            dark = palette.to_oklch(colours.sky_top)
            colour, opacity, ink = palette.to_hex((0.16, min(0.04, dark[1]), dark[2])), 0.84, "#ffffff"
    through = palette.mix(colour, "#ffffff" if palette.lightness(colour) < 0.5 else "#000000", 1 - opacity)
    return Material(colour, opacity, through, ink, palette.readable(colours.accent, through))


def on_pictures(stage: Stage) -> Material:
    """The colours on a photograph, under which a dark scrim is laid."""
    return Material("#0b0d12", 1.0, "#4a4c50", "#ffffff", palette.readable(stage.plan.palette.accent, "#33353a"))


def draw(canvas: Any, stage: Stage, box: Box) -> None:
    """Paint a plate; its shadow or glow stays within 0.03 units around it."""
    made, unit = material(stage), stage.unit
    fill = brush.fill(made.colour, made.opacity)
    rect, line = skia.Rect(*box), max(1.0, 0.003 * unit)
    match stage.plan.style:
        case "paper":
            shade = brush.fill("#1a1020", 0.42)
            canvas.drawRect(rect.makeOffset(0, 0.006 * unit), brush.blurred(shade, 0.007 * unit))
            canvas.drawRect(rect, fill)
        case "flat":
            canvas.drawRoundRect(rect, 0.014 * unit, 0.014 * unit, fill)
        case "watercolor":
            canvas.drawRoundRect(rect, 0.02 * unit, 0.02 * unit, brush.blurred(fill, 0.005 * unit))
            canvas.drawRect(rect.makeInset(0.006 * unit, 0.006 * unit), brush.fill(made.colour, made.opacity))
        case "neon":
            canvas.drawRoundRect(rect, 0.012 * unit, 0.012 * unit, fill)
            tube = stage.plan.palette.accent
            glow = brush.blurred(brush.stroke(tube, 2.5 * line, 0.6), 0.008 * unit)
            for paint in (glow, brush.stroke(palette.lighten(tube, 0.08), 0.9 * line)):
                canvas.drawRoundRect(rect, 0.012 * unit, 0.012 * unit, paint)
        case "blueprint":
            canvas.drawRect(rect, fill)
            for inset, width in ((0.0, 1.0), (0.006 * unit, 0.45)):
                pen = brush.stroke(made.ink, max(1.0, width * line), 0.85)
                canvas.drawRect(rect.makeInset(inset, inset), pen)
        case "pixel":
            step = max(2.0, round(0.006 * unit))
            canvas.drawRect(rect.makeOutset(0, step), fill)
            canvas.drawRect(rect.makeOutset(step, 0), fill)
        case "editorial":
            canvas.drawRect(rect, fill)
        case _:
            canvas.drawRoundRect(rect, 0.006 * unit, 0.006 * unit, fill)
