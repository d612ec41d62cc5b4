"""Reads Markdown into an outline: CommonMark with tables, HTML, front matter, and what site generators add to it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from films.article import fragments, mdx
from films.article.embedded import EMPTY
from films.article.front_matter import split_front_matter
from films.article.holes import HOLE, told_of, whole_sentences
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
    quoted,
    tidy,
)
from films.article.syntax import plain_markdown
from media.writing.breaks import flowing

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_CUT = "Only the first part of it was read: it is as long as a book."
_MAX_NESTING = 20
_READ_CHARS = 400_000
"""What comes after these is not read: it is a long book, and a film shows a page of it."""

_BREAKS = {"softbreak": "\n", "hardbreak": " "}
_ALERT = re.compile(r"\s*\[!\w+\][+-]?[ \t]*")
_DIRECTIVE = re.compile(r"\{([a-z:-]+)\}\s*(.*)", re.DOTALL)
_DIAGRAMS = frozenset(
    [
        "mermaid",
        "plantuml",
        "math",
        "latex",
        "katex",
        "dot",
        "graphviz",
        "chart",
        "echarts",
        "vega",
        "vega-lite",
        "d2",
        "flow",
        "sequence",
    ]
)
_NOTICES = frozenset(
    [
        "note",
        "tip",
        "hint",
        "important",
        "warning",
        "caution",
        "danger",
        "attention",
        "seealso",
        "admonition",
        "error",
        "info",
        "margin",
        "sidebar",
    ]
)
_BARE_LINK = re.compile(r"<?https?://\S+>?")
_STRAY = re.compile(r"(?<![\s\w*])\*\*|\*\*(?![\s\w*])|(?<=[^\x00-\x7f])\*\*|\*\*(?=[^\x00-\x7f])")
"""Marks of bold text that CommonMark does not take for one, because a letter without a space before it follows."""

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")


def read_markdown(text: str, *, suffix: str = "") -> Outline:
    """Read an article.

    Args:
        text: Markdown; front matter may give title, description, author, language and a picture.
        suffix: How its file's name ends, for example ".mdx"; empty where it has none.
    """
    front = split_front_matter(re.sub(r"\r\n?", "\n", text[:_READ_CHARS]))
    cleared = plain_markdown(front.body, is_mdx=suffix == ".mdx" or mdx.is_mdx(front.body))
    reader = _Reader(cleared.left_out)
    cover = [PictureBlock(source=front.cover)] if front.cover else []
    blocks = itertools.islice(itertools.chain(cover, reader.read(cleared.text)), MAX_BLOCKS)
    return Outline(
        title=fragments.plain_line(front.title),
        description=fragments.plain_line(front.description),
        author=_author(front.author),
        language=tidy(front.language)[:12],
        blocks=tuple(_once(blocks)),
        notes=(
            *(["The front matter is not quite right; its lines were read one by one."] if front.is_broken else []),
            *([_CUT] if len(text) > _READ_CHARS else []),
            *told_of(reader.left_out),
        ),
    )


def _author(name: str) -> str:
    """A person's name; sites often give the name of an entry in a list of theirs instead."""
    name = tidy(name).removeprefix("@")[:80]
    return name.replace("-", " ").replace("_", " ").title() if _SLUG.fullmatch(name) else name


def _once(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, each picture only the first time, and without those that merely hold a place."""
    seen = {EMPTY}
    for block in blocks:
        if isinstance(block, PictureBlock):
            if block.source in seen:
                continue
            seen.add(block.source)
        yield block


class _Reader:
    """Turns parsed Markdown into blocks and counts what has no place in a film."""

    def __init__(self, left_out: Counter[str]) -> None:
        self.left_out = left_out

    def read(self, text: str) -> Iterator[Block]:
        from markdown_it import MarkdownIt
        from markdown_it.tree import SyntaxTreeNode

        parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
        yield from self._blocks(SyntaxTreeNode(parser.parse(text)).children)

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        for node in nodes:
            match node.type:
                case "heading":
                    if text := self._line(node):
                        yield Heading(level=int(node.tag[1]), text=text)
                    yield from self._pictures(node)
                case "paragraph":
                    yield from self._paragraph(node)
                case "bullet_list" | "ordered_list":
                    yield from self._list(node)
                case "blockquote":
                    yield from self._quote(node)
                case "fence" | "code_block":
                    yield from self._code(node)
                case "table":
                    yield from self._table(node)
                case "html_block":
                    yield from fragments.read_fragment(node.content, self.left_out)
                case _:
                    pass

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        for part in _apart(node):
            text = tidy(flowing("".join(self._pieces(part))))
            if _BARE_LINK.fullmatch(text):
                self.left_out["bare link"] += 1
            elif text := whole_sentences(text, self.left_out):
                yield Paragraph(text=text)
        yield from self._pictures(node)

    def _pictures(self, node: SyntaxTreeNode) -> Iterator[Block]:
        for inner in node.walk():
            if inner.type == "image" and (source := str(inner.attrGet("src") or "")):
                yield PictureBlock(source=source, alt=_alt(inner.content))
            elif (
                inner.type == "html_inline"
                and inner.content[:4].lower() == "<img"
                and (picture := fragments.picture_of(inner.content))
            ):
                yield picture

    def _list(self, node: SyntaxTreeNode) -> Iterator[Block]:
        items = [text for text in self._items(node) if text]
        if items:
            yield ListBlock(items=tuple(items), numbered=node.type == "ordered_list")
        for inner in node.walk():
            if inner.type in {"fence", "code_block"}:
                yield from self._code(inner)
        yield from self._pictures(node)

    def _items(self, node: SyntaxTreeNode) -> Iterator[str]:
        for item in node.children:
            own = [self._line(child) for child in item.children if child.type in {"paragraph", "heading"}]
            yield tidy(re.sub(r"^\[[ xX]\]\s+", "", flowing("\n".join(own))))
            for child in item.children:
                if child.type in {"bullet_list", "ordered_list"}:
                    yield from self._items(child)

    def _quote(self, node: SyntaxTreeNode) -> Iterator[Block]:
        said = [self._line(child) for child in node.children if child.type in {"paragraph", "heading"}]
        if said and _ALERT.match(said[0]):  # a notice, set as a quotation
            for text in (_ALERT.sub("", said[0], count=1), *said[1:]):
                if text:
                    yield Paragraph(text=text)
        elif quote := quoted([text for text in said if text]):
            yield quote
        yield from self._pictures(node)
        yield from self._blocks([child for child in node.children if child.type not in {"paragraph", "heading"}])

    def _code(self, node: SyntaxTreeNode) -> Iterator[Block]:
        info, content = tidy(node.info), node.content.strip("\n")
        if directive := _DIRECTIVE.match(info):
            yield from self._directive(directive[1], directive[2], content)
        elif info.split(" ")[0].strip("{.}").lower() in _DIAGRAMS:
            self.left_out["diagram"] += 1
        elif content.strip() and not re.search(r"\b(?:include|echo)\s*=\s*F", info):
            yield Code(text=content, language=_language(info))

    def _directive(self, name: str, told: str, content: str) -> Iterator[Block]:
        """What MyST writes as a fence with a name in braces."""
        body = re.sub(r"\A(?:[ \t]*:[\w-]+:[^\n]*\n?|---\n.*?\n---\n?)+", "", content, flags=re.DOTALL)
        if name in _NOTICES:
            yield from self.read(body)
        elif name in {"image", "figure"} and told:
            yield PictureBlock(source=told.split(" ")[0], alt=tidy(body)[:200])
        elif name.startswith("code") and body.strip():
            yield Code(text=body.strip("\n"), language=_language(told))
        else:
            self.left_out["directive"] += 1

    def _table(self, node: SyntaxTreeNode) -> Iterator[Block]:
        rows = {
            part.type: [tuple(self._line(cell) for cell in row.children) for row in part.children]
            for part in node.children
        }
        header, body = rows.get("thead", []), rows.get("tbody", [])
        if body:
            yield Table(header=header[0] if header else (), rows=tuple(body))
        yield from self._pictures(node)

    def _line(self, node: SyntaxTreeNode) -> str:
        """The words of a block, without marks, pictures and HTML."""
        return tidy(flowing("".join(self._pieces([node]))).replace(HOLE, " "))

    def _pieces(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[str]:
        unseen = ""
        for node in nodes:
            if node.type == "html_inline":
                name = (re.match(r"</?([A-Za-z]+)", node.content) or [""] * 2)[1].lower()
                closes = node.content.startswith("</")
                if name in fragments.UNSEEN:
                    unseen = "" if closes or node.content.endswith("/>") else name
                self.left_out["embed"] += name in fragments.EMBEDS and not closes
                yield " " if name in {"br", "hr", "p", "div"} else ""
            elif unseen:
                continue
            elif node.type == "text":
                yield _STRAY.sub("", node.content)
            elif node.type == "code_inline":
                yield node.content
            elif node.type in _BREAKS:
                yield _BREAKS[node.type]
            elif node.type not in {"image", "html_block"}:
                yield from self._pieces(node.children)


def _apart(node: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """A paragraph's pieces; bold words with a line of their own above the rest are a piece by themselves."""
    inner = node.children[0].children if node.children else []
    at = next((at for at, piece in enumerate(inner) if piece.type == "hardbreak"), 0)
    above = [piece for piece in inner[:at] if piece.type != "text" or piece.content.strip()]
    if above and all(piece.type == "strong" for piece in above):
        return [inner[:at], inner[at:]]
    return [list(inner)]


def _alt(text: str) -> str:
    """What a picture shows, in its author's words; a file's name says nothing."""
    words = tidy(text.replace(HOLE, " "))
    return "" if re.fullmatch(r"[\w-]+\.\w{3,4}|image|img|alt text|screenshot", words, re.IGNORECASE) else words


def _language(info: str) -> str:
    """The language of a program: "js" of "js:a.js {1,3}", "python" of "{.python .numberLines}", "r" of "{r plot}"."""
    found = re.match(r"\{?\.?([\w+#-]+)", info)
    return found[1][:30] if found else ""
