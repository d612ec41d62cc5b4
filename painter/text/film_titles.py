"""Draws words to be laid over any film: a lower third, a label such as a price, a headline, a card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import skia

from painter.craft import brush
from painter.craft.styles import LOOKS, Typography
from painter.craft.typesetting import ShapedLine, drawable, fitted
from painter.names import TitleKind
from painter.text import entrances

_TYPE = LOOKS["cinematic"].type
_INK, _PLATE, _ACCENT, _ON_ACCENT = "#ffffff", "#0b0d12", "#ffd23f", "#14161c"
_PLATE_OPACITY, _CARD_OPACITY, _NOTE_OPACITY = 0.84, 0.62, 0.72
_NOTE = 0.6
"""How large the plate around a note is, as a share of a label's."""

_LEADING = 1.2
_AS_READABLE = 0.179
"""Of this luminance black and white letters have the same contrast."""

_SIZES: dict[TitleKind, tuple[float, float]] = {
    "lower-third": (0.058, 0.042),
    "label": (0.066, 0.044),
    "note": (0.038, 0.032),
    "headline": (0.105, 0.055),
    "card": (0.13, 0.06),
}
"""How large the first line and the others are at most, as shares of the frame's shorter side."""

_ROOMS: dict[TitleKind, float] = {"lower-third": 0.66, "label": 0.42, "note": 0.42, "headline": 0.86, "card": 0.8}
_ROOMS_TALL: dict[TitleKind, float] = {"lower-third": 0.86, "label": 0.6, "note": 0.6, "headline": 0.88, "card": 0.84}
"""How wide they are at most, as shares of the frame's width."""


@dataclass(frozen=True)
class DrawnTitle:
    """Words as a picture with transparency.

    Attributes:
        image: The picture, of skia.
        pad: How much of it around them is empty, in pixels.
        to_left: Whether they run from right to left.
    """

    image: Any
    pad: int = 0
    to_left: bool = False


def draw_title(
    text: str,
    kind: TitleKind,
    frame: tuple[int, int],
    room: float | None = None,
    *,
    accent: str | None = None,
    font: str = "",
) -> DrawnTitle:
    """Draw words for a frame.

    Args:
        text: The words; line breaks part a first line from smaller ones.
        kind: How they stand.
        frame: The frame's width and height in pixels.
        room: How wide they may be, as a share of its width; None for the usual.
        accent: The colour of bars and of labels, "#rrggbb"; None for the usual.
        font: The family that they are set in; empty for the usual.

    Raises:
        ValueError: No letter of them can be drawn here.
    """
    width, height = frame
    unit = min(frame)
    usual = (_ROOMS if width >= height else _ROOMS_TALL)[kind]
    wide = width * min(0.94, room or usual)
    tall = height * (0.3 if kind in ("lower-third", "label", "note") else 0.7)
    accent = accent or _ACCENT
    ink = (_ON_ACCENT if _is_bright(accent) else _INK) if kind == "label" else _INK
    type_ = replace(_TYPE, font=font, text_font=font) if font else _TYPE
    lines = _lines(text, (wide, tall), kind, unit, ink, type_)
    if not lines:
        raise ValueError("no letter of it can be drawn")
    match kind:
        case "lower-third":
            return _plate(lines, unit, accent)
        case "label":
            return _label(lines, unit, brush.fill(accent))
        case "note":
            return _label(lines, unit * _NOTE, brush.fill(_PLATE, _NOTE_OPACITY))
        case "headline":
            return _bare(lines)
        case "card":
            return DrawnTitle(_card(lines, frame))


def _is_bright(colour: str) -> bool:
    """Whether dark letters are read better on a colour than white ones (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > _AS_READABLE


def _lines(
    text: str, room: tuple[float, float], kind: TitleKind, unit: int, ink: str, type_: Typography
) -> list[ShapedLine]:
    """The words in lines that fit, the first part larger than the others."""
    parts = [part for part in (drawable(one) for one in text.split("\n")) if part]
    whole, lines = "\n".join(parts), list[ShapedLine]()
    for at, part in enumerate(parts[:4]):
        size = _SIZES[kind][min(at, 1)] * unit
        font = type_.text_font if at else type_.font
        space = room[0], room[1] * (0.6 if at == 0 and len(parts) > 1 else 1.0 if at == 0 else 0.3)
        lines += fitted(part, space, size, ink, font, type_, most=3 if at == 0 else 2, whole=whole)
    return lines


def _plate(lines: list[ShapedLine], unit: int, accent: str) -> DrawnTitle:
    pad, bar = 0.026 * unit, max(3.0, 0.0095 * unit)
    wide = max(line.width for line in lines) + 2.6 * pad + bar
    surface, canvas = _surface(wide, _height(lines) + 1.8 * pad)
    to_left = lines[0].right_to_left
    canvas.drawRect(skia.Rect(0, 0, wide, surface.height()), brush.fill(_PLATE, _PLATE_OPACITY))
    x = wide - bar if to_left else 0.0
    canvas.drawRect(skia.Rect(x, 0, x + bar, surface.height()), brush.fill(accent))
    top = 0.9 * pad
    for line in lines:
        left = wide - bar - 1.3 * pad - line.width if to_left else bar + 1.3 * pad
        top = _drawn(canvas, line, left, top)
    return DrawnTitle(surface.makeImageSnapshot(), to_left=to_left)


def _label(lines: list[ShapedLine], unit: float, paint: Any) -> DrawnTitle:
    pad, shade = 0.024 * unit, round(0.016 * unit)
    wide, tall = max(line.width for line in lines) + 2.8 * pad, _height(lines) + 1.5 * pad
    surface, canvas = _surface(wide + 2 * shade, tall + 2 * shade)
    plate = skia.Rect.MakeXYWH(shade, shade, wide, tall)
    corner = min(0.022 * unit, tall / 2)
    shadow = brush.blurred(brush.fill("#000000", 0.38), 0.006 * unit)
    canvas.drawRoundRect(plate.makeOffset(0, 0.004 * unit), corner, corner, shadow)
    canvas.drawRoundRect(plate, corner, corner, paint)
    top = shade + 0.75 * pad
    for line in lines:
        top = _drawn(canvas, line, shade + (wide - line.width) / 2, top)
    return DrawnTitle(surface.makeImageSnapshot(), shade)


def _bare(lines: list[ShapedLine]) -> DrawnTitle:
    pad = int(lines[0].size_px * 0.45) + 2
    wide = max(line.width for line in lines)
    surface, canvas = _surface(wide + 2 * pad, _height(lines) + 2 * pad)
    top = float(pad)
    for line in lines:
        # A shadow for bright pictures, under one that is wider and softer for busy ones.
        image, around = entrances.pictured(line, shadow=True, glow=None)
        left = pad + (wide - line.width) / 2
        down = top + (line.pitch_px(_LEADING) - line.height) / 2
        for _ in range(2):
            canvas.drawImage(image, left - around, down - around)
        top += line.pitch_px(_LEADING)
    return DrawnTitle(surface.makeImageSnapshot(), pad)


def _card(lines: list[ShapedLine], frame: tuple[int, int]) -> Any:
    surface, canvas = _surface(*frame)
    canvas.drawRect(skia.Rect(0, 0, *frame), brush.fill("#000000", _CARD_OPACITY))
    words = _bare(lines).image
    canvas.drawImage(words, (frame[0] - words.width()) / 2, (frame[1] - words.height()) / 2)
    return surface.makeImageSnapshot()


def _drawn(canvas: Any, line: ShapedLine, left: float, top: float) -> float:
    """Paint a line, and give the top of the next one."""
    line.draw(canvas, left, top + (line.pitch_px(_LEADING) - line.height) / 2)
    return top + line.pitch_px(_LEADING)


def _height(lines: list[ShapedLine]) -> float:
    return sum(line.pitch_px(_LEADING) for line in lines)


def _surface(width: float, height: float) -> tuple[Any, Any]:
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(round(width + 0.5), round(height + 0.5)))
    return surface, surface.getCanvas()
