"""Brings lines of text in and out: each is painted once as a picture, then revealed in the style's way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import skia

from painter.craft import brush
from painter.craft.camera import ease_out
from painter.craft.styles import Entrance
from painter.craft.typesetting import ShapedLine

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

LEAVE_S = 0.35
"""How long a text takes to go out, in seconds."""


@dataclass(frozen=True)
class PlacedLine:
    """A line at its final place, and the time in seconds at which it comes in."""

    line: ShapedLine
    left: float
    top: float
    enters_s: float = 0.0

    @property
    def box(self) -> Box:
        """The box it covers."""
        return self.left, self.top, self.left + self.line.width, self.top + self.line.height


def union(boxes: list[Box]) -> Box:
    """The smallest box around several."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def presence(time_s: float, enters_s: float, takes_s: float, ends_s: float) -> float:
    """How far a line has come in at a time, 0..1; before it ends it goes out the same way."""
    return min(1.0, (time_s - enters_s) / takes_s, (ends_s - time_s) / LEAVE_S)


def enter(canvas: Any, entrance: Entrance, placed: PlacedLine, part: tuple[Any, int], share: float) -> None:
    """Draw a line on its way in.

    Args:
        canvas: Where to paint.
        entrance: How it comes in.
        placed: The line and its place.
        part: Its picture or its plate, and the padding around the line in pixels.
        share: How far it has come in, 0..1; nothing is painted at 0 and below.
    """
    if share <= 0:
        return
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
            if line.right_to_left
            else skia.Rect(left, top, left + reach, top + picture.height())
        )
    elif entrance == "drop":
        canvas.rotate((1 - eased) * 5, placed.left, placed.top + line.height / 2)
    canvas.drawImage(picture, left, top + rise * line.size_px, sampling, skia.Paint(Alphaf=opacity))
    canvas.restore()


def _arrival(entrance: Entrance, share: float) -> tuple[float, float]:
    """The opacity 0..1 of a line on its way in, and how far it is below its place, as a share of its size."""
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


def _revealed(line: ShapedLine, entrance: Entrance, share: float) -> float:
    """How much of a line is visible, in pixels from its beginning."""
    if entrance == "wash":
        return line.width * ease_out(share)
    if entrance == "type":
        return line.width * int(share * len(line.text)) / max(1, len(line.text))
    words = line.text.split(" ")
    return line.width * len(" ".join(words[: 1 + int(share * len(words))])) / max(1, len(line.text))


def plated(line: ShapedLine, colour: str) -> tuple[Any, int]:
    """The strip under a line as a picture, and the padding around the line in pixels."""
    pad = int(line.size_px * 0.4) + 2
    wide, tall = int(line.width) + 2 * pad + 2, int(line.height) + 2 * pad + 2
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(wide, tall))
    inset = pad - 0.22 * line.size_px
    middle, half = tall / 2, 0.60 * line.size_px * line.stretch
    box = skia.Rect(inset, middle - half, wide - inset, middle + half)
    shade = brush.stroke("#1a1020", 0.06 * line.size_px, 0.4)
    surface.getCanvas().drawRect(box.makeOffset(0, 0.03 * line.size_px), brush.blurred(shade, 0.04 * line.size_px))
    surface.getCanvas().drawRect(box, brush.fill(colour))
    return surface.makeImageSnapshot(), pad


def pictured(line: ShapedLine, *, shadow: bool, glow: str | None) -> tuple[Any, int]:
    """The picture of a line, with a soft shadow or a glow, and the padding around it in pixels."""
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
