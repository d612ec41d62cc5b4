"""The camera's way over a photograph, and which pictures are shown whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.focus import FloatImage, Window, best_window

_WIDEST, _NARROWEST = 2.4, 0.45
"""Beyond these a picture is a banner or a long page: all of it is shown."""

_CLOSER = 1.12
_DRAWN_COLOURS, _DRAWN_EVEN = 14, 0.55
"""A picture with at most so many colours in four fifths of it, and with so much evenness, was drawn: a chart, a map, a
screenshot. Its edges hold words, so it is never cropped."""

_LEAST_SHARP = 0.3
"""The least share of the frame's width that a photograph must have in pixels to fill it without looking like a blot."""


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


def camera_path(details: FloatImage, aspect: float, frame_aspect: float, *, pulls: bool) -> CameraPath:
    """The way over a photograph: from all that fits the frame closer to its subject, or back.

    Args:
        details: See `detail_map`.
        aspect: The picture's width as a share of its height.
        frame_aspect: The frame's.
        pulls: Whether the camera draws back instead.
    """
    wide, high = min(1.0, frame_aspect / aspect), min(1.0, aspect / frame_aspect)
    cover = best_window(details, wide, high, Window(0.0, 0.0, 1.0, 1.0))
    closer = best_window(details, wide / _CLOSER, high / _CLOSER, cover)
    rows = np.arange(details.shape[0])[:, None] / details.shape[0]
    columns = np.arange(details.shape[1])[None] / details.shape[1]
    inside = (rows >= cover.y) & (rows < cover.y + cover.high) & (columns >= cover.x) & (columns < cover.x + cover.wide)
    shown = details * inside
    sinks = float((shown * ((rows - cover.y) / cover.high)).sum() / max(float(shown.sum()), 1e-6))
    return CameraPath(closer, cover, sinks) if pulls else CameraPath(cover, closer, sinks)
