"""Finds films whose pictures were made for a lower rate: every so many frames, one is shown twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PERIODS = range(3, 13)
"""20, 22.5, 24 or 25 pictures a second shown as 30, and whatever else drops some of ten or twelve and fills the gap."""

_SLOWEST_S, _FASTEST_S = 1 / 22, 1 / 31
"""At more pictures a second nobody sees it, at fewer all motion is in steps."""

_MOVES_LEVELS, _LEAST_FRAMES, _LEAST_SHARE, _LEAST_TIMES = 0.5, 15, 0.3, 3
_RESTS, _ON_THE_BEAT, _OFF_THE_BEAT = 0.25, 0.8, 0.2


class Beat(NamedTuple):
    """Of how many frames how many repeat the one before."""

    frames: int
    repeats: int


def beat_of(change: Floats, frame_s: float) -> Beat | None:
    """The beat in which frames repeat the one before, again and again while things move; None where there is none.

    Fewer than half of them do: what is drawn rests as often as it moves, or for longer.

    Args:
        change: How much each frame differs from the one before, in levels; of the first it says nothing.
        frame_s: The time from frame to frame in seconds.
    """
    if not _FASTEST_S <= frame_s <= _SLOWEST_S:
        return None
    steps = np.asarray(change[1:], np.float32)
    for period in PERIODS:
        if len(steps) < 2 * period:
            break
        around = np.convolve(steps, np.ones(2 * period) / (2 * period), "same")
        moving = around > _MOVES_LEVELS
        if moving.sum() < max(_LEAST_FRAMES, _LEAST_SHARE * len(steps)):
            continue
        rests = steps < _RESTS * around
        shares = [
            float(rests[phase::period][on].mean()) if on.sum() >= _LEAST_TIMES else 0.5
            for phase in range(period)
            for on in [moving[phase::period]]
        ]
        repeats = sum(share > _ON_THE_BEAT for share in shares)
        if 0 < 2 * repeats < period and repeats + sum(share < _OFF_THE_BEAT for share in shares) == period:
            return Beat(period, repeats)
    return None
