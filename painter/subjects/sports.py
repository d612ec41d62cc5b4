"""Draws people at sports: cycling, football, surfing, skiing, swimming, dancing and yoga."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from painter.craft import palette
from painter.subjects import body, wardrobe
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject
from painter.subjects.skeleton import Pose
from painter.subjects.waterline import afloat

_TYRE, _STEEL = "#1b1e25", "#aab4c0"
_WHEEL = 0.195
_FOAM = "#f4fafc"


def _look(pen: Pen, name: str, **fixed: Any) -> wardrobe.Appearance:
    return wardrobe.adult(pen.stage.rng(name), pen.accent, **fixed)


def _share(pen: Pen) -> float:
    """How much of the scene is over, 0..1."""
    return min(1.0, max(0.0, pen.time_s / pen.stage.plan.duration_s))


def _cyclist(pen: Pen) -> None:
    """A cyclist whose wheels roll exactly as far as the bicycle moves."""
    look = _look(pen, "cyclist", hat="bike", hat_colour=pen.accent, cut="short", legs="shorts", shoes="#f0ece4")
    x = (_share(pen) - 0.5) * min(1.6, 1.2 * pen.stage.plan.duration_s)
    turn = x / _WHEEL
    pedal = turn * 0.8
    crank = (-0.03, 0.19)
    with pen.at(x):
        pen.shadow(0.5)
        soles = [
            (crank[0] + 0.07 * math.cos(-pedal + push) - 0.03, crank[1] + 0.07 * math.sin(-pedal + push) + 0.01, 12.0)
            for push in (math.pi, 0.0)
        ]
        pose = Pose(
            hip=(-0.17, 0.595),
            lean=38,
            nod=-22,
            hands=((0.235, -0.145), (0.235, -0.145)),
            feet=(soles[0], soles[1]),
            spread=0.006,
        )
        for wheel in (-0.3, 0.3):
            _rolling(pen, wheel, math.degrees(turn))
        frame = pen.accent
        for tube in ("-.3 .195 -.15 .52", "-.3 .195 -.03 .19", "-.14 .49 -.03 .19 .22 .49 -.145 .46", ".2 .57 .3 .195"):
            pen.line(tube, frame, 0.021, smooth=False)
        pen.solid("-.22 .545 -.17 .565 -.09 .555 -.09 .54 -.15 .53", "#2b2523")
        pen.line(".2 .57 .21 .6 .26 .595 .285 .555", "#2a2e37", 0.018)
        pen.line(
            [(soles[0][0] + 0.03, soles[0][1]), crank, (soles[1][0] + 0.03, soles[1][1])],
            "#4d5563",
            0.015,
            smooth=False,
        )
        pen.disc(*crank, 0.034, "#70798a")
        body.draw(pen, pose, look)


def _rolling(pen: Pen, x: float, turn: float) -> None:
    pen.ring(x, _WHEEL, _WHEEL - 0.01, _TYRE, 0.02)
    with pen.at(x, _WHEEL, turn=turn):
        for spoke in range(6):
            with pen.at(turn=30 * spoke):
                pen.line([(-_WHEEL + 0.02, 0), (_WHEEL - 0.02, 0)], "#c9d0d8", 0.004, 0.8)
    pen.disc(x, _WHEEL, 0.02, _STEEL)


def _footballer(pen: Pen) -> None:
    """A footballer who takes a swing and shoots, over and over."""
    look = _look(pen, "footballer", legs="shorts", bottom="#f4f1ea", shoes="#1d2128", sleeves=0.5, top=pen.accent)
    look = replace(look, cut="short" if look.cut in {"scarf", "long"} else look.cut, hem=0.0)
    beat = pen.time_s % 2.4 / 2.4
    back, through = _bump(beat, 0.02, 0.3, 0.38), _bump(beat, 0.3, 0.46, 0.8)
    angle = math.radians(-62 * back + 68 * through)
    length = 0.455 - 0.06 * back
    hip = (-0.03 + 0.04 * through, 0.5)
    foot = (
        hip[0] + length * math.sin(angle),
        hip[1] - 0.455 * math.cos(angle) - 0.036 + 0.1 * back,
        40 * back - 26 * through,
    )
    pose = Pose(
        hip=hip,
        lean=10 - 14 * through + 6 * back,
        hands=(
            (0.16 * through - 0.2 * back - 0.02, -0.22 + 0.06 * through),
            (-0.2 * through + 0.18 * back + 0.03, -0.21 + 0.05 * back),
        ),
        feet=((0.02, 0.0, 0.0), foot),
    )
    pen.shadow(0.3)
    away = max(0.0, beat - 0.4) / 0.6
    ball = (0.24 + 0.92 * away, 0.06 + 1.5 * away - 1.35 * away * away) if beat > 0.4 else (0.24, 0.06)
    if beat < 0.14:
        ball = (0.24 + 0.6 * (1 - beat / 0.14), 0.06)
    pen.shadow(0.07, ball[0])
    body.draw(pen, pose, look)
    _ball(pen, *ball, turn=away * 700 + max(0.0, 0.14 - beat) * 900)


def _bump(share: float, start: float, top: float, end: float) -> float:
    """0 outside `start`..`end`, 1 at `top`, smooth between."""
    if not start < share < end:
        return 0.0
    part = (share - start) / (top - start) if share < top else (end - share) / (end - top)
    return part * part * (3 - 2 * part)


def _ball(pen: Pen, x: float, y: float, turn: float) -> None:
    pen.ball(x, y, 0.062, "#f7f7f4")
    with pen.at(x, y, turn=turn), pen.inside(pen.path([(0.062 * math.cos(a), 0.062 * math.sin(a)) for a in _CIRCLE])):
        for spot in range(5):
            angle = spot * math.tau / 5
            pen.disc(0.056 * math.cos(angle), 0.056 * math.sin(angle), 0.021, "#23262e")
        pen.disc(0, 0, 0.02, "#23262e")


_CIRCLE = [step * math.tau / 16 for step in range(16)]


def _surfer(pen: Pen) -> None:
    """A surfer on the face of a breaking wave."""
    look = _look(pen, "surfer", top="#23303f", bottom="#23303f", legs="trousers", sleeves=1.0)
    look = replace(look, shoes=look.skin, cut="short" if look.cut == "scarf" else look.cut, hem=0.0)
    roll = pen.wave(1.3)
    sea = palette.mix("#2f8fa8", pen.stage.plan.palette.land_near, 0.35)
    lip = 0.03 * pen.wave(1.1, 1)
    pen.solid(
        [
            (-1.15, -0.12),
            (-0.95, 0.18),
            (-0.62, 0.55),
            (-0.22, 0.72 + lip),
            (0.06, 0.6 + lip),
            (-0.08, 0.48),
            (-0.24, 0.42),
            (-0.2, 0.2),
            (0.15, 0.05),
            (0.6, -0.02),
            (1.15, -0.12),
        ],
        sea,
    )
    for share in (0.0, 0.33, 0.66):
        drop = (share + pen.time_s * 0.22) % 1.0
        x = -0.95 + 0.7 * drop
        pen.line(
            [(x, 0.06 + 0.35 * drop), (x + 0.16, 0.02 + 0.3 * drop), (x + 0.42, -0.02 + 0.06 * drop)],
            palette.lighten(sea, 0.1),
            0.014,
            0.7,
        )
    for index in range(9):
        x = -0.5 + index * 0.068
        y = 0.63 + lip - 5.5 * (x + 0.2) ** 2 * 0.25
        pen.disc(x, y + 0.015 * pen.wave(5, index * 1.7), 0.045 + 0.014 * pen.wave(3, index), _FOAM, 0.95)
    with pen.at(0.16 + roll * 0.05, 0.1 + roll * 0.015, turn=8 + roll * 4, scale=0.72):
        pen.solid("-.5 .0 -.3 -.03 .2 -.03 .5 .03 .58 .075 .2 .03 -.3 .03", pen.accent)
        pen.line("-.3 .004 .45 .03", "#ffffff", 0.012, 0.8)
        pose = Pose(
            hip=(-0.06, 0.36 + roll * 0.015),
            lean=22 + roll * 4,
            nod=-14,
            hands=((0.25, 0.02 + 0.04 * roll), (-0.24, 0.06 - 0.05 * roll)),
            elbows=(1, -1),
            feet=((0.14, 0.02, -4), (-0.2, 0.02, 4)),
            knees=(1, 1),
        )
        body.draw(pen, pose, look)
    for index in range(12):
        age = (pen.time_s * 0.9 + index / 12) % 1.0
        pen.disc(
            -0.22 - 0.5 * age + 0.02 * (index % 3),
            0.03 + 0.24 * age - 0.3 * age * age + 0.02 * (index % 4),
            0.02 + 0.02 * age,
            _FOAM,
            0.9 * (1 - age),
        )


def _skier(pen: Pen) -> None:
    """A skier in a tuck, snow spraying behind the skis."""
    look = _look(
        pen,
        "skier",
        sleeves=1.0,
        legs="trousers",
        hat="helmet",
        cut="short",
        hem=0.02,
        gloves="#22262e",
        top=pen.accent,
    )
    look = replace(look, hat_colour=palette.lighten(look.top, -0.12), shoes="#2a2f3a")
    x = (_share(pen) - 0.5) * min(1.4, 1.0 * pen.stage.plan.duration_s)
    dip = pen.wave(2.2) * 0.02
    with pen.at(x, -0.14 * x, turn=8):
        pen.shadow(0.5, -0.05, 0.3)
        for index in range(16):
            age = (pen.time_s * 1.3 + index / 16) % 1.0
            pen.disc(
                -0.34 - 0.42 * age,
                0.02 + (0.16 + 0.02 * (index % 5)) * age - 0.14 * age * age,
                0.022 + 0.03 * age,
                "#ffffff",
                0.85 * (1 - age),
            )
        pose = Pose(
            hip=(-0.12, 0.4 + dip),
            lean=46,
            nod=-30,
            hands=((0.17, -0.1), (0.2, -0.12)),
            feet=((0.0, 0.025, 0.0), (0.02, 0.02, 0.0)),
            elbows=(-1, -1),
        )
        for lift in (0.012, 0.0):
            pen.line([(-0.38, lift + 0.004), (0.3, lift + 0.004), (0.42, lift + 0.05)], "#d8402f", 0.016)
        hand = pose.arm(0)[2]
        pen.line([hand, (hand[0] - 0.5, hand[1] + 0.01)], "#3b4250", 0.011)
        body.draw(pen, pose, look)
        hand = pose.arm(1)[2]
        pen.line([hand, (hand[0] - 0.52, hand[1] - 0.03)], "#3b4250", 0.012)
        with pen.at(*pose.head, turn=2):
            pen.solid(".02 .028 .075 .026 .078 -.012 .03 -.01", "#f2a93a")


def _swimmer(pen: Pen) -> None:
    """A swimmer at the crawl: head, a turning arm and the splash of the feet."""
    look = _look(pen, "swimmer")
    stroke = pen.time_s * 2.6
    x = (_share(pen) - 0.5) * 0.7
    with pen.at(x), afloat(pen, 0.75), pen.at(0, 0.02 + pen.wave(2.6) * 0.015):
        pen.solid("-.55 .02 -.3 .12 .05 .16 .3 .1 .34 -.02 -.5 -.04", look.skin)
        pen.solid("-.52 .03 -.32 .11 -.05 .14 -.02 -.03 -.5 -.04", "#27465f")
        for phase in (math.pi, 0.0):
            angle = stroke + phase
            if math.sin(angle) > -0.15:
                elbow = (0.22 - 0.26 * math.cos(angle + 0.5), 0.1 + 0.28 * max(0.0, math.sin(angle + 0.25)))
                hand = (0.22 - 0.56 * math.cos(angle), 0.05 + 0.34 * max(-0.1, math.sin(angle)))
                body.limb(pen, ((0.2, 0.08), elbow, hand), (0.065, 0.05, 0.035), look.skin)
        pen.ball(0.42, 0.12, 0.13, look.skin, high=0.125)
        cap = pen.accent
        pen.solid(".3 .1! .3 .2 .38 .262 .48 .255 .545 .18! .42 .16", cap)
        pen.line(".545 .15 .44 .13 .33 .14", "#1d2733", 0.03)
        for index in range(10):
            age = (pen.time_s * 1.4 + index / 10) % 1.0
            pen.disc(
                -0.62 - 0.2 * age + 0.03 * (index % 4), 0.02 + 0.5 * age - 0.5 * age * age, 0.03, _FOAM, 0.9 * (1 - age)
            )


def _dancer(pen: Pen) -> None:
    """A dancer who sways, reaches and turns in a wide skirt."""
    top = pen.accent
    look = _look(
        pen, "dancer", legs="trousers", sleeves=0.0, top=top, shoes=palette.lighten(top, -0.15), cut="bun", hem=0.0
    )
    look = replace(look, bottom=look.skin)
    sway, reach = pen.wave(1.9), pen.wave(1.9, 0.9)
    rise = 0.5 + 0.5 * pen.wave(1.9, 2.0)
    pose = Pose(
        hip=(0.03 * sway, 0.515 + 0.03 * rise),
        lean=9 * sway,
        nod=-8 * sway,
        hands=((-0.2 - 0.04 * reach, 0.12 + 0.15 * reach), (0.2 - 0.04 * reach, 0.12 - 0.15 * reach)),
        feet=((0.0, 0.03 * rise, 60 * rise), (0.24 * abs(sway) * (1 if sway > 0 else -1), 0.1 * abs(sway), 50.0)),
        spread=0.06,
        elbows=(1 if reach > -0.6 else -1, -1 if reach < 0.6 else 1),
        knees=(-1, 1),
    )
    pen.shadow(0.3)
    body.draw(pen, pose, look)
    x, y = pose.hip
    flow = [
        (
            x + (0.3 + 0.05 * pen.wave(3.8, 1)) * math.cos(math.pi * knot / 6),
            y
            - 0.24
            - 0.05 * math.sin(math.pi * knot / 6)
            + 0.03 * pen.wave(3.8, knot)
            - 0.05 * sway * math.cos(math.pi * knot / 6),
        )
        for knot in range(7)
    ]
    pen.solid(
        [(x - 0.07, y + 0.1), (x + 0.07, y + 0.1), (x + 0.13, y), *flow, (x - 0.13, y)], palette.lighten(top, 0.05)
    )
    for fold in (2, 3, 4):
        pen.line([(x + (3 - fold) * 0.03, y + 0.02), flow[fold]], palette.lighten(top, -0.06), 0.008)


def _yoga(pen: Pen) -> None:
    """Somebody in the tree pose, arms overhead, breathing."""
    look = _look(pen, "yoga", legs="trousers", sleeves=0.0, hem=0.0)
    look = replace(look, shoes=look.skin, cut="bun" if look.cut in {"long", "scarf"} else look.cut)
    breath = pen.wave(1.2)
    pen.shadow(0.42)
    pen.solid("-.44 .0 -.36 .03 .36 .03 .44 .0 .4 -.03 -.4 -.03", pen.accent)
    pose = Pose(
        hip=(0.0, 0.53 + 0.003 * breath),
        hands=((0.05, 0.285 + 0.008 * breath), (-0.05, 0.285 + 0.008 * breath)),
        feet=((-0.015, 0.02, 0.0), (0.0, 0.27, 0.0)),
        spread=0.082,
        elbows=(1, -1),
        knees=(-1, 1),
        lean=0.8 * pen.wave(0.7),
    )
    body.draw(pen, pose, look)


SUBJECTS = {
    "cyclist": DrawnSubject(0.34, sketch(_cyclist), half=1.3),
    "footballer": DrawnSubject(0.34, sketch(_footballer), half=1.25),
    "surfer": DrawnSubject(0.42, sketch(_surfer), lift=-0.03, half=1.2),
    "skier": DrawnSubject(0.32, sketch(_skier), half=1.3),
    "swimmer": DrawnSubject(0.20, sketch(_swimmer), lift=-0.01, half=1.5),
    "dancer": DrawnSubject(0.40, sketch(_dancer), half=0.55, indoors=1.4),
    "yoga": DrawnSubject(0.40, sketch(_yoga), half=0.5, indoors=1.4),
}
