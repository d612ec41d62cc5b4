"""How things move as a whole: what each kind does by itself, and what an action makes of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from painter.craft.camera import ease, ease_out
from painter.kinds import Idle
from painter.names import Action


class Pose(NamedTuple):
    """How something stands at one moment, relative to its place.

    Attributes:
        x: To the right, in heights of the thing.
        y: Up, in heights.
        turn: Degrees clockwise around its foot, or around its middle if `rolls`.
        wide: Factor of its width; a negative one shows it from the other side.
        high: Factor of its height.
        rolls: Whether it turns around its middle.
    """

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    wide: float = 1.0
    high: float = 1.0
    rolls: bool = False


class Actor(NamedTuple):
    """What moves.

    Attributes:
        idle: What it does by itself.
        action: What it does in this shot, if anything is said.
        facing: 1 if it looks to the right, -1 to the left.
        way: How far it may go during the shot, in heights.
        phase: Sets several of one kind apart, in radians.
        round: Whether it can roll.
    """

    idle: Idle
    action: Action | None = None
    facing: int = -1
    way: float = 0.0
    phase: float = 0.0
    round: bool = False


_ON_LEGS: frozenset[Idle] = frozenset({"breathes", "hops", "nods"})

_SPEEDS: Mapping[Action, float] = {
    "walks": 0.28,
    "runs": 0.75,
    "chases": 0.75,
    "drives": 0.6,
    "swims": 0.35,
    "flies": 0.5,
}
"""How fast things go, in heights a second."""

_FALLS_IN, _GROWS_IN = 0.5, 0.8
"""Which share of the shot a fall or growth takes."""


def goes(action: Action | None) -> bool:
    """Whether an action leads somewhere else on the ground, in water or in the air."""
    return action in _SPEEDS


def speed(action: Action) -> float:
    """How fast an action goes, in heights a second."""
    return _SPEEDS.get(action, 0.0)


def pose(actor: Actor, time_s: float, duration_s: float) -> Pose:
    """How an actor stands at a time of a shot, both in seconds."""
    share = min(1.0, max(0.0, time_s / duration_s))
    if actor.action in _SPEEDS:
        return _going(actor, time_s)._replace(x=(share - 0.5) * actor.way * actor.facing)
    acting = _ACTIONS.get(actor.action) if actor.action else None
    if acting:
        return acting(actor, time_s, share)
    return _idle(actor.idle, time_s, actor.phase)


def _idle(idle: Idle, time_s: float, phase: float) -> Pose:
    def wave(pace: float, more: float = 0.0) -> float:
        return math.sin(time_s * pace + phase + more)

    return _IDLES[idle](wave)


_Wave = Callable[..., float]
"""A swing between -1 and 1, by its pace in radians a second and how much it is ahead, in radians."""


def _hops(wave: _Wave) -> Pose:
    hop = max(0.0, wave(3.2)) * (wave(0.8) > 0)
    return Pose(y=0.07 * hop, wide=1 - 0.02 * hop, high=1 + 0.03 * hop + 0.008 * wave(1.8))


def _flutters(wave: _Wave) -> Pose:
    x, y = 0.10 * wave(1.1) + 0.04 * wave(2.7), 0.08 * wave(1.7, 1.0) + 0.02 * wave(9.0)
    return Pose(x=x, y=y, turn=5 * wave(1.3, 0.5))


_IDLES: Mapping[Idle, Callable[[_Wave], Pose]] = {
    "stands": lambda _: Pose(),
    "breathes": lambda wave: Pose(wide=1 - 0.007 * wave(1.8), high=1 + 0.012 * wave(1.8)),
    "hops": _hops,
    "sways": lambda wave: Pose(turn=1.8 * wave(1.2) + 0.6 * wave(2.9)),
    "flutters": _flutters,
    "hovers": lambda wave: Pose(x=0.03 * wave(0.7), y=0.035 * wave(1.2), turn=1.2 * wave(0.9)),
    "bobs": lambda wave: Pose(y=0.02 * wave(1.7), turn=2.2 * wave(1.2)),
    "swims": lambda wave: Pose(x=0.08 * wave(0.6), y=0.04 * wave(1.1, 1.0), turn=2.5 * wave(1.7)),
    "drives": lambda wave: Pose(y=0.006 * abs(wave(11.0)), turn=0.25 * wave(5.0)),
    "nods": lambda wave: Pose(turn=2.0 * wave(1.4), high=1 + 0.006 * wave(1.9)),
    "shines": lambda wave: Pose(wide=1 + 0.02 * wave(1.5), high=1 + 0.02 * wave(1.5)),
}


def _going(actor: Actor, time_s: float) -> Pose:
    """The gait of something that goes."""
    match actor.action:
        case "walks":
            step = math.sin(time_s * 6.5 + actor.phase)
            return Pose(y=0.025 * abs(step), turn=2.2 * step)
        case "runs" | "chases":
            leap = abs(math.sin(time_s * 8.0 + actor.phase))
            return Pose(
                y=0.085 * leap, turn=actor.facing * (5 - 5 * leap), wide=1.03 - 0.04 * leap, high=0.97 + 0.05 * leap
            )
        case "flies":
            return Pose(y=0.05 * math.sin(time_s * 2.3 + actor.phase), turn=2 * math.sin(time_s * 1.5 + actor.phase))
        case "swims":
            return Pose(y=0.03 * math.sin(time_s * 2.1 + actor.phase), turn=4 * math.sin(time_s * 3.4 + actor.phase))
        case _:
            return _idle("drives", time_s, actor.phase)


def _jumps(actor: Actor, time_s: float, _: float) -> Pose:
    turn = (time_s * 0.85 + actor.phase / 6.3) % 1.0
    if turn < 0.22 or turn > 0.88:
        crouch = math.sin(math.pi * (turn / 0.22 if turn < 0.22 else (turn - 0.88) / 0.12))
        return Pose(wide=1 + 0.07 * crouch, high=1 - 0.10 * crouch)
    air = (turn - 0.22) / 0.66
    return Pose(y=0.42 * 4 * air * (1 - air), turn=actor.facing * 6 * (air - 0.5), wide=0.97, high=1.03)


def _falls(actor: Actor, time_s: float, share: float) -> Pose:
    done = min(1.0, share / _FALLS_IN)
    if actor.idle == "flutters":  # leaves, which come down slowly
        down = 1 - ease(min(1.0, share / 0.85))
        return Pose(
            x=0.35 * math.sin(time_s * 1.9 + actor.phase) * down, y=1.5 * down, turn=28 * math.sin(time_s * 1.9) * down
        )
    after_s = max(0.0, time_s)
    if done < 1:
        return Pose(y=1.6 * (1 - done * done), turn=12 * (1 - done) * actor.facing)
    bounce = math.exp(-7 * (share - _FALLS_IN)) * abs(math.sin((share - _FALLS_IN) * 22))
    return Pose(y=0.10 * bounce, wide=1 + 0.04 * bounce, high=1 - 0.05 * bounce + 0.004 * math.sin(after_s))


def _spins(actor: Actor, time_s: float, _: float) -> Pose:
    angle = time_s * 1.7 + actor.phase
    if actor.round:
        return Pose(turn=math.degrees(angle) * -actor.facing, rolls=True)
    wide = math.cos(angle)
    return Pose(wide=math.copysign(max(0.06, abs(wide)), wide))


def _dances(actor: Actor, time_s: float, _: float) -> Pose:
    beat = time_s * 2 * math.pi + actor.phase
    return Pose(
        x=0.03 * math.sin(beat / 2),
        y=0.05 * abs(math.sin(beat)),
        turn=7 * math.sin(beat / 2),
        high=1 - 0.03 * math.cos(2 * beat),
    )


def _eats(actor: Actor, time_s: float, _: float) -> Pose:
    bite = max(0.0, math.sin(time_s * 4.2 + actor.phase)) * (math.sin(time_s * 0.9) > -0.5)
    return Pose(turn=actor.facing * (3 + 5 * bite), high=1 - 0.02 * bite)


def _plays(actor: Actor, time_s: float, _: float) -> Pose:
    hop = abs(math.sin(time_s * 4.4 + actor.phase))
    return Pose(x=0.04 * math.sin(time_s * 2.2), y=0.06 * hop, turn=4 * math.sin(time_s * 2.2), high=0.98 + 0.04 * hop)


def _shakes(_: Actor, time_s: float, __: float) -> Pose:
    burst = max(0.0, math.sin(time_s * 2.1)) ** 2
    return Pose(x=0.012 * burst * math.sin(time_s * 38), turn=3.5 * burst * math.sin(time_s * 31))


def _grows(_: Actor, time_s: float, share: float) -> Pose:
    size = 0.3 + 0.7 * ease_out(share / _GROWS_IN)
    return Pose(wide=size, high=size * (1 + 0.01 * math.sin(time_s * 1.8)))


def _shrinks(_: Actor, __: float, share: float) -> Pose:
    size = 1 - 0.6 * ease(share)
    return Pose(wide=size, high=size)


def _sinks(_: Actor, time_s: float, share: float) -> Pose:
    return Pose(y=-0.7 * ease(share), turn=10 * ease(share) + 1.5 * math.sin(time_s * 1.3))


def _rises(actor: Actor, time_s: float, share: float) -> Pose:
    below = 0.0 if actor.idle in _ON_LEGS else 0.7  # who climbs does not come out of the ground, as the sun does
    return Pose(y=0.55 * (ease(share) - below) + 0.01 * math.sin(time_s * 1.5 + actor.phase), turn=math.sin(time_s))


def _floats(actor: Actor, time_s: float, _: float) -> Pose:
    return _idle("bobs" if actor.idle == "bobs" else "hovers", time_s, actor.phase)


def _sleeps(_: Actor, time_s: float, __: float) -> Pose:
    return Pose(wide=1.03 + 0.012 * math.sin(time_s * 1.1), high=0.90 + 0.018 * math.sin(time_s * 1.1))


_ACTIONS: Mapping[Action, Callable[[Actor, float, float], Pose]] = {
    "jumps": _jumps,
    "falls": _falls,
    "spins": _spins,
    "dances": _dances,
    "eats": _eats,
    "plays": _plays,
    "shakes": _shakes,
    "grows": _grows,
    "shrinks": _shrinks,
    "sinks": _sinks,
    "rises": _rises,
    "floats": _floats,
    "sleeps": _sleeps,
}
