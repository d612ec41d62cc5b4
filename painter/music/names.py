"""The beds of music by name, and which one fits a film or an article where nobody says."""

from __future__ import annotations

import re
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


_WORDS: dict[BedName, str] = {
    "piano": "piano solo tender gentle sad melancholic melancholy sorrow emotional emotive intimate nostalgic romantic",
    "acoustic": "acoustic guitar folk country warm cosy cozy homely friendly organic natural rustic summer wholesome",
    "bright": "bright happy cheerful joyful positive optimistic hopeful uplifting sunny light playful fun corporate",
    "upbeat": "upbeat energetic energy dance pop fast driving dynamic sporty party exciting powerful motivational rock",
    "cinematic": "cinematic epic orchestral orchestra dramatic heroic majestic grand trailer inspiring adventure",
    "tense": "tense dark suspense suspenseful mysterious mystery scary thriller ominous dangerous horror serious noir",
    "lofi": "lofi chill chilled chillhop hiphop relaxed relaxing laid mellow cafe jazz jazzy study groove groovy funky",
    "ambient": "ambient calm peaceful dreamy ethereal meditative meditation sleepy soft quiet slow spacious soothing",
    "minimal": "minimal minimalist modern tech technology electronic neutral clean news business documentary focus",
}
"""The words that mean a bed."""


def music_for(kind: str) -> BedName:
    """The bed for a kind of article, such as "news", "how-to" or "release notes"; any other kind gets a quiet one."""
    said = "".join(char for char in kind.lower() if char.isalpha())
    return next((bed for word, bed in _OF_KINDS.items() if word in said), _OF_OTHER_KINDS)


def bed_of_words(words: str) -> BedName | None:
    """The bed that words for a mood or a kind of music mean, such as "calm" or "dark and tense"; None for other words.

    The first word that means one decides.
    """
    said = [_stem(word) for word in re.findall(r"[^\W\d_]+", words.lower())]
    known = [_OF_WORDS[word] for word in said if word in _OF_WORDS]
    return known[0] if known else None


def _stem(word: str) -> str:
    return word.removesuffix("y").removesuffix("ful").removesuffix("ing").removesuffix("i")


_OF_WORDS: dict[str, BedName] = {_stem(word): bed for bed, words in _WORDS.items() for word in words.split()}


def bed_for(mood: Mood, pace: Pace, seed: int) -> BedName:
    """The bed for a film that names none."""
    fitting = _OF_MOODS[mood, pace]
    return fitting[seed % len(fitting)]
