"""Guesses the language of a text that does not state it: by its letters and small words, or a model if there is one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from footage import yaml_data

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LEAST_SURE = 0.9
_READ_CHARS = 4000
_LEAST_LETTERS = 5
_LEAST_WORDS, _LEAST_SHARE, _LEAD = 3, 0.06, 1.2
"""So many of a language's small words, this share of all, and so many times those of the next language."""

_LIKELY = 2
"""What a hint counts beside the small words of its language."""

_SHORT_WORDS = 12
"""In a text of no more words, one small word less is enough if no other language has any of them."""

_MOST_LETTERS = 3
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u097f]+[^\W\d_]*)*")


class _Language(BaseModel):
    """Signs of a language; see `languages.yaml`."""

    script: str = "LATIN"
    words: str
    letters: str = ""


class _Signs(BaseModel):
    scripts: Mapping[str, str]
    languages: Mapping[str, _Language]


def language_of(text: str) -> str:
    """A code such as "en", or "" if the text is too short to tell, or only the extra `speech` knows its language."""
    head = unicodedata.normalize("NFC", text[:_READ_CHARS])
    return _by_letters(head) or _by_model(head)


def _by_letters(text: str) -> str:
    """By the script that most of it is in, and for scripts of several languages by small words."""
    scripts = Counter(_script(char) for char in text if char.isalpha())
    letters = scripts.total()
    if letters < _LEAST_LETTERS:
        return ""
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * (scripts["CJK"] + scripts["HIRAGANA"] + scripts["KATAKANA"]):
        kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
        scripts["HIRAGANA"] = kana + scripts.pop("CJK", 0)
        scripts.pop("KATAKANA", None)
    script, count = scripts.most_common(1)[0]
    # A Latin name counts many letters and a Chinese one few, so the foreign script need not be most of it.
    others = Counter({one: many for one, many in scripts.items() if one not in {"LATIN", ""}})
    foreign = next(iter(others.most_common(1)), ("", 0))
    if script == "LATIN" and foreign[1] > 0.3 * letters:
        script, count = foreign
    if count < 0.3 * letters:
        return ""
    return _signs().scripts.get(script, "") or _by_words(text, script)


def _by_words(text: str, script: str) -> str:
    words, letters = Counter(word.casefold() for word in _WORD.findall(text)), Counter(text.casefold())
    found: Counter[str] = Counter()
    for name, one in _signs().languages.items():
        if one.script == script:
            own = min(_MOST_LETTERS, sum(letters[letter] for letter in one.letters))
            found[name] = own + sum(words[word] for word in set(one.words.split()))
    likely = _by_pairs(text)
    if found[likely] and (likely != "sr" or any(letters[one] for one in _signs().languages["sr"].letters)):
        found[likely] += _LIKELY
    (first, hits), *others = found.most_common(2) or [("", 0)]
    least = _LEAST_WORDS if words.total() > _SHORT_WORDS or (others and others[0][1]) else _LEAST_WORDS - 1
    enough = hits >= least and hits >= _LEAST_SHARE * words.total()
    return first if enough and hits >= _LEAD * (others[0][1] if others else 0) else ""


def _by_pairs(text: str) -> str:
    """By which letters stand beside each other: right for most sentences, never sure, so no more than a hint."""
    import chardet

    said = chardet.detect(text.encode())["language"] or ""
    return {"no": "nb", "ms": "id", "be": "ru"}.get(said, said)


@cache
def small_words() -> frozenset[str]:
    """Words that every text of some language is full of, such as "the", in lower case."""
    return frozenset(word for one in _signs().languages.values() for word in one.words.split())


@cache
def _signs() -> _Signs:
    return yaml_data.load(_Signs, Path(__file__).with_name("languages.yaml"))


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0]


def _by_model(text: str) -> str:
    if not find_spec("py3langid"):
        return ""
    code, sure = identifier().classify(text)
    return str(code) if sure >= _LEAST_SURE else ""


def identifier() -> LanguageIdentifier:
    """The model; it is not kept, for it takes 100 MB and is used once or twice a film."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
