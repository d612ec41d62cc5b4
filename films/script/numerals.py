"""Numbers in text, in the notations of the world: "1,200", "1.200", "1.2k", "3,5 Mrd.", "35亿", "١٢٠٠", "40 per cent".

A notation can mean several numbers ("1.200" is 1200 in Madrid and 1.2 in London), so a numeral has all of its readings.
Words for thousands, millions and percent, and numbers in words, come from ICU, for every language that it knows.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from media.writing.breaks import is_spaceless

_NUMBER = re.compile(r"\d+(?:[.,'’·_]\d+|[\u00a0\u202f\u2009 ]\d{3}(?!\d))*")
_SPACES = "\u00a0\u202f\u2009 "
_SIGNS = {"٫": ".", "٬": ",", "，": ",", "．": "."}
_MARKS = "\u200e\u200f\u061c\u00ad"
_PERCENT_SIGNS = ("%", "٪", "％", "﹪")
_POWERS = tuple(Decimal(10) ** power for power in range(3, 14))
_ALSO: Mapping[str, Decimal] = {
    word: Decimal(10) ** power
    for power, words in {
        2: "hundred",
        3: "k tsd thousand mil",
        4: "万 萬 만",
        5: "lakh lakhs lac",
        6: "m mn mm mio mil mill mln million millions",
        7: "crore crores cr",
        8: "亿 億 억",
        9: "b bn mrd mld mlrd milliard billion billions",
        12: "t tn trn trillion trillions 兆 조",
    }.items()
    for word in words.split()
}
"""Short forms beside those of ICU; "mil" is a thousand in Spanish, for whoever writes it."""
_ALSO_PERCENT = ("percent", "per cent", "pct", "pc", "퍼센트", "프로", "パーセント")
PERCENT_BEFORE = ("百分之", "ร้อยละ", "yüzde ")
"""What some languages say before the number."""
_LEAST_ABBREVIATION = 3
_MAGNITUDE_CHARS = 16
_COUNTS = (1, 2, 3, 5)
"""So many of a thing have all forms of its word that there are in any language."""


@dataclass(frozen=True)
class Numeral:
    """A number as it stands in a text: how it is written with its unit, all that it may mean, whether it is a share."""

    text: str
    values: frozenset[Decimal]
    is_percent: bool
    is_bare: bool
    start: int
    end: int


def numerals(text: str, language: str = "en") -> Iterator[Numeral]:
    """The numbers of a text in their order; those that are a part of a name, such as "COVID-19", are none.

    Args:
        text: Any text.
        language: Whose words for millions and percent are known beside short and English ones.
    """
    plain = latin_digits(text)
    words = _magnitudes(language)
    shares = percent_words(language)
    at = 0
    for found in _NUMBER.finditer(plain):
        if found.start() < at or _is_in_a_name(plain, found.start()):
            continue
        values, at = _with_magnitudes(plain, found, words)
        share = _share_after(plain, at, shares) or _share_before(plain, found.start(), shares)
        end = max(at, share)
        following = plain[end:].lstrip(_SPACES)[:1]
        yield Numeral(
            text=text[found.start() : end],
            values=frozenset(values),
            is_percent=bool(share),
            is_bare=not share and not following.isalpha(),
            start=found.start(),
            end=end,
        )
        at = end


def number_of(text: str, language: str = "en") -> Decimal | None:
    """The one number that a cell of a table or a chart's value states; None where it states none, or several."""
    found = list(numerals(text, language))
    if len(found) != 1:
        return None
    only = found[0]
    before = text[: only.start].rstrip()
    sign = -1 if before.endswith(("-", "−", "–")) else 1
    return sign * (max(only.values) if _is_large(only.text, before) else min(only.values))


def in_words(value: Decimal, language: str) -> tuple[str, ...]:
    """A whole number as a language and English say it; empty for others."""
    if value != value.to_integral_value() or abs(value) > 10_000:
        return ()
    return tuple({_spelt(int(value), one).casefold() for one in (language or "en", "en")})


@functools.cache
def percent_words(language: str) -> tuple[str, ...]:
    """What a language calls a percent, the longest word first."""
    skeleton = "::measure-unit/concentr-percent unit-width-full-name"
    found = set(_ALSO_PERCENT)
    for count in _COUNTS:
        word = re.sub(r"[\d\s\u200e\u200f]+", " ", latin_digits(_formatted(skeleton, language, Decimal(count))))
        found.add(word.strip().casefold())
    return tuple(sorted((word for word in found if len(word) > 1), key=len, reverse=True))


def latin_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, character for character."""
    if text.isascii():
        return text
    return "".join(_latin(char) for char in text)


def _latin(char: str) -> str:
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    return _SIGNS.get(char, char)


def _is_in_a_name(text: str, start: int) -> bool:
    """Whether a number hangs on a word before it, as in "GPT-4", "v2" or "H2O"."""
    before = text[start - 1 : start]
    if before == "-":
        before = text[start - 2 : start - 1]
    return before.isascii() and before.isalpha()


def _with_magnitudes(text: str, found: re.Match[str], words: Mapping[str, Decimal]) -> tuple[set[Decimal], int]:
    """What a number means with the millions that follow it, and where they end; "1億2000万" is one number."""
    values, at = _readings(found[0]), found.end()
    factor, end = _magnitude(text, at, words)
    if factor is None:
        return values, at
    scaled = {value * factor for value in values}
    if end - at == 1 and text[at].isascii():  # "5m" may be metres
        return values | scaled, end
    rest = _NUMBER.match(text, end)
    if rest and not text[at:end].isascii():
        more, far = _with_magnitudes(text, rest, words)
        if far > rest.end():
            return {one + other for one in scaled for other in more}, far
    return scaled, end


def _readings(token: str) -> set[Decimal]:
    """Every number that a token may mean."""
    parts = re.split(rf"[.,'’·_{_SPACES}]", token)
    marks = [char for char in token if not char.isdigit()]
    if not marks:
        return {Decimal(token)}
    joined = Decimal("".join(parts))
    is_grouped = all(2 <= len(part) <= 3 for part in parts[1:]) and len(parts[-1]) == 3
    if len(marks) == 1:
        point = Decimal(f"{parts[0]}.{parts[1]}")
        if marks[0] in ".,·":
            return {point, joined} if is_grouped else {point}
        return {joined, *map(Decimal, parts)} if is_grouped else set(map(Decimal, parts))
    if len(set(marks)) == 1:
        return {joined} if is_grouped and marks[0] not in _SPACES else {joined, *map(Decimal, parts)}
    return {Decimal("".join(parts[:-1]) + "." + parts[-1]), *([joined] if is_grouped else [])}


def _is_large(token: str, before: str) -> bool:
    """Whether the largest reading of a token alone in its cell is meant: "1,200", "4M" and "$3m", but not "3m"."""
    if re.search(rf"\d[,'’{_SPACES}]\d{{3}}(?!\d)", latin_digits(token)):
        return True
    is_money = any(unicodedata.category(char) == "Sc" for char in before)
    return token[-1:] in ("k", "K", "M", "B", "T") or (token[-1:].isalpha() and is_money)


def _magnitude(text: str, at: int, words: Mapping[str, Decimal]) -> tuple[Decimal | None, int]:
    """The factor that a word at a place states, and where it ends."""
    start = at + (len(text[at : at + 2]) - len(text[at : at + 2].lstrip(_SPACES)))
    ahead = text[start : start + _MAGNITUDE_CHARS].casefold()
    for length in range(len(ahead), 0, -1):
        word = ahead[:length]
        if word in words and not (word[-1].isalpha() and _goes_on(text, start + length)):
            if length == 1 and word.isascii() and start > at:  # "5 m" is metres, "5m" may be millions
                continue
            return words[word], start + length
    return _abbreviated(ahead, words), start + len(ahead.partition(".")[0])


def _abbreviated(ahead: str, words: Mapping[str, Decimal]) -> Decimal | None:
    """The factor of a word that is cut at a full stop, such as "εκατ."; None where several could be meant."""
    short, stop, _ = ahead.partition(".")
    if not stop or len(short) < _LEAST_ABBREVIATION or not short.isalpha():
        return None
    meant = {factor for word, factor in words.items() if word.startswith(short)}
    return meant.pop() if len(meant) == 1 else None


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on at a place; those of scripts without spaces end anywhere."""
    char, before = text[at : at + 1], text[at - 1]
    return char.isalpha() and not (is_spaceless(before) or "\uac00" <= before <= "\ud7a3")


def _share_after(text: str, at: int, words: Sequence[str]) -> int:
    """Where a percent sign or word behind a number ends; 0 where there is none."""
    start = at
    while text[start : start + 1] in (*_SPACES, *_MARKS, "-") and start < len(text):
        start += 1
    ahead = text[start : start + _MAGNITUDE_CHARS].casefold()
    for sign in _PERCENT_SIGNS:
        if ahead.startswith(sign):
            return start + 1
    return next((start + len(word) for word in words if ahead.startswith(word)), 0)


def _share_before(text: str, start: int, words: Sequence[str]) -> int:
    """A number's own place where a sign or word of percent stands before it, as in Turkish; 0 where none does."""
    before = text[max(0, start - _MAGNITUDE_CHARS) : start].rstrip(_SPACES + _MARKS).casefold()
    signs = (*_PERCENT_SIGNS, *map(str.strip, PERCENT_BEFORE), *(f" {word}" for word in words))
    return start if before.endswith(signs) else 0


@functools.cache
def _magnitudes(language: str) -> Mapping[str, Decimal]:
    """Words for powers of ten: those of the language, which come before the general ones."""
    found = dict(_ALSO)
    for form in ("compact-long", "compact-short"):
        for number in (power * count for power in _POWERS for count in _COUNTS):
            word, factor = _unit_of(_formatted(f"::{form}", language, number), number)
            if word:
                found[word] = factor
    return found


def _unit_of(written: str, value: Decimal) -> tuple[str, Decimal]:
    """The word that ICU has written behind a number, and what it stands for; no word where all digits are there."""
    plain = latin_digits(written)
    number = _NUMBER.search(plain)
    if not number:
        return "", value
    word = plain[number.end() :].strip(_SPACES + _MARKS).rstrip(".").casefold()
    shown = Decimal(re.sub(r"\D", "", number[0]))
    return (word, value / shown) if word and shown else ("", value)


def _formatted(skeleton: str, language: str, value: Decimal) -> str:
    from icu4py.messageformat import MessageFormat

    try:
        return str(MessageFormat(f"{{0,number,{skeleton}}}", language or "en").format({"0": int(value)}))
    except ValueError:
        return ""


@functools.lru_cache(maxsize=4096)
def _spelt(value: int, language: str) -> str:
    from icu4py.messageformat import MessageFormat

    try:
        return str(MessageFormat("{0,spellout}", language).format({"0": value})).replace("\u00ad", "")
    except ValueError:
        return ""
