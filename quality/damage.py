"""Finds where a file is damaged, by what its decoder says: it conceals broken pieces and builds on them."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from footage.verdicts import Fault
from quality.faults import MOST_EVIDENCE, a_fault

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from media.reading import Holes

_SOUND_S = 0.03
"""A piece of sound is about so long: 1024 samples of AAC, 1152 of MP3."""
_TOGETHER_S = 0.5


class DamageViewer:
    """A viewer that notes which frames the decoder calls damaged, and the key frames, at which pictures begin anew."""

    def __init__(self) -> None:
        self._damaged_s, self._keys_s = array("d"), array("d")
        self._last_s = 0.0

    def begin(self, stream: VideoStream) -> None:
        """See `media.reading.Viewer.begin`."""

    def see(self, time_s: float, frame: VideoFrame) -> None:
        """See `media.reading.Viewer.see`."""
        self._last_s = time_s
        if frame.key_frame:
            self._keys_s.append(time_s)
        if frame.is_corrupt:
            self._damaged_s.append(time_s)

    def end(self) -> None:
        """See `media.reading.Viewer.end`."""

    def faults(self, holes: Holes, end_s: float) -> Iterator[Fault]:
        """Stretches of damaged pictures, each up to the next key frame, and of sound that is missing.

        Args:
            holes: What could not be decoded at all.
            end_s: When the film ends.
        """
        lost_s = [time_s for time_s in holes.pictures_s if time_s <= self._last_s]
        for first_s, last_s in _stretches(sorted([*self._damaged_s, *lost_s]), self._whole_again(end_s)):
            yield a_fault("blocks", first_s, last_s, "the file is damaged here, and so is the picture", MOST_EVIDENCE)
        for first_s, last_s in _stretches(sorted(holes.sound_s), lambda time_s: time_s + _SOUND_S):
            yield a_fault("dropout", first_s, min(last_s, end_s), "the file is damaged here, and its sound is missing")

    def _whole_again(self, end_s: float) -> Callable[[float], float]:
        keys_s = self._keys_s

        def after(time_s: float) -> float:
            at = bisect.bisect_right(keys_s, time_s)
            return keys_s[at] if at < len(keys_s) else max(end_s, time_s)

        return after


def beside(damage: Sequence[Fault], found: Iterable[Fault]) -> list[Fault]:
    """Damage, and what else was found: the same twice is told once, as damage."""
    return [*damage, *(one for one in found if not any(_same(one, other) for other in damage))]


def _same(one: Fault, other: Fault) -> bool:
    return one.kind == other.kind and one.start_s < other.end_s and other.start_s < one.end_s


def _stretches(times_s: Sequence[float], until: Callable[[float], float]) -> Iterator[tuple[float, float]]:
    """From each time until what is damaged then is over, those that touch as one."""
    stretch: tuple[float, float] | None = None
    for time_s in times_s:
        if stretch and time_s <= stretch[1] + _TOGETHER_S:
            stretch = stretch[0], max(stretch[1], until(time_s))
            continue
        if stretch:
            yield stretch
        stretch = time_s, until(time_s)
    if stretch:
        yield stretch
