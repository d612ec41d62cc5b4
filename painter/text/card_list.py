"""Lays out a list: items that come in one after another, with dots or numbers, and bold leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import skia

from painter.cards import ListCard
from painter.craft import brush
from painter.craft.camera import ease_out
from painter.craft.typesetting import Breaking, ShapedLine, breakings, drawable, stretch
from painter.text.card_heads import headed
from painter.text.card_page import CardLayout, CardLine, CardPage, Ornament
from painter.text.card_parts import bold_font
from painter.text.entrances import PlacedLine

_LEADING, _GAP = 1.22, 0.55
_LARGEST = 0.082
_MOST_LINES = 5
_BETWEEN_S, _CHAR_S, _COMES_IN = 0.5, 0.03, 0.4
"""Items come in as they are read: with a pause between two, so much later for each character, and all of them within
this share of the beat."""


@dataclass(frozen=True)
class _Part:
    """A part of an item, with the ways to break it into lines; a lead is coloured where its font has no bold face."""

    options: tuple[Breaking, ...]
    font: str
    stretch: float
    is_lead: bool = False

    def at(self, size_px: float, wide: float) -> tuple[str, ...] | None:
        """Its lines at a size; None where it does not fit the width."""
        return next((each.lines for each in self.options if each.em * size_px <= wide), None)


@dataclass(frozen=True)
class Mark:
    """What stands before items: numbers from `first` on, dots, or nothing."""

    kind: Literal["number", "dot", "none"] = "none"
    first: int = 1
    count: int = 1

    def indent(self, size_px: float) -> float:
        """How far the items are moved in for it, in pixels."""
        if self.kind == "number":
            return size_px * (0.62 * len(str(self.first + self.count - 1)) + 0.55)
        return 0.85 * size_px if self.kind == "dot" else 0.0


def list_card(page: CardPage, card: ListCard) -> CardLayout:
    """Set a list as large as all of its items allow."""
    layout, rest = headed(page, card.heading, card.page)
    items = [_lead_and_rest(item) for item in card.items]
    layout.add(rows_of(rest, items, Mark("number" if card.numbered else "dot", card.first, len(items))))
    return layout


def _lead_and_rest(item: str) -> tuple[str, str]:
    lead, _, rest = (text.strip() for text in item.partition("\n"))
    return (lead, rest) if lead and rest else ("", lead + rest)


def rows_of(page: CardPage, items: Sequence[tuple[str, str]], mark: Mark) -> CardLayout:
    """Set items one below the other, each with its lead in bold, if it has one, and the rest."""
    layout = CardLayout()
    wide, high = page.size
    parts = [_parts(page, *item) for item in items]
    size = _size(page, parts, lambda each: wide - mark.indent(each), high)
    indent = mark.indent(size)
    rows = [_lines(page, item, size, wide - indent) for item in parts]
    height = sum(map(_tall, rows)) + _GAP * size * (len(rows) - 1)
    layout.overflows |= height > high + 1 or any(line.width > wide - indent + 1 for row in rows for line in row)
    top = max(page.box[1], page.top_for(height))
    read_s = _BETWEEN_S + _CHAR_S * sum(len(lead) + len(rest) for lead, rest in items) / len(items)
    pause = min(read_s, _COMES_IN * page.stage.plan.duration_s / len(rows) / page.pace)
    for index, row in enumerate(rows):
        enters_s = page.delay_s + (0.4 + pause * index) * page.pace
        text = str(mark.first + index) if mark.kind == "number" else ""
        if mark.kind == "dot" and row:
            layout.ornaments.append(_dot(page, row[0], top + row[0].pitch_px(_LEADING) / 2, enters_s))
        layout.pieces += _marked(page, row, (top, indent, enters_s), text)
        top += _tall(row) + _GAP * size
    return layout


def _parts(page: CardPage, lead: str, rest: str) -> list[_Part]:
    """The lead of an item, if it has one, and the rest."""
    kind = page.stage.look.type
    bold = bold_font(page)
    fonts = [(lead, bold, bold == kind.text_font), (rest, kind.text_font, False)]
    return [
        _Part(
            breakings(text, font, kind.tracking, _MOST_LINES, page.whole),
            font,
            stretch(text, font, page.whole),
            is_lead=is_lead,
        )
        for text, font, is_lead in ((drawable(text), font, is_lead) for text, font, is_lead in fonts)
        if text
    ]


def _size(page: CardPage, items: Sequence[Sequence[_Part]], room: Any, high: float) -> float:
    """The largest size at which all items fit; one below the least where they do not."""
    size = _LARGEST * page.unit
    while size > 0.25 * page.stage.floor_px and not _fits(items, size, room(size), high):
        size *= 0.965
    return size


def _fits(items: Sequence[Sequence[_Part]], size: float, wide: float, high: float) -> bool:
    height = _GAP * size * (len(items) - 1)
    for item in items:
        for part in item:
            lines = part.at(size, wide)
            if lines is None:
                return False
            height += len(lines) * _LEADING * size * part.stretch
    return height <= high


def _lines(page: CardPage, item: Sequence[_Part], size: float, wide: float) -> list[ShapedLine]:
    kind = page.stage.look.type
    return [
        ShapedLine(
            line,
            size,
            page.material.accent if part.is_lead else page.material.ink,
            part.font,
            kind.tracking,
            whole=page.whole,
        )
        for part in item
        for line in part.at(size, wide) or part.options[-1].lines
    ]


def _tall(row: Sequence[ShapedLine]) -> float:
    return sum(line.pitch_px(_LEADING) for line in row)


def _marked(
    page: CardPage, row: Sequence[ShapedLine], place: tuple[float, float, float], mark: str
) -> Iterator[CardLine]:
    """An item's lines, beside its number, if it has one."""
    top, indent, enters_s = place
    if not row:
        return
    page = page.at(is_centred=False)
    size = row[0].size_px
    if mark:
        kind = page.stage.look.type
        number = ShapedLine(mark, size, page.material.accent, kind.font, kind.tracking)
        x = page.box[2] - number.width if page.to_left else page.box[0]
        y = top + (row[0].pitch_px(_LEADING) - number.height) / 2 + row[0].baseline_px - number.baseline_px
        yield CardLine(PlacedLine(number, x, y, enters_s), 0.5 * page.pace)
    for index, line in enumerate(row):
        x = page.left_of(line, inset=indent)
        at = PlacedLine(line, x, top + (line.pitch_px(_LEADING) - line.height) / 2, enters_s + 0.08 * index)
        yield CardLine(at, 0.6 * page.pace)
        top += line.pitch_px(_LEADING)


def _dot(page: CardPage, line: ShapedLine, y: float, enters_s: float) -> Ornament:
    radius = 0.19 * line.size_px
    x = page.box[2] - 1.4 * radius if page.to_left else page.box[0] + 1.4 * radius
    square = page.stage.plan.style in {"pixel", "blueprint", "editorial"}

    def draw(canvas: Any, time_s: float) -> None:
        grown = radius * ease_out((time_s - enters_s) / (0.4 * page.pace))
        if grown > 0 and square:
            canvas.drawRect(skia.Rect(x - grown, y - grown, x + grown, y + grown), brush.fill(page.material.accent))
        elif grown > 0:
            canvas.drawCircle(x, y, grown, brush.fill(page.material.accent))

    return draw
