"""The cards of a plan: beats that are to be read, such as a quotation, a list, a chart or a picture with words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

MAX_ITEMS = 6
MAX_CODE_LINES, MAX_CODE_COLUMNS = 24, 96
MAX_VALUES = 24
MAX_ROWS, MAX_COLUMNS = 8, 6

_Heading = Annotated[str, Field(max_length=200)]
_Line = Annotated[str, Field(max_length=200)]
_Item = Annotated[str, Field(min_length=1, max_length=200)]
_Picture = Annotated[int, Field(ge=0, le=59)]


def _empty(value: object) -> bool:
    """Leaves what says nothing out of stored plans, so that they stay as they were before there was such a field."""
    return not value


_Kicker = Annotated[str, Field(max_length=200, exclude_if=_empty)]


class _Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TitleCard(_Card):
    """A film's or a chapter's heading, a few words above it, and a line that adds to it."""

    kind: Literal["title"] = "title"
    heading: _Heading = Field(min_length=1)
    more: str = Field(default="", max_length=160)
    kicker: _Kicker = ""


class TextCard(_Card):
    """One message, set large, under a few small words."""

    kind: Literal["text"] = "text"
    text: _Line = Field(min_length=1)
    kicker: _Kicker = ""


class ListCard(_Card):
    """A heading and items that come in one after another.

    What stands before the first line break of an item is its lead, set bold. `page` tells which part of a longer list
    this is, such as "1 of 2"; numbers begin at `first`.
    """

    kind: Literal["list"] = "list"
    heading: _Heading = ""
    items: tuple[_Item, ...] = Field(min_length=1, max_length=MAX_ITEMS)
    numbered: bool = False
    first: int = Field(default=1, ge=0, le=9999, exclude_if=lambda first: first == 1)
    page: str = Field(default="", max_length=20, exclude_if=_empty)


class StepsCard(_Card):
    """A heading and a few steps that follow one another.

    They stand in a row, in a circle that begins again, or on a line of time. What stands before the first line break
    of an item is its lead, such as a year.
    """

    kind: Literal["steps"] = "steps"
    form: Literal["row", "cycle", "timeline"] = "row"
    heading: _Heading = ""
    items: Annotated[tuple[_Item, ...], Field(min_length=2, max_length=MAX_ITEMS)]


class QuoteCard(_Card):
    """Somebody's words, set large, and who said them."""

    kind: Literal["quote"] = "quote"
    text: str = Field(min_length=1, max_length=400)
    source: str = Field(default="", max_length=200)


class CodeCard(_Card):
    """A few lines of a program, which are typed letter by letter."""

    kind: Literal["code"] = "code"
    heading: _Heading = ""
    lines: tuple[Annotated[str, Field(max_length=MAX_CODE_COLUMNS)], ...] = Field(
        min_length=1, max_length=MAX_CODE_LINES
    )
    language: str = Field(default="", max_length=30, exclude_if=lambda language: not language)
    """The name as at a Markdown fence, for example "python"; guessed if it is empty."""


class StatisticCard(_Card):
    """A number that counts up, what it counts, and by how much it has changed."""

    kind: Literal["statistic"] = "statistic"
    figure: str = Field(min_length=1, max_length=24, pattern=r"\d")
    label: str = Field(min_length=1, max_length=200)
    delta: str = Field(default="", max_length=24)
    trend: Literal["up", "down"] = "up"


class ImageCard(_Card):
    """One of the pictures given to the film besides its plan; `picture` is its index from 0."""

    kind: Literal["image"] = "image"
    picture: _Picture = 0
    caption: str = Field(default="", max_length=160)


class PhotoCard(_Card):
    """A picture over the whole frame with words on it; a chart, a map or a screenshot is shown whole."""

    kind: Literal["photo"] = "photo"
    picture: _Picture = 0
    text: _Line = ""
    kicker: _Kicker = ""


class ChartCard(_Card):
    """Values with their labels, in the order given; `written` is how values are shown, with unit, if not plainly."""

    kind: Literal["chart"] = "chart"
    type: Literal["bar", "line", "donut"] = "bar"
    labels: tuple[Annotated[str, Field(min_length=1, max_length=60)], ...] = Field(min_length=1, max_length=MAX_VALUES)
    values: tuple[Annotated[float, Field(allow_inf_nan=False)], ...] = Field(min_length=1, max_length=MAX_VALUES)
    unit: str = Field(default="", max_length=16)
    heading: _Heading = ""
    written: tuple[Annotated[str, Field(min_length=1, max_length=30)], ...] = Field(default=(), max_length=MAX_VALUES)

    @model_validator(mode="after")
    def _belong_together(self) -> ChartCard:
        if len(self.labels) != len(self.values):
            raise ValueError(f"there are {len(self.labels)} labels but {len(self.values)} values")
        if self.written and len(self.written) != len(self.values):
            raise ValueError(f"{len(self.written)} values are written, but there are {len(self.values)}")
        if self.type == "donut" and (min(self.values) < 0 or sum(self.values) <= 0):
            raise ValueError("a donut shows parts of a whole: no value may be negative")
        if self.type == "line" and len(self.values) < 2:
            raise ValueError("a line needs two values")
        return self


class TableCard(_Card):
    """A few rows and columns."""

    kind: Literal["table"] = "table"
    header: tuple[Annotated[str, Field(max_length=80)], ...] = Field(default=(), max_length=MAX_COLUMNS)
    rows: tuple[tuple[Annotated[str, Field(max_length=120)], ...], ...] = Field(min_length=1, max_length=MAX_ROWS)
    heading: _Heading = ""
    page: str = Field(default="", max_length=20)

    @model_validator(mode="after")
    def _all_as_wide(self) -> TableCard:
        widths = {len(row) for row in (*((self.header,) if self.header else ()), *self.rows)}
        if len(widths) != 1 or not 1 <= max(widths) <= MAX_COLUMNS:
            raise ValueError(f"all rows, and the header, have as many cells: from 1 to {MAX_COLUMNS}")
        return self


class EndCard(_Card):
    """The last words of a film and where to go, under a few small words, such as its title.

    `logo` is the index of a picture, the brand's where it is None.
    """

    kind: Literal["end"] = "end"
    line: str = Field(min_length=1, max_length=120)
    kicker: _Kicker = ""
    url: str = Field(default="", max_length=200)
    logo: _Picture | None = None


_SAME_KIND = {"figure": "statistic"}
_SAME_FIELD: Mapping[str, Mapping[str, str]] = {
    "title": {"text": "heading"},
    "quote": {"by": "source"},
    "statistic": {"value": "figure"},
    "code": {"text": "lines"},
}


def _in_our_words(value: object) -> object:
    """A card that is written in the words of a script, in ours."""
    if not isinstance(value, dict):
        return value
    card: dict[str, Any] = dict(value)
    card["kind"] = kind = _SAME_KIND.get(str(card.get("kind")), card.get("kind"))
    for theirs, ours in _SAME_FIELD.get(str(kind), {}).items():
        if theirs in card and ours not in card:
            card[ours] = card.pop(theirs)
    if kind == "code" and isinstance(card.get("lines"), str):
        card["lines"] = card["lines"].rstrip().split("\n")
    return card


Half = Annotated[
    TextCard | ListCard | QuoteCard | CodeCard | StatisticCard | ChartCard | TableCard | PhotoCard,
    Field(discriminator="kind"),
    BeforeValidator(_in_our_words),
]


class SplitCard(_Card):
    """Two cards side by side; one above the other in upright films."""

    kind: Literal["split"] = "split"
    left: Half
    right: Half


Card = Annotated[
    TitleCard
    | TextCard
    | ListCard
    | StepsCard
    | QuoteCard
    | CodeCard
    | StatisticCard
    | ImageCard
    | PhotoCard
    | ChartCard
    | TableCard
    | SplitCard
    | EndCard,
    Field(discriminator="kind"),
    BeforeValidator(_in_our_words),
]


def texts_of(card: Card) -> Iterator[str]:
    """All that is written on a card."""
    match card:
        case SplitCard(left=left, right=right):
            yield from texts_of(left)
            yield from texts_of(right)
        case ListCard(heading=heading, items=items) | StepsCard(heading=heading, items=items):
            yield from (heading, *items)
        case CodeCard(heading=heading, lines=lines):
            yield from (heading, *lines)
        case ChartCard(heading=heading, labels=labels):
            yield from (heading, *labels)
        case TableCard(heading=heading, header=header, rows=rows):
            yield from (heading, *header)
            for row in rows:
                yield from row
        case _:
            yield from _words_of(card)


def _words_of(card: Card) -> tuple[str, ...]:
    match card:
        case TitleCard():
            return card.kicker, card.heading, card.more
        case TextCard() | PhotoCard():
            return card.kicker, card.text
        case QuoteCard():
            return card.text, card.source
        case StatisticCard():
            return card.figure, card.label, card.delta
        case EndCard():
            return card.kicker, card.line, card.url
        case ImageCard():
            return (card.caption,)
        case _:
            return ()


def pictures_of(card: Card | None) -> tuple[int, ...]:
    """The indexes of the pictures that a card shows."""
    match card:
        case ImageCard(picture=index) | PhotoCard(picture=index):
            return (index,)
        case EndCard(logo=int() as index):
            return (index,)
        case SplitCard(left=left, right=right):
            return (*pictures_of(left), *pictures_of(right))
        case _:
            return ()


def renumbered(card: Card, places: Mapping[int, int]) -> Card:
    """A card whose pictures have other indexes: the new one of each old one."""
    match card:
        case ImageCard() | PhotoCard():
            return card.model_copy(update={"picture": places[card.picture]})
        case EndCard(logo=int() as logo):
            return card.model_copy(update={"logo": places[logo]})
        case SplitCard():
            halves = {"left": renumbered(card.left, places), "right": renumbered(card.right, places)}
            return card.model_copy(update=halves)
        case _:
            return card
