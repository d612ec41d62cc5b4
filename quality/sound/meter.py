"""Hears a film's sound once, as it is decoded, and measures what its faults are found in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from media.loudness import LoudnessMeter
from media.probe import first_tick
from quality.sound.levels import LevelMeter, LevelStats, block_size
from quality.sound.low import LowEnd, LowEndMeter
from quality.sound.tops import TopMeter, Tops

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from numpy.typing import NDArray

    from media.loudness import ProgrammeLoudness

    Floats = NDArray[np.float32]

_PIECES = 32
"""So many are measured together, which is quicker than one by one."""
_MOST_LATE_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What was measured of a sound track, on the film's clock. Memory grows by 2 kB a second; each part tells how."""

    levels: LevelStats
    tops: Tops
    low: LowEnd
    loudness: ProgrammeLoudness | None


class Ear:
    """Measures samples as they come.

    Args:
        rate: Samples a second.
        channels: Their number.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self._levels = LevelMeter(rate, channels)
        self._tops = TopMeter(rate)
        self._low = LowEndMeter(rate)

    def hear(self, samples: Floats) -> None:
        """The next samples, shape (channels, n)."""
        heard = np.nan_to_num(samples)
        for part in (self._levels, self._tops, self._low):
            part.hear(heard)

    def heard(self, loudness: ProgrammeLoudness | None = None) -> Heard:
        """What was measured so far, with what another has measured."""
        return Heard(
            levels=self._levels.stats(),
            tops=self._tops.stats(),
            low=self._low.stats(),
            loudness=loudness,
        )


class SoundMeter:
    """A listener that measures a sound track."""

    def __init__(self) -> None:
        self._loudness = LoudnessMeter()
        self._ear = Ear(1, 1)
        self._pieces: list[Floats] = []

    def begin(self, stream: AudioStream) -> None:
        """See `media.reading.Listener.begin`."""
        self._ear = Ear(stream.rate, stream.channels)
        self._least = block_size(stream.rate)  # of a track that is shorter than a block one is measured, too
        self._pictures_s = _pictures_s(stream)
        self._late: int | None = None

    def hear(self, piece: AudioFrame) -> None:
        """See `media.reading.Listener.hear`."""
        self._loudness.hear(piece)
        # Packed: of eight channels or more in planes PyAV reads one plane too many, and the process is gone.
        samples = np.asarray(piece.to_ndarray(), np.float32).reshape(piece.samples, -1).T
        self._pieces.append(self._in_time(samples, piece))
        if len(self._pieces) >= _PIECES:
            self._measure()

    def _in_time(self, samples: Floats, piece: AudioFrame) -> Floats:
        """The samples, after the silence before the first, or without those that are heard before the pictures."""
        if self._late is None:
            late_s = (piece.time or 0.0) - self._pictures_s
            self._late = round(min(max(late_s, -_MOST_LATE_S), _MOST_LATE_S) * piece.sample_rate)
        before, after = max(0, self._late), min(max(0, -self._late), samples.shape[1])
        self._late += after - before
        return np.pad(samples[:, after:], ((0, 0), (before, 0))) if before or after else samples

    def end(self) -> None:
        """See `media.reading.Listener.end`."""
        self._loudness.end()
        self._measure(least=self._least)

    def _measure(self, least: int = 0) -> None:
        """Measure what has come, with silence after it where that is less than so many samples."""
        if self._pieces:
            heard = np.concatenate(self._pieces, axis=1)
            self._ear.hear(np.pad(heard, ((0, 0), (0, max(0, least - heard.shape[1])))))
            self._pieces = []
        self._least = 0

    @property
    def heard(self) -> Heard:
        """What was measured, once the sound has ended."""
        return self._ear.heard(self._loudness.loudness)


def _pictures_s(sound: AudioStream) -> float:
    """When the film begins, on the clock of its file."""
    for stream in sound.container.streams.video:
        if stream.time_base:
            return float(first_tick(stream) * stream.time_base)
    return 0.0
