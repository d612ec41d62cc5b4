"""Draws emoji as subjects: with the pen, so that light, shading and the inks of all styles reach every shape."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import skia

from painter import kinds
from painter.craft import brush, palette
from painter.craft.ink import unwrapped
from painter.craft.stage import Stage
from painter.craft.stamps import Bent, Places, stamp
from painter.subjects import effects
from painter.subjects.bodies import LONGER, SHIRT, composed
from painter.subjects.gaits import STEPS, Gait
from painter.subjects.outlines import Outlines, Shape
from painter.subjects.pen import Drawing, Pen
from painter.subjects.placing import DrawnSubject

_LARGE = 0.12
"""Shapes at least this large, as a share of the picture's height, have a light and a dark side."""

ENTERED_S = 0.8
"""When the entrance of a picture is over, in seconds."""

_FIRST_SHARE = 0.3
"""How much of a picture is there in the first frame of its entrance."""

_BUILT_UP = frozenset({"paper", "neon", "blueprint", "editorial"})
"""Inks in which a picture is made shape by shape before our eyes."""

_AROUND = 0.14
"""Room for glows and shadows around a picture, as a share of its height."""

_PRIMED = 0.10
"""How much lighter than the wash its ground is."""

NO_GROUND = frozenset({"space", "underwater"})
"""Settings in which nothing stands on anything."""


def picture(name: str, tone: int | None = None) -> DrawnSubject:
    """How an emoji is drawn; what moves it as a whole is not part of it.

    Args:
        name: The emoji, as a plan names it.
        tone: Its skin tone, 0..4, where it has any.
    """
    own, shown = kinds.kind(name), composed(name, tone)
    return DrawnSubject(
        own.size * shown.filled,
        Sprite(shown, LONGER if own.manner == "bust" else _AROUND),
        functools.partial(_beneath, shown, own),
        half=shown.half,
    )


def paint(pen: Pen, shown: Outlines, share: float = 1.0) -> None:
    """Draw the shapes of a picture, from back to front; of an unfinished one the first of them."""
    grown = _in_pixels(shown, pen.size)
    if pen.stage.is_night and pen.stage.look.ink == "watercolor":
        _prime(pen, grown)
    for shape, path, is_large in grown[: max(1, math.ceil(share * len(grown)))]:
        colour = pen.accent if shape.colour == SHIRT else shape.colour
        if is_large and shape.opacity == 1:
            pen.shaded(path, colour)
        else:
            pen.filled(path, colour, shape.opacity)


def _prime(pen: Pen, grown: Sequence[tuple[Shape, Any, bool]]) -> None:
    """Lay a ground under thin washes, which the dark land would shine through."""
    for shape, path, is_large in grown:
        if is_large and shape.opacity == 1:
            colour = pen.accent if shape.colour == SHIRT else shape.colour
            unwrapped(pen.canvas).drawPath(path, brush.fill(palette.lighten(pen.tone(colour), _PRIMED)))


def is_whole(stage: Stage, time_s: float) -> bool:
    """Whether all of a picture is there at a time; in some styles it is made before our eyes."""
    return time_s >= ENTERED_S or stage.look.ink not in _BUILT_UP


class Sprite:
    """Paints a picture once and copies it from then on, since it only moves as a whole.

    Args:
        shown: The picture.
        below: How far it reaches below its foot, as a share of its height.
    """

    def __init__(self, shown: Outlines, below: float) -> None:
        self._shown = shown
        self._below = below

    def __call__(self, canvas: Any, stage: Stage, size: float, time_s: float) -> None:
        """Draw it; in its first moments it may be unfinished."""
        if not is_whole(stage, time_s):
            share = _FIRST_SHARE + (1 - _FIRST_SHARE) * time_s / ENTERED_S
            paint(Pen(canvas, stage, size, time_s), self._shown, share)
            return
        self.bent(canvas, stage, size, None)

    def bent(
        self, canvas: Any, stage: Stage, size: float, gait: Gait | None, step: int = 0, *, mirrored: bool = False
    ) -> None:
        """Draw it whole, as one of the pictures of a gait, which may be mirrored."""
        half = self._shown.half
        reach, top, below = half + _AROUND, 1 + _AROUND, self._below

        def moved(across: Places, down: Places) -> tuple[Places, Places]:
            if gait is None:
                return across, down
            x, y = (2 * across - 1) * reach, top - down * (top + below)
            right, up = gait.bend(np.clip(x / half, -1.2, 1.2), np.clip(y, 0, 1), math.tau * step / STEPS)
            to_right = across + right / (2 * reach)
            return 1 - to_right if mirrored else to_right, down - up / (top + below)

        box = skia.Rect(-reach * size, -top * size, reach * size, below * size)
        key = "picture", id(self), size
        bent = Bent((gait.name, step, mirrored), moved) if gait else None
        stamp(canvas, stage, key, box, lambda inner: paint(Pen(inner, stage, size, 0.0), self._shown), bent)


def _beneath(shown: Outlines, own: kinds.Kind, canvas: Any, stage: Stage, size: float, _: float) -> None:
    """What lies under a picture: a shadow, and its reflection in a polished table."""
    pen = Pen(canvas, stage, size, 0.0)
    if own.manner == "bust" or stage.plan.setting in NO_GROUND:
        return
    if own.manner == "air":
        if stage.plan.setting in {"studio", "room"}:
            pen.shadow(shown.half * 0.5, opacity=0.2)
        return
    if own.manner == "water" and stage.plan.setting in {"sea", "lake"}:
        return
    foot = _foot(shown)
    if stage.plan.setting == "studio":
        still: Drawing = effects.standing(lambda one: paint(one, shown), foot[1])
        still(canvas, stage, size, 0.0)
    elif stage.plan.setting == "room":
        effects.rest(pen, foot[1], foot[0], 0.5)
    else:
        pen.shadow(foot[1] * 1.15, foot[0])


@functools.lru_cache(maxsize=64)
def _foot(shown: Outlines) -> tuple[float, float]:
    """The middle of what touches the ground, and half its width."""
    touching = skia.Path.Rect(skia.Rect(-9, -0.10, 9, 1))
    box = skia.Rect.MakeEmpty()
    for shape in shown.shapes:
        low = skia.Op(shape.outline, touching, skia.PathOp.kIntersect_PathOp)
        if low is not None and not low.isEmpty():
            box.join(low.computeTightBounds())
    return (box.centerX(), max(0.08, box.width() / 2)) if not box.isEmpty() else (0.0, shown.half * 0.6)


@functools.lru_cache(maxsize=64)
def _in_pixels(shown: Outlines, size: float) -> tuple[tuple[Shape, Any, bool], ...]:
    """Every shape of a picture with its outline at a size, and whether it is large."""
    grown = []
    for shape in shown.shapes:
        path = skia.Path()
        shape.outline.transform(skia.Matrix.Scale(size, size), path)
        box = shape.outline.getBounds()
        grown.append((shape, path, min(box.width(), box.height()) >= _LARGE))
    return tuple(grown)
