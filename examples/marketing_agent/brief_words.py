"""What people write where a brief has a number, a name or a line: understood, or None."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_NAME_CHARS, _LONGEST_NAME_CHARS = 32, 80


def cut(text: str, most: int) -> str:
    """As much of a text as there is room for."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def short_name(said: str) -> str:
    """A name that has become a description is cut where that begins."""
    return said if len(said) <= _NAME_CHARS else re.split(r"\s+[(–—-]|[,.:;]\s", said)[0][:_LONGEST_NAME_CHARS]


def seconds(value: Any) -> float | None:
    """A film's length: 30, "30 s", "0:30", "15-20 s"; None where it is none, as weeks are a campaign's."""
    if isinstance(value, int | float):
        return float(value)
    if clock := re.search(r"(\d+):(\d\d)\b", str(value)):
        return int(clock[1]) * 60.0 + int(clock[2])
    found = re.search(r"(\d+(?:\.\d+)?)(?:\s*[-–]\s*\d+)?[\s-]*([A-Za-z]*)", str(value))
    if not found or not re.fullmatch(r"|s|secs?|seconds?|m|mins?|minutes?", found[2].lower()):
        return None
    return float(found[1]) * (60 if found[2].lower().startswith("m") else 1)


def amount(value: Any) -> Decimal | None:
    """Money: 5000, "$5,000.50", "5k", "5.000 €"; of a span the lower end, and "to be decided" is none."""
    found = re.search(r"(\d[\d.,\u202f\u00a0' ]*)\s*([kKmM]\b)?", str(value))
    if not found:
        return None
    digits = re.sub(r"[\u202f\u00a0' ]", "", found[1]).strip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):  # marks of thousands, whichever
        digits = re.sub(r"[.,]", "", digits)
    whole, mark, rest = digits.rpartition("." if digits.rfind(".") > digits.rfind(",") else ",")
    number = Decimal(re.sub(r"\D", "", whole) + "." + rest if mark else digits)
    return number * {"k": 1000, "m": 1_000_000}.get((found[2] or "").lower(), 1)


_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
    "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "dutch": "nl",
    "nederlands": "nl", "japanese": "ja", "日本語": "ja", "arabic": "ar", "العربية": "ar",
    "hebrew": "he", "עברית": "he",
}  # fmt: skip


def language(said: str) -> str | None:
    """A language's code, as pages carry it."""
    first = re.split(r"[\s,;/(]", said.strip())[0]
    named = _LANGUAGES.get(first.lower())
    return named or (first if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", first) else None)


def one_line(value: Any, *, label: bool = False) -> str:
    """One line of text; `{Heading: words}` and `{value: 24 days, label: under sail}` are "Heading: words" too.

    A link stands for its address, or for its words where those are a `label`.
    """
    if isinstance(value, dict):
        parts = value.values() if len(value) > 1 else next(iter(value.items()))
        return ": ".join(map(one_line, parts))
    text = re.sub(r"\*\*|__|`|^\s*>\s?", "", str(value), flags=re.MULTILINE)
    link = re.fullmatch(r"\s*<?\[([^\]]*)\]\(([^)\s]+)\)>?\s*", text)
    return " ".join((link[1 if label else 2] if link else text).split())


def linked(value: Any) -> str:
    """Where a button leads that is given as a link."""
    link = re.fullmatch(r"\s*\[[^\]]*\]\(([^)\s]+)\)\s*", str(value))
    return link[1] if link else ""
