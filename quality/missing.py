"""Finds where a part of the picture is missing: where decoders have nothing they show plain grey, or plain green."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.search import Found, Search
from quality.shots import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

_GREY, _GREY_LEVELS, _NO_COLOUR = 129, 4, 1
"""128 as it is stored, in either range, and as painters of RGB make it."""
_GREEN_MOST = 3
"""Y, U and V of 0."""
_SHOWED_LEVELS, _REST, _REST_LEVELS = 6.0, 0.1, 8.0


def missing(search: Search) -> Iterator[Found]:
    """Stretches in which a part that showed something is empty from one frame to the next, and the rest goes on.

    Another shot changes the rest as well; what is grey from the beginning is a ground.
    """
    stats, least = search.stats, search.limits.blocks.missing
    empty = _empty(stats.thumbs)
    for first, last in runs(empty.mean(axis=(1, 2)) >= least):
        if first == 0:
            continue
        before, after = (stats.thumbs[at, 0].astype(np.float32) for at in (first - 1, first))
        gone, rest = empty[first] & ~empty[first - 1], ~empty[first]
        if gone.mean() < least or rest.mean() < _REST:
            continue
        goes_on = float(np.abs(after - before)[rest].mean()) < _REST_LEVELS
        if goes_on and float(before[gone].std()) > _SHOWED_LEVELS:
            yield Found(first, last, float(gone.mean()) / least)


def _empty(thumbs: Picture) -> Mask:
    """Which places are grey or green as nothing is: shape (n, rows, columns)."""
    luma, colours = thumbs[:, 0].astype(np.int16), thumbs[:, 1:].astype(np.int16)
    grey = (np.abs(luma - _GREY) <= _GREY_LEVELS) & (np.abs(colours - 128).max(axis=1) <= _NO_COLOUR)
    return np.asarray(grey | (thumbs.max(axis=1) <= _GREEN_MOST), np.bool_)
