"""Where the films of the corpus come from, what they show, and who may be trained on them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FETCHED = Path(__file__).with_name("sources.yaml")


@dataclass(frozen=True)
class Origin:
    """A file that anybody can fetch.

    Attributes:
        where: "pip" or "npm" (a package), "git" (a file of a public repository) or "made" (drawn here).
        name: The package, the repository as owner/name, or the maker.
        version: The package's version, or the commit.
        path: The file inside it.
        sha256: Of that file; empty for what is made here.
    """

    where: str
    name: str
    version: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Source:
    """One film, or one maker of films.

    Attributes:
        name: Short, and part of the names of its clips.
        group: Films of one maker or place; a group is on one side of the split.
        licence: As its publisher names it.
        url: Where a reader can look at it.
        kind: "camera", "animation", "generated" (by a model), "screen", "old" or "rendered"; "photo", "drawn" and
            "pattern" are made here.
        what: What it shows, in one line.
        held_back: Never used to set a threshold or to train; results are reported on these.
        is_clean: Whether a person finds nothing wrong with its pictures. A clip that was ruined before it was published
            is worth having, and does not count among the clean ones.
        tags: What is hard about it: "pan", "dark", "vertical", "fade" ...
        origin: See `Origin`.
    """

    name: str
    group: str
    licence: str
    url: str
    kind: str
    what: str
    held_back: bool
    is_clean: bool
    tags: tuple[str, ...]
    origin: Origin

    @property
    def is_real(self) -> bool:
        """Whether somebody else made it."""
        return self.origin.where != "made"


def folder() -> Path:
    """The folder of films and clips: $FOOTAGE_CORPUS, or one in the user's cache."""
    return Path(os.environ.get("FOOTAGE_CORPUS") or Path.home() / ".cache" / "footage" / "corpus")


@cache
def sources() -> tuple[Source, ...]:
    """Every source, fetched or made, in the order of their lists."""
    from benchmarks.corpus.making import made_sources

    return (*fetched(FETCHED), *made_sources())


def fetched(listed: Path) -> Iterator[Source]:
    """The sources that a list names: groups, each with its films."""
    for group in yaml.safe_load(listed.read_text(encoding="utf-8")):
        for film in group["films"]:
            yield _source(group, film)


def _source(group: dict[str, Any], film: dict[str, Any]) -> Source:
    origin = Origin(group["where"], group["from"], str(group["version"]), film["path"], film["sha256"])
    return Source(
        name=film["name"],
        group=group["group"],
        licence=group["licence"],
        url=_url(origin),
        kind=film.get("kind", group.get("kind", "camera")),
        what=film["what"],
        held_back=group["held_back"],
        is_clean=film.get("is_clean", True),
        tags=tuple(film.get("tags", "").split()),
        origin=origin,
    )


def _url(origin: Origin) -> str:
    if origin.where == "git":
        return f"https://github.com/{origin.name}/blob/{origin.version}/{origin.path}"
    return f"{origin.where}:{origin.name}@{origin.version}"
