"""Lays out the last card of a film: its last words, where to go, and a logo; all there almost at once, to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import skia

from painter.cards import EndCard
from painter.craft.camera import ease_out
from painter.scenery import photo
from painter.text.card_heads import heading_font
from painter.text.card_page import CardLayout, CardPage, Ornament, stacked, tall
from painter.text.card_parts import bold_font
from painter.text.entrances import Box

_ENTERS_S = 0.3
_SMALLER = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


def end(page: CardPage, card: EndCard) -> CardLayout:
    """Set the last card."""
    wide, high = page.size
    index = card.logo
    logo = 0.24 * page.unit if index is not None else 0.0
    gap = 0.055 * page.unit
    above = logo + gap if logo else 0.0
    url = page.lines(
        card.url, (wide, 0.22 * high), 0.078, font=bold_font(page), colour=page.material.accent, most=2, leading=1.25
    )
    under = tall(url, 1.25) + gap if url else 0.0
    line = page.lines(
        card.line, (wide, 0.94 * high - above - under), 0.135, font=heading_font(page, card.line), most=4, leading=1.12
    )
    top = page.top_for(above + tall(line, 1.12) + under)
    pieces, foot = stacked(page, line, top + above, 0.0, 1.12)
    pieces += stacked(page, url, foot + gap, 0.0, 1.25)[0]
    # All of it is there after four tenths of a second: the last card is the shortest, and is read to the end.
    at_once = [
        replace(piece, takes_s=_ENTERS_S, entrance="rise", placed=replace(piece.placed, enters_s=0.05))
        for piece in pieces
    ]
    layout = CardLayout(at_once)
    if index is not None and page.pictures:
        box = page.box[0], top, page.box[2], top + logo
        layout.ornaments.append(logo_in(page, page.pictures, index, box))
    return layout


def logo_in(page: CardPage, pictures: Sequence[Path], index: int, box: Box) -> Ornament:
    """A logo as large as fits an area, at the side where lines begin.

    Raises:
        InvalidInputError: There is no such picture.
        UnsupportedMediaError: The picture cannot be read.
    """
    image = photo.decoded(photo.chosen(pictures, index))
    left, top, right, bottom = box
    scale = min((bottom - top) / image.height(), 0.6 * (right - left) / image.width())
    wide, high = max(1, round(image.width() * scale)), max(1, round(image.height() * scale))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, high))
    surface.getCanvas().drawImageRect(image, skia.Rect.MakeWH(wide, high), _SMALLER)
    small = surface.makeImageSnapshot()
    x = (left + right - wide) / 2 if page.is_centred else right - wide if page.to_left else left
    y = top + (bottom - top - high) / 2

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out(time_s / _ENTERS_S)
        if share > 0:
            canvas.drawImage(small, x, y, skia.SamplingOptions(), skia.Paint(Alphaf=share))

    return draw
