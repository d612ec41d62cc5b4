"""Brings one small picture over another: which way, and by how much, a camera moved from the one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_ROUNDS = 6
_MOST_STEP = 1.0
_FARTHEST = np.array([4.0, 4.0, 0.3])


class Motion(NamedTuple):
    """How a picture moved: down and across in its pixels, and by which share it grew from its middle."""

    down: float
    across: float
    zoom: float

    def part(self, share: float) -> Motion:
        """So much of it."""
        return Motion(self.down * share, self.across * share, self.zoom * share)


def moved(picture: Floats, motion: Motion) -> Floats:
    """A picture of shape (planes, height, width) that moved; what comes into it is what was at its edge."""
    height, width = picture.shape[1:]
    down, across = _from_middle(height, width)
    rows = np.clip((down - motion.down) / (1 + motion.zoom) + (height - 1) / 2, 0, height - 1)
    columns = np.clip((across - motion.across) / (1 + motion.zoom) + (width - 1) / 2, 0, width - 1)
    top, left = np.minimum(rows.astype(np.intp), height - 2), np.minimum(columns.astype(np.intp), width - 2)
    low, right = rows - top, columns - left
    upper = picture[:, top, left] * (1 - right) + picture[:, top, left + 1] * right
    lower = picture[:, top + 1, left] * (1 - right) + picture[:, top + 1, left + 1] * right
    return np.asarray(upper * (1 - low) + lower * low, np.float32)


def registered(before: Floats, after: Floats) -> tuple[Motion, float]:
    """The motion from a picture to another, and the mean difference in levels that it leaves.

    Steps of Gauss and Newton on the whole picture: B. Lucas and T. Kanade, "An iterative image registration technique
    with an application to stereo vision", 1981.
    """
    down, across = _from_middle(*before.shape[1:])
    motion = best = Motion(0.0, 0.0, 0.0)
    left = float(np.abs(after - before).mean())
    shown = before
    for _ in range(_ROUNDS):
        slopes = np.gradient(shown, axis=(1, 2))
        steps = (-slopes[0], -slopes[1], -(down * slopes[0] + across * slopes[1]))
        found, _off = fitted([step.ravel() for step in steps], (after - shown).ravel())
        step = np.clip(found, -_MOST_STEP, _MOST_STEP) + motion
        motion = Motion(*(float(value) for value in np.clip(step, -_FARTHEST, _FARTHEST)))
        shown = moved(before, motion)
        off = float(np.abs(after - shown).mean())
        if off < left:
            best, left = motion, off
    return best, left


def nearby(picture: Floats) -> list[Floats]:
    """A picture, and what a little shift, zoom or turn adds to it, as vectors for `fitted`."""
    down, across = _from_middle(*picture.shape[1:])
    slopes = np.gradient(picture, axis=(1, 2))
    moves = (slopes[0], slopes[1], down * slopes[0] + across * slopes[1], across * slopes[0] - down * slopes[1])
    return [one.ravel() for one in (picture, *moves)]


def fitted(vectors: Sequence[Floats], goal: Floats) -> tuple[Floats, Floats]:
    """How much of each vector makes up a goal best, in least squares, and what is left of it."""
    basis = np.stack(vectors, axis=1)
    square = basis.T @ basis
    square[np.diag_indices(len(square))] += 1e-4 * float(np.trace(square)) / len(square) ** 2 + 1e-6
    share = np.linalg.solve(square, basis.T @ goal)
    return np.asarray(share, np.float32), np.asarray(goal - basis @ share, np.float32)


def _from_middle(height: int, width: int) -> Floats:
    rows, columns = np.indices((height, width), dtype=np.float32)
    return np.stack([rows - (height - 1) / 2, columns - (width - 1) / 2])
