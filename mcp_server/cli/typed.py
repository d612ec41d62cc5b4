"""Files that a person names at a terminal: they can read them without Footage, so it may read them for one call."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tools.paths import MAX_PATH_CHARS


def folders_of(arguments: Mapping[str, Any]) -> tuple[Path, ...]:
    """The current folder and those of all files that the arguments name, also within JSON. Blocking: it looks for them.

    The whole file system is never one of them: an article may come from anywhere, and names pictures itself.
    """
    named = (found for text in _texts(arguments) if (found := _file(text)) is not None)
    folders = dict.fromkeys((Path.cwd(), *(file.parent for file in named)))
    return tuple(folder for folder in folders if folder != Path(folder.anchor))


def _texts(value: Any) -> Iterator[str]:
    """Every text in what was typed, and in the JSON that a text is."""
    if isinstance(value, str):
        yield value
        if value.lstrip()[:1] in ("{", "["):
            with suppress(ValueError, RecursionError):
                yield from _texts(json.loads(value))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _file(text: str) -> Path | None:
    """The file of that name, links resolved."""
    if len(text) > MAX_PATH_CHARS:
        return None
    with suppress(OSError, RuntimeError, ValueError):  # a name too long, a loop of links, a home of nobody, a NUL
        path = Path(text).expanduser().resolve()
        return path if path.is_file() else None
    return None
