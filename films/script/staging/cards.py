"""The cards that show what a scene of a script shows."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

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
from films.script.staging.programs import evenly, folded
from films.script.staging.times import chosen_lines
from painter import (
    MAX_CODE_COLUMNS,
    MAX_CODE_LINES,
    MAX_ITEMS,
    MAX_ROWS,
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

_Half = TextCard | ListCard | QuoteCard | CodeCard | StatisticCard | ChartCard | TableCard | PhotoCard
_LEAD_CHARS, _ONE_LINE_CHARS, _NAMED_CHARS = 40, 48, 75
_FEWEST_STEPS, _MOST_STEPS, _STEP_CHARS = 3, 5, 30
"""So many numbered items, each no longer than this, stand beside each other as steps."""


PictureIndex = Callable[[str], int | None]
"""The index of a picture in the film, by the id that a script gives it; None for one that there is not."""


def cards_of(show: Show, picture: PictureIndex) -> tuple[Card, ...]:
    """The cards of a scene, before it is known whether each holds its words; none for a place or a filmed scene."""
    match show:
        case ListShow():
            return _lists(show)
        case TableShow():
            return _tables(show)
        case ChartShow():
            return _chart(show)
        case CodeShow():
            return _programs(show)
        case PictureShow():
            return _photo(show, picture)
        case SplitShow():
            return _split(show, picture)
        case PlaceShow() | FilmShow():
            return ()
        case _:
            return (_words(show),)


def end_card(end: End, title: str) -> Card:
    """The film's last card; a short one without an address has the film's title above it, to be looked for."""
    names = not end.url and len(title) + len(end.line) <= _NAMED_CHARS and title.casefold() not in end.line.casefold()
    return EndCard(line=end.line, url=end.url, kicker=title if names else "")


def _words(show: TitleShow | TextShow | FigureShow | QuoteShow) -> Card:
    match show:
        case TitleShow():
            return TitleCard(heading=show.text, kicker=show.kicker)
        case TextShow():
            return TextCard(text=show.text, kicker=show.kicker)
        case FigureShow():
            return StatisticCard(figure=show.value, label=show.label)
        case QuoteShow():
            return QuoteCard(text=show.text, source=show.by)


def _lists(show: ListShow) -> tuple[Card, ...]:
    if _are_steps(show):
        return (StepsCard(heading=show.heading, items=show.items),)
    found: list[Card] = []
    first = 1
    for chunk in evenly([_item(item) for item in show.items], MAX_ITEMS):
        found.append(ListCard(heading=show.heading, items=chunk, numbered=show.numbered, first=first))
        first += len(chunk)
    return tuple(found)


def _are_steps(show: ListShow) -> bool:
    """Whether numbered items are few and short enough to be joined as steps."""
    few = show.numbered and _FEWEST_STEPS <= len(show.items) <= _MOST_STEPS
    return few and max(map(len, show.items)) <= _STEP_CHARS


def _item(item: str) -> str:
    """An item whose first words name it has them in a line of their own, where it is long."""
    lead, colon, rest = item.partition(": ")
    return f"{lead}\n{rest}" if colon and len(lead) <= _LEAD_CHARS and len(item) > _ONE_LINE_CHARS else item


def _tables(show: TableShow) -> tuple[Card, ...]:
    """Pages of rows that are all as wide as the widest."""
    width = max(map(len, (show.header, *show.rows)), default=0)
    if not width or not show.rows:
        return ()
    header = _padded(show.header, width) if any(show.header) else ()
    rows = [_padded(row, width) for row in show.rows]
    return tuple(TableCard(header=header, rows=chunk, heading=show.heading) for chunk in evenly(rows, MAX_ROWS))


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _chart(show: ChartShow) -> tuple[Card, ...]:
    """The chart, as bars where its values cannot be shown as was wished."""
    count = min(len(show.labels), len(show.values))
    labels, values = show.labels[:count], show.values[:count]
    if not count:
        return ()
    is_whole = min(values) >= 0 and sum(values) > 0
    kind = show.type
    if (kind == "donut" and not is_whole) or (kind == "line" and count < 2):
        kind = "bar"
    return (ChartCard(type=kind, labels=labels, values=values, unit=show.unit, heading=show.heading),)


def _photo(show: PictureShow, picture: PictureIndex) -> tuple[Card, ...]:
    index = picture(show.image)
    if index is None:
        return (TextCard(text=show.text),) if show.text else ()
    return (PhotoCard(picture=index, text=show.text),)


def _split(show: SplitShow, picture: PictureIndex) -> tuple[Card, ...]:
    """Two cards side by side; one after the other where either needs several."""
    left, right = cards_of(show.left, picture), cards_of(show.right, picture)
    if len(left) == len(right) == 1 and isinstance(left[0], _Half) and isinstance(right[0], _Half):
        return (SplitCard(left=left[0], right=right[0]),)
    return (*left, *right)


def _programs(show: CodeShow) -> tuple[Card, ...]:
    """The chosen lines, dedented; a line that is too long goes on in the next, indented."""
    lines = textwrap.dedent("\n".join(chosen_lines(show))).split("\n")
    shown = [part for line in lines for part in folded(line, MAX_CODE_COLUMNS)]
    return tuple(CodeCard(lines=lines, language=show.language) for lines in evenly(shown, MAX_CODE_LINES))
