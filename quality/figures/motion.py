"""What changes from one frame to the next: noise that lives or stands, blocks that are passed on unchanged, residue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import block_means, block_tops, grid, laplace, log, mean, quarters

if TYPE_CHECKING:
    from quality.figures.basics import Floats


def change(before: Floats, after: Floats) -> list[Any]:
    """Of the difference of two frames, place by place."""
    difference = after - before
    apart = np.abs(difference)
    tops = block_tops(apart, 8)
    fine, fine_after, fine_apart = laplace(before), laplace(after), np.abs(laplace(difference))
    detail, detail_after = mean(np.abs(fine)), mean(np.abs(fine_after))
    more = log(detail_after, 0.05) - log(detail, 0.05)
    alike = mean(fine * fine_after) / (np.sqrt(mean(fine * fine) * mean(fine_after * fine_after)) + 0.05)
    low, middle = np.log(np.percentile(block_means(fine_apart, 8), (10, 50), axis=1) + 0.05)
    along, down = np.abs(np.diff(difference, axis=2)).mean(axis=1), np.abs(np.diff(difference, axis=1)).mean(axis=2)
    return [
        mean((apart == 0) * np.float32(1)),
        (tops == 0).mean(axis=1),
        (block_tops(apart, 16) == 0).mean(axis=1),
        (tops <= 1).mean(axis=1),
        *quarters(block_means(apart, 8)),
        log(mean(fine_apart), 0.05) - log(mean(apart), 0.05),
        log(mean(fine_apart), 0.05) - log(detail, 0.05),
        low,
        middle,
        more,
        np.abs(more),
        alike,
        *(grid(along, side) + grid(down, side) for side in (4, 8, 16)),
        _woven(before, after),
        log(mean(apart), 0.05),
    ]


CHANGE = (
    *("same", "same8", "same16", "near8", "apart_least", "apart_lower", "apart_upper", "apart_fine"),
    *("apart_detail", "fine_least", "fine_middle", "more", "unsteady", "alike"),
    *("residue4", "residue8", "residue16", "woven", "moving"),
)


def _woven(before: Floats, after: Floats) -> Any:
    """How much smoother the picture is with every other line from the next frame: fields that were mixed up."""
    odd, even = before.copy(), before.copy()
    odd[:, 1::2], even[:, ::2] = after[:, 1::2], after[:, ::2]
    return np.minimum(_comb(odd), _comb(even)) - _comb(before)


def _comb(x: Floats) -> Any:
    return log(mean(np.abs(x[:, 2:-2] - (x[:, 1:-3] + x[:, 3:-1]) / 2)), 0.1)
