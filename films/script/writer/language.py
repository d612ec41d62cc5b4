"""What the writer knows of a language: small lists of words, kept as data, and how they are found in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from footage import yaml_data

_FOLDER = Path(__file__).with_name("languages")
_SPACELESS = frozenset({"ja", "zh", "th"})
_OPEN_ENDED = frozenset({"furniture", "dangling"})
"""Of these lists a phrase may go on as another form of its word."""

_PREFIXED = {"ar": "[وفبل]?", "he": "[והבל]?"}
"""Letters that are written together with the word after them."""

_DECIMAL_COMMA = frozenset({"de", "fr", "es", "pt", "it", "ru"})
_SNOWBALL = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "pt": "portuguese", "it": "italian",
    "ru": "russian", "ar": "arabic", "hi": "hindi",
}  # fmt: skip
_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ar", "[\u0600-\u06ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("ru", "[\u0400-\u04ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("th", "[\u0e00-\u0e7f]"),
)
_LATIN = ("en", "de", "fr", "es", "pt", "it")

List = Literal[
    "connectives", "coordinators", "adverbs", "adversatives", "copulas", "questions", "open", "loose", "dangling", "furniture", "hollow",
    "recap", "skipped", "which", "tails",
    "subordinate", "ingredients", "directions", "times", "servings", "total", "first_person", "travel", "opinion",
    "release", "news", "how_to", "comparison", "units", "magnitudes", "per",
]  # fmt: skip


class _Words(BaseModel):
    """A language's file: lists of words by their name; what each is for is said where it is used."""

    model_config = ConfigDict(extra="forbid")

    connectives: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    adversatives: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    dangling: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    hollow: tuple[str, ...] = ()
    recap: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    which: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    subordinate: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    servings: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    first_person: tuple[str, ...] = ()
    travel: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    how_to: tuple[str, ...] = ()
    comparison: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    magnitudes: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    read_more: str
    read_recipe: str


@dataclass(frozen=True)
class Language:
    """A language's lists of words; all are empty for a language that is not known.

    Attributes:
        code: Its code, such as "en".
        lists: The words by the name of their list.
        read_more: What invites to read the article itself.
        read_recipe: The same for a recipe.
    """

    code: str
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, hash=False, compare=False)
    read_more: str = ""
    read_recipe: str = ""

    @property
    def is_spaceless(self) -> bool:
        """Whether it is written without spaces between words."""
        return self.code in _SPACELESS

    @property
    def has_decimal_comma(self) -> bool:
        """Whether 3,5 is three and a half."""
        return self.code in _DECIMAL_COMMA

    @property
    def snowball(self) -> str:
        """The stemmer's name for it; empty where there is none."""
        return _SNOWBALL.get(self.code, "")

    def begins(self, name: List, text: str) -> str:
        """The longest phrase of a list that a text begins with; else nothing."""
        found = self._pattern(name).match(text)
        return found.group() if found else ""

    def has(self, name: List, text: str) -> bool:
        """Whether a phrase of a list is in a text."""
        return self._pattern(name).search(text) is not None

    def count(self, name: List, text: str) -> int:
        """How often phrases of a list are in a text."""
        return sum(1 for _ in self._pattern(name).finditer(text))

    def words(self, name: List) -> tuple[str, ...]:
        """A list."""
        return self.lists.get(name, ())

    def is_one_of(self, name: List, heading: str) -> bool:
        """Whether a heading is nothing but a phrase of a list."""
        return _plain(heading) in self._plain_set(name)

    @functools.lru_cache(maxsize=64)  # noqa: B019 - languages are made once and kept
    def _plain_set(self, name: List) -> frozenset[str]:
        return frozenset(map(_plain, self.words(name)))

    @functools.lru_cache(maxsize=64)  # noqa: B019 - languages are made once and kept
    def _pattern(self, name: List) -> re.Pattern[str]:
        words = sorted(self.words(name), key=len, reverse=True)
        if not words:
            return re.compile(r"(?!)")
        choices = "|".join(re.escape(word) for word in words)
        if self.is_spaceless:
            return re.compile(f"(?:{choices})", re.IGNORECASE)
        start = rf"(?<!\w){_PREFIXED.get(self.code, '') if name in _OPEN_ENDED else ''}"
        end = "" if name in _OPEN_ENDED or self.code == "ko" else r"(?!\w)"
        return re.compile(f"{start}(?:{choices}){end}", re.IGNORECASE)


@functools.cache
def language_of(code: str) -> Language:
    """A language by its code, such as "pt-BR"; one without words where it is not known."""
    short = code.replace("_", "-").split("-")[0].lower()
    path = _FOLDER / f"{short}.yaml"
    if not re.fullmatch("[a-z]{2,3}", short) or not path.is_file():
        return Language(short)
    known = yaml_data.load(_Words, path)
    lists = {name: words for name, words in known.model_dump().items() if isinstance(words, tuple)}
    return Language(short, lists, known.read_more, known.read_recipe)


def guessed(text: str) -> str:
    """The code of the language that a text seems to be in: by its script, else by its small words."""
    letters = sum(char.isalpha() for char in text) or 1
    for code, script in _SCRIPTS:
        if len(re.findall(script, text)) > (0.1 if code == "ja" else 0.3) * letters:
            return code
    return max(_LATIN, key=lambda code: sum(language_of(code).count(name, text) for name in ("open", "coordinators")))


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", " ", heading).strip().casefold()
