"""Who is in a shot with several subjects: each kind of thing with its number, its size and where it looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from painter import facts, kinds
from painter.craft.stage import Stage
from painter.names import Action
from painter.plan import Look
from painter.subjects.drawn import SUBJECTS, drawn
from painter.subjects.dyes import portrait
from painter.subjects.placing import DrawnSubject
from painter.subjects.poses import goes

TABLES = frozenset({"studio", "room", "abstract", "map"})
"""Settings in which small things are as large as they are on a table."""

_SIZES = {"small": 0.68, "usual": 1.0, "large": 1.3}
_UNDER_THE_SKY = 0.72
"""How much smaller things of a table are outdoors, where they would be monuments."""

BACKGROUND = 0.58
"""From this stature on a thing stands behind the others: houses, mountains, trees."""

_MAIN = 0.62
"""The least stature of the main subject, as a share of the others'."""

_NEARER = 1.15
_IN_A_CROWD = (1.0, 1.0, 0.94, 0.88)
"""How much smaller each is of one, two, three, and more."""

_ON_FOOT: Mapping[str, str] = {"cat": "🐈"}
"""What is drawn by hand but sits, and its emoji that can go."""

FACES_RIGHT: frozenset[str] = facts.VEHICLES | {
    "person",
    "child",
    "boy",
    "girl",
    "baby",
    "children",
    "runner",
    "cyclist",
    "footballer",
    "surfer",
    "skier",
    "dog",
    "horse",
    "cow",
    "deer",
    "fox",
    "bear",
    "elephant",
    "rabbit",
    "camel",
    "whale",
    "dolphin",
    "fish",
    "couple",
    "family",
}
"""What is drawn by hand and looks to the right; emoji look to the left."""


_GROUPS = frozenset({"crowd", "children", "family", "couple"})


class Cast(NamedTuple):
    """Several of one thing: what it is, how many, how it is drawn, and its kind."""

    name: str
    number: int
    drawn: DrawnSubject
    kind: kinds.Kind
    look: Look


def casts_of(stage: Stage) -> list[Cast]:
    """The different subjects of a plan, the main one first."""
    first, *others = dict.fromkeys(stage.plan.subjects)
    # The sky has its own sun and moon, unless they are what the shot is about.
    names = [first, *(name for name in others if not kinds.is_sun_or_moon(name))]
    numbers = [stage.plan.subjects.count(name) for name in names]
    if goes(stage.plan.action):
        names[:2] = [_ON_FOOT.get(name, name) for name in names[:2]]
    looks = [*stage.plan.looks, *[Look()] * len(names)]
    tone = int(stage.rng("skin").integers(0, 5))
    found = [
        Cast(name, number, _drawn(stage, name, tone + order), kinds.kind_of_any(name), look)
        for order, (name, number, look) in enumerate(zip(names, numbers, looks, strict=False))
    ]
    return [_seen_first(found), *found[1:]]


def _seen_first(casts: Sequence[Cast]) -> Cast:
    """The main one, which is not lost beside larger ones, unless it flies around them."""
    main = casts[0]
    others = [cast.kind.stature for cast in casts[1:] if cast.kind.stature < BACKGROUND]
    least = _MAIN * max(others, default=0.0)
    if main.kind.manner == "air" or main.kind.stature >= least:
        return main
    return main._replace(kind=main.kind._replace(stature=least))


def _drawn(stage: Stage, name: str, tone: int) -> DrawnSubject:
    """How a subject is drawn; among others what is drawn by hand is as wide as it is, wherever it goes."""
    whole = drawn(name, tone)
    if name not in SUBJECTS or len(stage.plan.subjects) == 1:
        return whole
    seen = portrait(stage, [part for part in (whole.still, whole.moving) if part])
    flies = kinds.kind_of_any(name).manner == "air"
    # Of a group each is as tall as if alone.
    size = 1 / (seen.high if name in _GROUPS else max(seen.high, 2 * seen.half))
    return replace(whole, half=whole.half if flies else min(whole.half, seen.half), size=size)


def facing_of(casts: Sequence[Cast], action: Action | None) -> int:
    """Where those who go are going: 1 is to the right."""
    movers = casts[:2] if action == "chases" else casts[:1]
    return 1 if any(cast.name in FACES_RIGHT for cast in movers) else -1


def size_of(stage: Stage, cast: Cast, *, alone: bool) -> float:
    """The height of one of a cast in pixels, before there is too little room."""
    grown = stage.unit * (1.0 if stage.is_wide else 1.28) * _SIZES[cast.look.size]
    if stage.plan.setting == "room":
        grown *= cast.drawn.indoors if cast.name in SUBJECTS else 0.8
    if cast.kind.manner == "table" and stage.plan.setting not in TABLES:
        grown *= _UNDER_THE_SKY
    if cast.kind.manner == "bust" and alone:
        grown *= 1.0 if stage.is_wide else 1.3
    if alone or cast.kind.manner == "bust":
        return cast.drawn.size * grown
    # What is drawn by hand may be lower than its height, so it was measured.
    filled = cast.drawn.size if cast.name in SUBJECTS else 1 / max(1.0, 2 * cast.drawn.half)
    crowd = _IN_A_CROWD[min(len(_IN_A_CROWD), cast.number) - 1]
    return cast.kind.stature * grown * crowd * filled * _NEARER
