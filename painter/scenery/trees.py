"""Trees: single ones, rows along a slope, and the forest setting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import skia

from painter.craft import brush, noise, palette
from painter.craft.stage import Layer, Stage

_FREE, _CROWD, _FREE_FOR_MANY = 0.24, 3, 0.66
"""How far from the subject trees stand, in units; farther where there are several."""


@dataclass(frozen=True)
class Tree:
    """One tree of a row: where it stands, how high it is, and a number that varies it."""

    x: float
    y: float
    height: float
    kind: Literal["fir", "round"]
    variety: float

    def draw(self, canvas: Any, colour: str, stage: Stage) -> None:
        """Paint it in one colour, a little lighter on the side of the light."""
        colour = palette.lighten(colour, (self.variety - 0.5) * (0.05 if self.kind == "fir" else 0.10))
        if self.kind == "fir":
            fir(canvas, self.x, self.y, self.height, colour, stage.sun_side)
        else:
            broadleaf(canvas, self.x, self.y, self.height, colour, stage)


def along(
    stage: Stage,
    rng: np.random.Generator,
    points: brush.Points,
    *,
    count: int,
    size: float,
    kind: Literal["fir", "round"],
) -> list[Tree]:
    """Trees in groups along a line, leaving the surroundings of the subject free."""
    many = len(stage.plan.subjects)
    reach = _FREE if many < _CROWD else min(_FREE_FOR_MANY, _FREE * many / 2)
    groups = rng.uniform(stage.left, stage.right, max(2, count // 4))
    plants = []
    for _ in range(count):
        x = float(rng.choice(groups) + rng.normal(0, 0.11) * stage.unit)
        height = float(rng.uniform(0.55, 1.0)) * size * stage.unit
        away = abs(x - stage.subject_x) / stage.unit
        if away > reach:
            y = float(np.interp(x, points[:, 0], points[:, 1])) + 0.012 * stage.unit
            plants.append(Tree(x, y, height, kind, float(rng.random())))
    return sorted(plants, key=lambda plant: -plant.height)


def fir(canvas: Any, x: float, base: float, height: float, colour: str, sun_side: float) -> None:
    """A conifer of overlapping tiers."""
    canvas.drawRect(skia.Rect(x - height * 0.022, base - height * 0.2, x + height * 0.022, base), brush.fill("#3a2a22"))
    bright = palette.lighten(colour, 0.07)
    for tier in range(5):
        share = tier / 5
        bottom = base - height * (0.10 + 0.80 * share * 0.94)
        top = min(base - height * (0.42 + 0.58 * share), bottom - height * 0.2)
        half = height * 0.25 * (1 - share * 0.78)
        for points, shade in (
            ([(x, top), (x + half, bottom), (x, bottom + half * 0.22), (x - half, bottom)], colour),
            ([(x, top), (x + sun_side * half, bottom), (x + sun_side * half * 0.18, bottom + half * 0.16)], bright),
        ):
            canvas.drawPath(brush.polygon(points), brush.fill(shade))


def broadleaf(canvas: Any, x: float, base: float, height: float, colour: str, stage: Stage) -> None:
    """A round tree: trunk with branches, then clumps of leaves from shade to light."""
    bark = stage.lit("#5a3d2e")
    trunk = height * 0.045
    canvas.drawPath(
        brush.polygon(
            [
                (x - trunk * 1.5, base),
                (x - trunk * 0.5, base - height * 0.5),
                (x + trunk * 0.5, base - height * 0.5),
                (x + trunk * 1.5, base),
            ]
        ),
        brush.fill(bark),
    )
    for side in (-1, 1):
        canvas.drawLine(
            x, base - height * 0.30, x + side * height * 0.16, base - height * 0.5, brush.stroke(bark, trunk * 0.8)
        )
    clumps = (
        (-0.20, 0.48, 0.17),
        (0.20, 0.50, 0.17),
        (0.0, 0.56, 0.22),
        (-0.13, 0.68, 0.17),
        (0.14, 0.70, 0.17),
        (0.0, 0.80, 0.16),
    )
    toward = stage.sun_side
    for shift, shade in ((0.0, -0.05), (0.022, 0.0), (0.05, 0.055)):
        paint = brush.fill(palette.lighten(colour, shade))
        for across, up, radius in clumps:
            centre = x + (across + toward * shift) * height, base - (up + shift) * height
            canvas.drawCircle(*centre, radius * height * (1 - shift * 7), paint)


def palm(canvas: Any, x: float, base: float, height: float, stage: Stage, sway: float) -> None:
    """A palm bent by the wind; `sway` is how far it leans, as a share of its height."""
    bark, leaf = stage.lit("#7a5a3c"), stage.lit("#2f7d4f")
    top = (x + height * (0.16 + sway), base - height)
    stem = brush.curve(
        [
            (x, base),
            (x + height * 0.02, base - height * 0.4),
            (x + height * (0.08 + sway * 0.5), base - height * 0.75),
            top,
        ],
        close=False,
    )
    canvas.drawPath(stem, brush.stroke(bark, height * 0.045))
    for angle, length in (
        (-2.9, 0.42),
        (-2.4, 0.45),
        (-1.8, 0.36),
        (-1.2, 0.38),
        (-0.7, 0.46),
        (-0.2, 0.44),
        (0.25, 0.36),
        (2.85, 0.36),
    ):
        reach = np.array([np.cos(angle + sway), np.sin(angle + sway)]) * length * height
        tip = (top[0] + float(reach[0]), top[1] + float(reach[1]) + height * 0.16)
        middle = (top[0] + float(reach[0]) * 0.55, top[1] + float(reach[1]) * 0.8)
        under = (middle[0] - height * 0.01, middle[1] + height * 0.055)
        shade = palette.lighten(leaf, 0.07 if np.cos(angle) * stage.sun_side > 0 else -0.03)
        canvas.drawPath(brush.curve([top, middle, tip, under]), brush.fill(shade))


def forest(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Rows of trees fading into the light, beams of sun, and dark trunks in front."""
    behind = [_row(stage, index) for index in range(4)]
    if stage.plan.weather != "rain" and not stage.is_night:
        behind.insert(3, _beams(stage))
    behind.append(_floor(stage, "stand", 0.6, 0.7, stage.ground))
    return behind, [_floor(stage, "front", 1.0, 1.0, stage.ground + 0.13 * stage.unit), *_trunks(stage)]


def _row(stage: Stage, index: int) -> Layer:
    rng = stage.rng(f"row {index}")
    nearness = (0.06, 0.24, 0.44, 0.64)[index]
    leaves = _leaves(stage, nearness)
    base = stage.horizon + (0.0, 0.015, 0.035, 0.06)[index] * stage.unit
    count = round((34, 24, 15, 9)[index] * (stage.right - stage.left) / stage.unit / 2)
    xs = np.linspace(stage.left, stage.right, count) + rng.normal(0, 0.035, count) * stage.unit
    heights = rng.uniform(0.6, 1.0, count) * (0.34, 0.46, 0.60, 0.80)[index] * stage.unit
    varieties = rng.random(count)
    kind: Literal["fir", "round"] = "round" if stage.plan.season in {"autumn", "spring"} else "fir"
    clear = np.abs(xs - stage.subject_x) > (0.0, 0.0, 0.16, 0.30)[index] * stage.unit

    def draw(canvas: Any, _: float) -> None:
        for x, height, free, variety in zip(
            xs.tolist(), heights.tolist(), clear.tolist(), varieties.tolist(), strict=True
        ):
            if free:
                Tree(x, base + 0.01 * stage.unit, height, kind, variety).draw(canvas, leaves, stage)
        canvas.drawRect(skia.Rect(stage.left, base, stage.right, stage.floor), brush.fill(stage.land(nearness)))
        if not stage.is_flat:
            haze = stage.plan.palette.sky_low
            mist = [(0.0, haze, 0.0), (0.7, haze, 0.42 - 0.1 * index), (1.0, haze, 0.42 - 0.1 * index)]
            canvas.drawRect(
                skia.Rect(stage.left, base - 0.34 * stage.unit, stage.right, stage.floor),
                brush.linear((0, base - 0.34 * stage.unit), (0, base), mist),
            )

    return Layer(0.1 + 0.12 * index, draw, top_px=base - 0.85 * stage.unit, soft=index == 0)


def _leaves(stage: Stage, nearness: float) -> str:
    colour = palette.lighten(stage.land(nearness), -0.02)
    tint = {"autumn": "#e2822b", "spring": "#f2a9c4"}.get(stage.plan.season)
    return palette.mix(colour, stage.lit(tint), 0.25 + 0.35 * nearness) if tint else colour


def _beams(stage: Stage) -> Layer:
    rng = stage.rng("beams")
    x, y = stage.sun
    spreads = rng.uniform(-1.0, 0.7, 6)

    def draw(canvas: Any, _: float) -> None:
        light = stage.plan.palette.light
        for spread in spreads.tolist():
            foot = x + (spread - 0.4 * stage.sun_side) * stage.unit
            shape = brush.polygon(
                [
                    (x - 6, y - 0.3 * stage.unit),
                    (x + 6, y - 0.3 * stage.unit),
                    (foot + 0.14 * stage.unit, stage.floor),
                    (foot - 0.04 * stage.unit, stage.floor),
                ]
            )
            fade = [(0.0, light, 0.22), (1.0, light, 0.0)]
            paint = brush.linear((0, y - 0.3 * stage.unit), (0, stage.horizon + 0.12 * stage.unit), fade)
            canvas.drawPath(shape, brush.blurred(paint, stage.unit * 0.008))

    return Layer(0.3, draw, soft=True)


def _floor(stage: Stage, name: str, depth: float, nearness: float, height: float) -> Layer:
    rng = stage.rng(f"floor {name}")
    curve = noise.outline(rng, 300, bumps=5, octaves=4) * stage.unit * 0.012
    across = stage.columns(300)
    colour = stage.land(nearness)
    ferns = rng.uniform((stage.left, 0.0), (stage.right, 0.06), (60, 2))

    def draw(canvas: Any, _: float) -> None:
        points = np.stack([across, height + curve], axis=1)
        top = height - stage.unit * 0.02
        for x, down in ferns.tolist():
            root = float(np.interp(x, across, points[:, 1])) + down * stage.unit * 0.3
            for lean in (-0.024, -0.012, 0.0, 0.013, 0.025):
                stem = brush.curve(
                    [
                        (x, root + 3),
                        (x + lean * 0.6 * stage.unit, root - 0.03 * stage.unit),
                        (x + lean * 1.5 * stage.unit, root - 0.036 * stage.unit),
                    ],
                    close=False,
                )
                canvas.drawPath(stem, brush.stroke(palette.lighten(colour, -0.03), stage.unit * 0.004))
        light = palette.mix(colour, stage.plan.palette.light, 0.16)
        canvas.drawPath(
            brush.below(points, stage.floor),
            brush.vertical(top, top + 0.2 * stage.unit, light, colour, palette.lighten(colour, -0.06)),
        )

    return Layer(depth, draw, top_px=height - 0.09 * stage.unit)


def _trunks(stage: Stage) -> list[Layer]:
    """Dark trunks at the edges that frame the view; left out in closer shots, where they would hide the subject."""
    if stage.plan.shot != "wide":
        return []
    widths = stage.rng("trunks").uniform(0.055, 0.085, 3) * stage.unit
    places = (0.965, 1.07, -0.06) if stage.is_wide else (-0.03, 1.03)
    return [_trunk(stage, share * stage.width, width) for share, width in zip(places, widths.tolist(), strict=False)]


def _trunk(stage: Stage, x: float, width: float) -> Layer:
    colour = palette.mix(palette.lighten(stage.land(1.0), -0.14), "#1c1a1e", 0.45)
    edge = palette.mix(colour, stage.plan.palette.light, 0.22)
    ends = (edge, colour) if stage.sun_side < 0 else (colour, edge)
    outline = [
        (x - width * 0.42, -stage.margin),
        (x + width * 0.42, -stage.margin),
        (x + width * 0.55, stage.height * 0.86),
        (x + width, stage.floor),
        (x - width, stage.floor),
        (x - width * 0.55, stage.height * 0.86),
    ]

    def draw(canvas: Any, _: float) -> None:
        shades = [(0.0, ends[0], 1.0), (0.45, colour, 1.0), (1.0, ends[1], 1.0)]
        canvas.drawPath(brush.polygon(outline), brush.linear((x - width / 2, 0), (x + width / 2, 0), shades))

    return Layer(1.5, draw)
