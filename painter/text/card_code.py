"""Code on a card: set in one width of letter, tinted by what the words are, typed letter by letter."""

from __future__ import annotations

import re
from typing import Any

import skia

from painter.cards import CodeCard
from painter.craft import brush, palette
from painter.craft.typesetting import Line
from painter.text.card_page import Layout, Page, stacked, tall
from painter.text.entrances import Box

_FONT = "JetBrainsMono-SemiBold"
_SCREEN, _TEXT = "#12151f", "#e8ebf2"
_LEADING = 1.5
_CHARS_PER_S = 38.0
_TYPED_BY = 0.6
"""The share of the beat after which everything stands, so that it can be read."""

_WORDS = (
    "and as assert async await break case catch class const continue def default del do elif else enum except export "
    "extends false finally fn for from func function global if impl import in interface is lambda let match mut new "
    "nil none not null or package pass pub public private raise return self static struct super switch this throw true "
    "try type var void while with yield"
)
_TOKEN = re.compile(
    r"(?P<comment>\#(?!\w+\s*[({]).*|//.*|--\s.*|/\*.*?(?:\*/|$))"
    r"|(?P<string>\"(?:\\.|[^\"\\])*\"?|'(?:\\.|[^'\\])*'?|`[^`]*`?)"
    r"|(?P<number>\b\d[\w.]*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)"
)
_KEYWORDS = frozenset(_WORDS.split())
_TINTS = {"comment": "#8b93a7", "string": "#a6da95", "number": "#f5a97f", "keyword": "#c6a0f6", "call": "#8aadf4"}


def code(page: Page, card: CodeCard) -> Layout:
    """Set a card's code in a window, as large as its longest line allows."""
    wide, high = page.size
    heading = page.lines(card.heading, (wide, 0.16 * high), 0.06, font=page.stage.look.type.font, most=2)
    head = tall(heading, 1.15) + (0.03 * page.unit if heading else 0.0)
    pad, bar = 0.035 * page.unit, 0.05 * page.unit
    lines = [line.expandtabs(4).rstrip() for line in card.lines]
    advance = Line("0" * 10, 100.0, _TEXT, _FONT, 0.0).width / 1000
    columns = max(len(line) for line in lines) or 1
    room = wide - 2 * pad, high - head - bar - 1.6 * pad
    size = min(0.042 * page.unit, room[0] / (columns * advance), room[1] / (len(lines) * _LEADING))
    body = len(lines) * _LEADING * size + bar + 1.6 * pad
    top = page.box[1] + (high - head - body) / 2
    layout = Layout(stacked(page, heading, top, 0.15, 1.15)[0])
    window = page.box[0], top + head, page.box[2], top + head + body
    layout.ornaments.append(_window(page, window, bar))
    left, y = page.box[0] + pad, top + head + bar + 0.6 * pad
    rows = [_row(line, size) for line in lines]
    typed_s = min(_TYPED_BY * page.stage.plan.duration_s, sum(map(len, lines)) / _CHARS_PER_S)
    layout.ornaments.append(_typing(page, rows, lines, (left, y, size, advance * size), typed_s))
    return layout


def _row(text: str, size: float) -> list[tuple[Line, int]]:
    """The words of a line with the columns they begin at."""
    return [(Line(token, size, colour, _FONT, 0.0), at) for token, colour, at in tinted(text)]


def tinted(text: str) -> list[tuple[str, str, int]]:
    """The words of a line of code, each with its colour and the column it begins at; spaces are left out."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "space":
            continue
        if kind == "word":
            called = text[match.end() : match.end() + 1] == "("
            kind = "keyword" if match.group().lower() in _KEYWORDS else "call" if called else "word"
        found.append((match.group(), _TINTS.get(kind, _TEXT), match.start()))
    return found


def _window(page: Page, box: Box, bar: float) -> Any:
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
    page: Page,
    rows: list[list[tuple[Line, int]]],
    lines: list[str],
    place: tuple[float, float, float, float],
    typed_s: float,
) -> Any:
    left, top, size, advance = place
    total = sum(map(len, lines))
    pictures = [_painted(row, text, size, advance) for row, text in zip(rows, lines, strict=True)]
    starts_s = 0.5 * page.pace

    def draw(canvas: Any, time_s: float) -> None:
        left_over = min(total, int(total * max(0.0, time_s - starts_s) / max(typed_s, 1e-3)))
        y = top
        for picture, text in zip(pictures, lines, strict=True):
            shown = min(len(text), left_over)
            if picture is not None and shown:
                canvas.save()
                canvas.clipRect(skia.Rect(left, y, left + shown * advance, y + _LEADING * size))
                canvas.drawImage(picture, left, y)
                canvas.restore()
            blinks = left_over >= len(text) and text is not lines[-1]
            if not blinks and int(time_s * 2) % 2 == 0:
                x = left + shown * advance
                caret = skia.Rect(x, y + 0.2 * size, x + 0.12 * size, y + 1.3 * size)
                canvas.drawRect(caret, brush.fill(page.stage.plan.palette.accent))
            if not blinks:
                break
            left_over -= len(text)
            y += _LEADING * size

    return draw


def _painted(row: list[tuple[Line, int]], text: str, size: float, advance: float) -> Any | None:
    if not row:
        return None
    wide, tall_px = int(len(text) * advance) + 2, int(_LEADING * size) + 2
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, tall_px))
    for line, column in row:
        line.draw(surface.getCanvas(), column * advance, (_LEADING * size - line.height) / 2)
    return surface.makeImageSnapshot()
