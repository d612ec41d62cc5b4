"""A scene of a script shown in another way: its words go on into the fields of the new kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from films.directing.fields import Document
from films.script.fields import KINDS
from footage.errors import InvalidInputError

_TEXTS = ("text", "value", "label", "line", "prompt", "heading", "kicker", "by")
_OF_PLACES = ("subjects", "setting", "time")
_LISTS = ("items", "labels")
_NUMBER = re.compile(r"[^\s\d]?\d[\d.,]*\s?(?:%|‰|€|\$|£|[kKmM]\b|million|billion)?")
_MOST_SHOWN, _MOST_QUOTED, _MOST_LABEL = 200, 400, 120


def converted(scene: Document, kind: str) -> Document:
    """What a scene shows, as another kind.

    Args:
        scene: A scene of a script.
        kind: One of the kinds of `show`.

    Raises:
        InvalidInputError: There is no such kind.
    """
    if kind not in KINDS:
        raise InvalidInputError(f"There is no kind of picture {kind[:40]!r}; there are {', '.join(KINDS)}.")
    show = dict(scene.get("show") or {})
    if show.get("kind") == kind:
        return show
    return {"kind": kind, **_fields(kind, show, list(_lines(show)) or [str(scene.get("say") or "…")])}


def _fields(kind: str, show: Document, lines: list[str]) -> dict[str, Any]:
    """The fields of the new kind, filled with what there was to read."""
    words, first = " ".join(lines), lines[0][:_MOST_SHOWN]
    made: Mapping[str, Callable[[], dict[str, Any]]] = {
        "list": lambda: {"items": [line[:_MOST_SHOWN] for line in lines]},
        "figure": lambda: _figure(words),
        "chart": lambda: {"labels": [line[:60] for line in lines[:6]], "values": [0.0] * len(lines[:6])},
        "table": lambda: {"rows": [[line[:_MOST_LABEL]] for line in lines[:8]]},
        "quote": lambda: {"text": words[:_MOST_QUOTED]},
        "code": lambda: {"text": "\n".join(lines)},
        "picture": lambda: {"image": str(show.get("image") or "p1"), "text": first},
        "place": lambda: {name: show[name] for name in _OF_PLACES if name in show} | {"text": first},
        "film": lambda: {"prompt": words},
        "split": lambda: _halves(lines),
    }
    return made[kind]() if kind in made else {"text": words[:_MOST_SHOWN]}


def _halves(lines: list[str]) -> dict[str, Any]:
    middle = (len(lines) + 1) // 2
    left, right = (" ".join(half)[:_MOST_SHOWN] for half in (lines[:middle], lines[middle:] or ["…"]))
    return {"left": {"kind": "text", "text": left}, "right": {"kind": "text", "text": right}}


def _figure(words: str) -> dict[str, Any]:
    found = _NUMBER.search(words)
    value = found[0].strip() if found else "1"
    label = " ".join(words.replace(value, " ", 1).split()) if found else words
    return {"value": value[:24], "label": (label or "…")[:_MOST_SHOWN]}


def _lines(show: Document) -> Iterator[str]:
    """What stands in it, in the order of its weight."""
    for name in _TEXTS:
        if text := str(show.get(name) or "").strip():
            yield from (line.strip() for line in text.split("\n") if line.strip())
    for name in _LISTS:
        yield from (str(one) for one in show.get(name) or () if str(one).strip())
    for row in show.get("rows") or ():
        yield " ".join(map(str, row))
    for half in ("left", "right"):
        if isinstance(inner := show.get(half), dict):
            yield from _lines(inner)
