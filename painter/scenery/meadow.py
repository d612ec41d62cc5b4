"""Flowers in the grass of gardens and in spring: dots of colour far away, nodding blooms near the camera."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Layer, Stage
from painter.craft.stamps import stamp

_PETALS = ("#ff6f7d", "#ffd24a", "#ffffff", "#c58bf0", "#ff9a4d")
_NODDING = 17


def blooms(stage: Stage) -> bool:
    """Whether hills are in flower: the prompt asks for a garden, or it is spring."""
    return stage.plan.variant == "meadow" or stage.plan.season == "spring"


def _colours(stage: Stage) -> list[str]:
    return [stage.lit(petal) for petal in (*_PETALS, stage.plan.palette.accent)]


def carpet(stage: Stage) -> Layer:
    """Flowers on the hill that the subject stands on, smaller and denser towards the back."""
    rng, unit = stage.rng("carpet"), stage.unit
    count = 420
    down = rng.uniform(0, 1, count) ** 1.5
    x = rng.uniform(stage.left, stage.right, count)
    # They grow in drifts of one kind.
    drifts = np.sin(x / unit * 7 + down * 9) + rng.normal(0, 0.5, count)
    kinds = np.digitize(drifts, (-1.0, -0.5, 0.0, 0.5, 1.0))
    places = np.stack([x, stage.ground + (0.055 + 0.13 * down) * unit], axis=1)

    def draw(canvas: Any, _: float) -> None:
        for kind, colour in enumerate(_colours(stage)):
            for near, size in ((False, 0.0065), (True, 0.0105)):
                chosen = places[(kinds == kind) & ((down > 0.4) == near)]
                if len(chosen):
                    brush.dots(canvas, chosen, max(1.5, size * unit), colour, 0.95)

    return Layer(0.6, draw, top_px=stage.ground)


def front(stage: Stage) -> list[Layer]:
    """Flowers close to the camera: most stand still, a few large ones nod."""
    rng, unit = stage.rng("front flowers"), stage.unit
    count = 60 + _NODDING
    x = rng.uniform(stage.left, stage.right, count)
    roots = stage.ground + rng.uniform(0.20, 0.33, count) * unit
    sizes = (
        np.where(np.arange(count) < _NODDING, rng.uniform(0.019, 0.028, count), rng.uniform(0.009, 0.016, count)) * unit
    )
    kinds, offsets = rng.integers(0, 6, count), rng.uniform(0, 6.3, count)
    colours = _colours(stage)
    stem = palette.lighten(stage.land(1.0), -0.05)

    def flowers(canvas: Any, part: slice, time_s: float) -> None:
        for across, root, size, kind, offset in zip(
            x[part], roots[part], sizes[part], kinds[part], offsets[part], strict=True
        ):
            lean = math.sin(time_s * 1.3 + offset) * 0.35 * size
            head = (float(across + lean), float(root - size * 5.2))
            line = brush.stroke(stem, max(1.0, float(size) * 0.18))
            canvas.drawPath(
                brush.curve([(float(across), float(root)), (float(across), float(root - size * 2)), head], close=False),
                line,
            )
            _stamped(canvas, stage, head, float(size), colours[kind], int(kind))

    still = Layer(1.0, lambda canvas, _: flowers(canvas, slice(_NODDING, count), 0.0), top_px=stage.ground + 0.1 * unit)
    return [still, Layer(1.0, lambda canvas, time_s: flowers(canvas, slice(0, _NODDING), time_s), still=False)]


def _stamped(canvas: Any, stage: Stage, head: tuple[float, float], size: float, colour: str, kind: int) -> None:
    """A flower that is painted once."""
    box = skia.Rect(-1.4 * size, -1.4 * size, 1.4 * size, 1.4 * size)
    canvas.save()
    canvas.translate(*head)
    stamp(canvas, stage, ("flower", size), box, lambda inner: _flower(inner, (0.0, 0.0), size, colour, kind))
    canvas.restore()


def _flower(canvas: Any, head: tuple[float, float], size: float, colour: str, kind: int) -> None:
    """A tulip, or a disc with petals around it."""
    x, y = head
    if kind % 3 == 0:
        cup = [
            (x - 0.7, -0.9),
            (x - 0.62, 0.5),
            (x, 1.0),
            (x + 0.62, 0.5),
            (x + 0.7, -0.9),
            (x + 0.28, -0.25),
            (x, -1.1),
            (x - 0.28, -0.25),
        ]
        canvas.drawPath(
            brush.polygon([(x + (across - x) * size, y + down * size) for across, down in cup]), brush.fill(colour)
        )
        return
    for turn in range(6):
        angle = turn * 1.047
        canvas.drawCircle(
            x + math.cos(angle) * size * 0.62, y + math.sin(angle) * size * 0.55, size * 0.45, brush.fill(colour)
        )
    canvas.drawCircle(x, y, size * 0.38, brush.fill("#f2b632" if colour != "#f2b632" else "#7a4a1e"))
