"""Colours by harmony, computed in OKLCH, where equal steps look equal.

A colour is a "#rrggbb" string everywhere outside this module's own arithmetic.
"""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Callable, Mapping, Sequence

Oklab = tuple[float, float, float]
Oklch = tuple[float, float, float]
"""Lightness 0..1, chroma 0..~0.3, hue in degrees."""

_SKIES: Mapping[str, tuple[Oklch, Oklch, Oklch, Oklch]] = {
    # top, middle, at the horizon, light source
    "dawn": ((0.47, 0.085, 268), (0.70, 0.085, 345), (0.88, 0.085, 68), (0.96, 0.055, 85)),
    "day": ((0.60, 0.115, 248), (0.76, 0.085, 236), (0.93, 0.035, 220), (0.985, 0.03, 98)),
    "sunset": ((0.34, 0.105, 300), (0.60, 0.155, 20), (0.84, 0.135, 70), (0.95, 0.10, 85)),
    "night": ((0.15, 0.050, 272), (0.23, 0.065, 266), (0.38, 0.080, 252), (0.95, 0.025, 245)),
}
_SKY_OVERRIDES: Mapping[str, tuple[Oklch, Oklch, Oklch, Oklch]] = {
    "space": ((0.11, 0.035, 280), (0.16, 0.055, 285), (0.26, 0.090, 270), (0.96, 0.035, 90)),
    "studio": ((0.20, 0.055, 262), (0.26, 0.070, 266), (0.34, 0.090, 275), (0.96, 0.035, 200)),
    "map": ((0.23, 0.050, 255), (0.29, 0.060, 252), (0.37, 0.070, 246), (0.97, 0.025, 210)),
}
_WATERS: Mapping[str, tuple[Oklch, Oklch, Oklch, Oklch]] = {
    # at the surface, at mid depth, far away, what shines down
    "dawn": ((0.74, 0.090, 195), (0.52, 0.095, 220), (0.38, 0.085, 240), (0.95, 0.060, 120)),
    "day": ((0.80, 0.105, 205), (0.55, 0.110, 225), (0.36, 0.095, 245), (0.98, 0.035, 190)),
    "sunset": ((0.68, 0.090, 60), (0.44, 0.080, 235), (0.30, 0.085, 262), (0.94, 0.090, 75)),
    "night": ((0.36, 0.080, 235), (0.24, 0.070, 248), (0.16, 0.055, 262), (0.90, 0.045, 215)),
}
_FREE_HUES = frozenset({"space", "studio", "map", "abstract"})
"""Where the sky may have any colour."""
_MORNING_STUDIO = ((0.60, 0.085, 50), (0.74, 0.085, 62), (0.86, 0.075, 75), (0.98, 0.04, 90))
"""A studio at dawn or sunset is lit warmly instead."""

_LANDS: Mapping[str, Oklch] = {
    "mountains": (0.42, 0.060, 258),
    "hills": (0.52, 0.110, 138),
    "forest": (0.44, 0.085, 145),
    "lake": (0.46, 0.070, 215),
    "sea": (0.48, 0.085, 225),
    "underwater": (0.66, 0.070, 205),
    "stadium": (0.56, 0.135, 142),
    "room": (0.62, 0.055, 62),
    "map": (0.50, 0.060, 180),
    "city": (0.38, 0.055, 272),
    "desert": (0.62, 0.125, 58),
    "snow": (0.66, 0.045, 248),
    "space": (0.36, 0.080, 262),
    "studio": (0.34, 0.080, 268),
    "abstract": (0.50, 0.130, 300),
}
_LAND_LIGHT: Mapping[str, float] = {"dawn": 0.72, "day": 1.0, "sunset": 0.56, "night": 0.46}
_AUTUMN: Oklch = (0.56, 0.140, 52)
_SPRING: Oklch = (0.62, 0.110, 350)

COLOUR_HUES: Mapping[str, float] = {
    "red": 25,
    "orange": 55,
    "gold": 80,
    "yellow": 98,
    "green": 145,
    "teal": 190,
    "blue": 250,
    "purple": 300,
    "pink": 350,
}
"""Colour words a prompt may steer the accent and the middle of the sky with, as OKLCH hues in degrees."""


HARMONIES: Mapping[str, float] = {"complementary": 180, "split": 150, "triadic": 120, "analogous": 35}
"""How far the accent's hue stands from the sky's, in degrees."""

_APART = 0.14
"""How much lighter or darker than the ground a colour without a hue must be to be seen, in OKLCH lightness."""

_DRAWN_HARMONIES = ("complementary", "split", "split", "triadic", "analogous")

_KEPT = 8192
"""Results kept of each function that what moves calls again for every frame."""


def harmonise(
    *,
    setting: str,
    time_of_day: str,
    season: str,
    style: str,
    colour: str | None,
    rng: random.Random,
    brand: Sequence[str] = (),
    harmony: str | None = None,
) -> dict[str, str]:
    """Choose the seven colours of a film.

    Args:
        setting: A key of the plan's settings.
        time_of_day: dawn, day, sunset or night.
        season: spring, summer, autumn or winter.
        style: Each style treats the colours of nature in its own way; "cinematic" leaves them as they are.
        colour: A key of `COLOUR_HUES`, or None.
        rng: Shifts the hues a little, so that seeds give siblings.
        brand: Colours "#rrggbb" that the film must carry: the most colourful is the accent, the hues of the first and
            the second steer the sky and the land. A brand of greys gives a film of quiet colours.
        harmony: A key of `HARMONIES`, or None to draw one.

    Returns:
        sky_top, sky_mid, sky_low, light, land_far, land_near and accent, each "#rrggbb".
    """
    warm = setting == "studio" and time_of_day in {"dawn", "sunset"}
    top, mid, low, light = _MORNING_STUDIO if warm else _sky(setting, time_of_day)
    if setting in _FREE_HUES:
        shift = rng.uniform(-12, 12) if warm else rng.uniform(-45, 45)
        top, mid, low = (_turn(part, shift) for part in (top, mid, low))
    else:
        turn = rng.uniform(-7, 7)
        top, mid, low = _turn(top, turn * 1.5), _turn(mid, turn), _turn(low, turn)
    # A green sky and red water look ill; the land and the accent are what is meant.
    if colour and setting != "underwater" and (colour != "green" or setting in _FREE_HUES):
        mid, low = (_toward(part, COLOUR_HUES[colour], 0.7) for part in (mid, low))
    land = _land(setting, season, rng)
    brightness = 0.9 if setting in _SKY_OVERRIDES else _LAND_LIGHT[time_of_day]
    near = (land[0] * brightness * 0.72, land[1] * (0.45 + 0.5 * brightness), land[2])
    far = _blend(land, low, 0.62)
    far = (min(far[0], low[0] - 0.06) if low[0] > 0.3 else low[0] + 0.02, far[1], far[2])
    accent = (0.74, 0.165, COLOUR_HUES[colour] if colour else _accent_hue(mid[2], harmony, rng))
    parts = {"sky_top": top, "sky_mid": mid, "sky_low": low, "light": light}
    parts |= {"land_far": far, "land_near": near, "accent": accent}
    owned = [to_oklch(part) for part in brand]
    parts = _dressed(style, _branded(parts, owned), dark=time_of_day == "night")
    colours = {name: to_hex(part) for name, part in parts.items()}
    if owned and style != "neon":
        colours["accent"] = _standing_out(brand[owned.index(max(owned, key=lambda part: part[1]))], colours)
    return colours


@functools.lru_cache(maxsize=_KEPT)
def mix(first: str, second: str, amount: float) -> str:
    """Blend two colours evenly to the eye; `amount` 0 gives the first, 1 the second."""
    a, b = _oklab(first), _oklab(second)
    return _lab_hex(tuple(x + (y - x) * amount for x, y in zip(a, b, strict=True)))


@functools.lru_cache(maxsize=_KEPT)
def lighten(colour: str, amount: float) -> str:
    """Add to a colour's OKLCH lightness (negative darkens)."""
    lightness, a, b = _oklab(colour)
    target = min(1.0, max(0.0, lightness + amount))
    keep = 1.0 if amount <= 0 or lightness >= 1 else (1 - target) / (1 - lightness) * 0.5 + 0.5
    return _lab_hex((target, a * keep, b * keep))


def lightness(colour: str) -> float:
    """OKLCH lightness, 0..1."""
    return _oklab(colour)[0]


def to_oklch(colour: str) -> Oklch:
    """Lightness, chroma and hue of "#rrggbb"."""
    value, a, b = _oklab(colour)
    return value, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def contrast(first: str, second: str) -> float:
    """WCAG contrast of two colours, 1..21."""
    a, b = (luminance(*(part / 255 for part in channels(colour))) for colour in (first, second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def readable(colour: str, ground: str, ratio: float = 4.8) -> str:
    """The nearest shade of a colour, lighter or darker, that has a contrast on a ground."""
    way = 0.02 if luminance(*(part / 255 for part in channels(ground))) < 0.18 else -0.02
    for _ in range(50):
        if contrast(colour, ground) >= ratio:
            break
        colour = lighten(colour, way)
    return colour


def luminance(red: float, green: float, blue: float) -> float:
    """WCAG relative luminance of gamma-encoded channels 0..1."""
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


@functools.lru_cache(maxsize=_KEPT)
def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#rrggbb", 0..255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def to_hex(colour: Oklch) -> str:
    """An OKLCH colour as "#rrggbb"; chroma is lowered until sRGB can show it."""
    lightness_, chroma, hue = colour
    angle = math.radians(hue)
    for _ in range(24):
        lab = (lightness_, chroma * math.cos(angle), chroma * math.sin(angle))
        if all(-0.002 <= part <= 1.002 for part in _linear_rgb(lab)):
            break
        chroma *= 0.92
    return _lab_hex((lightness_, chroma * math.cos(angle), chroma * math.sin(angle)))


def _sky(setting: str, time_of_day: str) -> tuple[Oklch, Oklch, Oklch, Oklch]:
    if setting == "underwater":
        return _WATERS[time_of_day]
    return _SKY_OVERRIDES.get(setting) or _SKIES[time_of_day]


def _land(setting: str, season: str, rng: random.Random) -> Oklch:
    land = _LANDS[setting]
    if season == "autumn" and setting in {"forest", "hills", "mountains", "lake"}:
        land = _AUTUMN
    elif season == "spring" and setting == "forest":
        land = _SPRING
    spread = 60 if setting == "abstract" else 9
    return _turn(land, rng.uniform(-spread, spread))


def _accent_hue(sky_hue: float, harmony: str | None, rng: random.Random) -> float:
    turn = HARMONIES[harmony or rng.choice(_DRAWN_HARMONIES)]
    return (sky_hue + turn * rng.choice((-1, 1))) % 360


def _branded(parts: dict[str, Oklch], brand: Sequence[Oklch]) -> dict[str, Oklch]:
    """Turn the hues of nature towards a brand's; a brand of greys takes the colour out of them."""
    hued = [part for part in brand if part[1] > 0.03]
    if brand and not hued:
        return {name: (value, chroma * 0.22, hue) for name, (value, chroma, hue) in parts.items()}
    if not hued:
        return parts
    anchors = {"sky_top": (0, 0.75), "sky_mid": (0, 0.8), "sky_low": (0, 0.6)}
    anchors |= {"land_far": (min(1, len(hued) - 1), 0.6), "land_near": (min(1, len(hued) - 1), 0.75)}
    turned = {name: _toward(parts[name], hued[index][2], amount) for name, (index, amount) in anchors.items()}
    return parts | turned | {"accent": max(hued, key=lambda part: part[1])}


def _standing_out(colour: str, colours: Mapping[str, str]) -> str:
    """A brand's colour, or the nearest lighter or darker one that is told apart from the sky and the land."""
    value, chroma, hue = to_oklch(colour)
    grounds = [lightness(colours[name]) for name in ("sky_mid", "sky_low", "land_near")]
    steps = sorted((step / 50 for step in range(-45, 46)), key=abs)
    for step in steps:
        moved = min(0.985, max(0.12, value + step))
        if chroma > 0.08 or min(abs(moved - ground) for ground in grounds) >= _APART:
            return colour if step == 0 else to_hex((moved, chroma, hue))
    return colour


def _dressed(style: str, parts: dict[str, Oklch], *, dark: bool) -> dict[str, Oklch]:
    """The colours as a style would mix them."""
    treat = _TREATMENTS.get(style)
    return {name: treat(name, part, dark) for name, part in parts.items()} if treat else parts


def _flat(_: str, colour: Oklch, __: bool) -> Oklch:
    """Bolder than nature."""
    value, chroma, hue = colour
    return 0.5 + (value - 0.5) * 1.04, chroma * 1.4 + 0.012, hue


def _paper(name: str, colour: Oklch, dark: bool) -> Oklch:
    """Dyed card: no black, no white, a little warm."""
    value, chroma, hue = colour
    floor = 0.22 if dark else 0.34
    if name == "accent":
        return 0.70, 0.16, hue
    return floor + value * (0.93 - floor), min(0.15, chroma * 1.2 + 0.012), hue


def _neon(name: str, colour: Oklch, _: bool) -> Oklch:
    """A dark room; only the tubes have colour."""
    _value, chroma, hue = colour
    if name in {"accent", "light"}:
        return 0.80, 0.20, hue if name == "accent" else (hue + 180) % 360
    depth = {"sky_top": 0.10, "sky_mid": 0.14, "sky_low": 0.22, "land_far": 0.20, "land_near": 0.13}[name]
    return depth, min(0.11, chroma * 0.8 + 0.03), (290 + ((hue - 290 + 180) % 360 - 180) * 0.35) % 360


def _editorial(name: str, colour: Oklch, dark: bool) -> Oklch:
    """Ink on good paper: quiet fields, and one accent that may shout."""
    _value, chroma, hue = colour
    if name == "accent":
        return 0.62, 0.19, hue
    if dark:
        deep = {"sky_top": 0.25, "sky_mid": 0.31, "sky_low": 0.41, "light": 0.94, "land_far": 0.34, "land_near": 0.23}
        return deep[name], min(0.065, chroma * 0.9), hue
    light = {"sky_top": 0.86, "sky_mid": 0.89, "sky_low": 0.92, "light": 0.97, "land_far": 0.76, "land_near": 0.40}[
        name
    ]
    return light, min(0.045, chroma * 0.45), hue


def _watercolor(name: str, colour: Oklch, dark: bool) -> Oklch:
    """Pigment thinned with water, over white."""
    value, chroma, hue = colour
    if name == "accent":
        return 0.66, 0.16, hue
    lift = 0.14 if dark else 0.30
    return value + (1 - value) * lift, chroma * 0.95, hue


def _blueprint(name: str, colour: Oklch, _: bool) -> Oklch:
    """One blue for everything; white lines, and an accent for the measures."""
    if name == "light":
        return 0.96, 0.02, 240
    if name == "accent":
        return 0.85, 0.14, colour[2] if 40 < colour[2] < 120 else 80
    step = {"sky_top": 0.335, "sky_mid": 0.345, "sky_low": 0.36, "land_far": 0.37, "land_near": 0.34}[name]
    return step, 0.105, 256


def _pixel(name: str, colour: Oklch, _: bool) -> Oklch:
    """As many colours as an old machine had, so each must count."""
    value, chroma, hue = colour
    return 0.5 + (value - 0.5) * 1.1, min(0.2, chroma * 1.45 + 0.02), hue


_TREATMENTS: Mapping[str, Callable[[str, Oklch, bool], Oklch]] = {
    "flat": _flat,
    "paper": _paper,
    "neon": _neon,
    "editorial": _editorial,
    "watercolor": _watercolor,
    "blueprint": _blueprint,
    "pixel": _pixel,
}


def _turn(colour: Oklch, degrees: float) -> Oklch:
    return colour[0], colour[1], (colour[2] + degrees) % 360


def _toward(colour: Oklch, hue: float, amount: float) -> Oklch:
    distance = (hue - colour[2] + 180) % 360 - 180
    return colour[0], max(colour[1], 0.09), (colour[2] + distance * amount) % 360


def _blend(first: Oklch, second: Oklch, amount: float) -> Oklch:
    a, b = (_polar_lab(part) for part in (first, second))
    value, x, y = (p + (q - p) * amount for p, q in zip(a, b, strict=True))
    return value, math.hypot(x, y), math.degrees(math.atan2(y, x)) % 360


def _polar_lab(colour: Oklch) -> Oklab:
    angle = math.radians(colour[2])
    return colour[0], colour[1] * math.cos(angle), colour[1] * math.sin(angle)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


@functools.lru_cache(maxsize=_KEPT)
def _oklab(colour: str) -> Oklab:
    red, green, blue = (_linear(part / 255) for part in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear_rgb(lab: tuple[float, ...]) -> tuple[float, float, float]:
    value, a, b = lab
    long = (value + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (value - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (value - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _lab_hex(lab: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(_encoded(part) * 255):02x}" for part in _linear_rgb(lab))
