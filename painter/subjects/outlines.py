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

_ARCHIVE = Path(__file__).parent.parent / "data" / "pictures.zip"
_PART = re.compile(r"[MLCZ]|-?\d+")
_GRID = 1024
_OPAQUE = 255


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
