"""Reads an HTML page into an outline: trafilatura finds the article among menus, advertisements and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from films.article.markdown import quoted
from films.article.outline import (
    MAX_BLOCKS,
    Block,
    Code,
    Heading,
    ListBlock,
    Outline,
    Paragraph,
    PictureBlock,
    Table,
    tidy,
)
from footage.errors import UnsupportedMediaError
from media.writing.breaks import is_ideographic

_PREFORMATTED = re.compile(r"(</?pre\b)", re.IGNORECASE)
_WRAP = re.compile(r"([^\s\x00-\x7f])[ \t]*\r?\n[ \t]*(?=([^\s\x00-\x7f]))")


def read_html(text: str, url: str | None = None) -> Outline:
    """Read a page.

    Args:
        text: The page; nothing it refers to is loaded.
        url: Where it came from, to complete the addresses of its pictures.

    Raises:
        UnsupportedMediaError: There is no readable text in it.
    """
    import trafilatura
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(
        _unwrapped(text),
        url=url,
        include_images=True,
        include_tables=True,
        include_formatting=True,
        include_comments=False,
        with_metadata=True,
        favor_recall=True,
    )
    blocks = tuple(_blocks(found.body, url))[:MAX_BLOCKS] if isinstance(found, Document) else ()
    if not isinstance(found, Document) or not blocks:
        raise UnsupportedMediaError("There is no readable text in this page.", hint="Pass the article as Markdown.")
    return Outline(
        title=tidy(found.title),
        description=tidy(found.description),
        author=tidy(found.author).split(";")[0][:80],
        language=_language(text) or tidy(found.language)[:12],
        blocks=blocks,
    )


def _unwrapped(page: str) -> str:
    """The page without breaks of lines between ideographs, which would be taken for spaces."""
    parts = _PREFORMATTED.split(page)
    tags = ["", *parts[1::2]]
    texts = zip(tags, parts[::2], strict=True)
    return "".join(tag + (text if tag.lower() == "<pre" else _WRAP.sub(_joined, text)) for tag, text in texts)


def _joined(wrap: re.Match[str]) -> str:
    return wrap[1] if is_ideographic(wrap[1]) and is_ideographic(wrap[2]) else wrap[0]


def _language(text: str) -> str:
    said = re.search(r"<html[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", text[:4000], re.IGNORECASE)
    return said[1].lower() if said else ""


def _blocks(body: Any, url: str | None) -> Iterator[Block]:
    for node in body:
        match node.tag:
            case "head":
                if text := _text(node):
                    yield Heading(level=_level(node), text=text)
            case "list":
                yield from _list(node)
            case "quote":
                if quote := quoted([tidy(part) for part in node.itertext() if tidy(part)]):
                    yield quote
            case "code":
                yield from _code(node)
            case "table":
                yield from _table(node)
            case "graphic":
                yield from _picture(node, url)
            case _:
                yield from _paragraph(node, url)


def _level(node: Any) -> int:
    rend = str(node.get("rend") or "h2")
    return min(6, max(1, int(rend[1:]))) if rend[1:].isdecimal() else 2


def _paragraph(node: Any, url: str | None) -> Iterator[Block]:
    if text := _text(node):
        yield Paragraph(text=text)
    for picture in node.iter("graphic"):
        yield from _picture(picture, url)


def _picture(node: Any, url: str | None) -> Iterator[Block]:
    source = str(node.get("src") or "")
    if source and not source.startswith("data:"):
        yield PictureBlock(source=urljoin(url, source) if url else source, alt=tidy(node.get("alt")))


def _list(node: Any) -> Iterator[Block]:
    items = tuple(text for text in (_text(item) for item in node.iter("item")) if text)
    if items:
        yield ListBlock(items=items, numbered=node.get("rend") == "ol")


def _code(node: Any) -> Iterator[Block]:
    text = "".join(node.itertext()).strip("\n")
    if text.strip():
        inner = next((one for one in node.iter("code") if one.get("class")), None)
        said = str(inner.get("class")) if inner is not None else ""
        yield Code(text=text, language=tidy(said.removeprefix("language-")).split(" ")[0][:30])


def _table(node: Any) -> Iterator[Block]:
    rows = [tuple(_text(cell) for cell in row.iter("cell")) for row in node.iter("row")]
    heads = [all(cell.get("role") == "head" for cell in row.iter("cell")) for row in node.iter("row")]
    header = rows[0] if rows and heads[0] else ()
    body = tuple(row for row in rows[1 if header else 0 :] if row)
    if body:
        yield Table(header=header, rows=body)


def _text(node: Any) -> str:
    return tidy("".join(node.itertext()))
