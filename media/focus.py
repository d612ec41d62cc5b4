"""Where to look in a picture: the part that fills a frame with its subject in it.

No model is involved. What differs from its surroundings, in light or in colour, counts as detail; the frame keeps as
much of it as it can.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatImage = NDArray[np.float32]

MAP_PX = 96
"""The longer side of a map of details."""

_EYE = 0.36
_SKIN = 1.2


_FAINT = 0.25
"""The least distance in colour (0 to 1.73) at which anything stands out, however even the rest is."""


@dataclass(frozen=True)
class Window:
    """A part of a picture: left and top, width and height as shares of the picture's own sides."""

    x: float
    y: float
    wide: float
    high: float

    def towards(self, other: Window, share: float) -> Window:
        """The window a share of the way from this one to another."""
        pairs = ((self.x, other.x), (self.y, other.y), (self.wide, other.wide), (self.high, other.high))
        return Window(*(a + (b - a) * share for a, b in pairs))


WHOLE = Window(0.0, 0.0, 1.0, 1.0)
"""All of a picture."""


def detail_map(small: NDArray[np.uint8]) -> FloatImage:
    """How much there is to see at each place of a small picture, uint8 (height, width, 3); sums to 1."""
    values = small.astype(np.float32) / 255
    grey = values.mean(axis=2)
    down, across = np.gradient(grey)
    edges = spread(np.hypot(down, across), 3)
    mean = values.reshape(-1, 3).mean(axis=0)
    odd = spread(np.sqrt(((values - mean) ** 2).sum(axis=2)), 2)
    rows, columns = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]].astype(np.float32)
    # What pictures are about stands above their middle: heads, horizons, the front of a house.
    off = 2.2 * (rows / max(1, grey.shape[0] - 1) - _EYE) ** 2 + 1.2 * (columns / max(1, grey.shape[1] - 1) - 0.5) ** 2
    busy = _above_usual(edges) + 0.8 * _above_usual(odd)
    total = (busy**2 + _SKIN * spread(_skin(np.asarray(values, np.float32)), 2)) * np.exp(-1.6 * off)
    return np.asarray(total / max(float(total.sum()), 1e-6), np.float32)


def _above_usual(values: FloatImage) -> FloatImage:
    """Values less what is usual in the picture, such as its grain, 0..1."""
    rest = np.maximum(0.0, values - float(np.median(values)))
    return np.asarray(rest / max(float(rest.max()), 1e-3), np.float32)


def _skin(values: FloatImage) -> FloatImage:
    """1 where a colour may be that of skin, of any complexion (the range of Chai and Ngan, 1999), else 0."""
    red, green, blue = (values[..., channel] for channel in range(3))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    off_blue, off_red = 0.564 * (blue - luma), 0.713 * (red - luma)
    found = (off_blue > -0.2) & (off_blue < -0.004) & (off_red > 0.02) & (off_red < 0.177) & (luma > 0.2)
    return np.asarray(found, np.float32)


def saliency_of(small: FloatImage) -> FloatImage:
    """Distance in colour from what the border shows, weighted towards the middle; 0..1, shape (height, width)."""
    height, width = small.shape[:2]
    edge = max(1, round(0.06 * min(height, width)))
    border = np.concatenate(
        [
            small[:edge].reshape(-1, 3),
            small[-edge:].reshape(-1, 3),
            small[:, :edge].reshape(-1, 3),
            small[:, -edge:].reshape(-1, 3),
        ]
    )
    # A border has a few colours (sky, ground), so the distance to the nearest typical one counts.
    typical = border[np.linspace(0, len(border) - 1, 48).astype(int)]
    distance = np.sqrt(((small[:, :, None] - typical) ** 2).sum(axis=-1)).min(axis=-1)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    off = ((rows / max(1, height - 1) - 0.5) / 0.5) ** 2 + ((columns / max(1, width - 1) - 0.5) / 0.5) ** 2
    weighted = spread(np.asarray(distance, np.float32), 1) * np.exp(-0.9 * off)
    return np.asarray(weighted / max(float(np.quantile(weighted, 0.995)), _FAINT), np.float32).clip(0, 1)


def busiest(details: FloatImage, wide: float, high: float) -> Window:
    """The part of a picture, of this share of its width and height, that has most of its details."""
    return best_window(details, wide, high, WHOLE)


def best_window(details: FloatImage, wide: float, high: float, within: Window) -> Window:
    """The window of a size that has most details, inside another one; of equals the one nearest to its middle."""
    sums = np.pad(details.astype(np.float64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    rows, columns = details.shape
    best, most = within, -1.0
    for y in np.linspace(within.y, within.y + within.high - high, 17):
        for x in np.linspace(within.x, within.x + within.wide - wide, 17):
            top, left = round(y * rows), round(x * columns)
            bottom, right = min(rows, round((y + high) * rows)), min(columns, round((x + wide) * columns))
            held = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
            off = abs(x + wide / 2 - within.x - within.wide / 2) + abs(y + high / 2 - within.y - within.high / 2)
            if held - 0.02 * off > most:
                best, most = Window(float(x), float(y), wide, high), held - 0.02 * off
    return best


def spread(values: NDArray[np.float32], radius: int) -> NDArray[np.float32]:
    """Means over squares, edges repeated."""
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (radius + 1, radius)
        sums = np.cumsum(np.pad(values, padding, mode="edge"), axis=axis, dtype=np.float64)
        last = np.take(sums, np.arange(2 * radius + 1, sums.shape[axis]), axis=axis)
        first = np.take(sums, np.arange(0, sums.shape[axis] - 2 * radius - 1), axis=axis)
        values = ((last - first) / (2 * radius + 1)).astype(np.float32)
    return values
