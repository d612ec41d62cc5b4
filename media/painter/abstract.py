"""A play of shapes and light, in no place."""

from __future__ import annotations

from typing import Any

import numpy as np

from media.painter import brush, palette
from media.painter.stage import Layer, Stage


def shapes(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Ribbons of light that flow around the right side, and slow bubbles."""
    ribbons = [_ribbon(stage, index) for index in range(5)]
    return [spotlight(stage), *ribbons, discs(stage, 16)], []


def spotlight(stage: Stage) -> Layer:
    """A soft light behind the subject, or rings of it."""
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


def _ribbon(stage: Stage, index: int) -> Layer:
    """A band between two slow waves."""
    rng = stage.rng(f"ribbon {index}")
    colours = stage.plan.palette
    tones = (colours.land_near, colours.sky_low, colours.accent, colours.light, colours.land_far)
    across = stage.columns(70)
    share = (across - stage.left) / (stage.right - stage.left)
    base = stage.height * (0.58 + 0.09 * index) - share**2 * stage.height * float(rng.uniform(0.15, 0.42))
    offsets, swing = rng.uniform(0, 6.3, 3), stage.unit * 0.075
    thick = stage.unit * float(rng.uniform(0.10, 0.20))
    tone = tones[index]
    strength = 0.9 if stage.is_flat else 0.62
    fade = [(0.0, tone, 0.25 * strength), (0.55, tone, strength), (1.0, palette.lighten(tone, 0.10), strength)]
    paint = brush.linear((stage.left, 0), (stage.right, 0), fade)
    paint = brush.baked(paint, stage.left, -stage.margin, stage.right, stage.floor)
    edge = brush.stroke(palette.lighten(tone, 0.18), max(1.0, stage.unit * 0.0018), 0.45)

    def draw(canvas: Any, time_s: float) -> None:
        upper = base + swing * (
            np.sin(share * 5 + offsets[0] + time_s * 0.55) + 0.5 * np.sin(share * 9 + offsets[1] - time_s * 0.4)
        )
        lower = upper + thick * (1.15 + np.sin(share * 4 + offsets[2] + time_s * 0.35))
        top = np.stack([across, upper], axis=1)
        canvas.drawPath(brush.polygon(np.concatenate([top, np.stack([across, lower], axis=1)[::-1]])), paint)
        canvas.drawPath(brush.polygon(top, close=False), edge)

    return Layer(0.12 + 0.08 * index, draw, still=False)
