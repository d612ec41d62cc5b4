"""Reads HTML, in a Markdown text or of a page: its words, pictures, lists and tables, without the tags."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from films.article.html_pictures import PICTURES, picture_at, pictures_in
from films.article.leads import BREAK, STRONG, WEAK, labelled, led, lines_of, plain, strong_in
from films.article.notices import NOTICES, noted
from films.article.outline import (
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    Table,
    quoted,
    tidy,
)
from films.article.tables import aligned
from media.writing.breaks import flowing

UNSEEN = frozenset(
    [
        *("script", "style", "svg", "noscript", "template", "head", "nav", "form", "button", "select", "math"),
        # Distill's notes, citations and formulas, which other sites have taken over.
        *("d-math", "d-cite", "d-footnote", "d-bibliography", "d-contents", "dt-math", "dt-cite", "dt-fn"),
    ]
)
FORMULAS = frozenset({"math", "d-math", "dt-math"})
EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed", "canvas"})
_UNREAD = UNSEEN | EMBEDS | {"rt", "rp"}
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"),
        *("label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time"),
        *("tt", "u", "var", "wbr", "br"),
    }
)
_WHOLE = frozenset({"ul", "ol", "dl", "blockquote", "pre", "table", "figure", "picture"})
_LABELS = frozenset({"summary", "figcaption", "rp", "rt", "caption"})
_BOLD = frozenset({"b", "strong"})
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight-source|highlight|brush:\s*)-?\s*|sourceCode\s+(?!sourceCode))([A-Za-z][\w+#-]*)"
)
_NOTICE_CLASS = re.compile(
    r"(?:admonition|callout|alert|notice|note|markdown-alert|hint|message|custom-block)", re.IGNORECASE
)
_MAX_DEPTH = 80


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
    yield from read_nodes(parts, left)


def read_nodes(parts: Sequence[Any], left: Counter[str]) -> Iterator[Block]:
    """The blocks of elements and of texts between them.

    Args:
        parts: They follow each other.
        left: Counts what is left out.
    """
    said: list[str] = []
    for part in parts:
        if isinstance(part, str):
            said.append(part)
        else:
            if isinstance(part.tag, str):
                _flatten(part)
            yield from _element(part, said, left, depth=0)
    yield from _paragraph(said)


def _flatten(root: Any) -> None:
    """Take out what is nested deeper than any article is."""
    from lxml import etree

    depth, too_deep = 0, []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == _MAX_DEPTH:
            too_deep.append(node)
    for node in too_deep:
        node.getparent().remove(node)


def _element(node: Any, said: list[str], left: Counter[str], depth: int) -> Iterator[Block]:
    """The blocks of an element and of what follows it; words of its line are gathered in `said`."""
    yield from _inside(node, said, left, depth)
    if node.tail:
        said.append(node.tail)


def _inside(node: Any, said: list[str], left: Counter[str], depth: int) -> Iterator[Block]:
    name = node.tag if isinstance(node.tag, str) else ""
    if not name or name in UNSEEN or name in _LABELS or depth > _MAX_DEPTH:
        return
    if name in EMBEDS:
        left["embed"] += 1
    elif name in PICTURES:
        if picture := picture_at(node):
            yield picture
    elif name == "br":
        said.append(BREAK)
    elif name in _INLINE:
        before = node.getprevious()
        # Links without a space between them are set apart by the page's style.
        said.append(BREAK if name == "a" and before is not None and before.tag == "a" and not before.tail else "")
        said.append(STRONG if name in _BOLD else "")
        said.append(node.text or "")
        for child in node:
            yield from _element(child, said, left, depth + 1)
        said.append(WEAK if name in _BOLD else "")
    else:
        yield from _paragraph(said)
        yield from _block(node, name, left, depth)


def _block(node: Any, name: str, left: Counter[str], depth: int) -> Iterator[Block]:
    if name in _HEADINGS or name in _WHOLE:
        yield from _whole(node, name, left)
        return
    if label := _notice_of(node, name):
        yield from _notice(node, label, left)
        return
    said = [node.text or ""]
    for child in node:
        yield from _element(child, said, left, depth + 1)
    yield from _paragraph(said)


def _whole(node: Any, name: str, left: Counter[str]) -> Iterator[Block]:
    """An element that is a block as it is."""
    match name:
        case "figure":
            yield from _figure(node, left)
            return
        case "ul" | "ol" | "dl":
            items = [item for item in (_terms(node) if name == "dl" else _items(node, 0)) if item.whole]
            if items:
                yield ListBlock(items=labelled(items), numbered=name == "ol")
            yield from map(_code, node.iter("pre"))
        case "blockquote":
            yield from _quote(node)
        case "pre":
            yield from [one for one in [_code(node)] if one.text.strip()]
        case "table":
            yield from _table(node, left)
            return
        case "picture":
            pass
        case _:
            if text := unmarked(tidy(flowing_words(node))):
                yield Heading(level=_HEADINGS[name], text=text)
    yield from pictures_in(node)


def _figure(node: Any, left: Counter[str]) -> Iterator[Block]:
    """A figure's pictures with the words under them, or what else it shows."""
    captions = [plain(raw_words(one)) for one in node.iter("figcaption")]
    caption = unmarked(captions[0])[:300] if captions else ""
    shown: list[Block] = [*pictures_in(node, caption)]
    if not shown:
        said = [node.text or ""]
        for child in node:
            shown += _element(child, said, left, depth=1)
        shown = [
            one.model_copy(update={"caption" if isinstance(one, Table) else "title": caption})
            if isinstance(one, Table | Code) and caption
            else one
            for one in shown
        ]
        shown += _paragraph(said)
    yield from shown


def _items(node: Any, depth: int) -> Iterator[ListItem]:
    for one in node:
        if one.tag == "li":
            raw = raw_words(one, without=("ul", "ol", "pre"))
            lead, text = led(raw)
            text, lead = (text, lead) if text else (lead, "")
            box = next((inner for inner in one.iter("input") if inner.get("type") == "checkbox"), None)
            done = box.get("checked") is not None if box is not None else None
            yield ListItem(
                lead=unmarked(lead), text=unmarked(text), strong=strong_in(raw), depth=min(depth, 5), done=done
            )
            for inner in one:
                if inner.tag in {"ul", "ol"}:
                    yield from _items(inner, depth + 1)
        elif one.tag in {"ul", "ol"}:
            yield from _items(one, depth + 1)


def _terms(node: Any) -> Iterator[ListItem]:
    """The terms of a list of definitions with what each means."""
    terms: list[str] = []
    for one in node.iter("dt", "dd"):
        text = unmarked(plain(raw_words(one)))
        if one.tag == "dt":
            terms.append(text)
        elif text:
            yield ListItem(lead=", ".join(terms), text=text)
            terms = []


def _quote(node: Any) -> Iterator[Block]:
    source = next((plain(raw_words(one)) for one in node.iter("cite", "footer", "figcaption")), "")
    text = unmarked(plain(raw_words(node, without=("footer", "figcaption", *(["cite"] if source else [])))))
    if quote := quoted([text] if text else []):
        source = source.lstrip("—–- ")
        yield Quotation(text=quote.text, source=source) if source else quote


def _code(node: Any) -> Code:
    classes = " ".join(
        str(one.get("class") or "") for one in [node.getparent(), node, *node.iter("code")] if one is not None
    )
    told = node.get("data-language") or node.get("data-lang") or node.get("lang") or ""
    found = _LANGUAGE.search(classes)
    language = re.sub(r"\A(?:lang(?:uage)?-)+|-+\Z", "", told or (found[1] if found else ""))
    around = [one for one in (node, node.getparent()) if one is not None]
    names = (str(one.get(key) or "") for one in around for key in ("data-caption", "data-filename", "data-title"))
    return Code(
        text="".join(_code_text(node)).strip("\n"),
        language="" if language in {"text", "plaintext", "none"} else language[:30],
        title=next(filter(None, names), "")[:80],
    )


def _code_text(node: Any) -> Iterator[str]:
    if isinstance(node.tag, str) and not re.search(r"line-?n(?:umber|o)|gutter|copy", str(node.get("class") or "")):
        yield "\n" if node.tag == "br" else node.text or ""
        for child in node:
            if child.tag not in {"button", "style", "script"}:
                yield from _code_text(child)
            yield child.tail or ""


def _notice_of(node: Any, name: str) -> str:
    """What a remark is called that an element is; empty for any other."""
    classes = str(node.get("class") or "").lower()
    is_pandocs = classes in NOTICES and len(node) > 1 and node[0].get("class") == "title"
    if name not in {"div", "aside", "section"} or not (is_pandocs or _NOTICE_CLASS.search(classes)):
        return ""
    words = [word for word in re.findall(r"[a-z]+", classes) if word in NOTICES]
    return (words[-1] if words else "note") if words or name == "aside" else ""


def _notice(node: Any, label: str, left: Counter[str]) -> Iterator[Block]:
    """A remark: its texts as one, then what else is in it."""
    title = ""
    for one in node.iter("p", "div", "span", "strong", "h3", "h4", "h5", "h6", "summary"):
        if re.search(r"title|heading", str(one.get("class") or "")) or one.tag in {"h3", "h4", "h5", "h6"}:
            title = unmarked(plain(raw_words(one)))
            one.text, one[:] = "", []
            break
    said = [node.text or ""]
    inside: list[Block] = []
    for child in node:
        inside += _element(child, said, left, depth=1)
    inside += _paragraph(said)
    yield from noted(label, title, [one.whole for one in inside if isinstance(one, Paragraph)])
    yield from (one for one in inside if not isinstance(one, Paragraph))


def _table(node: Any, left: Counter[str]) -> Iterator[Block]:
    parts = [inner for one in node for inner in ([one] if one.tag == "tr" else one if one.tag in _PARTS else ())]
    rows = [[one for one in row if one.tag in {"td", "th"}] for row in parts if row.tag == "tr"]
    rows = [row for row in rows if row]
    if max(map(len, rows), default=0) <= 1 or any(cell.find(".//table") is not None for row in rows for cell in row):
        said: list[str] = []  # a table that only lays out a page
        for cell in (cell for row in rows for cell in row):
            for child in cell:
                yield from _element(child, said, left, depth=1)
            said.insert(0, cell.text or "")
            yield from _paragraph(said)
        return
    texts = [tuple(unmarked(plain(raw_words(cell))) for cell in row for _ in range(_spanned(cell))) for row in rows]
    has_header = all(cell.tag == "th" for cell in rows[0]) or rows[0][0].getparent().getparent().tag == "thead"
    body = [row for row in texts[1 if has_header and len(texts) > 1 else 0 :] if any(row)]
    if body:
        yield Table(
            header=texts[0] if has_header and len(texts) > 1 else (),
            rows=tuple(body),
            caption=next((unmarked(plain(raw_words(one)))[:300] for one in node.iter("caption")), ""),
            align=aligned([f"{cell.get('style') or ''};text-align:{cell.get('align') or ''}" for cell in rows[0]]),
        )
    yield from pictures_in(node)


def _spanned(cell: Any) -> int:
    span = str(cell.get("colspan") or "1")
    return min(12, max(1, int(span))) if span.isdecimal() else 1


def raw_words(node: Any, without: tuple[str, ...] = ()) -> str:
    """The words inside an element, with the signs of `films.article.leads`.

    Args:
        node: The element.
        without: What is inside elements of these names is left out.
    """
    found = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _UNREAD and child.tag not in without:
            if child.tag == "br":
                found.append(BREAK)
            elif child.tag in _BOLD:
                found += [STRONG, raw_words(child, without), WEAK]
            else:
                inner = raw_words(child, without)
                found.append(inner if child.tag in _INLINE else f" {inner} ")
        found.append(child.tail or "")
    return "".join(found)


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
    raw = "".join(said)
    said.clear()
    if not re.search(r"\w", raw):
        return
    if lines := lines_of(raw):
        items = [led(line) for line in lines]
        yield ListBlock(
            items=labelled([ListItem(lead=lead if text else "", text=text or lead) for lead, text in items])
        )
        return
    lead, text = led(raw)
    yield Paragraph(lead=unmarked(lead), text=unmarked(text), strong=strong_in(raw))
