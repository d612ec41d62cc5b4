"""Measures how visible the squares are by which a codec has cut a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

GRID_PX = 8
_MOST_LEVELS = 24
_LEAST_LINES = 6


def blocks_of(luma: Picture) -> float:
    """How much larger steps are on a grid of 8 pixels than off it: 0 for no grid, 1 for twice as large.

    After Z. Wang et al., "Blind measurement of blocking artifacts in images", 2000, without transforms: the mean step
    from pixel to pixel at each of the eight places in the grid, the largest of them against their median. Steps count
    up to 24 levels, so that edges of things do not pass for the grid; of both directions the weaker one counts,
    because a block has both kinds of edges, and a fence or a window one.
    """
    return min(_along(luma), _along(luma.T))


def _along(lines: Picture) -> float:
    import numpy as np

    width = (lines.shape[1] - 1) // GRID_PX * GRID_PX
    if width < _LEAST_LINES * GRID_PX:
        return 0.0
    steps = np.minimum(np.abs(np.diff(lines[::2, : width + 1].astype(np.int16), axis=1)), _MOST_LEVELS)
    by_place = steps.reshape(len(steps), -1, GRID_PX).mean(axis=(0, 1))
    usual = float(np.median(by_place))
    return max(0.0, float(by_place.max()) / (usual + 0.1) - 1)
