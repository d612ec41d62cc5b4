"""The storyboard's own vocabularies: names that a plan can use, with the words that select them, from a YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from footage import yaml_data
from painter.prompt.wordlists.vocabulary import Vocabulary


class _Words(BaseModel):
    """English words for a name, and those of other languages, which match by their stem."""

    model_config = ConfigDict(extra="forbid")

    words: str
    others: str = ""


_Named = Mapping[str, str | _Words]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    settings: _Named
    variants: Mapping[str, _Named]
    subjects: _Named
    activities: _Named
    implied_subjects: _Named
    compounds: Mapping[str, str]
    times: _Named
    weathers: _Named
    seasons: _Named
    moods: _Named
    colours: _Named
    styles: _Named
    falling: _Named
    refusable_text: _Named


def _vocabulary(named: _Named) -> Vocabulary:
    rows = {name: one if isinstance(one, _Words) else _Words(words=one) for name, one in named.items()}
    return Vocabulary(
        {name: _parted(one.words) for name, one in rows.items()},
        {name: _parted(one.others) for name, one in rows.items()},
    )


def _parted(words: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip() for part in words.split(",")) if word)


_file = yaml_data.load(_File, Path(__file__).with_suffix(".yaml"))

SETTINGS = _vocabulary(_file.settings)
VARIANTS: Mapping[str, Vocabulary] = {setting: _vocabulary(named) for setting, named in _file.variants.items()}
"""Kinds of a setting."""

SUBJECTS = _vocabulary(_file.subjects)
ACTIVITIES = _vocabulary(_file.activities)
"""What somebody does; it selects a person only if the prompt names nothing else that could be doing it."""

IMPLIED_SUBJECTS = _vocabulary(_file.implied_subjects)
"""What to show if the prompt names no subject, but words that go with one."""

COMPOUNDS: Mapping[str, str] = _file.compounds
"""Phrases that mean something else than their words, and what they are read as."""

TIMES = _vocabulary(_file.times)
WEATHERS = _vocabulary(_file.weathers)
SEASONS = _vocabulary(_file.seasons)
MOODS = _vocabulary(_file.moods)
COLOURS = _vocabulary(_file.colours)
STYLES = _vocabulary(_file.styles)
FALLING = _vocabulary(_file.falling)
"""Words that make a chart fall."""

REFUSABLE_TEXT = _vocabulary(_file.refusable_text)
"""Words by which a prompt refuses any writing in the picture."""
