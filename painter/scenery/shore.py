"""The shore of seas and lakes, for subjects that do not swim or float: sand at the sea, a bank at a lake."""

from __future__ import annotations

from typing import Any

import numpy as np

from painter import facts
from painter.craft import brush, noise, palette
from painter.craft.camera import SUBJECT_DEPTH
from painter.craft.stage import Layer, Stage

_ABOVE_FEET = 0.045
"""How far the water's edge is above the feet, in units."""


def stands_on_land(stage: Stage) -> bool:
    """Whether somebody or something in the picture needs ground under it."""
    return not all(map(facts.is_afloat, stage.plan.subjects))


def shore(stage: Stage) -> list[Layer]:
    """Ground in front of the water, and the foam that runs up and down its edge."""
    edge = _edge(stage)
    return [_ground(stage, edge), _foam(stage, edge)]


def _edge(stage: Stage) -> brush.Points:
    rise = noise.outline(stage.rng("shore"), 160, bumps=3.0, octaves=3) * 0.014 * stage.unit
    return np.stack([stage.columns(160), stage.ground - _ABOVE_FEET * stage.unit - rise], axis=1)


def _ground(stage: Stage, edge: brush.Points) -> Layer:
    unit, rng = stage.unit, stage.rng("sand")
    dry = _dry(stage)
    wet = palette.lighten(palette.mix(dry, stage.plan.palette.sky_mid, 0.22), -0.06)
    specks = rng.uniform((stage.left, 0.05), (stage.right, 1.0), (110, 2))
    deep = stage.floor - stage.ground

    def draw(canvas: Any, _: float) -> None:
        top = stage.ground - _ABOVE_FEET * unit
        canvas.drawPath(brush.below(edge, stage.floor), brush.fill(wet))
        sand = edge + np.array([0.0, 0.028 * unit])
        shades = (palette.lighten(dry, 0.02), dry, palette.lighten(dry, -0.07))
        canvas.drawPath(brush.below(sand, stage.floor), brush.vertical(top, stage.height, *shades))
        for chosen, shade in ((specks[::2], -0.08), (specks[1::2], 0.05)):
            spots = chosen * np.array([1.0, deep]) + np.array([0.0, stage.ground])
            brush.dots(canvas, spots, max(1.0, 0.0036 * unit), palette.lighten(dry, shade), 0.7)

    return Layer(SUBJECT_DEPTH, draw, top_px=float(edge[:, 1].min()) - 2)


def _dry(stage: Stage) -> str:
    if stage.plan.setting == "lake":
        return palette.mix(stage.lit("#6f8f55"), stage.plan.palette.land_near, 0.35)
    if stage.is_night:
        return stage.lit("#d8bd92")
    # Sand takes more of its colour from the light than from itself.
    low = stage.plan.palette.sky_low if stage.plan.time_of_day != "day" else stage.plan.palette.light
    return palette.lighten(palette.mix("#e3c493", low, 0.3), -0.07 if stage.plan.time_of_day != "day" else -0.02)


def _foam(stage: Stage, edge: brush.Points) -> Layer:
    """Thin water with a white rim; a lake only laps."""
    unit = stage.unit
    reach = (0.004 if stage.plan.setting == "lake" else 0.016) * unit
    white = palette.mix("#ffffff", stage.plan.palette.sky_low, 0.45 if stage.is_night else 0.15)
    water = brush.fill(palette.mix(stage.plan.palette.sky_low, white, 0.3), 0.35)
    rims = [brush.stroke(white, max(1.0, width * unit), opacity) for width, opacity in ((0.007, 0.75), (0.003, 0.4))]
    offsets = edge[:, 0] / unit

    def draw(canvas: Any, time_s: float) -> None:
        up = np.sin(time_s * 0.9 + offsets * 1.7) + 0.35 * np.sin(time_s * 1.6 + offsets * 5.0)
        line = edge + np.stack([np.zeros(len(edge)), (0.6 + up) * reach], axis=1)
        sheet = np.concatenate([edge - np.array([0.0, 0.012 * unit]), line[::-1]])
        canvas.drawPath(brush.polygon(sheet), water)
        canvas.drawPath(brush.polygon(line, close=False), rims[0])
        canvas.drawPath(brush.polygon(line - np.array([0.0, 0.014 * unit]), close=False), rims[1])

    return Layer(SUBJECT_DEPTH, draw, still=False)
