"""Computes with colours in OKLCH, where equal steps look equal.

Colours are passed around as "#rrggbb" strings; OKLCH tuples are only used to compute with.
"""

from __future__ import annotations

import functools
import math

Oklab = tuple[float, float, float]
Oklch = tuple[float, float, float]
"""Lightness 0..1, chroma 0..~0.3, hue in degrees."""

_KEPT = 8192
"""How many results are cached of each function; moving things ask for the same ones in every frame."""


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
    """The nearest lighter or darker shade of a colour that has a WCAG contrast of `ratio` on a ground."""
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
