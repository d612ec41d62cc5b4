"""Lays out steps that follow one another: in a row, in a circle, or on a line of time, joined as they come in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import skia

from painter.cards import StepsCard
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.craft.typesetting import ShapedLine
from painter.text.card_heads import headed
from painter.text.card_list import Mark, rows_of
from painter.text.card_page import CardLayout, CardPage, Ornament
from painter.text.card_parts import Label, sizes, standing
from painter.text.entrances import Box

_LARGEST = 0.078
_STARTS_S, _COMES_IN, _MOST_PAUSE_S = 0.5, 0.55, 1.6
"""Steps come in one after another, within this share of the beat."""

_MOST_LINES = 4
_LEADING = 1.2
_POINT = 0.9
"""The radius of a step's mark, as a share of the size of letters; numbers stand in larger ones."""


class _Step:
    """A step: its lead, such as a year, and the rest, with the ways to break them into lines."""

    def __init__(self, page: CardPage, item: str) -> None:
        lead, _, rest = (text.strip() for text in item.partition("\n"))
        self.lead = Label(page, lead if rest else "", most=2, is_bold=True)
        self.rest = Label(page, rest or lead, most=_MOST_LINES)

    def fits(self, size: float, wide: float, high: float) -> bool:
        """Whether both fit a width and a height, in pixels."""
        lead, rest = self.lead.lines_at(size, wide), self.rest.lines_at(size, wide)
        return lead is not None and rest is not None and (len(lead) + len(rest)) * _LEADING * size <= high

    def shaped(self, page: CardPage, size: float, wide: float) -> list[ShapedLine]:
        """Their lines at a size."""
        lead = self.lead.shaped(size, wide, page.material.accent) if self.lead.text else []
        return [*lead, *self.rest.shaped(size, wide, page.material.ink)]


def steps(page: CardPage, card: StepsCard) -> CardLayout:
    """Set steps below their heading; in the lines of a list where letters would become too small."""
    layout, rest = headed(page, card.heading)
    rest = rest.at(is_centred=False)
    items = [_Step(rest, item) for item in card.items]
    made = _in_a_circle(rest, items) if card.form == "cycle" else _on_a_line(rest, items, card.form)
    if made is None:
        pairs = [tuple(part.strip() for part in item.partition("\n")[::2]) for item in card.items]
        leads = [(lead, text) if text else ("", lead) for lead, text in pairs]
        made = rows_of(rest, leads, Mark("dot" if card.form == "timeline" else "number", 1, len(items)))
    layout.add(made)
    return layout


def _on_a_line(page: CardPage, items: Sequence[_Step], form: str) -> CardLayout | None:
    """Steps along a line: from side to side in wide frames, else from top to bottom; None where they do not fit."""
    numbered = form == "row"
    wide, high = page.size
    if page.stage.is_wide:
        slot = wide / len(items)
        size = _size(page, items, lambda each: (slot - 0.9 * each, high - _mark(each, numbered=numbered) * 2.8))
        return _across(page, items, size, numbered=numbered) if size else None
    slot = high / len(items)
    size = _size(page, items, lambda each: (wide - _mark(each, numbered=numbered) * 3, slot - 0.5 * each))
    return _down(page, items, size, numbered=numbered) if size else None


def _size(page: CardPage, items: Sequence[_Step], room: Any) -> float:
    """The largest size of letters with which each step fits its room; 0 where it would be too small."""
    for size in sizes(page, _LARGEST):
        if size < page.stage.floor_px:
            return 0.0
        if all(item.fits(size, *room(size)) for item in items):
            return size
    return 0.0


def _mark(size: float, *, numbered: bool) -> float:
    return size * (1.05 if numbered else 0.45)


def _across(page: CardPage, items: Sequence[_Step], size: float, *, numbered: bool) -> CardLayout:
    left, _, right, _ = page.box
    slot, radius = (right - left) / len(items), _mark(size, numbered=numbered)
    wide = slot - 0.9 * size
    shaped = [item.shaped(page, size, wide) for item in items]
    deep = max(len(lines) for lines in shaped) * _LEADING * size
    top = page.top_for(2.8 * radius + deep)
    xs = [left + (at + 0.5) * slot for at in range(len(items))]
    xs = xs[::-1] if page.to_left else xs
    points = [(x, top + radius) for x in xs]
    layout = CardLayout(ornaments=[_joined(page, points, radius, numbered=numbered)])
    for at, lines in enumerate(shaped):
        _write(page, layout, lines, (xs[at], top + 2.8 * radius, at, len(items)), centred=True)
    return _with_numbers(page, layout, points, size, numbered=numbered)


def _down(page: CardPage, items: Sequence[_Step], size: float, *, numbered: bool) -> CardLayout:
    left, top, right, _ = page.box
    radius = _mark(size, numbered=numbered)
    wide = right - left - 3 * radius
    shaped = [item.shaped(page, size, wide) for item in items]
    heights = [len(lines) * _LEADING * size for lines in shaped]
    over = max(0.0, radius - 0.5 * _LEADING * size)  # of the first mark and the last, above and below their words
    gap = min(1.6 * size, (page.size[1] - sum(heights) - 2 * over) / max(1, len(items) - 1))
    top = page.top_for(sum(heights) + gap * (len(items) - 1) + 2 * over) + over
    x = right - radius if page.to_left else left + radius
    layout, points = CardLayout(), []
    for at, lines in enumerate(shaped):
        points.append((x, top + 0.5 * _LEADING * size))
        start = right - 3 * radius if page.to_left else left + 3 * radius
        _write(page, layout, lines, (start, top, at, len(items)), centred=False)
        top += heights[at] + gap
    layout.ornaments.append(_joined(page, points, radius, numbered=numbered))
    return _with_numbers(page, layout, points, size, numbered=numbered)


def _in_a_circle(page: CardPage, items: Sequence[_Step]) -> CardLayout | None:
    """Steps around a circle with arrows from each to the next; None where they do not fit."""
    wide, high = page.size
    count = len(items)
    size = _size(page, items, lambda each: (_around(page, count)[0], _around(page, count)[1]))
    if not size:
        return None
    room, _ = _around(page, count)
    middle = (page.box[0] + wide / 2, page.box[1] + high / 2)
    across, tall = _radii(page, count)
    layout, places = CardLayout(), []
    for at, item in enumerate(items):
        angle = 2 * math.pi * at / count * (-1 if page.to_left else 1) - math.pi / 2
        x, y = middle[0] + across * math.cos(angle), middle[1] + tall * math.sin(angle)
        lines = item.shaped(page, size, room)
        half_high = 0.5 * len(lines) * _LEADING * size
        half_wide = max(line.width for line in lines) / 2
        y = min(max(y, page.box[1] + half_high), page.box[3] - half_high)
        _write(page, layout, lines, (x, y - half_high, at, count), centred=True)
        places.append((x - half_wide - 0.4 * size, y - half_high, x + half_wide + 0.4 * size, y + half_high))
    layout.ornaments.append(_turning(page, middle, (across, tall), places, size))
    return layout


def _around(page: CardPage, count: int) -> tuple[float, float]:
    """The room of a step on a circle: its width and height."""
    wide, high = page.size
    return (0.30 if count > 4 or page.stage.is_wide else 0.36) * wide, 0.26 * high


def _radii(page: CardPage, count: int) -> tuple[float, float]:
    wide, high = page.size
    room, deep = _around(page, count)
    return (wide - room) / 2, (high - 0.62 * deep) / 2


def _write(
    page: CardPage,
    layout: CardLayout,
    lines: Sequence[ShapedLine],
    place: tuple[float, float, int, int],
    *,
    centred: bool,
) -> None:
    """Stack a step's lines around, or from, a place."""
    x, top, at, count = place
    for row, line in enumerate(lines):
        left = x - line.width / 2 if centred else x - line.width if page.to_left else x
        left = min(max(left, page.box[0]), page.box[2] - line.width)
        middle = top + (row + 0.5) * _LEADING * line.size_px
        layout.pieces.append(standing(page, line, left, middle, _time(page, at, count) + 0.06 * row))


def _with_numbers(
    page: CardPage, layout: CardLayout, points: Sequence[tuple[float, float]], size: float, *, numbered: bool
) -> CardLayout:
    """The layout with the steps' numbers in their marks."""
    if not numbered:
        return layout
    colour = palette.readable(page.material.ground, page.material.accent)
    for at, (x, y) in enumerate(points):
        for line in Label(page, str(at + 1), is_bold=True, is_alone=True).shaped(0.95 * size, math.inf, colour):
            layout.pieces.append(standing(page, line, x - line.width / 2, y, _time(page, at, len(points))))
    return layout


def _time(page: CardPage, at: int, count: int) -> float:
    """When a step comes in, in seconds of the page's time."""
    whole_s = page.stage.plan.duration_s / page.pace
    return _STARTS_S + at * min(_MOST_PAUSE_S, _COMES_IN * whole_s / count)


def _shares(page: CardPage, time_s: float, count: int) -> list[float]:
    now = (time_s - page.delay_s) / page.pace
    return [ease_out((now - _time(page, at, count) + 0.15) / 0.5) for at in range(count)]


def _joined(page: CardPage, points: Sequence[tuple[float, float]], radius: float, *, numbered: bool) -> Ornament:
    """Marks on a line that grows from one to the next."""
    accent = page.material.accent
    line = brush.stroke(palette.mix(page.material.ground, page.material.ink, 0.4), max(1.5, 0.006 * page.unit))
    square = page.stage.plan.style in {"pixel", "blueprint", "editorial"}

    def draw(canvas: Any, time_s: float) -> None:
        shares = _shares(page, time_s, len(points))
        for at in range(1, len(points)):
            (x0, y0), (x1, y1) = points[at - 1], points[at]
            share = max(0.0, min(1.0, shares[at]))
            if share <= 0:
                continue
            canvas.drawLine(x0, y0, x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, line)
        for (x, y), share in zip(points, shares, strict=True):
            grown = radius * max(0.0, share)
            if grown <= 0:
                continue
            if square:
                canvas.drawRect(skia.Rect(x - grown, y - grown, x + grown, y + grown), brush.fill(accent))
            else:
                canvas.drawCircle(x, y, grown, brush.fill(accent))

    return draw


def _turning(
    page: CardPage, middle: tuple[float, float], radii: tuple[float, float], places: Sequence[Box], size: float
) -> Ornament:
    """Arrows along the circle, which leave out where steps are written; the last leads back to the first."""
    count, way = len(places), -1 if page.to_left else 1
    pen = brush.stroke(page.material.accent, max(2.0, 0.008 * page.unit))
    arcs = [_free_arc(middle, radii, places, at, way) for at in range(count)]

    def draw(canvas: Any, time_s: float) -> None:
        shares = [
            *_shares(page, time_s, count)[1:],
            ease_out(((time_s - page.delay_s) / page.pace - _last(page, count)) / 0.6),
        ]
        for arc, share in zip(arcs, shares, strict=True):
            shown = arc[: max(0, round(len(arc) * max(0.0, share)))]
            if len(shown) > 1:
                canvas.drawPath(brush.polygon(shown, close=False), pen)
            if len(shown) == len(arc) and len(arc) > 2:
                canvas.drawPath(brush.polygon(_head(arc[-3], arc[-1], 0.55 * size)), brush.fill(page.material.accent))

    return draw


def _last(page: CardPage, count: int) -> float:
    return _time(page, count - 1, count) + 0.5


def _free_arc(
    middle: tuple[float, float], radii: tuple[float, float], places: Sequence[Box], at: int, way: int
) -> list[tuple[float, float]]:
    """The points of the circle from one step to the next that lie in no step's box."""
    count, fine = len(places), 48
    found = []
    for part in range(fine + 1):
        angle = 2 * math.pi * (at + part / fine) / count * way - math.pi / 2
        x, y = middle[0] + radii[0] * math.cos(angle), middle[1] + radii[1] * math.sin(angle)
        if not any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in places):
            found.append((x, y))
    return found


def _head(before: tuple[float, float], tip: tuple[float, float], size: float) -> list[tuple[float, float]]:
    """The triangle at the end of an arrow."""
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    back = [(tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn)) for turn in (0.5, -0.5)]
    return [(tip[0] + 0.35 * size * math.cos(angle), tip[1] + 0.35 * size * math.sin(angle)), *back]
