"""Lays out two cards side by side, or one above the other in upright frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from painter.cards import PhotoCard, SplitCard
from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.text.card_page import CardLayout, CardPage, Ornament
from painter.text.card_photo import photo, words_only
from painter.text.entrances import Box

_ALIKE = frozenset({"text", "statistic"})
_SECOND_S = 0.45
"""How much later the second half comes in, in seconds."""


def split(page: CardPage, card: SplitCard, laid_out: Callable[[CardPage], CardLayout]) -> CardLayout:
    """Set two halves, the first on the side where reading begins.

    Args:
        page: The card's page.
        card: The card.
        laid_out: Lays out the card of a page.
    """
    layout = CardLayout()
    boxes, regions = _halves(page)
    if page.to_left and page.stage.is_wide:
        boxes, regions = boxes[::-1], regions[::-1]
    plain = page.at(whole_card=card, is_centred=False, is_low=False)
    halves = (card.left, card.right)
    parts = [plain.at(box=box, card=half, delay_s=0.0) for box, half in zip(boxes, halves, strict=True)]
    if card.left.kind == card.right.kind and card.left.kind in _ALIKE:
        parts = _alike(parts, laid_out)
    second = parts[1].at(delay_s=_SECOND_S * page.pace)
    for index, part in enumerate((parts[0], second)):
        if isinstance(part.card, PhotoCard):
            layout.add(_photo(part, part.card, regions[index]))
        else:
            layout.add(laid_out(part))
    if not any(isinstance(half, PhotoCard) for half in (card.left, card.right)):
        layout.ornaments.append(_divider(page))
    return layout


def _alike(parts: Sequence[CardPage], laid_out: Callable[[CardPage], CardLayout]) -> list[CardPage]:
    """The pages of two cards of one kind: in letters of one size, and beginning at one height."""
    lines = [[piece.placed for piece in laid_out(part).pieces] for part in parts]
    size = min(max((each.line.size_px for each in some), default=0.0) for some in lines)
    parts = [part.at(largest_px=size) for part in parts] if size else list(parts)
    lines = [[piece.placed for piece in laid_out(part).pieces] for part in parts]
    heights = [max(each.box[3] for each in some) - min(each.box[1] for each in some) for some in lines if some]
    # A little more than either takes, so that neither is measured by itself.
    return [part.at(height_px=max(heights, default=0.0) + 0.35 * size) for part in parts]


def _halves(page: CardPage) -> tuple[list[Box], list[Box]]:
    """Where words may stand in each half, and what each half covers of the frame, in pixels."""
    left, top, right, bottom = page.box
    stage, gap = page.stage, 0.04 * page.unit
    foot = bottom + 0.5 * gap if stage.plan.caption and stage.is_covered else stage.height
    if stage.is_wide:
        middle = (left + right) / 2
        boxes = [(left, top, middle - gap, bottom), (middle + gap, top, right, bottom)]
        return boxes, [(0.0, 0.0, middle, foot), (middle, 0.0, stage.width, foot)]
    middle = (top + bottom) / 2
    boxes = [(left, top, right, middle - gap), (left, middle + gap, right, bottom)]
    return boxes, [(0.0, 0.0, stage.width, middle), (0.0, middle, stage.width, foot)]


def _photo(page: CardPage, card: PhotoCard, region: Box) -> CardLayout:
    if not page.pictures:
        return words_only(page, card)
    layout, cover = photo(page, card, region)
    layout.ornaments.insert(0, cover)
    return layout


def _divider(page: CardPage) -> Ornament:
    left, top, right, bottom = page.box
    pen = brush.stroke(palette.mix(page.material.ground, page.material.ink, 0.3), max(1.5, 0.003 * page.unit))

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s / page.pace - 0.1) / 0.8) / 2
        x, y = (left + right) / 2, (top + bottom) / 2
        if page.stage.is_wide:
            canvas.drawLine(x, y - share * (bottom - top), x, y + share * (bottom - top), pen)
        else:
            canvas.drawLine(x - share * (right - left), y, x + share * (right - left), y, pen)

    return draw
