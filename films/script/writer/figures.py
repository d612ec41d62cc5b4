"""Figures in a text: whole, with sign, currency, magnitude, unit and "per month", or not at all."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from films.script.writer.language import Language, List, language_of
from footage import yaml_data

MAX_CHARS = 24

_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,٫]\d+)?|\d+(?:[.,’'٬٫]\d+)*)"
_RANGE = rf"{_NUMBER}(?:\s?[-–—〜～~]\s?(?:[$€£¥₹₽₩₪฿]\s?)?{_NUMBER})?"
_CURRENCY = (
    r"(?:US\$|R\$|A\$|C\$|[$€£¥￥₹₽₩₪฿]"
    r"|\b(?:USD|EUR|GBP|CHF|JPY|CNY|INR|RUB|SEK|NOK|DKK|PLN|BRL|MXN|AED|SAR|THB|KRW|Rs\.?)\b)"
)
_LETTERED = r"(?:thousand|bn|tn|mn|[kKMB]|m(?=[\s.,;:)!?]|$)|b(?=[\s.,;:)!?]|$))"
"""Magnitudes that are written as letters: of money also "m" and "b"."""

_SIGNS = (
    r"(?:%|％|٪|‰|°\s?[CF]?|[x×](?!\w)|km/h|km²|m²|km2|m2|m³|km|cm|mm|kg|mg|ml|cl|dl|kWh|MWh|GWh|TWh|kW|MW|GW|GB|MB|TB|kB|KB|PB"
    r"|GHz|MHz|Hz|fps|mph|mpg|kcal|ppm|dpi|px|ms|ns|sq ft|ft|lbs?|oz|zł|Kč|kr|tsp|tbsp|g|m|l|L|h|s|W|V)"
)
_MONEY = re.compile(
    rf"{_CURRENCY}|euros?$|dollars?$|dólares|pesos|reais|dollari|franken|円|ドル|ユーロ|元$|日圓|원$|달러|유로|دولار|يورو|ريال|درهم"
    r"|جنيه|שקל|ש\"ח|דולר|אירו|руб|доллар|евро|रुप|डॉलर|यूरो|บาท|ดอลลาร์|ยูโร",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NO_BORDER_BEFORE = frozenset(".,:/_#@-–&=^")
_SPACELESS_CHAR = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GOES_ON = re.compile(
    r"\s(?:square|cubic|cuadrad|cúbic|carré|cube|quadrad|cúbic|quadrat|cubi|quadri|квадрат|кубич|mil|million|billion|mille|mila)",
    re.IGNORECASE,
)
"""A unit that goes on, such as "kilometres squared" in other languages: the figure would not be whole."""

_AFTER_NUMBER = re.compile(r"\d(?:\s|\s?(?:、|,|and|or|與|和|跟|と|や|und|oder|y|o|et|ou|e|и|или|و|או|और|या|และ)\s?)$")
"""One of several figures that share a unit: not whole without the others."""

_CHAINS = re.compile(r"(?:\d[\d,.]*\s?[千百]?[万萬億亿兆만억조]\s?)+(?:\d[\d,.]*)?")


@dataclass(frozen=True)
class Figure:
    """A figure of a text.

    Attributes:
        text: As it is written.
        start: Where it begins.
        end: Where it ends.
        rank: How telling it is: money, shares and large numbers 3, multiples and measures 2, spans of time 1.
    """

    text: str
    start: int
    end: int
    rank: int


class _Powers(BaseModel):
    model_config = ConfigDict(extra="forbid")

    magnitudes: dict[str, float]


def figures_in(text: str, language: Language) -> tuple[Figure, ...]:
    """Every figure with a unit, a magnitude or a currency; dates, times, versions and bare numbers are none."""
    found: list[Figure] = []
    for match in _pattern(language).finditer(text):
        figure = _figure(text, match, language)
        if figure and figure.rank and len(figure.text) <= MAX_CHARS:
            found.append(figure)
    return tuple(found)


def amount(text: str, language: Language) -> tuple[float, str] | None:
    """The value of a cell that is nothing but one number with its unit, and that unit; else None."""
    bare = text.strip().lstrip("~≈+").strip()
    match = re.fullmatch(
        rf"(?P<sign>[-−])?(?P<before>{_CURRENCY})?\s?(?P<number>{_NUMBER})\s?(?P<after>\D{{0,16}})", bare, re.IGNORECASE
    )
    if not match:
        return None
    value = _value(match["number"], language)
    after = match["after"].strip()
    if value is None or re.search(r"[(\[:/]", after):
        return None
    word = after.split(" ")[0].rstrip(".") if after else ""
    power = _powers().get(word.casefold())
    if word in ("m", "M", "B", "b", "k", "K") and not match["before"] and word in ("m", "b"):
        power = None
    if power:
        value *= power
        after = after[len(after.split(" ")[0]) :].strip()
    elif after and (cjk := after[0]) in "万萬億亿兆만억조천千":
        value *= _powers()[cjk]
        after = after[1:].strip()
    unit = (match["before"] or "").strip() or after
    return (-value if match["sign"] else value), unit


def _value(number: str, language: Language) -> float | None:
    plain = re.sub(r"[ \u00a0\u202f’'٬]", "", number).replace("٫", ".")
    if language.has_decimal_comma:
        plain = plain.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain) else plain
        plain = plain.replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return None


def _figure(text: str, match: re.Match[str], language: Language) -> Figure | None:
    start, end = match.span()
    before, after = text[:start], text[end:]
    if not _stands_alone(before, after, match):
        return None
    number, unit = match["number"], (match["unit"] or "").strip()
    if _is_date(number, unit, after, before):
        return None
    text = match.group().strip()
    if len(text) > MAX_CHARS and match["per"]:
        text = text[: -len(match["per"])].strip()
    return Figure(text, start, start + len(match.group().rstrip()), _rank(match, language))


def _stands_alone(before: str, after: str, match: re.Match[str]) -> bool:
    last, following = before[-1:], after[:1]
    if last and (last in _NO_BORDER_BEFORE or (last.isalnum() and not _SPACELESS_CHAR.match(last))):
        return False
    if following and following.isalnum() and not (_SPACELESS_CHAR.match(following) and match["unit"]):
        return False
    if _GOES_ON.match(after) and not match["per"]:
        return False
    if re.match(r"[.,:/’'–-]\d|[-/]\w|\s?[-–]\s?\d|\s\d{3}\b", after):
        return False
    return not _AFTER_NUMBER.search(before)


def _is_date(number: str, unit: str, after: str, before: str) -> bool:
    if unit in ("年", "년", "月", "월", "日", "일", "Uhr", "h") and (
        _YEAR.fullmatch(number) or re.search(r"[月월]\s?$", before)
    ):
        return True
    return bool(unit in ("日", "일") and re.search(r"[月월]\s?$", before)) or bool(
        re.match(r"\s?(?:a\.?m\.?|p\.?m\.?)\b", after)
    )


def _rank(match: re.Match[str], language: Language) -> int:
    unit = (match["unit"] or "").strip().casefold()
    if re.fullmatch(r"\d{1,2}\s?K|\d{3}0s", match.group().strip()):
        # "4K" is a size of pictures, "1960s" are years.
        return 0
    if match["money"] or match["magnitude"] or _MONEY.search(unit) or _CHAINS.search(match.group()):
        return 3
    if unit in ("%", "％", "٪", "x", "×", "倍", "배") or unit in _shares(language):
        return 3
    if not unit:
        number = match["number"]
        grouped = re.fullmatch(r"\d{1,3}(?:[.,  \u202f’']\d{3})+", number)
        return 2 if grouped else 0
    many = _value(match["number"].split("-")[0], language) or 0
    return 2 if many >= 100 else 1


@functools.cache
def _shares(language: Language) -> frozenset[str]:
    """The words for a share or a multiple: the first of the units, by the files' order."""
    return frozenset(word.casefold() for word in language.words("units")[:3])


@functools.cache
def _pattern(language: Language) -> re.Pattern[str]:
    units = "|".join(re.escape(word) for word in _longest_first([*language.words("units"), *_english("units")]))
    magnitudes = "|".join(
        re.escape(word) for word in _longest_first([*language.words("magnitudes"), *_english("magnitudes")])
    )
    per = "|".join(re.escape(word) for word in _longest_first([*language.words("per"), *_english("per")]))
    border = "" if language.is_spaceless or language.code == "ko" else r"(?!\w)"
    magnitude = rf"(?P<magnitude>\s?(?:(?i:{magnitudes}){border}|{_LETTERED}(?![\w])))?"
    unit = rf"(?P<unit>\s?(?:{_CURRENCY}|{_SIGNS}(?![A-Za-z])|-?(?:d['’]|de |di |of )?(?i:{units}){border}))?"
    return re.compile(
        rf"(?:(?P<prefix>[~≈<>±+≥≤−])\s?)?(?:(?P<money>{_CURRENCY})\s?)?(?P<number>{_CHAINS.pattern}|{_RANGE}){magnitude}{unit}"
        rf"(?P<per>\s?(?i:{per}){border})?"
    )


def _english(name: List) -> Sequence[str]:
    return language_of("en").lists[name]


def _longest_first(words: Sequence[str]) -> list[str]:
    return sorted(set(words), key=len, reverse=True)


@functools.cache
def _powers() -> dict[str, float]:
    return yaml_data.load(_Powers, Path(__file__).with_name("powers.yaml")).magnitudes
