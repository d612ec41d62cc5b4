"""Finds what the subject of a text does, by the stems of verbs in many languages: "a dog runs" is `runs`."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from painter.names import Action
from painter.prompt.nouns.keywords import language_of
from painter.prompt.wordlists.small_words import languages_of
from painter.prompt.wordlists.verbs import ENGLISH, OTHERS, UNSPACED
from painter.prompt.wordlists.vocabulary import folded

_WORD = re.compile(r"[^\W\d_]+")


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNSPACED_FROM = "\u3040"
_PLURALS = _these("people children men women kids fish geese sheep deer mice they we you i to and let")
_AFTER_NOUN = _these(
    "pool pools shoe shoes bag bags stick sticks school club costs cost track machine card cards lesson lessons "
    "coach test license class studio room area mat partner gear season sun market prices tips trail path order "
    "list saucer star stars pin water point force ground"
)
"""English nouns before which a word in -ing is a part of their name."""

_ENDING = re.compile(r"(?:ies|es|s|ing|ed|en)$")


class _Verb(NamedTuple):
    """A pattern of one verb and what it does."""

    pattern: re.Pattern[str]
    action: Action


def action_of(text: str) -> Action | None:
    """What the subject of a text does; None where it says nothing of that.

    Args:
        text: A sentence or two, in any language.
    """
    for language in _languages(text):
        found = min(_hits(_plain(text, language), language), default=None)
        if found:
            return found[1]
    return None


def verbs_in(text: str) -> frozenset[str]:
    """The words of a text, folded, that say what somebody does: "fly" in "bees fly", but not in "a fly"."""
    plain = folded(text)
    if language_of(text) != "en":
        return frozenset()
    return frozenset(found.group() for place, _ in _english(plain) if (found := _WORD.match(plain, place)))


def _languages(text: str) -> Iterable[str]:
    """The languages by whose verbs a text is read, the likeliest first."""
    if any(char >= _UNSPACED_FROM for char in text):
        return ("cjk",)
    return dict.fromkeys((language_of(text), *languages_of(text)))


def _plain(text: str, language: str) -> str:
    """A text as it is compared: without accents, but in Vietnamese, where they make other words."""
    return unicodedata.normalize("NFC", text).casefold() if language == "vi" else folded(text)


def _hits(plain: str, language: str) -> Iterator[tuple[int, Action]]:
    """Where each verb stands, and what it does."""
    if language == "en":
        yield from _english(plain)
    for verb in _unspaced() if language == "cjk" else _spaced(language):
        if found := verb.pattern.search(plain):
            yield found.start(), verb.action


def _english(plain: str) -> Iterator[tuple[int, Action]]:
    words = [(one.group(), one.start()) for one in _WORD.finditer(plain)]
    known = _english_forms()
    for at, (word, place) in enumerate(words):
        before = words[at - 1][0] if at else ""
        after = words[at + 1][0] if at + 1 < len(words) else ""
        action = known.get(f"{word} {after}") or known.get(word)
        if action and not (word.endswith("ing") and after in _AFTER_NOUN) and _is_verb(word, before):
            yield place, action


def _is_verb(word: str, before: str) -> bool:
    """Whether a word that may be a noun is a verb here: "birds fly", but not "a fly", "a rose", "the run"."""
    if before in _NUMBERS:
        return False  # "in five steps"
    if word in _PAST:
        return before not in _BEFORE_NOUNS
    if _ENDING.search(word):
        return True
    plural = before in _PLURALS or (before.endswith("s") and not before.endswith("ss"))
    return plural and before not in _BEFORE_NOUNS


_NUMBERS = _these("two three four five six seven eight nine ten easy simple quick first next few many")
_BEFORE_NOUNS = _these("a an the this is was his its of each every one red white my her our their") | _NUMBERS
_PAST = _these("flew ran swam rode drove fell sank shrank rose spun slept ate sat stood dove asleep takeoff")


@functools.cache
def _english_forms() -> Mapping[str, Action]:
    forms: dict[str, Action] = {}
    for action, verbs in ENGLISH.items():
        for verb in verbs.split():
            given = [form.replace("_", " ") for form in verb.split("+") if form]
            for form in given if len(given) > 1 else _inflected(given[0]):
                forms.setdefault(form, action)
    return forms


def _inflected(verb: str) -> Iterator[str]:
    """The forms of a regular English verb; of one that doubles its last letter, too."""
    if " " in verb:
        yield verb
        return
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1]
    yield from (verb, f"{verb}s", f"{verb}es", f"{stem}ing", f"{stem}ed", f"{doubled}ing", f"{doubled}ed")


@functools.lru_cache(maxsize=16)
def _spaced(language: str) -> tuple[_Verb, ...]:
    return tuple(
        _Verb(re.compile(rf"(?<!\w)(?:{'|'.join(_pattern(verb, language) for verb in verbs.split())})(?!\w)"), action)
        for action, verbs in OTHERS.get(language, {}).items()
    )


@functools.cache
def _unspaced() -> tuple[_Verb, ...]:
    return tuple(
        _Verb(re.compile("|".join(re.escape(folded(verb).replace("_", " ")) for verb in verbs.split())), action)
        for action, verbs in UNSPACED.items()
    )


def _pattern(verb: str, language: str) -> str:
    plain = re.escape(_plain(verb.removesuffix("*"), language).strip("_"))
    return plain.replace("_", r"[\s'’]") + (r"\w{0,4}" if verb.endswith("*") else "")
