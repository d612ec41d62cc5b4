"""The search through a film's pictures: what was found so far, and what lies around a stretch of frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quality.frame_stats import FrameStats
from quality.shots import runs, usual
from quality.thresholds import Thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Indexes = NDArray[np.intp]
    Mask = NDArray[np.bool_]


class Found(NamedTuple):
    """Frames `first` to `last` with something wrong, and how far it is above the threshold of its kind."""

    first: int
    last: int
    evidence: float


def apart(found: Iterable[Found]) -> Iterator[Found]:
    """Those that do not overlap one that came before."""
    kept: list[Found] = []
    for one in found:
        if all(one.last < other.first or one.first > other.last for other in kept):
            kept.append(one)
            yield one


class Search:
    """The search through a film and what it has found so far.

    Attributes:
        taken: Which frames belong to a fault.
        jumps: Which frames show another picture than the frame before.
        cuts: The first frames of shots, but for the first shot's.
    """

    def __init__(self, stats: FrameStats, limits: Thresholds) -> None:
        self.stats = stats
        self.limits = limits
        self.taken = np.zeros(len(stats.times_s), bool)
        self.jumps = np.zeros(len(stats.times_s), bool)
        self.cuts: list[int] = []

    @property
    def flows(self) -> bool:
        """Whether the film has pictures enough to tell motion from change: slides and slow recordings have not."""
        return self.stats.frame_s <= self.limits.motion.most_frame_s

    def leave_out(self, indexes: Sequence[int]) -> None:
        """Mark the frames whose picture is another than the one before: they count for no other fault."""
        self.jumps[list(indexes)] = True

    def clear(self, indexes: Sequence[int]) -> list[int]:
        """Those of the frames that are not part of a fault found so far, nor right after one."""
        return [index for index in indexes if not self.taken[max(0, index - 1) : index + 1].any()]

    def take(self, found: Iterable[Found]) -> list[Found]:
        """Mark the frames of faults."""
        kept = list(found)
        for one in kept:
            self.taken[one.first : one.last + 1] = True
        return kept

    def usual(self, values: Floats, percentile: float = 50) -> Floats:
        """What is usual in each frame's shot, faults aside."""
        return usual(values, self.cuts, self.taken, percentile)

    def length_s(self, first: int, last: int) -> float:
        """How long a stretch is shown."""
        return self.stats.end_of(last) - float(self.stats.times_s[first])

    def lasting(self, mask: Mask, least_s: float) -> Iterator[tuple[int, int]]:
        """Stretches of true values of a least length; single false ones are passed over."""
        for first, last in runs(mask, bridge=1):
            if self.length_s(first, last) >= least_s - self.stats.frame_s / 2:
                yield first, last

    def before(self, first: int, count: int) -> Indexes:
        """Up to so many frames before one, the last of them at its end, back to where another picture or fault is."""
        start = first
        while start > 0 and first - start < count and not self.taken[start - 1]:
            start -= 1
            if self.jumps[start]:
                break
        return np.arange(start, first)

    def after(self, last: int, count: int) -> Indexes:
        """Up to so many frames after one, up to where another picture or fault is."""
        end = last + 1
        while end < len(self.taken) and end - last <= count and not (self.taken[end] or self.jumps[end]):
            end += 1
        return np.arange(last + 1, end)
