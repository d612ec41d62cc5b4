"""Finds films whose pictures were made for a lower rate: every so many frames, one is shown twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PERIODS = (3, 4, 5, 6)
"""20 or 22.5, 24 and 25 pictures a second shown as 30; every other frame rests in what is drawn on twos."""

_SLOWEST_S, _FASTEST_S = 1 / 22, 1 / 31
"""At more pictures a second nobody sees it, at fewer all motion is in steps."""

_MOVES_LEVELS, _LEAST_FRAMES, _LEAST_SHARE = 0.5, 15, 0.3
_RESTS, _ON_THE_BEAT, _OFF_THE_BEAT = 0.25, 0.8, 0.2


def repeats_every(change: Floats, frame_s: float) -> int | None:
    """Of how many frames one repeats the frame before, again and again while things move; None where none does.

    Args:
        change: How much each frame differs from the one before, in levels; of the first it says nothing.
        frame_s: The time from frame to frame in seconds.
    """
    if not _FASTEST_S <= frame_s <= _SLOWEST_S:
        return None
    steps = np.asarray(change[1:], np.float32)
    for period in PERIODS:
        if len(steps) < 2 * period:
            continue
        around = np.convolve(steps, np.ones(2 * period) / (2 * period), "same")
        moving = around > _MOVES_LEVELS
        if moving.sum() < max(_LEAST_FRAMES, _LEAST_SHARE * len(steps)):
            continue
        rests = steps < _RESTS * around
        for phase in range(period):
            beat = np.zeros(len(steps), bool)
            beat[phase::period] = True
            if not (beat & moving).any():
                continue
            if rests[beat & moving].mean() > _ON_THE_BEAT and rests[~beat & moving].mean() < _OFF_THE_BEAT:
                return period
    return None
