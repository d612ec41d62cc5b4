"""Draws the transitions between beats: dissolve, wipe, whip pan and match."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import skia

from painter.craft import brush
from painter.craft.camera import ease
from painter.names import Style
from painter.plan import Palette

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
_SOFT_STYLES: frozenset[Style] = frozenset({"cinematic", "neon", "watercolor"})
_WIPE_LEAN = 0.22
_MATCH_FROM = 0.3
"""For this share of its time a match cut shows one picture alone, at either end."""
_MATCH_RATIO = 1.8
_MATCH_INSET = 0.2


@dataclass(frozen=True)
class Anchor:
    """What the eye rests on in a frame: its middle and its height, in pixels."""

    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Side:
    """One of the two beats of a transition: its frame, and where the eye rests in it."""

    picture: Any
    anchor: Anchor


@dataclass(frozen=True)
class TransitionContext:
    """What a transition needs besides the two frames.

    `style` and `palette` are those of the new beat; `backwards` mirrors the direction; `box` is the part of the frame
    that moves: left, top, right and bottom in pixels.
    """

    style: Style
    palette: Palette
    backwards: bool
    box: tuple[float, float, float, float]


_Transition = Callable[[Any, Side, Side, float, TransitionContext], None]
"""Paints a whole frame from the old and the new side; the share goes from 0, the old one, to 1, the new one."""


def draw(name: str, canvas: Any, old: Side, new: Side, share: float, mix: TransitionContext) -> None:
    """Paint a frame within a transition.

    Args:
        name: A transition that takes time, so not "cut".
        canvas: An opaque canvas of the frame's size.
        old: The beat that ends.
        new: The beat that begins.
        share: How much of the time has passed, 0..1.
        mix: See `TransitionContext`.
    """
    _TRANSITIONS[name](canvas, old, new, share, mix)


def _dissolve(canvas: Any, old: Side, new: Side, share: float, _: TransitionContext) -> None:
    canvas.drawImage(old.picture, 0, 0)
    canvas.drawImage(new.picture, 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=ease(share)))


def _wipe(canvas: Any, old: Side, new: Side, share: float, mix: TransitionContext) -> None:
    canvas.drawImage(old.picture, 0, 0)
    if mix.style in _SOFT_STYLES:
        _soft_wipe(canvas, new.picture, ease(share), backwards=mix.backwards)
    else:
        _printed_wipe(canvas, new.picture, share, mix)


def _soft_wipe(canvas: Any, picture: Any, share: float, *, backwards: bool) -> None:
    """A veil of light passes over the frame and leaves the new picture behind."""
    width, height = picture.width(), picture.height()
    band = 0.35 * width
    edge = share * (width + band)
    if backwards:
        edge = width - edge
    inner = edge + band if backwards else edge - band
    covered = skia.Rect(inner, 0, width, height) if backwards else skia.Rect(0, 0, inner, height)
    canvas.save()
    canvas.clipRect(covered)
    canvas.drawImage(picture, 0, 0)
    canvas.restore()
    strip = skia.Rect(min(edge, inner), 0, max(edge, inner), height)
    canvas.saveLayer(strip)
    canvas.clipRect(strip)
    canvas.drawImage(picture, 0, 0)
    fade = brush.linear((inner, 0), (edge, 0), [(0.0, "#000000", 1.0), (0.5, "#000000", 0.5), (1.0, "#000000", 0.0)])
    fade.setBlendMode(skia.BlendMode.kDstIn)
    canvas.drawRect(strip, fade)
    canvas.restore()


def _printed_wipe(canvas: Any, picture: Any, share: float, mix: TransitionContext) -> None:
    """Two slanted sheets in the film's colours sweep over, and the new picture lies behind them."""
    colours = mix.palette
    for delay, colour in ((0.0, colours.accent), (0.07, colours.light)):
        canvas.drawPath(_slanted(picture, ease((share - delay) / 0.84), mix.backwards), brush.fill(colour))
    canvas.save()
    canvas.clipPath(_slanted(picture, ease((share - 0.16) / 0.84), mix.backwards), True)
    canvas.drawImage(picture, 0, 0)
    canvas.restore()


def _slanted(picture: Any, share: float, backwards: bool) -> Any:
    """The part of a frame that a slanted edge has passed."""
    width, height = picture.width(), picture.height()
    lean = _WIPE_LEAN * height
    edge = share * (width + lean)
    corners = [(-1.0, 0.0), (edge, 0.0), (edge - lean, float(height)), (-1.0, float(height))]
    return brush.polygon([(width - x if backwards else x, y) for x, y in corners])


def _whip(canvas: Any, old: Side, new: Side, share: float, mix: TransitionContext) -> None:
    """The camera swings so fast from one to the other that both smear along its path."""
    width, height = old.picture.width(), old.picture.height()
    place, speed = ease(share), 6 * share * (1 - share)
    way = -1 if mix.backwards else 1
    strip = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(width, height))
    for picture, x in ((old.picture, -place * width), (new.picture, (1 - place) * width)):
        strip.getCanvas().drawImage(picture, way * x, 0)
    smeared = strip.makeImageSnapshot()
    # Halving averages neighbouring pixels exactly, so a few cheap steps make one wide and even blur.
    for _ in range(round(math.log2(1 + 0.022 * width * speed))):
        half = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(max(2, smeared.width() // 2), height))
        half.getCanvas().drawImageRect(smeared, skia.Rect(half.width(), height), _LINEAR)
        smeared = half.makeImageSnapshot()
    canvas.drawImageRect(smeared, skia.Rect(width, height), _LINEAR)


def _match(canvas: Any, old: Side, new: Side, share: float, mix: TransitionContext) -> None:
    """Both pictures move so that the focal point of the old one turns into that of the new one."""
    place, shown = ease(share), ease((share - _MATCH_FROM) / (1 - 2 * _MATCH_FROM))
    start, end = _within(old.anchor, mix.box), _within(new.anchor, mix.box)
    point = start.x + (end.x - start.x) * place, start.y + (end.y - start.y) * place
    ratio = min(_MATCH_RATIO, max(1 / _MATCH_RATIO, end.size / start.size))
    zooms = ratio**place, ratio ** (place - 1)
    # No picture may uncover the edge of the frame. While both are seen, both grow alike.
    grown = [
        max(1.0, _covering(anchor, point, mix.box) / zoom) for anchor, zoom in zip((start, end), zooms, strict=True)
    ]
    alike = ease(math.sin(math.pi * share) / math.sin(math.pi * _MATCH_FROM))
    both = max(grown)
    canvas.drawImage(old.picture, 0, 0)
    canvas.drawImage(new.picture, 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=shown))
    canvas.save()
    canvas.clipRect(skia.Rect(*mix.box))
    for side, anchor, zoom, own, opacity in (
        (old, start, zooms[0], grown[0], 1.0),
        (new, end, zooms[1], grown[1], shown),
    ):
        if opacity > 0:
            _moved(canvas, side.picture, anchor, point, zoom * (own + (both - own) * alike), opacity)
    canvas.restore()


def _within(anchor: Anchor, box: tuple[float, float, float, float]) -> Anchor:
    """An anchor not so near to the edge that following it would need a very large picture."""
    left, top, right, bottom = box
    across, down = _MATCH_INSET * (right - left), _MATCH_INSET * (bottom - top)
    x = min(max(anchor.x, left + across), right - across)
    return Anchor(x, min(max(anchor.y, top + down), bottom - down), max(1.0, anchor.size))


def _covering(anchor: Anchor, point: tuple[float, float], box: tuple[float, float, float, float]) -> float:
    """How much a picture must grow for its anchor to stand at a point while it still fills the box."""
    left, top, right, bottom = box
    across = max((point[0] - left) / (anchor.x - left), (right - point[0]) / (right - anchor.x))
    down = max((point[1] - top) / (anchor.y - top), (bottom - point[1]) / (bottom - anchor.y))
    return max(across, down)


def _moved(canvas: Any, picture: Any, anchor: Anchor, point: tuple[float, float], zoom: float, opacity: float) -> None:
    canvas.save()
    canvas.translate(*point)
    canvas.scale(zoom, zoom)
    canvas.translate(-anchor.x, -anchor.y)
    canvas.drawImage(picture, 0, 0, _LINEAR, skia.Paint(Alphaf=opacity))
    canvas.restore()


_TRANSITIONS: Mapping[str, _Transition] = {"dissolve": _dissolve, "wipe": _wipe, "whip": _whip, "match": _match}
