"""What a picture, and the step to the next one, show of how they were treated, in numbers.

Every figure is taken from tiles of the brightness at its stored size, for shrinking a picture hides what is wrong with
it. The tiles lie on the grid of 16 pixels by which codecs cut pictures, and are of one size whatever the size of the
film, so that a frame of 4K costs no more than one of 480p.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from quality.figures import chroma, edges, grid, motion, patchwork, scene, smear, texture, transform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Picture = NDArray[np.uint8]

VERSION = 4
"""Counts up when a figure changes its meaning: a model that was trained on others is refused."""

TILE_PX, GRID_PX = 128, 16
ACROSS, DOWN = 4, 3
LEAST_SIDE_PX = 32
_EVERY_PX = 4
_FLAT_LEVELS = 6
_LEAST_SPREAD = 1.5
_GOLDEN = 0.618034


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


@dataclass(frozen=True)
class Places:
    """Where tiles lie in a picture: their upper left corners and their size, in pixels of the brightness."""

    corners: tuple[tuple[int, int], ...]
    tall: int
    wide: int

    def of(self, plane: Picture, shrunk: int = 1) -> Picture:
        """The tiles of a plane that is so many times smaller than the brightness, shape (n, tall, wide)."""
        tall, wide = self.tall // shrunk, self.wide // shrunk
        return np.stack(
            [plane[y : y + tall, x : x + wide] for y, x in ((y // shrunk, x // shrunk) for y, x in self.corners)]
        )


def places_of(box: tuple[int, int, int, int], turn: int = 0) -> Places:
    """Tiles spread over the picture; with every `turn` at other places where there is room."""
    top, bottom, left, right = box
    across, down = (ACROSS, DOWN) if right - left >= bottom - top else (DOWN, ACROSS)
    tall, wide = (min(TILE_PX, side // GRID_PX * GRID_PX) for side in (bottom - top, right - left))
    shift = (turn * _GOLDEN) % 1
    tops = _starts(top, bottom, tall, down, shift)
    lefts = _starts(left, right, wide, across, (shift + 0.5) % 1)
    return Places(tuple((y, x) for y in tops for x in lefts), tall, wide)


def _starts(start: int, end: int, tile: int, most: int, shift: float) -> list[int]:
    count = max(1, min(most, (end - start) // tile))
    room = (end - start) / count
    return [start + int((place * room + shift * (room - tile)) // GRID_PX) * GRID_PX for place in range(count)]


@dataclass(frozen=True)
class Sample:
    """What is looked at of one picture, over the full range, 0 for black and 255 for white.

    Attributes:
        tiles: Of its brightness.
        colours: Of its two colour differences at half the size, the same places; None where they are stored otherwise.
        after: Of the brightness of the next picture that is another one, the same places; None where there is none.
    """

    tiles: Picture
    colours: tuple[Picture, Picture] | None = None
    after: Picture | None = None


def features_of(sample: Sample) -> Floats | None:
    """All figures of one picture, in the order of `NAMES`; NaN stands for what is not known.

    Returns:
        None where the picture shows next to nothing.
    """
    telling = sample.tiles.std(axis=(1, 2)) > _LEAST_SPREAD
    if not telling.any():
        return None
    levels = sample.tiles[telling]
    x = levels.astype(np.float32)
    figures = [_pooled([figure for measure in _STILL.values() for figure in measure(x, levels)])]
    if sample.colours:
        blue, red = (plane[telling].astype(np.float32) for plane in sample.colours)
        figures.append(_pooled(chroma.colours(blue, red)))
    else:
        figures.append(_unknown(chroma.COLOURS))
    if sample.after is not None:
        after = sample.after[telling].astype(np.float32)
        figures.append(_pooled([*motion.change(x, after), *patchwork.passed_on(x, after)]))
    else:
        figures.append(_unknown(_CHANGE))
    return np.append(np.concatenate(figures), np.float32(telling.mean()))


def _pooled(by_tile: Sequence[Any]) -> Floats:
    figures = np.asarray(by_tile, np.float32)
    low, high = np.percentile(figures, (15, 85), axis=1)
    return np.concatenate([figures.mean(axis=1), low, high]).astype(np.float32)


def _unknown(names: Sequence[str]) -> Floats:
    return np.full(len(names) * len(_POOLS), np.nan, np.float32)


_POOLS = ("mean", "low", "high")
_STILL: dict[tuple[str, ...], Callable[[Floats, Picture], list[Any]]] = {
    tuple(f"{part}{scale}" for scale in (1, 2) for part in scene.SCENE): scene.natural,
    tuple(f"{part}4" for part in scene.SCENE): scene.at_a_quarter,
    scene.SPECTRUM: scene.spectrum,
    edges.EDGES: edges.edges,
    edges.WIDTHS: edges.widths,
    edges.RHYTHM: edges.rhythm,
    grid.BLOCKS: grid.blocks,
    transform.TRANSFORM: transform.transform,
    texture.TEXTURE: texture.texture,
    patchwork.PATCHWORK: patchwork.patchwork,
    smear.NULLS: smear.nulls,
    smear.ONE_WAY: smear.one_way,
    scene.NOISE: scene.noise,
    scene.LEVELS: scene.levels_used,
    scene.FIELDS: scene.fields,
}
_CHANGE = (*motion.CHANGE, *patchwork.PASSED_ON)
MOVING: tuple[str, ...] = tuple(f"{name}_{pool}" for pool in _POOLS for name in _CHANGE)
"""What the figures of two frames are called."""

NAMES: tuple[str, ...] = (
    *(f"{name}_{pool}" for pool in _POOLS for names in _STILL for name in names),
    *(f"{name}_{pool}" for pool in _POOLS for name in chroma.COLOURS),
    *MOVING,
    "telling",
)
"""What each figure is called, in order."""
