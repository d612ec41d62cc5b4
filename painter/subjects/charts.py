"""Draws the chart that films about numbers show."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette, typesetting
from painter.craft.camera import ease, ease_out
from painter.craft.stage import Stage
from painter.subjects.placing import DrawnSubject

_BARS = 5


def _chart(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
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
    """The number above the bars, on the side where they leave room."""
    if share <= 0:
        return
    text = stage.plan.figure or ""
    sign = "" if text[0] in "$€£" or text.endswith(("x", "X")) else ("+" if rising else "−")
    label = typesetting.ShapedLine(sign + text, size * 0.20, palette.lighten(stage.plan.palette.accent, 0.06))
    x = -size * 0.52 if rising else size * 0.56 - label.width
    label.draw(canvas, x, -size * 0.98 + (1 - share) * size * 0.05, share)


SUBJECTS = {
    "chart": DrawnSubject(0.50, _chart, half=0.62),
}
