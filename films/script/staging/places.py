"""The drawn places of a script: by the painter's names, by emoji, or by any words that the painter knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, get_args

from films.script.documents import FilmShow, PlaceShow
from painter import Palette, ScenePlan, Setting, Subject, TimeOfDay, plan_scene

SUBJECTS: frozenset[str] = frozenset(get_args(Subject))
SETTINGS: frozenset[str] = frozenset(get_args(Setting))
_TIMES: frozenset[str] = frozenset(get_args(TimeOfDay))
_CLAIMS = "chart"
"""A drawn curve says that something rises or falls: it is shown only where a script asks for it by name."""


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
    """The fields of a beat that show a place, and the names in it that nobody here can draw; None if that is all of it.

    Args:
        show: The place, or the film for which it stands in.
        lead: The film's own scene, whose look the place has.
        frame: What all scenes are planned with.
    """
    if isinstance(show, FilmShow):
        if not _draws_something(frame.plan(show.prompt, lead.style)):
            return None, []
        return _fields(frame.plan(show.prompt, lead.style, lead), lead), []
    subjects, unknown = _known_subjects(show.subjects, lead.style, frame)
    words = " ".join([*map(_spaced, (*subjects, show.setting, show.time))]).strip()
    if not _draws_something(frame.plan(words or show.text, lead.style)) and _name(show.setting) not in SETTINGS:
        return None, [*unknown, *filter(None, [show.setting])]
    fields = _fields(frame.plan(words or show.text, lead.style, lead), lead)
    if _name(show.setting) in SETTINGS:
        fields["setting"] = _name(show.setting)
    elif show.setting and not _draws_something(frame.plan(_spaced(show.setting), lead.style)):
        unknown.append(show.setting)
    if _name(show.time) in _TIMES:
        fields["time_of_day"] = _name(show.time)
    if show.subjects:
        fields["subjects"] = tuple(subjects)
    return fields, unknown


def _known_subjects(wanted: Sequence[str], style: str, frame: Frame) -> tuple[list[str], list[str]]:
    known: list[str] = []
    unknown: list[str] = []
    for one in wanted:
        found = _subject(one, style, frame)
        if not found:
            unknown.append(one)
        elif found not in known:
            known.append(found)
    return known, unknown


def _subject(wanted: str, style: str, frame: Frame) -> str | None:
    """The painter's name for a thing."""
    for name in (_name(wanted), _name(wanted).removesuffix("s")):
        if name in SUBJECTS:
            return name
    found = frame.plan(_in_words(wanted), style).subjects
    return found[0] if found and found[0] != _CLAIMS else None


def _fields(there: ScenePlan, lead: ScenePlan) -> Backdrop:
    return Backdrop(
        setting=there.setting,
        variant=there.variant,
        subjects=tuple(one for one in there.subjects if one != _CLAIMS),
        time_of_day=there.time_of_day,
        weather=there.weather,
        season=there.season,
        palette=None if there.palette == lead.palette else there.palette,
    )


def _draws_something(there: ScenePlan) -> bool:
    return there.setting not in {"abstract", "studio"} or bool({*there.subjects} - {_CLAIMS})


def _name(text: str) -> str:
    return "".join(text.casefold().split()).replace("-", "").replace("_", "")


def _spaced(text: str) -> str:
    return text.replace("_", " ").replace("-", " ")


def _in_words(text: str) -> str:
    """A text in which emoji are words: a rocket is "rocket"."""
    named = (f" {unicodedata.name(char, '').lower()} " if unicodedata.category(char) == "So" else char for char in text)
    return _spaced("".join(named)).strip()
