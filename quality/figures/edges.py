"""How wide, how high and how many edges are, and the rhythm that enlarging leaves in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import log

if TYPE_CHECKING:
    from quality.figures.basics import Floats, Picture


def edges(x: Floats, _levels: Picture) -> list[Any]:
    """How wide strong edges are, how far they overshoot, and how many there are."""
    along, down = _edge(x[:, ::2]), _edge(x[:, :, ::2].transpose(0, 2, 1))
    return [(a + b) / 2 for a, b in zip(along, down, strict=True)] + [np.maximum(along[1], down[1])]


_REACH = 4


def _edge(lines: Any) -> list[Any]:
    """Of the pixels with the largest step over 8 pixels: the share in 1 and in 4 of them, and what is beyond it."""
    count, _, width = lines.shape
    inner = width - 2 * _REACH
    span = np.abs(lines[:, :, 2 * _REACH :] - lines[:, :, : -2 * _REACH]).reshape(count, -1)
    many = max(8, span.shape[1] // 64)
    best = np.argpartition(span, -many, axis=1)[:, -many:]
    starts = best // inner * width + best % inner
    flat = np.ascontiguousarray(lines).reshape(count, -1)
    runs = np.take_along_axis(
        flat[:, None, :], (starts[:, :, None] + np.arange(2 * _REACH + 1)).reshape(count, 1, -1), axis=2
    )
    runs = runs.reshape(count, many, -1)
    whole = np.take_along_axis(span, best, axis=1) + 2
    steps = np.abs(np.diff(runs, axis=2))
    one = steps.max(axis=2) / whole
    three = np.abs(runs[:, :, 6] - runs[:, :, 2]) / whole
    over = (np.ptp(runs, axis=2) - whole + 2) / whole
    return [
        np.median(one, axis=1),
        np.percentile(one, 90, axis=1),
        three.mean(axis=1),
        log(over.mean(axis=1)),
        log(np.median(whole, axis=1)),
        log(np.median(whole, axis=1) / (span.mean(axis=1) + 1)),
    ]


EDGES = ("step", "sharpest", "slope", "overshoot", "height", "sparse", "sharper")


_HEIGHTS = ((6, 14), (14, 30), (30, 60))
_MEDIUM = 14
_USUAL_STEP, _PIXELS, _FEW = 0.4, 200, 50


def widths(x: Floats, _levels: Picture) -> list[Any]:
    """How much of an edge lies in its steepest pixel, for faint, medium and strong edges; and crisp and wide ones."""
    along, down = _widths(x[:, ::2]), _widths(x[:, :, ::2].transpose(0, 2, 1))
    return [(a + b) / 2 for a, b in zip(along, down, strict=True)] + [np.abs(along[1] - down[1])]


def _widths(lines: Any) -> list[Any]:
    """Tiles with few edges of a height are drawn to what is usual."""
    span = np.abs(lines[:, :, 2 * _REACH :] - lines[:, :, : -2 * _REACH])
    steps = np.abs(np.diff(lines, axis=2))
    steepest = np.maximum.reduce([steps[:, :, at : at + span.shape[2]] for at in range(2 * _REACH)])
    share, span = ((steepest / (span + 2)).reshape(len(lines), -1), span.reshape(len(lines), -1))
    figures = []
    for low, high in _HEIGHTS:
        there = (span >= low) & (span < high)
        figures.append(((share * there).sum(axis=1) + _PIXELS * _USUAL_STEP) / (there.sum(axis=1) + _PIXELS))
    there = span >= _MEDIUM
    count = there.sum(axis=1) + _FEW
    return [*figures, ((share > 0.5) & there).sum(axis=1) / count, ((share < 0.22) & there).sum(axis=1) / count]


WIDTHS = ("faint", "medium", "strong", "crisp", "wide", "one_way")


def rhythm(x: Floats, _levels: Picture) -> list[Any]:
    """How far one rhythm stands out in the second difference from column to column: enlarging leaves its own.

    After A. Gallagher, 2005. Rhythms of the codec's grid do not count.
    """
    along, down = _rhythm(x), _rhythm(x.transpose(0, 2, 1))
    return [np.maximum(along, down), (along + down) / 2]


_AVERAGED, _SLOWEST, _OF_GRID = 9, 0.1, 0.012


def _rhythm(lines: Any) -> Any:
    bends = np.abs(lines[:, :, 2:] - 2 * lines[:, :, 1:-1] + lines[:, :, :-2]).mean(axis=1)
    profile = log(bends, 0.1)
    count = profile.shape[1]
    sums = np.cumsum(np.pad(profile, ((0, 0), (_AVERAGED // 2, _AVERAGED // 2 + 1)), mode="edge"), axis=1)
    profile = profile - (sums[:, _AVERAGED:] - sums[:, :-_AVERAGED]) / _AVERAGED
    rates = np.fft.rfftfreq(count)
    free = (rates > _SLOWEST) & np.all([np.abs(rates - line / 8) > _OF_GRID for line in (1, 2, 3, 4)], axis=0)
    power = np.abs(np.fft.rfft(profile * np.hanning(count), axis=1))[:, free]
    return log(power.max(axis=1)) - log(np.median(power, axis=1))


RHYTHM = ("rhythm", "rhythms")
