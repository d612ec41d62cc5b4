"""Effects around things: shadow and reflection on a table, steam, a sweep of light, sparks."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.ink import unwrapped
from painter.craft.stage import Stage
from painter.subjects.pen import Drawing, Pen

_MIRRORED = 0.24
"""The opacity of reflections in a glossy table."""

_SHADOW = "#03040a"


def rest(pen: Pen, half: float, x: float = 0.0, opacity: float = 0.6) -> None:
    """The soft shadow under something that reaches `half` to each side of `x`."""
    if pen.stage.is_flat:
        pen.shadow(half, x)
        return
    pen.canvas.save()
    pen.canvas.translate(x * pen.size, 0.0)
    pen.canvas.scale(1.0, 0.15)
    for share, strength in ((1.2, 0.55), (0.85, 1.0)):
        reach = half * share * pen.size
        fade = [(0.0, _SHADOW, opacity * strength), (0.6, _SHADOW, opacity * strength * 0.7), (1.0, _SHADOW, 0.0)]
        pen.canvas.drawCircle(0, 0, reach, brush.radial(0, 0, reach, fade))
    pen.canvas.restore()


def standing(draw: Callable[[Pen], None], half: float, *, whole: bool = False) -> Drawing:
    """A drawing of what lies beneath a thing on a table: its shadow and, if the table is polished, its reflection.

    Args:
        draw: The thing itself.
        half: How far its foot reaches to either side, as a share of its height.
        whole: Draw the thing as well, for one that does not move.
    """

    def drawing(canvas: Any, stage: Stage, size: float, _: float) -> None:
        pen = Pen(canvas, stage, size, 0.0)
        if stage.plan.setting == "studio" and stage.look.ink == "plain" and not stage.is_flat:
            _mirror(pen, draw)
        rest(pen, half)
        if whole:
            draw(pen)

    return drawing


def _mirror(pen: Pen, draw: Callable[[Pen], None]) -> None:
    size = pen.size
    bounds = skia.Rect(-2.2 * size, 0, 2.2 * size, 0.6 * size)
    pen.canvas.saveLayerAlpha(bounds, 255)
    pen.canvas.save()
    pen.canvas.scale(1, -1)
    draw(pen)
    pen.canvas.restore()
    fade = brush.linear((0, 0), (0, 0.5 * size), [(0.0, "#ffffff", _MIRRORED), (1.0, "#ffffff", 0.0)])
    fade.setBlendMode(skia.BlendMode.kDstIn)
    unwrapped(pen.canvas).drawRect(bounds, fade)
    pen.canvas.restore()


def sweep(pen: Pen, outline: Any, *, opacity: float = 0.2, pace: float = 0.16) -> None:
    """A band of light that passes across an outline, given in pixels, again and again."""
    if pen.stage.is_flat:
        return
    box = outline.getBounds()
    wide = box.width()
    x = box.left() + (((pen.time_s * pace) % 1.0) * 2.6 - 0.8) * wide
    lean = 0.35 * box.height()
    with pen.inside(outline):
        for half, strength in ((0.17, 0.5), (0.09, 0.5)):
            band = [(x - half * wide + lean, box.top()), (x + half * wide + lean, box.top())]
            band += [(x + half * wide - lean, box.bottom()), (x - half * wide - lean, box.bottom())]
            pen.canvas.drawPath(brush.polygon(band), brush.fill("#ffffff", opacity * strength))


def steam(pen: Pen, x: float, y: float, half: float = 0.18, high: float = 0.62) -> None:
    """Three wisps that rise from a hot thing, `half` to each side and `high` above a point."""
    tone = palette.mix(pen.stage.plan.palette.light, "#ffffff", 0.5)
    rise = np.linspace(0, 1, 12)
    top, size = -y * pen.size, pen.size
    for wisp, share in enumerate((-0.9, 0.1, 1.0)):
        wave = np.sin(rise * 5.5 - pen.time_s * 1.5 + wisp * 2.1) * 0.055 * (0.3 + rise)
        across = (x + share * half + wave) * size
        up = top - (0.02 + rise * high) * size
        for width, opacity in ((0.10, 0.07), (0.06, 0.10), (0.025, 0.13)):
            fade = [(0.0, tone, 0.0), (0.25, tone, opacity), (1.0, tone, 0.0)]
            paint = brush.linear((0, top), (0, top - (high + 0.04) * size), fade)
            paint.setStyle(skia.Paint.kStroke_Style)
            paint.setStrokeWidth(size * width * max(0.6, high / 0.62))
            paint.setStrokeCap(skia.Paint.kRound_Cap)
            pen.canvas.drawPath(brush.curve(np.stack([across, up], axis=1), close=False), paint)


def spark(pen: Pen, x: float, y: float, reach: float, phase: float = 0.0, colour: str = "*#ffffff") -> None:
    """A four-pointed glint that comes and goes."""
    strength = max(0.0, pen.wave(2.4, phase)) ** 2
    if strength < 0.02:
        return
    arm, waist = reach * (0.4 + 0.6 * strength), reach * 0.13
    points = [
        (
            x + (arm if step % 2 == 0 else waist) * math.cos(step * math.pi / 4),
            y + (arm if step % 2 == 0 else waist) * math.sin(step * math.pi / 4),
        )
        for step in range(8)
    ]
    pen.shape(points, colour, 0.25 + 0.75 * strength, smooth=False)
