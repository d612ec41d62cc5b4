"""The beds of music by name, and which one fits a film or an article where nobody says."""

from __future__ import annotations

from typing import Literal, get_args

from painter.names import Mood, Pace

BedName = Literal["piano", "acoustic", "bright", "upbeat", "cinematic", "tense", "lofi", "ambient", "minimal"]
Music = Literal["auto", "off", BedName]
BEDS: tuple[BedName, ...] = get_args(BedName)

_OF_MOODS: dict[tuple[Mood, Pace], tuple[BedName, ...]] = {
    # mood and pace of a film; where several fit, its seed decides
    ("calm", "slow"): ("ambient", "piano"),
    ("calm", "medium"): ("piano", "lofi"),
    ("calm", "fast"): ("acoustic", "lofi"),
    ("bright", "slow"): ("acoustic",),
    ("bright", "medium"): ("bright", "acoustic"),
    ("bright", "fast"): ("upbeat", "bright"),
    ("epic", "slow"): ("cinematic",),
    ("epic", "medium"): ("cinematic",),
    ("epic", "fast"): ("cinematic", "upbeat"),
    ("tense", "slow"): ("tense",),
    ("tense", "medium"): ("tense", "minimal"),
    ("tense", "fast"): ("tense",),
}
_OF_KINDS: dict[str, BedName] = {
    # the first word that is in a kind's name decides
    "release": "bright",
    "launch": "upbeat",
    "howto": "bright",
    "tutorial": "bright",
    "guide": "bright",
    "list": "upbeat",
    "news": "minimal",
    "report": "minimal",
    "data": "minimal",
    "science": "minimal",
    "incident": "tense",
    "postmortem": "tense",
    "security": "tense",
    "recipe": "acoustic",
    "travel": "acoustic",
    "food": "acoustic",
    "story": "cinematic",
    "history": "cinematic",
    "interview": "lofi",
    "opinion": "lofi",
    "essay": "piano",
    "personal": "piano",
    "obituary": "piano",
}
_OF_OTHER_KINDS: BedName = "lofi"


def music_for(kind: str) -> BedName:
    """The bed for a kind of article, such as "news", "how-to" or "release notes"; any other kind gets a quiet one."""
    said = "".join(char for char in kind.lower() if char.isalpha())
    return next((bed for word, bed in _OF_KINDS.items() if word in said), _OF_OTHER_KINDS)


def bed_for(mood: Mood, pace: Pace, seed: int) -> BedName:
    """The bed for a film that names none."""
    fitting = _OF_MOODS[mood, pace]
    return fitting[seed % len(fitting)]
