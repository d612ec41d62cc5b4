"""The heads of cards: a few small words above the message, or a heading, or a block of colour that carries it."""

from __future__ import annotations

from typing import Any

import skia

from media.writing.breaks import is_ideographic
from painter.craft import brush
from painter.craft.camera import ease_out
from painter.craft.typesetting import ShapedLine
from painter.text.card_page import CardLayout, CardPage, Ornament, stacked, tall

_SERIF = "Fraunces-SemiBold"
_NO_LATIN = "\u0250"
_BOOKISH = frozenset({"cinematic", "editorial", "watercolor"})
_KICKER_LEADING, _HEADING_LEADING = 1.25, 1.12


def heading_font(page: CardPage, text: str) -> str:
    """The font of a heading or a message."""
    kind = page.stage.look.type
    brand = page.stage.plan.brand
    if page.stage.plan.style not in _BOOKISH or (brand and brand.font):
        return kind.font
    if any(map(is_ideographic, text)):
        return "Inter-ExtraBold"  # serif faces of Chinese and Japanese are too thin beside the Latin one
    return _SERIF if max(text, default="a") < _NO_LATIN else kind.font


def rule(page: CardPage, top: float, length: float, starts_s: float = 0.1) -> Ornament:
    """A short thick line in the accent's colour that grows; all lengths in pixels."""
    thick = max(2.0, 0.009 * page.unit)
    left, _, right, _ = page.box
    start_s = page.delay_s / page.pace + starts_s

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s / page.pace - start_s) / 0.7)
        if share > 0:
            long = length * share
            x = (left + right - long) / 2 if page.is_centred else right - long if page.to_left else left
            canvas.drawRect(skia.Rect(x, top, x + long, top + thick), brush.fill(page.material.accent))

    return draw


def kicked(page: CardPage, kicker: str) -> tuple[float, list[ShapedLine]]:
    """The height that a kicker takes with the rule above it, 0 without one, and its lines."""
    room = page.size[0], 1.5 * page.most(2) * page.small_px
    lines = page.lines(
        kicker,
        room,
        page.small_px / page.unit,
        colour=page.material.accent,
        most=page.most(2),
        leading=_KICKER_LEADING,
    )
    return (tall(lines, _KICKER_LEADING) + 0.058 * page.unit if lines else 0.0), lines


def under_kicker(page: CardPage, kicker: str, top: float) -> CardLayout:
    """A kicker with a short rule above it, whose top is given."""
    _, lines = kicked(page, kicker)
    pieces, _ = stacked(page, lines, top + 0.028 * page.unit, 0.15, _KICKER_LEADING)
    return CardLayout(pieces, [rule(page, top, 0.085 * page.unit, 0.05)] if lines else [])


def headed(page: CardPage, heading: str, note: str = "") -> tuple[CardLayout, CardPage]:
    """Set a heading at the top of a page, or on the block beside it, and a small note such as "1 of 2" with it.

    Returns:
        The heading, and what is left of the page.
    """
    if page.aside:
        return _beside(page.aside, heading, note), page.at(aside=None)
    layout = CardLayout()
    if not heading and not note:
        return layout, page
    wide, high = page.size
    marks = page.lines(note, (0.3 * wide, 2 * page.small_px), page.small_px / page.unit, most=1, colour=page.quiet)
    spare = max((line.width for line in marks), default=0.0) + (0.04 * page.unit if marks else 0.0)
    narrow = page.at(is_centred=False)
    limit = 0.092 if page.stage.is_wide else 0.086
    lines = page.lines(
        heading, (wide - spare, 0.24 * high), limit, font=heading_font(page, heading), most=2, leading=_HEADING_LEADING
    )
    pieces, end = stacked(narrow, lines, page.box[1], 0.1, _HEADING_LEADING)
    foot = max(end, page.box[1] + tall(marks, 1.3))
    layout.pieces += pieces
    for line in marks:
        first = lines[0] if lines else line
        x = page.box[0] if page.to_left else page.box[2] - line.width
        y = page.box[1] + (first.pitch_px(_HEADING_LEADING) - line.height) / 2 + first.baseline_px - line.baseline_px
        layout.pieces += stacked(page.at(box=(x, y, x + line.width, y), is_centred=False), [line], y, 0.3, 1.0)[0]
    layout.ornaments.append(rule(narrow, foot + 0.016 * page.unit, 0.09 * page.unit, 0.2))
    return layout, page.at(box=(page.box[0], foot + 0.055 * page.unit, page.box[2], page.box[3]))


def _beside(page: CardPage, heading: str, note: str) -> CardLayout:
    """A heading on a block of colour."""
    wide, high = page.size
    marks = page.lines(note, (wide, 2 * page.small_px), page.small_px / page.unit, most=1)
    lines = page.lines(
        heading,
        (wide, 0.72 * high),
        0.115 if page.stage.is_wide else 0.1,
        font=heading_font(page, heading),
        most=6,
        leading=_HEADING_LEADING,
    )
    height = tall(lines, _HEADING_LEADING) + tall(marks, 1.5)
    top = page.top_for(height)
    pieces, end = stacked(page, lines, top, 0.1, _HEADING_LEADING)
    pieces += stacked(page, marks, end + 0.02 * page.unit, 0.3, 1.3)[0]
    return CardLayout(pieces, [rule(page, top - 0.045 * page.unit, 0.09 * page.unit, 0.05)])
