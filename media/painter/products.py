"""Things that stand in a studio: a chart, a phone and a cup. Drawn like the other subjects, foot at the origin."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia

from media.painter import brush, palette, typesetting
from media.painter.camera import ease, ease_out
from media.painter.stage import Stage

_BARS = 5


def chart(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """Bars that grow one after another, a line over them, and the figure the prompt states."""
    rng = stage.rng("bars")
    rising = stage.plan.trend == "up"
    heights = np.linspace(0.28, 0.74, _BARS) + rng.uniform(-0.05, 0.05, _BARS)
    heights[-1] = 0.80
    if not rising:
        heights = heights[::-1]
    width, gap = size * 0.155, size * 0.07
    left = -(_BARS * width + (_BARS - 1) * gap) / 2
    accent = stage.plan.palette.accent
    plain = palette.mix(palette.lighten(stage.plan.palette.sky_low, 0.16), "#ffffff", 0.12)
    pace = min(1.0, stage.plan.duration_s / 4)
    tops = []
    for index, height in enumerate(heights.tolist()):
        grown = ease_out((time_s / pace - 0.25 - index * 0.16) / 0.9)
        x, tall = left + index * (width + gap), max(size * 0.012, height * size * grown)
        chosen = accent if index == (_BARS - 1) else plain
        _bar(canvas, stage, (x, tall, width), chosen)
        tops.append((x + width / 2, -tall - size * 0.075))
    _trend(canvas, stage, tops, size, ease((time_s / pace - 1.0) / 0.9))
    if stage.plan.figure:
        _figure(canvas, stage, tops[-1], size, ease_out((time_s / pace - 1.5) / 0.6), rising=rising)


def _bar(canvas: Any, stage: Stage, box: tuple[float, float, float], colour: str) -> None:
    x, tall, width = box
    deep = width * 0.22
    radius = 0.0 if not stage.is_flat else width * 0.12
    if not stage.is_flat:
        canvas.drawOval(
            skia.Rect(x - width * 0.1, -deep * 0.35, x + width * 1.35, deep * 0.5), brush.fill("#03040a", 0.35)
        )
        canvas.drawPath(
            brush.polygon(
                [
                    (x + width, 0),
                    (x + width + deep, -deep * 0.6),
                    (x + width + deep, -tall - deep * 0.6),
                    (x + width, -tall),
                ]
            ),
            brush.fill(palette.lighten(colour, -0.17)),
        )
        canvas.drawPath(
            brush.polygon(
                [(x, -tall), (x + deep, -tall - deep * 0.6), (x + width + deep, -tall - deep * 0.6), (x + width, -tall)]
            ),
            brush.fill(palette.lighten(colour, 0.10)),
        )
    paint = (
        brush.vertical(-tall, 0, palette.lighten(colour, 0.04), palette.lighten(colour, -0.07))
        if not stage.is_flat
        else brush.fill(colour)
    )
    brush.rounded(canvas, x, -tall, x + width, 0, radius, paint)


def _trend(canvas: Any, stage: Stage, tops: list[tuple[float, float]], size: float, share: float) -> None:
    if share <= 0:
        return
    knots = np.array(tops) - np.array([0.0, size * 0.02])
    reach = share * (len(knots) - 1)
    last = int(reach)
    line = list(map(tuple, knots[: last + 1].tolist()))
    if last < len(knots) - 1:
        line.append(tuple((knots[last] + (knots[last + 1] - knots[last]) * (reach - last)).tolist()))
    light = stage.plan.palette.light
    if len(line) > 1:
        canvas.drawPath(brush.polygon(line, close=False), brush.stroke(light, size * 0.014))
    for x, y in line[: last + 1]:
        canvas.drawCircle(x, y, size * 0.02, brush.fill(light))


def _figure(canvas: Any, stage: Stage, top: tuple[float, float], size: float, share: float, *, rising: bool) -> None:
    """The number, above the bars on the side where they leave room."""
    if share <= 0:
        return
    text = stage.plan.figure or ""
    sign = "" if text[0] in "$€£" or text.endswith(("x", "X")) else ("+" if rising else "−")
    label = typesetting.Line(sign + text, size * 0.20, palette.lighten(stage.plan.palette.accent, 0.06))
    x = -size * 0.52 if rising else size * 0.56 - label.width
    label.draw(canvas, x, -size * 0.98 + (1 - share) * size * 0.05, share)


def phone(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A phone whose screen wakes up and shows a small app."""
    half, tall = size * 0.245, size
    lift = math.sin(time_s * 1.1) * size * 0.008
    shadow = brush.fill("#02030a", 0.5)
    if not stage.is_flat:
        shadow = brush.blurred(shadow, size * 0.02)
    canvas.drawOval(skia.Rect(-half * 1.05, -size * 0.02, half * 1.15, size * 0.04), shadow)
    canvas.translate(0, -size * 0.05 + lift)
    canvas.rotate(4)
    edge = brush.linear((-half, 0), (half, 0), [(0.0, "#8d95a3", 1.0), (0.5, "#2b303b", 1.0), (1.0, "#c9d0da", 1.0)])
    brush.rounded(canvas, -half, -tall, half, 0, size * 0.065, edge)
    rim = size * 0.012
    brush.rounded(canvas, -half + rim, -tall + rim, half - rim, -rim, size * 0.055, brush.fill("#07080d"))
    inset = size * 0.026
    screen = skia.RRect.MakeRectXY(
        skia.Rect(-half + inset, -tall + inset, half - inset, -inset), size * 0.044, size * 0.044
    )
    canvas.save()
    canvas.clipRRect(screen, True)
    _app(canvas, stage, size, half - inset, time_s)
    if not stage.is_flat:
        sweep = ((time_s * 0.16) % 1.0) * 4 - 1.5
        shine = brush.polygon(
            [
                ((sweep - 0.3) * half, -tall),
                ((sweep + 0.3) * half, -tall),
                ((sweep - 0.5) * half, 0),
                ((sweep - 1.1) * half, 0),
            ]
        )
        canvas.drawPath(shine, brush.fill("#ffffff", 0.09))
    canvas.restore()
    brush.rounded(
        canvas,
        -size * 0.06,
        -tall + size * 0.042,
        size * 0.06,
        -tall + size * 0.068,
        size * 0.013,
        brush.fill("#07080d"),
    )


def _app(canvas: Any, stage: Stage, size: float, half: float, time_s: float) -> None:
    colours = stage.plan.palette
    canvas.drawPaint(
        brush.vertical(
            -size,
            0,
            palette.lighten(colours.accent, -0.22),
            palette.mix(colours.accent, colours.sky_low, 0.75),
            colours.sky_top,
        )
    )
    pace = min(1.0, stage.plan.duration_s / 4)
    ring = skia.Rect(-half * 0.55, -size * 0.84, half * 0.55, -size * 0.84 + half * 1.1)
    canvas.drawOval(ring, brush.stroke("#ffffff", size * 0.03, 0.18))
    canvas.drawArc(
        ring, -90, 285 * ease_out((time_s / pace - 0.4) / 1.6), False, brush.stroke(colours.light, size * 0.03)
    )
    middle = (ring.top() + ring.bottom()) / 2
    bolt = [(0.03, -0.075), (-0.045, 0.012), (-0.004, 0.012), (-0.03, 0.075), (0.045, -0.014), (0.004, -0.014)]
    canvas.drawPath(brush.polygon([(x * size, middle + y * size) for x, y in bolt]), brush.fill("#ffffff"))
    for row in range(3):
        shown = ease_out((time_s / pace - 0.7 - row * 0.22) / 0.8)
        top = -size * (0.46 - row * 0.135) + (1 - shown) * size * 0.06
        brush.rounded(
            canvas,
            -half * 0.84,
            top,
            half * 0.84,
            top + size * 0.105,
            size * 0.025,
            brush.fill("#ffffff", 0.16 * shown),
        )
        canvas.drawCircle(
            -half * 0.62,
            top + size * 0.0525,
            size * 0.028,
            brush.fill((colours.light, colours.accent, "#ffffff")[row], shown),
        )
        for line, width in ((0.035, 0.75), (0.066, 0.45)):
            brush.rounded(
                canvas,
                -half * 0.38,
                top + size * line,
                -half * 0.38 + half * width,
                top + size * (line + 0.014),
                size * 0.007,
                brush.fill("#ffffff", (0.85 if line < 0.05 else 0.45) * shown),
            )


def cup(canvas: Any, stage: Stage, size: float, _: float) -> None:
    """A cup of coffee on its saucer."""
    white = palette.mix("#fbf6ee", stage.plan.palette.light, 0.2)
    half, top, foot = size * 0.42, -size * 0.74, size * 0.22
    shadow = brush.fill("#180b05", 0.45)
    canvas.drawOval(
        skia.Rect(-size * 0.80, -size * 0.02, size * 0.86, size * 0.20),
        shadow if stage.is_flat else brush.blurred(shadow, size * 0.03),
    )
    shade = palette.mix(white, "#8a6d5c", 0.42)
    side = stage.sun_side
    ends = [(0.0, shade, 1.0), (0.7, white, 1.0), (1.0, palette.mix(white, shade, 0.2), 1.0)]
    across = brush.linear((-half * 1.6 * side, 0), (half * 1.6 * side, 0), ends)
    canvas.drawOval(skia.Rect(-size * 0.72, -size * 0.10, size * 0.72, size * 0.135), brush.fill(shade))
    canvas.drawOval(skia.Rect(-size * 0.72, -size * 0.125, size * 0.72, size * 0.11), across)
    canvas.drawOval(skia.Rect(-size * 0.40, -size * 0.085, size * 0.40, size * 0.055), brush.fill(shade, 0.55))
    handle = brush.curve(
        [
            (half * 0.92, top + size * 0.15),
            (half * 1.38, top + size * 0.13),
            (half * 1.42, top + size * 0.36),
            (half * 0.76, top + size * 0.50),
        ],
        close=False,
    )
    canvas.drawPath(handle, brush.stroke(palette.mix(white, shade, 0.45), size * 0.085))
    canvas.drawPath(handle, brush.stroke(white, size * 0.04))
    body = skia.PathBuilder()
    body.moveTo(-half, top)
    body.cubicTo(-half * 0.98, top + size * 0.42, -foot * 1.5, -size * 0.06, -foot, -size * 0.025)
    body.quadTo(0, size * 0.03, foot, -size * 0.025)
    body.cubicTo(foot * 1.5, -size * 0.06, half * 0.98, top + size * 0.42, half, top)
    body.close()
    canvas.drawPath(body.detach(), across)
    band = stage.plan.palette.accent
    canvas.drawPath(
        brush.curve(
            [(-half * 0.965, top + size * 0.22), (0, top + size * 0.315), (half * 0.965, top + size * 0.22)],
            close=False,
        ),
        brush.stroke(band, size * 0.03, 0.85),
    )
    canvas.drawOval(
        skia.Rect(-half, top - size * 0.105, half, top + size * 0.105), brush.fill(palette.lighten(white, 0.03))
    )
    canvas.drawOval(skia.Rect(-half * 0.91, top - size * 0.083, half * 0.91, top + size * 0.09), brush.fill("#2c1810"))
    canvas.drawOval(
        skia.Rect(-half * 0.86, top - size * 0.055, half * 0.86, top + size * 0.088),
        brush.vertical(top - size * 0.06, top + size * 0.09, "#5a3220", "#8a5433"),
    )
    canvas.drawOval(
        skia.Rect(-half * 0.5, top - size * 0.02, half * 0.3, top + size * 0.055),
        brush.stroke("#c08a58", size * 0.012, 0.6),
    )


def steam(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """What rises from the cup."""
    top = -size * 0.74
    tone = palette.mix(stage.plan.palette.light, "#ffffff", 0.5)
    rise = np.linspace(0, 1, 12)
    for wisp, across in enumerate((-0.16, 0.02, 0.18)):
        wave = np.sin(rise * 5.5 - time_s * 1.5 + wisp * 2.1) * size * 0.055 * (0.3 + rise)
        x = across * size + wave
        y = top - size * 0.02 - rise * size * 0.62
        for width, opacity in ((0.10, 0.07), (0.06, 0.10), (0.025, 0.13)):
            fade = [(0.0, tone, 0.0), (0.25, tone, opacity), (1.0, tone, 0.0)]
            paint = brush.linear((0, top), (0, top - size * 0.66), fade)
            paint.setStyle(skia.Paint.kStroke_Style)
            paint.setStrokeWidth(size * width)
            paint.setStrokeCap(skia.Paint.kRound_Cap)
            canvas.drawPath(brush.curve(np.stack([x, y], axis=1), close=False), paint)
