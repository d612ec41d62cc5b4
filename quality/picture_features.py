"""What a picture shows of how it was treated, in numbers: detail, edges, blocks, noise, bands, ringing, fields.

Every figure is taken from tiles of the brightness at its stored size, for shrinking a picture hides what is wrong with
it. The tiles lie on the grid of 16 pixels by which codecs cut pictures, and are of one size whatever the size of the
film, so that a frame of 4K costs no more than one of 480p.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Picture = NDArray[np.uint8]

VERSION = 2
"""Counts up when a figure changes its meaning: a model that was trained on others is refused."""

TILE_PX, GRID_PX = 128, 16
ACROSS, DOWN = 4, 3
LEAST_SIDE_PX = 32
_EVERY_PX = 4
_FLAT_LEVELS = 6
_LEAST_SPREAD = 1.5
_GOLDEN = 0.618034
_BANDS = (0.02, 0.045, 0.09, 0.135, 0.18, 0.225, 0.27, 0.315, 0.36, 0.405, 0.45, 0.5)


def content_box(luma: Picture) -> tuple[int, int, int, int]:
    """Where the picture is, without flat bars at its sides: top, bottom, left, right."""
    coarse = luma[::_EVERY_PX, ::_EVERY_PX]
    height, width = luma.shape
    rows = np.flatnonzero(np.ptp(coarse, axis=1) > _FLAT_LEVELS)
    columns = np.flatnonzero(np.ptp(coarse, axis=0) > _FLAT_LEVELS)
    if not len(rows) or not len(columns):
        return 0, height, 0, width
    top, bottom = _inside(int(rows[0]), int(rows[-1]), height)
    left, right = _inside(int(columns[0]), int(columns[-1]), width)
    return top, bottom, left, right


def _inside(first: int, last: int, side: int) -> tuple[int, int]:
    """The stretch of a side between two sampled places, from a line of the codec's grid on; all where it is short."""
    start = 0 if not first else -(-(first * _EVERY_PX + 1) // GRID_PX) * GRID_PX
    end = side if (last + 2) * _EVERY_PX >= side else last * _EVERY_PX
    return (start, end) if end - start >= max(LEAST_SIDE_PX, side // 4) else (0, side)


def tiles_of(luma: Picture, box: tuple[int, int, int, int], turn: int = 0) -> Picture:
    """Tiles spread over the picture, shape (n, side, side); with every `turn` at other places where there is room."""
    top, bottom, left, right = box
    across, down = (ACROSS, DOWN) if right - left >= bottom - top else (DOWN, ACROSS)
    tall, wide = (min(TILE_PX, side // GRID_PX * GRID_PX) for side in (bottom - top, right - left))
    shift = (turn * _GOLDEN) % 1
    tops = _starts(top, bottom, tall, down, shift)
    lefts = _starts(left, right, wide, across, (shift + 0.5) % 1)
    return np.stack([luma[y : y + tall, x : x + wide] for y in tops for x in lefts])


def _starts(start: int, end: int, tile: int, most: int, shift: float) -> list[int]:
    count = max(1, min(most, (end - start) // tile))
    room = (end - start) / count
    return [start + int((place * room + shift * (room - tile)) // GRID_PX) * GRID_PX for place in range(count)]


def features_of(tiles: Picture) -> Floats | None:
    """All figures of one picture, in the order of `NAMES`; None where its tiles show next to nothing.

    Args:
        tiles: See `tiles_of`; over the full range, 0 for black and 255 for white.
    """
    spread = tiles.std(axis=(1, 2))
    telling = tiles[spread > _LEAST_SPREAD]
    if not len(telling):
        return None
    by_tile = _by_tile(telling.astype(np.float32), telling)
    pooled = np.concatenate([pool(by_tile) for pool in _POOLS.values()])
    return np.append(pooled, np.float32(len(telling) / len(tiles)))


def _by_tile(x: Floats, levels: Picture) -> Floats:
    """Shape (figures, tiles)."""
    figures: list[Any] = []
    for measure in _MEASURES.values():
        figures.extend(measure(x, levels))
    return np.asarray(figures, np.float32)


def _mean(values: Any) -> Any:
    return values.mean(axis=(1, 2))


def _log(values: Any, floor: float = 0.01) -> Any:
    return np.log(values + floor)


def _smooth(x: Floats) -> Floats:
    """By 1 4 6 4 1, both ways; four pixels less a side."""
    for _ in range(4):
        x = x[:, 1:] + x[:, :-1]
    for _ in range(4):
        x = x[:, :, 1:] + x[:, :, :-1]
    return x * np.float32(1 / 256)


def _mscn(x: Floats) -> tuple[Floats, Floats]:
    """Brightness less its surroundings' mean, in their spreads (Mittal 2012); and the spreads."""
    mean = _smooth(x)
    spread = np.sqrt(np.maximum(_smooth(x * x) - mean * mean, 0))
    return (x[:, 2:-2, 2:-2] - mean) / (spread + 1), spread


def _natural(x: Floats, _levels: Picture) -> list[Any]:
    """Statistics of natural scenes at two scales (Mittal 2012, 2013)."""
    half = x[:, ::2, ::2] + x[:, 1::2, ::2] + x[:, ::2, 1::2] + x[:, 1::2, 1::2]
    return [*_scene(x), *_scene(half * np.float32(0.25))]


def _scene(x: Floats) -> list[Any]:
    n, spread = _mscn(x)
    power = _mean(n * n)
    pairs = (n[:, :, 1:] * n[:, :, :-1], n[:, 1:] * n[:, :-1], n[:, 1:, 1:] * n[:, :-1, :-1])
    return [
        power,
        _mean(np.abs(n)) ** 2 / (power + 0.001),
        *(_mean(pair) / (power + 0.001) for pair in pairs),
        _log(_mean(spread)),
        _log(spread.reshape(len(spread), -1).std(axis=1) / (_mean(spread) + 0.1)),
    ]


_SCENE = ("power", "shape", "along", "down", "across", "spread", "uneven")


def _spectrum(x: Floats, _levels: Picture) -> list[Any]:
    """Power by frequency, each band beside the one below: where detail ends is the picture's real resolution."""
    rows, columns = _powers(x[:, ::_EVERY_PX]), _powers(x[:, :, ::_EVERY_PX].transpose(0, 2, 1))
    bands = _log(rows, 0.02), _log(columns, 0.02)
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


_SPECTRUM = ("coarse", *(f"band{k}" for k in range(1, len(_BANDS) - 1)), "lopsided")


def _edges(x: Floats, _levels: Picture) -> list[Any]:
    """How wide strong edges are, how far they overshoot, and how many there are."""
    along, down = _edge(x[:, ::2]), _edge(x[:, :, ::2].transpose(0, 2, 1))
    return [(a + b) / 2 for a, b in zip(along, down, strict=True)] + [np.maximum(along[1], down[1])]


_REACH = 4


def _edge(lines: Any) -> list[Any]:
    """Of the pixels with the largest step over 8 pixels: the share in 1 and in 4 of them, and what is beyond it."""
    count, _, width = lines.shape
    inner = width - 2 * _REACH
    span = np.abs(lines[:, :, 2 * _REACH :] - lines[:, :, : -2 * _REACH]).reshape(count, -1)
    many = max(8, span.shape[1] // 64)
    best = np.argpartition(span, -many, axis=1)[:, -many:]
    starts = best // inner * width + best % inner
    flat = np.ascontiguousarray(lines).reshape(count, -1)
    runs = np.take_along_axis(
        flat[:, None, :], (starts[:, :, None] + np.arange(2 * _REACH + 1)).reshape(count, 1, -1), axis=2
    )
    runs = runs.reshape(count, many, -1)
    whole = np.take_along_axis(span, best, axis=1) + 2
    steps = np.abs(np.diff(runs, axis=2))
    one = steps.max(axis=2) / whole
    three = np.abs(runs[:, :, 6] - runs[:, :, 2]) / whole
    over = (np.ptp(runs, axis=2) - whole + 2) / whole
    return [
        np.median(one, axis=1),
        np.percentile(one, 90, axis=1),
        three.mean(axis=1),
        _log(over.mean(axis=1)),
        _log(np.median(whole, axis=1)),
        _log(np.median(whole, axis=1) / (span.mean(axis=1) + 1)),
    ]


_EDGES = ("step", "sharpest", "slope", "overshoot", "height", "sparse", "sharper")


def _blocks(x: Floats, _levels: Picture) -> list[Any]:
    """Steps at the lines of the codec's grid beside those elsewhere (after Wang 2000), and what lies between them."""
    along, down = np.abs(np.diff(x, axis=2)), np.abs(np.diff(x, axis=1))
    columns, rows = along.mean(axis=1), down.mean(axis=2)
    grids = [_grid(columns, side) + _grid(rows, side) for side in (4, 8, 16)]
    seams = zip(_seams(along), _seams(down.transpose(0, 2, 1)), strict=True)
    return [*grids, *((one + other) / 2 for one, other in seams), *_patches(x)]


def _grid(profile: Any, side: int) -> Any:
    """The mean step at every `side`-th line beside that of the lines in between, as a log."""
    at = profile[:, side - 1 :: side]
    others = (profile.sum(axis=1) - at.sum(axis=1)) / (profile.shape[1] - at.shape[1])
    return _log(at.mean(axis=1), 0.1) - _log(others, 0.1)


def _seams(steps: Any) -> list[Any]:
    """Edges of blocks of 8 pixels, one by one: how far the step across is above those inside, and how many stand out.

    Set beside the same between the middles of blocks, so that what the picture itself shows does not count.
    """
    count, tall, wide = len(steps), steps.shape[1] // 8, (steps.shape[2] - 8) // 8
    by_line = steps[:, : tall * 8].reshape(count, tall, 8, -1).mean(axis=2)
    cells = by_line[:, :, 3 : 3 + wide * 8].reshape(count, tall, wide, 8)
    across, middle = cells[..., 4], cells[..., 0]
    inside = (cells[..., 1:4].sum(axis=3) + cells[..., 5:].sum(axis=3)) / 6
    on = np.log((across + 0.5) / (inside + 0.5))
    off = np.log((middle + 0.5) / (inside + 0.5))
    return [
        on.mean(axis=(1, 2)) - off.mean(axis=(1, 2)),
        (on > 0.6).mean(axis=(1, 2)) - (off > 0.6).mean(axis=(1, 2)),
        _log(inside.reshape(count, -1).min(axis=1), 0.05),
    ]


def _patches(x: Floats) -> list[Any]:
    """Blocks of 8 pixels: how many have lost all detail, and how unevenly it is spread over the others."""
    detail = np.abs(_laplace(x))
    count, tall, wide = (len(x), detail.shape[1] // 8, detail.shape[2] // 8)
    by_block = detail[:, : tall * 8, : wide * 8].reshape(count, tall, 8, wide, 8).mean(axis=(2, 4)).reshape(count, -1)
    logs = np.log(by_block + 0.05)
    quarters = np.percentile(logs, (10, 50, 90), axis=1)
    return [
        (by_block < 0.3).mean(axis=1),
        (by_block < 1.0).mean(axis=1),
        (by_block < 2.5).mean(axis=1),
        quarters[0],
        quarters[1] - quarters[0],
        quarters[2] - quarters[1],
        quarters[2],
    ]


def _laplace(x: Floats) -> Floats:
    """Immerkaer's mask, which edges and slopes do not answer to: 1 -2 1 / -2 4 -2 / 1 -2 1, over 6."""
    lines = x[:, :, 2:] - 2 * x[:, :, 1:-1] + x[:, :, :-2]
    mask: Floats = (lines[:, 2:] - 2 * lines[:, 1:-1] + lines[:, :-2]) * np.float32(1 / 6)
    return mask


_BLOCKS = (
    "grid4",
    "grid8",
    "grid16",
    "seam",
    "seams",
    "calm",
    "lost",
    "poor",
    "meagre",
    "least",
    "lower",
    "upper",
    "most",
)


def _noise(x: Floats, _levels: Picture) -> list[Any]:
    """The spread of noise (Immerkaer 1996; Donoho's median), and of detail at one, two and four pixels."""
    fine = np.abs(_laplace(x)[:, ::2])
    flat = fine.reshape(len(fine), -1)
    sigma = np.sqrt(np.pi / 2) * flat.mean(axis=1)
    median = np.median(flat, axis=1) / 0.6745
    seconds = [_log(np.sqrt(_mean(_second(x[:, ::2], step) ** 2))) for step in (1, 2, 4)]
    return [
        _log(sigma, 0.05),
        _log(median, 0.05),
        _log(sigma, 0.05) - _log(median, 0.05),
        seconds[0] - seconds[1],
        seconds[1] - seconds[2],
        seconds[2],
    ]


def _second(x: Floats, step: int) -> Floats:
    return x[:, :, 2 * step :] - 2 * x[:, :, step:-step] + x[:, :, : -2 * step]


_NOISE = ("sigma", "median", "heavy", "fine", "middle", "far")


def _levels_used(_x: Floats, levels: Picture) -> list[Any]:
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


_LEVELS = ("gaps", "ragged", "equal", "few", "contrast", "light", "clipped")


def _fields(x: Floats, _levels: Picture) -> list[Any]:
    """Lines that differ from their neighbours and not from those two away: two moments in one picture."""
    near, far = _mean(np.abs(x[:, 1:] - x[:, :-1])), _mean(np.abs(x[:, 2:] - x[:, :-2]))
    wide_near, wide_far = _mean(np.abs(x[:, :, 1:] - x[:, :, :-1])), _mean(np.abs(x[:, :, 2:] - x[:, :, :-2]))
    comb = _log(near, 0.1) - _log(far, 0.1)
    return [comb, comb - _log(wide_near, 0.1) + _log(wide_far, 0.1)]


_FIELDS = ("comb", "comb_only")

_MEASURES: dict[tuple[str, ...], Callable[[Floats, Picture], list[Any]]] = {
    tuple(f"{part}{scale}" for scale in (1, 2) for part in _SCENE): _natural,
    _SPECTRUM: _spectrum,
    _EDGES: _edges,
    _BLOCKS: _blocks,
    _NOISE: _noise,
    _LEVELS: _levels_used,
    _FIELDS: _fields,
}
_POOLS: dict[str, Callable[[Floats], Floats]] = {
    "mean": lambda figures: figures.mean(axis=1),
    "low": lambda figures: np.percentile(figures, 15, axis=1).astype(np.float32),
    "high": lambda figures: np.percentile(figures, 85, axis=1).astype(np.float32),
}
_BASES = tuple(name for names in _MEASURES for name in names)
NAMES: tuple[str, ...] = (*(f"{name}_{pool}" for pool in _POOLS for name in _BASES), "telling")
"""What each figure is called, in order."""
