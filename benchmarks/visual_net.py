"""Trains the small nets of `quality.regressor`, in numpy alone: Adam, noise on what goes in, outliers capped.

Clips differ in how well they looked before anything was done to them, which no picture of them can tell. What all of a
clip's pictures are off by together is learned beside the nets, drawn to nothing, and forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quality.regressor import Regressor

Floats = NDArray[np.float32]
_HIDDEN = (96, 48)
_DRAWN_TO_NOTHING = 2.0
_RATE, _RATE_FURTHER, _DECAY, _NOISE, _MOST_ERROR = 4e-3, 1e-3, 4e-3, 0.2, 0.4
_MOMENTUM, _SQUARES = 0.9, 0.995


@dataclass(frozen=True)
class Lesson:
    """What to learn: a row of figures for each picture, the marks it should get, how much each counts, and its clip."""

    figures: Floats
    marks: Floats
    weights: Floats
    clips: NDArray[np.intp]


def trained(
    lesson: Lesson,
    about: dict[str, str],
    *,
    nets: int = 3,
    steps: int = 2500,
    seed: int = 0,
    start: Regressor | None = None,
) -> Regressor:
    """Nets that see the pictures in other orders.

    Args:
        lesson: What to learn.
        about: What it is, in words.
        nets: How many, where they start at random places.
        steps: Downhill, of each.
        seed: Of all that is random.
        start: Nets that learn further, in small steps.
    """
    dice = np.random.default_rng(seed)
    centre, spread = (start.centre, start.spread) if start else _usual(lesson.figures)
    net = _Net(dice, len(start.layers[0][0]) if start else nets, lesson, start)
    nets = len(net.parts[0])
    scaled = np.nan_to_num(np.clip((lesson.figures - centre) / spread, -4, 4)).astype(np.float32)
    batch = min(160, len(scaled))
    for step in range(1, steps + 1):
        rows = dice.integers(0, len(scaled), (nets, batch))
        x = scaled[rows]
        x += dice.standard_normal(x.shape, dtype=np.float32) * np.float32(_NOISE)
        rate = (_RATE_FURTHER if start else _RATE) * 0.5 * (1 + float(np.cos(np.pi * step / steps)))
        net.learn(x, (lesson.marks[rows], lesson.weights[rows], lesson.clips[rows]), step, rate)
    layers = tuple(zip(net.parts[:-1:2], net.parts[1:-1:2], strict=True))
    return Regressor(centre, spread, layers, about)


def joined(regressors: Sequence[Regressor]) -> Regressor:
    """One of the nets of several that learned the same lesson from other places."""
    first = regressors[0]
    layers = tuple(
        (np.concatenate([weights for weights, _ in same]), np.concatenate([bias for _, bias in same]))
        for same in zip(*(one.layers for one in regressors), strict=True)
    )
    return Regressor(first.centre, first.spread, layers, first.about)


def _usual(figures: Floats) -> tuple[Floats, Floats]:
    """What is usual for each figure, and how far it is usually from that."""
    low, high = np.nanpercentile(figures, (16, 84), axis=0)
    centre = np.nanmedian(figures, axis=0)
    return centre.astype(np.float32), ((high - low) / 2 + 0.02).astype(np.float32)


class _Net:
    """Weights and biases by turns, then what clips are off by, and what Adam (Kingma 2014) keeps of each."""

    def __init__(self, dice: np.random.Generator, nets: int, lesson: Lesson, start: Regressor | None) -> None:
        sizes = (lesson.figures.shape[1], *_HIDDEN, lesson.marks.shape[1])
        self.parts: list[Floats] = [part.copy() for layer in start.layers for part in layer] if start else []
        for one, other in () if start else pairwise(sizes):
            weights = dice.standard_normal((nets, one, other), dtype=np.float32)
            self.parts += [weights * np.float32(np.sqrt(1 / one)), np.zeros((nets, 1, other), np.float32)]
        if not start:
            self.parts[-1] += lesson.marks.mean(axis=0)
        self._layers = len(self.parts)
        self.parts.append(np.zeros((nets, int(lesson.clips.max()) + 1), np.float32))
        self._means = [np.zeros_like(part) for part in self.parts]
        self._squares = [np.zeros_like(part) for part in self.parts]

    def learn(self, x: Floats, lesson: tuple[Floats, Floats, NDArray[np.intp]], step: int, rate: float) -> None:
        """One step downhill."""
        marks, weights, clips = lesson
        seen = [x]
        for place in range(0, self._layers, 2):
            x = x @ self.parts[place] + self.parts[place + 1]
            if place < self._layers - 2:
                x = np.maximum(x, 0)
                seen.append(x)
        error: Any = x - marks
        off_by = np.take_along_axis(self.parts[-1], clips, axis=1)
        error[..., 0] += off_by
        error = np.clip(error, -_MOST_ERROR, _MOST_ERROR) * weights * np.float32(2 / x.shape[1])
        slope = np.zeros_like(self.parts[-1])
        drawn = np.float32(2 * _DRAWN_TO_NOTHING / x.shape[1]) * off_by
        np.add.at(slope, (np.arange(len(slope))[:, None], clips), error[..., 0] + drawn)
        for place in range(self._layers - 2, -1, -2):
            before = seen[place // 2]
            slopes = before.transpose(0, 2, 1) @ error, error.sum(axis=1, keepdims=True)
            if place:
                error = (error @ self.parts[place].transpose(0, 2, 1)) * (before > 0)
            self._move(place, slopes[0], step, rate, _DECAY)
            self._move(place + 1, slopes[1], step, rate, 0.0)
        self._move(self._layers, slope, step, rate, 0.0)

    def _move(self, place: int, slope: Floats, step: int, rate: float, decay: float) -> None:
        mean, square, part = self._means[place], self._squares[place], self.parts[place]
        mean += (slope - mean) * np.float32(1 - _MOMENTUM)
        square += (slope * slope - square) * np.float32(1 - _SQUARES)
        pace = mean / np.float32(1 - _MOMENTUM**step)
        pace /= np.sqrt(square / np.float32(1 - _SQUARES**step)) + np.float32(1e-8)
        part -= np.float32(rate) * (pace + np.float32(decay) * part)
