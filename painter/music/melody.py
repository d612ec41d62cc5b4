"""A melody as people remember one: a short motif that comes again, with another end every second time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_RHYTHMS = (
    (0, 6, 8, 12),
    (0, 4, 6, 10),
    (2, 4, 8, 14),
    (0, 3, 6, 12),
    (4, 8, 10, 12),
    (0, 8, 11),
)
_ANSWERS = ((0, 8), (0, 4, 8), (0, 6), (0,))
_PASSAGE_BARS = 4


@dataclass(frozen=True)
class Motif:
    """A call of one bar and two answers to it: sixteenths, and tones of the chord counted upwards."""

    call: tuple[tuple[int, int], ...]
    answers: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]

    def bar(self, index: int, *, leads: bool) -> Iterator[tuple[int, int, float]]:
        """What is played in a bar of a phrase: step, tone and strength; nothing where the music draws breath.

        Args:
            index: The bar's number in its phrase.
            leads: Whether something new begins after it.
        """
        if leads:
            return
        place = index % _PASSAGE_BARS
        notes = self.call if place % 2 == 0 else self.answers[place // 2]
        for number, (step, tone) in enumerate(notes):
            yield step, tone, 0.95 if number == 0 else 0.75


def motif_of(rng: np.random.Generator) -> Motif:
    """A motif out of a seed: it starts near the middle and moves by small steps."""
    call = _line(rng, _RHYTHMS[int(rng.integers(len(_RHYTHMS)))], start=int(rng.integers(1, 4)))
    first, second = (
        _line(rng, _ANSWERS[int(rng.integers(len(_ANSWERS)))], start=max(0, call[-1][1] + step)) for step in (1, -1)
    )
    return Motif(call, (first, second))


def _line(rng: np.random.Generator, rhythm: tuple[int, ...], start: int) -> tuple[tuple[int, int], ...]:
    tone, line = start, []
    for step in rhythm:
        line.append((step, tone))
        tone = min(5, max(0, tone + int(rng.choice((-1, 1, 1, -2, 2), p=(0.3, 0.25, 0.15, 0.15, 0.15)))))
    return tuple(line)
