"""Draws trees, flowers, a campfire and the earth."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.scenery import trees
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject


def _tree(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    tone = {"autumn": "#d2742c", "spring": "#eba6bd", "winter": "#9fb0b8", "summer": "#4c8a45"}[stage.plan.season]
    canvas.drawOval(
        skia.Rect(-size * 0.35, -size * 0.015, size * 0.35, size * 0.04),
        brush.fill(palette.lighten(stage.land(1.0), -0.15), 0.4),
    )
    canvas.save()
    canvas.skew(math.sin(time_s * 0.8) * 0.012, 0)
    trees.broadleaf(canvas, 0, size * 0.02, size, stage.lit(tone), stage)
    canvas.restore()
    if stage.plan.season in {"autumn", "spring"}:
        leaves = stage.rng("leaves").uniform((-0.4, 0.0), (0.4, 1.0), (16, 2))
        fall = (leaves[:, 1] + time_s * 0.13) % 1.0
        drift = leaves[:, 0] + fall * 0.25 + 0.03 * np.sin(fall * 12)
        brush.dots(
            canvas,
            np.stack([drift, fall * 0.75 - 0.7], axis=1) * size,
            size * 0.016,
            palette.lighten(stage.lit(tone), 0.05),
            0.9,
        )


def _palm(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    canvas.drawOval(skia.Rect(-size * 0.45, -size * 0.045, size * 0.45, size * 0.07), brush.fill(stage.lit("#d8b87e")))
    for across, scale, phase in ((0.0, 1.0, 0.0), (-0.16, 0.72, 1.0)):
        trees.palm(canvas, across * size, 0.0, size * scale, stage, math.sin(time_s * 0.9 + phase) * 0.025)


def _flower(pen: Pen) -> None:
    """Three flowers that nod in the wind, the tallest in front."""
    pen.shadow(0.3)
    for x, scale, tone, phase in (
        (-0.26, 0.66, "#f4c542", 1.0),
        (0.26, 0.74, "#f08fb0", 2.1),
        (0.0, 1.0, "#e8503f", 0.0),
    ):
        with pen.at(x, scale=scale):
            _blossom(pen, tone, pen.wave(1.3, phase) * 0.05)


def _blossom(pen: Pen, tone: str, sway: float) -> None:
    green = "#3f8a4a"
    head = (sway, 0.74)
    pen.line([(0, 0), (sway * 0.1, 0.3), (sway * 0.5, 0.55), head], green, 0.03)
    for side, y in ((-1, 0.16), (1, 0.28)):
        pen.solid([(0, y), (side * 0.12, y + 0.12), (side * 0.27, y + 0.15), (side * 0.17, y + 0.02)], green)
    with pen.at(*head, turn=sway * 120):
        for petal in range(16):
            with pen.at(turn=petal * 22.5):
                outer = petal % 2 == 0
                reach = 0.25 if outer else 0.2
                shade = tone if outer else palette.lighten(tone, -0.05)
                pen.shape([(0, 0.04), (0.06, reach * 0.7), (0, reach), (-0.06, reach * 0.7)], shade)
        pen.ball(0, 0, 0.085, "#7a4a1f")
        for seed in range(9):
            pen.disc(0.05 * math.cos(seed * 2.4), 0.05 * math.sin(seed * 2.4), 0.01, "#e0a640")


def _campfire(pen: Pen) -> None:
    """A fire between stones, with sparks."""
    if not pen.stage.is_flat:
        pen.glow(0, 0.3, 1.6, "#ff9a3d", 0.42 + 0.05 * pen.wave(9))
    pen.shadow(0.62)
    for turn in (-24, 24):
        with pen.at(0, 0.12, turn=turn):
            pen.block(-0.46, -0.06, 0.46, 0.06, "#6b4226", 0.06)
            pen.disc(-0.44, 0.0, 0.035, "#c98f58", high=0.055)
    for width, high, tone, phase in (
        (0.3, 0.92, "#f2622a", 0.0),
        (0.21, 0.68, "#ffa12e", 1.3),
        (0.12, 0.42, "#fff0b8", 2.4),
    ):
        lick, lean = high * (1 + 0.09 * pen.wave(11, phase)), pen.wave(5, phase) * 0.06
        flame = [(-width * 0.6, 0.08), (-width, 0.26), (-width * 0.45, lick * 0.6), (lean, lick), (lean, lick)]
        flame += [(width * 0.4, lick * 0.66), (width, 0.26), (width * 0.6, 0.08)]
        pen.canvas.drawPath(pen.path(flame), brush.fill(tone, 0.95))
    for stone in range(7):
        x = -0.54 + stone * 0.18
        pen.ball(x, 0.03 - 0.03 * math.cos(x * 3), 0.1, "#7d7a78", high=0.07)
    for spark in range(14):
        age = (pen.time_s * 0.5 + spark * 0.618) % 1.0
        x = math.sin(spark * 5.1) * 0.22 + math.sin(age * 8 + spark) * 0.07
        pen.canvas.drawCircle(x * pen.size, -(0.5 + age) * pen.size, 0.013 * pen.size, brush.fill("#ffc46b", 1 - age))


def _globe(pen: Pen) -> None:
    """The earth, turning."""
    with pen.at(0, 0.5 + pen.wave(0.8) * 0.015):
        pen.glow(0, 0, 0.78, "#7fc4ff", 0.45)
        pen.disc(0, 0, 0.46, "#2f7fc4")
        with pen.inside(pen.path([(0.46 * math.cos(step / 5), 0.46 * math.sin(step / 5)) for step in range(32)])):
            for lap in range(2):
                shift = ((pen.time_s * 0.14 + lap * 0.95 + 0.5) % 1.9) - 0.95
                for land in _CONTINENTS:
                    pen.shape([(x + shift, y) for x, y in land], "#5fae5a")
            for start, y in ((0.0, 0.22), (0.7, -0.12), (1.3, 0.02)):
                x = ((pen.time_s * 0.2 + start) % 1.9) - 0.95
                for cloud, radius in ((-0.1, 0.03), (0.0, 0.045), (0.1, 0.028)):
                    pen.disc(x + cloud, y, radius * 2.6, "#ffffff", 0.6, high=radius * 0.8)
            _night_side(pen, 0.46)


def _night_side(pen: Pen, radius: float) -> None:
    """The half of a sphere that turns away from the light."""
    dark, side = palette.lighten(pen.stage.plan.palette.sky_top, -0.2), pen.stage.sun_side
    x, y, reach = side * 0.45 * radius * pen.size, -0.4 * radius * pen.size, radius * pen.size
    if pen.stage.is_flat:
        away = skia.Op(
            skia.Path.Circle(0, 0, reach), skia.Path.Circle(x * 0.5, y * 0.5, reach), skia.kDifference_PathOp
        )
        pen.canvas.drawPath(away, brush.fill(dark, 0.4))
    else:
        fade = [(0.0, dark, 0.0), (0.5, dark, 0.0), (0.9, dark, 0.6), (1.0, dark, 0.75)]
        pen.canvas.drawCircle(0, 0, reach, brush.radial(x, y, reach * 1.6, fade))


_CONTINENTS = (
    [(-0.5, 0.3), (-0.38, 0.36), (-0.2, 0.33), (-0.1, 0.22), (-0.24, 0.16), (-0.28, 0.06), (-0.4, 0.14)],
    [(-0.24, 0.02), (-0.12, 0.03), (-0.06, -0.08), (-0.16, -0.3), (-0.22, -0.34), (-0.24, -0.14)],
    [(0.1, 0.3), (0.26, 0.38), (0.46, 0.34), (0.56, 0.22), (0.4, 0.12), (0.3, 0.18), (0.18, 0.18)],
    [(0.12, 0.12), (0.28, 0.12), (0.34, 0.0), (0.26, -0.12), (0.22, -0.26), (0.14, -0.16), (0.1, 0.0)],
    [(0.5, -0.14), (0.6, -0.1), (0.66, -0.2), (0.56, -0.26)],
)


SUBJECTS = {
    "tree": DrawnSubject(0.50, _tree, half=0.45),
    "palm": DrawnSubject(0.46, _palm, half=0.65),
    "flower": DrawnSubject(0.40, sketch(_flower), half=0.5),
    "campfire": DrawnSubject(0.24, sketch(_campfire), half=0.8),
    "globe": DrawnSubject(0.52, sketch(_globe), lift=0.06, half=0.6),
}
