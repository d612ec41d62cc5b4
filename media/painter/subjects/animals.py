"""Animals, each moving in its own way."""

from __future__ import annotations

import math
from typing import Any

import skia

from media.painter import brush, palette
from media.painter.stage import Stage
from media.painter.subjects.placing import Subject


def _camel(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A caravan of three, each walking in its own step."""
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 0.5, 0)
    for place, scale in ((-1.3, 0.90), (-0.4, 0.95), (0.5, 1.0)):
        canvas.save()
        canvas.translate(place * size, 0)
        canvas.scale(scale, scale)
        _one_camel(canvas, stage, size, time_s * 2.6 + place * 2)
        canvas.restore()


def _one_camel(canvas: Any, stage: Stage, size: float, step: float) -> None:
    hide = palette.lighten(stage.lit("#94623a"), -0.10)
    canvas.drawOval(
        skia.Rect(-size * 0.42, -size * 0.02, size * 0.42, size * 0.035),
        brush.fill(palette.lighten(stage.land(1.0), -0.2), 0.35),
    )
    for x, phase in ((-0.24, 0.0), (-0.17, 3.1), (0.17, 3.9), (0.24, 0.8)):
        swing = math.sin(step + phase) * size * 0.06
        leg = brush.curve(
            [(x * size, -size * 0.42), (x * size + swing * 0.5, -size * 0.22), (x * size + swing, 0)], close=False
        )
        canvas.drawPath(leg, brush.stroke(palette.lighten(hide, -0.05), size * 0.042))
    body = [
        (-0.33, -0.42),
        (-0.31, -0.58),
        (-0.20, -0.60),
        (-0.12, -0.73),
        (-0.02, -0.60),
        (0.05, -0.60),
        (0.13, -0.73),
        (0.22, -0.59),
        (0.30, -0.50),
        (0.24, -0.40),
        (0.0, -0.36),
    ]
    canvas.drawPath(
        brush.curve([(x * size, y * size) for x, y in body]),
        brush.vertical(-size * 0.72, -size * 0.38, palette.lighten(hide, 0.09), hide),
    )
    nod = math.sin(step) * size * 0.012
    neck = brush.curve(
        [
            (size * 0.26, -size * 0.50),
            (size * 0.40, -size * 0.47),
            (size * 0.45, -size * 0.68 + nod),
            (size * 0.47, -size * 0.80 + nod),
        ],
        close=False,
    )
    canvas.drawPath(neck, brush.stroke(hide, size * 0.075))
    head = [(0.43, -0.82), (0.47, -0.88), (0.54, -0.86), (0.62, -0.80), (0.60, -0.76), (0.48, -0.76)]
    canvas.drawPath(brush.curve([(x * size, y * size + nod) for x, y in head]), brush.fill(hide))
    blanket = stage.lit(palette.mix("#c23b2c", stage.plan.palette.accent, 0.4))
    canvas.drawPath(
        brush.curve(
            [
                (-size * 0.13, -size * 0.68),
                (size * 0.0, -size * 0.64),
                (size * 0.13, -size * 0.69),
                (size * 0.16, -size * 0.46),
                (size * 0.0, -size * 0.44),
                (-size * 0.16, -size * 0.46),
            ]
        ),
        brush.fill(blanket),
    )
    canvas.drawLine(
        -size * 0.14, -size * 0.50, size * 0.14, -size * 0.50, brush.stroke(stage.lit("#f3d27c"), size * 0.016)
    )


def _bird(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A flock that glides and flaps in a loose wedge."""
    rng = stage.rng("flock")
    tone = palette.mix(palette.lighten(stage.plan.palette.land_near, -0.2), stage.plan.palette.sky_top, 0.2)
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 1.2, 0)
    for index in range(7):
        side = -1 if index % 2 else 1
        row = (index + 1) // 2
        x = -row * size * 0.30 + float(rng.normal(0, 0.04)) * size
        y = side * row * size * 0.13 - size * 0.3 + math.sin(time_s * 0.9 + index) * size * 0.02
        span = size * float(rng.uniform(0.16, 0.20)) * (1.25 if index == 0 else 1.0)
        flap = math.sin(time_s * 6.5 + index * 1.3) * 0.55
        wing = brush.curve(
            [
                (x - span, y - span * flap),
                (x - span * 0.45, y - span * (0.22 + flap * 0.5)),
                (x, y),
                (x + span * 0.45, y - span * (0.22 + flap * 0.5)),
                (x + span, y - span * flap),
                (x + span * 0.4, y - span * (0.08 + flap * 0.35)),
                (x, y + span * 0.13),
                (x - span * 0.4, y - span * (0.08 + flap * 0.35)),
            ]
        )
        canvas.drawPath(wing, brush.fill(tone, 0.95))


SUBJECTS = {
    "camel": Subject(0.20, _camel, half=1.9),
    "bird": Subject(0.40, _bird, lift=0.34, half=1.3),
}
