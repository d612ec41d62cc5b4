"""Trains the small nets of `quality.regressor`, in numpy alone: Adam, noise on what goes in, outliers capped."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quality.regressor import Regressor

Floats = NDArray[np.float32]
_HIDDEN = (40, 24)
_RATE, _DECAY, _NOISE, _MOST_ERROR = 4e-3, 4e-3, 0.2, 0.4
_MOMENTUM, _SQUARES = 0.9, 0.995


@dataclass(frozen=True)
class Lesson:
    """What to learn: a row of figures for each picture, the marks it should get, and how much each mark counts."""

    figures: Floats
    marks: Floats
    weights: Floats


def trained(lesson: Lesson, about: dict[str, str], *, nets: int = 3, steps: int = 2500, seed: int = 0) -> Regressor:
    """Nets that start at random places and see the pictures in other orders."""
    dice = np.random.default_rng(seed)
    centre = np.nanmedian(lesson.figures, axis=0)
    low, high = np.nanpercentile(lesson.figures, (16, 84), axis=0)
    spread = ((high - low) / 2 + 0.02).astype(np.float32)
    net = _Net(dice, nets, lesson)
    scaled = np.nan_to_num(np.clip((lesson.figures - centre) / spread, -4, 4)).astype(np.float32)
    batch = min(160, len(scaled))
    for step in range(1, steps + 1):
        rows = dice.integers(0, len(scaled), (nets, batch))
        x = scaled[rows]
        x += dice.standard_normal(x.shape, dtype=np.float32) * np.float32(_NOISE)
        rate = _RATE * 0.5 * (1 + float(np.cos(np.pi * step / steps)))
        net.learn(x, lesson.marks[rows], lesson.weights[rows], step, rate)
    layers = tuple(zip(net.parts[::2], net.parts[1::2], strict=True))
    return Regressor(centre.astype(np.float32), spread, layers, about)


class _Net:
    """Weights and biases by turns, and what Adam (Kingma 2014) keeps of each."""

    def __init__(self, dice: np.random.Generator, nets: int, lesson: Lesson) -> None:
        sizes = (lesson.figures.shape[1], *_HIDDEN, lesson.marks.shape[1])
        self.parts: list[Floats] = []
        for one, other in pairwise(sizes):
            start = dice.standard_normal((nets, one, other), dtype=np.float32)
            self.parts += [start * np.float32(np.sqrt(1 / one)), np.zeros((nets, 1, other), np.float32)]
        self.parts[-1] += lesson.marks.mean(axis=0)
        self._means = [np.zeros_like(part) for part in self.parts]
        self._squares = [np.zeros_like(part) for part in self.parts]

    def learn(self, x: Floats, marks: Floats, weights: Floats, step: int, rate: float) -> None:
        """One step downhill."""
        seen = [x]
        for place in range(0, len(self.parts), 2):
            x = x @ self.parts[place] + self.parts[place + 1]
            if place < len(self.parts) - 2:
                x = np.maximum(x, 0)
                seen.append(x)
        error: Any = np.clip(x - marks, -_MOST_ERROR, _MOST_ERROR) * weights * np.float32(2 / x.shape[1])
        for place in range(len(self.parts) - 2, -1, -2):
            before = seen[place // 2]
            slopes = before.transpose(0, 2, 1) @ error, error.sum(axis=1, keepdims=True)
            if place:
                error = (error @ self.parts[place].transpose(0, 2, 1)) * (before > 0)
            self._move(place, slopes[0], step, rate, _DECAY)
            self._move(place + 1, slopes[1], step, rate, 0.0)

    def _move(self, place: int, slope: Floats, step: int, rate: float, decay: float) -> None:
        mean, square, part = self._means[place], self._squares[place], self.parts[place]
        mean += (slope - mean) * np.float32(1 - _MOMENTUM)
        square += (slope * slope - square) * np.float32(1 - _SQUARES)
        pace = mean / np.float32(1 - _MOMENTUM**step)
        pace /= np.sqrt(square / np.float32(1 - _SQUARES**step)) + np.float32(1e-8)
        part -= np.float32(rate) * (pace + np.float32(decay) * part)
