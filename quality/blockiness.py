"""Finds edges of a coder's blocks in single frames: where the picture breaks on the grid and nowhere beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from media.frames import apart

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]
    Picture = NDArray[np.uint8]

GRID_PX = 16
"""Blocks of H.264 and most of its kin; those of 8 pixels share every second edge."""

_EDGE_LEVELS = 12
_LEAST_BLOCKS = 400
"""In a smaller picture a few lines of type on the grid are as many as broken blocks are."""

_SAMPLES, _SAMPLE_PX = 4, GRID_PX // 4
_BESIDE = (-2, -1, 0, 1)
_SHORTEST, _LONGEST = 3, 24
"""Frames for which edges were broken that tell something: what flows or flickers breaks them for one or two."""
_OLDEST = np.uint8(255)
_RISE, _MOVED_SHARE, _GONE_SHARE, _MOST_LOOKS = 0.02, 0.7, 0.5, 100
"""A rise by so much is looked into, which takes as long as the edges of 16 frames; so many of them in a film."""


class Blocks(NamedTuple):
    """What was seen of one frame.

    Attributes:
        blockiness: Share of the grid's edge segments that are broken: of the upright and the level ones the smaller
            share, as a block has both, a row of windows on the grid one. No more than before where as many lay beside
            the grid then: large pixels that scroll come to lie on it.
        at_once: The largest share of those that broke in one and the same frame and are whole again in this one;
            likewise the smaller of the two. What moves or shines over the grid breaks its edges one after the other.
        frames: For how many frames those were broken.
    """

    blockiness: float
    at_once: float
    frames: int


class BlockMeter:
    """Looks at the frames of a film, one after the other.

    An edge segment (4 sampled pixels) is broken by a step that its surroundings lack: the step across the edge less
    the larger of the steps beside it, mean over the segment, is more than 12 levels; after Z. Wang et al., "Blind
    measurement of blocking artifacts in images", 2000, taken edge by edge because broken macroblocks are few, not
    everywhere.
    """

    def __init__(self) -> None:
        self._shape: tuple[int, ...] = ()
        self._ages = np.zeros(0, np.uint8)
        self._before: Picture | None = None
        self._last, self._looks = 0.0, 0
        self._usual: float | None = None

    def see(self, luma: Picture) -> Blocks:
        """Measure the next frame, luma of shape (height, width)."""
        if luma.size < _LEAST_BLOCKS * GRID_PX**2:
            return Blocks(0.0, 0.0, 0)
        upright, level = _broken_upright(luma), _broken_level(luma)
        if not (upright.size and level.size):
            return Blocks(0.0, 0.0, 0)
        broken = np.concatenate([upright.ravel(), level.ravel()])
        if self._shape != luma.shape:
            self._shape, self._ages = luma.shape, np.where(broken, _OLDEST, np.uint8(0))
        whole = np.flatnonzero((self._ages > 0) > broken)
        ages = self._ages[whole]
        self._ages[whole] = 0
        self._ages += broken & (self._ages < _OLDEST)
        first_level = int(np.searchsorted(whole, upright.size))
        counts = [np.bincount(part, minlength=256) for part in (ages[:first_level], ages[first_level:])]
        shares = np.minimum(counts[0] / upright.size, counts[1] / level.size)[_SHORTEST : _LONGEST + 1]
        most = int(np.argmax(shares))
        blockiness = min(np.count_nonzero(upright) / upright.size, np.count_nonzero(level) / level.size)
        return Blocks(self._not_moved(luma, float(blockiness)), float(shares[most]), _SHORTEST + most)

    def _not_moved(self, luma: Picture, blockiness: float) -> float:
        """The share of broken edges, or that before a sudden rise that motion explains, until they are as few again."""
        before, self._before = self._before, luma
        if self._usual is not None and blockiness < self._usual + _RISE:
            self._usual = None
        rises = blockiness > self._last + _RISE and self._looks < _MOST_LOOKS
        if rises and before is not None and before.shape == luma.shape:
            self._looks += 1
            moved = _has_moved(before, luma, blockiness)
            self._usual = (self._last if self._usual is None else self._usual) if moved else None
        self._last = blockiness
        return blockiness if self._usual is None else min(blockiness, self._usual)


def _has_moved(before: Picture, luma: Picture, blockiness: float) -> bool:
    """Whether as many edges lay on another grid in the picture before, and are gone from there."""
    shifts = range(GRID_PX)
    right = max(shifts, key=lambda shift: _share(_broken_upright(before[:, shift:])))
    down = max(shifts, key=lambda shift: _share(_broken_level(before[shift:])))
    then, now = (
        min(_share(_broken_upright(one[:, right:])), _share(_broken_level(one[down:]))) for one in (before, luma)
    )
    return then > _MOVED_SHARE * blockiness and now < _GONE_SHARE * then


def _share(broken: Mask) -> float:
    return float(np.count_nonzero(broken) / max(1, broken.size))


# Pixels are copied first, because reckoning with those that lie apart takes longer.


def _broken_upright(luma: Picture) -> Mask:
    rows, edges = len(luma) // GRID_PX, len(range(GRID_PX, luma.shape[1] - 2, GRID_PX))
    if not rows or not edges:
        return np.zeros((0, 0), np.bool_)
    every = luma[: rows * GRID_PX : _SAMPLE_PX]
    beside = [np.ascontiguousarray(every[:, GRID_PX + shift :: GRID_PX][:, :edges]) for shift in _BESIDE]
    return _broken(beside, [slice(at, None, _SAMPLES) for at in range(_SAMPLES)])


def _broken_level(luma: Picture) -> Mask:
    edges, columns = len(range(GRID_PX, len(luma) - 2, GRID_PX)), luma.shape[1] // GRID_PX
    if not edges or not columns:
        return np.zeros((0, 0), np.bool_)
    every = luma[:, : columns * GRID_PX : _SAMPLE_PX]
    beside = [np.ascontiguousarray(every[GRID_PX + shift :: GRID_PX][:edges]) for shift in _BESIDE]
    return _broken(beside, [(slice(None), slice(at, None, _SAMPLES)) for at in range(_SAMPLES)])


def _broken(beside: list[Picture], samples: Sequence[Any]) -> Mask:
    """Which segments are broken, from the pixels beside the edges and where the samples of each segment are."""
    before2, before, after, after2 = beside
    excess = apart(before, after).astype(np.int16)
    excess -= np.maximum(apart(before2, before), apart(after, after2))
    return np.asarray(sum(excess[one] for one in samples) > _SAMPLES * _EDGE_LEVELS)
