"""Lays out tables: columns as wide as their contents, figures right-aligned; in narrow frames lines for each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import skia

from painter.cards import TableCard
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.text.card_heads import headed
from painter.text.card_list import Mark, rows_of
from painter.text.card_page import CardLayout, CardPage, Ornament
from painter.text.card_parts import Label, sizes, standing

_LARGEST = 0.066
_LEADING = 1.2
_PAD, _GAP = 0.85, 1.1
"""The room above and below a row together, and between columns, as shares of the size."""

_FIGURE = re.compile(
    r"[^\w]{0,3}\s*(?:[A-Z]{2,3}\s?)?[-\u2212+±~≈<>]?\s*[$€£¥₹]?\s*\d[\d.,:\s\u00a0\u202f/–-]*\s*[^\d\s]{0,4}"
)


@dataclass(frozen=True)
class _Grid:
    """A table at a size: the width of each column, the room between two, and the height of each row, in pixels."""

    size: float
    widths: Sequence[float]
    gap: float
    heights: Sequence[float]


def table(page: CardPage, card: TableCard) -> CardLayout:
    """Set a table below its heading."""
    layout, rest = headed(page, card.heading, card.page)
    rest = rest.at(is_centred=False)
    has_header = any(card.header)
    rows = [card.header, *card.rows] if has_header else list(card.rows)
    cells = [
        [_cell(rest, text, is_bold=column == 0 or (has_header and at == 0)) for column, text in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    grid = _grid(rest, cells, rest.stage.floor_px)
    if grid is None and len(card.rows[0]) > 1:
        records = _records(rest, card)
        if not records.overflows and records.smallest_px >= rest.stage.floor_px - 0.5:
            layout.add(records)
            return layout
    grid = grid or _grid(rest, cells, 0.0)
    if grid is None:
        layout.overflows = True
        layout.add(_records(rest, card))
        return layout
    layout.add(_set(rest, card, cells, grid))
    return layout


def _cell(page: CardPage, text: str, *, is_bold: bool) -> Label:
    is_figure = _FIGURE.fullmatch(text.strip()) is not None
    return Label(page, text, most=1 if is_figure else 3, is_bold=is_bold, is_alone=is_figure)


def _grid(page: CardPage, cells: Sequence[Sequence[Label]], least_px: float) -> _Grid | None:
    """The largest grid that fits; None where none of at least this size does."""
    wide, high = page.size
    for size in sizes(page, _LARGEST):
        if size < least_px - 0.01:
            return None
        room = wide - _GAP * size * (len(cells[0]) - 1)
        widths = _widths(cells, size, room)
        if widths is None:
            continue
        spare = max(0.0, room - sum(widths)) / max(1, len(widths) - 1)
        gap = _GAP * size + min(spare, 3.0 * size)
        heights = []
        for row in cells:
            lines = [cell.lines_at(size, room + 0.5) for cell, room in zip(row, widths, strict=True)]
            heights.append((max((len(each) for each in lines if each is not None), default=1) or 1) * _LEADING * size)
        tall = sum(heights) + _PAD * size * len(cells)
        if tall <= high:
            return _Grid(size, widths, gap, [each + _PAD * size for each in heights])
    return None


def _widths(cells: Sequence[Sequence[Label]], size: float, room: float) -> list[float] | None:
    """The width of each column: what its contents take; where that is too much, less in more lines."""
    columns = list(zip(*cells, strict=True))
    natural = [max(cell.em for cell in column) * size for column in columns]
    least = [max(cell.least_em for cell in column) * size for column in columns]
    if sum(least) > room:
        return None
    spare = room - sum(natural)
    if spare >= 0:
        return natural
    widths = list(least)
    left = room - sum(least)
    wish = [a - b for a, b in zip(natural, least, strict=True)]
    return [width + left * each / (sum(wish) or 1.0) for width, each in zip(widths, wish, strict=True)]


def _set(page: CardPage, card: TableCard, cells: Sequence[Sequence[Label]], grid: _Grid) -> CardLayout:
    layout = CardLayout()
    size, gap = grid.size, grid.gap
    tall, total = sum(grid.heights), sum(grid.widths) + gap * (len(grid.widths) - 1)
    top = page.top_for(tall)
    has_header = any(card.header)
    right = [_is_figures([row[column] for row in card.rows]) for column in range(len(grid.widths))]
    pause = min(0.35, 0.5 * page.stage.plan.duration_s / len(cells) / page.pace)
    y = top
    for at, row in enumerate(cells):
        enters_s, height = 0.15 + pause * at, grid.heights[at]
        x = page.box[2] if page.to_left else page.box[0]
        ink = page.quiet if has_header and at == 0 else page.material.ink
        for column, (cell, wide) in enumerate(zip(row, grid.widths, strict=True)):
            start = x - wide if page.to_left else x
            lines = cell.shaped(size, wide + 0.5, ink)
            for index, line in enumerate(lines):
                is_right = right[column] or (page.to_left and line.right_to_left)
                across = start + wide - line.width if is_right or page.to_left else start
                middle = y + height / 2 + (index - (len(lines) - 1) / 2) * _LEADING * size
                layout.pieces.append(standing(page, line, across, middle, enters_s))
            x += -(wide + gap) if page.to_left else wide + gap
        y += height
        is_head = has_header and at == 0
        layout.ornaments.append(_rule(page, y, total, enters_s, is_head=is_head, is_last=at == len(cells) - 1))
    return layout


def _rule(page: CardPage, y: float, length: float, enters_s: float, *, is_head: bool, is_last: bool) -> Ornament:
    thick = max(1.5, (0.0055 if is_head else 0.002) * page.unit)
    colour = page.material.accent if is_head else palette.mix(page.material.ground, page.material.ink, 0.3)
    full = page.size[0] if length > 0.7 * page.size[0] else length

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out(((time_s - page.delay_s) / page.pace - enters_s) / 0.7)
        if share <= 0 or is_last:
            return
        left = page.box[2] - full * share if page.to_left else page.box[0]
        canvas.drawRect(skia.Rect(left, y - thick / 2, left + full * share, y + thick / 2), brush.fill(colour))

    return draw


def _is_figures(texts: Sequence[str]) -> bool:
    """Whether a column holds numbers, so that they are to stand right-aligned under each other."""
    filled = [text.strip() for text in texts if text.strip()]
    return bool(filled) and sum(bool(_FIGURE.fullmatch(text)) for text in filled) >= 0.6 * len(filled)


def _records(page: CardPage, card: TableCard) -> CardLayout:
    """Each row as its first cell, bold, and the others below it with the names of their columns."""
    items = []
    for first, *others in card.rows:
        names = card.header[1:] if any(card.header) else ("",) * len(others)
        pairs = [f"{name}\u00a0{value}".strip() for name, value in zip(names, others, strict=True) if value.strip()]
        items.append((first, "\u00a0· ".join(pairs)))
    return rows_of(page, items, Mark())
