"""Which clip fits best: by what it shows, its shape and size, its length, and whether it was seen lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from footage.ports.stock import MOST_BY_ONE_AUTHOR, Shown
from routing.stock.candidate import Candidate, Scored, Wanted, orientation_of
from routing.stock.words import overlap

LEAST = 0.35
"""A clip that fits less is none."""

LEAST_MATCH = 0.5
"""So much of what is looked for, at least, is said of a clip, or seen in its picture."""

RANKED = 8
"""So many of the best are looked at more closely."""

_UNTOLD = 0.5
"""What a clip of which nothing is said is worth, where its site put it first."""

_FLUENT_FPS = 23.0


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a clip is looked for with.

    Attributes:
        words: What it is to show.
        wanted: The frame and the length that it is for.
        shown: What the caller has seen.
        taken: More clips, as "source:id", that are not to come again.
        unwanted: Words that are not to be said of it.
    """

    words: Sequence[str]
    wanted: Wanted
    shown: Shown = field(default_factory=Shown)
    taken: Collection[str] = ()
    unwanted: Sequence[str] = ()


def usable(found: Sequence[Candidate], need: Need) -> list[Candidate]:
    """The clips that may be shown at all."""
    return [one for one in found if why_not(one, need) is None]


def why_not(one: Candidate, need: Need) -> str | None:
    """Why a clip may not be shown, in a word or two; None where it may."""
    checks = (
        (one.key in {*need.shown.film, *need.shown.lately, *need.taken}, "seen already"),
        (need.shown.authors.get(one.named.author, 0) >= MOST_BY_ONE_AUTHOR, "by one author"),
        (not need.wanted.is_long_enough(one.duration_s), "too short"),
        (not need.wanted.is_large_enough(one.width, one.height), "too small"),
        (bool(need.unwanted and overlap(need.unwanted, one.words)), "unwanted"),
    )
    return next((why for is_so, why in checks if is_so), None)


def told(found: Sequence[Candidate], need: Need) -> str:
    """Why none of the clips fits, for people."""
    counts = Counter(why_not(one, need) or "about something else" for one in found)
    return ", ".join(f"{number} {why}" for why, number in counts.most_common())


def said_matches(found: Sequence[Candidate], words: Sequence[str]) -> dict[str, float]:
    """How well each clip fits by what is said of it, by its key; of one without a word its site's order tells."""
    matches: dict[str, float] = {}
    for place, one in enumerate(found):
        said = overlap(words, one.words)
        matches[one.key] = max(0.0, _UNTOLD - 0.1 * place) if said is None else said
    return matches


def ranked(found: Sequence[Candidate], matches: Mapping[str, float], need: Need) -> list[Scored]:
    """The clips that fit, the best first; of equals the one that its site put first.

    Args:
        found: Clips that may be shown.
        matches: How well each shows what is looked for, 0 to 1, by its key.
        need: What is looked for.
    """
    fitting = [one for one in found if matches[one.key] >= LEAST_MATCH]
    scored = [Scored(candidate=one, score=round(score(one, matches[one.key], need), 3)) for one in fitting]
    scored.sort(key=lambda one: one.score, reverse=True)
    return [one for one in scored if one.score >= LEAST][:RANKED]


def score(one: Candidate, match: float, need: Need) -> float:
    """How well a clip fits, 0 to 1."""
    is_new = not need.shown.authors.get(one.named.author, 0)
    shape, length = _shape(one, need.wanted), _length(one, need.wanted)
    return 0.5 * match + 0.2 * shape + 0.15 * length + 0.1 * is_new + 0.05 * _fluent(one)


def _shape(one: Candidate, wanted: Wanted) -> float:
    if not one.width or not one.height:
        return 0.5
    fits = 0.7 if orientation_of(one.width, one.height) == wanted.orientation else 0.0
    sharp = min(one.width, one.height) >= min(wanted.width, wanted.height)
    return fits + 0.3 * sharp


def _length(one: Candidate, wanted: Wanted) -> float:
    if one.duration_s is None:
        return 0.5
    times = one.duration_s / wanted.duration_s
    if times < 1:
        return 0.4
    return 1.0 if times <= 3 else max(0.3, 1 - (times - 3) / 10)


def _fluent(one: Candidate) -> float:
    if one.fps is None:
        return 0.7
    return 1.0 if one.fps >= _FLUENT_FPS else 0.0
