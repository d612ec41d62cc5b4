"""Sentences that name what the painter can draw, as drawn places: only where no word may mean anything else."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from films.article.outline import Code
from films.article.sentences import is_spaceless
from films.script.documents import ArticleKind, PlaceShow, TextShow
from films.script.writer.draft import Draft
from films.script.writer.matter import Chapter, Matter
from films.script.writer.wording import fits_glance
from footage import yaml_data
from painter import ScenePlan, plan_scene

_FILE = Path(__file__).with_name("places.yaml")
_KINDS: frozenset[ArticleKind] = frozenset({"travel", "personal", "news", "opinion"})
_EVERY = 3
"""At most one scene of so many shows a place."""

_MOST_UNSAFE = 3
"""An article with more words that mean something else is about something else."""

_PROBES = ("the sea at night", "hills by day", "a city at sunset", "mountains at dawn", "under water")
"""What a place may follow; what a sentence names by itself is the same after each of them."""


class _Known(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid")

    things: frozenset[str]
    settings: frozenset[str]
    ambiguous: tuple[str, ...]
    unsafe: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Seen:
    """What a text names by itself, by the painter's names; empty for what it leaves open."""

    things: tuple[str, ...]
    setting: str
    hour: str


def with_places(order: Sequence[Draft], matter: Matter, kind: ArticleKind) -> list[Draft]:
    """The scenes, some of whose messages stand on what they name, drawn.

    Args:
        order: The scenes in the order of the film.
        matter: The article: where its own pictures are, they are shown.
        kind: Its kind; what is about software, figures or instructions has no places.
    """
    unsafe = _unsafe(matter.language.code)
    if kind not in _KINDS or unsafe is None or _is_about_else(matter, unsafe):
        return list(order)
    topics = [_seen(text) for text in _topics(matter, unsafe)]
    found: list[Draft] = []
    last, last_setting = -_EVERY, ""
    for at, draft in enumerate(order):
        show = _place(draft, topics, unsafe) if at - last >= _EVERY and not _has_pictures(draft.chapter) else None
        setting = (show.setting or ",".join(show.subjects)) if show else ""
        if show is None or setting == last_setting:
            found.append(draft)
            continue
        found.append(replace(draft, show=show))
        last, last_setting = at, setting
    return found


def _place(draft: Draft, topics: Sequence[_Seen], unsafe: re.Pattern[str]) -> PlaceShow | None:
    """The place that a message is about, if it describes one."""
    show = draft.show
    if not isinstance(show, TextShow) or draft.is_needed or draft.speaker or not fits_glance(show.text):
        return None
    if unsafe.search(draft.say) or unsafe.search(show.text):
        return None
    seen = _seen(show.text)
    described = (bool(seen.things) + bool(seen.setting) + bool(seen.hour)) > 1 and (seen.things or seen.setting)
    recurs = any({*seen.things} & {*topic.things} for topic in topics)
    if not described and not recurs:
        return None
    return PlaceShow(subjects=seen.things[:2], setting=seen.setting, time=seen.hour, text=show.text)


def _topics(matter: Matter, unsafe: re.Pattern[str]) -> Iterator[str]:
    """The title and the headings."""
    for text in (matter.title, *(chapter.heading for chapter in matter.chapters)):
        if text and not unsafe.search(text):
            yield text


def _is_about_else(matter: Matter, unsafe: re.Pattern[str]) -> bool:
    """Whether the article is about software, money or grief rather than about things that can be painted."""
    if any(isinstance(piece.block, Code) for _, piece in matter.pieces):
        return True
    words = {found.group().casefold() for found in unsafe.finditer(f"{matter.title}. {matter.text}")}
    return bool(unsafe.search(matter.title)) or len(words) > _MOST_UNSAFE


def _has_pictures(chapter: Chapter) -> bool:
    return any(piece.picture for piece in chapter.pieces)


def _seen(text: str) -> _Seen:
    known = _known()
    plain = _pattern(known.ambiguous).sub(" ", text)
    plans = [_planned(plain, probe) for probe in _PROBES]
    things = tuple(one for one in plans[0].subjects if one in known.things and all(one in p.subjects for p in plans))
    settings, hours = {plan.setting for plan in plans}, {plan.time_of_day for plan in plans}
    setting = next(iter(settings)) if len(settings) == 1 else ""
    return _Seen(things, setting if setting in known.settings else "", next(iter(hours)) if len(hours) == 1 else "")


def _planned(text: str, after: str) -> ScenePlan:
    return plan_scene(text, after=_probe(after), width=640, height=360, seed=1, duration_s=5)


@functools.cache
def _probe(text: str) -> ScenePlan:
    return plan_scene(text, width=640, height=360, seed=1, duration_s=5)


@functools.cache
def _known() -> _Known:
    return yaml_data.load(_Known, _FILE)


@functools.cache
def _unsafe(code: str) -> re.Pattern[str] | None:
    """What means something else in a language; None where that is not known."""
    words = _known().unsafe.get(code)
    return _pattern(words) if words else None


@functools.cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    choices = (re.escape(word) if is_spaceless(word) else rf"(?<!\w){re.escape(word)}(?!\w)" for word in words)
    return re.compile("|".join(sorted(choices, key=len, reverse=True)), re.IGNORECASE)
