"""Reads the HTML inside a Markdown text: its words, pictures, lists and tables, without the tags."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from films.article.leads import labelled
from films.article.outline import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    PictureBlock,
    Table,
    quoted,
    tidy,
)
from media.writing.breaks import flowing

UNSEEN = frozenset(
    {"script", "style", "svg", "noscript", "template", "head", "nav", "form", "button", "select", "math"}
)
EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed", "canvas"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "rb",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "br",
    ]
)
_WHOLE = frozenset({"ul", "ol", "blockquote", "pre", "table"})
_LABELS = frozenset({"summary", "figcaption", "rp", "rt"})
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LAZY = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")


def read_fragment(content: str, left: Counter[str]) -> Iterator[Block]:
    """The blocks of a piece of HTML.

    Args:
        content: It may begin or end in the middle of an element.
        left: Counts what is left out.
    """
    from lxml import etree
    from lxml.html import fragments_fromstring

    try:
        parts = fragments_fromstring(content)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return
    said: list[str] = []
    for part in parts:
        if isinstance(part, str):
            said.append(part)
        else:
            yield from _element(part, said, left, depth=0)
    yield from _paragraph(said)


def picture_of(tag: str) -> PictureBlock | None:
    """The picture of an `<img …>` tag, if it names one."""
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        node = fragment_fromstring(tag)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return _picture(node)


def _element(node: Any, said: list[str], left: Counter[str], depth: int) -> Iterator[Block]:
    """The blocks of an element and of what follows it; words of its line are gathered in `said`."""
    yield from _inside(node, said, left, depth)
    if node.tail:
        said.append(node.tail)


def _inside(node: Any, said: list[str], left: Counter[str], depth: int) -> Iterator[Block]:
    name = node.tag if isinstance(node.tag, str) else ""
    if not name or name in UNSEEN or name in _LABELS or depth > 60:
        return
    if name in EMBEDS:
        left["embed"] += 1
    elif name == "img":
        if picture := _picture(node):
            yield picture
    elif name == "br":
        said.append(" ")
    elif name in _INLINE:
        said.append(node.text or "")
        for child in node:
            yield from _element(child, said, left, depth + 1)
    else:
        yield from _paragraph(said)
        yield from _block(node, name, left, depth)


def _block(node: Any, name: str, left: Counter[str], depth: int) -> Iterator[Block]:
    if name in _HEADINGS or name in _WHOLE:
        if block := _whole(node, name):
            yield block
        yield from filter(None, map(_picture, node.iter("img")))
        return
    said = [node.text or ""]
    for child in node:
        yield from _element(child, said, left, depth + 1)
    yield from _paragraph(said)


def _whole(node: Any, name: str) -> Block | None:
    """An element that is a block as it is; None where nothing is in it."""
    text = unmarked(tidy(flowing_words(node)))
    match name:
        case "ul" | "ol":
            words = [unmarked(tidy(flowing_words(item))) for item in node.iter("li")]
            items = labelled([ListItem(text=one) for one in words if one])
            return ListBlock(items=items, numbered=name == "ol") if items else None
        case "blockquote":
            return quoted([text] if text else [])
        case "pre":
            code = "".join(node.itertext()).strip("\n")
            return Code(text=code) if code.strip() else None
        case "table":
            return _table(node)
        case _:
            return Heading(level=_HEADINGS[name], text=text) if text else None


def _table(node: Any) -> Table | None:
    rows = [
        tuple(unmarked(tidy(flowing_words(cell))) for cell in row if cell.tag in {"td", "th"})
        for row in node.iter("tr")
    ]
    rows = [row for row in rows if any(row)]
    first = next(node.iter("tr"), None)
    has_header = first is not None and all(cell.tag == "th" for cell in first) and len(rows) > 1
    return Table(header=rows[0] if has_header else (), rows=tuple(rows[1:] if has_header else rows)) if rows else None


def words_of(node: Any) -> str:
    """The words inside an element; a line break between blocks counts as a space."""
    found = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag not in UNSEEN and child.tag not in EMBEDS:
            inline = child.tag in _INLINE and child.tag != "br"
            found.append(words_of(child) if inline else f" {words_of(child)} ")
        found.append(child.tail or "")
    return "".join(found)


def flowing_words(node: Any) -> str:
    """The words inside an element in one line."""
    return flowing(words_of(node))


def plain_line(text: str) -> str:
    """A line that may have tags, entities and marks of Markdown in it, such as a title, without them."""
    return tidy(unmarked(html.unescape(_TAG.sub(" ", text))))


def unmarked(text: str) -> str:
    """Without the marks of Markdown, which many generators read inside HTML as well."""
    text = re.sub(r"!\[[^\]]*\]\([^()\s]+(?:\s\"[^\"]*\")?\)", "", text)
    text = re.sub(r"\[([^\]\[]+)\]\([^()\s]+(?:\s\"[^\"]*\")?\)", r"\1", text)
    return re.sub(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)


def _paragraph(said: list[str]) -> Iterator[Block]:
    text = unmarked(tidy(flowing("".join(said))))
    said.clear()
    if re.search(r"\w", text):
        yield Paragraph(text=text)


def _picture(node: Any) -> PictureBlock | None:
    source = next(
        (value for name in _LAZY if (value := (node.get(name) or "").strip()) and not value.startswith("data:,")), ""
    )
    if not source or node.get("width") == "1" or node.get("height") == "1":
        return None
    return PictureBlock(
        source=source.split(" ")[0] if " " in source and "," in source else source, alt=tidy(node.get("alt"))
    )
