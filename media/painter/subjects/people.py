"""People: silhouettes with a step, never a face."""

from __future__ import annotations

import math
from typing import Any

import skia

from media.painter import brush, palette
from media.painter.stage import Stage
from media.painter.subjects.placing import Subject


def _person(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    coat, trousers, skin = (
        stage.lit(palette.mix("#d8542f", stage.plan.palette.accent, 0.45)),
        stage.lit("#2c3444"),
        stage.lit("#d9a27c"),
    )
    step = math.sin(time_s * 3.2) * 0.06
    canvas.drawOval(
        skia.Rect(-size * 0.2, -size * 0.015, size * 0.2, size * 0.025),
        brush.fill(palette.lighten(stage.land(1.0), -0.2), 0.4),
    )
    for side in (-1, 1):
        knee, foot = (side * 0.03 + step * side * 0.6) * size, (side * 0.045 + step * side * 1.3) * size
        canvas.drawPath(
            brush.curve([(side * size * 0.03, -size * 0.48), (knee, -size * 0.25), (foot, -size * 0.02)], close=False),
            brush.stroke(trousers, size * 0.075),
        )
        canvas.drawLine(foot, -size * 0.02, foot + size * 0.05, -size * 0.012, brush.stroke("#1d222c", size * 0.045))
    brush.rounded(
        canvas, -size * 0.17, -size * 0.80, -size * 0.03, -size * 0.50, size * 0.05, brush.fill(stage.lit("#3f5b4b"))
    )
    torso = brush.curve(
        [
            (-size * 0.085, -size * 0.80),
            (0, -size * 0.835),
            (size * 0.085, -size * 0.80),
            (size * 0.095, -size * 0.60),
            (size * 0.085, -size * 0.44),
            (-size * 0.085, -size * 0.44),
            (-size * 0.095, -size * 0.60),
        ]
    )
    canvas.drawPath(
        torso,
        brush.linear(
            (-size * 0.1, 0),
            (size * 0.1, 0),
            [
                (0.0, palette.lighten(coat, -0.05 * stage.sun_side), 1.0),
                (1.0, palette.lighten(coat, 0.05 * stage.sun_side), 1.0),
            ],
        ),
    )
    canvas.drawPath(
        brush.curve(
            [
                (size * 0.05, -size * 0.76),
                (size * (0.09 - step), -size * 0.62),
                (size * (0.10 - step * 2), -size * 0.47),
            ],
            close=False,
        ),
        brush.stroke(palette.lighten(coat, -0.05), size * 0.055),
    )
    canvas.drawCircle(size * 0.012, -size * 0.905, size * 0.07, brush.fill(skin))
    cap = brush.curve(
        [
            (-size * 0.066, -size * 0.91),
            (-size * 0.05, -size * 0.975),
            (size * 0.03, -size * 0.985),
            (size * 0.078, -size * 0.925),
        ]
    )
    canvas.drawPath(cap, brush.fill(palette.lighten(coat, -0.12)))
    if stage.is_night:
        brush.glow(canvas, size * 0.13, -size * 0.42, size * 0.35, "#ffcf7a", 0.6)
        canvas.drawCircle(size * 0.13, -size * 0.42, size * 0.022, brush.fill("#fff0c4"))


SUBJECTS = {
    "person": Subject(0.30, _person, half=0.25, indoors=1.9),
}
