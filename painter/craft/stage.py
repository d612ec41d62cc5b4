"""The layout of a shot that all scenery shares: the frame, where things stand, the colours and the seed."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from painter.craft import palette
from painter.craft.styles import LOOKS, StyleLook
from painter.plan import ScenePlan

Draw = Callable[[Any, float], None]
"""Paints on a skia canvas, in pixels, at a time in seconds."""

MARGIN = 0.14
"""How far scenery reaches beyond each side of the frame, as a share of the longer side, so that the camera can move."""

_HORIZON = {
    "sea": 0.64,
    "lake": 0.66,
    "underwater": 0.80,
    "desert": 0.62,
    "space": 0.86,
    "city": 0.84,
    "stadium": 0.60,
    "forest": 0.80,
    "room": 0.76,
    "map": 0.72,
}
_HORIZON_ELSEWHERE = 0.70
_GROUND = {
    "sea": 0.085,
    "lake": 0.10,
    "underwater": -0.20,
    "city": 0.055,
    "stadium": 0.20,
    "space": 0.02,
    "desert": 0.115,
    "room": 0.05,
    "studio": 0.06,
    "map": 0.07,
    "abstract": 0.06,
}
_GROUND_ELSEWHERE = 0.075
_DIMMED = {"day": 0.0, "dawn": 0.16, "sunset": 0.30, "night": 0.48}
_LIT = {"room": 0.4, "stadium": 0.3}
"""How much of the hour's darkness reaches things in places that are lit by lamps, 0..1."""
_NO_DARK_LAND = frozenset({"studio", "abstract", "map", "space", "underwater"})
"""Settings that are as light at night as by day, or have no land."""

_PALE, _LIGHTER = 0.33, 0.30
"""At night things lighter than the first stay lighter than the land by the second, in OKLCH lightness."""


@dataclass(frozen=True)
class Layer:
    """One layer of scenery.

    Args:
        depth: 0 is infinitely far, 1 moves as far as the camera does; larger values move more.
        draw: Paints the layer; a still one ignores the time and is painted once.
        still: Whether the layer itself never changes and only moves with the camera.
        top_px: Upper edge of what a still layer paints.
        bottom_px: Lower edge of what a still layer paints; None is the end of the frame.
        drift_px_s: Sideways movement of a still layer by itself, as of clouds.
        soft: Nothing in it has a sharp edge, so it may be moved by whole pixels, which is fast.
        key: A still layer that no camera moves looks the same in every beat in which it has the same key.
    """

    depth: float
    draw: Draw
    still: bool = True
    top_px: float = 0.0
    bottom_px: float | None = None
    drift_px_s: float = 0.0
    soft: bool = False
    key: object = None


@dataclass(frozen=True)
class Stage:
    """A plan laid out on its frame, in pixels.

    The composition follows the rule of thirds: in a wide frame the title has the left half and the subject the right
    third; in a tall one the title has the upper third and the subject the lower half.
    """

    plan: ScenePlan
    width: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", float(self.plan.width))
        object.__setattr__(self, "height", float(self.plan.height))

    @property
    def is_flat(self) -> bool:
        """Whether shapes are drawn flat and hard-edged."""
        return self.look.flat

    @functools.cached_property
    def look(self) -> StyleLook:
        """How the plan's style draws, moves and sets type; a brand has a font of its own."""
        look, brand = LOOKS[self.plan.style], self.plan.brand
        if brand is None or not brand.font:
            return look
        return replace(look, type=replace(look.type, font=brand.font, text_font=brand.font, serif_font=None))

    @functools.cached_property
    def kept(self) -> dict[object, Any]:
        """What drawings keep for the frames to come."""
        return {}

    @property
    def is_wide(self) -> bool:
        """Whether title and subject stand side by side."""
        return self.width / self.height > 1.2

    @functools.cached_property
    def unit(self) -> float:
        """The unit of sizes in pixels: the short side, a little more in frames that are not square."""
        return float(min(self.width, self.height) * 0.8 + (self.width * self.height) ** 0.5 * 0.2)

    @property
    def margin(self) -> float:
        """Width of the scenery beyond each side of the frame."""
        return MARGIN * max(self.width, self.height)

    @property
    def left(self) -> float:
        """Where scenery starts, outside the frame."""
        return -self.margin

    @property
    def right(self) -> float:
        """Where scenery ends, outside the frame."""
        return self.width + self.margin

    @property
    def floor(self) -> float:
        """Lower edge of the scenery, below the frame."""
        return self.height + self.margin * 0.6

    @property
    def horizon(self) -> float:
        """Height of the horizon."""
        share = _HORIZON.get(self.plan.setting, _HORIZON_ELSEWHERE)
        return self.height * (share if self.is_wide else min(0.9, share + 0.03))

    @property
    def ground(self) -> float:
        """Height of the ground, or the water line, where the subject stands."""
        return self.horizon + _GROUND.get(self.plan.setting, _GROUND_ELSEWHERE) * self.unit

    @property
    def is_night(self) -> bool:
        """Whether lamps are on."""
        return self.plan.time_of_day == "night"

    @property
    def sun_side(self) -> float:
        """-1 when the light comes from the left of the subject, else 1."""
        return -1.0 if self.sun[0] < self.subject_x else 1.0

    @functools.cached_property
    def subject_x(self) -> float:
        """Where the subject stands: the right third in a wide frame, right of the middle in a tall one."""
        share = 0.745 if self.plan.setting in {"studio", "abstract"} else 0.71
        return self.width * ((share if self.is_wide else 0.55) + 0.03 * float(self.rng("subject").uniform(-1, 1)))

    @functools.cached_property
    def sun(self) -> tuple[float, float]:
        """Centre of the sun or the moon."""
        if self.plan.setting == "room":
            high = self.horizon - 0.47 * self.unit
            lowest = self.title_box[3] + 0.17 * self.unit  # seen through the window, which is below the titles
            across = self.subject_x + 0.06 * self.unit
            return across, high if self.is_wide or self.look.has_text_column else max(high, lowest)
        low = {"dawn": 0.12, "sunset": 0.10, "day": 0.42, "night": 0.40}[self.plan.time_of_day]
        side = float(self.rng("sun").uniform(0.0, 1.0))
        across = 0.80 + 0.09 * side if self.is_wide else 0.30 + 0.5 * side
        height = self.horizon - low * self.unit
        return self.width * across, height if self.is_wide else max(height, self.height * 0.40)

    @property
    def safe_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of where words may stand; apps lay buttons over upright and square films."""
        if self.height / self.width > 1.2:
            return self.width * 0.08, self.height * 0.09, self.width * 0.88, self.height * 0.80
        if not self.is_wide:
            return self.width * 0.07, self.height * 0.075, self.width * 0.93, self.height * 0.91
        return self.width * 0.06, self.height * 0.065, self.width * 0.94, self.height * 0.935

    @property
    def floor_px(self) -> float:
        """The least size of words: 32 pixels in a frame of 720 rows."""
        return 32 / 720 * min(self.width, self.height)

    @property
    def is_covered(self) -> bool:
        """Whether a card covers the frame, so that no place is seen behind it."""
        card = self.plan.card
        return card is not None and (card.kind == "photo" or self.look.has_text_column)

    @property
    def picture_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the picture: the frame, or the part of it that a page for titles leaves."""
        if not self.look.has_text_column or self.is_covered:
            return 0.0, 0.0, self.width, self.height
        if self.is_wide:
            return self.width * 0.515, self.height * 0.085, self.width * 0.955, self.height * 0.915
        return self.width * 0.08, self.height * 0.40, self.width * 0.92, self.height * 0.955

    @property
    def inner_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the moving part: the picture without the border a style draws around it."""
        left, top, right, bottom = self.picture_box
        frame = self.look.frame * self.unit
        return left + frame, top + frame, right - frame, bottom - frame

    @property
    def card_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the field a card is written on, before its own margins."""
        if self.is_wide:
            return self.width * 0.06, self.height * 0.07, self.width * 0.94, self.height * 0.93
        if self.height / self.width > 1.2:
            return self.width * 0.05, self.height * 0.08, self.width * 0.93, self.height * 0.83
        return self.width * 0.05, self.height * 0.055, self.width * 0.95, self.height * 0.945

    @property
    def page(self) -> tuple[str, str]:
        """The colours of the page beside the picture, and of what is printed on it."""
        low, top = self.plan.palette.sky_low, self.plan.palette.sky_top
        if self.is_night:
            return palette.lighten(top, 0.13 - palette.lightness(top)), "#f6f2ea"
        return palette.mix(palette.lighten(low, 0.955 - palette.lightness(low)), "#f7f4ee", 0.5), "#15161a"

    @property
    def title_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the room kept for titles."""
        if self.look.has_text_column:
            _, top, _, bottom = self.picture_box
            if self.is_wide:
                return self.width * 0.06, top + 0.05 * self.height, self.width * 0.475, bottom - 0.05 * self.height
            return self.width * 0.08, self.height * 0.075, self.width * 0.92, top - 0.035 * self.height
        if self.is_wide:
            return self.width * 0.07, self.height * 0.12, self.width * 0.535, self.height * 0.60
        top, bottom = (0.10, 0.36) if self.height / self.width > 1.2 else (0.085, 0.36)
        return self.width * 0.08, self.height * top, self.width * (0.88 if top == 0.10 else 0.92), self.height * bottom

    def rng(self, name: str) -> np.random.Generator:
        """A random generator for one named thing, the same whatever else is drawn."""
        return np.random.default_rng([self.plan.variation, zlib.crc32(name.encode())])

    def land(self, nearness: float) -> str:
        """The land's colour at a nearness: 0 is the farthest, which takes the colour of the haze, 1 the nearest."""
        return palette.mix(self.plan.palette.land_far, self.plan.palette.land_near, nearness)

    def lit(self, colour: str) -> str:
        """A thing's own colour in the light of the hour."""
        shown = self.dimmed(colour)
        if not self.is_night or self.plan.setting in _NO_DARK_LAND or palette.lightness(colour) <= _PALE:
            return shown
        return self._off_the_ground(shown)

    def dimmed(self, colour: str) -> str:
        """A thing's own colour in the light of the hour, even if that hides it before the land at night."""
        colours = self.plan.palette
        if self.plan.setting == "underwater":
            return palette.mix(colour, colours.sky_mid, 0.55 if self.is_night else 0.32)
        if self.plan.setting in _NO_DARK_LAND:
            return colour
        shade = palette.mix(palette.lighten(colours.land_near, -0.12), colours.sky_top, 0.35)
        dimmed = _DIMMED[self.plan.time_of_day] * _LIT.get(self.plan.setting, 1.0)
        return palette.mix(colour, shade, dimmed * (0.8 if self.is_flat else 1.0))

    def _off_the_ground(self, colour: str) -> str:
        """A colour light enough to stand out from the dark land behind it."""
        missing = palette.lightness(self.plan.palette.land_near) + _LIGHTER - palette.lightness(colour)
        return palette.lighten(colour, 0.7 * missing) if missing > 0 else colour

    def columns(self, count: int) -> NDArray[np.float64]:
        """Evenly spaced x positions over the whole scenery, shape (count,)."""
        return np.linspace(self.left, self.right, count)
