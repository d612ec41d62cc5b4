"""Draws a football that bounces and spins: a white ball with twelve black patches."""

from __future__ import annotations

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from painter.subjects.effects import rest
from painter.subjects.pen import Pen

_RADIUS = 0.36
_BOUNCE = 0.26

Spots = NDArray[np.float64]


def football(pen: Pen) -> None:
    """A football that bounces and spins."""
    beat = (pen.time_s * 0.85) % 1.0
    high = 4 * beat * (1 - beat)
    squash = 0.10 * max(0.0, 1 - high / 0.12)
    rest(pen, 0.34 - 0.1 * high, opacity=0.65 - 0.35 * high)
    with pen.at(0, _RADIUS * (1 - squash) + _BOUNCE * high):
        pen.canvas.scale(1 + squash * 0.6, 1 - squash)
        pen.ball(0, 0, _RADIUS, "#f7f6f2")
        axes = _turned(pen.time_s * 1.5)
        for seam in _SEAMS @ axes:
            if seam[:, 2].max() > 0:
                pen.line(_seen(seam), "#5b616c", 0.012, smooth=False)
        for patch in _PATCHES @ axes:
            if patch[:, 2].max() > 0:
                pen.solid(_seen(patch), "#23262e", smooth=False)
        pen.disc(0.13 * pen.stage.sun_side, 0.19, 0.06, "#ffffff", 0.55, high=0.04)


def _seen(points: Spots) -> list[tuple[float, float]]:
    """Points of the sphere, shape (n, 3), as seen from the front; those behind its rim are moved onto it."""
    flat = points[:, :2].copy()
    behind = points[:, 2] < 0
    flat[behind] /= np.linalg.norm(flat[behind], axis=1, keepdims=True)
    return [(x, y) for x, y in (flat * _RADIUS).tolist()]


def _turned(angle: float) -> Spots:
    """The rotation by radians about an axis that leans, as a matrix for rows of points."""
    lean = 0.45
    spin = np.array([[math.cos(angle), 0, -math.sin(angle)], [0, 1, 0], [math.sin(angle), 0, math.cos(angle)]])
    tip = np.array([[math.cos(lean), math.sin(lean), 0], [-math.sin(lean), math.cos(lean), 0], [0, 0, 1]])
    return np.asarray(spin @ tip)


def _outward(points: Spots) -> Spots:
    return np.asarray(points / np.linalg.norm(points, axis=-1, keepdims=True))


def _pattern() -> tuple[Spots, Spots]:
    """The corners of the patches (12, 5, 3) and the ends of the seams between them (30, 2, 3), on the unit sphere."""
    golden = (1 + 5**0.5) / 2
    flat = [(0.0, side, up * golden) for side in (-1.0, 1.0) for up in (-1.0, 1.0)]
    corners = _outward(np.array([point[turn:] + point[:turn] for point in flat for turn in range(3)]))
    near = corners @ corners.T
    patches = []
    for index, corner in enumerate(corners):
        others = [other for other in range(12) if 0.3 < near[index, other] < 0.6]
        ring = corner + (corners[others] - corner) / 3
        across = _outward(ring[0] - corner * (ring[0] @ corner))
        up = np.cross(corner, across)
        patches.append(_outward(ring[np.argsort(np.arctan2(ring @ up, ring @ across))]))
    pairs = [pair for pair in itertools.combinations(range(12), 2) if 0.3 < near[pair] < 0.6]
    seams = [[corners[a] + (corners[b] - corners[a]) * share for share in (1 / 3, 2 / 3)] for a, b in pairs]
    return np.array(patches), _outward(np.array(seams))


_PATCHES, _SEAMS = _pattern()
