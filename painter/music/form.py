"""The form of a film's music: bars that fill the film, phrases that begin where chapters do, and an end on a beat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from painter.music.beds import Bed

BEATS = 4
"""Beats of a whole bar; before a chapter a bar may be shorter."""

_PHRASE_BARS = 8
_MOST_ENERGY = 3
_ENERGIES = (1, 2, 3, 1, 2, 3, 3, 2)
"""How much plays in each phrase after the opening, over and over."""

_LEAST_PHRASE_S, _MOST_LEAST_PHRASE_S = 3.0, 12.0
_PHRASES_A_FILM = 5
_RING_SHARE = 0.35
_ODD_COST, _HALF_BAR_COST = 0.05, 0.015
"""How far the tempo may be off rather than that a bar has an odd number of beats, or only two."""


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        start_s: When it begins, in seconds from the film's start.
        beat_s: How long a beat lasts.
        beats: How many there are, up to `BEATS`.
        index: Its number from the beginning of its phrase.
        energy: How much plays, 0 to 3.
        lifts: Whether the music rises to it: the first bar of a phrase that begins louder, or with a chapter.
        leads: Whether it is the last one before such a bar, or before the end.
        ends: Whether the end follows.
    """

    start_s: float
    beat_s: float
    beats: int
    index: int
    energy: int
    lifts: bool = False
    leads: bool = False
    ends: bool = False


@dataclass(frozen=True)
class Form:
    """Bars, and when the last chord is struck, which rings until the film ends."""

    bars: tuple[Bar, ...]
    end_s: float


def form_of(bed: Bed, duration_s: float, bpm: float, cues_s: Sequence[float]) -> Form:
    """Lay out bars so that the last chord is struck a little before the film's end.

    Args:
        bed: The kind of music.
        duration_s: How long the film is.
        bpm: The wanted tempo, in beats a minute; each phrase's own differs by a few percent, so that it is filled.
        cues_s: When chapters begin. Those that follow each other too soon for music are passed over.
    """
    end_s = duration_s - min(bed.ring_s, duration_s * _RING_SHARE)
    kept = [0.0, *_cues(cues_s, end_s), end_s]
    phrases = [phrase for first_s, last_s in pairwise(kept) for phrase in _phrases(first_s, last_s, 60 / bpm)]
    bars: list[Bar] = []
    for number, phrase in enumerate(phrases):
        before = bars[-1].energy if bars else _MOST_ENERGY
        placed = list(_energised(phrase, number, len(phrases)))
        lifts = placed[0].energy > before or (number > 0 and placed[0].start_s in kept)
        if lifts:
            placed[0] = replace(placed[0], lifts=True)
            bars[-1] = replace(bars[-1], leads=True)
        bars += placed
    bars[-1] = replace(bars[-1], leads=True, ends=True)
    return Form(tuple(bars), end_s)


def _cues(cues_s: Sequence[float], end_s: float) -> Iterator[float]:
    least_s = min(_MOST_LEAST_PHRASE_S, max(_LEAST_PHRASE_S, end_s / _PHRASES_A_FILM))
    last_s = 0.0
    for cue_s in sorted(cues_s):
        if cue_s - last_s >= least_s and end_s - cue_s >= _LEAST_PHRASE_S:
            yield cue_s
            last_s = cue_s


def _phrases(first_s: float, last_s: float, beat_s: float) -> Iterator[list[Bar]]:
    """The bars from a chapter to the next, in phrases."""
    count = _beats(last_s - first_s, beat_s)
    exact_s = (last_s - first_s) / count
    bars = [
        Bar(first_s + at * exact_s, exact_s, min(BEATS, count - at), number, 0)
        for number, at in enumerate(range(0, count, BEATS))
    ]
    phrases = max(1, round(len(bars) / _PHRASE_BARS))
    length = -(-len(bars) // phrases)
    for start in range(0, len(bars), length):
        yield [replace(bar, index=bar.index - start) for bar in bars[start : start + length]]


def _beats(lasts_s: float, beat_s: float) -> int:
    """How many beats fill a time: rather whole bars than half ones, rather those than odd ones, near the tempo."""

    def cost(count: int) -> float:
        uneven = _ODD_COST if count % 2 else _HALF_BAR_COST if count % BEATS else 0.0
        return abs(lasts_s / count / beat_s - 1) + uneven

    near = max(1, round(lasts_s / beat_s))
    return min(range(max(1, near - 2), near + 3), key=cost)


def _energised(phrase: Sequence[Bar], number: int, count: int) -> Iterator[Bar]:
    """A phrase's bars with how much plays: the first builds up, the last one is full."""
    for bar in phrase:
        if count == 1:
            energy = 1 if bar.index < len(phrase) / 2 else 2
        elif number == 0:
            energy = 0 if bar.index < len(phrase) / 2 else 1
        elif number == count - 1:
            energy = _MOST_ENERGY
        else:
            energy = _ENERGIES[number % len(_ENERGIES)]
        yield replace(bar, energy=energy)
