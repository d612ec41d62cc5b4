"""Turns an article's outline into candidate scenes, and chooses those that fill a film of a given length."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from films.article.outline import Block, Code, Heading, ListBlock, Outline, Paragraph, PictureBlock, Quotation, Table
from films.article.sentences import FIGURE, TermWeights, clipped, reading_s, sentences, shown_parts
from painter import (
    MAX_CODE_COLUMNS,
    MAX_ITEMS,
    Card,
    CodeCard,
    ImageCard,
    ListCard,
    QuoteCard,
    StatisticCard,
    TitleCard,
)

Kind = Literal["title", "point", "statistic", "list", "table", "quote", "code", "picture", "closing"]

Worth = Callable[[str], float]
"""How much a sentence says about the article, from 0."""

STEP_S = 0.5
"""Scenes last a multiple of this, so that a changed word seldom changes any scene's length."""

_CONTINUED = 0.8
"""What the next piece of a sentence is worth that is too long for one scene, as a share of the first."""

_CODE_LINES = 12
_WORTH = {"quote": 2.0, "list": 1.9, "table": 1.9, "code": 1.8, "picture": 2.2}
_NEW_CHAPTER, _OPENING = 0.9, 0.7
_SPANS_S: dict[str, tuple[float, float]] = {
    "title": (3.5, 7.0),
    "point": (2.5, 9.0),
    "statistic": (3.5, 8.0),
    "list": (4.0, 12.0),
    "table": (4.5, 12.0),
    "quote": (3.5, 10.0),
    "code": (4.5, 9.0),
    "picture": (3.5, 6.0),
    "closing": (3.0, 4.0),
}
_UNTITLED_CODE = "Code"


@dataclass(frozen=True, kw_only=True)
class ArticleScene:
    """One scene before it is drawn.

    Attributes:
        kind: What sort of scene it is.
        lines: The texts shown in it one after another; also its captions.
        chapter: The heading it stands under.
        card: The card that fills the frame; None for a scene that shows a place.
        worth: How much it says about the article, from 0.
        first: Whether it opens its chapter.
        seconds: How long it lasts, in seconds.
    """

    kind: Kind
    lines: tuple[str, ...]
    chapter: str = ""
    card: Card | None = None
    worth: float = 0.0
    first: bool = field(default=False, compare=False)
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """All that is read in it."""
        return " ".join(self.lines)


def scenes_of(outline: Outline, pictures: dict[str, int]) -> list[ArticleScene]:
    """Every scene the article could have, in its order, without title and closing.

    Args:
        outline: The article.
        pictures: The index of each picture that can be shown, by the address the article gives it.
    """
    chapters = _chapters(outline)
    said = [s for _, blocks in chapters for b in blocks if isinstance(b, Paragraph) for s in sentences(b.whole)]
    weights = TermWeights(said, [outline.title, *(chapter for chapter, _ in chapters)])
    best = max((weights.of(sentence) for sentence in said), default=1.0) or 1.0
    return [
        with_reading_time(scene)
        for chapter, blocks in chapters
        for scene in _of_chapter(chapter, blocks, lambda sentence: 2 * weights.of(sentence) / best, pictures)
    ]


def choose_scenes(candidates: Sequence[ArticleScene], room_s: float) -> list[ArticleScene]:
    """The best scenes that fill `room_s` seconds, in order; each chapter gets one before any gets many."""
    left = dict(enumerate(candidates))
    taken: list[int] = []
    while left:
        index = max(left, key=lambda at: (_gain(left[at], [candidates[one] for one in taken]), -at))
        scene = left.pop(index)
        if scene.seconds <= room_s + STEP_S:
            taken.append(index)
            room_s -= scene.seconds
        if room_s < _SPANS_S["point"][0]:
            break
    picked = [candidates[index] for index in sorted(taken)]
    return [_opening(scene, picked[at - 1] if at else None) for at, scene in enumerate(picked)]


def reading_lengths_s(scenes: Sequence[ArticleScene], duration_s: float) -> list[float]:
    """The length of each scene that is read, in multiples of `STEP_S`; together about `duration_s`.

    All are stretched by one factor, from a coarse scale, so that one longer word does not change the other scenes.
    """
    tried = []
    for percent in range(88, 181, 4):
        lengths = [_stepped(scene.seconds * percent / 100) for scene in scenes]
        off = abs(sum(lengths) - duration_s) / duration_s
        tried.append((max(0.0, off - 0.025), abs(percent - 100), lengths))
    return min(tried, key=lambda one: one[:2])[2]


def with_reading_time(scene: ArticleScene) -> ArticleScene:
    """The scene with the time it takes to read."""
    wanted = sum(reading_s(line) for line in scene.lines) - 0.6 * (len(scene.lines) - 1)
    shown_s = max(least_s(scene.kind, scene.card), min(_SPANS_S[scene.kind][1], wanted))
    return replace(scene, seconds=_stepped(shown_s))


def least_s(kind: Kind, card: Card | None) -> float:
    """The least length of a scene of this kind, in seconds, however short its text."""
    least, most = _SPANS_S[kind]
    return min(most, max(least, 2.0 + 0.55 * len(card.lines))) if isinstance(card, CodeCard) else least


def _stepped(seconds: float) -> float:
    return max(2 * STEP_S, round(seconds / STEP_S) * STEP_S)


def _gain(scene: ArticleScene, taken: Sequence[ArticleScene]) -> float:
    same = sum(one.kind == scene.kind for one in taken)
    new = not any(one.chapter == scene.chapter for one in taken)
    many = sum(one.chapter == scene.chapter for one in taken)
    rare = 1.0 if scene.kind == "point" else 1 + 0.5 * same
    return scene.worth / rare + (_NEW_CHAPTER if new else 0.0) - 0.12 * many


def _opening(scene: ArticleScene, before: ArticleScene | None) -> ArticleScene:
    first = before is None or before.chapter != scene.chapter
    return replace(scene, first=first)


def _chapters(outline: Outline) -> list[tuple[str, list[Block]]]:
    """The blocks under each heading; those before the first heading are a chapter without a name."""
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in outline.blocks:
        if isinstance(block, Heading):
            found.append((block.text, []))
        else:
            found[-1][1].append(block)
    return [(heading, blocks) for heading, blocks in found if blocks]


def _of_chapter(
    chapter: str, blocks: Sequence[Block], worth: Worth, pictures: dict[str, int]
) -> Iterator[ArticleScene]:
    lead = ""
    for at, block in enumerate(blocks):
        match block:
            case Paragraph():
                said = sentences(block.whole)
                lead = said[-1] if said else lead
                yield from _points(chapter, said, worth, opening=at == 0)
            case PictureBlock() if block.source in pictures:
                text = clipped(block.alt or chapter or lead, 160)
                card = ImageCard(picture=pictures[block.source], caption=text)
                yield ArticleScene(kind="picture", lines=(text,) if text else (), chapter=chapter, card=card, worth=2.2)
            case _:
                yield from _block(chapter, block, lead)


def _points(chapter: str, said: Sequence[str], worth: Worth, *, opening: bool) -> Iterator[ArticleScene]:
    for at, sentence in enumerate(said):
        if sentence.endswith((":", "：")):
            continue
        value = worth(sentence) + (_OPENING if opening and at == 0 else 0.3 if at == 0 else 0.0)
        for n, part in enumerate(shown_parts(sentence)):
            card = _statistic(part)
            kind: Kind = "statistic" if card else "point"
            share = max(0.05, value) * (_CONTINUED if n else 1.0)
            yield ArticleScene(kind=kind, lines=(part,), chapter=chapter, card=card, worth=share)


def _statistic(sentence: str) -> Card | None:
    found = FIGURE.search(sentence)
    if not found or len(sentence) > 120 or len(found.group().strip()) > 12:
        return None
    return StatisticCard(figure=found.group().strip(), label=sentence)


def _block(chapter: str, block: Block, lead: str) -> Iterator[ArticleScene]:
    heading = clipped(chapter or (lead.rstrip(":：") if len(lead) <= 100 else ""), 100)
    match block:
        case ListBlock():
            items = tuple(clipped(item.whole, 120) for item in block.items[:MAX_ITEMS])
            card: Card = ListCard(heading=heading, items=items, numbered=block.numbered)
            yield ArticleScene(kind="list", lines=items, chapter=chapter, card=card, worth=_WORTH["list"])
        case Table():
            rows = tuple(clipped(row, 120) for row in _rows(block))
            if rows:
                card = ListCard(heading=heading, items=rows)
                yield ArticleScene(kind="table", lines=rows, chapter=chapter, card=card, worth=_WORTH["table"])
        case Quotation():
            text = clipped(block.text, 400)
            card = QuoteCard(text=text, source=clipped(block.source, 100))
            yield ArticleScene(
                kind="quote", lines=tuple(sentences(text)), chapter=chapter, card=card, worth=_WORTH["quote"]
            )
        case Code():
            card = CodeCard(heading=heading, lines=_program(block.text), language=block.language)
            line = clipped(lead.rstrip(":：") or chapter or block.language or _UNTITLED_CODE, 160)
            yield ArticleScene(kind="code", lines=(line,), chapter=chapter, card=card, worth=_WORTH["code"])
        case _:
            pass


def _rows(table: Table) -> list[str]:
    """Each row in words: "name: value", or "name: column value, column value"."""
    found = []
    for row in table.rows[:MAX_ITEMS]:
        cells = [cell for cell in row if cell]
        if len(cells) < 2 or len(table.header) != len(row) or len(row) == 2:
            found.append(": ".join(cells[:2]) + "".join(f", {cell}" for cell in cells[2:]))
        else:
            pairs = zip(table.header[1:], row[1:], strict=True)
            found.append(f"{row[0]}: " + ", ".join(f"{name} {cell}".strip() for name, cell in pairs if cell))
    return [row for row in found if row.strip(" :")]


def _program(text: str) -> tuple[str, ...]:
    """The first lines of a program, dedented, without two empty lines in a row."""
    lines = textwrap.dedent(re.sub(r"\n\s*\n(?:\s*\n)+", "\n\n", text.expandtabs(4))).split("\n")[:_CODE_LINES]
    lines = ["".join(char for char in line if char.isprintable()).rstrip() for line in lines]
    return tuple(line if len(line) <= MAX_CODE_COLUMNS else line[: MAX_CODE_COLUMNS - 1] + "…" for line in lines)


def title_scene(outline: Outline) -> ArticleScene:
    """The opening scene: the article's title and description."""
    title, more = clipped(outline.title or "…", 100), clipped(outline.description, 160)
    card = TitleCard(heading=title, more=more)
    return with_reading_time(
        ArticleScene(kind="title", lines=tuple(line for line in (title, more) if line), card=card, first=True)
    )


def closing_scene(outline: Outline, site: str) -> ArticleScene:
    """The closing scene: the title, and the author or site."""
    title, more = clipped(outline.title or "…", 100), clipped(outline.author or site, 160)
    return with_reading_time(
        ArticleScene(kind="closing", lines=(more or title,), card=TitleCard(heading=title, more=more))
    )
