"""Lays out a donut: the parts of a whole as a ring, and beside it what each part is and how large."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import skia

from painter.cards import ChartCard
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.text.card_page import CardLayout, CardPage, Ornament
from painter.text.card_parts import Label, sizes, standing
from painter.text.chart_numbers import written

_LARGEST = 0.062
_RING = 0.38
"""How thick the ring is, as a share of its radius."""


def donut(page: CardPage, card: ChartCard) -> CardLayout:
    """Set a donut and its legend."""
    wide, high = page.size
    is_beside = wide > 1.05 * high
    side = min(high, 0.44 * wide) if is_beside else min(wide, 0.46 * high)
    gap = 0.07 * page.unit
    room = (wide - side - gap, high) if is_beside else (wide, high - side - gap)
    labels = [Label(page, text, most=2) for text in card.labels]
    values = [Label(page, text, is_bold=True, is_alone=True) for text in written(card)]
    size, lines = _fitted(page, labels, values, room)
    layout = CardLayout(overflows=not lines)
    left, top, right, bottom = page.box
    if is_beside:
        x = right - side / 2 if page.to_left else left + side / 2
        centre = x, top + high / 2
        legend = (left, top, right - side - gap, bottom) if page.to_left else (left + side + gap, top, right, bottom)
    else:
        centre = (left + right) / 2, top + side / 2
        legend = left, top + side + gap, right, bottom
    colours = _colours(page, len(card.values))
    layout.ornaments.append(_ring(page, card.values, colours, (*centre, side / 2)))
    _legend(page.at(box=legend), layout, labels, values, colours, size)
    return layout


def _fitted(
    page: CardPage, labels: Sequence[Label], values: Sequence[Label], room: tuple[float, float]
) -> tuple[float, list[tuple[str, ...]]]:
    """The largest size with which the legend fits, and its lines; none where it never does."""
    longest = max(value.em for value in values)
    tried = sizes(page, _LARGEST)
    for size in tried:
        found = [label.lines_at(size, room[0] - (2.4 + longest) * size) for label in labels]
        lines = [each for each in found if each is not None]
        if len(lines) == len(found) and sum(1.2 * len(each) + 0.35 for each in lines) * size <= room[1]:
            return size, lines
    return tried[-1], []


def _legend(
    page: CardPage,
    layout: CardLayout,
    labels: Sequence[Label],
    values: Sequence[Label],
    colours: Sequence[str],
    size: float,
) -> None:
    longest = max(value.em for value in values) * size
    room = page.size[0] - 2.4 * size - longest
    rows = [label.shaped(size, room, page.material.ink) for label in labels]
    heights = [(1.2 * len(row) + 0.35) * size for row in rows]
    widest = max((line.width for row in rows for line in row), default=0.0)
    ends = min(page.size[0], 2.4 * size + widest + longest)
    y = page.top_for(sum(heights))
    for index, (row, value, tall) in enumerate(zip(rows, values, heights, strict=True)):
        middle, enters_s = y + tall / 2, 0.45 + 0.09 * index
        layout.ornaments.append(_swatch(page, colours[index], middle, size, enters_s))
        for at, line in enumerate(row):
            x = page.box[2] - 1.5 * size - line.width if page.to_left else page.box[0] + 1.5 * size
            height = middle + (at - (len(row) - 1) / 2) * 1.2 * size
            layout.pieces.append(standing(page, line, x, height, enters_s))
        for line in value.shaped(size, math.inf, page.material.ink):
            x = page.box[2] - ends if page.to_left else page.box[0] + ends - line.width
            layout.pieces.append(standing(page, line, x, middle, enters_s + 0.1))
        y += tall


def _swatch(page: CardPage, colour: str, middle: float, size: float, enters_s: float) -> Ornament:
    side = 0.72 * size
    left = page.box[2] - side if page.to_left else page.box[0]

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out(((time_s - page.delay_s) / page.pace - enters_s) / 0.4)
        if share > 0:
            box = skia.Rect.MakeXYWH(left, middle - side / 2, side, side)
            canvas.drawRect(box, brush.fill(colour, share))

    return draw


def _colours(page: CardPage, count: int) -> list[str]:
    """Colours of the accent's family, far enough apart, and each clear of the ground."""
    lightness, chroma, hue = palette.to_oklch(page.material.accent)
    is_dark = palette.lightness(page.material.ground) < 0.5
    found = []
    for index in range(count):
        turn = (0, 150, 60, 210, 300, 30, 180, 90, 240, 330, 120, 270)[index % 12]
        step = (0.0, 0.10, -0.07)[index % 3] * (1 if is_dark else -1)
        colour = palette.to_hex((min(0.9, max(0.3, lightness + step)), max(0.09, chroma * 0.85), (hue + turn) % 360))
        found.append(palette.readable(colour, page.material.ground, 2.2))
    return found


def _ring(
    page: CardPage, values: Sequence[float], colours: Sequence[str], place: tuple[float, float, float]
) -> Ornament:
    x, y, radius = place
    thick = _RING * radius
    box = skia.Rect(x - radius + thick / 2, y - radius + thick / 2, x + radius - thick / 2, y + radius - thick / 2)
    total = sum(values)
    way = -1 if page.to_left else 1

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out(((time_s - page.delay_s) / page.pace - 0.2) / 1.3)
        start, shown = -90.0, 360 * share
        for value, colour in zip(values, colours, strict=True):
            sweep = min(360 * value / total, shown)
            if sweep <= 0:
                break
            pen = skia.Paint(
                AntiAlias=True, Color=brush.argb(colour), StrokeWidth=thick, Style=skia.Paint.kStroke_Style
            )
            gap = min(0.8, sweep * 0.3)
            canvas.drawArc(box, start, way * (sweep - gap), False, pen)
            start += way * sweep
            shown -= sweep

    return draw
