"""Finds where a moving picture stands still by mistake: it stops in full motion, then leaps to where it would be."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.frame_stats import NEAR
from quality.search import Found, Search, apart
from quality.shots import alike, distance, runs, usual

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Indexes = NDArray[np.intp]
    Mask = NDArray[np.bool_]

_CADENCE = 0.3
_BRIDGE = 2
_FEW = 3
"""A shot that stops more often than this is made so: drawn on holds, stopped by hand, or recorded from a screen."""

_AROUND_S = 0.5
_NOISE_LEVELS = 0.25
_STILL_FRAMES, _STILL_SHARE = 4, 0.1
_PLAIN_LEVELS = 10.0
_THREE, _FIVE, _FAINT = 3, 5, 0.15
_RESTS, _LEAST_MISSED, _MOST_MISSED = 2.0, 0.35, 1.5
_FLOOR_LEVELS, _FLOOR_PERCENTILE, _FLOOR_FRAMES = 0.4, 5, 12
_PART_LEVELS, _PART_SAME, _PART_ALMOST = 0.2, 0.35, 0.6
_PART_RESTS, _PART_LEAP, _PART_MOST, _PART_OTHER = 2.0, 2.1, 1.3, 2.5
_HELD_SHARE, _HELD_MOST = 0.2, 0.55
_SEEN_LEAP, _LEAST_FAR, _MOST_FAR = 0.3, 0.5, 2.0


def stands_still(search: Search, first: int, last: int) -> bool:
    """Whether a stretch hardly changes where its shot usually does."""
    usually = float(np.median(search.usual(search.stats.change)[first : last + 1]))
    return bool(np.median(search.stats.change[first + 1 : last + 1]) < search.limits.frozen.change_share * usually)


def frozen(search: Search) -> Iterator[Found]:
    """Stops from `least_s` on."""
    for found in apart(itertools.chain(_stops(search), _stops_in_part(search))):
        if search.length_s(found.first, found.last) >= search.limits.frozen.least_s:
            yield found


def duplicate(search: Search) -> Iterator[Found]:
    """Shorter ones, which hardly differ at all, or less than ever else in the shot; a camera that turns does differ."""
    for found in apart(itertools.chain(_repeats(search), _stops_in_part(search))):
        if search.length_s(found.first, found.last) < search.limits.frozen.least_s:
            yield found


def _repeats(search: Search) -> Iterator[Found]:
    change, limits = search.stats.change, search.limits.frozen
    others = change[~search.taken]
    if len(others) < _THREE:
        return
    usually = max(float(np.median(others)), float(np.median(_over_three(others))))
    for found in _stops(search):
        first, last = found.first, found.last
        short = search.length_s(first, last) < limits.least_s and last - first >= limits.duplicates
        inside = change[first + 1 : last + 1]
        rests = np.percentile(inside, 80) <= limits.change_share * usually  # not drawn on twos and slower for a moment
        rests &= np.median(inside) < limits.same_share * usually or _never_so_still(search, first, last) >= 1
        if short and (rests or _far_leap(search, first, last) >= 1):
            yield found


def _stops(search: Search) -> Iterator[Found]:
    if not search.flows:
        return
    still = [_whole(search, *one) for one in _still(search)]
    for first, last in still:
        shot = [one for one in still if not search.jumps[min(one[0], first) + 1 : max(one[0], first) + 1].any()]
        evidence = _evidence(search, first, last) if len(shot) <= _FEW else 0.0
        if evidence >= 1:
            yield Found(first, last, evidence)


def _stops_in_part(search: Search) -> Iterator[Found]:
    """Stops of what moves in a small part of the picture, which hardly change the mean over all of it.

    Root mean squares are large where a few places change by much, and small where a coder refines all of them. Short
    stops count that leap by far more than any step around, and as far as it went in as long before or after.
    """
    stats = search.stats
    if not search.flows:
        return
    steps = np.sqrt(np.nan_to_num(stats.squares[:, 0]))
    in_two = np.maximum(steps, np.append(steps[1:], 0))  # what is drawn at 12 a second rests every other time
    usually = usual(in_two, search.cuts, search.taken, 30)
    free = ~search.jumps & ~search.taken & (usually > _PART_LEVELS)
    free[0] = False
    same, almost = free & (in_two < _PART_SAME * usually), free & (steps < _PART_ALMOST * usually)
    same[1:] |= same[:-1] & free[1:]
    farthest = np.sqrt(np.nan_to_num(stats.squares[:, -1], nan=np.inf))
    near = farthest < _PART_SAME * usual(np.where(np.isfinite(farthest), farthest, 0), search.cuts, search.taken, 30)
    for end in np.flatnonzero(near).tolist():
        same[end - NEAR + 1 : end + 1] |= free[end - NEAR + 1 : end + 1]
    if same.mean() > _CADENCE:
        return
    stops = []
    for first, last in (_trimmed(almost, *one) for one in runs(_bridged(same, almost))):
        if last - first >= search.limits.frozen.duplicates:
            evidence = _part_leaps(search, steps, first, last)
            if evidence >= 1:
                stops.append(Found(first, last, evidence))
    if len(stops) <= _FEW:
        yield from stops


def _trimmed(almost: Mask, start: int, last: int) -> tuple[int, int]:
    """A run of frames that are the same, with the one before it, from the first that is almost so to the last."""
    first = start - 1
    while first > 0 and almost[first]:
        first -= 1
    while first < last and not almost[first + 1]:
        first += 1
    while first < last and not almost[last]:
        last -= 1
    return first, last


def _part_leaps(search: Search, steps: Floats, first: int, last: int) -> float:
    """How far above all that is usual a stop leaps, of what moves on before and after."""
    if last + 1 >= len(steps) or search.jumps[last + 1]:
        return 0.0
    count = max(4, round(_AROUND_S / search.stats.frame_s))
    sides = search.before(first + 1, count), search.after(last + 1, count)
    if min(map(len, sides)) < count // 2:
        return 0.0
    moving = [_over_three(steps[side]) for side in sides]
    rests = min(float(np.percentile(part, 10)) for part in moving)
    if rests < _PART_RESTS * float(steps[first + 1 : last + 1].mean()):
        return 0.0
    slower, faster = sorted(float(np.median(part)) for part in moving)
    if faster > _PART_OTHER * slower:
        return 0.0  # one motion came to its end, and another one begins
    lag = min(last + 1 - first, NEAR)
    known = [side[side >= lag] for side in sides]
    if not all(map(len, known)):
        return 0.0
    far = [float(np.median(np.sqrt(search.stats.squares[side, lag - 1]))) for side in known]
    leap = float(steps[last + 1])
    if not _LEAST_FAR * min(far) < leap < _MOST_FAR * max(far) * (last + 1 - first) / lag:
        return 0.0
    around = np.concatenate([steps[side] for side in sides])
    return min(leap / float(np.median(around)) / _PART_LEAP, leap / float(around.max()) / _PART_MOST)


def _still(search: Search) -> Iterator[tuple[int, int]]:
    """Runs of frames that are the same as the one before, which comes first.

    Compared are neighbours and, where little moves from one to the next, all of eight frames, of six, or of four, as
    what is drawn at 12 a second rests every other time; with the 30th percentile of the shot, so that a film which
    often rests is not called frozen when it does.
    """
    stats, limits = search.stats, search.limits.frozen
    cuts = [cut for cut in search.cuts if not _still_before(stats.change, cut)]
    here = usual(stats.change, cuts, search.taken, 30)
    same = (stats.change < limits.change_share * here) & (here > limits.usual_levels)
    faint = _FAINT * usual(stats.change, cuts, search.taken, 70)
    for reach in (NEAR, _FIVE, _THREE):
        farthest = stats.distances[:, :reach].max(axis=1)
        farthest[:reach] = 0
        usually = usual(farthest, cuts, search.taken, 30)
        near = (farthest < limits.change_share * usually) & (usually > limits.usual_levels)
        near[:reach] = False
        for end in np.flatnonzero(near).tolist():
            if reach > _THREE or (stats.change[end - reach + 1 : end + 1] < faint[end]).all():
                same[end - reach + 1 : end + 1] = True
    same[0] = False
    same &= ~search.jumps & ~search.taken
    if same.mean() > _CADENCE:
        return
    almost = (stats.change < limits.still_share * here) & ~search.jumps & ~search.taken
    for first, last in runs(_bridged(same, almost)):
        if last - first >= search.limits.frozen.duplicates - 1:
            yield first - 1, last


def _bridged(same: Mask, almost: Mask) -> Mask:
    """With the frames in between that are almost the same: under noise a coder goes on refining a picture at rest."""
    whole = same.copy()
    at = np.flatnonzero(same)
    for before, after in itertools.pairwise(at.tolist()):
        if 1 < after - before <= _BRIDGE + 1 and almost[before + 1 : after].all():
            whole[before:after] = True
    return whole


def _whole(search: Search, first: int, last: int) -> tuple[int, int]:
    """A run of frames that are the same, with those before it in which coders come to rest."""
    change, limits = search.stats.change, search.limits.frozen
    around = search.before(first + 1, max(4, round(_AROUND_S / search.stats.frame_s)))
    least = limits.still_share * float(np.median(change[around])) if len(around) else 0.0
    while first > 1 and change[first] < least and not (search.jumps[first] or search.taken[first]):
        first -= 1
    return first, last


def _still_before(change: Floats, index: int) -> bool:
    """Whether the picture stood still up to a jump: that may be the leap to where it would be, and no cut."""
    before = change[max(1, index - _STILL_FRAMES) : index]
    return len(before) > 0 and bool(np.median(before) < _STILL_SHARE * np.median(change))


def _evidence(search: Search, first: int, last: int) -> float:
    """How sure it is that the picture should move: 0 where it may be a held shot, a title or the end of a motion.

    Motion goes on up to the stop and from its end on, and then either the picture leaps by what it has missed, or the
    noise stops with it that lies over all pictures around: a camera that rests still has noise.
    """
    stats, limits = search.stats, search.limits.frozen
    if stats.inner[first : last + 1].std(axis=(1, 2)).min() < _PLAIN_LEVELS:
        return 0.0  # black, white or fog, into which a film has faded
    cut_to = _cut_after(search, last)
    if cut_to and search.length_s(first, last) >= limits.least_s:
        return 0.0
    count = max(4, round(_AROUND_S / stats.frame_s))
    before, after = search.before(first + 1, count), search.after(last + 1, count)
    around = np.concatenate([before, after])
    if not (_steady(stats.change, before, limits.steady) and _steady(stats.change, after, limits.steady)):
        caught_up = _caught_up(stats.change, first, last, (before, after), limits.caught_up)
        return 0.0 if cut_to else max(caught_up, _far_leap(search, first, last))
    if np.percentile(stats.change[first + 1 : last + 1], 90) > limits.still_share * np.mean(stats.change[around]):
        return 0.0  # snow that falls is soon where other snow was, and moves all the time
    leap = 0.0 if cut_to else float(stats.change[last + 1]) / _step(stats.change, before, after)
    noisy = float(np.percentile(stats.same_most[around], 80)) < limits.noise_same
    stopped = noisy and float(np.median(stats.same[first + 1 : last + 1])) > limits.stopped_same
    still = 0.0 if cut_to else _never_so_still(search, first, last)
    return max(leap / limits.leap, _length(search, first, last) if stopped else 0.0, still)


def _step(change: Floats, *sides: Indexes) -> float:
    """What a leap is set against: the usual step around, and the largest where pictures are held, as in stop motion.

    Held are those that rest from one frame to the next more often than those drawn at 12 a second; each may go far.
    """
    parts = [change[side] for side in sides if len(side)]
    moving = np.concatenate([part[part > _HELD_SHARE * np.percentile(part, 80)] for part in parts])
    if not len(moving):
        return 1e-3
    held = len(moving) < _HELD_MOST * sum(map(len, parts))
    return max(float(moving.max() if held else np.median(moving)), 1e-3)


def _never_so_still(search: Search, first: int, last: int) -> float:
    """How far the stop is below all other pictures of its shot, where noise or a hand moves every one of them."""
    change, limits = search.stats.change, search.limits.frozen
    start = max((cut for cut in search.cuts if cut <= first), default=0)
    end = min((cut for cut in search.cuts if cut > last), default=len(change))
    others = np.concatenate([change[start + 1 : first + 1], change[last + 1 : end]])
    if len(others) < _FLOOR_FRAMES or not (floor := float(np.percentile(others, _FLOOR_PERCENTILE))) > _FLOOR_LEVELS:
        return 0.0
    return limits.change_share * floor / max(float(np.median(change[first + 1 : last + 1])), 1e-2)


def _caught_up(change: Floats, first: int, last: int, sides: tuple[Indexes, Indexes], least: float) -> float:
    """How far above `least` levels it leaps where the leap is what the motion around has covered in the meantime.

    So it goes on where motion is too slow or uneven to be called steady, but never rests. A key frame that freshens a
    picture at rest is a smaller leap, and what begins to move has not moved before.
    """
    if last + 1 >= len(change) or any(len(side) < _THREE for side in sides):
        return 0.0
    stop, leap = float(change[first + 1 : last + 1].mean()), float(change[last + 1])
    moving = [_over_three(change[side][:-1] if place == 0 else change[side][1:]) for place, side in enumerate(sides)]
    if any(not len(part) or float(np.percentile(part, 10)) < _RESTS * stop for part in moving):
        return 0.0
    missed = float(np.mean([part.mean() for part in moving])) * (last - first + 1)
    return leap / least if _LEAST_MISSED * missed < leap < _MOST_MISSED * missed else 0.0


def _far_leap(search: Search, first: int, last: int) -> float:
    """How far above `far_leap` usual steps it leaps, where that is as far as it went in as long before or after.

    So slow a motion hardly shows from frame to frame, and yet the stop is seen in the end. What begins to move has gone
    nowhere before, what is drawn in steps takes others like it, and a picture that is freshened is where it was.
    """
    stats, limits, count = search.stats, search.limits.frozen, last - first + 1
    if last + 1 >= len(stats.change) or search.jumps[last + 1]:
        return 0.0
    around = [side for side in (search.before(first + 1, count), search.after(last + 1, count)) if len(side) == count]
    if len(around) < 2:
        return 0.0
    moving = [stats.change[side] for side in (around[0][1:], around[1][1:])]
    leap, thumbs = float(stats.change[last + 1]), stats.thumbs
    rests = min(float(np.percentile(_over_three(part), 10)) if len(part) >= _THREE else 0.0 for part in moving)
    if leap < _SEEN_LEAP or rests < _RESTS * float(stats.change[first + 1 : last + 1].mean()):
        return 0.0
    far = [distance(thumbs[side[0]], thumbs[side[-1]]) for side in around]
    leapt = distance(thumbs[last], thumbs[last + 1])
    if not _LEAST_FAR * min(far) < leapt < _MOST_FAR * max(far):
        return 0.0
    most = max(float(np.percentile(part, 95)) for part in moving)
    return min(leap / most / 2, leap / float(np.median(np.concatenate(moving))) / limits.far_leap)


def _cut_after(search: Search, last: int) -> bool:
    """Whether another picture follows: then a title, or the last picture of a shot, was held."""
    if last + 1 >= len(search.jumps) or not search.jumps[last + 1]:
        return False
    held, following = search.stats.inner[last : last + 2].astype(float)
    return alike(held, following) < search.limits.frozen.alike


def _length(search: Search, first: int, last: int) -> float:
    return 1 + search.length_s(first, last) / search.limits.frozen.least_s / 2


def _steady(change: Floats, side: Indexes, least: float) -> bool:
    """Whether it goes on moving all through a side: no motion that comes to its end, no held pictures.

    Three frames together, as what is drawn at 12 a second, or enlarged bit by bit, rests in between.
    """
    if len(side) < _THREE:
        return False
    part = _over_three(change[side])
    median = float(np.median(part))
    return median > _NOISE_LEVELS and float(np.percentile(part, 20)) > least * median


def _over_three(change: Floats) -> Floats:
    return np.asarray(np.convolve(change, np.ones(_THREE) / _THREE, "valid"), np.float32)
