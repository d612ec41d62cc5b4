"""Finds the flat tops of sound that was cut off at a ceiling, wherever the ceiling is, after lossy coding too.

Cut sound has more samples near the ceiling than a little below it, and its waves are flatter there than the slope of
their sides lets expect. A pure tone has the first but not the second, loud mastered music at most a little of both.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quality.sound.cutting import Cutter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Counts = NDArray[np.float64]

WINDOW_S = 0.25
_TOGETHER = 4
"""A ceiling is looked for in so many windows, up to the last."""

_STEPS, _LOWEST = 24, 6
"""Levels are counted in steps of a quarter of a decibel, from 36 dB below full scale up to 3 dB above it."""
_LEVELS = 156
_VALUES = 2.0 ** ((np.arange(_LEVELS) + 0.5) / _STEPS - _LOWEST)
_BELOW, _ABOVE = 2, 4
_SHOULDER = 0.8
_LEAST_NEAR, _MOST_OVER, _LEAST_BETWEEN, _STEP = 0.01, 0.25, 0.25, 0.3


@dataclass(frozen=True, kw_only=True)
class Tops:
    """One row for each quarter of a second.

    Attributes:
        ceiling: The level at which samples pile up, a share of full scale; NaN where they do not.
        pile: Samples there over those that a level a little below has, by width: under 1 in sound that was not cut.
        share: Share of the window's samples that are there.
        height: Height of the tops above four fifths of the ceiling, over what the slopes beside them make expect: 1 for
            a sine, 0 for a flat top.
    """

    ceiling: Floats
    pile: Floats
    share: Floats
    height: Floats


class TopMeter:
    """Measures the tops of a sound as it comes.

    Args:
        rate: Samples a second.
    """

    def __init__(self, rate: int) -> None:
        self._cutter = Cutter(round(WINDOW_S * rate))
        self._counts: deque[Counts] = deque(maxlen=_TOGETHER)
        self._rows: list[tuple[float, float, float, float]] = []

    def hear(self, heard: Floats) -> None:
        """More of it, shape (channels, samples); the first two channels are looked at."""
        for window in self._cutter.cut(heard[:2]):
            self._rows.append(self._measure(np.abs(window)))

    def _measure(self, sizes: Floats) -> tuple[float, float, float, float]:
        level = (_STEPS * (np.log2(np.maximum(sizes, 1e-6)) + _LOWEST)).astype(np.int16).ravel()
        counts = np.bincount(np.clip(level[level > 0], 0, _LEVELS - 1), minlength=_LEVELS).astype(np.float64)
        self._counts.append(counts)
        found = _pile(sum(self._counts, np.zeros(_LEVELS)))
        if found is None:
            return float("nan"), 0.0, 0.0, 1.0
        at, pile = found
        share = float(counts[at - _BELOW : at + _ABOVE].sum()) / sizes.size
        return float(_VALUES[at]), pile, share, _height(sizes, float(_VALUES[at]))

    def stats(self) -> Tops:
        """What was measured so far."""
        ceiling, pile, share, height = np.asarray(self._rows, np.float32).reshape(-1, 4).T
        return Tops(ceiling=ceiling, pile=pile, share=share, height=height)


def _pile(counts: Counts) -> tuple[int, float] | None:
    """The level at which samples pile up most, with next to none above it, and how much; None where they do not."""
    density = counts / _VALUES
    smooth = np.convolve(density, np.ones(3) / 3, "same")
    by_density, by_count = (np.concatenate([[0], np.cumsum(values)]) for values in (density, counts))
    at = np.arange(20, _LEVELS - _ABOVE - 2)
    below = (by_density[at - 5] - by_density[at - 14]) / 9
    near = by_count[at + _ABOVE] - by_count[at - _BELOW]
    over = by_count[-1] - by_count[at + _ABOVE]
    between = by_count[at - 12] - by_count[np.maximum(at - 80, 0)]
    fits = (near > _LEAST_NEAR * by_count[-1]) & (near > 60) & (over < _MOST_OVER * near)
    piles = np.where(fits & (between > _LEAST_BETWEEN * near), smooth[at] / np.maximum(below, 0.5 / _VALUES[at]), 0.0)
    best = int(np.argmax(piles))
    if piles[best] <= 1 or _has_steps(counts[: at[best] - _BELOW]):
        return None
    return int(at[best]), float(piles[best])


def _has_steps(counts: Counts) -> bool:
    """Whether sound below its ceiling keeps to one level too, as voices of square waves do."""
    return float(np.convolve(counts, np.ones(3), "same").max()) > _STEP * float(counts.sum())


def _height(sizes: Floats, ceiling: float) -> float:
    """See `Tops.height`: the mean over all tops, by their length."""
    heights, lengths = [np.zeros(0)], [np.zeros(0)]
    for channel in sizes:
        above = channel > _SHOULDER * ceiling
        edges = np.flatnonzero(above[1:] != above[:-1])
        edges = edges[1:] if above[0] else edges
        first, last = edges[: len(edges) // 2 * 2].reshape(-1, 2).T  # the samples before the first and of the last
        wide = last - first >= 3
        first, last = first[wide], last[wide]
        if not len(first):
            continue
        highest = np.maximum.reduceat(channel, np.column_stack([first + 1, last + 1]).ravel())[::2]
        slope = (channel[first + 1] - channel[first] + channel[last] - channel[last + 1]) / 2
        parabola = np.maximum(slope * (last - first) / 4, 1e-9)
        heights.append(np.minimum((highest - _SHOULDER * ceiling) / parabola, 2.0))
        lengths.append((last - first).astype(np.float64))
    weights = np.concatenate(lengths)
    return float(np.average(np.concatenate(heights), weights=weights)) if weights.any() else 1.0
