"""Reads Markdown into an outline: CommonMark with tables, HTML, front matter, and what site generators add to it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from films.article import fragments, html_pictures, mdx
from films.article.embedded import EMPTY
from films.article.front_matter import split_front_matter
from films.article.front_recipe import with_recipe
from films.article.holes import HOLE, told_of, whole_sentences
from films.article.leads import BREAK, STRONG, WEAK, labelled, led, lines_of, plain, strong_in
from films.article.notices import NOTICES, as_notice, noted
from films.article.outline import (
    MAX_BLOCKS,
    Block,
    Code,
    Heading,
    ListBlock,
    ListItem,
    Outline,
    Paragraph,
    PictureBlock,
    Table,
    name_of,
    quoted,
    tidy,
)
from films.article.syntax import plain_markdown
from films.article.tables import aligned

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_CUT = "Only the first part of it was read: it is as long as a book."
_MAX_NESTING = 20
_READ_CHARS = 400_000
"""What comes after these is not read: it is a long book, and a film shows a page of it."""

_BREAKS = {"softbreak": "\n", "hardbreak": BREAK}
_AS_SIGN = {
    ("br", False): BREAK,
    **dict.fromkeys([("b", False), ("strong", False)], STRONG),
    **dict.fromkeys([("b", True), ("strong", True)], WEAK),
}
_ALERT = re.compile(r"\s*\[!([\w-]+)(?:\|[^\]\n]*)?\][+-]?[ \t]*")
_TASK = re.compile(r"\s*\[([ xX])\]\s+")
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
_SHADE = re.compile(r"[-_.](?:dark|light)(?:[-_]mode)?(?=[-_.])|#gh-(?:dark|light)-mode-only$", re.IGNORECASE)
"""Of two pictures that differ in this, readers see the one that suits their screen."""

_TABLE_CAPTION = re.compile(r"(?::|Table(?: \d+)?[:.])[ \t]+([^\n]+)\Z")
_LONGEST_CAPTION = 250
_MARKED_LINE = re.compile(r"[ \t]*(?:#|//|--|;)?[ \t]*\(\d{1,2}\)!$|[ \t]*(?:#|//|--)[ \t]*<\d{1,2}>$", re.MULTILINE)
"""Numbers in a program that its generator explains below it."""

_BARE_PICTURE = re.compile(r"[\w@./%~+-]+\.(?:png|jpe?g|webp|gif|avif|svg)", re.IGNORECASE)
"""A picture's file alone on its line, as some sites show it."""

_BARE_LINK = re.compile(r"<?https?://\S+>?")
_STRAY_BOLD = re.compile(r"\*\*([^*\n]{1,80}?)\*\*")
_STRAY = re.compile(r"(?<![\s\w*])\*\*|\*\*(?![\s\w*])|(?<=[^\x00-\x7f])\*\*|\*\*(?=[^\x00-\x7f])")
"""Marks of bold text that CommonMark does not take for one, because a letter without a space before it follows."""


def read_markdown(text: str, *, suffix: str = "", authors: Mapping[str, str] = {}) -> Outline:
    """Read an article.

    Args:
        text: Markdown; front matter may give title, description, author, language and a picture.
        suffix: How its file's name ends, for example ".mdx"; empty where it has none.
        authors: The names of those whom its site knows by others, such as "jane".
    """
    front = split_front_matter(re.sub(r"\r\n?", "\n", text[:_READ_CHARS]))
    cleared = plain_markdown(front.body, is_mdx=suffix == ".mdx" or mdx.is_mdx(front.body))
    reader = _Reader(cleared.left_out)
    cover = [PictureBlock(source=front.cover, is_cover=True)] if front.cover else []
    read = with_recipe(front, [*itertools.islice(reader.read(cleared.text), MAX_BLOCKS)])
    blocks = itertools.islice(itertools.chain(cover, read), MAX_BLOCKS)
    return Outline(
        title=fragments.plain_line(front.title),
        description=fragments.plain_line(front.description),
        author=name_of(authors.get(front.author.removeprefix("@"), front.author)),
        language=tidy(front.language)[:12],
        published=front.published,
        updated=front.updated,
        url=front.url,
        tags=tuple(map(tidy, front.tags)),
        blocks=tuple(_once(blocks)),
        notes=(
            *(["The front matter is not quite right; its lines were read one by one."] if front.is_broken else []),
            *([_CUT] if len(text) > _READ_CHARS else []),
            *told_of(reader.left_out),
        ),
    )


def _once(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, each picture only the first time, and without those that merely hold a place."""
    seen = {EMPTY}
    for block in blocks:
        if isinstance(block, PictureBlock):
            if (name := _SHADE.sub("", block.source)) in seen:
                continue
            seen.add(name)
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
        before: Block | None = None
        for node in nodes:
            if before is not None and (caption := _caption(before, node)):
                before = before.model_copy(update={"caption": caption})
                continue
            for block in self._block(node):
                if before is not None:
                    yield before
                before = block
        if before is not None:
            yield before

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
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
        shown = [*self._pictures(node)]
        raw = "".join(self._pieces([node]))
        if shown and (caption := _only_slanted(node)):
            yield from (*shown[:-1], shown[-1].model_copy(update={"caption": caption}))
            return
        lead, text = led(raw)
        if _BARE_PICTURE.fullmatch(text) and not lead:
            yield PictureBlock(source=text)
        elif _BARE_LINK.fullmatch(text) and not lead:
            self.left_out["bare link"] += 1
        elif lines := lines_of(raw):
            yield ListBlock(items=labelled([self._item(line, 0) for line in lines]))
        elif (text := whole_sentences(text, self.left_out)) or lead:
            yield Paragraph(text=text, lead=whole_sentences(lead, self.left_out), strong=strong_in(raw))
        yield from shown

    def _pictures(self, node: SyntaxTreeNode) -> Iterator[PictureBlock]:
        sources = ""  # of a <picture>
        for inner in node.walk():
            if inner.type == "html_inline" and inner.content[:7].lower() in {"<source", "</pictu"}:
                sources = sources + inner.content if inner.content[1] != "/" else ""
            if (
                inner.type == "image"
                and (source := str(inner.attrGet("src") or ""))
                and not html_pictures.is_badge(source)
            ):
                caption = tidy(inner.attrGet("title"))
                yield PictureBlock(source=source, alt=_alt(inner.content), caption=caption)
            elif (
                inner.type == "html_inline"
                and inner.content[:4].lower() == "<img"
                and (
                    picture := html_pictures.picture_of(
                        f"<picture>{sources}{inner.content}</picture>" if sources else inner.content
                    )
                )
            ):
                yield picture

    def _list(self, node: SyntaxTreeNode) -> Iterator[Block]:
        items = [item for item in self._items(node, 0) if item.whole]
        if items:
            yield ListBlock(items=labelled(items), numbered=node.type == "ordered_list")
        for inner in node.walk():
            if inner.type in {"fence", "code_block"}:
                yield from self._code(inner)
        yield from self._pictures(node)

    def _items(self, node: SyntaxTreeNode, depth: int) -> Iterator[ListItem]:
        for one in node.children:
            own = [child for child in one.children if child.type in {"paragraph", "heading"}]
            yield self._item("\n".join("".join(self._pieces([child])) for child in own), depth)
            for child in one.children:
                if child.type in {"bullet_list", "ordered_list"}:
                    yield from self._items(child, depth + 1)

    def _item(self, raw: str, depth: int) -> ListItem:
        task = _TASK.match(raw)
        lead, text = led(raw[task.end() :] if task else raw)
        if not text:
            lead, text = "", lead
        done = task[1] in "xX" if task else None
        return ListItem(
            lead=tidy(lead.replace(HOLE, " ")),
            text=tidy(text.replace(HOLE, " ")),
            strong=strong_in(raw),
            depth=min(depth, 5),
            done=done,
        )

    def _quote(self, node: SyntaxTreeNode) -> Iterator[Block]:
        said = ["".join(self._pieces([child])) for child in node.children if child.type in {"paragraph", "heading"}]
        alert = _ALERT.match(said[0]) if said else None
        if alert:
            title, _, first = said[0][alert.end() :].partition("\n")
            heading = next((one for one in node.children if one.type == "heading"), None)
            if heading is not None and not plain(title) and len(said) > 1:
                title = "".join(self._pieces([heading]))
                said.remove(title)
            texts = [whole_sentences(plain(text), self.left_out) for text in (first, *said[1:])]
            yield from noted(alert[1], plain(title), [text for text in texts if text])
        elif quote := quoted([one for text in said if (one := plain(text.replace(HOLE, " ")))]):
            yield quote
        yield from self._pictures(node)
        yield from self._blocks([child for child in node.children if child.type not in {"paragraph", "heading"}])

    def _code(self, node: SyntaxTreeNode) -> Iterator[Block]:
        info, content = tidy(node.info), _MARKED_LINE.sub("", node.content.strip("\n"))
        if directive := _DIRECTIVE.match(info):
            yield from self._directive(directive[1], directive[2], content)
        elif info.split(" ")[0].strip("{.}").lower() in _DIAGRAMS:
            self.left_out["diagram"] += 1
        elif HOLE in content:
            self.left_out["block of code with a part missing"] += 1
        elif content.strip() and not re.search(r"\b(?:include|echo)\s*=\s*F", info):
            yield Code(text=content, language=_language(info), title=_file_of(info))

    def _directive(self, name: str, told: str, content: str) -> Iterator[Block]:
        """What MyST writes as a fence with a name in braces."""
        body = re.sub(r"\A(?:[ \t]*:[\w-]+:[^\n]*\n?|---\n.*?\n---\n?)+", "", content, flags=re.DOTALL)
        if name in NOTICES:
            yield from self.read(as_notice(body, name, told if name == "admonition" else ""))
        elif name in {"image", "figure"} and told:
            yield PictureBlock(source=told.split(" ")[0], alt=tidy(body)[:200])
        elif name.startswith("code") and body.strip():
            yield Code(text=body.strip("\n"), language=_language(told))
        else:
            self.left_out["directive"] += 1

    def _table(self, node: SyntaxTreeNode) -> Iterator[Block]:
        columns = node.children[0].children[0].children
        rows = {
            part.type: [tuple("".join(self._pieces([cell])) for cell in row.children) for row in part.children]
            for part in node.children
        }
        # A column that has lost formulas would say something else.
        whole = [
            n
            for n in range(len(columns))
            if not any(HOLE in row[n] for part in rows.values() for row in part if n < len(row))
        ]
        self.left_out["column with formulas"] += len(columns) - len(whole)
        rows = {
            kind: [tuple(plain(row[n]) for n in whole if n < len(row)) for row in part] for kind, part in rows.items()
        }
        header, body = rows.get("thead", []), rows.get("tbody", [])
        if body and whole and (len(whole) > 1 or len(columns) == 1):
            head = header[0] if header and any(header[0]) else ()
            align = aligned([str(columns[n].attrs.get("style")) for n in whole])
            yield Table(header=head, rows=tuple(body), align=align)
        yield from self._pictures(node)

    def _line(self, node: SyntaxTreeNode) -> str:
        """The words of a block, without marks, pictures and HTML."""
        return plain("".join(self._pieces([node])).replace(HOLE, " "))

    def _sign(self, name: str, *, closes: bool) -> str:
        """What stands for a tag in a line."""
        self.left_out["embed"] += name in fragments.EMBEDS and not closes
        if name in fragments.FORMULAS and not closes:
            self.left_out["formula"] += 1
            return HOLE
        return _AS_SIGN.get((name, closes), " " if name in {"hr", "p", "div"} else "")

    def _pieces(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[str]:
        unseen = ""
        for node in nodes:
            if node.type == "html_inline":
                name = (re.match(r"</?([A-Za-z][\w-]*)", node.content) or [""] * 2)[1].lower()
                closes = node.content.startswith("</")
                if name in fragments.UNSEEN:
                    unseen = "" if closes or node.content.endswith("/>") else name
                yield self._sign(name, closes=closes)
            elif unseen:
                continue
            elif node.type == "text":
                yield _STRAY.sub("", _STRAY_BOLD.sub(rf"{STRONG}\1{WEAK}", node.content))
            elif node.type == "code_inline":
                yield node.content
            elif node.type in _BREAKS:
                yield _BREAKS[node.type]
            elif node.type == "strong":
                yield from (STRONG, *self._pieces(node.children), WEAK)
            elif node.type not in {"image", "html_block"}:
                yield from self._pieces(node.children)


def _only_slanted(node: SyntaxTreeNode) -> str:
    """The slanted words of a paragraph that has nothing else but a picture: what is written under it."""
    inner = node.children[0].children if node.children else []
    said = [one for one in inner if one.type not in {"image", "softbreak", "hardbreak", "link"} and one.content.strip()]
    slanted = [one for one in inner if one.type == "em"]
    if len(slanted) != 1 or [one for one in said if one.type != "em"]:
        return ""
    return tidy("".join(one.content for one in slanted[0].walk() if one.type in {"text", "code_inline"}))


def _caption(block: Block, node: SyntaxTreeNode) -> str:
    """What a paragraph says of the picture or table above it; empty where it says something else."""
    if node.type != "paragraph" or not isinstance(block, PictureBlock | Table) or block.caption:
        return ""
    if isinstance(block, PictureBlock):
        words = "" if block.is_cover else _only_slanted(node)
        return words if len(words) <= _LONGEST_CAPTION else ""
    said = _TABLE_CAPTION.match(node.children[0].content if node.children else "")
    return tidy(said[1])[:_LONGEST_CAPTION] if said else ""


def _alt(text: str) -> str:
    """What a picture shows, in its author's words; a file's name says nothing."""
    words = tidy(text.replace(HOLE, " "))
    return "" if re.fullmatch(r"[\w-]+\.\w{3,4}|image|img|alt text|screenshot", words, re.IGNORECASE) else words


def _file_of(info: str) -> str:
    """The file's name that stands beside a program's language: "a.js" of `js title="a.js"`, `js:a.js` and `js a.js`."""
    named = re.search(
        r"\b(?:title|filename|file|name|caption|path)\s*[=:]\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s,}]+))", info
    )
    if named:
        return next(part for part in (named[1], named[2], named[3]) if part is not None)[:80]
    found = re.search(r"(?:[\s:]|^)((?:[\w@.-]+/)*[\w@-][\w@.-]*\.[A-Za-z]\w{0,5})(?=[\s{,]|$)", info)
    return found[1][:80] if found else ""


def _language(info: str) -> str:
    """The language of a program: "js" of "js:a.js {1,3}", "python" of "{.python .numberLines}", "r" of "{r plot}"."""
    found = re.match(r"\{?\.?([\w+#-]+)", info)
    return found[1][:30] if found else ""
