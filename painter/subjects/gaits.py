"""How pictures move in themselves: legs that swing, wings that beat, tails that wag.

The shapes of a picture have no names, and both far legs of a dog are one of them. So a picture is bent as a whole, as
if it were printed on rubber: the part where an animal that looks to the left has its legs swings, the part where it has
its tail wags. The bent pictures of a gait are few, and each is made once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from painter import emoji, kinds
from painter.names import Action
from painter.subjects.poses import goes

Places = NDArray[np.float64]

Bend = Callable[[Places, Places, float], tuple[Places, Places]]
"""How far places move to the right and up at a phase in radians. Places are given from the middle, in shares of half
the width, and from the foot, in shares of the height; movements are in shares of the height."""

STEPS = 10
"""Pictures of a gait."""

_ROCKS = 0.03
"""How far a body leans to and fro as it goes, in radians: bent, not turned, since a turned picture is slow to copy."""


class Gait(NamedTuple):
    """One way of moving.

    Attributes:
        name: What it is called.
        period_s: How long it takes until it begins again, in seconds.
        bend: What moves, and how far.
    """

    name: str
    period_s: float
    bend: Bend

    def step(self, time_s: float, phase: float) -> int:
        """Which of its pictures is seen at a time, of somebody who is ahead by a phase in radians."""
        return int((time_s / self.period_s + phase / math.tau) * STEPS) % STEPS


def _ramp(values: Places, start: float, end: float) -> Places:
    """From 0 at `start` to 1 at `end`, and no further."""
    return np.clip((values - start) / (end - start), 0, 1)


def _tail(u: Places, v: Places, phase: float, far: float) -> Places:
    """How far up a tail goes, which an animal that looks to the left has on the right."""
    found: Places = far * _ramp(u, 0.55, 1.0) ** 1.3 * _ramp(v, 0.2, 0.5) * math.sin(phase)
    return found


def _on_four_legs(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    legs, side = _ramp(v, 0.46, 0.0), -np.sin(math.pi / 2 * np.clip(u / 0.5, -1, 1))
    head = _ramp(u, -0.35, -0.8) * _ramp(v, 0.4, 0.7)
    lift = 0.05 * legs * np.maximum(0.0, side * math.cos(phase)) - _ROCKS * u * math.sin(phase)
    across = 0.13 * legs * side * math.sin(phase) + _ROCKS * v * math.sin(phase)
    return across, lift + _tail(u, v, phase, 0.07) + 0.02 * head * math.sin(2 * phase)


def _on_two_legs(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    legs, side = _ramp(v, 0.36, 0.0), np.tanh(u / 0.22)
    across = 0.07 * legs * side * math.cos(phase) + 1.6 * _ROCKS * v * math.sin(phase)
    return across, 0.09 * legs * np.maximum(0.0, side * math.sin(phase)) + _tail(u, v, phase, 0.04)


def _with_wings(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    wings, beat = _ramp(np.abs(u), 0.28, 1.0) ** 1.2, math.sin(phase)
    return -0.04 * np.sign(u) * wings * (1 + beat), 0.13 * wings * beat - 0.03 * _ramp(v, 0.55, 1.0) * (1 + beat)


def _with_a_bugs_wings(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    high, beat = _ramp(v, 0.55, 1.0), math.sin(phase)
    return 0.05 * high * beat * np.sign(u), -0.09 * high * (1 + beat) + 0.02 * _ramp(v, 0.3, 0.0) * beat


def _with_a_fin(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    tail = _ramp(u, -0.2, 1.0) ** 1.6
    return -0.07 * tail * (1 + math.sin(phase + 0.7)), 0.09 * tail * math.sin(phase) + 0.015 * math.sin(phase + 2)


def _with_tentacles(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    arms = _ramp(v, 0.55, 0.0) ** 1.4
    return 0.09 * arms * np.sin(phase + 2.2 * np.abs(u)) * np.sign(u), 0.04 * arms * np.sin(phase + 3.0 * u)


def _wagging(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    head = _ramp(u, -0.3, -0.8) * _ramp(v, 0.4, 0.75)
    return 0.014 * head * math.sin(phase), _tail(u, v, 2 * phase, 0.05) + 0.016 * head * math.sin(phase + 1)


def _with_a_tilted_head(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    head = _ramp(v, 0.34, 0.52)
    turn = 0.06 * math.sin(phase)
    return turn * head * (v - 0.36), -turn * head * u * 0.4


def _in_the_wind(u: Places, v: Places, phase: float) -> tuple[Places, Places]:
    cloth = _ramp(u, -0.75, 1.0)
    return 0.012 * cloth * np.sin(phase - 3.4 * u), 0.05 * cloth * np.sin(phase - 3.4 * u) * _ramp(v, 0.25, 0.45)


_TROTS, _RUNS = Gait("trots", 0.95, _on_four_legs), Gait("runs", 0.6, _on_four_legs)
_STEPS, _HURRIES = Gait("steps", 0.9, _on_two_legs), Gait("hurries", 0.55, _on_two_legs)
_WAGS, _TILTS = Gait("wags", 2.4, _wagging), Gait("tilts", 3.1, _with_a_tilted_head)
_FLAPS, _BUZZES = Gait("flaps", 0.6, _with_wings), Gait("buzzes", 0.25, _with_a_bugs_wings)
_SWIMS, _DRIFTS = Gait("swims", 0.9, _with_a_fin), Gait("drifts", 1.9, _with_tentacles)
_WAVES = Gait("waves", 1.2, _in_the_wind)

GAITS = (_TROTS, _RUNS, _STEPS, _HURRIES, _WAGS, _TILTS, _FLAPS, _BUZZES, _SWIMS, _DRIFTS, _WAVES)

_BY_ITSELF: Mapping[str, Gait] = {
    "animal-mammal": _WAGS,
    "animal-bird": _WAGS,
    "animal-reptile": _WAGS,
}
"""What kinds do where they are."""

_MANY_ARMED = frozenset("🐙🦑🪸")
_SHELLED = frozenset("🐚🦪🦀🦞🦐")
_FAST: frozenset[Action | None] = frozenset({"runs", "chases"})


def gait_of(name: str, action: Action | None) -> Gait | None:
    """How an emoji that does something, or nothing, moves in itself; None for what is stiff or without limbs.

    Args:
        name: The emoji, as a plan names it.
        action: What it does in the shot, if anything is said.
    """
    if name in emoji.BY_HAND:
        return None
    own, group = kinds.kind(name), emoji.kind_of(name)
    if action == "sleeps":
        return None
    if group.startswith("animal"):
        return _of_an_animal(name, own, group, action)
    if group == "flag":
        return _WAVES
    if group.startswith(("person", "family")):
        if own.manner == "bust":
            return _TILTS
        return _legged(_STEPS, _HURRIES, action)
    return None


def _of_an_animal(name: str, own: kinds.Kind, group: str, action: Action | None) -> Gait | None:
    if own.manner in {"head", "bust"}:
        return _TILTS
    if emoji.folded(name) in _MANY_ARMED:
        return _DRIFTS
    if own.manner == "air" or action == "flies":
        return _BUZZES if group == "animal-bug" else _FLAPS
    if group == "animal-bird" or emoji.folded(name) in _SHELLED or group == "animal-bug":
        return _legged(_STEPS, _HURRIES, action) or _BY_ITSELF.get(group)
    if action == "swims" or group == "animal-marine":
        return _SWIMS
    return _legged(_TROTS, _RUNS, action) or _BY_ITSELF.get(group)


def _legged(walking: Gait, running: Gait, action: Action | None) -> Gait | None:
    """The gait of legs, of somebody who goes, dances or plays."""
    if action in _FAST:
        return running
    return walking if goes(action) or action in {"dances", "plays", "jumps"} else None
