"""Draws things that stand for ideas: heart, warning sign, trophy, key, gears, bulb, pin, coins, guitar."""

from __future__ import annotations

import math
from collections.abc import Sequence

from painter.craft import palette
from painter.subjects.effects import rest, spark, standing, sweep
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject

_GOLD = "#e9b53a"
_HEART = "0 .02! -.2 .22 -.46 .48 -.52 .74 -.38 .93 -.18 .94 0 .76! .18 .94 .38 .93 .52 .74 .46 .48 .2 .22"


def _heart(pen: Pen) -> None:
    """A heart that beats."""
    rest(pen, 0.3, opacity=0.5)
    beat = max(0.0, pen.wave(4.4)) ** 6 + 0.6 * max(0.0, pen.wave(4.4, -0.9)) ** 6
    red = "#e5304b"
    for ring in range(2):
        age = (pen.time_s * 0.7 + ring * 0.5) % 1.0
        with pen.at(0, 0.06 + 0.5 * (1 - (0.9 + age * 0.28)), scale=0.9 + age * 0.28):
            pen.line(_HEART + " 0 .02!", f"*{red}", 0.012, 0.6 * (1 - age))
    with pen.at(0, 0.08 + 0.5 * (0.1 - 0.05 * beat), scale=0.9 + 0.05 * beat):
        pen.solid(_HEART, red)
        with pen.inside(pen.path(_HEART)):
            pen.shape("-.7 .6 -.3 .3 0 .2 .3 .16 .6 .3 .3 -.1 -.4 -.1", palette.lighten(red, -0.1), 0.35)
        pen.shape("-.4 .62 -.42 .76 -.32 .86 -.2 .87 -.28 .8 -.34 .7", "#ffffff", 0.7)
        pen.disc(-0.36, 0.53, 0.035, "#ffffff", 0.7, high=0.045)
        sweep(pen, pen.path(_HEART), opacity=0.25)


def _sign(pen: Pen) -> None:
    """A warning sign on its post."""
    pen.shadow(0.22)
    pen.block(-0.035, 0.0, 0.035, 0.5, "#9aa2ae")
    pen.line("-.012 .02 -.012 .4", "#d5dae1", 0.012)
    pen.glow(0, 0.66, 0.62, "#ffc62e", 0.2 + 0.16 * pen.wave(3.2))
    board = "-.5 .40! -.49 .345 -.44 .33! .44 .33! .49 .345 .5 .40! .05 .985 0 1.0 -.05 .985"
    pen.solid(board, "#23252b", smooth=False)
    pen.solid("-.435 .385 .435 .385 0 .945", "#ffc91f", smooth=False)
    pen.shape("-.05 .76 -.035 .79 .035 .79 .05 .76 .026 .56 -.026 .56", "#1a1b20")
    pen.disc(0, 0.475, 0.045, "#1a1b20")
    sweep(pen, pen.path("-.435 .385 .435 .385 0 .945", smooth=False), opacity=0.4)
    for x, y in ((-0.41, 0.365), (0.41, 0.365)):
        pen.disc(x, y, 0.012, "#8a909b")


def _trophy(pen: Pen) -> None:
    """A golden cup that glitters."""
    pen.glow(0, 0.68, 0.7, "#ffd76a", 0.28)
    dark, light = palette.lighten(_GOLD, -0.14), palette.lighten(_GOLD, 0.14)
    for side in (-1, 1):
        handle = [(side * x, y) for x, y in ((0.28, 0.9), (0.46, 0.94), (0.5, 0.78), (0.4, 0.62), (0.2, 0.56))]
        pen.line(handle, dark, 0.065)
        pen.line(handle, _GOLD, 0.04)
    pen.block(-0.26, 0.0, 0.26, 0.15, "#3a2a20", 0.02)
    pen.block(-0.21, 0.14, 0.21, 0.2, "#4b382b", 0.015)
    pen.box(-0.13, 0.035, 0.13, 0.115, light, 0.01)
    pen.line("-.09 .075 .09 .075", dark, 0.018)
    pen.solid("-.05 .42 .05 .42 .05 .32 .14 .2! -.14 .2! -.05 .32", _GOLD)
    pen.ball(0, 0.36, 0.085, _GOLD, high=0.035)
    bowl = "-.33 .97! -.33 .74 -.24 .54 -.1 .42 .1 .42 .24 .54 .33 .74 .33 .97!"
    pen.solid(bowl, _GOLD)
    with pen.inside(pen.path(bowl)):
        pen.shape("-.28 1.0! -.28 .72 -.2 .56 -.14 .5 -.18 .72 -.18 1.0!", light, 0.9)
        pen.shape(".36 1.0! .24 1.0! .24 .72 .14 .5 .2 .4 .4 .6", dark, 0.6)
    pen.ball(0, 0.97, 0.35, light, high=0.035)
    pen.disc(0, 0.968, 0.31, dark, high=0.022)
    star = [
        (
            (0.125 if step % 2 == 0 else 0.052) * math.sin(step * math.pi / 5),
            0.74 + (0.125 if step % 2 == 0 else 0.052) * math.cos(step * math.pi / 5),
        )
        for step in range(10)
    ]
    pen.shape(star, "#fff6d2", smooth=False)
    sweep(pen, pen.path(bowl), opacity=0.5, pace=0.24)
    for x, y, reach, phase in (
        (-0.3, 0.95, 0.13, 0.0),
        (0.32, 0.7, 0.1, 1.5),
        (-0.16, 0.48, 0.08, 2.8),
        (0.45, 0.95, 0.08, 4.0),
    ):
        spark(pen, x, y, reach, phase, "*#fffbe6")


def _key(pen: Pen) -> None:
    """An old key that hangs in the air and glints."""
    rest(pen, 0.3, opacity=0.45)
    dark, light = palette.lighten(_GOLD, -0.13), palette.lighten(_GOLD, 0.12)
    with pen.at(0, 0.54 + 0.015 * pen.wave(1.2), turn=36 + 5 * pen.wave(0.9)):
        pen.block(-0.04, -0.5, 0.04, 0.2, _GOLD, 0.03)
        pen.solid(".02 -.46 .22 -.46 .22 -.3 .15 -.3 .15 -.37 .1 -.37 .1 -.24 .02 -.24", _GOLD, smooth=False)
        for y in (0.08, 0.17):
            pen.block(-0.075, y - 0.025, 0.075, y + 0.025, light, 0.02)
        for turn in (0, 120, 240):
            with pen.at(0, 0.34, turn=turn):
                pen.ring(0, 0.12, 0.1, dark, 0.075)
                pen.ring(0, 0.12, 0.1, _GOLD, 0.05)
        pen.ring(0, 0.34, 0.05, dark, 0.04)
        pen.disc(0, 0.34, 0.045, palette.mix(pen.accent, "#ffffff", 0.1))
        pen.line("-.016 -.44 -.016 .04", light, 0.014)
        spark(pen, 0.0, 0.5, 0.13, 0.3, "*#fffbe6")
        spark(pen, 0.18, -0.36, 0.1, 2.2, "*#fffbe6")


_TOOTH, _PITCH = 0.036, 0.026
_GEARS = ((-0.2, 0.37, 12), (0.277, 0.578, 8), (0.071, 0.878, 6))
"""The centres of three wheels and their numbers of teeth; all teeth are alike, so that the wheels mesh."""


def _gear(pen: Pen) -> None:
    """Three wheels that turn each other."""
    rest(pen, 0.3, -0.2)
    tones = (palette.mix("#8d97a6", pen.accent, 0.15), pen.accent, "#c9ced8")
    x, y, teeth = _GEARS[0]
    angle = pen.time_s * 0.55
    turns = [angle]
    for other_x, other_y, other_teeth in _GEARS[1:]:
        turns.append(_meshed((x, y, teeth, turns[-1]), (other_x, other_y, other_teeth)))
        x, y, teeth = other_x, other_y, other_teeth
    for (x, y, teeth), turn, tone in zip(_GEARS, turns, tones, strict=True):
        with pen.at(x, y, turn=-math.degrees(turn)):
            _wheel(pen, teeth, tone)


def _meshed(one: tuple[float, float, int, float], other: tuple[float, float, int]) -> float:
    """The angle in radians at which a wheel's gap meets a tooth of the wheel that drives it."""
    x, y, teeth, turn = one
    towards = math.atan2(other[1] - y, other[0] - x)
    met = (towards - turn) * teeth / (2 * math.pi)
    return towards + math.pi - (0.5 - met) * 2 * math.pi / other[2]


def _wheel(pen: Pen, teeth: int, tone: str) -> None:
    pitch = teeth * _PITCH
    outer, inner = pitch + _TOOTH, pitch - _TOOTH
    rim = []
    for tooth in range(teeth):
        for share, reach in ((-0.33, inner), (-0.16, outer), (0.16, outer), (0.33, inner)):
            angle = 2 * math.pi * (tooth + share) / teeth
            rim.append((reach * math.cos(angle), reach * math.sin(angle)))
    dark = palette.lighten(tone, -0.14)
    pen.solid(rim, tone, smooth=False)
    pen.disc(0, 0, inner * 0.82, dark)
    pen.disc(0, 0, inner * 0.76, palette.lighten(tone, -0.03))
    holes = 5 if teeth > 6 else 0
    for hole in range(holes):
        angle = 2 * math.pi * hole / holes
        pen.disc(
            inner * 0.5 * math.cos(angle), inner * 0.5 * math.sin(angle), inner * 0.17, palette.lighten(tone, -0.3)
        )
    pen.disc(0, 0, inner * 0.24, dark)
    pen.disc(0, 0, inner * 0.12, "#2b303a")


def _bulb(pen: Pen) -> None:
    """A light bulb that glows."""
    power = 0.8 + 0.2 * pen.wave(2.6)
    warm = "#ffd257"
    pen.glow(0, 0.62, 0.95, warm, 0.55 * power)
    for ray in range(9):
        turn = math.radians(-20 + 27.5 * ray)
        near, far = 0.44, 0.5 + 0.035 * pen.wave(2.6, ray * 1.3)
        if 0.62 + far * math.sin(turn) < 1.04 and abs(math.cos(turn)) > 0.2:
            pen.line([(r * math.cos(turn), 0.62 + r * math.sin(turn)) for r in (near, far)], f"*{warm}", 0.026, 0.9)
    glass = "-.13 .3! -.15 .4 -.28 .5 -.345 .66 -.3 .86 -.15 .98 0 1.0 .15 .98 .3 .86 .345 .66 .28 .5 .15 .4 .13 .3!"
    pen.solid(glass, f"*{palette.mix('#fff3c4', warm, 0.45)}")
    pen.line("-.06 .3 -.1 .58", "#8a6a3a", 0.014)
    pen.line(".06 .3 .1 .58", "#8a6a3a", 0.014)
    pen.glow(0, 0.62, 0.3, "#ffffff", 0.8 * power)
    pen.line("-.1 .58 -.06 .66 -.03 .58 0 .66 .03 .58 .06 .66 .1 .58", "*#ff9417", 0.022, smooth=False)
    pen.shape("-.25 .62 -.24 .78 -.14 .89 -.18 .78 -.2 .64", "#ffffff", 0.85)
    pen.block(-0.135, 0.24, 0.135, 0.32, "#aab2bf", 0.02)
    for turn in range(3):
        pen.block(-0.125, 0.19 - turn * 0.06, 0.125, 0.24 - turn * 0.06, "#aab2bf" if turn % 2 else "#8d96a5", 0.022)
        pen.line([(-0.12, 0.2 - turn * 0.06), (0.12, 0.215 - turn * 0.06)], "#646d7b", 0.01)
    pen.solid("-.1 .07! -.05 .0 .05 .0 .1 .07!", "#3a3f4a")


def _pin(pen: Pen) -> None:
    """A map pin that marks the spot."""
    for ring in range(3):
        age = (pen.time_s * 0.5 + ring / 3) % 1.0
        pen.line(_circle(0.0, 0.02, 0.06 + 0.34 * age, 0.3), f"*{pen.accent}", 0.014, 0.8 * (1 - age))
    rest(pen, 0.14, opacity=0.7)
    red = "#e5392f"
    drop = abs(pen.wave(2.1)) * 0.05
    with pen.at(0, 0.02 + drop):
        body = "0 .0! -.1 .2 -.24 .42 -.3 .62 -.24 .82 -.1 .93 .1 .93 .24 .82 .3 .62 .24 .42 .1 .2"
        pen.solid(body, red)
        with pen.inside(pen.path(body)):
            pen.shape(".3 1.0! .4 .5 .1 0 0 0! .2 .4 .22 .7", palette.lighten(red, -0.12), 0.5)
            pen.shape("-.22 .6 -.2 .76 -.08 .87 -.13 .76 -.16 .62", "#ffffff", 0.45)
        pen.disc(0, 0.635, 0.135, palette.lighten(red, -0.18))
        pen.disc(0, 0.63, 0.12, "#ffffff")
        sweep(pen, pen.path(body), opacity=0.25)


def _circle(x: float, y: float, radius: float, flat: float) -> Sequence[tuple[float, float]]:
    turns = [2 * math.pi * step / 24 for step in range(25)]
    return [(x + radius * math.cos(turn), y + radius * flat * math.sin(turn)) for turn in turns]


def _stacks(pen: Pen) -> None:
    """Stacks of coins."""
    rest(pen, 0.72)
    dark = palette.lighten(_GOLD, -0.15)
    for x, count, y in ((-0.36, 4, 0.05), (0.36, 6, 0.05), (0.0, 3, 0.0)):
        for coin in range(count):
            top = y + 0.1 + coin * 0.085
            lean = 0.012 * math.sin(coin * 2.1 + x * 9)
            pen.disc(x + lean, top - 0.075, 0.27, dark, high=0.085)
            pen.block(x + lean - 0.27, top - 0.075, x + lean + 0.27, top, _GOLD)
            for notch in range(9):
                across = x + lean + 0.26 * math.sin((notch - 4) * 0.33)
                pen.line([(across, top - 0.065), (across, top - 0.03)], dark, 0.008)
            pen.ball(x + lean, top, 0.27, palette.lighten(_GOLD, 0.05), high=0.085)
            pen.disc(x + lean, top, 0.2, _GOLD, high=0.06)


def _coin(pen: Pen) -> None:
    """A coin that spins above the others."""
    with pen.at(0, 0.74 + 0.03 * pen.wave(1.4)):
        _spinning(pen, pen.time_s * 2.0)
    spark(pen, 0.5, 0.66, 0.1, 0.6, "*#fffbe6")
    spark(pen, -0.46, 0.5, 0.08, 2.4, "*#fffbe6")


def _spinning(pen: Pen, angle: float) -> None:
    """A coin that turns about its upright axis."""
    wide = abs(math.cos(angle))
    edge = 0.045 * math.sin(angle) * (1 if math.cos(angle) > 0 else -1)
    half = max(0.03, 0.22 * wide)
    pen.disc(edge, 0, half, palette.lighten(_GOLD, -0.17), high=0.22)
    pen.ball(0, 0, half, _GOLD, high=0.22)
    pen.disc(0, 0, half * 0.8, palette.lighten(_GOLD, -0.07), high=0.176)
    pen.disc(0, 0, half * 0.74, palette.lighten(_GOLD, 0.03), high=0.163)
    star = [
        (
            half / 0.22 * (0.11 if step % 2 == 0 else 0.046) * math.sin(step * math.pi / 5),
            (0.11 if step % 2 == 0 else 0.046) * math.cos(step * math.pi / 5),
        )
        for step in range(10)
    ]
    pen.shape(star, "#fff3c9", smooth=False)


def _guitar(pen: Pen) -> None:
    """A guitar whose strings ring, and notes that rise from it."""
    rest(pen, 0.3)
    wood = "#d08a3e"
    for note in range(3):
        age = (pen.time_s * 0.35 + note / 3) % 1.0
        x = (-0.3, 0.32, -0.24)[note] + 0.05 * math.sin(age * 7 + note)
        with pen.at(x, 0.4 + 0.42 * age, scale=0.9):
            shown = min(1.0, age * 5, (1 - age) * 3)
            pen.disc(0, 0, 0.036, f"*{pen.accent}", shown, high=0.028)
            pen.line("-.0 .0 .032 .0 .032 .13 .075 .1", f"*{pen.accent}", 0.014, shown, smooth=False)
    with pen.at(0, 0.0, turn=6):
        body = (
            "0 .0 -.16 .02 -.23 .12 -.2 .24 -.13 .3 -.16 .38 -.14 .46 "
            "0 .5 .14 .46 .16 .38 .13 .3 .2 .24 .23 .12 .16 .02"
        )
        pen.solid(body, palette.lighten(wood, -0.2))
        with pen.at(0, 0.018, scale=0.935):
            pen.solid(body, wood)
        pen.disc(0, 0.31, 0.075, "#6b3f1c")
        pen.disc(0, 0.31, 0.06, "#20140c")
        pen.block(-0.075, 0.105, 0.075, 0.14, "#4a2c17", 0.012)
        pen.block(-0.028, 0.33, 0.028, 0.86, "#5a3820", 0.006)
        for fret in range(9):
            y = 0.42 + 0.43 * (1 - 0.86**fret) / (1 - 0.86**9)
            pen.line([(-0.026, y), (0.026, y)], "#d9d3c4", 0.006)
        pen.solid("-.03 .855! -.055 .89 -.045 .99 0 1.0 .045 .99 .055 .89 .03 .855!", "#4a2c17")
        for peg in range(3):
            for side in (-1, 1):
                pen.disc(side * 0.066, 0.895 + peg * 0.034, 0.014, "#e6dfd0")
        for string in range(4):
            x = -0.018 + string * 0.012
            hum = 0.006 * pen.wave(40 + string * 7) * max(0.0, pen.wave(1.9, string * 0.7))
            pen.line([(x * 1.4, 0.125), (x * 1.2 + hum, 0.36), (x, 0.87)], "#f6f1e4", 0.0045)
        sweep(pen, pen.path(body), opacity=0.2)


SUBJECTS = {
    "heart": DrawnSubject(0.46, sketch(_heart), half=0.62),
    "sign": DrawnSubject(0.60, sketch(_sign), half=0.54),
    "trophy": DrawnSubject(0.54, sketch(_trophy), standing(_trophy, 0.28), half=0.58),
    "key": DrawnSubject(0.52, sketch(_key), half=0.52),
    "gear": DrawnSubject(0.54, sketch(_gear), half=0.66),
    "bulb": DrawnSubject(0.54, sketch(_bulb), half=0.58),
    "pin": DrawnSubject(0.52, sketch(_pin), half=0.44),
    "coin": DrawnSubject(0.46, sketch(_coin), sketch(_stacks), half=0.76),
    "guitar": DrawnSubject(0.64, sketch(_guitar), half=0.44),
}
