"""A smooth path for the part of a picture that is shown, shot by shot: whoever is in it stays in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from media.edit.reframe.faces import Face
from media.edit.reframe.looks import Look

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SEEN_OFTEN, _SEEN_TWICE = 0.2, 2
_LARGER = 1.6
"""So much larger is another face before it is followed instead of the one that was."""

_BESIDE, _COMPARABLE, _TOGETHER = 0.45, 0.45, 0.5
_STILL = 0.25
"""Of the part that is shown: who moves less than that does not move it."""

_SMOOTH_S, _KEPT_S = 0.7, 0.25
_CONCENTRATED, _BROAD = 1.3, 0.25
_ROOM = 0.12
"""Free room beside a face, as a share of the part that is shown."""

_BLURRED = 0.012
"""By so much what moves may reach beyond where it was found, as a share of the picture."""

_TOLERANCE = 0.004


@dataclass(frozen=True)
class Target:
    """Who is to be seen at a look: where their box begins and ends, as shares of the picture; None where nobody is."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Their middle."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class ShotPath:
    """The path through one shot.

    Attributes:
        first: Its first frame.
        last: The frame before which it ends.
        keys: Frames, and where the part begins then, as a share of the picture.
        is_wide: Nothing fits into the part, so that the whole picture has to be shown.
    """

    first: int
    last: int
    keys: tuple[tuple[int, float], ...]
    is_wide: bool = False


def path_of(
    looks: Sequence[Look], cuts: Sequence[int], frames: int, share: float, *, across: bool, fps: float
) -> list[ShotPath]:
    """The path of a part of the picture through a film.

    Args:
        looks: What was seen.
        cuts: The frames with which shots begin, the first excepted.
        frames: How many there are.
        share: How much of the picture the part has, along the side that is cut.
        across: Whether that is its width; else its height.
        fps: Frames a second.
    """
    bounds = [0, *sorted({cut for cut in cuts if 0 < cut < frames}), frames]
    numbers = [look.frame for look in looks]
    found = []
    for first, last in pairwise(bounds):
        begins, ends = bisect_right(numbers, first - 1), bisect_right(numbers, last - 1)
        found.append(_shot(looks[begins:ends], first, last, share, across=across, fps=fps))
    return found


def _shot(looks: Sequence[Look], first: int, last: int, share: float, *, across: bool, fps: float) -> ShotPath:
    targets, is_wide = _targets(looks, share, across=across)
    if is_wide:
        return ShotPath(first, last, ((first, (1 - share) / 2),), is_wide=True)
    known = [(look.frame, target) for look, target in zip(looks, targets, strict=True) if target]
    if not known:
        return ShotPath(first, last, ((first, (1 - share) / 2),))
    times = np.array([frame for frame, _ in known], float)
    lows, highs = (np.array([getattr(target, side) for _, target in known]) for side in ("low", "high"))
    middles = _median((lows + highs) / 2)
    reach = np.percentile(middles, 95) - np.percentile(middles, 5)
    if reach < _STILL * share:
        low, high = (np.array([float(np.median(side))]) for side in (lows, highs))
        still = _holding(np.array([float(np.median(middles)) - share / 2]), low, high, share)
        return ShotPath(first, last, ((first, _within(float(still[0]), share)),))
    grid = np.arange(first, last, max(1, round(fps / 5)))
    wanted = np.interp(grid, times, middles) - share / 2
    smooth = _smoothed(wanted, _SMOOTH_S * fps / max(1, round(fps / 5)))
    low, high = (np.interp(grid, times, side) for side in _reach(lows, highs, share))
    room = np.minimum(_ROOM * share, np.maximum(0.0, (share - (high - low)) / 2))
    kept = _holding(smooth, low - room, high + room, share)
    left = _holding(_smoothed(kept, _KEPT_S * fps / max(1, round(fps / 5))), low, high, share).clip(0.0, 1.0 - share)
    return ShotPath(first, last, tuple(_fewer(grid.tolist(), left.tolist())))


def _targets(looks: Sequence[Look], share: float, *, across: bool) -> tuple[list[Target | None], bool]:
    """Who is to be seen at each look, and whether that is too much for a part of the picture."""
    faces = _lasting(looks)
    seen = [one for one in faces if one]
    if len(seen) >= max(_SEEN_TWICE, _SEEN_OFTEN * len(looks)) or (seen and len(looks) <= _SEEN_TWICE):
        return _followed(faces, share, across=across)
    moving = [_moving(look, share, across=across) for look in looks]
    if sum(one is not None for one in moving) >= max(1, 0.3 * len(looks)):
        return moving, False
    return _standing(looks, share, across=across), False


def _lasting(looks: Sequence[Look]) -> list[list[Face]]:
    """The faces that are seen again shortly before or after: what is seen once is mostly none."""
    found = []
    for at, look in enumerate(looks):
        around = [face for near in (*looks[max(0, at - 2) : at], *looks[at + 1 : at + 3]) for face in near.faces]
        found.append([face for face in look.faces if len(looks) == 1 or any(_is_same(face, one) for one in around)])
    return found


def _is_same(one: Face, other: Face) -> bool:
    (x, y), (a, b) = one.middle, other.middle
    reach = 1.5 * max(one.width, other.width)
    return abs(x - a) < reach and abs(y - b) < reach * 1.8 and 0.4 < (one.area + 1e-9) / (other.area + 1e-9) < 2.5


def _followed(faces: Sequence[Sequence[Face]], share: float, *, across: bool) -> tuple[list[Target | None], bool]:
    """The largest face at each look, and others beside it that fit; two that do not fit together need it all."""
    apart, both, now = 0, 0, None
    found: list[Target | None] = []
    for here in faces:
        if not here:
            found.append(None)
            continue
        largest = max(here, key=lambda face: face.area)
        same = next((face for face in here if now and _is_same(face, now)), None)
        now = same if same and largest.area < _LARGER * same.area else largest
        others = [face for face in here if face.area >= _COMPARABLE * largest.area]
        group = _target(others, across=across)
        both += len(others) > 1
        fits = group.high - group.low <= share * (1 - _ROOM)
        apart += len(others) > 1 and not fits
        found.append(group if fits else _target([now], across=across))
    seen = sum(bool(one) for one in faces)
    return found, apart >= _TOGETHER * seen


def _target(faces: Sequence[Face], *, across: bool) -> Target:
    if across:
        return Target(min(one.left for one in faces), max(one.left + one.width for one in faces))
    # A head is more than a face, and what is below it matters more than what is above.
    return Target(min(one.top - 0.5 * one.height for one in faces), max(one.top + 1.6 * one.height for one in faces))


def _moving(look: Look, share: float, *, across: bool) -> Target | None:
    """Where most moves, if that is in one place, and not all over, as when the camera itself goes forward."""
    if float((look.motion > 0).mean()) > _BROAD:
        return None
    profile = look.motion.sum(axis=0 if across else 1).astype(float)
    return _densest(profile, share, _CONCENTRATED)


def _standing(looks: Sequence[Look], share: float, *, across: bool) -> list[Target | None]:
    """Where most stands out in a shot in which nothing moves: one place for all of it."""
    if not looks:
        return []
    whole = np.mean([look.contrast for look in looks], axis=0)
    target = _densest(whole.sum(axis=0 if across else 1).astype(float), share, 1.0)
    return [target] * len(looks)


def _densest(profile: Floats, share: float, least: float) -> Target | None:
    """The stretch of a profile that has most of it; None where it is spread evenly."""
    total = float(profile.sum())
    if total <= 0:
        return None
    size = len(profile)
    wide = max(1, min(size, round(share * size)))
    sums = np.convolve(profile, np.ones(wide), "valid")
    if sums.max() / total < min(0.9, least * wide / size):
        return None
    best = np.flatnonzero(sums >= sums.max() * 0.999)
    begin = int(best[len(best) // 2])
    part = np.cumsum(profile[begin : begin + wide])
    low = begin + int(np.searchsorted(part, 0.03 * part[-1]))
    high = begin + int(np.searchsorted(part, 0.97 * part[-1])) + 1
    return Target(max(0.0, low / size - _BLURRED), min(1.0, high / size + _BLURRED))


def _reach(lows: Floats, highs: Floats, share: float) -> tuple[Floats, Floats]:
    """How far who is to be seen reaches around each look, or at it where that is too far for the part."""
    low, high = _median(lows, 1), _median(highs, 1)
    near = np.lib.stride_tricks.sliding_window_view
    wide_low, wide_high = near(np.pad(low, 1, "edge"), 3).min(axis=-1), near(np.pad(high, 1, "edge"), 3).max(axis=-1)
    fits = wide_high - wide_low <= share
    return np.where(fits, wide_low, low), np.where(fits, wide_high, high)


def _holding(left: Floats, low: Floats, high: Floats, share: float) -> Floats:
    """Where the part begins so that it holds all from `low` to `high`."""
    return np.clip(left, np.minimum(high - share, low), np.maximum(high - share, low))


def _median(values: Floats, reach: int = 2) -> Floats:
    padded = np.pad(values, reach, "edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=-1), float)


def _smoothed(values: Floats, sigma: float) -> Floats:
    reach = max(1, round(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(sigma, 1e-6)) ** 2)
    return np.convolve(np.pad(values, reach, "edge"), weights / weights.sum(), "valid")


def _within(left: float, share: float) -> float:
    return min(max(0.0, left), 1.0 - share)


def _fewer(frames: Sequence[int], values: Sequence[float]) -> list[tuple[int, float]]:
    """The keys between which a line is as good as all of them."""
    if len(frames) < 3:
        return list(zip(frames, values, strict=True))
    straight = np.interp(frames, [frames[0], frames[-1]], [values[0], values[-1]])
    off = np.abs(straight - np.array(values))
    at = int(off.argmax())
    if off[at] <= _TOLERANCE:
        return [(frames[0], values[0]), (frames[-1], values[-1])]
    return [*_fewer(frames[: at + 1], values[: at + 1]), *_fewer(frames[at:], values[at:])[1:]]
