"""The walk of four-legged animals: legs step in turn, and a foot on the ground does not slide."""

from __future__ import annotations

import math
from dataclasses import dataclass

from painter.craft import palette
from painter.subjects.body import limb
from painter.subjects.pen import Pen
from painter.subjects.skeleton import bent

_STANCE = 0.58


@dataclass(frozen=True)
class Legs:
    """Four legs, in shares of the animal's height.

    Args:
        hip: Height of shoulders and hips.
        width: Half the thickness of a leg at the top.
        foot: Half its thickness at the foot.
        colour: Its colour.
        lift: How high a foot is raised.
        paw: Half the length of the paw; 0 is as long as the foot is thick.
        nails: Whether toenails are seen.
    """

    hip: float
    width: float
    foot: float
    colour: str
    lift: float
    paw: float = 0.0
    nails: bool = False


def roaming(pen: Pen, room: float, stride: float, speed: float) -> tuple[float, float, float]:
    """Where an animal is, how many strides it has made, and how long one is; lengths in heights of the animal.

    Args:
        pen: Gives the scene and the time.
        room: The longest distance it may walk.
        stride: Length of a stride at full speed.
        speed: Full speed, in heights a second.
    """
    duration_s = pen.stage.plan.duration_s
    way = min(room, speed * duration_s)
    stride *= max(0.45, (way / duration_s / speed) ** 0.5)
    x = (min(1.0, max(0.0, pen.time_s / duration_s)) - 0.5) * way
    return x, x / stride, stride


def legs(pen: Pen, shape: Legs, places: tuple[float, float], phase: float, stride: float) -> None:
    """Draw hind and fore legs at `places`, the far ones first and darker."""
    for far in (True, False):
        for index, place in enumerate(places):
            # A walk: each leg a quarter after the one before it.
            turn = phase + 0.5 * far + (0.25 if index else 0.0)
            x = place + (0.06 if far else 0.0)
            foot = _step(turn % 1.0, shape.lift, stride)
            tone = palette.lighten(shape.colour, -0.08 if far else -0.02)
            _leg(pen, shape, (x, shape.hip), (x + foot[0], foot[1]), tone, hind=index == 0)


def _step(share: float, lift: float, stride: float) -> tuple[float, float]:
    half = _STANCE * stride / 2
    if share < _STANCE:
        return half - share / _STANCE * 2 * half, 0.0
    part = (share - _STANCE) / (1 - _STANCE)
    return (2 * part * part * (3 - 2 * part) - 1) * half, lift * math.sin(math.pi * part)


def _leg(pen: Pen, shape: Legs, top: tuple[float, float], foot: tuple[float, float], tone: str, *, hind: bool) -> None:
    ankle = (foot[0], foot[1] + shape.foot)
    upper = shape.hip * 0.54
    knee, ankle = bent(top, ankle, upper, shape.hip - shape.foot - upper + 0.06, 1.0 if hind else -1.0)
    limb(pen, (top, knee, ankle), (shape.width, (shape.width + shape.foot) / 2, shape.foot), tone)
    paw = shape.paw or shape.foot * 1.5
    x, y = ankle[0] + paw * 0.25, ankle[1] - shape.foot
    pen.solid([(x - paw, y), (x - paw * 0.8, y + shape.foot), (x + paw * 0.5, y + shape.foot), (x + paw, y)], tone)
    if shape.nails:
        for nail in (0.3, 0.62, 0.9):
            pen.disc(x + paw * nail, y + 0.018, 0.018, "#e9e3d6")
