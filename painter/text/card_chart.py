"""Lays out charts of real values: bars, a line or a donut, with every label and every value written on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import skia

from painter.cards import ChartCard
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.text.card_donut import donut
from painter.text.card_heads import headed
from painter.text.card_line import line_chart
from painter.text.card_page import CardLayout, CardPage, Ornament
from painter.text.card_parts import Label, sizes, standing
from painter.text.chart_numbers import written

_LARGEST = 0.06
_GROWS_S, _STAGGER_S, _STARTS_S = 0.9, 0.07, 0.35
_FILLED = 0.62
"""The share of its slot that a bar fills."""


def chart(page: CardPage, card: ChartCard) -> CardLayout:
    """Set a chart below its heading."""
    layout, rest = headed(page, card.heading)
    rest = rest.at(is_centred=False)
    if card.type == "donut":
        layout.add(donut(rest, card))
    elif card.type == "line":
        layout.add(line_chart(rest, card))
    else:
        layout.add(_bars(rest, card))
    return layout


def _bars(page: CardPage, card: ChartCard) -> CardLayout:
    """Upright bars where the labels fit under them in large letters, else bars that lie."""
    values = [Label(page, text, is_bold=True, is_alone=True) for text in written(card)]
    upright = _upright_size(page, card, values)
    if upright >= page.stage.floor_px:
        return _columns(page, card, values, upright)
    return _lying(page, card, values)


def _upright_size(page: CardPage, card: ChartCard, values: Sequence[Label]) -> float:
    """The largest size with which every label fits under its bar and every value over it; 0 where none does."""
    wide, high = page.size
    slot = wide / len(values)
    labels = [Label(page, text, most=2) for text in card.labels]
    for size in sizes(page, _LARGEST):
        room = slot - 0.35 * size
        fits = all(label.lines_at(size, room) is not None for label in labels)
        if fits and all(value.em * size <= room for value in values) and high > 7.5 * size:
            return size
    return 0.0


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(0.0, *values), max(0.0, *values)
    return (low, high) if high > low else (0.0, 1.0)


def _columns(page: CardPage, card: ChartCard, values: Sequence[Label], size: float) -> CardLayout:
    wide, high = page.size
    left, top, _, _ = page.box
    slot = wide / len(values)
    room = slot - 0.35 * size
    labels = [Label(page, text, most=2).shaped(size, room, page.material.ink) for text in card.labels]
    deep = 1.25 * size * max(map(len, labels)) + 0.35 * size
    low, most = _span(card.values)
    over, under = 1.5 * size, (1.5 * size if low < 0 else 0.0)
    scale = (high - deep - over - under) / (most - low)
    zero = top + over + most * scale
    layout = CardLayout()
    boxes = []
    for index, value in enumerate(card.values):
        place = len(values) - 1 - index if page.to_left else index
        middle = left + (place + 0.5) * slot
        half = min(_FILLED * slot, 0.3 * page.unit) / 2
        end = zero - value * scale
        boxes.append((middle - half, zero, middle + half, end))
        enters_s = _STARTS_S + _STAGGER_S * index
        for shaped in values[index].shaped(size, math.inf, page.material.ink):
            y = end - 0.75 * size if value >= 0 else end + 0.75 * size
            layout.pieces.append(standing(page, shaped, middle - shaped.width / 2, y, enters_s + 0.6))
        foot = page.box[3] - deep + 0.35 * size
        for row, shaped in enumerate(labels[index]):
            y = foot + (row + 0.5) * 1.25 * size
            layout.pieces.append(standing(page, shaped, middle - shaped.width / 2, y, 0.2 + 0.4 * _STAGGER_S * index))
    layout.ornaments += [_growing(page, boxes, is_upright=True), _axis(page, (left, zero, page.box[2], zero))]
    return layout


def _lying(page: CardPage, card: ChartCard, values: Sequence[Label]) -> CardLayout:
    """Bars that lie: labels beside them, or above them where that leaves the bars more room."""
    wide, high = page.size
    rows = len(values)
    beside = [Label(page, text, most=2) for text in card.labels]
    above = [Label(page, text, most=1 if rows > 4 else 2) for text in card.labels]
    longest = max(value.em for value in values)
    for size in sizes(page, _LARGEST):
        room = min(0.40 * wide, max(label.em for label in beside) * size)
        lines = [label.lines_at(size, room) for label in beside]
        tall = 1.2 * size * max((len(each) for each in lines if each is not None), default=1)
        if all(each is not None for each in lines) and tall * rows <= 0.92 * high and longest * size < 0.3 * wide:
            return _rows_beside(page, card, values, beside, size, room)
        lines = [label.lines_at(size, wide) for label in above]
        tall = 1.2 * size * max((len(each) for each in lines if each is not None), default=1)
        if all(each is not None for each in lines) and (tall + 1.55 * size) * rows <= high:
            return _rows_above(page, card, values, above, size)
    layout = _rows_above(page, card, values, above, sizes(page, _LARGEST)[-1])
    layout.overflows = True
    return layout


def _rows_beside(
    page: CardPage, card: ChartCard, values: Sequence[Label], labels: Sequence[Label], size: float, room: float
) -> CardLayout:
    gap = 0.6 * size
    beside = (page.box[0], page.box[2] - room - gap) if page.to_left else (page.box[0] + room + gap, page.box[2])
    pitch = min(page.size[1] / len(values), 3.4 * size)
    top = page.top_for(pitch * len(values))
    middles = [top + (index + 0.5) * pitch for index in range(len(values))]
    layout = _lying_bars(page, card, values, beside, middles, (_FILLED * pitch, size))
    for index, label in enumerate(labels):
        shaped = label.shaped(size, room, page.material.ink)
        for row, line in enumerate(shaped):
            x = page.box[2] - line.width if page.to_left else page.box[0]
            y = middles[index] + (row - (len(shaped) - 1) / 2) * 1.2 * size
            layout.pieces.append(standing(page, line, x, y, 0.15 + 0.5 * _STAGGER_S * index))
    return layout


def _rows_above(
    page: CardPage, card: ChartCard, values: Sequence[Label], labels: Sequence[Label], size: float
) -> CardLayout:
    shaped = [label.shaped(size, page.size[0], page.material.ink) for label in labels]
    tall = 1.2 * size * max(map(len, shaped))
    pitch = min(page.size[1] / len(values), tall + 2.6 * size)
    thick = min(1.5 * size, 0.76 * (pitch - tall))
    top = page.top_for(pitch * len(values))
    tops = [top + index * pitch for index in range(len(values))]
    middles = [y + tall + 0.12 * size + thick / 2 for y in tops]
    layout = _lying_bars(page, card, values, (page.box[0], page.box[2]), middles, (thick, size))
    for index, lines in enumerate(shaped):
        for row, line in enumerate(lines):
            x = page.box[2] - line.width if page.to_left else page.box[0]
            y = tops[index] + tall - (len(lines) - row - 0.5) * 1.2 * size
            layout.pieces.append(standing(page, line, x, y, 0.15 + 0.5 * _STAGGER_S * index))
    return layout


def _lying_bars(
    page: CardPage,
    card: ChartCard,
    values: Sequence[Label],
    across: tuple[float, float],
    middles: Sequence[float],
    sizes_px: tuple[float, float],
) -> CardLayout:
    """The bars with their values at their ends."""
    thick, size = sizes_px
    low, most = _span(card.values)
    ahead = max((value.em for value, each in zip(values, card.values, strict=True) if each >= 0), default=0.0)
    behind = max((value.em for value, each in zip(values, card.values, strict=True) if each < 0), default=0.0)
    over, under = ((ahead + 0.5) * size if ahead else 0.0), ((behind + 0.5) * size if behind else 0.0)
    scale = max(1.0, across[1] - across[0] - over - under) / (most - low)
    way = -1 if page.to_left else 1
    start = across[1] - under if page.to_left else across[0] + under
    zero = start + way * (0 - low) * scale
    layout, boxes = CardLayout(), []
    for index, value in enumerate(card.values):
        end = zero + way * value * scale
        boxes.append((zero, middles[index] - thick / 2, end, middles[index] + thick / 2))
        for line in values[index].shaped(size, math.inf, page.material.ink):
            to_right = (value >= 0) != page.to_left
            x = end + 0.4 * size if to_right else end - 0.4 * size - line.width
            layout.pieces.append(standing(page, line, x, middles[index], _STARTS_S + _STAGGER_S * index + 0.6))
    layout.ornaments.append(_growing(page, boxes, is_upright=False))
    reach = 0.5 * thick + 0.12 * size
    for middle in middles:
        layout.ornaments.append(_axis(page, (zero, middle - reach, zero, middle + reach)))
    return layout


def _growing(page: CardPage, boxes: Sequence[tuple[float, float, float, float]], *, is_upright: bool) -> Ornament:
    """Bars that grow from the axis, one after another; each box goes from the axis to the end of its bar."""
    accent = page.material.accent
    faint = palette.mix(accent, page.material.ground, 0.35)

    def draw(canvas: Any, time_s: float) -> None:
        for index, (x0, y0, x1, y1) in enumerate(boxes):
            since_s = (time_s - page.delay_s) / page.pace - _STARTS_S - _STAGGER_S * index
            share = ease_out(since_s / _GROWS_S)
            if share <= 0:
                continue
            if is_upright:
                box, is_negative = (x0, y0, x1, y0 + (y1 - y0) * share), y1 > y0
            else:
                box, is_negative = (x0, y0, x0 + (x1 - x0) * share, y1), (x1 < x0) != page.to_left
            rect = skia.Rect(min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
            canvas.drawRect(rect, brush.fill(faint if is_negative else accent))

    return draw


def _axis(page: CardPage, box: tuple[float, float, float, float]) -> Ornament:
    pen = brush.stroke(page.quiet, max(1.5, 0.003 * page.unit))
    return lambda canvas, _: canvas.drawLine(*box, pen)
