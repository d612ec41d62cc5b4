"""Reads an article in any supported format into an outline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from films.article.changelog import newest_release
from films.article.documents import SUFFIXES as DOCUMENTS
from films.article.documents import read_document
from films.article.embedded import without_embedded
from films.article.encoding import decoded
from films.article.front_matter import split_front_matter
from films.article.furniture import without_furniture, without_site
from films.article.holes import HOLE
from films.article.interview import with_exchanges
from films.article.leads import settled
from films.article.mended import captioned, told_headings, unbroken, without_label
from films.article.no_article import kind_of, refuse_document
from films.article.outline import Outline, PictureBlock, numbered, titled
from footage.errors import InvalidInputError, UnsupportedMediaError

MAX_ARTICLE_BYTES = 2_000_000
"""Without its pictures: those that stand in the text itself are taken out first."""

MAX_FILE_BYTES = 60_000_000
"""With them."""

Format = Literal["markdown", "html"]
"""Plain text is read as Markdown."""

_MARKDOWN = frozenset(
    {
        *(".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".mdoc", ".qmd", ".rmd"),
        *(".txt", ".text"),
    }
)
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
SUFFIXES = _MARKDOWN | _HTML | DOCUMENTS
"""How the names of files end that are read as articles."""

_PAGE = re.compile(
    r"\A(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_PART = re.compile(r"\A(?:<!--.*?-->\s*)*<(?:article|main|section|div|header|h[1-6]|p)\b", re.IGNORECASE | re.DOTALL)
_MARKDOWN_LINE = re.compile(
    r"^(?:#{1,6} \S|[-*+] \S|\d+[.)] \S|> |```|~~~|\|.*\|"
    r"|(?=[^<\n]{0,200}\]\()|(?=[^<\n]{0,200}\*\*\S)|(?:={3,}|-{3,})$)",
    re.MULTILINE,
)
_COUNTING_KEYCAP = re.compile(
    r"^([ \t]*(?:#{1,6}[ \t]+)?(?:\*\*|<h[1-6][^>]*>)?)(\d{1,2})\ufe0f?\u20e3[ \t]*(?=\S)", re.MULTILINE
)
_KEYCAP = re.compile(r"(\d{1,2}|[#*])\ufe0f?\u20e3")
_LOOKED_AT = 200_000
_FURNITURE = "What belongs to its site was left out: {count} lines and lists around the text."


def read_article(
    content: str | bytes,
    *,
    name: str = "",
    suffix: str = "",
    url: str | None = None,
    declared: str = "",
    authors: Mapping[str, str] = {},
) -> Outline:
    """Read an article.

    Args:
        content: Markdown, HTML or plain text; bytes may be in any encoding that they declare, else UTF-8.
        name: What to call it when it has no title.
        suffix: How its file's name ends, for example ".md"; it says what the content is.
        url: Where it came from.
        declared: The encoding that the server stated.
        authors: The names of those whom its site knows by others, such as "jane".

    Raises:
        InvalidInputError: There are no words in it.
        UnsupportedMediaError: It is no text, longer than `MAX_ARTICLE_BYTES`, a page without readable text, or one in
            front of an article.
    """
    suffix = suffix.lower()
    refuse_document("", suffix)
    if isinstance(content, bytes):
        if len(content) > MAX_FILE_BYTES:
            raise UnsupportedMediaError(f"The article is larger than {MAX_FILE_BYTES / 1e6:g} MB.")
        kind = _kind(content, suffix)
        refuse_document("", kind)
        if kind in DOCUMENTS:
            return _whole(read_document(content, kind), name)
        content = decoded(content, declared)
    text, pictures = without_embedded(_with_plain_keycaps(content.removeprefix("\ufeff")))
    if len(text.encode(errors="replace")) > MAX_ARTICLE_BYTES:
        raise UnsupportedMediaError(f"The article's text is longer than {MAX_ARTICLE_BYTES / 1e6:g} MB.")
    if format_of(text, suffix) == "html":
        from films.article.html import read_html

        outline = read_html(text, url)
    else:
        from films.article.markdown import read_markdown

        outline = read_markdown(text, suffix=suffix, authors=authors)
    return _whole(outline.model_copy(update={"pictures": pictures}), name)


def _with_plain_keycaps(text: str) -> str:
    """Keys with a digit on them count parts of a text: "1️⃣ Ask" is "1. Ask"."""
    text = text.replace("\U0001f51f", "10\ufe0f\u20e3") if "\u20e3" in text else text
    return _KEYCAP.sub(r"\1", _COUNTING_KEYCAP.sub(r"\1\2. ", text))


def written(content: bytes, suffix: str = "") -> str:
    """An article as it is written; empty for documents that are no text.

    Args:
        content: Its file.
        suffix: How the file's name ends.
    """
    return "" if _kind(content, suffix.lower()) in DOCUMENTS else decoded(content)


def _kind(content: bytes, suffix: str) -> str:
    found = kind_of(content) or suffix
    return suffix if found == ".zip" and suffix in DOCUMENTS else found


def _whole(outline: Outline, name: str) -> Outline:
    """An outline with all that can only be told once every block is there."""
    if not outline.blocks and not outline.title:
        raise InvalidInputError("The article has no words.", hint="Pass Markdown, HTML, a path or a URL.")
    bare = outline.model_copy(update={"title": without_site(outline.title, outline.site)})
    whole = newest_release(titled(bare, name), name)
    kept, count = without_furniture([*with_exchanges(captioned(told_headings(whole.blocks)))])
    notes = (*whole.notes, *([_FURNITURE.format(count=count)] if count else []))
    kept = [block for block in without_label(kept) if not isinstance(block, PictureBlock) or HOLE not in block.source]
    known = {"blocks": tuple(settled(kept)), "notes": notes, "description": unbroken(whole.description)}
    return numbered(whole.model_copy(update=known))


def format_of(text: str, suffix: str = "") -> Format:
    """The format of a text: what its file's name says, unless it is a whole page; else what it begins with.

    Args:
        text: The text.
        suffix: How its file's name ends; empty where it has none.
    """
    start = split_front_matter(text[:_LOOKED_AT]).body.lstrip("\ufeff \t\r\n")
    if _PAGE.match(start) or suffix in _HTML:
        return "html"
    if suffix in _MARKDOWN or not _PART.match(start):
        return "markdown"
    # Markdown may begin with a tag as well, such as a logo in the middle; lines of its own give it away.
    return "markdown" if _MARKDOWN_LINE.search(re.sub(r"<pre\b.*?</pre>", "", start, flags=re.DOTALL)) else "html"
