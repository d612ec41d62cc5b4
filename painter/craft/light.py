"""What a lens adds: a vignette, and a fine grain that keeps smooth skies from banding."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush
from painter.craft.stage import Layer, Stage

_GRAIN_PX = 256


def layers(stage: Stage) -> list[Layer]:
    """Darker corners; nothing in a flat design."""
    if stage.is_flat:
        return []
    return [Layer(0.0, lambda canvas, _: _vignette(canvas, stage), soft=True)]


def grain(canvas: Any, stage: Stage) -> None:
    """Add noise of one or two levels to everything painted so far; for the sky, where gradients are long."""
    noise = stage.rng("grain").integers(-3, 4, (_GRAIN_PX, _GRAIN_PX))
    pixels = np.zeros((_GRAIN_PX, _GRAIN_PX, 4), np.uint8)
    pixels[..., :3] = np.where(noise > 0, 255, 0)[..., None]
    pixels[..., 3] = np.abs(noise)
    repeat = skia.TileMode.kRepeat
    canvas.drawPaint(skia.Paint(Shader=brush.picture(pixels).makeShader(repeat, repeat, skia.SamplingOptions())))


def _vignette(canvas: Any, stage: Stage) -> None:
    radius = 0.525 * float(np.hypot(stage.width, stage.height))
    shade = [(0.0, "#05060c", 0.0), (0.55, "#05060c", 0.0), (0.8, "#05060c", 0.12), (1.0, "#05060c", 0.36)]
    canvas.drawPaint(brush.radial(stage.width / 2, stage.height / 2, radius, shade))
