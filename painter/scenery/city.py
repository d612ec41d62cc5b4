"""The city setting: rows of houses and towers with lit windows, and a street in front."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.ink import alike
from painter.craft.stage import Layer, Stage

_CARS = ("#e9e4da", "#5b6b7c", "#c9a24b")
_NEON = ("#ff4d8d", "#35e0ff", "#ffc84a", "#9b6bff", "#4dffb0")


def city(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """Three rows of buildings and the street the subject stands on."""
    behind = [_row(stage, index) for index in range(3)]
    if stage.is_night:
        behind.append(_signs(stage))
    behind.append(_street(stage))
    if stage.plan.subjects:  # which stand nearer than what passes, and are larger
        return [*behind, _traffic(stage)], [_foreground(stage)]
    return behind, [_traffic(stage), _foreground(stage)]


def _lamps_on(stage: Stage) -> float:
    """Share of lit windows."""
    return {"night": 0.55, "sunset": 0.32, "dawn": 0.16, "day": 0.0}[stage.plan.time_of_day]


def buildings(stage: Stage, index: int) -> list[tuple[float, float, float]]:
    """Left edges, tops and widths of row 0 (far) to 2 (near); lower behind the title, higher around the subject."""
    rng = stage.rng(f"buildings {index}")
    low, high = ((0.16, 0.44), (0.16, 0.52), (0.14, 0.48))[index]
    x, result = stage.left, []
    while x < stage.right:
        width = float(rng.uniform(0.06, 0.13)) * stage.unit * (0.75 + 0.3 * index)
        share = float(rng.random()) ** 1.5
        beside = abs(x + width / 2 - stage.subject_x) / stage.unit
        crowd = 1.25 if 0.1 < beside < 0.5 else 0.8
        height = (low + (high - low) * share) * crowd * stage.unit * (1.15 if not stage.is_wide else 1.0)
        height *= _beside_titles(stage, x + width / 2, high * stage.unit)
        result.append((x, stage.horizon + 0.02 * stage.unit - height, width))
        x += width + float(rng.choice((0.0, 0.004, 0.02))) * stage.unit
    return result


def _beside_titles(stage: Stage, x: float, highest: float) -> float:
    """The share of their height that houses at `x` keep, so that the sky behind titles stays free."""
    if not stage.is_wide or stage.look.has_text_column:
        return 1.0
    _, _, right, bottom = stage.title_box
    free = (stage.horizon - bottom) / highest
    return float(np.interp(x, (right, right + 0.14 * stage.unit), (min(1.0, free), 1.0)))


def _row(stage: Stage, index: int) -> Layer:
    nearness = (0.15, 0.5, 0.9)[index]
    houses = buildings(stage, index)
    top = min(y for _, y, _ in houses) - 0.12 * stage.unit

    def draw(canvas: Any, _: float) -> None:
        rng = stage.rng(f"facades {index}")
        for x, y, width in houses:
            _building(canvas, stage, rng, (x, y, width), index, nearness)
        if not stage.is_flat:
            haze = palette.mix(
                stage.plan.palette.sky_low,
                stage.plan.palette.accent if stage.is_night else stage.plan.palette.light,
                0.2,
            )
            base, high = stage.horizon + 0.02 * stage.unit, stage.horizon - 0.34 * stage.unit
            mist = brush.linear((0, high), (0, base), [(0.0, haze, 0.0), (1.0, haze, 0.45 - 0.17 * index)])
            mist.setBlendMode(skia.BlendMode.kSrcATop)
            canvas.drawRect(skia.Rect(stage.left, high, stage.right, base), mist)

    return Layer(0.14 + 0.14 * index, draw, top_px=top, bottom_px=stage.horizon + 0.05 * stage.unit, soft=index == 0)


def _building(
    canvas: Any, stage: Stage, rng: np.random.Generator, box: tuple[float, float, float], index: int, nearness: float
) -> None:
    x, y, width = box
    base = stage.horizon + 0.03 * stage.unit
    colour = palette.lighten(stage.land(nearness), float(rng.uniform(-0.03, 0.03)))
    bright = palette.lighten(palette.mix(colour, stage.plan.palette.light, 0.10), 0.04)
    left, right = (bright, colour) if stage.sun_side < 0 else (colour, bright)
    face = (
        brush.linear((x, 0), (x + width, 0), [(0.0, left, 1.0), (1.0, right, 1.0)])
        if not stage.is_flat
        else brush.fill(colour)
    )
    canvas.drawRect(skia.Rect(x, y, x + width, base), face)
    if stage.is_flat:
        edge = x + (width * 0.72 if stage.sun_side > 0 else 0)
        canvas.drawRect(skia.Rect(edge, y, edge + width * 0.28, base), brush.fill(bright))
    _roof(canvas, stage, rng, box, colour)
    _windows(canvas, stage, rng, box, base, index)


def _roof(canvas: Any, stage: Stage, rng: np.random.Generator, box: tuple[float, float, float], colour: str) -> None:
    x, y, width = box
    kind = rng.integers(0, 5)
    step = width * 0.22
    if kind == 0:
        canvas.drawLine(
            x + width / 2, y, x + width / 2, y - 0.07 * stage.unit, brush.stroke(colour, stage.unit * 0.003)
        )
        canvas.drawCircle(x + width / 2, y - 0.07 * stage.unit, stage.unit * 0.003, brush.fill("#ff5a4a", 0.9))
    elif kind == 1:
        canvas.drawRect(skia.Rect(x + step, y - 0.025 * stage.unit, x + width - step, y + 1), brush.fill(colour))
    elif kind == 2:
        canvas.drawPath(brush.polygon([(x, y + 1), (x + width, y + 1), (x + width, y - step)]), brush.fill(colour))
    elif kind == 3:
        for inset, up in ((0.14, 0.02), (0.3, 0.04)):
            canvas.drawRect(
                skia.Rect(x + width * inset, y - up * stage.unit, x + width * (1 - inset), y + 1), brush.fill(colour)
            )


def _windows(
    canvas: Any, stage: Stage, rng: np.random.Generator, box: tuple[float, float, float], base: float, index: int
) -> None:
    x, y, width = box
    pitch = stage.unit * (0.013, 0.017, 0.023)[index]
    columns, rows = max(1, int((width - pitch * 0.6) / pitch)), int((base - y - pitch) / (pitch * 1.25))
    offset = (width - columns * pitch) / 2
    lit_share = _lamps_on(stage) * float(rng.uniform(0.5, 1.2))
    lamp = palette.mix(
        str(rng.choice(("#ffd58a", "#ffe6b8", "#ffc46b", "#cfe4ff"))), stage.plan.palette.sky_low, 0.45 - 0.2 * index
    )
    glass = palette.mix(stage.plan.palette.sky_mid, stage.land(0.7), 0.55)
    on = rng.random((max(rows, 0), columns)) < lit_share
    pane = skia.Rect(0, 0, pitch * 0.6, pitch * 0.75)
    shown, bright, dark = alike(canvas, pane, brush.fill(lamp, 0.95), brush.fill(glass, 0.32))
    for row in range(max(rows, 0)):
        for column in range(columns):
            left = x + offset + (column + 0.2) * pitch
            upper = y + pitch * (0.7 + row * 1.25)
            box = skia.Rect(left, upper, left + pitch * 0.6, upper + pitch * 0.75)
            for paint in bright if on[row, column] else dark:
                shown.drawRect(box, paint)


def _sign_boxes(stage: Stage) -> list[tuple[float, float, float, float, str]]:
    rng = stage.rng("signs")
    boxes = []
    for x, y, width in buildings(stage, 2):
        if rng.random() < 0.6:
            sign_width = width * float(rng.uniform(0.16, 0.26))
            left = x + width * float(rng.uniform(0.0, 0.7))
            top = y + 0.05 * stage.unit + float(rng.random()) * 0.08 * stage.unit
            height = float(rng.uniform(0.08, 0.17)) * stage.unit
            boxes.append(
                (
                    left,
                    top,
                    left + sign_width,
                    min(top + height, stage.horizon - 0.03 * stage.unit),
                    str(rng.choice(_NEON)),
                )
            )
    return boxes


def _signs(stage: Stage) -> Layer:
    boxes = _sign_boxes(stage)

    def draw(canvas: Any, _: float) -> None:
        rng = stage.rng("sign faces")
        for left, top, right, bottom, colour in boxes:
            if bottom - top < 0.03 * stage.unit:
                continue
            middle = ((left + right) / 2, (top + bottom) / 2)
            if not stage.is_flat:
                brush.glow(canvas, *middle, (bottom - top) * 1.3, colour, 0.42)
            brush.rounded(
                canvas, left, top, right, bottom, stage.unit * 0.004, brush.fill(palette.mix(colour, "#0b0b18", 0.72))
            )
            brush.rounded(
                canvas, left, top, right, bottom, stage.unit * 0.004, brush.stroke(colour, stage.unit * 0.0028)
            )
            _glyphs(canvas, rng, (left, top, right, bottom), colour)

    return Layer(0.42, draw, bottom_px=stage.horizon + 0.05 * stage.unit)


def _glyphs(canvas: Any, rng: np.random.Generator, box: tuple[float, float, float, float], colour: str) -> None:
    """Strokes that look like lettering from afar, in no real script."""
    left, top, right, bottom = box
    size = (right - left) * 0.5
    centre = (left + right) / 2
    y = top + size * 0.7
    paint = brush.stroke(palette.lighten(colour, 0.15), size * 0.16)
    while y + size * 0.7 < bottom:
        canvas.drawLine(centre - size / 2, y, centre + size / 2, y, paint)
        if rng.random() < 0.7:
            canvas.drawLine(centre, y - size * 0.25, centre, y + size * 0.55, paint)
        if rng.random() < 0.6:
            canvas.drawLine(centre - size / 2, y + size * 0.5, centre + size / 2, y + size * 0.5, paint)
        y += size * 1.35


def _street(stage: Stage) -> Layer:
    """Asphalt that mirrors the lights when it is wet or dark."""
    top = stage.horizon + 0.02 * stage.unit
    colour = palette.lighten(palette.mix(stage.land(1.0), "#20242e", 0.45), -0.05)
    wet = stage.plan.weather == "rain" or stage.is_night

    def draw(canvas: Any, _: float) -> None:
        far = palette.mix(colour, stage.plan.palette.sky_low, 0.30)
        area = skia.Rect(stage.left, top, stage.right, stage.floor)
        canvas.drawRect(area, brush.vertical(top, stage.height, far, colour, palette.lighten(colour, -0.05)))
        canvas.drawRect(
            skia.Rect(stage.left, top, stage.right, top + 0.012 * stage.unit), brush.fill(palette.lighten(far, 0.05))
        )
        if wet and stage.is_night:
            canvas.save()
            canvas.clipRect(area)
            for left, _top, right, bottom, neon in _sign_boxes(stage):
                streak = brush.linear((0, top), (0, top + 0.26 * stage.unit), [(0.0, neon, 0.5), (1.0, neon, 0.0)])
                shape = skia.Rect(left - 2, top, right + 2, top + (stage.horizon - bottom) * 0.2 + 0.26 * stage.unit)
                canvas.drawRect(shape, brush.blurred(streak, stage.unit * 0.006))
            canvas.restore()

    return Layer(0.5, draw, top_px=top)


def _traffic(stage: Stage) -> Layer:
    """What passes along the street: head and tail lights when it is dark, else cars."""
    rng = stage.rng("traffic")
    count = 7
    starts, speeds = rng.uniform(0, 1, count), rng.uniform(0.05, 0.11, count)
    lanes = rng.integers(0, 2, count)
    span = stage.width + 2 * stage.margin
    paint = _lights if _lamps_on(stage) > 0.2 else _car
    tones = [stage.lit(tone) for tone in (stage.plan.palette.accent, *_CARS)]

    def draw(canvas: Any, time_s: float) -> None:
        for index in np.argsort(lanes, kind="stable").tolist():
            lane, way = int(lanes[index]), 1 if lanes[index] else -1
            x = stage.left + ((float(starts[index]) + way * float(speeds[index]) * time_s) % 1.0) * span
            paint(canvas, stage, (x, stage.horizon + (0.034 + 0.018 * lane) * stage.unit), way, tones[index % 4])

    return Layer(0.55, draw, still=False)


def _lights(canvas: Any, stage: Stage, place: tuple[float, float], way: int, _: str) -> None:
    (x, y), unit = place, stage.unit
    size, colour = 0.006 * unit, "#fff1cf" if way > 0 else "#ff4136"
    for behind, opacity in ((0.0, 0.95), (0.03, 0.3)):
        canvas.drawCircle(x - way * behind * unit, y, size * (1 - behind * 8), brush.fill(colour, opacity))
    brush.glow(canvas, x, y, size * 6, colour, 0.5)


def _car(canvas: Any, stage: Stage, place: tuple[float, float], way: int, tone: str) -> None:
    (x, y), size = place, 0.030 * stage.unit

    def outline(*corners: tuple[float, float]) -> Any:
        return brush.polygon([(x + way * across * size, y - up * size) for across, up in corners])

    dark = brush.fill(palette.lighten(stage.land(1.0), -0.12))
    canvas.drawPath(
        outline((-1, 0.05), (-1, 0.5), (-0.62, 0.55), (-0.36, 0.95), (0.3, 0.95), (0.62, 0.55), (1, 0.45), (1, 0.05)),
        brush.fill(tone),
    )
    canvas.drawPath(outline((-0.5, 0.55), (-0.3, 0.86), (0.25, 0.86), (0.5, 0.55)), dark)
    for across in (-0.58, 0.58):
        canvas.drawCircle(x + across * size, y - 0.05 * size, 0.2 * size, dark)


def _foreground(stage: Stage) -> Layer:
    """A pavement with street lamps, near the camera."""
    top = stage.ground + 0.085 * stage.unit
    colour = palette.lighten(stage.land(1.0), -0.03)
    places = [0.93, 1.12, -0.04] if stage.is_wide else [0.06, 1.0]
    if stage.plan.shot != "wide" and stage.plan.subjects:
        places = []  # they would be between the camera and what it closes in on

    def draw(canvas: Any, _: float) -> None:
        canvas.drawRect(
            skia.Rect(stage.left, top, stage.right, stage.floor),
            brush.vertical(top, stage.height, palette.lighten(colour, 0.03), palette.lighten(colour, -0.04)),
        )
        canvas.drawRect(
            skia.Rect(stage.left, top, stage.right, top + 0.006 * stage.unit), brush.fill(palette.lighten(colour, 0.10))
        )
        for share in places:
            _lamp(canvas, stage, share * stage.width, top, colour)

    return Layer(0.9, draw, top_px=top - 0.6 * stage.unit)


def _lamp(canvas: Any, stage: Stage, x: float, base: float, colour: str) -> None:
    height, side = 0.42 * stage.unit, -1
    pole = brush.stroke(colour, stage.unit * 0.008)
    head = (x + side * 0.07 * stage.unit, base - height)
    canvas.drawPath(
        brush.curve(
            [(x, base), (x, base - height * 0.85), (x + side * 0.02 * stage.unit, base - height), head], close=False
        ),
        pole,
    )
    if _lamps_on(stage) > 0.2:
        brush.glow(canvas, head[0], head[1] + 4, stage.unit * 0.15, "#ffd891", 0.55)
        canvas.drawCircle(head[0], head[1] + stage.unit * 0.004, stage.unit * 0.009, brush.fill("#fff0cc"))
