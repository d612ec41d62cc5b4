"""The words that a script gives to look for real footage with: a few plain ones, or the name of one clip."""

from __future__ import annotations

import re

from footage.credits import SOURCES

NO_FOOTAGE = "none"
"""Of a scene that is to keep its card."""

MOST_WORDS = 4
_CLIP = re.compile(r"([A-Za-z]+):\s*(\S{1,80})")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NONE = frozenset({"none", "no", "card", "off", "-"})
_SMALL = frozenset(re.findall(r"\w+", """a an and are at by clip for footage from in into is it of on or shot stock the
to video view with"""))  # fmt: skip


def as_query(given: object) -> tuple[str, str]:
    """Search words as they are looked for, and what is wrong with them, empty where nothing is.

    Commas, quotes and words that say nothing are left out. "pexels:123" names a clip, "none" wants none.
    """
    if not isinstance(given, str):
        return "", "is no text"
    text = given.strip().strip("\"'")
    if text.lower() in _NONE:
        return NO_FOOTAGE, ""
    if "://" in text:
        return "", "is an address; name a clip as source:id, such as pexels:123, or give 2 to 4 plain words"
    if found := _CLIP.fullmatch(text):
        source = found[1].lower()
        return f"{source}:{found[2]}", "" if source in SOURCES else f"there is no source {source!r}; {_known()}"
    words = list(dict.fromkeys(word for word in _WORD.findall(text) if word.lower() not in _SMALL))
    if len(words) > MOST_WORDS:
        return "", f"has {len(words)} words; 2 to 4 plain ones for what a camera sees find a clip"
    return " ".join(words), "" if words or not text else "has no word in it"


def named_clip(text: str) -> str:
    """The clip that a text names as "source:id"; empty where it is any other text."""
    found = _CLIP.fullmatch(text.strip())
    return f"{found[1].lower()}:{found[2]}" if found and found[1].lower() in SOURCES else ""


def _known() -> str:
    return f"those are {', '.join(SOURCES)}"
