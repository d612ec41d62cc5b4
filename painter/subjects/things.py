"""Draws everyday things: book, ball, helmet, clock, gift, calendar, plant."""

from __future__ import annotations

import math

from painter.craft import palette
from painter.subjects.effects import rest, spark, standing, sweep
from painter.subjects.football import football
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject

_LEAF = "0 .12! 0 .74! .3 .82 .6 .8 .88 .74! .93 .14! .62 .2 .3 .2"
_LEFT_LEAF = "0 .12! 0 .74! -.3 .82 -.6 .8 -.88 .74! -.93 .14! -.62 .2 -.3 .2"


def _open_book(pen: Pen) -> None:
    """A book that lies open."""
    rest(pen, 0.95)
    cover = palette.mix(pen.accent, "#7a2f2a", 0.35)
    pen.solid("-.98 .06! -.94 .66! .94 .66! .98 .06! .5 .0 .06 .03 0 .05 -.06 .03 -.5 .0", cover)
    for sheet in range(4):
        with pen.at(0, (sheet - 3) * 0.016):
            for leaf in (_LEAF, _LEFT_LEAF):
                pen.solid(leaf, palette.lighten("#f4ecda", -0.03 * (3 - sheet)))
    for side in (-1, 1):
        for row in range(6):
            y = 0.68 - row * 0.085
            reach = 0.78 + 0.015 * row - (0.25 if row == 5 else 0)
            pen.line([(side * 0.12, y + 0.01), (side * 0.42, y + 0.05), (side * reach, y)], "#8b8377", 0.014)
    pen.solid(".46 .3! .64 .3 .82 .27! .83 .46! .64 .49 .46 .5!", palette.mix(pen.accent, "#f2e9d6", 0.3))
    pen.line("0 .12 0 .73", "#a89a80", 0.016)


def _book(pen: Pen) -> None:
    """The pages of a book that turn."""
    for turn in range(2):
        share = (pen.time_s * 0.3 + turn * 0.5) % 1.0
        if share < 0.8:
            _turning(pen, math.pi * share / 0.8)


def _turning(pen: Pen, angle: float) -> None:
    """A page that is turned from the right to the left, by an angle in radians."""
    across, up = math.cos(angle), math.sin(angle)
    bend = 0.16 * math.sin(2 * angle)
    far = [(0.88 * across, 0.74 + 0.26 * up)] * 2
    near = [(0.93 * across, 0.14 + 0.26 * up)] * 2
    upper = [(0.0, 0.74), (0.0, 0.74), (0.45 * across - bend, 0.84 + 0.16 * up), *far]
    lower = [*near, (0.45 * across - bend, 0.21 + 0.16 * up), (0.0, 0.12), (0.0, 0.12)]
    pen.solid([*upper, *lower], "#fffaf0" if across > 0 else "#efe5d0")


def _helmet(pen: Pen) -> None:
    """A safety helmet."""
    shell = "#f5b81f"
    dark, light = palette.lighten(shell, -0.12), palette.lighten(shell, 0.08)
    pen.solid("-.56 .16 -.3 .06 .3 .06 .56 .16 .5 .3 -.5 .3", "#3c4049")
    dome = "-.64 .2! -.63 .46 -.52 .72 -.28 .9 0 .95 .28 .9 .52 .72 .63 .46 .64 .2!"
    pen.solid(dome, shell)
    with pen.inside(pen.path(dome)):
        for side in (-1, 1):
            pen.line([(side * 0.5, 0.2), (side * 0.44, 0.5), (side * 0.28, 0.78)], dark, 0.016)
            for slot in range(3):
                x = side * (0.5 - slot * 0.012)
                pen.line([(x - 0.03, 0.42 + slot * 0.06), (x + 0.03, 0.42 + slot * 0.06)], dark, 0.018)
    pen.solid("-.1 .2! -.13 .6 -.12 .94 -.06 1.0 .06 1.0 .12 .94 .13 .6 .1 .2!", light)
    for x in (-0.26, 0.26):
        pen.line([(x * 1.15, 0.24), (x * 1.12, 0.56), (x * 0.92, 0.84)], light, 0.05)
    pen.disc(0, 0.47, 0.15, "#ffffff")
    pen.ring(0, 0.47, 0.15, dark, 0.014)
    pen.box(-0.035, 0.38, 0.035, 0.56, "#2f9e58", 0.008)
    pen.box(-0.09, 0.435, 0.09, 0.505, "#2f9e58", 0.008)
    pen.solid("-.86 .12! -.74 .24 -.4 .27 0 .28 .4 .27 .74 .24 .86 .12! .5 .06 0 .04 -.5 .06", shell)
    pen.line("-.8 .13 -.4 .085 0 .07 .4 .085 .8 .13", dark, 0.022)
    pen.line("-.6 .22 -.2 .245 .2 .245", light, 0.02)
    sweep(pen, pen.path(dome), opacity=0.3)
    spark(pen, 0.45, 0.74, 0.12, 0.2, "*#fffbe6")
    spark(pen, -0.52, 0.56, 0.09, 2.9, "*#fffbe6")


def _clock(pen: Pen) -> None:
    """An alarm clock whose hands go round; now and then it rings."""
    body = palette.mix(pen.accent, "#d94b3d", 0.25)
    dark = palette.lighten(body, -0.15)
    rings = (pen.time_s % 3.2) > 2.4
    shake = 1.6 * pen.wave(42) if rings else 0.0
    for side in (-1, 1):
        pen.line([(side * 0.24, 0.14), (side * 0.33, 0.02)], "#4a4f5a", 0.06)
    with pen.at(0, 0.02, turn=shake):
        pen.line("-.16 .86 -.12 .96 .12 .96 .16 .86", "#4a4f5a", 0.03)
        for side in (-1, 1):
            with pen.at(side * 0.27, 0.8, turn=side * 35):
                pen.solid("-.17 0! -.14 .1 0 .155 .14 .1 .17 0!", "#e7c25a")
                pen.disc(0, 0.165, 0.024, "#b98f2c")
        with pen.at(0, 0.83, turn=24 * pen.wave(42) if rings else 0.0):
            pen.line("0 0 0 .09", "#4a4f5a", 0.022)
            pen.ball(0, 0.1, 0.035, "#e7c25a")
        pen.ball(0, 0.44, 0.42, body)
        pen.disc(0, 0.44, 0.345, dark)
        pen.disc(0, 0.44, 0.33, "#fbf8f1")
        for hour in range(12):
            with pen.at(0, 0.44, turn=30 * hour):
                pen.line(
                    [(0, 0.24 if hour % 3 == 0 else 0.265), (0, 0.29)], "#343a45", 0.026 if hour % 3 == 0 else 0.014
                )
        for turn, reach, width, tone in (
            (300 + 3 * pen.time_s, 0.16, 0.036, "#23262e"),
            (60 + 36 * pen.time_s, 0.24, 0.026, "#23262e"),
            (6 * math.floor(pen.time_s * 6), 0.27, 0.011, "#d8322c"),
        ):
            with pen.at(0, 0.44, turn=turn):
                pen.line([(0, -0.05), (0, reach)], tone, width)
        pen.disc(0, 0.44, 0.026, "#d8322c")
        if not pen.stage.is_flat:
            pen.shape("-.24 .58 -.12 .72 .04 .75 -.1 .66 -.2 .5", "#ffffff", 0.35)


def _gift(pen: Pen) -> None:
    """A present whose lid hops."""
    hop = max(0.0, pen.wave(2.4)) ** 2
    paper, ribbon = palette.mix("#26808c", pen.accent, 0.1), "#e4465c"
    if hop > 0.05:
        pen.glow(0, 0.62, 0.7, "#fff1b8", 0.5 * hop)
    pen.block(-0.48, 0.0, 0.48, 0.58, paper, 0.02)
    for dot in range(12):
        x, y = -0.42 + (dot % 4) * 0.28, 0.1 + (dot // 4) * 0.17
        pen.disc(x, y, 0.026, palette.lighten(paper, 0.12))
    pen.block(-0.1, 0.0, 0.1, 0.58, ribbon)
    pen.box(-0.48, 0.5, 0.48, 0.58, palette.lighten(paper, -0.16), opacity=0.6)
    with pen.at(0, hop * 0.07, turn=4 * hop * pen.wave(1.2)):
        pen.block(-0.54, 0.55, 0.54, 0.73, palette.lighten(paper, 0.03), 0.025)
        pen.block(-0.11, 0.55, 0.11, 0.73, ribbon)
        for side in (-1, 1):
            flap = 0.02 * pen.wave(2.4, side)
            pen.solid(
                [(0, 0.74), (side * 0.16, 0.72), (side * 0.34, 0.68), (side * 0.26, 0.8), (side * 0.1, 0.8)],
                palette.lighten(ribbon, -0.1),
            )
            pen.solid(
                [
                    (0, 0.76),
                    (0, 0.76),
                    (side * 0.14, 0.95 + flap),
                    (side * 0.33, 0.97 + flap),
                    (side * 0.37, 0.84),
                    (side * 0.22, 0.76),
                ],
                ribbon,
            )
            pen.shape(
                [
                    (side * 0.07, 0.79),
                    (side * 0.17, 0.9 + flap),
                    (side * 0.29, 0.91 + flap),
                    (side * 0.29, 0.84),
                    (side * 0.2, 0.8),
                ],
                palette.lighten(ribbon, -0.16),
            )
        pen.ball(0, 0.79, 0.075, ribbon, high=0.065)
    for x, y, reach, phase in (
        (-0.56, 0.86, 0.09, 0.0),
        (0.58, 0.8, 0.11, 1.4),
        (0.46, 1.0, 0.07, 2.6),
        (-0.42, 1.02, 0.06, 3.7),
    ):
        spark(pen, x, y, reach, phase, "*#ffe08a")


def _month(pen: Pen) -> None:
    """A calendar."""
    pen.solid("-.3 .0! -.6 .0! -.5 .3! .5 .3! .6 .0! .3 .0!", "#8e95a3")
    pen.block(-0.56, 0.06, 0.56, 0.94, "#ffffff", 0.05)
    pen.box(-0.56, 0.06, 0.56, 0.085, "#d3d6de", 0.02)
    head = palette.mix(pen.accent, "#dd3b3b", 0.45)
    pen.solid("-.56 .7! -.56 .89! -.545 .925 -.51 .94! .51 .94! .545 .925 .56 .89! .56 .7!", head)
    pen.box(-0.24, 0.8, 0.24, 0.84, "#ffffff", 0.02)
    for ring in (-0.36, -0.12, 0.12, 0.36):
        pen.disc(ring, 0.885, 0.03, palette.lighten(head, -0.25))
        pen.line([(ring, 0.88), (ring, 0.99)], "#c3c9d3", 0.03)
    for day in range(28):
        column, row = day % 7, day // 7
        x, y = -0.43 + column * 0.143, 0.605 - row * 0.143
        past = day < 16
        pen.box(x - 0.045, y - 0.045, x + 0.045, y + 0.045, "#e7e9ef" if column < 5 else "#f6d8d4", 0.012)
        if past:
            pen.line([(x - 0.022, y), (x - 0.006, y - 0.018), (x + 0.026, y + 0.02)], "#8d95a6", 0.014, smooth=False)


def _calendar(pen: Pen) -> None:
    """A day that is circled."""
    x, y = -0.43 + 4 * 0.143, 0.605 - 2 * 0.143
    drawn = min(1.0, max(0.0, (pen.time_s - 0.5) / 0.9))
    steps = max(1, round(30 * drawn))
    loop = [
        (x + (0.085 - 0.0006 * step) * math.sin(step * 0.23), y + (0.085 + 0.0006 * step) * math.cos(step * 0.23))
        for step in range(steps + 1)
    ]
    pen.line(loop, "#e0332e", 0.024)
    with pen.at(x, y, scale=0.036 * (1 + 0.1 * pen.wave(4))):
        pen.shape("0 -.85! -.8 0 -.72 .6 -.32 .7 0 .38! .32 .7 .72 .6 .8 0", "#e0332e")


def _plant(pen: Pen) -> None:
    """A pot plant whose leaves stir."""
    for turn, reach, phase, tone in (
        (-62, 0.5, 0.3, -0.05),
        (60, 0.52, 1.9, -0.05),
        (-38, 0.64, 1.0, 0.0),
        (36, 0.66, 2.6, 0.0),
        (-15, 0.72, 0.0, 0.03),
        (14, 0.7, 3.2, 0.05),
    ):
        with pen.at(turn * 0.001, 0.3, turn=turn + 2.2 * pen.wave(1.1, phase)):
            green = palette.lighten("#3f8d4c", tone)
            wide = reach * 0.2
            pen.solid(
                [
                    (0, 0),
                    (-wide * 0.6, reach * 0.3),
                    (-wide, reach * 0.6),
                    (0, reach),
                    (0, reach),
                    (wide, reach * 0.6),
                    (wide * 0.6, reach * 0.3),
                ],
                green,
            )
            vein = palette.lighten(green, 0.12)
            pen.line([(0, 0.03), (0, reach * 0.9)], vein, 0.01)
            for rib in range(1, 5):
                y = reach * (0.22 + rib * 0.13)
                for side in (-1, 1):
                    pen.line([(0, y), (side * wide * 0.6, y + reach * 0.09)], vein, 0.006, 0.8)
    clay = palette.mix("#c96f46", pen.accent, 0.2)
    pen.shape("-.24 .32 .24 .32 .2 .28 -.2 .28", "#3c2a22")
    pen.solid("-.24 .3! .24 .3! .17 .02! .12 .0 -.12 .0 -.17 .02!", clay)
    pen.block(-0.28, 0.25, 0.28, 0.36, palette.lighten(clay, 0.04), 0.02)
    pen.line("-.2 .16 -.1 .12 0 .16 .1 .12 .2 .16", "#f6e3cf", 0.018, smooth=False)


SUBJECTS = {
    "book": DrawnSubject(0.34, sketch(_book), sketch(_open_book), half=1.02),
    "ball": DrawnSubject(0.42, sketch(football), half=0.42),
    "helmet": DrawnSubject(0.40, sketch(_helmet), standing(_helmet, 0.7), half=0.9),
    "clock": DrawnSubject(0.48, sketch(_clock), standing(_clock, 0.42), half=0.54),
    "gift": DrawnSubject(0.44, sketch(_gift), standing(_gift, 0.52), half=0.72),
    "calendar": DrawnSubject(0.48, sketch(_calendar), standing(_month, 0.62, whole=True), half=0.66),
    "plant": DrawnSubject(0.56, sketch(_plant), standing(_plant, 0.2), half=0.58),
}
