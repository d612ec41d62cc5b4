"""Finds frames out of order, where the direction of the motion around them is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.frame_stats import NEAR
from quality.search import Found, Search
from quality.shots import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Indexes = NDArray[np.intp]
    Mask = NDArray[np.bool_]

_AROUND_S = 0.4
_LEAST_AROUND = 5


def disorder(search: Search) -> Iterator[Found]:
    """Frames that would follow each other as all around them do if they came in another order."""
    if len(search.stats.times_s) <= 2 * NEAR or not search.flows:
        return
    found = list(_shuffled(search))
    shuffled = np.zeros(len(search.taken), bool)
    for one in found:
        shuffled[max(0, one.first - 2) : one.last + 3] = True
    yield from found
    for one in _swapped(search):
        if not shuffled[one.first : one.last + 1].any():
            yield one


def _shuffled(search: Search) -> Iterator[Found]:
    """Windows of 8 frames whose sequence is a far longer way than their minimum spanning tree.

    Frames of a film in order lie on a path: each is nearest to its neighbours. Shuffled, the way from one to the next
    leads to and fro over the same path, whose length the tree (R. Prim, 1957) still tells. A camera that turns back
    does so once; frames out of order are nearer to the frame before the last again and again. In their true order they
    would move as the shot does: digits that count up go to and fro as well, but by leaps at which nothing else moves,
    and what trembles does not get ahead.
    """
    near, limits = search.stats.distances, search.limits.disorder
    count = len(near) - NEAR
    way, tree = _lengths(near, count)
    back = near[:, 1] < limits.back_share * near[:, 0]
    backs = np.lib.stride_tricks.sliding_window_view(back, NEAR + 1).sum(axis=1)
    broken = np.lib.stride_tricks.sliding_window_view(search.taken | search.jumps, NEAR + 1)[:, 1:].any(axis=1)
    wrong = (way > limits.share * tree) & (way > NEAR * limits.levels) & (backs >= limits.backs) & ~broken
    inside = np.zeros(len(near), bool)
    for start in np.flatnonzero(wrong).tolist():
        inside[start : start + NEAR + 1] = True
    for start, end in runs(inside):
        at = start + np.flatnonzero(back[start : end + 1])
        first, last = max(0, int(at[0]) - 1), int(at[-1])
        step = float(np.mean(_ahead(search, first, last) or 0))
        windows = np.flatnonzero(wrong[start : max(start + 1, end - NEAR + 1)]) + start
        covered = np.median(tree[windows]) / (NEAR * step) if step else 0.0
        if limits.least_usual < covered < limits.times_usual and _unevenness(near, windows) > limits.uneven:
            longer = float(np.median(way[windows] / tree[windows])) / limits.share
            yield Found(first, last, longer * max(1, np.log2(len(at) / limits.backs)))


def _unevenness(near: Floats, windows: Indexes) -> float:
    """How far the steps within windows depart from their mean, as a share of it."""
    steps = np.stack([near[at + 1 : at + NEAR + 1, 0] for at in windows.tolist()])
    return float(np.median(steps.std(axis=1) / np.maximum(steps.mean(axis=1), 1e-3)))


def _swapped(search: Search) -> Iterator[Found]:
    """Two neighbours that changed places: four frames are a shorter way with the middle two the other way round."""
    near, limits = search.stats.distances, search.limits.disorder
    as_shown = near[1:-2, 0] + near[3:, 0]
    other_way = near[2:-1, 1] + near[3:, 1]
    longest = np.maximum(near[1:-2, 0], near[3:, 0])
    likely = (other_way < limits.swap_share * as_shown) & (longest > limits.levels)
    for index in np.flatnonzero(likely).tolist():
        first, last = index + 1, index + 2
        around = _ahead(search, first, last)
        steps = np.array([near[last, 1], near[last, 0], near[last + 1, 1]])
        as_around = (
            around and limits.swap_most * max(around) > steps.max() and steps.min() > min(around) / limits.swap_most
        )
        if as_around and not (search.taken | search.jumps)[first - 1 : last + 3].any():
            yield Found(first, last, limits.swap_share * float(as_shown[index] / other_way[index]))


def _ahead(search: Search, first: int, last: int) -> list[float]:
    """How far frames are from the next before and after a stretch, in levels; nothing where no direction is seen there.

    Something that moves on is twice as far from where it was two frames ago as from where it was in the last. What
    trembles, burns, flows or flickers is as far from any; and what only begins, or ends, was or is at rest.
    """
    near, limits = search.stats.distances, search.limits.disorder
    count = max(_LEAST_AROUND, round(_AROUND_S / search.stats.frame_s))
    steps = []
    for side in (search.before(first, count), search.after(last, count + 3)[3:]):
        last_one, second, third = (near[side[np.isfinite(near[side, 2])], lag] for lag in range(3))
        if len(second) < _LEAST_AROUND:
            return []
        step = float(np.median(last_one))
        drawn = float(np.median(search.stats.same[side])) > limits.same
        lags, share = (step, float(np.median(second)), float(np.median(third))), float(np.mean(second > last_one))
        moves_on = lags[1] > limits.ahead * step and lags[2] > limits.ahead_far * step
        moves_on |= share == 1 and _in_noise(lags, limits.ahead_noise)
        if drawn or not moves_on or share < limits.ahead_share:
            return []
        steps.append(step)
    return steps if max(steps) < limits.times_side * min(steps) else []


def _in_noise(lags: tuple[float, float, float], least: float) -> bool:
    """Whether frames are ever farther from one another, by little: the noise over them is as far from any other."""
    return lags[1] > least * lags[0] and lags[2] > least * lags[1]


def _lengths(near: Floats, count: int) -> tuple[Floats, Floats]:
    """Of each window of 8 frames: the way from frame to frame, and the least that joins them all."""
    size = NEAR + 1
    apart = np.full((count, size, size), np.inf, np.float32)
    for later in range(1, size):
        for earlier in range(later):
            apart[:, later, earlier] = apart[:, earlier, later] = near[later : later + count, later - earlier - 1]
    way = sum(apart[:, at, at + 1] for at in range(NEAR))
    every = np.arange(count)
    reach = apart[:, 0].copy()
    joined = np.zeros((count, size), bool)
    joined[:, 0] = True
    tree = np.zeros(count, np.float32)
    for _ in range(NEAR):
        nearest = np.where(joined, np.inf, reach).argmin(axis=1)
        tree += reach[every, nearest]
        joined[every, nearest] = True
        reach = np.minimum(reach, apart[every, nearest])
    return np.asarray(way), tree
