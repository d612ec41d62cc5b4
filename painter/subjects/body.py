"""Draws a person from a pose and an appearance: limbs, clothes, hair and hats, but never a face."""

from __future__ import annotations

import math

from painter.craft import palette
from painter.subjects.pen import Pen
from painter.subjects.skeleton import Point, Pose
from painter.subjects.wardrobe import Appearance

_THIGH, _KNEE, _SHANK = 0.054, 0.038, 0.026
_ARM, _ELBOW, _WRIST = 0.034, 0.027, 0.019
_FAR = -0.07
"""How much darker the far limbs are."""


def draw(pen: Pen, pose: Pose, look: Appearance) -> None:
    """Draw the whole person, far limbs first, with the feet at the pen's y = 0."""
    sides = (0.0, 0.0) if pose.is_front else (_FAR, 0.0)
    if not pose.is_front:
        _arm(pen, pose, look, 0, sides[0])
    for side in (0, 1):
        _leg(pen, pose, look, side, sides[side])
    if look.pack:
        with pen.at(*pose.hip, turn=pose.lean):
            pen.solid("-.04 .27 -.12 .29 -.165 .2 -.17 .06 -.13 .02 -.05 .04", look.pack)
            pen.line("-.16 .13 -.06 .13", palette.lighten(look.pack, -0.1), 0.012)
    if look.cut == "long" and not pose.is_front:
        _mane(pen, pose, look)
    _torso(pen, pose, look)
    _head(pen, pose, look)
    if pose.is_front:
        _arm(pen, pose, look, 0, 0.0)
    _arm(pen, pose, look, 1, sides[1])


def limb(pen: Pen, joints: tuple[Point, ...], widths: tuple[float, ...], colour: str) -> None:
    """A tapering tube around two or three joints; `widths` is half its thickness at each."""
    left: list[Point] = []
    right: list[Point] = []
    for index, ((x, y), width) in enumerate(zip(joints, widths, strict=True)):
        before, after = joints[max(0, index - 1)], joints[min(len(joints) - 1, index + 1)]
        angle = math.atan2(after[1] - before[1], after[0] - before[0])
        across = (-math.sin(angle) * width, math.cos(angle) * width)
        left.append((x + across[0], y + across[1]))
        right.append((x - across[0], y - across[1]))
    tips = [_beyond(joints[1], joints[0], widths[0] * 0.75), _beyond(joints[-2], joints[-1], widths[-1] * 0.75)]
    pen.solid([tips[0], *left, tips[1], *reversed(right)], colour)


def _beyond(start: Point, end: Point, length: float) -> Point:
    far = math.hypot(end[0] - start[0], end[1] - start[1]) or 1e-6
    return end[0] + (end[0] - start[0]) / far * length, end[1] + (end[1] - start[1]) / far * length


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _leg(pen: Pen, pose: Pose, look: Appearance, side: int, shade: float) -> None:
    hip, knee, ankle = pose.leg(side)
    cloth, skin = palette.lighten(look.bottom, shade), palette.lighten(look.skin, shade)
    covered = look.legs == "trousers"
    limb(pen, (hip, knee, ankle), (_THIGH, _KNEE, _SHANK), cloth if covered else skin)
    if look.legs == "shorts":
        limb(pen, (hip, _between(hip, knee, 0.72)), (_THIGH * 1.1, _KNEE * 1.35), cloth)
    outward = 2 * side - 1
    with pen.at(*ankle, turn=pose.feet[side][2] if not pose.is_front else 0.0):
        if pose.is_front:
            pen.solid(
                [(-0.03, 0.01), (0.03, 0.01), (0.034 + 0.02 * outward, -0.036), (-0.034 + 0.02 * outward, -0.036)],
                palette.lighten(look.shoes, shade),
            )
        else:
            pen.solid(
                "-.03 .02 .022 .02 .05 -.008 .094 -.02 .098 -.036! -.038 -.036! -.042 -.01",
                palette.lighten(look.shoes, shade),
            )


def _arm(pen: Pen, pose: Pose, look: Appearance, side: int, shade: float) -> None:
    shoulder, elbow, hand = pose.arm(side)
    # A sleeve in front of the shirt is shaded differently, to be seen.
    cloth = palette.lighten(look.top, shade if shade else -0.035)
    skin = palette.lighten(look.skin, shade)
    pen.disc(*_beyond(elbow, hand, 0.012), 0.026, palette.lighten(look.gloves, shade) if look.gloves else skin)
    limb(pen, (shoulder, elbow, hand), (_ARM, _ELBOW, _WRIST), cloth if look.sleeves == 1 else skin)
    if 0 < look.sleeves < 1:
        limb(pen, (shoulder, _between(shoulder, elbow, 0.8)), (_ARM * 1.12, _ELBOW * 1.25), cloth)


def _torso(pen: Pen, pose: Pose, look: Appearance) -> None:
    if look.legs == "skirt":
        _skirt(pen, pose, look)
    wide = 0.3 if pose.is_front else 0.0
    limb(pen, (pose.neck, pose.head), (0.032, 0.028), palette.lighten(look.skin, -0.05))
    hem = -0.03 - look.hem
    outline = [
        (-0.03, 0.295),
        (0.03, 0.295),
        (0.078 + 0.1 * wide, 0.262),
        (0.088 + 0.02 * wide, 0.18),
        (0.074, 0.08),
        (0.08 + look.hem * 0.22, hem),
        (-0.08 - look.hem * 0.22, hem),
        (-0.074, 0.08),
        (-0.088 - 0.02 * wide, 0.18),
        (-0.078 - 0.1 * wide, 0.262),
    ]
    with pen.at(*pose.hip, turn=pose.lean):
        pen.solid(outline, look.top)
        if look.vest:
            pen.solid("-.06 .28 .06 .28 .086 .18 .082 .01 -.082 .01 -.086 .18", look.vest)
            for strip in ("-.082 .09 .08 .09", "-.045 .28 -.045 .01", "0.045 .28 0.045 .01"):
                pen.line(strip, "#f4f6ea", 0.016)
        if look.pack:
            pen.line(".03 .28 .058 .19 .01 .08", palette.lighten(look.pack, -0.08), 0.016)


def _skirt(pen: Pen, pose: Pose, look: Appearance) -> None:
    knees = [pose.leg(side)[1] for side in (0, 1)]
    left, right = min(knee[0] for knee in knees), max(knee[0] for knee in knees)
    low = min(knee[1] for knee in knees) - 0.01
    x, y = pose.hip
    hem = [(max(right, x) + 0.065, low), ((left + right) / 2, low - 0.015), (min(left, x) - 0.065, low)]
    pen.solid(
        [(x - 0.072, y + 0.07), (x + 0.072, y + 0.07), (x + 0.085, y - 0.02), *hem, (x - 0.085, y - 0.02)], look.bottom
    )


def _mane(pen: Pen, pose: Pose, look: Appearance) -> None:
    with pen.at(*pose.head, turn=pose.lean * 0.5 + pose.nod, scale=look.head):
        pen.solid("-.03 .06 -.078 .03 -.1 -.06 -.11 -.15 -.03 -.17 0 -.06", palette.lighten(look.hair, -0.04))


def _head(pen: Pen, pose: Pose, look: Appearance) -> None:
    with pen.at(*pose.head, turn=pose.lean * 0.4 + pose.nod, scale=look.head):
        if pose.is_front:
            _front_head(pen, look)
        else:
            _side_head(pen, look)
        if look.hat:
            _hat(pen, look, front=pose.is_front)


def _side_head(pen: Pen, look: Appearance) -> None:
    if look.cut == "curls":
        pen.ball(-0.018, 0.022, 0.094, look.hair)
    if look.cut == "tail":
        pen.solid("-.05 .05 -.12 .05 -.145 -.04 -.12 -.11 -.1 -.03 -.06 .0", look.hair)
    if look.cut == "bun":
        pen.ball(-0.075, 0.055, 0.034, look.hair)
    if look.cut == "scarf":
        pen.solid("-.07 .05 .0 .086 .066 .05 .05 -.02 .045 -.1 .07 -.15 -.09 -.16 -.08 -.06", look.hair)
        pen.disc(0.034, 0.002, 0.04, look.skin, high=0.055)
        return
    pen.ball(0.004, -0.002, 0.064, look.skin, high=0.073)
    if look.cut != "none":
        pen.solid(
            "-.05 -.045 -.07 .0 -.068 .045 -.03 .082 .03 .084 .066 .05 .058 .032 .014 .04 -.012 .022 -.018 -.02",
            look.hair,
        )


def _front_head(pen: Pen, look: Appearance) -> None:
    if look.cut == "curls":
        pen.ball(0, 0.02, 0.096, look.hair)
    if look.cut in {"long", "scarf"}:
        pen.solid("-.07 .04 0 .088 .07 .04 .078 -.06 .07 -.14 -.07 -.14 -.078 -.06", look.hair)
    if look.cut == "bun":
        pen.ball(0, 0.09, 0.034, look.hair)
    if look.cut != "scarf":
        for side in (-1, 1):
            pen.ball(side * 0.06, -0.004, 0.014, palette.lighten(look.skin, -0.05), high=0.02)
    pen.ball(0, -0.002, 0.05 if look.cut == "scarf" else 0.06, look.skin, high=0.06 if look.cut == "scarf" else 0.072)
    if look.cut == "none":
        pen.solid("-.058 -.012 -.05 -.05 0 -.082 .05 -.05 .058 -.012 .034 -.034 0 -.03 -.034 -.034", look.hair)
    if look.cut == "tuft":
        pen.solid("-.03 .062 -.012 .088 .012 .092 .034 .07 .008 .076", look.hair)
    elif look.cut not in {"none", "scarf"}:
        pen.solid("-.066 -.01 -.066 .046 -.03 .082 .03 .082 .066 .046 .066 -.01 .05 .034 0 .05 -.05 .034", look.hair)
    if look.glasses:
        _glasses(pen, look.glasses)


def _glasses(pen: Pen, colour: str) -> None:
    for side in (-1, 1):
        rim = [
            (side * 0.024 + 0.017 * math.cos(turn * math.tau / 10), 0.004 + 0.015 * math.sin(turn * math.tau / 10))
            for turn in range(11)
        ]
        pen.line(rim, colour, 0.006)
    pen.line("-.008 .006 .008 .006", colour, 0.006)


def _hat(pen: Pen, look: Appearance, *, front: bool) -> None:
    colour = look.hat_colour
    match look.hat:
        case "cap":
            pen.solid("-.07 .022 -.066 .06 -.02 .088 .04 .08 .068 .03! ", colour)
            brim = "-.06 .022 .06 .022 .05 .042 -.05 .042" if front else ".04 .026 .12 .012 .118 .026 .05 .05"
            pen.solid(brim, palette.lighten(colour, -0.1))
        case "beanie":
            pen.solid("-.072 .02 -.07 .06 -.03 .098 .03 .098 .07 .06 .072 .02", colour)
            pen.line("-.064 .026 .064 .026", palette.lighten(colour, 0.1), 0.024)
            pen.disc(0, 0.104, 0.02, palette.lighten(colour, 0.1))
        case "helmet":
            pen.solid("-.078 .026! -.074 .07 -.03 .104 .03 .104 .074 .07 .078 .026!", colour)
            pen.line("-.086 .026 .09 .026" if front else "-.08 .026 .108 .024", palette.lighten(colour, -0.08), 0.016)
            pen.line("0 .1 0 .04", palette.lighten(colour, 0.12), 0.014)
        case "bike":
            pen.solid("-.09 .03 -.07 .075 -.01 .098 .05 .08 .08 .04! .0 .034", colour)
            for vent in ("-.06 .056 -.02 .05", "0.0 .062 .045 .054"):
                pen.line(vent, palette.lighten(colour, -0.22), 0.012)
        case "toque":
            pen.box(-0.06, 0.03, 0.06, 0.1, "#f6f4ee", 0.01)
            for x, y in ((-0.05, 0.13), (0.05, 0.13), (0.0, 0.15)):
                pen.ball(x, y, 0.05, "#fbfaf6", high=0.042)
            pen.line("-.058 .04 .058 .04", "#d9d4c8", 0.014)
        case _:
            pass
