"""An article as the writer sees it: chapters with their part in it, and blocks with their ids."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from films.article.outline import Block, Heading, ListBlock, Note, Outline, Paragraph, PictureBlock, Quotation
from films.article.sentences import is_dense
from films.script.documents import OfferedPicture
from films.script.writer.language import TRADITIONAL, Language, is_traditional, language_of
from films.script.writer.wording import capitalised, cleaned, is_question
from media.speech.language import language_of as guessed

Part = Literal["body", "lead", "recap", "skipped", "ingredients", "directions"]

_NAMED: tuple[Literal["skipped", "ingredients", "directions", "recap"], ...] = (
    "skipped", "ingredients", "directions", "recap",
)  # fmt: skip
_HOLLOW: tuple[Literal["hollow", "recap", "skipped"], ...] = ("hollow", "recap", "skipped")
_NUMBERED = re.compile(
    r"^(?:#\s?)?(?:(?:step|example|beispiel|exemple|ejemplo|exemplo|esempio|пример|例|schritt|étape|paso|passo|passaggio|шаг|단계|चरण|שלב|الخطوة|ขั้นตอนที่|ステップ|第)\s?)?(?:[\d٠-٩]{1,3}|[a-zA-Z](?=[.)]\s))\s?"
    r"(?:[.):：、-]|步|단계|番目)+\s*",
    re.IGNORECASE,
)
_TALE_HEADINGS = 3
_KICKER_CHARS, _KICKER_SPACELESS = 48, 24


@dataclass(frozen=True)
class Piece:
    """A block with its id, and the picture that it is, where there is one."""

    id: str
    block: Block
    picture: OfferedPicture | None = None


@dataclass(frozen=True)
class Chapter:
    """A heading with what stands under it.

    Attributes:
        heading: As it is written.
        name: Without its number and marks; empty for a heading that says nothing, such as "Introduction".
        part: What it is for.
        pieces: Its blocks.
        above: The name of the chapter that it is a part of.
        is_numbered: Whether a number stands before its name.
        asks: Whether its heading is what somebody is asked.
    """

    heading: str
    name: str
    part: Part
    pieces: tuple[Piece, ...]
    above: str = ""
    is_numbered: bool = False
    asks: bool = False

    @property
    def kicker(self) -> str:
        """The name where it is short enough to stand small above a message."""
        long = _KICKER_SPACELESS if is_dense(self.name) else _KICKER_CHARS
        return self.name if len(self.name) <= long else ""


@dataclass(frozen=True)
class Matter:
    """An article, ready to be scripted."""

    outline: Outline
    language: Language
    chapters: tuple[Chapter, ...]
    covers: tuple[OfferedPicture, ...] = ()
    text: str = field(default="", repr=False)

    @property
    def title(self) -> str:
        """The article's title."""
        return self.outline.title

    @property
    def ends_sentences(self) -> bool:
        """Whether most of its paragraphs end with a sign, as they do where they are sentences."""
        ends = [piece.block.text.rstrip()[-1:] for _, piece in self.pieces if isinstance(piece.block, Paragraph)]
        return sum(not end.isalnum() for end in ends) > 0.6 * len(ends)

    @property
    def pieces(self) -> list[tuple[Chapter, Piece]]:
        """Every block with its chapter."""
        return [(chapter, piece) for chapter in self.chapters for piece in chapter.pieces]


def matter_of(outline: Outline, pictures: Sequence[OfferedPicture], language_code: str) -> Matter:
    """The article with its pictures where they stand."""
    text = " ".join(_words_of(block) for block in outline.blocks)
    code = language_code or outline.language or guessed(f"{outline.title}. {text}")
    language = language_of(TRADITIONAL if code.startswith("zh") and is_traditional(text) else code)
    placed = _placed(outline.blocks, pictures)
    return Matter(
        outline,
        language,
        tuple(_chapters(outline.blocks, placed, language)),
        tuple(picture for picture in pictures if picture.is_cover),
        text,
    )


def heading_name(heading: str, language: Language) -> str:
    """A heading without its number and marks; empty where it says nothing by itself."""
    name = cleaned(_NUMBERED.sub("", cleaned(heading))).partition(" | ")[0].strip(" .:：-–—")
    label, _, rest = name.partition(": ")
    if rest and any(language.is_one_of(part, label) for part in _HOLLOW):
        name = rest
    return "" if not name or any(language.is_one_of(part, name) for part in _HOLLOW) else name


def _chapters(blocks: Sequence[Block], placed: Mapping[int, OfferedPicture], language: Language) -> list[Chapter]:
    found: list[Chapter] = []
    pieces: list[Piece] = []
    heading: Heading | None = None
    above: list[tuple[int, str, Part]] = []
    skipped_level = 0

    def close() -> None:
        nonlocal skipped_level
        text = heading.text if heading else ""
        part = _part(text, language) if heading else "lead"
        if heading and skipped_level and heading.level > skipped_level:
            part = "skipped"
        elif heading:
            skipped_level = heading.level if part == "skipped" else 0
        level = heading.level if heading else 0
        while above and above[-1][0] >= level:
            above.pop()
        if part == "body" and heading and any(one == "directions" for _, _, one in above):
            part = "directions"  # a stage of them
        name = heading_name(text, language)
        name = capitalised(name) if part in ("ingredients", "directions") else name
        parent = above[-1][1] if above else ""
        if pieces:
            asks = is_question(text) or bool(heading and heading.role == "question")
            is_numbered = bool(_NUMBERED.match(cleaned(text)))
            found.append(Chapter(text, name, part, tuple(pieces), parent, is_numbered, asks))
        above.append((level, name, part))

    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            close()
            heading, pieces = block, []
        else:
            pieces.append(Piece(block.id or f"b{at + 1}", block, placed.get(at)))
    close()
    return found


def _part(heading: str, language: Language) -> Part:
    bare = _NUMBERED.sub("", cleaned(heading))
    for part in _NAMED:
        if language.is_one_of(part, bare):
            return part
    short = len(bare.split()) <= _TALE_HEADINGS + 1
    if short and not is_question(bare):
        for part in _NAMED[1:3]:
            if language.has(part, bare) and (language.is_spaceless or language.begins(part, bare)):
                return part
    return "body"


def _placed(blocks: Sequence[Block], pictures: Sequence[OfferedPicture]) -> dict[int, OfferedPicture]:
    """Each picture at its block, where it has one; covers stand above the article."""
    offered = {picture.id: picture for picture in pictures if not picture.is_cover}
    return {
        at: offered[block.picture_id]
        for at, block in enumerate(blocks)
        if isinstance(block, PictureBlock) and block.picture_id in offered
    }


def _words_of(block: Block) -> str:
    if isinstance(block, (Quotation, Heading, Note)):
        return block.text
    if isinstance(block, Paragraph):
        return block.whole
    return " ".join(item.whole for item in block.items) if isinstance(block, ListBlock) else ""
