"""Finds faults in a film's sound, silence, gaps and clipping, and measures its loudness (EBU R128)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from media.loudness import LoudnessMeter
from quality.faults import FaultKind, a_fault
from quality.shots import runs
from quality.thresholds import Thresholds

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from numpy.typing import NDArray

    from media.loudness import ProgrammeLoudness

    Floats = NDArray[np.float32]

BLOCK_S = 0.05
_FLOOR_DB = -120.0
_PIECES = 32
"""So many are measured together, which is quicker than one by one."""


@dataclass(frozen=True)
class SoundBlocks:
    """For each twentieth of a second: root mean square in dB of full scale, and the share of clipped samples."""

    level_db: Floats
    clipped: Floats


class SoundMeter:
    """A listener that measures a sound track, in blocks and as a whole.

    Args:
        clip_level: The share of full scale from which a sample, in any channel, counts as clipped.
    """

    def __init__(self, clip_level: float) -> None:
        self._clip_level = clip_level
        self._meter = LoudnessMeter()
        self._levels: list[Floats] = [np.zeros(0, np.float32)]
        self._shares: list[Floats] = [np.zeros(0, np.float32)]

    def begin(self, stream: AudioStream) -> None:
        """See `media.reading.Listener.begin`."""
        self._size = round(BLOCK_S * stream.rate)
        self._waiting: list[Floats] = [np.zeros((stream.channels, 0), np.float32)]

    def hear(self, piece: AudioFrame) -> None:
        """See `media.reading.Listener.hear`."""
        self._meter.hear(piece)
        self._waiting.append(np.asarray(piece.to_ndarray(), np.float32))
        if len(self._waiting) >= _PIECES:
            self._measure()

    def end(self) -> None:
        """See `media.reading.Listener.end`."""
        self._meter.end()
        self._measure()

    def _measure(self) -> None:
        """Measure the whole blocks that have come; samples left over wait for more."""
        heard: Floats = np.concatenate(self._waiting, axis=1)
        whole = heard.shape[1] // self._size
        if whole:
            blocks = heard[:, : whole * self._size].reshape(len(heard), whole, self._size)
            power = (blocks**2).mean(axis=(0, 2))
            self._levels.append(10 * np.log10(np.maximum(power, 10 ** (_FLOOR_DB / 10))))
            self._shares.append((np.abs(blocks) >= self._clip_level).mean(axis=2).max(axis=0))
        self._waiting = [heard[:, whole * self._size :]]

    @property
    def loudness(self) -> ProgrammeLoudness | None:
        """Loudness of the whole track, once it has ended; None in silence."""
        return self._meter.loudness

    @property
    def blocks(self) -> SoundBlocks:
        """The blocks measured so far."""
        return SoundBlocks(np.concatenate(self._levels), np.concatenate(self._shares))


def sound_faults(blocks: SoundBlocks, limits: Thresholds) -> Iterator[Fault]:
    """Silence for a second and more, shorter gaps in which nothing at all is left, and clipping.

    A gap at the very beginning or end is none: films fade in and out.
    """
    last = len(blocks.level_db) - 1
    silent = blocks.level_db < limits.silence.level_db
    nothing = blocks.level_db < limits.silence.nothing_db
    for first, end in runs(silent):
        if (end - first + 1) * BLOCK_S >= limits.silence.least_s:
            yield _fault("silence", first, end, "nothing is heard")
        else:
            for start, stop in runs(nothing[first : end + 1]):
                inside = first + start > 0 and first + stop < last
                if inside and (stop - start + 1) * BLOCK_S >= limits.silence.gap_s:
                    yield _fault("silence", first + start, first + stop, "the sound drops out")
    for first, end in runs(blocks.clipped >= limits.clipping.share, bridge=3):
        if (end - first + 1) * BLOCK_S >= limits.clipping.least_s:
            yield _fault("clipping", first, end, "the sound is cut off at full scale")


def _fault(kind: FaultKind, first: int, last: int, reason: str) -> Fault:
    return a_fault(kind, first * BLOCK_S, (last + 1) * BLOCK_S, reason)
