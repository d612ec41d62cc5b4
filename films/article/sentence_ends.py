"""Finds where sentences end: ICU proposes, and what it takes for an end but is none is joined again.

ICU knows the signs of every script. It does not know abbreviations, numbers that count ("am 3. Mai"), initials, and
that a sentence is not over within brackets or quotation marks.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from footage import yaml_data
from media.speech.language import small_words

_OPENING, _CLOSING = "([{「『（［【《〈“«„‹", ")]}」』）］】》〉”»“›"
_LOOKED_AT = 80
_LONGEST_WITHIN = {True: 120, False: 300}
"""Words in brackets that are longer are taken apart like any others; by whether they are ideographs."""

_MORE_ENDS = (
    re.compile(r"(?:…|\.{3}|[.!?]\[\d{1,3}\])[\"”’»)\]]*\s+(?=[\"“‘«(\[]*[^\W\d_a-zß-ÿ])"),
    re.compile(r"[。！？｡]+[」』）”’】》〕]*"),
    re.compile(r"(?<=[.!?])\s+(?=[a-z]{1,6}[A-Z][a-z]|\ufffc)"),  # iPhone, or what has been taken out
)
"""Where ICU sees no end."""

_ENDS_WITH_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“„«'’–—-])(?P<word>(?:[^\W\d_]+[.’'-] ?)*[^\W\d_]+[ªº]?)\.[\"”’»)\]]*\s*$"
)
_ENDS_WITH_NUMBER = re.compile(r"(?:(?P<before>[^\W\d_]+|[:;,])\s+)?(?P<number>\d{1,3})\.\s*$")
_FIRST_WORD = re.compile(r"[\"“‘«„(\[¿¡]*([^\W\d_]+)")
_INITIAL = re.compile(r"[^\W\d_]\.")
_EXCLAIMS = re.compile(r"[?!][\"”’»]?\s*$")
_SMALL = re.compile(r"[a-zß-ÿа-я](?!\w{0,5}[A-Z])")
"""How no sentence begins, but for names such as "iPhone"."""

_QUOTED_ON = re.compile(r"[」』”）]\s*$")


class _Abbreviations(BaseModel):
    """See `abbreviations.yaml`."""

    model_config = ConfigDict(extra="forbid")

    never: frozenset[str]
    before_number: frozenset[str]
    at_times: frozenset[str]
    before_ordinal: frozenset[str]
    starters: frozenset[str]
    particles: frozenset[str]

    @field_validator("*", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return {_bare(word) for word in value.split()} if isinstance(value, str) else value


def split(text: str) -> list[str]:
    """The sentences of a text in one line, each with its closing signs.

    Args:
        text: Of any language, or several.
    """
    found, start = list[str](), 0
    within = _Within(text)
    for at in [*_proposed(text), len(text)]:
        is_last = at == len(text)
        following = text[at : at + 40].lstrip()
        if at > start and (
            is_last
            or not (
                at in within
                or _is_named(text[start:at], following)
                or _goes_on(text[max(start, at - _LOOKED_AT) : at], following)
            )
        ):
            found.append(text[start:at].strip())
            start = at
    return [one for one in found if one]


def _proposed(text: str) -> list[int]:
    """Where a sentence may end, as offsets of what follows it."""
    from icu4py.breakers import SentenceBreaker

    # Greek asks with a semicolon, which ends a sentence in no other language.
    is_greek = any("\u0370" <= char <= "\u03ff" for char in text) and not re.search("[A-Za-z]{20}", text)
    ends = [*accumulate(map(len, SentenceBreaker(text, "el" if is_greek else "en")))]
    ends += [found.end() for pattern in _MORE_ENDS for found in pattern.finditer(text)]
    # ICU takes a bracket that opens behind a full stop without a space for one that closes.
    starts = {end - 1 if text[end - 1] in _OPENING else end for end in ends}
    return sorted(at for at in starts if 0 < at < len(text) and text[at] != "[")


class _Within:
    """Where a text is within brackets or quotation marks that are closed soon enough."""

    def __init__(self, text: str) -> None:
        self._spans: list[tuple[int, int]] = []
        opened: list[tuple[str, int]] = []
        for at, char in enumerate(text):
            if opened and char == opened[-1][0]:
                start = opened.pop()[1]
                if at - start <= _LONGEST_WITHIN[text[start + 1 : start + 2] > "\u2e80"]:
                    self._spans.append((start, at))
            elif char in _OPENING and text[at - 1 : at] not in {":", ";"}:  # a sad face opens nothing
                opened.append(("“" if char == "„" else _CLOSING[_OPENING.index(char)], at))

    def __contains__(self, at: int) -> bool:
        return any(start < at <= end for start, end in self._spans)


def _goes_on(sentence: str, following: str) -> bool:
    """Whether what looks like a sentence is the beginning of a longer one."""
    if not any(char.isalpha() for char in sentence):
        return True
    if _QUOTED_ON.search(sentence):  # 「…。」と言った
        return "\u3041" <= following[:1] <= "\u3096"
    if numbered := _ENDS_WITH_NUMBER.search(sentence):
        return _counts(numbered, following)
    found = _ENDS_WITH_ABBREVIATION.search(sentence)
    return found is not None and _is_abbreviation(found["word"], following)


def _is_named(sentence: str, following: str) -> bool:
    """Whether its sign belongs to a name or to words of others: "Yahoo! is", "the suffixes ? and !", "“Stop!” then".

    Somebody who begins sentences with small letters may mean its end.
    """
    if not _EXCLAIMS.search(sentence[-_LOOKED_AT:]) or not _SMALL.match(following):
        return False
    first = _FIRST_WORD.match(sentence.lstrip())
    return first is not None and first[1][:1].isupper()


def _counts(numbered: re.Match[str], following: str) -> bool:
    """Whether a number with a full stop says which one of several, or numbers what follows."""
    first = _FIRST_WORD.match(following)
    if first and first[1].casefold() in _months():
        return True
    before = numbered["before"] or ""
    goes_on = before.casefold() in _abbreviations().before_ordinal and first and not _starts(first[1])
    return before in {":", ";"} or bool(goes_on)


def _is_abbreviation(word: str, following: str) -> bool:
    known, bare = _abbreviations(), _bare(word)
    last = _bare(word.split()[-1])
    if following[:1].isdigit() and last in known.before_number:
        return True
    if bare in known.never or (last in known.never and len(last) > 1):
        return True
    found = _FIRST_WORD.match(following)
    first = found[1].casefold() if found else ""
    starts = _starts(first)
    if bare in known.at_times or last in known.at_times:
        return not starts
    is_initial = len(last) == 1 and last not in {"i", "y", "o"} and not "\u2e80" <= last <= "\uffdc"
    return is_initial and (not starts or first in known.particles or bool(_INITIAL.match(following)))


def _starts(word: str) -> bool:
    return word.casefold() in _abbreviations().starters or word.casefold() in small_words()


def _bare(word: str) -> str:
    return re.sub(r"[\s’'-]", "", word).casefold()


@cache
def _abbreviations() -> _Abbreviations:
    return yaml_data.load(_Abbreviations, Path(__file__).with_name("abbreviations.yaml"))


@cache
def _months() -> frozenset[str]:
    """The names of months in languages that write a full stop behind the number of a day."""
    from babel import Locale

    found = set[str]()
    for code in ("de", "da", "nb", "fi", "cs", "sk", "pl", "hr", "sl", "hu", "et", "lv", "tr", "is"):
        months = Locale(code).months
        found |= {
            name.casefold().rstrip(".")
            for form in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for name in months[form][width].values()
        }
    return frozenset(found)
