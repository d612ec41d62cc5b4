"""What a codec's transform leaves: coefficients of blocks that are nothing, on its grid and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import log

if TYPE_CHECKING:
    from quality.figures.basics import Floats, Picture

_NOTHING, _NEXT_TO_NOTHING = 0.5, 1.0


def _cosines(side: int) -> Floats:
    """The matrix of the discrete cosine transform (Ahmed 1974)."""
    order, place = np.arange(side)[:, None], np.arange(side)[None]
    matrix = np.cos(np.pi * (2 * place + 1) * order / (2 * side)) * np.sqrt(2 / side)
    matrix[0] /= np.sqrt(2)
    return np.asarray(matrix, np.float32)


_COSINES = {side: _cosines(side) for side in (4, 8, 16)}
_ORDER = {side: np.add.outer(np.arange(side), np.arange(side)).ravel() for side in (4, 8, 16)}
_CLASSES = ((_ORDER[8] >= 1) & (_ORDER[8] <= 3), (_ORDER[8] >= 4) & (_ORDER[8] <= 7), _ORDER[8] >= 8)
_FINE, _WIDE = _ORDER[4] >= 3, _ORDER[16] >= 10


def transform(x: Floats, _levels: Picture) -> list[Any]:
    """Of blocks of 8 pixels by frequency, each on the grid and as the distance from the same half a block beside it.

    And the blocks of 4 and of 16 pixels that have nothing fine.
    """
    on, off = _by_class(_coefficients(x, 8)), _by_class(_coefficients(x[:, 4:-4, 4:-4], 8))
    pairs = [figure for one, other in zip(on, off, strict=True) for figure in (one, one - other)]
    fine, beside = _empty(_coefficients(x, 4)[:, :, _FINE]), _empty(_coefficients(x[:, 2:-2, 2:-2], 4)[:, :, _FINE])
    wide, wide_beside = (_coefficients(part, 16)[:, :, _WIDE] for part in (x, x[:, 8:-8, 8:-8]))
    empty, zero = _empty(wide), _zero(wide)
    return [*pairs, fine, fine - beside, empty, empty - _empty(wide_beside), zero, zero - _zero(wide_beside)]


def _coefficients(x: Floats, side: int) -> Any:
    """How large they are, shape (tiles, blocks, coefficients), those across before those down.

    Row of blocks by row of blocks: of one large product several threads are made, which only wait for each other.
    """
    count, tall, wide = x.shape
    rows, columns = tall // side, wide // side
    lines = x[:, : rows * side, : columns * side].reshape(count * rows, -1, side) @ _COSINES[side].T
    upright = lines.reshape(count, rows, side, columns, side).transpose(0, 1, 3, 4, 2).reshape(count * rows, -1, side)
    return np.abs(upright @ _COSINES[side].T).reshape(count, rows * columns, side * side)


def _by_class(sizes: Any) -> list[Any]:
    """Low, middle and high ones: the share that is nothing, how few make up the rest, the blocks without any."""
    figures = []
    for chosen in _CLASSES:
        some = sizes[:, :, chosen]
        figures.append(_zero(some))
        figures.append(log(some.mean(axis=(1, 2)) ** 2 / ((some * some).mean(axis=(1, 2)) + 0.01)))
        figures.append(_empty(some))
    return figures


def _zero(sizes: Any) -> Any:
    return (sizes < _NOTHING).mean(axis=(1, 2))


def _empty(sizes: Any) -> Any:
    return (sizes.max(axis=2) < _NEXT_TO_NOTHING).mean(axis=1)


TRANSFORM = (
    *(
        f"{figure}_{place}{beside}"
        for place in ("low", "middle", "high")
        for figure in ("zero", "sparse", "none")
        for beside in ("", "_on_grid")
    ),
    "none_fine",
    "none_fine_on_grid",
    "none_wide",
    "none_wide_on_grid",
    "zero_wide",
    "zero_wide_on_grid",
)
