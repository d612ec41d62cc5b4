"""What a text or a piece of music costs: the most before it is asked for, and the bill by what was counted."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal

from footage.errors import PriceUnknownError
from footage.money import Money
from media.speech.units import spoken_units
from routing.sounds.spec import SoundPrice, SoundSpec

_SLOWEST_UNITS_PER_S = 2.0
"""Syllables a second of the slowest voice that money is reserved for; people say four or five."""

_PAUSES_S = 3.0
_MILLION = Decimal(1_000_000)
_LEAST_INPUT_TOKENS = 50
"""The voice and the style are read, too."""


def worst_case(name: str, spec: SoundSpec, text: str, length_s: float, day: date) -> Money:
    """The most that a request can cost which is sent on a day and may be charged on the next.

    Args:
        name: The backend's, for errors.
        spec: What it charges.
        text: What is said, or what the music is to be like.
        length_s: How long the music is to be, in seconds.
        day: Today.

    Raises:
        PriceUnknownError: There is no price for that day.
    """
    rows = [row for row in (spec.price(day), spec.price(day + timedelta(days=1))) if row]
    if not rows:
        raise PriceUnknownError(
            f"There is no price of {name} for {day}.",
            hint=f"Give it one in sounds.yaml in Footage's folder, under {name}.prices.",
        )
    read = len(text.encode()) + _LEAST_INPUT_TOKENS
    made = min(spec.most_tokens, math.ceil(spec.tokens_per_s * _longest_s(text)))
    return max(_cost(row, read, made, len(text), length_s) for row in rows)


def bill(spec: SoundSpec, day: date, *, read: int = 0, made: int = 0, chars: int = 0, length_s: float = 0.0) -> Money:
    """What a request costs by what was counted."""
    row = spec.price(day) or SoundPrice(as_of=day, source="none")
    return _cost(row, read, made, chars, length_s)


def _longest_s(text: str) -> float:
    """How long the slowest voice takes for a text, in seconds; writing without syllables is taken letter by letter."""
    units = max(spoken_units(text), len(text) / 6)
    return _PAUSES_S + units / _SLOWEST_UNITS_PER_S


def _cost(row: SoundPrice, read: int, made: int, chars: int, length_s: float) -> Money:
    exact = (
        (row.usd_per_m_input * read + row.usd_per_m_output * made) / _MILLION
        + row.usd_per_1000_chars * chars / 1000
        + row.usd_per_minute * Decimal(str(round(length_s, 3))) / 60
        + row.usd_per_song
    )
    return Money.usd(exact, round_up=True)
