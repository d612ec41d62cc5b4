"""Draws products to wear, carry or send: headphones, a camera, shoes, a bag, a bottle, a box."""

from __future__ import annotations

import math

from painter.craft import palette
from painter.subjects.effects import rest, spark, standing, sweep
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject

_BLACK, _GRAPHITE, _STEEL = "#1d2027", "#343a45", "#b9c1cc"


def _headphones(pen: Pen) -> None:
    """Headphones from which music beats."""
    tone, soft = palette.mix("#eef0f3", pen.accent, 0.1), "#23262e"
    for side in (-1, 1):
        for ring in range(3):
            age = (pen.time_s * 0.7 + ring / 3) % 1.0
            x = side * (0.48 + age * 0.12)
            bow = [
                (x + side * 0.09 * math.cos(step * 0.35), 0.3 + (0.17 + 0.04 * age) * math.sin(step * 0.35))
                for step in range(-3, 4)
            ]
            pen.line(bow, f"*{pen.accent}", 0.014, 0.9 * (1 - age) * min(1.0, age * 5))
    pen.line("-.41 .4 -.42 .62 -.3 .87 0 .965 .3 .87 .42 .62 .41 .4", _GRAPHITE, 0.075)
    pen.line("-.30 .86 -.16 .935 0 .96 .16 .935 .30 .86", tone, 0.082)
    pen.line("-.27 .82 -.14 .885 0 .9 .14 .885 .27 .82", soft, 0.05)
    for side in (-1, 1):
        pen.line([(side * 0.415, 0.36), (side * 0.42, 0.58)], _STEEL, 0.035)
        pen.line([(side * 0.41, 0.16), (side * 0.455, 0.31), (side * 0.41, 0.46)], _STEEL, 0.022)
        pen.block(side * 0.32 - 0.075, 0.03, side * 0.32 + 0.075, 0.55, soft, 0.075)
        pen.block(side * 0.42 - 0.085, 0.06, side * 0.42 + 0.085, 0.52, tone, 0.085)
        pen.line(
            [(side * 0.455, 0.16), (side * 0.465, 0.29), (side * 0.455, 0.42)], palette.lighten(tone, 0.14), 0.014, 0.8
        )
        pen.disc(side * 0.43, 0.1, 0.012, "*#ffffff" if pen.wave(3) > -0.4 else _GRAPHITE)
        sweep(
            pen,
            pen.path([(side * 0.34, 0.06), (side * 0.5, 0.06), (side * 0.5, 0.52), (side * 0.34, 0.52)]),
            opacity=0.3,
        )


def _camera(pen: Pen) -> None:
    """A camera whose lens catches the light and whose shutter clicks now and then."""
    lit = max(0.0, 1 - ((pen.time_s + 0.9) % 3.0) / 0.35) ** 2
    body = (
        "-.62 .06! -.62 .66! -.6 .7 -.56 .72! -.26 .72! -.2 .9! .2 .9! .26 .72! .56 .72! .6 .7 .62 .66! "
        ".62 .06! .6 .03 .56 .02! -.56 .02! -.6 .03"
    )
    pen.block(-0.52, 0.7, -0.36, 0.77, _STEEL, 0.02)
    pen.disc(-0.44, 0.775, 0.05, f"*{pen.accent}", high=0.022)
    pen.block(0.36, 0.7, 0.54, 0.79, _GRAPHITE, 0.02)
    pen.solid(body, "#d9d5cc")
    with pen.inside(pen.path(body)):
        pen.box(-0.7, 0.14, 0.7, 0.58, _BLACK)
        for row in range(6):
            pen.line([(-0.62, 0.18 + row * 0.07), (0.62, 0.18 + row * 0.07)], "#2c3039", 0.012)
        pen.box(-0.66, 0.02, -0.44, 0.6, "#15171c", 0.05)
    sweep(pen, pen.path(body), opacity=0.22)
    pen.box(-0.13, 0.74, 0.13, 0.87, _BLACK, 0.02)
    pen.box(-0.115, 0.755, 0.115, 0.855, palette.mix("#cfd8e6", "#ffffff", lit), 0.015)
    if lit > 0.02:
        pen.glow(0, 0.8, 0.55, "#ffffff", 0.7 * lit)
    pen.disc(0.5, 0.65, 0.022, "*#ff4b4b", 0.35 + 0.65 * (pen.wave(3.2) > 0))
    pen.ball(0.04, 0.36, 0.335, _GRAPHITE)
    pen.ring(0.04, 0.36, 0.3, _STEEL, 0.014)
    pen.disc(0.04, 0.36, 0.26, _BLACK)
    for step in range(24):
        turn = step * math.pi / 12
        reach = ((0.315, 0.33), (0.335, 0.335))[0]
        pen.line([(0.04 + r * math.cos(turn), 0.36 + r * math.sin(turn)) for r in reach], "#20242c", 0.01)
    for radius, tone in ((0.21, "#1a2742"), (0.15, "#264a7c"), (0.09, "#0d1424")):
        pen.disc(0.04, 0.36, radius, f"*{tone}")
    pen.ring(0.04, 0.36, 0.21, "#4d6ea8", 0.008)
    shift = pen.wave(0.7) * 0.03
    pen.disc(-0.05 + shift, 0.46, 0.055, "*#ffffff", 0.75, high=0.036)
    pen.disc(0.12 - shift, 0.26, 0.03, "*#c69be8", 0.6)


def _shoe(pen: Pen) -> None:
    """A sneaker that hovers and rocks a little."""
    rest(pen, 0.82, opacity=0.5)
    tone, pale = palette.mix("#2b4a9b", pen.accent, 0.1), "#f5f3ee"  # the backdrop has the accent
    dark = palette.lighten(tone, -0.16)
    with pen.at(0, 0.05 + 0.018 * pen.wave(1.4), turn=-5 + 1.2 * pen.wave(0.9)):
        upper = "-.82 .2! -.86 .5 -.8 .86! -.66 .92 -.5 .84 -.34 .86! -.22 .7 .06 .52 .34 .44 .66 .42 .86 .32 .92 .2!"
        pen.solid("-.66 .84 -.5 .78 -.3 .84 -.26 .98 -.36 1.02 -.5 .9", dark)
        pen.solid(upper, tone)
        with pen.inside(pen.path(upper)):
            pen.shape("-1 .1! -1 .52 -.7 .46 -.56 .3 -.5 .1!", dark)
            pen.shape(".44 .1! .42 .3 .56 .46 .8 .5 1.1 .4 1.1 .1!", pale)
            pen.shape("-.44 .1! -.3 .1! -.02 .6! -.14 .7!", pale, smooth=False)
            pen.shape("-.2 .1! -.06 .1! .2 .5! .08 .56!", pale, smooth=False)
            for hole in range(5):
                pen.disc(0.5 + hole * 0.055, 0.3 + (hole % 2) * 0.05, 0.012, "#c9c5bd")
        pen.line("-.84 .74 -.74 .79 -.62 .86", pale, 0.03)
        pen.line("-.86 .52 -.9 .68 -.86 .84", pale, 0.035)
        pen.shape("-.36 .84 -.22 .68 .08 .5 .34 .42 .3 .38 .04 .42 -.26 .6 -.42 .78", dark)
        for lace in range(5):
            x, y = -0.29 + lace * 0.13, 0.79 - lace * 0.085
            pen.line([(x - 0.085, y - 0.1), (x + 0.015, y - 0.0), (x + 0.07, y + 0.01)], "#ffffff", 0.032)
        loop = 0.02 * pen.wave(2.2)
        pen.line(
            [(-0.26, 0.82), (-0.12, 0.98 + loop), (0.02, 0.92 + loop), (-0.14, 0.8), (-0.26, 0.82)], "#ffffff", 0.022
        )
        sole = "-.9 .06 -.92 .2 -.86 .24! -.3 .2 .3 .2 .9 .25! 1.0 .2 .98 .1 .86 .03 .2 .02 -.5 .0 -.84 .0"
        pen.solid(sole, pale)
        pen.line("-.88 .13 -.3 .1 .3 .1 .94 .15", dark, 0.014)
        pen.line("-.86 .025 -.4 .02 .2 .035 .84 .05", "#8d8a86", 0.03)
        sweep(pen, pen.path(upper), opacity=0.2)


def _bag(pen: Pen) -> None:
    """A handbag with a tag that swings."""
    leather = palette.mix("#a4633a", pen.accent, 0.08)
    dark, light = palette.lighten(leather, -0.13), palette.lighten(leather, 0.07)
    pen.line("-.24 .6 -.25 .84 -.12 .955 .12 .955 .25 .84 .24 .6", dark, 0.04)
    body = "-.46 .62! .46 .62! .54 .06! .53 .02 .5 .01! -.5 .01! -.53 .02 -.54 .06!"
    pen.solid(body, leather)
    with pen.inside(pen.path(body)):
        pen.box(-0.7, 0.0, 0.7, 0.14, dark)
        pen.shape("-.6 .7 .6 .7 .5 .44 .16 .34 -.16 .34 -.5 .44", light)
        pen.line("-.5 .46 -.16 .36 .16 .36 .5 .46", dark, 0.012)
    for side in (-1, 1):
        pen.line([(side * 0.43, 0.59), (side * 0.5, 0.17)], palette.lighten(leather, 0.16), 0.007)
        pen.block(side * 0.25 - 0.045, 0.42, side * 0.25 + 0.045, 0.64, dark, 0.02)
        pen.ring(side * 0.25, 0.63, 0.032, "#e7c873", 0.018)
    pen.line("-.25 .63 -.28 .82 -.14 .925 .14 .925 .28 .82 .25 .63", leather, 0.042)
    pen.line("-.26 .74 -.22 .86 -.12 .93 .02 .935", light, 0.012)
    pen.block(-0.07, 0.28, 0.07, 0.4, "#e7c873", 0.02)
    pen.disc(0, 0.335, 0.018, dark)
    with pen.at(0.25, 0.6, turn=7 * pen.wave(1.9)):
        pen.line("0 0 0 -.1", "#e7c873", 0.01)
        pen.block(-0.04, -0.26, 0.04, -0.1, pen.accent, 0.02)
        pen.disc(0, -0.135, 0.012, dark)
    sweep(pen, pen.path(body), opacity=0.24)


def _bottle(pen: Pen) -> None:
    """A drinking bottle with its label, drops running down its side."""
    skin = palette.mix("#1f8a8c", pen.accent, 0.1)  # the backdrop has the accent
    body = (
        "-.17 .03! -.16 .01 -.14 .0! .14 .0! .16 .01 .17 .03! .17 .6 .155 .7 .075 .8! "
        ".075 .86! -.075 .86! -.075 .8! -.155 .7 -.17 .6"
    )
    pen.solid(body, skin)
    with pen.inside(pen.path(body)):
        pen.box(0.1, 0.0, 0.2, 0.75, palette.lighten(skin, -0.12), opacity=0.6)
        pen.box(-0.13, 0.02, -0.1, 0.68, "#ffffff", 0.015, 0.55)
        pen.box(-0.2, 0.2, 0.2, 0.52, "#fbfaf6")
        pen.box(-0.2, 0.2, 0.2, 0.215, palette.lighten(skin, -0.2))
        pen.box(-0.2, 0.505, 0.2, 0.52, palette.lighten(skin, -0.2))
        leaf = palette.lighten(skin, -0.1)
        pen.shape("0 .27 -.075 .32 -.07 .42 0 .47! .07 .42 .075 .32", leaf)
        pen.line("0 .24 0 .4", "#fbfaf6", 0.012)
        for side in (-1, 1):
            pen.line([(0, 0.31), (side * 0.035, 0.36)], "#fbfaf6", 0.009)
        for drop in range(5):
            fall = (pen.time_s * (0.05 + 0.02 * (drop % 3)) + drop * 0.37) % 1.0
            x = -0.12 + 0.06 * drop
            pen.disc(x, 0.68 - 0.66 * fall, 0.012, "#ffffff", 0.8, high=0.017)
    pen.box(-0.085, 0.845, 0.085, 0.87, _GRAPHITE, 0.01)
    pen.block(-0.09, 0.87, 0.09, 0.965, _BLACK, 0.02)
    pen.line("-.05 .97 -.045 .995 .045 .995 .05 .97", _GRAPHITE, 0.022)
    for rib in range(4):
        pen.line([(-0.06 + rib * 0.04, 0.885), (-0.06 + rib * 0.04, 0.95)], _GRAPHITE, 0.008)
    sweep(pen, pen.path(body), opacity=0.3)


def _box(pen: Pen) -> None:
    """A parcel that hops a little, as if something good were in it."""
    hop = max(0.0, pen.wave(2.6)) ** 3
    rest(pen, 0.72, opacity=0.6 - 0.2 * hop)
    board, tape = "#c8935a", "#e6c592"
    with pen.at(0.05, hop * 0.035, turn=1.5 * hop * pen.wave(26)):
        pen.solid("-.62 .0 .22 .0 .22 .7 -.62 .7", board, smooth=False)
        pen.shape(".22 0 .6 .16 .6 .8 .22 .7", palette.lighten(board, -0.12), smooth=False)
        pen.shape("-.62 .7 .22 .7 .6 .8 -.22 .96", palette.lighten(board, 0.07), smooth=False)
        pen.shape("-.27 .7 -.13 .7 .25 .865 .12 .885", tape, smooth=False)
        pen.shape("-.27 .7 -.13 .7 -.13 .54 -.165 .52 -.2 .54 -.235 .52 -.27 .54", tape, smooth=False)
        pen.box(-0.56, 0.08, -0.2, 0.34, "#f6f1e6", 0.012)
        pen.line("-.52 .29 -.36 .29", "#59606e", 0.018)
        pen.line("-.52 .24 -.42 .24", "#9aa1ad", 0.012)
        for bar, wide in enumerate((1, 2, 1, 1, 3, 1, 2, 1, 1, 2)):
            pen.box(-0.52 + bar * 0.03, 0.11, -0.52 + bar * 0.03 + 0.006 * wide, 0.2, "#20242c")
        for x in (0.02, 0.13):
            pen.line([(x, 0.1), (x, 0.26)], "#7b4f28", 0.022)
            pen.shape([(x - 0.045, 0.24), (x + 0.045, 0.24), (x, 0.32)], "#7b4f28", smooth=False)
        pen.line("-.02 .06 .17 .06", "#7b4f28", 0.02)
        pen.line(".22 .0 .22 .7", palette.lighten(board, 0.1), 0.008)
    spark(pen, 0.36, 0.93, 0.1, 0.4, f"*{pen.accent}")
    spark(pen, -0.5, 0.9, 0.075, 2.6, f"*{pen.accent}")


SUBJECTS = {
    "headphones": DrawnSubject(0.50, sketch(_headphones), standing(_headphones, 0.5), half=0.74),
    "camera": DrawnSubject(0.42, sketch(_camera), standing(_camera, 0.62), half=0.72),
    "shoe": DrawnSubject(0.36, sketch(_shoe), half=1.08),
    "bag": DrawnSubject(0.52, sketch(_bag), standing(_bag, 0.56), half=0.6),
    "bottle": DrawnSubject(0.60, sketch(_bottle), standing(_bottle, 0.19), half=0.26),
    "box": DrawnSubject(0.40, sketch(_box), half=0.78),
}
