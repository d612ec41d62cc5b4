"""Draws a room: its wall with a window, a floor in perspective, furniture, and a table in front."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import skia

from painter import facts
from painter.craft import brush, palette
from painter.craft.stage import Layer, Stage
from painter.indoors import furniture, tabletop, windows, workrooms

_WALLS = {"living_room": "#efe4d2", "office": "#e4eaee", "kitchen": "#e6ebdc", "workshop": "#d3b48f"}
_FLOORS = {"living_room": "#a9774c", "office": "#8b8f98", "kitchen": "#b9a68c", "workshop": "#7d7468"}
_TABLES = {"living_room": "#9a6338", "office": "#c59a6c", "kitchen": "#b47c4a", "workshop": "#8f6238"}


def room(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """The back of a room and, in front of it, the table that small things stand on."""
    here = windows.RoomLayout.of(stage)
    behind = [
        windows.view(stage, here),
        *windows.falling(stage, here),
        _wall(stage, here),
        *windows.curtains(stage, here),
        _floor(stage, here),
        _back(stage, here),
    ]
    if windows.lit_by_day(stage):
        behind.append(windows.sunbeam(stage, here))
    if furniture.lamps_on(stage) and (stage.is_wide or here.kind == "living_room"):
        behind.append(windows.lamplight(stage, here))
    behind.append(windows.dust(stage, here))
    small = not facts.SMALL.isdisjoint(stage.plan.subjects) or all(map(facts.is_small, stage.plan.subjects))
    behind.append(_table(stage, here) if small or not stage.plan.subjects else _rug(stage, here))
    if not stage.plan.subjects:
        behind.append(Layer(0.6, lambda canvas, _: tabletop.still_life(canvas, stage, here.kind)))
    return behind, []


def _wall(stage: Stage, here: windows.RoomLayout) -> Layer:
    """The back wall with the hole of the window, its frame and its curtains."""
    unit = stage.unit
    colour = furniture.indoors(stage, palette.mix(_WALLS[here.kind], stage.plan.palette.accent, 0.10))

    def draw(canvas: Any, _: float) -> None:
        bottom = here.floor + 0.01 * unit
        whole = windows.wall_around(stage, here, bottom)
        shades = (palette.lighten(colour, -0.03), colour, palette.lighten(colour, -0.03))
        canvas.drawPath(whole, brush.vertical(0, bottom, *shades))
        _panelling(canvas, stage, here, colour)
        if windows.lit_by_day(stage) and not stage.is_flat:
            middle = (here.left + here.right) / 2, (here.top + here.bottom) / 2
            canvas.save()
            canvas.clipPath(whole, True)
            brush.glow(canvas, *middle, 0.75 * unit, stage.plan.palette.light, 0.5)
            canvas.restore()
        windows.frame(canvas, stage, here)
        skirting = furniture.indoors(stage, "#f3efe6")
        canvas.drawRect(skia.Rect(stage.left, bottom - 0.03 * unit, stage.right, bottom), brush.fill(skirting))

    return Layer(0.24, draw, bottom_px=here.floor + 0.02 * unit)


def _panelling(canvas: Any, stage: Stage, here: windows.RoomLayout, colour: str) -> None:
    """Planks in a workshop, tiles in a kitchen, a rail in the others."""
    unit = stage.unit
    line = brush.stroke(palette.lighten(colour, -0.045), max(1.0, 0.0016 * unit), 0.6)
    if here.kind == "workshop":
        for index in range(int((stage.right - stage.left) / (0.09 * unit)) + 1):
            x = stage.left + index * 0.09 * unit
            if not here.left - 0.02 * unit < x < here.right + 0.02 * unit:
                canvas.drawLine(x, -stage.margin, x, here.floor, line)
    elif here.kind == "kitchen":
        for row in range(1, 3):
            y = here.floor - (0.14 + 0.055 * row) * unit
            for start, end in ((stage.left, here.left - 0.04 * unit), (here.right + 0.04 * unit, stage.right)):
                canvas.drawLine(start, y, end, y, line)
    else:
        y = here.floor - 0.11 * unit
        canvas.drawRect(
            skia.Rect(stage.left, y, stage.right, here.floor), brush.fill(palette.lighten(colour, -0.05), 0.55)
        )


def _floor(stage: Stage, here: windows.RoomLayout) -> Layer:
    """Boards that run towards the back, or tiles in a kitchen."""
    unit = stage.unit
    colour = furniture.indoors(stage, palette.mix(_FLOORS[here.kind], stage.plan.palette.land_near, 0.15))
    top = here.floor

    def draw(canvas: Any, _: float) -> None:
        shades = (palette.lighten(colour, 0.03), colour, palette.lighten(colour, -0.08))
        canvas.drawRect(
            skia.Rect(stage.left, top, stage.right, stage.floor), brush.vertical(top, stage.height, *shades)
        )
        canvas.save()
        canvas.clipRect(skia.Rect(stage.left, top, stage.right, stage.floor))
        joint = brush.stroke(palette.lighten(colour, -0.07), max(1.0, 0.0022 * unit), 0.55)
        far = (stage.subject_x - 0.25 * unit, top - 0.34 * unit)
        for index in range(-34, 35):
            x = far[0] + index * 0.085 * unit
            foot = far[0] + (x - far[0]) * (stage.floor - far[1]) / (top - far[1])
            canvas.drawLine(x, top, foot, stage.floor, joint)
        if here.kind in {"kitchen", "office"}:
            for row in range(1, 9):
                y = top + (stage.floor - top) * (row / 9) ** 1.7
                canvas.drawLine(stage.left, y, stage.right, y, joint)
        canvas.restore()

    return Layer(0.3, draw, top_px=top)


def _back(stage: Stage, here: windows.RoomLayout) -> Layer:
    """The furniture along the wall."""

    def draw(canvas: Any, _: float) -> None:
        _FURNISHED[here.kind](canvas, stage, here.floor)

    return Layer(0.32, draw)


_FURNISHED: Mapping[str, Callable[[Any, Stage, float], None]] = {
    "living_room": furniture.living_room,
    "office": furniture.office,
    "kitchen": workrooms.kitchen,
    "workshop": workrooms.workshop,
}


def _table(stage: Stage, here: windows.RoomLayout) -> Layer:
    """The table in front, which small things stand on; its far end runs out of the picture."""
    unit = stage.unit
    back, front = stage.ground - 0.055 * unit, stage.ground + 0.085 * unit
    left = stage.subject_x - 0.56 * unit
    wood = furniture.indoors(stage, palette.mix(_TABLES[here.kind], stage.plan.palette.land_near, 0.08), share=0.75)

    def draw(canvas: Any, _: float) -> None:
        leg = palette.lighten(wood, -0.16)
        for x in (left + 0.06 * unit, stage.subject_x + 0.62 * unit):
            canvas.drawRect(skia.Rect(x, front, x + 0.045 * unit, stage.floor), brush.fill(leg))
        top = [(left + 0.09 * unit, back), (stage.right, back), (stage.right, front), (left, front)]
        shades = (palette.lighten(wood, 0.05), wood, palette.lighten(wood, -0.03))
        canvas.drawPath(brush.polygon(top), brush.vertical(back, front, *shades))
        canvas.save()
        canvas.clipPath(brush.polygon(top), True)
        tabletop.grain(canvas, stage, (left, back, stage.right, front), palette.lighten(wood, -0.06))
        if not stage.is_flat:
            canvas.translate(stage.subject_x, stage.ground)
            canvas.scale(1.0, 0.2)
            brush.glow(canvas, 0, 0, 0.5 * unit, furniture.lamplight(stage), 0.30)
        canvas.restore()
        apron = skia.Rect(left, front, stage.right, front + 0.032 * unit)
        canvas.drawRect(apron, brush.fill(palette.lighten(wood, -0.09)))
        canvas.drawLine(left, front, stage.right, front, brush.stroke(palette.lighten(wood, 0.10), 0.003 * unit, 0.7))
        if here.kind == "office":
            tabletop.papers(canvas, stage, stage.subject_x - 0.30 * unit, stage.ground + 0.03 * unit)

    return Layer(0.6, draw, top_px=back - 0.03 * unit)


def _rug(stage: Stage, here: windows.RoomLayout) -> Layer:
    """A carpet under what stands on the floor."""
    unit = stage.unit
    cloth = furniture.indoors(stage, palette.mix(stage.plan.palette.accent, "#e9dcc8", 0.35))
    y = stage.ground + 0.015 * unit

    def draw(canvas: Any, _: float) -> None:
        for grow, shade in ((1.0, -0.07), (0.9, 0.04), (0.72, -0.02)):
            oval = skia.Rect(
                stage.subject_x - 0.52 * grow * unit,
                y - 0.085 * grow * unit,
                stage.subject_x + 0.52 * grow * unit,
                y + 0.085 * grow * unit,
            )
            canvas.drawOval(oval, brush.fill(palette.lighten(cloth, shade)))

    return Layer(0.6, draw, top_px=y - 0.1 * unit)
