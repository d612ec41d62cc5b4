"""Draws food: pizza, cake, burger, apple, bread and ice cream."""

from __future__ import annotations

import math
from collections.abc import Callable

from painter.craft import palette
from painter.subjects.effects import rest, steam
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject

_TILT = 0.46
"""Height of a round dish relative to its width, as seen from the side of the table."""


def _plate(pen: Pen, half: float, y: float = 0.0) -> None:
    """A plate under something that reaches `half` to each side."""
    rest(pen, half * 1.05)
    pen.disc(0, y + 0.035, half, "#cfc6ba", high=half * 0.16)
    pen.ball(0, y + 0.055, half, "#fbf7f0", high=half * 0.16)
    pen.disc(0, y + 0.062, half * 0.78, "#e6ded2", high=half * 0.11)


def _pie(pen: Pen) -> None:
    """A pizza on its board, without one slice."""
    rest(pen, 1.05)
    pen.disc(0, 0.30, 1.0, "#7d4f2c", high=0.5)
    pen.ball(0, 0.335, 1.0, "#a9713f", high=0.5)
    pen.disc(0, 0.345, 0.9, "#5e3416", 0.5, high=0.43)
    with pen.at(0, 0.36):
        _tilted(pen, lambda: _slice(pen, 62, 374))


def _pizza(pen: Pen) -> None:
    """A slice of pizza that is lifted while its cheese stretches."""
    lift = 0.15 + 0.07 * (0.5 + 0.5 * pen.wave(1.1))
    out = (0.2, 0.12 + lift)
    for share in (0.28, 0.46, 0.66, 0.84):
        angle = math.radians(38 + 24 * math.sin(share * 40))
        x, y = share * 0.8 * math.cos(angle), 0.36 + share * 0.8 * math.sin(angle) * _TILT
        sag = 0.05 + 0.02 * pen.wave(1.1, share * 7)
        middle = (x + out[0] * 0.45, y + out[1] * 0.5 - sag)
        pen.line([(x, y), middle, (x + out[0], y + out[1])], "#ffd873", 0.026 - 0.012 * (lift - 0.15) / 0.07)
    with pen.at(out[0], 0.36 + out[1], turn=-4):
        _tilted(pen, lambda: _slice(pen, 14, 62, thick=True))
    steam(pen, -0.22, 0.52, half=0.3, high=0.6)


def _tilted(pen: Pen, draw: Callable[[], None]) -> None:
    pen.canvas.save()
    pen.canvas.scale(1.0, _TILT)
    draw()
    pen.canvas.restore()


def _slice(pen: Pen, start: float, end: float, *, thick: bool = False) -> None:
    """A part of a pizza, seen from above, between two angles in degrees."""

    def rim(radius: float) -> list[tuple[float, float]]:
        count = max(6, round((end - start) / 8))
        angles = [math.radians(start + (end - start) * step / count) for step in range(count + 1)]
        return [(0.0, 0.0)] * 2 + [(radius * math.cos(a), radius * math.sin(a)) for a in angles]

    def cut(radius: float) -> list[tuple[float, float]]:
        points = rim(radius)
        return [*points[:3], points[2], *points[3:], points[-1]]

    with pen.at(0, -0.09 if thick else -0.06):
        pen.shape(cut(0.87), "#a8642a")
    pen.solid(cut(0.87), "#d8953f")
    pen.shape(cut(0.77), "#c63f22")
    pen.shape(cut(0.74), "#fbc95a")
    with pen.inside(pen.path(cut(0.745))):
        for spot in range(17):
            angle, reach = spot * 2.4, 0.7 * math.sqrt((spot + 0.6) / 17)
            x, y = reach * math.cos(angle), reach * math.sin(angle)
            if spot % 3 == 1:
                with pen.at(x, y, turn=spot * 50):
                    pen.shape("-.09 0 0 .05 .09 0 0 -.05", "#3f8f3c")
                    pen.line("-.06 0 .06 0", "#2c6a2b", 0.01)
            else:
                pen.disc(x, y - 0.012, 0.105, "#8f2417")
                pen.disc(x, y, 0.1, "#d5452d")
                pen.disc(x - 0.03, y + 0.03, 0.022, "#ee7a58")
                pen.disc(x + 0.035, y - 0.02, 0.016, "#b03120")
        for spot in range(9):
            pen.disc(0.5 * math.cos(spot * 1.9 + 1), 0.5 * math.sin(spot * 1.9 + 1), 0.045, "#fff0b0", 0.8)


def _cake(pen: Pen) -> None:
    """A birthday cake whose candles flicker."""
    _plate(pen, 0.72)
    sponge, icing = "#f0c9a0", palette.mix("#f58fb0", pen.accent, 0.25)
    for half, low, high in ((0.54, 0.06, 0.36), (0.36, 0.36, 0.62)):
        pen.block(-half, low, half, high, sponge, 0.03)
        pen.box(-half, low + (high - low) * 0.34, half, low + (high - low) * 0.48, "#c9556f")
        count = round(half * 15)
        edge = [(-half - 0.012, high + 0.03)]
        for drip in range(count):
            x = -half + (drip + 0.5) * 2 * half / count
            reach = (0.1, 0.15, 0.08, 0.17, 0.11)[drip % 5] * (high - low) / 0.28
            edge += [
                (x - 0.4 * half / count, high - reach * 0.5),
                (x, high - reach),
                (x + 0.4 * half / count, high - reach * 0.5),
            ]
            edge += [(x + half / count, high - 0.035)]
        edge += [(half + 0.012, high + 0.03)]
        pen.solid(edge, icing)
        pen.ball(0, high + 0.02, half + 0.012, palette.lighten(icing, 0.04), high=half * 0.1)
        for pearl in range(round(half * 26)):
            pen.disc(-half + 0.03 + pearl * (2 * half - 0.06) / (round(half * 26) - 1), low + 0.02, 0.026, "#fff6ee")
    for dot in range(14):
        tone = ("#ffffff", "#ffd34d", "#57b6e6", "#8cd36a")[dot % 4]
        pen.disc(-0.47 + dot * 0.072, 0.15 + 0.05 * math.sin(dot * 2.3), 0.013, tone)
    for candle, tone in enumerate(("#57b6e6", "#ffd34d", "#8cd36a")):
        x = -0.18 + candle * 0.18
        pen.block(x - 0.02, 0.63, x + 0.02, 0.8, tone, 0.008)
        for stripe in range(3):
            pen.line([(x - 0.017, 0.66 + stripe * 0.045), (x + 0.017, 0.68 + stripe * 0.045)], "#ffffff", 0.012)
        pen.line([(x, 0.8), (x, 0.825)], "#3a2a22", 0.01)
        lean, tall = 0.012 * pen.wave(5, candle * 2), 1 + 0.12 * pen.wave(11, candle * 1.7)
        pen.glow(x, 0.88, 0.2, "#ffb347", 0.5)
        pen.shape(
            [
                (x, 0.82),
                (x - 0.032, 0.86),
                (x + lean, 0.82 + 0.14 * tall),
                (x + lean, 0.82 + 0.14 * tall),
                (x + 0.032, 0.86),
            ],
            "*#ff9a2e",
        )
        pen.shape([(x, 0.825), (x - 0.015, 0.855), (x + lean, 0.82 + 0.075 * tall), (x + 0.015, 0.855)], "*#fff3b8")


def _burger(pen: Pen) -> None:
    """A burger with everything, settling as it is put down."""
    _plate(pen, 0.8)
    sink = 0.012 * pen.wave(1.6)
    bun = "#d9963f"
    pen.solid("-.58 .1! -.56 .075 -.52 .06! .52 .06! .56 .075 .58 .1! .58 .2! -.58 .2!", bun)
    wavy = [
        (-0.66 + step * 0.06, 0.235 + 0.022 * (-1) ** step - (0.03 if step in (0, 22) else 0)) for step in range(23)
    ]
    pen.block(-0.6, 0.25, 0.6, 0.4, "#6b3a22", 0.07)
    for spot in range(9):
        pen.disc(-0.5 + spot * 0.125, 0.3 + 0.04 * (spot % 2), 0.018, "#4e2815")
    pen.solid([(-0.64, 0.18), *wavy, (0.66, 0.18), (0.3, 0.165), (-0.3, 0.165)], "#6fb53d")
    pen.shape("-.6 .42 .6 .42 .5 .37 .36 .28 .22 .38 -.06 .37 -.2 .3 -.34 .37", "#ffc233", smooth=False)
    with pen.at(0, sink * 0.5):
        pen.block(-0.56, 0.415, -0.02, 0.48, "#d8402c", 0.03)
        pen.block(0.03, 0.415, 0.55, 0.48, "#d8402c", 0.03)
        for wave in range(12):
            x = -0.61 + wave * 0.105
            pen.ball(x + 0.03, 0.5 + 0.008 * pen.wave(1.6, wave), 0.075, "#86c94d", high=0.035)
    with pen.at(0, sink):
        crown = "-.6 .54 -.62 .64 -.5 .82 -.24 .94 0 .96 .24 .94 .5 .82 .62 .64 .6 .54 .52 .515 -.52 .515"
        pen.solid(crown, bun)
        pen.line("-.46 .72 -.32 .84 -.1 .905", palette.lighten(bun, 0.12), 0.03, 0.7)
        for x, y, turn in (
            (-0.38, 0.7, 40),
            (-0.2, 0.82, 20),
            (0.02, 0.72, -10),
            (0.08, 0.88, 5),
            (0.26, 0.78, -25),
            (0.44, 0.68, -45),
            (-0.16, 0.64, 15),
            (0.26, 0.62, -20),
        ):
            with pen.at(x, y, turn=turn):
                pen.disc(0, 0, 0.034, "#fbe6b8", high=0.019)
    pen.line("0 .94 0 1.16", "#c9a06a", 0.014)
    pen.ball(0, 1.02, 0.055, "#7f9a34", high=0.045)
    pen.disc(0.04, 1.02, 0.014, "#c93b2a")


def _apple(pen: Pen) -> None:
    """A red apple with a leaf that stirs."""
    rest(pen, 0.42)
    body = (
        "0 .78 -.16 .84 -.38 .78 -.48 .56 -.42 .26 -.24 .03 -.1 .0 0 .03 .1 .0 .24 .03 .42 .26 .48 .56 .38 .78 .16 .84"
    )
    skin = "#d8322c"
    pen.solid(body, skin)
    with pen.inside(pen.path(body)):
        pen.shape("-.6 .5 -.3 .3 -.06 .05 -.1 -.1 -.6 -.1", palette.lighten(skin, -0.1), 0.5)
        pen.shape(".1 .9 .3 .86 .42 .68 .3 .56 .14 .66", "#f0a23a", 0.55)
        pen.disc(0.24, 0.58, 0.1, "#ffffff", 0.5, high=0.13)
        pen.disc(0.34, 0.36, 0.03, "#ffffff", 0.4, high=0.05)
        for speck in range(14):
            pen.disc(0.36 * math.sin(speck * 2.4), 0.36 + 0.3 * math.cos(speck * 3.7), 0.008, "#ffd9a0", 0.8)
    pen.shape("-.16 .8 0 .74 .16 .8 .06 .77 -.06 .77", palette.lighten(skin, -0.2))
    pen.line("0 .76 .02 .88 .08 .98", "#5c3a20", 0.036)
    with pen.at(0.04, 0.88, turn=5 * pen.wave(1.6)):
        pen.solid("0 0 .08 .1 .24 .14 .38 .06 .26 -.02 .1 -.04", "#4f9a3c")
        pen.line("0 0 .16 .05 .34 .06", "#37702b", 0.014)


def _loaf(pen: Pen) -> None:
    """A loaf from the oven with two slices cut."""
    pen.block(-1.02, 0.0, 1.02, 0.09, "#8a5a33", 0.04)
    pen.line("-.9 .05 -.2 .055 .5 .045 .94 .05", "#6e4526", 0.012)
    crust = "#b8742f"
    loaf = "-.12 .1! -.16 .5 -.08 .74 .2 .86 .62 .84 .88 .7 .94 .4 .9 .1!"
    pen.solid(loaf, crust)
    for cut in range(3):
        x = 0.18 + cut * 0.25
        pen.shape(
            [(x - 0.02, 0.84 - cut * 0.02), (x + 0.1, 0.82 - cut * 0.03), (x + 0.02, 0.5), (x - 0.07, 0.48)], "#f0cd92"
        )
        pen.line([(x - 0.03, 0.82 - cut * 0.02), (x - 0.08, 0.5)], palette.lighten(crust, -0.14), 0.014)
    for x, lean in ((-0.2, 0), (-0.56, -8)):
        with pen.at(x, 0.09, turn=lean):
            slice_ = "-.27 .0! -.28 .3 -.34 .46 -.28 .64 -.06 .7 .18 .66 .28 .5 .22 .32 .22 .0!"
            pen.solid(slice_, crust)
            with pen.at(-0.015, 0.03, scale=0.89):
                pen.shape(slice_, "#f7e2b8")
                for hole in range(13):
                    pen.disc(
                        -0.03 + 0.2 * math.sin(hole * 2.4),
                        0.32 + 0.24 * math.cos(hole * 1.7),
                        0.016 + 0.006 * (hole % 3),
                        "#e4c48e",
                        high=0.012,
                    )


def _bread_steam(pen: Pen) -> None:
    steam(pen, 0.42, 0.84, half=0.26, high=0.6)


def _icecream(pen: Pen) -> None:
    """Three scoops in a cone that begin to melt."""
    rest(pen, 0.2, opacity=0.45)
    with pen.at(0, 0.04 + 0.012 * pen.wave(1.3), turn=2.5 * pen.wave(0.8)):
        cone = "-.235 .5 .235 .5 .02 .0 -.02 .0"
        pen.solid(cone, "#d99a4e", smooth=False)
        with pen.inside(pen.path(cone, smooth=False)):
            for line in range(9):
                shift = -0.5 + line * 0.11
                pen.line([(shift, 0.5), (shift + 0.3, 0.0)], "#a9692b", 0.011)
                pen.line([(shift + 0.3, 0.5), (shift, 0.0)], "#a9692b", 0.011)
        for x, y, radius, tone in (
            (-0.11, 0.58, 0.165, "#8a5636"),
            (0.13, 0.59, 0.165, "#f8ecd2"),
            (0.0, 0.76, 0.175, "#f391ac"),
        ):
            pen.ball(x, y, radius, tone)
            for bump in range(5):
                pen.disc(
                    x - radius * 0.8 + bump * radius * 0.4, y - radius * (0.62 + 0.14 * (bump % 2)), radius * 0.27, tone
                )
            pen.disc(x + 0.06, y + 0.07, 0.03, "#ffffff", 0.55, high=0.02)
        pen.block(-0.25, 0.455, 0.25, 0.505, "#e3a95c", 0.02)
        melt = 0.07 * ((pen.time_s * 0.25) % 1.0)
        pen.line([(0.12, 0.49), (0.12, 0.42 - melt)], "#f8ecd2", 0.045)
        pen.line([(-0.1, 0.49), (-0.1, 0.45 - melt * 0.6)], "#8a5636", 0.04)
        for sprinkle in range(12):
            tone = ("#57b6e6", "#ffd34d", "#8cd36a", "#ffffff")[sprinkle % 4]
            with pen.at(0.13 * math.sin(sprinkle * 2.4), 0.77 + 0.12 * math.cos(sprinkle * 1.9), turn=sprinkle * 67):
                pen.line("-.014 0 .014 0", tone, 0.015)
        pen.block(0.1, 0.78, 0.165, 1.0, "#d99a4e", 0.02)
        pen.ball(-0.03, 0.96, 0.052, "#cf2233")
        pen.line("-.02 1.0 .0 1.05 .03 1.07", "#5f7a2c", 0.012)
        pen.disc(-0.012, 0.975, 0.013, "#ffffff", 0.8)


SUBJECTS = {
    "pizza": DrawnSubject(0.36, sketch(_pizza), sketch(_pie), half=1.1),
    "cake": DrawnSubject(0.50, sketch(_cake), half=0.76),
    "burger": DrawnSubject(0.40, sketch(_burger), half=0.84),
    "apple": DrawnSubject(0.36, sketch(_apple), half=0.52),
    "bread": DrawnSubject(0.32, sketch(_bread_steam), sketch(_loaf), half=1.06),
    "icecream": DrawnSubject(0.54, sketch(_icecream), half=0.36),
}
