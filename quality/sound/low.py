"""The low end of a sound, second by second: what mains hum and wind are found in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quality.sound.cutting import Cutter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Waves = NDArray[np.complex64]

HOP_S = 0.5
MAINS_HZ = (50, 60)
HARMONICS = 10
_MOST_HZ = MAINS_HZ[-1] * HARMONICS + 12
_BESIDE_HZ = (-8, -7, -6, -5, 5, 6, 7, 8)
_SECOND = 0.6
"""Share of the second channel: the first less it is not silent either, nor is their sum."""
WIND_HZ = (10, 40, 120, 200, 500)


@dataclass(frozen=True, kw_only=True)
class LowEnd:
    """One row for each half of a second, of the second that begins with it.

    Attributes:
        lines: Shape (n, 2, 10): the waves of the harmonics of 50 and of 60 Hz, as amplitudes of full scale.
        beside: Likewise, the usual amplitude a few hertz beside each.
        bands: Shape (n, 5): power from 10 to 40 Hz, to 120, to 200, to 500 Hz, and above.
        noisiness: How much the spectrum below 120 Hz is like noise: about 0.5 for noise, near 0 for tones.
    """

    lines: Waves
    beside: Floats
    bands: Floats
    noisiness: Floats


class LowEndMeter:
    """Measures the low end as the sound comes.

    Args:
        rate: Samples a second.
    """

    def __init__(self, rate: int) -> None:
        self._cutter = Cutter(rate, round(HOP_S * rate))
        window = np.hanning(rate)
        self._window: Floats = (2 * window / window.sum()).astype(np.float32)  # a sine of full scale is 1
        self._lines: list[Waves] = [np.zeros((0, len(MAINS_HZ), HARMONICS), np.complex64)]
        self._beside: list[Floats] = [np.zeros((0, len(MAINS_HZ), HARMONICS), np.float32)]
        self._bands: list[Floats] = [np.zeros((0, len(WIND_HZ)), np.float32)]
        self._noisiness: list[Floats] = [np.zeros(0, np.float32)]

    def hear(self, heard: Floats) -> None:
        """More of it, shape (channels, samples); the first two channels are looked at."""
        mono: Floats = heard[:1]
        if len(heard) > 1:
            mono = ((mono + _SECOND * heard[1:2]) / (1 + _SECOND)).astype(np.float32)
        for second in self._cutter.cut(mono)[:, 0]:
            self._measure(np.fft.rfft(second * self._window).astype(np.complex64))

    def _measure(self, waves: Waves) -> None:
        """One second, by its spectrum in steps of 1 Hz."""
        sizes = np.abs(waves)
        power = sizes**2
        if len(waves) < _MOST_HZ:
            waves, sizes = (np.pad(values, (0, _MOST_HZ - len(values))) for values in (waves, sizes))
        at = np.outer(MAINS_HZ, np.arange(1, HARMONICS + 1))
        self._lines.append(waves[at][None])
        self._beside.append(np.median(sizes[at[..., None] + _BESIDE_HZ], axis=-1)[None].astype(np.float32))
        self._bands.append((np.add.reduceat(power, WIND_HZ) / 2 * (2 / 3))[None].astype(np.float32))
        low = power[WIND_HZ[0] : WIND_HZ[2]]
        around = np.convolve(low, np.ones(25) / 25, "same") + 1e-20
        self._noisiness.append(np.exp(np.log(low / around + 1e-9).mean(keepdims=True)).astype(np.float32))

    def stats(self) -> LowEnd:
        """What was measured so far."""
        return LowEnd(
            lines=np.concatenate(self._lines),
            beside=np.concatenate(self._beside),
            bands=np.concatenate(self._bands),
            noisiness=np.concatenate(self._noisiness),
        )
