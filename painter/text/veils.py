"""Measures how strong a veil must be for text to be legible on the moving picture behind it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from painter.craft import palette
from painter.text.entrances import Box

INK = "#10131c"
"""Dark letters, where light ones would need too strong a veil."""

_CONTRAST = 5.0
"""More than the 4.5 of WCAG, since the picture moves between the frames that are measured."""

_CARD_CONTRAST = 7.0
"""Cards get a higher contrast, since they are read for longer."""


def needed(behind: NDArray[np.uint8], box: Box, white: float, shade: str) -> tuple[bool, float]:
    """Whether dark text needs the weaker veil, and how opaque the veil must be for a WCAG contrast of 4.5.

    Args:
        behind: Every third pixel of frames without titles, uint8 (frames, height / 3, width / 3, 4).
        box: The box of the letters, in pixels of the frame.
        white: How much stronger a veil white letters may need before dark ones are used, -1..1.
        shade: The veil under white letters; the one under dark letters is white.
    """
    left, top, right, bottom = (max(0, round(side / 3)) for side in box)
    patch = behind[:, top : bottom + 1, left : right + 1, :3].astype(float) / 255
    # The brightest channel counts alone, so that no colour is judged too dark, whatever the order of channels.
    bright = float(np.quantile(patch.max(axis=-1) * 0.5 + patch.mean(axis=-1) * 0.5, 0.985))
    dim = float(np.quantile(patch.min(axis=-1) * 0.5 + patch.mean(axis=-1) * 0.5, 0.015))
    most = ((1.05 / _CONTRAST) - 0.05) ** (1 / 2.2)
    ink = palette.luminance(*(part / 255 for part in palette.channels(INK)))
    least = ((ink + 0.05) * _CONTRAST - 0.05) ** (1 / 2.2)
    veil = max(palette.channels(shade)) / 255
    for_white = max(0.0, (bright - most) / max(bright - veil, 1e-3))
    for_dark = max(0.0, (least - dim) / max(1 - dim, 1e-3))
    # White looks like a film title; dark text is for skies so bright that a veil would spoil them.
    dark_text = for_dark + white < for_white
    return dark_text, min(for_dark if dark_text else for_white, 0.82)


def covering(behind: NDArray[np.uint8], colour: str, ink: str) -> tuple[float, str]:
    """How opaque a veil over the whole frame must be for letters, 0.66..0.94, and the worst that shows through it.

    Args:
        behind: See `needed`.
        colour: The veil's colour.
        ink: The colour of the letters.
    """
    is_light = palette.lightness(colour) > 0.5
    worst = float(np.quantile(behind[..., :3], 0.01 if is_light else 0.99))
    shown, strength = colour, 0.66
    while strength < 0.94:
        parts = (round(part * strength + worst * (1 - strength)) for part in palette.channels(colour))
        shown = "#" + "".join(f"{part:02x}" for part in parts)
        if palette.contrast(ink, shown) >= _CARD_CONTRAST:
            break
        strength += 0.02
    return strength, shown
