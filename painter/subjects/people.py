"""Draws people outdoors, alone and together: walkers, runners, couples, families, crowds."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import skia

from painter.craft import palette
from painter.craft.stamps import stamp
from painter.subjects import body, wardrobe
from painter.subjects.pen import Pen, sketch
from painter.subjects.placing import DrawnSubject
from painter.subjects.skeleton import RUN, WALK, Pose, step, swung, walked

_CHILD = 0.62
"""Height of a child relative to an adult."""


def _walker(pen: Pen) -> None:
    """Somebody on the way: a hiker in the mountains, under an umbrella in the rain, with a lantern at night."""
    plan = pen.stage.plan
    look = wardrobe.adult(pen.stage.rng("person"), pen.accent)
    wet = plan.weather == "rain"
    if wet:
        look = replace(look, top="#e3b23c", sleeves=1.0, hem=0.15, legs="trousers")
    elif plan.setting in {"mountains", "snow", "forest", "hills", "desert", "lake"}:
        pack = "#3f6b58"
        look = replace(look, sleeves=1.0, legs="trousers", pack=pack, hat="beanie" if plan.setting == "snow" else "cap")
        look = replace(look, hat_colour=palette.lighten(look.top, -0.1))
    x, phase, stride = walked(WALK, pen.time_s, plan.duration_s, 1.5)
    pose = step(WALK, phase, stride)
    with pen.at(x):
        pen.shadow(0.24)
        if wet:
            pose = replace(pose, hands=(pose.hands[0], (0.11, -0.08)))
            hand = pose.arm(1)[2]
            pen.line([hand, (hand[0] + 0.03, 1.2)], "#3a3f4a", 0.014)
            _umbrella(pen, hand[0] - 0.02, 1.02)
        elif look.pack and plan.setting != "hills":
            pose = replace(pose, hands=(pose.hands[0], swung(18 - 22 * math.cos(math.tau * phase), 62)))
            hand = pose.arm(1)[2]
            foot = (hand[0] + 0.03 - 0.14 * math.cos(math.tau * phase), 0.0)
            pen.line([(hand[0], hand[1] + 0.03), foot], "#7a5a3a", 0.016)
        body.draw(pen, pose, look)
        if pen.stage.is_night and not wet:
            _lantern(pen, *pose.arm(1)[2])


def _umbrella(pen: Pen, x: float, y: float) -> None:
    cloth = pen.accent
    pen.solid(
        [
            (x - 0.36, y - 0.03),
            (x - 0.27, y + 0.13),
            (x, y + 0.22),
            (x + 0.27, y + 0.13),
            (x + 0.36, y - 0.03),
            (x + 0.24, y + 0.02),
            (x + 0.12, y - 0.02),
            (x, y + 0.025),
            (x - 0.12, y - 0.02),
            (x - 0.24, y + 0.02),
        ],
        cloth,
    )
    for rib in (-0.12, 0.12):
        pen.line([(x + rib, y - 0.015), (x + rib * 0.8, y + 0.12), (x, y + 0.215)], palette.lighten(cloth, -0.1), 0.008)


def _lantern(pen: Pen, x: float, y: float) -> None:
    pen.glow(x, y - 0.1, 0.34, "#ffcf7a", 0.6)
    pen.line([(x, y), (x, y - 0.06)], "#2a2622", 0.012)
    pen.box(x - 0.03, y - 0.14, x + 0.03, y - 0.06, "*#ffe2a0", 0.012)


def _runner(pen: Pen) -> None:
    """A runner in full stride."""
    look = wardrobe.adult(pen.stage.rng("runner"), pen.accent, legs="shorts", sleeves=0.0, top=pen.accent)
    if look.cut == "scarf":
        look = replace(look, sleeves=1.0, legs="trousers")
    cuts: dict[str, wardrobe.HairStyle] = {"none": "short", "long": "tail"}
    look = replace(look, shoes="#f2efe6", cut=cuts.get(look.cut, look.cut))
    x, phase, stride = walked(RUN, pen.time_s, pen.stage.plan.duration_s, 2.2)
    pose = step(RUN, phase, stride)
    with pen.at(x):
        pen.shadow(0.2 - 0.6 * (pose.hip[1] - 0.46), opacity=0.34)
        body.draw(pen, pose, look)


def _couple(pen: Pen) -> None:
    """Two who walk hand in hand."""
    rng = pen.stage.rng("couple")
    first, second = (wardrobe.adult(rng, pen.accent) for _ in range(2))
    if first.top == second.top:
        second = replace(second, top=palette.lighten(second.top, 0.16))
    x, _, stride = walked(WALK, pen.time_s, pen.stage.plan.duration_s, 1.2)
    _together(pen, x, stride, ((-0.19, 1.0, replace(first, pack=None)), (0.19, 0.94, second)))


def _family(pen: Pen) -> None:
    """Two adults and the child between them."""
    rng = pen.stage.rng("family")
    skin = wardrobe.adult(rng, pen.accent).skin
    first, second = (wardrobe.adult(rng, pen.accent, skin=skin) for _ in range(2))
    small = wardrobe.child(rng, pen.accent, skin=skin, top=pen.accent)
    x, _, stride = walked(WALK, pen.time_s, pen.stage.plan.duration_s, 1.0)
    _together(pen, x, stride, ((-0.34, 1.0, first), (0.0, _CHILD, small), (0.34, 0.94, second)))


def _together(pen: Pen, x: float, stride: float, members: tuple[tuple[float, float, wardrobe.Appearance], ...]) -> None:
    """People who walk side by side and hold hands: one's near hand meets the next one's far hand."""
    # Short legs take more steps for the same distance.
    shown = [step(WALK, x / stride / tall + 0.37 * index, stride) for index, (_, tall, _) in enumerate(members)]
    swing = 0.02 * math.sin(math.tau * x / stride)
    for index in range(len(members) - 1):
        (left, tall, _), (right, other, _) = members[index], members[index + 1]
        # A child reaches its hand up, an adult's hangs down.
        low = 0.47 if min(tall, other) > 0.8 else 0.8 * min(tall, other)
        meet = ((left + right) / 2 + swing, low)
        shown[index] = _holding(shown[index], 1, ((meet[0] - left) / tall, meet[1] / tall))
        shown[index + 1] = _holding(shown[index + 1], 0, ((meet[0] - right) / other, meet[1] / other))
    with pen.at(x):
        for place, tall, _look in members:
            pen.shadow(0.22 * tall, place)
        for (place, tall, look), pose in zip(members, shown, strict=True):
            with pen.at(place, scale=tall):
                body.draw(pen, pose, look)


def _holding(pose: Pose, side: int, hand: tuple[float, float]) -> Pose:
    shoulder = pose.arm(side)[0]
    seen = (hand[0] - shoulder[0], hand[1] - shoulder[1])
    hands = (pose.hands[0], seen) if side else (seen, pose.hands[1])
    return replace(pose, hands=hands)


def _kite(pen: Pen) -> None:
    """A child who runs with a kite high in the wind."""
    look = wardrobe.child(pen.stage.rng("kite"), pen.accent, top="#e4573d")
    x, phase, stride = walked(RUN, pen.time_s, pen.stage.plan.duration_s, 1.6)
    pose = replace(step(RUN, phase, stride), lean=2)
    pose = replace(pose, hands=((-0.14, 0.2), pose.hands[1]), elbows=(1, -1))
    with pen.at((x - 0.1) * 0.5):
        pen.shadow(0.12, 0.25)
        with pen.at(0.25, scale=0.5):
            body.draw(pen, pose, look)
            hand = pose.arm(0)[2]
        hand = (0.25 + hand[0] * 0.5, hand[1] * 0.5)
        sail = (-0.42 + pen.wave(0.9) * 0.05, 0.86 + pen.wave(1.4, 1) * 0.025)
        sag = ((hand[0] + sail[0]) / 2 + 0.03, (hand[1] + sail[1]) / 2 - 0.05)
        pen.line([hand, sag, sail], "#f6f2e8", 0.006, 0.9)
        with pen.at(*sail, turn=-32 + pen.wave(1.7) * 7):
            _sail(pen)


def _sail(pen: Pen) -> None:
    sides = ("#f2b632", "#d8402f", "#2f8f9d", "#f5efe2")
    for piece, colour in zip(
        ("0 .15 -.11 .02 0 .02", "0 .15 .11 .02 0 .02", "-.11 .02 0 .02 0 -.18", ".11 .02 0 .02 0 -.18"),
        sides,
        strict=True,
    ):
        pen.shape(piece, colour, smooth=False)
    tail = [(pen.wave(4, -0.9 * knot) * 0.012 * knot, -0.18 - 0.055 * knot) for knot in range(6)]
    pen.line(tail, "#f6f2e8", 0.007)
    for x, y in tail[1:]:
        pen.shape(
            [(x - 0.025, y + 0.012), (x + 0.025, y - 0.012), (x + 0.025, y + 0.012), (x - 0.025, y - 0.012)],
            sides[1],
            smooth=False,
        )


def _crowd(pen: Pen) -> None:
    """Many people who sway, wave and cheer; those behind are paler."""
    rng = pen.stage.rng("crowd")
    rows = [(6, 0.17, 0.74, 0.45), (5, 0.09, 0.82, 0.22), (4, 0.0, 0.9, 0.0)]
    if pen.stage.look.ink in {"neon", "blueprint"}:
        rows[:2] = [(5, 0.14, 0.78, 0.45)]  # where only outlines are seen, fewer people look better
    for count, up, scale, pale in rows:
        places = [(slot + 0.5) / count * 2 - 1 + float(rng.uniform(-0.06, 0.06)) for slot in range(count)]
        for place in places:
            look = wardrobe.adult(rng, pen.accent)
            small = rng.random() < 0.15
            if small:
                look = wardrobe.child(rng, pen.accent)
            if up:
                look = _hazed(
                    look, palette.mix(pen.stage.plan.palette.land_near, pen.stage.plan.palette.sky_low, 0.4), pale
                )
            tall = scale * (_CHILD if small else float(rng.uniform(0.92, 1.06)))
            phase, kind = float(rng.uniform(0, 6.28)), int(rng.integers(0, 4))
            with pen.at(place * 0.98, up, scale=tall):
                if up:
                    _behind(pen, look, phase, kind)
                else:
                    pen.shadow(0.2)
                    body.draw(pen, _cheering(pen, phase, kind), look)


def _behind(pen: Pen, look: wardrobe.Appearance, phase: float, kind: int) -> None:
    """Somebody in the rows behind, who is seen too little of to wave: they hop and sway as they are."""
    box = skia.Rect(-0.5 * pen.size, -1.3 * pen.size, 0.5 * pen.size, 0.1 * pen.size)

    def draw(canvas: Any) -> None:
        still = Pen(canvas, pen.stage, pen.size, 0.4)
        body.draw(still, _cheering(still, phase, kind), look)

    with pen.at(0.012 * pen.wave(2.1, phase), 0.03 * max(0.0, pen.wave(4.2, phase))):
        stamp(pen.canvas, pen.stage, ("crowd", phase), box, draw)


def _cheering(pen: Pen, phase: float, kind: int) -> Pose:
    bounce = max(0.0, pen.wave(4.2, phase)) * 0.02 if kind else 0.0
    down, up = (0.05, -0.28), (0.1 + pen.wave(5, phase) * 0.05, 0.25)
    hands = {
        0: ((-0.05, -0.28), down),
        1: ((-0.05, -0.28), up),
        2: ((-0.12 + pen.wave(4, phase) * 0.03, 0.23), (0.12 + pen.wave(4, phase + 1) * 0.03, 0.23)),
        3: ((0.03, -0.12 + 0.02 * pen.wave(8, phase)), (-0.03, -0.12 - 0.02 * pen.wave(8, phase))),
    }[kind]
    return Pose(
        hip=(pen.wave(2.1, phase) * 0.008, 0.514 + bounce),
        hands=hands,
        feet=((-0.055, bounce, 0), (0.055, bounce, 0)),
        spread=0.088,
        elbows=((1 if kind == 2 else -1), (-1 if kind in {1, 2} else 1)),
        knees=(-1, 1),
        lean=pen.wave(2.1, phase) * 2,
    )


def _hazed(look: wardrobe.Appearance, haze: str, amount: float) -> wardrobe.Appearance:
    def far(colour: str) -> str:
        return palette.mix(colour, haze, amount)

    return replace(
        look,
        skin=far(look.skin),
        hair=far(look.hair),
        top=far(look.top),
        bottom=far(look.bottom),
        shoes=far(look.shoes),
    )


SUBJECTS = {
    "person": DrawnSubject(0.32, sketch(_walker), half=1.0, indoors=1.8),
    "runner": DrawnSubject(0.30, sketch(_runner), half=1.35),
    "couple": DrawnSubject(0.32, sketch(_couple), half=1.05, indoors=1.7),
    "family": DrawnSubject(0.32, sketch(_family), half=1.1, indoors=1.7),
    "kite": DrawnSubject(0.44, sketch(_kite), half=0.95),
    "crowd": DrawnSubject(0.32, sketch(_crowd), half=1.12),
}
