"""Finds where a film is out of focus: what was sharp is not, and neither motion nor a lens that turns explains it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.search import Found, Search
from quality.shots import alike, usual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Indexes = NDArray[np.intp]

_BEST_PERCENTILE = 80
"""Of the tiles: where a lens is turned to something else, or a figure blurs as it runs, others stay sharp."""

_SHARP_PERCENTILE = 90
_AROUND_S = 0.7
_SMOOTH = 5


def blur(search: Search) -> Iterator[Found]:
    """Stretches in which hardly any place keeps the detail that it has in the same picture before or after.

    Detail is looked for across and down, and the better counts: what a moving camera smears along its way stays sharp
    across it.
    """
    stats, limits = search.stats, search.limits.blur
    kept = _smooth(_kept(search))
    for first, last in search.lasting((kept < limits.share) & ~search.taken, limits.least_s):
        count = max(3, round(_AROUND_S / stats.frame_s))
        around = [search.before(first, count), search.after(last, count)]
        inside = np.arange(first, last + 1)
        sides = [side for side in around if len(side) >= 3 and _same_picture(search, side, inside)]
        if sides and not _moves_faster(search, np.concatenate(sides), inside):
            shares = _shares(stats.sharpness, np.concatenate(sides), inside, limits.detail)
            best = np.percentile(stats.sharpness[inside].max(axis=2), _SHARP_PERCENTILE, axis=1)
            if np.percentile(shares, _BEST_PERCENTILE) < limits.share and np.median(best) < limits.sharp:
                yield Found(first, last, limits.share / max(float(np.median(shares)), 1e-3))


def _kept(search: Search) -> Floats:
    """For each frame the share that its better tiles keep of what they usually have; 1 where all is plain."""
    sharpness, limits = search.stats.sharpness.astype(np.float32), search.limits.blur
    kept = np.ones(len(sharpness), np.float32)
    every = [
        usual(sharpness[:, tile, way], search.cuts, search.taken)
        for tile in range(sharpness.shape[1])
        for way in range(sharpness.shape[2])
    ]
    if every:
        there = np.stack(every, axis=1).reshape(sharpness.shape)
        shares = (sharpness / np.maximum(there, limits.detail)).max(axis=2)
        shares[there.max(axis=2) < limits.detail] = np.nan
        known = np.isfinite(shares).any(axis=1)
        kept[known] = np.nanpercentile(shares[known], _BEST_PERCENTILE, axis=1)
    return kept


def _smooth(kept: Floats) -> Floats:
    """The median over five frames: coders sharpen every other frame or so."""
    around = np.pad(kept, _SMOOTH // 2, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(around, _SMOOTH), axis=1)


def _shares(sharpness: NDArray[np.float16], around: Indexes, inside: Indexes, detail: float) -> Floats:
    """The share of their detail in the frames around that the tiles keep which have any there; 1 where none has."""
    there = np.median(sharpness[around].astype(np.float32), axis=0)
    here = np.median(sharpness[inside].astype(np.float32), axis=0)
    shares: Floats = (here / np.maximum(there, detail)).max(axis=1)[there.max(axis=1) >= detail]
    return shares if len(shares) else np.ones(1, np.float32)


def _same_picture(search: Search, side: Indexes, inside: Indexes) -> bool:
    """Whether the stretch begins, or ends, with the picture that is beside it: blur leaves the large shapes."""
    near, edge = (side[-1], inside[0]) if side[0] < inside[0] else (side[0], inside[-1])
    limits, thumbs = search.limits.blur, search.stats.inner
    paler = _contrast(thumbs[inside]) < limits.contrast * _contrast(thumbs[side])
    return not paler and alike(thumbs[near].astype(float), thumbs[edge].astype(float)) > limits.alike


def _contrast(pictures: NDArray[np.uint8]) -> float:
    return float(pictures.std(axis=(1, 2)).mean())


def _moves_faster(search: Search, around: Indexes, inside: Indexes) -> bool:
    """Whether more moves than in the frames around: then things are blurred because they move."""
    change, limits = search.stats.change, search.limits
    middle = inside[1:] if len(inside) > 1 else inside
    here = float(np.median(change[middle]))
    return here > limits.static.levels and here > limits.blur.times_motion * float(np.median(change[around]))
