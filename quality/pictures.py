"""Faults in a film's pictures, told from the numbers of its frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.shots import alike, breaks, jumps, runs, usual
from quality.thresholds import Thresholds
from quality.track import BLEND_S, NEAR, Track

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

_FLICKER_S = 0.5
_CADENCE = 0.3
_SAYS = {
    "black": "the picture is black",
    "flash": "the light jumps and comes back",
    "foreign": "another scene breaks in",
    "blocks": "the picture falls into blocks",
    "flicker": "the light flickers",
    "blur": "the picture is out of focus",
    "frozen": "the picture stands still",
    "duplicate": "frames are repeated",
    "morph": "the picture melts into another one",
    "disorder": "frames are out of order",
    "exposure": "the light parts are burnt out",
}


@dataclass(frozen=True)
class PictureFaults:
    """Faults in the order of their start, and the cuts that are none."""

    faults: tuple[Fault, ...]
    cuts_s: tuple[float, ...]


def moves(track: Track, limits: Thresholds) -> bool | None:
    """Whether anything moves: at least a twentieth of the frames change visibly; None when there is but one frame."""
    if len(track.change) < 2:
        return None
    return bool(np.percentile(track.change[1:], 95) >= limits.static.levels)


def smoothness(track: Track, cuts_s: Sequence[float]) -> float | None:
    """How well frames follow from their neighbours: (255 - mean error) / 255, see `quality.flow`; 1 when nothing moves.

    None when no frame has two neighbours in its shot, or without OpenCV.
    """
    cuts = np.searchsorted(track.times_s, np.asarray(cuts_s, np.float32))
    errors = track.strange.copy()
    errors[[*cuts, *(cuts - 1)]] = np.nan
    known = errors[np.isfinite(errors)]
    return float(1 - known.mean() / 255) if len(known) else None


def find(track: Track, limits: Thresholds) -> PictureFaults:
    """All faults of a film's pictures.

    What breaks into a shot is looked for first; those frames, and the edges of shots, do not count for the rest.
    """
    search = _Search(track, limits)
    found = jumps(track, limits)
    search.leave_out(found)
    search.note("flicker", _flicker(search))
    for broken in breaks(track, found, limits):
        if not search.taken[broken.first : broken.last + 1].any():
            search.note(broken.kind, [(broken.first, broken.last)])
    search.cuts = search.clear(found)
    search.note("blocks", _blocks(search))
    search.note("frozen", _frozen(search))
    search.note("disorder", _disorder(search))
    search.cuts = search.clear(found)
    for kind, stretches in _SEARCHES:
        search.note(kind, stretches(search))
    held = [fault.end_s for fault in search.faults if fault.kind in {"frozen", "duplicate"}]
    cuts_s = [float(track.times_s[index]) for index in search.cuts]
    return PictureFaults(
        tuple(sorted(search.faults, key=lambda fault: (fault.start_s, fault.kind))),
        tuple(cut for cut in cuts_s if all(abs(cut - end_s) > track.frame_s for end_s in held)),
    )


class _Search:
    """What is known so far: faults, the frames they take, and the first frames of shots."""

    def __init__(self, track: Track, limits: Thresholds) -> None:
        self.track = track
        self.limits = limits
        self.faults: list[Fault] = []
        self.taken = np.zeros(len(track.times_s), bool)
        self.jumps = np.zeros(len(track.times_s), bool)
        self.cuts: list[int] = []

    def leave_out(self, indexes: Sequence[int]) -> None:
        """Take these for frames whose picture is another than that before."""
        self.jumps[list(indexes)] = True

    def clear(self, indexes: Sequence[int]) -> list[int]:
        """Those that no fault found so far accounts for."""
        return [index for index in indexes if not self.taken[max(0, index - 1) : index + 1].any()]

    def note(self, kind: str, stretches: Iterable[tuple[int, int]]) -> None:
        """Keep stretches of frames as faults."""
        for first, last in list(stretches):
            self.taken[first : last + 1] = True
            self.faults.append(_fault(self.track, kind, first, last))

    def usual(self, values: Floats, percentile: float = 50) -> Floats:
        """What is usual in each frame's shot, faults aside."""
        return usual(values, self.cuts, self.taken, percentile)


def _fault(track: Track, kind: str, first: int, last: int) -> Fault:
    start_s, end_s = float(track.times_s[first]), track.end_of(last)
    return Fault(kind=kind, start_s=round(start_s, 3), end_s=round(end_s, 3), reason=_SAYS[kind])


def _lasting(track: Track, mask: Mask, least_s: float) -> Iterator[tuple[int, int]]:
    for first, last in runs(mask, bridge=1):
        if track.end_of(last) - float(track.times_s[first]) >= least_s - track.frame_s / 2:
            yield first, last


def _blocks(search: _Search) -> Iterator[tuple[int, int]]:
    """Frames with far more broken edges of the block grid than usual, in robust deviations of the film itself."""
    blocks, limits = search.track.blocks, search.limits.blocks
    excess = blocks - search.usual(blocks)
    spread = search.usual(np.abs(excess))
    yield from runs((excess > np.maximum(limits.share, limits.deviations * spread)) & ~search.taken, bridge=1)


def _disorder(search: _Search) -> Iterator[tuple[int, int]]:
    """Windows of 8 frames whose sequence is a far longer way than their minimum spanning tree.

    Frames of a film in order lie on a path: each is nearest to its neighbours. Shuffled, the way from one to the next
    leads to and fro over the same path, whose length the tree (R. Prim, 1957) still tells. A camera that turns back
    does so once; frames out of order are nearer to the frame before the last again and again. In their true order they
    would move as the shot does: digits that count up go to and fro as well, but by leaps at which nothing else moves.
    """
    near, limits = search.track.near, search.limits.disorder
    count = len(near) - NEAR
    if count < 1:
        return
    way, tree = _lengths(near, count)
    back = near[:, 1] < limits.back_share * near[:, 0]
    backs = np.lib.stride_tricks.sliding_window_view(back, NEAR + 1).sum(axis=1)
    broken = np.lib.stride_tricks.sliding_window_view(search.taken | search.jumps, NEAR + 1)[:, 1:].any(axis=1)
    step = usual(np.nan_to_num(near[:, 0]), np.flatnonzero(search.jumps).tolist(), search.taken)[:count]
    wrong = (way > limits.share * tree) & (way > NEAR * limits.levels) & (backs >= limits.backs) & ~broken
    wrong &= tree < NEAR * limits.times_usual * step
    inside = np.zeros(len(near), bool)
    for start in np.flatnonzero(wrong).tolist():
        inside[start : start + NEAR + 1] = True
    for first, last in _trimmed(inside, back):
        yield max(0, first - 1), last


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


def _flicker(search: _Search) -> Iterator[tuple[int, int]]:
    """Many pictures within half a second that are brighter, or darker, than both of their neighbours.

    How much is the second difference of the mean luma, as in `media.enhance.measure.flicker_of`. Light that rises or
    falls bends too where it does so in steps, but it never turns; and a picture that is held for several frames, as in
    animation at 12 a second, is one picture.
    """
    luma, limits = search.track.luma, search.limits.flicker
    fresh = _fresh(luma, limits.levels / 4)
    steps = np.diff(luma[fresh])
    bend, turns = np.zeros(len(luma), np.float32), np.zeros(len(luma), bool)
    bend[fresh[1:-1]] = np.abs(steps[1:] - steps[:-1]) / 2
    turns[fresh[1:-1]] = (steps[1:] * steps[:-1] < 0) & ~search.jumps[fresh[1:-1]] & ~search.jumps[fresh[2:]]
    high = turns & (bend > limits.levels + 4 * np.median(bend))
    window = max(limits.least, round(_FLICKER_S / search.track.frame_s))
    counts = np.convolve(high, np.ones(window), "full")[window - 1 :]
    inside = np.zeros(len(luma), bool)
    for start in np.flatnonzero(counts >= limits.least).tolist():
        inside[start : start + window] = True
    yield from _trimmed(inside, high)


def _fresh(luma: Floats, levels: float) -> NDArray[np.intp]:
    """Frames that are brighter or darker than the last such one by more than so many levels; the first is one."""
    fresh = [0]
    for index, value in enumerate(luma.tolist()):
        if abs(value - luma[fresh[-1]]) > levels:
            fresh.append(index)
    return np.asarray(fresh)


def _trimmed(inside: Mask, counted: Mask) -> Iterator[tuple[int, int]]:
    """Stretches, from the first to the last frame in each that counts."""
    for first, last in runs(inside):
        at = np.flatnonzero(counted[first : last + 1])
        yield first + int(at[0]), first + int(at[-1])


def _flash(search: _Search) -> Iterator[tuple[int, int]]:
    """Up to 0.2 s brighter or darker than both sides by more than a flash's levels (WCAG 2.2, "general flash")."""
    luma, limits = search.track.luma, search.limits.flash
    flashed = np.zeros(len(luma), bool)
    for width in range(1, max(1, round(limits.most_s / search.track.frame_s)) + 1):
        for start in range(1, len(luma) - width):
            part, sides = luma[start : start + width], (luma[start - 1], luma[start + width])
            bump = max(part.min() - max(sides), min(sides) - part.max())
            if bump > limits.levels and not search.taken[start : start + width].any():
                flashed[start : start + width] = True
    yield from runs(flashed)


def _blur(search: _Search) -> Iterator[tuple[int, int]]:
    """Less of the finest detail than the shot usually has."""
    fine, limits = search.track.fine, search.limits.blur
    yield from _lasting(search.track, (fine < limits.share * search.usual(fine)) & ~search.taken, limits.least_s)


def _still(search: _Search) -> Iterator[tuple[int, int]]:
    """Runs of frames that are the same as the one before, which comes first.

    Compared are neighbours and, where little moves from one to the next, all of eight frames; with the 30th percentile
    of the shot, so that a film which often rests is not called frozen when it does.
    """
    track, limits = search.track, search.limits.frozen
    farthest = track.near.max(axis=1)
    farthest[:NEAR] = 0
    here, here_far = search.usual(track.change, 30), search.usual(farthest, 30)
    same = (track.change < limits.change_share * here) & (here > limits.usual_levels)
    near = (farthest < limits.change_share * here_far) & (here_far > limits.usual_levels)
    near[:NEAR] = False
    for end in np.flatnonzero(near).tolist():
        same[end - NEAR + 1 : end + 1] = True
    same[0] = False
    same &= ~search.jumps & ~search.taken
    if same.mean() > _CADENCE:
        return
    for first, last in runs(same):
        yield first - 1, last


def _frozen(search: _Search) -> Iterator[tuple[int, int]]:
    for first, last in _still(search):
        if _kept_s(search.track, first, last) >= search.limits.frozen.least_s:
            yield first, last


def _duplicate(search: _Search) -> Iterator[tuple[int, int]]:
    """Shorter runs; most of their frames hardly differ at all, those of a camera that turns back do."""
    change, limits = search.track.change, search.limits.frozen
    for first, last in _still(search):
        short = _kept_s(search.track, first, last) < limits.least_s and last - first >= limits.duplicates
        if short and np.median(change[first + 1 : last + 1]) < limits.same_share * np.median(change[~search.taken]):
            yield first, last


def _kept_s(track: Track, first: int, last: int) -> float:
    return track.end_of(last) - float(track.times_s[first])


def _morph(search: _Search) -> Iterator[tuple[int, int]]:
    """Frames that are blends of those half a second before and after, while the picture becomes another one.

    A dissolve's frame is the mean of the frames around it, that of a moving picture is not. A fade of one picture is
    told by the likeness of both ends.
    """
    track, limits = search.track, search.limits.morph
    blend = (track.blend < limits.share) & (track.span > limits.levels)
    reach = round(BLEND_S / track.frame_s)
    for first, last in _lasting(track, blend & ~search.taken, limits.least_s):
        start, end = max(0, first - reach), min(len(track.times_s) - 1, last + reach)
        before, after = track.thumbs[start, 0].astype(float), track.thumbs[end, 0].astype(float)
        if alike(before, after) < limits.alike:
            yield start, end


def _exposure(search: _Search) -> Iterator[tuple[int, int]]:
    """More of the picture at the upper end of the scale than usual in the shot."""
    bright, limits = search.track.bright, search.limits.exposure
    burnt = (bright > search.usual(bright) + limits.share) & ~search.taken
    yield from _lasting(search.track, burnt, limits.least_s)


_SEARCHES: tuple[tuple[str, Callable[[_Search], Iterator[tuple[int, int]]]], ...] = (
    ("duplicate", _duplicate),
    ("flash", _flash),
    ("morph", _morph),
    ("blur", _blur),
    ("exposure", _exposure),
)
