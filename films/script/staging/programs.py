"""The lines of a program as a card can show them: none wider than can be read, and not too many at once."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from painter import MAX_CODE_LINES, Card, CodeCard

_NARROWER = (84, 76, 68, 60, 54, 48, 42, 36, 30, 24, 18, 12)
"""Columns at which lines that are too wide for a frame are folded, the first that is narrow enough."""

_One = TypeVar("_One")


def evenly(items: Sequence[_One], most: int) -> list[tuple[_One, ...]]:
    """Items in as few groups as hold at most `most` each, of about the same size."""
    count = math.ceil(len(items) / most)
    ends = [round(at * len(items) / count) for at in range(count + 1)]
    return [tuple(items[start:end]) for start, end in pairwise(ends)]


def folded(line: str, columns: int) -> list[str]:
    """A line of a program in lines of at most so many columns; where it goes on, it is indented."""
    clean = "".join(char for char in line if char.isprintable()).rstrip()
    if len(clean) <= columns:
        return [clean]
    indent = " " * min(columns // 3, len(clean) - len(clean.lstrip()) + 4)
    parts = textwrap.wrap(clean, columns, subsequent_indent=indent, drop_whitespace=False, replace_whitespace=False)
    return [part.rstrip() for part in parts if part.strip()]


def narrowed(card: CodeCard, fits: Callable[[Card], bool]) -> tuple[Card, ...]:
    """A program with its lines folded until the widest of them can be read; as it is where that is so already."""
    lines: Sequence[str] = card.lines
    for columns in _NARROWER:
        if fits(card.model_copy(update={"lines": (max(lines, key=_columns),)})):
            break
        lines = [part for line in card.lines for part in folded(line, columns)]
    return tuple(card.model_copy(update={"lines": chunk}) for chunk in evenly(lines, MAX_CODE_LINES))


def _columns(line: str) -> int:
    """How wide a line is: ideographs take two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
