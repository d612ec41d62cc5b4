"""Paints cards over the moving picture: the field they are written on, and their lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft import brush, palette
from painter.craft.camera import ease_out
from painter.craft.stage import Stage
from painter.text import card_fields, card_layouts, entrances, plates, veils
from painter.text.card_foot import footed, signed
from painter.text.card_page import CardLayout, CardPage, Ornament
from painter.text.card_photo import photo
from painter.text.entrances import Box

_EDGES = 0.5
"""The opacity of a veil at the edges of the frame."""

_BOARDS = frozenset({"paper", "flat", "pixel"})
_MARGIN = 0.05

UNSET = plates.Material("#000000", 1.0, "#000000", "#ffffff", "#ffffff")
"""Stands for colours where only places and sizes count."""


class PaintedCard:
    """A card, ready to be painted.

    Args:
        stage: The film's layout.
        layout: Its lines and ornaments.
        ends_s: When it is gone, in seconds.
        ink: The colour of its words.
        ground: The field under everything, as large as the frame; None where `cover` is there instead.
        cover: Paints the whole frame, at all times; the place is not seen then.
    """

    def __init__(
        self, stage: Stage, layout: CardLayout, ends_s: float, ink: str, ground: Any | None, cover: Ornament | None
    ) -> None:
        self.layout = layout
        self.lines = [piece.placed for piece in layout.pieces]
        self.colour = ink
        self._pieces = layout.pieces
        self._ornaments = layout.ornaments
        self._entrance = "rise" if stage.look.type.entrance == "slide" else stage.look.type.entrance
        self._ground = ground
        self._cover = cover
        self._ends_s = ends_s
        self._pace = min(1.0, stage.plan.duration_s / 3)
        glow = stage.plan.palette.accent if stage.look.type.glow else None
        self._pictures = [
            entrances.pictured(piece.placed.line, shadow=piece.has_shadow, glow=glow if piece.glows else None)
            for piece in self._pieces
        ]

    def draw_ground(self, canvas: Any, time_s: float) -> None:
        """Paint the field and what is drawn on it, as they are at a time in seconds."""
        if self._cover is not None:
            self._cover(canvas, time_s)
        share = ease_out(entrances.presence(time_s, 0.0, 0.6 * self._pace, self._ends_s))
        if share <= 0 or (self._ground is None and not self._ornaments):
            return
        if share < 1:
            canvas.saveLayerAlpha(None, round(255 * share))
        if self._ground is not None:
            canvas.drawImage(self._ground, 0, 0)
        for ornament in self._ornaments:
            ornament(canvas, time_s)
        if share < 1:
            canvas.restore()

    def draw_letters(self, canvas: Any, time_s: float) -> None:
        """Paint the lines, one after another."""
        ends_s = self._ends_s - 0.6 * entrances.LEAVE_S
        for piece, picture in zip(self._pieces, self._pictures, strict=True):
            share = entrances.presence(time_s, piece.placed.enters_s, piece.takes_s, ends_s)
            if share <= 0:
                continue
            line = piece.placed.line
            text = piece.text_at(time_s) if piece.text_at else line.text
            now = picture if text == line.text else entrances.pictured(line.reading(text), shadow=False, glow=None)
            entrances.enter(canvas, piece.entrance or self._entrance, piece.placed, now, share)


def lay_out_card(
    stage: Stage,
    behind: NDArray[np.uint8],
    ends_s: float,
    pictures: Sequence[Path],
    lowest_px: float = math.inf,
) -> PaintedCard:
    """Lay the plan's card out.

    Args:
        stage: The film's layout; its plan has a card.
        behind: See `painter.text.headlines.Titles`.
        ends_s: When it is gone, in seconds.
        pictures: What image cards show.
        lowest_px: The lowest end of its box, if something else is written below it.

    Raises:
        InvalidInputError: An image card names a picture that is not there.
        UnsupportedMediaError: The picture cannot be read.
    """
    card = stage.plan.card
    if card is not None and card.kind == "photo":
        page = CardPage(stage, words_box(stage, lowest_px), plates.on_pictures(stage), pictures, card)
        layout, rest = footed(page, stage.plan.caption or "")
        words, cover = photo(rest, card, foot=layout if layout.pieces else None)
        layout.add(words)
        layout.add(signed(page)[0])
        return PaintedCard(stage, layout, ends_s, page.material.ink, None, cover)
    if stage.look.has_text_column:
        return _on_a_page(stage, ends_s, pictures, lowest_px)
    made, ground = _ground(stage, behind, _above(stage.card_box, lowest_px))
    layout = words_on(CardPage(stage, words_box(stage, lowest_px), made, pictures, card))
    return PaintedCard(stage, layout, ends_s, made.ink, ground, None)


def words_on(page: CardPage) -> CardLayout:
    """All that is written on a card that is no photograph: its own words, a line at its foot, and the brand's logo."""
    layout = CardLayout()
    if page.stage.is_covered:
        foot, page = footed(page, page.stage.plan.caption or "")
        layout.add(foot)
    if page.card is not None and page.card.kind != "end":
        sign, page = signed(page)
        layout.add(sign)
    layout.add(card_layouts.laid_out(page))
    return layout


def words_box(stage: Stage, lowest_px: float = math.inf) -> Box:
    """Where the words of the stage's card may stand, in pixels."""
    if stage.is_covered:
        return _above(stage.safe_box, lowest_px)
    left, top, right, bottom = _above(stage.card_box, lowest_px)
    margin = _MARGIN * stage.unit
    return left + margin, top + margin, right - margin, bottom - margin


def _above(box: Box, lowest_px: float) -> Box:
    return box[0], box[1], box[2], min(box[3], lowest_px)


def _on_a_page(stage: Stage, ends_s: float, pictures: Sequence[Path], lowest_px: float) -> PaintedCard:
    """A card on a page of its own, which covers the frame."""
    box, card = words_box(stage, lowest_px), stage.plan.card
    page = CardPage(stage, box, UNSET, pictures, card)
    head = card_layouts.head_of(card)
    made = card_fields.field(stage, to_left=page.to_left, has_heading=bool(head))
    if made.aside:
        layout = words_on(_with_aside(page, made))
        if not layout.overflows and layout.smallest_px >= stage.floor_px:
            return PaintedCard(stage, layout, ends_s, made.material.ink, None, made.draw)
        made = card_fields.field(stage, to_left=page.to_left, has_heading=False)
    is_free = card_layouts.is_words(card)
    layout = words_on(
        page.at(
            material=made.material, is_centred=is_free and made.name == "deep", is_low=is_free and made.name == "tint"
        )
    )
    return PaintedCard(stage, layout, ends_s, made.material.ink, None, made.draw)


def _with_aside(page: CardPage, made: card_fields.CardField) -> CardPage:
    left, _, right, bottom = made.aside or page.box
    gap = 0.05 * page.unit
    box = page.box
    if not page.stage.is_wide:
        inner, rest = (box[0], box[1], box[2], bottom - gap), (box[0], bottom + gap, box[2], box[3])
    elif page.to_left:
        inner, rest = (left + gap, box[1], box[2], box[3]), (box[0], box[1], left - gap, box[3])
    else:
        inner, rest = (box[0], box[1], right - gap, box[3]), (right + gap, box[1], box[2], box[3])
    aside = page.at(box=inner, material=made.aside_material)
    return page.at(box=rest, material=made.material, aside=aside)


def _ground(stage: Stage, behind: NDArray[np.uint8], box: Box) -> tuple[plates.Material, Any]:
    """The colours that letters are laid out in, and the field; a veil is more transparent at the edges of the frame."""
    made = plates.material(stage)
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(stage.plan.width, stage.plan.height))
    canvas = surface.getCanvas()
    if stage.plan.style in _BOARDS:
        plates.draw(canvas, stage, box)
        return made, surface.makeImageSnapshot()
    strength, worst = veils.covering(behind, made.colour, made.ink)
    canvas.drawPaint(brush.fill(made.colour, _EDGES))
    middle = brush.fill(made.colour, 1 - (1 - strength) / (1 - _EDGES))
    canvas.drawRect(skia.Rect(*box), brush.blurred(middle, 0.035 * stage.unit))
    made = replace(made, ground=worst, accent=palette.readable(made.accent, worst))
    return made, surface.makeImageSnapshot()
