"""How long each scene of a film lasts, so that all of them together last as long as was asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

STEP_S = 0.5
"""Scenes last a multiple of this, so that a changed word seldom changes any scene's length."""

LEAD_S = 0.5
"""From the beginning of a scene to its first word, in seconds."""

GAP_S = 0.35
"""Between two lines of a scene, in seconds."""

PAUSE_S = 0.6
"""From a scene's last word to its end, where the film's length leaves the choice."""

LEAST_PAUSE_S = 0.3
"""The same at least, and where a scene's length was given."""

_MOST_PAUSE_S = 1.2
"""After the voice, in a scene that has been seen by then."""

MOST_TITLE_S = 7.0
"""How long a film's title stands at most, in seconds, unless it takes longer to say."""

TEMPOS = (1.0, 0.97, 1.03, 0.94, 1.06, 1.09, 1.12)
"""Speeds of speech that sound natural; the first is preferred."""

_PATIENCE_S = (0.5, 1.0, 1.5, 2.0)
"""How much longer than it is worth looking at a scene may be held, where the film would be too short otherwise."""

_SHORT_SHARE = 0.05
"""A film that lacks more of its time than this is too short."""

_PAUSES_S = tuple(tenths / 10 for tenths in range(3, 31))
_STRETCHES = tuple(percent / 100 for percent in range(76, 201, 4))
_FREE_SHARE = 0.025


@dataclass(frozen=True)
class Wanted:
    """The times of a scene in seconds.

    Attributes:
        seen_s: To see all that is in it at leisure.
        said_s: To say what is said.
        given_s: What was given for it.
        most_s: How long it is worth looking at; it only lasts longer for its voice and a breath.
        tight_s: To just read it, where time is short.
        end_s: When it ends at the latest, however much time there is, unless it takes longer to say; where it is near
            that it is not held for longer than it is worth.
    """

    seen_s: float
    said_s: float = 0.0
    given_s: float | None = None
    most_s: float = math.inf
    tight_s: float = math.inf
    end_s: float = math.inf

    def lasting_s(
        self, pause_s: float = PAUSE_S, stretch: float = 1.0, tempo: float = 1.0, patience_s: float = 0.0
    ) -> float:
        """Its length in seconds, in multiples of `STEP_S`.

        Args:
            pause_s: The pause after the voice, in seconds.
            stretch: Its factor beside or without a voice.
            tempo: The speed of the voice.
            patience_s: How much longer than it is worth looking at it may last.
        """
        voice_s = LEAD_S + self.said_s / tempo if self.said_s else 0.0
        if self.given_s is not None:
            return stepped_up(max(self.given_s, voice_s + LEAST_PAUSE_S if voice_s else 0.0))
        seen_s = max(self.seen_s * stretch, min(self.tight_s, self.seen_s))
        wanted_s = max(seen_s, voice_s + pause_s) if voice_s else seen_s
        most_s = max(self.most_s, voice_s + _MOST_PAUSE_S if voice_s else 0.0)
        if most_s + patience_s > self.end_s:
            most_s = max(min(most_s, self.end_s), voice_s + LEAST_PAUSE_S if voice_s else 0.0)
        else:
            most_s += patience_s
        return stepped_up(min(wanted_s, most_s))


@dataclass(frozen=True)
class Pace:
    """How long each scene lasts, in multiples of `STEP_S`, and how fast its lines are said; 1 is as they were."""

    lengths_s: tuple[float, ...]
    tempo: float = 1.0

    def is_off(self, duration_s: float, tolerance: float) -> bool:
        """Whether all together are further from a length in seconds than this share of it."""
        return abs(sum(self.lengths_s) - duration_s) > tolerance * duration_s


def paced(scenes: Sequence[Wanted], duration_s: float | None, tempos: Sequence[float] = (1.0,)) -> Pace:
    """Choose pauses, and the tempo of the voice, so that all scenes together last about `duration_s`.

    All scenes get the same pause and the same stretch, from coarse scales, so that one longer word does not change the
    other scenes. Nothing becomes shorter than it takes to read or say it; a film that would be too short holds its
    scenes a little longer than they are worth, if that is enough.

    Args:
        scenes: What each needs.
        duration_s: The wanted length of the film, in seconds; None lets every scene last as long as it takes.
        tempos: Speeds of speech to try; the first is preferred.
    """
    if duration_s is None:
        return Pace(tuple(scene.lasting_s() for scene in scenes))
    pace = _best(scenes, duration_s, tempos, 0.0)
    if sum(pace.lengths_s) >= duration_s * (1 - _SHORT_SHARE):
        return pace
    longer = (_best(scenes, duration_s, tempos, patience_s) for patience_s in _PATIENCE_S)
    return next((one for one in longer if not one.is_off(duration_s, _SHORT_SHARE)), pace)


def _best(scenes: Sequence[Wanted], duration_s: float, tempos: Sequence[float], patience_s: float) -> Pace:
    """The pauses, the stretch and the tempo that come nearest to the wanted length."""
    pauses_s = _PAUSES_S if any(scene.said_s for scene in scenes) else (PAUSE_S,)
    best: tuple[float, float, Pace] | None = None
    for tempo in tempos:
        tried: list[tuple[float, float, Pace]] = []
        for pause_s, stretch in product(pauses_s, _STRETCHES):
            lengths = tuple(scene.lasting_s(pause_s, stretch, tempo, patience_s) for scene in scenes)
            off = abs(sum(lengths) - duration_s) / duration_s
            odd = abs(pause_s - PAUSE_S) + 2 * abs(stretch - 1)
            tried.append((max(0.0, off - _FREE_SHARE), odd, Pace(lengths, tempo)))
        nearest = min(tried, key=lambda one: one[:2])
        if best is None or nearest[0] < best[0]:
            best = nearest
        if not best[0]:
            break
    return best[2] if best else Pace(())


def stepped_up(seconds: float) -> float:
    """The next multiple of `STEP_S`, at least two of them."""
    return max(2, math.ceil(round(seconds / STEP_S, 6))) * STEP_S
