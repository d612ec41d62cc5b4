"""Colours of things that differ from their own: "a red car"; and the haze between the eye and what is far."""

from __future__ import annotations

import cmath
import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import skia
from numpy.typing import NDArray

from painter.craft import palette
from painter.craft.stage import Stage
from painter.subjects.pen import Drawing

_GREY, _NEAR_HUE, _NEAR_GREY, _NEAR_TINT, _NEAR_CHROMA = 0.045, 38.0, 0.30, 0.20, 0.045
_MEASURED_AT_PX = 160
_SOLID, _DARK = 200, 0.3
_OFF_THE_LAND = 0.18


@dataclass(frozen=True)
class Tint:
    """How the colours of one thing are changed.

    Attributes:
        dominant: The colour of most of it.
        colour: What that becomes; None leaves it.
        haze: How much of the air's colour is before it, 0..1.
        shines: Whether it is a light itself.
        lift: How much lighter all of it is, so that it stands out and its parts stay apart; None leaves it to the hour.
    """

    dominant: str = "#000000"
    colour: str | None = None
    haze: float = 0.0
    shines: bool = False
    lift: float | None = None


@dataclass(frozen=True)
class TintedStage(Stage):
    """The same stage, whose light shows a thing's colours changed."""

    tint: Tint = Tint()

    def lit(self, colour: str) -> str:
        """A thing's changed colour in the light of the hour."""
        own = dyed(colour, self.tint.dominant, self.tint.colour) if self.tint.colour else colour
        lift = self.tint.lift
        if self.tint.shines and self.plan.setting != "underwater":
            return own
        shown = super().lit(own) if lift is None else palette.lighten(self.dimmed(own), lift)
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
    if not _is_alike((value, chroma, hue), (most_value, most_chroma, most_hue)):
        return colour
    new_value, new_chroma, new_hue = palette.to_oklch(wanted)
    # Shades stay apart, though nearer to each other where the new colour is almost white or black.
    room = min(1.0, 0.35 + 1.6 * min(new_value, 1 - new_value))
    part = min(1.15, max(0.5, chroma / most_chroma)) if most_chroma >= _GREY else 1.0
    shade = min(0.98, max(0.10, new_value + (value - most_value) * 0.8 * room))
    return palette.to_hex((shade, new_chroma * part, new_hue))


def lift_at_night(stage: Stage, colour: str) -> float:
    """How much lighter a thing of this colour must be to stand out from the land at night."""
    return max(0.0, palette.lightness(stage.land(1.0)) + _OFF_THE_LAND - palette.lightness(stage.dimmed(colour)))


def _is_alike(one: palette.Oklch, most: palette.Oklch) -> bool:
    """Whether a colour is a shade of the dominant one."""
    apart = abs((one[2] - most[2] + 180) % 360 - 180)
    if most[1] >= _GREY and one[1] >= _GREY:
        return apart <= _NEAR_HUE
    between = abs(cmath.rect(one[1], math.radians(one[2])) - cmath.rect(most[1], math.radians(most[2])))
    return between < _NEAR_CHROMA and abs(one[0] - most[0]) < (_NEAR_GREY if most[1] < _GREY else _NEAR_TINT)


class Portrait(NamedTuple):
    """What one sees of a thing by itself: the colour of most of it, and how far it reaches to either side and up."""

    colour: str
    half: float
    high: float


def portrait(stage: Stage, drawings: Sequence[Drawing]) -> Portrait:
    """Draw a thing by itself, in the middle of the shot and without the light of the hour, and look at it."""
    side, size = _MEASURED_AT_PX, _MEASURED_AT_PX / 4
    pixels = np.zeros((side, side, 4), np.uint8)
    info = skia.ImageInfo.Make(side, side, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(side / 2, side * 0.75)
    for drawing in drawings:
        drawing(canvas, _Unlit(stage.plan), size, stage.plan.duration_s / 2)
    solid = pixels[..., 3] > _SOLID
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    if not len(rows):
        return Portrait("#808080", 0.5, 1.0)
    half = max(side / 2 - columns[0], columns[-1] + 1 - side / 2) / size
    return Portrait(_most(pixels[solid][:, :3]), float(half), float((side * 0.75 - rows[0]) / size))


def _most(colours: NDArray[np.uint8]) -> str:
    """The colour that most of many have, of which bright ones count more than dark and grey ones."""
    coarse, counts = np.unique(colours // 24, axis=0, return_counts=True)
    best, most = "#808080", 0.0
    for parts, count in zip(coarse.tolist(), counts.tolist(), strict=True):
        colour = "#" + "".join(f"{min(255, part * 24 + 12):02x}" for part in parts)
        value, chroma, _ = palette.to_oklch(colour)
        weight = count * (0.35 + min(1.0, chroma * 7)) * (0.5 if value < _DARK else 1.0)
        if weight > most:
            best, most = colour, weight
    return best


class _Unlit(Stage):
    def lit(self, colour: str) -> str:
        return colour
