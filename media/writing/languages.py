"""Guesses the language of a text as far as it changes how the text is set."""

from __future__ import annotations

import functools
import re

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]")
_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "GUJARATI": "gu", "GURMUKHI": "pa", "ORIYA": "or", "SINHALA": "si", "THAI": "th", "LAO": "lo",
    "KHMER": "km", "MYANMAR": "my", "TIBETAN": "bo", "GEORGIAN": "ka", "ARMENIAN": "hy", "ETHIOPIC": "am",
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def language(text: str) -> str:
    """The language tag that selects the form of ideographs: ja, ko, zh-cn or zh-tw; "" where there are none."""
    if text.isascii():
        return ""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    ideographs = "".join(_IDEOGRAPHS.findall(text))
    if not ideographs:
        return ""
    # GB 2312 has simplified characters only.
    return "zh-cn" if len(ideographs.encode("gb2312", "ignore")) == 2 * len(ideographs) else "zh-tw"


def tag_of(script: str) -> str:
    """The language tag that makes a system prefer fonts made for a script, "" for one that needs none."""
    return _SCRIPTS.get(script, "")
