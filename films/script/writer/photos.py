"""Pictures as scenes: each over the whole frame with a line of what is told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from films.article.outline import ListBlock, Paragraph, PictureBlock
from films.article.sentences import is_dense, sentences, with_stop
from films.script.documents import OfferedPicture, PictureShow
from films.script.writer.draft import Draft
from films.script.writer.language import Language
from films.script.writer.matter import Chapter, Piece
from films.script.writer.wording import cleaned, fits_glance, is_question, led, shown, standing

_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|webp|gif|svg|avif)$|^\S*[_\d]\S*$|^(?:image|img|photo|picture|screenshot|untitled|cover)\W*\d*$"
    r"|^(?:(?:blog|post|article)\s)?(?:cover|header|banner|hero|thumbnail|featured?|portada|cabecera|titelbild|capa|couverture|copertina)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\w/\w|\.(?:com|org|net|io)\b|^(?:loading|logo|icon|avatar|advertisement|share|line|photo|image|play)\b|©|\(c\)",
    re.IGNORECASE,
)
"""Who made a picture, or what a page calls its furniture; no words for the picture."""

_SEEN = re.compile(
    r"^(?:an?|the|two|three|several|screen\s?shots?|images?|photos?|pictures?|illustrations?|diagram|graphic|animation"
    r"|une?|eine?|una?|uma?|captura|capture|bildschirmfoto|abbildung|imagen|imagem|foto)\s"
    r"|\b(?:showing|shown|displayed|depicting|depicted|pictured)\b",
    re.IGNORECASE,
)
"""How alternative texts begin that describe."""

_WORTH, _COVER_WORTH, _WORDLESS = 2.2, 2.0, 0.8
_FIRST_SENTENCES = 3
_SAID_CHARS, _SAID_SPACELESS = 130, 56


def picture_draft(chapter: Chapter, piece: Piece, at: int, around: Sequence[Piece], language: Language) -> Draft | None:
    """A picture that stands in the text, with its caption or what is told beside it."""
    picture = piece.picture
    if picture is None or not isinstance(piece.block, PictureBlock) or not picture.is_worth_showing:
        return None
    told = [text for other in around for text in _told(other, language) if fits_foot(text)]
    caption = line_of(picture, language)
    here = chapter.pieces.index(piece)
    next_to = [*chapter.pieces[max(0, here - 1) : here], *chapter.pieces[here + 1 : here + 2]]
    near = [other for other in next_to if isinstance(other.block, Paragraph)] or ([] if caption else around)
    prose = [text for other in near if isinstance(other.block, Paragraph) for text in _told(other, language)]
    beside = next((short for text in prose if fits_foot(text) and (short := shown(text, language))), "")
    named = chapter.name if fits_glance(chapter.name) and not re.search(r"[:：,、?？]", chapter.name) else ""
    own = "" if (named or told) and _describes(picture, caption) else caption
    seen = next((bare for one in told if fits_glance(bare := one.rstrip(".。"))), "")
    text = beside or own or (seen if told else named)
    say = next((one for one in told if not beside or beside in one), "") or _sentence(text)
    moves = 0.3 if picture.moves else 0.0
    blocks = (piece.id, *(other.id for other in around[:1] if say and told))
    silent = 0.0 if text else _WORDLESS
    return Draft(PictureShow(image=picture.id, text=text), say, at, chapter, _WORTH + moves - silent, blocks)


def _describes(picture: OfferedPicture, line: str) -> bool:
    """Whether a line tells those who do not see a picture what is in it, rather than those who do what it is."""
    return line != "" and not picture.caption.startswith(line) and _SEEN.search(line) is not None


def cover_draft(picture: OfferedPicture, line: str, say: str, chapter: Chapter) -> Draft:
    """The article's cover with its first message."""
    return Draft(PictureShow(image=picture.id, text=line), say, -0.5, chapter, _COVER_WORTH, ())


def fits_foot(text: str) -> bool:
    """Whether a sentence can be said beside something else that is looked at."""
    return len(text) <= (_SAID_SPACELESS if is_dense(text) else _SAID_CHARS)


def line_of(picture: OfferedPicture, language: Language) -> str:
    """What stands on a picture of its own words: its caption, or else what it shows; never a file's name."""
    for text in (picture.caption, picture.alt):
        bare = cleaned(text).rstrip(".。 ")
        if (
            not bare
            or _FILE_NAME.search(bare)
            or _CREDIT.search(bare)
            or language.has("furniture", bare)
            or is_question(bare)
        ):
            continue
        short = bare if fits_glance(bare) else shown(bare, language)
        if short and (len(short.split()) > 1 or len(short) > 3):
            return short
    return ""


def _told(piece: Piece, language: Language) -> list[str]:
    if isinstance(piece.block, Paragraph):
        said = sentences(piece.block.text)
        near = [*said[:_FIRST_SENTENCES], *said[_FIRST_SENTENCES:][-1:]]
        near = [sentence for sentence in near if not sentence.endswith((":", "："))]  # which announces something else
        return [alone for sentence in near if (alone := led(sentence, language))]
    if isinstance(piece.block, ListBlock):
        return [alone for item in piece.block.items[-1:] if (alone := standing(item.whole, language))]
    return []


def _sentence(text: str) -> str:
    return with_stop(text)
