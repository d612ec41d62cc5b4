"""What a film is about: the named thing, drawn at the point the composition leads to.

Each `_name(canvas, stage, size, time_s)` draws with the foot of its subject at the origin, upwards to about `-size`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import skia

from media.painter import brush, palette, products, trees
from media.painter.stage import Draw, Layer, Stage

_GALLERY = 0.76
"""Height of the lighthouse's gallery as a share of the whole."""

_Drawing = Callable[[Any, Stage, float, float], None]


@dataclass(frozen=True)
class _Subject:
    """How to draw a subject: what moves, over what stands still.

    `size` is its height and `lift` how far it floats, in units. `reach` is set for what stands as high as the titles:
    how far it extends to the left, as a share of its height.
    """

    size: float
    moving: _Drawing | None = None
    still: _Drawing | None = None
    lift: float = 0.0
    reach: float = 0.0


def subject_layers(stage: Stage) -> list[Layer]:
    """The plan's subjects: the first where the eye goes, the second smaller beside it."""
    names = list(stage.plan.subjects)
    return [layer for index in reversed(range(len(names))) for layer in _layers(stage, names[index], second=index > 0)]


def _layers(stage: Stage, name: str, *, second: bool) -> list[Layer]:
    subject = _SUBJECTS[name]
    scale = 0.62 if second else 1.0
    size = subject.size * scale * stage.unit * (1.0 if stage.is_wide else 1.28)
    x, y = stage.subject_x, stage.ground - subject.lift * stage.unit
    _, _, title_right, title_bottom = stage.title_box
    if not stage.is_wide:
        size = min(size, 0.96 * (y - title_bottom))
    elif subject.reach:
        size = min(size, (x - title_right) / subject.reach)
    if second:
        x += (-0.34 if stage.is_wide else -0.30) * stage.unit
        y += 0.012 * stage.unit
        x = max(x, title_right + 0.6 * size) if stage.is_wide and subject.lift > 0 else x

    def placed(drawing: _Drawing) -> Draw:
        def draw(canvas: Any, time_s: float) -> None:
            canvas.save()
            canvas.translate(x, y)
            drawing(canvas, stage, size, time_s)
            canvas.restore()

        return draw

    parts = ((subject.still, True), (subject.moving, False))
    return [Layer(0.6, placed(drawing), still=still) for drawing, still in parts if drawing]


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
    _round_shade(canvas, stage, foot, top, base)
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


def _round_shade(canvas: Any, stage: Stage, half: float, top: float, bottom: float) -> None:
    """Turns a flat shape into a round one, lit from the side of the sun."""
    dark = palette.lighten(stage.plan.palette.sky_top, -0.25)
    side = stage.sun_side
    if stage.is_flat:
        canvas.drawRect(skia.Rect(min(0, -side * half), top, max(0, -side * half), bottom), brush.fill(dark, 0.16))
        return
    fade = [(0.0, dark, 0.62), (0.5, dark, 0.15), (0.75, dark, 0.0), (1.0, dark, 0.15)]
    canvas.drawRect(skia.Rect(-half, top, half, bottom), brush.linear((-half * side, 0), (half * side, 0), fade))


def _boat(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    canvas.save()
    canvas.translate(math.sin(time_s * 0.35) * size * 0.03, math.sin(time_s * 1.15) * size * 0.014)
    _reflection(canvas, stage, size)
    canvas.rotate(math.sin(time_s * 0.95 + 0.6) * 2.2)
    mast, boom = -size * 0.96, -size * 0.20
    wood = stage.lit("#6b4630")
    canvas.drawLine(0, -size * 0.06, 0, mast, brush.stroke(wood, size * 0.016))
    for sail, tone in (
        ([(size * 0.02, mast * 0.98), (size * 0.20, mast * 0.62), (size * 0.36, boom), (size * 0.02, boom)], "#fbf4e6"),
        (
            [
                (-size * 0.02, mast * 0.9),
                (-size * 0.12, mast * 0.58),
                (-size * 0.27, boom * 0.85),
                (-size * 0.02, boom * 0.85),
            ],
            "#f0dcc2",
        ),
    ):
        shape = skia.PathBuilder()
        shape.moveTo(*sail[0])
        shape.quadTo(sail[1][0] * 1.25, sail[1][1], *sail[2])
        shape.quadTo(sail[2][0] * 0.5, sail[2][1] + size * 0.035, *sail[3])
        shape.close()
        lit = palette.mix(stage.lit(tone), stage.plan.palette.light, 0.25)
        shade = palette.mix(stage.lit(tone), stage.plan.palette.sky_mid, 0.45)
        ends = [(0.0, lit, 1.0), (1.0, shade, 1.0)] if stage.sun_side < 0 else [(0.0, shade, 1.0), (1.0, lit, 1.0)]
        canvas.drawPath(shape.detach(), brush.linear((min(0.0, sail[2][0]), 0), (max(0.0, sail[2][0]), 0), ends))
    canvas.drawLine(size * 0.01, boom, size * 0.37, boom, brush.stroke(wood, size * 0.012))
    hull = skia.PathBuilder()
    hull.moveTo(-size * 0.38, -size * 0.13)
    hull.quadTo(0, -size * 0.085, size * 0.36, -size * 0.12)
    hull.quadTo(size * 0.32, size * 0.02, size * 0.22, size * 0.035)
    hull.lineTo(-size * 0.20, size * 0.035)
    hull.quadTo(-size * 0.32, size * 0.0, -size * 0.38, -size * 0.13)
    shape = hull.detach()
    body = stage.lit("#a8382c")
    canvas.drawPath(
        shape, brush.vertical(-size * 0.12, size * 0.03, palette.lighten(body, 0.06), palette.lighten(body, -0.12))
    )
    canvas.save()
    canvas.clipPath(shape, True)
    canvas.drawPath(
        brush.curve([(-size * 0.40, -size * 0.115), (0, -size * 0.07), (size * 0.4, -size * 0.105)], close=False),
        brush.stroke(stage.lit("#f7efe2"), size * 0.022),
    )
    canvas.restore()
    flag = math.sin(time_s * 5) * size * 0.012
    canvas.drawPath(
        brush.polygon([(0, mast), (-size * 0.10, mast + size * 0.025 + flag), (0, mast + size * 0.05)]),
        brush.fill(stage.lit(stage.plan.palette.accent)),
    )
    canvas.restore()


def _reflection(canvas: Any, stage: Stage, size: float) -> None:
    dark = palette.lighten(stage.plan.palette.land_near, -0.12)
    canvas.drawOval(skia.Rect(-size * 0.4, -size * 0.03, size * 0.4, size * 0.08), brush.fill(dark, 0.35))


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


def _rocket(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    rise = (time_s / stage.plan.duration_s - 0.5) * size * 0.22
    canvas.translate(math.sin(time_s * 9) * size * 0.002, -rise)
    canvas.rotate(16)
    _flame(canvas, stage, size, time_s)
    body = skia.PathBuilder()
    body.moveTo(0, -size)
    body.cubicTo(size * 0.17, -size * 0.82, size * 0.17, -size * 0.42, size * 0.10, -size * 0.22)
    body.lineTo(-size * 0.10, -size * 0.22)
    body.cubicTo(-size * 0.17, -size * 0.42, -size * 0.17, -size * 0.82, 0, -size)
    shape = body.detach()
    red = palette.mix("#e0452f", stage.plan.palette.accent, 0.25)
    for side in (-1, 1):
        fin = skia.PathBuilder()
        fin.moveTo(side * size * 0.10, -size * 0.44)
        fin.quadTo(side * size * 0.26, -size * 0.34, side * size * 0.25, -size * 0.12)
        fin.quadTo(side * size * 0.17, -size * 0.22, side * size * 0.08, -size * 0.22)
        fin.close()
        canvas.drawPath(fin.detach(), brush.fill(palette.lighten(red, -0.06 if side != stage.sun_side else 0.03)))
    canvas.drawRect(skia.Rect(-size * 0.065, -size * 0.235, size * 0.065, -size * 0.19), brush.fill("#4a5060"))
    canvas.drawPath(shape, brush.fill("#f3f5f9"))
    canvas.save()
    canvas.clipPath(shape, True)
    canvas.drawRect(skia.Rect(-size, -size, size, -size * 0.80), brush.fill(red))
    canvas.drawRect(skia.Rect(-size, -size * 0.30, size, -size * 0.265), brush.fill(red))
    _round_shade(canvas, stage, size * 0.14, -size, 0)
    canvas.restore()
    for radius, tone in ((0.062, "#39475e"), (0.046, "#7fd4ff"), (0.03, "#bdeaff")):
        shift = 0.0 if radius > 0.04 else -0.008
        canvas.drawCircle(size * shift, size * (-0.62 + shift), size * radius, brush.fill(tone))


def _flame(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    flicker = 1 + 0.10 * math.sin(time_s * 31) + 0.07 * math.sin(time_s * 47 + 1)
    brush.glow(canvas, 0, size * 0.02, size * 0.5, "#ff9a3d", 0.6)
    trail = [(0.0, "#ffd9a0", 0.55), (1.0, stage.plan.palette.sky_low, 0.0)]
    shape = brush.polygon(
        [(-size * 0.06, -size * 0.2), (size * 0.06, -size * 0.2), (size * 0.24, size * 1.2), (-size * 0.24, size * 1.2)]
    )
    canvas.drawPath(shape, brush.linear((0, -size * 0.2), (0, size * 1.2), trail))
    for width, length, tone in ((0.085, 0.44, "#ff7a2b"), (0.06, 0.32, "#ffb938"), (0.034, 0.19, "#fff3c9")):
        tongue = skia.PathBuilder()
        tongue.moveTo(-size * width, -size * 0.2)
        tongue.cubicTo(
            -size * width * 1.4,
            -size * 0.05,
            -size * 0.01,
            size * (length * 0.6 - 0.2),
            0,
            size * (length * flicker - 0.1),
        )
        tongue.cubicTo(
            size * 0.01, size * (length * 0.6 - 0.2), size * width * 1.4, -size * 0.05, size * width, -size * 0.2
        )
        canvas.drawPath(tongue.detach(), brush.fill(tone, 0.92))


def _balloon(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    canvas.translate(
        math.sin(time_s * 0.3) * size * 0.05, -math.sin(time_s * 0.5) * size * 0.03 - time_s * size * 0.008
    )
    centre, radius = -size * 0.64, size * 0.36
    envelope = skia.PathBuilder()
    envelope.moveTo(0, centre - radius)
    envelope.cubicTo(radius * 1.32, centre - radius, radius * 1.25, centre + radius * 0.45, size * 0.07, -size * 0.16)
    envelope.lineTo(-size * 0.07, -size * 0.16)
    envelope.cubicTo(-radius * 1.25, centre + radius * 0.45, -radius * 1.32, centre - radius, 0, centre - radius)
    shape = envelope.detach()
    tones = [stage.lit("#e5503c"), stage.lit("#fbf0dc"), stage.lit(stage.plan.palette.accent)]
    canvas.drawPath(shape, brush.fill(tones[0]))
    canvas.save()
    canvas.clipPath(shape, True)
    for step, tone in ((0.78, tones[1]), (0.50, tones[2]), (0.20, tones[1])):
        canvas.drawOval(
            skia.Rect(-radius * step, centre - radius * 1.02, radius * step, -size * 0.02), brush.fill(tone)
        )
    _round_shade(canvas, stage, radius, centre - radius, 0)
    canvas.restore()
    rope = brush.stroke(stage.lit("#4b3a2e"), size * 0.005)
    for side in (-1, 1):
        canvas.drawLine(side * size * 0.065, -size * 0.16, side * size * 0.045, -size * 0.07, rope)
    brush.glow(canvas, 0, -size * 0.14, size * 0.10, "#ffb347", 0.35 + 0.3 * max(0.0, math.sin(time_s * 1.7)))
    brush.rounded(canvas, -size * 0.055, -size * 0.075, size * 0.055, 0, size * 0.015, brush.fill(stage.lit("#8a5a34")))
    canvas.drawLine(
        -size * 0.058, -size * 0.07, size * 0.058, -size * 0.07, brush.stroke(stage.lit("#5d3b22"), size * 0.014)
    )


def _plane(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 0.5, math.sin(time_s * 0.8) * size * 0.02)
    canvas.rotate(-8)
    white, grey, tone = stage.lit("#f7f8fa"), stage.lit("#b9c4d0"), stage.lit(stage.plan.palette.accent)
    canvas.drawLine(-size * 2.2, size * 0.02, -size * 0.4, 0, brush.stroke("#ffffff", size * 0.014, 0.25))
    canvas.drawPath(
        brush.polygon(
            [
                (-size * 0.02, -size * 0.03),
                (-size * 0.22, -size * 0.24),
                (-size * 0.13, -size * 0.24),
                (size * 0.16, -size * 0.04),
            ]
        ),
        brush.fill(grey),
    )
    body = brush.curve(
        [
            (-size * 0.50, -size * 0.05),
            (-size * 0.2, -size * 0.085),
            (size * 0.3, -size * 0.08),
            (size * 0.5, 0),
            (size * 0.3, size * 0.065),
            (-size * 0.2, size * 0.055),
        ]
    )
    canvas.drawPath(body, brush.vertical(-size * 0.08, size * 0.07, white, white, grey))
    canvas.drawPath(
        brush.polygon(
            [
                (-size * 0.50, -size * 0.05),
                (-size * 0.56, -size * 0.25),
                (-size * 0.46, -size * 0.25),
                (-size * 0.30, -size * 0.06),
            ]
        ),
        brush.fill(tone),
    )
    canvas.drawPath(
        brush.polygon(
            [
                (-size * 0.02, size * 0.01),
                (-size * 0.30, size * 0.25),
                (-size * 0.19, size * 0.25),
                (size * 0.17, size * 0.01),
            ]
        ),
        brush.fill(palette.lighten(white, -0.05)),
    )
    for pane in range(9):
        canvas.drawCircle(
            -size * 0.24 + pane * size * 0.062, -size * 0.03, size * 0.012, brush.fill(stage.lit("#3d566e"))
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


def _car(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 0.35, math.sin(time_s * 7) * size * 0.002)
    paint, dark = stage.lit(palette.mix("#d93a2e", stage.plan.palette.accent, 0.5)), "#15181f"
    canvas.drawOval(skia.Rect(-size * 0.56, -size * 0.05, size * 0.56, size * 0.04), brush.fill("#05070c", 0.5))
    body = skia.PathBuilder()
    body.moveTo(-size * 0.52, -size * 0.07)
    body.cubicTo(-size * 0.55, -size * 0.20, -size * 0.50, -size * 0.225, -size * 0.36, -size * 0.235)
    body.cubicTo(-size * 0.25, -size * 0.36, -size * 0.16, -size * 0.385, 0.02 * size, -size * 0.385)
    body.cubicTo(size * 0.16, -size * 0.385, size * 0.22, -size * 0.31, size * 0.29, -size * 0.235)
    body.cubicTo(size * 0.44, -size * 0.215, size * 0.54, -size * 0.19, size * 0.53, -size * 0.07)
    body.close()
    shape = body.detach()
    canvas.drawPath(
        shape,
        brush.vertical(-size * 0.38, -size * 0.07, palette.lighten(paint, 0.10), paint, palette.lighten(paint, -0.16)),
    )
    glass = brush.vertical(
        -size * 0.36, -size * 0.23, palette.mix(stage.plan.palette.sky_low, "#26313f", 0.35), "#26313f"
    )
    canvas.drawPath(
        brush.curve(
            [
                (-size * 0.29, -size * 0.235),
                (-size * 0.19, -size * 0.34),
                (-size * 0.02, -size * 0.355),
                (-size * 0.02, -size * 0.235),
            ]
        ),
        glass,
    )
    canvas.drawPath(
        brush.curve(
            [
                (size * 0.015, -size * 0.235),
                (size * 0.015, -size * 0.355),
                (size * 0.12, -size * 0.335),
                (size * 0.225, -size * 0.235),
            ]
        ),
        glass,
    )
    canvas.drawLine(
        -size * 0.46,
        -size * 0.185,
        size * 0.46,
        -size * 0.185,
        brush.stroke(palette.lighten(paint, 0.16), size * 0.006, 0.7),
    )
    for x in (-size * 0.31, size * 0.31):
        canvas.drawCircle(x, -size * 0.075, size * 0.105, brush.fill(dark))
        canvas.drawCircle(x, -size * 0.075, size * 0.058, brush.fill("#aab4c0"))
        for spoke in range(5):
            angle = time_s * 9 + spoke * math.tau / 5
            canvas.drawLine(
                x,
                -size * 0.075,
                x + math.cos(angle) * size * 0.05,
                -size * 0.075 + math.sin(angle) * size * 0.05,
                brush.stroke("#5b6470", size * 0.012),
            )
    _car_lights(canvas, stage, size)


def _car_lights(canvas: Any, stage: Stage, size: float) -> None:
    canvas.drawOval(skia.Rect(size * 0.475, -size * 0.18, size * 0.525, -size * 0.135), brush.fill("#fff4cf"))
    canvas.drawOval(skia.Rect(-size * 0.53, -size * 0.19, -size * 0.50, -size * 0.14), brush.fill("#ff4a3a"))
    if stage.plan.time_of_day in {"night", "sunset"}:
        beam = [(0.0, "#ffeebb", 0.5), (1.0, "#ffeebb", 0.0)]
        cone = brush.polygon(
            [
                (size * 0.51, -size * 0.165),
                (size * 1.25, -size * 0.20),
                (size * 1.25, size * 0.04),
                (size * 0.51, -size * 0.14),
            ]
        )
        canvas.drawPath(cone, brush.linear((size * 0.5, 0), (size * 1.25, 0), beam))
        brush.glow(canvas, -size * 0.52, -size * 0.165, size * 0.16, "#ff4a3a", 0.6)


def _camel(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A caravan of three, each walking in its own step."""
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 0.5, 0)
    for place, scale in ((-1.3, 0.90), (-0.4, 0.95), (0.5, 1.0)):
        canvas.save()
        canvas.translate(place * size, 0)
        canvas.scale(scale, scale)
        _one_camel(canvas, stage, size, time_s * 2.6 + place * 2)
        canvas.restore()


def _one_camel(canvas: Any, stage: Stage, size: float, step: float) -> None:
    hide = palette.lighten(stage.lit("#94623a"), -0.10)
    canvas.drawOval(
        skia.Rect(-size * 0.42, -size * 0.02, size * 0.42, size * 0.035),
        brush.fill(palette.lighten(stage.land(1.0), -0.2), 0.35),
    )
    for x, phase in ((-0.24, 0.0), (-0.17, 3.1), (0.17, 3.9), (0.24, 0.8)):
        swing = math.sin(step + phase) * size * 0.06
        leg = brush.curve(
            [(x * size, -size * 0.42), (x * size + swing * 0.5, -size * 0.22), (x * size + swing, 0)], close=False
        )
        canvas.drawPath(leg, brush.stroke(palette.lighten(hide, -0.05), size * 0.042))
    body = [
        (-0.33, -0.42),
        (-0.31, -0.58),
        (-0.20, -0.60),
        (-0.12, -0.73),
        (-0.02, -0.60),
        (0.05, -0.60),
        (0.13, -0.73),
        (0.22, -0.59),
        (0.30, -0.50),
        (0.24, -0.40),
        (0.0, -0.36),
    ]
    canvas.drawPath(
        brush.curve([(x * size, y * size) for x, y in body]),
        brush.vertical(-size * 0.72, -size * 0.38, palette.lighten(hide, 0.09), hide),
    )
    nod = math.sin(step) * size * 0.012
    neck = brush.curve(
        [
            (size * 0.26, -size * 0.50),
            (size * 0.40, -size * 0.47),
            (size * 0.45, -size * 0.68 + nod),
            (size * 0.47, -size * 0.80 + nod),
        ],
        close=False,
    )
    canvas.drawPath(neck, brush.stroke(hide, size * 0.075))
    head = [(0.43, -0.82), (0.47, -0.88), (0.54, -0.86), (0.62, -0.80), (0.60, -0.76), (0.48, -0.76)]
    canvas.drawPath(brush.curve([(x * size, y * size + nod) for x, y in head]), brush.fill(hide))
    blanket = stage.lit(palette.mix("#c23b2c", stage.plan.palette.accent, 0.4))
    canvas.drawPath(
        brush.curve(
            [
                (-size * 0.13, -size * 0.68),
                (size * 0.0, -size * 0.64),
                (size * 0.13, -size * 0.69),
                (size * 0.16, -size * 0.46),
                (size * 0.0, -size * 0.44),
                (-size * 0.16, -size * 0.46),
            ]
        ),
        brush.fill(blanket),
    )
    canvas.drawLine(
        -size * 0.14, -size * 0.50, size * 0.14, -size * 0.50, brush.stroke(stage.lit("#f3d27c"), size * 0.016)
    )


def _person(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    coat, trousers, skin = (
        stage.lit(palette.mix("#d8542f", stage.plan.palette.accent, 0.45)),
        stage.lit("#2c3444"),
        stage.lit("#d9a27c"),
    )
    step = math.sin(time_s * 3.2) * 0.06
    canvas.drawOval(
        skia.Rect(-size * 0.2, -size * 0.015, size * 0.2, size * 0.025),
        brush.fill(palette.lighten(stage.land(1.0), -0.2), 0.4),
    )
    for side in (-1, 1):
        knee, foot = (side * 0.03 + step * side * 0.6) * size, (side * 0.045 + step * side * 1.3) * size
        canvas.drawPath(
            brush.curve([(side * size * 0.03, -size * 0.48), (knee, -size * 0.25), (foot, -size * 0.02)], close=False),
            brush.stroke(trousers, size * 0.075),
        )
        canvas.drawLine(foot, -size * 0.02, foot + size * 0.05, -size * 0.012, brush.stroke("#1d222c", size * 0.045))
    brush.rounded(
        canvas, -size * 0.17, -size * 0.80, -size * 0.03, -size * 0.50, size * 0.05, brush.fill(stage.lit("#3f5b4b"))
    )
    torso = brush.curve(
        [
            (-size * 0.085, -size * 0.80),
            (0, -size * 0.835),
            (size * 0.085, -size * 0.80),
            (size * 0.095, -size * 0.60),
            (size * 0.085, -size * 0.44),
            (-size * 0.085, -size * 0.44),
            (-size * 0.095, -size * 0.60),
        ]
    )
    canvas.drawPath(
        torso,
        brush.linear(
            (-size * 0.1, 0),
            (size * 0.1, 0),
            [
                (0.0, palette.lighten(coat, -0.05 * stage.sun_side), 1.0),
                (1.0, palette.lighten(coat, 0.05 * stage.sun_side), 1.0),
            ],
        ),
    )
    canvas.drawPath(
        brush.curve(
            [
                (size * 0.05, -size * 0.76),
                (size * (0.09 - step), -size * 0.62),
                (size * (0.10 - step * 2), -size * 0.47),
            ],
            close=False,
        ),
        brush.stroke(palette.lighten(coat, -0.05), size * 0.055),
    )
    canvas.drawCircle(size * 0.012, -size * 0.905, size * 0.07, brush.fill(skin))
    cap = brush.curve(
        [
            (-size * 0.066, -size * 0.91),
            (-size * 0.05, -size * 0.975),
            (size * 0.03, -size * 0.985),
            (size * 0.078, -size * 0.925),
        ]
    )
    canvas.drawPath(cap, brush.fill(palette.lighten(coat, -0.12)))
    if stage.is_night:
        brush.glow(canvas, size * 0.13, -size * 0.42, size * 0.35, "#ffcf7a", 0.6)
        canvas.drawCircle(size * 0.13, -size * 0.42, size * 0.022, brush.fill("#fff0c4"))


def _tree(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    tone = {"autumn": "#d2742c", "spring": "#eba6bd", "winter": "#9fb0b8", "summer": "#4c8a45"}[stage.plan.season]
    canvas.drawOval(
        skia.Rect(-size * 0.35, -size * 0.015, size * 0.35, size * 0.04),
        brush.fill(palette.lighten(stage.land(1.0), -0.15), 0.4),
    )
    canvas.save()
    canvas.skew(math.sin(time_s * 0.8) * 0.012, 0)
    trees.broadleaf(canvas, 0, size * 0.02, size, stage.lit(tone), stage)
    canvas.restore()
    if stage.plan.season in {"autumn", "spring"}:
        leaves = stage.rng("leaves").uniform((-0.4, 0.0), (0.4, 1.0), (16, 2))
        fall = (leaves[:, 1] + time_s * 0.13) % 1.0
        drift = leaves[:, 0] + fall * 0.25 + 0.03 * np.sin(fall * 12)
        brush.dots(
            canvas,
            np.stack([drift, fall * 0.75 - 0.7], axis=1) * size,
            size * 0.016,
            palette.lighten(stage.lit(tone), 0.05),
            0.9,
        )


def _palm(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    canvas.drawOval(skia.Rect(-size * 0.45, -size * 0.045, size * 0.45, size * 0.07), brush.fill(stage.lit("#d8b87e")))
    for across, scale, phase in ((0.0, 1.0, 0.0), (-0.16, 0.72, 1.0)):
        trees.palm(canvas, across * size, 0.0, size * scale, stage, math.sin(time_s * 0.9 + phase) * 0.025)


def _bird(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A flock that glides and flaps in a loose wedge."""
    rng = stage.rng("flock")
    tone = palette.mix(palette.lighten(stage.plan.palette.land_near, -0.2), stage.plan.palette.sky_top, 0.2)
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 1.2, 0)
    for index in range(7):
        side = -1 if index % 2 else 1
        row = (index + 1) // 2
        x = -row * size * 0.30 + float(rng.normal(0, 0.04)) * size
        y = side * row * size * 0.13 - size * 0.3 + math.sin(time_s * 0.9 + index) * size * 0.02
        span = size * float(rng.uniform(0.16, 0.20)) * (1.25 if index == 0 else 1.0)
        flap = math.sin(time_s * 6.5 + index * 1.3) * 0.55
        wing = brush.curve(
            [
                (x - span, y - span * flap),
                (x - span * 0.45, y - span * (0.22 + flap * 0.5)),
                (x, y),
                (x + span * 0.45, y - span * (0.22 + flap * 0.5)),
                (x + span, y - span * flap),
                (x + span * 0.4, y - span * (0.08 + flap * 0.35)),
                (x, y + span * 0.13),
                (x - span * 0.4, y - span * (0.08 + flap * 0.35)),
            ]
        )
        canvas.drawPath(wing, brush.fill(tone, 0.95))


_SUBJECTS: dict[str, _Subject] = {
    "lighthouse": _Subject(0.55, _beam, _lighthouse),
    "boat": _Subject(0.44, _boat),
    "house": _Subject(0.27, _smoke, _house),
    "cabin": _Subject(0.27, _smoke, _cabin),
    "rocket": _Subject(0.56, _rocket, lift=0.13),
    "balloon": _Subject(0.46, _balloon, lift=0.16),
    "plane": _Subject(0.42, _plane, lift=0.44, reach=0.75),
    "turbine": _Subject(0.62, _turbine),
    "car": _Subject(0.42, _car, lift=-0.03),
    "camel": _Subject(0.20, _camel),
    "person": _Subject(0.30, _person),
    "tree": _Subject(0.50, _tree),
    "palm": _Subject(0.46, _palm),
    "bird": _Subject(0.40, _bird, lift=0.34),
    "chart": _Subject(0.50, products.chart, reach=0.62),
    "phone": _Subject(0.60, products.phone),
    "cup": _Subject(0.34, products.steam, products.cup),
}
