"""Draws the furniture along the back wall of a living room or an office, in the light of the room."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage

_DARKNESS = {"day": 0.0, "dawn": 0.10, "sunset": 0.26, "night": 0.48}
_BOOKS = ("#b5483a", "#2f6f7e", "#d9a441", "#5a4a78", "#7d8f57", "#c9c0ae", "#38506e")


def indoors(stage: Stage, colour: str, *, share: float = 1.0) -> str:
    """A thing's colour in the light of a room at this hour; `share` 0..1 is how much of the darkness reaches it."""
    shade = palette.mix(stage.plan.palette.sky_top, "#3a2420", 0.62)
    dark = palette.mix(colour, shade, _DARKNESS[stage.plan.time_of_day] * share)
    return palette.mix(dark, stage.plan.palette.light, 0.06)


def lamps_on(stage: Stage) -> bool:
    """Whether the lamps of a room are lit: in the evening, and when it is grey outside."""
    return stage.plan.time_of_day in {"night", "sunset"} or stage.plan.weather in {"rain", "fog"}


def lamplight(stage: Stage) -> str:
    """The colour of the light on a table."""
    return "#ffd28a" if lamps_on(stage) else stage.plan.palette.light


def living_room(canvas: Any, stage: Stage, floor: float) -> None:
    """A sofa, a bookcase, a floor lamp and a plant."""
    unit, x = stage.unit, stage.subject_x
    _pictures(canvas, stage, x - 0.62 * unit, floor - 0.42 * unit)
    _sofa(canvas, stage, x - 0.66 * unit, floor + 0.045 * unit)
    _shelf(canvas, stage, x + 0.24 * unit, floor + 0.02 * unit)
    _plant(canvas, stage, x - 1.10 * unit, floor + 0.05 * unit, 0.40)
    _floor_lamp(canvas, stage, x + 0.285 * unit, floor + 0.04 * unit)


def office(canvas: Any, stage: Stage, floor: float) -> None:
    """A desk with a screen, a cabinet, a shelf of folders and a plant."""
    unit, x = stage.unit, stage.subject_x
    _pictures(canvas, stage, x - 0.62 * unit, floor - 0.44 * unit)
    desk(canvas, stage, x - 0.98 * unit, floor + 0.05 * unit)
    _screen(canvas, stage, x - 0.74 * unit, floor - 0.12 * unit)
    _shelf(canvas, stage, x + 0.26 * unit, floor + 0.02 * unit)
    _plant(canvas, stage, x - 0.33 * unit, floor + 0.04 * unit, 0.30)
    pendant(canvas, stage, x + 0.10 * unit, floor - 0.60 * unit)


def _pictures(canvas: Any, stage: Stage, x: float, y: float) -> None:
    """Pictures on the wall, left out where they would be behind the titles."""
    if stage.plan.titles:
        return
    unit, colours = stage.unit, stage.plan.palette
    for across, half, tall in ((-0.16, 0.085, 0.20), (0.06, 0.10, 0.14)):
        left, top = x + (across - half) * unit, y - tall / 2 * unit
        box = skia.Rect(left, top, left + 2 * half * unit, top + tall * unit)
        canvas.drawRect(box, brush.fill(indoors(stage, "#4b3a2c")))
        canvas.drawRect(box.makeInset(0.012 * unit, 0.012 * unit), brush.fill(indoors(stage, "#f3eee2")))
        inner = box.makeInset(0.026 * unit, 0.026 * unit)
        canvas.drawRect(inner, brush.fill(indoors(stage, colours.sky_mid)))
        hill = [
            (inner.left(), inner.bottom()),
            (inner.left(), inner.centerY()),
            (inner.centerX(), inner.centerY() - 0.02 * unit),
            (inner.right(), inner.bottom() - 0.02 * unit),
            (inner.right(), inner.bottom()),
        ]
        canvas.drawPath(brush.polygon(hill), brush.fill(indoors(stage, colours.accent)))


def _sofa(canvas: Any, stage: Stage, x: float, base: float) -> None:
    unit = stage.unit
    cloth = indoors(stage, palette.mix(stage.plan.palette.accent, "#8a8f9c", 0.55))
    dark, bright = palette.lighten(cloth, -0.07), palette.lighten(cloth, 0.045)
    half = 0.30 * unit
    canvas.drawOval(
        skia.Rect(x - half * 1.05, base - 0.012 * unit, x + half * 1.05, base + 0.018 * unit),
        brush.fill("#120c0a", 0.30),
    )
    for side in (-0.9, 0.86):
        canvas.drawRect(
            skia.Rect(x + side * half, base - 0.03 * unit, x + side * half + 0.014 * unit, base),
            brush.fill(indoors(stage, "#4b3a2c")),
        )
    brush.rounded(
        canvas, x - half * 0.92, base - 0.205 * unit, x + half * 0.92, base - 0.03 * unit, 0.03 * unit, brush.fill(dark)
    )
    for left in (-0.86, 0.02):
        brush.rounded(
            canvas,
            x + left * half,
            base - 0.19 * unit,
            x + (left + 0.84) * half,
            base - 0.08 * unit,
            0.025 * unit,
            brush.fill(cloth),
        )
        brush.rounded(
            canvas,
            x + left * half,
            base - 0.105 * unit,
            x + (left + 0.84) * half,
            base - 0.05 * unit,
            0.018 * unit,
            brush.fill(bright),
        )
    brush.rounded(
        canvas, x - half * 0.9, base - 0.058 * unit, x + half * 0.9, base - 0.022 * unit, 0.01 * unit, brush.fill(dark)
    )
    for side in (-1, 1):
        left = x + side * half - (0.055 * unit if side > 0 else 0)
        brush.rounded(
            canvas, left, base - 0.145 * unit, left + 0.055 * unit, base - 0.022 * unit, 0.022 * unit, brush.fill(cloth)
        )
    cushion = indoors(stage, palette.mix(stage.plan.palette.accent, "#ffffff", 0.25))
    canvas.save()
    canvas.translate(x + 0.55 * half, base - 0.135 * unit)
    canvas.rotate(14)
    brush.rounded(canvas, -0.05 * unit, -0.05 * unit, 0.05 * unit, 0.05 * unit, 0.016 * unit, brush.fill(cushion))
    canvas.restore()


def _shelf(canvas: Any, stage: Stage, x: float, base: float) -> None:
    """A bookcase of four boards whose right end may leave the picture."""
    unit, rng = stage.unit, stage.rng("books")
    wood = indoors(stage, "#8a5f3c")
    wide, tall = 0.30 * unit, 0.56 * unit
    brush.rounded(canvas, x, base - tall, x + wide, base, 0.006 * unit, brush.fill(palette.lighten(wood, -0.12)))
    for row in range(4):
        bottom = base - (0.02 + row * 0.135) * unit
        left = x + 0.016 * unit
        while left < x + wide - 0.045 * unit:
            thick, high = float(rng.uniform(0.014, 0.028)) * unit, float(rng.uniform(0.07, 0.105)) * unit
            if rng.random() < 0.14:
                left += 0.03 * unit
                continue
            colour = indoors(stage, str(rng.choice(_BOOKS)))
            canvas.drawRect(skia.Rect(left, bottom - high, left + thick, bottom), brush.fill(colour))
            band = brush.fill(palette.lighten(colour, 0.14), 0.8)
            canvas.drawRect(skia.Rect(left, bottom - high * 0.8, left + thick, bottom - high * 0.72), band)
            left += thick + 0.0015 * unit
        canvas.drawRect(skia.Rect(x, bottom, x + wide, bottom + 0.014 * unit), brush.fill(wood))
    for side in (x, x + wide - 0.012 * unit):
        canvas.drawRect(skia.Rect(side, base - tall, side + 0.012 * unit, base), brush.fill(wood))
    canvas.drawRect(
        skia.Rect(x - 0.006 * unit, base - tall - 0.014 * unit, x + wide + 0.006 * unit, base - tall + 0.004 * unit),
        brush.fill(palette.lighten(wood, 0.04)),
    )


def _plant(canvas: Any, stage: Stage, x: float, base: float, height: float) -> None:
    unit, rng = stage.unit, stage.rng(f"plant {height}")
    leaf = indoors(stage, "#4d7f4a")
    for index in range(9):
        angle = -1.571 + (index - 4) * 0.27
        reach = height * float(rng.uniform(0.6, 0.85)) * unit
        root = (x, base - 0.11 * unit)
        tip = (
            x + float(np.cos(angle)) * reach * 0.75,
            root[1] + float(np.sin(angle)) * reach + abs(index - 4) * 0.012 * unit,
        )
        middle = ((root[0] + tip[0]) / 2, (root[1] + tip[1]) / 2 - 0.02 * unit)
        side = 0.020 * unit
        blade = [root, (middle[0] - side, middle[1]), tip, (middle[0] + side, middle[1])]
        canvas.drawPath(brush.curve(blade), brush.fill(palette.lighten(leaf, 0.05 if index % 2 else -0.03)))
    pot = [
        (x - 0.055 * unit, base - 0.12 * unit),
        (x + 0.055 * unit, base - 0.12 * unit),
        (x + 0.04 * unit, base),
        (x - 0.04 * unit, base),
    ]
    canvas.drawPath(brush.polygon(pot), brush.fill(indoors(stage, "#c1724b")))


def _shine(canvas: Any, stage: Stage, x: float, y: float, radius: float) -> None:
    """The light around a lamp: a soft glow, or rings in a flat design."""
    if not stage.is_flat:
        brush.glow(canvas, x, y, radius * 1.25, "#ffcf85", 0.62)
        return
    for share, opacity in ((1.0, 0.07), (0.68, 0.09), (0.4, 0.12)):
        canvas.drawCircle(x, y, radius * share, brush.fill("#ffcf85", opacity))


def _floor_lamp(canvas: Any, stage: Stage, x: float, base: float) -> None:
    unit = stage.unit
    top = base - 0.47 * unit
    metal = indoors(stage, "#3d3833")
    if lamps_on(stage):
        _shine(canvas, stage, x, top + 0.05 * unit, 0.40 * unit)
    canvas.drawLine(x, top + 0.08 * unit, x, base, brush.stroke(metal, 0.009 * unit))
    canvas.drawOval(
        skia.Rect(x - 0.05 * unit, base - 0.012 * unit, x + 0.05 * unit, base + 0.012 * unit), brush.fill(metal)
    )
    shade = [
        (x - 0.045 * unit, top),
        (x + 0.045 * unit, top),
        (x + 0.078 * unit, top + 0.10 * unit),
        (x - 0.078 * unit, top + 0.10 * unit),
    ]
    cloth = "#ffe3ae" if lamps_on(stage) else indoors(stage, "#eadfca")
    canvas.drawPath(brush.polygon(shade), brush.fill(cloth))


def pendant(canvas: Any, stage: Stage, x: float, y: float) -> None:
    """A lamp that hangs from the ceiling, left out in a tall frame, where it would hang among the titles."""
    if not stage.is_wide and not stage.look.has_text_column:
        return
    unit = stage.unit
    if lamps_on(stage):
        _shine(canvas, stage, x, y + 0.08 * unit, 0.42 * unit)
    metal = palette.mix(indoors(stage, "#33373d"), stage.plan.palette.accent, 0.25)
    canvas.drawLine(x, -stage.margin, x, y, brush.stroke(metal, 0.005 * unit))
    shade = [
        (x - 0.02 * unit, y),
        (x + 0.02 * unit, y),
        (x + 0.085 * unit, y + 0.07 * unit),
        (x - 0.085 * unit, y + 0.07 * unit),
    ]
    canvas.drawPath(brush.polygon(shade), brush.fill(metal))
    bulb = "#fff0c8" if lamps_on(stage) else indoors(stage, "#f3ead8")
    canvas.drawOval(skia.Rect(x - 0.04 * unit, y + 0.055 * unit, x + 0.04 * unit, y + 0.09 * unit), brush.fill(bulb))


def desk(canvas: Any, stage: Stage, x: float, base: float) -> None:
    """A desk with a chest of drawers."""
    unit = stage.unit
    wood = indoors(stage, "#b98d5f")
    top = base - 0.17 * unit
    wide = 0.56 * unit
    for left in (x + 0.02 * unit, x + wide - 0.045 * unit):
        canvas.drawRect(skia.Rect(left, top, left + 0.025 * unit, base), brush.fill(palette.lighten(wood, -0.12)))
    brush.rounded(canvas, x, top, x + wide, top + 0.026 * unit, 0.006 * unit, brush.fill(wood))
    chest = skia.Rect(x + wide - 0.18 * unit, top + 0.026 * unit, x + wide - 0.05 * unit, base - 0.02 * unit)
    canvas.drawRect(chest, brush.fill(palette.lighten(wood, -0.05)))
    for row in (0.38, 0.7):
        y = chest.top() + row * chest.height()
        canvas.drawLine(chest.left(), y, chest.right(), y, brush.stroke(palette.lighten(wood, -0.14), 0.003 * unit))


def _screen(canvas: Any, stage: Stage, x: float, y: float) -> None:
    """A screen on the desk, left out in a wide frame, where it would be behind the titles."""
    if stage.plan.titles and stage.is_wide:
        return
    unit = stage.unit
    dark = indoors(stage, "#2b3038")
    canvas.drawRect(skia.Rect(x - 0.012 * unit, y - 0.05 * unit, x + 0.012 * unit, y), brush.fill(dark))
    brush.rounded(
        canvas, x - 0.11 * unit, y - 0.18 * unit, x + 0.11 * unit, y - 0.035 * unit, 0.008 * unit, brush.fill(dark)
    )
    glass = palette.mix(stage.plan.palette.accent, "#dfe8f2", 0.55)
    box = skia.Rect(x - 0.10 * unit, y - 0.17 * unit, x + 0.10 * unit, y - 0.047 * unit)
    canvas.drawRect(box, brush.fill(glass))
    for row, length in ((0.15, 0.10), (0.13, 0.14), (0.11, 0.07)):
        left = x - 0.085 * unit
        canvas.drawLine(
            left, y - row * unit, left + length * unit, y - row * unit, brush.stroke("#ffffff", 0.006 * unit, 0.7)
        )
