"""Finds sound that was cut off at a ceiling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.faults import a_fault
from quality.shots import runs
from quality.sound.tops import WINDOW_S, Tops

if TYPE_CHECKING:
    from quality.thresholds import Clipping


def clipping(tops: Tops, limits: Clipping) -> Iterator[Fault]:
    """Stretches with flat tops at a ceiling, which may be below full scale; see `quality.sound.tops`.

    A burst that was cut off is short; it is told where its tops are many, flat, and stand as a spike at one level.
    """
    cut = (tops.pile >= limits.pile) & (tops.height <= limits.height) & (tops.share >= limits.share)
    cut &= tops.ceiling >= limits.least_ceiling
    burst, at = limits.burst, tops.bursts
    burst_cut = (at.spike >= burst.spike) & (at.height <= burst.height) & (at.share >= burst.share)
    burst_cut &= (at.spread >= burst.spread) & (at.ceiling >= burst.least_ceiling)
    share, ceiling = np.where(burst_cut, at.share, tops.share), np.where(burst_cut, at.ceiling, tops.ceiling)
    for first, last in runs(cut | burst_cut, bridge=round(limits.between_s / WINDOW_S)):
        stretch = slice(first, last + 1)
        if np.count_nonzero(cut[stretch]) * WINDOW_S < limits.least_s and not burst_cut[stretch].any():
            continue
        told = (cut | burst_cut)[stretch]
        ceiling_db = 20 * np.log10(float(np.median(ceiling[stretch][told])))
        where = "full scale" if ceiling_db > -1 else f"{ceiling_db:.0f} dB of full scale"
        evidence = float(np.median(share[stretch][told])) / limits.share
        times = first * WINDOW_S, (last + 1) * WINDOW_S
        yield a_fault("clipping", *times, f"the sound is cut off at {where}", evidence)
