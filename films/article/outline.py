"""The outline of an article: title, author and blocks, the same for Markdown, HTML and plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from media.writing.breaks import flowing, is_ideographic

MAX_BLOCKS = 2000
"""Blocks after these are not read: a film shows a few dozen at most."""

_SOURCE = re.compile(r"\s*(?:[—–―]|--)\s*([^—–―]{2,100})$")
_TITLE_CHARS = 60
_ALIKE, _FEW_WORDS = 0.6, 4
_NO_TITLE = frozenset({"readme", "index", "_index", "post", "article", "main", "source", "content", "untitled", "page"})
"""What files are called whatever is in them."""

_VERSION = re.compile(
    r"(?:version |release )?v?\d+(?:\.\d+){1,3}(?:[-.]?(?:alpha|beta|rc|preview)[-.]?\d*)?", re.IGNORECASE
)
_SLUG = re.compile(r"[a-z]+(?:[-_][a-z]+)+")
_NO_NAME = re.compile(
    r"<[^>]*>|\([^)]*@[^)]*\)|\S+@\S+\.\w+|https?:?\S*"
    r"|^\s*(?:view |see |read )?(?:all |more )?(?:posts |articles |stories |written |posted |words )?(?:by|from):?\s+",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(
    r"\s+(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d.*)?$|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\d{1,4}\b|(?:edited|updated|published|posted|photograph\w*|illustrat\w*|translated)\b|https?\b)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:last\b|updated|follow author|作者|记者|username|admin(?:istrator)?|authors?|editor|anonymous|unknown|guest"
    r"|null|none|n/a)\b|^\W*$",
    re.I,
)
_HANDLE = re.compile(r"[a-z0-9_.-]*[a-z0-9][a-z0-9_.-]*|(?!Ma?c|De|Di|La|Le|Van|Von)[A-Z][a-z]+[A-Z][A-Za-z0-9]+")


class _Element(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Block(_Element):
    id: str = ""
    """"b1", "b2", … in the order of the article, once all of it has been read."""


Role = Literal["", "question", "answer"]
"""What a text is in an interview, or among questions that are often asked."""


class Heading(_Block):
    """A heading, from level 1 (a chapter of the whole) to 6."""

    kind: Literal["heading"] = "heading"
    level: int = Field(ge=1, le=6)
    text: str
    role: Role = ""


class _Led(_Element):
    """A text that may begin with a few words set apart from it, such as a bold "The tunnel." or "Flour:"."""

    text: str
    lead: str = ""
    """Without the colon or dash behind it; empty where nothing is set apart."""

    strong: tuple[str, ...] = ()
    """What its author has set bold: a few words, or whole sentences."""

    @property
    def whole(self) -> str:
        """The lead and the text as one line."""
        return joined(self.lead, self.text)


class Paragraph(_Block, _Led):
    """Running text; `speaker` is who says it, where it tells that, and no part of the text."""

    kind: Literal["paragraph"] = "paragraph"
    role: Role = ""
    speaker: str = ""


class ListItem(_Led):
    """One item: how deep it is nested (from 0), and whether it is done, if it can be."""

    depth: int = 0
    done: bool | None = None


class ListBlock(_Block):
    """Items in order, those of nested lists behind the item that they belong to."""

    kind: Literal["list"] = "list"
    items: tuple[ListItem, ...] = Field(min_length=1)
    numbered: bool = False


class Note(_Block):
    """A remark set apart from the text: `label` is "note", "tip", "warning" or the like."""

    kind: Literal["note"] = "note"
    text: str
    label: str = "note"
    title: str = ""


class Quotation(_Block):
    """Somebody's words; `source` is who said them, empty where that is unknown."""

    kind: Literal["quote"] = "quote"
    text: str
    source: str = ""


class Code(_Block):
    """Lines of a program; `language` is the author's name for it, `title` a file's name; both may be empty."""

    kind: Literal["code"] = "code"
    text: str
    language: str = ""
    title: str = ""


Align = Literal["", "left", "center", "right"]


class Table(_Block):
    """Rows of cells; `header` is empty where there is none, and so is `align` where no column says."""

    kind: Literal["table"] = "table"
    table_id: str = ""
    """"t1", "t2", … in the order of the article."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = Field(min_length=1)
    caption: str = ""
    align: tuple[Align, ...] = ()


class PictureBlock(_Block):
    """A picture: `source` is its address as the author wrote it, `alt` what it shows, `caption` what stands under it.

    Two blocks may show the same picture.
    """

    kind: Literal["picture"] = "picture"
    picture_id: str = ""
    """"p1", "p2", … in the order of the article."""

    source: str
    alt: str = ""
    caption: str = ""
    is_cover: bool = False


Block = Annotated[
    Heading | Paragraph | ListBlock | Note | Quotation | Code | Table | PictureBlock, Field(discriminator="kind")
]


class Outline(_Element):
    """An article. `language` is a code such as "en", empty where it is not stated.

    `notes` say what was left out, `pictures` are those that stand in the text itself, by their address there.
    """

    title: str
    description: str = ""
    author: str = ""
    """A name as people write it, never one that a site's programs use."""

    language: str = ""
    published: str = ""
    """A day such as "2025-10-01"; empty where it is not stated, as are `updated`, `site` and `url`."""

    updated: str = ""
    site: str = ""
    """What the site is called."""

    url: str = ""
    """Where the article itself says that it stands."""

    tags: tuple[str, ...] = ()
    """Categories first."""

    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = Field(default={}, repr=False)


def tidy(text: object) -> str:
    """One line of text: NFC, single spaces, no invisible characters but those that join letters."""
    composed = unicodedata.normalize("NFC", str(text or ""))
    kept = (" " if char.isspace() else char for char in composed if not _invisible(char))
    return " ".join("".join(kept).split())


def joined(lead: str, text: str) -> str:
    """A lead and its text as one line, with a colon between them unless the lead ends with a sign of its own."""
    if not lead or not text:
        return lead or text
    if is_ideographic(lead[-1]):
        return f"{lead}{'' if lead[-1] in '。！？：' else '：'}{text}"
    return f"{lead} {text}" if lead[-1] in ".!?…:؟。" else f"{lead}: {text}"


def numbered(outline: Outline) -> Outline:
    """The outline with an id for each block, table and picture, in order."""
    blocks: list[Block] = []
    tables, pictures = count(1), count(1)
    for at, block in enumerate(outline.blocks, 1):
        ids = {"id": f"b{at}"}
        if isinstance(block, Table):
            ids["table_id"] = f"t{next(tables)}"
        elif isinstance(block, PictureBlock):
            ids["picture_id"] = f"p{next(pictures)}"
        blocks.append(block.model_copy(update=ids))
    return outline.model_copy(update={"blocks": tuple(blocks)})


def name_of(author: str) -> str:
    """A person's name; the name of an entry in a site's list of them is spelt out, or left."""
    name = tidy(_NO_NAME.sub("", author)).removeprefix("@")
    before = _BEHIND_NAME.split(name, maxsplit=1)[0]
    # Whoever is called "Mark March" is no Mark that wrote in March.
    name = (before if " " in before or name.count(" ") > 1 else name).strip(" ,;:|·–—-")[:80]
    if _SLUG.fullmatch(name):
        return name.replace("-", " ").replace("_", " ").title()
    if _HANDLE.fullmatch(name) or _NOBODY.search(name) or "://" in name or "@" in name:
        return ""
    return name


def titled(outline: Outline, fallback: str = "") -> Outline:
    """The outline with a title: its own, that of a heading over all of it, `fallback`, or its first words.

    A heading over all is of level 1, or stands first and has none of its level beside it; it is no chapter then. A
    heading of a mere chapter is taken where nothing else is known, and stays a chapter.
    """
    if _VERSION.fullmatch(outline.title):
        outline = outline.model_copy(update={"title": _of_what(outline, fallback)})
    if outline.title:
        first = _first_heading(outline.blocks)
        if first is None or not _is_title(first, outline.title):
            return outline
        short = outline.title.casefold().startswith(f"{first.text.casefold()} ")
        return _without(outline.model_copy(update={"title": first.text}) if short else outline, first)
    headings = [block for block in outline.blocks if isinstance(block, Heading)]
    first = _first_heading(outline.blocks)
    alone = first if first and not any(one.level <= first.level for one in headings if one is not first) else None
    whole = next((one for one in headings if one.level == 1), None)
    if fallback.casefold() in _NO_TITLE:
        fallback = "" if whole else _on_top(outline.blocks)
        alone = None if fallback else alone
    if lead := whole or alone:
        return _without(outline.model_copy(update={"title": lead.text}), lead)
    opening = next((block for block in outline.blocks if isinstance(block, Paragraph)), None)
    if fallback or first:
        return outline.model_copy(update={"title": fallback or (first.text if first else "")})
    if opening and opening is outline.blocks[0] and len(outline.blocks) > 1 and _is_line(opening.whole):
        return _without(outline.model_copy(update={"title": opening.whole}), opening)
    return outline.model_copy(update={"title": _clause(opening.whole) if opening else ""})


def _is_title(heading: Heading, title: str) -> bool:
    """Whether a heading is the title: the same, the same before the site's name, or at the top nearly the same."""
    text, whole = heading.text.casefold(), title.casefold()
    if text == whole or re.match(rf"{re.escape(text)}\s+[|–—·•:-]\s", whole):
        return True
    own, others = set(re.findall(r"\w+", text)), set(re.findall(r"\w+", whole))
    alike = len(own & others) >= _ALIKE * len(own | others) and len(own) >= _FEW_WORDS
    return alike and heading.level == 1 and not any(word.isdigit() for word in own ^ others)


def _of_what(outline: Outline, file: str) -> str:
    """A title that is a mere version with what it is a version of: as the text calls it, else its file's name."""
    version = re.escape(outline.title.lstrip("vV"))
    named = re.compile(rf"\b([A-Z][\w+#.-]*(?: [A-Z][\w+#.-]*)?) v?{version}(?!\.?\d)")
    for block in outline.blocks:
        if isinstance(block, Paragraph) and (found := named.search(block.text)):
            opens = not found.start() or block.text[: found.start()].rstrip().endswith((".", "!", "?"))
            name = found[1].split(" ")[-1] if opens else found[1]
            return f"{name} {outline.title}"
    before = re.match(r"(\D*[^\W\d_])[\W_]+v?\d", file)
    return f"{before[1]} {outline.title}" if before else outline.title


def _on_top(blocks: Sequence[Block]) -> str:
    """What the picture above all text shows, such as a logo's "Lamp - light for everyone"."""
    shown = blocks[0].alt if blocks and isinstance(blocks[0], PictureBlock) else ""
    return shown if len(shown.split()) > 1 and len(shown) <= _TITLE_CHARS else ""


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


def _first_heading(blocks: Sequence[Block]) -> Heading | None:
    """The heading that an article opens with, if it does; pictures may stand above it."""
    first = next((block for block in blocks if not isinstance(block, PictureBlock)), None)
    return first if isinstance(first, Heading) else None


def _without(outline: Outline, block: Block | None) -> Outline:
    return outline.model_copy(update={"blocks": tuple(one for one in outline.blocks if one is not block)})


def _is_line(text: str) -> bool:
    """Whether a text is a line of its own rather than a sentence."""
    return len(text) <= _TITLE_CHARS and not re.search(r"[.!?…:。！？：]\Z", text)


def _clause(words: str) -> str:
    """The first words of a text, cut where a word ends, if its script has spaces."""
    if len(words) <= _TITLE_CHARS:
        return words.rstrip(" .。")
    return words[:_TITLE_CHARS].rsplit(" ", 1)[0] if " " in words[:_TITLE_CHARS] else words[:_TITLE_CHARS]


def _invisible(char: str) -> bool:
    # U+200C and U+200D shape Persian and Indic words and join emoji: they are part of the text.
    return unicodedata.category(char).startswith("C") and not char.isspace() and char not in "\u200c\u200d"
