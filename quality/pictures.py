"""Finds faults in a film's pictures by the statistics of its frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.evidence import Stretch, evidence
from quality.faults import FaultKind, a_fault
from quality.frame_stats import BLEND_S, NEAR, FrameStats
from quality.shots import alike, breaks, jumps, runs, usual
from quality.thresholds import Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

_FLICKER_S = 0.5
_CADENCE = 0.3
_REASONS: dict[FaultKind, str] = {
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
    """Faults in the order of their start, and the cuts that are not faults."""

    faults: tuple[Fault, ...]
    cuts_s: tuple[float, ...]


def moves(stats: FrameStats, limits: Thresholds) -> bool | None:
    """Whether anything moves: at least a twentieth of the frames change visibly; None when there is but one frame."""
    if len(stats.change) < 2:
        return None
    return bool(np.percentile(stats.change[1:], 95) >= limits.static.levels)


def smoothness(stats: FrameStats, cuts_s: Sequence[float]) -> float | None:
    """How well frames follow from their neighbours: (255 - mean error) / 255, see `quality.flow`; 1 when nothing moves.

    None when no frame has two neighbours in its shot, or without OpenCV.
    """
    cuts = np.searchsorted(stats.times_s, np.asarray(cuts_s, np.float32))
    errors = stats.flow_error.copy()
    errors[[*cuts, *(cuts - 1)]] = np.nan
    known = errors[np.isfinite(errors)]
    return float(1 - known.mean() / 255) if len(known) else None


def picture_faults(stats: FrameStats, limits: Thresholds) -> PictureFaults:
    """All faults of a film's pictures.

    What breaks into a shot is looked for first; those frames, and the edges of shots, do not count for the rest.
    """
    search = _Search(stats, limits)
    found = jumps(stats, limits)
    search.leave_out(found)
    search.note("flicker", _flicker(search))
    for broken in breaks(stats, found, limits):
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
    cuts_s = [float(stats.times_s[index]) for index in search.cuts]
    return PictureFaults(
        tuple(sorted(search.faults, key=lambda fault: (fault.start_s, fault.kind))),
        tuple(cut for cut in cuts_s if all(abs(cut - end_s) > stats.frame_s for end_s in held)),
    )


class _Search:
    """The search through a film and what it has found so far.

    Attributes:
        faults: The faults.
        taken: Which frames belong to one of them.
        jumps: Which frames show another picture than the frame before.
        cuts: The first frames of shots, but for the first shot's.
    """

    def __init__(self, stats: FrameStats, limits: Thresholds) -> None:
        self.stats = stats
        self.limits = limits
        self.faults: list[Fault] = []
        self.taken = np.zeros(len(stats.times_s), bool)
        self.jumps = np.zeros(len(stats.times_s), bool)
        self.cuts: list[int] = []

    def leave_out(self, indexes: Sequence[int]) -> None:
        """Mark the frames whose picture is another than the one before: they count for no other fault."""
        self.jumps[list(indexes)] = True

    def clear(self, indexes: Sequence[int]) -> list[int]:
        """Those of the frames that are not part of a fault found so far, nor right after one."""
        return [index for index in indexes if not self.taken[max(0, index - 1) : index + 1].any()]

    def note(self, kind: FaultKind, stretches: Iterable[tuple[int, int]]) -> None:
        """Keep stretches of frames as faults."""
        for first, last in list(stretches):
            self.taken[first : last + 1] = True
            start_s, end_s = float(self.stats.times_s[first]), self.stats.end_of(last)
            strength = evidence(kind, Stretch(self.stats, self.limits, self.usual, first, last))
            self.faults.append(a_fault(kind, start_s, end_s, _REASONS[kind], strength))

    def usual(self, values: Floats, percentile: float = 50) -> Floats:
        """What is usual in each frame's shot, faults aside."""
        return usual(values, self.cuts, self.taken, percentile)


def _lasting(stats: FrameStats, mask: Mask, least_s: float) -> Iterator[tuple[int, int]]:
    for first, last in runs(mask, bridge=1):
        if stats.end_of(last) - float(stats.times_s[first]) >= least_s - stats.frame_s / 2:
            yield first, last


def _blocks(search: _Search) -> Iterator[tuple[int, int]]:
    """Frames with far more broken edges of the block grid than usual, in robust deviations of the film itself."""
    blocks, limits = search.stats.blockiness, search.limits.blocks
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
    near, limits = search.stats.distances, search.limits.disorder
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
    luma, limits = search.stats.luma, search.limits.flicker
    fresh = _fresh(luma, limits.levels / 4)
    steps = np.diff(luma[fresh])
    bend, turns = np.zeros(len(luma), np.float32), np.zeros(len(luma), bool)
    bend[fresh[1:-1]] = np.abs(steps[1:] - steps[:-1]) / 2
    turns[fresh[1:-1]] = (steps[1:] * steps[:-1] < 0) & ~search.jumps[fresh[1:-1]] & ~search.jumps[fresh[2:]]
    high = turns & (bend > limits.levels + 4 * np.median(bend))
    window = max(limits.least, round(_FLICKER_S / search.stats.frame_s))
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
    luma, limits = search.stats.luma, search.limits.flash
    flashed = np.zeros(len(luma), bool)
    for width in range(1, max(1, round(limits.most_s / search.stats.frame_s)) + 1):
        for start in range(1, len(luma) - width):
            part, sides = luma[start : start + width], (luma[start - 1], luma[start + width])
            bump = max(part.min() - max(sides), min(sides) - part.max())
            if bump > limits.levels and not search.taken[start : start + width].any():
                flashed[start : start + width] = True
    yield from runs(flashed)


def _blur(search: _Search) -> Iterator[tuple[int, int]]:
    """Less of the finest detail than the shot usually has."""
    fine, limits = search.stats.fineness, search.limits.blur
    yield from _lasting(search.stats, (fine < limits.share * search.usual(fine)) & ~search.taken, limits.least_s)


def _still(search: _Search) -> Iterator[tuple[int, int]]:
    """Runs of frames that are the same as the one before, which comes first.

    Compared are neighbours and, where little moves from one to the next, all of eight frames; with the 30th percentile
    of the shot, so that a film which often rests is not called frozen when it does.
    """
    stats, limits = search.stats, search.limits.frozen
    farthest = stats.distances.max(axis=1)
    farthest[:NEAR] = 0
    here, here_far = search.usual(stats.change, 30), search.usual(farthest, 30)
    same = (stats.change < limits.change_share * here) & (here > limits.usual_levels)
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
        if _kept_s(search.stats, first, last) >= search.limits.frozen.least_s:
            yield first, last


def _duplicate(search: _Search) -> Iterator[tuple[int, int]]:
    """Shorter runs; most of their frames hardly differ at all, those of a camera that turns back do."""
    change, limits = search.stats.change, search.limits.frozen
    for first, last in _still(search):
        short = _kept_s(search.stats, first, last) < limits.least_s and last - first >= limits.duplicates
        if short and np.median(change[first + 1 : last + 1]) < limits.same_share * np.median(change[~search.taken]):
            yield first, last


def _kept_s(stats: FrameStats, first: int, last: int) -> float:
    return stats.end_of(last) - float(stats.times_s[first])


def _morph(search: _Search) -> Iterator[tuple[int, int]]:
    """Frames that are blends of those half a second before and after, while the picture becomes another one.

    A dissolve's frame is the mean of the frames around it, that of a moving picture is not. A fade of one picture is
    told by the likeness of both ends.
    """
    stats, limits = search.stats, search.limits.morph
    blend = (stats.blend_error < limits.share) & (stats.blend_span > limits.levels)
    reach = round(BLEND_S / stats.frame_s)
    for first, last in _lasting(stats, blend & ~search.taken, limits.least_s):
        start, end = max(0, first - reach), min(len(stats.times_s) - 1, last + reach)
        before, after = stats.thumbs[start, 0].astype(float), stats.thumbs[end, 0].astype(float)
        if alike(before, after) < limits.alike:
            yield start, end


def _exposure(search: _Search) -> Iterator[tuple[int, int]]:
    """More of the picture at the upper end of the scale than usual in the shot."""
    bright, limits = search.stats.bright, search.limits.exposure
    burnt = (bright > search.usual(bright) + limits.share) & ~search.taken
    yield from _lasting(search.stats, burnt, limits.least_s)


_SEARCHES: tuple[tuple[FaultKind, Callable[[_Search], Iterator[tuple[int, int]]]], ...] = (
    ("duplicate", _duplicate),
    ("flash", _flash),
    ("morph", _morph),
    ("blur", _blur),
    ("exposure", _exposure),
)
