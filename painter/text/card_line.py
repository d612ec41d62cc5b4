"""Lays out a line chart: a line drawn from its beginning over a few even steps, with its labels and values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import skia

from painter.cards import ChartCard
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.craft.typesetting import ShapedLine
from painter.text.card_page import CardLayout, CardPage, Ornament
from painter.text.card_parts import Label, sizes, standing
from painter.text.chart_numbers import ticks, written

_STARTS_S = 0.35


@dataclass(frozen=True)
class _Plot:
    """Where a line chart is drawn: its points, the size of its words, and the labels that are written."""

    size: float
    shown: Sequence[int]
    gutter: float
    room: float
    points: Sequence[tuple[float, float]]
    grid: Sequence[float]
    across: tuple[float, float]
    foot: float


def line_chart(page: CardPage, card: ChartCard) -> CardLayout:
    """A line over a few even steps, its first and last values and its highest and lowest written at their points."""
    values = [Label(page, text, is_bold=True, is_alone=True) for text in written(card)]
    steps = ticks(min(card.values), max(card.values), 4)
    marks = [Label(page, text, is_alone=True) for text in written(card, steps)]
    labels = [Label(page, text, most=2) for text in card.labels]
    size, shown = _chosen(page, labels, marks)
    layout = CardLayout(overflows=not shown)
    plot = _plotted(page, card, (values, marks, labels), steps, size, shown or [0, len(labels) - 1])
    for mark, y in zip(marks, plot.grid, strict=True):
        for line in mark.shaped(size, math.inf, page.quiet):
            x = page.box[2] - line.width if page.to_left else page.box[0] + plot.gutter - 0.5 * size - line.width
            layout.pieces.append(standing(page, line, x, y, 0.15))
    for at in plot.shown:
        for row, line in enumerate(labels[at].shaped(size, plot.room, page.material.ink)):
            y = plot.foot + 0.5 * size + (row + 0.5) * 1.25 * size
            layout.pieces.append(standing(page, line, _around(page, plot.points[at][0], line), y, 0.2))
    for at in _told(card.values):
        for line in values[at].shaped(size, math.inf, page.material.accent):
            x, y = _free_place(plot, at, line)
            left = min(max(x, page.box[0]), page.box[2] - line.width)
            layout.pieces.append(standing(page, line, left, y, _STARTS_S + 0.9 * at / len(values) + 0.3))
    layout.ornaments += [_grid(page, plot.grid, plot.across), _drawn(page, plot.points, plot.foot)]
    return layout


def _free_place(plot: _Plot, at: int, line: ShapedLine) -> tuple[float, float]:
    """Where a value is written, its left side and its middle: at its point, on the side that the line leaves free."""
    points, size = sorted(plot.points), plot.size
    x, y = plot.points[at]
    place = points.index((x, y))
    last = len(points) - 1
    before, after = points[place - 1 if place else 1][1], points[place + 1 if place < last else last - 1][1]
    if before < y and after < y and y + 1.8 * size < plot.foot:  # a valley: heights grow downwards
        return x - line.width / 2, y + 0.95 * size
    aside = 0.5 * line.width + 0.15 * size
    if before > y > after:
        return x - line.width / 2 - aside, y - 0.75 * size
    if before < y < after:
        return x - line.width / 2 + aside, y - 0.75 * size
    return x - line.width / 2, y - 0.95 * size


def _around(page: CardPage, x: float, line: ShapedLine) -> float:
    """Where a line begins that has its middle at a place, but stays on the page."""
    return min(max(x - line.width / 2, page.box[0]), page.box[2] - line.width)


def _chosen(page: CardPage, labels: Sequence[Label], marks: Sequence[Label]) -> tuple[float, list[int]]:
    """The size of the words, and which labels are written with it; none where they do not fit."""
    for size in sizes(page, 0.05):
        shown = _shown_labels(page, labels, marks, size)
        if shown:
            return size, shown
        if size <= page.stage.floor_px:
            break
    return page.stage.floor_px, []


def _plotted(
    page: CardPage,
    card: ChartCard,
    words: tuple[Sequence[Label], Sequence[Label], Sequence[Label]],
    steps: Sequence[float],
    size: float,
    shown: Sequence[int],
) -> _Plot:
    values, marks, labels = words
    gutter = max(mark.em for mark in marks) * size + 0.5 * size
    edge = max(0.6 * size, 0.5 * max(values[0].em, values[-1].em) * size)
    left, right = page.box[0] + gutter + edge, page.box[2] - edge
    across = left - edge, page.box[2]
    if page.to_left:
        left, right = page.box[0] + edge, page.box[2] - gutter - edge
        across = page.box[0], right + edge
    apart = (shown[1] - shown[0]) if len(shown) > 1 else 1
    room = (right - left) / (len(labels) - 1) * apart - 0.4 * size
    rows = max(len(labels[at].lines_at(size, room) or ("", "")) for at in shown)
    top, foot = page.box[1] + 1.6 * size, page.box[3] - 1.25 * size * rows - 0.5 * size
    scale = (foot - top) / (steps[-1] - steps[0])
    count = len(card.values)
    xs = [left + (right - left) * index / (count - 1) for index in range(count)]
    points = [
        (x, foot - (value - steps[0]) * scale)
        for x, value in zip(xs[::-1] if page.to_left else xs, card.values, strict=True)
    ]
    grid = [foot - (step - steps[0]) * scale for step in steps]
    return _Plot(size, shown, gutter, room, points, grid, across, foot)


def _label_room(page: CardPage, labels: Sequence[Label], gutter: float) -> float:
    return (page.size[0] - gutter) / max(1, len(labels) - 1)


def _shown_labels(page: CardPage, labels: Sequence[Label], marks: Sequence[Label], size: float) -> list[int] | None:
    """The labels that are written: all, or the first, the last and evenly many between; None where none fit."""
    gutter = max(mark.em for mark in marks) * size + 0.5 * size
    room = _label_room(page, labels, gutter + 3.2 * size)
    last = len(labels) - 1
    for step in range(1, last + 1):
        if last % step:
            continue
        chosen = list(range(0, last + 1, step))
        if all(labels[at].lines_at(size, room * step - 0.4 * size) is not None for at in chosen):
            return chosen
    return None


def _told(values: Sequence[float]) -> list[int]:
    """The points whose values are written: all of a few, else the first, the last, the highest and the lowest."""
    if len(values) <= 5:
        return list(range(len(values)))
    ends = {0, len(values) - 1}
    extremes = {values.index(max(values)), values.index(min(values))}
    return sorted(ends | {at for at in extremes if all(abs(at - end) > 1 for end in ends) or at in ends})


def _grid(page: CardPage, heights: Sequence[float], across: tuple[float, float]) -> Ornament:
    pen = brush.stroke(palette.mix(page.material.ground, page.material.ink, 0.16), max(1.0, 0.002 * page.unit))

    def draw(canvas: Any, _: float) -> None:
        for y in heights:
            canvas.drawLine(across[0], y, across[1], y, pen)

    return draw


def _drawn(page: CardPage, points: Sequence[tuple[float, float]], foot: float) -> Ornament:
    """The line, drawn from its beginning, with an even area under it and a dot at each value."""
    accent = page.material.accent
    pen = brush.stroke(accent, 0.0085 * page.unit)
    path = brush.polygon(points, close=False)
    area = brush.polygon([*points, (points[-1][0], foot), (points[0][0], foot)])
    xs = [x for x, _ in points]
    low, high = min(xs) - 0.02 * page.unit, max(xs) + 0.02 * page.unit

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out(((time_s - page.delay_s) / page.pace - _STARTS_S) / 1.4)
        if share <= 0:
            return
        reach = (high - low) * share
        canvas.save()
        canvas.clipRect(
            skia.Rect(high - reach, 0, high, page.stage.height)
            if page.to_left
            else skia.Rect(low, 0, low + reach, page.stage.height)
        )
        canvas.drawPath(area, brush.fill(accent, 0.14))
        canvas.drawPath(path, pen)
        for x, y in points:
            canvas.drawCircle(x, y, 0.0105 * page.unit, brush.fill(accent))
        canvas.restore()

    return draw
