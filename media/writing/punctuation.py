"""Puts punctuation where it belongs in Hebrew and Arabic that was written for players without right-to-left text.

Such files have the full stop before the first word: there a player that runs every line to the right shows it on the
left. They are told by most of their lines beginning with what can only end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from media.writing.direction import right_to_left, way_of

_LEADING = re.compile(r"(?:\.{2,}|[.,!?:;…،؛؟])+")
_ENDING = re.compile(r"[.,!?:;…،؛؟]+$")
_DOTS = re.compile(r"[.…]{2,}|…")
_DASH = re.compile(r"\s*[-–—]$")


def in_order(texts: Sequence[str]) -> list[str]:
    """The texts of a film in the order in which they are read; only those that are not are changed."""
    lines = [line for text in texts if right_to_left(text) for line in text.split("\n")]
    leading = [mark for line in lines if (mark := _leading(line))]
    sure = sum(not _DOTS.fullmatch(mark) for mark in leading)  # dots may also take up a sentence
    if not sure or len(leading) <= sum(bool(_ENDING.search(line)) for line in lines):
        return list(texts)
    return ["\n".join(_turned(text)) if right_to_left(text) else text for text in texts]


def _leading(line: str) -> str:
    """The punctuation that a line begins with, right before a letter from right to left."""
    found = _LEADING.match(line)
    return found[0] if found and way_of(line[found.end() : found.end() + 1]) < 0 else ""


def _turned(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        mark = _leading(line)
        rest = line[len(mark) :]
        dash = _DASH.search(rest)
        rest = f"- {rest[: dash.start()]}" if dash else rest
        yield rest + mark
