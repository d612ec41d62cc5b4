"""Gives the heads among the pictures a body: shoulders in a shirt to people, four paws to animals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import skia

from painter import emoji, kinds
from painter.craft import brush, palette
from painter.subjects.outlines import Outlines, Shape, fitted, outlines

SHIRT = "accent"
"""The colour of a shape that has the film's accent."""

_SHIRTS = {"🎅": "#c8202e", "🤶": "#c8202e", "🧑‍🎄": "#c8202e", "👼": "#f4f1ea"}
"""The shirts of those whom one knows by it."""

_HEADS_OF_PEOPLE = 0.60
_HEADS_OF_ANIMALS = 0.66
"""How much of the whole height the head is."""

LONGER, _FOOT = 0.4, 0.012
"""How far busts go on below their foot, and what counts as the foot, as shares of their height."""


def composed(name: str, tone: int | None) -> Outlines:
    """The picture of an emoji, with a body below a head that has none."""
    shown = outlines(name, tone)
    match kinds.kind(name).manner:
        case "head":
            return fitted((*_sitting(shown), *_raised(shown.shapes, 1 / _HEADS_OF_ANIMALS - 1)))
        case "bust" if kinds.is_a_face(name):
            return _lengthened(
                fitted(
                    (
                        *_shoulders(shown, _SHIRTS.get(emoji.folded(name), SHIRT)),
                        *_raised(shown.shapes, 1 / _HEADS_OF_PEOPLE - 1.06),
                    )
                )
            )
        case "bust":
            return _lengthened(shown)
        case _:
            return shown


def _lengthened(shown: Outlines) -> Outlines:
    """A bust that goes on below its foot, so that no frame is too large for it."""
    return replace(shown, shapes=tuple(map(_longer, shown.shapes)))


def _longer(shape: Shape) -> Shape:
    foot = skia.Op(shape.outline, skia.Path.Rect(skia.Rect(-9, -_FOOT, 9, 1)), skia.PathOp.kIntersect_PathOp)
    if foot is None or foot.isEmpty() or foot.getBounds().bottom() < -_FOOT / 2:
        return shape
    box = foot.computeTightBounds()
    below = skia.Path.Rect(skia.Rect(box.left(), -_FOOT, box.right(), LONGER))
    return shape._replace(outline=skia.Op(shape.outline, below, skia.PathOp.kUnion_PathOp) or shape.outline)


def _raised(shapes: Sequence[Shape], up: float) -> list[Shape]:
    return [_moved(shape, skia.Matrix.Translate(0, -up)) for shape in shapes]


def _moved(shape: Shape, matrix: Any) -> Shape:
    outline = skia.Path()
    shape.outline.transform(matrix, outline)
    return shape._replace(outline=outline)


def _face(shown: Outlines) -> str:
    """The colour of the face: that of the last large shape that covers a cheek."""
    large = [
        shape.colour
        for shape in shown.shapes
        if shape.outline.contains(0.22 * shown.half, -0.34) and shape.outline.getBounds().width() > 0.5 * shown.half
    ]
    return large[-1] if large else shown.shapes[0].colour


def _sitting(shown: Outlines) -> list[Shape]:
    """The body of an animal that sits and looks at us."""
    high, wide, face = 1 / _HEADS_OF_ANIMALS - 1, shown.half, _face(shown)
    top, fur, belly = -high - 0.12, palette.lighten(face, -0.05), palette.lighten(face, 0.07)
    torso = brush.curve(
        [
            (-0.46 * wide, top),
            (0.46 * wide, top),
            (0.66 * wide, -0.18),
            (0.52 * wide, 0.0),
            (-0.52 * wide, 0.0),
            (-0.66 * wide, -0.18),
        ]
    )
    shapes = [Shape(fur, 1.0, torso), Shape(belly, 1.0, _oval(0.0, -0.20, 0.34 * wide, 0.19))]
    for side in (-1, 1):
        shapes.append(Shape(palette.lighten(face, -0.09), 1.0, _oval(side * 0.44 * wide, -0.045, 0.26 * wide, 0.075)))
        shapes.append(Shape(palette.lighten(face, -0.09), 1.0, _oval(side * 0.20 * wide, -0.16, 0.11 * wide, 0.17)))
    return shapes


def _shoulders(shown: Outlines, shirt_colour: str) -> list[Shape]:
    """The neck and the shirt of a person."""
    high, face = 1 / _HEADS_OF_PEOPLE - 1, _face(shown)
    neck = skia.Path.RRect(skia.Rect(-0.15, -high - 0.16, 0.15, -0.30), 0.1, 0.1)
    shirt = skia.PathBuilder()
    shirt.moveTo(-0.78, 0.0)
    shirt.cubicTo(-0.78, -0.34, -0.62, -0.44, -0.40, -0.48)
    shirt.cubicTo(-0.28, -0.51, -0.22, -0.54, -0.19, -0.58)
    shirt.cubicTo(-0.14, -0.44, 0.14, -0.44, 0.19, -0.58)
    shirt.cubicTo(0.22, -0.54, 0.28, -0.51, 0.40, -0.48)
    shirt.cubicTo(0.62, -0.44, 0.78, -0.34, 0.78, 0.0)
    shirt.close()
    return [Shape(palette.lighten(face, -0.05), 1.0, neck), Shape(shirt_colour, 1.0, shirt.detach())]


def _oval(x: float, y: float, across: float, high: float) -> Any:
    return skia.Path.Oval(skia.Rect(x - across, y - high, x + across, y + high))
