"""What a weak model knows of language: words that mean the same, in several tongues. Nothing here is about Footage.

A line is one meaning, in words that people and makers of tools use for it. A word that ends with `*` stands for all
that begin with it; words of scripts without spaces are looked for anywhere.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import snowballstemmer

_SAME = Path(__file__).with_name("words.txt")

_NOTHING = "-"
"""The meaning of small words."""

_WORD = re.compile(r"\d+:\d+|[^\W_]+(?:-[^\W_]+)*", re.UNICODE)
_stem = snowballstemmer.stemmer("english").stemWord


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


@functools.cache
def _meanings() -> tuple[Mapping[str, frozenset[str]], Mapping[str, str], Mapping[str, str]]:
    """Whole words, beginnings of words, and words to look for anywhere, each with what they mean."""
    whole: dict[str, set[str]] = {}
    beginnings: dict[str, str] = {}
    anywhere: dict[str, str] = {}
    for line in _SAME.read_text(encoding="utf-8").splitlines():
        meaning, _, words = line.partition(":")
        for word in _plain(words).split():
            if word.isalpha() and ord(word[0]) > 0x2E80 and not word.endswith("*"):
                anywhere[word] = meaning
            elif word.endswith("*"):
                beginnings[word[:-1]] = meaning
            else:
                whole.setdefault(word, set()).add(meaning)
    return {word: frozenset(found) for word, found in whole.items()}, beginnings, anywhere


@functools.cache
def meanings(text: str) -> frozenset[str]:
    """What a text speaks of: the meanings that are known here, and the stems of all other words."""
    _, _, anywhere = _meanings()
    found = {meaning for word, meaning in anywhere.items() if word in _plain(text)}
    read = _WORD.findall(_plain(text).replace("_", " "))
    return frozenset(found.union(*map(_of, read))) - {_NOTHING}


def _of(word: str) -> frozenset[str]:
    whole, beginnings, _ = _meanings()
    if found := {*whole.get(word, ()), *(meaning for begun, meaning in beginnings.items() if word.startswith(begun))}:
        return frozenset(found)
    return frozenset() if word.isdigit() else frozenset({_stem(word)})


def words(text: str) -> frozenset[str]:
    """The words of a text as they stand."""
    return frozenset(_WORD.findall(_plain(text)))
