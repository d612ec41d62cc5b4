"""Reads the part of a page that is the article.

trafilatura tells which words are the article's, among menus, advertisements and lists of other articles. The part of
the page that holds them is then read as it stands, so that captions, notices, code and pictures are what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from films.article.fragments import read_nodes, words_of
from films.article.outline import (
    Block,
    Code,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    PictureBlock,
    Quotation,
    Table,
    tidy,
)

_UNREAD = frozenset({"script", "style", "noscript", "template", "title", "option"})
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|share|sharing|social|author|avatar|byline|bio|promo\w*|advert\w*|ads?|sponsor\w*"
    r"|newsletter|subscribe|comments?|sidebar|breadcrumbs?|pagination|pager|cookie\w*|consent|read-?more|more-from|teaser"
    r"|tags?-list|post-meta|entry-meta|toc|table-of-contents|footer|nav|menu|popular|trending|signup|paywall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:content|article-body|post-content|entry-content|main)(?:$|[\s_-])", re.IGNORECASE
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|commenti|kommentare?|comentarios?|disqus|replies)(?:$|[\s_-])", re.IGNORECASE
)
"""What readers have written below an article is none of it, whoever takes it for that."""

_LEAST_CHARS, _LEAST_SHARE = 12, 0.9
_PARTS = frozenset({"article", "body", "center", "div", "form", "main", "section", "td"})
"""What an article may be all of: a paragraph that holds nearly all of its words has others beside it."""

_PROSE_CHARS = 100
_ENDED = re.compile(r"[.!?…。！？؟][\"”’»)」』]*\Z")
_COVERS = (
    "//meta[@property='og:image']/@content",
    "//meta[@name='og:image']/@content",
    "//meta[@property='og:image:url']/@content",
    "//meta[@name='twitter:image']/@content",
    "//link[@rel='image_src']/@href",
)
_MARK_OF_SITE = re.compile(
    r"(?:^|[/_-])(?:logo|icon|favicon|avatar|default|placeholder|og-?default|site-?image|share-?default|social-?card)[\w-]*\.\w+",
    re.IGNORECASE,
)


def article_of(tree: Any, body: Any) -> Iterator[Block]:
    """The blocks of the article in a page.

    Args:
        tree: The page.
        body: What trafilatura has taken out of it.
    """
    said = _bare("".join(body.itertext()))
    root = _root(tree, said)
    if root is None:
        return
    _without_asides(root, said)
    read = [*read_nodes([root], Counter())]
    kept = [_is_said(block, said) for block in read]
    if not any(kept):
        return
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    # A picture may stand above the first words, and below the last a picture or table that they speak of.
    while first and isinstance(read[first - 1], PictureBlock | Heading):
        first -= 1
    while last + 1 < len(read) and isinstance(read[last + 1], PictureBlock | Table | Code):
        last += 1
    for block, is_kept in zip(read[first : last + 1], kept[first : last + 1], strict=True):
        if is_kept or isinstance(block, PictureBlock | Code | Table) or _is_prose(block):
            yield block


def with_cover(blocks: Sequence[Block], tree: Any) -> list[Block]:
    """The blocks with the picture that the page gives to those who share it, if it is not one of them already."""
    found = next((tidy(one) for path in _COVERS for one in tree.xpath(path) if tidy(one)), "")
    if not found or _MARK_OF_SITE.search(found):
        return list(blocks)
    name = _file_name(found)
    same = [at for at, one in enumerate(blocks) if isinstance(one, PictureBlock) and _file_name(one.source) == name]
    if same:
        cover = blocks[same[0]].model_copy(update={"is_cover": True})
        return [*blocks[: same[0]], cover, *blocks[same[0] + 1 :]]
    return [PictureBlock(source=found, is_cover=True), *blocks]


def _file_name(source: str) -> str:
    """What a picture is called, whatever its size: sites serve one in many."""
    name = re.split(r"[?#]", source)[0].rsplit("/", 1)[-1].casefold()
    return re.sub(r"[-_@](?:\d{2,4}x\d{2,4}|\d{3,4}w?|scaled|[23]x)(?=\.\w+$)", "", name)


def _root(tree: Any, said: str) -> Any:
    """The smallest element that holds nearly all of the article."""
    inside = Counter[Any]()
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag in _UNREAD:
            continue
        for text in (node.text, *(child.tail for child in node)):
            own = _bare(text or "")
            if len(own) >= _LEAST_CHARS and own in said:
                inside[node] += len(own)
    total = inside.total()
    if not total:
        return None
    held = Counter[Any]()
    for node, size in inside.items():
        held[node] += size
        for parent in node.iterancestors():
            held[parent] += size
    best = [node for node, size in held.items() if size >= _LEAST_SHARE * total and node.tag in _PARTS]
    return max(best, key=lambda node: sum(1 for _ in node.iterancestors()), default=None)


def _without_asides(root: Any, said: str) -> None:
    """Take out what is named after what it is: related articles, buttons to share, who wrote it."""
    for node in [*root.iter("div", "section", "aside", "ul", "ol", "p", "header", "footer", "figure", "span", "a")]:
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        of_readers = _COMMENTS.search(names)
        if node is root or node.getparent() is None or not (of_readers or _ASIDE.search(names)):
            continue
        if _NOT_ASIDE.search(names) and not of_readers:
            continue
        own = _bare(words_of(node))
        if (of_readers and len(own) < len(said) / 2) or (
            len(own) < len(said) / 3 and not (len(own) > 200 and own in said)
        ):
            node.drop_tree()


def _is_said(block: Block, said: str) -> bool:
    match block:
        case Paragraph():
            return _is_in(block.whole, said)
        case Heading() | Note() | Quotation():
            return _is_in(block.text, said)
        case ListBlock():
            return 2 * sum(_is_in(item.whole, said) for item in block.items) > len(block.items)
        case Table():
            cells = [cell for row in block.rows for cell in row if cell]
            return 2 * sum(_is_in(cell, said) for cell in cells) > len(cells)
        case Code():
            return _is_in(block.text, said)
        case _:
            return False


def _is_prose(block: Block) -> bool:
    """Whether it is a whole paragraph of sentences: between those of the article it is one of them."""
    return isinstance(block, Paragraph) and len(block.whole) >= _PROSE_CHARS and bool(_ENDED.search(block.whole))


def _is_in(text: str, said: str) -> bool:
    bare = _bare(text)
    return bool(bare) and bare in said


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
