"""Writes the values of a chart with their unit, and finds the even steps of its axis."""

from __future__ import annotations

import math
from collections.abc import Sequence

from painter.cards import ChartCard

_BEFORE = frozenset("$€£¥₹₩₽₺₪฿") | {"US$", "R$", "A$", "C$", "CHF"}
_JOINED = frozenset("%‰°") | {"°C", "°F", "x", "×", "k", "K", "M", "B"}
_GROUP = "\u202f"
"""A narrow space groups thousands: a comma or a full stop would mean a fraction to half of the world."""


def written(card: ChartCard, values: Sequence[float] | None = None) -> list[str]:
    """The chart's values as they are shown, or others of its kind; as they were written, where that is known."""
    if values is None and card.written:
        return list(card.written)
    if values is None:
        return [with_unit(number(value, _decimals(value)), card.unit) for value in card.values]
    decimals = max(map(_decimals, values), default=0)
    return [with_unit(number(value, decimals), card.unit) for value in values]


def number(value: float, decimals: int) -> str:
    """A number with so many decimals, and its thousands grouped."""
    text = f"{abs(value):,.{decimals}f}".replace(",", _GROUP if abs(value) >= 10_000 else "")
    return f"\u2212{text}" if value < 0 else text


def with_unit(text: str, unit: str) -> str:
    """A number with its unit in front or behind, as is usual for it."""
    unit = unit.strip()
    if not unit:
        return text
    if unit in _BEFORE:
        joined = "" if len(unit) == 1 or unit.endswith("$") else "\u00a0"
        return f"\u2212{unit}{joined}{text[1:]}" if text.startswith("\u2212") else f"{unit}{joined}{text}"
    return f"{text}{unit}" if unit in _JOINED else f"{text}\u00a0{unit}"


def ticks(low: float, high: float, count: int) -> list[float]:
    """About `count` even steps of round numbers that hold all values; from zero where that wastes little room."""
    if low > 0 and low < 0.6 * high:
        low = 0.0
    if high < 0 and high > 0.6 * low:
        high = 0.0
    span = (high - low) or abs(high) or 1.0
    rough = span / max(1, count - 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if last == first:
        last += 1
    return [round(index * step, 10) for index in range(first, last + 1)]


def _decimals(value: float) -> int:
    text = f"{value:.4f}".rstrip("0")
    return len(text.partition(".")[2])
