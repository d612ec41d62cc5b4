"""Finds faults in a film's pictures by the statistics of its frames."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footage.verdicts import Fault
from quality.faults import FaultKind, a_fault
from quality.focus import blur
from quality.frame_stats import FrameStats
from quality.ghosts import morph
from quality.light import flash, flicker
from quality.missing import missing
from quality.order import disorder
from quality.search import Found, Search, apart
from quality.shots import alike, breaks, jumps, runs, unevenness, usual
from quality.stillness import duplicate, frozen, stands_still
from quality.thresholds import Thresholds

Floats = NDArray[np.float32]

_SETTLED, _STEP = 3, 0.6
_LONG_S = 1.0
_EVER_PERCENTILE, _TIMES_EVER = 97, 2.5
_LINES_UP, _AS_EVER = 0.3, 1.5
_PAGE, _WHITE = 0.5, 0.97
_BURNT, _LEFT, _BESIDE_S, _ALIKE = 240, 0.2, 0.7, 0.6
_RHYTHM, _EVEN, _MOSTLY = 4, 0.15, 0.75
_LEAST_LIT = 0.25
"""Levels of the mean of a picture that has faint digits on black."""
_REASONS: dict[FaultKind, str] = {
    "black": "the picture is black",
    "flash": "the light jumps and comes back",
    "foreign": "another scene breaks in",
    "blocks": "the picture falls into blocks",
    "flicker": "the light flickers",
    "blur": "the picture is out of focus",
    "frozen": "the picture stands still",
    "duplicate": "frames are repeated",
    "morph": "the picture melts: another one shows through",
    "disorder": "frames are out of order",
    "exposure": "the light parts are burnt out",
}


@dataclass(frozen=True)
class PictureFaults:
    """Faults in the order of their start, and the cuts that are not faults."""

    faults: tuple[Fault, ...]
    cuts_s: tuple[float, ...]


def moves(stats: FrameStats, limits: Thresholds) -> bool | None:
    """Whether anything moves; None when there is but one frame.

    At least a twentieth of the frames change visibly, all over or by much in a few places, as sparks at night do; or a
    place becomes another one while the film lasts: words are typed, a slide follows, somebody breathes. A still with a
    short fade does not move, nor does grain.
    """
    if len(stats.change) < 2:
        return None
    if np.percentile(stats.change[1:], 95) >= limits.static.levels:
        return True
    far = np.sqrt(np.nan_to_num(stats.squares[1:, 0]))
    in_spots = np.where(far > limits.static.spot_times * stats.change[1:], far, 0)
    if np.percentile(in_spots, 95) >= limits.static.spot_levels:
        return True
    luma = stats.thumbs[:, 0].astype(np.float32)
    means = luma.mean((1, 2))
    lit = means >= max(np.median(means) / 2, _LEAST_LIT)
    places = luma[lit] * (np.median(means) / means[lit])[:, None, None]
    return bool(np.ptp(places, axis=0).max() >= limits.static.place_levels) if len(places) else False


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
    search, faults = Search(stats, limits), list[Fault]()

    def note(kind: FaultKind, found: Iterable[Found]) -> None:
        for one in search.take(found):
            start_s, end_s = float(stats.times_s[one.first]), stats.end_of(one.last)
            faults.append(a_fault(kind, start_s, end_s, _REASONS[kind], one.evidence))

    found = jumps(stats, limits)
    search.leave_out(found)
    note("flicker", flicker(search))
    for broken in breaks(stats, found, limits):
        if broken.kind == "light":
            found = [index for index in found if index not in {broken.first, broken.last + 1}]
        elif not search.taken[broken.first : broken.last + 1].any():
            note(broken.kind, [Found(broken.first, broken.last, broken.evidence)])
    search.cuts = search.clear(found)
    for kind, look in _FIRST:
        note(kind, look(search))
    search.cuts = search.clear(found)
    for kind, look in _THEN:
        note(kind, look(search))
    held = [fault.end_s for fault in faults if fault.kind in {"frozen", "duplicate"}]
    cuts_s = [float(stats.times_s[index]) for index in search.cuts]
    return PictureFaults(
        tuple(sorted(faults, key=lambda fault: (fault.start_s, fault.kind))),
        tuple(cut for cut in cuts_s if all(abs(cut - end_s) > stats.frame_s for end_s in held)),
    )


def _blocks(search: Search) -> Iterator[Found]:
    """Frames that are empty in part, with far more broken edges of the grid than usual, or some that break together.

    What comes evenly are the coarse key frames of a coder: damage has no rhythm.
    """
    yield from apart(itertools.chain(missing(search), _far_more(search), _at_once(search)))


def _far_more(search: Search) -> Iterator[Found]:
    """Stretches with far more broken edges than the shot has, in its own robust deviations."""
    blocks, limits, cuts = search.stats.blockiness, search.limits.blocks, _long_shots(search)
    excess = blocks - usual(blocks, cuts, search.taken)
    spread = usual(np.abs(excess), cuts, search.taken)
    times = excess / np.maximum(limits.share, limits.deviations * spread)
    broken = [one for one in runs((times > 1) & ~search.taken, bridge=1) if one[0] >= _SETTLED]  # coders begin coarsely
    if _even(search.stats.times_s[[first for first, _ in broken]]):
        return
    for first, last in broken:
        if _sudden(excess, first, last) and not _lines_up(
            search, first, last, float(np.median(excess[first : last + 1]))
        ):
            yield Found(first, last, float(np.median(times[first : last + 1])))


def _at_once(search: Search) -> Iterator[Found]:
    """Edges that break in one frame and are whole again in one, by far more of them than ever else in the film.

    Large pixels and drawn lines lie on the grid for as long, but do not come and go together. Light brings out edges
    all over.
    """
    stats, limits = search.stats, search.limits.blocks
    least = max(limits.at_once, _TIMES_EVER * float(np.percentile(stats.broke_at_once, _EVER_PERCENTILE)))
    for end in np.flatnonzero(stats.broke_at_once >= least).tolist():
        first = end - int(stats.broken_for[end])
        left_out = search.taken[first:end].any() or search.jumps[first : end + 1].any()
        if first < _SETTLED or left_out or search.length_s(first, end - 1) > limits.at_once_s:
            continue
        if _lines_up(search, first, end - 1, float(stats.broke_at_once[end])) or stands_still(search, first, end - 1):
            continue
        if all(unevenness(stats.inner[at - 1], stats.inner[at]) > search.limits.flash.uneven for at in (first, end)):
            yield Found(first, end - 1, float(stats.broke_at_once[end]) / least)


def _lines_up(search: Search, first: int, last: int, share: float) -> bool:
    """Whether a good part of all edges breaks though the picture changes no more than it does around.

    Large pixels that are scrolled come to lie on the grid, all at once; blocks that are broken show something else.
    """
    change, count = search.stats.change, round(_LONG_S / search.stats.frame_s)
    around = np.r_[max(1, first - count) : first, last + 2 : min(len(change), last + 2 + count)]
    return share > _LINES_UP and len(around) > 0 and bool(change[first] < _AS_EVER * float(change[around].max()))


def _even(times_s: Floats) -> bool:
    """Whether most of the times are a whole number of steps apart, as key frames are, and none far nearer."""
    gaps = np.diff(times_s)
    if len(gaps) < _RHYTHM:
        return False
    step = float(np.median(gaps))
    off = np.abs(gaps / step - np.maximum(1, np.round(gaps / step)))
    return float((off < _EVEN).mean()) >= _MOSTLY


def _sudden(excess: Floats, first: int, last: int) -> bool:
    """Whether a stretch breaks suddenly, and is whole again as suddenly or lasts for some frames.

    What crosses the grid as it moves, or comes up in a dissolve, does so by and by. A frame that was coded from both
    sides may be half broken at either end of a longer one.
    """
    least = _STEP * float(np.median(excess[first : last + 1]))
    if last - first >= _SETTLED - 1:
        return float(excess[first] - excess[first - 2 : first].min()) >= least
    ends = float(excess[last] - excess[last + 1]) if last + 1 < len(excess) else least
    return float(excess[first] - excess[first - 1]) >= least and ends >= least


def _long_shots(search: Search) -> list[int]:
    """The first frames of shots of a second and more: what is broken all over may look like a shot of its own."""
    starts_s = [float(search.stats.times_s[cut]) for cut in search.cuts]
    ends_s = [*starts_s[1:], search.stats.end_s]
    return [
        cut for cut, start_s, end_s in zip(search.cuts, starts_s, ends_s, strict=False) if end_s - start_s >= _LONG_S
    ]


def _exposure(search: Search) -> Iterator[Found]:
    """More of the picture at the upper end of the scale than usual in the shot, and it is the same picture.

    A shot of which half is always there shows a white page, and what ends or begins in white is faded.
    """
    bright, limits = search.stats.bright, search.limits.exposure
    usually = search.usual(bright)
    excess = bright - usually
    for first, last in search.lasting((excess > limits.share) & ~search.taken, limits.least_s):
        if (
            float(usually[first]) < _PAGE
            and not _fades(search, first, last)
            and _same_but_for_light(search, first, last)
        ):
            yield Found(first, last, float(np.median(excess[first : last + 1])) / limits.share)


def _beside(search: Search, first: int, last: int) -> list[NDArray[np.intp]]:
    """The frames of the shot right before and right after a stretch; a jump of the light is no cut."""
    count = max(3, round(_BESIDE_S / search.stats.frame_s))
    start = max((cut for cut in search.cuts if cut <= first), default=0)
    end = min((cut for cut in search.cuts if cut > last), default=len(search.stats.times_s))
    return [np.arange(max(start, first - count), first), np.arange(last + 1, min(end, last + 1 + count))]


def _fades(search: Search, first: int, last: int) -> bool:
    """Whether a stretch is white from edge to edge where the film or its shot begins or ends."""
    edges = zip((first, last), _beside(search, first, last), strict=True)
    return any(not len(side) and search.stats.bright[edge] > _WHITE for edge, side in edges)


def _same_but_for_light(search: Search, first: int, last: int) -> bool:
    """Whether what is not burnt out in a stretch looks as it does before or after.

    A camera that turns to snow, or a page that is turned, shows something else.
    """
    thumbs = search.stats.inner.astype(float)
    inside = np.median(thumbs[first : last + 1], axis=0)
    left = inside < _BURNT
    sides = [np.median(thumbs[side], axis=0) for side in _beside(search, first, last) if len(side)]
    if left.mean() < _LEFT:
        return len(sides) > 1 and alike(*sides) > _ALIKE
    return any(alike(side[left], inside[left]) > _ALIKE for side in sides)


Look = Callable[[Search], Iterator[Found]]
_FIRST: tuple[tuple[FaultKind, Look], ...] = (("blocks", _blocks), ("frozen", frozen), ("disorder", disorder))
_THEN: tuple[tuple[FaultKind, Look], ...] = (
    ("duplicate", duplicate),
    ("flash", flash),
    ("morph", morph),
    ("blur", blur),
    ("exposure", _exposure),
)
