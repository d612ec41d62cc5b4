"""Small words around a card: a line at its foot, and the brand's logo in a corner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import skia

from painter.craft.camera import ease_out
from painter.scenery import photo
from painter.text.card_page import CardLayout, CardPage, Ornament, stacked, tall
from painter.text.entrances import Box

_LEADING = 1.22
_LOGO, _LOGO_GAP = 0.075, 0.03
_ENTERS_S = 0.3
_SMALLER = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


def footed(page: CardPage, text: str) -> tuple[CardLayout, CardPage]:
    """Set a line at the foot of a page.

    Returns:
        It, and what is left of the page.
    """
    limit = 1.12 * page.small_px / page.unit
    lines = page.lines(text, (page.size[0], 0.34 * page.size[1]), limit, most=5, leading=_LEADING)
    if not lines:
        return CardLayout(), page
    left, top, right, bottom = page.box
    high = tall(lines, _LEADING)
    pieces, _ = stacked(page, lines, bottom - high, 0.5, _LEADING)
    return CardLayout(pieces), page.at(box=(left, top, right, bottom - high - 0.05 * page.unit))


def signed(page: CardPage) -> tuple[CardLayout, CardPage]:
    """Set the brand's logo in the corner where lines end.

    Returns:
        It, and what is left of the page.
    """
    brand = page.stage.plan.brand
    if brand is None or brand.logo is None:
        return CardLayout(), page
    left, top, right, bottom = page.box
    high = _LOGO * page.unit
    rest = page.at(box=(left, top + high + _LOGO_GAP * page.unit, right, bottom))
    if not page.pictures:
        return CardLayout(), rest
    path = photo.chosen(page.pictures, brand.logo)
    mark = logo(path, (left, top, right, top + high), -1 if page.to_left else 1)
    return CardLayout(ornaments=[mark]), rest


def logo(path: Path, box: Box, side: int) -> Ornament:
    """A logo as large as fits an area: at its left (-1), in its middle (0) or at its right (1).

    Raises:
        UnsupportedMediaError: The picture cannot be read.
    """
    image = photo.decoded(path)
    left, top, right, bottom = box
    scale = min((bottom - top) / image.height(), 0.6 * (right - left) / image.width())
    wide, high = max(1, round(image.width() * scale)), max(1, round(image.height() * scale))
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, high))
    surface.getCanvas().drawImageRect(image, skia.Rect.MakeWH(wide, high), _SMALLER)
    small = surface.makeImageSnapshot()
    x = left + (right - left - wide) * (side + 1) / 2
    y = top + (bottom - top - high) / 2

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out(time_s / _ENTERS_S)
        if share > 0:
            canvas.drawImage(small, x, y, skia.SamplingOptions(), skia.Paint(Alphaf=share))

    return draw
