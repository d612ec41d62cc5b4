"""Shares out what one card cannot hold among several: pages of a list or table, parts of a quotation or a program.

Nothing is ever left out and no word is cut: the pieces together say what the whole said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from films.article.sentences import is_dense, sentences
from films.script.staging.parting import in_two
from films.script.staging.programs import narrowed
from media.writing.breaks import pieces
from painter import (
    Card,
    ChartCard,
    CodeCard,
    EndCard,
    ListCard,
    PhotoCard,
    QuoteCard,
    SplitCard,
    StatisticCard,
    StepsCard,
    TableCard,
    TextCard,
    TitleCard,
)

Fits = Callable[[Card], bool]
"""Whether all that is on a card can be read at a fitting size."""

_One = TypeVar("_One")

_MOST_AT_ONCE, _MOST_AT_ONCE_DENSE = 110, 50
"""A text that is longer is told sentence by sentence."""

_FEWEST_BARS = 4
"""Fewer bars are not parted any further."""

_MOST_BESIDE = 70
"""A longer text beside what a card says leaves no room for that, and gets a card of its own before it is parted."""


def paged(cards: Sequence[Card], fits: Fits) -> tuple[Card, ...]:
    """The cards of one scene, or as many as their words need; pages of lists and tables are numbered.

    Args:
        cards: What is to be shown, one after another.
        fits: Whether a card holds its words.
    """
    shown = [one for card in cards for one in _parted(card, fits)]
    pages = [at for at, card in enumerate(shown) if isinstance(card, ListCard | TableCard)]
    if len(pages) > 1:
        for number, at in enumerate(pages, 1):
            shown[at] = _with(shown[at], page=f"{number}/{len(pages)}")
    return tuple(shown)


def by_sentences(card: Card) -> tuple[Card, ...]:
    """A long text of several sentences as cards that each have some of them, large; any other card as it is."""
    match card:
        case QuoteCard(text=text) | TextCard(text=text):
            most = _MOST_AT_ONCE_DENSE if is_dense(text) else _MOST_AT_ONCE
            parts = in_two(text) if len(text) > most and len(sentences(text)) > 1 else None
            return tuple(one for part in parts or () for one in by_sentences(_with(card, text=part))) or (card,)
        case _:
            return (card,)


def _parted(card: Card, fits: Fits) -> Iterator[Card]:
    if fits(card):
        yield card
        return
    halves = narrowed(card, fits) if isinstance(card, CodeCard) else ()
    if not halves or halves == (card,):
        halves = _without_heading(card) if _is_crowded_out(card, fits) else _halves(card)
    if not halves:
        yield card
    for half in halves:
        yield from _parted(half, fits)


def _is_crowded_out(card: Card, fits: Fits) -> bool:
    """Whether what stands beside a card's words leaves no room for a single one: to part them would not help."""
    match card:
        case QuoteCard(text=text) | TextCard(text=text) | PhotoCard(text=text) if text:
            least = _with(card, text=_first_piece(text))
        case TitleCard(heading=text):
            least = _with(card, heading=_first_piece(text))
        case StatisticCard(label=text) if text:
            least = _with(card, label=_first_piece(text))
        case ListCard(items=items):
            least = _with(card, items=(_first_piece(items[0]),))
        case _:
            return False
    return bool(_beside(card)) and not fits(least)


def _first_piece(text: str) -> str:
    """The first word, or what a line of a script without spaces may end after."""
    return next((piece.strip() for piece in pieces(text) if piece.strip()), text)


def _halves(card: Card) -> tuple[Card, ...]:
    """A card in two; nothing where it cannot be parted."""
    if any(len(getattr(card, name)) > _MOST_BESIDE for name in _beside(card)):
        return _without_heading(card)
    match card:
        case SplitCard():
            return _split_halves(card)
        case EndCard():
            return _end_halves(card)
        case ListCard():
            return _list_halves(card)
        case StepsCard(heading=heading, items=items):
            return (ListCard(heading=heading, items=items, numbered=True),)
        case TableCard():
            return _table_halves(card)
        case ChartCard():
            return _chart_halves(card)
        case CodeCard(lines=lines) if len(lines) > 1:
            at = _after_a_gap(lines)
            return _with(card, lines=lines[:at]), _with(card, lines=lines[at:])
        case _:
            return _text_halves(card) or _without_heading(card)


def _split_halves(card: SplitCard) -> tuple[Card, ...]:
    """The halves one after another; a picture without words has what stands above its neighbour."""
    left, right = card.left, card.right
    for one, other in ((left, right), (right, left)):
        if isinstance(one, PhotoCard) and not one.text and (heading := getattr(other, "heading", "")):
            return _with(one, text=heading), other
    return left, right


def _list_halves(card: ListCard) -> tuple[Card, ...]:
    if len(card.items) > 1:
        first, rest = _evenly(card.items)
        return _with(card, items=first), _with(card, items=rest, first=card.first + len(first))
    if parts := in_two(card.items[0]):
        return _with(card, items=parts[:1]), _with(card, items=parts[1:], numbered=False)
    return _without_heading(card)


def _table_halves(card: TableCard) -> tuple[Card, ...]:
    """Half of the rows each, then half of the columns, and at last each cell by itself."""
    if len(card.rows) > 1:
        first, rest = _evenly(card.rows)
        return _with(card, rows=first), _with(card, rows=rest)
    return _narrower(card) if len(card.rows[0]) > 2 else _cells(card)


def _cells(card: TableCard) -> tuple[Card, ...]:
    """The cells of one row under the names of their columns."""
    named = card.header or ("",) * len(card.rows[0])
    told = [(name, cell) for name, cell in zip(named, card.rows[0], strict=True) if cell]
    return tuple(ListCard(heading=name or card.heading, items=(cell,)) for name, cell in told)


def _chart_halves(card: ChartCard) -> tuple[Card, ...]:
    """Bars on two pages; a crowded line or ring becomes bars first, and a few bars with long names a list."""
    if card.type != "bar":
        return (_with(card, type="bar"),)
    if len(card.labels) < _FEWEST_BARS:
        values = card.written or [f"{value:,.10g}" for value in card.values]
        pairs = zip(card.labels, values, strict=True)
        return (
            ListCard(heading=card.heading, items=tuple(f"{one}\n{value} {card.unit}".strip() for one, value in pairs)),
        )
    at = (len(card.labels) + 1) // 2
    first = _with(card, labels=card.labels[:at], values=card.values[:at], written=card.written[:at])
    return first, _with(card, labels=card.labels[at:], values=card.values[at:], written=card.written[at:])


def _text_halves(card: Card) -> tuple[Card, ...]:
    match card:
        case QuoteCard(text=text) | TextCard(text=text) | PhotoCard(text=text) if parts := in_two(text):
            return _with(card, text=parts[0]), _with(card, text=parts[1])
        case TitleCard(heading=text) if parts := in_two(text):
            return _with(card, heading=parts[0], more=""), _with(card, heading=parts[1], kicker="")
        case StatisticCard(label=text) if parts := in_two(text):
            return _with(card, label=parts[0]), TextCard(text=parts[1])
        case _:
            return ()


def _end_halves(card: EndCard) -> tuple[Card, ...]:
    """A long address as its site; a long last line on a card before."""
    site = card.url.partition("://")[2].partition("/")[0] or card.url.partition("/")[0]
    if site != card.url:
        return (_with(card, url=site),)
    if card.url and len(card.line) > len(card.url):
        return TextCard(text=card.line), EndCard(line=card.url)
    parts = in_two(card.line)
    return (TextCard(text=parts[0]), _with(card, line=parts[1])) if parts else ()


def _without_heading(card: Card) -> tuple[Card, ...]:
    """What stands above or below a card on a card of its own."""
    for name in sorted(_beside(card), key=lambda name: len(getattr(card, name)), reverse=True):
        own, rest = TextCard(text=getattr(card, name)), _with(card, **{name: ""})
        return (rest, own) if name == "source" or isinstance(card, TitleCard) else (own, rest)
    return ()


def _beside(card: Card) -> list[str]:
    """The fields with words above or below what a card says."""
    names = ("kicker", "more") if isinstance(card, TitleCard) else ("kicker", "source", "heading")
    return [name for name in names if getattr(card, name, "")]


def _narrower(card: TableCard) -> tuple[Card, ...]:
    """A row that is too wide as two, each with its name: the first column stays."""
    count = len(card.rows[0])
    at = 1 + count // 2

    def columns(start: int, end: int) -> Card:
        header = (card.header[0], *card.header[start:end]) if card.header else ()
        return _with(card, header=header, rows=tuple((row[0], *row[start:end]) for row in card.rows))

    return columns(1, at), columns(at, count)


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
