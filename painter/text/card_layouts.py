"""Lays out each kind of card: lines with their entrances, and ornaments that are drawn under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import skia

from painter.cards import ImageCard, ListCard, QuoteCard, StatisticCard, TitleCard
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.craft.typesetting import ShapedLine
from painter.figures import counted
from painter.text import card_pictures
from painter.text.card_page import CardLayout, CardLine, CardPage, Ornament, stacked, tall
from painter.text.entrances import PlacedLine

_SERIF = "Fraunces-SemiBold"
_BOOKISH = frozenset({"cinematic", "editorial", "watercolor"})
_COUNTS_S = 1.6


def laid_out(page: CardPage) -> CardLayout:
    """Lay out the plan's card."""
    card = page.stage.plan.card
    if card is None:
        return CardLayout()
    if card.kind == "code":
        from painter.text.card_code import code

        return code(page, card)
    return _LAYOUTS[card.kind](page, card)


def rule(page: CardPage, top: float, length: float, starts_s: float = 0.1, *, to_left: bool = False) -> Ornament:
    """A short thick line in the accent's colour that grows; all lengths in pixels."""
    thick = max(2.0, 0.009 * page.unit)

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s / page.pace - starts_s) / 0.7)
        if share > 0:
            left = page.box[2] - length * share if to_left else page.box[0]
            canvas.drawRect(skia.Rect(left, top, left + length * share, top + thick), brush.fill(_accent(page)))

    return draw


def _accent(page: CardPage) -> str:
    return page.stage.plan.palette.accent


def _heading_font(page: CardPage, text: str) -> str:
    kind = page.stage.look.type
    return _SERIF if page.stage.plan.style in _BOOKISH and text.isascii() else kind.font


def _title(page: CardPage, card: TitleCard) -> CardLayout:
    wide, high = page.size
    heading = page.lines(card.heading, (wide, 0.62 * high), 0.135, font=_heading_font(page, card.heading), most=4)
    more = page.lines(card.more, (wide, 0.26 * high), 0.05, most=3)
    gap = 0.05 * page.unit
    top = page.box[1] + (high - tall(heading, 1.1) - tall(more, 1.3) - gap) / 2 + 0.4 * gap
    pieces, end = stacked(page, heading, top, 0.3, 1.1)
    pieces += stacked(page, more, end + gap, 0.7, 1.3)[0]
    to_left = bool(heading) and heading[0].right_to_left
    return CardLayout(pieces, [rule(page, top - 0.6 * gap, 0.11 * page.unit, to_left=to_left)])


def _list(page: CardPage, card: ListCard) -> CardLayout:
    wide, high = page.size
    heading = page.lines(card.heading, (wide, 0.2 * high), 0.088, font=_heading_font(page, card.heading), most=2)
    head = tall(heading, 1.12) + (0.055 * page.unit if heading else 0.0)
    indent = (0.075 if card.numbered else 0.055) * page.unit
    rows = _rows(page, card.items, (wide - indent, high - head))
    height = head + sum(tall(row, _ROW_LEADING) + _row_gap(row) for row in rows) - _row_gap(rows[-1])
    top = page.box[1] + max(0.0, high - height) / 2
    pieces, end = stacked(page, heading, top, 0.2, 1.12)
    layout = CardLayout(pieces)
    if heading:
        to_left = heading[0].right_to_left
        layout.ornaments.append(rule(page, end + 0.012 * page.unit, 0.09 * page.unit, 0.3, to_left=to_left))
    top += head
    pause = min(0.9, 0.55 * page.stage.plan.duration_s / len(rows) / page.pace)
    for index, row in enumerate(rows):
        enters_s = (0.55 + pause * index) * page.pace
        mark = str(index + 1) if card.numbered else ""
        layout.pieces += _marked(page, layout, row, (top, indent, enters_s), mark)
        top += tall(row, _ROW_LEADING) + _row_gap(row)
    return layout


_ROW_LEADING = 1.22


def _row_gap(row: Sequence[ShapedLine]) -> float:
    return row[0].size_px * 0.62


def _rows(page: CardPage, items: Sequence[str], room: tuple[float, float]) -> list[list[ShapedLine]]:
    """The lines of every item, all in the largest size with which they fit."""
    limit = 0.062
    while True:
        size = min(page.lines(item, (room[0], limit * page.unit * 1.3 * 2), limit, most=3)[0].size_px for item in items)
        rows = [page.lines(item, (room[0], room[1]), size / page.unit, most=3) for item in items]
        height = sum(tall(row, _ROW_LEADING) + _row_gap(row) for row in rows) - _row_gap(rows[-1])
        if height <= room[1] or limit < 0.012:
            return rows
        limit = min(limit, size / page.unit) * 0.94


def _marked(
    page: CardPage, layout: CardLayout, row: Sequence[ShapedLine], place: tuple[float, float, float], mark: str
) -> list[CardLine]:
    """An item's lines, beside its number or its dot."""
    top, indent, enters_s = place
    size = row[0].size_px
    pieces = []
    if mark:
        kind = page.stage.look.type
        number = ShapedLine(mark, size, page.material.accent, kind.font, kind.tracking)
        x = page.box[2] - number.width if row[0].right_to_left else page.box[0]
        y = top + (row[0].pitch_px(_ROW_LEADING) - number.height) / 2 + row[0].baseline_px - number.baseline_px
        at = PlacedLine(number, x, y, enters_s)
        pieces.append(CardLine(at, 0.5 * page.pace))
    else:
        layout.ornaments.append(_dot(page, row[0], top + row[0].pitch_px(_ROW_LEADING) / 2, enters_s))
    for index, line in enumerate(row):
        x = page.left_of(line, inset=indent)
        at = PlacedLine(line, x, top + (line.pitch_px(_ROW_LEADING) - line.height) / 2, enters_s + 0.08 * index)
        pieces.append(CardLine(at, 0.6 * page.pace))
        top += line.pitch_px(_ROW_LEADING)
    return pieces


def _dot(page: CardPage, line: ShapedLine, y: float, enters_s: float) -> Ornament:
    radius = 0.2 * line.size_px
    x = page.box[2] - 1.4 * radius if line.right_to_left else page.box[0] + 1.4 * radius
    square = page.stage.plan.style in {"pixel", "blueprint", "editorial"}

    def draw(canvas: Any, time_s: float) -> None:
        grown = radius * ease_out((time_s - enters_s) / (0.4 * page.pace))
        if grown > 0 and square:
            canvas.drawRect(skia.Rect(x - grown, y - grown, x + grown, y + grown), brush.fill(_accent(page)))
        elif grown > 0:
            canvas.drawCircle(x, y, grown, brush.fill(_accent(page)))

    return draw


def _quote(page: CardPage, card: QuoteCard) -> CardLayout:
    wide, high = page.size
    mark = ShapedLine("“", 0.30 * page.unit, _accent(page), _heading_font(page, "a"))
    mark_tall = 0.115 * page.unit
    source = page.lines(f"— {card.source}" if card.source else "", (wide, 0.16 * high), 0.04, most=2)
    under = tall(source, 1.3) + (0.05 * page.unit if source else 0.0)
    font = _heading_font(page, card.text)
    text = page.lines(card.text, (wide, high - mark_tall - under), 0.118, font=font, most=9)
    used = mark_tall + tall(text, 1.2) + under
    top = page.box[1] + max(0.0, high - used) / 2
    pieces, end = stacked(page, text, top + mark_tall, 0.35, 1.2)
    last_s = pieces[-1].placed.enters_s / page.pace + 0.35 if pieces else 0.35
    pieces += stacked(page, source, end + 0.05 * page.unit, last_s, 1.3)[0]
    x = page.box[2] - mark.width if text and text[0].right_to_left else page.box[0] - 0.012 * page.unit

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s / page.pace - 0.1) / 0.7)
        mark.draw(canvas, x, top - 0.28 * mark.size_px + (1 - share) * 0.02 * page.unit, share)

    return CardLayout(pieces, [draw])


def _statistic(page: CardPage, card: StatisticCard) -> CardLayout:
    wide, high = page.size
    kind = page.stage.look.type
    number = page.lines(card.figure, (wide, 0.52 * high), 0.38, font=kind.font, colour=page.material.accent, most=1)
    label = page.lines(card.label, (wide, 0.24 * high), 0.06, most=3)
    delta = page.lines(card.delta, (wide - 0.07 * page.unit, 0.12 * high), 0.046, colour=_delta_colour(page, card))
    gap = 0.03 * page.unit
    used = tall(number, 1.06) + tall(label, 1.25) + (tall(delta, 1.3) + gap if delta else 0.0) + gap
    top = page.box[1] + (high - used) / 2
    pieces, end = stacked(page, number, top, 0.15, 1.06)
    figure, counts_s = number[0].text, _COUNTS_S * page.pace
    starts_s = pieces[0].placed.enters_s
    pieces = [
        CardLine(
            pieces[0].placed,
            0.3 * page.pace,
            text_at=lambda time_s: counted(figure, ease_out((time_s - starts_s) / counts_s)),
            glows=True,
        )
    ]
    more, end = stacked(page, label, end + gap, 0.5, 1.25)
    layout = CardLayout([*pieces, *more])
    for line in delta[:1]:
        x, size = page.left_of(line, inset=0.065 * page.unit), line.size_px
        at = PlacedLine(line, x, end + gap + (size * 1.3 - line.height) / 2, 1.2 * page.pace)
        layout.pieces.append(CardLine(at, 0.5 * page.pace))
        layout.ornaments.append(_arrow(page, card, (end + gap + 0.65 * size, size), to_left=line.right_to_left))
    return layout


def _delta_colour(page: CardPage, card: StatisticCard) -> str:
    return palette.readable("#2fb46e" if card.trend == "up" else "#e5484d", page.material.ground)


def _arrow(page: CardPage, card: StatisticCard, place: tuple[float, float], *, to_left: bool) -> Ornament:
    """A triangle that points up or down, beside the line at this height and of this size."""
    y, size = place
    half, way = 0.36 * size, -1 if card.trend == "up" else 1
    x = page.box[2] - half if to_left else page.box[0] + half
    corners = [(x - half, y - way * half * 0.7), (x + half, y - way * half * 0.7), (x, y + way * half * 0.9)]
    colour = _delta_colour(page, card)

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s - 1.1 * page.pace) / (0.5 * page.pace))
        if share > 0:
            canvas.save()
            canvas.translate(0, -way * (1 - share) * size)
            canvas.drawPath(brush.polygon(corners), brush.fill(colour, share))
            canvas.restore()

    return draw


def _image(page: CardPage, card: ImageCard) -> CardLayout:
    wide, high = page.size
    caption = page.lines(card.caption, (wide, 0.2 * high), 0.042, most=3)
    under = tall(caption, 1.3) + (0.035 * page.unit if caption else 0.0)
    widest = max((line.width for line in caption), default=0.0)
    left, top, right, _ = page.box
    box, draw = card_pictures.framed(page.stage, page.pictures, card.picture, (left, top, right, top + high - under))
    start = max(left, min(box[0], right - widest))
    under_it = replace(page, box=(start, top, max(box[2], start + widest), page.box[3]))
    pieces, _ = stacked(under_it, caption, box[3] + 0.035 * page.unit, 0.6, 1.3)
    return CardLayout(pieces, [draw])


_LAYOUTS: Mapping[str, Callable[[CardPage, Any], CardLayout]] = {
    "title": _title,
    "list": _list,
    "quote": _quote,
    "statistic": _statistic,
    "image": _image,
}
