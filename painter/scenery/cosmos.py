"""The space setting: a nebula, stars, a planet with a ring, and the edge of another planet below."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush, noise, palette
from painter.craft.stage import Layer, Stage
from painter.scenery import sky


def space(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Deep space behind the subject, the edge of a world in front of it."""
    behind = [
        Layer(0.02, lambda canvas, _: _deep(canvas, stage), soft=True),
        Layer(0.05, sky.twinkling(stage, stage.height), still=False),
    ]
    if "globe" not in stage.plan.subjects:
        behind.append(_planet(stage))
    return behind, [_world(stage)]


def _deep(canvas: Any, stage: Stage) -> None:
    colours = stage.plan.palette
    for name, colour, strength in (("first", colours.sky_low, 0.75), ("second", colours.accent, 0.5)):
        if stage.is_flat:
            break
        field = noise.texture(stage.rng(f"nebula {name}"), 160, 280, cells=(3, 4), octaves=5)
        down, across = np.mgrid[0:1:160j, 0:1:280j]
        band = np.exp(-(((down - 0.75 + 0.45 * across) / 0.30) ** 2))
        cloud = np.clip((field - 0.42) / 0.4, 0, 1) ** 1.4 * band * strength
        brush.stretch(canvas, brush.tinted(colour, cloud), stage.left, -stage.margin, stage.right, stage.floor)
    sky.stars(canvas, stage, stage.height * 1.5, 900)


def _planet(stage: Stage) -> Layer:
    rng = stage.rng("planet")
    radius = stage.unit * float(rng.uniform(0.10, 0.14))
    x, y = (stage.width * 0.90, stage.height * 0.24) if stage.is_wide else (stage.width * 0.20, stage.height * 0.50)
    colour = palette.lighten(stage.plan.palette.accent, -0.06)
    tilt = float(rng.uniform(-28, -12))

    def draw(canvas: Any, _: float) -> None:
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(tilt)
        _ring(canvas, radius, colour, back=True)
        canvas.save()
        canvas.clipPath(skia.Path.Circle(0, 0, radius), True)
        canvas.drawPaint(brush.fill(colour))
        bands = stage.rng("bands")
        for _band in range(9):
            top = float(bands.uniform(-1, 0.9)) * radius
            shade = palette.lighten(colour, float(bands.uniform(-0.09, 0.09)))
            canvas.drawOval(
                skia.Rect(-radius * 1.4, top, radius * 1.4, top + radius * float(bands.uniform(0.08, 0.3))),
                brush.fill(shade, 0.7),
            )
        night = palette.mix(stage.plan.palette.sky_top, colour, 0.08)
        shadow = [(0.0, night, 0.0), (0.55, night, 0.12), (0.8, night, 0.7), (1.0, night, 0.95)]
        canvas.drawPaint(brush.radial(-radius * 0.5, -radius * 0.45, radius * 1.75, shadow))
        canvas.restore()
        _ring(canvas, radius, colour, back=False)
        canvas.restore()

    return Layer(0.12, draw, top_px=y - radius * 2.4, bottom_px=y + radius * 2.4)


def _ring(canvas: Any, radius: float, colour: str, *, back: bool) -> None:
    canvas.save()
    canvas.clipRect(skia.Rect(-3 * radius, -radius if back else 0, 3 * radius, 0 if back else radius))
    for size, width, opacity in ((1.55, 0.10, 0.75), (1.78, 0.16, 0.55), (2.02, 0.06, 0.4)):
        oval = skia.Rect(-radius * size, -radius * size * 0.26, radius * size, radius * size * 0.26)
        canvas.drawOval(oval, brush.stroke(palette.lighten(colour, 0.14), radius * width * 0.6, opacity))
    canvas.restore()


def _world(stage: Stage) -> Layer:
    """The lit edge of a large planet below, with its thin atmosphere."""
    radius = max(stage.width, stage.height) * 1.5
    x, y = stage.width * 0.62, stage.horizon + 0.06 * stage.unit + radius
    colours = stage.plan.palette
    air = palette.lighten(palette.mix(colours.sky_low, "#6fb7ff", 0.5), 0.2)

    def draw(canvas: Any, _: float) -> None:
        depth = stage.unit * 0.16 / radius
        halo = [
            (0.0, air, 0.0),
            (1 - depth, air, 0.0),
            (1 - depth + 0.0005, air, 0.6),
            (1 - depth * 0.72, air, 0.2),
            (1.0, air, 0.0),
        ]
        canvas.drawCircle(x, y, radius / (1 - depth), brush.radial(x, y, radius / (1 - depth), halo))
        body = palette.lighten(colours.land_near, -0.08)
        edge = stage.unit * 0.35 / radius
        face = [
            (0.0, body, 1.0),
            (1 - edge, body, 1.0),
            (1 - edge * 0.25, palette.mix(body, air, 0.35), 1.0),
            (1.0, palette.mix(body, air, 0.85), 1.0),
        ]
        canvas.drawCircle(x, y, radius, brush.radial(x, y, radius, face))
        field = noise.texture(stage.rng("continents"), 60, 300, cells=(4, 14), octaves=5)
        cloud = np.clip((field - 0.5) / 0.2, 0, 1) * np.linspace(0.5, 0.0, 60)[:, None]
        canvas.save()
        canvas.clipPath(skia.Path.Circle(x, y, radius * 0.999), True)
        brush.stretch(canvas, brush.tinted(air, cloud), stage.left, stage.horizon, stage.right, stage.floor)
        canvas.restore()

    return Layer(0.5, draw, top_px=stage.horizon - 0.16 * stage.unit)
