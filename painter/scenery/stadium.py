"""The stadium setting: stands full of people under a roof, floodlights, and a pitch with a goal."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from painter.craft import brush, palette
from painter.craft.stage import Layer, Stage

_SHIRTS = ("#f2efe6", "#d8a48a", "#3c4a63", "#c9483c")


def stadium(stage: Stage) -> tuple[list[Layer], list[Layer]]:
    """The far stand and the pitch that the subject stands on."""
    behind = [_masts(stage), _stand(stage), _crowd(stage), _boards(stage), _pitch(stage), _goal(stage)]
    return behind, []


def _rise(stage: Stage, x: Any, height: float) -> Any:
    """How high a row of the stand is at `x`, in pixels above the pitch; it is nearer, so higher, towards the sides."""
    away = np.abs(np.asarray(x, float) - stage.subject_x) / stage.unit
    return height * stage.unit * (1.0 + 0.16 * away**1.7)


def _line(stage: Stage, height: float) -> brush.Points:
    across = stage.columns(60)
    return np.stack([across, stage.horizon - _rise(stage, across, height)], axis=1)


def _concrete(stage: Stage) -> str:
    colours = stage.plan.palette
    return palette.mix(palette.mix("#59616f", colours.sky_top, 0.45), "#10131c", 0.35 if stage.is_night else 0.0)


def _stand(stage: Stage) -> Layer:
    """Two tiers with their seats, stairs and a roof."""
    unit, colours = stage.unit, stage.plan.palette
    base = _concrete(stage)
    seats = palette.mix(base, colours.accent, 0.30)

    def draw(canvas: Any, _: float) -> None:
        for low, high, colour in (
            (0.0, 0.40, palette.lighten(base, -0.07)),
            (0.19, 0.335, seats),
            (0.045, 0.165, palette.lighten(seats, 0.03)),
        ):
            ring = np.concatenate([_line(stage, high), _line(stage, low)[::-1]])
            canvas.drawPath(brush.polygon(ring), brush.fill(colour))
        stairs = brush.stroke(palette.lighten(base, 0.05), 0.006 * unit, 0.7)
        for x in np.arange(stage.left, stage.right, 0.21 * unit).tolist():
            for low, high in ((0.045, 0.165), (0.19, 0.335)):
                lean = (x - stage.subject_x) * 0.05
                canvas.drawLine(
                    x,
                    stage.horizon - float(_rise(stage, x, low)),
                    x + lean,
                    stage.horizon - float(_rise(stage, x, high)),
                    stairs,
                )
        _people(canvas, stage)
        roof = np.concatenate([_line(stage, 0.455), _line(stage, 0.385)[::-1]])
        canvas.drawPath(brush.polygon(roof), brush.fill(palette.lighten(base, 0.10)))
        edge = _line(stage, 0.385)
        canvas.drawPath(brush.polygon(edge, close=False), brush.stroke(colours.accent, 0.005 * unit))
        if stage.is_night:
            lamps = _line(stage, 0.378)[::2]
            brush.dots(canvas, lamps, 0.010 * unit, "#fffbe8")

    top_px = float(_line(stage, 0.46)[:, 1].min())
    return Layer(0.2, draw, top_px=top_px, bottom_px=stage.horizon + 0.02 * unit)


def _seats(stage: Stage, name: str, count: int) -> tuple[brush.Points, Any]:
    """Seats in rows, shape (count, 2), and the opacity of each spectator: lower behind the titles."""
    rng = stage.rng(name)
    x = rng.uniform(stage.left, stage.right, count)
    rows = np.array([*np.linspace(0.055, 0.160, 7), *np.linspace(0.200, 0.328, 8)])
    heights = np.asarray([_rise(stage, part, row) for part, row in zip(x, rng.choice(rows, count), strict=True)])
    plain = np.clip((x - stage.title_box[2] * 0.8) / (0.25 * stage.unit), 0, 1) if stage.is_wide else np.ones(count)
    return np.stack([x, stage.horizon - heights], axis=1), plain


def _people(canvas: Any, stage: Stage) -> None:
    unit, colours = stage.unit, stage.plan.palette
    places, plain = _seats(stage, "people", round(2600 * (stage.right - stage.left) / stage.unit / 2))
    picks = stage.rng("shirts").integers(0, 5, len(places))
    for index, shirt in enumerate((*_SHIRTS, colours.accent)):
        tone = palette.mix(stage.lit(shirt), _concrete(stage), 0.35)
        for shown, opacity in ((plain > 0.5, 0.9), (plain <= 0.5, 0.35)):
            chosen = places[(picks == index) & shown]
            if len(chosen):
                brush.dots(canvas, chosen, max(1.4, 0.0078 * unit), tone, opacity)


def _crowd(stage: Stage) -> Layer:
    """Spectators who jump and wave, and the flashes of cameras."""
    unit, colours = stage.unit, stage.plan.palette
    places, plain = _seats(stage, "fans", 170)
    places = places[plain > 0.5]
    rng = stage.rng("fans move")
    paces, offsets = rng.uniform(3, 7, len(places)), rng.uniform(0, 6.3, len(places))
    fans = palette.mix(colours.accent, "#ffffff", 0.35)

    def draw(canvas: Any, time_s: float) -> None:
        hop = np.abs(np.sin(time_s * paces * 0.6 + offsets)) * 0.010 * unit
        moved = places - np.stack([np.zeros(len(places)), hop], axis=1)
        brush.dots(canvas, moved[::2], max(1.5, 0.0085 * unit), fans, 0.95)
        brush.dots(canvas, moved[1::2], max(1.5, 0.0085 * unit), stage.lit("#f2efe6"), 0.9)
        flash = np.sin(time_s * 1.1 + offsets * 9) > 0.985
        if stage.is_night and flash.any():
            brush.dots(canvas, places[flash], 0.014 * unit, "#ffffff", 0.9)

    return Layer(0.2, draw, still=False)


def _masts(stage: Stage) -> Layer:
    """Floodlights that stand behind the roof."""
    unit = stage.unit
    steel = palette.lighten(_concrete(stage), 0.06)
    lit = stage.plan.time_of_day in {"night", "sunset"} or stage.plan.weather in {"rain", "fog"}
    places = (0.60, 0.955) if stage.is_wide else (0.16, 0.88)

    def draw(canvas: Any, _: float) -> None:
        for share in places:
            x = stage.width * share
            y = max(stage.horizon - float(_rise(stage, x, 0.64)), stage.height * 0.07)
            canvas.drawLine(x, stage.horizon - 0.3 * unit, x, y, brush.stroke(steel, 0.014 * unit))
            brush.rounded(
                canvas,
                x - 0.075 * unit,
                y - 0.045 * unit,
                x + 0.075 * unit,
                y + 0.045 * unit,
                0.006 * unit,
                brush.fill(steel),
            )
            if lit and not stage.is_flat:
                brush.glow(canvas, x, y, 0.42 * unit, "#eaf2ff", 0.75 if stage.is_night else 0.45)
            elif lit:
                for size, opacity in ((0.26, 0.08), (0.16, 0.12)):
                    canvas.drawCircle(x, y, size * unit, brush.fill("#eaf2ff", opacity))
            for row in (-0.024, 0.0, 0.024):
                for column in (-0.05, -0.025, 0.0, 0.025, 0.05):
                    lamp = "#ffffff" if lit else palette.lighten(steel, 0.25)
                    canvas.drawCircle(x + column * unit, y + row * unit, 0.0095 * unit, brush.fill(lamp))

    return Layer(0.14, draw, bottom_px=stage.horizon)


def _boards(stage: Stage) -> Layer:
    """Hoardings along the pitch, without a word on them."""
    unit, colours = stage.unit, stage.plan.palette
    tones = (
        colours.accent,
        palette.lighten(colours.sky_mid, 0.05),
        "#f2efe6",
        palette.mix(colours.accent, colours.sky_top, 0.6),
    )

    def draw(canvas: Any, _: float) -> None:
        top, bottom = stage.horizon - 0.034 * unit, stage.horizon + 0.012 * unit
        for index, x in enumerate(np.arange(stage.left, stage.right, 0.26 * unit).tolist()):
            tone = stage.lit(tones[index % 4])
            canvas.drawRect(skia.Rect(x, top, x + 0.255 * unit, bottom), brush.fill(tone))
            band = brush.fill(palette.lighten(tone, -0.12), 0.8)
            canvas.drawRect(skia.Rect(x + 0.04 * unit, top + 0.014 * unit, x + 0.17 * unit, top + 0.024 * unit), band)

    return Layer(0.3, draw, top_px=stage.horizon - 0.04 * unit, bottom_px=stage.horizon + 0.02 * unit)


def _seen(stage: Stage, across: float, down: float) -> tuple[float, float]:
    """A point of the pitch: `across` in units from the middle of the goal at the far line, `down` 0 far to 1 near."""
    y = stage.horizon + 0.012 * stage.unit + down**1.5 * (stage.floor - stage.horizon)
    grown = 1 + 2.1 * (y - stage.horizon) / stage.unit
    return _goal_x(stage) + across * grown * stage.unit, y


def _goal_x(stage: Stage) -> float:
    return stage.subject_x - 0.17 * stage.unit


def _pitch(stage: Stage) -> Layer:
    """Mown stripes and the lines in front of the goal."""
    unit = stage.unit
    grass = stage.lit(palette.mix(stage.plan.palette.land_near, "#3f8f46", 0.6))
    grass = palette.lighten(grass, 0.05 if stage.is_night else 0.0)
    top = stage.horizon + 0.010 * unit

    def draw(canvas: Any, _: float) -> None:
        shades = (palette.lighten(grass, 0.05), grass, palette.lighten(grass, -0.05))
        canvas.drawRect(
            skia.Rect(stage.left, top, stage.right, stage.floor), brush.vertical(top, stage.height, *shades)
        )
        for index in range(-9, 9):
            corners = [(index * 0.26, 0.0), (index * 0.26 + 0.13, 0.0), (index * 0.26 + 0.13, 1.0), (index * 0.26, 1.0)]
            canvas.drawPath(
                brush.polygon([_seen(stage, *corner) for corner in corners]),
                brush.fill(palette.lighten(grass, 0.045), 0.75),
            )
        if not stage.is_flat:
            canvas.save()
            canvas.clipRect(skia.Rect(stage.left, top, stage.right, stage.floor))
            canvas.translate(stage.subject_x, stage.ground)
            canvas.scale(1.6, 0.5)
            brush.glow(canvas, 0, 0, 0.55 * unit, stage.plan.palette.light, 0.30)
            canvas.restore()
        _markings(canvas, stage)

    return Layer(0.6, draw, top_px=top)


def _markings(canvas: Any, stage: Stage) -> None:
    white = stage.lit("#f7f8f2")
    for half, deep in ((3.0, 0.0), (0.34, 0.30), (0.62, 0.62)):
        corners = [(-half, 0.06), (-half, 0.06 + deep), (half, 0.06 + deep), (half, 0.06)]
        line = [_seen(stage, *corner) for corner in corners]
        paint = brush.stroke(white, stage.unit * (0.004 + 0.005 * deep), 0.9)
        canvas.drawPath(brush.polygon(line if deep else [line[0], line[3]], close=False), paint)
    arc = [
        _seen(stage, 0.20 * float(np.cos(turn)), 0.68 + 0.11 * float(np.sin(turn)))
        for turn in np.linspace(0, np.pi, 15)
    ]
    canvas.drawPath(brush.curve(arc, close=False), brush.stroke(white, 0.0075 * stage.unit, 0.9))
    x, y = _seen(stage, 0.0, 0.50)
    canvas.drawOval(
        skia.Rect(x - 0.010 * stage.unit, y - 0.004 * stage.unit, x + 0.010 * stage.unit, y + 0.004 * stage.unit),
        brush.fill(white),
    )


def _goal(stage: Stage) -> Layer:
    unit = stage.unit
    x, y = _seen(stage, 0.0, 0.06)
    half, tall, deep = 0.20 * unit, 0.135 * unit, 0.045 * unit
    white = stage.lit("#fbfbf8")

    def draw(canvas: Any, _: float) -> None:
        net = brush.stroke(white, max(1.0, 0.0013 * unit), 0.42)
        for share in np.linspace(0, 1, 15).tolist():
            left = x - half + 2 * half * share
            inner = x + (left - x) * 0.88
            canvas.drawLine(left, y - tall, inner, y - tall * 0.92, net)
            canvas.drawLine(inner, y - tall * 0.92, inner, y - deep * 0.25, net)
        for share in np.linspace(0.1, 0.92, 7).tolist():
            canvas.drawLine(x - half * 0.88, y - tall * share, x + half * 0.88, y - tall * share, net)
        frame = [(x - half, y), (x - half, y - tall), (x + half, y - tall), (x + half, y)]
        canvas.drawPath(brush.polygon(frame, close=False), brush.stroke(white, 0.010 * unit))

    return Layer(0.6, draw, top_px=y - tall - 0.02 * unit, bottom_px=y + 0.02 * unit)
