"""What kind of article it is: by its structure first, by its words where structure does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from films.article.outline import Code, Heading, ListBlock, Paragraph, PictureBlock, Table
from films.script.documents import ArticleKind
from films.script.writer.figures import figures_in
from films.script.writer.language import List
from films.script.writer.matter import Matter
from films.script.writer.wording import is_question

SPEAKER = re.compile(
    r"^(?P<name>[A-ZÀ-ÞА-ЯЁ\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"[\w.’'\- ]{0,38}?)\s?[:：]\s*(?=\S)"
)
"""A name and a colon before what somebody says."""

_VERSION = re.compile(r"(?<![\w.])v?\d+\.\d+(?:\.\d+)*(?:[-.]?(?:alpha|beta|rc|lts)\.?\d*)?(?![\w.]*\d)", re.IGNORECASE)
_PROMISED = re.compile(
    r"^\D{0,24}?(?<![\d.])(\d{1,2})(?![\d.,:%]|\s?(?:%|days?|días|jours|tage|min|год|天|日|夜|泊|박|일|岁|歲|歳|月|年))",
    re.IGNORECASE,
)
_FEW_TURNS, _FEW_STEPS, _MANY_FIGURES = 4, 3, 12
_TURNS_SHARE = 0.12
_FEW_WEIGHED = 2
_TURN = 60
"""So many characters has what people say in turn, where nobody asks."""


def kind_of(matter: Matter) -> ArticleKind:
    """The kind of an article."""
    scores = {kind: score for kind, score in _scores(matter).items() if score >= 1}
    if scores:
        return max(scores, key=lambda kind: scores[kind])
    if _density(matter, "news"):
        return "news"
    blocks = [piece.block for _, piece in matter.pieces]
    explains = any(isinstance(block, Code) or (isinstance(block, ListBlock) and block.numbered) for block in blocks)
    tells = _density(matter, "first_person") > 0 or not matter.language.words("first_person")
    return "personal" if tells else "how_to" if explains else "opinion"


def speakers_of(matter: Matter) -> tuple[str, ...]:
    """The names that stand before at least two paragraphs, in an article where they take turns."""
    blocks = [piece.block for _, piece in matter.pieces if isinstance(piece.block, Paragraph)]
    names = Counter(speaker_of(block)[0] for block in blocks)
    names.pop("", None)
    often = tuple(name for name, count in names.items() if count > 1)
    turns = [said for block in blocks if (said := speaker_of(block))[0] in often]
    # "Verdict: ..." below every chapter is nobody's name.
    talks = any(is_question(text) for _, text in turns) or sum(len(text) for _, text in turns) > _TURN * len(turns)
    # A long text has a few lines that begin with "Note:" and "Example:" as well.
    many = len(turns) >= max(_FEW_TURNS, _TURNS_SHARE * len(blocks))
    return often if len(often) > 1 and many and talks else ()


def speaker_of(block: Paragraph) -> tuple[str, str]:
    """Who says a paragraph, where that is written before it, and what is said."""
    if block.speaker or block.lead:
        return block.speaker or block.lead, block.text
    found = SPEAKER.match(block.text)
    return (found["name"].strip(), block.text[found.end() :]) if found else ("", block.text)


def _scores(matter: Matter) -> dict[ArticleKind, float]:
    title, blocks = matter.title, [piece.block for _, piece in matter.pieces]
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    code = sum(isinstance(block, Code) for block in blocks)
    pictures = sum(isinstance(block, PictureBlock) for block in blocks)
    numbered = [block for block in blocks if isinstance(block, ListBlock) and block.numbered]
    chapters = [chapter for chapter in matter.chapters if chapter.part in ("body", "ingredients", "directions")]
    steps = sum(chapter.is_numbered for chapter in chapters)
    language = matter.language
    return {
        "recipe": 9.0 * _cooks(matter),
        "interview": 8.0 * (bool(speakers_of(matter)) or _asks(matter)),
        "release": 3.0 * (bool(_VERSION.search(title)) or language.has("release", title)) + min(1.0, 0.3 * code)
        if _VERSION.search(title) or (language.has("release", title) and (code or _density(matter, "release") > 2))
        else 0.0,
        "how_to": 2.5 * language.has("how_to", title)
        + 0.8 * (steps >= _FEW_STEPS)
        + 0.6 * any(len(block.items) >= _FEW_STEPS for block in numbered)
        + (min(1.0, 0.25 * code) if steps or numbered or language.has("how_to", title) else 0.0),
        "listicle": 3.0 * _keeps_promise(matter),
        "data": _data(matter, paragraphs),
        "travel": min(2.6, 0.35 * _density(matter, "travel"))
        + 0.8 * language.has("travel", title)
        + 0.1 * min(6, pictures),
        "opinion": min(1.8, 0.3 * _density(matter, "opinion"))
        + 0.8 * language.has("opinion", title)
        + 0.3 * is_question(title),
        "news": min(2.4, 0.4 * _density(matter, "news")),
        "personal": min(2.0, 0.16 * _density(matter, "first_person")),
    }


def _cooks(matter: Matter) -> bool:
    """Whether it has ingredients, some with their amounts, and what is done with them."""
    parts = {chapter.part for chapter in matter.chapters}
    if not {"directions", "ingredients"} <= parts:
        return False
    blocks = [piece.block for chapter, piece in matter.pieces if chapter.part == "ingredients"]
    items = [item.whole for block in blocks if isinstance(block, ListBlock) for item in block.items]
    items += [" ".join(row) for block in blocks if isinstance(block, Table) for row in block.rows]
    lists = [piece.block for _, piece in matter.pieces if isinstance(piece.block, ListBlock)]
    serves = any(matter.language.has("servings", item.whole) for block in lists for item in block.items)
    return serves or sum(map(_has_amount, items)) * 3 >= len(items) > 0 or _weighs(matter, items)


def _has_amount(text: str) -> bool:
    return re.search(r"\d|[½¼¾]", text) is not None


def _weighs(matter: Matter, ingredients: Sequence[str]) -> bool:
    """Whether a table or another list says of several ingredients how much of each it takes."""
    others = [piece.block for chapter, piece in matter.pieces if chapter.part != "directions"]
    rows = [" ".join(row) for block in others if isinstance(block, Table) for row in block.rows]
    rows += [item.whole for block in others if isinstance(block, ListBlock) for item in block.items]
    names = {re.split(r"[(（]", name)[0].strip() for name in ingredients}
    weighed = {name for name in names if name and any(name in row and _has_amount(row) for row in rows)}
    return len(weighed) >= _FEW_WEIGHED


def _density(matter: Matter, name: List) -> float:
    """How often phrases of a list are in a text, for a thousand characters (250 where there are no spaces)."""
    size = len(matter.text) * (4 if matter.language.is_spaceless else 1)
    return matter.language.count(name, matter.text) / max(1.0, size / 1000)


def _asks(matter: Matter) -> bool:
    """Whether most chapters are questions that somebody is asked."""
    questions = sum(chapter.asks for chapter in matter.chapters)
    return questions >= _FEW_TURNS and questions > 0.7 * len(matter.chapters)


def _keeps_promise(matter: Matter) -> bool:
    """Whether the title promises a number of things, and there are about as many chapters or items."""
    found = _PROMISED.match(matter.title)
    promised = int(found[1]) if found else 0
    headings = Counter(block.level for block in matter.outline.blocks if isinstance(block, Heading))
    lists = [len(piece.block.items) for _, piece in matter.pieces if isinstance(piece.block, ListBlock)]
    counts = [*headings.values(), *lists]
    if promised > 2 and any(abs(count - promised) <= 2 for count in counts):
        return True
    numbered = sum(chapter.is_numbered for chapter in matter.chapters)
    return numbered >= _FEW_TURNS and numbered > 0.6 * len(matter.chapters) and promised > 0


def _data(matter: Matter, paragraphs: list[Paragraph]) -> float:
    tables = sum(isinstance(piece.block, Table) and _is_numeric(piece.block) for _, piece in matter.pieces)
    figures = [figure for block in paragraphs for figure in figures_in(block.whole, matter.language) if figure.rank > 2]
    items = [
        item
        for _, piece in matter.pieces
        if isinstance(piece.block, ListBlock)
        for item in piece.block.items
        if any(figure.rank > 2 for figure in figures_in(item.whole, matter.language))
    ]
    return 0.9 * min(2, tables) + 1.6 * min(1.0, (len(figures) + len(items)) / _MANY_FIGURES)


def _is_numeric(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row[1:] if cell]
    return bool(cells) and sum(bool(re.match(r"\D{0,3}\d", cell)) for cell in cells) > 0.6 * len(cells)
