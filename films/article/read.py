"""Reads an article in any supported format into an outline."""

from __future__ import annotations

import re
from typing import Literal

from films.article.outline import Outline, titled
from footage.errors import InvalidInputError, UnsupportedMediaError

MAX_ARTICLE_BYTES = 2_000_000

Format = Literal["markdown", "html"]
"""Plain text is read as Markdown."""

_HTML = re.compile(
    r"\A\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|article|main|section|div|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_article(content: str | bytes, *, name: str = "", url: str | None = None) -> Outline:
    """Read an article.

    Args:
        content: Markdown, HTML or plain text; bytes may be in any encoding that they declare, else UTF-8.
        name: What to call it when it has no title.
        url: Where it came from.

    Raises:
        InvalidInputError: There are no words in it.
        UnsupportedMediaError: It is no text, longer than `MAX_ARTICLE_BYTES`, or a page without readable text.
    """
    text = decoded(content) if isinstance(content, bytes) else content
    if len(text.encode(errors="replace")) > MAX_ARTICLE_BYTES:
        raise UnsupportedMediaError(f"The article is longer than {MAX_ARTICLE_BYTES / 1e6:g} MB.")
    if format_of(text) == "html":
        from films.article.html import read_html

        outline = read_html(text, url)
    else:
        from films.article.markdown import read_markdown

        outline = read_markdown(text)
    if not outline.blocks and not outline.title:
        raise InvalidInputError("The article has no words.", hint="Pass Markdown, HTML, a path or a URL.")
    return titled(outline, name)


def format_of(text: str) -> Format:
    """The format of a text, judged by how it begins."""
    return "html" if _HTML.match(text[:20_000]) else "markdown"


def decoded(content: bytes) -> str:
    """Decode a file's bytes as text.

    Raises:
        UnsupportedMediaError: It is not text.
    """
    if len(content) > MAX_ARTICLE_BYTES:
        raise UnsupportedMediaError(f"The article is longer than {MAX_ARTICLE_BYTES / 1e6:g} MB.")
    said = _CHARSET.search(content[:4000])
    for encoding in ("utf-8-sig", said[1].decode() if said else "utf-8"):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _BINARY.search(text[:100_000]):
            return text
    raise UnsupportedMediaError("This is no text.", hint="Pass Markdown, HTML or plain text in UTF-8.")
