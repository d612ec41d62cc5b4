"""Where to look in a photograph: the part that fills a frame with its subject in it, and the camera's way over it.

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

_WIDEST, _NARROWEST = 2.4, 0.45
"""Beyond these a picture is a banner or a long page: all of it is shown."""

_CLOSER = 1.12
_DRAWN_COLOURS, _DRAWN_EVEN = 14, 0.55
"""A picture with at most so many colours in four fifths of it, and with so much evenness, was drawn: a chart, a map, a
screenshot. Its edges hold words, so it is never cropped."""

_EYE = 0.36
_SKIN = 1.2
_LEAST_SHARP = 0.3
"""The least share of the frame's width that a photograph must have in pixels to fill it without looking like a blot."""


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


@dataclass(frozen=True)
class CameraPath:
    """The camera's way over a photograph, and how the details lie in what it shows: 0 all above, 1 all below."""

    start: Window
    end: Window
    sinks: float


def is_shown_whole(pixels: NDArray[np.uint8], aspect: float, native_px: int, frame_px: int) -> bool:
    """Whether a picture is to be shown without cutting anything off.

    Args:
        pixels: The picture without smoothing, uint8 (height, width, 3).
        aspect: Its width as a share of its height.
        native_px: Its own width in pixels.
        frame_px: The frame's width in pixels.
    """
    if not _NARROWEST <= aspect <= _WIDEST or native_px < _LEAST_SHARP * frame_px:
        return True
    return is_drawn(pixels)


def is_drawn(pixels: NDArray[np.uint8]) -> bool:
    """Whether a picture was drawn by a program: few colours in large even areas."""
    levels = (pixels >> 4).astype(np.int32)
    codes = (levels[..., 0] << 8) | (levels[..., 1] << 4) | levels[..., 2]
    counts = np.sort(np.bincount(codes.ravel(), minlength=4096))[::-1]
    most = int(np.searchsorted(np.cumsum(counts), 0.8 * codes.size)) + 1
    steps = np.abs(np.diff(pixels.astype(np.int16), axis=1)).max(axis=-1)
    return most <= _DRAWN_COLOURS and float((steps <= 1).mean()) >= _DRAWN_EVEN


def detail_map(small: NDArray[np.uint8]) -> FloatImage:
    """How much there is to see at each place of a small picture, uint8 (height, width, 3); sums to 1."""
    values = small.astype(np.float32) / 255
    grey = values.mean(axis=2)
    down, across = np.gradient(grey)
    edges = _spread(np.hypot(down, across), 3)
    mean = values.reshape(-1, 3).mean(axis=0)
    odd = _spread(np.sqrt(((values - mean) ** 2).sum(axis=2)), 2)
    rows, columns = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]].astype(np.float32)
    # What pictures are about stands above their middle: heads, horizons, the front of a house.
    off = 2.2 * (rows / max(1, grey.shape[0] - 1) - _EYE) ** 2 + 1.2 * (columns / max(1, grey.shape[1] - 1) - 0.5) ** 2
    busy = _above_usual(edges) + 0.8 * _above_usual(odd)
    total = (busy**2 + _SKIN * _spread(_skin(np.asarray(values, np.float32)), 2)) * np.exp(-1.6 * off)
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


def camera_path(details: FloatImage, aspect: float, frame_aspect: float, *, pulls: bool) -> CameraPath:
    """The way over a photograph: from all that fits the frame closer to its subject, or back.

    Args:
        details: See `detail_map`.
        aspect: The picture's width as a share of its height.
        frame_aspect: The frame's.
        pulls: Whether the camera draws back instead.
    """
    wide, high = min(1.0, frame_aspect / aspect), min(1.0, aspect / frame_aspect)
    cover = _best(details, wide, high, Window(0.0, 0.0, 1.0, 1.0))
    closer = _best(details, wide / _CLOSER, high / _CLOSER, cover)
    rows = np.arange(details.shape[0])[:, None] / details.shape[0]
    columns = np.arange(details.shape[1])[None] / details.shape[1]
    inside = (rows >= cover.y) & (rows < cover.y + cover.high) & (columns >= cover.x) & (columns < cover.x + cover.wide)
    shown = details * inside
    sinks = float((shown * ((rows - cover.y) / cover.high)).sum() / max(float(shown.sum()), 1e-6))
    return CameraPath(closer, cover, sinks) if pulls else CameraPath(cover, closer, sinks)


def busiest(details: FloatImage, wide: float, high: float) -> Window:
    """The part of a picture, of this share of its width and height, that has most of its details."""
    return _best(details, wide, high, Window(0.0, 0.0, 1.0, 1.0))


def _best(details: FloatImage, wide: float, high: float, within: Window) -> Window:
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


def _spread(values: NDArray[np.float32], radius: int) -> NDArray[np.float32]:
    """Means over squares, edges repeated."""
    for axis in (0, 1):
        padding = [(0, 0), (0, 0)]
        padding[axis] = (radius + 1, radius)
        sums = np.cumsum(np.pad(values, padding, mode="edge"), axis=axis, dtype=np.float64)
        last = np.take(sums, np.arange(2 * radius + 1, sums.shape[axis]), axis=axis)
        first = np.take(sums, np.arange(0, sums.shape[axis] - 2 * radius - 1), axis=axis)
        values = ((last - first) / (2 * radius + 1)).astype(np.float32)
    return values
