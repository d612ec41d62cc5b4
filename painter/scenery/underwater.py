"""The underwater setting: light from the surface, a sandy floor with rocks, kelp and coral, shoals and bubbles."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia

from painter.craft import brush, noise, palette
from painter.craft.stage import Layer, Stage

_CORALS = ("#ff6f61", "#ffb347", "#d86bd0", "#ffd1c4")


def underwater(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """The water behind the subject, and the plants and bubbles in front of it."""
    behind = [_surface(stage), _bottom(stage, 0), _bottom(stage, 1), _shafts(stage, 0), _shafts(stage, 1)]
    behind += [_shoal(stage, 0.2, 22, 0.020), _kelp(stage, "far", 0.35), _bottom(stage, 2)]
    behind += [_shoal(stage, 0.42, 11, 0.034), _caustics(stage)]
    before = [_bottom(stage, 3), _kelp(stage, "near", 1.0), _bubbles(stage), _particles(stage)]
    return behind, before


def _surface(stage: Stage) -> Layer:
    """The bright underside of the waves and the light that spreads from it."""
    colours, unit = stage.plan.palette, stage.unit
    x = stage.sun[0]

    def draw(canvas: Any, _: float) -> None:
        if stage.is_flat:
            for radius, opacity in ((0.75, 0.10), (0.5, 0.13), (0.3, 0.16)):
                canvas.drawCircle(x, -0.06 * unit, radius * unit, brush.fill(colours.light, opacity))
            return
        canvas.save()
        canvas.translate(x, -0.05 * unit)
        canvas.scale(1.5, 1.0)
        brush.glow(canvas, 0, 0, 0.75 * unit, colours.light, 0.35 if stage.is_night else 0.8)
        canvas.restore()

    return Layer(0.02, draw, soft=True)


def _shafts(stage: Stage, half: int) -> Layer:
    """Rays that fan out from the light and drift sideways; two sheets that pass each other make them waver."""
    rng, unit = stage.rng(f"shafts {half}"), stage.unit
    x, top = stage.sun[0], -0.45 * unit
    spreads = np.sort(rng.uniform(-1.25, 0.85, 6))
    widths = rng.uniform(0.02, 0.075, 6)
    light = stage.plan.palette.light
    strength = (0.13 if stage.is_night else 0.24) * (0.6 if stage.is_flat else 1.0)
    foot = stage.horizon + 0.05 * unit

    def draw(canvas: Any, _: float) -> None:
        for spread, width in zip(spreads.tolist(), widths.tolist(), strict=True):
            ray = [(x + (spread * 0.18 - width * 0.3) * unit, top), (x + (spread * 0.18 + width * 0.3) * unit, top)]
            ray += [(x + (spread + width) * unit, foot), (x + (spread - width) * unit, foot)]
            fade = [(0.0, light, strength), (0.35, light, strength * 0.8), (1.0, light, 0.0)]
            paint = brush.linear((0, 0), (0, foot), fade)
            canvas.drawPath(brush.polygon(ray), brush.blurred(paint, 0.010 * unit) if not stage.is_flat else paint)

    drift = (0.022 if half else -0.016) * unit
    return Layer(0.06 + 0.06 * half, draw, drift_px_s=drift, soft=True, bottom_px=foot)


def _bottom(stage: Stage, index: int) -> Layer:
    """Sheet 0 (far) to 3 (in front of the subject) of the sea floor, with rocks and corals on it."""
    rng, unit, colours = stage.rng(f"bottom {index}"), stage.unit, stage.plan.palette
    nearness = (0.12, 0.38, 0.72, 1.0)[index]
    height = stage.horizon + (-0.04, 0.005, 0.06, 0.155)[index] * unit
    across = stage.columns(240)
    rises = noise.outline(rng, 240, bumps=2.4, octaves=3, roughness=0.35) * (0.055, 0.04, 0.022, 0.03)[index] * unit
    points = np.stack([across, height - rises], axis=1)
    sand = palette.mix(palette.mix(colours.land_near, "#e6d7a8", 0.45), colours.sky_mid, 0.75 - 0.5 * nearness)
    sand = palette.mix(sand, colours.sky_low, 0.55 if stage.is_night else 0.12 + 0.1 * (index == 3))
    rocks = _scattered(stage, rng, points, (5, 5, 4, 5)[index])

    def draw(canvas: Any, _: float) -> None:
        for x, y, size in rocks:
            _rock(
                canvas,
                _rng_at(stage, x),
                (x, y),
                size * (0.09, 0.075, 0.06, 0.10)[index] * unit,
                palette.lighten(sand, -0.11),
            )
        top = float(points[:, 1].min())
        shades = (palette.lighten(sand, 0.06), sand, palette.lighten(sand, -0.07))
        canvas.drawPath(brush.below(points, stage.floor), brush.vertical(top, top + 0.3 * unit, *shades))
        if index == 2:
            _ripples(canvas, stage, points, palette.lighten(sand, -0.05))
        if index:
            for x, y, size in _scattered(stage, stage.rng(f"corals {index}"), points, (0, 9, 7, 6)[index]):
                _coral(canvas, stage, (x, y), size * (0, 0.055, 0.075, 0.12)[index] * unit, nearness)

    top_px = float(points[:, 1].min()) - 0.26 * unit
    return Layer((0.12, 0.25, 0.5, 1.0)[index], draw, top_px=top_px, soft=index == 0)


def _rng_at(stage: Stage, x: float) -> np.random.Generator:
    """A random generator for what stands at `x`, the same however often it is drawn."""
    return stage.rng(f"at {round(x)}")


def _scattered(
    stage: Stage, rng: np.random.Generator, points: brush.Points, count: int
) -> list[tuple[float, float, float]]:
    """Places on the floor and sizes 0.5..1, the tallest towards the sides."""
    places = []
    for x in rng.uniform(stage.left, stage.right, count).tolist():
        y = float(np.interp(x, points[:, 0], points[:, 1])) + 0.012 * stage.unit
        away = min(1.0, abs(x - stage.subject_x) / (0.5 * stage.unit))
        places.append((x, y, float(rng.uniform(0.5, 0.8)) + 0.3 * away))
    return places


def _rock(canvas: Any, rng: np.random.Generator, foot: tuple[float, float], size: float, colour: str) -> None:
    x, y = foot
    angles = np.linspace(np.pi, 2 * np.pi, 8)
    reach = rng.uniform(0.75, 1.1, 8) * size
    outline = np.stack([x + np.cos(angles) * reach * 1.5, y + np.sin(angles) * reach * 0.9], axis=1)
    canvas.drawPath(
        brush.polygon([*outline.tolist(), (x + size * 1.5, y + size), (x - size * 1.5, y + size)]), brush.fill(colour)
    )
    lit = [(outline[2] + (x, y)) / 2, outline[3], outline[4], outline[5], (outline[4] + (x, y)) / 2]
    canvas.drawPath(brush.polygon([tuple(point) for point in lit]), brush.fill(palette.lighten(colour, 0.06), 0.7))


def _ripples(canvas: Any, stage: Stage, points: brush.Points, colour: str) -> None:
    unit = stage.unit
    for row in range(1, 8):
        wave = np.sin(points[:, 0] / unit * 42 + row * 1.9) * 0.0025 * unit * (1 + row * 0.2)
        line = np.stack([points[:, 0], points[:, 1] + (row / 8) ** 1.5 * 0.16 * unit + wave], axis=1)
        canvas.drawPath(brush.polygon(line, close=False), brush.stroke(colour, 0.0022 * unit, 0.45))


def _coral(canvas: Any, stage: Stage, foot: tuple[float, float], size: float, nearness: float) -> None:
    """A branching coral, a fan or a heap of tubes."""
    rng = _rng_at(stage, foot[0])
    colours = stage.plan.palette
    colour = palette.mix(
        str(rng.choice((*_CORALS, colours.accent))),
        colours.sky_mid,
        (0.62 if stage.is_night else 0.50) - 0.25 * nearness,
    )
    kind = int(rng.integers(0, 3))
    x, y = foot
    if kind == 0:
        for angle, length in zip(np.linspace(-2.6, -0.55, 6).tolist(), rng.uniform(0.6, 1.0, 6).tolist(), strict=True):
            tip = (x + math.cos(angle) * size * length, y + math.sin(angle) * size * length)
            knee = (x + math.cos(angle) * size * length * 0.35, y - size * length * 0.5)
            canvas.drawPath(brush.curve([(x, y), knee, tip], close=False), brush.stroke(colour, size * 0.11))
            canvas.drawCircle(*tip, size * 0.075, brush.fill(palette.lighten(colour, 0.08)))
    elif kind == 1:
        fan = [(x, y), (x - size * 0.8, y - size * 0.6), (x - size * 0.35, y - size * 1.15)]
        fan += [(x + size * 0.35, y - size * 1.15), (x + size * 0.8, y - size * 0.6)]
        canvas.drawPath(brush.curve(fan), brush.fill(colour))
        for across in (-0.5, -0.25, 0.0, 0.25, 0.5):
            vein = brush.stroke(palette.lighten(colour, -0.08), size * 0.03)
            canvas.drawLine(x, y, x + across * size, y - size * (1.0 - abs(across) * 0.5), vein)
    else:
        for across, tall in ((-0.45, 0.6), (-0.12, 0.95), (0.22, 0.75), (0.5, 0.5)):
            left, top = x + (across - 0.13) * size, y - tall * size
            brush.rounded(canvas, left, top, left + 0.27 * size, y + 0.1 * size, 0.12 * size, brush.fill(colour))
            hole = skia.Rect(left + 0.05 * size, top + 0.03 * size, left + 0.22 * size, top + 0.13 * size)
            canvas.drawOval(hole, brush.fill(palette.lighten(colour, -0.16)))


def _kelp(stage: Stage, name: str, depth: float) -> Layer:
    """Blades that sway with the swell, away from the subject."""
    rng, unit, colours = stage.rng(f"kelp {name}"), stage.unit, stage.plan.palette
    near = depth > 0.6
    places = (
        [-0.05, -0.015, 0.03, 0.955, 0.985, 1.03]
        if near
        else list(np.linspace(0.02, 1.02, 9) + rng.uniform(-0.03, 0.03, 9))
    )
    blades = []
    for share in places:
        x = stage.width * float(share)
        if near or abs(x - stage.subject_x) > 0.25 * unit:
            tall = float(rng.uniform(0.30, 0.62) if near else rng.uniform(0.22, 0.45)) * unit
            blades.append((x, tall, float(rng.uniform(0, 6.3)), float(rng.uniform(-0.03, 0.05))))
    foot = stage.horizon + (0.24 if near else 0.10) * unit
    green = palette.mix(
        palette.mix("#2f6b4a", colours.accent, 0.12),
        colours.sky_low if near else colours.sky_mid,
        0.35 if near else 0.62,
    )
    rise = np.linspace(0, 1, 9)
    half = (0.016 if near else 0.009) * unit * np.sin(np.pi * np.clip(rise * 0.9 + 0.1, 0, 1)) ** 0.7

    def draw(canvas: Any, time_s: float) -> None:
        for x, tall, offset, shade in blades:
            sway = np.sin(time_s * 0.9 + offset - rise * 2.4) * rise**1.3 * tall * 0.13
            y = foot - rise * tall
            wave = np.sin(rise * 14 + offset) * half * 0.4
            left = np.stack([x + sway - half + wave, y], axis=1)
            right = np.stack([x + sway + half + wave, y], axis=1)[::-1]
            canvas.drawPath(brush.curve(np.concatenate([left, right])), brush.fill(palette.lighten(green, shade)))

    return Layer(depth, draw, still=False)


def _shoal(stage: Stage, depth: float, count: int, length: float) -> Layer:
    """Small fish that cross the water together, each with a beat of its own."""
    rng, unit, colours = stage.rng(f"shoal {depth}"), stage.unit, stage.plan.palette
    spread = np.array([0.30, 0.085]) * unit * (1.0 if depth < 0.3 else 1.2)
    places = rng.normal(0, 1, (count, 2)).clip(-1.7, 1.7) * spread
    sizes, offsets = rng.uniform(0.7, 1.2, count) * length * unit, rng.uniform(0, 6.3, count)
    y = stage.height * float(rng.uniform(0.60, 0.68) if depth < 0.3 else rng.uniform(0.16, 0.24))
    y = y if stage.is_wide or depth < 0.3 else stage.height * 0.44
    heading = 1 if rng.random() < 0.5 else -1
    start, speed = (
        stage.subject_x - heading * float(rng.uniform(0.3, 0.6)) * unit,
        heading * 0.075 * unit * (0.6 + depth),
    )
    tone = palette.mix(colours.accent if depth > 0.3 else colours.light, colours.sky_mid, 0.30 if depth > 0.3 else 0.55)
    body = np.array(
        [(0.5, 0.0), (0.2, -0.19), (-0.22, -0.05), (-0.5, -0.2), (-0.43, 0.0), (-0.5, 0.2), (-0.22, 0.05), (0.2, 0.19)]
    )

    def draw(canvas: Any, time_s: float) -> None:
        paint = brush.fill(tone, 0.9)
        shoal = skia.PathBuilder()
        for (across, down), size, offset in zip(places.tolist(), sizes.tolist(), offsets.tolist(), strict=True):
            beat = math.sin(time_s * 5 + offset)
            outline = body * [heading * size, size]
            outline[3:6, 1] += beat * 0.07 * size
            outline += [
                start + across + speed * time_s + beat * 0.1 * size,
                y + down + math.sin(time_s + offset) * 0.006 * unit,
            ]
            shoal.moveTo(*outline[0].tolist())
            for x, height in outline[1:].tolist():
                shoal.lineTo(x, height)
            shoal.close()
        canvas.drawPath(shoal.detach(), paint)

    return Layer(depth, draw, still=False)


def _caustics(stage: Stage) -> Layer:
    """A net of light that slides over the sand."""
    rng, unit = stage.rng("caustics"), stage.unit
    top, bottom = stage.horizon + 0.055 * unit, stage.horizon + 0.24 * unit
    light = brush.stroke(stage.plan.palette.light, max(1.0, 0.0036 * unit), 0.10 if stage.is_night else 0.22)
    across = np.linspace(stage.left, stage.right, 56)
    lines = 7
    offsets, paces = rng.uniform(0, 6.3, (lines, 3)), rng.uniform(0.4, 0.9, (lines, 3))
    down = (np.arange(lines) / (lines - 1)) ** 1.5
    lengths, shares = np.array([9.0, 17.0, 27.0]) / unit, np.array([0.5, 0.32, 0.18])

    def draw(canvas: Any, time_s: float) -> None:
        for line in range(lines):
            near = 0.35 + 0.65 * float(down[line])
            waves = np.sin(across[:, None] * lengths / near + offsets[line] + time_s * paces[line]) @ shares
            y = top + down[line] * (bottom - top) + waves * 0.03 * unit * near
            canvas.drawPath(brush.polygon(np.stack([across, y], axis=1), close=False), light)

    return Layer(0.5, draw, still=False)


def _bubbles(stage: Stage) -> Layer:
    """Chains of bubbles that wobble upwards."""
    rng, unit = stage.rng("bubbles"), stage.unit
    sources = np.array(
        [stage.subject_x + 0.30 * unit, stage.width * 0.94, stage.width * 0.06, stage.subject_x - 0.42 * unit]
    )
    count = 30
    chosen = rng.integers(0, len(sources), count)
    sizes, paces = rng.uniform(0.003, 0.0105, count) * unit, rng.uniform(0.10, 0.17, count) * unit
    starts, offsets = rng.uniform(0, 1, count), rng.uniform(0, 6.3, count)
    reach = stage.horizon + 0.25 * unit
    light = palette.mix(stage.plan.palette.light, "#ffffff", 0.4)
    rim = brush.stroke(light, max(1.0, 0.0016 * unit), 0.55)

    def draw(canvas: Any, time_s: float) -> None:
        risen = (starts * reach + paces * time_s * (0.7 + sizes / (0.02 * unit))) % reach
        x = sources[chosen] + np.sin(risen / unit * 16 + offsets) * 0.012 * unit
        y = reach - risen
        rims = skia.PathBuilder()
        for across, down, size in zip(x.tolist(), y.tolist(), sizes.tolist(), strict=True):
            rims.addCircle(across, down, size)
        canvas.drawPath(rims.detach(), rim)
        shines = np.stack([x - sizes * 0.35, y - sizes * 0.35], axis=1)
        brush.dots(canvas, shines, max(1.0, 0.0035 * unit), light, 0.8)

    return Layer(0.7, draw, still=False)


def _particles(stage: Stage) -> Layer:
    """Specks that hang in the water."""
    rng, unit = stage.rng("particles"), stage.unit
    places = rng.uniform((0, 0), (stage.width, stage.height), (64, 2))
    paces, offsets = rng.uniform(0.3, 0.9, 64), rng.uniform(0, 6.3, 64)

    def draw(canvas: Any, time_s: float) -> None:
        x = (places[:, 0] + time_s * paces * 0.012 * unit) % stage.width
        y = places[:, 1] + np.sin(time_s * paces + offsets) * 0.015 * unit
        spots = np.stack([x, y], axis=1)
        for part, size, opacity in ((0, 0.0022, 0.5), (1, 0.0034, 0.35), (2, 0.006, 0.16)):
            brush.dots(canvas, spots[part::3], max(1.0, size * unit), stage.plan.palette.light, opacity)

    return Layer(0.0, draw, still=False)
