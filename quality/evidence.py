"""How strong the evidence for a fault of the pictures is: what was measured over the threshold of its kind.

1 is just above the threshold, 2 is twice as far: that is what decides whether anything is paid for
(`quality.trust`). Whether there is a fault at all is decided in `quality.pictures`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from quality.faults import FaultKind
from quality.frame_stats import BLEND_S, NEAR, FrameStats
from quality.shots import distance
from quality.thresholds import Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BLACK_S = 0.3
"""From this length on ffmpeg's blackdetect calls black a fault."""

_TINY = 1e-3


@dataclass(frozen=True)
class Stretch:
    """Frames `first` to `last` of a film; `usual` gives what is usual in each frame's shot."""

    stats: FrameStats
    limits: Thresholds
    usual: Callable[[Floats], Floats]
    first: int
    last: int

    def typical(self, values: NDArray[Any]) -> float:
        """The median over the stretch, NaN left out; 0 where nothing was measured."""
        part = values[self.first : self.last + 1]
        part = part[np.isfinite(part)]
        return float(np.median(part)) if len(part) else 0.0

    @property
    def length_s(self) -> float:
        """How long it is shown."""
        return self.stats.end_of(self.last) - float(self.stats.times_s[self.first])


def evidence(kind: FaultKind, stretch: Stretch) -> float:
    """How far what was measured of a stretch is above the threshold of a kind; 1 where that has no number."""
    measured = _BY_KIND.get(kind)
    return float(measured(stretch)) if measured else 1.0


def _black(one: Stretch) -> float:
    return 1 + one.length_s / _BLACK_S


def _flash(one: Stretch) -> float:
    luma, last = one.stats.luma, len(one.stats.luma) - 1
    sides = (luma[max(0, one.first - 1)], luma[min(last, one.last + 1)])
    part = luma[one.first : one.last + 1]
    return float(max(part.max() - max(sides), min(sides) - part.min())) / one.limits.flash.levels


def _foreign(one: Stretch) -> float:
    thumbs, last = one.stats.thumbs, len(one.stats.thumbs) - 1
    there = distance(thumbs[max(0, one.first - 1)], thumbs[one.first])
    back = distance(thumbs[one.last], thumbs[min(last, one.last + 1)])
    return min(there, back) / one.limits.cut.levels


def _blocks(one: Stretch) -> float:
    blocks, limits = one.stats.blockiness, one.limits.blocks
    excess = blocks - one.usual(blocks)
    spread = one.usual(np.abs(excess))
    return one.typical(excess / np.maximum(limits.share, limits.deviations * spread))


def _frozen(one: Stretch) -> float:
    """Twice as sure where it stands still for twice as long, and at most as sure as it is still."""
    change = one.stats.change
    still = one.limits.frozen.change_share * one.typical(one.usual(change)) / max(_TINY, one.typical(change))
    return min(still, 1 + one.length_s / one.limits.frozen.least_s / 2 + 0.1)


def _disorder(one: Stretch) -> float:
    """By how often a frame is nearer to the one before the last; once is a camera that turns back."""
    near, limits = one.stats.distances, one.limits.disorder
    back = near[one.first : one.last + 1, 1] < limits.back_share * near[one.first : one.last + 1, 0]
    return 1 + float(back.sum() - 1) / limits.backs


def _flicker(one: Stretch) -> float:
    steps = np.abs(np.diff(one.stats.luma[one.first : one.last + 1]))
    return float(np.median(steps)) / one.limits.flicker.levels if len(steps) else 1.0


def _blur(one: Stretch) -> float:
    fine = one.stats.fineness
    return (1 - one.typical(fine / np.maximum(_TINY, one.usual(fine)))) / (1 - one.limits.blur.share)


def _morph(one: Stretch) -> float:
    """How pure the blend is, times how long it lasts: editors' dissolves are short."""
    middle = Stretch(one.stats, one.limits, one.usual, one.first + NEAR, max(one.first + NEAR, one.last - NEAR))
    purity = one.limits.morph.share / max(_TINY, middle.typical(one.stats.blend_error))
    return purity * one.length_s / (one.limits.morph.least_s + 2 * BLEND_S)


def _exposure(one: Stretch) -> float:
    bright = one.stats.bright
    return one.typical(bright - one.usual(bright)) / one.limits.exposure.share


_BY_KIND: dict[FaultKind, Callable[[Stretch], float]] = {
    "black": _black,
    "flash": _flash,
    "foreign": _foreign,
    "blocks": _blocks,
    "frozen": _frozen,
    "duplicate": _frozen,
    "disorder": _disorder,
    "flicker": _flicker,
    "blur": _blur,
    "morph": _morph,
    "exposure": _exposure,
}
