"""Chooses the colours of a film: those of nature at an hour, changed by colour words, a brand and the style."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence

from painter.craft.palette import Oklab, Oklch, lightness, to_hex, to_oklch

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
"""Settings in which the sky may have any hue."""
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
        rng: Shifts the hues a little, so that seeds give similar palettes.
        brand: Colours "#rrggbb" that the film must show: the most colourful becomes the accent, the hues of the first
            and the second steer the sky and the land. A brand of greys gives quiet colours.
        harmony: A key of `HARMONIES`, or None to choose one by `rng`.

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
    # A green sky or red water looks wrong; such words are meant for the land and the accent.
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
    """A brand's colour, or the nearest lighter or darker one that stands out from the sky and the land."""
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
