"""Draws boat, rocket, balloon, plane and car."""

from __future__ import annotations

import math
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.subjects.pen import round_shade
from painter.subjects.placing import DrawnSubject


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
    round_shade(canvas, stage, size * 0.14, -size, 0)
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
    round_shade(canvas, stage, radius, centre - radius, 0)
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


def _car(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 0.35, math.sin(time_s * 7) * size * 0.002)
    paint = stage.lit(palette.mix("#d93a2e", stage.plan.palette.accent, 0.5))
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
    _car_windows(canvas, stage, size)
    canvas.drawLine(
        -size * 0.46,
        -size * 0.185,
        size * 0.46,
        -size * 0.185,
        brush.stroke(palette.lighten(paint, 0.16), size * 0.006, 0.7),
    )
    _car_wheels(canvas, size, time_s)
    _car_lights(canvas, stage, size)


def _car_windows(canvas: Any, stage: Stage, size: float) -> None:
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


def _car_wheels(canvas: Any, size: float, time_s: float) -> None:
    for x in (-size * 0.31, size * 0.31):
        canvas.drawCircle(x, -size * 0.075, size * 0.105, brush.fill("#15181f"))
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


SUBJECTS = {
    "boat": DrawnSubject(0.44, _boat, half=0.42),
    "rocket": DrawnSubject(0.56, _rocket, lift=0.13, half=0.5),
    "balloon": DrawnSubject(0.46, _balloon, lift=0.16, half=0.45),
    "plane": DrawnSubject(0.42, _plane, lift=0.44, half=0.80),
    "car": DrawnSubject(0.42, _car, lift=-0.03, half=0.80),
}
