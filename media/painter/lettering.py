"""The titles of a film in their box: sizes, places, contrast with the picture, and how they enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from media.painter import brush, palette
from media.painter.camera import ease_out
from media.painter.stage import Stage
from media.painter.styles import Entrance
from media.painter.typesetting import Line, drawable, fitted, right_to_left

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

_CONTRAST = 5.0
"""More than the 4.5 that WCAG asks for, since the picture moves on between the frames that are judged."""
_INK = "#10131c"


@dataclass(frozen=True)
class Placed:
    """A line at its final place, with the second at which it enters."""

    line: Line
    left: float
    top: float
    enters_s: float

    @property
    def box(self) -> Box:
        """What it covers."""
        return self.left, self.top, self.left + self.line.width, self.top + self.line.height


class Titles:
    """The titles of a film: a headline in balanced lines, a subtitle, and a short rule in the accent colour.

    Args:
        stage: The film's layout.
        behind: Every third pixel of frames without titles, uint8 (frames, height / 3, width / 3, 4).
    """

    def __init__(self, stage: Stage, behind: NDArray[np.uint8]) -> None:
        self._stage = stage
        self._type = stage.look.type
        self._pace = min(1.0, stage.plan.duration_s / 3)
        self.lines = self._set("#ffffff")
        self.colour, plate = _printed(stage)
        self._scrim = None
        if self.lines:
            if self._type.ground == "veil":
                box = _union([placed.box for placed in self.lines])
                dark_text, strength = _contrast(behind, box, self._type.white)
                self.colour = _INK if dark_text else "#ffffff"
                self._scrim = self._paint_scrim("#ffffff" if dark_text else "#05070f", strength)
            self.lines = self._set(self.colour)
        shadow = self._type.shadow and self.colour != _INK
        glow = stage.plan.palette.accent if self._type.glow else None
        self._pictures = [_picture(placed.line, shadow=shadow, glow=glow) for placed in self.lines]
        self._plates = [_plate(placed.line, plate) if plate else None for placed in self.lines]

    def draw(self, canvas: Any, time_s: float, *, letters: bool = True) -> None:
        """Paint the titles as they are at a time in seconds, line after line in the style's own way.

        Args:
            canvas: Where to paint.
            time_s: Seconds since the titles began.
            letters: False paints only what lies behind them.
        """
        if not self.lines:
            return
        if self._scrim is not None:
            share = ease_out(time_s / self._pace / 0.8)
            canvas.drawImage(self._scrim, 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=share))
        if letters and self._type.ground in {"veil", "panel"}:
            self._rule(canvas, ease_out((time_s / self._pace - 0.1) / 0.7))
        for placed, picture, plate in zip(self.lines, self._pictures, self._plates, strict=True):
            share = min(1.0, (time_s - placed.enters_s) / (0.75 * self._pace))
            if share > 0:
                for part in (plate, picture if letters else None):
                    if part:
                        _enter(canvas, self._type.entrance, placed, part, share)

    def _set(self, colour: str) -> list[Placed]:
        """Choose sizes and breaks so that everything fits the box, as large as the design allows."""
        stage, kind = self._stage, self._type
        left, top, right, bottom = stage.title_box
        texts = [drawable(text.upper() if kind.upper else text) for text in stage.plan.titles]
        if not texts or not texts[0]:
            return []
        serif = kind.serif_font and stage.plan.mood in {"calm", "epic"} and texts[0].isascii()
        font = kind.serif_font if serif and kind.serif_font else kind.font
        has_more = len(texts) > 1 and bool(texts[1])
        room = (bottom - top) * (0.74 if has_more else 0.92)
        limit = stage.unit * kind.size * (1.0 if stage.is_wide else 1.09)
        lines = fitted(texts[0], (right - left, room), limit, colour, font, kind)
        if has_more:
            small = min(lines[0].size_px * 0.46, stage.unit * 0.05)
            lines += fitted(texts[1], (right - left, (bottom - top) * 0.2), small, colour, kind.text_font, kind, most=2)
        return self._place(lines)

    def _place(self, lines: list[Line]) -> list[Placed]:
        left, top, _, bottom = self._stage.title_box
        gaps = [_gap_above(lines, index) for index in range(len(lines))]
        spare = max(0.0, bottom - top - sum(gaps) - sum(line.size_px * self._type.leading for line in lines))
        y = top + (spare / 2 if self._stage.is_wide else min(spare, lines[0].size_px * 0.3))
        widest = max(line.width for line in lines)
        placed = []
        for index, line in enumerate(lines):
            y += gaps[index]
            x = left + (widest - line.width if right_to_left(lines[0].text) else 0.0)
            centred = y + (line.size_px * self._type.leading - line.height) / 2
            placed.append(Placed(line, x, centred, (0.2 + 0.13 * index) * self._pace))
            y += line.size_px * self._type.leading
        return placed

    def _rule(self, canvas: Any, share: float) -> None:
        first = self.lines[0]
        size, length = first.line.size_px, first.line.size_px * 0.9 * share
        y = first.top - size * 0.22
        x = first.left
        if right_to_left(first.line.text):
            x = first.left + first.line.width - length
        brush.rounded(
            canvas, x, y, x + length, y + size * 0.075, size * 0.0375, brush.fill(self._stage.plan.palette.accent)
        )

    def _paint_scrim(self, colour: str, strength: float) -> Any:
        """A soft veil from the edge the titles stand at; None where the picture is quiet enough without."""
        if strength <= 0.02:
            return None
        stage = self._stage
        surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(stage.plan.width, stage.plan.height))
        fade = [(0.0, colour, strength), (0.66, colour, strength), (0.85, colour, strength * 0.4), (1.0, colour, 0.0)]
        _, _, right, bottom = stage.title_box
        end = (right * 1.52, 0.0) if stage.is_wide else (0.0, bottom * 1.52)
        surface.getCanvas().drawPaint(brush.linear((0, 0), end, fade))
        return surface.makeImageSnapshot()


def _gap_above(lines: list[Line], index: int) -> float:
    """Extra room between the headline and the subtitle."""
    is_subtitle = index > 0 and lines[index].size_px < lines[index - 1].size_px * 0.8
    return lines[index].size_px * 0.45 if is_subtitle else 0.0


def _union(boxes: list[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _contrast(behind: NDArray[np.uint8], box: Box, white: float) -> tuple[bool, float]:
    """Whether dark text needs the weaker veil, and how opaque the veil must be for a WCAG contrast of 4.5."""
    left, top, right, bottom = (max(0, round(side / 3)) for side in box)
    patch = behind[:, top : bottom + 1, left : right + 1, :3].astype(float) / 255
    # The brightest channel counts in full, so that no order of channels and no colour is judged too dark.
    bright = float(np.quantile(patch.max(axis=-1) * 0.5 + patch.mean(axis=-1) * 0.5, 0.985))
    dim = float(np.quantile(patch.min(axis=-1) * 0.5 + patch.mean(axis=-1) * 0.5, 0.015))
    most = ((1.05 / _CONTRAST) - 0.05) ** (1 / 2.2)
    ink = palette.luminance(*(part / 255 for part in palette.channels(_INK)))
    least = ((ink + 0.05) * _CONTRAST - 0.05) ** (1 / 2.2)
    for_white = max(0.0, 1 - most / max(bright, 1e-3))
    for_dark = max(0.0, (least - dim) / max(1 - dim, 1e-3))
    # White reads as a film title; dark text is for skies so bright that a veil would spoil them.
    dark_text = for_dark + white < for_white
    return dark_text, min(for_dark if dark_text else for_white, 0.82)


def _printed(stage: Stage) -> tuple[str, str | None]:
    """The letters' colour, and what is laid under every line; veils are chosen by what they cover."""
    match stage.look.type.ground:
        case "panel":
            return stage.page[1], None
        case "strips":
            return _INK, palette.mix(stage.plan.palette.light, "#fbf6ea", 0.7)
        case "block":
            return "#ffffff", palette.lighten(_INK, 0.02)
        case _:
            return "#ffffff", None


def _enter(canvas: Any, entrance: Entrance, placed: Placed, part: tuple[Any, int], share: float) -> None:
    """Draw a line's picture `share` (0..1) of its way in."""
    picture, pad = part
    line, eased = placed.line, ease_out(share)
    left, top = round(placed.left) - pad, round(placed.top) - pad
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear if share < 1 else skia.FilterMode.kNearest)
    opacity, rise = _arrival(entrance, share)
    canvas.save()
    if entrance == "slide":
        canvas.clipRect(skia.Rect(left, top, left + picture.width(), placed.top + line.height + 0.1 * line.size_px))
    elif entrance in {"words", "wash", "type"} and share < 1:
        reach = _revealed(line, entrance, share) + pad
        right = left + picture.width()
        canvas.clipRect(
            skia.Rect(right - reach, top, right, top + picture.height())
            if right_to_left(line.text)
            else skia.Rect(left, top, left + reach, top + picture.height())
        )
    elif entrance == "drop":
        canvas.rotate((1 - eased) * 5, placed.left, placed.top + line.height / 2)
    canvas.drawImage(picture, left, top + rise * line.size_px, sampling, skia.Paint(Alphaf=opacity))
    canvas.restore()


def _arrival(entrance: Entrance, share: float) -> tuple[float, float]:
    """Opacity 0..1 and how far below its place a line is, in shares of its size."""
    eased = ease_out(share)
    match entrance:
        case "rise":
            return eased, (1 - eased) * 0.35
        case "slide":
            return 1.0, (1 - eased) * 1.3
        case "drop":
            return min(1.0, share * 3), (eased - 1) * 0.5
        case "flicker":
            # One dip only: letters must not flash faster than three times a second.
            return (0.35 if 0.35 < share < 0.5 else min(1.0, share * 3)), 0.0
        case "wash":
            return eased, 0.0
        case _:
            return 1.0, 0.0


def _revealed(line: Line, entrance: Entrance, share: float) -> float:
    """How much of a line is to be seen, in pixels from where it begins."""
    if entrance == "wash":
        return line.width * ease_out(share)
    if entrance == "type":
        return line.width * int(share * len(line.text)) / max(1, len(line.text))
    words = line.text.split(" ")
    return line.width * len(" ".join(words[: 1 + int(share * len(words))])) / max(1, len(line.text))


def _plate(line: Line, colour: str) -> tuple[Any, int]:
    """A strip under a line, with the padding around the line in pixels."""
    pad = int(line.size_px * 0.4) + 2
    wide, tall = int(line.width) + 2 * pad + 2, int(line.height) + 2 * pad + 2
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, tall))
    inset = pad - 0.22 * line.size_px
    middle, half = tall / 2, 0.60 * line.size_px
    box = skia.Rect(inset, middle - half, wide - inset, middle + half)
    shade = brush.stroke("#1a1020", 0.06 * line.size_px, 0.4)
    surface.getCanvas().drawRect(box.makeOffset(0, 0.03 * line.size_px), brush.blurred(shade, 0.04 * line.size_px))
    surface.getCanvas().drawRect(box, brush.fill(colour))
    return surface.makeImageSnapshot(), pad


def _picture(line: Line, *, shadow: bool, glow: str | None) -> tuple[Any, int]:
    """The line painted once, with a soft shadow or in its own light, and the padding around it in pixels."""
    pad = int(line.size_px * 0.4) + 2
    surface = skia.Surface.MakeRaster(
        skia.ImageInfo.MakeN32Premul(int(line.width) + 2 * pad + 2, int(line.height) + 2 * pad + 2)
    )
    canvas = surface.getCanvas()
    if glow:
        light = skia.ImageFilters.DropShadow(0, 0, line.size_px * 0.09, line.size_px * 0.09, brush.argb(glow, 0.9))
        canvas.saveLayer(None, skia.Paint(ImageFilter=light))
    elif shadow:
        blur = skia.ImageFilters.DropShadow(
            0, line.size_px * 0.03, line.size_px * 0.10, line.size_px * 0.10, brush.argb("#000000", 0.45)
        )
        canvas.saveLayer(None, skia.Paint(ImageFilter=blur))
    line.draw(canvas, pad, pad)
    if glow or shadow:
        canvas.restore()
    return surface.makeImageSnapshot(), pad
