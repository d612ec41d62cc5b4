"""Splits a prompt into words, and says of each whether it is refused, a verb, a name, or means nothing by itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from painter.prompt.nouns.dictionary import nouns, small_words
from painter.prompt.nouns.folding import folded, words_of
from painter.prompt.nouns.listed import listed, parted
from painter.prompt.nouns.tongues import tongue
from painter.prompt.wordlists.vocabulary import singulars

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREAK = re.compile(r"[,;:.!?()\[\]\"“”«»。、\n|/]|\s[-–—]\s")


class Token(NamedTuple):
    """A word of a prompt and what its neighbours say of it."""

    written: str
    folded: str
    place: int
    small: bool
    """It means nothing by itself, as "the", or is about the film, as "close-up"."""
    refused: bool
    """The prompt says that it must not be shown."""
    breaks: bool
    """A phrase ends behind it."""
    is_noun: bool
    is_verb: bool
    describes: bool
    """A noun follows that it says more of: "flat" of "a flat tire"."""
    for_whom: bool
    """It says whom a film is for, if it is somebody: "for our kids"."""
    is_somebody: bool
    """It is the name of a person or of a firm."""
    is_given_name: bool
    """It is the name of somebody who does something: "Rose" of "Rose runs for the bus"."""
    worth: float
    """Less than 1 where it is hardly a noun, or the name of somebody."""

    @property
    def span(self) -> range:
        """The characters of the text that it takes."""
        return range(self.place, self.place + len(self.written))


def _these(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DETERMINERS = _these(
    "a an the these those my our your his her its their every each some any no two three four five six seven eight "
    "nine ten many several few both"
)
_BEFORE_VERBS = _these(
    "to will can could should would must may might shall let lets don't dont doesn't didn't i you we they who not "
    "never please"
)
_PREPOSITIONS = _these("of in on at by with for from into to and or is are as over under while that which who")
_FROM_TO = _these(
    "from go going goes went come comes back next close trip flight walk drive ride road way journey welcome"
)
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_IRREGULAR_PAST = _these(
    "rose saw felt dove ground wound left shot bit lay spoke stole fell drove broke woke wove bore fed led"
)
_TITLES = _these("mr mrs ms dr prof sir lady lord captain saint st herr frau monsieur madame señor señora")
_PROGRAMS = _these("python ruby windows shell swift safari chrome edge oracle apple amazon meta slack java rust")
_SOFTWARE = _these(
    "tutorial tutorials code coding programming developer developers script scripts update updates install api library "
    "framework app apps server users user course beginner beginners basics explained vs stock shares store support"
)
_FIRMS_DO = _these(
    "presents votes elects wins beats signs "
    "unveils unveiled announces announced launches launched reports reported says said acquires acquired sues "
    "sued hires raises raised releases released reveals revealed introduces introduced plans cuts buys bought sells "
    "sold posts inc stellt kündigt meldet bringt annonce dévoile présente lance anuncia presenta lanza "
    "lancia apresenta lança"
)
_REFUSED_WORDS = 2
_MOSTLY, _SOMETIMES, _CLEARLY = 0.6, 0.3, 0.8
_OWNER = 0.5
"""The worth of somebody to whom a thing belongs that is spoken of: "his grandfather's old radio"."""

_OWNS = re.compile(r"['’]s\s")
_AND = frozenset({"and", "&"})
_DOES = _these(
    "is was has had will can could does did sits sat stands stood runs ran goes went makes made gets got takes sells "
    "sold buys bought walks repairs fixes paints opens learns explains shows gives tries finds helps works lives plays "
    "reads writes cooks bakes builds climbs swims rides drives waits looks watches sings dances sleeps eats drinks "
    "teaches talks tells asks says thinks wants needs loves hates meets calls visits travels moves leaves arrives "
    "comes returns wins loses plants waters cuts draws carries holds throws catches jumps flies dreams wakes starts"
)


def tokens_of(text: str, language: str) -> list[Token]:
    """The words of a text in their order."""
    small = _meaningless(language)
    parts = list(_split(text))
    forms = [folded(word, language) for word, _ in parts]
    breaks = [
        bool(_BREAK.search(text, place + len(word), _next(parts, index, text)))
        for index, (word, place) in enumerate(parts)
    ]
    refused = _refused(forms, breaks, language)
    owners = {at for at in range(len(parts) - 2) if language == "en" and _OWNS.match(text, parts[at + 1][1] - 1)}
    given = _given_names(parts, breaks, language)
    named = _somebody(parts, breaks, language) | given
    for_whom = frozenset(tongue(language).for_whom.split())
    lower_case = language not in _CAPITAL_NOUNS or not any(word[:1].isupper() for word, _ in parts[1:])
    tokens = []
    for index, (word, place) in enumerate(parts):
        before = forms[index - 1] if index and not breaks[index - 1] else ""
        there = before == "to" and index > 1 and forms[index - 2] in _FROM_TO  # "a trip to work"
        is_verb = language == "en" and before in _BEFORE_VERBS and not there
        tokens.append(
            Token(
                word,
                forms[index],
                place,
                forms[index] in small or _is_nothing(forms[index]),
                index in refused,
                breaks[index],
                language == "en" and _is_determined(forms, breaks, index),
                is_verb,
                language == "en" and not breaks[index] and _is_noun(forms[index + 1 : index + 2], small),
                bool({before, forms[index - 2] if index > 1 else ""} & for_whom),
                index in named,
                index in given,
                _worth(word, before, index in named, lower_case, language) * (_OWNER if index in owners else 1),
            )
        )
    return tokens


@functools.cache
def _meaningless(language: str) -> frozenset[str]:
    talk = frozenset(folded(word, language) for word in tongue(language).talk.split())
    return talk | small_words().get(language, frozenset())


def _worth(word: str, before: str, somebody: bool, lower_case: bool, language: str) -> float:
    if somebody:
        return 0.35
    if not lower_case and word[:1].islower():
        return 0.3  # In German every noun has a capital.
    if language == "en" and word.casefold() in _IRREGULAR_PAST and before and before not in _DETERMINERS:
        return 0.3
    return 1.0


def _is_determined(forms: Sequence[str], breaks: Sequence[bool], index: int) -> bool:
    """Whether an English word stands behind an article: itself, or behind up to two words that describe it."""
    for place in range(index - 1, max(-1, index - 4), -1):
        if breaks[place] or forms[place] in _PREPOSITIONS:
            return False
        if forms[place] in _DETERMINERS:
            return True
    return False


def _is_noun(word: Sequence[str], small: frozenset[str]) -> bool:
    if not word or word[0] in small:
        return False
    noun = next((nouns()[one] for one in singulars(word[0]) if one in nouns()), None)
    return noun is not None and noun.share >= _MOSTLY and noun.thing >= _SOMETIMES


def _split(text: str) -> Iterator[tuple[str, int]]:
    """The words of a text; "#HoneyBees" is two."""
    for word, place in words_of(text):
        if place and text[place - 1] == "#":
            start = place
            for part in _CAMEL.split(word):
                yield part, start
                start += len(part)
        else:
            yield word, place


def _next(parts: Sequence[tuple[str, int]], index: int, text: str) -> int:
    return parts[index + 1][1] if index + 1 < len(parts) else len(text)


def _is_nothing(word: str) -> bool:
    return word.isdigit() or (len(word) == 1 and word < "\u0900")


def _refused(forms: Sequence[str], breaks: Sequence[bool], language: str) -> set[int]:
    """The places of words that a prompt does not want."""
    known = tongue(language)
    before, after = frozenset(known.refusing.split()), known.refused_by.split()
    found: set[int] = set()
    for index, word in enumerate(forms):
        if word in before:
            for other in range(index + 1, min(len(forms), index + 1 + _REFUSED_WORDS)):
                found.add(other)
                if breaks[other]:
                    break
        elif index and not breaks[index - 1] and any(_is(word, one) for one in after):
            found.add(index - 1)
    return found


def is_refused(text: str, place: int, length: int, language: str) -> bool:
    """Whether a part of a text without spaces is refused by what stands before or behind it."""
    known = tongue(language)
    before, behind = tuple(known.refusing.split()), tuple(known.refused_by.split())
    return text[:place].endswith(before or ("\0",)) or text.startswith(behind or ("\0",), place + length)


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


def _somebody(parts: Sequence[tuple[str, int]], breaks: Sequence[bool], language: str) -> set[int]:
    """The places of words that are names of people and brands: capitals where the language has none for nouns."""
    capital = [word[:1].isupper() for word, _ in parts]
    forms = [word.casefold() for word, _ in parts]
    firms = {at for at in range(len(parts) - 1) if capital[at] and not breaks[at] and _is_firm(forms, at)}
    if language in _CAPITAL_NOUNS or not parts or sum(capital) > 0.5 * len(parts):
        return firms
    pairs = {at for at in range(len(parts) - 1) if capital[at] and capital[at + 1] and not breaks[at]}
    return firms | pairs | {index for index in range(1, len(parts)) if capital[index] and not breaks[index - 1]}


def _given_names(parts: Sequence[tuple[str, int]], breaks: Sequence[bool], language: str) -> set[int]:
    """The places of given names that a verb follows, or another name: "Tom repairs", "Grace and Mark"."""
    known = frozenset(parted(listed(language).names))
    forms = [word.casefold() for word, _ in parts]
    capital = {at for at, (word, _) in enumerate(parts) if word[:1].isupper() and forms[at] in known}
    acting = {at for at in capital if at + 1 < len(parts) and not breaks[at] and _is_done(forms[at + 1])}
    pairs = {at for at in capital if {"".join(forms[at + 1 : at + 2]), "".join(forms[max(0, at - 1) : at])} & _AND}
    both = {at for at in pairs if {at - 2, at + 2} & capital}
    return {at for at in acting | both if at == 0 or forms[at - 1] not in _DETERMINERS}


def _is_done(word: str) -> bool:
    """Whether an English word says what somebody does: "repairs", but not "petals"."""
    if word in _DOES:
        return True
    noun = next((nouns()[one] for one in singulars(word) if one in nouns()), None)
    return word.endswith("ed") or (word.endswith("s") and noun is not None and noun.share < _CLEARLY)


def _is_firm(forms: Sequence[str], at: int) -> bool:
    """Whether a word without an article does what firms do: "Apple unveils", "Amazon's new"."""
    own = forms[at + 1] == "s" and "".join(forms[at + 2 : at + 3]) in {"new", "latest", "next"}
    program = forms[at] in _PROGRAMS and forms[at + 1] in _SOFTWARE
    titled = at > 0 and forms[at - 1] in _TITLES
    return (own or program or titled or forms[at + 1] in _FIRMS_DO) and (at == 0 or forms[at - 1] not in _DETERMINERS)
