"""The settings of open land: mountains, hills and desert."""

from __future__ import annotations

from typing import Any

import numpy as np

from painter.craft import brush, noise, palette
from painter.craft.stage import Layer, Stage
from painter.scenery import meadow, trees

_SAMPLES = 400


def mountains(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Three ranges fading into the haze, a meadow for the subject and firs in front."""
    behind = [range_layer(stage, index) for index in range(3)]
    behind.append(_slope(stage, "meadow", 0.55, 0.62, stage.ground, firs=True))
    return behind, [_slope(stage, "front", 1.0, 0.98, stage.ground + stage.unit * 0.12, firs=True)]


def hills(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Rolling country with trees and fields."""
    far = [
        _slope(
            stage,
            f"hill {index}",
            depth,
            nearness,
            stage.horizon + (index - 1.6) * 0.035 * stage.unit,
            bumps=3.2 - 0.4 * index,
        )
        for index, (depth, nearness) in enumerate(((0.12, 0.12), (0.22, 0.32), (0.36, 0.5)))
    ]
    near = _slope(stage, "stand", 0.6, 0.72, stage.ground, bumps=1.6, groves=True)
    front = _slope(stage, "front", 1.0, 1.0, stage.ground + stage.unit * 0.13, bumps=1.3, grass=True)
    if meadow.blooms(stage):
        return [*far, near, meadow.carpet(stage)], [front, *meadow.front(stage)]
    return [*far, near], [front]


def dunes(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Dunes with a lit and a shaded side."""
    unit = stage.unit
    behind = [
        _dune(stage, "far", 0.14, 0.15, stage.horizon - 0.02 * unit, 0.05),
        _dune(stage, "middle", 0.28, 0.45, stage.horizon + 0.045 * unit, 0.07),
        _dune(stage, "stand", 0.6, 0.72, stage.ground, 0.05),
    ]
    return behind, [_dune(stage, "front", 1.0, 0.95, stage.ground + 0.16 * unit, 0.08)]


def ridge(stage: Stage, index: int) -> brush.Points:
    """The outline of mountain range 0 (far) to 2 (near), shape (n, 2)."""
    rng = stage.rng(f"range {index}")
    across = stage.columns(_SAMPLES)
    heights = noise.crests(
        rng, _SAMPLES, peaks=(5.0, 4.0, 3.4)[index] * stage.width / stage.unit / 1.5, octaves=6, roughness=0.42
    )
    base = stage.horizon + (-0.02, 0.02, 0.055)[index] * stage.unit
    return np.stack([across, base - heights * (0.40, 0.34, 0.20)[index] * stage.unit], axis=1)


def range_layer(stage: Stage, index: int) -> Layer:
    """Mountain range 0 (far) to 2 (near) with snow, shaded faces and mist at its foot."""
    points = ridge(stage, index)
    top, bottom = float(points[:, 1].min()), stage.horizon + 0.10 * stage.unit
    nearness = (0.10, 0.36, 0.60)[index]
    colour = stage.land(nearness)

    def draw(canvas: Any, _: float) -> None:
        haze = palette.mix(colour, stage.plan.palette.sky_low, 0.25 if stage.is_flat else 0.62)
        canvas.save()
        canvas.clipPath(brush.below(points, stage.floor), True)
        canvas.drawPaint(brush.vertical(top, bottom, colour, palette.mix(colour, haze, 0.3), haze))
        _faces(canvas, stage, points, index)
        canvas.restore()
        if not stage.is_flat:
            rim = brush.stroke(stage.plan.palette.light, stage.unit * 0.0016, 0.22)
            canvas.drawPath(brush.polygon(points, close=False), rim)

    return Layer(0.08 + 0.10 * index, draw, top_px=top - 4, soft=index == 0)


def _faces(canvas: Any, stage: Stage, points: brush.Points, index: int) -> None:
    """Snow on the high parts, then the shaded side of each peak."""
    rng = stage.rng(f"faces {index}")
    y = points[:, 1]
    span = max(8, _SAMPLES // 40)
    low, high = float(y.max()), float(y.min())
    snow_line = low - (low - high) * (0.34 if stage.plan.setting == "snow" else 0.55)
    snow = palette.mix("#ffffff", stage.plan.palette.sky_low, 0.25)
    snow = palette.mix(
        snow,
        stage.plan.palette.sky_top,
        {"night": 0.55, "sunset": 0.2, "dawn": 0.12, "day": 0.0}[stage.plan.time_of_day],
    )
    shadow = palette.lighten(palette.mix(stage.land(1.0), stage.plan.palette.sky_top, 0.5), -0.04)
    peaks = [i for i in range(span, len(y) - span) if y[i] == y[i - span : i + span + 1].min()]
    if index < 2 or stage.plan.setting == "snow":
        jag = noise.outline(rng, len(y), bumps=70, octaves=2) * (low - high) * 0.10
        edge = np.maximum(y, snow_line + jag - np.abs(y - snow_line) * 0.12)
        body = np.concatenate([points, np.stack([points[:, 0], edge], axis=1)[::-1]])
        canvas.drawPath(brush.polygon(body), brush.fill(snow, 0.85))
    for peak in peaks:
        canvas.drawPath(_shaded_side(stage, rng, points, peak), brush.fill(shadow, 0.42 if stage.is_flat else 0.34))


def _shaded_side(stage: Stage, rng: np.random.Generator, points: brush.Points, peak: int) -> Any:
    x, y = points[peak].tolist()
    depth = stage.horizon + 0.1 * stage.unit - y
    steps = np.linspace(0, 1, 9)
    zigzag = (rng.uniform(-0.10, 0.10, 9) + np.where(np.arange(9) % 2, 0.06, -0.06)) * depth * steps
    inner = np.stack([x + zigzag + stage.sun_side * steps * depth * 0.10, y + steps * depth], axis=1)
    away = -stage.sun_side
    outer = np.array([[x + away * depth * 2.0, y + depth], [x + away * depth * 0.02, y - depth * 0.1]])
    return brush.polygon(np.concatenate([inner, outer]))


def pinned(stage: Stage, curve: noise.Curve, height: float) -> brush.Points:
    """A line of points whose height at the subject is `height`."""
    across = stage.columns(len(curve))
    here = float(np.interp(stage.subject_x, across, curve))
    return np.stack([across, height + curve - here], axis=1)


def _slope(
    stage: Stage,
    name: str,
    depth: float,
    nearness: float,
    height: float,
    *,
    bumps: float = 2.0,
    firs: bool = False,
    groves: bool = False,
    grass: bool = False,
) -> Layer:
    rng = stage.rng(name)
    swing = stage.unit * (0.035 if firs else 0.045)
    points = pinned(stage, noise.outline(rng, _SAMPLES, bumps=bumps, octaves=3, roughness=0.3) * swing, height)
    snowy = stage.plan.setting == "snow" or (stage.plan.season == "winter" and stage.plan.setting == "mountains")
    colour = (
        palette.mix(stage.land(nearness), stage.lit("#eef3fa"), 0.75 - 0.35 * depth) if snowy else stage.land(nearness)
    )
    plants: list[trees.Tree] = []
    if firs:
        plants = trees.along(stage, rng, points, count=26 if depth < 1 else 15, size=0.11 + 0.13 * depth, kind="fir")
    if groves:
        plants = trees.along(stage, rng, points, count=11, size=0.09, kind="round")

    def draw(canvas: Any, _: float) -> None:
        leaves = palette.lighten(stage.land(min(1.0, nearness + 0.2)), -0.05)
        for plant in plants:
            plant.draw(canvas, leaves, stage)
        top = float(points[:, 1].min())
        light = palette.lighten(palette.mix(colour, stage.plan.palette.light, 0.12), 0.05)
        canvas.drawPath(
            brush.below(points, stage.floor),
            brush.vertical(top, top + stage.unit * 0.28, light, colour, palette.lighten(colour, -0.07)),
        )
        if grass:
            _grass(canvas, stage, points, colour)

    return Layer(depth, draw, top_px=float(points[:, 1].min()) - stage.unit * (0.34 if plants else 0.06))


def _grass(canvas: Any, stage: Stage, points: brush.Points, colour: str) -> None:
    rng = stage.rng("grass")
    count = 420
    index = rng.integers(0, len(points), count)
    roots = points[index] + np.stack(
        [rng.uniform(-4, 4, count), rng.uniform(0, 0.2, count) ** 1.5 * stage.unit], axis=1
    )
    lengths = rng.uniform(0.012, 0.03, count) * stage.unit
    tips = roots + np.stack([rng.normal(0, 0.3, count) * lengths, -lengths], axis=1)
    half = count // 2
    for part, change in ((slice(0, half), -0.06), (slice(half, count), 0.05)):
        brush.dashes(
            canvas, roots[part], tips[part], brush.stroke(palette.lighten(colour, change), stage.unit * 0.0028, 0.8)
        )


def _dune(stage: Stage, name: str, depth: float, nearness: float, height: float, swing: float) -> Layer:
    rng = stage.rng(f"dune {name}")
    curve = noise.outline(rng, _SAMPLES, bumps=2.6 - depth, octaves=2, roughness=0.25) * swing * stage.unit
    points = pinned(stage, curve, height)
    colour = stage.land(nearness)
    crest = points.copy()
    # The shaded side starts at the ridge and tapers off below it in a long S.
    slope = np.gradient(points[:, 1], points[:, 0]) * stage.sun_side
    crest[:, 1] += np.clip(-slope * 0.9, 0, 1) * stage.unit * 0.42 + 0.5

    def draw(canvas: Any, _: float) -> None:
        top = float(points[:, 1].min())
        light = palette.lighten(palette.mix(colour, stage.plan.palette.light, 0.28), 0.03)
        body = brush.below(points, stage.floor)
        canvas.drawPath(
            body, brush.vertical(top, top + stage.unit * 0.35, light, colour, palette.lighten(colour, -0.06))
        )
        shade = palette.mix(palette.lighten(colour, -0.16), stage.plan.palette.sky_top, 0.25)
        canvas.drawPath(brush.polygon(np.concatenate([points, crest[::-1]])), brush.fill(shade, 0.62))
        if depth >= 0.6 and not stage.is_flat:
            _ripples(canvas, stage, points, shade)

    return Layer(depth, draw, top_px=float(points[:, 1].min()) - 4)


def _ripples(canvas: Any, stage: Stage, points: brush.Points, colour: str) -> None:
    for row in range(1, 15):
        down = (row / 15) ** 1.6 * 0.30 * stage.unit
        wave = np.sin(points[:, 0] / stage.unit * 60 + row * 1.7) * 0.0016 * stage.unit * (1 + row * 0.12)
        line = np.stack([points[:, 0], points[:, 1] * 0.85 + points[:, 1].mean() * 0.15 + down + wave], axis=1)
        canvas.drawPath(brush.polygon(line, close=False), brush.stroke(colour, stage.unit * 0.0015, 0.22))
