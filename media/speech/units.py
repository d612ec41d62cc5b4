"""How long a text is to a voice, in syllables, so that seconds follow from how many of them the voice says a second."""

from __future__ import annotations

import re
from functools import lru_cache

from media.captions.words import syllables

_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30ff\uff66-\uff9f]")
_SMALL_KANA = re.compile(r"[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_READING_MORAE = 1.9
"""How many morae a Chinese character is read with in Japanese, on average; in Chinese it is one syllable."""


@lru_cache(maxsize=8192)
def spoken_units(text: str) -> float:
    """The syllables of a text with its pauses; morae in Japanese. 0 where there is nothing to say."""
    units = sum(map(syllables, text.split()))
    if _KANA.search(text):
        units += (_READING_MORAE - 1) * len(_HAN.findall(text)) - len(_SMALL_KANA.findall(text))
    return max(0.0, units)
