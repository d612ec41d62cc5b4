"""Reads a PDF: lines by where their letters stand, headings by how large those are."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from films.article.front_matter import day_of
from films.article.leads import labelled
from films.article.outline import MAX_BLOCKS, Block, Heading, ListBlock, ListItem, Outline, Paragraph, tidy
from films.article.pdf_pictures import pictures_of, placed
from footage.errors import UnsupportedMediaError
from media.writing.breaks import is_ideographic

_MAX_PAGES = 60
_MAX_CHARS = 400_000
_LARGER = 1.15
"""So much larger than most letters are those of a heading."""

_FEW_PAGES, _LONG_PAGE = 3, 15
_PAGE_NUMBER = re.compile(r"(?:page |seite |p\. ?|- ?)?\d{1,4}(?: ?(?:/|of|von|sur|de|-) ?\d{0,4})?", re.IGNORECASE)
_SHORTEST_TITLE = 4
_LONGEST_NOTE, _LONGEST_HEADING = 300, 200
_SMALLER = 0.85
_ITEM = re.compile(r"(?:[•‣◦▪●○∙·–-]|\(?\d{1,2}[.)])\s+(?=\S)")
_ENDS = re.compile(r"[.!?…:。！？：؟”\"»)]\s*\Z")
_HINT = "Pass the article's text as Markdown."
_CUT = f"Only the first {_MAX_PAGES} pages of it were read."
_NO_PICTURES = "No pictures could be taken out of the PDF; pass them as images."


@dataclass(frozen=True)
class _Line:
    """A line of letters: how large they are, where it stands and ends, in points."""

    text: str
    size: float
    top: float
    page: int


def read_pdf(content: bytes) -> Outline:
    """Read a PDF.

    Args:
        content: Its file.

    Raises:
        UnsupportedMediaError: It is damaged, locked with a password, or has pictures of text only.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnsupportedMediaError("The PDF is locked with a password.", hint=_HINT)
        told = reader.metadata
        title, author, made = tidy(told and told.title), tidy(told and told.author), told and told.creation_date
        pages = len(reader.pages)
        lines = [*_without_edges([line for at, page in _pages(reader) for line in _lines(page, at)])]
        pictures = pictures_of([page for _, page in _pages(reader)])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as exc:
        raise UnsupportedMediaError("The PDF is damaged.", hint=_HINT) from exc
    if sum(len(line.text) for line in lines) < 20 * min(1, pages):
        raise UnsupportedMediaError("There is no text in this PDF: its pages are pictures.", hint=_HINT)
    blocks = [*islice(_blocks(lines), MAX_BLOCKS)]
    page_chars = [sum(len(line.text) for line in lines if line.page == at) for at in range(min(pages, _MAX_PAGES))]
    is_name = bool(title) and not re.search(
        r"\.(?:docx?|pdf|indd|tex|pages)\b|^(?:untitled|microsoft word|document\d*)", title, re.I
    )
    shown, files = placed(blocks if is_name else _led_by_largest(blocks), pictures, page_chars)
    return Outline(
        title=title if is_name else "",
        author=author if " " in author else "",
        published=day_of(f"{made:%Y-%m-%d}") if made else "",
        blocks=tuple(shown[:MAX_BLOCKS]),
        pictures=files,
        notes=(*([_CUT] if pages > _MAX_PAGES else []), *([] if files else [_NO_PICTURES])),
    )


def _pages(reader: Any) -> Iterator[tuple[int, Any]]:
    return enumerate(islice(reader.pages, _MAX_PAGES))


def _lines(page: Any, number: int) -> Iterator[_Line]:
    """The lines of a page as they follow each other in its file, which is nearly always how they are read."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, current: Any, matrix: Any, font: Any, size: float) -> None:
        height = abs(size * (matrix[3] or matrix[0] or 1) * (current[3] or 1))
        found.append((text, height, matrix[5] * (current[3] or 1) + current[5]))

    page.extract_text(visitor_text=visit)
    line, sizes, top, chars = "", Counter[float](), 0.0, 0
    for text, size, y in found:
        for piece in re.split(r"(\n)", text):
            if piece == "\n":
                if line.strip():
                    yield _Line(tidy(line), _most(sizes), top, number)
                line, sizes = "", Counter[float]()
            elif piece.strip():
                sizes[round(size, 1)] += len(piece.strip())
                top, line, chars = y, line + piece, chars + len(piece)
            else:
                line += piece
        if chars > _MAX_CHARS:
            return
    if line.strip():
        yield _Line(tidy(line), _most(sizes), top, number)


def _most(sizes: Counter[float]) -> float:
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _without_edges(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines without those that stand on page after page, and without the pages' numbers."""
    pages = [[line for line in lines if line.page == page] for page in sorted({line.page for line in lines})]
    edges = [{_faceless(line) for line in _edges_of(page)} for page in pages]
    seen = Counter(key for page in edges for key in page)
    for page, edge in zip(pages, edges, strict=True):
        for line in page:
            key = _faceless(line)
            repeated = key in edge and len(pages) >= _FEW_PAGES and seen[key] > len(pages) / 2
            if not repeated and not _PAGE_NUMBER.fullmatch(line.text):
                yield line


def _edges_of(page: Sequence[_Line]) -> Sequence[_Line]:
    edge = 2 if len(page) >= _LONG_PAGE else 1
    usual = _most(Counter(line.size for line in page))
    return [line for line in (*page[:edge], *page[-edge:]) if line.size < _LARGER * usual]


def _faceless(line: _Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = _most(sizes) or 1.0
    larger = sorted({line.size for line in lines if line.size >= _LARGER * body}, reverse=True)
    items: list[ListItem] = []
    for text, size in _with_initials(lines, larger):
        item = None if size in larger else _ITEM.match(text)
        if item:
            items.append(ListItem(text=text[item.end() :]))
            continue
        if items:
            yield ListBlock(items=labelled(items))
            items = []
        yield from _block(text, size, body, larger)
    if items:
        yield ListBlock(items=labelled(items))


def _with_initials(lines: Sequence[_Line], larger: Sequence[float]) -> Iterator[tuple[str, float]]:
    """Each text and its size; a first letter as high as several lines belongs to the word behind it."""
    initial = ""
    for group in _groups(lines):
        text, size = _joined([line.text for line in group]), group[0].size
        if size in larger and len(text) == 1:
            initial = text
            continue
        if initial and text[:1].islower():
            text, initial = initial + text, ""
        yield text, size


def _block(text: str, size: float, body: float, larger: Sequence[float]) -> Iterator[Block]:
    if size < _SMALLER * body and len(text) < _LONGEST_NOTE:
        return
    if size in larger and len(text) <= _LONGEST_HEADING and not text.endswith("."):
        yield Heading(level=min(6, larger.index(size) + 1), text=text)
    elif any(map(str.isalpha, text)):
        yield Paragraph(text=text)


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that belong together: those of one size, as far apart as the lines of a paragraph are."""
    gaps = Counter(
        round(one.top - two.top) for one, two in pairwise(lines) if one.page == two.page and 0 < one.top - two.top < 60
    )
    usual = gaps.most_common(1)[0][0] if gaps else 0
    group: list[_Line] = []
    for line in lines:
        if group and not _follows(group, line, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _follows(group: Sequence[_Line], line: _Line, usual: int) -> bool:
    last = group[-1]
    if abs(line.size - last.size) > 0.6 or _ITEM.match(line.text):
        return False
    if line.page != last.page or line.top > last.top:  # the next page or column
        return not _ENDS.search(last.text) and not line.text[:1].isupper()
    longest = max(len(one.text) for one in group)
    is_short = len(group) > 1 and len(last.text) < 0.6 * longest and bool(_ENDS.search(last.text))
    return last.top - line.top <= 1.35 * max(usual, line.size) and not is_short


def _joined(lines: Sequence[str]) -> str:
    """The lines in one, words whole that were hyphenated between two."""
    text = lines[0]
    for line in lines[1:]:
        if re.search(r"[a-zà-ÿ]-\Z", text) and line[:1].islower():
            text = text[:-1] + line
        elif is_ideographic(text[-1:]) and is_ideographic(line[:1]):
            text += line
        else:
            text = f"{text} {line}"
    return tidy(text)


def _led_by_largest(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the largest heading of the beginning first, so that it is the title."""
    first = [one for one in blocks[:6] if isinstance(one, Heading) and len(one.text) >= _SHORTEST_TITLE]
    if not first:
        return list(blocks)
    top = min(first, key=lambda one: one.level)
    return [top, *(one for one in blocks if one is not top)]
