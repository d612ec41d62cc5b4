"""The outline of an article: title, author and blocks, the same for Markdown, HTML and plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from media.writing.breaks import flowing

MAX_BLOCKS = 2000
"""Blocks after these are not read: a film shows a few dozen at most."""

_SOURCE = re.compile(r"\s*(?:[—–―]|--)\s*([^—–―]{2,100})$")
_TITLE_CHARS = 60


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
    """An article. `language` is a code such as "en", empty where it is not stated.

    `notes` say what was left out, `pictures` are those that stand in the text itself, by their address there.
    """

    title: str
    description: str = ""
    author: str = ""
    language: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = Field(default={}, repr=False)


def tidy(text: object) -> str:
    """One line of text: NFC, single spaces, no invisible characters but those that join letters."""
    composed = unicodedata.normalize("NFC", str(text or ""))
    kept = (" " if char.isspace() else char for char in composed if not _invisible(char))
    return " ".join("".join(kept).split())


def titled(outline: Outline, fallback: str = "") -> Outline:
    """The outline with a title: its own, that of a heading over all of it, `fallback`, or its first words.

    A heading over all is of level 1, or stands first and has none of its level beside it; it is no chapter then. A
    heading of a mere chapter is taken where nothing else is known, and stays a chapter.
    """
    if outline.title:
        first = _first_heading(outline.blocks)
        same = first is not None and first.text.casefold() == outline.title.casefold()
        return _without(outline, first) if same else outline
    headings = [block for block in outline.blocks if isinstance(block, Heading)]
    first = _first_heading(outline.blocks)
    alone = first if first and not any(one.level <= first.level for one in headings if one is not first) else None
    if lead := next((one for one in headings if one.level == 1), None) or alone:
        return _without(outline.model_copy(update={"title": lead.text}), lead)
    words = next((block.text for block in outline.blocks if isinstance(block, Paragraph)), "")
    found = fallback or (first.text if first else "") or _clause(words)
    return outline.model_copy(update={"title": found})


def quoted(paragraphs: Sequence[str]) -> Quotation | None:
    """A quotation whose last line may tell, after a dash, who said it."""
    text = flowing("\n".join(paragraphs))
    found = _SOURCE.search(text)
    if found and found.start():
        return Quotation(text=_bare(text[: found.start()]), source=found[1].strip())
    return Quotation(text=_bare(text)) if text else None


def _bare(text: str) -> str:
    """A text without the quotation marks or brackets around all of it."""
    for opening, closing in ("“”", '""', "«»", "「」", "„“"):
        if text.startswith(opening) and text.endswith(closing) and len(text) > 2:
            return text[1:-1].strip()
    return text


def _first_heading(blocks: Sequence[Block]) -> Heading | None:
    """The heading that an article opens with, if it does; pictures may stand above it."""
    first = next((block for block in blocks if not isinstance(block, PictureBlock)), None)
    return first if isinstance(first, Heading) else None


def _without(outline: Outline, block: Block | None) -> Outline:
    return outline.model_copy(update={"blocks": tuple(one for one in outline.blocks if one is not block)})


def _clause(words: str) -> str:
    """The first words of a text, cut where a word ends, if its script has spaces."""
    return words[:_TITLE_CHARS].rsplit(" ", 1)[0] if " " in words[:_TITLE_CHARS] else words[:_TITLE_CHARS]


def _invisible(char: str) -> bool:
    # U+200C and U+200D shape Persian and Indic words and join emoji: they are part of the text.
    return unicodedata.category(char).startswith("C") and not char.isspace() and char not in "\u200c\u200d"
