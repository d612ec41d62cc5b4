"""Rain with lightning, snow and fog."""

from __future__ import annotations

from typing import Any

import numpy as np

from painter.craft import brush, noise, palette
from painter.craft.stage import Layer, Stage


def layers(stage: Stage) -> list[Layer]:
    """The layers of rain, snow or fog in front of the scene; none inside a room."""
    if stage.plan.setting == "room":
        return []
    match stage.plan.weather:
        case "rain":
            sheets = [_rain(stage, 110, 0.6), _rain(stage, 60, 1.0)]
            return [_lightning(stage), *sheets] if stage.plan.mood in {"epic", "tense"} else sheets
        case "snow":
            return [_snow(stage, 110, 0.5), _snow(stage, 45, 1.0)]
        case "fog":
            return [_fog(stage, 0.25), _fog(stage, 0.6)]
        case _:
            return []


def _rain(stage: Stage, count: int, nearness: float) -> Layer:
    rng = stage.rng(f"rain {nearness}")
    places = rng.uniform((0, 0), (1, 1), (count, 2))
    length = stage.unit * 0.055 * nearness * rng.uniform(0.7, 1.3, count)
    speed = stage.unit * 1.9 * nearness * rng.uniform(0.85, 1.15, count)
    lean = 0.22 * (1.5 if stage.plan.mood in {"epic", "tense"} else 0.6)
    colour = palette.mix(stage.plan.palette.light, "#dfe9f5", 0.6)
    paint = brush.stroke(colour, max(1.0, stage.unit * 0.0020 * nearness), 0.24 * nearness)
    wide, high = stage.width * 1.3, stage.height * 1.15

    def draw(canvas: Any, time_s: float) -> None:
        y = (places[:, 1] * high + speed * time_s) % high
        x = (places[:, 0] * wide - lean * speed * time_s) % wide
        starts = np.stack([x, y], axis=1)
        brush.dashes(canvas, starts, starts + np.stack([lean * length, -length], axis=1), paint)

    return Layer(0.0, draw, still=False)


def _lightning(stage: Stage) -> Layer:
    """Lightning with a forked bolt, now and then; never twice within a second, at least once in a film of two."""
    rng = stage.rng("lightning")
    count = max(1, round(stage.plan.duration_s / 4))
    times = (np.arange(count) + rng.uniform(0.15, 0.7, count)) * stage.plan.duration_s / count
    feet = rng.uniform(0.52, 0.95, count) * stage.width
    drops = np.linspace(0, 1, 14)
    jags = rng.normal(0, 0.025, (count, 14)) * stage.unit

    def draw(canvas: Any, time_s: float) -> None:
        for start, foot, jag in zip(times.tolist(), feet.tolist(), jags, strict=True):
            age = time_s - start
            if not 0 <= age < 0.5:
                continue
            # A gentle pulse: large bright flashes more than three times a second would endanger viewers.
            strength = (1 - age / 0.5) ** 2
            canvas.drawPaint(brush.fill("#cfdcff", 0.20 * strength))
            bolt = np.stack([foot + np.cumsum(jag), drops * stage.horizon], axis=1)
            path = brush.polygon(bolt, close=False)
            canvas.drawPath(path, brush.stroke("#9fb8ff", stage.unit * 0.012, 0.25 * strength))
            canvas.drawPath(path, brush.stroke("#ffffff", stage.unit * 0.0032, 0.95 * strength))

    return Layer(0.0, draw, still=False)


def _snow(stage: Stage, count: int, nearness: float) -> Layer:
    rng = stage.rng(f"snow {nearness}")
    places = rng.uniform(0, 1, (count, 2))
    speed = stage.unit * 0.10 * nearness * rng.uniform(0.7, 1.3, count)
    offsets = rng.uniform(0, 6.3, count)
    sizes = stage.unit * 0.0065 * nearness * np.array([0.6, 0.85, 1.25])
    wide, high = stage.width * 1.1, stage.height * 1.05

    def draw(canvas: Any, time_s: float) -> None:
        y = (places[:, 1] * high + speed * time_s) % high
        x = (places[:, 0] * wide + time_s * speed * 0.3 + np.sin(time_s * 0.9 + offsets) * 0.012 * stage.unit) % wide
        spots = np.stack([x, y], axis=1)
        for part, size in enumerate(sizes.tolist()):
            brush.dots(canvas, spots[part::3], max(1.2, size), "#ffffff", 0.5 + 0.35 * nearness)

    return Layer(0.0, draw, still=False)


def _fog(stage: Stage, depth: float) -> Layer:
    field = noise.texture(stage.rng(f"fog {depth}"), 80, 260, cells=(2.5, 5), octaves=4)
    fade = np.sin(np.linspace(0, np.pi, 80)) ** 1.2
    image = brush.tinted(
        palette.mix(stage.plan.palette.sky_low, "#ffffff", 0.35),
        np.clip(field * 1.5 - 0.25, 0, 1) * fade[:, None] * 0.75,
    )
    drift = stage.unit * 0.03 * (1 + depth)
    reach = stage.margin + drift * stage.plan.duration_s
    top, bottom = stage.horizon - 0.30 * stage.unit, stage.horizon + 0.30 * stage.unit

    def draw(canvas: Any, _: float) -> None:
        brush.stretch(canvas, image, -reach, top, stage.width + reach, bottom)

    return Layer(depth, draw, top_px=top, bottom_px=bottom, drift_px_s=drift, soft=True)
