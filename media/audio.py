"""Sound as samples: its rate, its loudness, and writing it down."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
LOUDNESS_LUFS = -16.0
PEAK = 0.84
"""Highest sample, about -1.5 dBFS, so that lossy coding stays below full scale."""

_HOP = RATE_HZ // 10
_HOPS = 4
"""Loudness is measured in windows of four tenths of a second, which begin every tenth."""

_BLOCK, _RING = 1 << 16, 2400

Samples = NDArray[np.float32]


def write_wav(to: Path | IO[bytes], samples: Samples) -> None:
    """Write samples of shape (n, channels), -1..1, as 16-bit PCM to a file or a pipe."""
    with wave.open(str(to) if isinstance(to, Path) else to, "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.setnframes(len(samples))  # known at once, so that nothing is mended at the start of a pipe
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def loudness(samples: Samples) -> float:
    """Integrated loudness after ITU-R BS.1770 in LUFS, of samples of shape (n, 2)."""
    hops = _hop_powers(samples)
    length = min(_HOPS, len(hops))
    powers = np.convolve(hops, np.full(length, 1 / length), "valid")
    powers = powers[powers > 10 ** ((-70 + 0.691) / 10)]
    if not len(powers):
        return -70.0
    heard = powers[powers > powers.mean() / 10]
    return float(-0.691 + 10 * np.log10(heard.mean()))


def filtered(samples: Samples, gain_of: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> Samples:
    """Samples with each frequency louder or quieter, and none of them later: filters of gentle slopes.

    Args:
        samples: Of shape (n, 2), at `RATE_HZ`.
        gain_of: The factor at frequencies in hertz.
    """
    hertz = np.asarray(np.fft.rfftfreq(_BLOCK, 1 / RATE_HZ), np.float64)
    gain = gain_of(hertz).astype(np.float32)
    step, out = _BLOCK - 2 * _RING, np.empty_like(samples)
    for at in range(0, len(samples), step):
        block = _block(samples, at)
        heard = np.fft.irfft(np.fft.rfft(block) * gain, _BLOCK)[:, _RING:]
        out[at : at + step] = heard[:, : min(step, len(samples) - at)].T
    return out


def _block(samples: Samples, at: int) -> Samples:
    """The samples from a place on, and what rings into them from before, as a block of one size."""
    block = np.zeros((2, _BLOCK), np.float32)
    before = min(at, _RING)
    part = samples[at - before : at + _BLOCK - _RING]
    block[:, _RING - before : _RING - before + len(part)] = part.T
    return block


def _hop_powers(samples: Samples) -> NDArray[np.float64]:
    """The weighted power of each tenth of a second, both channels together.

    The weights are applied to blocks of one size, which overlap by what the filters ring: an FFT of the whole would
    take seconds where its length has a large prime factor.
    """
    step = _BLOCK - 2 * _RING
    weight = _k_weighting(_BLOCK).astype(np.float32)
    squares = np.zeros(len(samples), np.float32)
    for at in range(0, len(samples), step):
        block = _block(samples, at)
        weighted = np.fft.irfft(np.fft.rfft(block) * weight, _BLOCK)[:, _RING:]
        squares[at : at + step] = (weighted**2).sum(axis=0)[: min(step, len(samples) - at)]
    whole = len(samples) // _HOP
    if not whole:
        return np.full(1, squares.mean(), np.float64)
    return np.asarray(squares[: whole * _HOP].reshape(whole, _HOP).mean(axis=1), np.float64)


def _k_weighting(count: int) -> NDArray[np.float64]:
    """Magnitude of BS.1770's two filters for 48 kHz at the frequencies of an FFT of `count` samples."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(count))
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass))
