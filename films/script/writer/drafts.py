"""Every scene that an article could have, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from films.article.outline import Code, ListBlock, Note, Paragraph, PictureBlock, Quotation, Table
from films.article.sentences import sentences
from films.script.documents import ArticleKind, CodeShow
from films.script.writer.draft import Draft
from films.script.writer.language import Language
from films.script.writer.lists import intro_of, list_drafts
from films.script.writer.matter import Chapter, Matter, Piece
from films.script.writer.photos import picture_draft
from films.script.writer.programs import code_draft
from films.script.writer.prose import Ways, Worth, paragraph_drafts, quotation_drafts, worth_of
from films.script.writer.repeats import terms_of
from films.script.writer.tables import table_draft

_FACTORS: dict[tuple[str, str], float] = {
    ("release", "code"): 1.4,
    ("release", "text"): 0.8,
    ("how_to", "code"): 1.4,
    ("how_to", "picture"): 1.4,
    ("how_to", "list"): 1.2,
    ("travel", "picture"): 1.4,
    ("travel", "table"): 1.2,
    ("travel", "chart"): 1.2,
    ("personal", "picture"): 1.3,
    ("opinion", "code"): 0.6,
    ("opinion", "text"): 1.2,
    ("opinion", "list"): 1.2,
    ("news", "quote"): 1.1,
    ("news", "list"): 1.3,
    ("data", "chart"): 1.3,
    ("data", "figure"): 1.3,
    ("data", "table"): 1.2,
    ("data", "picture"): 1.3,
    ("data", "code"): 0.75,
    ("personal", "code"): 0.7,
    ("news", "code"): 0.5,
}
_CLAIM, _NO_CLAIM, _ARGUED = 0.7, 1.2, 0.15
"""An article argues where so many of its sentences do; in one that does not, what is no claim is as good."""

_TOPIC, _TERMS = 0.35, 2
"""What an opinion is about stands in its title: a claim with words of it is one of its arguments."""

_LAST = 3


def drafts_of(matter: Matter, kind: ArticleKind, *, upright: bool) -> list[Draft]:
    """The scenes of every chapter that is part of the tale, in the order of the article."""
    worth = worth_of(matter)
    found: list[Draft] = []
    at = 0
    for chapter in matter.chapters:
        if chapter.part != "skipped":
            found += _of_chapter(chapter, at, matter, worth, upright=upright)
        at += len(chapter.pieces) + 1
    title = terms_of(matter.title, matter.language)
    said = [draft.say for draft in found if draft.kind == "text"]
    argues = sum(matter.language.has("opinion", one) for one in said) >= max(1, _ARGUED * len(said))
    return [_rated(draft, kind, matter.language, title, argues=argues) for draft in found]


def _rated(draft: Draft, kind: ArticleKind, language: Language, title: frozenset[str], *, argues: bool) -> Draft:
    claims = 0.0
    if kind == "opinion" and draft.kind == "text":
        is_claim, is_asserted = language.has("opinion", draft.say), any(map(str.isdigit, draft.say))
        claims = _CLAIM if is_claim else 0.0 if not argues else -_CLAIM if is_asserted else -_NO_CLAIM
        claims += _TOPIC * min(_TERMS, len(title & terms_of(draft.say, language)))
    elif kind == "opinion" and isinstance(draft.show, CodeShow):
        claims += _TOPIC * _TERMS * (1 if len(title & terms_of(draft.show.text, language)) >= _TERMS else -1)
    return replace(draft, worth=draft.worth * _FACTORS.get((kind, draft.kind), 1.0) + claims)


def _of_chapter(chapter: Chapter, start: int, matter: Matter, worth: Worth, *, upright: bool) -> Iterator[Draft]:
    first = next((piece for piece in chapter.pieces if isinstance(piece.block, Paragraph)), None)
    for index, piece in enumerate(chapter.pieces):
        yield from _of_piece(chapter, piece, index, start, matter, worth, first, upright=upright)


def _of_piece(
    chapter: Chapter,
    piece: Piece,
    index: int,
    start: int,
    matter: Matter,
    worth: Worth,
    first: Piece | None,
    *,
    upright: bool,
) -> Iterator[Draft]:
    language, at = matter.language, start + index
    before = chapter.pieces[index - 1] if index else None
    around = _around(chapter.pieces, index)
    match piece.block:
        case Paragraph():
            ways = Ways(
                piece is first,
                _leads(chapter, index),
                matter.ends_sentences,
                closes=piece in [one for _, one in matter.pieces[-_LAST:]],
                subject=chapter.name or matter.title,
                then=_beginning(chapter.pieces[index + 1 : index + 2]),
                before=_before(chapter.pieces[:index]),
            )
            yield from paragraph_drafts(chapter, piece, at, worth, language, ways)
        case Quotation() | Note():
            yield from quotation_drafts(chapter, piece, at, language)
        case ListBlock():
            yield from list_drafts(chapter, piece, at, before, language)
        case Table():
            draft = table_draft(chapter, piece, at, intro_of(before, language), language, upright=upright)
            yield from [draft] if draft else []
        case Code():
            draft = code_draft(chapter, piece, at, around, language, upright=upright)
            yield from [draft] if draft else []
        case PictureBlock():
            draft = picture_draft(chapter, piece, at, around, language)
            yield from [draft] if draft else []
        case _:
            pass


def _leads(chapter: Chapter, index: int) -> bool:
    """Whether a block leads to what is no text."""
    after = chapter.pieces[index + 1 : index + 2]
    return any(isinstance(piece.block, (ListBlock, Table, Code)) for piece in after)


def _beginning(following: Sequence[Piece]) -> str:
    """The first sentence of the paragraph that comes next, if one does."""
    block = following[0].block if following else None
    return next(iter(sentences(block.text)), "") if isinstance(block, Paragraph) else ""


def _before(pieces: Sequence[Piece]) -> str:
    """The last paragraph of some pieces, if nothing but pictures stands behind it."""
    for piece in reversed(pieces):
        if not isinstance(piece.block, PictureBlock):
            return piece.block.text if isinstance(piece.block, Paragraph) else ""
    return ""


def _around(pieces: Sequence[Piece], index: int) -> list[Piece]:
    """What stands just before and after a block: before first, the nearer the sooner."""
    near = [*reversed(pieces[max(0, index - 2) : index]), *pieces[index + 1 : index + 2]]
    return [piece for piece in near if isinstance(piece.block, (Paragraph, ListBlock))]
