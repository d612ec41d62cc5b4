"""Finds sound that is out of step with the pictures, where sudden sounds and sudden changes of motion show it.

A clap, an impact or a cut to the beat is seen and heard at once. Where many such pairs agree on one shift and on no
other, that is how much too early or late the sound is; where they agree on a line, it runs away. What repeats evenly
agrees on several shifts, and what has nothing to do with each other on none: then nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from footage.verdicts import Fault
from quality.faults import a_fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quality.sound.levels import LevelStats
    from quality.thresholds import OutOfSync

    Times = NDArray[np.float64]
    Floats = NDArray[np.float32]

_STEP_S = 0.01
_SLOTS = 10
"""Slots in which an onset is looked for: the loudest moment of deep sounds comes every hundredth of a second."""
_BEFORE = 6
_REFRACTORY_S = 0.12
_QUIET_DB = -40.0
_MOST_EVENTS, _HEARD = 100, 2
"""So many of what is seen are set against twice as many sounds, those that stand out most."""
_DRIFTS = np.concatenate(
    [[0.0], *(np.array([-slope, slope]) for slope in (0.0005, 0.001, 0.002, 0.004, 0.01, 0.02, 0.04))]
)
"""Seconds that the sound runs away in a second: 0.04 is film of 24 pictures a second played at 25."""


@dataclass(frozen=True)
class Agreement:
    """What pairs agree on: the sound is `shift_s` + `drift` x time late, in `hits` of `events`."""

    shift_s: float
    drift: float
    hits: int
    events: int
    start_s: float
    end_s: float

    def at(self, time_s: float) -> float:
        """How late the sound is at a time."""
        return self.shift_s + self.drift * time_s


@dataclass(frozen=True)
class Events:
    """When something happens, and how much."""

    times_s: Times
    strengths: Floats

    def strongest(self, count: int) -> Times:
        """The times of so many, those that stand out most, in their order."""
        kept = np.argsort(-self.strengths, kind="stable")[:count]
        return np.sort(self.times_s[kept])


@dataclass(frozen=True)
class Motion:
    """When each frame is shown, and how much it differs from the one before, in levels of 255."""

    times_s: Floats
    change: Floats

    @property
    def frame_s(self) -> float:
        """The usual time from frame to frame."""
        return float(np.median(np.diff(self.times_s))) if len(self.times_s) > 1 else 1.0

    @property
    def end_s(self) -> float:
        """When the last frame ends."""
        return float(self.times_s[-1]) + self.frame_s if len(self.times_s) else 0.0


def out_of_sync(motion: Motion, levels: LevelStats, limits: OutOfSync) -> Iterator[Fault]:
    """Sound that is early or late by the same time all through, or more and more so."""
    heard = onsets(levels, limits)
    for seen in (starts(motion, limits), stops(motion, limits)):
        seen_s = seen.strongest(_MOST_EVENTS)
        found = agreement(seen_s, heard.strongest(_HEARD * len(seen_s)), motion.end_s, limits)
        if found is None:
            continue
        most_s = max((found.at(found.start_s), found.at(found.end_s)), key=abs)
        if abs(most_s) >= limits.shift_s:
            yield a_fault("out_of_sync", 0.0, motion.end_s, _in_words(found, most_s), abs(most_s) / limits.shift_s)
            return


def _in_words(found: Agreement, most_s: float) -> str:
    when = "late" if most_s > 0 else "early"
    pairs = f"in {found.hits} of {found.events} places where it shows"
    if found.drift:
        return f"the sound runs away from the pictures and is {abs(most_s):.2f} s {when} at last, {pairs}"
    return f"the sound is {abs(most_s):.2f} s {when}, {pairs}"


def onsets(levels: LevelStats, limits: OutOfSync) -> Events:
    """When sounds begin suddenly: so much louder than in the twentieth of a second before."""
    slots = levels.slots_db[: len(levels.slots_db) // _SLOTS * _SLOTS].reshape(-1, _SLOTS)
    level = -slots.min(axis=1).astype(np.float32)
    usual = _just_before(level, 2, _BEFORE).max(axis=0)
    rise = np.where(level > _QUIET_DB, level - np.maximum(usual, _QUIET_DB - limits.rise_db), 0)
    at = _peaks(rise, limits.rise_db, round(_REFRACTORY_S / (_SLOTS * levels.slot_s)))
    loud = -levels.slots_db.astype(np.float32)
    exact = [one * _SLOTS + int(np.argmax(loud[one * _SLOTS : (one + 2) * _SLOTS] >= level[one] - 6)) for one in at]
    return Events(np.asarray(exact, np.float64) * levels.slot_s, rise[at])


def starts(motion: Motion, limits: OutOfSync) -> Events:
    """When pictures change far more than just before: cuts, flashes, what begins to move at once."""
    before = _just_before(motion.change, 1, 3).max(axis=0)
    rise = np.where(motion.change > limits.times_usual * before, motion.change - before, 0)
    at = _peaks(rise, limits.levels, round(_REFRACTORY_S / motion.frame_s))
    return Events(motion.times_s[at].astype(np.float64) - motion.frame_s / 4, rise[at])


def stops(motion: Motion, limits: OutOfSync) -> Events:
    """When what moved stands still at once: hands that meet, what falls to the ground."""
    change = motion.change
    before = _just_before(change, 1, 3).min(axis=0)
    fall = np.where(before > limits.times_usual * np.maximum(change, 0.1), before - change, 0)
    at = _peaks(fall, limits.levels, round(_REFRACTORY_S / motion.frame_s))
    return Events(motion.times_s[np.maximum(at - 1, 0)].astype(np.float64) - motion.frame_s / 4, fall[at])


def _just_before(values: Floats, first: int, last: int) -> Floats:
    """Row by row the values from `first` to `last` places before each; the very first is also what came before it."""
    padded = np.concatenate([np.full(last, values[0] if len(values) else 0, np.float32), values])
    return np.stack([padded[last - back : len(padded) - back] for back in range(first, last + 1)])


def _peaks(values: Floats, least: float, apart: int) -> NDArray[np.int64]:
    """Places of the largest values, apart from each other."""
    found: list[int] = []
    for at in np.flatnonzero(values >= least).tolist():
        if found and at - found[-1] <= apart:
            if values[at] > values[found[-1]] * 1.5:
                found[-1] = at
        else:
            found.append(at)
    return np.asarray(found, np.int64)


def agreement(seen_s: Times, heard_s: Times, film_s: float, limits: OutOfSync) -> Agreement | None:
    """The one shift, or the one line of shifts, on which most pairs agree; None where there is none, or several."""
    if len(seen_s) < limits.events or len(heard_s) < limits.events:
        return None
    apart = heard_s[None, :] - seen_s[:, None]
    near_s = limits.search_s + limits.tolerance_s
    scores = np.stack([_hits(apart - drift * seen_s[:, None], near_s, limits) for drift in _DRIFTS])
    steady = int(scores[0].max())
    row = 0 if steady >= limits.share * len(seen_s) else int(np.argmax(scores.max(axis=1)))
    column = int(np.argmax(scores[row]))
    hits = int(scores[row, column])
    needed = limits.events if row == 0 else limits.events + 2
    if hits < max(needed, limits.share * len(seen_s)) or hits < limits.heard_share * len(heard_s):
        return None
    shifts = (np.arange(scores.shape[1]) - scores.shape[1] // 2) * _STEP_S
    best = shifts[scores[row] == hits].mean()
    others = scores[row][np.abs(shifts - best) > 3 * limits.tolerance_s]
    chance = _chance(len(heard_s) * 2 * limits.tolerance_s / film_s, len(seen_s), hits) * (
        scores.size if row else scores.shape[1]
    )
    if others.max(initial=0) > limits.rival_share * hits or chance > limits.chance:
        return None
    return Agreement(float(best), float(_DRIFTS[row]), hits, len(seen_s), float(seen_s[0]), float(seen_s[-1]))


def _hits(apart: NDArray[np.float64], near_s: float, limits: OutOfSync) -> NDArray[np.int64]:
    """For each shift, how many of what is seen is heard so much later."""
    half = round(limits.search_s / _STEP_S)
    reach = round(limits.tolerance_s / _STEP_S)
    found = np.zeros((len(apart), 2 * (half + reach) + 1), np.bool_)
    rows, columns = np.nonzero(np.abs(apart) < near_s)
    found[rows, np.round(apart[rows, columns] / _STEP_S).astype(int) + half + reach] = True
    spread = np.stack([found[:, shift : shift + 2 * half + 1] for shift in range(2 * reach + 1)]).any(axis=0)
    return np.asarray(spread.sum(axis=0), np.int64)


def _chance(share: float, events: int, hits: int) -> float:
    """The chance that so many or more of all events are hit, each with this chance: a binomial tail."""
    share = min(share, 1.0)
    return sum(math.comb(events, n) * share**n * (1 - share) ** (events - n) for n in range(hits, events + 1))
