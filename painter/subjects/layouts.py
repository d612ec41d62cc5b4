"""Puts boxes into a field so that each can be seen: herds in rows, swarms scattered, groups side by side.

Lengths are in any one unit; x to the right, y down.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

GAP = 0.35
"""Space between neighbours of a herd, as a share of their width: those behind look through it."""

_RISE, _LEAST_RISE = 0.5, 0.36
"""How much farther up a row behind another stands, as a share of the height of what stands there; and at least."""

_SHRINKS = 0.90
_ROWS = (3, 8)
"""Up to so many stand in one row, up to so many in two, more in three."""


class Field(NamedTuple):
    """Where things may be: left, top and right edge, where the farthest stand, and where the nearest do."""

    left: float
    top: float
    right: float
    back: float
    front: float

    @property
    def width(self) -> float:
        """From side to side."""
        return self.right - self.left


class Herd(NamedTuple):
    """Several of one thing: their number, and the width and height of each."""

    number: int
    width: float
    height: float


class Spot(NamedTuple):
    """Where one stands: the middle of its foot, its size as a share of its own, and the row, 0 is the nearest."""

    x: float
    y: float
    scale: float
    row: int = 0


def rows_of(count: int) -> list[int]:
    """How many stand in each row, the nearest first."""
    rows = 1 + sum(count > most for most in _ROWS)
    front = math.ceil(count / rows + (rows - 1) / 2)
    found = []
    while count > 0:
        found.append(min(count, front))
        count -= found[-1]
        front = max(1, front - 1)
    return found


def side_by_side(herds: Sequence[Herd], field: Field, *, gap: float, overlap: float = 0.0) -> list[list[Spot]]:
    """Herds from left to right, all made smaller alike where they do not fit.

    Args:
        herds: In their order from the left.
        field: Where they may be.
        gap: Space between herds, as a share of the lower one's height.
        overlap: How much of the narrower of two neighbours may be before the other, instead of a gap.
    """
    scale = min(_fitting(herds, field, gap, overlap), *(_tall_enough(herd, field) for herd in herds))
    widths = [_width(herd) * scale for herd in herds]
    gaps = [one * scale for one in _gaps(herds, gap, overlap)]
    x = field.right - max(0.0, field.width - sum(widths) - sum(gaps)) / 2 - sum(widths) - sum(gaps)
    placed = []
    for herd, width, after in zip(herds, widths, [*gaps, 0.0], strict=True):
        placed.append(_herd(herd, x + width / 2, scale, field))
        x += width + after
    return placed


def scattered(
    sizes: Sequence[tuple[float, float]],
    box: tuple[float, float, float, float],
    nudges: Sequence[tuple[float, float]],
    avoid: tuple[float, float, float, float] | None = None,
) -> list[Spot]:
    """Boxes over a field without touching each other, those nearest to its middle first.

    Args:
        sizes: Width and height of each.
        box: Left, top, right and bottom of the field.
        nudges: How far each is off the middle of its cell, -1..1, across and down.
        avoid: A box that they keep clear of, such as what they fly around; nearest to its top is then first.
    """
    left, top, right, bottom = box
    scale = 1.0
    while True:
        wide, high = (1.25 * scale * max(size[axis] for size in sizes) for axis in (0, 1))
        columns, rows = int((right - left) / wide), int((bottom - top) / high)
        cells = [
            (left + (right - left) * (column + 0.5) / columns, top + (bottom - top) * (row + 0.5) / rows)
            for row in range(rows)
            for column in range(columns)
        ]
        free = [cell for cell in cells if not _touches(cell, (wide, high), avoid)]
        if len(free) >= len(sizes):
            break
        scale *= 0.93
    eye = (
        ((avoid[0] + avoid[2]) / 2, avoid[1] + 0.2 * (avoid[3] - avoid[1]))
        if avoid
        else ((left + right) / 2, (top + bottom) / 2)
    )
    free.sort(key=lambda cell: (round(math.dist(cell, eye), 3), cell))
    slack = ((right - left) / columns, (bottom - top) / rows)
    spots = []
    for (x, y), (width, height), (nudge_x, nudge_y) in zip(free, sizes, nudges, strict=False):
        across = nudge_x * max(0.0, slack[0] - width * scale) / 2
        down = nudge_y * max(0.0, slack[1] - height * scale) / 2
        spots.append(Spot(x + across, y + down + height * scale / 2, scale))
    return spots


def _touches(
    cell: tuple[float, float], size: tuple[float, float], avoid: tuple[float, float, float, float] | None
) -> bool:
    if avoid is None:
        return False
    (x, y), (wide, high) = cell, size
    return x + wide / 2 > avoid[0] and x - wide / 2 < avoid[2] and y + high / 2 > avoid[1] and y - high / 2 < avoid[3]


def _columns(number: int) -> list[list[float]]:
    """Where those of each row stand, in pitches from the middle: each row in the gaps of the one before it."""
    columns, parity = [], rows_of(number)[0]
    for row, count in enumerate(rows_of(number)):
        off = 0.5 if (count - parity - row) % 2 else 0.0
        columns.append([place - (count - 1) / 2 + off for place in range(count)])
    ends = [row[end] for row in columns for end in (0, -1)]
    middle = (min(ends) + max(ends)) / 2
    return [[x - middle for x in row] for row in columns]


def _width(herd: Herd) -> float:
    farthest = max(abs(x) for row in _columns(herd.number) for x in row)
    return herd.width * (1 + 2 * farthest * (1 + GAP))


def _gaps(herds: Sequence[Herd], gap: float, overlap: float) -> list[float]:
    pairs = itertools.pairwise(herds)
    if overlap:
        return [-overlap * min(_width(a), _width(b)) for a, b in pairs]
    return [gap * min(a.height, b.height) for a, b in pairs]


def _fitting(herds: Sequence[Herd], field: Field, gap: float, overlap: float) -> float:
    return min(1.0, field.width / (sum(map(_width, herds)) + sum(_gaps(herds, gap, overlap))))


def _tall_enough(herd: Herd, field: Field) -> float:
    """The largest scale at which a herd's rows stand apart and its heads are in the field."""
    behind = len(rows_of(herd.number)) - 1
    apart = (field.front - field.back) / (behind * _LEAST_RISE * herd.height) if behind else 1.0
    return min(1.0, apart, (field.back - field.top) / herd.height)


def _herd(herd: Herd, middle: float, scale: float, field: Field) -> list[Spot]:
    rows = _columns(herd.number)
    pitch = herd.width * (1 + GAP) * scale
    rise = min(_RISE * herd.height * scale, (field.front - field.back) / max(1, len(rows) - 1))
    front = field.back + rise * (len(rows) - 1)
    return [
        Spot(middle + x * pitch, front - row * rise, scale * _SHRINKS**row, row)
        for row, columns in enumerate(rows)
        for x in columns
    ]
