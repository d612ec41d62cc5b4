"""Brings clips of many cameras closer together: white balance, brightness and contrast, a part of the way to one look.

The look is the same for every film, so that a clip that is put in for another changes no clip beside it. What was meant
stays: a night stays dark, a sunset orange, for only a cast of all light counts as one, and nothing is clipped that was
not before.
"""

from __future__ import annotations

import math

import numpy as np

from media.enhance.measure import light_of
from media.enhance.model import Grade
from media.stock.glance import Glance

_MIDDLE, _CONTRAST = 0.44, 0.215
"""Mean brightness and its spread (standard deviation), 0 to 1, which clips are brought closer to."""

_CLOSER = 0.4
_BRIGHTER, _DARKER = 0.06, 0.07
_LEAST_CONTRAST, _MOST_CONTRAST = 0.92, 1.15
_NIGHT = 0.2
"""What is darker than this is meant to be dark."""

_WHITER, _MOST_GAIN = 0.7, 0.1
_BT709 = np.array([0.2126, 0.7152, 0.0722])
_CLIPPED = (0.4, 99.6)
"""Percentiles of brightness that stay within black and white."""


def grade_of(seen: Glance) -> Grade:
    """The correction of a clip, from what was seen of the stretch that is shown."""
    colours = np.concatenate([picture.reshape(-1, 3) for picture in seen.pictures]).astype(float)
    gains = _gains(light_of(colours)[0])
    light = np.clip(colours * np.array(gains) / 255, 0, 1) @ _BT709
    mean, spread = float(light.mean()), float(light.std())
    low, high = (float(value) for value in np.percentile(light, _CLIPPED))
    contrast = _bounded(1 + _CLOSER * (_CONTRAST / max(spread, 0.02) - 1), _LEAST_CONTRAST, _MOST_CONTRAST)
    # Turned about the middle, no further than leaves black and white where they are.
    contrast = (
        max(1.0, min(contrast, mean / max(mean - low, 1e-3), (1 - mean) / max(high - mean, 1e-3)))
        if contrast > 1
        else contrast
    )
    black = mean * (1 - 1 / contrast)
    wanted = mean + _bounded(_CLOSER * (_MIDDLE - mean), -_DARKER, _BRIGHTER * min(1.0, mean / _NIGHT) ** 2)
    gamma = math.log(_bounded(wanted, 0.02, 0.98)) / math.log(_bounded(mean, 0.02, 0.98))
    return Grade(gains=gains, black=black, white=black + 1 / contrast, gamma=_bounded(gamma, 0.8, 1.25))


def _gains(light: tuple[float, float, float]) -> tuple[float, float, float]:
    """Factors for red, green and blue that take most of a cast away, at the same brightness."""
    raw = np.array([_bounded(1 + _WHITER * (1 / max(part, 0.1) - 1), 1 - _MOST_GAIN, 1 + _MOST_GAIN) for part in light])
    red, green, blue = (float(gain) for gain in raw / float(raw @ _BT709))
    return red, green, blue


def _bounded(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))
