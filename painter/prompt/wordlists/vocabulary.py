"""Matches the words of a text, also inflected ones, with the names they select. Text is compared folded, word by word.

English words match only in the singular and the plural, since other endings change the meaning ("training" is about no
train). Other languages inflect without a change of meaning, so there words match by their stem.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

ENGLISH = "english"
_SHORTEST_STEMMED = 4
_ARABIC_PREFIXES = ("ال", "و", "وال", "ب", "بال", "ف", "فال", "ك", "كال", "ل", "لل", "ول", "ولل", "وب", "وبال")
"""Prefixes that are written together with a word: the article, and, in, so, like, for."""

_WITHOUT_SPACES_FROM = "\u3040"
"""The first of the kana, which the ideographs follow. Scripts from here on put no spaces between words."""

_FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        ENGLISH: "the a an of in on at with and to for by from is are over through under into our your",
        "german": "der die das ein eine einen einem einer und mit im am bei auf unter uber den dem des zum zur ist von "
        "fur nicht ohne kein keine durch vor in unser unsere",
        "french": "le la les un une des du et avec dans sur au aux sous de par pour sans en est d l notre nos pas",
        "spanish": "el la los las un una y con en del al por sobre bajo sin para de junto nuestro nuestra",
        "italian": "il lo la i gli le un uno una e con nel nella sul sulla di del della al alla sotto per senza dei "
        "in nostro nostra all dell",
        "portuguese": "o a os as um uma e com na nos nas do da dos das ao sob por sem para em pela pelo nosso nossa de",
    }.items()
}


class Match(NamedTuple):
    """Words of a text that select names: where they start, how many there are, and the names."""

    place: int
    length: int
    names: tuple[str, ...]


class Vocabulary(dict[str, tuple[str, ...]]):
    """Names, each with the words and phrases that select it.

    Args:
        english: The names with their English words.
        others: Words of other languages for some of the names; only these are stemmed.
    """

    def __init__(self, english: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]) -> None:
        super().__init__({name: (*words, *others.get(name, ())) for name, words in english.items()})
        self._others = others

    def hits(self, words: Sequence[str], language: str) -> Iterator[Match]:
        """The matches in the words of a text, in order; of phrases that overlap, the longest."""
        place = 0
        while place < len(words):
            hit = self._at(words, place, language)
            place += hit.length if hit else 1
            if hit:
                yield hit

    @functools.cached_property
    def unspaced(self) -> tuple[tuple[str, str], ...]:
        """Words in scripts without spaces, each with its name; longer ones first."""
        pairs = [(word, name) for name, words in self.items() for word in words if word[0] >= _WITHOUT_SPACES_FROM]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    @functools.cached_property
    def _phrases(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for name, words in self.items():
            for word in words:
                key = tuple(re.findall(r"[^\W_]+", word))
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), name)))
        return found

    @functools.cached_property
    def _longest(self) -> int:
        return max((len(key) for key in self._phrases), default=0)

    @functools.cached_property
    def _stems(self) -> dict[str, dict[str, list[tuple[str, str]]]]:
        return {}

    def _stemmed(self, word: str, language: str) -> tuple[str, ...]:
        """The names selected by words with the same stem; of several, by those closest in length."""
        if language not in self._stems:
            found: dict[str, list[tuple[str, str]]] = {}
            for name, words in self._others.items():
                for known in words:
                    if len(known) >= _SHORTEST_STEMMED and known.isalpha():
                        found.setdefault(stem(known, language), []).append((known, name))
            self._stems[language] = found
        alike = self._stems[language].get(stem(word, language), [])
        nearest = min((abs(len(known) - len(word)) for known, _ in alike), default=0)
        return tuple(dict.fromkeys(name for known, name in alike if abs(len(known) - len(word)) == nearest))

    def _at(self, words: Sequence[str], place: int, language: str) -> Match | None:
        for length in range(min(self._longest, len(words) - place), 0, -1):
            for phrase in _forms(words[place : place + length]):
                if names := self._phrases.get(phrase):
                    return Match(place, length, names)
        word = words[place]
        if language == ENGLISH or len(word) < _SHORTEST_STEMMED:
            return None
        stemmed = self._stemmed(word, language)
        return Match(place, 1, stemmed) if stemmed else None


def folded(text: str) -> str:
    """A text as it is compared: casefolded, without accents of Latin letters and vowel signs of Arabic."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", "".join(char for char in apart if not _accent(char)))


def _accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u065f" or char == "\u0640"


def _forms(phrase: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The forms that a phrase of folded words may match: singulars, and Arabic words without their prefix."""
    *head, last = phrase
    for form in singulars(last):
        yield (*head, form)
    first, *rest = phrase
    if "\u0600" <= first[0] <= "\u06ff":
        for prefix in _ARABIC_PREFIXES:
            if first.startswith(prefix):
                yield (first.removeprefix(prefix), *rest)


def singulars(word: str) -> tuple[str, ...]:
    """A folded word, and the words it may be the English plural of."""
    forms = [word]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
        if word.endswith("ies"):
            forms.append(word[:-3] + "y")
        elif word.endswith(("ses", "shes", "ches", "xes", "oes")):
            forms.append(word[:-2])
        elif word.endswith("ves"):
            forms += [word[:-3] + "f", word[:-3] + "fe"]
    return tuple(forms)


def stem(word: str, language: str) -> str:
    """A folded word without its endings."""
    # Loading all languages takes a while, which the start of a server should not wait for.
    return _stemmer(language)(word)


@functools.lru_cache(maxsize=8)
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer

    return functools.lru_cache(maxsize=4096)(snowballstemmer.stemmer(language).stemWord)


def language_of(words: Sequence[str]) -> str:
    """The language to which most of the function words belong; English if there are none."""
    counts = {name: sum(word in known for word in words) for name, known in _FUNCTION_WORDS.items()}
    return max(counts, key=lambda name: counts[name])


def vocabulary(*others: Mapping[str, str], **entries: str) -> Vocabulary:
    """Make a vocabulary from names with comma-separated words, and more words for some names in other languages."""
    also = {name: ", ".join(other.get(name, "") for other in others) for name in entries}
    return Vocabulary(
        {name: _listed(text) for name, text in entries.items()}, {name: _listed(text) for name, text in also.items()}
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
