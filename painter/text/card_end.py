"""Lays out the last card of a film: its last words, where to go, and a logo; all there almost at once, to be read."""

from __future__ import annotations

from dataclasses import replace

from painter.cards import EndCard
from painter.scenery import photo
from painter.text import card_foot
from painter.text.card_heads import heading_font, kicked, under_kicker
from painter.text.card_page import CardLayout, CardPage, stacked, tall
from painter.text.card_parts import bold_font

_ENTERS_S = 0.3


def end(page: CardPage, card: EndCard) -> CardLayout:
    """Set the last card."""
    wide, high = page.size
    brand = page.stage.plan.brand
    index = card.logo if card.logo is not None or brand is None else brand.logo
    logo = 0.24 * page.unit if index is not None else 0.0
    gap = 0.055 * page.unit
    named, _ = kicked(page, card.kicker)
    above = (logo + gap if logo else 0.0) + named
    url = page.lines(
        card.url, (wide, 0.22 * high), 0.078, font=bold_font(page), colour=page.material.accent, most=2, leading=1.25
    )
    under = tall(url, 1.25) + gap if url else 0.0
    line = page.lines(
        card.line, (wide, 0.94 * high - above - under), 0.135, font=heading_font(page, card.line), most=4, leading=1.12
    )
    top = page.top_for(above + tall(line, 1.12) + under)
    head = under_kicker(page, card.kicker, top + above - named)
    pieces, foot = stacked(page, line, top + above, 0.0, 1.12)
    pieces += stacked(page, url, foot + gap, 0.0, 1.25)[0]
    # All of it is there after four tenths of a second: the last card is the shortest, and is read to the end.
    at_once = [
        replace(piece, takes_s=_ENTERS_S, entrance="rise", placed=replace(piece.placed, enters_s=0.05))
        for piece in [*head.pieces, *pieces]
    ]
    layout = CardLayout(at_once, head.ornaments)
    if index is not None and page.pictures:
        side = 0 if page.is_centred else 1 if page.to_left else -1
        box = page.box[0], top, page.box[2], top + logo
        layout.ornaments.append(card_foot.logo(photo.chosen(page.pictures, index), box, side))
    return layout
