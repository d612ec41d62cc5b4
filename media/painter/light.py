"""What the lens adds: a vignette, and a fine grain that keeps smooth skies from showing steps."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from media.painter import brush
from media.painter.stage import Layer, Stage

_GRAIN_PX = 256


def layers(stage: Stage) -> list[Layer]:
    """Nothing in a flat design; a film's finish otherwise."""
    if stage.is_flat:
        return []
    return [Layer(0.0, lambda canvas, _: _finish(canvas, stage), soft=True)]


def _finish(canvas: Any, stage: Stage) -> None:
    radius = 0.5 * float(np.hypot(stage.width, stage.height))
    shade = [(0.0, "#05060c", 0.0), (0.55, "#05060c", 0.0), (0.8, "#05060c", 0.12), (1.0, "#05060c", 0.36)]
    canvas.drawPaint(brush.radial(stage.width / 2, stage.height / 2, radius * 1.05, shade))
    noise = stage.rng("grain").integers(0, 7, (_GRAIN_PX, _GRAIN_PX)).astype(np.uint8)
    pixels = np.zeros((_GRAIN_PX, _GRAIN_PX, 4), np.uint8)
    pixels[..., :3] = np.where(noise > 3, 255, 0)[..., None]
    pixels[..., 3] = np.abs(noise.astype(int) - 3)
    tile = brush.picture(pixels)
    shader = tile.makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat, skia.SamplingOptions())
    canvas.drawPaint(skia.Paint(Shader=shader))
