"""Draws wild animals: fox, bear, elephant, rabbit, owl and penguin, each moving in its own way."""

from __future__ import annotations

import itertools
import math

from painter.craft import palette
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject
from painter.subjects.quadruped import Legs, legs, roaming


def _fox(pen: Pen) -> None:
    """A fox that trots, its brush behind it."""
    coat, pale, dark = "#d9692a", "#f6ead8", "#3a2620"
    x, phase, stride = roaming(pen, 1.5, 1.5, 1.0)
    with pen.at(x):
        pen.shadow(0.55)
        with pen.at(0, 0.012 * math.cos(math.tau * 2 * phase)):
            sway = 0.035 * math.sin(math.tau * phase)
            pen.solid(
                [
                    (-0.36, 0.62),
                    (-0.56, 0.66 + sway),
                    (-0.82, 0.56 + sway),
                    (-1.06, 0.36 + sway),
                    (-0.84, 0.36 + sway),
                    (-0.58, 0.44),
                    (-0.38, 0.5),
                ],
                coat,
            )
            pen.shape([(-0.86, 0.55 + sway), (-1.06, 0.36 + sway), (-0.86, 0.365 + sway), (-0.91, 0.45 + sway)], pale)
            shape = Legs(hip=0.48, width=0.062, foot=0.034, colour=dark, lift=0.13)
            legs(pen, shape, (-0.28, 0.22), phase, stride)
            pen.solid("-.42 .6 -.34 .68 -.1 .66 .16 .68 .36 .66 .4 .54 .3 .42 .06 .44 -.16 .42 -.36 .42", coat)
            pen.shape(".26 .43 .38 .5 .42 .62 .3 .56 .16 .45", pale)
        with pen.at(0.36, 0.68, turn=3 * math.sin(math.tau * 2 * phase)):
            for ear in ("-.08 .16 -.1 .36! .05 .24", "0.06 .2 .1 .37! .19 .2"):
                pen.solid(ear, coat)
            pen.shape("0.09 .22 .108 .33! .15 .22", dark)
            pen.solid("-.16 .0 -.12 .18 .02 .25 .18 .22 .28 .12 .46 .0 .44 -.04 .24 -.08 .06 -.12 -.1 -.1", coat)
            pen.shape(".02 -.1 .14 .0 .3 .06 .45 -.005 .43 -.04 .24 -.08 .08 -.12", pale)
            pen.disc(0.45, -0.012, 0.03, dark)
            pen.disc(0.17, 0.1, 0.022, "#15100e", high=0.026)


def _bear(pen: Pen) -> None:
    """A bear on its way, heavy and calm."""
    coat = "#6a4630" if pen.stage.plan.setting != "snow" else "#eeeade"
    dark = palette.lighten(coat, -0.12)
    x, phase, stride = roaming(pen, 1.0, 1.0, 0.75)
    with pen.at(x):
        pen.shadow(0.72)
        roll = math.sin(math.tau * 2 * phase)
        with pen.at(0, 0.012 * roll, turn=0.8 * roll):
            legs(pen, Legs(0.5, 0.13, 0.1, coat, 0.07, paw=0.12), (-0.4, 0.3), phase, stride)
            pen.solid(
                "-.66 .5 -.64 .72 -.5 .86 -.2 .86 .06 .94 .26 .98 .44 .9 .54 .72 .5 .5 .3 .38 -.1 .36 -.46 .34", coat
            )
            pen.disc(-0.66, 0.7, 0.05, dark)
        with pen.at(0.56, 0.76, turn=4 + 3 * math.sin(math.tau * phase)):
            for ear in (-0.09, 0.09):
                pen.ball(ear, 0.17, 0.065, coat)
                pen.disc(ear, 0.165, 0.035, dark)
            pen.solid("-.2 .0 -.18 .14 -.02 .2 .14 .17 .24 .06 .38 .0 .4 -.1 .3 -.17 .1 -.18 -.1 -.18", coat)
            pen.shape(".2 .03 .36 .0 .39 -.09 .3 -.16 .18 -.12", palette.lighten(coat, 0.1))
            pen.disc(0.385, -0.015, 0.042, "#1c1512", high=0.034)
            pen.disc(0.14, 0.07, 0.022, "#15100e")


def _elephant(pen: Pen) -> None:
    """An elephant that walks, its trunk swinging and its ears fanning."""
    hide = "#8b8f9c"
    x, phase, stride = roaming(pen, 0.9, 0.8, 0.7)
    with pen.at(x):
        pen.shadow(0.62)
        roll = math.sin(math.tau * 2 * phase)
        swing = pen.wave(1.5)
        with pen.at(0, 0.006 * roll, turn=0.5 * roll):
            pen.line([(-0.56, 0.62), (-0.63, 0.48), (-0.62 + 0.02 * swing, 0.34)], hide, 0.025)
            legs(pen, Legs(0.48, 0.105, 0.095, hide, 0.05, paw=0.1, nails=True), (-0.34, 0.22), phase, stride)
            pen.solid("-.58 .5 -.58 .72 -.44 .86 -.16 .9 .14 .88 .34 .8 .4 .56 .3 .4 0 .36 -.4 .36", hide)
            trunk = [
                (0.6, 0.68),
                (0.7, 0.56),
                (0.73 + 0.02 * swing, 0.4),
                (0.72 + 0.06 * swing, 0.24),
                (0.78 + 0.1 * swing, 0.14),
            ]
            for (a, b), width in zip(itertools.pairwise(trunk), (0.13, 0.11, 0.09, 0.07), strict=True):
                pen.line([a, b], palette.lighten(hide, -0.015), width)
            pen.solid(".22 .74 .28 .94 .46 1.0 .62 .94 .7 .8 .68 .64 .58 .54 .4 .52 .26 .6", hide)
            pen.solid(".58 .56 .7 .48 .84 .5 .88 .56 .8 .54 .68 .56 .6 .62", "#f5efdf")
            pen.disc(0.58, 0.82, 0.02, "#191613")
            flap = 0.05 * pen.wave(2.0)
            pen.solid(
                [
                    (0.34, 0.9),
                    (0.2 - flap, 0.96),
                    (0.06 - flap, 0.84),
                    (0.06 - flap, 0.62),
                    (0.18, 0.5),
                    (0.32, 0.58),
                    (0.38, 0.74),
                ],
                palette.lighten(hide, -0.04),
            )
            pen.shape(
                [(0.32, 0.84), (0.21 - flap, 0.88), (0.12 - flap, 0.8), (0.13 - flap, 0.65), (0.2, 0.58), (0.3, 0.66)],
                "#a58f93",
            )


def _rabbit(pen: Pen) -> None:
    """A rabbit that hops along."""
    coat, pale = "#a98d76", "#f3ebe0"
    plan = pen.stage.plan
    hops = max(2, round(plan.duration_s * 0.9))
    done = min(1.0, max(0.0, pen.time_s / plan.duration_s)) * hops
    share = done % 1.0
    # It crouches, leaps and lands; it moves forward only in the air.
    leap = min(1.0, max(0.0, (share - 0.35) / 0.5))
    x = ((done // 1 + leap * leap * (3 - 2 * leap)) / hops - 0.5) * min(1.8, 0.6 * hops)
    up = math.sin(math.pi * leap)
    squat = 0.05 * math.sin(math.pi * min(1.0, share / 0.35)) if share < 0.35 else 0.0
    with pen.at(x):
        pen.shadow(0.36 - 0.1 * up, opacity=0.38 - 0.15 * up)
        with pen.at(0, 0.34 * up - squat, turn=(leap - 0.5) * 34 * up):
            stretch = 0.16 * up
            pen.line(
                [(0.2, 0.3), (0.26 + stretch, 0.12), (0.3 + stretch * 1.2, 0.05)], palette.lighten(coat, -0.06), 0.09
            )
            pen.solid(
                [(-0.3, 0.12), (-0.2 - stretch, 0.0), (0.04 - stretch, 0.0), (0.05 - stretch, 0.07), (-0.12, 0.16)],
                palette.lighten(coat, -0.04),
            )
            pen.ball(-0.4, 0.24, 0.09, pale)
            pen.solid("-.4 .18 -.42 .36 -.28 .5 -.04 .5 .18 .46 .28 .34 .22 .18 .0 .1 -.26 .08", coat)
            pen.line([(0.16, 0.26), (0.22 + stretch, 0.1), (0.28 + stretch * 1.2, 0.035)], coat, 0.085)
            pen.ball(-0.18, 0.24, 0.19, palette.lighten(coat, 0.02), high=0.17)
            ears = -14 - 26 * up + 3 * pen.wave(2.2)
            for lean, tone in ((ears - 12, -0.05), (ears + 4, 0.0)):
                with pen.at(0.24, 0.58, turn=lean):
                    pen.solid("-.05 .0 -.075 .2 -.02 .4 .05 .38 .075 .18 .04 .0", palette.lighten(coat, tone))
                    pen.shape("-.015 .06 -.03 .2 .0 .34 .03 .2 .02 .06", "#e3aaa4")
            pen.solid(".08 .44 .1 .58 .24 .66 .38 .6 .47 .5 .42 .4 .24 .34 .12 .36", coat)
            pen.shape(".3 .37 .42 .42 .47 .49 .4 .48 .3 .44", pale)
            pen.disc(0.31, 0.54, 0.03, "#1b1411")
            pen.disc(0.318, 0.549, 0.009, "#ffffff")
            pen.disc(0.468, 0.495, 0.018, "#d58a86")


def _owl(pen: Pen) -> None:
    """An owl on its branch that turns its head and blinks."""
    coat, pale, dark = "#7d5a3c", "#eddcbf", "#4a3424"
    pen.solid("-1.0 -.3! -.92 .0 -.9 .5 -.84 .62! -.8 .54 -.74 .6! -.72 .1 -.64 -.3!", "#5b4330")
    pen.line([(-0.85, 0.02), (-0.3, 0.07), (0.3, 0.05), (0.9, 0.12)], "#5b4330", 0.085)
    pen.line("-.5 .06 -.4 .2 -.42 .28", "#5b4330", 0.03)
    for x, y, lean in ((-0.42, 0.3, -20), (0.84, 0.2, 30), (0.66, 0.02, 150)):
        with pen.at(x, y, turn=lean + 5 * pen.wave(1.3, x)):
            pen.solid("0 .0 -.07 .08 .0 .2 .07 .08", "#5f8a4c")
    pen.solid("-.16 .16 -.12 -.16 .1 -.16 .16 .16", dark)
    pen.solid("-.3 .46 -.28 .2 -.14 .05 .14 .05 .28 .2 .3 .46 .24 .72 -.24 .72", coat)
    pen.shape("-.18 .5 -.16 .2 0 .09 .16 .2 .18 .5 0 .62", pale)
    for row, count in ((0.46, 3), (0.36, 4), (0.26, 3)):
        for index in range(count):
            x = (index - (count - 1) / 2) * 0.09
            pen.line([(x - 0.03, row + 0.02), (x, row - 0.015), (x + 0.03, row + 0.02)], coat, 0.014)
    lift = max(0.0, pen.wave(0.8)) ** 6 * 16
    for side in (-1, 1):
        with pen.at(side * 0.26, 0.62, turn=-side * lift):
            pen.solid(
                [(0, 0.02), (side * 0.08, -0.12), (side * 0.05, -0.4), (-side * 0.05, -0.5), (-side * 0.07, -0.2)],
                palette.lighten(coat, -0.05),
            )
        for toe in (-0.04, 0.0, 0.04):
            pen.line([(side * 0.1 + toe, 0.09), (side * 0.1 + toe, 0.03)], "#e0a23a", 0.026)
    turn = 0.05 * math.copysign(min(1.0, abs(pen.wave(0.75)) * 2.2), pen.wave(0.75))
    with pen.at(0, 0.78, turn=turn * 60):
        pen.solid("-.3 .02 -.28 .18 -.27 .34! -.14 .22 0 .21 .14 .22 .27 .34! .28 .18 .3 .02 .18 -.14 -.18 -.14", coat)
        shut = pen.time_s % 2.6 > 2.42
        for side in (-1, 1):
            x = side * 0.125 + turn
            pen.ball(x, 0.05, 0.135, pale)
            pen.disc(x, 0.05, 0.088, "#f2b632", high=0.012 if shut else 0.088)
            if not shut:
                pen.disc(x + turn * 0.4, 0.05, 0.05, "#17120f")
                pen.disc(x + turn * 0.4 + 0.018, 0.07, 0.016, "#ffffff")
        pen.solid([(turn - 0.035, 0.01), (turn + 0.035, 0.01), (turn, -0.09)], "#e0a23a")


def _penguin(pen: Pen) -> None:
    """A penguin that waddles, with a small one hurrying after where there are no others."""
    x, phase, _ = roaming(pen, 0.8, 0.34, 0.5)
    several = pen.stage.plan.subjects.count("penguin") > 1
    with pen.at(x):
        for place, scale, pace in ((0.12, 1.0, 1.0),) if several else ((-0.52, 0.62, 1.6), (0.12, 1.0, 1.0)):
            with pen.at(place, scale=scale):
                _one_penguin(pen, phase * pace + place, small=scale < 1)


def _one_penguin(pen: Pen, phase: float, *, small: bool) -> None:
    coat, pale = ("#6d7684" if small else "#262c38"), "#f7f6f1"
    tilt = math.sin(math.tau * phase)
    pen.shadow(0.3)
    for side in (-1, 1):
        lift = max(0.0, side * tilt) * 0.05
        pen.solid(
            [
                (side * 0.1 - 0.08, lift),
                (side * 0.1 - 0.05, 0.05 + lift),
                (side * 0.1 + 0.06, 0.05 + lift),
                (side * 0.1 + 0.13, lift),
            ],
            "#e9952c",
        )
    with pen.at(0, 0.02, turn=tilt * 5):
        for side in (-1, 1):
            flap = 14 + 9 * math.sin(math.tau * phase * 2 + side)
            with pen.at(side * 0.2, 0.62, turn=-side * flap):
                pen.solid(
                    [(0, 0.03), (side * 0.08, -0.1), (side * 0.05, -0.36), (-side * 0.02, -0.3), (-side * 0.05, -0.06)],
                    palette.lighten(coat, -0.03),
                )
        pen.solid(
            "-.22 .04 -.27 .3 -.22 .58 -.17 .74 -.16 .88 -.06 .97 .08 .97 .17 .88 .18 .74 .23 .58 .27 .3 .22 .04 0 .0",
            coat,
        )
        pen.solid("-.15 .06 -.19 .3 -.14 .56 .0 .66 .15 .58 .2 .3 .16 .06 0 .03", pale)
        pen.shape("-.06 .84 -.03 .92 .06 .93 .13 .86 .1 .74 .0 .72", pale)
        if not small:
            pen.shape("-.13 .66 -.1 .74 -.06 .68 .0 .6 -.08 .58", "#f2b234")
        pen.solid(".13 .86 .3 .82 .13 .79", "#e9952c")
        pen.disc(0.065, 0.865, 0.024, "#12151b")
        pen.disc(0.072, 0.873, 0.008, "#ffffff")


SUBJECTS = {
    "fox": DrawnSubject(0.24, sketch(_fox), half=1.75),
    "bear": DrawnSubject(0.30, sketch(_bear), half=1.4),
    "owl": DrawnSubject(0.36, sketch(_owl), lift=0.1, half=1.08),
    "elephant": DrawnSubject(0.36, sketch(_elephant), half=1.3),
    "rabbit": DrawnSubject(0.22, sketch(_rabbit), half=1.45),
    "penguin": DrawnSubject(0.30, sketch(_penguin), half=0.9),
}
