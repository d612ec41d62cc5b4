"""Reads a prompt's words in order: which names they select, and which the prompt refuses."""

from __future__ import annotations

import re

from painter import figures
from painter.prompt.wordlists.vocabularies import COMPOUNDS
from painter.prompt.wordlists.vocabulary import Match, Vocabulary, folded, language_of

_WORD = re.compile(r"[^\W_]+|[,;.!?:、。]")
_HEX_CODE = re.compile(r"#[0-9a-f]{3,8}\b", re.I)


def _these(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SCOPE_ENDS = _these(
    "but in on at by with under over near beside through into during while when where that which who from of as is are "
    "aber bei im am mit auf unter mais avec dans sur sous a al alla au aux pero con en bajo ma nel nella sul mas com "
    "na ao sob"
)
_FILLERS = _these(
    "a an any the of at in on all kind sort other more visible single de d du des la le les il lo gli el los las un "
    "une una uno um uma der die das den dem einen eine ein bei im am"
)
_OR = _these("or nor oder ou o ni noch")
_AND = _these("and und et y e")
_LISTING = _these("without ohne sans sin senza sem")
_PLAIN = _these("no never kein keine keinen keiner keinem nicht avoid exclude") | _LISTING
_NOT = "not"
_ORDERS = _these("do does did can could should must may will would why if or")
_NOT_NEGATING = {
    "no": _these("one matter longer more wonder doubt problem code need other better limits limit"),
    "not": _these("only just until yet to so enough"),
    "nicht": _these("nur"),
    "never": _these("been mind before miss stop forget"),
}
_SCOPE_WORDS = 3
_SMALL = _FILLERS | _OR | _AND | _PLAIN | {_NOT, "pas"}
_ABSENT = re.compile(r"\s?[がはのもや]?(?:ない|なし|無し|いない|抜き|ません)")

_CLOCK = re.compile(
    r"(?:\b(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\.?(?!\w)|uhr\b|o'?\s?clock\b)"
    r"|\b(?P<plain>[01]?\d|2[0-3]):[0-5]\d(?!\d)"
    r"|(?<=a )(?P<roman>[01]?\d|2[0-3])\s?h(?:[0-5]\d)?\b"
    r"|\b(?:a las|alle|as)\s(?P<latin>[01]?\d|2[0-3])\b(?!\s?%)"
    r"|(?P<noon>午前|午後)?(?P<kanji>\d{1,2})時)",
    re.I,
)
_HOURS = (*["night"] * 5, *["dawn"] * 4, *["day"] * 8, *["sunset"] * 4, *["night"] * 3)
"""The time of day of each hour, from 0 to 23."""

_SPELLED = re.compile(
    r"(?<=\d)\s(?P<word>percent|per cent|prozent|pour cent|por ?ciento|per ?cento|por ?cento|times|thousand"
    r"|million(?:en|es|i)?|millones|milioni|milhoes|billion|milliarden?|milliards?)\b",
    re.I,
)
_PICTURE_SIZE = re.compile(r"\b[48]k\b", re.I)
_UNITS = {"t": "K", "m": "M", "b": "B"}


class Words:
    """The words of a prompt; of several matches the earliest wins, so that the order of a sentence counts.

    Args:
        prompt: Any text.
        ignoring: Phrases that mean something else than their words ("drone shot" shows no drone).
        within: The text that it is a part of, by which its language is told; itself if there is none.
    """

    def __init__(self, prompt: str, *, ignoring: Vocabulary | None = None, within: str = "") -> None:
        self._raw = prompt
        self._text = _timed(folded(_HEX_CODE.sub(" ", prompt)))
        self._words = _compounded(_WORD.findall(self._text))
        self._language = language_of(_WORD.findall(folded(within)) if within else self._words)
        self._absent = _absent(self._words, self._language)
        for hit in ignoring.hits(self._words, self._language) if ignoring else ():
            self._absent |= set(range(hit.place, hit.place + hit.length))

    @property
    def text(self) -> str:
        """The text that they are the words of."""
        return self._raw

    @property
    def language(self) -> str:
        """Which of some languages they are in, as far as small words tell."""
        return self._language

    def first_of(self, entries: Vocabulary) -> str | None:
        """The name whose words come first, or None."""
        found = self.all_of(entries)
        return found[0] if found else None

    def all_of(self, entries: Vocabulary) -> tuple[str, ...]:
        """Every selected name, in the order of the prompt."""
        order = {name: index for index, name in enumerate(entries)}
        refused = self.refused(entries)
        hits = entries.hits(self._words, self._language)
        found = [(hit.place, order[name], name) for hit in hits for name in hit.names if name not in refused]
        unspaced = [(place, order[name], name) for place, name in _unspaced(self._text, entries)]
        return tuple(dict.fromkeys(name for *_, name in sorted(found) + sorted(unspaced)))

    def phrases_of(self, *vocabularies: Vocabulary) -> dict[str, tuple[str, ...]]:
        """The words that select names, in the order of the prompt, each with the names."""
        found: dict[str, tuple[str, ...]] = {}
        for entries in vocabularies:
            for hit in entries.hits(self._words, self._language):
                if not self._is_absent(hit):
                    found[" ".join(self._words[hit.place : hit.place + hit.length])] = hit.names
            unspaced = sorted((place, word, name) for place, name, word in _unspaced_words(self._text, entries))
            found |= {word: (name,) for _, word, name in unspaced}
        return found

    def refused(self, entries: Vocabulary) -> frozenset[str]:
        """The names that the prompt says must not be shown."""
        hits = entries.hits(self._words, self._language)
        return frozenset(name for hit in hits if self._is_absent(hit) for name in hit.names)

    def _is_absent(self, hit: Match) -> bool:
        return not self._absent.isdisjoint(range(hit.place, hit.place + hit.length))

    def consist_of(self, *entries: Vocabulary) -> bool:
        """Whether all words are among these, and there is at least one."""
        named = {
            place
            for part in entries
            for hit in part.hits(self._words, self._language)
            for place in range(hit.place, hit.place + hit.length)
        }
        rest = (word for place, word in enumerate(self._words) if place not in named and word[0].isalnum())
        return bool(named) and next(rest, None) is None

    def is_refusal(self) -> bool:
        """Whether the prompt only says what must not be shown."""
        start = next((word for word in self._words if word[0].isalnum()), "")
        spoken = [place for place, word in enumerate(self._words) if word[0].isalnum()]
        said = [place for place in spoken if place not in self._absent and self._words[place] not in _SMALL]
        return start in _PLAIN | {_NOT, "pas"} and bool(self._absent) and not said

    def figure(self) -> str | None:
        """The first percentage, amount of money, multiple or large number in the prompt, abbreviated as in "$4.2M"."""
        text = _PICTURE_SIZE.sub(" ", _CLOCK.sub(" ", _HEX_CODE.sub(" ", self._raw)))
        return figures.figure_in(_SPELLED.sub(lambda found: _unit(found["word"].casefold()), text))


def _compounded(words: list[str]) -> list[str]:
    """The words, with phrases of `COMPOUNDS` replaced by what they mean."""
    text = f" {' '.join(words)} "
    for phrase, meant in COMPOUNDS.items():
        text = text.replace(f" {phrase} ", f" {meant} ")
    return text.split()


def _timed(text: str) -> str:
    """Folded text with clock times replaced by times of day."""
    return _CLOCK.sub(lambda found: f" {_time_of(found)} ", text)


def _time_of(found: re.Match[str]) -> str:
    part = found.groupdict()
    hour = int(part["hour"] or part["plain"] or part["roman"] or part["latin"] or part["kanji"])
    half = part["half"] or ""
    if (half.startswith("p") or part["noon"] == "午後") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return _HOURS[hour] if hour < len(_HOURS) else found.group(0)


def _unit(word: str) -> str:
    """The abbreviation of a word after a number."""
    if word.startswith("p"):
        return "%"
    if word == "times":
        return "x"
    return "B" if word.startswith("milliard") else _UNITS[word[0]]


def _absent(words: list[str], language: str) -> set[int]:
    """The positions of words that a prompt says it does not want."""
    found: set[int] = set()
    for place, word in enumerate(words):
        if _negates(words, place, word, language):
            found |= _scope(words, place, listing=word in _LISTING)
    return found


def _negates(words: list[str], place: int, word: str, language: str) -> bool:
    before, after = words[place - 1 : place], words[place + 1 : place + 2]
    if not after or after[0] in _NOT_NEGATING.get(word, ()):
        return False
    if word == "no":
        # In Portuguese "no" means "in the".
        return language != "portuguese"
    if word == _NOT:
        return not (before and before[0] in _ORDERS)
    if word == "pas":
        return language == "french" and after[0] in {"de", "d"}
    return word in _PLAIN


def _scope(words: list[str], place: int, *, listing: bool) -> set[int]:
    """The positions of the words that a negation is about, up to the next phrase."""
    scope, content, start = set(), 0, True
    for index in range(place + 1, len(words)):
        word = words[index]
        if start and word in _FILLERS:
            continue
        if word in _OR or (listing and word in _AND):
            content, start = 0, True
            continue
        if not word[0].isalnum() or word in _SCOPE_ENDS | _AND or content >= _SCOPE_WORDS:
            break
        scope.add(index)
        content, start = content + 1, False
    return scope


def _unspaced(text: str, entries: Vocabulary) -> list[tuple[int, str]]:
    """The names selected by words in scripts without spaces, with their positions."""
    return [(place, name) for place, name, _ in _unspaced_words(text, entries)]


def _unspaced_words(text: str, entries: Vocabulary) -> list[tuple[int, str, str]]:
    """The same, with the words."""
    found, taken = [], set[int]()
    for word, name in entries.unspaced:
        place = text.find(word)
        span = range(place, place + len(word))
        if place >= 0 and not taken & set(span) and not _ABSENT.match(text, place + len(word)):
            found.append((place, name, word))
            taken |= set(span) if len(word) > 1 else set()
    return found
