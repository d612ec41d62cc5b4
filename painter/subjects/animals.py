"""Draws camels, birds, horses, dogs, cats, cows, deer and butterflies, each moving in its own way."""

from __future__ import annotations

import math
from typing import Any

import skia

from painter.craft import brush, palette
from painter.craft.stage import Stage
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject
from painter.subjects.quadruped import Legs, legs, roaming


def _camel(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A caravan of three, each walking in its own step."""
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 0.5, 0)
    for place, scale in ((-1.3, 0.90), (-0.4, 0.95), (0.5, 1.0)):
        canvas.save()
        canvas.translate(place * size, 0)
        canvas.scale(scale, scale)
        _one_camel(canvas, stage, size, time_s * 2.6 + place * 2)
        canvas.restore()


def _one_camel(canvas: Any, stage: Stage, size: float, step: float) -> None:
    hide = palette.lighten(stage.lit("#94623a"), -0.10)
    canvas.drawOval(
        skia.Rect(-size * 0.42, -size * 0.02, size * 0.42, size * 0.035),
        brush.fill(palette.lighten(stage.land(1.0), -0.2), 0.35),
    )
    for x, phase in ((-0.24, 0.0), (-0.17, 3.1), (0.17, 3.9), (0.24, 0.8)):
        swing = math.sin(step + phase) * size * 0.06
        leg = brush.curve(
            [(x * size, -size * 0.42), (x * size + swing * 0.5, -size * 0.22), (x * size + swing, 0)], close=False
        )
        canvas.drawPath(leg, brush.stroke(palette.lighten(hide, -0.05), size * 0.042))
    body = [
        (-0.33, -0.42),
        (-0.31, -0.58),
        (-0.20, -0.60),
        (-0.12, -0.73),
        (-0.02, -0.60),
        (0.05, -0.60),
        (0.13, -0.73),
        (0.22, -0.59),
        (0.30, -0.50),
        (0.24, -0.40),
        (0.0, -0.36),
    ]
    canvas.drawPath(
        brush.curve([(x * size, y * size) for x, y in body]),
        brush.vertical(-size * 0.72, -size * 0.38, palette.lighten(hide, 0.09), hide),
    )
    nod = math.sin(step) * size * 0.012
    neck = brush.curve(
        [
            (size * 0.26, -size * 0.50),
            (size * 0.40, -size * 0.47),
            (size * 0.45, -size * 0.68 + nod),
            (size * 0.47, -size * 0.80 + nod),
        ],
        close=False,
    )
    canvas.drawPath(neck, brush.stroke(hide, size * 0.075))
    head = [(0.43, -0.82), (0.47, -0.88), (0.54, -0.86), (0.62, -0.80), (0.60, -0.76), (0.48, -0.76)]
    canvas.drawPath(brush.curve([(x * size, y * size + nod) for x, y in head]), brush.fill(hide))
    blanket = stage.lit(palette.mix("#c23b2c", stage.plan.palette.accent, 0.4))
    canvas.drawPath(
        brush.curve(
            [
                (-size * 0.13, -size * 0.68),
                (size * 0.0, -size * 0.64),
                (size * 0.13, -size * 0.69),
                (size * 0.16, -size * 0.46),
                (size * 0.0, -size * 0.44),
                (-size * 0.16, -size * 0.46),
            ]
        ),
        brush.fill(blanket),
    )
    canvas.drawLine(
        -size * 0.14, -size * 0.50, size * 0.14, -size * 0.50, brush.stroke(stage.lit("#f3d27c"), size * 0.016)
    )


def _bird(canvas: Any, stage: Stage, size: float, time_s: float) -> None:
    """A flock that glides and flaps in a loose wedge."""
    rng = stage.rng("flock")
    tone = palette.mix(palette.lighten(stage.plan.palette.land_near, -0.2), stage.plan.palette.sky_top, 0.2)
    canvas.translate((time_s / stage.plan.duration_s - 0.5) * size * 1.2, 0)
    for index in range(7):
        side = -1 if index % 2 else 1
        row = (index + 1) // 2
        x = -row * size * 0.30 + float(rng.normal(0, 0.04)) * size
        y = side * row * size * 0.13 - size * 0.3 + math.sin(time_s * 0.9 + index) * size * 0.02
        span = size * float(rng.uniform(0.19, 0.23)) * (1.25 if index == 0 else 1.0)
        flap = math.sin(time_s * 6.5 + index * 1.3) * 0.55
        wing = brush.curve(
            [
                (x - span, y - span * flap),
                (x - span * 0.45, y - span * (0.22 + flap * 0.5)),
                (x, y),
                (x + span * 0.45, y - span * (0.22 + flap * 0.5)),
                (x + span, y - span * flap),
                (x + span * 0.4, y - span * (0.05 + flap * 0.35)),
                (x, y + span * 0.17),
                (x - span * 0.4, y - span * (0.05 + flap * 0.35)),
            ]
        )
        canvas.drawPath(wing, brush.fill(tone, 0.95))


def _legs(pen: Pen, places: str, colour: str, *, pace: float, swing: float, width: float, hip: float) -> None:
    """Walking legs that taper: `places` lists pairs "x phase", far legs first, which are darker."""
    words = [float(word) for word in places.split()]
    for index, (x, phase) in enumerate(zip(words[::2], words[1::2], strict=True)):
        tone = palette.lighten(colour, -0.09) if index < len(words) // 4 else palette.lighten(colour, -0.02)
        reach, bend = pen.wave(pace, phase) * swing, max(0.0, pen.wave(pace, phase + 1.6)) * swing * 0.6
        knee, foot = (x + reach * 0.45 + bend * 0.3, hip * 0.48), (x + reach, bend + 0.02)
        outline = [(x - width, hip), (knee[0] - width * 0.5, knee[1]), (foot[0] - width * 0.4, foot[1])]
        outline += [(foot[0] + width * 0.4, foot[1]), (knee[0] + width * 0.5, knee[1]), (x + width, hip)]
        pen.shape(outline, tone)
        pen.line([(foot[0] - width * 0.15, foot[1]), (foot[0] + width * 0.4, foot[1])], "#2a201c", width * 0.6)


def _horse(pen: Pen) -> None:
    """A horse on its way, mane and tail in the wind."""
    coat, mane = "#ad7446", "#412a1f"
    x, phase, stride = roaming(pen, 1.1, 1.25, 0.9)
    beat = math.cos(math.tau * 2 * phase)
    with pen.at(x):
        pen.shadow(0.55)
        legs(pen, Legs(0.47, 0.072, 0.034, coat, 0.11), (-0.32, 0.22), phase, stride)
        _horse_body(pen, coat, mane, beat)


def _horse_body(pen: Pen, coat: str, mane: str, beat: float) -> None:
    with pen.at(0, 0.012 * beat, turn=0.8 * beat):
        flow = pen.wave(5.0) * 0.03
        pen.solid([(-0.4, 0.66), (-0.52, 0.68), (-0.68, 0.46 - flow), (-0.7, 0.3 + flow), (-0.56, 0.4)], mane)
        pen.solid(
            "-.45 .6 -.38 .7 -.24 .72 -.06 .67 .1 .7 .2 .8 .3 .94 .42 1.0 .52 .97 .64 .84 .7 .76 .66 .71 .58 .73"
            " .46 .82 .4 .8 .36 .66 .3 .5 .2 .43 0 .4 -.2 .42 -.28 .4 -.38 .38 -.44 .48",
            coat,
        )
        pen.shape(".38 .98 .4 1.08 .46 1.0", coat)
        pen.shape(
            [(0.42, 1.03), (0.3, 1.0), (0.14 + flow, 0.88), (0.02 + flow, 0.76), (0.16, 0.76), (0.28, 0.88)], mane
        )
        pen.shape([(0.4, 1.04), (0.47, 1.0), (0.53, 0.92 + flow * 0.4), (0.46, 0.94)], mane)
        pen.disc(0.52, 0.9, 0.014, "#14100e")
        pen.disc(0.665, 0.765, 0.01, "#2a1a14")


def _dog(pen: Pen) -> None:
    """A happy dog, trotting, its tail wagging."""
    coat, dark = "#c98a4b", "#7a4a28"
    x, phase, stride = roaming(pen, 1.0, 1.0, 0.9)
    with pen.at(x):
        pen.shadow(0.6)
        legs(pen, Legs(0.42, 0.078, 0.042, coat, 0.1), (-0.33, 0.22), phase, stride)
        _dog_body(pen, coat, dark, math.cos(math.tau * 2 * phase))


def _dog_body(pen: Pen, coat: str, dark: str, beat: float) -> None:
    with pen.at(0, 0.012 * beat):
        wag = pen.wave(9) * 0.09
        pen.line([(-0.44, 0.56), (-0.58, 0.7), (-0.64 + wag, 0.86)], coat, 0.075)
        pen.solid("-.48 .52 -.38 .63 0 .6 .26 .66 .38 .56 .32 .36 .1 .3 -.26 .33 -.44 .34", coat)
        pen.shape(".3 .42 .36 .5 .3 .62 .2 .5 .2 .36", "#f3e3cb")
        pen.solid(".18 .62 .2 .9 .36 1.0 .52 .94 .58 .84 .74 .8 .76 .72 .66 .66 .48 .66 .36 .58", coat)
        pen.shape(".52 .74 .6 .79 .74 .79 .76 .73 .66 .66 .52 .67", "#f3e3cb")
        pen.line(".56 .71 .64 .695 .7 .71", dark, 0.012)
        tongue = abs(pen.wave(6)) * 0.02
        pen.shape([(0.58, 0.7), (0.64, 0.69), (0.645, 0.61 - tongue), (0.6, 0.59 - tongue), (0.57, 0.63)], "#e8707a")
        pen.disc(0.755, 0.785, 0.034, "#231a18")
        pen.disc(0.53, 0.86, 0.024, "#231a18")
        pen.disc(0.537, 0.868, 0.008, "#ffffff")
        pen.solid([(0.3, 0.98), (0.2, 0.96), (0.13, 0.78 + wag * 0.2), (0.18, 0.66), (0.3, 0.72), (0.36, 0.88)], dark)
        pen.line(".2 .56 .32 .52 .42 .56", "#d8412f", 0.055)


def _cat(pen: Pen) -> None:
    """A cat that sits, blinks and curls its tail."""
    pen.shadow(0.42)
    coat, pale = "#5c6373", "#e9e4de"
    curl = pen.wave(1.7) * 0.07
    pen.line([(0.22, 0.06), (0.46, 0.05), (0.54, 0.2), (0.46 + curl, 0.36), (0.56 + curl * 1.5, 0.46)], coat, 0.08)
    pen.solid("-.24 .0! -.28 .2 -.2 .44 -.16 .6 .12 .6 .24 .42 .32 .2 .28 0!", coat)
    pen.shape("-.15 .3 -.13 .54 .06 .54 .08 .3 -.03 .2", pale)
    for x in (-0.13, 0.06):
        pen.line([(x, 0.32), (x - 0.005, 0.03)], palette.lighten(coat, 0.03), 0.1)
        pen.disc(x - 0.01, 0.03, 0.06, pale, high=0.035)
    with pen.at(-0.03, 0.0, turn=pen.wave(0.9) * 2.5):
        for side in (-1, 1):
            pen.solid([(side * 0.24, 0.8), (side * 0.235, 1.0), (side * 0.06, 0.9)], coat, smooth=False)
            pen.shape([(side * 0.2, 0.82), (side * 0.205, 0.94), (side * 0.1, 0.88)], "#d98f92", smooth=False)
        pen.ball(0, 0.73, 0.255, coat, high=0.2)
        pen.disc(0, 0.645, 0.12, pale, high=0.08)
        shut = pen.time_s % 2.9 > 2.7
        for side in (-1, 1):
            pen.disc(side * 0.105, 0.755, 0.05, "#f2c94c", high=0.008 if shut else 0.052)
            if not shut:
                pen.disc(side * 0.105, 0.755, 0.018, "#15131a", high=0.044)
            for row in (0.66, 0.63):
                pen.line([(side * 0.08, row), (side * 0.32, row + (row - 0.645) * 2)], "#ffffff", 0.006, 0.7)
        pen.shape("-.03 .69 .03 .69 0 .66", "#d9757c")
        pen.line("-.05 .625 0 .645 .05 .625", "#4a3a3e", 0.01)


def _cow(pen: Pen) -> None:
    """A grazing cow with a bell, chewing."""
    pen.shadow(0.75)
    hide, patch = "#f3ece0", "#4a3a33"
    swish = pen.wave(2.2) * 0.06
    pen.line([(-0.6, 0.78), (-0.7, 0.6), (-0.68 + swish, 0.36)], patch, 0.035)
    pen.disc(-0.68 + swish, 0.33, 0.05, patch, high=0.08)
    for x, tone in ((-0.4, -0.1), (0.42, -0.1), (-0.5, 0.0), (0.32, 0.0)):
        pen.box(x - 0.055, 0.05, x + 0.055, 0.5, palette.lighten(hide, tone - 0.02))
        pen.box(x - 0.06, 0.0, x + 0.06, 0.06, patch, 0.01)
    body = "-.64 .76 -.5 .87 -.1 .84 .3 .9 .54 .84 .56 .6 .44 .42 .1 .38 -.4 .4 -.62 .5"
    pen.disc(-0.28, 0.39, 0.11, "#e9a5a3", high=0.07)
    pen.solid(body, hide)
    with pen.inside(pen.path(body)):
        for blot in (
            "-.7 .9 -.3 .92 -.32 .66 -.54 .58 -.7 .7",
            "-.12 .8 .1 .94 .26 .8 .16 .58 -.04 .6",
            ".36 .6 .6 .66 .6 .36 .4 .38",
        ):
            pen.shape(blot, patch)
    chew = pen.wave(3) * 0.012
    with pen.at(turn=pen.wave(0.8) * 1.5):
        pen.solid(".46 .84 .56 1.0 .72 1.0 .8 .9 .92 .74 .92 .62 .78 .6 .62 .68 .5 .6", hide)
        pen.shape(".5 .94 .54 1.0 .7 1.01 .72 .9 .58 .82", patch)
        pen.solid([(0.8, 0.76), (0.92, 0.76), (0.96, 0.66), (0.9, 0.58 + chew), (0.78, 0.58 + chew)], "#e9b4ae")
        pen.disc(0.91, 0.69, 0.016, "#8d5a58")
        pen.disc(0.74, 0.88, 0.026, "#1c1614")
        pen.solid(".54 .96 .38 .98 .36 .9 .5 .88", patch)
        pen.line(".6 1.0 .62 1.08 .7 1.1", "#e6d6ad", 0.035)
    pen.line(".48 .66 .56 .56 .64 .62", "#a33d2f", 0.035)
    with pen.at(0.56, 0.55, turn=pen.wave(2.6) * 12):
        pen.solid("-.04 0 -.07 -.12! .07 -.12! .04 0", "#e0b04a")


def _deer(pen: Pen) -> None:
    """A stag that lifts its head and listens."""
    pen.shadow(0.42)
    hide, pale, horn = "#a46a3c", "#ecd9bf", "#5d4029"
    _legs(pen, "-.2 0 .18 0 -.29 0 .12 0", hide, pace=0, swing=0, width=0.042, hip=0.4)
    pen.disc(-0.37, 0.47, 0.05, pale, high=0.06)
    pen.solid("-.38 .48 -.3 .54 -.06 .5 .14 .54 .26 .5 .24 .36 .1 .32 -.14 .33 -.32 .34", hide)
    pen.shape("-.26 .35 -.06 .34 .14 .33 .02 .38 -.16 .39", pale)
    with pen.at(0.16, 0.42, turn=pen.wave(0.7) * 3):
        pen.solid("-.06 .06 .02 .24 .06 .33 .16 .33 .13 .18 .1 -.02", hide)
        pen.shape(".09 .02 .14 .2 .13 .24 .08 .14", pale)
        for side, lean in ((-1, 0.02), (1, 0.07)):
            beam = [(0.1 + lean * 0.4, 0.37), (0.1 + side * 0.11, 0.47), (0.12 + side * 0.13, 0.58)]
            pen.line(beam, horn, 0.02)
            for root, tip in (((0.08, 0.45), (0.05, 0.54)), ((0.12, 0.5), (0.2, 0.54)), ((0.05, 0.42), (0.1, 0.48))):
                pen.line([(0.1 + side * root[0], root[1]), (0.1 + side * tip[0], tip[1])], horn, 0.014)
        flick = max(0.0, pen.wave(3.1)) ** 8 * 0.03
        pen.solid([(0.06, 0.36), (-0.04, 0.4 + flick), (-0.06, 0.36 + flick), (0.04, 0.32)], hide)
        pen.solid(".04 .33 .1 .39 .18 .36 .28 .27 .28 .23 .22 .22 .1 .25", hide)
        pen.disc(0.275, 0.25, 0.018, "#1c1512")
        pen.disc(0.155, 0.325, 0.012, "#1c1512")


def _butterfly(pen: Pen) -> None:
    """A butterfly that flutters over its flower bed."""
    wing = "#f0802a"
    with pen.at(pen.wave(0.7) * 0.2, 0.5 + pen.wave(1.3) * 0.08 + pen.wave(9) * 0.015, turn=14 + pen.wave(0.9) * 8):
        open_ = 0.72 + 0.28 * pen.wave(9)
        for side in (-1, 1):
            pen.canvas.save()
            pen.canvas.scale(side * open_, 1)
            pen.solid("0 .04 .1 .3 .34 .46 .52 .4 .5 .2 .3 .04 .02 -.02", wing)
            pen.solid("0 -.02 .24 -.02 .36 -.16 .3 -.36 .16 -.42 .04 -.22", palette.lighten(wing, -0.07))
            pen.line("0 .04 .1 .3 .34 .46 .52 .4 .5 .2 .3 .04", "#2a1d1a", 0.022)
            pen.line(".24 -.02 .36 -.16 .3 -.36 .16 -.42 .04 -.22", "#2a1d1a", 0.022)
            for x, y, radius in ((0.36, 0.32, 0.05), (0.24, 0.2, 0.04), (0.22, -0.2, 0.045)):
                pen.disc(x, y, radius, "#fff1cf", 0.9)
            pen.canvas.restore()
        pen.line("0 .14 0 -.2", "#2a1d1a", 0.05)
        pen.disc(0, 0.17, 0.04, "#2a1d1a")
        for side in (-1, 1):
            pen.line([(0, 0.19), (side * 0.04, 0.3), (side * 0.11, 0.36)], "#2a1d1a", 0.012)


SUBJECTS = {
    "camel": DrawnSubject(0.20, _camel, half=1.9),
    "bird": DrawnSubject(0.40, _bird, lift=0.34, half=0.8),
    "horse": DrawnSubject(0.32, sketch(_horse), half=1.25),
    "dog": DrawnSubject(0.22, sketch(_dog), half=1.2, indoors=1.3),
    "cat": DrawnSubject(0.24, sketch(_cat), half=0.65, indoors=1.2),
    "cow": DrawnSubject(0.24, sketch(_cow), half=1.0),
    "deer": DrawnSubject(0.38, sketch(_deer), half=0.55),
    "butterfly": DrawnSubject(0.24, sketch(_butterfly), lift=0.14, half=0.8),
}
