"""Colour for enhancement: OKLab on arrays, the distance to a brand's hues, and corrections as one 3D LUT."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from media.enhance.model import Grade

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LUT_POINTS = 33
_SKIN_HUE_DEG, _SKIN_WIDTH_DEG = 52.0, 22.0
_SKIN_CHROMA, _SKIN_CHROMA_WIDTH = 0.085, 0.055
_GREY_CHROMA = 0.02
"""Below this a colour counts as grey and has no hue to turn."""

# Björn Ottosson, "A perceptual color space for image processing", 2020.
_TO_LMS = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
           (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
_TO_LAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
           (0.0259040371, 0.7827717662, -0.8086757660))  # fmt: skip


def to_oklab(rgb: Any) -> Array:
    """OKLab of sRGB colours from 0 to 1, in arrays whose last axis is the colour."""
    import numpy as np

    rgb = np.asarray(rgb, dtype=np.float64)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    result: Array = np.cbrt(linear @ np.array(_TO_LMS).T) @ np.array(_TO_LAB).T
    return result


def from_oklab(lab: Any) -> Array:
    """Colours in sRGB from 0 to 1 of OKLab colours; what no screen can show is clipped."""
    import numpy as np

    linear = (np.asarray(lab) @ np.linalg.inv(np.array(_TO_LAB)).T) ** 3 @ np.linalg.inv(np.array(_TO_LMS)).T
    linear = np.clip(linear, 0, 1)
    result: Array = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return result


def skin(lab: Any) -> Array:
    """How much each OKLab colour may be skin, 0 to 1: orange hues of low to middle chroma, whatever their lightness."""
    import numpy as np

    hue, chroma = _hue_deg(lab), np.hypot(lab[..., 1], lab[..., 2])
    hue_off = (hue - _SKIN_HUE_DEG + 180) % 360 - 180
    apart = np.maximum(np.abs(hue_off) / _SKIN_WIDTH_DEG, np.abs(chroma - _SKIN_CHROMA) / _SKIN_CHROMA_WIDTH)
    result: Array = np.clip(2 - apart, 0, 1)
    return result


def brand_distance(rgb: Any, palette: Sequence[tuple[float, float, float]]) -> float | None:
    """Mean angle in degrees from the picture's colours to the nearest hue of the palette; skin and greys left out.

    None when the picture or the palette has no colours.
    """
    import numpy as np

    hues = _hues(palette)
    if not hues.size:
        return None
    lab = to_oklab(np.asarray(rgb, dtype=np.float64).reshape(-1, 3))
    weight = np.hypot(lab[:, 1], lab[:, 2])
    weight = np.where(weight > _GREY_CHROMA, weight, 0) * (1 - skin(lab))
    if weight.sum() < 1e-6:
        return None
    return float((np.abs(_turn(_hue_deg(lab), hues)) * weight).sum() / weight.sum())


def apply(rgb: Any, grade: Grade) -> Array:
    """Colours after a correction, from 0 to 1."""
    import numpy as np

    stretched = (np.asarray(rgb, dtype=np.float64) * np.array(grade.gains) - grade.black) / (grade.white - grade.black)
    levels: Array = np.clip(stretched, 0, 1) ** grade.gamma
    hues = _hues(grade.palette)
    if not hues.size:
        return levels
    lab = to_oklab(levels)
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    coloured = np.clip((chroma - _GREY_CHROMA) / _GREY_CHROMA, 0, 1)
    wanted = np.clip(_turn(_hue_deg(lab), hues), -grade.lean_deg, grade.lean_deg)
    hue = np.radians(_hue_deg(lab) + wanted * coloured * (1 - skin(lab)))
    return from_oklab(np.stack([lab[..., 0], chroma * np.cos(hue), chroma * np.sin(hue)], axis=-1))


def write_lut(path: Path, grade: Grade) -> None:
    """Write a correction as a .cube file (Adobe Cube LUT 1.0: red changes fastest)."""
    import numpy as np

    axis = np.linspace(0, 1, LUT_POINTS)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    colours = apply(np.stack([red, green, blue], axis=-1), grade).reshape(-1, 3)
    lines = "\n".join(f"{r:.5f} {g:.5f} {b:.5f}" for r, g, b in colours)
    path.write_text(f"LUT_3D_SIZE {LUT_POINTS}\n{lines}\n", encoding="ascii")


def _hues(palette: Sequence[tuple[float, float, float]]) -> Array:
    import numpy as np

    if not palette:
        return np.empty(0)
    lab = to_oklab(palette)
    result: Array = _hue_deg(lab)[np.hypot(lab[:, 1], lab[:, 2]) > _GREY_CHROMA]
    return result


def _hue_deg(lab: Any) -> Array:
    import numpy as np

    result: Array = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    return result


def _turn(hue_deg: Array, hues_deg: Array) -> Array:
    """The signed angle from each hue to the nearest of the others."""
    import numpy as np

    turns = (hues_deg - hue_deg[..., None] + 180) % 360 - 180
    nearest = np.abs(turns).argmin(axis=-1)[..., None]
    result: Array = np.take_along_axis(turns, nearest, axis=-1)[..., 0]
    return result
