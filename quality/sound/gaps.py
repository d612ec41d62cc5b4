"""Finds where sound is missing: nothing at all, broken off, or dropped out. Pauses, ends and silent scenes are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.faults import a_fault
from quality.shots import runs
from quality.sound.levels import LevelStats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quality.thresholds import Dropout, Silence

    Floats = NDArray[np.float32]

_EDGE_S = 0.1
"""So much beside a gap tells whether the sound was cut there or ended."""
_FINE = 10
"""Slots in which a deep voice has its loudest moment."""
_LAST = 3
"""What ends in a burst fades from there on."""
_NEAR_CUT_S = 0.15
_REGULAR = 0.03


@dataclass(frozen=True)
class _Gap:
    """Slots `first` to `last`, in which nothing is heard."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """Their number."""
        return self.last - self.first + 1


def is_silent(levels: LevelStats, limits: Silence) -> bool:
    """Whether nothing is heard from end to end; the faintest ambience is something."""
    return not len(levels.slots_db) or -float(levels.slots_db.min()) < limits.most_db


def silence(levels: LevelStats, limits: Silence) -> Iterator[Fault]:
    """A soundtrack in which nothing is heard from end to end."""
    if is_silent(levels, limits):
        yield a_fault("silence", 0.0, levels.end_s, "the soundtrack is silent from end to end")


def dropouts(levels: LevelStats, cuts_s: Sequence[float], limits: Dropout) -> Iterator[Fault]:
    """Gaps without anything in sound that goes on at both sides, cut at both edges.

    Where a pause of speech, a rest in music or an end begins, the sound fades before it, if only for a few hundredths
    of a second. Gaps that come evenly are a rhythm, gaps from cut to cut of the pictures a scene without sound.
    """
    level = -levels.slots_db.astype(np.float32)
    gaps = [
        _Gap(first, last)
        for first, last in runs(level < limits.nothing_db)
        if limits.least_s <= (last - first + 1) * levels.slot_s <= limits.most_s
        and _is_cut(level[:first], levels.slot_s, limits)
        and _is_cut(level[:last:-1], levels.slot_s, limits)
        and _goes_on(level, _Gap(first, last), levels.slot_s, limits)
    ]
    if _are_even(gaps):
        return
    for gap in gaps:
        start_s, end_s = gap.first * levels.slot_s, (gap.last + 1) * levels.slot_s
        if not (_is_near(start_s, cuts_s) and _is_near(end_s, cuts_s)):
            yield a_fault("dropout", start_s, end_s, "the sound drops out", (end_s - start_s) / limits.least_s)


def broken_off(levels: LevelStats, film_s: float, limits: Dropout) -> Iterator[Fault]:
    """Sound that is cut off in the middle and does not come back, while pictures go on."""
    level = -levels.slots_db.astype(np.float32)
    heard = np.flatnonzero(level >= limits.nothing_db)
    if not len(heard):
        return
    end = int(heard[-1]) + 1
    start_s, lacking_s = end * levels.slot_s, film_s - end * levels.slot_s
    least_s = max(limits.end_s, limits.end_share * film_s)
    if lacking_s >= least_s and _is_cut(level[:end], levels.slot_s, limits):
        yield a_fault("dropout", start_s, film_s, "the sound breaks off and does not come back", lacking_s / least_s)


def _is_cut(before: Floats, slot_s: float, limits: Dropout) -> bool:
    """Whether sound is as loud as before until just before its end, in the order of time or against it."""
    edge = before[-round(_EDGE_S / slot_s) :]
    if len(edge) < _EDGE_S / slot_s / 2:
        return False
    whole = len(edge) // _FINE * _FINE
    loudest = edge[-whole:].reshape(-1, _FINE).max(axis=1)
    usual = max(float(np.median(loudest)), float(loudest[-_LAST:].max()))
    loud = np.flatnonzero(edge >= usual - limits.falls_db)
    return usual >= limits.heard_db and (len(edge) - 1 - int(loud[-1])) * slot_s <= limits.edge_s


def _goes_on(level: Floats, gap: _Gap, slot_s: float, limits: Dropout) -> bool:
    """Whether there is sound most of the time beside a gap: ticks and beeps have more gaps than sound."""
    reach = max(gap.length, round(limits.around_s / slot_s))
    sides = level[max(0, gap.first - reach) : gap.first], level[gap.last + 1 : gap.last + 1 + reach]
    return all((side >= limits.nothing_db).mean() >= limits.around_share for side in sides)


def _are_even(gaps: Sequence[_Gap]) -> bool:
    if len(gaps) < 3:
        return False
    steps = np.diff([gap.first for gap in gaps])
    return float(steps.std()) < _REGULAR * float(steps.mean())


def _is_near(time_s: float, cuts_s: Sequence[float]) -> bool:
    return any(abs(time_s - cut_s) <= _NEAR_CUT_S for cut_s in cuts_s)
