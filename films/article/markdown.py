"""Reads Markdown (CommonMark with tables) into an outline; YAML front matter is read, HTML inside is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from films.article.outline import (
    MAX_BLOCKS,
    Block,
    Code,
    Heading,
    ListBlock,
    Outline,
    Paragraph,
    PictureBlock,
    Quotation,
    Table,
    tidy,
)
from media.writing.breaks import flowing

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MAX_FRONT_MATTER = 20_000
_MAX_NESTING = 20
_SOURCE = re.compile(r"\s*(?:[—–―]|--)\s*([^—–―]{2,100})$")
_BREAKS = {"softbreak": "\n", "hardbreak": " "}


def read_markdown(text: str) -> Outline:
    """Read an article.

    Args:
        text: Markdown; front matter between lines of three dashes may give title, description, author and lang.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    said, body = _front_matter(text)
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    tree = SyntaxTreeNode(parser.parse(body))
    blocks: list[Block] = []
    for block in _blocks(tree.children):
        blocks.append(block)
        if len(blocks) == MAX_BLOCKS:
            break
    return Outline(
        title=tidy(said.get("title")),
        description=tidy(said.get("description") or said.get("summary") or said.get("subtitle")),
        author=_author(said.get("author") or said.get("authors")),
        language=tidy(said.get("lang") or said.get("language"))[:12],
        blocks=tuple(blocks),
    )


def _front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    import yaml

    found = _FRONT_MATTER.match(text)
    if not found or len(found[1]) > _MAX_FRONT_MATTER:
        return {}, text
    try:
        # Aliases can expand a few lines to gigabytes, and no article needs them.
        repeats = any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(found[1], yaml.SafeLoader))
        said = None if repeats else yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        said = None
    return (said if isinstance(said, dict) else {}), text[found.end() :]


def _author(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return tidy(first.get("name") if isinstance(first, dict) else first)[:80]


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                if text := _text(node):
                    yield Heading(level=int(node.tag[1]), text=text)
            case "paragraph":
                yield from _paragraph(node)
            case "bullet_list" | "ordered_list":
                yield from _list(node)
            case "blockquote":
                yield from _quote(node)
            case "fence" | "code_block":
                if node.content.strip():
                    yield Code(text=node.content.strip("\n"), language=tidy(node.info).split(" ")[0][:30])
            case "table":
                yield from _table(node)
            case _:
                pass


def _paragraph(node: SyntaxTreeNode) -> Iterator[Block]:
    if text := _text(node):
        yield Paragraph(text=text)
    for picture in (inner for inner in node.walk() if inner.type == "image"):
        source = str(picture.attrGet("src") or "")
        if source:
            yield PictureBlock(source=source, alt=tidy(picture.content))


def _list(node: SyntaxTreeNode) -> Iterator[Block]:
    items = [text for text in _items(node) if text]
    if items:
        yield ListBlock(items=tuple(items), numbered=node.type == "ordered_list")
    for inner in node.walk():
        if inner.type in {"fence", "code_block"} and inner.content.strip():
            yield Code(text=inner.content.strip("\n"), language=tidy(inner.info).split(" ")[0][:30])


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    for item in node.children:
        own = [_text(child) for child in item.children if child.type == "paragraph"]
        yield tidy(re.sub(r"^\[[ xX]\]\s+", "", flowing("\n".join(own))))
        for child in item.children:
            if child.type in {"bullet_list", "ordered_list"}:
                yield from _items(child)


def _quote(node: SyntaxTreeNode) -> Iterator[Block]:
    inner = [_text(child) for child in node.children if child.type in {"paragraph", "heading"}]
    if quote := quoted([text for text in inner if text]):
        yield quote
    yield from _blocks([child for child in node.children if child.type not in {"paragraph", "heading"}])


def quoted(paragraphs: Sequence[str]) -> Quotation | None:
    """A quotation whose last line may tell, after a dash, who said it."""
    text = flowing("\n".join(paragraphs))
    found = _SOURCE.search(text)
    if found and found.start():
        return Quotation(text=_bare(text[: found.start()]), source=found[1].strip())
    return Quotation(text=_bare(text)) if text else None


def _bare(text: str) -> str:
    """A text without the quotation marks or brackets around all of it."""
    for opening, closing in ("“”", '""', "«»", "「」", "„“"):
        if text.startswith(opening) and text.endswith(closing) and len(text) > 2:
            return text[1:-1].strip()
    return text


def _table(node: SyntaxTreeNode) -> Iterator[Block]:
    parts = {part.type: part for part in node.children}
    rows = {
        name: [tuple(_text(cell) for cell in row.children) for row in part.children] for name, part in parts.items()
    }
    header, body = rows.get("thead", []), rows.get("tbody", [])
    if body:
        yield Table(header=header[0] if header else (), rows=tuple(body))


def _text(node: SyntaxTreeNode) -> str:
    """The words of a block, without marks, pictures and HTML."""
    return tidy(flowing("".join(_pieces(node))))


def _pieces(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in {"text", "code_inline"}:
        yield node.content
    elif node.type in _BREAKS:
        yield _BREAKS[node.type]
    elif node.type not in {"image", "html_inline", "html_block"}:
        for child in node.children:
            yield from _pieces(child)
