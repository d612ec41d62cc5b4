"""Parts a text in two where a reader would pause, so that each half can be shown by itself."""

from __future__ import annotations

import re

from films.article.sentences import is_spaceless, sentences
from media.writing.breaks import pieces

_BORDERS = (r"(?<=[;；:：])\s*", r"\s+(?=[—–(（])|(?<=[,，、،؛])\s*", r"\s+")
_NEAR = 0.28
"""How far from the middle a text is parted at most, as a share of it, if there is a better place than a space."""


def in_two(text: str) -> tuple[str, str] | None:
    """A text parted near its middle: between sentences, else clauses, else words; None for a single word."""
    said = sentences(text)
    if len(said) > 1:
        lengths = [len("".join(said[:at])) for at in range(1, len(said))]
        at = 1 + min(range(len(lengths)), key=lambda one: abs(lengths[one] - len(text) / 2))
        space = "" if is_spaceless(text) else " "
        return space.join(said[:at]), space.join(said[at:])
    for border in _BORDERS:
        ends = [found.end() for found in re.finditer(border, text) if 0 < found.end() < len(text)]
        near = [end for end in ends if border is _BORDERS[-1] or abs(end / len(text) - 0.5) <= _NEAR]
        if near:
            return _at(text, min(near, key=lambda end: abs(end - len(text) / 2)))
    ends, done = [], 0
    for piece in pieces(text)[:-1]:
        done += len(piece)
        ends.append(done)
    return _at(text, min(ends, key=lambda end: abs(end - len(text) / 2))) if ends else None


def _at(text: str, end: int) -> tuple[str, str] | None:
    first, rest = text[:end].strip(), text[end:].strip()
    return (first, rest) if first and rest else None
