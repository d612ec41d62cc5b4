"""What blocks of a codec leave on its grid and between its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import grid, laplace, log

if TYPE_CHECKING:
    from quality.figures.basics import Floats, Picture


def blocks(x: Floats, _levels: Picture) -> list[Any]:
    """Steps at the lines of the codec's grid beside those elsewhere (after Wang 2000), and what lies between them."""
    along, down = np.abs(np.diff(x, axis=2)), np.abs(np.diff(x, axis=1))
    columns, rows = along.mean(axis=1), down.mean(axis=2)
    grids = [grid(columns, side) + grid(rows, side) for side in (4, 8, 16)]
    seams = zip(_seams(along), _seams(down.transpose(0, 2, 1)), strict=True)
    return [*grids, *((one + other) / 2 for one, other in seams), *_patches(x)]


def _seams(steps: Any) -> list[Any]:
    """Edges of blocks of 8 pixels, one by one: how far the step across is above those inside, and how many stand out.

    Set beside the same between the middles of blocks, so that what the picture itself shows does not count.
    """
    count, tall, wide = len(steps), steps.shape[1] // 8, (steps.shape[2] - 8) // 8
    by_line = steps[:, : tall * 8].reshape(count, tall, 8, -1).mean(axis=2)
    cells = by_line[:, :, 3 : 3 + wide * 8].reshape(count, tall, wide, 8)
    across, middle = cells[..., 4], cells[..., 0]
    inside = (cells[..., 1:4].sum(axis=3) + cells[..., 5:].sum(axis=3)) / 6
    on = np.log((across + 0.5) / (inside + 0.5))
    off = np.log((middle + 0.5) / (inside + 0.5))
    return [
        on.mean(axis=(1, 2)) - off.mean(axis=(1, 2)),
        (on > 0.6).mean(axis=(1, 2)) - (off > 0.6).mean(axis=(1, 2)),
        log(inside.reshape(count, -1).min(axis=1), 0.05),
    ]


def _patches(x: Floats) -> list[Any]:
    """Blocks of 8 pixels: how many have lost all detail, and how unevenly it is spread over the others."""
    detail = np.abs(laplace(x))
    count, tall, wide = (len(x), detail.shape[1] // 8, detail.shape[2] // 8)
    by_block = detail[:, : tall * 8, : wide * 8].reshape(count, tall, 8, wide, 8).mean(axis=(2, 4)).reshape(count, -1)
    logs = np.log(by_block + 0.05)
    quarters = np.percentile(logs, (10, 50, 90), axis=1)
    return [
        (by_block < 0.3).mean(axis=1),
        (by_block < 1.0).mean(axis=1),
        (by_block < 2.5).mean(axis=1),
        quarters[0],
        quarters[1] - quarters[0],
        quarters[2] - quarters[1],
        quarters[2],
    ]


BLOCKS = (
    "grid4",
    "grid8",
    "grid16",
    "seam",
    "seams",
    "calm",
    "lost",
    "poor",
    "meagre",
    "least",
    "lower",
    "upper",
    "most",
)
