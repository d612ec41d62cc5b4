"""Lays out a picture over the whole frame, with words on it over a scrim as strong as the picture needs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from painter.cards import PhotoCard
from painter.craft import brush, palette
from painter.craft.camera import ease, ease_out
from painter.craft.stage import Stage
from painter.craft.typesetting import ShapedLine
from painter.text import photo_views, plates, veils
from painter.text.card_heads import heading_font
from painter.text.card_page import CardLayout, CardPage, Ornament, stacked, tall
from painter.text.entrances import Box, union

_LARGEST, _LEADING, _TAG_LEADING = 0.105, 1.12, 1.25
_SHADE = "#0b0d12"
_LEAST_SCRIM = 0.30
_HIGH_UP = 0.60
"""Words stand above where more than this share of what is to be seen lies below the middle."""


def photo(
    page: CardPage, card: PhotoCard, region: Box | None = None, foot: CardLayout | None = None
) -> tuple[CardLayout, Ornament]:
    """Lay out a photo card.

    Args:
        page: The page.
        card: The card.
        region: The part of the frame that the picture fills, if not all of it.
        foot: What is written below the page, on the same picture.

    Returns:
        Its words, and what paints the frame behind them.

    Raises:
        InvalidInputError: There is no such picture.
        UnsupportedMediaError: The picture cannot be read.
    """
    stage = page.stage
    region = region or (0.0, 0.0, stage.width, stage.height)
    if region[2] - region[0] < stage.width or region[3] - region[1] < stage.height:
        page = page.at(material=plates.on_pictures(stage))
    shown = photo_views.view(stage, page.pictures, card.picture, region)
    is_wide = region[2] - region[0] > 1.2 * (region[3] - region[1])
    if isinstance(shown, photo_views.WholePicture):
        return _beside(page, card, shown, region, is_wide=is_wide)
    words = _Words(page, card, 0.86 if is_wide else 1.0)
    if not words.height and not foot:
        return CardLayout(), shown.draw
    is_above = shown.sinks > _HIGH_UP and not foot
    layout = words.at(page.box[1] if is_above else page.box[3] - words.height)
    box = union([piece.placed.box for piece in (*layout.pieces, *(foot.pieces if foot else ()))])
    return layout, _shaded(stage, shown.draw, (box, region), is_above=is_above)


class _Words:
    """The words of a photo card, without their place."""

    def __init__(self, page: CardPage, card: PhotoCard, share: float) -> None:
        self._page = page
        self._tag = _tag_lines(page, card.kicker)
        room = page.size[0] * (share if share > 0.5 else 1.0), page.size[1] * (0.46 if share > 0.5 else 0.9)
        font = heading_font(page, card.text)
        self._text = page.lines(
            card.text, room, _LARGEST, font=font, most=page.most(5) if share > 0.5 else 8, leading=_LEADING
        )
        self._above = _tag_px(self._tag) + 0.4 * self._tag[0].size_px if self._tag else 0.0
        self.height = self._above + tall(self._text, _LEADING)

    @property
    def smallest_px(self) -> float:
        """The size of the smallest letters; infinite without any."""
        return min((line.size_px for line in (*self._text, *self._tag)), default=math.inf)

    def at(self, top: float) -> CardLayout:
        """Them, beginning at a height in pixels."""
        layout = CardLayout(stacked(self._page, self._text, top + self._above, 0.3, _LEADING)[0])
        if self._tag:
            layout.add(_tag(self._page, self._tag, top))
        return layout


def _beside(
    page: CardPage, card: PhotoCard, shown: photo_views.WholePicture, region: Box, *, is_wide: bool
) -> tuple[CardLayout, Ornament]:
    """Words beside a picture that is shown whole, or below it where that leaves it more room."""
    left, top, right, bottom = page.box
    gap = 0.045 * page.unit
    if not (card.text or card.kicker):
        inset = 0.03 * page.unit
        foot = min(region[3], bottom + 0.05 * page.stage.height) - inset
        return CardLayout(), shown.within((region[0] + inset, region[1] + inset, region[2] - inset, foot))
    narrow = 0.40 * (right - left)
    high = bottom - top
    under = _Words(page, card, 1.0)
    wide_px = min(right - left, (high - under.height - gap) * shown.aspect)
    if not is_wide or min(right - left - narrow - gap, high * shown.aspect) <= wide_px:
        return under.at(bottom - under.height), shown.within((left, top, right, bottom - under.height - gap))
    if page.to_left:
        box, room = (right - narrow, top, right, bottom), (left, top, right - narrow - gap, bottom)
    else:
        box, room = (left, top, left + narrow, bottom), (left + narrow + gap, top, right, bottom)
    words = _Words(page.at(box=box), card, 0.4)
    return words.at(page.top_for(words.height)), shown.within(room)


def _tag_lines(page: CardPage, kicker: str) -> list[ShapedLine]:
    accent = page.stage.plan.palette.accent
    ink = max(("#ffffff", veils.INK), key=lambda colour: palette.contrast(colour, accent))
    most = 1 if page.stage.is_wide and page.size[0] > 0.5 * page.stage.width else 3
    room = page.size[0] - 1.2 * page.small_px, 1.5 * most * page.small_px
    return page.lines(kicker, room, page.small_px / page.unit, colour=ink, most=most, leading=_TAG_LEADING)


def _tag_px(lines: Sequence[ShapedLine]) -> float:
    """The height of a strip with these lines."""
    return tall(lines, _TAG_LEADING) + 0.25 * lines[0].size_px


def _tag(page: CardPage, lines: Sequence[ShapedLine], top: float) -> CardLayout:
    """A few words on a strip of the accent's colour."""
    size, high = lines[0].size_px, _tag_px(lines)
    wide = max(line.width for line in lines) + 1.1 * size
    left = page.box[2] - wide if page.to_left else page.box[0]
    colour = _printed(page)

    def draw(canvas: Any, time_s: float) -> None:
        share = ease_out((time_s - page.delay_s - 0.05) / (0.5 * page.pace))
        if share > 0:
            shown = wide * share
            x = left + wide - shown if page.to_left else left
            canvas.drawRect(skia.Rect(x, top, x + shown, top + high), brush.fill(colour))

    inner = page.at(box=(left + 0.55 * size, top, left + wide - 0.55 * size, top + high))
    pieces, _ = stacked(inner, lines, top + 0.125 * size, 0.3, _TAG_LEADING)
    return CardLayout(pieces, [draw])


def _printed(page: CardPage) -> str:
    """The accent, so that the words on it have enough contrast."""
    accent = page.stage.plan.palette.accent
    ink = max(("#ffffff", veils.INK), key=lambda colour: palette.contrast(colour, accent))
    return palette.readable(accent, ink)


def _shaded(stage: Stage, draw: Ornament, boxes: tuple[Box, Box], *, is_above: bool) -> Ornament:
    """The picture with a scrim that begins at an edge of its region and ends beyond the words."""
    box, region = boxes
    _, strength = veils.needed(_seen(stage, draw), box, 1.0, _SHADE)
    strength = max(_LEAST_SCRIM, strength)
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(stage.plan.width, stage.plan.height))
    reach = 0.34 * (region[3] - region[1])
    if is_above:
        full, end = box[3] + 0.02 * stage.height, box[3] + reach
    else:
        full, end = box[1] - 0.02 * stage.height, box[1] - reach
    fade = [(step / 6, _SHADE, strength * (1 - ease(step / 6))) for step in range(7)]
    surface.getCanvas().clipRect(skia.Rect(*region))
    surface.getCanvas().drawPaint(brush.linear((0, full), (0, end), fade))
    scrim = surface.makeImageSnapshot()

    def shaded(canvas: Any, time_s: float) -> None:
        draw(canvas, time_s)
        canvas.drawImage(scrim, 0, 0)

    return shaded


def _seen(stage: Stage, draw: Ornament) -> NDArray[np.uint8]:
    """Every third pixel of a few frames, uint8 (n, height / 3, width / 3, 4)."""
    frames = []
    for share in (0.0, 0.5, 1.0):
        surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(stage.plan.width, stage.plan.height))
        draw(surface.getCanvas(), share * stage.plan.duration_s)
        frames.append(np.asarray(surface.makeImageSnapshot().toarray())[::3, ::3])
    return np.stack(frames)


def smallest_px(page: CardPage, card: PhotoCard) -> float:
    """The size of the smallest words, whether the picture fills the frame or stands beside them."""
    narrow = 0.40 * page.size[0]
    beside = page.at(box=(page.box[0], page.box[1], page.box[0] + narrow, page.box[3]))
    ways = [_Words(page, card, 0.86 if page.stage.is_wide else 1.0)]
    if page.stage.is_wide:
        ways.append(_Words(beside, card, 0.4))
    return min(way.smallest_px for way in ways)


def words_only(page: CardPage, card: PhotoCard) -> CardLayout:
    """The words of a photo card without its picture, for measuring."""
    words = _Words(page, card, 1.0)
    return words.at(page.box[3] - words.height)
