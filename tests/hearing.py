"""What can be measured of music: how often notes begin, how fast it goes, how bright and how dense it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.audio import RATE_HZ, Samples

_SIZE, _HOP = 2048, 512
_FRAMES_S = RATE_HZ / _HOP
_SLOWEST_BPM, _FASTEST_BPM = 50, 200


@dataclass(frozen=True)
class Heard:
    """A piece of music.

    Attributes:
        onsets_a_s: Notes that begin in a second, as far as they can be told apart.
        beat_strength: How much the music is like itself one beat later, 0 to 1.
        bpm: Its tempo, or a simple multiple of it.
        centroid_hz: The middle of its spectrum.
        low_share: The share of its power below 150 Hz.
        high_share: The share of its power above 3 kHz.
        crest_db: How far its peaks stand above its mean.
        width: How different its two sides are, 0 (the same) to 1.
        loudest_jump: The largest step from a sample to the next, of the largest sample: clicks show here.
    """

    onsets_a_s: float
    beat_strength: float
    bpm: float
    centroid_hz: float
    low_share: float
    high_share: float
    crest_db: float
    width: float
    loudest_jump: float


def hear(samples: Samples) -> Heard:
    """Measure a piece of music of some seconds."""
    mono = samples.mean(axis=1)
    power = _spectra(mono)
    hertz = np.fft.rfftfreq(_SIZE, 1 / RATE_HZ)
    mean = power.mean(axis=0)
    novelty = _novelty(power)
    strength, bpm = _tempo(novelty)
    side = (samples[:, 0] - samples[:, 1]) / 2
    return Heard(
        onsets_a_s=_onsets(novelty) / (len(mono) / RATE_HZ),
        beat_strength=strength,
        bpm=bpm,
        centroid_hz=float((mean * hertz).sum() / mean.sum()),
        low_share=float(mean[hertz < 150].sum() / mean.sum()),
        high_share=float(mean[hertz > 3000].sum() / mean.sum()),
        crest_db=float(20 * np.log10(np.abs(samples).max() / np.sqrt((samples**2).mean()))),
        width=float(np.sqrt((side**2).mean() / ((samples**2).mean()))),
        loudest_jump=float(np.abs(np.diff(samples, axis=0)).max() / np.abs(samples).max()),
    )


def _spectra(mono: Samples) -> NDArray[np.float64]:
    frames = np.lib.stride_tricks.sliding_window_view(mono, _SIZE)[::_HOP]
    window = np.hanning(_SIZE).astype(np.float32)
    return np.asarray(np.abs(np.fft.rfft(frames * window, axis=1)) ** 2, np.float64)


def _novelty(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much comes new into the spectrum, at every frame (spectral flux of the logarithm, in 24 bands)."""
    edges = np.unique(np.geomspace(1, power.shape[1], 25).astype(int))
    bands = np.log10(1e-3 * power.mean() + np.add.reduceat(power, edges[:-1], axis=1))
    rise = np.maximum(0, bands[2:] - bands[:-2]).mean(axis=1)
    return np.asarray(rise - rise.mean(), np.float64)


def _onsets(novelty: NDArray[np.float64]) -> int:
    near = round(0.05 * _FRAMES_S)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(novelty, near, constant_values=-1), 2 * near + 1)
    return int(((novelty == windows.max(axis=1)) & (novelty > novelty.std())).sum())


def _tempo(novelty: NDArray[np.float64]) -> tuple[float, float]:
    size = 1 << (2 * len(novelty)).bit_length()
    like = np.fft.irfft(np.abs(np.fft.rfft(novelty, size)) ** 2)[: len(novelty)]
    like /= like[0]
    first, last = round(60 / _FASTEST_BPM * _FRAMES_S), round(60 / _SLOWEST_BPM * _FRAMES_S)
    best = first + int(np.argmax(like[first:last]))
    return float(like[best]), 60 * _FRAMES_S / best
