"""Paints cards over the moving picture: the field they are written on, and their lines."""

from __future__ import annotations

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
from painter.text import card_layouts, entrances, plates, veils
from painter.text.card_page import CardLayout, CardPage
from painter.text.entrances import Box

_EDGES = 0.5
"""The opacity of a veil at the edges of the frame."""

_BOARDS = frozenset({"paper", "flat", "pixel"})
_MARGIN = 0.065


class PaintedCard:
    """A card, ready to be painted.

    Args:
        stage: The film's layout.
        layout: Its lines and ornaments.
        ends_s: When it is gone, in seconds.
        ground: The field under everything, as large as the frame; None for a style that has a page of its own.
    """

    def __init__(self, stage: Stage, layout: CardLayout, ends_s: float, ground: Any | None) -> None:
        self.lines = [piece.placed for piece in layout.pieces]
        self.colour = plates.material(stage).ink
        self._pieces = layout.pieces
        self._ornaments = layout.ornaments
        self._entrance = "rise" if stage.look.type.entrance == "slide" else stage.look.type.entrance
        self._ground = ground
        self._ends_s = ends_s
        self._pace = min(1.0, stage.plan.duration_s / 3)
        glow = stage.plan.palette.accent if stage.look.type.glow else None
        self._pictures = [
            entrances.pictured(piece.placed.line, shadow=False, glow=glow if piece.glows else None)
            for piece in self._pieces
        ]

    def draw_ground(self, canvas: Any, time_s: float) -> None:
        """Paint the field and what is drawn on it, as they are at a time in seconds."""
        share = ease_out(entrances.presence(time_s, 0.0, 0.6 * self._pace, self._ends_s))
        if share <= 0:
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


def lay_out_card(stage: Stage, behind: NDArray[np.uint8], ends_s: float, pictures: Sequence[Path]) -> PaintedCard:
    """Lay the plan's card out.

    Args:
        stage: The film's layout; its plan has a card.
        behind: See `painter.text.headlines.Titles`.
        ends_s: When it is gone, in seconds.
        pictures: What image cards show.

    Raises:
        InvalidInputError: An image card names a picture that is not there.
        UnsupportedMediaError: The picture cannot be read.
    """
    left, top, right, bottom = stage.card_box
    margin = _MARGIN * stage.unit
    if stage.plan.style == "editorial":
        inner = stage.width * 0.06, top + margin, right - 0.3 * margin, bottom - margin
        if not stage.is_wide:
            inner = stage.width * 0.08, top + 0.6 * margin, stage.width * 0.92, bottom - margin
    else:
        inner = left + margin, top + margin, right - margin, bottom - margin
    made, ground = _ground(stage, behind, (left, top, right, bottom))
    layout = card_layouts.laid_out(CardPage(stage, inner, made, pictures))
    return PaintedCard(stage, layout, ends_s, ground)


def _ground(stage: Stage, behind: NDArray[np.uint8], box: Box) -> tuple[plates.Material, Any | None]:
    """The colours that letters are laid out in, and the field; a veil is more transparent at the edges of the frame."""
    made = plates.material(stage)
    if stage.look.has_text_column:
        return made, None
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
