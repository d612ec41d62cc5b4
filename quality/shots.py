"""Finds where a film's shots begin, and what interrupts them: black, flashes, pictures of another scene."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from quality.frame_stats import FrameStats
from quality.thresholds import Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]
    Picture = NDArray[np.uint8]

_AROUND = 6
_ALIKE = 0.6
_FLAT_LEVELS = 10.0


@dataclass(frozen=True)
class Break:
    """Frames `first` to `last` that do not belong to the shot around them."""

    kind: Literal["black", "flash", "foreign"]
    first: int
    last: int


def runs(mask: Mask, bridge: int = 0) -> list[tuple[int, int]]:
    """First and last index of each stretch of true values; gaps of up to `bridge` false ones are passed over."""
    found: list[tuple[int, int]] = []
    for index in np.flatnonzero(mask).tolist():
        if found and index - found[-1][1] <= bridge + 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found


def jumps(stats: FrameStats, limits: Thresholds) -> list[int]:
    """Frames whose picture is another than that of the frame before.

    The change must be large and far above the median change of the six frames on either side: the adaptive content
    detector of PySceneDetect (https://www.scenedetect.com/docs/latest/api/detectors.html), with a median.
    """
    change = stats.change
    found = []
    for index in np.flatnonzero(change >= limits.cut.levels).tolist():
        around = np.concatenate([change[max(1, index - _AROUND) : index], change[index + 1 : index + 1 + _AROUND]])
        usual = float(np.median(around)) if len(around) else 0.0
        if change[index] >= limits.cut.times_usual * max(1.0, usual):
            found.append(index)
    return found


def usual(values: Floats, cuts: list[int], left_out: Mask, percentile: float = 50) -> Floats:
    """For each frame the percentile of a number over its shot, frames that are left out aside."""
    result = np.zeros(len(values), np.float32)
    for start, end in itertools.pairwise([0, *cuts, len(values)]):
        fair = values[start:end][~left_out[start:end]]
        result[start:end] = np.percentile(fair, percentile) if len(fair) else 0
    return result


def breaks(stats: FrameStats, found: list[int], limits: Thresholds) -> Iterator[Break]:
    """What interrupts a shot: black pictures, and pairs of jumps after which the picture is what it was before."""
    dark = stats.dark >= limits.black.share
    for first, last in runs(dark):
        start_s, end_s = float(stats.times_s[first]), stats.end_of(last)
        fades = start_s < limits.black.ends_s or end_s > stats.end_s - limits.black.ends_s
        if not fades or end_s - start_s > limits.black.fade_s:
            yield Break("black", first, last)
    place = 0
    while place < len(found):
        there = found[place]
        back = next((other for other in found[place + 1 :] if _is_back(stats, there, other, limits)), None)
        if back is None or there == 0 or dark[there:back].any():
            place += 1
            continue
        short = stats.times_s[back] - stats.times_s[there] <= limits.flash.most_s + stats.frame_s / 2
        yield Break("flash" if short and _only_light(stats, there) else "foreign", there, back - 1)
        place = found.index(back) + 1


def _is_back(stats: FrameStats, there: int, back: int, limits: Thresholds) -> bool:
    if there == 0 or stats.times_s[back] - stats.times_s[there] > limits.interruption.most_s:
        return False
    before, first, last, after = (stats.thumbs[at] for at in (there - 1, there, back - 1, back))
    jump = min(distance(before, first), distance(last, after))
    return distance(before, after) < limits.interruption.back_share * jump


def _only_light(stats: FrameStats, index: int) -> bool:
    """Whether a picture is the one before it, brighter or darker, or nearly plain."""
    before, after = stats.thumbs[index - 1, 0].astype(float), stats.thumbs[index, 0].astype(float)
    return bool(after.std() < _FLAT_LEVELS or alike(before, after) > _ALIKE)


def distance(one: Picture, other: Picture) -> float:
    """Mean absolute difference of two thumbs in levels."""
    return float(np.abs(one.astype(np.int16) - other).mean())


def alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Correlation of two pictures, -1 to 1; 0 where one is plain."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / size if size > 1e-6 else 0.0
