"""Finds wind in the microphone: bursts of the lowest frequencies, without tones, that drown everything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.faults import a_fault
from quality.shots import runs
from quality.sound.low import HOP_S, LowEnd

if TYPE_CHECKING:
    from quality.thresholds import Wind

_NOTHING = 1e-12


def wind(low: LowEnd, limits: Wind) -> Iterator[Fault]:
    """Stretches in which noise below 120 Hz, most of it below 40, is far above the sound from 200 Hz on, in gusts.

    Drums and basses have little below 40 Hz, thunder is over in a few seconds, and engines rumble evenly.
    """
    below_40, to_120, _, to_500, above = low.bands.T
    low_db = 10 * np.log10(below_40 + to_120 + _NOTHING)
    over_db = low_db - 10 * np.log10(to_500 + above + _NOTHING)
    depth_db = 10 * np.log10((below_40 + _NOTHING) / (to_120 + _NOTHING))
    blows = (low_db > limits.level_db) & (over_db > limits.over_db) & (depth_db > limits.depth_db)
    blows &= low.noisiness > limits.noisiness
    if blows.sum() < max(limits.least_s / HOP_S, limits.share * len(blows)):
        return
    if float(low_db[blows].std()) < limits.gusts_db:
        return
    found = runs(blows, bridge=round(limits.between_s / HOP_S))
    seconds = float(blows.sum()) * HOP_S
    evidence = min(seconds / limits.least_s, float(np.median(over_db[blows])) / limits.over_db)
    for first, last in found:
        yield a_fault("wind", first * HOP_S, (last + 2) * HOP_S, "wind in the microphone drowns the sound", evidence)
