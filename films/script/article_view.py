"""What a dry run tells of an article, so that a reader can write its film: blocks, pictures, tables and figures by id.

Small on purpose: texts are shortened, and of a long article whole blocks are left out, which is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from pydantic import BaseModel

from films.article.outline import (
    Block,
    Code,
    Heading,
    ListBlock,
    Note,
    Outline,
    Paragraph,
    PictureBlock,
    Quotation,
    Table,
)
from films.script.documents import OfferedPicture, Script
from films.script.numerals import numerals
from footage.plain_text import shortened

MAX_BYTES = 8000
"""Of the whole document as JSON."""

_TEXT_CHARS = (240, 160, 100, 64)
_FIGURES, _ALT_CHARS, _CELL_CHARS, _UNUSED = 16, 80, 40, 40
_FIGURE_CHARS = 60
_DEAREST = (Heading, Table, ListBlock, Quotation, Code, PictureBlock)
"""Blocks that stay longest where not all fit; paragraphs go first, from the end of their chapter."""

Document = dict[str, Any]


def tables_of(outline: Outline) -> dict[str, Table]:
    """The tables of an article by their ids, in its order."""
    return {one.table_id: one for one in outline.blocks if isinstance(one, Table)}


def article_view(
    outline: Outline, pictures: Sequence[OfferedPicture], script: Script, most_bytes: int = MAX_BYTES
) -> Document:
    """The document `article` of a dry run.

    Args:
        outline: The article.
        pictures: Those that can be shown.
        script: What is told of the article so far, for `unused`.
        most_bytes: As much of it as there is room for.
    """
    frame: Document = {
        "title": outline.title,
        "language": outline.language,
        "pictures": [_picture(one) for one in pictures],
        "figures": list(islice(_figures(outline), _FIGURES)),
        "unused": _unused(outline, pictures, script),
    }
    room = most_bytes - size_of(frame) - 200
    shown = {one.id for one in pictures}
    told = [one for one in outline.blocks if not isinstance(one, PictureBlock) or one.picture_id in shown]
    for most in _TEXT_CHARS:
        blocks = [{"id": block.id, **_block(block, most)} for block in told]
        if size_of(blocks) <= room:
            return {**frame, "blocks": blocks}
    shortest = [{"id": block.id, **_block(block, _TEXT_CHARS[-1])} for block in told]
    kept = _fitting(told, shortest, room)
    left = len(shortest) - len(kept)
    return {**frame, "blocks": kept, "left_out": f"{left} more blocks; read the article itself for them"}


def compact(document: BaseModel) -> Document:
    """A script, or a part of one, as callers see it: without what is not given."""
    found: Document = _given(document.model_dump(mode="json", by_alias=True))
    return found


def size_of(document: object) -> int:
    """How many bytes a document takes as JSON."""
    return len(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


def _given(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _given(one) for name, one in value.items() if one not in ("", None, [], False)}
    if isinstance(value, list):
        return [_given(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _picture(one: OfferedPicture) -> Document:
    size = f"{one.width}x{one.height}"
    told = {"alt": shortened(one.alt or one.caption, _ALT_CHARS), "is_cover": one.is_cover, "moves": one.moves}
    return {"id": one.id, "size": size, **{name: value for name, value in told.items() if value}}


def _block(block: Block, most: int) -> Document:
    match block:
        case Heading():
            return {"heading": shortened(block.text, most), "level": block.level}
        case Paragraph():
            return {"text": shortened(block.whole, most), **({"speaker": block.speaker} if block.speaker else {})}
        case ListBlock():
            return {"list": _as_many([item.whole for item in block.items], most), "count": len(block.items)}
        case Note():
            return {block.label: shortened(f"{block.title} {block.text}".strip(), most)}
        case Quotation():
            return {"quote": shortened(block.text, most), **({"by": block.source} if block.source else {})}
        case Code():
            first = shortened(block.text.strip().split("\n")[0], min(most, 80))
            return {"code": first, "lines": block.text.strip().count("\n") + 1, "language": block.language}
        case Table():
            rows = [" | ".join(shortened(cell, _CELL_CHARS) for cell in row) for row in (block.header, *block.rows)]
            return {
                "table": block.table_id,
                "rows": _as_many([row for row in rows if row], most),
                "count": len(block.rows),
            }
        case PictureBlock():
            return {"picture": block.picture_id}


def _as_many(texts: Sequence[str], most: int) -> list[str]:
    """The first of some texts, as many as fit."""
    kept: list[str] = []
    for text in texts:
        if kept and sum(map(len, kept)) + len(text) > 2 * most:
            break
        kept.append(shortened(text, most))
    return kept


def _fitting(told: Sequence[Block], blocks: Sequence[Document], room: int) -> list[Document]:
    """As many whole blocks as fit: headings, lists, tables and the like before paragraphs, each from the beginning."""
    order = sorted(range(len(blocks)), key=lambda at: (not isinstance(told[at], _DEAREST), at))
    chosen: set[int] = set()
    for at in order:
        room -= size_of(blocks[at]) + 1
        if room < 0:
            break
        chosen.add(at)
    return [block for at, block in enumerate(blocks) if at in chosen]


def _figures(outline: Outline) -> Iterator[str]:
    """The numbers of the running text with the words around them, so that none is taken out of its sense."""
    for block in outline.blocks:
        for text in _said(block):
            for one in numerals(text, outline.language or "en"):
                if one.is_percent or max(one.values) >= 10:
                    yield f"{block.id}: {_around(text, one.start, one.end)}"


def _said(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.whole
    elif isinstance(block, Quotation | Note):
        yield block.text
    elif isinstance(block, ListBlock):
        yield from (item.whole for item in block.items)


def _around(text: str, start: int, end: int) -> str:
    """A number with a few words on both sides."""
    spare = max(0, _FIGURE_CHARS - (end - start)) // 2
    begin = text.rfind(" ", 0, max(0, start - spare)) + 1 if start > spare else 0
    close = text.find(" ", min(len(text), end + spare))
    return text[begin : close if close > 0 else len(text)]


def _unused(outline: Outline, pictures: Sequence[OfferedPicture], script: Script) -> list[str]:
    """The ids of blocks and pictures that no scene tells; headings and pictures' blocks are no content of their own."""
    told = {name for scene in script.scenes for name in scene.from_}
    shown = {name for scene in script.scenes for name in _pictures_in(scene.show)}
    blocks = [
        block.id for block in outline.blocks if block.id not in told and not isinstance(block, Heading | PictureBlock)
    ]
    return [*(one.id for one in pictures if one.id not in shown), *blocks][:_UNUSED]


def _pictures_in(show: BaseModel) -> Iterator[str]:
    for half in (show, getattr(show, "left", None), getattr(show, "right", None)):
        if image := getattr(half, "image", None):
            yield image
