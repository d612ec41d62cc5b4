"""Seeded noise of several octaves: outlines and textures as in nature."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]


def outline(rng: np.random.Generator, count: int, *, bumps: float, octaves: int, roughness: float = 0.5) -> Curve:
    """A smooth random line.

    Args:
        rng: The source of randomness.
        count: Number of samples.
        bumps: Bumps of the coarsest octave over the whole line.
        octaves: How many times finer detail is added.
        roughness: Height of each octave relative to the one before.

    Returns:
        Shape (count,), about -1..1.
    """
    total = np.zeros(count)
    places = np.linspace(0.0, 1.0, count)
    for octave in range(octaves):
        knots = int(bumps * 2**octave) + 3
        total += roughness**octave * _smooth(rng.uniform(-1, 1, knots + 1), places * (knots - 1))
    return total


def crests(rng: np.random.Generator, count: int, *, peaks: float, octaves: int, roughness: float = 0.5) -> Curve:
    """A line of sharp peaks and wide valleys, shape (count,), about 0..1."""
    total = np.zeros(count)
    places = np.linspace(0.0, 1.0, count)
    for octave in range(octaves):
        knots = int(peaks * 2**octave) + 3
        offsets = rng.uniform(-0.33, 0.33, knots + 1)
        knot_places = (np.arange(knots + 1) + offsets) / (knots - 1)
        heights = np.where(
            np.arange(knots + 1) % 2 == 0, rng.uniform(0.55, 1.0, knots + 1), rng.uniform(0, 0.35, knots + 1)
        )
        total += roughness**octave * np.interp(places, knot_places, heights)
    return total / sum(roughness**octave for octave in range(octaves))


def texture(rng: np.random.Generator, rows: int, columns: int, *, cells: tuple[float, float], octaves: int) -> Curve:
    """Cloud-like noise, shape (rows, columns), 0..1 around 0.5.

    Args:
        rng: The source of randomness.
        rows: Height in samples.
        columns: Width in samples.
        cells: Coarsest cells down and across.
        octaves: How many times finer detail is added.
    """
    total = np.zeros((rows, columns))
    weight = 0.0
    for octave in range(octaves):
        down, across = (int(part * 2**octave) + 2 for part in cells)
        grid = rng.uniform(0, 1, (down + 1, across + 1))
        total += 0.5**octave * _bilinear(grid, rows, columns)
        weight += 0.5**octave
    return total / weight


def _smooth(knots: Curve, places: Curve) -> Curve:
    index = np.minimum(places.astype(int), len(knots) - 2)
    share = _ease(places - index)
    return np.asarray(knots[index] * (1 - share) + knots[index + 1] * share)


def _bilinear(grid: Curve, rows: int, columns: int) -> Curve:
    down = np.linspace(0, grid.shape[0] - 1.001, rows)
    across = np.linspace(0, grid.shape[1] - 1.001, columns)
    y, x = down.astype(int), across.astype(int)
    v, u = _ease(down - y)[:, None], _ease(across - x)[None, :]
    upper = grid[y][:, x] * (1 - u) + grid[y][:, x + 1] * u
    lower = grid[y + 1][:, x] * (1 - u) + grid[y + 1][:, x + 1] * u
    return np.asarray(upper * (1 - v) + lower * v)


def _ease(share: Curve) -> Curve:
    return share * share * (3 - 2 * share)
