"""Finds series of numbers that a prompt states, each with its label: "sales: Jan 10, Feb 20, Mar 35"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

MOST = 12
_NUMBER = (
    r"(?P<sign>[$€£¥₹]|USD|EUR)?\s?(?P<value>-?\d{1,3}(?:[ ,.]\d{3})+(?!\d)|-?\d+(?:[.,]\d+)?)\s?"
    r"(?P<unit>%|percent|prozent|pour cent|por ciento|per cento|por cento|процент\w*|k\b|m\b|bn\b|b\b|thousand|"
    r"millions?|billions?|"
    r"mio\b|mrd\b|millionen|kg\b|km/h|km\b|°c|°f|°|mm\b|cm\b|°c|hours?|hrs?|h\b|min\b|years?|€|\$|£|円|元|万|億|亿|"
    r"원|명|人|度)?"
)
_LABEL_FIRST = re.compile(
    rf"^(?P<label>.*?[^\d\s:=–-].*?|\d{{4}})\s*(?:[:：=]|\s[-–—]\s|\s|は|が|约)\s*{_NUMBER}$", re.IGNORECASE
)
_NUMBER_FIRST = re.compile(
    rf"^{_NUMBER}\s+(?:of |for |in |are |is |from |for the |der |de |di |del )?(?P<label>[^\d].*)$", re.IGNORECASE
)
_CJK = re.compile(rf"^(?P<label>[^\d]{{1,12}}|\d{{1,4}}[月年]|第?[一二三四]季度|Q\d){_NUMBER}$")
_MEASURES = re.compile(
    r"\b(?:sales|revenues?|users?|growth|visitors?|visits|population|prices?|temperatures?|rainfall|votes?|shares?|"
    r"percent\w*|numbers?|"
    r"statistics|stats|data|charts?|graphs?|bar|line|pie|donut|survey|results?|scores?|costs?|budget|downloads?|"
    r"subscribers?|followers?|"
    r"customers?|orders|profit|income|emissions?|production|exports?|imports?|traffic|signups|members|attendance|"
    r"speed|height|weight|"
    r"distance|usage|market|umsatz|umsätze|verkäufe|nutzer|besucher|einwohner|preise?|temperatur\w*|niederschlag|"
    r"anteil\w*|diagramm|kosten|"
    r"gewinn|ergebnisse|ventes|chiffre|utilisateurs|visiteurs|prix|températures?|graphique|coûts?|résultats|ventas|"
    r"ingresos|usuarios|"
    r"visitantes|precios?|temperaturas?|gráfico|costes?|resultados|vendite|ricavi|utenti|visitatori|prezzi|grafico|"
    r"vendas|receita|usuários|"
    r"preços|custos|verkoop|omzet|gebruikers|grafiek|продажи|выручка|пользовател\w*|цены|температура|график|"
    r"диаграмма|население|sprzedaż|"
    r"przychody|użytkowni\w*|ceny|wykres|satış\w*|gelir|kullanıcı\w*|grafik|penjualan|pendapatan|pengguna|doanh thu|"
    r"doanh số|biểu đồ|बिक्री|"
    r"आय|ग्राफ|مبيعات|ايرادات|إيرادات|رسم)\b|売上|利用者|人口|気温|グラフ|売り上げ|销售|收入|用户|人口|气温|图表|"
    r"매출|사용자|인구|그래프",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"^(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|q[1-4]|h[12]|(?:19|20)\d\d|\d{1,2}月|mon|"
    r"tue|wed|thu|fri|sat|sun|"
    r"week|woche|day|month|year|ene|abr|ago|dic|fév|fev|avr|juin|juil|gen|mag|giu|lug|set|ott|янв|фев|мар|апр|май|"
    r"июн|июл|авг|сен|окт|ноя|дек)",
    re.IGNORECASE,
)
_SHOWN_AS = re.compile(
    r"[,.;]?\s*(?:make it|show(?:n)?(?: it| this| them)?|as|displayed|draw|in|use|with)\s+(?:as\s+|in\s+)?"
    r"(?:an?\s+)?(?:\w+\s+)?"
    r"(?:bar|line|pie|donut|column)?\s*(?:charts?|graphs?|diagrams?|diagramm|graphique|gráfico|grafico)\b[^,;:]*$",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\s*(?:[;；\n、]|,(?!\d{3}(?!\d))|，)\s*(?:and\s+|und\s+|et\s+|y\s+|e\s+|и\s+)?|"
    r"\s+(?:and|und|et|y|e|и)\s+(?=[^\s]+ ?[\d$€£])"
)
_SCALES = dict.fromkeys(("k", "thousand"), 1e3) | dict.fromkeys(("m", "million", "millions", "mio", "millionen"), 1e6)
_SCALES |= dict.fromkeys(("b", "bn", "billion", "billions", "mrd"), 1e9)
_PERCENT = frozenset(("%", "percent", "prozent", "pour cent", "por ciento", "per cento", "por cento"))
_LABEL_CHARS, _PAIR_CHARS = 40, 120


class Numbers(NamedTuple):
    """A series of numbers."""

    heading: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    written: tuple[str, ...]
    type: Literal["bar", "line", "donut"]


class _Pair(NamedTuple):
    label: str
    value: float
    written: str
    unit: str


def numbers_in(text: str) -> Numbers | None:
    """The series of numbers in a text; None where it has none, or where they may be dates or hours."""
    head, body = _parted(_SHOWN_AS.sub("", text))
    for series in (body, text) if body else (_SHOWN_AS.sub("", text),):
        pairs = _pairs(series)
        if len(pairs) < 2:
            continue
        heading = head if body else ""
        if not (_MEASURES.search(heading) or all(pair.unit for pair in pairs)):
            return None
        values = tuple(pair.value for pair in pairs)
        labels, written = tuple(pair.label for pair in pairs), tuple(pair.written for pair in pairs)
        return Numbers(heading, labels, values, written, _type(pairs, text))
    return None


def _parted(text: str) -> tuple[str, str]:
    found = re.match(r"^([^:：\n]{2,90}?)\s*[:：\n]\s*(.+)$", text, re.DOTALL)
    return (found[1], found[2]) if found else ("", "")


def _pairs(text: str) -> list[_Pair]:
    """The pairs of a text in which every part is one; a sentence behind them is left out."""
    text = re.split(r"(?<=[^\d])[.!。]\s+|(?<=\d)[.!。]\s+(?=\D)", text.strip(" .!。"))[0]
    parts = [part.strip() for part in _PARTED.split(text) if part.strip()]
    if len(parts) < 2 or any(len(part) > _PAIR_CHARS for part in parts):
        return []
    pairs = [pair for part in parts if (pair := _pair(part))]
    return pairs[:MOST] if len(pairs) == len(parts) else []


def _pair(part: str) -> _Pair | None:
    found = _LABEL_FIRST.match(part) or _NUMBER_FIRST.match(part) or _CJK.match(part)
    if not found:
        return None
    label = found["label"].strip(" :：=-–—()*•")
    value = _value(found["value"])
    if value is None or not label or len(label) > _LABEL_CHARS:
        return None
    unit = (found["unit"] or "").casefold()
    sign = found["sign"] or ""
    written = f"{sign}{found['value'].strip()}{_shown_unit(found['unit'] or '')}"
    return _Pair(label[:1].upper() + label[1:], value * _SCALES.get(unit, 1.0), written, unit or sign)


def _shown_unit(unit: str) -> str:
    folded = unit.casefold()
    if folded in _PERCENT or folded.startswith("процент"):
        return "%"
    if folded in {"k", "m", "b"}:
        return unit.upper()
    return f" {unit}" if len(unit) > 1 and unit.isascii() else unit


def _value(text: str) -> float | None:
    digits = text.strip().replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None


def _type(pairs: list[_Pair], text: str) -> Literal["bar", "line", "donut"]:
    total = sum(pair.value for pair in pairs)
    if all(pair.unit in {"%", "percent", "prozent"} and pair.value >= 0 for pair in pairs) and 95 <= total <= 105:
        return "donut"
    if re.search(r"\b(?:line (?:chart|graph)|trend)\b|linien|折れ線|折线", text, re.IGNORECASE):
        return "line"
    over_time = all(_OF_TIME.match(pair.label) for pair in pairs)
    return "line" if over_time and len(pairs) >= 5 else "bar"
