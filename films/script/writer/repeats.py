"""Tells whether two texts say about the same."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

from films.script.writer.language import Language

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
_SAME, _WITHIN, _AS_LONG = 0.6, 0.8, 1.6
_FEWEST = 2


def terms_of(text: str, language: Language) -> frozenset[str]:
    """The stems of a text's words of weight, or pairs of characters where words are not told apart."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    runs = _RUN.findall(folded)
    pairs = {run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))}
    words = (word for word in _WORD.findall(_RUN.sub(" ", folded)) if len(word) > 2 or word.isdigit())
    return frozenset({_stem(word, language.snowball) for word in words if word not in _small(language)} | pairs)


def are_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether a text, by its terms, says about the same as another, or one is a part of the other."""
    if not first or not second or any(term.isdigit() for term in first - second):
        # A number that was not said yet is news.
        return False
    shared, fewer = len(first & second), min(len(first), len(second))
    if fewer < _FEWEST:
        return first == second
    more = max(len(first), len(second))
    within = fewer > _FEWEST and shared / fewer >= _WITHIN and more <= _AS_LONG * fewer
    return within or shared / len(first | second) >= _SAME


def is_repeat(text: frozenset[str], shown: Iterable[frozenset[str]]) -> bool:
    """Whether a text says about the same as one of others."""
    return any(are_alike(text, one) for one in shown)


@functools.lru_cache(maxsize=20_000)
def _stem(word: str, stemmer: str) -> str:
    return str(_stemmer(stemmer).stemWord(word)) if stemmer else word


@functools.cache
def _stemmer(name: str):  # type: ignore[no-untyped-def]  # the package has no types
    import snowballstemmer

    return snowballstemmer.stemmer(name)


@functools.cache
def _small(language: Language) -> frozenset[str]:
    names = ("open", "loose", "connectives", "which", "subordinate")
    return frozenset(word.casefold() for name in names for word in language.words(name))  # type: ignore[arg-type]
