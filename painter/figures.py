"""Finds numbers that a text states, such as "40%" or "$1.2M", and counts them up."""

from __future__ import annotations

import re

_FIGURE = re.compile(
    r"[$€£¥]\s?\d[\d.,]*(?<=\d)(?:\s?(?:[kKmMbB]|bn)\b)?"
    r"|(?<![\w.,])\d[\d.,]*(?<=\d)\s?(?:%|[kKmMbBx×]\b)"
    r"|(?<![\w.,])\d{1,3}(?:,\d{3})+\b"
    r"|(?<![\w.,])\d{5,9}\b"
)
_NUMBER = re.compile(r"\d[\d.,]*(?<=\d)")
_LONGEST_CHARS = 12
_NEARLY = 0.9


def figure_in(text: str) -> str | None:
    """The first percentage, amount of money, multiple or large number of a text, without spaces; None without any."""
    found = _FIGURE.search(text)
    figure = found.group(0).replace(" ", "") if found else ""
    return figure if 0 < len(figure) <= _LONGEST_CHARS else None


def counted(figure: str, share: float) -> str:
    """A figure on its way from zero to its value, written the same way.

    Args:
        figure: A number with the signs around it, for example "$1.2M"; several, such as "60/40", do not count.
        share: How much of its value is reached, 0..1; nearly all of it gives it as it is written, since nobody should
            read a number that is wrong by one.
    """
    found = _NUMBER.search(figure)
    if not found or share >= _NEARLY or _NUMBER.search(figure, found.end()):
        return figure
    number = found.group(0)
    mark = _decimal_mark(number)
    decimals = len(number.rpartition(mark)[2]) if mark else 0
    grouping = next((char for char in number if char in ".," and char != mark), "")
    digits = int(re.sub(r"[.,]", "", number))
    whole, rest = divmod(round(digits * max(0.0, share)), 10**decimals)
    shown = f"{whole:,}".replace(",", grouping) if grouping else str(whole)
    if decimals:
        shown += f"{mark}{rest:0{decimals}d}"
    return figure[: found.start()] + shown + figure[found.end() :]


def _decimal_mark(number: str) -> str:
    """The decimal mark, or "" where every sign groups thousands."""
    signs = re.findall(r"[.,]", number)
    if not signs or (number.count(signs[-1]) > 1):
        return ""
    after = number.rpartition(signs[-1])[2]
    return "" if len(after) == 3 and len(set(signs)) == 1 else signs[-1]
