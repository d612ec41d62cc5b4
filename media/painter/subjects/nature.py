"""Trees, flowers and fire."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia

from media.painter import brush, palette, trees
from media.painter.stage import Stage
from media.painter.subjects.placing import Subject


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


SUBJECTS = {
    "tree": Subject(0.50, _tree, half=0.45),
    "palm": Subject(0.46, _palm, half=0.65),
}
