"""What pictures are called in a language: Unicode's names and keywords of emoji, by folded words and by stems."""

from __future__ import annotations

import bisect
import functools
import itertools
import math
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from painter.hand_drawn import PICTURE_OF, WITHOUT_EMOJI
from painter.prompt.nouns.folding import folded, unaccented, words_of
from painter.prompt.nouns.listed import listed, parted

NAME, SAME, IN_NAME, KEYWORD, OTHER = 1.6, 1.2, 1.05, 0.85, 0.55
"""How much a picture's name counts, a keyword for the same thing, a keyword that is a word of the name, another one,
and a keyword for a thing that looks otherwise ("table" for 🏓)."""

_ARCHIVE = Path(__file__).parents[2] / "data/words.zip"
_MARKED = {"~": OTHER, "+": SAME}
_LONGEST_PHRASE = 4
_MOST_ALIKE = 40
_IN_BRACKETS = re.compile(r"\((\w{1,4})\)")
_SNOWBALL = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ms": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nn": "norwegian", "fa": "persian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_BEHIND = re.compile(r" (?:with|of|in|on|and|for|without) ")
_ONLY_FIRST = frozenset(
    {
        "fr",
        "es",
        "it",
        "pt",
        "ca",
        "gl",
        "ro",
        "vi",
        "id",
        "ms",
        "ar",
        "he",
        "fa",
        "ur",
        "sw",
        "sc",
        "rm",
        "cy",
        "ga",
        "gd",
        "br",
    }
)
_HEAD_FIRST = _ONLY_FIRST | {
    "ru",
    "uk",
    "be",
    "pl",
    "cs",
    "sk",
    "sl",
    "hr",
    "bs",
    "sr",
    "mk",
    "bg",
    "el",
    "lt",
    "lv",
    "sq",
}
"""Languages in which the first word of a name says what it is, and those in which it may."""

SPACELESS = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})
"""Languages that put no spaces between words."""

_BY_ACCENT = frozenset({"vi"})
_ARTICLE = "ال"


class Called(NamedTuple):
    """That a phrase calls a picture (by its number), and how much that counts."""

    picture: int
    weight: float
    by_name: bool = False
    is_same: bool = False
    """Whether a phrase means what the picture shows, though it is not its name."""
    by_sense: bool = False
    """Whether only the words around it say that it means this."""


class Noun(NamedTuple):
    """How often an English word is a noun, and how often that noun is a thing, each from 0 to 1."""

    share: float
    thing: float


class Dictionary:
    """The words of one language for all pictures."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.spaceless = language in SPACELESS
        self.phrases: dict[str, dict[int, float]] = {}
        for number, line in enumerate(_read(f"{language}.tsv").split("\n")):
            names, *keywords = line.split("\t")
            for keyword in keywords:
                self._add(keyword.lstrip("~+"), number, _MARKED.get(keyword[:1], KEYWORD))
            for name in names.split("|"):
                for form in _forms(name):
                    self._add(form, number, NAME)
                    for word in self._heads(form):
                        if number in self.phrases.get(word, ()):
                            self._add(word, number, IN_NAME if self.language == "en" else SAME)
        self._add_listed()
        self.longest = max(map(len, self.phrases), default=0)
        self._all = math.log(len(pictures()))

    def _add(self, phrase: str, picture: int, weight: float) -> None:
        key = self._key(phrase)
        if key and key.count(" ") < _LONGEST_PHRASE:
            known = self.phrases.setdefault(key, {})
            known[picture] = max(weight, known.get(picture, 0))

    def _add_listed(self) -> None:
        """Add what is listed by hand, which is what a word means before all else."""
        own = listed(self.language)
        self.meaningless = frozenset(map(self._key, parted(own.nothing)))
        # "serra" are mountains, and no saw
        self.phrases.update((self._key(word), {}) for word in (*parted(own.nothing), *_whole(own.settings)))
        for word in (*_whole(own.hours), *_whole(own.weathers), *_whole(own.seasons)):
            self.phrases.setdefault(self._key(word), {})
        for weight, things in ((SAME, own.beside), (NAME, own.things)):
            for name, words in things.items():
                for word in parted(words):
                    self.phrases[self._key(word)] = {_number_of(name): weight}

    def _key(self, phrase: str) -> str:
        if self.spaceless:
            return folded(phrase, self.language).replace(" ", "")
        return self.plain(" ".join(self._words(phrase)))

    def plain(self, phrase: str) -> str:
        """A folded phrase of several words without the article that Arabic writes together with each of them."""
        if self.language != "ar" or " " not in phrase:
            return phrase
        return " ".join(word.removeprefix(_ARTICLE) for word in phrase.split(" "))

    def _heads(self, name: str) -> set[str]:
        """The words of a name that say what it is: "bear" of "polar bear", "zapato" of "zapato de hombre"."""
        if self.spaceless:
            plain = folded(name, self.language).replace(" ", "")
            return {*(plain[:end] for end in range(2, len(plain))), *(plain[at:] for at in range(1, len(plain) - 1))}
        said = self._words(_BEHIND.split(name)[0] if self.language == "en" else name)
        return {*said[: self.language in _HEAD_FIRST], *said[len(said) - (self.language not in _ONLY_FIRST) :]}

    def _words(self, phrase: str) -> list[str]:
        if phrase.replace(" ", "").isalnum():  # as nearly all are, so that no letter need be looked at
            return folded(phrase, self.language).split()
        return [folded(word, self.language) for word, _ in words_of(phrase)]

    def meant(self, word: str, said: Collection[str]) -> Called | None:
        """What a folded word means by what else is said: a mouse beside a keyboard is no animal."""
        for picture, near in self._senses.get(self.stem(word), ()):
            if not near.isdisjoint(said) or not near.isdisjoint(map(self.stem, said)):
                return Called(_number_of(picture), NAME, by_name=True, is_same=True, by_sense=True)
        return None

    @functools.cached_property
    def _senses(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        return {
            self.stem(folded(word, self.language)): [
                (picture, frozenset(form for one in parted(words) for form in (one, self.stem(one))))
                for picture, words in pictures.items()
            ]
            for word, pictures in listed(self.language).senses.items()
        }

    def is_nothing(self, phrase: str) -> bool:
        """Whether a folded phrase is known to name what no picture shows."""
        return self.phrases.get(phrase) == {}

    def called(self, forms: Mapping[str, float]) -> tuple[Called, ...]:
        """The pictures of folded phrases that are forms of one word, each with its worth.

        A word of many kinds of pictures counts less for each of them.
        """
        known: dict[int, float] = {}
        for phrase, worth in forms.items():
            for picture, weight in self.phrases.get(phrase, {}).items():
                known[picture] = max(known.get(picture, 0), weight * worth)
        if not known:
            return ()
        # Six pictures of shoes are one kind of thing, so that any of them will do.
        spread = sum(count**0.35 for count in Counter(kind_of(picture) for picture in known).values())
        rare = 1 - math.log(spread) / self._all
        best = {
            picture: max(self.phrases[phrase].get(picture, 0) for phrase in forms if phrase in self.phrases)
            for picture in known
        }
        return tuple(
            Called(picture, weight * rare, best[picture] >= NAME, best[picture] >= SAME)
            for picture, weight in known.items()
        )

    @functools.cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for phrase in self.phrases:
            found.setdefault(phrase[0], []).append(phrase)
        return found

    @functools.cached_property
    def _stems(self) -> dict[str, dict[str, list[str]]]:
        return {}

    def _with_stem(self, stem: str) -> list[str]:
        """The known phrases with a stem; only those that begin as it does are cut, as cutting all takes a while."""
        start = stem[:2]
        if start not in self._stems:
            found: dict[str, list[str]] = {}
            for phrase in self._by_letter.get(start[:1], ()):
                if phrase.startswith(start):  # Arabic's stemmer takes the first letter of a penguin for "in".
                    found.setdefault(self.stem(phrase), []).append(phrase)
            self._stems[start] = found
        return self._stems[start].get(stem, [])

    def stem(self, phrase: str) -> str:
        """A folded phrase with each word cut to its stem."""
        cut = _stemmer(self.language)
        return " ".join(map(cut, phrase.split(" ")))

    def alike(self, phrase: str) -> list[str]:
        """The known phrases with the same stem, those closest in length first."""
        known = self._with_stem(self.stem(phrase))
        return sorted((one for one in known if one != phrase), key=lambda one: abs(len(one) - len(phrase)))

    @functools.cached_property
    def without_accents(self) -> dict[str, str]:
        """The known phrases that have accents, by what is left without them; none where accents make other words."""
        if self.language in _BY_ACCENT:
            return {}
        bare = ((unaccented(phrase), phrase) for phrase in self.phrases if not phrase.isascii())
        return {plain: phrase for plain, phrase in bare if plain.isascii() and plain not in self.phrases}

    @functools.cached_property
    def _sorted(self) -> list[str]:
        return sorted(phrase for phrase in self.phrases if " " not in phrase)

    def beginning(self, start: str) -> list[str]:
        """The known words that begin so."""
        first = bisect.bisect_left(self._sorted, start)
        return list(itertools.takewhile(lambda one: one.startswith(start), self._sorted[first : first + _MOST_ALIKE]))


@functools.lru_cache(maxsize=24)
def dictionary(language: str) -> Dictionary:
    """The dictionary of a language that `languages` has; the last few are kept."""
    return Dictionary(language)


@functools.cache
def languages() -> frozenset[str]:
    """The languages there is a dictionary for."""
    other = {"pictures", "nouns", "kinds", "small", "scenery"}
    return frozenset(name.removesuffix(".tsv") for name in _archive().namelist()) - other


@functools.cache
def pictures() -> tuple[str, ...]:
    """The pictures of the dictionaries, by their numbers: emoji, then what is drawn by hand and has none."""
    return (*(line.split("\t")[0] for line in _read("pictures.tsv").split("\n")), *WITHOUT_EMOJI)


@functools.cache
def _kinds_of_pictures() -> tuple[str, ...]:
    return (*(line.split("\t")[1] for line in _read("pictures.tsv").split("\n")), *WITHOUT_EMOJI.values())


@functools.cache
def _numbers() -> Mapping[str, int]:
    """The number of each picture, by its emoji and by the name of what is drawn by hand."""
    numbers = {picture: number for number, picture in enumerate(pictures())}
    return {**{name: numbers[_bare(one)] for name, one in PICTURE_OF.items() if _bare(one) in numbers}, **numbers}


def _number_of(picture: str) -> int:
    return _numbers()[_bare(picture)]


def _bare(picture: str) -> str:
    return picture.replace("\ufe0f", "")


def kind_of(picture: int) -> str:
    """Unicode's subgroup of a picture, such as "animal-bug"."""
    return _kinds_of_pictures()[picture]


@functools.cache
def nouns() -> Mapping[str, Noun]:
    """What is known of English words as nouns."""
    rows = (line.split("\t") for line in _read("nouns.tsv").split("\n"))
    return {word: Noun(int(share) / 100, int(thing) / 100) for word, share, thing in rows}


@functools.cache
def kinds() -> Mapping[str, str]:
    """English words for kinds of what a picture shows: "spaniel" is a dog."""
    return dict(line.split("\t") for line in _read("kinds.tsv").split("\n"))


@functools.cache
def small_words() -> Mapping[str, frozenset[str]]:
    """Of each language the words that every text is full of, folded."""
    rows = (line.split("\t") for line in _read("small.tsv").split("\n"))
    return {language: frozenset(folded(word, language) for word in words) for language, *words in rows}


@functools.cache
def _scenery() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for language, part, name, *said in (line.split("\t") for line in _read("scenery.tsv").split("\n")):
        found.setdefault(language, []).extend((part, name, word) for word in said)
    return {language: tuple(rows) for language, rows in found.items()}


def scenery(language: str) -> tuple[tuple[str, str, str], ...]:
    """Words of a language for places and times: which part of a plan, its name there, and the word."""
    return _scenery().get(language, ())


def _whole(named: Mapping[str, str]) -> Iterator[str]:
    """The words of some names, but not those that only begin others."""
    yield from (word for words in named.values() for word in parted(words) if not word.endswith("*"))


def _forms(name: str) -> Iterator[str]:
    """What a name that stands for two is short for: "Arzt/Ärztin", "Pfleger(in)"."""
    for part in name.split("/"):
        yield _IN_BRACKETS.sub("", part)
        if _IN_BRACKETS.search(part):
            yield _IN_BRACKETS.sub(r"\1", part)


@functools.lru_cache(maxsize=16)
def _stemmer(language: str) -> Callable[[str], str]:
    if language not in _SNOWBALL:
        return str
    import snowballstemmer  # loading its languages takes a while

    return functools.lru_cache(maxsize=4096)(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord)


@functools.cache
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(_ARCHIVE)


def _read(name: str) -> str:
    return _archive().read(name).decode()
