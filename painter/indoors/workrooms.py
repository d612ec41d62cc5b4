"""Draws what stands and hangs along the walls of a kitchen and a workshop."""

from __future__ import annotations

from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.indoors.furniture import desk, indoors, pendant


def kitchen(canvas: Any, stage: Stage, floor: float) -> None:
    """Cupboards with a worktop, a pot on the stove, and jars on a board."""
    unit, x = stage.unit, stage.subject_x
    _cupboards(canvas, stage, stage.left, x - 0.30 * unit, floor + 0.03 * unit)
    _pot(canvas, stage, x - 0.52 * unit, floor - 0.155 * unit)
    _jars(canvas, stage, x + 0.25 * unit, floor - 0.26 * unit)
    _jars(canvas, stage, x + 0.25 * unit, floor - 0.42 * unit)
    _cupboards(canvas, stage, x + 0.24 * unit, stage.right, floor + 0.03 * unit)
    pendant(canvas, stage, x - 0.02 * unit, floor - 0.60 * unit)


def workshop(canvas: Any, stage: Stage, floor: float) -> None:
    """Tools on the wall, a bench and a stack of boards."""
    unit, x = stage.unit, stage.subject_x
    _tools(canvas, stage, x + 0.26 * unit, floor - 0.46 * unit)
    desk(canvas, stage, x - 0.98 * unit, floor + 0.05 * unit)
    _vice(canvas, stage, x - 0.86 * unit, floor - 0.12 * unit)
    for index in range(5):
        wood = indoors(stage, palette.lighten("#b98a55", 0.03 * (index % 3) - 0.03))
        left, tall = x + (0.27 + 0.035 * index) * unit, (0.30 - 0.03 * (index % 2)) * unit
        board = [(left, floor + 0.03 * unit), (left + 0.03 * unit, floor + 0.03 * unit)]
        board += [(left + 0.05 * unit, floor - tall * 0.6), (left + 0.02 * unit, floor - tall * 0.6)]
        canvas.drawPath(brush.polygon(board), brush.fill(wood))
    pendant(canvas, stage, x - 0.02 * unit, floor - 0.60 * unit)


def _vice(canvas: Any, stage: Stage, x: float, y: float) -> None:
    unit, steel = stage.unit, indoors(stage, "#5d6a76")
    for left, right, up in ((-0.05, 0.05, 0.03), (-0.05, -0.02, 0.075), (0.015, 0.05, 0.075)):
        canvas.drawRect(skia.Rect(x + left * unit, y - up * unit, x + right * unit, y), brush.fill(steel))
    canvas.drawLine(
        x + 0.05 * unit, y - 0.045 * unit, x + 0.10 * unit, y - 0.045 * unit, brush.stroke(steel, 0.009 * unit)
    )


def _cupboards(canvas: Any, stage: Stage, left: float, right: float, base: float) -> None:
    unit = stage.unit
    front = indoors(stage, palette.mix("#e4e0d2", stage.plan.palette.accent, 0.18))
    top = base - 0.17 * unit
    canvas.drawRect(skia.Rect(left, top, right, base), brush.fill(front))
    line = brush.stroke(palette.lighten(front, -0.10), 0.003 * unit)
    for index in range(int((right - left) / (0.16 * unit)) + 1):
        box = skia.Rect.MakeXYWH(left + index * 0.16 * unit, top + 0.03 * unit, 0.14 * unit, 0.125 * unit)
        if box.right() < right:
            canvas.drawRoundRect(box, 0.006 * unit, 0.006 * unit, line)
            canvas.drawCircle(
                box.right() - 0.02 * unit, box.top() + 0.025 * unit, 0.006 * unit, brush.fill(indoors(stage, "#6b5138"))
            )
    canvas.drawRect(
        skia.Rect(left, top - 0.018 * unit, right, top + 0.006 * unit), brush.fill(indoors(stage, "#8a6a4a"))
    )


def _pot(canvas: Any, stage: Stage, x: float, y: float) -> None:
    unit = stage.unit
    enamel = indoors(stage, palette.mix("#b8402e", stage.plan.palette.accent, 0.4))
    brush.rounded(canvas, x - 0.07 * unit, y - 0.085 * unit, x + 0.07 * unit, y, 0.014 * unit, brush.fill(enamel))
    brush.rounded(
        canvas,
        x - 0.076 * unit,
        y - 0.095 * unit,
        x + 0.076 * unit,
        y - 0.08 * unit,
        0.006 * unit,
        brush.fill(palette.lighten(enamel, -0.08)),
    )
    for side in (-1, 1):
        canvas.drawLine(
            x + side * 0.07 * unit,
            y - 0.06 * unit,
            x + side * 0.092 * unit,
            y - 0.06 * unit,
            brush.stroke(enamel, 0.010 * unit),
        )
    canvas.drawCircle(x, y - 0.102 * unit, 0.011 * unit, brush.fill(indoors(stage, "#3d3833")))


def _jars(canvas: Any, stage: Stage, x: float, y: float) -> None:
    unit, rng = stage.unit, stage.rng("jars")
    canvas.drawRect(skia.Rect(x, y, x + 0.34 * unit, y + 0.016 * unit), brush.fill(indoors(stage, "#8a5f3c")))
    for index in range(6):
        left, tall = x + (0.015 + 0.052 * index) * unit, float(rng.uniform(0.055, 0.095)) * unit
        colour = indoors(stage, str(rng.choice(("#d8c39a", "#b5683a", "#7d8f57", "#e3ded2", "#c9a24a"))))
        brush.rounded(canvas, left, y - tall, left + 0.042 * unit, y, 0.008 * unit, brush.fill(colour))
        lid = skia.Rect(left + 0.004 * unit, y - tall - 0.008 * unit, left + 0.038 * unit, y - tall + 0.006 * unit)
        canvas.drawRect(lid, brush.fill(indoors(stage, "#6b5138")))


def _tools(canvas: Any, stage: Stage, x: float, y: float) -> None:
    """A board with a hammer, a saw, spanners and a screwdriver."""
    unit = stage.unit
    brush.rounded(canvas, x, y, x + 0.36 * unit, y + 0.24 * unit, 0.008 * unit, brush.fill(indoors(stage, "#9c7a52")))
    steel, wood = indoors(stage, "#aab4bd"), indoors(stage, palette.mix("#c9472f", stage.plan.palette.accent, 0.5))
    canvas.drawLine(
        x + 0.05 * unit, y + 0.05 * unit, x + 0.05 * unit, y + 0.20 * unit, brush.stroke(wood, 0.012 * unit)
    )
    brush.rounded(
        canvas, x + 0.015 * unit, y + 0.035 * unit, x + 0.09 * unit, y + 0.065 * unit, 0.006 * unit, brush.fill(steel)
    )
    blade = [
        (x + 0.12 * unit, y + 0.05 * unit),
        (x + 0.24 * unit, y + 0.09 * unit),
        (x + 0.24 * unit, y + 0.12 * unit),
        (x + 0.12 * unit, y + 0.10 * unit),
    ]
    canvas.drawPath(brush.polygon(blade), brush.fill(steel))
    brush.rounded(
        canvas, x + 0.105 * unit, y + 0.04 * unit, x + 0.15 * unit, y + 0.11 * unit, 0.012 * unit, brush.fill(wood)
    )
    for index in range(3):
        left = x + (0.14 + 0.04 * index) * unit
        canvas.drawLine(left, y + 0.15 * unit, left, y + 0.21 * unit, brush.stroke(steel, 0.008 * unit))
        canvas.drawCircle(left, y + 0.15 * unit, 0.012 * unit, brush.stroke(steel, 0.006 * unit))
    canvas.drawLine(
        x + 0.30 * unit, y + 0.04 * unit, x + 0.30 * unit, y + 0.10 * unit, brush.stroke(wood, 0.018 * unit)
    )
    canvas.drawLine(
        x + 0.30 * unit, y + 0.10 * unit, x + 0.30 * unit, y + 0.19 * unit, brush.stroke(steel, 0.006 * unit)
    )
