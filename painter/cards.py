"""The cards of a plan: beats that are to be read, such as a quotation, a list, code or a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_ITEMS = 6
MAX_CODE_LINES, MAX_CODE_COLUMNS = 24, 96

_Heading = Annotated[str, Field(max_length=100)]
_Item = Annotated[str, Field(min_length=1, max_length=120)]


class _Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TitleCard(_Card):
    """A chapter's heading, and a line that adds to it."""

    kind: Literal["title"] = "title"
    heading: _Heading = Field(min_length=1)
    more: str = Field(default="", max_length=160)


class ListCard(_Card):
    """A heading and items that come in one after another."""

    kind: Literal["list"] = "list"
    heading: _Heading = ""
    items: tuple[_Item, ...] = Field(min_length=1, max_length=MAX_ITEMS)
    numbered: bool = False


class QuoteCard(_Card):
    """Somebody's words, set large, and who said them."""

    kind: Literal["quote"] = "quote"
    text: str = Field(min_length=1, max_length=400)
    source: str = Field(default="", max_length=100)


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
    figure: str = Field(min_length=1, max_length=12, pattern=r"\d")
    label: str = Field(min_length=1, max_length=120)
    delta: str = Field(default="", max_length=24)
    trend: Literal["up", "down"] = "up"


class ImageCard(_Card):
    """One of the pictures given to the film besides its plan; `picture` is its index from 0."""

    kind: Literal["image"] = "image"
    picture: int = Field(default=0, ge=0, le=59)
    caption: str = Field(default="", max_length=160)


Card = Annotated[TitleCard | ListCard | QuoteCard | CodeCard | StatisticCard | ImageCard, Field(discriminator="kind")]


def texts_of(card: Card) -> Iterator[str]:
    """All that is written on a card."""
    match card:
        case TitleCard(heading=heading, more=more):
            yield from (heading, more)
        case ListCard(heading=heading, items=items):
            yield from (heading, *items)
        case QuoteCard(text=text, source=source):
            yield from (text, source)
        case CodeCard(heading=heading, lines=lines):
            yield from (heading, *lines)
        case StatisticCard(figure=figure, label=label, delta=delta):
            yield from (figure, label, delta)
        case ImageCard(caption=caption):
            yield caption
