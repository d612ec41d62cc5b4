"""Draws bicycle, train, truck, bus, submarine, drone and satellite."""

from __future__ import annotations

import math

from painter.craft import brush, palette
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject

_TYRE, _STEEL, _GLASS = "#1b1e25", "#aab4c0", "#2b3b4b"


def _drive(pen: Pen, reach: float) -> tuple[float, float]:
    """How far a vehicle has moved, and the tremble of its engine."""
    return (pen.time_s / pen.stage.plan.duration_s - 0.5) * reach, pen.wave(11) * 0.0025


def _wheel(pen: Pen, x: float, radius: float, rim: str = _STEEL) -> None:
    pen.disc(x, radius, radius, _TYRE)
    pen.disc(x, radius, radius * 0.58, rim)
    with pen.at(x, radius, turn=math.degrees(pen.time_s * 7)):
        for spoke in range(3):
            with pen.at(turn=60 * spoke):
                pen.line([(-radius * 0.5, 0), (radius * 0.5, 0)], "#5b6470", radius * 0.14)


def _headlight(pen: Pen, x: float, y: float, reach: float) -> None:
    pen.disc(x, y, 0.028, "*#fff4cf")
    if pen.lamps_on and not pen.stage.is_flat:
        beam = brush.linear(
            (x * pen.size, 0), ((x + reach) * pen.size, 0), [(0.0, "#ffeebb", 0.5), (1.0, "#ffeebb", 0.0)]
        )
        cone = [(x, y + 0.015), (x + reach, y + 0.06), (x + reach, y - 0.16), (x, y - 0.03)]
        pen.canvas.drawPath(pen.path(cone, smooth=False), beam)


def _bicycle(pen: Pen) -> None:
    """A city bicycle that rolls along, its pedals turning."""
    pen.shadow(0.85)
    frame, turn = pen.accent, math.degrees(pen.time_s * 2.6)
    with pen.at((pen.time_s / pen.stage.plan.duration_s - 0.5) * 0.4):
        for x in (-0.52, 0.52):
            pen.ring(x, 0.36, 0.34, _TYRE, 0.035)
            pen.ring(x, 0.36, 0.315, _STEEL, 0.012)
            with pen.at(x, 0.36, turn=turn):
                for spoke in range(8):
                    with pen.at(turn=22.5 * spoke):
                        pen.line("-.31 0 .31 0", "#c9d0d8", 0.005, 0.8)
            pen.disc(x, 0.36, 0.03, _STEEL)
        pen.line("-.52 .36 -.14 .33", "#8d97a3", 0.014)
        for tube in ("-.52 .36 -.2 .74", "-.52 .36 -.08 .32", "-.22 .8 -.08 .32 .36 .74 -.2 .72", ".34 .82 .52 .36"):
            pen.line(tube, frame, 0.036, smooth=False)
        pen.line(".34 .8 .32 .92 .4 .98 .48 .95", "#3a3f4a", 0.028)
        pen.solid("-.36 .8 -.3 .85 -.16 .83 -.1 .8 -.2 .77", "#3c2a22")
        pen.box(0.4, 0.62, 0.66, 0.84, "#a9794a", 0.03)
        for weave in (0.67, 0.73, 0.79):
            pen.line([(0.41, weave), (0.65, weave)], "#7f5630", 0.01)
        pen.disc(-0.08, 0.32, 0.075, "#70798a")
        with pen.at(-0.08, 0.32, turn=turn * 0.8):
            pen.line("-.13 0 .13 0", "#4d5563", 0.022)
            pen.line("-.17 0 -.09 0", _TYRE, 0.035)
            pen.line(".09 0 .17 0", _TYRE, 0.035)


def _train(pen: Pen) -> None:
    """A fast train on its track."""
    pen.box(-4.2, -0.04, 4.2, 0.02, "#5d574f")
    pen.line("-4.2 .035 4.2 .035", "#c2c9d1", 0.02)
    ahead, tremble = _drive(pen, 0.8)
    with pen.at(ahead, tremble):
        for car in (-2.55, -1.25):
            pen.block(car, 0.12, car + 1.26, 0.86, "#eef1f5", 0.07)
            pen.box(car, 0.26, car + 1.26, 0.34, pen.accent)
            for window in range(5):
                pen.pane(car + 0.09 + window * 0.225, 0.46, car + 0.26 + window * 0.225, 0.7)
        pen.solid("0.05 .12! 0.05 .86! .55 .85 .95 .68 1.22 .4 1.27 .2 1.2 .12!", "#f6f8fa")
        with pen.inside(pen.path("0.05 .12! 0.05 .86! .55 .85 .95 .68 1.22 .4 1.27 .2 1.2 .12!")):
            pen.box(0.0, 0.26, 1.4, 0.34, pen.accent)
        pen.shape(".66 .68 .72 .78 .86 .7 1.04 .52 .84 .52", _GLASS)
        for window in range(2):
            pen.pane(0.14 + window * 0.225, 0.46, 0.31 + window * 0.225, 0.7)
        for x in (-2.3, -1.55, -1.0, -0.25, 0.3, 0.9):
            _wheel(pen, x, 0.09)
        pen.box(-2.5, 0.08, 1.1, 0.16, "#3b424d", 0.03)
        _headlight(pen, 1.2, 0.3, 0.9)


def _truck(pen: Pen) -> None:
    """A delivery truck with its box."""
    pen.shadow(1.0)
    ahead, tremble = _drive(pen, 0.5)
    with pen.at(ahead, tremble):
        pen.box(-0.9, 0.14, 0.82, 0.22, "#2e343e")
        pen.block(-0.95, 0.2, 0.34, 0.98, "#f4f1ea", 0.03)
        pen.box(-0.95, 0.3, 0.34, 0.42, pen.accent)
        pen.line("-.78 .78 -.2 .78", pen.accent, 0.05)
        pen.line("-.78 .66 -.44 .66", pen.accent, 0.03)
        pen.solid(".38 .14! .38 .8 .5 .82 .68 .8 .82 .52 .96 .46 .98 .14!", pen.accent)
        pen.shape(".52 .52! .52 .74! .66 .74 .77 .52!", _GLASS)
        pen.line(".48 .46 .48 .2", palette.lighten(pen.accent, -0.12), 0.012)
        pen.box(0.92, 0.14, 1.0, 0.22, "#3b424d", 0.02)
        _headlight(pen, 0.95, 0.3, 0.7)
        for x in (-0.66, -0.36, 0.68):
            pen.disc(x, 0.14, 0.165, "#23272f")
            _wheel(pen, x, 0.14)


def _bus(pen: Pen) -> None:
    """A city bus with its passengers."""
    pen.shadow(1.05)
    ahead, tremble = _drive(pen, 0.5)
    coat = "#e0a526"
    with pen.at(ahead, tremble):
        pen.block(-1.05, 0.12, 1.0, 0.98, coat, 0.10)
        pen.box(-1.05, 0.2, 1.0, 0.26, palette.lighten(coat, -0.16))
        pen.box(-0.98, 0.9, 0.9, 0.93, palette.lighten(coat, 0.1))
        for window in range(6):
            left = -0.95 + window * 0.26
            pen.pane(left, 0.5, left + 0.22, 0.82)
            if window in {1, 2, 4}:
                pen.disc(left + 0.11, 0.6, 0.045, "#33302e", 0.85)
                pen.box(left + 0.05, 0.5, left + 0.17, 0.57, "#33302e", 0.03, 0.85)
        pen.pane(0.82, 0.42, 1.0, 0.84)
        pen.box(0.6, 0.16, 0.78, 0.84, palette.lighten(coat, -0.1), 0.02)
        pen.pane(0.625, 0.24, 0.685, 0.8)
        pen.pane(0.695, 0.24, 0.755, 0.8)
        _headlight(pen, 0.97, 0.28, 0.7)
        for x in (-0.62, 0.4):
            pen.disc(x, 0.14, 0.165, "#23272f")
            _wheel(pen, x, 0.14)


def _submarine(pen: Pen) -> None:
    """A round little submarine with lit portholes and a turning screw."""
    coat = "#e8b02c"
    with pen.at(pen.wave(0.4) * 0.1, 0.12 + pen.wave(0.9) * 0.03, turn=pen.wave(0.7) * 2):
        for blade in (0.0, 1.57):
            tall = abs(math.sin(pen.time_s * 9 + blade)) * 0.2 + 0.03
            pen.disc(-0.95, 0.36, 0.03, "#8d6b2f", high=tall)
        pen.shape("-.9 .36 -.98 .62 -.82 .6 -.7 .46 -.7 .28 -.82 .12 -.98 .1", palette.lighten(coat, -0.12))
        pen.solid("-.22 .6! -.16 .88 -.1 .9 .16 .9 .22 .86 .28 .6!", palette.lighten(coat, -0.03))
        pen.line("0 .88 0 1.06 .13 1.06", palette.lighten(coat, -0.18), 0.045, smooth=False)
        pen.disc(0.14, 1.06, 0.035, "#bdeaff")
        pen.solid("-.92 .36 -.6 .6 0 .68 .5 .63 .82 .48 .88 .36 .82 .22 .5 .08 0 .03 -.6 .12", coat)
        pen.line("-.85 .33 0 .27 .84 .3", palette.lighten(coat, -0.14), 0.016)
        for x in (-0.36, 0.0, 0.36):
            pen.disc(x, 0.42, 0.125, palette.lighten(coat, -0.2))
            pen.disc(x, 0.42, 0.09, "*#ffe9a8" if pen.lamps_on else "#9fd8ee")
            pen.disc(x - 0.03, 0.45, 0.025, "#ffffff", 0.8)
        pen.glow(0.9, 0.36, 0.5, "#fff3c0", 0.5)
    for bubble in range(7):
        age = (pen.time_s * 0.35 + bubble / 7) % 1.0
        x = -1.0 - age * 0.35 + 0.04 * math.sin(age * 9 + bubble)
        pen.ring(x, 0.5 + age * 0.6, 0.02 + 0.02 * age, "#e6fbff", 0.01, 0.8 * (1 - age))


def _drone(pen: Pen) -> None:
    """A camera drone that hovers."""
    with pen.at(pen.wave(0.5) * 0.12, 0.25 + pen.wave(1.1) * 0.06, turn=pen.wave(0.8) * 3):
        for side in (-1, 1):
            pen.line([(side * 0.16, 0.3), (side * 0.62, 0.44)], "#3a414d", 0.05)
            pen.line([(side * 0.2, 0.26), (side * 0.3, 0.04), (side * 0.4, 0.02)], "#3a414d", 0.03)
            pen.block(side * 0.62 - 0.045, 0.4, side * 0.62 + 0.045, 0.54, "#2b313b", 0.02)
            spin = abs(math.sin(pen.time_s * 23 + side)) * 0.1
            pen.disc(side * 0.62, 0.555, 0.34 - spin, "#d7e0ea", 0.45, high=0.018)
            pen.disc(side * 0.62, 0.39, 0.022, "*#ff4d4d" if side < 0 else "*#53ff9a")
        pen.solid("-.3 .34 -.2 .46 .2 .46 .3 .34 .2 .22 -.2 .22", "#f1f3f6")
        pen.ball(0.0, 0.16, 0.105, "#2d333d")
        pen.disc(0.0, 0.15, 0.062, "#0e1218")
        pen.disc(0.0, 0.15, 0.04, "#2f7fb5")
        pen.disc(-0.015, 0.168, 0.014, "#d7f2ff")


def _satellite(pen: Pen) -> None:
    """A satellite that turns slowly, its light blinking."""
    with pen.at(pen.wave(0.3) * 0.06, 0.5 + pen.wave(0.5) * 0.03, turn=-22 + pen.wave(0.35) * 4):
        pen.line("-.5 0 .5 0", "#8d95a3", 0.035)
        for side in (-1, 1):
            for cell in range(3):
                left = side * (0.3 + cell * 0.29) - 0.13 + side * 0.06
                pen.block(left, -0.18, left + 0.26, 0.18, "#2c4f9e", 0.01)
                for row in (-0.06, 0.06):
                    pen.line([(left, row), (left + 0.26, row)], "#86a7e6", 0.006)
                pen.line([(left + 0.13, -0.18), (left + 0.13, 0.18)], "#86a7e6", 0.006)
        pen.block(-0.17, -0.24, 0.17, 0.24, "#d9b15a", 0.03)
        for fold in (-0.12, 0.0, 0.12):
            pen.line([(-0.16, fold), (0.16, fold + 0.03)], "#f4dc9c", 0.01, 0.8)
        pen.line("0 -.24 0 -.34", "#8d95a3", 0.03)
        pen.solid("-.22 -.46 0 -.32 .22 -.46 0 -.5", "#f2f4f7")
        pen.line("0 -.46 0 -.6", "#c5ccd6", 0.014)
        shine = max(0.0, pen.wave(3.2)) ** 3
        pen.glow(0, -0.6, 0.2, "#ff5a4d", 0.25 + 0.65 * shine)
        pen.disc(0, -0.6, 0.022, "*#ff7a6b")


SUBJECTS = {
    "bicycle": DrawnSubject(0.34, sketch(_bicycle), half=1.1),
    "train": DrawnSubject(0.20, sketch(_train), half=1.7),
    "truck": DrawnSubject(0.29, sketch(_truck), half=1.25),
    "bus": DrawnSubject(0.28, sketch(_bus), half=1.3),
    "submarine": DrawnSubject(0.30, sketch(_submarine), lift=-0.06, half=1.15),
    "drone": DrawnSubject(0.34, sketch(_drone), lift=0.24, half=1.15),
    "satellite": DrawnSubject(0.38, sketch(_satellite), lift=0.20, half=1.2),
}
