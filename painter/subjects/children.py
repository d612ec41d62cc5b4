"""Draws children: one who waves and hops, a baby who sits, and a group such as a school class."""

from __future__ import annotations

import functools
import math
from dataclasses import replace

from painter.craft import palette
from painter.subjects import body, wardrobe
from painter.subjects.pen import Drawing, Pen, sketch
from painter.subjects.placing import DrawnSubject
from painter.subjects.poses import goes, speed
from painter.subjects.skeleton import RUN, WALK, Point, Pose, smaller, step

_DRESSES: dict[str, tuple[wardrobe.HairStyle, ...]] = {
    "girl": ("tail", "long", "curls", "bun"),
    "boy": ("short", "curls"),
    "child": ("short", "tail", "curls", "long"),
}
"""How children wear their hair."""

_LEGS, _ARMS, _HEAD, _TALL = 0.74, 0.84, 1.5, 1.10
"""The limbs and the head of a child as shares of an adult's, and what makes it fill its height all the same."""

_HOP_S = 2.3
_ROMPER = ("#f2d479", "#a9d3c5", "#f0b7a1", "#b9c7ea")

_CLASS = ((-0.80, 0.15, 0.88), (-0.27, 0.15, 0.94), (0.27, 0.15, 0.90), (0.80, 0.15, 0.86))
_FRONT_ROW = ((-1.02, 0.0, 0.86), (-0.52, 0.0, 0.98), (0.0, 0.0, 0.90), (0.52, 0.0, 1.0), (1.02, 0.0, 0.84))
"""Where the children of a group stand, and how tall each is."""


def _child(name: str, number: int, pen: Pen) -> None:
    """A child on the way, or one who stands there, waves and hops."""
    look = _look(pen, name, f"{name} {number}")
    action = pen.stage.plan.action if name in pen.stage.plan.subjects[:1] else None
    if action == "sleeps":
        _asleep(pen, replace(look, head=_HEAD), (_LEGS, _ARMS), 0.92)
        return
    pen.shadow(0.2)
    if action is not None and goes(action) and action != "flies":
        gait = RUN if action in {"runs", "chases"} else WALK
        stride = gait.stride * 0.8
        pose = step(gait, pen.time_s * max(0.5, speed(action)) / stride % 1.0, stride)
    else:
        pose = _playing(pen, 2.1 * number, 3 if action in {"plays", "dances", "jumps"} else number % 3)
    _draw(pen, pose, look)


def _draw(pen: Pen, pose: Pose, look: wardrobe.Appearance, tall: float = 1.0) -> None:
    with pen.at(scale=_TALL * tall):
        body.draw(pen, smaller(pose, _LEGS, _ARMS), replace(look, head=_HEAD))


def _look(pen: Pen, name: str, seed: str) -> wardrobe.Appearance:
    """What a child wears: warm things in winter."""
    plan, rng = pen.stage.plan, pen.stage.rng(seed)
    cuts = _DRESSES[name]
    cut = cuts[int(rng.integers(len(cuts)))]
    skirt = name == "girl" or (cut in {"long", "tail"} and rng.random() < 0.5)
    look = wardrobe.child(rng, pen.accent, cut=cut, legs="skirt" if skirt else "shorts", glasses=None)
    if plan.season == "winter" or plan.setting == "snow" or plan.weather in {"rain", "snow"}:
        wet = plan.weather == "rain"
        look = replace(look, sleeves=1.0, legs="trousers", hem=0.1, top="#e3b23c" if wet else look.top)
        look = replace(look, hat=None if wet else "beanie", hat_colour=palette.lighten(look.top, -0.08))
    return look


def _playing(pen: Pen, phase: float, kind: int) -> Pose:
    """Standing on the spot, hopping now and then; with a kind from 0: waves, claps, holds the arms out, cheers."""
    turn = (pen.time_s + phase) % _HOP_S / 0.5
    hop = 0.09 * math.sin(math.pi * turn) if turn < 1 or kind > 2 else 0.0
    hop = abs(hop) if kind <= 2 else 0.10 * abs(math.sin(pen.time_s * 4.4 + phase))
    wave, sway = pen.wave(6.5, phase), pen.wave(1.7, phase)
    hang: Point = (-0.07 - 0.02 * sway, -0.27)
    hands: tuple[Point, Point] = {
        0: (hang, (0.13 + 0.06 * wave, 0.22)),
        1: ((0.04 - 0.02 * wave, -0.10), (-0.04 + 0.02 * wave, -0.10)),
        2: ((-0.23, -0.10 + 0.04 * sway), (0.23, -0.10 - 0.04 * sway)),
        3: ((-0.15 - 0.03 * wave, 0.23), (0.15 + 0.03 * wave, 0.23)),
    }[kind]
    spread = 0.055 + (0.03 if hop else 0.0)
    return Pose(
        hip=(0.012 * sway, 0.505 + hop),
        lean=2.2 * sway,
        hands=hands,
        feet=((-spread, hop, 0), (spread, hop, 0)),
        spread=0.08,
        elbows=(1 if kind == 3 else -1, 1 if kind == 1 else -1) if kind else (-1, -1),
        knees=(-1, 1),
        nod=3 * pen.wave(1.3, phase + 1),
    )


def _asleep(pen: Pen, look: wardrobe.Appearance, limbs: tuple[float, float], tall: float) -> None:
    """A child in bed, on the back, under a blanket that rises and sinks."""
    breath = 0.012 * pen.wave(1.2)
    pen.shadow(0.56)
    pen.block(-0.56, 0.03, 0.56, 0.14, "#ece5d6", 0.03)
    pen.block(-0.55, 0.12, -0.22, 0.22, "#fbfaf5", 0.05)
    lying = smaller(Pose(spread=0.07, feet=((-0.04, 0.0, 0), (0.04, 0.0, 0))), *limbs)
    with pen.at(0.46, 0.20, turn=-90, scale=tall):
        body.draw(pen, lying, replace(look, hat=None))
    top = 0.33 + breath
    cover = [(-0.16, 0.10), (-0.15, top - 0.05), (-0.02, top), (0.22, top - 0.01), (0.46, top - 0.06), (0.56, 0.08)]
    pen.solid(cover, pen.accent)
    pen.line([(-0.15, 0.12), (-0.145, top - 0.06)], palette.lighten(pen.accent, 0.12), 0.03)


def _baby(pen: Pen) -> None:
    """A baby who sits on a blanket and reaches for something."""
    rng = pen.stage.rng("baby")
    suit = _ROMPER[int(rng.integers(len(_ROMPER)))]
    look = wardrobe.child(rng, pen.accent, cut="tuft", top=suit, bottom=suit, shoes=palette.lighten(suit, -0.1))
    look = replace(look, legs="trousers", sleeves=1.0, head=2.15, glasses=None)
    if pen.stage.plan.action == "sleeps" and pen.stage.plan.subjects[:1] == ("baby",):
        _asleep(pen, look, (0.46, 0.66), 1.15)
        return
    sway, reach = pen.wave(1.6), max(0.0, pen.wave(3.1))
    pen.solid("-.62 .0 -.5 .05 .5 .05 .62 .0 .46 -.03 -.46 -.03", palette.lighten(pen.accent, 0.12))
    pose = Pose(
        hip=(0.0, 0.10),
        lean=4 * sway,
        hands=((-0.16, -0.08 + 0.12 * reach), (0.16, -0.03 + 0.12 * max(0.0, pen.wave(3.1, 1.3)))),
        feet=((-0.20, 0.0, 0), (0.20, 0.0, 0)),
        spread=0.07,
        elbows=(1, -1),
        knees=(-1, 1),
        nod=2 * pen.wave(1.1),
        legs=0.46,
        arms=0.66,
    )
    with pen.at(0, 0.02, scale=1.5):
        body.draw(pen, pose, look)


def _children(pen: Pen) -> None:
    """A school class that waves, claps and hops; every second one has a satchel in a room or a city."""
    pupils = pen.stage.plan.setting in {"room", "city"}
    names = ("girl", "boy")
    for index, (x, up, tall) in enumerate((*_CLASS, *_FRONT_ROW)):
        look = _look(pen, names[index % 2], f"class {index}")
        if pupils and index % 2:
            look = replace(look, vest=None, pack=palette.lighten(pen.accent, -0.1))
        with pen.at(x * 0.92, up):
            pen.shadow(0.2)
            _draw(pen, _playing(pen, 1.7 * index, (0, 2, 3, 1)[index % 4]), look, 0.92 * tall)


def _drawing(name: str, number: int = 0) -> Drawing:
    return sketch(functools.partial(_child, name, number))


def another(name: str, first: DrawnSubject, number: int) -> DrawnSubject:
    """One more of several alike: each child looks and moves otherwise than the one before."""
    return replace(first, moving=_drawing(name, number)) if number and name in _DRESSES else first


SUBJECTS = {
    **{name: DrawnSubject(0.33, _drawing(name), half=0.5, indoors=1.8) for name in ("child", "boy", "girl")},
    "baby": DrawnSubject(0.30, sketch(_baby), half=0.68, indoors=1.5),
    "children": DrawnSubject(0.32, sketch(_children), half=1.3, indoors=1.6),
}
