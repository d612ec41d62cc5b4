"""The small texts over the picture: a lower third (a name and what it is), and a caption at the foot of the frame."""

from __future__ import annotations

import math
from typing import Any

import skia

from painter.craft import brush
from painter.craft.camera import ease_out
from painter.craft.stage import Stage
from painter.craft.typesetting import ShapedLine, drawable, fitted
from painter.text import entrances, plates
from painter.text.entrances import Box, PlacedLine

_LEADING = 1.22
_READ_S = 6.0
"""After this time a lower third has been read, and leaves the picture free."""


class Overlay:
    """Lines on a plate, which opens from the side where the lines begin.

    Args:
        stage: The film's layout.
        lines: The lines, from top to bottom.
        box: The plate's place.
        span_s: When it starts to come in and when it is gone, in seconds.
        bar: Whether a vertical bar in the accent colour marks the side where it opens.
    """

    def __init__(
        self, stage: Stage, lines: list[PlacedLine], box: Box, span_s: tuple[float, float], *, bar: bool = False
    ) -> None:
        self.lines = lines
        self.box = box
        self.colour = plates.material(stage).ink
        self._stage = stage
        self._starts_s, self._ends_s = span_s
        self._bar = bar
        self._pace = min(1.0, stage.plan.duration_s / 3)
        self._reach = 0.03 * stage.unit
        self._plate = self._painted()
        self._pictures = [entrances.pictured(placed.line, shadow=False, glow=None) for placed in lines]

    def draw_ground(self, canvas: Any, time_s: float) -> None:
        """Paint the plate as it is at a time in seconds."""
        share = ease_out(entrances.presence(time_s, self._starts_s, 0.5 * self._pace, self._ends_s))
        if share <= 0:
            return
        left, top, right, bottom = self._outer
        wide = (right - left) * share
        canvas.save()
        if self.lines[0].line.right_to_left:
            canvas.clipRect(skia.Rect(right - wide, top, right, bottom))
        else:
            canvas.clipRect(skia.Rect(left, top, left + wide, bottom))
        canvas.drawImage(self._plate, left, top)
        canvas.restore()

    def draw_letters(self, canvas: Any, time_s: float) -> None:
        """Paint the lines, in the style's own way."""
        kind = self._stage.look.type
        for placed, picture in zip(self.lines, self._pictures, strict=True):
            # Letters are gone before the plate closes, so that they are never without it.
            share = entrances.presence(
                time_s, placed.enters_s, 0.5 * self._pace, self._ends_s - 0.6 * entrances.LEAVE_S
            )
            entrances.enter(canvas, kind.entrance, placed, picture, share)

    @property
    def _outer(self) -> tuple[int, int, int, int]:
        left, top, right, bottom = self.box
        reach = self._reach
        return math.floor(left - reach), math.floor(top - reach), math.ceil(right + reach), math.ceil(bottom + reach)

    def _painted(self) -> Any:
        left, top, right, bottom = self._outer
        surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(right - left, bottom - top))
        canvas = surface.getCanvas()
        canvas.translate(-left, -top)
        plates.draw(canvas, self._stage, self.box)
        if self._bar:
            wide = 0.0085 * self._stage.unit
            x = self.box[2] - wide if self.lines[0].line.right_to_left else self.box[0]
            canvas.drawRect(
                skia.Rect(x, self.box[1], x + wide, self.box[3]), brush.fill(self._stage.plan.palette.accent)
            )
        return surface.makeImageSnapshot()


def safe_box(stage: Stage) -> Box:
    """Where small texts may stand: in the picture, and not under the buttons of an app."""
    left, top, right, bottom = stage.picture_box
    safe = stage.safe_box
    page = 0.022 * stage.unit
    return max(left + page, safe[0]), max(top, safe[1]), min(right - page, safe[2]), min(bottom - page, safe[3])


def overlays(stage: Stage, ends_s: float) -> list[Overlay]:
    """The plan's lower third and caption, the caption lowest; a card leaves room for a caption only."""
    made: list[Overlay] = []
    foot = safe_box(stage)[3]
    wanted = ((_caption, 0.02), (_lower_third, 0.0))
    for build, gap in wanted[:1] if stage.plan.card else wanted:
        strip = build(stage, foot, ends_s)
        if strip:
            made.append(strip)
            foot = strip.box[1] - gap * stage.unit
    return made


def _lower_third(stage: Stage, foot: float, ends_s: float) -> Overlay | None:
    plan, kind = stage.plan, stage.look.type
    texts = [text for text in (drawable(text) for text in plan.lower_third) if text]
    if not texts:
        return None
    left, _, right, _ = safe_box(stage)
    pad = 0.026 * stage.unit
    room = min(0.66 * stage.width if stage.is_wide else right - left, right - left) - 2.4 * pad
    ink = plates.material(stage).ink
    lines: list[ShapedLine] = []
    for index, text in enumerate(texts):
        font, limit = (kind.text_font, 0.045) if index else (kind.font, 0.056)
        space = room, 0.17 * stage.unit
        lines += fitted(text, space, limit * stage.unit, ink, font, kind, most=2, whole="\n".join(texts))
    pace = min(1.0, plan.duration_s / 3)
    enters_s = [(0.75 + 0.12 * index) * pace for index in range(len(lines))]
    return _strip(
        stage, lines, enters_s, (pad * 1.4, pad, left, foot), (0.5 * pace, min(ends_s, _READ_S * max(1, pace)))
    )


def _caption(stage: Stage, foot: float, ends_s: float) -> Overlay | None:
    plan, kind = stage.plan, stage.look.type
    text = drawable(plan.caption or "")
    if not text:
        return None
    left, _, right, _ = safe_box(stage)
    pad = 0.018 * stage.unit
    # The blueprint keeps a title block in the corner, which a centred caption must not reach.
    share = 0.70 if stage.is_wide and plan.style == "blueprint" else 0.94
    room = (right - left) * share - 2 * pad
    ink = plates.material(stage).ink
    lines = fitted(text, (room, 0.30 * stage.unit), 0.046 * stage.unit, ink, kind.text_font, kind, most=5)
    pace = min(1.0, plan.duration_s / 3)
    enters_s = [0.55 * pace] * len(lines)
    wide = max(line.width for line in lines) + 2.4 * pad
    x = (left + right - wide) / 2
    return _strip(
        stage, lines, enters_s, (1.2 * pad, 0.7 * pad, x, foot), (0.4 * pace, ends_s), bar=False, centred=True
    )


def _strip(
    stage: Stage,
    lines: list[ShapedLine],
    enters_s: list[float],
    place: tuple[float, float, float, float],
    span_s: tuple[float, float],
    *,
    bar: bool = True,
    centred: bool = False,
) -> Overlay:
    """Set lines on a plate whose foot is given, and its left side, or its right side for text from right to left."""
    across, down, left, foot = place
    wide = max(line.width for line in lines) + 2 * across
    tall = sum(line.pitch_px(_LEADING) for line in lines) + 2 * down
    if lines[0].right_to_left and not centred:
        left = safe_box(stage)[2] - wide
    placed, top = [], foot - tall + down
    for line, enter_s in zip(lines, enters_s, strict=True):
        spare = wide - 2 * across - line.width
        x = left + across + (spare / 2 if centred else spare if lines[0].right_to_left else 0.0)
        placed.append(PlacedLine(line, x, top + (line.pitch_px(_LEADING) - line.height) / 2, enter_s))
        top += line.pitch_px(_LEADING)
    return Overlay(stage, placed, (left, foot - tall, left + wide, foot), span_s, bar=bar)
