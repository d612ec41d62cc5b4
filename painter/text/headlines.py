"""Sets the titles of a film in their box: sizes, places, contrast with the picture, and numbers that count up."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft import brush, palette
from painter.craft.camera import ease, ease_out
from painter.craft.stage import Stage
from painter.craft.typesetting import ShapedLine, drawable, fitted
from painter.figures import counted
from painter.text import entrances, veils
from painter.text.entrances import PlacedLine

_COUNTS_S = 1.3


class Titles:
    """The titles of a film: a headline in balanced lines, a subtitle, and a short rule in the accent colour.

    A figure in the titles counts up in its place; one that neither titles nor chart show is set above them.

    Args:
        stage: The film's layout.
        behind: Every third pixel of frames without titles, uint8 (frames, height / 3, width / 3, 4).
        ends_s: When the titles are gone, in seconds.
        lowest_px: The lowest end of their box, if something else is written below it.
    """

    def __init__(
        self, stage: Stage, behind: NDArray[np.uint8], ends_s: float = math.inf, lowest_px: float = math.inf
    ) -> None:
        self._stage = stage
        left, top, right, bottom = stage.title_box
        self._box = left, top, right, min(bottom, lowest_px)
        self._type = stage.look.type
        self._ends_s = ends_s
        self._pace = min(1.0, stage.plan.duration_s / 3)
        self.lines = self._set("#ffffff")
        self.colour, plate = _printed(stage)
        self._scrim = None
        if self.lines:
            if self._type.ground == "veil":
                box = entrances.union([placed.box for placed in self.lines])
                shade = _shade(stage)
                dark_text, strength = veils.needed(behind, box, _favour(stage), shade)
                self.colour = veils.INK if dark_text else "#ffffff"
                self._scrim = self._paint_scrim("#ffffff" if dark_text else shade, strength, box)
            self.lines = self._set(self.colour)
        shadow = self._type.shadow and self.colour != veils.INK
        glow = stage.plan.palette.accent if self._type.glow else None
        self._picture = functools.partial(entrances.pictured, shadow=shadow, glow=glow)
        self._pictures = [self._picture(placed.line) for placed in self.lines]
        self._plates = [entrances.plated(placed.line, plate) if plate else None for placed in self.lines]

    def draw_ground(self, canvas: Any, time_s: float) -> None:
        """Paint what keeps the letters legible, as it is at a time in seconds since the titles began."""
        if self._scrim is not None:
            share = entrances.presence(time_s, 0.0, 0.8 * self._pace, self._ends_s)
            canvas.drawImage(self._scrim, 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=ease_out(share)))
        for placed, plate in zip(self.lines, self._plates, strict=True):
            if plate:
                entrances.enter(canvas, self._type.entrance, placed, plate, self._share(placed, time_s))

    def draw_letters(self, canvas: Any, time_s: float) -> None:
        """Paint the lines, one after another in the style's own way, and the rule."""
        if self.lines and self._type.ground in {"veil", "panel"}:
            self._rule(canvas, ease_out(entrances.presence(time_s, 0.1 * self._pace, 0.7 * self._pace, self._ends_s)))
        for placed, picture in zip(self.lines, self._pictures, strict=True):
            now = self._counting(placed, time_s) or picture
            entrances.enter(canvas, self._type.entrance, placed, now, self._share(placed, time_s))

    def _share(self, placed: PlacedLine, time_s: float) -> float:
        return entrances.presence(time_s, placed.enters_s, 0.75 * self._pace, self._ends_s)

    def _counting(self, placed: PlacedLine, time_s: float) -> tuple[Any, int] | None:
        """The picture of a line while its figure counts up; None without a figure, or when it has its final value."""
        figure, line = self._stage.plan.figure, placed.line
        share = (time_s - placed.enters_s) / (_COUNTS_S * self._pace)
        if not figure or figure not in line.text or not 0 < share < 1:
            return None
        text = line.text.replace(figure, counted(figure, ease_out(share)), 1)
        return self._picture(line.reading(text))

    def _set(self, colour: str) -> list[PlacedLine]:
        """Choose sizes and breaks so that everything fits the box, as large as the design allows."""
        stage, kind = self._stage, self._type
        left, top, right, bottom = self._box
        texts = [drawable(text.upper() if kind.upper else text) for text in stage.plan.titles]
        texts = [text for text in texts if text]
        figure = self._standing_figure(texts)
        if not texts and not figure:
            return []
        lines: list[ShapedLine] = []
        serif = kind.serif_font and stage.plan.mood in {"calm", "epic"} and "".join(texts).isascii()
        font = kind.serif_font if serif and kind.serif_font else kind.font
        limit = stage.unit * kind.size * (1.0 if stage.is_wide else 1.09)
        if figure:
            lines.append(fitted(figure, (right - left, (bottom - top) * 0.42), limit * 1.6, colour, font, kind)[0])
        share = (0.52 if figure else 0.92) - (0.18 if len(texts) > 1 else 0.0)
        whole = "\n".join(texts)
        for index, text in enumerate(texts):
            if index:
                size = min(lines[-1].size_px * 0.5, stage.unit * 0.062)
                room = right - left, (bottom - top) * 0.2
                lines += fitted(text, room, size, colour, kind.text_font, kind, most=2, whole=whole)
            else:
                size = limit * 0.62 if figure else limit
                lines += fitted(text, (right - left, (bottom - top) * share), size, colour, font, kind, whole=whole)
        return self._place(lines)

    def _standing_figure(self, texts: list[str]) -> str | None:
        """The figure, if neither a chart nor the titles show it."""
        figure = self._stage.plan.figure
        shown = "chart" in self._stage.plan.subjects or any(figure in "".join(text.split()) for text in texts if figure)
        return None if shown else figure

    def _place(self, lines: list[ShapedLine]) -> list[PlacedLine]:
        left, top, _, bottom = self._box
        gaps = [_gap_above(lines, index) for index in range(len(lines))]
        spare = max(0.0, bottom - top - sum(gaps) - sum(line.pitch_px(self._type.leading) for line in lines))
        y = top + (spare / 2 if self._stage.is_wide else min(spare, lines[0].size_px * 0.3))
        widest = max(line.width for line in lines)
        placed = []
        for index, line in enumerate(lines):
            y += gaps[index]
            x = left + (widest - line.width if lines[0].right_to_left else 0.0)
            centred = y + (line.pitch_px(self._type.leading) - line.height) / 2
            placed.append(PlacedLine(line, x, centred, (0.2 + 0.13 * index) * self._pace))
            y += line.pitch_px(self._type.leading)
        return placed

    def _rule(self, canvas: Any, share: float) -> None:
        if share <= 0:
            return
        first = self.lines[0]
        size, length = first.line.size_px, first.line.size_px * 0.9 * share
        y = first.top - size * 0.22
        x = first.left
        if first.line.right_to_left:
            x = first.left + first.line.width - length
        brush.rounded(
            canvas, x, y, x + length, y + size * 0.075, size * 0.0375, brush.fill(self._stage.plan.palette.accent)
        )

    def _paint_scrim(self, colour: str, strength: float, box: entrances.Box) -> Any:
        """A soft veil from the edge of the frame to beyond the titles; None where the picture needs none."""
        if strength <= 0.02:
            return None
        stage = self._stage
        surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(stage.plan.width, stage.plan.height))
        _, _, right, bottom = box
        covered = right + 0.02 * stage.width if stage.is_wide else bottom + 0.02 * stage.height
        reach = covered + (0.30 * stage.width if stage.is_wide else 0.22 * stage.height)
        start = covered / reach
        eased = [(start + (1 - start) * step / 6, colour, strength * (1 - ease(step / 6))) for step in range(7)]
        fade = [(0.0, colour, strength), *eased]
        end = (reach, 0.0) if stage.is_wide else (0.0, reach)
        surface.getCanvas().drawPaint(brush.linear((0, 0), end, fade))
        return surface.makeImageSnapshot()


def _gap_above(lines: list[ShapedLine], index: int) -> float:
    """Extra room between the headline and the subtitle."""
    is_subtitle = index > 0 and lines[index].size_px < lines[index - 1].size_px * 0.8
    return lines[index].size_px * 0.45 if is_subtitle else 0.0


def _shade(stage: Stage) -> str:
    """The colour of the veil under white letters: a dark colour of the film rather than grey."""
    colours = stage.plan.palette
    _, chroma, hue = palette.to_oklch(colours.land_near if stage.plan.setting == "room" else colours.sky_top)
    return palette.to_hex((0.17, min(0.05, chroma), hue))


def _favour(stage: Stage) -> float:
    """How much stronger a veil may be for white letters; light walls indoors are not darkened for them."""
    indoors = stage.plan.setting == "room" and not stage.is_night
    return min(0.0, stage.look.type.white) if indoors else stage.look.type.white


def _printed(stage: Stage) -> tuple[str, str | None]:
    """The letters' colour, and what is laid under every line; veils are chosen by what they cover."""
    match stage.look.type.ground:
        case "panel":
            return stage.page[1], None
        case "strips":
            return veils.INK, palette.mix(stage.plan.palette.light, "#fbf6ea", 0.7)
        case "block":
            return "#ffffff", palette.lighten(veils.INK, 0.02)
        case _:
            return "#ffffff", None
