"""Which stretch of a clip is shown, and at what pace."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from media.stock.glance import STEP_S, Glance

SLOWEST = 0.8
"""Slower than this is seen as slow motion."""

_EDGE_S = 0.25
"""Where a clip is long enough, this much at either end of it is left out: cameras shake when they are switched."""

_SAME = 1e-4


@dataclass(frozen=True)
class Stretch:
    """A part of a clip, in seconds, and its pace: 0.8 shows it a quarter longer than it was filmed.

    `is_short` where it is only slow because there is not more of it.
    """

    start_s: float
    lasts_s: float
    pace: float
    is_short: bool = False


def stretch_of(glance: Glance, clip_s: float, shown_s: float, clip_fps: float, fps: float) -> Stretch | None:
    """The calmest stretch of a clip without a cut or a fade; None where it has none that is long enough.

    Args:
        glance: What was seen of the clip.
        clip_s: How long it is, in seconds.
        shown_s: How long it is to be shown.
        clip_fps: Its frames a second.
        fps: Those of the film.
    """
    runs = list(_runs(glance, clip_s))
    longest_s = max((end - start for start, end in runs), default=0.0)
    pace = _pace(longest_s, shown_s, clip_fps, fps)
    if pace is None:
        return None
    wanted_s = min(shown_s * pace, longest_s)
    is_short = pace < 1 and wanted_s > longest_s - 1e-6
    best: tuple[float, float] | None = None
    for start_s, end_s in runs:
        for at_s in _starts(start_s, end_s, wanted_s, clip_s):
            unrest = _unrest(glance, at_s, at_s + wanted_s)
            if best is None or unrest < best[0] - 1e-9:
                best = unrest, at_s
    return Stretch(best[1], wanted_s, pace, is_short) if best else None


def _pace(run_s: float, shown_s: float, clip_fps: float, fps: float) -> float | None:
    """At what pace a clip is shown: such that no frame is shown twice or left out unevenly, if it is long enough."""
    if run_s < SLOWEST * shown_s - 1e-6:
        return None
    even = [step * fps / clip_fps for step in range(1, math.ceil(clip_fps / fps) + 1)]
    natural = [pace for pace in even if SLOWEST - 1e-3 <= pace <= 1.005 and pace * shown_s <= run_s]
    return max(natural) if natural else min(1.0, run_s / shown_s)


def _runs(glance: Glance, clip_s: float) -> Iterator[tuple[float, float]]:
    """Stretches without a cut or a fade, in seconds; the clip's end counts as far as it was looked at."""
    times_s, count = glance.times_s, len(glance.times_s)
    dark = [float(picture.mean()) < 10.0 for picture in glance.pictures]
    first = 0
    for at in range(count):
        is_last = at == count - 1
        if is_last or glance.breaks[at]:
            end_s = min(clip_s, times_s[at] + STEP_S) if is_last else times_s[at]
            if not dark[first]:
                yield times_s[first], end_s
            first = at + 1


def _starts(start_s: float, end_s: float, wanted_s: float, clip_s: float) -> Iterator[float]:
    """Where a stretch may begin within a run; away from the clip's ends where there is room."""
    if end_s - start_s < wanted_s - 1e-6:
        return
    spare_s = end_s - start_s - wanted_s
    early = min(_EDGE_S if start_s <= 0 else 0.0, spare_s / 2)
    late = min(_EDGE_S if end_s >= clip_s - 1e-6 else 0.0, spare_s / 2)
    at_s = start_s + early
    while at_s <= end_s - late - wanted_s + 1e-6:
        yield at_s
        at_s += STEP_S


def _unrest(glance: Glance, start_s: float, end_s: float) -> float:
    """How much moves, and how unevenly; what does not move at all is no calm, but a still."""
    inside = [
        change
        for time_s, change in zip(glance.times_s, glance.changes, strict=False)
        if start_s - 1e-6 <= time_s and time_s + STEP_S <= end_s + STEP_S
    ]
    if not inside:
        return 0.0
    changes = np.array(inside)
    return math.inf if changes.max() < _SAME else float(changes.mean() + changes.std())
