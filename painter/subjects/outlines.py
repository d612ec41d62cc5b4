"""Reads the pictures of emoji: their shapes as outlines in a box of height 1, the foot at the bottom centre."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import skia

from painter import emoji
from painter.craft import palette

_ARCHIVE = Path(__file__).parent.parent / "data" / "pictures.zip"
_PART = re.compile(r"[MLCZ]|-?\d+")
_GRID = 1024
_OPAQUE = 255

_BLUE, _BLUE_CHROMA, _ALL_ACROSS = (218.0, 265.0), 0.12, 0.95
_END, _MOST_WATER, _CREST = 0.05, 0.5, 0.03
"""The colour and the width of water in pictures, how much of its ends is looked at, how high it is at most, and how
much of its crests is left to be seen."""


class Shape(NamedTuple):
    """One area: its colour, how opaque it is, 0..1, and its outline, y down."""

    colour: str
    opacity: float
    outline: Any


@dataclass(frozen=True, eq=False)
class Outlines:
    """A picture: its shapes from back to front, and what it fills of its box.

    Attributes:
        shapes: In units of the picture's height, around its foot.
        half: How far it reaches to each side, as a share of its height.
        filled: Its height as a share of its longer side.
    """

    shapes: tuple[Shape, ...]
    half: float
    filled: float


@functools.lru_cache(maxsize=64)
def outlines(name: str, tone: int | None = None) -> Outlines:
    """The picture of an emoji.

    Args:
        name: The emoji, as a plan names it.
        tone: Its skin tone where it has any, 0 is the lightest.
    """
    known = emoji.picture(name)
    plain = emoji.folded(known.emoji)
    pictures = _pictures(known.kind)
    toned = plain[0] + emoji.TONES[tone] + plain[1:] if tone is not None else plain
    return fitted([_shape(line, tone) for line in pictures.get(toned, pictures[plain])])


@functools.lru_cache(maxsize=4)
def _pictures(kind: str) -> Mapping[str, list[str]]:
    """The lines of all pictures of a kind, by folded emoji."""
    with zipfile.ZipFile(io.BytesIO(_ARCHIVE.read_bytes())) as archive:
        blocks = archive.read(kind).decode().split("=")[1:]
    return {lines[0]: lines[1:] for lines in map(str.splitlines, blocks)}


def _shape(line: str, tone: int | None) -> Shape:
    """One line of a picture; where it has colours for all skin tones, in one of them."""
    written, outline = line.split(" ", 1)
    colours = written.split(",")
    colour = colours[0 if tone is None or len(colours) == 1 else tone + 1]
    opacity = int(colour[6:], 16) / _OPAQUE if colour[6:] else 1.0
    return Shape("#" + colour[:6], opacity, _path(outline))


def _path(outline: str) -> Any:
    builder = skia.PathBuilder()
    parts = _PART.findall(outline)
    x = y = at = 0
    while at < len(parts):
        verb, count = parts[at], {"M": 2, "L": 2, "C": 6, "Z": 0}[parts[at]]
        points: list[int] = []
        for place in range(at + 1, at + 1 + count, 2):
            x, y = x + int(parts[place]), y + int(parts[place + 1])
            points += (x, y)
        at += 1 + count
        if verb == "M":
            builder.moveTo(*points)
        elif verb == "L":
            builder.lineTo(*points)
        elif verb == "C":
            builder.cubicTo(*points)
        else:
            builder.close()
    path = builder.detach()
    path.setFillType(skia.PathFillType.kEvenOdd if outline.startswith("e") else skia.PathFillType.kWinding)
    return path


def fitted(shapes: Sequence[Shape]) -> Outlines:
    """Shapes in any units as a picture of height 1."""
    box = skia.Rect.MakeEmpty()
    for shape in shapes:
        box.join(shape.outline.computeTightBounds())
    scale = 1 / box.height()
    place = skia.Matrix.Scale(scale, scale)
    place.preTranslate(-box.centerX(), -box.bottom())
    moved = []
    for shape in shapes:
        outline = skia.Path()
        shape.outline.transform(place, outline)
        moved.append(shape._replace(outline=outline))
    return Outlines(tuple(moved), box.width() / box.height() / 2, box.height() / max(box.width(), box.height()))


@functools.lru_cache(maxsize=64)
def waterline(name: str) -> float:
    """How high the water is that a picture has at its foot, as a share of its height; 0 without any."""
    shown = outlines(name)
    for shape in shown.shapes:
        _, chroma, hue = palette.to_oklch(shape.colour)
        wide = shape.outline.getBounds().width() > _ALL_ACROSS * 2 * shown.half
        if wide and chroma > _BLUE_CHROMA and _BLUE[0] < hue < _BLUE[1]:
            # At both ends there is nothing but water, whatever else has its colour.
            ends = [_height_at(shape.outline, end * shown.half) for end in (-1, 1)]
            if 0 < max(ends) < _MOST_WATER and min(ends) > 0:
                return max(0.0, min(ends) - _CREST)
    return 0.0


def _height_at(outline: Any, x: float) -> float:
    """How high an outline that stands on the foot is at one of its ends."""
    inside = x * (1 - _END)
    strip = skia.Path.Rect(skia.Rect(min(x, inside), -1, max(x, inside), 0.01))
    part = skia.Op(outline, strip, skia.PathOp.kIntersect_PathOp)
    box = part.computeTightBounds() if part is not None else skia.Rect.MakeEmpty()
    return -box.top() if not box.isEmpty() and box.bottom() > -_END else 0.0
