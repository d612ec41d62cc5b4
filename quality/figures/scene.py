"""Statistics of natural scenes, power by frequency, noise, levels and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures.basics import in_blocks, laplace, log, mean, smooth

if TYPE_CHECKING:
    from quality.figures.basics import Floats, Picture

_EVERY_PX = 4
_BANDS = (0.02, 0.045, 0.09, 0.135, 0.18, 0.225, 0.27, 0.315, 0.36, 0.405, 0.45, 0.5)


def _mscn(x: Floats) -> tuple[Floats, Floats]:
    """Brightness less its surroundings' mean, in their spreads (Mittal 2012); and the spreads."""
    mean = smooth(x)
    spread = np.sqrt(np.maximum(smooth(x * x) - mean * mean, 0))
    return (x[:, 2:-2, 2:-2] - mean) / (spread + 1), spread


def natural(x: Floats, _levels: Picture) -> list[Any]:
    """Statistics of natural scenes at two scales (Mittal 2012, 2013)."""
    half = x[:, ::2, ::2] + x[:, 1::2, ::2] + x[:, ::2, 1::2] + x[:, 1::2, 1::2]
    return [*_scene(x), *_scene(half * np.float32(0.25))]


def _scene(x: Floats) -> list[Any]:
    n, spread = _mscn(x)
    power = mean(n * n)
    pairs = (n[:, :, 1:] * n[:, :, :-1], n[:, 1:] * n[:, :-1], n[:, 1:, 1:] * n[:, :-1, :-1])
    return [
        power,
        mean(np.abs(n)) ** 2 / (power + 0.001),
        *(mean(pair) / (power + 0.001) for pair in pairs),
        log(mean(spread)),
        log(spread.reshape(len(spread), -1).std(axis=1) / (mean(spread) + 0.1)),
    ]


def at_a_quarter(x: Floats, _levels: Picture) -> list[Any]:
    """The same statistics of the picture shrunk to a quarter."""
    return _scene(in_blocks(x, 4).mean(axis=(2, 4)))


SCENE = ("power", "shape", "along", "down", "across", "spread", "uneven")


def spectrum(x: Floats, _levels: Picture) -> list[Any]:
    """Power by frequency, each band beside the one below: where detail ends is the picture's real resolution."""
    rows, columns = _powers(x[:, ::_EVERY_PX]), _powers(x[:, :, ::_EVERY_PX].transpose(0, 2, 1))
    bands = log(rows, 0.02), log(columns, 0.02)
    both = (bands[0] + bands[1]) / 2
    return [
        both[:, 0],
        *(both[:, k] - both[:, k - 1] for k in range(1, both.shape[1])),
        bands[0][:, -3] - bands[1][:, -3],
    ]


def _powers(lines: Any) -> Any:
    length = lines.shape[2]
    window = np.hanning(length).astype(np.float32)
    centred = (lines - lines.mean(axis=2, keepdims=True)) * window
    power = np.abs(np.fft.rfft(centred, axis=2)) ** 2 / (window**2).sum()
    power = power.mean(axis=1)
    edges = (np.asarray(_BANDS) * length).round().astype(int)
    return np.stack(
        [power[:, low:high].mean(axis=1) for low, high in zip(edges[:-1], edges[1:] + 1, strict=True)], axis=1
    )


SPECTRUM = ("coarse", *(f"band{k}" for k in range(1, len(_BANDS) - 1)), "lopsided")


def noise(x: Floats, _levels: Picture) -> list[Any]:
    """The spread of noise (Immerkaer 1996; Donoho's median), and of detail at one, two and four pixels."""
    fine = np.abs(laplace(x)[:, ::2])
    flat = fine.reshape(len(fine), -1)
    sigma = np.sqrt(np.pi / 2) * flat.mean(axis=1)
    median = np.median(flat, axis=1) / 0.6745
    seconds = [log(np.sqrt(mean(_second(x[:, ::2], step) ** 2))) for step in (1, 2, 4)]
    return [
        log(sigma, 0.05),
        log(median, 0.05),
        log(sigma, 0.05) - log(median, 0.05),
        seconds[0] - seconds[1],
        seconds[1] - seconds[2],
        seconds[2],
    ]


def _second(x: Floats, step: int) -> Floats:
    return x[:, :, 2 * step :] - 2 * x[:, :, step:-step] + x[:, :, : -2 * step]


NOISE = ("sigma", "median", "heavy", "fine", "middle", "far")


def levels_used(_x: Floats, levels: Picture) -> list[Any]:
    """Bands and missing levels, pixels that equal their neighbours, and the light."""
    return list(np.asarray([_of_levels(tile) for tile in levels]).T)


def _of_levels(tile: Picture) -> tuple[float, ...]:
    counts = np.bincount(tile.ravel(), minlength=256).astype(np.float32)
    low, high = np.searchsorted(np.cumsum(counts), (0.02 * tile.size, 0.98 * tile.size))
    used = counts[low : high + 1]
    ragged = np.abs(np.diff(used)).sum() / (2 * used.sum())
    flat = (tile[:, 1:] == tile[:, :-1])[:-1] & (tile[1:] == tile[:-1])[:, :-1]
    top = np.sort(counts)[-3:].sum() / tile.size
    return (
        float(np.count_nonzero(used == 0) / len(used)),
        float(ragged),
        float(flat.mean()),
        float(top),
        float(high - low) / 255,
        float(tile.mean()) / 255,
        float(counts[low] + counts[high]) / tile.size,
    )


LEVELS = ("gaps", "ragged", "equal", "few", "contrast", "light", "clipped")


def fields(x: Floats, _levels: Picture) -> list[Any]:
    """Lines that differ from their neighbours and not from those two away: two moments in one picture."""
    near, far = mean(np.abs(x[:, 1:] - x[:, :-1])), mean(np.abs(x[:, 2:] - x[:, :-2]))
    wide_near, wide_far = mean(np.abs(x[:, :, 1:] - x[:, :, :-1])), mean(np.abs(x[:, :, 2:] - x[:, :, :-2]))
    comb = log(near, 0.1) - log(far, 0.1)
    return [comb, comb - log(wide_near, 0.1) + log(wide_far, 0.1)]


FIELDS = ("comb", "comb_only")
