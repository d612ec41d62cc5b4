"""Made sounds with one fault each, and sounds that are like a fault and are none."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from footage.verdicts import Fault
from quality.sound.faults import sound_faults
from quality.sound.meter import Ear
from quality.thresholds import shipped

RATE_HZ = 16_000
SECONDS = 8
TIME_S = np.arange(SECONDS * RATE_HZ) / RATE_HZ

Wave = NDArray[np.float64]


def faults(sound: Wave, film_s: float = SECONDS, cuts_s: tuple[float, ...] = ()) -> list[Fault]:
    channels = np.atleast_2d(sound).astype(np.float32)
    ear = Ear(RATE_HZ, len(channels))
    for start in range(0, channels.shape[1], 11_111):  # in pieces of any length
        ear.hear(channels[:, start : start + 11_111])
    return list(sound_faults(ear.heard(), film_s, cuts_s, shipped()))


def noise(seed: int = 0) -> Wave:
    return np.random.default_rng(seed).standard_normal(len(TIME_S))


def within(low_hz: float, high_hz: float, seed: int = 0) -> Wave:
    """Noise between two frequencies, root mean square 1."""
    waves = np.fft.rfft(noise(seed))
    hertz = np.fft.rfftfreq(len(TIME_S), 1 / RATE_HZ)
    band = np.fft.irfft(waves * ((hertz > low_hz) & (hertz < high_hz)), len(TIME_S))
    return np.asarray(band / np.sqrt((band**2).mean()))


def tone(hertz: float, harmonics: int = 6) -> Wave:
    parts = (np.sin(2 * np.pi * hertz * n * TIME_S + n) / n for n in range(1, harmonics + 1))
    return np.asarray(sum(parts, np.zeros(len(TIME_S))))


def music() -> Wave:
    """A chord that swells twice a second, with a little noise; about 0.1."""
    chord = sum((tone(hertz) for hertz in (196.0, 246.9, 293.7)), np.zeros(len(TIME_S)))
    return np.asarray(0.05 * chord * (0.7 + 0.3 * np.sin(4 * np.pi * TIME_S)) + 0.01 * noise())


def speech() -> Wave:
    """Words of a third of a second that fade in and out, with pauses of nothing at all up to 2 s."""
    loud = np.zeros(len(TIME_S))
    for start_s in (0.3, 0.8, 1.3, 3.5, 4.0, 6.2, 6.7, 7.2):
        inside = between(start_s, start_s + 0.35)
        loud[inside] = np.sin(np.pi * (TIME_S[inside] - start_s) / 0.35) ** 2
    return np.asarray(0.15 * loud * (tone(117.0, 20) + 0.1 * noise()))


def between(start_s: float, end_s: float) -> NDArray[np.bool_]:
    since_s = TIME_S - start_s
    return np.asarray((since_s >= 0) & (since_s < end_s - start_s))


def gusts() -> Wave:
    """What wind does to a microphone: the lower the louder, swelling and falling."""
    low = within(8, 40) + 0.4 * within(40, 120, 1) + 0.1 * within(120, 400, 2)
    return np.asarray(low * np.interp(TIME_S, np.arange(9), [0.1, 1, 0.3, 1, 0.2, 0.9, 0.4, 1, 0.2]))


def ticks(every_s: float, of: Wave, length_s: float) -> Wave:
    return np.asarray(np.where(TIME_S % every_s < length_s, of, 0.0))


def hits(every_s: float, hertz: float, fades_s: float) -> Wave:
    since_s = TIME_S % every_s
    return np.asarray(np.sin(2 * np.pi * hertz * since_s) * np.exp(-since_s / fades_s))


def thunder() -> Wave:
    since_s = np.maximum(TIME_S - 2, 0)
    return np.asarray((within(20, 120) + 0.3 * within(120, 900, 1)) * (TIME_S > 2) * np.exp(-since_s / 0.8))


def squares(*hertz: float) -> Wave:
    return np.asarray(sum((np.sign(np.sin(2 * np.pi * one * TIME_S)) for one in hertz), np.zeros(len(TIME_S))))


FAULTY: dict[str, tuple[str, Callable[[], Wave]]] = {
    "silent from end to end": ("silence", lambda: 0 * TIME_S),
    "nothing but dither": ("silence", lambda: noise() / 32768),
    "drops out for a tenth of a second": ("dropout", lambda: np.where(between(3, 3.1), 0, music())),
    "drops out for two hundredths": ("dropout", lambda: np.where(between(3, 3.025), 0, music())),
    "breaks off in the middle": ("dropout", lambda: np.where(TIME_S > 5, 0, music())),
    "the track is too short": ("dropout", lambda: music()[: 5 * RATE_HZ]),
    "far too loud": ("clipping", lambda: np.clip(12 * music(), -1, 1)),
    "cut off, then turned down": ("clipping", lambda: 0.4 * np.clip(12 * music(), -1, 1)),
    "speech far too loud": ("clipping", lambda: np.clip(12 * speech(), -0.99, 0.99)),
    "a burst far too loud": ("clipping", lambda: np.clip(8 * music() * np.where(between(3, 3.3), 1.6, 0.5), -1, 1)),
    "right channel silent": ("one_sided", lambda: np.stack([music(), 0 * TIME_S])),
    "left channel 30 dB lower": ("one_sided", lambda: np.stack([0.03 * speech(), speech()])),
    "one channel turned over": ("out_of_phase", lambda: np.stack([music(), -music()])),
    "hum of 50 Hz": ("hum", lambda: speech() + 0.02 * tone(50)),
    "hum of 60 Hz of a grid that is slow": ("hum", lambda: speech() + 0.02 * tone(59.97)),
    "buzz of a rectifier under music": ("hum", lambda: music() + 0.03 * tone(100, 4)),
    "wind": ("wind", lambda: 0.2 * speech() + 0.25 * gusts()),
}


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_wrong_with_a_sound_is_named(name: str) -> None:
    kind, made = FAULTY[name]
    found = faults(made())
    assert {fault.kind for fault in found} == {kind}, found
    assert all(fault.evidence >= 1 and fault.reason and fault.end_s > fault.start_s for fault in found)


NO_FAULT: dict[str, Callable[[], Wave]] = {
    "speech with pauses of nothing at all": speech,
    "music": music,
    "music that fades out in the middle": lambda: music() * np.clip(4 - TIME_S, 0, 1),
    "a last word, then nothing": lambda: np.where(TIME_S > 5, 0, speech()),
    "ambience at -55 dB": lambda: within(100, 4000) * 10 ** (-55 / 20),
    "room tone and one door": lambda: within(100, 4000) * 1e-3 + 0.3 * noise() * between(4, 4.2) * hits(8, 100, 0.1),
    "a ticking clock": lambda: ticks(1.0, 0.1 * noise(), 0.03),
    "beeps": lambda: ticks(1.0, 0.3 * tone(1000, 1), 0.5),
    "an alarm with short gaps": lambda: ticks(0.5, 0.3 * tone(880, 3), 0.4),
    "a master pressed against its ceiling": lambda: 0.98 * np.tanh(9 * music()) * (0.9 + 0.1 * within(1, 30)) / 1.5,
    "a burst pressed against its ceiling": lambda: 0.98 * np.tanh(music() * np.where(between(3, 3.3), 10, 1)),
    "notes that are plucked": lambda: 0.55 * hits(0.5, 220, 0.2) + 0.4 * hits(0.5, 331, 0.15),
    "two loud voices": lambda: 0.3 * tone(220, 3) + 0.3 * tone(331.3, 3),
    "a pure tone": lambda: 0.9 * tone(440, 1),
    "a square wave": lambda: 0.9 * squares(221.3),
    "a tune of an old game": lambda: 0.3 * squares(220.3, 277.2, 329.6),
    "noise": lambda: 0.25 * noise(),
    "a sound that moves from left to right": lambda: np.stack([music() * (1 - TIME_S / 8), music() * TIME_S / 8]),
    "one voice at the side of a room": lambda: np.stack([speech(), 0.3 * speech()]),
    "mono as stereo": lambda: np.stack([music(), music()]),
    "wide stereo": lambda: np.stack([music() + 0.1 * noise(1), music() + 0.1 * noise(2)]),
    "unrelated channels": lambda: np.stack([0.1 * noise(1), 0.1 * noise(2)]),
    "an effect that is opposed for a second": lambda: np.stack([music(), music() * np.where(between(3, 4), -1, 1)]),
    "a low G of an organ": lambda: 0.2 * tone(49.0) + 0.001 * noise(),
    "a drone of 55 Hz": lambda: 0.2 * tone(55.0) + 0.001 * noise(),
    "clicks at 120 a minute": lambda: hits(0.5, 1000, 0.01) + 0.001 * noise(),
    "a bass drum": lambda: 0.9 * hits(0.5, 55, 0.12) + 0.3 * music(),
    "thunder": lambda: 0.2 * thunder() + 0.01 * noise(),
    "the rumble of an engine": lambda: 0.15 * within(12, 120) + 0.01 * noise(),
    "a bass": lambda: 0.3 * tone(41.2) * (0.6 + 0.4 * np.sin(2 * np.pi * TIME_S)) + 0.01 * noise(),
}


@pytest.mark.parametrize("name", NO_FAULT)
def test_what_sounds_like_a_fault_and_is_none(name: str) -> None:
    assert faults(NO_FAULT[name]()) == []


def test_a_drop_out_is_told_where_it_is() -> None:
    (fault,) = faults(np.where(between(3, 3.1), 0, music()))
    assert fault.start_s == pytest.approx(3, abs=0.005)
    assert fault.end_s == pytest.approx(3.1, abs=0.005)


def test_silence_from_cut_to_cut_is_a_scene_without_sound() -> None:
    sound = np.where(between(3, 5), 0, music())
    assert [fault.kind for fault in faults(sound)] == ["dropout"]
    assert faults(sound, cuts_s=(3.0, 5.0)) == []


def test_sound_that_ends_with_the_film_does_not_break_off() -> None:
    assert faults(music()[: 5 * RATE_HZ], film_s=5.3) == []


def test_clipping_is_told_where_it_is() -> None:
    (fault,) = faults(np.clip(music() * np.where(between(3, 5), 12, 1), -1, 1))
    assert fault.kind == "clipping"
    assert fault.start_s == pytest.approx(3, abs=0.5)
    assert fault.end_s == pytest.approx(5, abs=0.5)


@pytest.mark.parametrize("samples", [0, 1, 500, RATE_HZ // 2])
def test_hardly_any_sound_is_measured_too(samples: int) -> None:
    assert {fault.kind for fault in faults(music()[:samples])} <= {"silence", "dropout"}


def test_what_cannot_be_a_sample_is_left_out() -> None:
    assert faults(np.where(between(3, 3.0005), np.nan, music())) == []


@pytest.mark.parametrize("channels", [1, 6])
def test_other_numbers_of_channels_have_no_sides(channels: int) -> None:
    sound = np.stack([music(), *[0 * TIME_S] * (channels - 1)])
    assert faults(sound) == []
