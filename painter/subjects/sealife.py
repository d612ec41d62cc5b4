"""Draws animals of the sea: they swim under water, and break the surface of a sea or lake."""

from __future__ import annotations

import math
from collections.abc import Callable

from painter.craft import palette
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject
from painter.subjects.waterline import afloat, has_surface

_FOAM = "#f4fafc"


def _whale(pen: Pen) -> None:
    """A whale: it rises, blows and sinks at the surface, and glides under it."""
    if not has_surface(pen):
        with pen.at(_glide(pen, 0.5), 0.06 * pen.wave(0.7) - 0.4, turn=-3 + 4 * pen.wave(0.7, 1)):
            _one_whale(pen)
        return
    with pen.at(_glide(pen, 0.3)):
        with afloat(pen, 1.0), pen.at(0, -0.34 + 0.05 * pen.wave(0.8), turn=-5 + 2.5 * pen.wave(0.8, 1)):
            _one_whale(pen)
        with pen.at(0, -0.32):
            _spout(pen)


def _one_whale(pen: Pen) -> None:
    skin, belly = "#3f6a8f", "#dfe9ee"
    beat = pen.wave(1.5)
    tail = [(-0.88, 0.42), (-1.02, 0.62 + beat * 0.09), (-1.26, 0.78 + beat * 0.14), (-1.16, 0.56 + beat * 0.1)]
    tail += [(-1.3, 0.4 + beat * 0.12), (-1.06, 0.44 + beat * 0.06), (-0.84, 0.3)]
    pen.solid(tail, skin)
    body = "-.98 .46 -.7 .5 -.4 .66 .1 .78 .6 .74 .9 .56 .98 .36 .86 .2 .5 .1 0 .1 -.5 .22 -.86 .38"
    pen.solid(body, skin)
    with pen.inside(pen.path(body)):
        pen.shape("1.1 .32 .7 .3 .2 .24 -.4 .26 -.4 0 1.1 0", belly)
        for groove in range(6):
            y = 0.13 + groove * 0.028
            pen.line([(0.1 + groove * 0.04, y), (0.5, y + 0.01), (0.94, y + 0.05)], "#a9bcc8", 0.008)
    pen.line(".98 .36 .8 .34 .62 .38", palette.lighten(skin, -0.12), 0.014)
    pen.disc(0.62, 0.45, 0.026, "#10181f")
    pen.disc(0.628, 0.458, 0.008, "#ffffff")
    with pen.at(0.26, 0.24, turn=10 + beat * 9):
        pen.solid("-.1 .04 .1 .04 .0 -.16 -.2 -.26 -.22 -.18", palette.lighten(skin, -0.04))


def _spout(pen: Pen) -> None:
    for drop in range(22):
        age = (pen.time_s * 0.55 + drop / 22) % 1.0
        lean = ((drop * 7) % 11 / 5 - 1.0) * 0.32
        pen.disc(0.34 + lean * age, 1.02 + age * 0.75 - age * age * 0.72, 0.022, "#eaf6fb", 0.85 * (1 - age))


def _dolphin(pen: Pen) -> None:
    """Two dolphins: they leap from the surface in turn, and swim side by side under it."""
    if has_surface(pen):
        _leaping(pen, _one_dolphin, reach=1.5, height=0.62, period_s=2.6)
        return
    for x, y, scale, phase in ((-0.35, 0.34, 0.62, 1.4), (0.15, -0.1, 0.9, 0.0)):
        slope = pen.wave(1.2, phase + 1.57)
        with pen.at(x + _glide(pen, 0.3), y + 0.07 * pen.wave(1.2, phase), turn=-11 * slope, scale=scale):
            _one_dolphin(pen, phase)


def _one_dolphin(pen: Pen, phase: float) -> None:
    skin, belly = "#6d8aa5", "#e6edf2"
    beat = pen.wave(4.2, phase) * 0.05
    pen.solid(
        [
            (-0.5, 0.02),
            (-0.66, 0.08 + beat),
            (-0.84, 0.19 + 2 * beat),
            (-0.78, 0.04 + 2 * beat),
            (-0.86, -0.09 + 2 * beat),
            (-0.66, 0.0 + beat),
            (-0.5, -0.05),
        ],
        skin,
    )
    pen.solid("-.1 .16 -.16 .34! .02 .26 .14 .17", palette.lighten(skin, -0.05))
    body = "-.62 .03 -.4 .1 -.1 .19 .2 .19 .42 .13 .5 .06 .68 .02 .69 -.03 .5 -.05 .34 -.1 .05 -.13 -.3 -.07"
    pen.solid(body, skin)
    with pen.inside(pen.path(body)):
        pen.shape(".72 -.01 .48 -.01 .2 -.03 -.2 -.03 -.5 .0 -.5 -.2 .72 -.2", belly)
    pen.line(".69 -.01 .56 -.005 .46 .01", palette.lighten(skin, -0.14), 0.012)
    pen.disc(0.4, 0.055, 0.021, "#12181f")
    pen.disc(0.407, 0.063, 0.006, "#ffffff")
    with pen.at(0.16, -0.06, turn=12 + 12 * pen.wave(2.1, phase)):
        pen.solid("-.06 .02 .08 .0 .0 -.14 -.16 -.24! -.12 -.08", palette.lighten(skin, -0.06))


def _fish(pen: Pen) -> None:
    """A bright fish with two companions; at the surface they leap."""
    if has_surface(pen):
        _leaping(pen, _one_fish, reach=1.5, height=0.62, period_s=2.0)
        return
    for x, y, scale, phase in ((-0.9, 0.72, 0.42, 1.0), (-0.75, 0.12, 0.34, 2.2), (0.0, 0.4, 1.0, 0.0)):
        with pen.at(
            x + _glide(pen, 0.3) + pen.wave(0.6, phase) * 0.08, y - 0.3 + pen.wave(0.9, phase) * 0.04, scale=scale
        ):
            _one_fish(pen, phase)


def _one_fish(pen: Pen, phase: float) -> None:
    beat = pen.wave(6, phase) * 0.09
    body, fin = "#f57f22", "#ffc24d"
    pen.solid([(-0.46, 0.0), (-0.74, 0.26 + beat), (-0.68, 0.0 + beat), (-0.74, -0.24 + beat), (-0.46, -0.04)], fin)
    pen.solid("-.2 .2 -.06 .42 .2 .36 .26 .2", fin)
    pen.solid("-.16 -.18 -.12 -.36 .08 -.3 .12 -.18", fin)
    outline = "-.5 .0 -.3 .2 .1 .28 .42 .16 .56 0 .42 -.14 .1 -.25 -.3 -.18"
    pen.solid(outline, body)
    with pen.inside(pen.path(outline)):
        for x in (-0.3, 0.0, 0.26):
            pen.shape(
                [(x - 0.05, 0.4), (x + 0.05, 0.4), (x + 0.09, 0.0), (x + 0.03, -0.4), (x - 0.05, -0.4)], "#fdf3e4"
            )
    pen.solid([(0.06, 0.0), (-0.1, -0.1 + beat * 0.4), (-0.16, -0.02 + beat * 0.4), (0.0, 0.06)], fin)
    pen.disc(0.42, 0.06, 0.05, "#ffffff")
    pen.disc(0.432, 0.06, 0.03, "#161a22")
    pen.line(".5 -.06 .45 -.05", "#8a3c12", 0.012)


def _leaping(pen: Pen, one: Callable[[Pen, float], None], *, reach: float, height: float, period_s: float) -> None:
    """Two animals that leap in turn: one is in the air while the other is under water."""
    with afloat(pen, 0.0):
        for start, scale in ((0.55, 0.78), (0.05, 1.0)):
            share = (pen.time_s / period_s + start) % 1.0
            x, y = (share - 0.5) * reach, (height + 0.34) * 4 * share * (1 - share) - 0.34
            slope = math.degrees(math.atan2((height + 0.34) * 4 * (1 - 2 * share), reach))
            with pen.at(x + (0.1 if scale == 1 else -0.25), y * scale, turn=-slope, scale=scale):
                one(pen, start * 6)
    for start, scale in ((0.55, 0.78), (0.05, 1.0)):
        share = (pen.time_s / period_s + start) % 1.0
        for when, end in ((0.1, 0.0), (0.9, 0.0)):
            age = (share - when) / 0.3
            if end <= age < 1:
                x = (when - 0.5) * reach + (0.1 if scale == 1 else -0.25)
                _splash(pen, x, age, scale)


def _splash(pen: Pen, x: float, age: float, scale: float) -> None:
    for drop in range(9):
        lean = (drop / 4 - 1.0) * 0.26 * scale
        up = (0.42 - 0.08 * (drop % 3)) * scale
        pen.disc(x + lean * age * 1.2, up * (age - age * age) * 2.2, 0.03 * scale, _FOAM, 0.9 * (1 - age))
    ring = 0.2 * scale * (0.4 + age)
    pen.disc(x, 0.0, ring, _FOAM, 0.5 * (1 - age), high=ring * 0.18)


def _turtle(pen: Pen) -> None:
    """A sea turtle that rows with its flippers; its shell shows at the surface."""
    deep, tilt = (0.08 if has_surface(pen) else 0.3), -4 + 4 * pen.wave(1.1, 1)
    with pen.at(_glide(pen, 0.4)), afloat(pen, 0.62, level=0.1), pen.at(0, 0.03 * pen.wave(1.1) - deep, turn=tilt):
        _one_turtle(pen)


def _one_turtle(pen: Pen) -> None:
    skin, shell = "#7fa06a", "#4f6b3c"
    row = pen.wave(2.0)
    with pen.at(0.26, 0.16, turn=-18 * row):
        pen.solid("-.06 .04 .08 .02 .1 -.14 -.02 -.34 -.16 -.46 -.14 -.26 -.1 -.1", palette.lighten(skin, -0.1))
    with pen.at(-0.46, 0.14, turn=12 * row):
        pen.solid(".08 .04 -.1 .0 -.26 -.14 -.22 -.2 -.02 -.12 .1 -.04", palette.lighten(skin, -0.06))
    with pen.at(0.5, 0.26, turn=4 * pen.wave(1.3)):
        pen.solid("-.12 .02 .04 .12 .16 .2 .3 .19 .37 .1 .34 .02 .2 -.02 .02 -.08 -.12 -.1", skin)
        pen.disc(0.27, 0.115, 0.023, "#14180f")
        pen.disc(0.277, 0.122, 0.007, "#ffffff")
        pen.line(".36 .055 .28 .045", palette.lighten(skin, -0.14), 0.01)
    pen.solid("-.6 .12 -.3 .06 .2 .08 .54 .2 .4 .22 -.4 .22", "#e3d7a6")
    dome = "-.62 .14 -.56 .3 -.34 .48 -.04 .54 .28 .46 .5 .3 .56 .2 .2 .14 -.3 .12"
    pen.solid(dome, shell)
    with pen.inside(pen.path(dome)):
        for x, y in ((-0.4, 0.28), (-0.14, 0.34), (0.12, 0.34), (0.34, 0.27)):
            plate = [(x + 0.115 * math.cos(a), y + 0.13 * math.sin(a)) for a in (0.2, 1.2, 2.1, 3.1, 4.2, 5.2)]
            pen.shape(plate, palette.lighten(shell, 0.09), smooth=False)
            pen.shape(
                [(x + (px - x) * 0.6, y + (py - y) * 0.6) for px, py in plate],
                palette.lighten(shell, 0.15),
                smooth=False,
            )
    with pen.at(0.2, 0.16, turn=26 * row):
        pen.solid("-.1 .04 .08 .04 .12 -.12 .02 -.34 -.14 -.52 -.18 -.34 -.14 -.14", skin)
        for x, y in ((0.0, -0.08), (-0.04, -0.2), (-0.09, -0.32)):
            pen.disc(x, y, 0.026, palette.lighten(skin, -0.09))


def _jellyfish(pen: Pen) -> None:
    """Three jellyfish that pulse and glow, their arms trailing."""
    surface = has_surface(pen)
    tones = ("#f08fc0", "#8fb8f5", pen.accent)
    with afloat(pen, 0.5):
        for (x, y, scale, phase), tone in zip(
            ((-0.52, 0.3, 0.5, 1.3), (0.5, 0.12, 0.42, 2.6), (0.0, 0.1, 1.0, 0.0)), tones, strict=True
        ):
            with pen.at(
                x + 0.03 * pen.wave(0.7, phase),
                y - (0.74 if surface else 0.3) + 0.06 * pen.wave(0.9, phase),
                scale=scale,
            ):
                _one_jellyfish(pen, phase, tone)


def _one_jellyfish(pen: Pen, phase: float, tone: str) -> None:
    pulse = pen.wave(2.2, phase)
    wide, high = 0.33 - 0.04 * pulse, 0.34 + 0.035 * pulse
    pen.glow(0, 0.72, 0.62, tone, 0.3)
    for arm in range(7):
        x = (arm / 6 - 0.5) * 1.5 * wide
        length = 0.62 if arm % 2 else 0.44
        line = [
            (x + 0.035 * knot / 3 * pen.wave(2.2, phase - 0.8 * knot + arm), 0.62 - length * knot / 6)
            for knot in range(7)
        ]
        pen.line(line, palette.lighten(tone, 0.06), 0.028 if arm % 2 == 0 else 0.014, 0.75)
    bell = [(-wide, 0.62), (-wide * 0.96, 0.62 + high * 0.5), (-wide * 0.55, 0.62 + high * 0.9), (0, 0.62 + high)]
    bell += [(-x, y) for x, y in reversed(bell[:3])]
    rim = [(wide * (0.66 - 0.33 * knot), 0.6 + 0.025 * (knot % 2) + 0.012 * pulse) for knot in range(5)]
    pen.solid(bell + rim, tone)
    pen.shape(
        [
            (-wide * 0.6, 0.72),
            (-wide * 0.5, 0.62 + high * 0.62),
            (0, 0.62 + high * 0.72),
            (wide * 0.5, 0.62 + high * 0.62),
            (wide * 0.6, 0.72),
            (0, 0.68),
        ],
        palette.lighten(tone, 0.09),
        0.8,
    )
    pen.shape(
        [
            (-wide * 0.72, 0.78),
            (-wide * 0.5, 0.62 + high * 0.74),
            (-wide * 0.34, 0.62 + high * 0.8),
            (-wide * 0.56, 0.76),
        ],
        "#ffffff",
        0.55,
    )


def _glide(pen: Pen, way: float) -> float:
    return (min(1.0, max(0.0, pen.time_s / pen.stage.plan.duration_s)) - 0.5) * way


SUBJECTS = {
    "whale": DrawnSubject(0.34, sketch(_whale), half=1.6),
    "dolphin": DrawnSubject(0.34, sketch(_dolphin), half=1.35),
    "fish": DrawnSubject(0.30, sketch(_fish), half=1.35),
    "turtle": DrawnSubject(0.30, sketch(_turtle), half=1.15),
    "jellyfish": DrawnSubject(0.40, sketch(_jellyfish), half=0.75),
}
