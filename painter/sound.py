"""Composes a film's sound from its seed: music by mood and pace, and the noises of its places.

The music is a pad of chords with single notes, a pulse in faster films, and a soft accent where a beat begins.
"""

from __future__ import annotations

import math
import zlib

import numpy as np

from media.audio import LOUDNESS_LUFS, PEAK, RATE_HZ, Samples, loudness
from painter.plan import FilmPlan

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
_PULSE_GAPS_S = {"medium": 1.0, "fast": 0.5}
_FIRST_PULSE_S = 0.8
_RISE_S = 0.7
_CROSSFADE_S = 0.8
_NOTE_GAPS_S = {"calm": 2.0, "bright": 0.5, "epic": 1.0, "tense": 2.0}
_NoiseBand = tuple[float, float, float, float]
"""A band of noise: lowest and highest frequency in hertz, level, and swells a second."""

_RAIN: tuple[_NoiseBand, ...] = ((900, 9000, 0.10, 0.0), (250, 900, 0.05, 0.13))
_WIND: _NoiseBand = (140, 650, 0.10, 0.125)
_RAIN_ON_PANES: tuple[_NoiseBand, ...] = ((200, 1700, 0.07, 0.13), (2500, 7000, 0.008, 0.0))
_LEAVES: _NoiseBand = (180, 900, 0.05, 0.19)
_PLACES: dict[str, tuple[_NoiseBand, ...]] = {
    "sea": ((120, 1400, 0.20, 0.125), (900, 5000, 0.05, 0.125)),
    "lake": (_LEAVES,),
    "forest": (_LEAVES,),
    "hills": (_LEAVES,),
    "mountains": (_WIND,),
    "snow": (_WIND,),
    "desert": (_WIND,),
    "city": ((40, 260, 0.14, 0.125),),
    "space": ((30, 140, 0.20, 0.125),),
    "underwater": ((28, 190, 0.26, 0.125), (300, 700, 0.025, 0.25)),
    "stadium": ((260, 1500, 0.15, 0.125), (500, 2600, 0.05, 0.375)),
    "room": ((50, 240, 0.045, 0.0), (1500, 6000, 0.003, 0.0)),
}
_BUBBLES_A_TILE = 14


def compose(plan: FilmPlan) -> Samples:
    """The film's sound, as long as the film, faded in and out.

    Returns:
        float32 of shape (samples, 2) at `RATE_HZ`, about `LOUDNESS_LUFS` loud, below `PEAK`.
    """
    count = max(1, round(plan.frame_count / plan.fps * RATE_HZ))
    rng = np.random.default_rng([plan.variation, zlib.crc32(b"sound")])
    mix = _pad(plan, rng, count) + _notes(plan, rng, count) + _pulse(plan, count) + _accents(plan, rng, count)
    mix += _places(plan, rng, count)
    mix *= _fades(count)[:, None]
    gain = 10 ** ((LOUDNESS_LUFS - loudness(mix)) / 20)
    # A soft clip: quiet samples stay as they are, and none exceeds PEAK.
    return np.asarray(PEAK * np.tanh(mix * np.float32(gain / PEAK)), np.float32)


def _fades(count: int) -> Samples:
    seconds = count / RATE_HZ
    rise, fall = (max(1, round(min(share, seconds / 3) * RATE_HZ)) for share in (0.6, 1.2))
    curve = np.ones(count, np.float32)
    curve[:rise] = np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    curve[-fall:] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return curve


def _root_hz(plan: FilmPlan) -> float:
    """The film's key."""
    rng = np.random.default_rng([plan.variation, zlib.crc32(b"key")])
    return float(440 * 2 ** ((_ROOTS[plan.mood] + int(rng.integers(0, 5)) - 69) / 12))


def _pad(plan: FilmPlan, rng: np.random.Generator, count: int) -> Samples:
    """Chords of slowly beating partials that melt into each other."""
    root = _root_hz(plan)
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
    voices = np.zeros((2, len(time)), np.float32)
    slow = np.sin(time * 0.9), np.cos(time * 0.9)
    for semitones in (chord[0] - 12, *chord):
        hertz = root * 2 ** (semitones / 12)
        for partial, level in ((1, 1.0), (2, 0.32), (3, 0.12), (4, 0.05)):
            for side in (0, 1):
                detune = 1 + float(rng.uniform(-0.0022, 0.0022))
                phase = float(rng.uniform(0, 2 * np.pi))
                tone = np.sin(2 * np.pi * hertz * partial * detune * time + phase)
                swell = slow[0] * math.cos(phase) + slow[1] * math.sin(phase)
                voices[side] += level * 0.16 * tone * (1 - 0.25 * swell)
    return voices.T


def _notes(plan: FilmPlan, rng: np.random.Generator, count: int) -> Samples:
    """Single soft struck notes out of the chord, an octave or two above it."""
    root = _root_hz(plan)
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


def _pulse(plan: FilmPlan, count: int) -> Samples:
    """A soft low beat, as often as the pace asks for; slow films have none."""
    mix = np.zeros((count, 2), np.float32)
    gap_s = _PULSE_GAPS_S.get(plan.pace)
    if gap_s:
        thump = _thump(_root_hz(plan) / 2, 0.35)[:, None] * np.float32(0.30)
        for start in range(round(_FIRST_PULSE_S * RATE_HZ), count, round(gap_s * RATE_HZ)):
            _add(mix, np.repeat(thump, 2, axis=1), start)
    return mix


def _accents(plan: FilmPlan, rng: np.random.Generator, count: int) -> Samples:
    """Where a beat begins: a breath of air that rises to it, and a low soft hit."""
    mix = np.zeros((count, 2), np.float32)
    length = round(_RISE_S * RATE_HZ)
    rise = np.linspace(0, 1, length, dtype=np.float32)[:, None] ** 3
    air = _noise_tile(rng, 500, 6000)[:length] * rise * np.float32(0.10)
    hit = np.repeat(_thump(52.0, 0.9)[:, None] * np.float32(0.30), 2, axis=1)
    for start_s in plan.starts_s[1:]:
        start = round(start_s * RATE_HZ)
        _add(mix, air, start - length)
        _add(mix, hit, start)
    return mix


def _thump(hertz: float, ring_s: float) -> Samples:
    """A low note that falls a little and dies away."""
    time = np.arange(round(ring_s * 3 * RATE_HZ)) / RATE_HZ
    phase = 2 * np.pi * hertz * (time + 0.02 * (1 - np.exp(-time * 30)))
    return np.asarray(np.sin(phase) * np.exp(-time / ring_s * 3) * (1 - np.exp(-time * 200)), np.float32)


def _places(plan: FilmPlan, rng: np.random.Generator, count: int) -> Samples:
    """Wind, waves, rain or a city's hum while its beats last; beats in the same place share one unbroken sound."""
    lasting: dict[tuple[_NoiseBand, ...], Samples] = {}
    for index, start_s in enumerate(plan.starts_s):
        beat = plan.beats[index]
        beds = _PLACES.get(beat.setting, ())
        if beat.weather == "rain":
            beds += _RAIN_ON_PANES if beat.setting == "room" else _RAIN
        first = start_s if index else -1.0
        last = start_s + beat.duration_s if index + 1 < len(plan.beats) else plan.duration_s + 1.0
        lasting[beds] = lasting.get(beds, np.zeros(count, np.float32)) + _presence(count, first, last)
    mix = np.zeros((count, 2), np.float32)
    for beds, presence in lasting.items():
        mix += _place(beds, rng, count) * presence[:, None]
    return mix


def _presence(count: int, first_s: float, last_s: float) -> Samples:
    """The gain of a place between two times: 1, with slopes at both ends that crossfade with the neighbours."""
    time = np.arange(count, dtype=np.float32) / RATE_HZ
    rise = np.clip((time - first_s) / _CROSSFADE_S + 0.5, 0, 1)
    fall = np.clip((time - last_s) / _CROSSFADE_S + 0.5, 0, 1)
    return np.asarray(rise - fall, np.float32)


def _place(beds: tuple[_NoiseBand, ...], rng: np.random.Generator, count: int) -> Samples:
    """A place's noises."""
    mix = np.zeros((count, 2), np.float32)
    if beds == _PLACES["underwater"]:
        _loop(mix, _bubbles(rng))
    for low, high, level, breaths in beds:
        tile = _noise_tile(rng, low, high) * np.float32(level)
        if breaths:
            # A whole number of swells in a tile, so that the loop has no seam.
            time = np.arange(len(tile)) / RATE_HZ
            swell = 0.45 + 0.55 * np.sin(np.pi * time * round(breaths * _TILE_S) / _TILE_S) ** 2
            tile *= swell[:, None].astype(np.float32)
        _loop(mix, tile)
    return mix


def _loop(mix: Samples, tile: Samples) -> None:
    """Repeat a sound until the end."""
    for start in range(0, len(mix), len(tile)):
        _add(mix, tile, start)


def _bubbles(rng: np.random.Generator) -> Samples:
    """Short tones that rise as bubbles do, in groups of three, on a tile of silence."""
    tile = np.zeros((round(_TILE_S * RATE_HZ), 2), np.float32)
    time = np.arange(round(0.16 * RATE_HZ)) / RATE_HZ
    for start_s in rng.uniform(0, _TILE_S - 0.7, _BUBBLES_A_TILE).tolist():
        pan = float(rng.uniform(0.2, 0.8))
        for number in range(3):
            hertz = float(rng.uniform(320, 720))
            tone = np.sin(2 * np.pi * hertz * (time + 1.6 * time**2)) * np.exp(-time * 34) * (1 - np.exp(-time * 500))
            blip = (tone[:, None] * np.array([1 - pan, pan]) * 0.16).astype(np.float32)
            _add(tile, blip, round((start_s + number * float(rng.uniform(0.07, 0.2))) * RATE_HZ))
    return tile


def _noise_tile(rng: np.random.Generator, low_hz: float, high_hz: float) -> Samples:
    """Stereo noise between two frequencies that repeats without a seam, with a root mean square of 1."""
    length = round(_TILE_S * RATE_HZ)
    hertz = np.fft.rfftfreq(length, 1 / RATE_HZ)
    shape = 1 / (1 + (low_hz / np.maximum(hertz, 1)) ** 4) / (1 + (hertz / high_hz) ** 3)
    waves = rng.standard_normal((2, len(hertz), 2), np.float32).view(np.complex64)[..., 0]
    sides = np.fft.irfft(waves * shape.astype(np.float32), length)
    tile = np.stack([0.8 * sides[0] + 0.2 * sides[1], 0.8 * sides[1] + 0.2 * sides[0]], axis=1)
    return np.asarray(tile / np.sqrt((tile**2).mean()), np.float32)


def _add(mix: Samples, sound: Samples, start: int) -> None:
    """Add a sound where it falls inside the film."""
    first, last = max(0, start), min(len(mix), start + len(sound))
    if first < last:
        mix[first:last] += sound[first - start : last - start]
