"""What a table's columns say about how their cells are set."""

from __future__ import annotations

import re
from collections.abc import Sequence

from films.article.outline import Align

_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_NAMES: dict[str, Align] = {"left": "left", "center": "center", "right": "right"}


def aligned(styles: Sequence[str]) -> tuple[Align, ...]:
    """How each column is set, by its style; empty where none says.

    Args:
        styles: What each of them declares, such as "text-align:right".
    """
    found: list[Align] = []
    for style in styles:
        said = _ALIGN.search(style)
        found.append(_NAMES[said[1].lower()] if said else "")
    return tuple(found) if any(found) else ()
