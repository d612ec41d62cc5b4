"""What is known of languages besides their words for pictures; the data are in `tongues.yaml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from footage import yaml_data


class Tongue(BaseModel):
    """One language; words stand in one text with spaces between them."""

    model_config = ConfigDict(extra="forbid")

    script: str = "LATIN"
    letters: str = ""
    small: str = ""
    talk: str = ""
    refusing: str = ""
    refused_by: str = ""
    compounds: bool = False
    endings: int = 0
    prefixes: str = ""
    particles: str = ""
    hardly: str = ""
    for_whom: str = ""


class _Tongues(RootModel[Mapping[str, Tongue]]):
    pass


@functools.cache
def tongues() -> Mapping[str, Tongue]:
    """All languages of which more is known than their words."""
    return yaml_data.load(_Tongues, Path(__file__).with_name("tongues.yaml")).root


def tongue(language: str) -> Tongue:
    """What is known of a language; an empty one if nothing is."""
    return tongues().get(language) or Tongue()
