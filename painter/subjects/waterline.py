"""The water line of things afloat: what is below the surface of a sea or lake is hidden."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from painter.subjects.pen import Pen

_SURFACES: frozenset[str] = frozenset({"sea", "lake"})


def has_surface(pen: Pen) -> bool:
    """Whether the subject lies at the surface of water."""
    return pen.stage.plan.setting in _SURFACES


@contextlib.contextmanager
def afloat(pen: Pen, half: float, *, level: float = 0.0) -> Iterator[None]:
    """Hide what is drawn below the surface, and draw foam along it, `half` to each side (0 draws none).

    In other settings than sea and lake, everything is visible.
    """
    if not has_surface(pen):
        yield
        return
    line = [(-3.0 + 0.1 * knot, level + 0.014 * pen.wave(2.1, knot * 0.9)) for knot in range(61)]
    with pen.inside(pen.path([*line, (3.0, 4.0), (-3.0, 4.0)], smooth=False)):
        yield
    if not half:
        return
    near = [(x, y) for x, y in line if abs(x) <= half]
    pen.line(near, "#f4fafc", 0.022, 0.75)
    pen.line([(x * 0.8 - 0.04, y - 0.05) for x, y in near], "#f4fafc", 0.012, 0.4)
