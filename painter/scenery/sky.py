"""The sky: its colours, sun or moon, stars and clouds."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter import kinds
from painter.craft import brush, light, noise, palette
from painter.craft.stage import Layer, Stage

_LOW_LIGHT = {"dawn", "sunset"}


def shows_sun(stage: Stage) -> bool:
    """Whether the sun or the moon can be seen."""
    return stage.plan.setting not in {"studio", "abstract", "space"} and not _overcast(stage)


def layers(stage: Stage) -> list[Layer]:
    """The layers behind the land, far to near; indoors only the backdrop."""
    plan, setting = stage.plan, stage.plan.setting
    key = "sky", plan.style, plan.variation, plan.palette, plan.time_of_day, setting, plan.weather, _hides_light(stage)
    if setting in {"studio", "abstract", "space", "map", "underwater"}:
        return [Layer(0.0, lambda canvas, _: _backdrop(canvas, stage), soft=True, key=key)]
    sheets = [Layer(0.0, lambda canvas, _: open_sky(canvas, stage), soft=True, key=key)]
    if stage.is_night and not _overcast(stage):
        sheets.append(Layer(0.0, twinkling(stage, stage.horizon), still=False))
    return sheets + _clouds(stage)


def twinkling(stage: Stage, bottom: float) -> Any:
    """The brightest stars down to `bottom`, each pulsing at its own pace."""
    rng = stage.rng("twinkling")
    places = rng.uniform((0, 0), (stage.width, bottom * 0.85), (28, 2))
    sizes = rng.uniform(0.0022, 0.0042, 28) * stage.unit
    paces, offsets = rng.uniform(0.8, 2.4, 28), rng.uniform(0, 7, 28)

    def draw(canvas: Any, time_s: float) -> None:
        shine = 0.35 + 0.6 * (0.5 + 0.5 * np.sin(time_s * paces + offsets))
        for (x, y), size, opacity in zip(places.tolist(), sizes.tolist(), shine.tolist(), strict=True):
            canvas.drawCircle(x, y, size * 0.5, brush.fill("#ffffff", opacity))

    return draw


def stars(canvas: Any, stage: Stage, bottom: float, count: int) -> None:
    """Faint stars down to `bottom`, fewer and weaker towards it."""
    rng = stage.rng("stars")
    places = rng.uniform((stage.left, -stage.margin), (stage.right, bottom), (count, 2))
    for size, opacity in ((0.0012, 0.45), (0.0018, 0.6), (0.0026, 0.8)):
        chosen = rng.random(count) < 0.5 * (1 - np.clip(places[:, 1] / bottom, 0, 1)) ** 0.7
        brush.dots(canvas, places[chosen], max(0.8, size * stage.unit), "#ffffff", opacity)


def _overcast(stage: Stage) -> bool:
    return stage.plan.weather in {"rain", "fog"}


def _backdrop(canvas: Any, stage: Stage) -> None:
    colours = stage.plan.palette
    canvas.drawPaint(brush.vertical(0, stage.height, colours.sky_top, colours.sky_mid, colours.sky_low))
    light.grain(canvas, stage)


def open_sky(canvas: Any, stage: Stage) -> None:
    """The sky without its clouds."""
    colours = stage.plan.palette
    overcast = _overcast(stage)
    shades = [colours.sky_top, colours.sky_mid, colours.sky_low]
    if overcast and stage.look.ink in {"plain", "paper", "watercolor"}:
        grey = "#3c4653" if stage.is_night else "#8e99a6"
        shades = [palette.mix(shade, grey, 0.5) for shade in shades]
    if stage.is_flat:
        _bands(canvas, stage, shades)
    else:
        canvas.drawPaint(brush.vertical(-stage.margin * 0.3, stage.horizon, *shades))
    if stage.is_night and not overcast:
        stars(canvas, stage, stage.horizon, 520)
    if not overcast:
        _light(canvas, stage)
    elif not stage.is_flat:
        brush.glow(canvas, *stage.sun, stage.unit * 0.7, colours.light, 0.22)
    light.grain(canvas, stage)


def _bands(canvas: Any, stage: Stage, shades: list[str]) -> None:
    """A printed sky: broad steps of colour, with rings around the light."""
    canvas.drawPaint(brush.vertical(0, stage.horizon, *shades))
    x, y = stage.sun
    for radius, opacity in ((0.62, 0.10), (0.44, 0.12), (0.29, 0.16)):
        canvas.drawCircle(x, y, radius * stage.unit, brush.fill(stage.plan.palette.light, opacity))


def _light(canvas: Any, stage: Stage) -> None:
    x, y = stage.sun
    shine, time = stage.plan.palette.light, stage.plan.time_of_day
    radius = stage.unit * {"night": 0.062, "day": 0.055}.get(time, 0.088)
    if not stage.is_flat:
        warm = palette.mix(shine, stage.plan.palette.sky_low, 0.35)
        brush.glow(
            canvas, x, y, stage.unit * (0.95 if time in _LOW_LIGHT else 0.6), warm, 0.75 if time != "night" else 0.3
        )
        brush.glow(canvas, x, y, stage.unit * 0.26, shine, 0.8 if time != "night" else 0.45)
    if _hides_light(stage):
        return
    canvas.drawCircle(x, y, radius, brush.fill(shine))
    if stage.is_night:
        _craters(canvas, x, y, radius, palette.mix(shine, stage.plan.palette.sky_mid, 0.25))


def _hides_light(stage: Stage) -> bool:
    """Whether the sun or the moon is shown as the subject."""
    return any(map(kinds.is_sun_or_moon, stage.plan.subjects[:1]))


def _craters(canvas: Any, x: float, y: float, radius: float, colour: str) -> None:
    for across, down, size in ((-0.3, -0.25, 0.24), (0.28, 0.1, 0.18), (-0.1, 0.4, 0.2), (0.42, -0.42, 0.1)):
        canvas.drawCircle(x + across * radius, y + down * radius, size * radius, brush.fill(colour, 0.55))


def _clouds(stage: Stage) -> list[Layer]:
    heavy = stage.plan.weather in {"rain", "snow", "fog"}
    rng = stage.rng("clouds")
    cover = rng.uniform(0.46, 0.53) - (0.12 if heavy else 0.0)
    speed = stage.unit * (0.018 if stage.plan.mood == "calm" else 0.03)
    if stage.is_flat:
        return [_flat_clouds(stage, 0.04, speed * 0.6, 3), _flat_clouds(stage, 0.09, speed, 4)]
    high = _cloud_layer(stage, "high", cover + 0.05, (-0.10, 0.80), 0.03, speed * 0.6)
    low = _cloud_layer(stage, "low", cover, (0.18, 1.0), 0.06, speed)
    return [high, low]


def _cloud_layer(
    stage: Stage, name: str, cover: float, span: tuple[float, float], depth: float, drift_px_s: float
) -> Layer:
    """One sheet of clouds between two heights, given as shares of the way down to the horizon."""
    reach = stage.margin + drift_px_s * stage.plan.duration_s
    top, bottom = (share * stage.horizon for share in span)
    image = _cloud_image(stage, name, cover, reach)

    def draw(canvas: Any, _: float) -> None:
        brush.stretch(canvas, image, -reach, top, stage.width + reach, bottom)

    return Layer(depth, draw, top_px=top, bottom_px=bottom, drift_px_s=drift_px_s, soft=True)


def _cloud_image(stage: Stage, name: str, cover: float, reach: float) -> Any:
    """Puffs of noise lit from the side of the sun, for a sky that extends `reach` pixels beyond the frame."""
    long = (stage.width + 2 * reach) / (stage.width + 2 * stage.margin)
    rows, columns = 180, round(420 * long)
    field = noise.texture(stage.rng(f"cloud {name}"), rows, columns, cells=(5, 5 * long), octaves=5)
    density = np.clip((field - cover) / 0.22, 0, 1)
    edges = np.sin(np.linspace(0, np.pi, rows)) ** 0.8
    opacity = density * density * (3 - 2 * density) * edges[:, None] * (0.5 if stage.is_night else 0.9)
    lit = np.clip(0.55 + (field - np.roll(field, (7, round(-7 * stage.sun_side)), (0, 1))) * 5, 0, 1)
    colours = stage.plan.palette
    dark = palette.mix(colours.sky_mid, colours.sky_top, 0.35)
    bright = palette.mix(colours.light, colours.sky_low, 0.35 if not stage.is_night else 0.8)
    if stage.plan.weather == "rain":
        dark, bright = palette.lighten(palette.mix(dark, "#59626e", 0.5), -0.10), palette.mix(bright, "#8b96a3", 0.7)
    shades = np.array([palette.channels(palette.mix(dark, bright, step / 15)) for step in range(16)], np.uint8)
    pixels = np.empty((rows, columns, 4), np.uint8)
    pixels[..., :3] = shades[(lit * 15).astype(int)]
    pixels[..., 3] = opacity * 255
    return brush.picture(pixels)


def _flat_clouds(stage: Stage, depth: float, drift_px_s: float, count: int) -> Layer:
    rng = stage.rng(f"flat clouds {depth}")
    reach = drift_px_s * stage.plan.duration_s
    places = rng.uniform((-reach, stage.horizon * 0.08), (stage.width, stage.horizon * 0.72), (count, 2))
    sizes = rng.uniform(0.035, 0.07, count) * stage.unit
    colours = stage.plan.palette
    paint = brush.fill(palette.mix(colours.sky_low, colours.light, 0.4), 0.25 if stage.is_night else 0.75)

    def draw(canvas: Any, _: float) -> None:
        for (x, y), size in zip(places.tolist(), sizes.tolist(), strict=True):
            canvas.drawPath(_puff(x, y, size), paint)

    return Layer(depth, draw, bottom_px=stage.horizon, drift_px_s=drift_px_s)


def _puff(x: float, y: float, size: float) -> Any:
    """A cloud of three bumps on a flat base, as one outline so that it can be translucent."""
    puff = skia.Path.RRect(
        skia.Rect(x - 2 * size, y - 0.55 * size, x + 2 * size, y + 0.1 * size), 0.33 * size, 0.33 * size
    )
    for across, up, radius in ((-0.75, 0.35, 0.55), (0.15, 0.55, 0.8), (0.95, 0.3, 0.45)):
        puff = skia.Op(puff, skia.Path.Circle(x + across * size, y - up * size, radius * size), skia.kUnion_PathOp)
    return puff
