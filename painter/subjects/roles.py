"""Draws people at work: speaker, worker, chef, reader, astronaut, and a robot."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from painter.craft import palette
from painter.subjects import body, wardrobe
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject
from painter.subjects.skeleton import Pose


def _look(pen: Pen, name: str, **fixed: Any) -> wardrobe.Appearance:
    return wardrobe.adult(pen.stage.rng(name), pen.accent, **fixed)


def _speaker(pen: Pen) -> None:
    """A speaker at a lectern, talking with both hands."""
    look = _look(pen, "speaker", top="#2f3d5c", bottom="#262c3a", sleeves=1.0, legs="trousers", hem=0.03)
    talk, other = pen.wave(2.3), pen.wave(1.7, 1.2)
    pen.shadow(0.4)
    pose = Pose(
        hip=(0.0, 0.515),
        hands=((-0.15 - 0.03 * talk, -0.08 + 0.09 * talk), (0.16 + 0.03 * other, -0.11 + 0.07 * other)),
        feet=((-0.05, 0, 0), (0.05, 0, 0)),
        spread=0.088,
        elbows=(1, -1),
        knees=(-1, 1),
        lean=1.6 * pen.wave(1.1),
        nod=2 * pen.wave(2.3, 0.5),
    )
    body.draw(pen, pose, look)
    x, y = pose.neck
    pen.shape([(x - 0.022, y + 0.012), (x + 0.022, y + 0.012), (x, y - 0.1)], "#f6f4ee", smooth=False)
    pen.shape(
        [(x - 0.01, y - 0.005), (x + 0.01, y - 0.005), (x + 0.012, y - 0.09), (x, y - 0.11), (x - 0.012, y - 0.09)],
        pen.accent,
        smooth=False,
    )
    _lectern(pen)


def _lectern(pen: Pen) -> None:
    wood = "#8a5a38"
    pen.solid("-.15 .0! -.12 .5! .12 .5! .15 .0!", wood)
    pen.block(-0.2, 0.0, 0.2, 0.05, palette.lighten(wood, -0.08), 0.01)
    pen.solid("-.22 .49! -.2 .56! .2 .56! .22 .49!", palette.lighten(wood, 0.06))
    pen.disc(0, 0.3, 0.06, palette.lighten(wood, -0.1))
    pen.disc(0, 0.3, 0.035, pen.accent)
    for side in (-1, 1):
        pen.line([(side * 0.06, 0.56), (side * 0.055, 0.62), (side * 0.03, 0.66)], "#23262e", 0.01)
        pen.disc(side * 0.026, 0.668, 0.017, "#23262e", high=0.022)


def _worker(pen: Pen) -> None:
    """A worker in a safety vest and helmet who checks a plan and waves the way."""
    look = _look(
        pen,
        "worker",
        top="#3c5a7d",
        bottom="#33435c",
        sleeves=1.0,
        legs="trousers",
        hem=0.0,
        hat="helmet",
        hat_colour="#f5c21f",
        vest="#f28a1c",
        shoes="#5a3b2a",
    )
    look = replace(look, cut="short" if look.cut in {"bun", "curls", "scarf"} else look.cut)
    wave = pen.wave(3.0)
    pen.shadow(0.3)
    pose = Pose(
        hip=(0.0, 0.515),
        hands=((-0.02, -0.14), (0.17 + 0.06 * wave, 0.17 - 0.03 * wave)),
        feet=((-0.055, 0, 0), (0.055, 0, 0)),
        spread=0.09,
        elbows=(-1, -1),
        knees=(-1, 1),
        lean=1.2 * pen.wave(1.0),
        nod=3 * pen.wave(0.8),
    )
    body.draw(pen, pose, look)
    hand = pose.arm(0)[2]
    with pen.at(hand[0] + 0.02, hand[1], turn=-8):
        pen.block(-0.07, -0.08, 0.07, 0.1, "#d9c9a6", 0.01)
        pen.box(-0.055, -0.065, 0.055, 0.075, "#fbfaf5")
        for row in (0.045, 0.02, -0.005, -0.03):
            pen.line([(-0.04, row), (0.035, row)], "#7d8794", 0.007)
        pen.box(-0.025, 0.085, 0.025, 0.11, "#6f7886", 0.006)
    for x in (-0.42, 0.44):
        _cone(pen, x)


def _cone(pen: Pen, x: float) -> None:
    pen.shadow(0.09, x)
    pen.solid([(x - 0.07, 0.02), (x - 0.016, 0.22), (x + 0.016, 0.22), (x + 0.07, 0.02)], "#ee6a24", smooth=False)
    pen.shape([(x - 0.048, 0.1), (x - 0.032, 0.16), (x + 0.032, 0.16), (x + 0.048, 0.1)], "#f8f6f0", smooth=False)
    pen.box(x - 0.09, 0.0, x + 0.09, 0.025, "#d85a1a", 0.006)


def _chef(pen: Pen) -> None:
    """A chef who tosses what is in the pan."""
    look = _look(pen, "chef", top="#f7f5ef", bottom="#2d3340", sleeves=1.0, legs="trousers", hat="toque", hem=0.02)
    look = replace(look, cut="short" if look.cut in {"curls", "scarf", "bun", "long"} else look.cut)
    toss = pen.time_s % 1.6 / 1.6
    flick = math.sin(math.pi * min(1.0, toss / 0.3)) if toss < 0.3 else 0.0
    pose = Pose(
        hip=(-0.12, 0.515),
        lean=4,
        nod=6,
        hands=((0.2, -0.1), (0.22, -0.12 + 0.05 * flick)),
        spread=0.02,
        feet=((-0.17, 0, 0), (-0.09, 0, 0)),
    )
    pen.shadow(0.6, 0.1)
    body.draw(pen, pose, look)
    with pen.at(*pose.hip, turn=pose.lean):
        for row in (0.24, 0.18, 0.12):
            pen.disc(0.05, row, 0.011, "#b9b3a5")
    x, y = pose.arm(1)[2]
    up = toss - 0.22
    for index, colour in enumerate(("#d8412f", "#f0b429", "#5f9e46", "#f2e3c6", "#d8412f")):
        high = max(0.0, 1.5 * up - 2.0 * up * up) if up > 0 else 0.0
        pen.disc(x + 0.2 + 0.05 * index, y + 0.06 + high * (0.75 + 0.12 * (index % 3)), 0.023, colour)
    with pen.at(x, y, turn=-10 * flick):
        pen.line([(0.0, 0.0), (0.14, 0.02)], "#23262e", 0.024)
        pen.solid("0.13 .05! .16 .0 .4 .0 .44 .05!", "#3a3f4a")
    _stove(pen)


def _stove(pen: Pen) -> None:
    pen.block(-0.02, 0.0, 0.58, 0.4, "#c9ced6", 0.015)
    pen.box(-0.05, 0.4, 0.61, 0.44, "#59616e", 0.01)
    pen.box(0.06, 0.06, 0.5, 0.26, "#2b3039", 0.015)
    pen.box(0.09, 0.09, 0.47, 0.23, "*#f2953a" if pen.lamps_on else "#5a4438", 0.01)
    pen.line(".06 .3 .5 .3", "#8e97a4", 0.014)
    for knob in (0.08, 0.2, 0.36, 0.48):
        pen.disc(knob, 0.355, 0.017, "#3a414d")
    for tongue in range(5):
        high = 0.03 + 0.012 * pen.wave(11, tongue * 1.9)
        pen.shape(
            [(0.2 + tongue * 0.05, 0.44), (0.215 + tongue * 0.05, 0.44 + high * 1.6), (0.23 + tongue * 0.05, 0.44)],
            "*#59a8ff",
            0.9,
        )


def _reader(pen: Pen) -> None:
    """A reader in an armchair under a lamp, who turns a page now and then."""
    look = _look(pen, "reader", sleeves=1.0, hem=0.0)
    look = replace(look, legs="trousers")
    breath = pen.wave(1.1) * 0.004
    pen.shadow(0.62)
    pen.line("-.42 .0 -.42 1.02", "#4b4038", 0.018)
    pen.box(-0.5, 0.0, -0.34, 0.025, "#4b4038", 0.01)
    chair = "#b5543c" if look.top != "#c8503a" else "#3d6b73"
    pen.solid("-.36 .06 -.42 .4 -.4 .76 -.3 .82 -.2 .76 -.14 .36 .24 .36 .26 .06", palette.lighten(chair, -0.05))
    for leg in (-0.32, 0.2):
        pen.line([(leg, 0.07), (leg, 0.0)], "#3a2a20", 0.03)
    pose = Pose(
        hip=(-0.12, 0.36),
        lean=-12,
        nod=24,
        hands=((0.22, -0.11 + breath), (0.2, -0.14 + breath)),
        feet=((0.24, 0.0, 0.0), (0.3, 0.0, 0.0)),
        spread=0.01,
    )
    body.draw(pen, pose, look)
    pen.solid("-.4 .06 -.42 .3 -.3 .46 -.06 .46 .12 .44 .2 .4 .2 .33 .02 .35 -.08 .3 -.06 .06", chair)
    x, y = pose.arm(1)[2]
    with pen.at(x + 0.03, y + 0.05, turn=24):
        pen.solid("-.01 -.08! -.015 .1! .012 .1! .02 -.08!", palette.lighten(pen.accent, -0.08))
        pen.solid("0.012 -.07! .09 -.055! .095 .115! .012 .1!", "#faf6ea")
        turn = pen.time_s % 3.4 / 0.7
        if turn < 1:
            tip = 0.085 * math.cos(math.pi * turn)
            pen.shape(
                [
                    (0.014, -0.065),
                    (tip + 0.014, -0.045 + 0.04 * math.sin(math.pi * turn)),
                    (tip + 0.014, 0.12),
                    (0.014, 0.1),
                ],
                "#fffdf6",
                smooth=False,
            )
    pen.glow(-0.42, 1.0, 0.5, "#ffdf9e", 0.5 if pen.lamps_on or pen.stage.plan.setting == "studio" else 0.18)
    pen.solid("-.56 .98! -.48 1.14! -.36 1.14! -.28 .98!", "*#ffe6b0" if pen.lamps_on else "#f1dcae")


def _astronaut(pen: Pen) -> None:
    """An astronaut: floating in space, standing by a flag elsewhere."""
    floats = pen.stage.plan.setting == "space"
    drift = pen.wave(0.7)
    suit, dark = "#eef1f5", "#aeb7c4"
    look = wardrobe.Appearance(
        skin=suit, hair=suit, cut="none", top=suit, bottom=suit, shoes="#8d97a6", gloves="#d8552f"
    )
    if floats:
        pose = Pose(
            hip=(0.0, 0.5),
            hands=((-0.25, 0.08 + 0.03 * drift), (0.23, 0.11 - 0.04 * drift)),
            feet=((-0.15, 0.08 + 0.02 * drift, 0), (0.12, 0.12 - 0.03 * drift, 0)),
            spread=0.105,
            elbows=(1, -1),
            knees=(-1, 1),
        )
    else:
        pose = Pose(
            hip=(0.0, 0.5),
            hands=((-0.14, -0.22), (0.2 + 0.03 * pen.wave(2.6), 0.14)),
            feet=((-0.1, 0, 0), (0.1, 0, 0)),
            spread=0.105,
            elbows=(-1, -1),
            knees=(-1, 1),
        )
        pen.shadow(0.4)
        _flag(pen, -0.42)
    with pen.at(
        0.05 * drift if floats else 0.0,
        0.03 * pen.wave(0.9) if floats else 0.0,
        turn=-14 + 7 * drift if floats else 0.0,
    ):
        _suit(pen, pose, look, dark)


def _suit(pen: Pen, pose: Pose, look: wardrobe.Appearance, dark: str) -> None:
    pen.block(-0.15, 0.5, 0.15, 0.86, dark, 0.04)
    for side in (0, 1):
        body.limb(pen, pose.leg(side), (0.078, 0.064, 0.055), look.bottom)
        knee, ankle = pose.leg(side)[1:]
        pen.disc(*knee, 0.03, dark)
        pen.ball(ankle[0] + (2 * side - 1) * 0.015, ankle[1] - 0.012, 0.066, look.shoes, high=0.04)
    for side in (0, 1):
        joints = pose.arm(side)
        body.limb(pen, joints, (0.062, 0.052, 0.045), palette.lighten(look.top, -0.03))
        pen.ball(*joints[2], 0.044, look.gloves or dark)
    pen.solid("-.13 .5 -.14 .66 -.12 .79 0 .82 .12 .79 .14 .66 .13 .5 .08 .46 -.08 .46", look.top)
    pen.block(-0.075, 0.58, 0.075, 0.7, dark, 0.015)
    for x, colour in ((-0.045, "*#ff5a4d"), (0.0, "*#ffd166"), (0.045, "*#5fd38a")):
        pen.disc(x, 0.665, 0.013, colour, 1.0 if pen.wave(3, x * 40) > -0.5 else 0.35)
    pen.box(-0.055, 0.6, 0.055, 0.63, "#39475e", 0.006)
    pen.line("-.12 .52 .12 .52", pen.accent, 0.02)
    pen.ball(0.0, 0.91, 0.125, look.top)
    visor = "-.09 .9 -.07 .97 0 .99 .07 .97 .09 .9 .07 .84 0 .825 -.07 .84"
    pen.solid(visor, "#28364f")
    with pen.inside(pen.path(visor)):
        shift = 0.03 * pen.wave(0.7)
        pen.disc(0.03 + shift, 0.83, 0.09, "#4d7ab8", 0.85)
        pen.disc(0.05 + shift, 0.81, 0.075, "#89c2f2", 0.6)
        pen.shape([(-0.07, 0.92), (-0.045, 0.965), (-0.01, 0.975), (-0.035, 0.93)], "#ffffff", 0.75)


def _flag(pen: Pen, x: float) -> None:
    pen.line([(x, 0.0), (x, 0.86)], "#c8cdd6", 0.014)
    edge = [(x + 0.06 * knot, 0.86 + 0.012 * pen.wave(2.4, -knot)) for knot in range(6)]
    pen.solid([*edge, *((px, py - 0.19) for px, py in reversed(edge))], pen.accent)


def _robot(pen: Pen) -> None:
    """A friendly robot that nods, waves and blinks its lights."""
    shell, joint = "#dfe5ec", "#5d6878"
    nod, wave = pen.wave(1.6), pen.wave(4.2)
    hover = 0.012 * pen.wave(2.0)
    pen.shadow(0.3)
    for side in (-1, 1):
        pen.line([(side * 0.1, 0.3), (side * 0.11, 0.1)], joint, 0.06)
        pen.solid(
            [
                (side * 0.11 - 0.09, 0.0),
                (side * 0.11 - 0.075, 0.09),
                (side * 0.11 + 0.075, 0.09),
                (side * 0.11 + 0.09, 0.0),
            ],
            shell,
        )
    with pen.at(0, hover):
        pen.line([(-0.22, 0.56), (-0.31, 0.44), (-0.27, 0.31 + 0.02 * nod)], joint, 0.055)
        pen.ball(-0.27, 0.29 + 0.02 * nod, 0.055, shell)
        hand = (0.36 + 0.05 * wave, 0.74)
        pen.line([(0.22, 0.56), (0.35, 0.52), hand], joint, 0.055)
        pen.ball(*hand, 0.058, shell)
        pen.solid("-.2 .3 -.24 .46 -.2 .62 0 .66 .2 .62 .24 .46 .2 .3 0 .26", shell)
        pen.block(-0.12, 0.38, 0.12, 0.55, "#2d3a4e", 0.03)
        for index in range(3):
            on = pen.time_s * 2.2 % 3 // 1 == index
            pen.disc(
                -0.065 + 0.065 * index, 0.505, 0.02, ("*#ff6b5e", "*#ffd166", "*#64dba0")[index], 1.0 if on else 0.35
            )
        pulse = [(-0.09 + 0.018 * knot, 0.43 + (0.025 * math.sin(knot * 1.6 + pen.time_s * 5))) for knot in range(11)]
        pen.line(pulse, "*#6fe3ff", 0.01)
        pen.line("0 .64 0 .7", joint, 0.07)
        with pen.at(0, 0.68, turn=4 * nod):
            pen.line("0 .26 0 .34", joint, 0.016)
            pen.glow(0, 0.35, 0.1, "#ff8a5e", 0.3 + 0.3 * wave)
            pen.disc(0, 0.35, 0.028, pen.accent)
            for side in (-1, 1):
                pen.box(side * 0.235 - 0.025, 0.08, side * 0.235 + 0.025, 0.19, joint, 0.015)
            pen.block(-0.225, 0.0, 0.225, 0.27, shell, 0.09)
            pen.box(-0.175, 0.05, 0.175, 0.22, "#1d2838", 0.06)
            shut = pen.time_s % 3.1 > 2.95
            for side in (-1, 1):
                pen.glow(side * 0.075, 0.14, 0.07, "#6fe3ff", 0.35)
                pen.disc(side * 0.075, 0.14, 0.033, "*#8fefff", high=0.006 if shut else 0.04)
            pen.line("-.045 .085 0 .07 .045 .085", "*#8fefff", 0.011)


SUBJECTS = {
    "speaker": DrawnSubject(0.42, sketch(_speaker), half=0.5, indoors=1.4),
    "worker": DrawnSubject(0.38, sketch(_worker), half=0.6, indoors=1.45),
    "chef": DrawnSubject(0.40, sketch(_chef), half=0.7, indoors=1.45),
    "reader": DrawnSubject(0.36, sketch(_reader), half=0.65, indoors=1.45),
    "astronaut": DrawnSubject(0.40, sketch(_astronaut), half=0.8),
    "robot": DrawnSubject(0.36, sketch(_robot), half=0.5, indoors=1.4),
}
