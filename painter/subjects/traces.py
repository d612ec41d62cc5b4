"""What actions leave around a thing: dust behind what runs, foam around what floats, the breath of what sleeps."""

from __future__ import annotations

import math
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.emoji import BY_HAND
from painter.names import Action
from painter.subjects.figures import Figure
from painter.subjects.outlines import waterline
from painter.subjects.pen import Pen
from painter.subjects.pictures import NO_GROUND
from painter.subjects.poses import Pose

_WATER = frozenset({"sea", "lake"})
_DEPTH, _DEPTH_BY_HAND, _DEPTH_OF_SWIMMERS = 0.10, 0.02, 0.32
"""How deep things, what is drawn by hand as it floats, and swimmers are in the water, as a share of their height."""

_DUSTY: frozenset[Action | None] = frozenset({"runs", "chases", "drives"})
_PUFFS = 4
_PUFF_S = 0.8


def cut(canvas: Any, stage: Stage, one: Figure) -> None:
    """Hide what is below the surface of the water."""
    if is_afloat(stage, one):
        canvas.clipRect(skia.Rect(-stage.width, -stage.height, 3 * stage.width, one.y), True)


def is_afloat(stage: Stage, one: Figure) -> bool:
    """Whether a figure is in the surface of a sea or lake."""
    return stage.plan.setting in _WATER and one.mannered == "water"


def draught(stage: Stage, one: Figure) -> float:
    """How far a figure is below the surface that it is in, in pixels."""
    return _depth(one) * one.size if is_afloat(stage, one) else 0.0


def _depth(one: Figure) -> float:
    if one.name not in BY_HAND and (painted := waterline(one.name)):
        return painted
    if one.actor.idle == "swims":
        return _DEPTH_OF_SWIMMERS
    return _DEPTH_BY_HAND if one.name in BY_HAND else _DEPTH


def behind(canvas: Any, stage: Stage, one: Figure, now: Pose, time_s: float) -> None:
    """Draw what is behind the figure: dust."""
    if one.actor.action not in _DUSTY or one.mannered != "ground" or stage.plan.setting in _WATER | NO_GROUND:
        return
    if one.name in BY_HAND:  # it goes by itself, so that its heels are elsewhere
        return
    tone = palette.mix(palette.lighten(stage.land(1.0), 0.12), stage.plan.palette.light, 0.25)
    strength = 0.16 if one.actor.action == "drives" else 0.34
    for puff in range(_PUFFS):
        age = (time_s / _PUFF_S + puff / _PUFFS) % 1.0
        back = one.half * 0.8 + age * 0.45 * one.size
        x = one.x + now.x * one.size - one.actor.facing * back
        size = one.size * (0.04 + 0.09 * age)
        y = one.y - size * (0.6 + 0.8 * age)
        canvas.drawCircle(x, y, size, brush.fill(tone, strength * (1 - age)))


def before(canvas: Any, stage: Stage, one: Figure, now: Pose, time_s: float) -> None:
    """Draw what is before the figure: foam, or the letters of sleep."""
    if is_afloat(stage, one):
        _foam(canvas, stage, one, now, time_s)
    if one.actor.action == "sleeps":
        _snore(canvas, stage, one, time_s)


def _foam(canvas: Any, stage: Stage, one: Figure, now: Pose, time_s: float) -> None:
    pen = Pen(canvas, stage, one.size, time_s)
    canvas.save()
    canvas.translate(one.x + now.x * one.size, one.y)
    half = one.drawn.half * 0.92
    line = [(half * (step / 12 - 1), 0.012 * math.sin(time_s * 2.1 + step * 0.9)) for step in range(25)]
    pen.line(line, "#f4fafc", 0.020, 0.75)
    pen.line([(x * 0.75 - 0.04, y - 0.05) for x, y in line], "#f4fafc", 0.011, 0.4)
    canvas.restore()


def _snore(canvas: Any, stage: Stage, one: Figure, time_s: float) -> None:
    pen = Pen(canvas, stage, one.size, time_s)
    canvas.save()
    canvas.translate(one.x + one.actor.facing * one.half * 0.5, one.y - one.size)
    for letter in range(3):
        age = (time_s * 0.28 + letter / 3) % 1.0
        side, x = 0.05 + 0.06 * age, 0.06 + 0.28 * age + 0.03 * math.sin(age * 9)
        y = 0.45 * age
        points = [(x, y + side), (x + side, y + side), (x, y), (x + side, y)]
        pen.line(
            points,
            "*" + palette.mix(stage.plan.palette.light, "#ffffff", 0.6),
            0.018,
            math.sin(math.pi * age),
            smooth=False,
        )
    canvas.restore()
