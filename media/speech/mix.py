"""Brings spoken lines to one loudness, and mixes them over music that is quieter under the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from media.audio import LOUDNESS_LUFS, RATE_HZ, Samples, filtered, loudness
from media.captions.model import Word
from media.speech import align
from media.speech.recorded import words_beside

BED_BESIDE_DB, BED_UNDER_DB = -8.0, -18.0
"""The music's loudness relative to the voice: in pauses, and under words."""

MASTER_LUFS = -14.0
"""How loud a narrated film is: as loud as sites on the web play films."""

PEAK = 0.8
"""The highest true peak, about -1.9 dBTP, so that after lossy coding nothing is above -1 dBTP."""

_TAPS = 8

RUMBLE_HZ = 100.0
"""Of the music nothing is left below: that is where a voice begins."""

VOICE_HZ, VOICE_DIP_DB = 2500.0, -3.0
"""Where words are told apart, and how much the music leaves them there while they are said."""

_DIP_OCTAVES = 1.0

_QUIET = 10 ** (-45 / 20)
_BREATH_S = 0.03
_FADE_S = 0.02
_LONGEST_BREATH_S = 0.8
"""In pauses that are no longer, the music stays where it is: coming back for a moment would pump."""

_MAKES_WAY_S, _COMES_BACK_S = 0.35, 0.9
"""How long the music takes down, before the first word, and up, after the last one."""

_CORNER_S = 0.15
_STEP_S = 0.01
_MOST_GAIN_DB = 12.0
_LEVELLING_PASSES, _CLOSE_DB = 3, 0.2
_LOOK_AHEAD_STEPS = 5
_LIMITER_STEP = RATE_HZ // 1000


@dataclass(frozen=True)
class TimedSpeech:
    """A spoken line.

    Attributes:
        start_s: When it starts, in seconds from the film's start.
        samples: Mono, at `RATE_HZ`.
        words: Its words with their times, in seconds from its own start; none where whoever spoke it told none.
    """

    start_s: float
    samples: Samples
    words: tuple[Word, ...] = ()

    @property
    def end_s(self) -> float:
        """When it ends, in seconds from the film's start."""
        return self.start_s + len(self.samples) / RATE_HZ


def load(path: Path, tempo: float = 1.0) -> Samples:
    """Read a spoken line, without the silence around it, at `LOUDNESS_LUFS` when played on both channels.

    Args:
        path: A WAV file.
        tempo: Factor of its speed, 0.5 to 2; the pitch stays.

    Returns:
        float32 of shape (samples,) at `RATE_HZ`.
    """
    return _loaded(path, tempo)[0]


def load_timed(path: Path, line: str, tempo: float = 1.0) -> TimedSpeech:
    """Read a spoken line with the times of its words, where they are kept beside it; otherwise like `load`.

    Args:
        path: A WAV file.
        line: What is said in it.
        tempo: As in `load`.
    """
    samples, cut_s = _loaded(path, tempo)
    lasts_s = len(samples) / RATE_HZ

    def moved(at_s: float) -> float:
        return round(min(lasts_s, max(0.0, at_s / tempo - cut_s)), 3)

    words = tuple(Word(moved(one.start_s), moved(one.end_s), one.text) for one in words_beside(path, line))
    return TimedSpeech(0.0, samples, words)


def _loaded(path: Path, tempo: float) -> tuple[Samples, float]:
    """A spoken line, and how much silence was cut before it, in seconds."""
    whole = _decoded(path, tempo)
    first, last = _span(whole)
    heard = whole[first:last]
    gain_db = min(_MOST_GAIN_DB, LOUDNESS_LUFS - loudness(np.stack([heard, heard], 1)))
    heard = heard * np.float32(10 ** (gain_db / 20))
    edge = min(len(heard) // 2, round(_FADE_S * RATE_HZ))
    if edge:
        heard[:edge] *= np.linspace(0, 1, edge, dtype=np.float32)
        heard[-edge:] *= np.linspace(1, 0, edge, dtype=np.float32)
    return heard, first / RATE_HZ


def for_alignment(samples: Samples) -> Samples:
    """The same sound at `media.speech.align.RATE_HZ`."""
    step = RATE_HZ // align.RATE_HZ
    taps = np.arange(-24, 25)
    low_pass = np.sinc(taps / step) * np.hanning(len(taps))
    return np.convolve(samples, (low_pass / low_pass.sum()).astype(np.float32), "same")[::step].astype(np.float32)


def mix(bed: Samples, voice: Sequence[TimedSpeech]) -> Samples:
    """Mix the film's sound: the music is lowered shortly before words, and raised again in longer pauses.

    Args:
        bed: The music, float32 of shape (samples, 2) at `RATE_HZ`, about `LOUDNESS_LUFS` loud.
        voice: Lines from `load`; what reaches past the bed's end is cut.

    Returns:
        float32 of the bed's shape, `MASTER_LUFS` loud, no sample above `PEAK`.
    """
    if not voice:
        return _levelled(bed)
    beside = _beside(len(bed), voice)
    mixed = filtered(bed, _above_rumble)
    mixed -= filtered(mixed, _of_voices) * (1 - beside)[:, None]
    mixed *= _gains(beside)[:, None]
    for line in voice:
        start = round(line.start_s * RATE_HZ)
        room = mixed[start : start + len(line.samples)]
        room += line.samples[: len(room), None]
    return _levelled(mixed)


def _decoded(path: Path, tempo: float) -> Samples:
    import av
    from av.filter import Graph

    with av.open(f"file:{path}", format="wav") as file:
        stream = file.streams.audio[0]
        graph = Graph()
        chain: list[Any] = [graph.add_abuffer(template=stream)]
        if tempo != 1:
            chain.append(graph.add("atempo", f"{tempo:.3f}"))
        chain.append(graph.add("aresample", str(RATE_HZ)))
        chain.append(graph.add("aformat", "sample_fmts=flt:channel_layouts=mono"))
        chain.append(graph.add("abuffersink"))
        graph.link_nodes(*chain).configure()
        parts: list[Samples] = []
        for frame in [*file.decode(stream), None]:
            graph.push(frame)
            parts += _pulled(graph)
    return np.concatenate([*parts, np.zeros(1, np.float32)])


def _pulled(graph: Any) -> list[Samples]:
    import av

    parts = []
    while True:
        try:
            parts.append(graph.pull().to_ndarray().reshape(-1))
        except (av.BlockingIOError, av.EOFError):
            return parts


def _span(samples: Samples) -> tuple[int, int]:
    """Where a line begins and ends within its recording, a breath included."""
    heard = np.flatnonzero(np.abs(samples) > _QUIET * np.abs(samples).max())
    if not len(heard):
        return 0, len(samples)
    breath = round(_BREATH_S * RATE_HZ)
    return max(0, int(heard[0]) - breath), int(heard[-1]) + breath


def _above_rumble(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """A high-pass of 12 dB an octave."""
    ratio = (hertz / RUMBLE_HZ) ** 2
    return ratio / np.sqrt(1 + ratio**2)


def _of_voices(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is taken away around `VOICE_HZ`, so that the rest is `VOICE_DIP_DB` lower there."""
    octaves = np.log2(np.maximum(hertz, 1.0) / VOICE_HZ)
    return np.asarray((1 - 10 ** (VOICE_DIP_DB / 20)) * np.exp(-((octaves / _DIP_OCTAVES) ** 2)))


def _gains(beside: Samples) -> Samples:
    """The music's gain where it is so much beside words: it slides between two levels, evenly in decibels."""
    return np.asarray(10 ** ((BED_UNDER_DB + (BED_BESIDE_DB - BED_UNDER_DB) * beside) / 20), np.float32)


def _beside(count: int, voice: Sequence[TimedSpeech]) -> Samples:
    """Whether the music is beside words or under them, for every sample: 1 to 0, with slow slopes."""
    steps = int(count / RATE_HZ / _STEP_S) + 2
    beside = np.ones(steps)
    for first_s, last_s in _said(voice):
        beside[max(0, int(first_s / _STEP_S)) : int(last_s / _STEP_S) + 1] = 0.0
    # The highest curve below `beside` that falls and rises no faster than it should.
    at = np.arange(steps) * _STEP_S
    rising, falling = at / _COMES_BACK_S, at[::-1] / _MAKES_WAY_S
    curve = np.minimum.accumulate(beside - rising) + rising
    curve = (np.minimum.accumulate(curve[::-1] - falling[::-1]) + falling[::-1])[::-1]
    width = round(_CORNER_S / _STEP_S) | 1
    window = np.hanning(width + 2)[1:-1]
    curve = np.convolve(np.pad(curve, width // 2, "edge"), window / window.sum(), "valid")
    return np.interp(np.arange(count) / RATE_HZ, at, curve).astype(np.float32)


def _said(voice: Sequence[TimedSpeech]) -> Iterator[tuple[float, float]]:
    """From when to when there are words, short pauses included, in seconds."""
    spans = sorted((line.start_s, line.end_s) for line in voice)
    while spans:
        first_s, last_s = spans.pop(0)
        while spans and spans[0][0] - last_s <= _LONGEST_BREATH_S:
            last_s = max(last_s, spans.pop(0)[1])
        yield first_s, last_s


def _levelled(samples: Samples) -> Samples:
    """The samples at `MASTER_LUFS`; limiting makes them a little quieter, so the gain is corrected a few times.

    One gain for all of it, and a limiter: what follows the loudness of the moment would lift the music in pauses.
    """
    gain_db, limited = MASTER_LUFS - loudness(samples), samples
    for _ in range(_LEVELLING_PASSES):
        limited = _limited(samples * np.float32(10 ** (gain_db / 20)))
        missing_db = MASTER_LUFS - loudness(limited)
        if abs(missing_db) < _CLOSE_DB:
            break
        gain_db += missing_db
    return limited


def _true_peaks(samples: Samples) -> Samples:
    """How far the sound goes at each sample and on the way to the next, at four times the rate."""
    reached = np.abs(samples).max(axis=1)
    taps = np.arange(-_TAPS, _TAPS)
    for part in (0.25, 0.5, 0.75):
        window = np.sinc(taps + part) * np.cos(np.pi * (taps + part) / (2 * _TAPS)) ** 2
        for channel in samples.T:
            between = np.convolve(channel, window.astype(np.float32), "same")
            np.maximum(reached, np.abs(between), out=reached)
    return np.asarray(reached)


def _limited(samples: Samples) -> Samples:
    """The samples with nothing above `PEAK`, between them neither: the gain falls before a peak and rises after it."""
    steps = -(-len(samples) // _LIMITER_STEP)
    peaks = np.zeros(steps * _LIMITER_STEP, np.float32)
    peaks[: len(samples)] = _true_peaks(samples)
    gains = np.minimum(1.0, PEAK / np.maximum(peaks.reshape(steps, -1).max(axis=1), 1e-9))
    near, ahead = np.lib.stride_tricks.sliding_window_view, _LOOK_AHEAD_STEPS
    lowest = near(np.pad(gains, 2 * ahead + 1, "edge"), 2 * ahead + 3).min(
        axis=1
    )  # one step more, for samples between steps
    smooth = near(lowest, 2 * ahead + 1).mean(axis=1)
    at = (np.arange(len(samples)) - _LIMITER_STEP / 2) / _LIMITER_STEP
    curve = np.interp(at, np.arange(steps), smooth).astype(np.float32)
    return np.asarray(samples * curve[:, None], np.float32)
