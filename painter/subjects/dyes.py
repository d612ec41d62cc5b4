"""Colours of things that differ from their own: "a red car"; and the haze between the eye and what is far."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import skia

from painter.craft import palette
from painter.craft.ink import InkedCanvas, ShadeCache, Shape
from painter.craft.stage import Stage
from painter.subjects.pen import Drawing

_GREY, _NEAR_HUE, _NEAR_GREY = 0.045, 38.0, 0.30
_MEASURED_AT_PX = 200.0


@dataclass(frozen=True)
class Tint:
    """How the colours of one thing are changed.

    Attributes:
        dominant: The colour of most of it.
        colour: What that becomes; None leaves it.
        haze: How much of the air's colour is before it, 0..1.
    """

    dominant: str = "#000000"
    colour: str | None = None
    haze: float = 0.0


@dataclass(frozen=True)
class TintedStage(Stage):
    """The same stage, whose light shows a thing's colours changed."""

    tint: Tint = Tint()

    def lit(self, colour: str) -> str:
        """A thing's changed colour in the light of the hour."""
        own = dyed(colour, self.tint.dominant, self.tint.colour) if self.tint.colour else colour
        shown = super().lit(own)
        return palette.mix(shown, self.air, self.tint.haze) if self.tint.haze else shown

    @functools.cached_property
    def air(self) -> str:
        """The colour of what is far."""
        return palette.mix(self.land(0.0), self.plan.palette.sky_low, 0.5)


@functools.lru_cache(maxsize=2048)
def dyed(colour: str, dominant: str, wanted: str) -> str:
    """A colour of a thing when its dominant colour becomes another; what has nothing to do with that stays."""
    value, chroma, hue = palette.to_oklch(colour)
    most_value, most_chroma, most_hue = palette.to_oklch(dominant)
    if most_chroma >= _GREY:
        apart = abs((hue - most_hue + 180) % 360 - 180)
        if chroma < _GREY or apart > _NEAR_HUE:
            return colour
    elif chroma >= 1.5 * _GREY or abs(value - most_value) > _NEAR_GREY:
        return colour
    new_value, new_chroma, new_hue = palette.to_oklch(wanted)
    # Shades stay apart, though nearer to each other where the new colour is almost white or black.
    room = min(1.0, 0.35 + 1.6 * min(new_value, 1 - new_value))
    part = min(1.15, max(0.5, chroma / most_chroma)) if most_chroma >= _GREY else 1.0
    shade = min(0.98, max(0.10, new_value + (value - most_value) * 0.8 * room))
    return palette.to_hex((shade, new_chroma * part, new_hue))


def dominant(stage: Stage, drawings: Iterable[Drawing]) -> str:
    """The colour that covers most of a thing, of which light things count less."""
    areas: dict[str, float] = defaultdict(float)

    def seen(shape: Shape) -> tuple[Any, ...]:
        if not shape.line and not shape.is_light and shape.opacity > 0.5:
            value, chroma, _ = palette.to_oklch(shape.colour)
            weight = 0.4 + min(1.0, chroma * 6) - (0.3 if value < 0.3 else 0.0)
            areas[_rounded(shape.colour)] += shape.thin_px * shape.long_px * weight
        return ()

    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeN32Premul(4, 4))
    canvas = InkedCanvas(surface.getCanvas(), seen, ShadeCache())
    for drawing in drawings:
        drawing(canvas, _Unlit(stage.plan), _MEASURED_AT_PX, 0.0)
    return max(areas, key=lambda colour: (areas[colour], colour)) if areas else "#808080"


class _Unlit(Stage):
    def lit(self, colour: str) -> str:
        return colour


def _rounded(colour: str) -> str:
    return "#" + "".join(f"{min(255, round(part / 8) * 8):02x}" for part in palette.channels(colour))
