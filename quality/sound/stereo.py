"""Finds stereo sound of which one channel is missing, and channels that cancel each other on one loudspeaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.faults import a_fault
from quality.shots import runs
from quality.sound.levels import LevelStats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quality.thresholds import OneSided, OutOfPhase

    Floats = NDArray[np.float32]

_NOTHING = 1e-12


def one_sided(levels: LevelStats, limits: OneSided) -> Iterator[Fault]:
    """One channel of two silent or far lower than the other from end to end; sound that moves across is none."""
    heard = levels.powers[levels.level_db > limits.heard_db]
    if levels.powers.shape[1] != 2 or len(heard) * levels.block_s < limits.least_s:
        return
    left, right = (heard.sum(axis=0, dtype=np.float64) + _NOTHING).tolist()
    apart_db = 10 * np.log10(left / right)
    each_db = 10 * np.log10((heard[:, 0] + _NOTHING) / (heard[:, 1] + _NOTHING)) * np.sign(apart_db)
    if abs(apart_db) >= limits.apart_db and (each_db > limits.apart_db / 2).mean() >= limits.share:
        side = "left" if apart_db < 0 else "right"
        how = "silent" if abs(apart_db) > limits.silent_db else f"{abs(apart_db):.0f} dB lower than the other"
        evidence = min(abs(apart_db), limits.silent_db) / limits.apart_db
        yield a_fault("one_sided", 0.0, levels.end_s, f"the {side} channel is {how}", evidence)


def out_of_phase(levels: LevelStats, limits: OutOfPhase) -> Iterator[Fault]:
    """Stretches in which the two channels are so opposed that their sum loses most of the sound.

    The correlation of both channels over a second, as phase meters show it (-1 opposed, 0 unrelated, 1 alike), and the
    power of their sum against that of both apart.
    """
    if levels.powers.shape[1] != 2 or not len(levels.powers):
        return
    width = max(1, round(limits.over_s / levels.block_s))
    left, right, product = (
        np.convolve(values, np.full(width, 1 / width, np.float32), "same")
        for values in (levels.powers[:, 0], levels.powers[:, 1], levels.products)
    )
    correlation = product / np.sqrt(left * right + _NOTHING**2)
    kept = (left + right + 2 * product) / (2 * (left + right) + _NOTHING)
    loss_db = -10 * np.log10(np.maximum(kept, 1e-4))
    opposed = (correlation < limits.correlation) & (loss_db > limits.loss_db) & (left + right > _power(limits.heard_db))
    for first, last in runs(opposed, bridge=width):
        stretch = opposed[first : last + 1]
        if stretch.sum() * levels.block_s >= limits.least_s:
            lost = float(np.median(loss_db[first : last + 1][stretch]))
            times = first * levels.block_s, (last + 1) * levels.block_s
            what = f"the two channels cancel each other: on one loudspeaker it is {lost:.0f} dB lower"
            yield a_fault("out_of_phase", *times, what, min(lost / limits.loss_db, 3.0))


def _power(level_db: float) -> float:
    return float(10 ** (level_db / 10))
