"""Tells what is no article: other kinds of documents, and pages that stand in front of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from films.article.documents import EXTRA_HINT, SUFFIXES, is_installed
from footage import yaml_data
from footage.errors import UnsupportedMediaError

_PANDOC = "Convert it first: pandoc {name} -t gfm -o article.md"
_BY_CONTENT = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"\\documentclass", ".tex"),
    (b"PK\x03\x04", ".zip"),
)
_FEED = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_SHORT_CHARS = 1500
"""A page that says more than this is an article, though it may be one on such pages."""

_BARE_CHARS = 400
"""Pages with a form that is guarded have the same programs in them; but they say more than this."""


class _Document(BaseModel):
    """A kind of document, and how an article is made of it."""

    model_config = ConfigDict(extra="forbid")

    what: str = Field(alias="is")
    hint: str = _PANDOC


class _Gate(BaseModel):
    """A kind of page, and what gives it away: its words, its programs, or what it declares."""

    model_config = ConfigDict(extra="forbid")

    what: str = Field(alias="is")
    hint: str
    most_chars: int = _SHORT_CHARS
    words: tuple[str, ...]
    programs: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()

    def stands_in(self, page: str, title: str, words: str) -> bool:
        """Whether a short page is one of these; `words` is what can be read in it."""
        bare, short = len(words) <= _BARE_CHARS, len(words) <= self.most_chars
        return (
            _any(self.words).search(f"{title}\n{words if short else ''}") is not None
            or bool(bare and self.programs and _any(self.programs).search(page))
            or bool(self.declared and _any(self.declared).search(page))
        )


class _Kinds(BaseModel):
    model_config = ConfigDict(extra="forbid")

    documents: Mapping[str, _Document]
    gates: tuple[_Gate, ...]


def is_other_document(suffix: str) -> bool:
    """Whether the name of a document that is refused ends so."""
    return suffix.lower() in _kinds().documents


def refuse_document(name: str, suffix: str) -> None:
    """Refuse another kind of document by how its name ends, and one whose reader is not installed.

    Raises:
        UnsupportedMediaError: It is one that we do not read; the hint says how it becomes one that we do.
    """
    document = _kinds().documents.get(suffix.lower())
    if document and suffix.lower() in SUFFIXES:
        if is_installed(suffix.lower()):
            return
        raise UnsupportedMediaError(
            f"{name or 'This'} is {document.what}, which is read with the extra documents.",
            hint=f"{EXTRA_HINT}, or pass the article as Markdown, HTML or plain text.",
        )
    if document:
        hint = document.hint.format(name=name or f"article{suffix.lower()}")
        raise UnsupportedMediaError(f"{name or 'This'} is {document.what}, which is not read as an article.", hint=hint)


def kind_of(content: bytes) -> str:
    """How the name of a document of this kind ends, by how it begins; empty for text."""
    start = content[:2000].lstrip()
    found = next((suffix for mark, suffix in _BY_CONTENT if start.startswith(mark)), "")
    return ".rss" if _FEED.match(start) else _zipped(content) if found == ".zip" else found


def refuse_gate(page: str, title: str, words: str) -> None:
    """Refuse a page that stands in front of an article.

    Args:
        page: The HTML.
        title: What it is called.
        words: What can be read in it.

    Raises:
        UnsupportedMediaError: It is no article.
    """
    if len(words) > _SHORT_CHARS:
        return
    if gate := next((one for one in _kinds().gates if one.stands_in(page, title, words)), None):
        raise UnsupportedMediaError(f"This is {gate.what}, no article.", hint=gate.hint)


@cache
def _kinds() -> _Kinds:
    return yaml_data.load(_Kinds, Path(__file__).with_name("no_article.yaml"))


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE | re.DOTALL)


def _zipped(content: bytes) -> str:
    """What kind of document an archive is; ".zip" where it is none."""
    if b"application/epub+zip" in content[:200]:
        return ".epub"
    if b"opendocument.text" in content[:200]:
        return ".odt"
    return ".docx" if b"word/" in content[:20_000] or b"word/document.xml" in content[-60_000:] else ".zip"
