"""Emoji that show a whole scene in a square, such as a sunset over a city: they become a place of our own instead."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple

from painter import emoji, facts
from painter.craft import harmony
from painter.names import Setting, TimeOfDay, Weather
from painter.plan import Look, Palette, ScenePlan


class _Place(NamedTuple):
    """What a picture shows: where it is, when, and what is there; None is whatever the plan says."""

    setting: Setting
    hour: TimeOfDay | None = None
    subjects: tuple[str, ...] = ()
    weather: Weather | None = None


_PLACES: Mapping[str, _Place] = {
    "🏖": _Place("sea", subjects=("palm",)),
    "🏜": _Place("desert", subjects=("🌵",)),
    "🏞": _Place("lake"),
    "🏕": _Place("forest", subjects=("tent", "campfire")),
    "🌁": _Place("sea", subjects=("bridge",), weather="fog"),
    "🌃": _Place("city", "night"),
    "🏙": _Place("city"),
    "🌄": _Place("mountains", "dawn"),
    "🌅": _Place("sea", "dawn"),
    "🌆": _Place("city", "sunset"),
    "🌇": _Place("city", "sunset"),
    "🌌": _Place("space", "night"),
    "🎆": _Place("city", "night", ("🎆",)),
    "🎇": _Place("hills", "night", ("🎇",)),
    "🌠": _Place("mountains", "night", ("🌠",)),
    "🎑": _Place("hills", "night", ("🌕",)),
    "🏟": _Place("stadium"),
    "🛣": _Place("city", subjects=("car",)),
    "🛤": _Place("hills", subjects=("train",)),
}
_BACKDROPS = frozenset({"studio", "abstract", "map", "room"})
"""Settings that are no landscape; in others what such a picture shows may be where the plan has it."""


def staged(plan: ScenePlan) -> ScenePlan:
    """The plan with the place of its first picture of a scene instead of that picture; as it is without one."""
    shown = [name for name in dict.fromkeys(plan.subjects) if emoji.folded(name) in _PLACES]
    if not shown or plan.card or plan.picture is not None:
        return plan
    place = _PLACES[emoji.folded(shown[0])]
    is_there = bool(place.subjects) and plan.setting not in _BACKDROPS
    setting = plan.setting if is_there else place.setting
    hour = place.hour or plan.time_of_day
    return plan.model_copy(
        update={
            "setting": setting,
            "variant": plan.variant if setting == plan.setting else None,
            "time_of_day": hour,
            "weather": "clear" if setting in facts.WITHOUT_WEATHER else place.weather or plan.weather,
            "palette": _colours(plan, setting, hour),
            **_subjects(plan, place, shown),
        }
    )


def _colours(plan: ScenePlan, setting: str, hour: str) -> Palette:
    """The colours of another place or hour, with the film's accent."""
    if (setting, hour) == (plan.setting, plan.time_of_day):
        return plan.palette
    found = harmony.harmonise(
        setting=setting,
        time_of_day=hour,
        season=plan.season,
        style=plan.style,
        colour=None,
        brand=plan.brand.colours if plan.brand else (),
        rng=random.Random(plan.variation),  # noqa: S311 - repeatable choice, not secrecy
    )
    return Palette.model_validate(found | {"accent": plan.palette.accent})


def _subjects(plan: ScenePlan, place: _Place, shown: list[str]) -> dict[str, object]:
    """What stands in the place: what belongs there, unless the plan names something else, then only that."""
    different = tuple(dict.fromkeys(plan.subjects))
    looks = dict(zip(different, plan.looks, strict=False))
    others = tuple(name for name in plan.subjects if name not in shown)
    own = tuple(name for name in place.subjects if name not in others)
    spectacle = any(emoji.folded(name) in _PLACES for name in own)
    subjects = (*own, *others) if spectacle or not others else others
    named = tuple(dict.fromkeys(subjects))
    return {
        "subjects": subjects,
        "looks": tuple(looks.get(name, Look()) for name in named) if any(name in looks for name in others) else (),
        "action": plan.action if named[:1] == different[:1] else None,
    }
