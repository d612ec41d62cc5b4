"""A pen that draws a subject in its own coordinates: x to the right, y up, its foot at (0, 0), its height 1.

Points are written as text, "x y  x y ...", with "!" after a point at which the outline has a corner. Colours are the
thing's own: the pen adapts them to the light of the hour and shades shapes away from the sun, softly or, in a flat
design, with a hard crescent. A colour that starts with "*" is a light itself and stays as it is.
"""

from __future__ import annotations

import contextlib
import functools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage

Drawing = Callable[[Any, Stage, float, float], None]
"""Paints on a canvas, for a stage, a subject of a height in pixels at a time in seconds."""

WrittenPoints = str | Sequence[tuple[float, float]]


class Pen:
    """Draws one subject at one moment.

    Args:
        canvas: Where to draw; its origin is the subject's foot.
        stage: Gives the light and the style.
        size: The subject's height in pixels.
        time_s: The moment in seconds.
    """

    def __init__(self, canvas: Any, stage: Stage, size: float, time_s: float) -> None:
        self.canvas = canvas
        self.stage = stage
        self.size = size
        self.time_s = time_s

    def wave(self, pace: float, phase: float = 0.0) -> float:
        """A swing between -1 and 1 at `pace` radians a second."""
        return math.sin(self.time_s * pace + phase)

    @property
    def accent(self) -> str:
        """The film's accent, as a thing's own colour."""
        return self.stage.plan.palette.accent

    @property
    def lamps_on(self) -> bool:
        """Whether lamps and windows shine."""
        return self.stage.plan.time_of_day in {"night", "sunset"}

    def tone(self, colour: str) -> str:
        """A thing's own colour in the light of the hour."""
        return colour[1:] if colour.startswith("*") else self.stage.lit(colour)

    def path(self, points: WrittenPoints, *, smooth: bool = True, close: bool = True) -> Any:
        """An outline in pixels."""
        if isinstance(points, str):
            return _written(points, self.size, smooth, close)
        return _outline([(x * self.size, -y * self.size) for x, y in points], smooth=smooth, close=close)

    def solid(self, points: WrittenPoints, colour: str, *, smooth: bool = True) -> None:
        """A shape with a light and a dark side."""
        self._shade(self.path(points, smooth=smooth), colour)

    def shape(self, points: WrittenPoints, colour: str, opacity: float = 1.0, *, smooth: bool = True) -> None:
        """A shape of one colour."""
        self.canvas.drawPath(self.path(points, smooth=smooth), brush.fill(self.tone(colour), opacity))

    def shaded(self, path: Any, colour: str) -> None:
        """An outline in pixels with a light and a dark side."""
        self._shade(path, colour)

    def filled(self, path: Any, colour: str, opacity: float = 1.0) -> None:
        """An outline in pixels, filled with one colour."""
        self.canvas.drawPath(path, brush.fill(self.tone(colour), opacity))

    def line(
        self, points: WrittenPoints, colour: str, width: float, opacity: float = 1.0, *, smooth: bool = True
    ) -> None:
        """A line with round ends."""
        paint = brush.stroke(self.tone(colour), width * self.size, opacity)
        self.canvas.drawPath(self.path(points, smooth=smooth, close=False), paint)

    def ball(self, x: float, y: float, radius: float, colour: str, *, high: float = 0.0) -> None:
        """A shaded disc; an oval if `high` gives another vertical radius."""
        self._shade(_oval(x, y, radius, high or radius, self.size), colour)

    def disc(self, x: float, y: float, radius: float, colour: str, opacity: float = 1.0, *, high: float = 0.0) -> None:
        """A disc of one colour; an oval if `high` gives another vertical radius."""
        paint = brush.fill(self.tone(colour), opacity)
        self.canvas.drawPath(_oval(x, y, radius, high or radius, self.size), paint)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float, opacity: float = 1.0) -> None:
        """A circle's line."""
        paint = brush.stroke(self.tone(colour), width * self.size, opacity)
        self.canvas.drawCircle(x * self.size, -y * self.size, radius * self.size, paint)

    def block(self, left: float, bottom: float, right: float, top: float, colour: str, radius: float = 0.0) -> None:
        """A shaded rectangle with corners of `radius`."""
        self._shade(_box(left, bottom, right, top, radius, self.size), colour)

    def box(
        self,
        left: float,
        bottom: float,
        right: float,
        top: float,
        colour: str,
        radius: float = 0.0,
        opacity: float = 1.0,
    ) -> None:
        """A rectangle of one colour with corners of `radius`."""
        paint = brush.fill(self.tone(colour), opacity)
        self.canvas.drawPath(_box(left, bottom, right, top, radius, self.size), paint)

    def pane(self, left: float, bottom: float, right: float, top: float, *, lit: bool | None = None) -> None:
        """A window: warm light when lamps are on, else the colour of the sky."""
        on = self.lamps_on if lit is None else lit
        shape = _box(left, bottom, right, top, (right - left) * 0.08, self.size)
        sky = palette.mix(self.stage.plan.palette.sky_mid, "#2c4356", 0.55)
        self.canvas.drawPath(shape, brush.fill("#ffd58c" if on else sky))

    def glow(self, x: float, y: float, radius: float, colour: str, opacity: float) -> None:
        """A soft light; in a flat design a pale disc."""
        if self.stage.is_flat:
            self.canvas.drawCircle(
                x * self.size, -y * self.size, radius * self.size * 0.6, brush.fill(colour, opacity * 0.22)
            )
        else:
            brush.glow(self.canvas, x * self.size, -y * self.size, radius * self.size, colour, opacity)

    def shadow(self, half: float, x: float = 0.0, opacity: float = 0.38) -> None:
        """The shadow on the ground under something that reaches `half` to each side of `x`."""
        colour = palette.lighten(self.stage.land(1.0), -0.22)
        self.canvas.drawPath(_oval(x, -0.004, half, half * 0.085 + 0.008, self.size), brush.fill(colour, opacity))

    @contextlib.contextmanager
    def at(self, x: float = 0.0, y: float = 0.0, *, turn: float = 0.0, scale: float = 1.0) -> Iterator[None]:
        """Move the origin, then turn by degrees clockwise and scale; a negative turn leans to the left."""
        self.canvas.save()
        self.canvas.translate(x * self.size, -y * self.size)
        self.canvas.rotate(turn)
        self.canvas.scale(scale, scale)
        yield
        self.canvas.restore()

    @contextlib.contextmanager
    def inside(self, path: Any) -> Iterator[None]:
        """Keep what is drawn inside an outline."""
        self.canvas.save()
        self.canvas.clipPath(path, True)
        yield
        self.canvas.restore()

    def _shade(self, path: Any, colour: str) -> None:
        bright, plain, dark = _shades(self.tone(colour), self.stage.plan.palette.light, self.stage.is_flat)
        box, side = path.getBounds(), self.stage.sun_side
        if self.stage.is_flat:
            shift = min(0.035 * self.size, 0.16 * min(box.width(), box.height()))
            self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=dark))
            self.canvas.save()
            self.canvas.clipPath(path, True)
            self.canvas.translate(side * shift, -0.7 * shift)
            self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=plain))
            self.canvas.restore()
            return
        near, far = (box.right(), box.left()) if side > 0 else (box.left(), box.right())
        self.canvas.drawPath(path, _across((near, box.top()), (far, box.bottom()), (bright, plain, dark)))


@functools.lru_cache(maxsize=512)
def _across(bright_end: tuple[float, float], dark_end: tuple[float, float], shades: tuple[int, int, int]) -> Any:
    """The paint of a shaded shape, the same object in every frame, so that an ink samples its colour only once."""
    ends = [skia.Point(*bright_end), skia.Point(*dark_end)]
    shader = skia.GradientShader.MakeLinear(ends, list(shades), [0.0, 0.42, 1.0])
    return skia.Paint(AntiAlias=True, Dither=True, Shader=shader)


def sketch(draw: Callable[[Pen], None]) -> Drawing:
    """Make a drawing of a function that draws with a pen."""

    def drawing(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
        draw(Pen(canvas, stage, size, time_s))

    return drawing


def round_shade(canvas: Any, stage: Stage, half: float, top: float, bottom: float) -> None:
    """Shade an upright shape, to which the canvas is already clipped, so that it looks round; lit by the sun."""
    dark = palette.lighten(stage.plan.palette.sky_top, -0.25)
    side = stage.sun_side
    if stage.is_flat:
        canvas.drawRect(skia.Rect(min(0, -side * half), top, max(0, -side * half), bottom), brush.fill(dark, 0.16))
        return
    fade = [(0.0, dark, 0.62), (0.5, dark, 0.15), (0.75, dark, 0.0), (1.0, dark, 0.15)]
    canvas.drawRect(skia.Rect(-half, top, half, bottom), brush.linear((-half * side, 0), (half * side, 0), fade))


@functools.lru_cache(maxsize=1024)
def _shades(colour: str, light: str, flat: bool) -> tuple[int, int, int]:
    """The bright side, the middle and the dark side."""
    warm = palette.mix(colour, light, 0.2)
    return (
        brush.argb(palette.lighten(warm, 0.05)),
        brush.argb(colour),
        brush.argb(palette.lighten(colour, -0.075 if flat else -0.12)),
    )


@functools.lru_cache(maxsize=2048)
def _written(points: str, size: float, smooth: bool, close: bool) -> Any:
    knots: list[tuple[float, float]] = []
    words = points.split()
    for across, up in zip(words[::2], words[1::2], strict=True):
        # A point met twice in a row stops the curve: it becomes a corner.
        knots += [(float(across) * size, -float(up.rstrip("!")) * size)] * (2 if up.endswith("!") and smooth else 1)
    return _outline(knots, smooth=smooth, close=close)


def _outline(knots: list[tuple[float, float]], *, smooth: bool, close: bool) -> Any:
    if not smooth:
        return brush.polygon(knots, close=close)
    ring = [knots[-1], *knots, *knots[:2]] if close else [knots[0], *knots, knots[-1]]
    builder = skia.PathBuilder()
    builder.moveTo(*knots[0])
    for before, start, end, after in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        if start != end:
            leave = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
            arrive = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
            builder.cubicTo(*leave, *arrive, *end)
    if close:
        builder.close()
    return builder.detach()


def _oval(x: float, y: float, across: float, high: float, size: float) -> Any:
    return skia.Path.Oval(skia.Rect((x - across) * size, (-y - high) * size, (x + across) * size, (-y + high) * size))


def _box(left: float, bottom: float, right: float, top: float, radius: float, size: float) -> Any:
    rect = skia.Rect(left * size, -top * size, right * size, -bottom * size)
    return skia.Path.RRect(rect, radius * size, radius * size)
