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
        contrast: Of each tile, in levels: its standard deviation.
        same: Share of the pixels that are as they were in the frame before.
        same_most: That share in the tile where it is largest: noise and a moving camera leave none as it was.
    """

    sharpness: Floats
    contrast: Floats
    same: float
    same_most: float


class DetailMeter:
    """Looks at tiles spread over the frames of a film at their stored size: shrinking hides what is lost."""

    def __init__(self) -> None:
        self._before: Picture | None = None
        self._places: list[tuple[slice, slice]] = []
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
            across, down = (_places(size, count) for size, count in zip(luma.shape, self._tiles, strict=True))
            self._places = [(rows, columns) for rows in across for columns in down]
            self._before = None
        tiles = np.stack([luma[place] for place in self._places])
        before, self._before = self._before, tiles
        same = np.zeros(len(tiles)) if before is None else _share(tiles == before)
        return Detail(*_sharpness(tiles), float(same.mean()), float(same.max()))


def _count(size: int, most: int) -> int:
    return int(np.clip(size // _LEAST_PX, 1, most))


def _places(size: int, count: int) -> list[slice]:
    """Which rows, or columns, the tiles take, the first from the very edge and the last to it."""
    tile = max(1, min(_TILE_PX, size // count))
    return [slice(start, start + tile) for start in np.linspace(0, size - tile, count).round().astype(int).tolist()]


def _share(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Of each tile."""
    flat = mask.reshape(len(mask), -1)
    share: NDArray[np.float64] = np.add.reduce(flat, axis=1, dtype=np.uint16) / flat.shape[1]
    return share


def _sharpness(tiles: Picture) -> tuple[Floats, Floats]:
    """Shape (tiles, 2), and the contrast, of tiles of shape (tiles, height, width)."""
    levels = tiles.astype(np.int16)  # whole numbers, which take half the time of others
    levels -= levels[:, :1, :1]
    whole = levels.astype(np.float32)
    level = whole.mean(axis=(1, 2))
    contrast: Floats = np.sqrt(np.maximum(_mean_square(whole) - level * level, 0))
    twice = 2 * levels
    across = levels[:, :, 2:] + levels[:, :, :-2] - twice[:, :, 1:-1]
    down = levels[:, 2:] + levels[:, :-2] - twice[:, 1:-1]
    sharpness: Floats = np.stack([_detail(across), _detail(down)], axis=1) / (contrast[:, None] + _FAINT_LEVELS)
    return sharpness, contrast


def _detail(differences: NDArray[np.int16]) -> Floats:
    """Root mean square in each tile; what rounding to whole levels makes is no detail."""
    if not differences.size:
        return np.zeros(len(differences), np.float32)
    np.abs(differences, out=differences)
    differences -= 1
    np.maximum(differences, 0, out=differences)
    root: Floats = np.sqrt(_mean_square(differences.astype(np.float32)))
    return root


def _mean_square(tiles: Floats) -> Floats:
    flat = tiles.reshape(len(tiles), -1)
    mean: Floats = np.einsum("ab,ab->a", flat, flat) / flat.shape[1]
    return mean
