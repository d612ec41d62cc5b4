"""The cards that show what a scene of a script shows."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from films.script.documents import (
    ChartShow,
    CodeShow,
    End,
    FigureShow,
    FilmShow,
    ListShow,
    PictureShow,
    PlaceShow,
    QuoteShow,
    Show,
    SplitShow,
    TableShow,
    TextShow,
    TitleShow,
)
from films.script.staging.times import LIST_ITEMS, chosen_lines
from painter import MAX_CODE_COLUMNS, Card, CodeCard, ImageCard, ListCard, QuoteCard, StatisticCard, TitleCard

PictureIndex = Callable[[str], int | None]
"""The index of a picture in the film, by the id that a script gives it; None for one that there is not."""

_One = TypeVar("_One")


def cards_of(show: Show, picture: PictureIndex) -> tuple[Card, ...]:
    """The cards of a scene, before it is known whether each holds its words; none for a place or a filmed scene."""
    match show:
        case ListShow():
            return _lists(show)
        case CodeShow():
            return (_program(show),)
        case PictureShow():
            return _photo(show, picture)
        case SplitShow():
            return (*cards_of(show.left, picture), *cards_of(show.right, picture))
        case PlaceShow() | FilmShow():
            return ()
        case _:
            return _figures(show)


def _figures(show: TitleShow | TextShow | FigureShow | ChartShow | TableShow | QuoteShow) -> tuple[Card, ...]:
    match show:
        case TitleShow() | TextShow():
            return (TitleCard(heading=show.text, more=show.kicker),)
        case FigureShow():
            return (StatisticCard(figure=show.value, label=show.label),)
        case ChartShow():
            pairs = zip(show.labels, show.values, strict=False)
            rows = tuple(f"{label}: {value:g}{show.unit}" for label, value in pairs)
            return _lists(ListShow(items=rows, heading=show.heading))
        case TableShow():
            return _lists(ListShow(items=tuple(": ".join(row) for row in show.rows), heading=show.heading))
        case QuoteShow():
            return (QuoteCard(text=show.text, source=show.by),)


def end_card(end: End) -> Card:
    """The film's last card."""
    return TitleCard(heading=end.line, more=end.url)


def _lists(show: ListShow) -> tuple[Card, ...]:
    chunks = evenly(show.items, LIST_ITEMS)
    return tuple(ListCard(heading=show.heading, items=chunk, numbered=show.numbered) for chunk in chunks)


def _photo(show: PictureShow, picture: PictureIndex) -> tuple[Card, ...]:
    index = picture(show.image)
    if index is None:
        return (TitleCard(heading=show.text),) if show.text else ()
    return (ImageCard(picture=index, caption=show.text),)


def _program(show: CodeShow) -> Card:
    """The chosen lines, dedented; a line that is too long goes on in the next, indented."""
    lines = textwrap.dedent("\n".join(chosen_lines(show))).split("\n")
    shown = [part for line in lines for part in _folded(line)]
    return CodeCard(lines=tuple(shown), language=show.language)


def _folded(line: str) -> list[str]:
    clean = "".join(char for char in line if char.isprintable()).rstrip()
    if len(clean) <= MAX_CODE_COLUMNS:
        return [clean]
    indent = " " * min(MAX_CODE_COLUMNS // 3, len(clean) - len(clean.lstrip()) + 4)
    return textwrap.wrap(
        clean, MAX_CODE_COLUMNS, subsequent_indent=indent, drop_whitespace=False, replace_whitespace=False
    )


def evenly(items: Sequence[_One], most: int) -> list[tuple[_One, ...]]:
    """Items in as few groups as hold at most `most` each, of about the same size."""
    count = math.ceil(len(items) / most)
    ends = [round(at * len(items) / count) for at in range(count + 1)]
    return [tuple(items[start:end]) for start, end in pairwise(ends)]
