"""What the site of an article says elsewhere in its folder: who its authors are, and when it was published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from films.article.front_matter import day_of
from films.services import CallersServices

_LISTS = (
    *(".authors.yml", ".authors.yaml", "authors.yml", "authors.yaml", "authors.json", "_data/authors.yml"),
    *("data/authors.yml", "data/authors.yaml", "data/authors.json", "src/data/authors.json", "blog/authors.yml"),
)
_MAX_BYTES, _PARENTS = 500_000, 8
_KEYS = ("handle", "id", "slug", "key", "username")
_DATED = re.compile(r"(?:^|/)(\d{4})[-/_](\d{1,2})[-/_](\d{1,2})(?=[-/_.]|$)")


def authors_of(services: CallersServices, file: Path) -> Mapping[str, str]:
    """The names of a site's authors by what its articles call them.

    Args:
        services: For the allowed folders.
        file: An article of the site.
    """
    roots = [root.resolve() for root in services.roots]
    for parent in [*file.parents][:_PARENTS]:
        if not any(parent.is_relative_to(root) for root in roots):
            break
        for name in _LISTS:
            if (found := parent / name).is_file() and found.stat().st_size <= _MAX_BYTES:
                return dict(_names(_loaded(found)))
    return {}


def day_in(file: Path) -> str:
    """The day that the name of a file or of its folders says, such as "2025-10-01"; empty where they say none."""
    found = _DATED.search(file.with_suffix("").as_posix()[-200:])
    return day_of("-".join(found.groups())) if found else ""


def _loaded(file: Path) -> Any:
    import yaml

    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        if file.suffix == ".json":
            return json.loads(text)
        # Aliases can expand a few lines to gigabytes, and no list of names needs them.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            return {}
        return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes texts, lists and mappings only
    except (ValueError, yaml.YAMLError, RecursionError):
        return {}


def _names(data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict) and isinstance(data.get("authors"), dict | list):
        data = data["authors"]
    if isinstance(data, dict):
        for key, one in data.items():
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str):
                yield str(key), name
    elif isinstance(data, list):
        for one in data:
            if isinstance(one, dict) and isinstance(one.get("name"), str):
                yield from ((str(one[key]), one["name"]) for key in _KEYS if one.get(key))
