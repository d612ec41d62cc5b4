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
    """Stretches with flat tops at a ceiling, which may be below full scale; see `quality.sound.tops`."""
    cut = (tops.pile >= limits.pile) & (tops.height <= limits.height) & (tops.share >= limits.share)
    cut &= tops.ceiling >= limits.least_ceiling
    for first, last in runs(cut, bridge=round(limits.between_s / WINDOW_S)):
        stretch = slice(first, last + 1)
        if np.count_nonzero(cut[stretch]) * WINDOW_S < limits.least_s:
            continue
        share = float(np.median(tops.share[stretch][cut[stretch]]))
        ceiling_db = 20 * np.log10(float(np.median(tops.ceiling[stretch][cut[stretch]])))
        where = "full scale" if ceiling_db > -1 else f"{ceiling_db:.0f} dB of full scale"
        times = first * WINDOW_S, (last + 1) * WINDOW_S
        yield a_fault("clipping", *times, f"the sound is cut off at {where}", share / limits.share)
