"""Sound as samples: its rate, its loudness, and writing it down."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
LOUDNESS_LUFS = -16.0
PEAK = 0.84
"""Highest sample, about -1.5 dBFS, so that lossy coding stays below full scale."""

Samples = NDArray[np.float32]


def write_wav(path: Path, samples: Samples) -> None:
    """Write samples of shape (n, channels), -1..1, as 16-bit PCM."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def loudness(samples: Samples) -> float:
    """Integrated loudness after ITU-R BS.1770 in LUFS, from at most the first minute."""
    part = samples[: 60 * RATE_HZ]
    hop, length = RATE_HZ // 10, 4 * RATE_HZ // 10
    weight = _k_weighting(len(part))
    squares = sum(np.fft.irfft(np.fft.rfft(part[:, side]) * weight, len(part)) ** 2 for side in (0, 1))
    sums = np.concatenate([[0.0], np.cumsum(squares)])
    starts = np.arange(0, max(1, len(part) - length), hop)
    ends = np.minimum(starts + length, len(part))
    powers = (sums[ends] - sums[starts]) / (ends - starts)
    powers = powers[powers > 10 ** ((-70 + 0.691) / 10)]
    if not len(powers):
        return -70.0
    heard = powers[powers > powers.mean() / 10]
    return float(-0.691 + 10 * np.log10(heard.mean()))


def _k_weighting(count: int) -> NDArray[np.float64]:
    """Magnitude of BS.1770's two filters for 48 kHz at the frequencies of an FFT of `count` samples."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(count))
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass))
