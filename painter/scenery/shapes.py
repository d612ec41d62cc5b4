"""Six moving compositions of abstract shapes, for films that have no thing or place to show."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Layer, Stage
from painter.names import Mood

_TEMPO: Mapping[Mood, float] = {"calm": 0.75, "bright": 1.2, "epic": 1.0, "tense": 1.35}

Composition = Callable[[Stage], list[Layer]]


def composition(stage: Stage) -> list[Layer]:
    """The layers of one composition, chosen by the seed among those that suit the mood."""
    suitable = _SUITABLE[stage.plan.mood]
    return suitable[int(stage.rng("composition").integers(len(suitable)))](stage)


def ribbons(stage: Stage) -> list[Layer]:
    """Bands of light that flow around the right side."""
    return [_ribbon(stage, index) for index in range(5)]


def waves(stage: Stage) -> list[Layer]:
    """Sheets with rolling edges, one before the other, that climb to the right."""
    return [_wave(stage, index, 6) for index in range(6)]


def tiles(stage: Stage) -> list[Layer]:
    """Two walls of tiles, far and near, that turn over in waves."""
    return [_wall(stage, pitch=0.105, depth=0.14, faint=0.5), _wall(stage, pitch=0.19, depth=0.42, faint=1.0)]


def rings(stage: Stage) -> list[Layer]:
    """Bodies on tilted orbits around a glowing one."""
    return [_halo(stage), _orbits(stage, front=False), _core(stage), _orbits(stage, front=True)]


def lights(stage: Stage) -> list[Layer]:
    """Rising lights at four distances: many small ones far away, a few large ones close by."""
    return [_lights(stage, index) for index in range(4)]


def blocks(stage: Stage) -> list[Layer]:
    """A floor of columns seen from above that rise and sink in waves."""
    return [_columns(stage)]


def _tempo(stage: Stage) -> float:
    return _TEMPO[stage.plan.mood]


def _middle(stage: Stage) -> tuple[float, float]:
    """The centre of a composition: beside the titles, or below them."""
    return stage.subject_x, stage.height * (0.52 if stage.is_wide else 0.66)


def _is_printed(stage: Stage) -> bool:
    """Whether the background is as pale as the page, so that only the colours of the land stand out from it."""
    return stage.look.has_text_column


def _tones(stage: Stage) -> tuple[str, ...]:
    """The film's colours from the background's to the accent."""
    colours = stage.plan.palette
    return (
        colours.land_near if _is_printed(stage) else palette.lighten(colours.sky_mid, -0.09),
        colours.land_far if _is_printed(stage) else palette.lighten(colours.sky_mid, 0.08),
        palette.lighten(colours.sky_low, 0.05),
        colours.light,
        colours.accent,
    )


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


def _wave(stage: Stage, index: int, count: int) -> Layer:
    """One sheet, the nearer the darker, with a lit edge."""
    rng, tempo = stage.rng(f"wave {index}"), _tempo(stage)
    colours, near = stage.plan.palette, index / (count - 1)
    across = stage.columns(64)
    share = (across - stage.left) / (stage.right - stage.left)
    top, step = (0.56, 0.08) if stage.is_wide else (0.52, 0.075)
    climb = stage.height * 0.26 * (1 - 0.75 * near) * np.clip(share * 1.5 - 0.6, 0, 1) ** 1.3
    base = stage.height * (top + step * index) - climb
    offsets, lengths = rng.uniform(0, 6.3, 2), rng.uniform((3.0, 7.0), (5.5, 11.0))
    swing = stage.unit * (0.022 + 0.018 * near)
    # Through the middle of the sky, since its two ends may be complementary and would mix to grey.
    ends = (colours.sky_low, colours.sky_mid) if near < 0.5 else (colours.sky_mid, colours.sky_top)
    tone = colours.accent if index == count // 2 else palette.mix(*ends, near * 2 % 1.0 if near < 1 else 1.0)
    tone = palette.lighten(tone, 0.07 - 0.12 * near)
    if _is_printed(stage) and index != count // 2:
        tone = stage.land(near)
    lit = palette.lighten(tone, 0.12)
    paint = brush.vertical(float(base.min()) - swing, float(base.max()) + 0.3 * stage.unit, lit, tone)
    paint = paint if stage.is_flat else brush.baked(paint, stage.left, -stage.margin, stage.right, stage.floor)
    edge = brush.stroke(palette.lighten(tone, 0.22), max(1.0, 0.0022 * stage.unit), 0.7)
    pace = tempo * (0.35 + 0.35 * near) * (-1 if index % 2 else 1)

    def draw(canvas: Any, time_s: float) -> None:
        line = base + swing * np.sin(share * lengths[0] * 2 + offsets[0] + time_s * pace * 2)
        line = line + 0.45 * swing * np.sin(share * lengths[1] * 2 + offsets[1] - time_s * pace * 1.4)
        points = np.stack([across, line], axis=1)
        canvas.drawPath(brush.below(points, stage.floor), paint)
        canvas.drawPath(brush.polygon(points, close=False), edge)

    return Layer(0.1 + 0.5 * near, draw, still=False)


def _wall(stage: Stage, *, pitch: float, depth: float, faint: float) -> Layer:
    """Tiles that turn over one after another; fewer and smaller towards the titles."""
    rng, tempo = stage.rng(f"wall {pitch}"), _tempo(stage)
    size = pitch * stage.unit
    tones = _tones(stage)
    columns, rows = np.arange(stage.left, stage.right, size), np.arange(-stage.margin * 0.4, stage.floor, size)
    x, y = (part.ravel() for part in np.meshgrid(columns, rows))
    reach = (x / stage.width - 0.44) / 0.4 if stage.is_wide else (y / stage.height - 0.34) / 0.36
    present = np.clip(reach, 0, 1) ** 0.7
    keep = (rng.random(len(x)) < present * 0.9) & (present > 0.08)
    x, y, present = x[keep], y[keep], present[keep]
    faces = rng.choice(len(tones), (len(x), 2), p=(0.36, 0.22, 0.22, 0.08, 0.12)).tolist()
    delays = (x + 0.6 * y) / stage.unit * 1.7 + rng.uniform(0, 0.7, len(x))
    halves = (size * 0.43 * (0.55 + 0.45 * present)).tolist()
    paints = [brush.fill(tone, faint if stage.is_flat else 0.85 * faint) for tone in tones]
    shine = [brush.fill(palette.lighten(tone, 0.08), faint) for tone in tones]
    spots = list(zip(x.tolist(), y.tolist(), halves, faces, strict=True))

    def draw(canvas: Any, time_s: float) -> None:
        # Each tile rests, then turns half around.
        turn = (time_s * tempo * 0.30 - delays * 0.34) % 2.0
        angles = np.pi * (np.floor(turn) + _settled(turn % 1.0))
        for (left, top, half, face), angle in zip(spots, angles.tolist(), strict=True):
            width = abs(math.cos(angle)) * half
            side = face[math.cos(angle) < 0]
            paint = shine[side] if width < half * 0.97 else paints[side]
            if width > 0.02 * half:
                box = skia.Rect(left - width, top - half, left + width, top + half)
                canvas.drawRoundRect(box, min(width, 0.16 * half), 0.16 * half, paint)

    return Layer(depth, draw, still=False)


def _settled(share: Any) -> Any:
    """Rest, turn smoothly, rest; 0..1."""
    moving = np.clip((share - 0.3) / 0.4, 0, 1)
    return moving * moving * (3 - 2 * moving)


def _halo(stage: Stage) -> Layer:
    x, y = _middle(stage)
    tone = palette.mix(stage.plan.palette.sky_low, stage.plan.palette.accent, 0.5)

    def draw(canvas: Any, _: float) -> None:
        for radius, opacity in ((0.60, 0.10), (0.45, 0.14), (0.31, 0.18)):
            canvas.drawCircle(x, y, radius * stage.unit, brush.fill(tone, opacity))

    return Layer(0.08, draw)


def _core(stage: Stage) -> Layer:
    """The body in the middle, which breathes."""
    (x, y), colours, tempo = _middle(stage), stage.plan.palette, _tempo(stage)
    size = 0.115 * stage.unit
    lit, dark = palette.lighten(colours.accent, 0.10), palette.lighten(colours.accent, -0.10)
    shaded = brush.radial(x - 0.3 * size, y - 0.35 * size, size * 1.5, [(0.0, lit, 1.0), (1.0, dark, 1.0)])
    paint = brush.fill(colours.accent) if stage.is_flat else shaded
    ring = brush.stroke(palette.lighten(colours.accent, 0.16), 0.003 * stage.unit, 0.6)

    def draw(canvas: Any, time_s: float) -> None:
        breath = 1 + 0.035 * math.sin(time_s * tempo * 1.6)
        canvas.drawCircle(x, y, size * breath, paint)
        spread = (time_s * tempo * 0.22) % 1.0
        ring.setAlphaf(0.6 * (1 - spread))
        canvas.drawCircle(x, y, size * (1.05 + 1.9 * spread), ring)

    return Layer(0.5, draw, still=False)


def _orbits(stage: Stage, *, front: bool) -> Layer:
    """The half of every orbit that lies behind the middle, or before it, with the bodies that are on it now."""
    rng, tempo, tones = stage.rng("orbits"), _tempo(stage), _tones(stage)[1:]
    middle, unit = _middle(stage), stage.unit
    radii = unit * (0.20 + 0.085 * np.arange(5)) * rng.uniform(0.95, 1.05, 5)
    flat, lean = float(rng.uniform(0.30, 0.46)), math.radians(float(rng.choice((-1, 1)) * rng.uniform(10, 26)))
    speeds = tempo * rng.uniform(0.35, 0.6, 5) * (0.26 * unit / radii) ** 0.5 * rng.choice((-1, 1))
    starts, sizes = rng.uniform(0, 6.3, (5, 2)), rng.uniform(0.014, 0.034, (5, 2)) * unit
    picks = rng.integers(0, len(tones), (5, 2)).tolist()
    half = np.linspace(0, np.pi, 40) if front else np.linspace(np.pi, 2 * np.pi, 40)
    lean_x, lean_y = math.cos(lean), math.sin(lean)

    def on(radius: float, angle: Any) -> tuple[Any, Any]:
        across, down = radius * np.cos(angle), radius * flat * np.sin(angle)
        return middle[0] + across * lean_x - down * lean_y, middle[1] + across * lean_y + down * lean_x

    paths = [brush.polygon(np.stack(on(float(radius), half), axis=1), close=False) for radius in radii]
    lines = [brush.stroke(tones[index % 4], (0.0022 + 0.0012 * front) * unit, 0.8) for index in range(5)]
    fills = [brush.fill(tone) for tone in tones]

    def draw(canvas: Any, time_s: float) -> None:
        for path, line in zip(paths, lines, strict=True):
            canvas.drawPath(path, line)
        for index, radius in enumerate(radii.tolist()):
            for body in range(2):
                angle = float(starts[index, body] + time_s * speeds[index])
                if (math.sin(angle) >= 0) == front:
                    x, y = on(radius, angle)
                    size = float(sizes[index, body]) * (1 + 0.28 * math.sin(angle))
                    canvas.drawCircle(float(x), float(y), size, fills[picks[index][body]])

    return Layer(0.6 if front else 0.4, draw, still=False)


def _lights(stage: Stage, index: int) -> Layer:
    """Lights of one distance; the nearest are out of focus."""
    rng, tempo, near = stage.rng(f"lights {index}"), _tempo(stage), index / 3
    count = (46, 26, 13, 6)[index]
    size = stage.unit * np.array([0.006, 0.016, 0.036, 0.078])[index] * rng.uniform(0.6, 1.35, count)
    x = stage.width * (0.12 + 0.95 * rng.random(count) ** 0.62) if stage.is_wide else stage.width * rng.random(count)
    y = rng.uniform(0, 1.25, count) * stage.height
    swing, phase = rng.uniform(0.008, 0.03, count) * stage.unit, rng.uniform(0, 6.3, count)
    rise = tempo * stage.unit * (0.022 + 0.05 * near) * rng.uniform(0.75, 1.25, count)
    tones = _tones(stage)[1:]
    strength = (0.9, 0.75, 0.5, 0.3)[index] if not stage.is_flat else (0.95, 0.9, 0.85, 0.7)[index]
    picks = rng.integers(0, len(tones), count).tolist()
    fills = [brush.fill(tone, strength) for tone in tones]
    rims = [brush.stroke(palette.lighten(tone, 0.12), max(1.0, 0.002 * stage.unit), strength) for tone in tones]

    def draw(canvas: Any, time_s: float) -> None:
        heights = (y - time_s * rise) % (1.25 * stage.height) - 0.12 * stage.height
        places = x + swing * np.sin(time_s * tempo * 0.7 + phase)
        for left, top, radius, pick in zip(places.tolist(), heights.tolist(), size.tolist(), picks, strict=True):
            canvas.drawCircle(left, top, radius, fills[pick])
            if index > 1:
                canvas.drawCircle(left, top, radius, rims[pick])

    return Layer(0.1 + 0.6 * near, draw, still=False)


def _columns(stage: Stage) -> Layer:
    """Columns on a tilted floor, drawn from the back to the front."""
    rng, tempo, colours = stage.rng("columns"), _tempo(stage), stage.plan.palette
    # Styles whose ink draws each shape several times get fewer columns.
    side = 7 if stage.look.ink in {"plain", "editorial", "blueprint"} else 5
    x0, y0 = _middle(stage)
    step = 0.57 * stage.unit / side
    y0 += 0.08 * stage.unit
    phase = rng.uniform(0, 6.3, 2)
    places = sorted(((a, b) for a in range(side) for b in range(side)), key=sum)
    body = palette.mix(colours.sky_low, colours.land_near, 0.55)
    accents = {places[int(index)] for index in rng.choice(len(places), 7, replace=False)}
    shades = {
        accent: [brush.fill(palette.lighten(tone, lift)) for lift in (0.12, 0.0, -0.10)]
        for accent, tone in ((False, body), (True, colours.accent))
    }

    def draw(canvas: Any, time_s: float) -> None:
        for a, b in places:
            x = x0 + (a - b) * step
            y = y0 + (a + b - side + 1) * step * 0.5
            wave = math.sin(0.85 * a + phase[0] + time_s * tempo) + math.sin(0.7 * b + phase[1] - time_s * tempo * 0.8)
            _column(canvas, x, y, step * 0.94, step * (1.25 + 0.6 * wave), shades[(a, b) in accents])

    return Layer(0.5, draw, still=False)


def _column(canvas: Any, x: float, y: float, half: float, height: float, paints: list[Any]) -> None:
    """A box seen from above: its top, its left and its right side; `y` is the middle of its foot."""
    low, top = half * 0.5, y - height
    canvas.drawPath(brush.polygon([(x - half, top), (x, top + low), (x, y + low), (x - half, y)]), paints[1])
    canvas.drawPath(brush.polygon([(x + half, top), (x, top + low), (x, y + low), (x + half, y)]), paints[2])
    canvas.drawPath(brush.polygon([(x - half, top), (x, top - low), (x + half, top), (x, top + low)]), paints[0])


_SUITABLE: Mapping[Mood, tuple[Composition, ...]] = {
    "calm": (ribbons, waves, lights, rings),
    "bright": (tiles, blocks, lights, rings, waves),
    "epic": (rings, ribbons, waves, blocks),
    "tense": (tiles, blocks, ribbons, rings),
}
