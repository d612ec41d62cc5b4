"""What is left of the colours: codecs take their detail first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import block_means, grid, laplace, log

if TYPE_CHECKING:
    from quality.figures.basics import Floats


def colours(blue: Floats, red: Floats) -> list[Any]:
    """Of both colour differences, their mean."""
    return [(one + other) / 2 for one, other in zip(_of_one(blue), _of_one(red), strict=True)]


def _of_one(x: Floats) -> list[Any]:
    detail = np.abs(laplace(x))
    by_block = block_means(detail, 8)
    steps = np.abs(np.diff(x, axis=2)).mean(axis=1), np.abs(np.diff(x, axis=1)).mean(axis=2)
    return [
        log(detail.mean(axis=(1, 2)), 0.05),
        (by_block < 0.15).mean(axis=1),
        (by_block < 0.5).mean(axis=1),
        log(x.std(axis=(1, 2)), 0.2),
        grid(steps[0], 8) + grid(steps[1], 8),
    ]


COLOURS = ("colour_sigma", "colour_lost", "colour_poor", "colour_spread", "colour_grid8")
