"""Values of a script in other notations than are asked for: lists as lines, seconds as text, rows as objects."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from films.script.numerals import number_of
from footage.plain_text import plain

_RANGE = re.compile(r"([A-Za-z]*)(\d+)\s*(?:-|–|to|\.\.)\s*[A-Za-z]*(\d+)")
_SECONDS = re.compile(r"([\d.]+)\s*(?:s|sec|secs|seconds?)?", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d+[.)])\s+")
_LISTS = ("items", "subjects", "labels", "header")
TEXTS = frozenset(
    "text label value heading kicker by lines table image say chapter title line url prompt unit".split()  # noqa: SIM905
)
"""Fields in which a number is meant as its text."""

_MAX_BLOCKS = 40

Fields = dict[str, Any]


def clean(value: Any) -> Any:
    """A value without what no text should have in it; nulls in lists are nothing."""
    if isinstance(value, str):
        text = plain(value).strip()
        return text if any(map(str.isprintable, text)) else ""  # nobody sees a space without width
    if isinstance(value, list):
        return [clean(one) for one in value if one is not None]
    return value


def mend(kind: str, fields: Fields, language: str) -> None:
    """Bring the fields of what a scene shows into the notations that are asked for; what cannot be is left."""
    for name in (name for name in _LISTS if isinstance(fields.get(name), str)):
        fields[name] = [line for line in (_BULLET.sub("", one).strip() for one in fields[name].split("\n")) if line]
    if kind == "list" and isinstance(fields.get("items"), list):
        fields["items"] = [_item(one) for one in fields["items"]]
    if kind == "chart":
        _chart(fields, language)
    if kind == "table" and isinstance(fields.get("rows"), list):
        _rows(fields)
    for name in (name for name in _LISTS if isinstance(fields.get(name), list)):
        fields[name] = [as_text(one) for one in fields[name]]


def seconds(given: object) -> object:
    """A length such as "5 s" as its number; None for nothing, and what is no length as it is."""
    if not isinstance(given, str):
        return given
    found = _SECONDS.fullmatch(given.strip())
    return found[1] if found else (given.strip() or None)


def block_ids(given: object) -> Iterator[str]:
    """The ids of blocks in a list, a text with commas, or a range such as "b3-b7"."""
    parts = re.split(r"[,;]\s*", given) if isinstance(given, str) else given
    for part in parts if isinstance(parts, list | tuple) else [parts]:
        word = str(part).strip()
        if found := _RANGE.fullmatch(word):
            first, last = int(found[2]), int(found[3])
            yield from (f"{found[1] or 'b'}{n}" for n in range(first, min(last, first + _MAX_BLOCKS) + 1))
        elif word and part is not None:
            yield word[:20]


def _chart(fields: Fields, language: str) -> None:
    values = fields.get("values")
    if isinstance(values, Mapping):
        fields["labels"], values = list(values), list(values.values())
    elif isinstance(values, list) and values and all(isinstance(one, Mapping) and len(one) > 1 for one in values):
        pairs = [tuple(one.values())[:2] for one in values]
        fields["labels"], values = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if isinstance(values, list):
        fields["values"] = [_number(one, language) for one in values]


def _number(given: object, language: str) -> object:
    """A number out of a text such as "1.2k"; what is none is left for the check to name."""
    number = number_of(given, language) if isinstance(given, str) else None
    if isinstance(given, float) and not math.isfinite(given):
        return f"{given}"
    return given if number is None else float(number)


def _item(given: object) -> object:
    """An item of a list; of one that is an object, its texts in one line."""
    if isinstance(given, Mapping):
        return ": ".join(str(one) for one in given.values() if isinstance(one, str | int | float))
    return given


def _rows(fields: Fields) -> None:
    """Rows of texts: of objects, the values, with their names as the header."""
    rows = fields["rows"]
    if rows and all(isinstance(row, Mapping) for row in rows):
        header = list(dict.fromkeys(name for row in rows for name in row))
        fields.setdefault("header", header)
        rows = [[row.get(name, "") for name in header] for row in rows]
    fields["rows"] = [[as_text(cell) for cell in row] if isinstance(row, list) else row for row in rows]


def as_text(value: object) -> object:
    """A number as it is written; other values as they are."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.15g}"
    return "" if value is None else value
