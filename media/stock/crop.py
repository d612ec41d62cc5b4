"""Which part of a clip's picture fills a frame of another shape: the subject stays, or the sides are soft."""

from __future__ import annotations

import numpy as np

from media.focus import WHOLE, FloatImage, Window, best_window

_ALIKE = 0.03
_MUCH, _SUBJECT = 0.8, 0.58
"""A crop that keeps this share of the picture, or this share of what is to be seen in it, fills the frame."""

_MOST_LARGER = 1.6
"""Larger than this, in pixels of the frame for one of the clip, it is blurred to look at."""

_STEPS = 12


def window_of(details: FloatImage, clip: tuple[int, int], frame: tuple[int, int]) -> tuple[Window, bool]:
    """The part of a clip that is shown, and whether it fills the frame.

    Args:
        details: Where there is something to see in it; sums to 1.
        clip: Width and height of the clip in pixels.
        frame: Width and height of the frame.
    """
    aspect, wanted = clip[0] / clip[1], frame[0] / frame[1]
    wide, high = min(1.0, wanted / aspect), min(1.0, aspect / wanted)
    found = best_window(details, wide, high, WHOLE)
    if min(wide, high) > 1 - _ALIKE:
        return Window((1 - wide) / 2, (1 - high) / 2, wide, high), True
    larger = frame[0] / (wide * clip[0])
    if larger <= _MOST_LARGER and (wide * high >= _MUCH or _share(details, found) >= _SUBJECT):
        return found, True
    return _beside_soft_sides(details, wide, high, larger), False


def _beside_soft_sides(details: FloatImage, wide: float, high: float, larger: float) -> Window:
    """The smallest window that keeps the subject and is not too coarse."""
    for step in range(1, _STEPS):
        share = step / _STEPS
        window = wide + (1 - wide) * share, high + (1 - high) * share
        best = best_window(details, *window, WHOLE)
        grown = larger * max(wide / window[0], high / window[1]) * min(1.0, max(wide, high))
        if _share(details, best) >= _MUCH and grown <= _MOST_LARGER:
            return best
    return WHOLE


def _share(details: FloatImage, window: Window) -> float:
    rows = (np.arange(details.shape[0]) + 0.5)[:, None] / details.shape[0]
    columns = (np.arange(details.shape[1]) + 0.5)[None] / details.shape[1]
    inside = (rows >= window.y) & (rows <= window.y + window.high)
    inside = inside & (columns >= window.x) & (columns <= window.x + window.wide)
    return float(details[inside].sum())
