"""Lays out code on a card: monospaced, with coloured syntax, typed letter by letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import skia

from media.writing.direction import right_to_left
from painter.cards import CodeCard
from painter.craft import brush, palette
from painter.craft.typesetting import ShapedLine
from painter.text import code_words
from painter.text.card_heads import headed
from painter.text.card_page import CardLayout, CardPage
from painter.text.entrances import Box

_FONT = "JetBrainsMono-SemiBold"
_SCREEN = "#12151f"
_LEADING = 1.42
_ADVANCE_EM = 0.6
"""How wide a letter of the font is, as a share of its size."""
_LARGEST = 0.082
_CHARS_PER_S = 38.0
_TYPED_BY = 0.5
"""The share of the beat after which everything is typed, so that it can be read."""
_LEAST_TYPED_S = 0.6
"""Even in the shortest beat it is typed."""


def code(page: CardPage, card: CodeCard) -> CardLayout:
    """Set a card's code in a window, as large as its longest line allows."""
    layout, page = headed(page.at(is_centred=False), card.heading)
    wide, high = page.size
    pad, bar = 0.03 * page.unit, 0.045 * page.unit
    lines = [line.expandtabs(4).rstrip() for line in card.lines]
    columns = max(map(_columns, lines)) or 1
    room = wide - 2 * pad, high - bar - 1.6 * pad
    size = min(_LARGEST * page.unit, room[0] / (columns * _ADVANCE_EM), room[1] / (len(lines) * _LEADING))
    body = len(lines) * _LEADING * size + bar + 1.6 * pad
    top = page.top_for(body)
    layout.ornaments.append(_window(page, (page.box[0], top, page.box[2], top + body), bar))
    left, y = page.box[0] + pad, top + bar + 0.6 * pad
    coloured = code_words.words(lines, card.language)
    rows = [_row(row, text, size) for row, text in zip(coloured, lines, strict=True)]
    starts_s = page.delay_s + 0.5 * page.pace
    until_s = max(_LEAST_TYPED_S, _TYPED_BY * page.stage.plan.duration_s - starts_s)
    times_s = starts_s, min(until_s, sum(map(len, lines)) / _CHARS_PER_S)
    layout.ornaments.append(_typing(page, rows, lines, (left, y, size, _ADVANCE_EM * size), times_s))
    layout.code_px = size
    return layout


def _row(words: list[code_words.Word], text: str, size: float) -> list[tuple[ShapedLine, int]]:
    """The words of a line, ready to be drawn, with the columns they begin at."""
    return [
        (ShapedLine(word, size, colour, _FONT, 0.0), _columns(text[:at])) for word, colour, at in joined(words, text)
    ]


def joined(words: list[code_words.Word], text: str) -> Iterator[code_words.Word]:
    """The words, those of a sentence from right to left in one piece: one by one they would stand in wrong order."""
    waiting: code_words.Word | None = None
    for word, colour, at in words:
        is_same = waiting is not None and waiting[1] == colour and any(map(_runs_to_left, waiting[0]))
        if waiting and is_same and right_to_left(text[waiting[2] : at + len(word)]):
            waiting = text[waiting[2] : at + len(word)], colour, waiting[2]
            continue
        if waiting:
            yield waiting
        waiting = word, colour, at
    if waiting:
        yield waiting


def _runs_to_left(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")


def _columns(text: str) -> int:
    """How many columns a text takes: a terminal gives two to what is as wide as high, and none to marks."""
    wide = sum(unicodedata.east_asian_width(char) in ("W", "F") for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in text)


def _window(page: CardPage, box: Box, bar: float) -> Any:
    """A dark window with three buttons."""
    unit, accent = page.unit, page.stage.plan.palette.accent
    radius = 0.0 if page.stage.plan.style in {"pixel", "paper", "blueprint"} else 0.014 * unit

    def draw(canvas: Any, _: float) -> None:
        brush.rounded(canvas, *box, radius, brush.fill(_SCREEN))
        rim = brush.stroke(palette.mix(_SCREEN, accent, 0.5), max(1.0, 0.0022 * unit))
        brush.rounded(canvas, *box, radius, rim)
        for index, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
            x = box[0] + bar * (0.55 + 0.42 * index)
            canvas.drawCircle(x, box[1] + 0.5 * bar, 0.13 * bar, brush.fill(colour))

    return draw


def _typing(
    page: CardPage,
    rows: list[list[tuple[ShapedLine, int]]],
    lines: list[str],
    place: tuple[float, float, float, float],
    times_s: tuple[float, float],
) -> Any:
    """The program being typed; `times_s` are when that begins and how long it takes."""
    left, top, size, advance = place
    total = sum(map(len, lines))
    pictures = [_painted(row, text, size, advance) for row, text in zip(rows, lines, strict=True)]
    starts_s, typed_s = times_s

    def draw(canvas: Any, time_s: float) -> None:
        left_over = min(total, int(total * max(0.0, time_s - starts_s) / max(typed_s, 1e-3)))
        y = top
        for picture, text in zip(pictures, lines, strict=True):
            shown = min(len(text), left_over)
            if picture is not None and shown:
                canvas.save()
                canvas.clipRect(skia.Rect(left, y, left + _columns(text[:shown]) * advance, y + _LEADING * size))
                canvas.drawImage(picture, left, y)
                canvas.restore()
            blinks = left_over >= len(text) and text is not lines[-1]
            if not blinks and int(time_s * 2) % 2 == 0:
                x = left + _columns(text[:shown]) * advance
                caret = skia.Rect(x, y + 0.2 * size, x + 0.12 * size, y + 1.3 * size)
                canvas.drawRect(caret, brush.fill(page.stage.plan.palette.accent))
            if not blinks:
                break
            left_over -= len(text)
            y += _LEADING * size

    return draw


def _painted(row: list[tuple[ShapedLine, int]], text: str, size: float, advance: float) -> Any | None:
    if not row:
        return None
    wide, tall_px = int(_columns(text) * advance) + 2, int(_LEADING * size) + 2
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, tall_px))
    for line, column in row:
        line.draw(surface.getCanvas(), column * advance, (_LEADING * size - line.height) / 2)
    return surface.makeImageSnapshot()
