"""What the writer knows of a language: small lists of words, kept as data, and how they are found in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, RootModel, model_validator

from footage import yaml_data

_FOLDER = Path(__file__).with_name("languages")
TRADITIONAL = "zh-hant"
_SPACELESS = frozenset({"ja", "zh", "th"})
_OPEN_ENDED = frozenset({"furniture", "dangling"})
"""Of these lists a phrase may go on as another form of its word."""

_WHOLE = frozenset({"open", "loose", "connectives", "coordinators"})
"""In Korean, particles stand behind the words of all lists but these, which have each form."""

_PREFIXED = {"ar": "[وفبل]?", "he": "[והבל]?"}
"""Letters that are written together with the word after them."""

_DECIMAL_COMMA = frozenset({"de", "fr", "es", "pt", "it", "ru"})
_SNOWBALL = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "pt": "portuguese", "it": "italian",
    "ru": "russian", "ar": "arabic", "hi": "hindi",
}  # fmt: skip
_ONLY_TRADITIONAL = frozenset(
    "們這個來說時對會過還讓為與從點樣後長門問間關開經東車書學實發現應該無電話國區場廳園親樓價費訊館錢體驗號線選擇單雙觀"
)
"""Characters of Chinese as it is written in Taiwan and Hong Kong; each has another form in China."""

List = Literal[
    "connectives",  # what a sentence may begin with and can do without
    "coordinators",  # those of them that no comma follows
    "adverbs",  # those that may be a part of the sentence, as in "Next year"
    "adversatives",  # what takes back the sentence before
    "questions",  # what a question begins with that is written without its mark
    "open",  # what leans on the sentence before, as its first word
    "loose",  # pronouns that may lean on it
    "dangling",  # what points to something that is not shown
    "furniture",  # what belongs to the page: teasers, invitations, credits
    "hollow",  # headings that say nothing by themselves
    "recap",  # those over a conclusion
    "skipped",  # those over what is no part of the article
    "which",  # what opens a clause that can be left out
    "tails",  # what opens examples at the end
    "purpose",  # what opens the purpose of a step
    "speech",  # verbs of saying, behind which a clause is what is said
    "subordinate",  # what opens a clause that cannot stand alone
    "hypothetical",  # what is only supposed
    "copulas",  # verbs at the end of what leads to a list
    "ingredients",
    "directions",
    "times",
    "servings",
    "total",
    "first_person",
    "travel",
    "opinion",
    "release",
    "news",
    "how_to",
    "units",
    "magnitudes",
    "per",
]
LISTS: tuple[List, ...] = get_args(List)


class _Words(BaseModel):
    """A language's file."""

    model_config = ConfigDict(extra="forbid")

    lists: Mapping[List, tuple[str, ...]]
    read_more: str
    read_recipe: str

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, data: Mapping[str, object]) -> Mapping[str, object]:
        """The lists of a file, which stand beside its texts there."""
        texts = {name: value for name, value in data.items() if name not in LISTS}
        return {**texts, "lists": {name: value for name, value in data.items() if name in LISTS}}


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
    lists: Mapping[List, tuple[str, ...]] = field(default_factory=dict, repr=False, hash=False, compare=False)
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
        return _plain(heading) in self._plain_words(name)

    @functools.lru_cache(maxsize=64)  # noqa: B019 - languages are made once and kept
    def _plain_words(self, name: List) -> frozenset[str]:
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
        end = "" if name in _OPEN_ENDED or (self.code == "ko" and name not in _WHOLE) else r"(?!\w)"
        return re.compile(f"{start}(?:{choices}){end}", re.IGNORECASE)


@functools.cache
def language_of(code: str) -> Language:
    """A language by its code, such as "pt-BR"; one without words where it is not known."""
    short = code.replace("_", "-").split("-")[0].lower()
    path = _FOLDER / f"{short}.yaml"
    if not re.fullmatch("[a-z]{2,3}", short) or not path.is_file():
        read_more, read_recipe = _ends().get(short, ("", ""))
        return Language(short, read_more=read_more, read_recipe=read_recipe)
    known = yaml_data.load(_Words, path)
    texts = yaml_data.load(_Words, _FOLDER / f"{TRADITIONAL}.yaml") if code == TRADITIONAL else known
    return Language(short, known.lists, texts.read_more, texts.read_recipe)


class _Ends(RootModel[Mapping[str, tuple[str, str]]]):
    """The last card's words by language; see `ends.yaml`."""


@functools.cache
def _ends() -> Mapping[str, tuple[str, str]]:
    return yaml_data.load(_Ends, Path(__file__).with_name("ends.yaml")).root


def is_traditional(text: str) -> bool:
    """Whether a Chinese text is in traditional characters."""
    return sum(map(text.count, _ONLY_TRADITIONAL)) > len(text) / 100


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", " ", heading).strip().casefold()
