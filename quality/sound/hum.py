"""Finds the hum of the mains: 50 or 60 Hz and their harmonics, as steady as the grid, in the pauses too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.faults import a_fault
from quality.sound.levels import LevelStats
from quality.sound.low import HARMONICS, HOP_S, MAINS_HZ, LowEnd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quality.thresholds import Hum

    Waves = NDArray[np.complex64]
    Floats = NDArray[np.float32]

_APART = round(1 / HOP_S)
"""Rows whose seconds do not overlap."""
_QUIET = 0.25


def hum(low: LowEnd, levels: LevelStats, limits: Hum) -> Iterator[Fault]:
    """Lines that stand out at harmonics of the mains, turn on evenly all through, and are as strong in quiet seconds.

    How far a line turns from one second to the next tells its frequency to a hundredth of a hertz: harmonics of one
    mains are off by the same share. Notes and drones are elsewhere, come and go, or swell.
    """
    if len(low.lines) * HOP_S < limits.least_s:
        return
    programme = float(np.mean(10 ** (levels.level_db / 10))) if len(levels.level_db) else 0.0
    for place, mains_hz in enumerate(MAINS_HZ):
        level = _level(low.lines[:, place], low.beside[:, place], limits)
        if level is None:
            continue
        level_db, over_db = 10 * np.log10(level), 10 * np.log10(level / (programme + 1e-12))
        if level_db > limits.level_db and over_db > limits.below_db:
            what = f"the mains hum at {mains_hz} Hz all through, at {level_db:.0f} dB of full scale"
            evidence = 1 + min(over_db - limits.below_db, level_db - limits.level_db) / limits.twice_db
            yield a_fault("hum", 0.0, levels.end_s, what, evidence)
            return


def _level(lines: Waves, beside: Floats, limits: Hum) -> float | None:
    """The power of the hum in the quiet seconds; None where it is none."""
    turns = lines[_APART:] * np.conj(lines[:-_APART])
    mean = (turns / (np.abs(turns) + 1e-20)).mean(axis=0)
    order = np.arange(1, HARMONICS + 1)
    off_hz = np.angle(mean) / (2 * np.pi) / order  # of the fundamental
    sizes = np.abs(lines)
    quiet, loud = np.quantile(sizes, _QUIET, axis=0), np.quantile(sizes, 1 - _QUIET, axis=0)
    around = np.quantile(beside, _QUIET, axis=0)
    stands_out = 20 * np.log10((quiet + 1e-9) / (around + 1e-9)) > limits.stands_out_db
    steady = (np.abs(mean) > limits.steadiness) & (loud < quiet * 10 ** (limits.swell_db / 20))
    fits = stands_out & steady & (np.abs(off_hz) < limits.off_hz)
    if not fits.any():
        return None
    fits &= np.abs(off_hz - np.median(off_hz[fits])) < limits.apart_hz / order
    # A hum has its fundamental or one of the next two: rectifiers make the second, cores of iron the third.
    is_hum = fits.sum() >= limits.harmonics and fits[:3].any()
    return float((quiet[fits] ** 2).sum() / 2) if is_hum else None
