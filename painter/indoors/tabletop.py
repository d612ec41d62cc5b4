"""Draws the wood of a table and what lies on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.indoors.furniture import indoors


def grain(canvas: Any, stage: Stage, box: tuple[float, float, float, float], colour: str) -> None:
    """The lines of wood along a table top, closer together towards its back."""
    left, top, right, bottom = box
    rng = stage.rng("table grain")
    for _ in range(46):
        share = float(rng.random())
        y = top + share**1.4 * (bottom - top)
        x, length = float(rng.uniform(left, right)), float(rng.uniform(0.1, 0.5)) * stage.unit
        canvas.drawLine(x, y, x + length, y, brush.stroke(colour, stage.unit * 0.0016 * (0.6 + share), 0.45))


def papers(canvas: Any, stage: Stage, x: float, y: float) -> None:
    """Sheets of paper and a pen on a desk, seen from the side."""
    unit = stage.unit
    for shift, shade in ((0.0, -0.06), (0.035, 0.0)):
        sheet = [(x + (shift + 0.03) * unit, y - 0.05 * unit), (x + (shift + 0.17) * unit, y - 0.05 * unit)]
        sheet += [(x + (shift + 0.15) * unit, y), (x + shift * unit, y)]
        canvas.drawPath(brush.polygon(sheet), brush.fill(palette.lighten(indoors(stage, "#f3f1ec", share=0.6), shade)))
    ink = brush.stroke(indoors(stage, "#8a8f99"), max(1.0, 0.002 * unit), 0.8)
    for row in range(4):
        left = x + (0.075 - 0.006 * row) * unit
        canvas.drawLine(left, y - (0.04 - 0.01 * row) * unit, left + 0.08 * unit, y - (0.04 - 0.01 * row) * unit, ink)
    pen = brush.stroke(stage.plan.palette.accent, 0.006 * unit)
    canvas.drawLine(x + 0.2 * unit, y - 0.03 * unit, x + 0.25 * unit, y - 0.005 * unit, pen)


def still_life(canvas: Any, stage: Stage, kind: str) -> None:
    """What stands on the table where the prompt names nothing: a vase, a bowl of fruit or a box of tools."""
    unit, x, y = stage.unit, stage.subject_x, stage.ground + 0.02 * stage.unit
    canvas.drawOval(
        skia.Rect(x - 0.13 * unit, y - 0.012 * unit, x + 0.14 * unit, y + 0.016 * unit), brush.fill("#1a0f08", 0.35)
    )
    {"kitchen": _fruit, "workshop": _toolbox}.get(kind, _vase)(canvas, stage, x, y)


def _fruit(canvas: Any, stage: Stage, x: float, y: float) -> None:
    unit = stage.unit
    for across, up, colour in (
        (-0.07, 0.10, "#d9472f"),
        (0.05, 0.105, "#e8a531"),
        (-0.01, 0.125, "#7fae3c"),
        (0.09, 0.09, "#d9472f"),
    ):
        fruit = indoors(stage, colour, share=0.6)
        canvas.drawCircle(x + across * unit, y - up * unit, 0.042 * unit, brush.fill(fruit))
        canvas.drawCircle(
            x + (across - 0.012) * unit, y - (up + 0.012) * unit, 0.012 * unit, brush.fill("#ffffff", 0.35)
        )
    bowl = brush.curve(
        [
            (x - 0.15 * unit, y - 0.09 * unit),
            (x - 0.1 * unit, y - 0.02 * unit),
            (x, y),
            (x + 0.1 * unit, y - 0.02 * unit),
            (x + 0.15 * unit, y - 0.09 * unit),
        ]
    )
    canvas.drawPath(bowl, brush.fill(indoors(stage, "#e9e4da", share=0.6)))


def _vase(canvas: Any, stage: Stage, x: float, y: float) -> None:
    unit, rng = stage.unit, stage.rng("vase")
    stem = brush.stroke(indoors(stage, "#4f7a45", share=0.6), 0.006 * unit)
    tips = [(-0.10, 0.33), (-0.045, 0.39), (0.015, 0.42), (0.07, 0.37), (0.12, 0.31)]
    for across, up in tips:
        line = [(x, y - 0.14 * unit), (x + across * 0.4 * unit, y - 0.24 * unit), (x + across * unit, y - up * unit)]
        canvas.drawPath(brush.curve(line, close=False), stem)
        petal = palette.lighten(stage.plan.palette.accent, float(rng.uniform(-0.04, 0.10)))
        for turn in range(6):
            angle = turn * 1.047
            centre = x + (across + 0.021 * np.cos(angle)) * unit, y - (up + 0.021 * np.sin(angle)) * unit
            canvas.drawCircle(*map(float, centre), 0.017 * unit, brush.fill(petal))
        canvas.drawCircle(x + across * unit, y - up * unit, 0.014 * unit, brush.fill("#f7d774"))
    glass = indoors(stage, palette.mix("#dfe8ea", stage.plan.palette.accent, 0.12), share=0.6)
    body = [(x - 0.035, 0.17), (x - 0.03, 0.13), (x - 0.065, 0.06), (x - 0.045, 0.0)]
    left = [(x + (point[0] - x) * unit, y - point[1] * unit) for point in body]
    right = [(2 * x - px, py) for px, py in reversed(left)]
    canvas.drawPath(brush.curve([*left, *right]), brush.fill(glass))
    canvas.drawLine(
        x - 0.022 * unit, y - 0.11 * unit, x - 0.04 * unit, y - 0.05 * unit, brush.stroke("#ffffff", 0.006 * unit, 0.5)
    )


def _toolbox(canvas: Any, stage: Stage, x: float, y: float) -> None:
    unit = stage.unit
    tin = indoors(stage, palette.mix("#c9472f", stage.plan.palette.accent, 0.6), share=0.6)
    steel = indoors(stage, "#aab4bd", share=0.6)
    canvas.drawLine(
        x + 0.06 * unit, y - 0.15 * unit, x + 0.10 * unit, y - 0.25 * unit, brush.stroke(steel, 0.014 * unit)
    )
    canvas.drawLine(
        x - 0.07 * unit, y - 0.15 * unit, x - 0.06 * unit, y - 0.27 * unit, brush.stroke("#8a5f3c", 0.016 * unit)
    )
    head = skia.Rect(x - 0.105 * unit, y - 0.285 * unit, x - 0.02 * unit, y - 0.25 * unit)
    canvas.drawRect(head, brush.fill(steel))
    handle = skia.Rect(x - 0.11 * unit, y - 0.21 * unit, x + 0.11 * unit, y - 0.12 * unit)
    canvas.drawRoundRect(handle, 0.02 * unit, 0.02 * unit, brush.stroke(palette.lighten(tin, -0.14), 0.014 * unit))
    brush.rounded(canvas, x - 0.17 * unit, y - 0.15 * unit, x + 0.17 * unit, y, 0.012 * unit, brush.fill(tin))
    band = skia.Rect(x - 0.17 * unit, y - 0.105 * unit, x + 0.17 * unit, y - 0.09 * unit)
    canvas.drawRect(band, brush.fill(palette.lighten(tin, -0.10)))
    for across in (-0.09, 0.09):
        catch = skia.Rect.MakeXYWH(x + (across - 0.015) * unit, y - 0.12 * unit, 0.03 * unit, 0.04 * unit)
        canvas.drawRect(catch, brush.fill(steel))
