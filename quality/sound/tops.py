"""Finds the flat tops of sound that was cut off at a ceiling, wherever the ceiling is, after lossy coding too.

Cut sound has more samples near the ceiling than a little below it, and its waves are flatter there than the slope of
their sides lets expect. A pure tone has the first but not the second, loud mastered music at most a little of both.
Where a burst was cut off it is the histogram of its own quarter of a second that shows it, as a spike; of tops that
would have had other heights all have one. Histogram and shape in time are what C. Laguna and A. Lerch, "An Efficient
Algorithm for Clipping Detection and Declipping Audio", 2016, go by as well.
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
"""Levels are counted in steps of a quarter of a decibel, from 36 dB below full scale up to 3 dB above it; spikes in
steps of an eighth.
"""
_LEVELS = 156
_VALUES = 2.0 ** ((np.arange(_LEVELS) + 0.5) / _STEPS - _LOWEST)
_FINE_VALUES = 2.0 ** ((np.arange(2 * _LEVELS) + 0.5) / (2 * _STEPS) - _LOWEST)
_BELOW, _ABOVE = 2, 4
_SHOULDER, _REACHED = 0.8, 0.94
_FEWEST = 5
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
    bursts: Bursts


@dataclass(frozen=True, kw_only=True)
class Bursts:
    """One row for each quarter of a second, from nothing but its own samples.

    Attributes:
        ceiling: As in `Tops`.
        spike: Samples at the very ceiling over those that a level a little below has, by width.
        share: Share of the window's samples that are there.
        height: As in `Tops`, of those tops alone that reach the ceiling.
        spread: How far the heights that the sides of these tops promise depart from their mean, as a share of the
            ceiling: a steady tone has but one.
    """

    ceiling: Floats
    spike: Floats
    share: Floats
    height: Floats
    spread: Floats


class TopMeter:
    """Measures the tops of a sound as it comes.

    Args:
        rate: Samples a second.
    """

    def __init__(self, rate: int) -> None:
        self._cutter = Cutter(round(WINDOW_S * rate))
        self._counts: deque[Counts] = deque(maxlen=_TOGETHER)
        self._rows: list[tuple[float, float, float, float]] = []
        self._bursts: list[tuple[float, float, float, float, float]] = []

    def hear(self, heard: Floats) -> None:
        """More of it, shape (channels, samples); the first two channels are looked at."""
        for window in self._cutter.cut(heard[:2]):
            self._rows.append(self._measure(np.abs(window)))

    def _measure(self, sizes: Floats) -> tuple[float, float, float, float]:
        level = (2 * _STEPS * (np.log2(np.maximum(sizes, 1e-6)) + _LOWEST)).astype(np.int16).ravel()
        fine = np.bincount(np.clip(level[level > 0], 0, 2 * _LEVELS - 1), minlength=2 * _LEVELS).astype(np.float64)
        counts = fine.reshape(-1, 2).sum(axis=1)
        self._counts.append(counts)
        self._bursts.append(_burst(sizes, fine, counts))
        found = _pile(sum(self._counts, np.zeros(_LEVELS)))
        if found is None:
            return float("nan"), 0.0, 0.0, 1.0
        at, pile = found
        share = float(counts[at - _BELOW : at + _ABOVE].sum()) / sizes.size
        return float(_VALUES[at]), pile, share, _height(sizes, float(_VALUES[at]))

    def stats(self) -> Tops:
        """What was measured so far."""
        ceiling, pile, share, height = np.asarray(self._rows, np.float32).reshape(-1, 4).T
        at, spike, near, cut, spread = np.asarray(self._bursts, np.float32).reshape(-1, 5).T
        bursts = Bursts(ceiling=at, spike=spike, share=near, height=cut, spread=spread)
        return Tops(ceiling=ceiling, pile=pile, share=share, height=height, bursts=bursts)


def _burst(sizes: Floats, fine: Counts, counts: Counts) -> tuple[float, float, float, float, float]:
    """The row of `Bursts` of one window."""
    found = _pile(counts)
    if found is None:
        return float("nan"), 0.0, 0.0, 1.0, 0.0
    near = slice(2 * (found[0] - _BELOW), 2 * (found[0] + _ABOVE))
    density = fine / _FINE_VALUES
    smooth = np.convolve(density, np.ones(3) / 3, "same")
    at = near.start + int(np.argmax(smooth[near]))
    ceiling, below = float(_FINE_VALUES[at]), float(density[max(0, at - 28) : at - 8].mean())
    highest, parabolas, lengths = _tops(sizes, ceiling)
    reached = highest > _REACHED * ceiling
    if np.count_nonzero(reached) < _FEWEST:
        return float("nan"), 0.0, 0.0, 1.0, 0.0
    height = _mean_height(highest[reached], parabolas[reached], lengths[reached], ceiling)
    spread = float((parabolas[reached] / ceiling).std())
    share = float(fine[near].sum()) / sizes.size
    return ceiling, float(smooth[at]) / max(below, 0.5 / ceiling), share, height, spread


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
    highest, parabolas, lengths = _tops(sizes, ceiling)
    return _mean_height(highest, parabolas, lengths, ceiling) if len(lengths) else 1.0


def _mean_height(highest: Floats, parabolas: Floats, lengths: Floats, ceiling: float) -> float:
    heights = np.minimum((highest - _SHOULDER * ceiling) / parabolas, 2.0)
    return float(np.average(heights, weights=lengths))


def _tops(sizes: Floats, ceiling: float) -> tuple[Floats, Floats, Floats]:
    """Of each top above four fifths of the ceiling: its highest sample, what its sides promise, its length in samples.

    They promise the height of a parabola above four fifths that is as steep there.
    """
    found = [np.zeros((3, 0), np.float32)]
    for channel in sizes:
        above = channel > _SHOULDER * ceiling
        edges = np.flatnonzero(above[1:] != above[:-1])
        edges = edges[1:] if above[0] else edges
        first, last = edges[: len(edges) // 2 * 2].reshape(-1, 2).T  # the samples before the first and of the last
        wide = last - first >= 3
        first, last = first[wide], last[wide]
        if len(first):
            highest = np.maximum.reduceat(channel, np.column_stack([first + 1, last + 1]).ravel())[::2]
            slope = (channel[first + 1] - channel[first] + channel[last] - channel[last + 1]) / 2
            found.append(np.stack([highest, np.maximum(slope * (last - first) / 4, 1e-9), last - first]))
    highest, parabolas, lengths = np.concatenate(found, axis=1)
    return highest, parabolas, lengths
