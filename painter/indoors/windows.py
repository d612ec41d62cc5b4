"""Draws a room's window: the view, the weather outside, frame and curtains, and the light it lets in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import skia

from painter.craft import brush, noise, palette
from painter.craft.stage import Layer, Stage
from painter.indoors import furniture
from painter.scenery import sky

KINDS = ("living_room", "office", "kitchen", "workshop")
"""Kinds of rooms."""


@dataclass(frozen=True)
class RoomLayout:
    """The layout of a room in pixels: its window, and the line where wall and floor meet."""

    kind: str
    left: float
    top: float
    right: float
    bottom: float
    floor: float

    @classmethod
    def of(cls, stage: Stage) -> RoomLayout:
        """The room that a plan asks for, or one chosen by the seed."""
        unit = stage.unit
        kind = stage.plan.variant if stage.plan.variant in KINDS else str(stage.rng("room").choice(KINDS))
        middle, floor = stage.subject_x - 0.04 * unit, stage.horizon - 0.07 * unit
        top, bottom = floor - 0.53 * unit, floor - 0.14 * unit
        if not stage.is_wide and not stage.look.has_text_column:
            # The curtains hang below the titles.
            top, bottom = max(top, stage.title_box[3] + 0.055 * unit), floor - 0.09 * unit
        return cls(kind or "", middle - 0.21 * unit, top, middle + 0.21 * unit, bottom, floor)


def lit_by_day(stage: Stage) -> bool:
    """Whether daylight falls in."""
    return not stage.is_night and stage.plan.weather in {"clear", "snow"}


def view(stage: Stage, here: RoomLayout) -> Layer:
    """What is seen through the window: the sky, and hills or roofs."""
    unit, reach = stage.unit, 0.07 * stage.unit
    rng = stage.rng("view")
    across = np.linspace(here.left - reach, here.right + reach, 80)
    rises = noise.outline(rng, 80, bumps=2.0, octaves=3) * 0.03 * unit
    base = here.bottom - 0.10 * unit
    roofs = here.kind == "office" or rng.random() < 0.4

    def draw(canvas: Any, _: float) -> None:
        canvas.save()
        canvas.clipRect(skia.Rect(here.left - reach, here.top - reach, here.right + reach, here.bottom + reach))
        sky.open_sky(canvas, stage)
        for nearness, down in ((0.15, 0.0), (0.5, 0.045)):
            line = np.stack([across, base + down * unit + rises * (1 + nearness)], axis=1)
            if roofs:
                line = _roofs(line, stage.rng(f"roofs {nearness}"), unit)
            land = _outside(stage, nearness)
            canvas.drawPath(brush.below(line, here.bottom + reach), brush.fill(land))
            if roofs and stage.is_night:
                lit = line[rng.random(len(line)) < 0.5] + np.array([0, 0.012]) * unit
                brush.dots(canvas, lit, 0.006 * unit, "#ffd58a", 0.9)
        canvas.restore()

    return Layer(0.08, draw, top_px=here.top - reach, bottom_px=here.bottom + reach)


def _outside(stage: Stage, nearness: float) -> str:
    """The colour of the land outside; the palette's own land is that of the room."""
    green = stage.lit("#eef3fa" if stage.plan.season == "winter" else "#56784e")
    dark = palette.mix(
        green, stage.plan.palette.sky_top, {"night": 0.5, "sunset": 0.3}.get(stage.plan.time_of_day, 0.0)
    )
    return palette.mix(stage.plan.palette.sky_low, dark, 0.45 + 0.45 * nearness)


def _roofs(line: brush.Points, rng: np.random.Generator, unit: float) -> brush.Points:
    """A line of hills turned into a line of flat roofs."""
    heights = np.repeat(rng.uniform(0.0, 0.13, len(line) // 6 + 1), 6)[: len(line)] * unit
    return np.stack([line[:, 0], line[:, 1].mean() - heights], axis=1)


def falling(stage: Stage, here: RoomLayout) -> list[Layer]:
    """Rain or snow outside, and drops that run down the pane; the wall hides what falls beside the window."""
    unit, weather = stage.unit, stage.plan.weather
    if weather not in {"rain", "snow"}:
        return []
    rng = stage.rng("outside")
    count = 60
    places = rng.uniform(0, 1, (count, 2))
    wide, high = here.right - here.left, here.bottom - here.top
    speed = rng.uniform(0.8, 1.2, count) * (1.2 if weather == "rain" else 0.09) * unit
    light = palette.mix(stage.plan.palette.light, "#dfe9f5", 0.6)
    streak = brush.stroke(light, max(1.0, 0.0014 * unit), 0.35)
    drops = brush.stroke(light, max(1.5, 0.004 * unit), 0.6)

    def draw(canvas: Any, time_s: float) -> None:
        y = here.top + (places[:, 1] * high + speed * time_s) % high
        x = here.left + places[:, 0] * wide
        if weather == "snow":
            sway = np.sin(time_s + places[:, 0] * 20) * 0.008 * unit
            brush.dots(canvas, np.stack([x + sway, y], axis=1), max(1.5, 0.006 * unit), "#ffffff", 0.9)
            return
        starts = np.stack([x, y], axis=1)
        brush.dashes(canvas, starts, starts + np.array([0.006, -0.04]) * unit, streak)
        slow = here.top + (places[:24, 0] * high + speed[:24] * 0.05 * time_s) % high
        runs = np.stack([here.left + places[:24, 1] * wide, slow], axis=1)
        brush.dashes(canvas, runs, runs - np.array([0, 0.014]) * unit, drops)

    return [Layer(0.24, draw, still=False)]


def wall_around(stage: Stage, here: RoomLayout, bottom: float) -> Any:
    """The wall's outline; the window's runs the other way round, so it stays a hole whatever a style does to edges."""
    outer = [(stage.left, -stage.margin), (stage.right, -stage.margin), (stage.right, bottom), (stage.left, bottom)]
    hole = [(here.left, here.top), (here.left, here.bottom), (here.right, here.bottom), (here.right, here.top)]
    outline = skia.PathBuilder()
    for ring in (outer, hole):
        outline.moveTo(*ring[0])
        for corner in ring[1:]:
            outline.lineTo(*corner)
        outline.close()
    return outline.detach()


def frame(canvas: Any, stage: Stage, here: RoomLayout) -> None:
    """The frame and its bars; curtains where people live."""
    unit = stage.unit
    wood = furniture.indoors(stage, "#f4f0e8")
    thick = 0.016 * unit
    middle, bar = (here.left + here.right) / 2, here.top + (here.bottom - here.top) * 0.36
    sheen = brush.polygon(
        [
            (here.left + 0.03 * unit, here.bottom),
            (here.left + 0.20 * unit, here.top),
            (here.left + 0.27 * unit, here.top),
            (here.left + 0.10 * unit, here.bottom),
        ]
    )
    canvas.drawPath(sheen, brush.fill("#ffffff", 0.07))
    parts = (
        (middle - thick * 0.35, here.top, middle + thick * 0.35, here.bottom),
        (here.left, bar - thick * 0.3, here.right, bar + thick * 0.3),
        (here.left - thick, here.top - thick, here.right + thick, here.top),
        (here.left - thick, here.top, here.left, here.bottom),
        (here.right, here.top, here.right + thick, here.bottom),
        (here.left - 0.03 * unit, here.bottom, here.right + 0.03 * unit, here.bottom + 0.022 * unit),
    )
    for part in parts:
        canvas.drawRect(skia.Rect(*part), brush.fill(wood))


def curtains(stage: Stage, here: RoomLayout) -> list[Layer]:
    """Curtains where people live, which the air moves."""
    if here.kind not in {"living_room", "kitchen"}:
        return []
    return [Layer(0.24, lambda canvas, time_s: _curtains(canvas, stage, here, time_s), still=False)]


def _curtains(canvas: Any, stage: Stage, here: RoomLayout, time_s: float) -> None:
    unit = stage.unit
    cloth = furniture.indoors(stage, palette.mix(stage.plan.palette.accent, "#f2e6d4", 0.45))
    end = here.floor - 0.015 * unit if here.kind == "living_room" else here.bottom + 0.01 * unit
    rod = here.top - 0.035 * unit
    for side, x in ((-1, here.left), (1, here.right)):
        sway = (0.011 * math.sin(1.25 * time_s + side) + 0.004 * math.sin(2.9 * time_s)) * unit
        edge = [
            (x - side * 0.045 * unit, rod),
            (x - side * 0.025 * unit + 0.5 * sway, (rod + end) / 2),
            (x - side * 0.035 * unit + sway, end),
        ]
        outer = [(x + side * 0.06 * unit, end), (x + side * 0.065 * unit, rod)]
        canvas.drawPath(brush.polygon([*edge, *outer]), brush.fill(cloth))
        for fold in (-0.005, 0.018, 0.04):
            line = brush.stroke(palette.lighten(cloth, -0.07), 0.005 * unit, 0.6)
            canvas.drawLine(x + side * fold * unit, rod, x + side * (fold + 0.004) * unit + 0.6 * sway, end, line)
    metal = furniture.indoors(stage, "#4a4038")
    canvas.drawLine(here.left - 0.09 * unit, rod, here.right + 0.09 * unit, rod, brush.stroke(metal, 0.008 * unit))


def sunbeam(stage: Stage, here: RoomLayout) -> Layer:
    """Light that falls through the window onto the floor to its left."""
    unit, light = stage.unit, stage.plan.palette.light
    foot = here.floor + 0.20 * unit
    slant = -0.34 * unit

    def draw(canvas: Any, _: float) -> None:
        middle = (here.left + here.right) / 2
        for left, right in ((here.left, middle - 0.01 * unit), (middle + 0.01 * unit, here.right)):
            pool = [(left + slant * 0.55, here.floor + 0.03 * unit), (right + slant * 0.55, here.floor + 0.03 * unit)]
            pool += [(right + slant * 1.2, foot), (left + slant * 1.2, foot)]
            canvas.drawPath(brush.polygon(pool), brush.fill(light, 0.26))
            if not stage.is_flat:
                beam = [(left, here.top), (right, here.bottom), (right + slant * 1.2, foot), (left + slant * 1.2, foot)]
                fade = [(0.0, light, 0.30), (1.0, light, 0.03)]
                paint = brush.linear((middle, here.top), (middle + slant, foot), fade)
                canvas.drawPath(brush.polygon(beam), brush.blurred(paint, 0.012 * unit))

    return Layer(0.34, draw, top_px=here.top - 0.04 * unit, soft=not stage.is_flat)


def lamplight(stage: Stage, here: RoomLayout) -> Layer:
    """The light of a lit lamp, which is never quite still."""
    unit = stage.unit
    x, y = stage.subject_x + 0.285 * unit, here.floor - 0.38 * unit
    if here.kind != "living_room":
        x, y = stage.subject_x + (0.10 if here.kind == "office" else -0.02) * unit, here.floor - 0.52 * unit

    def draw(canvas: Any, time_s: float) -> None:
        strength = 0.13 + 0.05 * math.sin(2.3 * time_s) + 0.03 * math.sin(7.1 * time_s)
        if stage.is_flat:
            canvas.drawCircle(x, y, (0.15 + 0.06 * strength) * unit, brush.fill("#ffcf85", strength))
        else:
            brush.glow(canvas, x, y, (0.22 + 0.1 * strength) * unit, "#ffcf85", 1.6 * strength)

    return Layer(0.33, draw, still=False)


def dust(stage: Stage, here: RoomLayout) -> Layer:
    """Specks that drift in the light."""
    rng, unit = stage.rng("dust"), stage.unit
    light = stage.plan.palette.light if lit_by_day(stage) else "#ffd28a"
    places = rng.uniform(0, 1, (34, 2))
    paces, offsets = rng.uniform(0.2, 0.7, 34), rng.uniform(0, 6.3, 34)
    high = here.floor + 0.1 * unit - here.top

    def draw(canvas: Any, time_s: float) -> None:
        down = (places[:, 1] - 0.02 * time_s * paces) % 1.0
        x = here.left + (places[:, 0] * 0.42 - 0.3 * down) * unit + np.sin(time_s * paces + offsets) * 0.02 * unit
        spots = np.stack([x, here.top + down * high], axis=1)
        brush.dots(canvas, spots[:17], max(1.0, 0.0032 * unit), light, 0.65)
        brush.dots(canvas, spots[17:], max(1.0, 0.0052 * unit), light, 0.4)

    return Layer(0.4, draw, still=False)
