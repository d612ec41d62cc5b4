"""Finds where a film is out of focus: what was sharp is not, and neither motion nor a lens that turns explains it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from quality.search import Found, Search, apart
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
_NOT_LOST = 0.95
_EDGE = 2
_LEAST_CONTRAST, _LEAST_TILES = 3.0, 0.15
_BOTH = 2
_MOST_PERCENTILE, _MOST_S, _STEADY = 70, 3.0, 0.88
_SAME_PLACES, _CONTRAST_LEFT = 0.4, 0.6


def blur(search: Search) -> Iterator[Found]:
    """Stretches in which hardly any place keeps the detail that it has in the same picture before or after.

    Detail is looked for across and down, and the better counts: what a moving camera smears along its way stays sharp
    across it. Where it is another picture on one side, or none, the other side alone must say more: a camera is moved
    or focused as it begins. With too few pictures a second nobody can tell what moves from what is out of focus.
    """
    if not search.flows:
        return
    yield from apart(itertools.chain(_lasting(search), _at_once(search)))


def _lasting(search: Search) -> Iterator[Found]:
    """Stretches that keep too little of the detail that places have in the shot."""
    stats, limits = search.stats, search.limits.blur
    usually_kept = _kept(search)
    for first, last in search.lasting((_smooth(usually_kept) < limits.share) & ~search.taken, limits.least_s):
        inside = np.arange(first, last + 1)
        around = list(_sides(search, first, last))
        sides = [side for side in around if _same_picture(search, side, inside)]
        if not sides or _moves_faster(search, np.concatenate(sides), inside):
            continue
        if any(np.median(_shares(search, side, inside)) >= _NOT_LOST for side in sides):
            continue  # it never had more on that side: a page fills, a lens comes into focus
        if len(sides) < _BOTH and not _as_contrasty(search, sides, inside):
            continue  # a shot begins in the dark, where a coder leaves no detail
        shares = _shares(search, np.concatenate(sides), inside)
        best = np.percentile(stats.sharpness[inside].max(axis=2), _SHARP_PERCENTILE, axis=1)
        evidence = limits.share / max(float(np.median(shares)), 1e-3)
        if len(sides) < _BOTH or not _sudden(usually_kept, first, last, limits.share):
            evidence /= limits.gradual
        if np.percentile(shares, _BEST_PERCENTILE) < limits.share and np.median(best) < limits.sharp and evidence >= 1:
            yield Found(first, last, evidence)


def _at_once(search: Search) -> Iterator[Found]:
    """Stretches at whose beginning most places lose detail from one frame to the next, and have it back at the end.

    From frame to frame a place shows the same, also where the camera moves and a place has never the same for long.
    """
    limits, frame_s = search.limits.blur, search.stats.frame_s
    least, most = max(_SMOOTH, round(limits.least_s / frame_s)), round(_MOST_S / frame_s)
    detail, broken = _detail(search), search.taken | search.jumps
    lost, back = _kept_at_once(search, detail)
    everywhere = detail.mean(axis=1)  # what leaves one place of the picture comes to another
    end = 0
    for first in np.flatnonzero(lost < limits.at_once).tolist():
        ends = np.arange(first + least, min(first + most, len(back)))
        ends = ends[back[ends] < limits.at_once]
        if first < end or not len(ends) or lost[first] > lost[max(0, first - 1) : first + 2].min():
            continue
        last = int(ends[0] + np.argmin(back[ends[0] : ends[0] + 2])) - 1
        inside = np.arange(first, last + 1)
        if broken[first - 1 : last + 2].any() or not _steady(np.minimum(lost, back), first, last, 2 * most):
            continue
        sides = list(_sides(search, first, last))
        if len(sides) < _BOTH or not all(_same_picture(search, side, inside) for side in sides):
            continue
        if not (_comes_back(search, first, last) and _as_contrasty(search, sides, inside)):
            continue
        there = min(float(np.median(everywhere[side])) for side in sides)
        less = float(np.percentile(everywhere[inside], _BEST_PERCENTILE)) < limits.share * there
        if less and not _moves_faster(search, np.concatenate(sides), inside):
            end = last + 1
            yield Found(first, last, limits.at_once / max(float(lost[first]), float(back[last + 1])))


def _comes_back(search: Search, first: int, last: int) -> bool:
    """Whether detail is back where it was; a lens that is turned takes it from one place to another."""
    sharpness = search.stats.sharpness.astype(np.float32)
    before, after = (
        np.linalg.norm(np.median(sharpness[part], axis=0), axis=1)
        for part in (slice(max(0, first - _SMOOTH), first), slice(last + 1, last + 1 + _SMOOTH))
    )
    return bool(np.minimum(before, after).sum() > _SAME_PLACES * np.maximum(before, after).sum())


def _as_contrasty(search: Search, sides: list[Indexes], inside: Indexes) -> bool:
    """Whether the picture is neither faded nor in fog."""
    contrast = search.stats.contrast.astype(np.float32).mean(axis=1)
    least = min(float(np.median(contrast[side])) for side in sides)
    return float(np.percentile(contrast[inside], 10)) > _CONTRAST_LEFT * least


def _detail(search: Search) -> Floats:
    """The detail of each place in each frame, across and down together, shape (n, tiles)."""
    sharpness = search.stats.sharpness.astype(np.float32)
    return np.asarray(np.sqrt((sharpness * sharpness).sum(axis=2)), np.float32)


def _steady(kept: Floats, first: int, last: int, count: int) -> bool:
    """Whether detail stays as it is everywhere else around: what moves wildly is blurred again and again."""
    at = np.arange(max(0, first - count), min(len(kept), last + count))
    edges = np.minimum(np.abs(at - first), np.abs(at - last - 1)) <= _EDGE
    return bool((kept[at] > _STEADY)[~edges].all())


def _kept_at_once(search: Search, detail: Floats) -> tuple[Floats, Floats]:
    """What most places with detail keep of it from the two frames before each to those from it on, and the other way.

    Over two frames, as coders sharpen every other one; 1 where too few places can tell.
    """
    limits, contrast = search.limits.blur, search.stats.contrast.astype(np.float32)
    kept = np.ones((2, len(detail)), np.float32)
    if len(detail) < 2 * _EDGE:
        return kept[0], kept[1]
    two, full = (one[:-1] + one[1:] for one in (detail, contrast))
    for out, (there, here, full_there, full_here) in zip(
        kept, ((two[:-2], two[2:], full[:-2], full[2:]), (two[2:], two[:-2], full[2:], full[:-2])), strict=True
    ):
        told = (there >= 2 * limits.detail) & (full_there >= 2 * _LEAST_CONTRAST)
        told &= full_here > limits.contrast * full_there
        shares = np.where(told, here / np.maximum(there, limits.detail), np.nan).astype(np.float32)
        known = told.sum(axis=1) >= limits.counted * detail.shape[1]
        out[2:-1][known] = _percentile_of_known(shares[known], _MOST_PERCENTILE)
    return kept[0], kept[1]


def _sides(search: Search, first: int, last: int) -> Iterator[Indexes]:
    """The frames of the shot before and after a stretch, where there are some."""
    count = max(3, round(_AROUND_S / search.stats.frame_s))
    for side in (search.before(first, count), search.after(last, count)):
        if len(side) >= 3:
            yield side


def _sudden(kept: Floats, first: int, last: int, share: float) -> bool:
    """Whether detail goes, or comes back, from one frame to the next or so; a lens that is turned takes its time."""
    edges = [kept[max(0, at - _EDGE) : at + _EDGE + 1] for at in (first, last + 1)]
    return any(len(edge) > _EDGE and float(edge.max()) > 0.9 and float(edge.min()) < share for edge in edges)


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
        kept[known] = _percentile_of_known(shares[known], _BEST_PERCENTILE)
    return kept


def _percentile_of_known(rows: Floats, percentile: float) -> Floats:
    """As `np.nanpercentile` of each row, in a small part of its time."""
    in_order = np.sort(rows, axis=1)  # unknown ones come last
    place = (np.isfinite(rows).sum(axis=1) - 1) * np.float32(percentile / 100)
    below = place.astype(np.intp)
    every = np.arange(len(rows))
    low, high = in_order[every, below], in_order[every, np.ceil(place).astype(np.intp)]
    return np.asarray(low + (high - low) * (place - below), np.float32)


def _smooth(kept: Floats) -> Floats:
    """The median over five frames: coders sharpen every other frame or so."""
    around = np.pad(kept, _SMOOTH // 2, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(around, _SMOOTH), axis=1)


def _shares(search: Search, around: Indexes, inside: Indexes) -> Floats:
    """The share of their detail in the frames around that the tiles keep; 1 where too few can tell.

    Those count that have detail there, and are as full of contrast here: empty ones had nothing in them yet, or no
    longer, and paler ones are in fog or in a fade. Of a shade of two levels a coder keeps what it likes, and a few
    things on a plain ground change as they please.
    """
    sharpness, contrast, limits = search.stats.sharpness, search.stats.contrast, search.limits.blur
    there, here = (np.median(sharpness[frames].astype(np.float32), axis=0) for frames in (around, inside))
    full_there, full_here = (np.median(contrast[frames].astype(np.float32), axis=0) for frames in (around, inside))
    detailed = (there.max(axis=1) >= limits.detail) & (full_there >= _LEAST_CONTRAST)
    counted = detailed & (full_here > limits.contrast * full_there)
    least = max(1, _LEAST_TILES * len(detailed), limits.counted * detailed.sum())
    if counted.sum() < least:
        return np.ones(1, np.float32)
    shares: Floats = (here / np.maximum(there, limits.detail)).max(axis=1)[counted]
    return shares


def _same_picture(search: Search, side: Indexes, inside: Indexes) -> bool:
    """Whether the stretch begins, or ends, with the picture that is beside it: blur leaves the large shapes."""
    near, edge = (side[-1], inside[0]) if side[0] < inside[0] else (side[0], inside[-1])
    thumbs = search.stats.inner
    return alike(thumbs[near].astype(float), thumbs[edge].astype(float)) > search.limits.blur.alike


def _moves_faster(search: Search, around: Indexes, inside: Indexes) -> bool:
    """Whether more moves than in the frames around: then things are blurred because they move."""
    change, limits = search.stats.change, search.limits
    middle = inside[1:] if len(inside) > 1 else inside
    here = float(np.median(change[middle]))
    return here > limits.static.levels and here > limits.blur.times_motion * float(np.median(change[around]))
