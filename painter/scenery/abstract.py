"""The abstract setting: moving shapes and light in no particular place."""

from __future__ import annotations

from typing import Any

import numpy as np

from painter.craft import brush, palette
from painter.craft.stage import Layer, Stage
from painter.scenery.shapes import composition


def shapes(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Moving shapes that suit the mood."""
    return [spotlight(stage), *composition(stage), discs(stage, 10)], []


def spotlight(stage: Stage) -> Layer:
    """A soft light behind the subject; rings in a flat design."""
    colours = stage.plan.palette
    x, y = stage.subject_x, stage.horizon - 0.30 * stage.unit

    def draw(canvas: Any, _: float) -> None:
        tone = palette.mix(colours.sky_low, colours.accent, 0.35)
        if stage.is_flat:
            for radius, opacity in ((0.62, 0.16), (0.46, 0.20), (0.31, 0.26)):
                canvas.drawCircle(x, y, radius * stage.unit, brush.fill(tone, opacity))
        else:
            brush.glow(canvas, x, y, stage.unit * 1.05, tone, 0.65)
            brush.glow(canvas, stage.width * 0.08, stage.height * 1.02, stage.unit * 0.9, colours.sky_low, 0.45)

    return Layer(0.04, draw, soft=True)


def discs(stage: Stage, count: int) -> Layer:
    """Out-of-focus lights in a film, small solid shapes in a flat design."""
    rng = stage.rng("discs")
    places = rng.uniform((0, 0), (stage.width, stage.height), (count, 2))
    sizes = rng.uniform(0.006, 0.03, count) ** 1.15 * stage.unit * (1.0 if stage.is_flat else 1.6)
    paces, offsets = rng.uniform(0.2, 0.6, count), rng.uniform(0, 6.3, count)
    colours = stage.plan.palette
    choices = [colours.accent, colours.light, palette.lighten(colours.sky_low, 0.18)]
    picks = rng.integers(0, 3, count).tolist()

    def draw(canvas: Any, time_s: float) -> None:
        rise = (places[:, 1] - time_s * paces * 0.06 * stage.unit) % (stage.height * 1.1)
        sway = places[:, 0] + np.sin(time_s * paces + offsets) * 0.03 * stage.unit
        for x, y, size, pick in zip(sway.tolist(), rise.tolist(), sizes.tolist(), picks, strict=True):
            canvas.drawCircle(x, y, size, brush.fill(choices[pick], 0.55 if stage.is_flat else 0.16))
            if not stage.is_flat:
                canvas.drawCircle(x, y, size, brush.stroke(choices[pick], stage.unit * 0.0016, 0.22))

    return Layer(0.3, draw, still=False)
