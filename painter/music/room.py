"""A room: what is sent to it comes back from both sides, ever darker and softer."""

from __future__ import annotations

import numpy as np

from media.audio import RATE_HZ, Samples

_HALF = RATE_HZ // 2
_FIRST_S = 0.012
_BLOCK = 1 << 17
_WET = 0.9


def add_room(dry: Samples, sent: Samples, ring_s: float, rng: np.random.Generator) -> None:
    """Add the room's answer to a mix, by convolution at half the rate: what comes back has no highs.

    Args:
        dry: The mix, of shape (2, samples); changed.
        sent: What the room hears, of shape (samples,).
        ring_s: How long it takes until it is 60 dB softer.
        rng: For the room.
    """
    heard = np.convolve(sent, np.array([0.25, 0.5, 0.25], np.float32), "same")[::2]
    answers = _impulse(ring_s, rng)
    length = answers.shape[1]
    size = max(_BLOCK, 1 << (2 * length - 1).bit_length())
    step = size - length
    shapes = np.fft.rfft(answers, size)
    wet = np.zeros((2, len(heard) + size), np.float32)
    for start in range(0, len(heard), step):
        spectrum = np.fft.rfft(heard[start : start + step], size)
        wet[:, start : start + size] += np.fft.irfft(spectrum * shapes, size)
    for side in (0, 1):
        answer = wet[side, : len(heard)]
        dry[side, ::2] += answer[: len(dry[side, ::2])]
        dry[side, 1:-1:2] += 0.5 * (answer[:-1] + answer[1:])[: len(dry[side, 1:-1:2])]


def _impulse(ring_s: float, rng: np.random.Generator) -> Samples:
    """Noise that dies away, its highs first, different on both sides."""
    count = round(ring_s * _HALF)
    time = np.arange(count) / _HALF
    noise = rng.standard_normal((2, count))
    soft = np.stack([np.convolve(side, np.hanning(11)[1:-1] / 5, "same") for side in noise])
    bright = np.exp(-time * 9 / ring_s)
    tail = (noise * bright + 1.6 * soft * (1 - bright)) * 10 ** (-3 * time / ring_s)
    tail *= 1 - np.exp(-np.maximum(0, time - _FIRST_S) * 400)
    return np.asarray(_WET * tail / np.sqrt((tail**2).sum(axis=1, keepdims=True)), np.float32)
