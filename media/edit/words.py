"""Finds words to cut out among those that are said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from media.captions.model import Word

FILLERS = frozenset(
    {
        "um",
        "umm",
        "uh",
        "uhm",
        "uhh",
        "erm",
        "er",
        "hmm",
        "hm",
        "mm",
        "mhm",
        "ah",
        "eh",
        "äh",
        "ähm",
        "öh",
        "euh",
        "ehm",
    }
)
_FILLER_NAMES = frozenset({"fillers", "filler", "filler words"})
_GAP_S = 0.04
"""What is left of the pause before and behind a word, where there is one."""


def matching(said: Sequence[Word], wanted: Sequence[str]) -> list[Word]:
    """The words, or the phrases of several, that are wanted, each with the pause behind it.

    Args:
        said: What is said, in order.
        wanted: Words and phrases; "fillers" stands for um, uh and the like.
    """
    phrases = [tuple(_bare(part) for part in one.split()) for one in wanted if one.casefold() not in _FILLER_NAMES]
    phrases = [tuple(part for part in one if part) for one in phrases]
    if any(one.casefold() in _FILLER_NAMES for one in wanted):
        phrases += [(one,) for one in FILLERS]
    bare = [_bare(one.text) for one in said]
    found, at = [], 0
    while at < len(said):
        size = max((len(one) for one in phrases if one and tuple(bare[at : at + len(one)]) == one), default=0)
        if not size:
            at += 1
            continue
        last = said[at + size - 1]
        following_s = said[at + size].start_s if at + size < len(said) else last.end_s
        before_s = said[at - 1].end_s if at else 0.0
        start_s = max(before_s, said[at].start_s - _GAP_S)
        end_s = max(last.end_s, min(following_s - _GAP_S, last.end_s + 0.25))
        text = " ".join(one.text.strip() for one in said[at : at + size])
        found.append(replace(said[at], start_s=start_s, end_s=end_s, text=text))
        at += size
    return found


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r"[^\w']+", "", folded).strip("'")
