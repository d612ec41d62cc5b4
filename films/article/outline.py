"""The outline of an article: title, author and blocks, the same for Markdown, HTML and plain text."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_BLOCKS = 2000
"""Blocks after these are not read: a film shows a few dozen at most."""


class _Element(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(_Element):
    """A heading, from level 1 (a chapter of the whole) to 6."""

    kind: Literal["heading"] = "heading"
    level: int = Field(ge=1, le=6)
    text: str


class Paragraph(_Element):
    """Running text."""

    kind: Literal["paragraph"] = "paragraph"
    text: str


class ListBlock(_Element):
    """Items; nested lists are flattened."""

    kind: Literal["list"] = "list"
    items: tuple[str, ...] = Field(min_length=1)
    numbered: bool = False


class Quotation(_Element):
    """Somebody's words; `source` is who said them, empty where that is unknown."""

    kind: Literal["quote"] = "quote"
    text: str
    source: str = ""


class Code(_Element):
    """Lines of a program; `language` is the author's name for it, may be empty."""

    kind: Literal["code"] = "code"
    text: str
    language: str = ""


class Table(_Element):
    """Rows of cells; `header` is empty where there is none."""

    kind: Literal["table"] = "table"
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = Field(min_length=1)


class PictureBlock(_Element):
    """A picture: `source` is its address as the author wrote it, `alt` what it shows."""

    kind: Literal["picture"] = "picture"
    source: str
    alt: str = ""


Block = Annotated[
    Heading | Paragraph | ListBlock | Quotation | Code | Table | PictureBlock, Field(discriminator="kind")
]


class Outline(_Element):
    """An article. `language` is a code such as "en", empty where it is not stated."""

    title: str
    description: str = ""
    author: str = ""
    language: str = ""
    blocks: tuple[Block, ...] = ()


def tidy(text: object) -> str:
    """One line of text: NFC, single spaces, no invisible characters but those that join letters."""
    composed = unicodedata.normalize("NFC", str(text or ""))
    kept = (" " if char.isspace() else char for char in composed if not _invisible(char))
    return " ".join("".join(kept).split())


def titled(outline: Outline, fallback: str = "") -> Outline:
    """The outline with a title: its own, its first heading (then no block any more), `fallback` or its first words."""
    if outline.title:
        first = outline.blocks[0] if outline.blocks else None
        same = isinstance(first, Heading) and first.text.casefold() == outline.title.casefold()
        return outline.model_copy(update={"blocks": outline.blocks[1:]}) if same else outline
    lead = next((block for block in outline.blocks if isinstance(block, Heading)), None)
    if lead:
        rest = tuple(block for block in outline.blocks if block is not lead)
        return outline.model_copy(update={"title": lead.text, "blocks": rest})
    words = next((block.text for block in outline.blocks if isinstance(block, Paragraph)), "")
    return outline.model_copy(update={"title": fallback or words[:60].rsplit(" ", 1)[0]})


def _invisible(char: str) -> bool:
    # U+200C and U+200D shape Persian and Indic words and join emoji: they are part of the text.
    return unicodedata.category(char).startswith("C") and not char.isspace() and char not in "\u200c\u200d"
