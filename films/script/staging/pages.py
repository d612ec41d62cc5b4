"""Shares out what one card cannot hold among several: pages of a list or table, parts of a quotation or a program.

Nothing is ever left out and no word is cut: the pieces together say what the whole said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from films.script.staging.parting import in_two
from painter import (
    Card,
    CodeCard,
    ListCard,
    QuoteCard,
    StatisticCard,
    TitleCard,
)

Fits = Callable[[Card], bool]
"""Whether all that is on a card can be read at a fitting size."""
_One = TypeVar("_One")


def paged(cards: Sequence[Card], fits: Fits) -> tuple[Card, ...]:
    """The cards of one scene, or as many as their words need; pages of lists and tables are numbered.

    Args:
        cards: What is to be shown, one after another.
        fits: Whether a card holds its words.
    """
    return tuple(one for card in cards for one in _parted(card, fits))


def _parted(card: Card, fits: Fits) -> Iterator[Card]:
    halves = () if fits(card) else _halves(card)
    if not halves:
        yield card
    for half in halves:
        yield from _parted(half, fits)


def _halves(card: Card) -> tuple[Card, ...]:
    """A card in two; nothing where it cannot be parted."""
    match card:
        case ListCard(items=items) if len(items) > 1:
            first, rest = _evenly(items)
            return _with(card, items=first), _with(card, items=rest)
        case ListCard(items=(item,)) if parts := in_two(item):
            return _with(card, items=(parts[0],)), _with(card, items=(parts[1],))
        case CodeCard(lines=lines) if len(lines) > 1:
            at = _after_a_gap(lines)
            return _with(card, lines=lines[:at]), _with(card, lines=lines[at:])
        case _:
            return _text_halves(card)


def _text_halves(card: Card) -> tuple[Card, ...]:
    match card:
        case QuoteCard(text=text) if parts := in_two(text):
            return _with(card, text=parts[0]), _with(card, text=parts[1])
        case TitleCard(heading=text) if parts := in_two(text):
            return _with(card, heading=parts[0]), _with(card, heading=parts[1])
        case StatisticCard(label=text) if parts := in_two(text):
            return _with(card, label=parts[0]), TitleCard(heading=parts[1])
        case _:
            return ()


def _after_a_gap(lines: Sequence[str]) -> int:
    """Where a program is parted: after an empty line if one is near the middle."""
    middle = (len(lines) + 1) // 2
    gaps = [at for at in range(2, len(lines) - 1) if not lines[at - 1].strip() and abs(at - middle) <= len(lines) / 4]
    return min(gaps, key=lambda at: abs(at - middle), default=middle)


def _evenly(items: tuple[_One, ...]) -> tuple[tuple[_One, ...], tuple[_One, ...]]:
    at = (len(items) + 1) // 2
    return items[:at], items[at:]


def _with(card: Card, **changes: object) -> Card:
    return card.model_copy(update=changes)
