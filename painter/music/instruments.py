"""Instruments: single notes and strokes as samples, mono, with a peak of about 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from media.audio import RATE_HZ, Samples
from painter.music.beds import Player

_HIGHEST_HZ = 14_000.0
_BLOCK = 1 << 15
"""Samples that are worked on at a time, so that they stay in the processor's cache."""
_Rng = np.random.Generator


def note(player: Player, hertz: float, length_s: float, rng: _Rng) -> Samples:
    """A note, or a stroke of a drum, whose pitch is its own.

    Args:
        player: The instrument.
        hertz: Its pitch.
        length_s: How long a held note lasts at most; struck ones die away.
        rng: For noises and phases.

    Returns:
        float32 of shape (samples,) for struck sounds, (samples, 2) for held ones, which are wide.
    """
    if player in HELD:
        return _held(hertz, length_s, rng, *HELD[player])
    if player in _STRUCK:
        return _STRUCK[player](hertz, rng)
    return _DRUMS[player](rng)


def release(player: Player) -> float:
    """How long a held note takes to fade, in seconds."""
    return HELD[player][3]


# --- held: partials, the level of each over the one before it, rise and fall in seconds ---------------------------

HELD: dict[str, tuple[int, float, float, float]] = {
    "pad": (10, 1.6, 0.9, 1.4),
    "strings": (16, 1.0, 0.35, 0.8),
    "brass": (14, 0.95, 0.16, 0.4),
    "sub": (2, 3.0, 0.08, 0.25),
}


def _held(hertz: float, length_s: float, rng: _Rng, count: int, tilt: float, rise_s: float, _: float) -> Samples:
    time = _time(length_s)
    levels = [1 / k**tilt for k in range(1, count + 1)]
    sides = []
    for side in (-1, 1):
        voices = [
            _harmonic(hertz * 2 ** (side * cents / 1200), time, levels, phase=float(rng.random()))
            for cents in ((0.0,) if count < 3 else (2.5, -6.5))
        ]
        sides.append(sum(voices) / len(voices))
    rise = np.sin(np.pi / 2 * np.clip(time / rise_s, 0, 1)).astype(np.float32) ** 2
    sound: Samples = np.stack(sides, axis=1) * rise[:, None]
    return sound * np.float32(0.6)


# --- struck -------------------------------------------------------------------------------------------------------


def _piano(hertz: float, rng: _Rng) -> Samples:
    """A piano with felt before its strings: few partials, and the soft thud of the hammer."""
    octaves = math.log2(hertz / 261.6)
    time = _time(min(4.5, 3.2 * 2 ** (-0.35 * octaves)))
    levels = (1.0, 0.62, 0.4, 0.3, 0.2, 0.14, 0.1, 0.07, 0.05, 0.04)
    fall = 1.1 * 2 ** (0.55 * octaves)
    tone = _harmonic(hertz, time, levels, fall=fall, more=0.42)
    tone += 0.6 * _harmonic(hertz * 1.0009, time, levels[:4], fall=fall * 0.6, more=0.6)
    thud = _noise(rng, 0.035, 90, 2200) * 0.16
    tone[: len(thud)] += thud
    return _shaped(tone, 0.006)


def _electric_piano(hertz: float, _: _Rng) -> Samples:
    """Frequency modulation: a soft body, and a tine that rings briefly."""
    time = _time(2.6)
    turns = _turns(hertz, time)
    fall = np.exp(-time * 1.5, dtype=np.float32)
    bend = np.sin(turns) * (0.5 + 1.6 * np.exp(-time * 5, dtype=np.float32))
    tine = np.sin((turns * np.float32(7)) % np.float32(2 * np.pi)) * np.exp(-time * 9, dtype=np.float32)
    tremolo = 1 - 0.12 * np.sin(2 * np.pi * 4.6 * time).astype(np.float32)
    return _shaped((np.sin(turns + bend) + 0.16 * tine) * fall * tremolo, 0.004)


def _plucked(hertz: float, rng: _Rng, ring_s: float, dullness: float, soft: int) -> Samples:
    """Karplus and Strong: a burst of noise goes round a string, and loses its edge at every turn.

    Args:
        hertz: The pitch.
        rng: For the burst.
        ring_s: How long the string rings.
        dullness: How much of its edge it loses at a turn, up to 0.5.
        soft: Samples over which the finger is smoothed; 1 would be a bare click.
    """
    period = max(8, int(RATE_HZ / hertz - dullness))
    turns = int(ring_s * RATE_HZ / period)
    burst = rng.uniform(-1, 1, period).astype(np.float32)
    burst = np.convolve(
        np.resize(burst, period + soft - 1), np.hanning(soft + 2)[1:-1] * 2 / (soft + 1), "valid"
    ).astype(np.float32)
    burst -= burst.mean()
    rows = np.empty((turns, period), np.float32)
    rows[0] = burst
    kept = np.float32(10 ** (-3 * period / RATE_HZ / ring_s))
    here, before = kept * np.float32(1 - dullness), kept * np.float32(dullness)
    last = np.float32(0)
    for turn in range(1, turns):
        row, above = rows[turn], rows[turn - 1]
        np.multiply(above, here, out=row)
        row[1:] += before * above[:-1]
        row[0] += before * last
        last = above[-1]
    string = rows.reshape(-1)
    # The delay is a whole number of samples; played a little faster or slower, the pitch is exact.
    at = np.arange(0, len(string) - 1, (period + dullness) * hertz / RATE_HZ)
    return _shaped(np.interp(at, np.arange(len(string)), string).astype(np.float32), 0.002)


def _guitar(hertz: float, rng: _Rng) -> Samples:
    return _plucked(hertz, rng, 2.4, 0.5, 27)


def _mandolin(hertz: float, rng: _Rng) -> Samples:
    return _plucked(hertz, rng, 1.5, 0.32, 13)


def _mallet(hertz: float, rng: _Rng) -> Samples:
    """Wood struck softly: the fourth partial rings briefly above the first."""
    time = _time(1.1)
    tone = np.sin(_turns(hertz, time)) * np.exp(-time * 5.5, dtype=np.float32)
    tone += 0.22 * np.sin(_turns(hertz * 3.93, time)) * np.exp(-time * 22, dtype=np.float32)
    knock = _noise(rng, 0.02, 400, 2600) * 0.12
    tone[: len(knock)] += knock
    return _shaped(tone, 0.002)


def _bell(hertz: float, _: _Rng) -> Samples:
    time = _time(3.6)
    tone = np.zeros(len(time), np.float32)
    for ratio, level, fall in ((1, 1.0, 1.1), (2.01, 0.3, 1.8), (2.76, 0.2, 3.2), (5.4, 0.06, 6.0)):
        if hertz * ratio < _HIGHEST_HZ:
            tone += level * np.sin(_turns(hertz * ratio, time)) * np.exp(-time * fall, dtype=np.float32)
    return _shaped(tone, 0.012)


def _synth_pluck(hertz: float, _: _Rng) -> Samples:
    """A saw whose upper partials close quickly."""
    return _shaped(_harmonic(hertz, _time(0.9), [1 / k**0.8 for k in range(1, 15)], fall=4.5, more=1.3), 0.003)


def _bass(hertz: float, _: _Rng) -> Samples:
    tone = _harmonic(hertz, _time(0.9), (1.0, 0.8, 0.55, 0.4, 0.25, 0.16, 0.1), fall=2.4, more=0.9)
    return _shaped(np.tanh(1.4 * tone), 0.006)


def _pulse(hertz: float, _: _Rng) -> Samples:
    tone = _harmonic(hertz, _time(0.42), (1.0, 0.5, 0.4, 0.25, 0.18, 0.1), fall=6.0, more=3.0)
    return _shaped(np.tanh(1.6 * tone), 0.008)


def _spiccato(hertz: float, rng: _Rng) -> Samples:
    """Many bows, struck short."""
    time = _time(0.5)
    levels = [1 / k**1.1 for k in range(1, 13)]
    tone = np.zeros_like(time)
    for cents in (-5, 1, 6):
        hertz_here = hertz * 2 ** (cents / 1200)
        tone += _harmonic(hertz_here, time, levels, fall=7.0, more=0.35, phase=float(rng.random()))
    bow = _noise(rng, 0.05, 1200, 5000) * 0.12
    tone[: len(bow)] += bow
    return _shaped(tone, 0.012)


_STRUCK: dict[str, Callable[[float, _Rng], Samples]] = {
    "piano": _piano,
    "electric_piano": _electric_piano,
    "guitar": _guitar,
    "mandolin": _mandolin,
    "mallet": _mallet,
    "bell": _bell,
    "synth_pluck": _synth_pluck,
    "bass": _bass,
    "pulse": _pulse,
    "spiccato": _spiccato,
}

# --- drums --------------------------------------------------------------------------------------------------------


def _thud(low_hz: float, fall_hz: float, quick: float, fade: float, length_s: float) -> Samples:
    """A skin: a tone that falls quickly to its pitch."""
    time = _time(length_s)
    phase = low_hz * time + fall_hz / quick * (1 - np.exp(-time * quick))
    return _shaped(np.sin(2 * np.pi * (phase % 1)).astype(np.float32) * np.exp(-time * fade, dtype=np.float32), 0.002)


def _hiss(rng: _Rng, low_hz: float, high_hz: float, fade: float, length_s: float, rise_s: float = 0.001) -> Samples:
    noise = _noise(rng, length_s, low_hz, high_hz)
    return _shaped(noise * np.exp(-_time(length_s) * fade, dtype=np.float32)[: len(noise)], rise_s)


def _clap(rng: _Rng) -> Samples:
    """Several hands, not quite together."""
    one = _hiss(rng, 900, 3800, 28, 0.22)
    sound = np.zeros(len(one) + 1600, np.float32)
    for late in (0, 450, 980, 1400):
        sound[late : late + len(one)] += one * np.float32(0.5 + late / 2000)
    return _shaped(sound, 0.001)


def _snare(rng: _Rng, bright: float) -> Samples:
    skin, wires = _thud(178, 90, 60, 22, 0.22), _hiss(rng, 1100, 3500 + 5000 * bright, 20, 0.22)
    return _shaped(0.55 * skin + (0.35 + 0.5 * bright) * wires, 0.001)


_DRUMS: dict[str, Callable[[_Rng], Samples]] = {
    "kick": lambda rng: _shaped(_thud(46, 150, 32, 9, 0.42) + _padded(_hiss(rng, 1500, 5000, 160, 0.03) * 0.1, 0.42)),
    "soft_kick": lambda _: _thud(50, 70, 30, 9, 0.4),
    "snare": lambda rng: _snare(rng, 1.0),
    "soft_snare": lambda rng: _snare(rng, 0.1),
    "clap": _clap,
    "hat": lambda rng: _hiss(rng, 6000, 13_000, 55, 0.1),
    "open_hat": lambda rng: _hiss(rng, 5500, 12_000, 11, 0.3),
    "shaker": lambda rng: _hiss(rng, 4500, 11_000, 38, 0.12, 0.016),
    "tick": lambda rng: _hiss(rng, 2600, 5200, 120, 0.06),
    "tom": lambda _: _thud(82, 60, 18, 6, 0.7),
    "drum": lambda rng: _shaped(_thud(48, 40, 14, 3.2, 1.3) + _padded(_hiss(rng, 150, 900, 30, 0.15) * 0.25, 1.3)),
}


def crash(rng: _Rng) -> Samples:
    """A soft cymbal."""
    return _hiss(rng, 2500, 9000, 2.6, 1.8, 0.01)


def swell(rng: _Rng, length_s: float) -> Samples:
    """Air that rises until something begins."""
    noise = _noise(rng, length_s, 700, 7000)
    sound: Samples = noise * np.linspace(0, 1, len(noise), dtype=np.float32) ** 3
    return _shaped(sound)


def boom() -> Samples:
    """A low soft stroke."""
    return _thud(44, 26, 20, 3.0, 1.4)


# --- tools --------------------------------------------------------------------------------------------------------


def _time(length_s: float) -> Samples:
    return np.arange(round(length_s * RATE_HZ), dtype=np.float32) / np.float32(RATE_HZ)


def _turns(hertz: float, time: Samples) -> Samples:
    """The angle of a tone at each time; taken modulo a turn first, for float32 is not exact enough far from 0."""
    return (2 * np.pi * ((np.asarray(time, np.float64) * hertz) % 1.0)).astype(np.float32)


def _harmonic(
    hertz: float,
    time: Samples,
    levels: Sequence[float],
    *,
    fall: float = 0.0,
    more: float = 0.0,
    phase: float = 0.0,
) -> Samples:
    """A tone with the given partials.

    Args:
        hertz: Its pitch.
        time: Seconds.
        levels: How loud each partial is.
        fall: How fast the tone dies away, in nepers a second.
        more: How much faster each next partial does.
        phase: Where it begins, in turns.
    """
    tone = np.zeros(len(time), np.float32)
    heard = levels[: int(_HIGHEST_HZ / hertz)]
    for start in range(0, len(time), _BLOCK):
        block = slice(start, start + _BLOCK)
        turns = np.arange(start, min(start + _BLOCK, len(time))) * (hertz / RATE_HZ) + phase
        turns -= np.floor(turns)
        angle = (2 * np.pi * turns).astype(np.float32)
        fades = [np.exp(-rate * time[block], dtype=np.float32) if rate else None for rate in (fall, more)]
        _add_partials(tone[block], angle, heard, *fades)
    return tone


def _add_partials(
    tone: Samples, angle: Samples, levels: Sequence[float], fade: Samples | None, faster: Samples | None
) -> None:
    """Add partials to a block of a tone, without new arrays: sin((k + 1) x) comes from sin(k x) and sin((k - 1) x)."""
    before, now, twice = np.zeros_like(angle), np.sin(angle), 2 * np.cos(angle)
    spare = np.empty_like(angle)
    for level in levels:
        np.multiply(now, np.float32(level) if fade is None else fade, out=spare)
        if fade is not None:
            spare *= np.float32(level)
        tone += spare
        if fade is not None and faster is not None:
            fade *= faster
        np.multiply(twice, now, out=spare)
        spare -= before
        before, now, spare = now, spare, before


def _noise(rng: _Rng, length_s: float, low_hz: float, high_hz: float) -> Samples:
    """Noise between two frequencies, with a root mean square of 0.3."""
    length = round(length_s * RATE_HZ)
    size = 1 << (length - 1).bit_length()
    hertz = np.fft.rfftfreq(size, 1 / RATE_HZ)
    shape = 1 / (1 + (low_hz / np.maximum(hertz, 1)) ** 6) / (1 + (hertz / high_hz) ** 6)
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal(size)) * shape, size)[:length]
    return np.asarray(0.3 * noise / np.sqrt((noise**2).mean()), np.float32)


def _padded(sound: Samples, length_s: float) -> Samples:
    return np.pad(sound, (0, round(length_s * RATE_HZ) - len(sound)))


def _shaped(sound: Samples, rise_s: float = 0.0) -> Samples:
    """The sound with a peak of 1, a beginning and an end that do not click."""
    count = max(1, round(rise_s * RATE_HZ))
    sound = np.asarray(sound / np.abs(sound).max(), np.float32)
    sound[:count] *= np.sin(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2
    tail = min(len(sound), RATE_HZ // 25)
    sound[-tail:] *= np.linspace(1, 0, tail, dtype=np.float32)
    return sound
