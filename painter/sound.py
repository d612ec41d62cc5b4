"""Composes a film's sound from its seed: its music, and the noises of its places."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from media.audio import LOUDNESS_LUFS, PEAK, RATE_HZ, Samples, loudness
from painter.music.band import play
from painter.music.names import BedName
from painter.plan import FilmPlan

_TILE_S = 8.0
_MUSIC_LUFS = -10.0
"""How loud the music is before the whole is brought to `LOUDNESS_LUFS`; the levels of places are beside this."""

_CROSSFADE_S = 0.8
_EDGE_S, _END_S = 0.01, 0.5
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
_AIR: _NoiseBand = (60, 500, 0.028, 0.0)


def compose(plan: FilmPlan, chapters_s: Sequence[float] | None = None) -> Samples:
    """The film's sound, as long as the film: its music, which ends on a beat, and the noises of its places.

    Without music the noises are as loud as they are beside it, and where no place has one there is the air of a room,
    since a track without anything sounds like a fault.

    Args:
        plan: The film.
        chapters_s: Where the music may rise, in seconds; by default where beats begin.

    Returns:
        float32 of shape (samples, 2) at `RATE_HZ`, below `PEAK`, and with music about `LOUDNESS_LUFS` loud.
    """
    count = max(1, round(plan.frame_count / plan.fps * RATE_HZ))
    rng = np.random.default_rng([plan.variation, zlib.crc32(b"sound")])
    bed = plan.bed
    if bed is None:
        mix = _places(plan, rng, count) + _place((_AIR,), rng, count)
        level = LOUDNESS_LUFS - _MUSIC_LUFS
    else:
        cues_s = plan.starts_s[1:] if chapters_s is None else chapters_s
        music = play(bed, plan.variation, plan.pace, count / RATE_HZ, cues_s)
        music *= np.float32(10 ** ((_MUSIC_LUFS - loudness(music)) / 20))
        mix = _places(plan, rng, count)
        mix += music
        del music  # a long film's is large
        level = LOUDNESS_LUFS - loudness(mix)
    mix *= np.float32(10 ** (level / 20) / PEAK)
    _fade(mix)
    # A soft clip: quiet samples stay as they are, and none exceeds PEAK.
    np.tanh(mix, out=mix)
    mix *= np.float32(PEAK)
    return mix


def compose_bed(name: BedName, duration_s: float, seed: int) -> Samples:
    """A bed of music by itself.

    Args:
        name: Which.
        duration_s: How long it lasts.
        seed: Another one gives another melody.

    Returns:
        float32 of shape (samples, 2) at `RATE_HZ`, below `PEAK`, about `LOUDNESS_LUFS` loud.
    """
    music = play(name, seed, "medium", duration_s, ())
    music *= np.float32(10 ** ((LOUDNESS_LUFS - loudness(music)) / 20) / PEAK)
    _fade(music)
    np.tanh(music, out=music)
    music *= np.float32(PEAK)
    return music


def _fade(mix: Samples) -> None:
    """Begin and end without a click; what still rings at the end fades."""
    rise, fall = (max(1, min(len(mix) // 2, round(seconds * RATE_HZ))) for seconds in (_EDGE_S, _END_S))
    mix[:rise] *= (np.sin(np.linspace(0, np.pi / 2, rise, dtype=np.float32)) ** 2)[:, None]
    mix[-fall:] *= (np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32)) ** 2)[:, None]


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
