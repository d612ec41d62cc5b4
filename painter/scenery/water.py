"""The settings of water, sea and lake: it mirrors the sky, glitters under the light and moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush, noise, palette
from painter.craft.stage import Layer, Stage
from painter.scenery import land
from painter.scenery.shore import shore, stands_on_land


def sea(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Open water with a far coast, and swells in front of the subject, or the beach it stands on."""
    behind = [
        _coast(stage),
        _surface(stage),
        _glitter(stage, stage.horizon, stage.ground),
        _swell(stage, 0.45, 0.35, -0.035, 0.03),
    ]
    if stands_on_land(stage):
        return [*behind, *shore(stage)], []
    before = [
        _swell(stage, 0.7, 0.62, 0.03, 0.10),
        _swell(stage, 0.9, 0.82, 0.10, 0.19),
        _swell(stage, 1.15, 1.0, 0.19, 3.0),
        _glitter(stage, stage.ground + 0.06 * stage.unit, stage.height),
    ]
    return behind, before


def lake(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Mountains over still water that mirrors them, and the bank that people stand on."""
    ranges = [land.range_layer(stage, index) for index in range(3)]
    behind = [
        *ranges,
        _surface(stage),
        *(_mirrored(stage, layer) for layer in ranges),
        _glitter(stage, stage.horizon, stage.height),
    ]
    if stands_on_land(stage):
        return [*behind, *shore(stage)], []
    return behind, [_swell(stage, 0.9, 0.85, 0.16, 3.0, calm=True)]


def _coast(stage: Stage) -> Layer:
    rng = stage.rng("coast")
    curve = np.clip(noise.outline(rng, 300, bumps=3.0, octaves=5) + 0.1, 0, 1) * 0.05 * stage.unit
    points = np.stack([stage.columns(300), stage.horizon + 1 - curve], axis=1)

    def draw(canvas: Any, _: float) -> None:
        canvas.drawPath(brush.below(points, stage.horizon + 2), brush.fill(stage.land(0.08)))

    return Layer(0.05, draw, top_px=float(points[:, 1].min()) - 2, bottom_px=stage.horizon + 3, soft=True)


def _surface(stage: Stage) -> Layer:
    colours = stage.plan.palette
    near = palette.mix(_near_water(stage), "#46525f", 0.35 if stage.plan.weather == "rain" else 0.0)
    far = _far_water(stage)

    def draw(canvas: Any, _: float) -> None:
        water = skia.Rect(stage.left, stage.horizon, stage.right, stage.floor)
        canvas.drawRect(water, brush.vertical(stage.horizon, stage.height, far, palette.mix(far, near, 0.6), near))
        if stage.plan.weather not in {"rain", "fog"}:
            x, y = stage.sun[0], stage.horizon
            canvas.save()
            canvas.clipRect(water)
            canvas.translate(x, y)
            canvas.scale(0.42, 1.0)
            brush.glow(canvas, 0, 0, stage.unit * 0.6, colours.light, 0.30 if stage.is_night else 0.5)
            canvas.restore()

    return Layer(0.05, draw, top_px=stage.horizon, soft=True)


def _far_water(stage: Stage) -> str:
    """Water near the horizon takes most of its colour from the sky above."""
    colours = stage.plan.palette
    return palette.lighten(palette.mix(colours.sky_mid, colours.sky_low, 0.35), -0.08 if not stage.is_night else 0.0)


def _near_water(stage: Stage) -> str:
    """Water at the camera shows its own colour, tinted by the top of the sky."""
    colours = stage.plan.palette
    return palette.mix(colours.land_near, colours.sky_top, {"day": 0.15, "night": 0.2}.get(stage.plan.time_of_day, 0.6))


def _glitter(stage: Stage, top: float, bottom: float) -> Layer:
    """Short bright dashes, thin at the horizon and wide in front, under the light and here and there elsewhere."""
    rng = stage.rng("glitter")
    count = 150
    down = rng.uniform(0.004, 1.0, count) ** 1.7
    y = stage.horizon + 2 + down * (stage.height - stage.horizon)
    inside = (y >= top) & (y < bottom)
    column = rng.random(count) < (0.62 if stage.plan.weather in {"clear", "snow"} else 0.0)
    across = np.where(
        column,
        stage.sun[0] + rng.normal(0, 1, count) * (0.03 + 0.16 * down) * stage.unit,
        rng.uniform(stage.left, stage.right, count),
    )
    lengths = (0.006 + 0.045 * down) * stage.unit * rng.uniform(0.5, 1.3, count)
    paces, offsets = rng.uniform(1.0, 3.2, count), rng.uniform(0, 6.3, count)
    steps = [(column & (down < 0.2), 0.0022, 0.85), (column & (down >= 0.2), 0.004, 0.7), (~column, 0.0024, 0.26)]
    steps = [(chosen & inside, width, opacity) for chosen, width, opacity in steps]
    light = stage.plan.palette.light

    def draw(canvas: Any, time_s: float) -> None:
        wave = np.sin(time_s * paces + offsets)
        reach = lengths * np.clip(wave, 0.0, 1.0)
        x = across + np.sin(time_s * 0.5 + offsets) * lengths * 0.6
        for chosen, width, opacity in steps:
            shown = chosen & (wave > 0.05)
            starts = np.stack([x - reach, y], axis=1)[shown]
            ends = np.stack([x + reach, y], axis=1)[shown]
            if len(starts):
                brush.dashes(canvas, starts, ends, brush.stroke(light, max(1.0, width * stage.unit), opacity))

    return Layer(0.15, draw, still=False)


def _swell(stage: Stage, depth: float, nearness: float, below: float, until: float, *, calm: bool = False) -> Layer:
    """One long wave that rolls sideways and heaves; it is a single outline, so it is drawn anew for every frame.

    It lies `below` units under the water line, and reaches to `until` units under it, where the next one covers it.
    """
    height = stage.ground + below * stage.unit
    end = min(stage.floor, stage.ground + (until + 0.06) * stage.unit)
    rng = stage.rng(f"swell {depth}")
    rough = 2.1 if stage.plan.weather == "rain" else 1.0
    swing = stage.unit * (0.003 + 0.009 * depth) * (0.4 if calm else rough)
    lengths = rng.uniform(0.35, 0.6, 3) * stage.unit * np.array([1.0, 0.47, 0.21]) * (0.7 + depth)
    offsets = rng.uniform(0, 6.3, 3)
    paces = np.array([0.9, 1.4, 2.1]) * (1.25 if rough > 1 else 0.8)
    across = stage.columns(90)
    phases = across[:, None] / lengths * 6.283 + offsets
    colours = stage.plan.palette
    body = palette.mix(_far_water(stage), _near_water(stage), nearness)
    if stage.plan.weather == "rain":
        body = palette.mix(body, "#2c3844", 0.35)
    light = palette.mix(body, colours.light, 0.45)
    foot = height + stage.unit * 0.22
    fade = [(0.0, palette.lighten(body, 0.05), 1.0), (0.45, body, 1.0), (1.0, palette.lighten(body, -0.05), 1.0)]
    paint = brush.linear((0, height - swing), (0, foot), fade)
    paint = brush.baked(paint, stage.left, height - 2 * swing, stage.right, end)
    edge = brush.stroke(light, max(1.0, stage.unit * 0.0022), 0.55)
    foam = brush.stroke("#ffffff", max(1.0, stage.unit * 0.004), 0.5 if rough > 1 else 0.22)

    def draw(canvas: Any, time_s: float) -> None:
        waves = np.sin(phases + time_s * paces) @ np.array([0.6, 0.3, 0.14])
        crest = height - swing * (waves + 0.35 * np.abs(waves))
        points = np.stack([across, crest], axis=1)
        canvas.drawPath(brush.below(points, end), paint)
        canvas.drawPath(brush.polygon(points, close=False), edge)
        tops = waves > 0.62
        if tops[:-1].any():
            brush.dashes(canvas, points[:-1][tops[:-1]], points[1:][tops[:-1]], foam)

    return Layer(depth, draw, still=False)


def _mirrored(stage: Stage, layer: Layer) -> Layer:
    """The reflection of a layer in the water: upside down, squeezed and faint."""
    line = stage.horizon

    def draw(canvas: Any, time_s: float) -> None:
        canvas.save()
        canvas.clipRect(skia.Rect(stage.left, line, stage.right, stage.floor))
        canvas.translate(0, 2 * line)
        canvas.scale(1, -1)
        canvas.saveLayerAlpha(skia.Rect(stage.left, -stage.margin, stage.right, line), 105)
        canvas.clipRect(skia.Rect(stage.left, -stage.margin, stage.right, line))
        layer.draw(canvas, time_s)
        canvas.restore()
        canvas.restore()

    return Layer(layer.depth, draw, top_px=stage.horizon, soft=True)
