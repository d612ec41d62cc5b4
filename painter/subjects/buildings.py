"""Draws lighthouses, houses, cabins and wind turbines."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.subjects.pen import round_shade
from painter.subjects.placing import DrawnSubject

_GALLERY = 0.76
"""Height of the lighthouse's gallery as a share of the whole."""


def _lighthouse(canvas: Any, stage: Stage, size: float, _: float) -> None:
    _rock(canvas, stage, size)
    base, top, foot, head = -size * 0.07, -size * _GALLERY, size * 0.125, size * 0.078
    white, red = stage.lit("#f6f1e7"), stage.lit("#d5402f")
    tower = brush.polygon([(-foot, base), (-head, top), (head, top), (foot, base)])
    canvas.drawPath(tower, brush.fill(white))
    canvas.save()
    canvas.clipPath(tower, True)
    for band in (0, 2, 4):
        upper = top + (base - top) * band / 5
        canvas.drawRect(skia.Rect(-foot, upper, foot, upper + (base - top) / 5), brush.fill(red))
    round_shade(canvas, stage, foot, top, base)
    canvas.restore()
    for up, side in ((0.22, -0.2), (0.45, 0.1), (0.62, -0.1)):
        brush.rounded(
            canvas,
            (side - 0.12) * foot,
            base - up * size,
            (side + 0.14) * foot,
            base - (up - 0.055) * size,
            size * 0.02,
            brush.fill("#ffd98a" if stage.is_night else stage.lit("#33404f")),
        )
    dark = stage.lit("#2b3340")
    canvas.drawRect(skia.Rect(-head * 1.5, top - size * 0.02, head * 1.5, top), brush.fill(dark))
    for rail in range(-4, 5):
        canvas.drawLine(
            rail * head * 0.36,
            top - size * 0.02,
            rail * head * 0.36,
            top - size * 0.055,
            brush.stroke(dark, size * 0.005),
        )
    canvas.drawLine(-head * 1.45, top - size * 0.055, head * 1.45, top - size * 0.055, brush.stroke(dark, size * 0.006))
    on = _lamp_on(stage)
    canvas.drawRect(
        skia.Rect(-head * 0.8, top - size * 0.14, head * 0.8, top - size * 0.02),
        brush.fill("#fff3c4" if on else stage.lit("#b9d3e0")),
    )
    for bar in (-0.8, -0.27, 0.27, 0.8):
        canvas.drawLine(bar * head, top - size * 0.14, bar * head, top - size * 0.02, brush.stroke(dark, size * 0.006))
    canvas.drawPath(
        brush.curve(
            [
                (-head * 1.05, top - size * 0.14),
                (-head * 0.6, top - size * 0.19),
                (0, top - size * 0.215),
                (head * 0.6, top - size * 0.19),
                (head * 1.05, top - size * 0.14),
            ]
        ),
        brush.fill(red),
    )
    canvas.drawLine(0, top - size * 0.2, 0, top - size * 0.25, brush.stroke(dark, size * 0.007))


def _lamp_on(stage: Stage) -> bool:
    return stage.plan.time_of_day != "day" or stage.plan.weather in {"rain", "fog"}


def _beam(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """Two opposite beams that turn around the tower once in eight seconds."""
    if not _lamp_on(stage):
        return
    lamp, strength = -size * (_GALLERY + 0.075), 0.75 if stage.is_night else 0.5
    turn = time_s * math.tau / 8 + 2.6
    for half in (0.0, math.pi):
        across, toward = math.cos(turn + half), math.sin(turn + half)
        reach = size * 2.1 * across
        spread = size * (0.03 + 0.05 * abs(toward)) + abs(reach) * 0.06
        fade = [(0.0, "#fff2c2", strength), (0.25, "#fff2c2", strength * 0.4), (1.0, "#fff2c2", 0.0)]
        paint = brush.linear((0, lamp), (reach or 1.0, lamp), fade)
        canvas.drawPath(
            brush.polygon(
                [(0, lamp - size * 0.015), (reach, lamp - spread), (reach, lamp + spread), (0, lamp + size * 0.015)]
            ),
            paint,
        )
    facing = max(0.0, abs(math.sin(turn)) ** 6)
    brush.glow(canvas, 0, lamp, size * (0.26 + 0.16 * facing), "#fff1b8", 0.75)


def _rock(canvas: Any, stage: Stage, size: float) -> None:
    rng = stage.rng("rock")
    colour = stage.lit("#5b5a63")
    steps = np.linspace(-1, 1, 15)
    heights = (1 - np.abs(steps) ** 1.6) * 0.17 + rng.uniform(-0.025, 0.025, 15)
    heights[[5, 6, 7, 8, 9]] = 0.135
    outline = np.stack([steps * size * 0.52, -heights * size + size * 0.05], axis=1)
    light = palette.lighten(palette.mix(colour, stage.plan.palette.light, 0.2), 0.04)
    canvas.drawPath(
        brush.below(outline, size * 0.12),
        brush.vertical(-size * 0.14, size * 0.1, light, colour, palette.lighten(colour, -0.12)),
    )
    for index in range(2, 13, 2):
        x, y = outline[index].tolist()
        facet = [
            (x, y),
            (x + size * 0.05, y + size * 0.05),
            (x + size * 0.015, size * 0.12),
            (x - size * 0.045, size * 0.12),
        ]
        canvas.drawPath(brush.polygon(facet), brush.fill(palette.lighten(colour, -0.08), 0.6))


def _house(canvas: Any, stage: Stage, size: float, _: float) -> None:
    wall, roof = stage.lit("#f1e4cf"), stage.lit("#a9452f")
    _hut(canvas, stage, size, wall, roof, 0.62)


def _cabin(canvas: Any, stage: Stage, size: float, _: float) -> None:
    snowy = stage.plan.season == "winter"
    wall, roof = stage.lit("#7b4f33"), stage.lit("#f4f7fb" if snowy else "#4c3328")
    _hut(canvas, stage, size, wall, roof, 0.50)
    for plank in range(1, 6):
        y = -size * 0.50 * plank / 6
        canvas.drawLine(-size * 0.46, y, -size * 0.24, y, brush.stroke(palette.lighten(wall, -0.07), size * 0.008))
        canvas.drawLine(size * 0.24, y, size * 0.46, y, brush.stroke(palette.lighten(wall, -0.07), size * 0.008))


def _hut(canvas: Any, stage: Stage, size: float, wall: str, roof: str, eaves: float) -> None:
    half, lit_windows = size * 0.48, stage.plan.time_of_day != "day"
    light = palette.lighten(palette.mix(wall, stage.plan.palette.light, 0.2), 0.03)
    ends = [light, palette.lighten(wall, -0.06)][:: -1 if stage.sun_side > 0 else 1]
    canvas.drawRect(
        skia.Rect(-half, -size * eaves, half, size * 0.06),
        brush.linear((-half, 0), (half, 0), [(0.0, ends[0], 1.0), (1.0, ends[1], 1.0)]),
    )
    chimney = palette.lighten(wall, -0.14)
    canvas.drawRect(skia.Rect(size * 0.24, -size * 0.97, size * 0.36, -size * 0.6), brush.fill(chimney))
    eave, ridge = -size * eaves + size * 0.05, -size * (eaves + 0.36)
    canvas.drawPath(
        brush.polygon([(-half * 1.18, eave), (-half * 0.72, ridge), (half * 0.72, ridge), (half * 1.18, eave)]),
        brush.vertical(ridge, eave, palette.lighten(roof, 0.05), palette.lighten(roof, -0.05)),
    )
    for row in range(1, 5):
        y = ridge + (eave - ridge) * row / 5
        reach = half * (0.72 + 0.46 * row / 5)
        canvas.drawLine(-reach, y, reach, y, brush.stroke(palette.lighten(roof, -0.10), size * 0.006, 0.6))
    canvas.drawRect(skia.Rect(-half, eave, half, eave + size * 0.03), brush.fill(palette.lighten(wall, -0.16), 0.6))
    brush.rounded(
        canvas,
        -size * 0.085,
        -size * 0.32,
        size * 0.085,
        size * 0.06,
        size * 0.02,
        brush.fill(palette.lighten(chimney, -0.08)),
    )
    canvas.drawCircle(size * 0.05, -size * 0.13, size * 0.012, brush.fill("#e7c987"))
    for side in (-1, 1):
        _window(canvas, stage, side * size * 0.29, -size * (eaves - 0.2), size * 0.10, lit=lit_windows)


def _window(canvas: Any, stage: Stage, x: float, y: float, half: float, *, lit: bool) -> None:
    if lit and not stage.is_flat:
        brush.glow(canvas, x, y, half * 3.4, "#ffc46b", 0.6)
    glass = "#ffd58c" if lit else stage.lit("#9cc3d9")
    brush.rounded(canvas, x - half, y - half, x + half, y + half, half * 0.14, brush.fill(glass))
    frame = brush.stroke(stage.lit("#fffaf0" if not lit else "#5a3a26"), half * 0.16)
    brush.rounded(canvas, x - half, y - half, x + half, y + half, half * 0.14, frame)
    canvas.drawLine(x, y - half, x, y + half, frame)
    canvas.drawLine(x - half, y, x + half, y, frame)


def _smoke(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    x, y = size * 0.30, -size * 0.98
    tone = palette.mix(stage.plan.palette.sky_low, "#ffffff", 0.4)
    for puff in range(9):
        age = (time_s * 0.16 + puff / 9) % 1.0
        opacity = 0.42 * math.sin(math.pi * min(1.0, age * 1.02))
        across = x + age**1.4 * size * 0.34 + math.sin(age * 7 + puff) * size * 0.02
        canvas.drawCircle(
            across, y - age * size * 0.62, size * (0.035 + 0.085 * age), brush.fill(tone, max(0.0, opacity))
        )


def _turbine(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    for across, scale, phase in ((0.0, 1.0, 0.0), (-0.42, 0.50, 0.7), (0.40, 0.58, 1.4)):
        canvas.save()
        canvas.translate(across * size, (1 - scale) * -size * 0.02)
        _mill(canvas, stage, size * scale, time_s * 1.3 + phase)
        canvas.restore()


def _mill(canvas: Any, stage: Stage, size: float, turn: float) -> None:
    white, grey = stage.lit("#fafbfc"), stage.lit("#b7c3cf")
    hub = -size * 0.70
    lit = [(0.0, white, 1.0), (1.0, grey, 1.0)] if stage.sun_side < 0 else [(0.0, grey, 1.0), (1.0, white, 1.0)]
    canvas.drawPath(
        brush.polygon(
            [(-size * 0.018, size * 0.06), (-size * 0.009, hub), (size * 0.009, hub), (size * 0.018, size * 0.06)]
        ),
        brush.linear((-size * 0.018, 0), (size * 0.018, 0), lit),
    )
    for blade in range(3):
        canvas.save()
        canvas.translate(0, hub)
        canvas.rotate(math.degrees(turn) + blade * 120)
        canvas.drawPath(
            brush.curve(
                [
                    (0, 0),
                    (size * 0.026, -size * 0.08),
                    (size * 0.006, -size * 0.36),
                    (-size * 0.006, -size * 0.36),
                    (-size * 0.012, -size * 0.08),
                ]
            ),
            brush.fill(white),
        )
        canvas.restore()
    canvas.drawCircle(0, hub, size * 0.022, brush.fill(grey))


SUBJECTS = {
    "lighthouse": DrawnSubject(0.55, _beam, _lighthouse, half=0.52),
    "house": DrawnSubject(0.27, _smoke, _house, half=0.75),
    "cabin": DrawnSubject(0.27, _smoke, _cabin, half=0.75),
    "turbine": DrawnSubject(0.62, _turbine, half=0.60),
}
