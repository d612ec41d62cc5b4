"""What several figures are made of. Tiles have the shape (tiles, height, width), brightness over the full range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Picture = NDArray[np.uint8]


def mean(values: Any) -> Any:
    """Of each tile."""
    return values.mean(axis=(1, 2))


def log(values: Any, floor: float = 0.01) -> Any:
    """The logarithm, of something above nothing."""
    return np.log(values + floor)


def in_blocks(x: Any, side: int) -> Any:
    """Blocks of a side from each tile's corner on, shape (tiles, rows, side, columns, side)."""
    count, tall, wide = x.shape
    rows, columns = tall // side, wide // side
    return x[:, : rows * side, : columns * side].reshape(count, rows, side, columns, side)


def block_means(x: Any, side: int) -> Any:
    """The mean of each block, shape (tiles, blocks)."""
    return _by_block(np.add, x, side) / np.float32(side * side)


def block_tops(x: Any, side: int) -> Any:
    """The largest value in each block, shape (tiles, blocks)."""
    return _by_block(np.maximum, x, side)


def _by_block(both: np.ufunc, x: Any, side: int) -> Any:
    """All values of each block put together, down and then across, which is far faster than both at once."""
    count, tall, wide = x.shape
    rows, columns = tall // side, wide // side
    strips = both.reduce(x[:, : rows * side, : columns * side].reshape(count, rows, side, columns * side), axis=2)
    return both.reduce(strips.reshape(count, rows * columns, side), axis=2)


def quarters(values: Any) -> list[Any]:
    """Of the logarithms over a tile: the 10th percentile, how far above it the middle is, and above that the 90th."""
    low, middle, high = np.log(np.percentile(values, (10, 50, 90), axis=1) + 0.05)
    return [low, middle - low, high - middle]


def smooth(x: Floats) -> Floats:
    """By 1 4 6 4 1, both ways; four pixels less a side."""
    for _ in range(4):
        x = x[:, 1:] + x[:, :-1]
    for _ in range(4):
        x = x[:, :, 1:] + x[:, :, :-1]
    return x * np.float32(1 / 256)


def laplace(x: Floats) -> Floats:
    """Immerkaer's mask, which edges and slopes do not answer to: 1 -2 1 / -2 4 -2 / 1 -2 1, over 6."""
    lines = x[:, :, 2:] - 2 * x[:, :, 1:-1] + x[:, :, :-2]
    mask: Floats = (lines[:, 2:] - 2 * lines[:, 1:-1] + lines[:, :-2]) * np.float32(1 / 6)
    return mask


def grid(profile: Any, side: int) -> Any:
    """The mean step at every `side`-th line beside that of the lines in between, as a log."""
    at = profile[:, side - 1 :: side]
    others = (profile.sum(axis=1) - at.sum(axis=1)) / (profile.shape[1] - at.shape[1])
    return log(at.mean(axis=1), 0.1) - log(others, 0.1)
