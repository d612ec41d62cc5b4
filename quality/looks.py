"""What it means for a verdict how a film's pictures look, and how that is said."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence

from footage.verdicts import Fault, Visual
from quality.faults import MOST_EVIDENCE, a_fault
from quality.policy import VisualPolicy

_WORDS: Mapping[str, str] = {
    "blocky": "it shows the blocks of heavy compression",
    "smeared": "its fine detail is smeared away, as by heavy compression or by enlarging a small picture",
    "blurred": "it is blurred",
    "noisy": "it is full of noise",
    "banded": "its smooth shades break into bands",
    "ringing": "its edges have halos",
    "combed": "its lines show two moments at once, as interlaced films do",
}
_OF_A_LENS = ("blurred", "ringing")
"""What may be the picture's own; all other signs are of what was done to it afterwards."""

_ALL_OF_IT = 0.8
_MOST_STRETCHES = 3
_GAP_S = 1.01
_LEAST_SECONDS, _LEAST_TURN, _RISES = 4, 0.08, 0.85

Second = tuple[float, float, float]


def most(visual: Visual, policy: VisualPolicy) -> float:
    """The most that a film can score that looks like this."""
    return min(1.0, _counted(visual) + policy.most_above)


def _counted(visual: Visual) -> float:
    """How good a film looks; one that comes into focus, as good as it does in its last third.

    Seconds that get sharper one after another are a lens that is turned. What gets worse is no such thing: films that
    are generated may decay.
    """
    scores = [score for _, _, score in visual.over_time]
    if len(scores) < _LEAST_SECONDS or "blurred" not in visual.signs[:1] or statistics.pstdev(scores) < _LEAST_TURN:
        return visual.score
    rises = statistics.correlation(range(len(scores)), scores)
    return max(visual.score, statistics.fmean(scores[-(len(scores) // 3) :])) if rises > _RISES else visual.score


def fault(visual: Visual, policy: VisualPolicy, duration_s: float) -> Fault | None:
    """The fault of a film that looks bad as a whole; None for any other.

    A soft one may have been so from the start, so where something else shows most, more is asked of it.
    """
    least = _line_of(visual.signs[:1], policy)
    if _counted(visual) >= least:
        return None
    seconds = visual.over_time
    bad = sum(score < least for _, _, score in seconds)
    where = "from beginning to end" if bad >= _ALL_OF_IT * len(seconds) else "on the whole"
    said = f": {shown}" if (shown := signs_in_words(visual.signs)) else ""
    reason = f"it looks bad {where}{said}; it looks {visual.score:.2f} of 1, where clean films have 0.7 and more"
    evidence = max(1.0, policy.retry_below / max(visual.score, policy.retry_below / MOST_EVIDENCE))
    return a_fault("poor_picture", 0.0, duration_s, reason, evidence)


def _line_of(strongest: Sequence[str], policy: VisualPolicy) -> float:
    """Below which a film looks bad whose strongest sign is this one, if it has any."""
    if not strongest or strongest[0] in _OF_A_LENS:
        return policy.retry_below
    lines = {"smeared": policy.smeared_below, "blocky": policy.blocky_below}
    return lines.get(strongest[0], policy.suspect_below)


def signs_in_words(signs: Sequence[str]) -> str:
    """The two strongest signs of damage, as a clause."""
    return " and ".join(_WORDS[sign] for sign in signs[:2] if sign in _WORDS)


def remarks(visual: Visual, policy: VisualPolicy) -> Iterator[str]:
    """Stretches that look far worse than the rest of the film, with their times: a sentence each."""
    scores = [score for _, _, score in visual.over_time]
    if len(scores) < 3 or visual.score < policy.retry_below:
        return
    usual = statistics.median(scores)
    bar = min(usual - policy.worse_by, policy.remark_below)
    stretches = _merged([second for second in visual.over_time if second[2] < bar])
    stretches.sort(key=lambda seconds: min(score for _, _, score in seconds))
    for seconds in sorted(stretches[:_MOST_STRETCHES]):
        mean = statistics.fmean(score for _, _, score in seconds)
        yield (
            f"{seconds[0][0]:.1f}-{seconds[-1][1]:.1f} s: it looks much worse here ({mean:.2f}) "
            f"than in the rest of the film ({usual:.2f})."
        )


def _merged(seconds: Sequence[Second]) -> list[list[Second]]:
    """Seconds that follow each other, together."""
    stretches: list[list[Second]] = []
    for second in seconds:
        if stretches and second[0] - stretches[-1][-1][1] < _GAP_S:
            stretches[-1].append(second)
        else:
            stretches.append([second])
    return stretches
