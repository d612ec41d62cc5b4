"""Finds frames out of order, where the direction of the motion around them is known."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.frame_stats import NEAR
from quality.search import Found, Search, apart
from quality.shots import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Indexes = NDArray[np.intp]
    Mask = NDArray[np.bool_]

_AROUND_S = 0.4
_LEAST_AROUND = 5
_REACH = 5
_EVEN = 2.2
_LEAPT, _LEAPS = 0.6, 1.5
_FAINT_LEVELS = 0.02
_REST, _MOSTLY = 0.25, 0.8
_RESTS, _SURELY, _AS_FAR, _ONCE = 0.05, 2.8, 0.9, 2.0
_SEEN_IN_PART, _RETURNS = 0.5, 0.15
_LEAST_BACK, _BACK_SHARE, _AT_RANDOM = 6, 0.25, 0.6
_LIGHT = 0.5
"""Of the way from frame to frame; where more is a change of the whole picture's light, no order can be read in it."""


def disorder(search: Search) -> Iterator[Found]:
    """Frames that would follow each other as all around them do if they came in another order."""
    if len(search.stats.times_s) <= 2 * NEAR or not search.flows:
        return
    search = _without_leaps(search)
    found = [one for one in apart(itertools.chain(_shuffled(search), _jumbled(search))) if not _lit(search, one)]
    shuffled = np.zeros(len(search.taken), bool)
    for one in found:
        shuffled[max(0, one.first - 2) : one.last + 3] = True
    yield from found
    for one in _swapped(search):
        if not (shuffled[one.first : one.last + 1].any() or _lit(search, one)):
            yield one


def _without_leaps(search: Search) -> Search:
    """The search without jumps to a picture from which it soon comes back, or from which it came: no cut is there."""
    near = search.stats.distances
    known = copy.copy(search)
    known.jumps = search.jumps.copy()
    for index in np.flatnonzero(search.jumps).tolist():
        leap = _LEAPT * near[index, 0]
        later = [near[index + lag, lag] for lag in range(1, min(NEAR, len(near) - index))]
        if min([*later, float(np.nanmin(near[index, 1:], initial=np.inf))]) < leap:
            known.jumps[index] = False
    return known


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
    far = way > limits.far_share * tree
    wrong = (way > limits.share * tree) & (way > NEAR * limits.levels) & ((backs >= limits.backs) | far) & ~broken
    inside = np.zeros(len(near), bool)
    for start in np.flatnonzero(wrong).tolist():
        inside[start : start + NEAR + 1] = True
    for start, end in runs(inside, bridge=NEAR):
        windows = np.flatnonzero(wrong[start : max(start + 1, end - NEAR + 1)]) + start
        few = int(back[start : end + 1].sum()) < limits.backs
        leaps = near[:, 0] > _LEAPS * np.median(tree[windows]) / NEAR
        at = start + np.flatnonzero((leaps if few else back)[start : end + 1])
        if few and (len(at) < NEAR or len(windows) < NEAR):
            continue  # a lamp, or lightning, makes two or three leaps
        first, last = max(0, int(at[0]) - 1), int(at[-1])
        step = float(np.mean(_ahead(search, first, last, together=True) or 0))
        covered = np.median(tree[windows]) / (NEAR * step) if step else 0.0
        if limits.least_usual < covered < limits.times_usual and _unevenness(near, windows) > limits.uneven:
            longer = float(np.median(way[windows] / tree[windows])) / limits.share
            yield Found(first, last, longer * max(1, np.log2(len(at) / limits.backs)))


def _jumbled(search: Search) -> Iterator[Found]:
    """Stretches of which many steps lead back, by leaps of several steps, where all around lead on.

    Told by what noise has no part in, see `_advances`. A hand that shakes moves by less than several steps.
    """
    limits, squares = search.limits.disorder, search.stats.squares
    ahead = _advances(squares)
    count = max(_LEAST_AROUND, round(_AROUND_S / search.stats.frame_s)) + _REACH
    broken = search.taken | search.jumps
    for first, last in runs(ahead < 0, bridge=NEAR):
        inside = ahead[first : last + 1]
        back = inside[inside < 0]
        if len(back) < max(_LEAST_BACK, _BACK_SHARE * len(inside)) or broken[first : last + 2].any():
            continue
        sides = search.before(first, count)[:-_REACH], search.after(last, count)[_REACH:]
        gains = [_gain(search, ahead, side) for side in sides]
        gain = sum(gains) / 2
        if min(gains) <= 0 or max(gains) > limits.times_side * min(gains):
            continue
        rests = runs(np.abs(inside) < gain / 2)
        if any(end - start >= _LEAST_AROUND - 1 for start, end in rests):
            continue  # a stop, in which noise leads nowhere
        one, two, three = (
            squares[first + 3 : last + 2, :3].mean(axis=0).tolist() if last - first > 2 else (0.0, 0.0, 0.0)
        )
        if min(one, two) < _AT_RANDOM * max(one, two, three):
            continue  # what shakes goes to and fro, or one way for some pictures
        leaps = float(squares[first + 1 : last + 2, 0].mean() - squares[np.concatenate(sides), 0].mean()) / gain + 1
        if leaps > limits.jumbled and -float(np.median(back)) > limits.swap_back * gain:
            yield Found(first, last + 1, min(leaps / limits.jumbled, len(back) / _LEAST_BACK))


def _gain(search: Search, ahead: Floats, side: Indexes) -> float:
    """How far steps of a side lead on; 0 where they do not."""
    part = ahead[side][np.isfinite(ahead[side])]
    if _on_twos(np.abs(part)):
        part = np.maximum(part[1:], part[:-1])
    if len(part) < _LEAST_AROUND or float(np.median(search.stats.same[side])) > search.limits.disorder.same:
        return 0.0
    return float(np.median(part)) if _leads_on(part) >= search.limits.disorder.in_order else 0.0


def _unevenness(near: Floats, windows: Indexes) -> float:
    """How far the steps within windows depart from their mean, as a share of it."""
    steps = np.stack([near[at + 1 : at + NEAR + 1, 0] for at in windows.tolist()])
    return float(np.median(steps.std(axis=1) / np.maximum(steps.mean(axis=1), 1e-3)))


def _lit(search: Search, found: Found) -> bool:
    """Whether most of the way from frame to frame is a change of mean brightness, all around or in the stretch alone.

    Light that changes to and fro, as in a time lapse, makes frames nearer to the one before the last, in any order; and
    what flares up for a frame, as fireworks do, leads there and back.
    """
    return any(_by_light(search, found, around) for around in (_LEAST_AROUND, 0))


def _by_light(search: Search, found: Found, around: int) -> bool:
    steps = slice(max(1, found.first - around), found.last + max(1, around) + 1)
    light = np.abs(np.diff(search.stats.luma))[steps.start - 1 : steps.stop - 1]
    return float(np.median(light / np.maximum(search.stats.distances[steps, 0], _FAINT_LEVELS))) > _LIGHT


def _swapped(search: Search) -> Iterator[Found]:
    """Two neighbours that changed places."""
    near, limits = search.stats.distances, search.limits.disorder
    as_shown = near[1:-2, 0] + near[3:, 0]
    other_way = near[2:-1, 1] + near[3:, 1]
    longest = np.maximum(near[1:-2, 0], near[3:, 0])
    broken = search.taken | search.jumps
    ahead = _advances(search.stats.squares)
    nearer = (other_way < as_shown) | (ahead[1:-2] < 0)
    squared = search.stats.squares[:, 0]
    in_part = np.sqrt(np.max([squared[1:-2], squared[2:-1], squared[3:]], axis=0))
    seen = (longest > limits.levels) | (in_part > _SEEN_IN_PART)
    for index in np.flatnonzero(nearer & seen).tolist():
        first, last = index + 1, index + 2
        if not broken[first - 1 : last + 3].any():
            shorter = limits.swap_share * float(as_shown[index] / max(float(other_way[index]), _FAINT_LEVELS))
            back = _leads_back(search, ahead, first)
            back = max(back, _comes_and_goes(search, ahead, first))
            evidence = max(shorter if _as_around(search, first, last, together=back > 0) else 0.0, back)
            if evidence >= 1:
                yield Found(first, last, evidence)


def _as_around(search: Search, first: int, last: int, *, together: bool) -> bool:
    """Whether four frames take steps as those around, which get ahead, once the middle two are the other way round."""
    near, most = search.stats.distances, search.limits.disorder.swap_most
    around = _ahead(search, first, last, together=together)
    steps = np.array([near[last, 1], near[last, 0], near[last + 1, 1]])
    return bool(around) and most * max(around) > steps.max() and steps.min() > min(around) / most


def _advances(squares: Floats) -> Floats:
    """How far each step leads on, in squared levels: index p is the step from frame p to p + 1; NaN near the ends.

    The scalar product of the step with the way from the five frames before it to the five after it, by the law of
    cosines from squared distances; noise, which has no part in both, cancels out. Positive wherever something gets
    ahead, by however little; the step between two frames that changed places leads back, and those beside it lead on
    by twice as much.
    """
    count = len(squares)
    ahead = np.full(count, np.nan, np.float32)
    at = np.arange(_REACH, count - 1 - _REACH)
    ways = [
        squares[at + 1 + lag, lag] - squares[at + 1 + lag, lag - 1] + squares[at + 1, lag] - squares[at, lag - 1]
        for lag in range(1, _REACH + 1)
    ]
    if len(at):
        ahead[at] = sum(ways) / (2 * _REACH)
    return ahead


def _leads_back(search: Search, ahead: Floats, first: int) -> float:
    """How surely the step from a frame to the next leads back, where all around lead on.

    A picture that was jolted leaps far, but only once; what trembles, flows or burns does not lead on around.
    """
    limits, near = search.limits.disorder, search.stats.distances
    count = max(_LEAST_AROUND, round(_AROUND_S / search.stats.frame_s))
    sides = search.before(first, count + _REACH)[:-2], search.after(first + 1, count + _REACH)[1:]
    beside = ahead[[first - 1, first + 1]]
    if not np.isfinite([ahead[first], *beside]).all() or min(len(side) for side in sides) < _REACH + _LEAST_AROUND:
        return 0.0
    usual, spread, twice, elsewhere = [], [], limits.beside, 0.0
    for side in (sides[0][_REACH:], sides[1][: -_REACH - 1]):
        part = ahead[side][np.isfinite(ahead[side])]
        if _on_twos(near[side, 0]) or _on_twos(np.abs(part)):
            part, twice = np.maximum(part[1:], part[:-1]), limits.beside / 2
        in_order = len(part) >= _LEAST_AROUND - 1 and _leads_on(part) >= limits.in_order
        if not in_order or float(np.median(search.stats.same[side])) > limits.same:
            return 0.0
        usual.append(float(np.median(part)))
        spread.append(float(part.std()))
        elsewhere = min(elsewhere, float(part.min()))
    if ahead[first] > _ONCE * elsewhere:
        return 0.0  # a hand that trembles leads back elsewhere, too
    gain = float(np.mean(usual))
    stands_out = (gain - float(ahead[first])) / max(float(np.mean(spread)), 1e-6) / limits.deviations
    most = max(float(np.nanmax(_bends(ahead[side]))) for side in (sides[0][_REACH:], sides[1][: -_REACH - 1]))
    bends = float(_bends(ahead[first - 1 : first + 2])[0]) / max(most, 1e-6) / limits.bends
    stands_out = max(stands_out, bends)
    least = twice if bends < _SURELY else _AS_FAR
    if min(beside) < least * gain or max(beside) > _EVEN * min(beside) or stands_out < 1:
        return 0.0
    return min(stands_out, max(0.0, -float(ahead[first]) / gain / limits.swap_back))


def _comes_and_goes(search: Search, ahead: Floats, first: int) -> float:
    """How surely two pictures are shown in turn that are shown twice each, one after the other, as all around.

    Of drawn pictures on twos, a a b b, those in the middle have changed places: a b a b.
    """
    squares, count = search.stats.squares, max(_LEAST_AROUND, round(_AROUND_S / search.stats.frame_s)) + _REACH
    sides = search.before(first, count)[:-_REACH], search.after(first + 1, count)[_REACH:]
    if first + 2 >= len(squares) or not all(
        len(side) > _LEAST_AROUND and _on_twos(np.abs(ahead[side])) for side in sides
    ):
        return 0.0
    if min(_gain(search, ahead, side) for side in sides) <= 0:
        return 0.0
    around = squares[np.concatenate(sides)]
    rest, step = float(np.percentile(around[:, 0], 10)), float(np.percentile(around[:, 0], 75))
    steps, returns = squares[first : first + 3, 0] - rest, squares[first + 1 : first + 3, 1] - rest
    if float(steps.min()) < _REST * (step - rest) or float(around[:, 1].min()) - rest < _REST * (step - rest):
        return 0.0
    return _RETURNS * float(steps.min()) / max(float(returns.max()), 1e-3)


def _leads_on(ahead: Floats) -> float:
    """The share of steps that lead on, or rest."""
    return float((ahead > -_RESTS * float(np.median(ahead))).mean())


def _bends(ahead: Floats) -> Floats:
    """How far each step leads on less than those beside it on average, in squared levels; the first and last aside."""
    return np.asarray((ahead[2:] + ahead[:-2]) / 2 - ahead[1:-1], np.float32)


def _ahead(search: Search, first: int, last: int, *, together: bool = False) -> list[float]:
    """How far frames are from the next before and after a stretch, in levels; nothing where no direction is seen there.

    Something that moves on is twice as far from where it was two frames ago as from where it was in the last. What
    trembles, burns, flows or flickers is as far from any; and what only begins, or ends, was or is at rest. Steps that
    are uneven get ahead two `together`.
    """
    near, limits = search.stats.distances, search.limits.disorder
    count = max(_LEAST_AROUND, round(_AROUND_S / search.stats.frame_s))
    steps = []
    for side in (search.before(first, count), search.after(last, count + 3)[3:]):
        known = near[side[np.isfinite(near[side, 2])]]
        if together or _on_twos(known[:, 0]):
            known = np.asarray((known[1:] + known[:-1]) / 2, np.float32)
        last_one, second, third = known[:, :3].T
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


def _on_twos(steps: Floats) -> bool:
    """Whether every other step is a rest, as in what is drawn at 12 pictures a second."""
    smaller, larger = np.minimum(steps[1:], steps[:-1]), np.maximum(steps[1:], steps[:-1])
    return len(smaller) > 0 and float((smaller < _REST * larger).mean()) > _MOSTLY


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
