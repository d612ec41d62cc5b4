"""How a naive agent chooses among words, and tells a yes from a no."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.strangers.language import meanings, words

LIKELY = 1.5
"""From this on a value is what the wish speaks of, and not only near it."""

CLAUSES = re.compile(
    r"(?<=[.;!?])\s+|\n+|,?\s+(?:and then|then|and also|and|also|plus|y|und|et|e|dann|puis|luego)\s+|[,，、。;]\s*",
    re.IGNORECASE,
)
_SHAPES = {
    "9:16": "vertical portrait tiktok reel reels shorts story stories hochkant vertikal retrato 竖屏 竖版 縦 whatsapp",
    "1:1": "square cuadrado quadratisch carré 方形 正方形",
    "16:9": "landscape widescreen horizontal querformat 横屏",
}
_SIZES = {"1080p": "1080p 1080 fullhd hd", "4k": "4k uhd 2160p", "720p": "720p", "480p": "480p"}
_PLACES = {
    "top-right": "top-right oben-rechts",
    "top-left": "top-left",
    "bottom-right": "bottom-right",
    "bottom-left": "bottom-left",
    "lower-third": "bottom below lower abajo unten bas baixo",
    "bottom": "bottom below lower abajo unten bas baixo",
    "top": "top above arriba oben haut cima",
}
_NO = re.compile(
    r"\b(?:no|without|don'?t|do not|not|sin|ohne|sans|kein\w*|sem|mute|silent|off)\b|不要|没有|なし", re.IGNORECASE
)
_FIRST = re.compile(
    r"how much (?:would|will|does)|what (?:would|will) .{0,60}cost|before you|don'?t (?:make|generate|start)|not? yet|"
    r"only the price|cuánto cost|was würde|combien|estimate|preview",
    re.IGNORECASE,
)
_OF_ALL = frozenset({"video", "make"})
"""What every request speaks of says nothing about a choice."""


def choice(values: Sequence[str], about: str, wish: str, meant: frozenset[str]) -> str | None:
    """The value that a wish names, or whose words or description it shares; None where it names none."""
    said, spoken = wish.casefold().replace(" right", "-right").replace(" left", "-left"), words(wish)
    spoken |= words(said)
    for known in (_SHAPES, _SIZES, _PLACES):
        for value, names in known.items():
            if value in values and (value in said or any(_is_in(one, said, spoken) for one in names.split())):
                return value
    if not values:
        return None
    scores = {value: likeness(value, about, spoken, meant) for value in map(str, values)}
    best = max(scores, key=lambda one: scores[one])
    return best if scores[best] > 0 else None


def likeness(value: str, about: str, spoken: frozenset[str], meant: frozenset[str]) -> float:
    """How much a value, or what its parameter says of it, is like what was said."""
    literal = 2.0 * (value.casefold() in spoken)
    alike = LIKELY * len((meanings(value) & meant) - _OF_ALL)
    told = re.search(rf"(?:^|[,;:.(]\s*)\b{re.escape(value)}\b\s*([^;.]*)", about)
    near = (
        0.5 * len((meanings(re.split(r"[:)]" if told[1].startswith("(") else ",", told[1])[0]) & meant) - _OF_ALL)
        if told
        else 0.0
    )
    return literal + alike + near


def is_denied(wish: str, meaning: frozenset[str]) -> bool:
    """Whether a wish says that it wants something not."""
    return any(_NO.search(part) and meanings(part) & meaning for part in CLAUSES.split(wish))


def asks_first(wish: str) -> bool:
    """Whether somebody wants to know something before anything is made."""
    return _FIRST.search(wish) is not None


def _is_in(name: str, said: str, spoken: frozenset[str]) -> bool:
    return name in spoken or (ord(name[0]) > 0x2E80 and name in said)
