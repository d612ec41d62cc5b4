"""Reads an HTML page into an outline: trafilatura finds the article among menus, advertisements and scripts."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from films.article.embedded import SCHEME
from films.article.fragments import plain_line, read_fragment, words_of
from films.article.front_matter import day_of, split_front_matter
from films.article.holes import HOLE, told_of, whole_sentences
from films.article.no_article import refuse_gate
from films.article.outline import (
    MAX_BLOCKS,
    Block,
    Code,
    Heading,
    ListBlock,
    Note,
    Outline,
    Paragraph,
    PictureBlock,
    Quotation,
    name_of,
    tidy,
)
from films.article.page_part import article_of, with_cover
from footage.errors import UnsupportedMediaError
from media.writing.breaks import is_ideographic

_PREFORMATTED = re.compile(r"(</?pre\b)", re.IGNORECASE)
_WRAP = re.compile(r"([^\s\x00-\x7f])[ \t]*\r?\n[ \t]*(?=([^\s\x00-\x7f]))")
_TEMPLATES = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)
_WHOLE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_MARKED = re.compile(r"<(article|main)\b.*</\1>", re.IGNORECASE | re.DOTALL)
_CLASS = "//*[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]"
_FORMULAS = "|".join(
    [
        *map(_CLASS.format, ("katex", "katex-display", "MathJax", "MathJax_Display", "mwe-math-element", "math")),
        *("//math", "//mjx-container", "//*[starts-with(name(), 'math-') or contains(name(), '-math')]"),
    ]
)
_UNREAD_CLASSES = (
    *("footnotes", "footnote-ref", "footnote-backref", "reversefootnote", "reflist", "references", "mw-editsection"),
    *("headerlink", "header-anchor", "hash-link", "heading-anchor", "anchorjs-link"),
    *("sr-only", "visually-hidden", "screen-reader-text"),
)
_MARKS = "|".join(
    [
        *map(_CLASS.format, _UNREAD_CLASSES),
        "//sup[.//a[starts-with(@href, '#') or contains(@href, '#fn') or contains(@href, '#cite')]]",
        "//a[@role='doc-noteref' or @role='doc-backlink']",
        "//*[@role='doc-endnotes']",
        "//*[self::d-cite or self::d-footnote or self::d-appendix or self::d-bibliography or self::d-byline]",
        "//*[self::dt-cite or self::dt-fn or self::dt-appendix or self::dt-byline]",
    ]
)


def read_html(text: str, url: str | None = None) -> Outline:
    """Read a page.

    Args:
        text: The page, maybe with front matter; nothing it refers to is loaded.
        url: Where it came from, to complete the addresses of its pictures.

    Raises:
        UnsupportedMediaError: There is no readable text in it, or it stands in front of an article.
    """
    import trafilatura
    from trafilatura.settings import Document

    front = split_front_matter(text)
    left = Counter[str]()
    tree = _cleaned(_unwrapped(_TEMPLATES.sub("", front.body) if front.said else front.body), left)
    found = trafilatura.bare_extraction(
        copy.deepcopy(tree),
        url=url,
        include_images=True,
        include_tables=True,
        include_formatting=True,
        include_comments=False,
        with_metadata=True,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},  # the rest takes seconds
    )
    told = found if isinstance(found, Document) else Document()
    blocks = [*article_of(tree, told.body)] if told.body is not None else []
    if not blocks:
        blocks = [*_of_part(text)]
    titles = [tidy(told.title), *(tidy(one) for one in _TITLE.findall(text)[:1])]
    refuse_gate(text, "\n".join(titles), "\n".join([*map(_words, blocks)] if blocks else _seen(tree)))
    blocks = [*_without_holes(with_cover(blocks, tree), left)][:MAX_BLOCKS]
    if not blocks:
        raise UnsupportedMediaError("There is no readable text in this page.", hint="Pass the article as Markdown.")
    return Outline(
        title=plain_line(front.title) or tidy(told.title),
        description=plain_line(front.description) or tidy(told.description),
        author=name_of(str(front.author or told.author or "").split(";")[0]),
        language=tidy(front.language)[:12] or _language(text) or tidy(told.language)[:12],
        published=front.published or day_of(str(told.date or "")),
        updated=front.updated,
        site=tidy(told.sitename)[:80],
        url=front.url or str(told.url or ""),
        tags=tuple(dict.fromkeys(map(tidy, [*front.tags, *(told.categories or []), *(told.tags or [])])))[:20],
        blocks=tuple(_placed(one, url) for one in blocks),
        notes=told_of(left),
    )


def _unwrapped(page: str) -> str:
    """The page without breaks of lines between ideographs, which would be taken for spaces."""
    parts = _PREFORMATTED.split(page)
    tags = ["", *parts[1::2]]
    texts = zip(tags, parts[::2], strict=True)
    return "".join(tag + (text if tag.lower() == "<pre" else _WRAP.sub(_joined, text)) for tag, text in texts)


def _joined(wrap: re.Match[str]) -> str:
    return wrap[1] if is_ideographic(wrap[1]) and is_ideographic(wrap[2]) else wrap[0]


def _cleaned(text: str, left: Counter[str]) -> Any:
    """The page without what its readers do not take for text: marks of notes, anchors, formulas, places of pictures."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(_DECLARATION.sub("", text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
        raise UnsupportedMediaError(
            "There is no readable text in this page.", hint="Pass the article as Markdown."
        ) from exc
    for node in tree.xpath(_FORMULAS):
        if node.getparent() is not None:
            left["formula"] += 1
            node.tail = HOLE + (node.tail or "")
            node.drop_tree()
    for node in tree.xpath(_MARKS):
        if node.getparent() is not None:
            node.drop_tree()
    return tree


def _of_part(text: str) -> Iterator[Block]:
    """The blocks of a piece of a page, or of the article that a page marks as such, however little it says."""
    part = _MARKED.search(text)
    if part or not _WHOLE.search(text[:5000]):
        yield from read_fragment(part[0] if part else _DECLARATION.sub("", text), Counter())


def _seen(tree: Any) -> list[str]:
    """Every word of a page in which no article was found."""
    body = tree.find("body")
    return [tidy(words_of(body))] if body is not None else []


def _words(block: Block) -> str:
    match block:
        case Paragraph():
            return block.whole
        case Heading() | Note() | Quotation() | Code():
            return block.text
        case ListBlock():
            return " ".join(item.whole for item in block.items)
        case _:
            return ""


def _without_holes(blocks: Sequence[Block], left: Counter[str]) -> Iterator[Block]:
    """The blocks without the sentences that have lost a formula."""
    for block in blocks:
        match block:
            case Paragraph() | Note():
                if (text := whole_sentences(block.text, left)) or (isinstance(block, Paragraph) and block.lead):
                    yield block.model_copy(update={"text": text})
            case Heading():
                if text := tidy(block.text.replace(HOLE, " ")):
                    yield block.model_copy(update={"text": text})
            case ListBlock():
                texts = [(item, whole_sentences(item.text, left)) for item in block.items]
                if items := tuple(item.model_copy(update={"text": text}) for item, text in texts if text):
                    yield block.model_copy(update={"items": items})
            case _:
                yield block


def _language(text: str) -> str:
    # Old browsers were given an <html> of their own in comments, in whatever language the template was.
    start = _COMMENT.sub("", text[:8000])
    said = re.search(r"<html[^>]{0,400}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", start[:4000], re.IGNORECASE)
    return said[1].lower() if said else ""


def _placed(block: Block, url: str | None) -> Block:
    """A picture with its whole address."""
    if not isinstance(block, PictureBlock) or not url or block.source.startswith((SCHEME, "data:")):
        return block
    return block.model_copy(update={"source": urljoin(url, block.source)})
