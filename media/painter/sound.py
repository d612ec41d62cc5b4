"""The sound bed: a soft chord pad by mood, sparse notes, and the noise of the place, all computed from the seed."""

from __future__ import annotations

import wave
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.painter.plan import ScenePlan

RATE_HZ = 48_000
LOUDNESS_LUFS = -16.0
PEAK = 0.84
"""Highest sample, about -1.5 dBFS, so that lossy coding stays below full scale."""

Samples = NDArray[np.float32]

_CHORD_S = 4.0
_TILE_S = 8.0
_CHORDS = {
    # semitones above the root, one chord after another
    "calm": ((0, 7, 11, 16), (5, 12, 16, 21), (-3, 4, 12, 16), (5, 9, 16, 19)),
    "bright": ((0, 7, 12, 16), (7, 11, 14, 19), (-3, 4, 12, 16), (5, 12, 17, 21)),
    "epic": ((0, 7, 12, 15), (-4, 3, 8, 15), (3, 10, 15, 19), (-2, 5, 10, 14)),
    "tense": ((0, 7, 8, 15), (1, 8, 13, 17), (0, 6, 7, 15), (-2, 5, 8, 13)),
}
_ROOTS = {"calm": 50, "bright": 52, "epic": 45, "tense": 43}
_NOTE_GAPS_S = {"calm": 2.0, "bright": 0.5, "epic": 1.0, "tense": 2.0}
_Bed = tuple[float, float, float, float]
"""A noise: its low and high edge in hertz, its level, its swells a second."""

_RAIN: tuple[_Bed, ...] = ((900, 9000, 0.10, 0.0), (250, 900, 0.05, 0.13))
_WIND: _Bed = (140, 650, 0.10, 0.125)
_LEAVES: _Bed = (180, 900, 0.05, 0.19)
_PLACES: dict[str, tuple[_Bed, ...]] = {
    "sea": ((120, 1400, 0.20, 0.125), (900, 5000, 0.05, 0.125)),
    "lake": (_LEAVES,),
    "forest": (_LEAVES,),
    "hills": (_LEAVES,),
    "mountains": (_WIND,),
    "snow": (_WIND,),
    "desert": (_WIND,),
    "city": ((40, 260, 0.14, 0.125),),
    "space": ((30, 140, 0.20, 0.125),),
}


def compose(plan: ScenePlan) -> Samples:
    """The film's sound, as long as the film, faded in and out.

    Returns:
        float32 of shape (samples, 2) at `RATE_HZ`, about `LOUDNESS_LUFS` loud, below `PEAK`.
    """
    count = max(1, round(plan.frame_count / plan.fps * RATE_HZ))
    rng = np.random.default_rng([plan.variation, zlib.crc32(b"sound")])
    mix = _pad(plan, rng, count) + _notes(plan, rng, count) + _place(plan, rng, count)
    mix *= _fades(count)[:, None]
    gain = 10 ** ((LOUDNESS_LUFS - loudness(mix)) / 20)
    # A curve that leaves quiet samples alone and never passes PEAK.
    return np.asarray(PEAK * np.tanh(mix * np.float32(gain / PEAK)), np.float32)


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


def _fades(count: int) -> Samples:
    seconds = count / RATE_HZ
    rise, fall = (max(1, round(min(share, seconds / 3) * RATE_HZ)) for share in (0.6, 1.2))
    curve = np.ones(count, np.float32)
    curve[:rise] = np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    curve[-fall:] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return curve


def _root_hz(plan: ScenePlan, rng: np.random.Generator) -> float:
    return float(440 * 2 ** ((_ROOTS[plan.mood] + int(rng.integers(0, 5)) - 69) / 12))


def _pad(plan: ScenePlan, rng: np.random.Generator, count: int) -> Samples:
    """Chords of slowly beating partials that melt into each other."""
    root = _root_hz(plan, rng)
    mix = np.zeros((count, 2), np.float32)
    chords = _CHORDS[plan.mood]
    step, length = round(_CHORD_S * RATE_HZ), round((_CHORD_S + 1.6) * RATE_HZ)
    time: Samples = (np.arange(length) / RATE_HZ).astype(np.float32)
    swell = np.sin(np.pi * np.clip(time / 1.6, 0, 0.5)) * np.sin(np.pi * np.clip((time[-1] - time) / 3.2, 0, 0.5))
    rendered: dict[tuple[int, ...], Samples] = {}
    for index, start in enumerate(range(-round(0.8 * RATE_HZ), count, step)):
        chord = chords[index % len(chords)]
        if chord not in rendered:
            rendered[chord] = _chord(rng, root, chord, time) * swell[:, None].astype(np.float32)
        _add(mix, rendered[chord], start)
    return mix


def _chord(rng: np.random.Generator, root: float, chord: tuple[int, ...], time: Samples) -> Samples:
    voices = np.zeros((len(time), 2), np.float32)
    for semitones in (chord[0] - 12, *chord):
        hertz = root * 2 ** (semitones / 12)
        for partial, level in ((1, 1.0), (2, 0.32), (3, 0.12), (4, 0.05)):
            for side in (0, 1):
                detune = 1 + float(rng.uniform(-0.0022, 0.0022))
                phase = float(rng.uniform(0, 2 * np.pi))
                tone = np.sin(2 * np.pi * hertz * partial * detune * time + phase)
                voices[:, side] += level * 0.16 * tone * (1 - 0.25 * np.sin(time * 0.9 + phase))
    return voices


def _notes(plan: ScenePlan, rng: np.random.Generator, count: int) -> Samples:
    """Single soft struck notes out of the chord, an octave or two above it."""
    root = _root_hz(plan, np.random.default_rng([plan.variation, zlib.crc32(b"sound")]))
    mix = np.zeros((count, 2), np.float32)
    time = np.arange(round(2.6 * RATE_HZ), dtype=np.float32) / RATE_HZ
    gap = _NOTE_GAPS_S[plan.mood]
    for index in range(int(count / RATE_HZ / gap)):
        if rng.random() < 0.35:
            continue
        chord = _CHORDS[plan.mood][int((index * gap + 0.8) / _CHORD_S) % 4]
        hertz = root * 2 ** (int(rng.choice(chord)) / 12 + int(rng.integers(1, 3)))
        ring = np.exp(-time * 2.4) * (1 - np.exp(-time * 160))
        tone = (np.sin(2 * np.pi * hertz * time) + 0.25 * np.sin(4 * np.pi * hertz * time) * np.exp(-time * 3)) * ring
        pan = float(rng.uniform(0.25, 0.75))
        stereo = np.stack([tone * (1 - pan), tone * pan], axis=1).astype(np.float32) * np.float32(0.20)
        start = round(index * gap * RATE_HZ)
        _add(mix, stereo, start)
        _add(mix, stereo[:, ::-1] * np.float32(0.35), start + round(0.37 * RATE_HZ))
    return mix


def _place(plan: ScenePlan, rng: np.random.Generator, count: int) -> Samples:
    """Wind, waves, rain or a city's hum."""
    beds = _PLACES.get(plan.setting, ()) + (_RAIN if plan.weather == "rain" else ())
    mix = np.zeros((count, 2), np.float32)
    for low, high, level, breaths in beds:
        tile = _noise_tile(rng, low, high) * np.float32(level)
        if breaths:
            # Whole breaths in a tile, so that the loop has no seam.
            time = np.arange(len(tile)) / RATE_HZ
            swell = 0.45 + 0.55 * np.sin(np.pi * time * round(breaths * _TILE_S) / _TILE_S) ** 2
            tile *= swell[:, None].astype(np.float32)
        for start in range(0, count, len(tile)):
            _add(mix, tile, start)
    return mix


def _noise_tile(rng: np.random.Generator, low_hz: float, high_hz: float) -> Samples:
    """Stereo noise between two frequencies that repeats without a seam, with a root mean square of 1."""
    length = round(_TILE_S * RATE_HZ)
    hertz = np.fft.rfftfreq(length, 1 / RATE_HZ)
    shape = 1 / (1 + (low_hz / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high_hz) ** 3)
    waves = rng.standard_normal((2, len(hertz))) + 1j * rng.standard_normal((2, len(hertz)))
    sides = np.fft.irfft(waves * shape, length)
    tile = np.stack([0.8 * sides[0] + 0.2 * sides[1], 0.8 * sides[1] + 0.2 * sides[0]], axis=1)
    return np.asarray(tile / np.sqrt((tile**2).mean()), np.float32)


def _add(mix: Samples, sound: Samples, start: int) -> None:
    """Add a sound where it falls inside the film."""
    first, last = max(0, start), min(len(mix), start + len(sound))
    if first < last:
        mix[first:last] += sound[first - start : last - start]
