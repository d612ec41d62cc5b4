"""Draws large buildings, and a tent, a bench and a street lamp."""

from __future__ import annotations

import math

from painter.craft import palette
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject


def _skyscraper(pen: Pen) -> None:
    """A glass tower with two lower neighbours."""
    pen.shadow(0.36)
    for left, right, top, tone in ((-0.3, -0.1, 0.52, "#6d7c93"), (0.1, 0.29, 0.62, "#7c8aa0")):
        pen.block(left, 0, right, top, tone)
        _floors(pen, left, right, top, 3)
    pen.solid("-.15 0! -.15 .82! -.05 .9! .15 .9! .15 0!", "#4f7ea3", smooth=True)
    _floors(pen, -0.15, 0.15, 0.8, 5)
    pen.box(-0.05, 0.83, 0.15, 0.85, "#d8e6f0", 0, 0.5)
    pen.line("0.05 .9 0.05 1.0", "#8b97a6", 0.012)
    pen.box(-0.17, 0.0, 0.17, 0.035, "#2f3947")
    pen.pane(-0.035, 0.0, 0.035, 0.03, lit=True)


def _floors(pen: Pen, left: float, right: float, top: float, columns: int) -> None:
    rng = pen.stage.rng(f"floors {left}")
    pitch = (right - left) / (columns + 0.4)
    for row in range(int((top - 0.07) / 0.042)):
        for column in range(columns):
            x, y = left + pitch * (column + 0.3), 0.055 + row * 0.042
            on = pen.lamps_on and rng.random() < 0.6
            if on or not pen.lamps_on:
                colour = "*#ffd58c" if on else "#bfe0f2"
                pen.box(x, y, x + pitch * 0.78, y + 0.027, colour, 0.002, 0.95 if on else 0.55)


def _skyscraper_light(pen: Pen) -> None:
    pen.glow(0.05, 1.0, 0.09, "#ff4a3d", 0.2 + 0.7 * max(0.0, pen.wave(2.4)) ** 2)
    pen.disc(0.05, 1.0, 0.008, "#ff6a5d")


def _factory(pen: Pen) -> None:
    """A works with a saw-tooth roof."""
    pen.shadow(0.9)
    for x in (0.36, 0.58):
        pen.solid([(x - 0.06, 0.4), (x - 0.042, 0.98), (x + 0.042, 0.98), (x + 0.06, 0.4)], "#a8503c", smooth=False)
        pen.box(x - 0.047, 0.88, x + 0.047, 0.93, "#f1e6d8")
        pen.box(x - 0.052, 0.97, x + 0.052, 1.0, "#6d3427")
    for tooth in range(3):
        left = -0.8 + tooth * 0.34
        pen.solid([(left, 0.4), (left, 0.66), (left + 0.34, 0.46), (left + 0.34, 0.4)], "#5b6877", smooth=False)
        pen.shape(
            [(left + 0.02, 0.45), (left + 0.02, 0.6), (left + 0.1, 0.555), (left + 0.1, 0.45)], "#bfe0f2", smooth=False
        )
    pen.block(-0.8, 0, 0.8, 0.44, "#c8775a")
    pen.box(-0.8, 0.4, 0.8, 0.44, "#8f4d38")
    for window in range(6):
        x = -0.7 + window * 0.19
        pen.box(x - 0.012, 0.208, x + 0.132, 0.352, "#7a3f2e")
        pen.pane(x, 0.22, x + 0.12, 0.34)
        pen.line([(x + 0.06, 0.22), (x + 0.06, 0.34)], "#7a3f2e", 0.01)
    pen.box(0.48, 0, 0.7, 0.28, "#4a5563", 0.01)
    for slat in range(5):
        pen.line([(0.49, 0.04 + slat * 0.05), (0.69, 0.04 + slat * 0.05)], "#6b7787", 0.008)


def _factory_smoke(pen: Pen) -> None:
    tone = palette.mix(pen.stage.plan.palette.sky_low, "#ffffff", 0.4)
    for x in (0.36, 0.58):
        for puff in range(7):
            age = (pen.time_s * 0.14 + puff / 7 + x) % 1.0
            fade = 0.5 * math.sin(math.pi * age)
            pen.disc(x - age**1.3 * 0.3, 1.02 + age * 0.42, 0.04 + 0.08 * age, tone, fade)


def _castle(pen: Pen) -> None:
    """A castle on its mound."""
    stone, roof = "#b9b2a6", "#4a5f8f"
    pen.solid("-.95 -.06! -.8 .02 -.4 .12 .4 .12 .8 .02 .95 -.06!", pen.stage.land(0.75))
    for x, half, top, cap in ((-0.2, 0.1, 0.66, 0.2), (0.22, 0.085, 0.74, 0.2)):
        _tower(pen, x, half, top, cap, stone, roof)
    pen.block(-0.5, 0.08, 0.5, 0.38, stone)
    for merlon in range(11):
        pen.box(-0.5 + merlon * 0.0925, 0.37, -0.5 + merlon * 0.0925 + 0.055, 0.42, stone)
    for x in (-0.52, 0.52):
        _tower(pen, x, 0.11, 0.52, 0.24, palette.lighten(stone, 0.02), roof)
    pen.shape("-.1 .08! -.1 .22 0 .31 .1 .22 .1 .08!", "#3a2a22")
    for bar in (-0.05, 0.0, 0.05):
        pen.line([(bar, 0.09), (bar, 0.27)], "#6b5140", 0.01)
    rng = pen.stage.rng("stones")
    for x, y in rng.uniform((-0.45, 0.1), (0.4, 0.33), (16, 2)).tolist():
        if abs(x + 0.02) > 0.14:
            pen.box(x, y, x + 0.05, y + 0.018, palette.lighten(stone, -0.06), 0.006)


def _tower(pen: Pen, x: float, half: float, top: float, cap: float, stone: str, roof: str) -> None:
    pen.block(x - half, 0.06, x + half, top, stone)
    pen.block(x - half * 1.15, top - 0.035, x + half * 1.15, top, palette.lighten(stone, -0.04))
    pen.solid([(x - half * 1.3, top), (x, top + cap), (x + half * 1.3, top)], roof, smooth=False)
    pen.pane(x - half * 0.22, top - 0.19, x + half * 0.22, top - 0.09)


def _castle_flags(pen: Pen) -> None:
    for x, top in ((-0.2, 0.86), (0.22, 0.94)):
        pen.line([(x, top - 0.01), (x, top + 0.12)], "#5b5148", 0.01)
        lift = pen.wave(4.5, x * 9) * 0.018
        pen.shape(
            [(x, top + 0.12), (x + 0.07, top + 0.1 + lift), (x + 0.14, top + 0.085 - lift), (x, top + 0.05)], "#d5402f"
        )


def _church(pen: Pen) -> None:
    """A white village church."""
    pen.shadow(0.5)
    wall, roof = "#f3efe6", "#8a4a38"
    pen.block(-0.06, 0, 0.46, 0.36, wall)
    pen.solid("-.1 .35 0 .55 .4 .55 .5 .35", roof, smooth=False)
    for x in (0.08, 0.22, 0.36):
        pen.shape([(x - 0.035, 0.1), (x - 0.035, 0.24), (x, 0.285), (x + 0.035, 0.24), (x + 0.035, 0.1)], "#33404f")
        pen.pane(x - 0.024, 0.12, x + 0.024, 0.235)
    pen.block(-0.32, 0, -0.04, 0.62, wall)
    pen.box(-0.34, 0.6, -0.02, 0.635, palette.lighten(wall, -0.1))
    pen.solid("-.36 .63 -.18 .93 0 .63", roof, smooth=False)
    pen.line("-.18 .92 -.18 1.0", "#c9a24a", 0.014)
    pen.line("-.21 .97 -.15 .97", "#c9a24a", 0.014)
    pen.disc(-0.18, 0.5, 0.06, "#33404f")
    pen.disc(-0.18, 0.5, 0.05, "#fbf7ec")
    pen.shape("-.25 0! -.25 .16 -.18 .235 -.11 .16 -.11 0!", "#6b3f2a")
    pen.line("-.18 0 -.18 .22", "#4c2b1c", 0.008)


def _church_clock(pen: Pen) -> None:
    for pace, reach in ((0.35, 0.038), (0.03, 0.026)):
        angle = pen.time_s * pace + 0.6
        tip = (-0.18 + math.sin(angle) * reach, 0.5 + math.cos(angle) * reach)
        pen.line([(-0.18, 0.5), tip], "#2b2420", 0.008)


def _temple(pen: Pen) -> None:
    """A pagoda of three roofs."""
    pen.shadow(0.55)
    for base, half, wall in ((0.08, 0.3, 0.2), (0.38, 0.22, 0.15), (0.63, 0.15, 0.12)):
        pen.block(-half, base, half, base + wall, "#b8452f")
        for post in (-1, -0.45, 0.45, 1):
            pen.line([(post * half * 0.96, base), (post * half * 0.96, base + wall)], "#7a2a1f", 0.02)
        pen.pane(-half * 0.3, base + 0.02, half * 0.3, base + wall - 0.03, lit=pen.lamps_on)
        eave, tip = base + wall - 0.01, half + 0.16
        pen.solid(
            [
                (-tip, eave + 0.05),
                (-half, eave - 0.005),
                (half, eave - 0.005),
                (tip, eave + 0.05),
                (half * 0.75, eave + 0.09),
                (half * 0.5, eave + 0.115),
                (-half * 0.5, eave + 0.115),
                (-half * 0.75, eave + 0.09),
            ],
            "#37475a",
        )
    pen.block(-0.4, 0, 0.4, 0.08, "#a9a39a")
    pen.line("0 .84 0 1.0", "#d9b15a", 0.022)
    for y in (0.88, 0.92, 0.96):
        pen.disc(0, y, 0.028, "#d9b15a", high=0.012)


def _temple_lanterns(pen: Pen) -> None:
    for side in (-1, 1):
        with pen.at(side * 0.38, 0.3, turn=pen.wave(1.6, side) * 7):
            pen.line("0 .02 0 -.03", "#3a2a22", 0.008)
            if pen.lamps_on:
                pen.glow(0, -0.06, 0.14, "#ffb35c", 0.6)
            pen.ball(0, -0.06, 0.034, "*#e8483a" if pen.lamps_on else "#e8483a", high=0.04)


def _bridge(pen: Pen) -> None:
    """A suspension bridge."""
    steel, deck = "#c8452f", 0.3
    for side in (-1, 1):
        x = side * 0.85
        pen.block(x - 0.1, -0.12, x + 0.1, 0.12, "#9d978e", 0.01)
        for leg in (-0.055, 0.055):
            pen.block(x + leg - 0.022, 0.1, x + leg + 0.022, 1.0, steel)
        for beam in (0.45, 0.68, 0.92):
            pen.block(x - 0.06, beam, x + 0.06, beam + 0.045, palette.lighten(steel, -0.03))
    for cable in (_span(-0.85, 0.85, 0.96, 0.37), _span(-1.95, -0.85, 0.34, 0.96), _span(0.85, 1.95, 0.96, 0.34)):
        pen.line(cable, steel, 0.022)
        for x, y in cable[1:-1]:
            pen.line([(x, y), (x, deck)], steel, 0.007)
    pen.block(-2.6, deck - 0.05, 2.6, deck, steel)
    pen.box(-2.6, deck, 2.6, deck + 0.014, "#3b424d")
    pen.box(-2.6, deck - 0.075, 2.6, deck - 0.05, palette.lighten(steel, -0.12))


def _span(left: float, right: float, start: float, end: float) -> list[tuple[float, float]]:
    """A hanging cable of the bridge; the middle one sags to `end` between towers of equal height."""
    shares = [step / 14 for step in range(15)]
    if right - left > 1.5:
        return [(left + (right - left) * share, end + (start - end) * (2 * share - 1) ** 2) for share in shares]
    low = min(start, end)
    return [
        (left + (right - left) * share, low + (abs(start - end)) * ((1 - share) if start > end else share) ** 2)
        for share in shares
    ]


def _bridge_traffic(pen: Pen) -> None:
    for car in range(7):
        x = ((pen.time_s * 0.09 + car / 7) % 1.0) * 3.6 - 1.8
        pen.box(x - 0.035, 0.31, x + 0.035, 0.34, ("#f4f1ea", "#3f6fb0", "#e0a526")[car % 3], 0.01)
        if pen.lamps_on:
            pen.glow(x + 0.04, 0.325, 0.06, "#fff0c0", 0.8)


def _windmill(pen: Pen) -> None:
    """An old mill; its sails are the moving part."""
    pen.shadow(0.36)
    pen.solid("-.2 0! -.12 .58! .12 .58! .2 0!", "#f0e8da", smooth=False)
    pen.solid("-.15 .57! -.12 .68 0 .76 .12 .68 .15 .57!", "#7a4630")
    pen.box(-0.19, 0.2, 0.19, 0.23, "#7a4630", 0.01)
    for post in range(7):
        pen.line([(-0.18 + post * 0.06, 0.22), (-0.18 + post * 0.06, 0.28)], "#7a4630", 0.01)
    pen.line("-.19 .28 .19 .28", "#7a4630", 0.012)
    pen.shape("-.05 0! -.05 .12 0 .16 .05 .12 .05 0!", "#5b3524")
    pen.pane(-0.03, 0.38, 0.03, 0.46)


def _windmill_sails(pen: Pen) -> None:
    for sail in range(4):
        with pen.at(0, 0.62, turn=math.degrees(pen.time_s * 0.9) + 90 * sail + 20):
            pen.line("0 0 0 .44", "#5b4030", 0.018)
            pen.shape(".01 .1 .01 .43 .1 .43 .1 .1", "#fbf6ea", 0.95, smooth=False)
            for rib in range(6):
                pen.line([(0.0, 0.12 + rib * 0.06), (0.1, 0.12 + rib * 0.06)], "#8a6a50", 0.007)
    pen.disc(0, 0.62, 0.03, "#4b3326")


def _tent(pen: Pen) -> None:
    """A tent, lit from inside after dark."""
    pen.shadow(1.0)
    coat = "#e2762f"
    pen.line("-1.02 0 -.62 .5", "#d9cfc0", 0.012)
    pen.line("1.02 0 .62 .5", "#d9cfc0", 0.012)
    pen.solid("-.82 0 -.28 .96 .2 .96 .82 0", coat, smooth=False)
    pen.shape("-.82 0 -.28 .96 .16 0", palette.lighten(coat, 0.07), smooth=False)
    inside = "*#ffdf9a" if pen.lamps_on else "#5c2c16"
    pen.shape("-.5 0 -.28 .74 -.08 0", inside, smooth=False)
    pen.shape("-.5 0 -.28 .74 -.36 .3 -.42 0", palette.lighten(coat, -0.08), smooth=False)
    pen.line("-.28 .96 .2 .96", palette.lighten(coat, -0.1), 0.02)
    pen.line(".5 .1 .34 .6", palette.lighten(coat, -0.08), 0.012)


def _tent_light(pen: Pen) -> None:
    if pen.lamps_on:
        pen.glow(-0.28, 0.3, 0.9, "#ffbf66", 0.5 + 0.06 * pen.wave(7))
    flap = pen.wave(2.6) * 0.03
    pen.shape([(0.2, 0.96), (0.34, 1.02 + flap), (0.46, 0.98 - flap), (0.34, 0.93), (0.2, 0.9)], pen.accent)


def _bench(pen: Pen) -> None:
    """A park bench."""
    pen.shadow(0.85)
    wood, iron = "#a8703f", "#2b313b"
    for side in (-1, 1):
        pen.line([(side * 0.62, 0.0), (side * 0.6, 0.42), (side * 0.64, 0.98)], iron, 0.05)
        pen.line([(side * 0.74, 0.0), (side * 0.72, 0.38), (side * 0.6, 0.42)], iron, 0.05)
        pen.line([(side * 0.62, 0.62), (side * 0.76, 0.6), (side * 0.75, 0.4)], iron, 0.035)
    for y, high in ((0.56, 0.1), (0.7, 0.1), (0.84, 0.1)):
        pen.block(-0.8, y, 0.8, y + high, wood, 0.02)
    for y, reach in ((0.42, 0.82), (0.35, 0.86)):
        pen.block(-reach, y, reach, y + 0.06, palette.lighten(wood, 0.04), 0.02)


def _bench_leaves(pen: Pen) -> None:
    rng = pen.stage.rng("bench leaves")
    for x, start, pace in rng.uniform((-0.9, 0, 0.1), (0.5, 1, 0.2), (7, 3)).tolist():
        age = (pen.time_s * pace + start) % 1.0
        with pen.at(x + age * 0.4, 1.5 - age * 1.5, turn=age * 500):
            pen.shape("-.04 0 0 .03 .04 0 0 -.03", "#d98a2e", min(1.0, 6 * age, 6 - 6 * age))


def _lamp(pen: Pen) -> None:
    """An old street lamp."""
    pen.shadow(0.2)
    iron = "#262d38"
    pen.solid("-.07 0! -.05 .06 -.025 .1 -.018 .72! .018 .72! .025 .1 .05 .06 .07 0!", iron)
    for y in (0.14, 0.5, 0.7):
        pen.box(-0.032, y, 0.032, y + 0.018, iron, 0.006)
    pen.line("-.1 .68 0 .7 .1 .68", iron, 0.014)
    pen.shape("-.055 .74 -.085 .9 .085 .9 .055 .74", "*#ffe2a0" if pen.lamps_on else "#dfe9ef", 0.95, smooth=False)
    for x in (-1, 0, 1):
        pen.line([(x * 0.055, 0.74), (x * 0.085, 0.9)], iron, 0.01)
    pen.solid("-.11 .9! -.06 .95 0 .985 .06 .95 .11 .9!", iron)
    pen.disc(0, 0.99, 0.014, iron)


def _lamp_light(pen: Pen) -> None:
    if not pen.lamps_on:
        return
    pen.glow(0, 0.82, 0.42, "#ffcf7a", 0.8 + 0.04 * pen.wave(13))
    for moth in range(3):
        x, y = 0.12 * pen.wave(2.3 + moth, moth * 2), 0.84 + 0.09 * pen.wave(3.1 + moth, moth)
        pen.disc(x, y, 0.006, "#fff6dd")


SUBJECTS = {
    "skyscraper": DrawnSubject(0.62, sketch(_skyscraper_light), sketch(_skyscraper), half=0.40),
    "factory": DrawnSubject(0.32, sketch(_factory_smoke), sketch(_factory), half=0.95),
    "castle": DrawnSubject(0.44, sketch(_castle_flags), sketch(_castle), half=0.98),
    "church": DrawnSubject(0.42, sketch(_church_clock), sketch(_church), half=0.55),
    "temple": DrawnSubject(0.48, sketch(_temple_lanterns), sketch(_temple), half=0.60),
    "bridge": DrawnSubject(0.30, sketch(_bridge_traffic), sketch(_bridge), half=1.35),
    "windmill": DrawnSubject(0.56, sketch(_windmill_sails), sketch(_windmill), half=0.48),
    "tent": DrawnSubject(0.24, sketch(_tent_light), sketch(_tent), half=1.15),
    "bench": DrawnSubject(0.20, sketch(_bench_leaves), sketch(_bench), half=1.1),
    "lamp": DrawnSubject(0.46, sketch(_lamp_light), sketch(_lamp), half=0.45),
}
