"""Of a list of all changes ever made the newest release: nobody makes a film of forty."""

from __future__ import annotations

import re
from collections import Counter

from films.article.outline import Heading, Outline

_VERSION = re.compile(
    r"(?:version |release )?\[?v?(?P<version>\d+\.\d+(?:\.\d+){0,2}(?:[-.]?(?:alpha|beta|rc|preview)[-.]?\d*)?)\]?"
    r"(?:\s*[-–—:(/]?\s*"
    r"\(?(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [A-Za-z]{3,9} \d{4})"
    r"\)?)?",
    re.IGNORECASE,
)
_UNRELEASED = re.compile(r"\[?(?:unreleased|upcoming|next|master|main|head)\]?", re.IGNORECASE)
_CHANGES = re.compile(r"change\s?-?log|release\s?-?notes?|history|releases|what.s new|changes|news", re.IGNORECASE)
_FEW, _MANY = 3, 6
_TOLD = "Only its newest release is told: {version}."


def newest_release(outline: Outline, file: str) -> Outline:
    """The outline with nothing but the newest release, if it is a list of them.

    Args:
        outline: The article with its title.
        file: What its file is called.
    """
    at = [n for n, one in enumerate(outline.blocks) if isinstance(one, Heading) and _VERSION.fullmatch(one.text)]
    levels = Counter(_level(outline, n) for n in at)
    level, count = levels.most_common(1)[0] if levels else (0, 0)
    named = f"{outline.title} {file}"
    is_unreleased = _UNRELEASED.fullmatch(outline.title) is not None
    if count < _FEW or not (count >= _MANY or is_unreleased or _CHANGES.search(named)):
        return outline
    for n in at:
        heading = outline.blocks[n]
        rest = outline.blocks[n + 1 :]
        end = next((m for m, one in enumerate(rest) if isinstance(one, Heading) and one.level <= level), len(rest))
        if not isinstance(heading, Heading) or heading.level != level or not end:
            continue
        version = _VERSION.fullmatch(heading.text)
        told = version["version"] if version else heading.text
        base = "" if is_unreleased or _VERSION.fullmatch(outline.title) else outline.title
        base = base or (file.capitalize() if file.isupper() else file)
        return outline.model_copy(
            update={
                "title": base if told in base else f"{base} {told}".strip(),
                "blocks": rest[:end],
                "notes": (*outline.notes, _TOLD.format(version=told)),
            }
        )
    return outline


def _level(outline: Outline, at: int) -> int:
    block = outline.blocks[at]
    return block.level if isinstance(block, Heading) else 0
