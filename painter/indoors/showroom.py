"""Draws the studio setting, where products, charts and small things are shown on a table or a plinth."""

from __future__ import annotations

from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Layer, Stage
from painter.scenery.abstract import discs, spotlight
from painter.subjects import shown


def studio(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """A plinth for products, window light on a wooden table, or a backdrop with floating discs."""
    match _kind(stage):
        case "product":
            return [_sweep(stage), _circle(stage), discs(stage, 5), _plinth(stage)], []
        case "table":
            return [_wall(stage), *_window_light(stage), discs(stage, 4), _table(stage, wooden=True)], []
        case _:
            return [spotlight(stage), discs(stage, 9), _table(stage, wooden="cup" in stage.plan.subjects)], []


def _kind(stage: Stage) -> str:
    """The kind of studio that the prompt asks for, else the one that suits the subject; charts get the plain one."""
    if "chart" in stage.plan.subjects:
        return "figures"
    asked = stage.plan.variant
    if asked in {"product", "table", "figures"}:
        return str(asked)
    return str(stage.rng("studio").choice(("product", "product", "figures")))


def _tones(stage: Stage) -> tuple[str, str, str]:
    """The top of the backdrop, the height of the subject, and the floor, in the accent's hue."""
    colours = stage.plan.palette
    if palette.lightness(colours.sky_mid) > 0.6:
        paper = palette.mix(colours.sky_low, colours.accent, 0.22)
        return palette.lighten(paper, 0.02), paper, palette.lighten(paper, -0.05)
    deep = palette.mix(colours.sky_mid, palette.lighten(colours.accent, -0.34), 0.72)
    return palette.lighten(deep, -0.06), deep, palette.lighten(deep, 0.07)


def _sweep(stage: Stage) -> Layer:
    """A sweep: paper that hangs behind and bends into the floor without an edge."""
    top, middle, floor = _tones(stage)

    def draw(canvas: Any, _: float) -> None:
        canvas.drawRect(
            skia.Rect(stage.left, -stage.margin, stage.right, stage.floor),
            brush.vertical(
                0, stage.height, top, middle, palette.lighten(middle, 0.02), floor, palette.lighten(floor, -0.06)
            ),
        )
        if not stage.is_flat:
            brush.glow(
                canvas,
                stage.subject_x,
                stage.horizon - 0.30 * stage.unit,
                0.9 * stage.unit,
                palette.lighten(middle, 0.16),
                0.5,
            )

    return Layer(0.0, draw, soft=True)


def _circle(stage: Stage) -> Layer:
    """A large disc of the accent behind the subject, lit from one side."""
    unit, accent = stage.unit, stage.plan.palette.accent
    x, y, radius = _stand(stage)[0], stage.ground - 0.33 * unit, 0.31 * unit
    side = stage.sun_side

    def draw(canvas: Any, _: float) -> None:
        if stage.is_flat:
            canvas.drawCircle(x, y, radius, brush.fill(palette.lighten(accent, -0.03)))
            canvas.drawCircle(x, y, radius * 1.16, brush.stroke(accent, 0.004 * unit, 0.5))
            return
        brush.glow(canvas, x, y, radius * 1.9, accent, 0.40)
        shades = [(0.0, palette.lighten(accent, 0.07), 1.0), (1.0, palette.lighten(accent, -0.22), 1.0)]
        canvas.drawCircle(
            x, y, radius, brush.linear((x + side * radius, y - radius), (x - side * radius, y + radius), shades)
        )

    return Layer(0.25, draw)


def _stand(stage: Stage) -> tuple[float, float]:
    """The middle of the plinth and half its width, in pixels; it is wider than what stands on it."""
    x, half = stage.subject_x, 0.37 * stage.unit
    if stage.plan.subjects:
        x, _, _, reach = shown(stage)
        half = max(half, 1.06 * reach)
    return x, min(half, 0.46 * stage.width)


def _plinth(stage: Stage) -> Layer:
    """A round plinth with a lit rim, its shadow and its reflection."""
    unit, light = stage.unit, stage.plan.palette.light
    _, middle, floor = _tones(stage)
    stone = palette.lighten(palette.mix(floor, stage.plan.palette.accent, 0.30), 0.06)
    (x, half), y = _stand(stage), stage.ground + 0.004 * unit
    deep, tall = 0.052 * unit, 0.075 * unit

    def oval(grow: float, down: float) -> Any:
        return skia.Rect(x - half * grow, y + down - deep * grow, x + half * grow, y + down + deep * grow)

    def draw(canvas: Any, _: float) -> None:
        shadow = brush.fill(palette.lighten(middle, -0.14), 0.55)
        canvas.drawOval(oval(1.12, tall * 1.08), shadow if stage.is_flat else brush.blurred(shadow, 0.02 * unit))
        side = skia.PathBuilder()
        side.moveTo(x - half, y)
        side.lineTo(x - half, y + tall)
        side.arcTo(oval(1.0, tall), 180, -180, False)
        side.lineTo(x + half, y)
        side.close()
        ends = [
            (0.0, palette.lighten(stone, -0.12), 1.0),
            (0.35, stone, 1.0),
            (1.0, palette.lighten(stone, -0.18), 1.0),
        ]
        face = (
            brush.fill(palette.lighten(stone, -0.10))
            if stage.is_flat
            else brush.linear((x - half, 0), (x + half, 0), ends)
        )
        canvas.drawPath(side.detach(), face)
        if not stage.is_flat:
            fade = [(0.0, stone, 0.30), (1.0, stone, 0.0)]
            below = skia.Rect(x - half * 0.98, y + tall + deep * 0.4, x + half * 0.98, y + tall * 2.9)
            canvas.drawRect(
                below, brush.blurred(brush.linear((0, below.top()), (0, below.bottom()), fade), 0.012 * unit)
            )
        canvas.drawOval(oval(1.0, 0.0), brush.fill(palette.lighten(stone, 0.05)))
        canvas.drawOval(oval(0.86, 0.0), brush.fill(palette.lighten(stone, 0.08)))
        canvas.drawArc(oval(0.995, 0.0), 20, 140, False, brush.stroke(light, max(1.0, 0.003 * unit), 0.75))

    return Layer(0.6, draw, top_px=y - deep - 0.01 * unit)


def _wall(stage: Stage) -> Layer:
    """A plain warm wall behind a table."""
    colours = stage.plan.palette
    tone = palette.mix(palette.mix("#e8d9c3", colours.sky_mid, 0.30), colours.accent, 0.07)
    tone = palette.lighten(tone, -0.34) if stage.is_night else tone

    def draw(canvas: Any, _: float) -> None:
        area = skia.Rect(stage.left, -stage.margin, stage.right, stage.floor)
        canvas.drawRect(
            area, brush.vertical(0, stage.horizon, palette.lighten(tone, -0.06), tone, palette.lighten(tone, 0.01))
        )

    return Layer(0.04, draw, soft=True)


def _window_light(stage: Stage) -> list[Layer]:
    """Panes of light that a window out of the picture throws onto the wall, crossed by the shadow of leaves."""
    if stage.is_night:
        return [spotlight(stage)]
    unit, light = stage.unit, stage.plan.palette.light
    x, y, lean = stage.subject_x - 0.10 * unit, stage.horizon - 0.10 * unit, 0.16 * unit
    rng = stage.rng("leaf shadows")
    leaves = [
        (float(rng.uniform(-0.30, 0.36)), float(rng.uniform(0.05, 0.5)), float(rng.uniform(-50, 40))) for _ in range(13)
    ]

    def panes(canvas: Any, _: float) -> None:
        for column in range(2):
            for row in range(3):
                left, bottom = x + (column - 0.92) * 0.25 * unit + row * lean * 0.5, y - row * 0.17 * unit
                pane = [(left, bottom), (left + 0.225 * unit, bottom - 0.03 * unit)]
                pane += [
                    (left + 0.225 * unit + lean * 0.42, bottom - 0.18 * unit),
                    (left + lean * 0.42, bottom - 0.15 * unit),
                ]
                paint = brush.fill(palette.mix(light, "#ffffff", 0.3), 0.42)
                canvas.drawPath(brush.polygon(pane), paint if stage.is_flat else brush.blurred(paint, 0.006 * unit))

    def shadows(canvas: Any, _: float) -> None:
        shade = palette.mix("#b79f80", stage.plan.palette.sky_mid, 0.3)
        for across, up, turn in leaves:
            canvas.save()
            canvas.translate(x + (across + up * 0.3) * unit, y - up * unit)
            canvas.rotate(turn)
            leaf = [(0, 0), (0.055 * unit, -0.020 * unit), (0.12 * unit, 0), (0.055 * unit, 0.020 * unit)]
            paint = brush.fill(shade, 0.34)
            canvas.drawPath(brush.curve(leaf), paint if stage.is_flat else brush.blurred(paint, 0.007 * unit))
            canvas.restore()

    bottom = stage.horizon + 0.02 * unit
    drift = 0.004 * unit
    return [Layer(0.06, panes, bottom_px=bottom), Layer(0.07, shadows, bottom_px=bottom, drift_px_s=drift)]


def _table(stage: Stage, *, wooden: bool) -> Layer:
    """The surface the subject stands on: wood or smooth."""
    colours = stage.plan.palette
    colour = palette.mix(colours.land_near, "#9c6238", 0.8) if wooden else colours.land_near
    top = stage.horizon - 0.005 * stage.unit

    def draw(canvas: Any, _: float) -> None:
        near = palette.lighten(colour, -0.10)
        canvas.drawRect(
            skia.Rect(stage.left, top, stage.right, stage.floor),
            brush.vertical(top, stage.height, palette.lighten(colour, 0.02), colour, near),
        )
        if wooden:
            _grain(canvas, stage, top, palette.lighten(colour, -0.08))
        if not stage.is_flat:
            canvas.save()
            canvas.clipRect(skia.Rect(stage.left, top, stage.right, stage.floor))
            canvas.translate(stage.subject_x, stage.ground)
            canvas.scale(1.0, 0.34)
            brush.glow(canvas, 0, 0, stage.unit * 0.75, palette.mix(colours.light, colours.sky_low, 0.3), 0.34)
            canvas.restore()
        canvas.drawRect(
            skia.Rect(stage.left, top, stage.right, top + max(1.0, 0.0025 * stage.unit)),
            brush.fill(palette.lighten(colour, 0.10), 0.7),
        )

    return Layer(0.45, draw, top_px=top)


def _grain(canvas: Any, stage: Stage, top: float, colour: str) -> None:
    rng = stage.rng("wood")
    for row in range(6):
        y = top + (row / 6) ** 1.4 * (stage.floor - top)
        canvas.drawLine(
            stage.left,
            y,
            stage.right,
            y,
            brush.stroke(palette.lighten(colour, -0.05), stage.unit * 0.002 * (1 + row * 0.5), 0.6),
        )
    for _ in range(90):
        share = float(rng.random())
        y = top + share**1.4 * (stage.floor - top)
        x = float(rng.uniform(stage.left, stage.right))
        length = float(rng.uniform(0.08, 0.5)) * stage.unit
        bend = float(rng.normal(0, 0.003)) * stage.unit
        line = brush.curve([(x, y), (x + length * 0.5, y + bend), (x + length, y)], close=False)
        canvas.drawPath(line, brush.stroke(colour, stage.unit * 0.0014 * (0.6 + share), 0.4))
