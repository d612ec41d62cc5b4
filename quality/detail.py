"""How sharp a picture is, place by place, and how much of it is the very same as in the frame before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Picture = NDArray[np.uint8]

_ROWS, _COLUMNS = 4, 6
_TILE_PX, _LEAST_PX = 48, 16
_FAINT_LEVELS = 2.0
"""Contrast that does not count: noise of a coder on a plain wall is not detail."""


@dataclass(frozen=True)
class Detail:
    """What was seen of one frame.

    Attributes:
        sharpness: For each tile, across and down: root mean square of the second difference from pixel to pixel over
            the tile's contrast. About 0.4 for a sharp edge, a fifth of it after a gaussian of 1.2 pixels.
        same: Share of the pixels that are as they were in the frame before.
        same_most: That share in the tile where it is largest: noise and a moving camera leave none as it was.
    """

    sharpness: Floats
    same: float
    same_most: float


class DetailMeter:
    """Looks at tiles spread over the frames of a film at their stored size: shrinking hides what is lost."""

    def __init__(self) -> None:
        self._before: Picture | None = None
        self._places: tuple[NDArray[np.intp], ...] = ()
        self._shape: tuple[int, int] | None = None
        self._tiles = (1, 1)

    @property
    def tiles(self) -> int:
        """How many there are."""
        return self._tiles[0] * self._tiles[1]

    def see(self, luma: Picture) -> Detail:
        """Measure the next frame, luma of shape (height, width)."""
        if self._shape is None:
            self._tiles = (_count(luma.shape[0], _ROWS), _count(luma.shape[1], _COLUMNS))
        if self._shape != luma.shape:  # the number of tiles is kept where a film changes its size on the way
            self._shape = (luma.shape[0], luma.shape[1])
            self._places = np.ix_(*(_places(size, count) for size, count in zip(luma.shape, self._tiles, strict=True)))
            self._before = None
        rows, columns = self._tiles
        chosen = luma[self._places]
        tiles = chosen.reshape(rows, chosen.shape[0] // rows, columns, chosen.shape[1] // columns)
        same = np.zeros((rows, columns)) if self._before is None else (tiles == self._before).mean(axis=(1, 3))
        self._before = tiles
        return Detail(_sharpness(tiles), float(same.mean()), float(same.max()))


def _count(size: int, most: int) -> int:
    return int(np.clip(size // _LEAST_PX, 1, most))


def _places(size: int, count: int) -> NDArray[np.intp]:
    """Which rows, or columns, the tiles take, the first from the very edge and the last to it."""
    tile = max(1, min(_TILE_PX, size // count))
    starts = np.linspace(0, size - tile, count).round().astype(np.intp)
    return (starts[:, None] + np.arange(tile)).ravel()


def _sharpness(tiles: Picture) -> Floats:
    """Shape (tiles, 2), of tiles of shape (rows, height, columns, width)."""
    whole = np.ascontiguousarray(tiles.swapaxes(1, 2), np.float32).reshape(-1, tiles.shape[1], tiles.shape[3])
    whole -= whole[:, :1, :1]
    level = whole.mean(axis=(1, 2))
    contrast = np.sqrt(np.maximum(_mean_square(whole) - level * level, 0)) + _FAINT_LEVELS
    across = whole[:, :, 2:] + whole[:, :, :-2] - 2 * whole[:, :, 1:-1]
    down = whole[:, 2:] + whole[:, :-2] - 2 * whole[:, 1:-1]
    sharpness: Floats = np.stack([_detail(across), _detail(down)], axis=1) / contrast[:, None]
    return sharpness


def _detail(differences: Floats) -> Floats:
    """Root mean square in each tile; what rounding to whole levels makes is no detail."""
    if not differences.size:
        return np.zeros(len(differences), np.float32)
    np.abs(differences, out=differences)
    differences -= 1
    np.maximum(differences, 0, out=differences)
    root: Floats = np.sqrt(_mean_square(differences))
    return root


def _mean_square(tiles: Floats) -> Floats:
    flat = tiles.reshape(len(tiles), -1)
    mean: Floats = np.einsum("ab,ab->a", flat, flat) / flat.shape[1]
    return mean
