"""Words that Unicode's annotations have not, listed by hand in a file for each language; see `listed/README.md`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from footage import yaml_data

FOLDER = Path(__file__).with_name("listed")
"""One file for each language."""

_READ_AS = {"ms": "id"}
"""Languages that are written nearly like another one."""

_Words = Mapping[str, str]


class Listed(BaseModel):
    """The words of one language, by what they mean; words stand between commas."""

    model_config = ConfigDict(extra="forbid")

    things: _Words = {}
    beside: _Words = {}
    """Words for what a text often speaks of without being about it: shops, and people in general."""
    nothing: str = ""
    names: str = ""
    """Given names, those that are nouns, too, in the first place."""
    senses: Mapping[str, _Words] = {}
    """Nouns that mean another picture where certain words are in the same text."""
    settings: _Words = {}
    hours: _Words = {}
    weathers: _Words = {}
    seasons: _Words = {}


@functools.cache
def listed(language: str) -> Listed:
    """What is listed of a language; an empty list if nothing is."""
    file = FOLDER / f"{_READ_AS.get(language, language)}.yaml"
    return yaml_data.load(Listed, file) if file.exists() else Listed()


def parted(words: str) -> tuple[str, ...]:
    """The words of a list."""
    return tuple(word for word in (part.strip() for part in words.split(",")) if word)
