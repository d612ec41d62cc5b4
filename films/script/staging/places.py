"""The drawn places of a script: by the painter's names, by emoji, or by any words that the painter knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, get_args

from films.script.documents import FilmShow, PlaceShow
from painter import (
    MAX_DIFFERENT,
    Palette,
    ScenePlan,
    Setting,
    TimeOfDay,
    known_subject,
    plan_scene,
    setting_of,
    subject_name,
    unknown_subject,
)

SETTINGS: frozenset[str] = frozenset(get_args(Setting))
_TIMES: frozenset[str] = frozenset(get_args(TimeOfDay))
_ONLY_NAMED = frozenset({"chart", "💩", "🖕"})
"""What is shown only where a script asks for it by name: a drawn curve says that something rises or falls, and words of
another language may sound like what would mock a text."""


@dataclass(frozen=True)
class Frame:
    """What all scenes of a film are planned with."""

    width: int
    height: int
    fps: int
    seed: int

    def plan(self, words: str, style: str, after: ScenePlan | None = None) -> ScenePlan:
        """The scene that some words name."""
        return plan_scene(words, **vars(self), duration_s=5, style=style, after=after)


class Backdrop(TypedDict, total=False):
    """What of a beat shows a place, by the names that `painter.Beat` has for it."""

    setting: str
    variant: str | None
    subjects: tuple[str, ...]
    time_of_day: str
    weather: str
    season: str
    palette: Palette | None


def place_fields(show: PlaceShow | FilmShow, lead: ScenePlan, frame: Frame) -> tuple[Backdrop | None, list[str]]:
    """The fields of a beat that show a place, and what is to be told of names in it; None if nothing can be drawn.

    Args:
        show: The place, or the film for which it stands in.
        lead: The film's own scene, whose look the place has.
        frame: What all scenes are planned with.
    """
    if isinstance(show, FilmShow):
        if not _draws_something(frame.plan(show.prompt, lead.style)):
            return None, []
        return _fields(frame.plan(show.prompt, lead.style, lead), lead), []
    subjects, untold = _known_subjects(show.subjects, lead.style, frame)
    words = " ".join([*map(_spaced, (*map(subject_name, dict.fromkeys(subjects)), show.setting, show.time))]).strip()
    drawable = bool(subjects) or _draws_something(frame.plan(words or show.text, lead.style))
    if not drawable and _name(show.setting) not in SETTINGS:
        return None, [*untold, *([_no_place(show.setting)] if show.setting else [])]
    fields = _fields(frame.plan(words or show.text, lead.style, lead), lead)
    if _name(show.setting) in SETTINGS:
        fields["setting"] = _name(show.setting)
    elif show.setting and not _draws_something(frame.plan(_spaced(show.setting), lead.style)):
        untold.append(_no_place(show.setting))
    elif subjects and not show.setting:
        fields["setting"] = setting_of(subjects[0])
    if _name(show.time) in _TIMES:
        fields["time_of_day"] = _name(show.time)
    if show.subjects:
        fields["subjects"] = tuple(subjects)
    return fields, untold


def _no_place(name: str) -> str:
    return f"{name!r} is no place that can be drawn; those are {', '.join(sorted(SETTINGS))}"


def _known_subjects(wanted: Sequence[str], style: str, frame: Frame) -> tuple[list[str], list[str]]:
    """The painter's names for things, and what to tell of those that it has none for."""
    known: list[str] = []
    untold: list[str] = []
    for one in wanted:
        found = _subject(one, style, frame)
        if not found:
            untold.append(unknown_subject(one))
        elif found in known or len(set(known)) < MAX_DIFFERENT:
            known.append(found)
        else:
            untold.append(f"{one!r} is left out, since at most {MAX_DIFFERENT} different things fit")
    return known, untold


def _subject(wanted: str, style: str, frame: Frame) -> str | None:
    """The painter's name for a thing: by name or emoji, else by what its words mean in any language."""
    named = known_subject(wanted) or known_subject(_name(wanted))
    if named:
        return named
    found = frame.plan(_spaced(wanted), style).subjects
    return found[0] if found and found[0] not in _ONLY_NAMED else None


def _fields(there: ScenePlan, lead: ScenePlan) -> Backdrop:
    return Backdrop(
        setting=there.setting,
        variant=there.variant,
        subjects=tuple(one for one in there.subjects if one not in _ONLY_NAMED),
        time_of_day=there.time_of_day,
        weather=there.weather,
        season=there.season,
        palette=None if there.palette == lead.palette else there.palette,
    )


def _draws_something(there: ScenePlan) -> bool:
    return there.setting not in {"abstract", "studio"} or bool({*there.subjects} - _ONLY_NAMED)


def _name(text: str) -> str:
    return "".join(text.casefold().split()).replace("-", "").replace("_", "")


def _spaced(text: str) -> str:
    return text.replace("_", " ").replace("-", " ")
