"""The layers of a plan's subjects: as they always were where a plan says no more than what it shows, else arranged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from painter import facts, kinds
from painter.craft.camera import SUBJECT_DEPTH
from painter.craft.stage import Draw, Layer, Stage
from painter.emoji import BY_HAND
from painter.subjects import traces
from painter.subjects.arranging import arranged
from painter.subjects.drawn import drawn
from painter.subjects.dyes import Tint, TintedStage, lift_at_night, portrait
from painter.subjects.figures import Extent, Figure, extent
from painter.subjects.gaits import gait_of
from painter.subjects.pictures import ENTERED_S, Sprite, is_whole
from painter.subjects.placing import place, spot
from painter.subjects.poses import Pose, goes, pose

_TWO_BY_HAND = 2
_RUNNING = 1.6
"""How much faster the legs of what runs are than of what walks."""

_EYES_SHUT_S: Mapping[str, float] = {"cat": 2.8, "owl": 2.5}
"""A moment at which those who stand still have their eyes shut."""


def subject_layers(stage: Stage) -> list[Layer]:
    """The layers of the plan's subjects, those that are farther away first."""
    if _is_plain(stage):
        named = list(enumerate(stage.plan.subjects))
        return [layer for index, name in reversed(named) for layer in place(stage, drawn(name), second=index > 0)]
    return [layer for one in arranged(stage) if not one.near for layer in _layers(stage, one)]


def front_layers(stage: Stage) -> list[Layer]:
    """The layers of the subjects that are in front of everything else."""
    if _is_plain(stage):
        return []
    return [layer for one in arranged(stage) if one.near for layer in _layers(stage, one)]


def is_group(stage: Stage) -> bool:
    """Whether several subjects share the picture, none of them more than the others."""
    return len(stage.plan.subjects) > 1 and not _is_plain(stage)


def shown(stage: Stage) -> Extent:
    """Where the plan's subjects are, all together."""
    if not _is_plain(stage):
        return extent(arranged(stage))
    first = drawn(stage.plan.subjects[0])
    x, y, size = spot(stage, first)
    return Extent(x, y, size, first.half * size)


def _is_plain(stage: Stage) -> bool:
    """Whether there are no more than two different things that are drawn by hand, and nothing is said of them."""
    plan = stage.plan
    different = set(plan.subjects)
    if not different:
        return True
    by_hand = BY_HAND.issuperset(different) and len(different) == len(plan.subjects) <= _TWO_BY_HAND
    equals = len(different) > 1 and bool(facts.CHILDREN.intersection(different))  # a child is not the smaller one
    return by_hand and not plan.action and not plan.looks and not equals


def _layers(stage: Stage, one: Figure) -> list[Layer]:
    lit = _tinted(stage, one)
    is_still = one.actor.action is None and one.actor.idle == "stands" and one.name not in BY_HAND
    layers = []
    flies = one.actor.action == "flies" and one.name not in BY_HAND
    if one.drawn.still and not flies:  # the ground is far below
        # What lies on the ground goes with what stands there; it neither jumps nor turns.
        goes = one.actor.action is not None or one.actor.idle in {"hops", "flutters", "swims"}
        layers.append(Layer(SUBJECT_DEPTH, _ground(stage, lit, one), still=not goes))
    if one.drawn.moving:
        body = _body(stage, lit, one)
        # A still layer is painted once, at the time 0, when the entrance has only begun.
        layers.append(
            Layer(SUBJECT_DEPTH, (lambda canvas, _: body(canvas, ENTERED_S)) if is_still else body, still=is_still)
        )
    return layers


def _tinted(stage: Stage, one: Figure) -> Stage:
    """The stage in whose light the figure has its colour and the haze of its distance."""
    by_hand = one.name in BY_HAND
    parts = (one.drawn.still, one.drawn.moving) if by_hand else (one.drawn.moving,)
    colour = one.look.colour
    at_night = not by_hand and stage.is_night
    light = not by_hand and kinds.shines(one.name)
    if colour is None and not one.haze and not at_night and not light:
        return stage
    most = portrait(stage, [part for part in parts if part]).colour if colour or at_night else ""
    lift = lift_at_night(stage, colour or most) if at_night else None
    return TintedStage(stage.plan, Tint(most, colour, one.haze, light, lift))


def _ground(stage: Stage, lit: Stage, one: Figure) -> Draw:
    drawing, whole = one.drawn.still, one.drawn.moving is None
    assert drawing is not None  # noqa: S101 - for the type

    def draw(canvas: Any, time_s: float) -> None:
        now = pose(one.actor, time_s, stage.plan.duration_s)
        canvas.save()
        if whole:
            _take(canvas, one, now)
        else:
            canvas.translate(one.x + now.x * one.size, one.y)
            canvas.scale((-1 if one.mirrored else 1) * _under(now), _under(now))
        drawing(canvas, lit, one.size, time_s)
        canvas.restore()

    return draw


def _under(now: Pose) -> float:
    """How large the shadow under something is that is in the air, or that grows."""
    return max(0.2, (1 - 0.45 * min(1.0, abs(now.y))) * min(1.0, abs(now.wide)))


def _body(stage: Stage, lit: Stage, one: Figure) -> Draw:
    drawing = one.drawn.moving
    assert drawing is not None  # noqa: S101 - for the type
    afloat = replace(one, y=one.y + traces.draught(stage, one))
    gait = gait_of(one.name, one.actor.action)
    is_bent = one.actor.action is None or goes(one.actor.action)  # the gait leans and nods by itself
    runs = one.actor.action in {"runs", "chases"} and one.name in BY_HAND
    # In the middle of a shot, animals that walk by themselves are where they belong.
    still_s = _EYES_SHUT_S.get(one.name, stage.plan.duration_s / 2) if one.actor.action == "sleeps" else None

    def draw(canvas: Any, time_s: float) -> None:
        now = pose(one.actor, time_s, stage.plan.duration_s)
        traces.behind(canvas, stage, one, now, time_s)
        canvas.save()
        traces.cut(canvas, stage, one)
        if gait and isinstance(drawing, Sprite) and is_whole(stage, time_s):
            step = gait.step(time_s, one.actor.phase)
            _take(canvas, replace(afloat, mirrored=False), now._replace(turn=0.0) if is_bent else now)
            drawing.bent(canvas, lit, one.size, gait, step, mirrored=one.mirrored)
        else:
            _take(canvas, afloat, now)
            drawing(canvas, lit, one.size, (time_s * _RUNNING if runs else time_s) if still_s is None else still_s)
        canvas.restore()
        traces.before(canvas, stage, one, now, time_s)

    return draw


def _take(canvas: Any, one: Figure, now: Pose) -> None:
    """Move the canvas to where a figure stands in a pose."""
    canvas.translate(one.x + now.x * one.size, one.y - now.y * one.size)
    middle = -0.5 * one.size if now.rolls else 0.0
    canvas.translate(0, middle)
    canvas.rotate(now.turn)
    canvas.translate(0, -middle)
    canvas.scale(now.wide * (-1 if one.mirrored else 1), now.high)
