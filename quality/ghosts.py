"""Finds where a picture melts: another one comes up in it, all over, and goes again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.registration import fitted, moved, nearby, registered
from quality.search import Found, Search
from quality.shots import leaps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

_EVERY_S = 0.1
_SEEN_LEVELS = 4.0
_ROUNDS, _TRUSTED = 4, 0.6
_REACHES_S = (0.3, 0.5, 0.75, 1.0, 1.25)
_NOT_BACK, _ASTRAY, _LEAST_LEFT = 1.25, 0.4, 0.3
_LEAST_MOVING_S = 0.4
_SHOWS_LEVELS, _SHOWS_SHARE = 3.0, 0.3
_BRIGHT_LEVEL, _BRIGHT_SHARE, _DARKER = 150, 0.1, 0.02
_TIMES_LIT, _STEP_LEVELS, _STEP_TIMES = 2.0, 25.0, 1.4


def morph(search: Search) -> Iterator[Found]:
    """Stretches whose pictures are mixed from the shot and something that is not in it, and after which it goes on.

    A dissolve leads from one sharp picture to another and is an editor's; a shot that comes back from half of the way
    was never left. Light that comes and goes leaves the shapes, a title covers a part, and what moves does not go the
    straight way there and back from pixel to pixel.
    """
    stats = search.stats
    if not search.flows:
        return
    step = max(1, round(_EVERY_S / stats.frame_s))
    best: list[Found] = []
    for reach in {max(3, round(reach_s / stats.frame_s)) for reach_s in _REACHES_S}:
        mixed = _may_be_mixed(search, reach)
        for middle in range(reach, len(stats.times_s) - reach, step):
            first, last = middle - reach, middle + reach
            broken = search.taken[first : last + 1].any() or search.jumps[first + 1 : last + 1].any()
            if not broken:
                evidence = _evidence(search, first, middle, last)
                if evidence < 1 and mixed[middle] and (middle - reach) // step % 2 == 0:
                    evidence = _moving(search, first, middle, last)
                if evidence >= 1 and not _is_light(search, first, middle, last):
                    best.append(Found(first, last, evidence))
    apart = _apart(best)
    if len(apart) <= search.limits.morph.most:
        yield from apart


def _evidence(search: Search, first: int, middle: int, last: int) -> float:
    limits = search.limits.morph
    thumbs = search.stats.inner
    before, mixed, after = (thumbs[at].astype(np.float32) for at in (first, middle, last))
    span = float(np.abs(mixed - before).mean())
    if span < limits.levels or float(np.abs(after - before).mean()) > limits.back_share * span:
        return 0.0
    foreign = _unlike(before, mixed)
    covered = float((np.abs(foreign) > _SEEN_LEVELS).mean())
    if covered < limits.least_covered or not (_blends(search, first, middle) and _blends(search, middle, last)):
        return 0.0
    pictures = thumbs[first : last + 1].astype(np.float32)
    most = limits.share if covered >= limits.covered else limits.straight
    if _crooked(pictures, before, mixed, after, middle - first) > most:
        return 0.0
    return float(np.abs(foreign).mean()) / limits.levels


def _is_light(search: Search, first: int, middle: int, last: int) -> bool:
    """Whether it is the light that changes, also from one picture to the next; another picture comes up over many."""
    stats = search.stats
    at_once = leaps(stats.luma[first : last + 1], times=_STEP_TIMES, levels=_STEP_LEVELS)
    return at_once or _only_lit(stats.inner[first], stats.inner[middle])


def _only_lit(before: NDArray[np.uint8], mixed: NDArray[np.uint8]) -> bool:
    """Whether nothing gets darker, nor what is nearly white: light falls in, as in a storm or of a lamp.

    Another picture that shows through would have to be as bright all over, or twice as bright as a dark one.
    """
    bright = before >= _BRIGHT_LEVEL
    darker = mixed + _SEEN_LEVELS / 2 < before
    if darker.mean() >= _DARKER:
        return False
    glares = mixed.mean() > _TIMES_LIT * max(1.0, float(before.mean()))
    return bool(glares or (bright.mean() > _BRIGHT_SHARE and darker[bright].mean() < _DARKER))


def _may_be_mixed(search: Search, reach: int) -> Mask:
    """Frames that pictures lead to, and from, on a fairly straight way, and with something like it on both ends."""
    pictures, limits = search.stats.inner.reshape(len(search.stats.inner), -1).astype(np.float32), search.limits.morph
    found = np.zeros(len(pictures), bool)
    if len(pictures) <= 2 * reach or reach * search.stats.frame_s < _LEAST_MOVING_S:
        return found
    before, middle, after = pictures[: -2 * reach], pictures[reach:-reach], pictures[2 * reach :]
    half = reach // 2
    to, fro = pictures[half : half + len(middle)], pictures[2 * reach - half : 2 * reach - half + len(middle)]
    span = np.abs(middle - before).mean(axis=1)
    likely = (span >= limits.levels) & (np.abs(after - before).mean(axis=1) <= _NOT_BACK * span)
    for part, end in ((to, before), (fro, after)):
        likely &= np.abs(2 * part - end - middle).mean(axis=1) <= 2 * _ASTRAY * np.abs(middle - end).mean(axis=1)
    found[reach:-reach] = likely
    return found


def _moving(search: Search, first: int, middle: int, last: int) -> float:
    """The evidence where a camera moves.

    Once its motion is taken out, the shot is back, and on both halves of the way pictures are mixtures of what the shot
    would show and the middle: neither alone makes them up.
    """
    limits, thumbs = search.limits.morph, search.stats.thumbs
    pictures = search.stats.inner[first : last + 1].astype(np.float32)
    if _crooked(pictures, pictures[0], pictures[middle - first], pictures[-1], middle - first) > limits.share:
        return 0.0
    unlike = np.abs(_unlike(pictures[0], pictures[middle - first]))  # no light, and no title over a part
    if float(unlike.mean()) < _SHOWS_LEVELS or float((unlike > _SEEN_LEVELS).mean()) < _SHOWS_SHARE:
        return 0.0
    before, mixed, after = (thumbs[at].astype(np.float32) for at in (first, middle, last))
    motion, left = registered(before, after)
    if left > limits.moved_back * float(np.abs(mixed - before).mean()):
        return 0.0
    for at in ((first + middle) // 2, (middle + last) // 2):
        share = (at - first) / (last - first)
        expected = (1 - share) * moved(before, motion.part(share)) + share * moved(after, motion.part(share - 1))
        if _alone(expected, mixed, thumbs[at].astype(np.float32)) > limits.moved_blend:
            return 0.0
    evidence = np.inf
    for one in (before, after):
        foreign = np.abs(_unlike_moved(one, mixed))
        evidence = min(evidence, float(foreign.mean()) / limits.moved_levels)
        if evidence < 1 or float((foreign > _SEEN_LEVELS).mean()) < limits.moved_covered:
            return 0.0
    return evidence


def _alone(one: Floats, other: Floats, shown: Floats) -> float:
    """What two pictures together leave unexplained of a third, as a share of what the better of them leaves alone."""
    flat, goal = _flat(one), shown.ravel()
    off = [
        float(np.abs(fitted([*vectors, *flat], goal)[1]).mean())
        for vectors in (nearby(one), nearby(other), [*nearby(one), *nearby(other)])
    ]
    return off[2] / max(min(off[:2]), _LEAST_LEFT)


def _unlike_moved(before: Floats, mixed: Floats) -> Floats:
    """Of the luma of a mixed picture what the one before does not make up, wherever it moved."""
    there = moved(before, registered(before, mixed)[0])
    left = fitted([*nearby(there), *_flat(there)], mixed.ravel())[1]
    return np.asarray(left.reshape(mixed.shape)[0])


def _flat(picture: Floats) -> list[Floats]:
    """Plain light, and plain colours."""
    planes = np.eye(len(picture), dtype=np.float32)
    return [np.broadcast_to(plane[:, None, None], picture.shape).ravel() for plane in planes]


def _blends(search: Search, start: int, end: int) -> bool:
    """Whether a frame halfway is a mixture of those half a second around it, as others of the film are not."""
    errors, width = search.stats.blend_error, max(1, (end - start) // 5)
    halfway = errors[(start + end) // 2 - width : (start + end) // 2 + width + 1]
    halfway, known = halfway[np.isfinite(halfway)], errors[np.isfinite(errors)]
    return len(halfway) > 0 and float(np.median(halfway)) < search.limits.morph.blend * min(
        1.0, float(np.median(known))
    )


def _unlike(before: Floats, mixed: Floats) -> Floats:
    """What is in the mixed picture and is not the one before: a little moved, turned or enlarged, in any light.

    Light may be uneven: a lens darkens its corners more or less with every exposure.
    """
    down, across = np.gradient(before)
    row, column = np.indices(before.shape, dtype=np.float32) - np.array(before.shape, np.float32)[:, None, None] / 2
    known = (before, down, across, row * down, column * across, column * down, row * across)
    light = (np.ones_like(before), row, column)
    basis, goal = np.stack([one.ravel() for one in (*known, *light)], axis=1), mixed.ravel()
    chosen, left = np.arange(goal.size), goal
    for _ in range(_ROUNDS):  # what passes through a part of the picture must not bend the rest
        fit, *_ = np.linalg.lstsq(basis[chosen], goal[chosen], rcond=None)
        left = goal - basis @ fit
        chosen = np.argsort(np.abs(left))[: int(_TRUSTED * goal.size)]
    return np.asarray(left.reshape(before.shape))


def _crooked(pictures: Floats, before: Floats, mixed: Floats, after: Floats, middle: int) -> float:
    """How far pictures are from the straight way to the mixed one and back, as a share of it; the worse one."""
    worst = 0.0
    for part, start in ((pictures[1:middle], before), (pictures[middle + 1 : -1], after)):
        way = (mixed - start).ravel()
        off = (part - start).reshape(len(part), -1)
        along = np.clip(off @ way / max(float(way @ way), 1.0), 0, 1)
        far = np.abs(off - along[:, None] * way).mean(axis=1) / max(float(np.abs(way).mean()), 1e-3)
        if len(part):
            worst = max(worst, float(np.percentile(far, 80)))
    return worst


def _apart(found: list[Found]) -> list[Found]:
    """The strongest of those that overlap, the longer first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.evidence, one.last - one.first), reverse=True):
        if all(one.last < other.first or one.first > other.last for other in kept):
            kept.append(one)
    return sorted(kept)
