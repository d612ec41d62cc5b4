"""How long narrated scenes last: a breath, the time to say their lines, and a pause."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from films.article.scenes import STEP_S, ArticleScene, least_s
from media.captions.words import syllables

LEAD_S = 0.5
"""From the beginning of a scene to its first word, in seconds."""

GAP_S = 0.35
"""Between two lines of a scene, in seconds."""

_SYLLABLES_PER_S = 6.6
_ONSET_S = 0.15
_PAUSES_S = tuple(tenths / 10 for tenths in range(4, 19))
_USUAL_PAUSE_S = 0.8
_TEMPOS = (1.0, 1.04, 1.08, 1.12)
_FREE_SHARE = 0.025


@dataclass(frozen=True)
class SpokenPace:
    """How long each scene lasts, in multiples of `STEP_S`, and how much faster than usual its lines are said."""

    lengths_s: tuple[float, ...]
    tempo: float


def pace_scenes(
    spoken_s: Sequence[float], least: Sequence[float], duration_s: float, tempos: Sequence[float] = _TEMPOS
) -> SpokenPace:
    """Choose pauses and tempo so that all scenes together last about `duration_s`.

    All scenes get the same pause, from a coarse scale, so that one longer word does not change the other scenes. The
    tempo is raised only where even the shortest pause makes the film too long.

    Args:
        spoken_s: How long it takes to say each scene's lines, in seconds; 0 where there are none.
        least: The least length of each scene, in seconds.
        duration_s: The wanted length of the film, in seconds.
        tempos: Speeds of speech to try; the first is preferred.
    """
    tried = []
    for tempo in tempos:
        for pause_s in _PAUSES_S:
            wanted = (LEAD_S + said / tempo + pause_s if said else 0.0 for said in spoken_s)
            lengths = tuple(_stepped_up(max(pair)) for pair in zip(wanted, least, strict=True))
            off = abs(sum(lengths) - duration_s) / duration_s
            tried.append((max(0.0, off - _FREE_SHARE), tempo, abs(pause_s - _USUAL_PAUSE_S), lengths))
    best = min(tried, key=lambda one: one[:3])
    return SpokenPace(best[3], best[1])


def with_speaking_time(scene: ArticleScene) -> ArticleScene:
    """The scene with the time that saying its lines will take, estimated by their syllables."""
    wanted_s = LEAD_S + _saying_s(scene) + _USUAL_PAUSE_S if scene.lines else scene.seconds
    return replace(scene, seconds=_stepped_up(max(wanted_s, least_s(scene.kind, scene.card))))


def speaking_lengths_s(scenes: Sequence[ArticleScene], duration_s: float) -> list[float]:
    """The length of each narrated scene, in multiples of `STEP_S`; together about `duration_s`."""
    least = [least_s(scene.kind, scene.card) if scene.lines else scene.seconds for scene in scenes]
    return list(pace_scenes([_saying_s(scene) for scene in scenes], least, duration_s, (1.0,)).lengths_s)


def _saying_s(scene: ArticleScene) -> float:
    words = sum(syllables(word) for line in scene.lines for word in line.split()) / _SYLLABLES_PER_S
    return words + _ONSET_S * len(scene.lines) + GAP_S * max(0, len(scene.lines) - 1)


def _stepped_up(seconds: float) -> float:
    return max(2, math.ceil(round(seconds / STEP_S, 6))) * STEP_S
