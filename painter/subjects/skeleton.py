"""The skeleton of a person: poses, and gaits whose feet do not slide.

Lengths are shares of the person's height, x to the right, y up from the ground; people look to the right. A pose gives
the positions of hands and feet; elbows and knees follow from them (inverse kinematics).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

Point = tuple[float, float]
Foot = tuple[float, float, float]
"""The position of a sole, and how far the toes point down, in degrees."""

THIGH, SHIN, UPPER_ARM, FOREARM, TORSO, NECK = 0.245, 0.235, 0.155, 0.145, 0.285, 0.122
ANKLE = 0.036
"""Height of the ankle above the sole."""

_SOLE = 0.085
_REACH = 0.995 * (THIGH + SHIN)


@dataclass(frozen=True)
class Pose:
    """A pose; pairs hold the far limb, then the near one.

    Args:
        hip: Middle of the hips.
        lean: How far the back leans forward, in degrees.
        hands: The position of each hand relative to its shoulder.
        feet: Each foot.
        spread: Half the breadth of the shoulders; from 0.05 on the person is seen from the front.
        elbows: Which way each elbow points: -1 back or left, 1 forward or right.
        knees: Which way each knee points.
        nod: How far the head is bent forward, in degrees.
        legs: The length of the legs, as a share of an adult's.
        arms: The length of the arms, as a share of an adult's.
    """

    hip: Point = (0.0, 0.505)
    lean: float = 0.0
    hands: tuple[Point, Point] = ((-0.03, -0.285), (0.03, -0.285))
    feet: tuple[Foot, Foot] = ((-0.03, 0.0, 0.0), (0.03, 0.0, 0.0))
    spread: float = 0.012
    elbows: tuple[float, float] = (-1.0, -1.0)
    knees: tuple[float, float] = (1.0, 1.0)
    nod: float = 0.0
    legs: float = 1.0
    arms: float = 1.0

    @property
    def is_front(self) -> bool:
        """Whether the person is seen from the front or the back."""
        return self.spread >= 0.05

    @property
    def neck(self) -> Point:
        """Where the neck meets the shoulders."""
        return _away(self.hip, TORSO, self.lean)

    @property
    def head(self) -> Point:
        """Middle of the head."""
        return _away(self.neck, NECK, self.lean * 0.6 + self.nod)

    def arm(self, side: int) -> tuple[Point, Point, Point]:
        """Shoulder, elbow and hand of side 0 (far) or 1 (near)."""
        x, y = self.neck
        root = (x + (2 * side - 1) * self.spread, y - 0.025)
        wanted = (root[0] + self.hands[side][0], root[1] + self.hands[side][1])
        return root, *bent(root, wanted, UPPER_ARM * self.arms, FOREARM * self.arms, self.elbows[side])

    def leg(self, side: int) -> tuple[Point, Point, Point]:
        """Hip, knee and ankle of side 0 (far) or 1 (near)."""
        root = (self.hip[0] + (2 * side - 1) * self.spread * 0.55, self.hip[1])
        x, y, _ = self.feet[side]
        return root, *bent(root, (x, y + ANKLE), THIGH * self.legs, SHIN * self.legs, self.knees[side])


def smaller(pose: Pose, legs: float, arms: float) -> Pose:
    """The same pose of somebody with shorter limbs, in shares of an adult's."""
    (x, y), hands = pose.hip, tuple((across * arms, up * arms) for across, up in pose.hands)
    feet = tuple((across * legs, up * legs, tilt) for across, up, tilt in pose.feet)
    return replace(pose, hip=(x, y * legs), hands=hands, feet=feet, legs=legs, arms=arms)  # type: ignore[arg-type]


def bent(root: Point, end: Point, upper: float, lower: float, side: float) -> tuple[Point, Point]:
    """The middle joint and the end of a limb that reaches for `end`, as far as its length allows."""
    across, up = end[0] - root[0], end[1] - root[1]
    wanted = math.hypot(across, up) or 1e-6
    far = min(max(wanted, abs(upper - lower) + 0.02), (upper + lower) * 0.998)
    x, y = across / wanted, up / wanted
    along = (upper**2 - lower**2 + far**2) / (2 * far)
    out = side * math.sqrt(max(0.0, upper**2 - along**2))
    return (root[0] + x * along - y * out, root[1] + y * along + x * out), (root[0] + x * far, root[1] + y * far)


def swung(angle: float, bend: float) -> Point:
    """A hand's position relative to its shoulder: the upper arm `angle` degrees forward, the elbow bent by `bend`."""
    first, second = math.radians(angle), math.radians(angle + bend)
    return (
        UPPER_ARM * math.sin(first) + FOREARM * math.sin(second),
        -UPPER_ARM * math.cos(first) - FOREARM * math.cos(second),
    )


@dataclass(frozen=True)
class Gait:
    """A way of walking or running.

    Args:
        stride: Length of two steps at full speed, in heights.
        speed: Full speed, in heights a second.
        stance: Share of the cycle during which a foot is on the ground; below 0.5 both are in the air at times.
        lift: How high a foot is raised.
        kick: How far a foot in the air swings beyond where it left and where it lands.
        hip: The greatest height of the hips.
        bob: How far the hips rise and sink.
        lean: How far the back leans forward, in degrees.
        swing: How far the arms swing, in degrees.
        elbow: How far the elbows are bent, in degrees.
    """

    stride: float
    speed: float
    stance: float
    lift: float
    kick: float
    hip: float
    bob: float
    lean: float
    swing: float
    elbow: float


WALK = Gait(0.80, 0.80, 0.60, 0.05, 0.02, 0.505, 0.0, 3, 26, 18)
RUN = Gait(1.35, 1.9, 0.36, 0.17, 0.14, 0.505, 0.02, 11, 44, 92)


def walked(gait: Gait, time_s: float, duration_s: float, room: float) -> tuple[float, float, float]:
    """The distance somebody has walked, the share of the gait's cycle (0..1), and the length of a stride, in heights.

    The walk is `room` long and takes the whole time, with shorter steps if there is time to spare.
    """
    way = min(room, gait.speed * duration_s)
    stride = gait.stride * max(0.5, (way / duration_s / gait.speed) ** 0.5)
    x = (time_s / duration_s - 0.5) * way
    return x, x / stride % 1.0, stride


def step(gait: Gait, phase: float, stride: float) -> Pose:
    """The pose at a share of the cycle; at 0 the near foot is set down."""
    feet = (_foot(gait, phase + 0.5, stride), _foot(gait, phase, stride))
    hip = gait.hip - gait.bob * math.cos(4 * math.pi * (phase - gait.stance / 2))
    reached = [_standing(foot) for foot in feet if foot[1] < 0.5 * gait.lift]
    turn = math.cos(2 * math.pi * (phase - 0.04))
    return Pose(
        hip=(0.0, min([hip, *reached])),
        lean=gait.lean,
        hands=tuple(swung(side * gait.swing * turn, gait.elbow * (1 + 0.3 * side * turn)) for side in (1, -1)),  # type: ignore[arg-type]
        feet=feet,
    )


def _foot(gait: Gait, phase: float, stride: float) -> Foot:
    phase %= 1.0
    half = gait.stance * stride / 2
    if phase < gait.stance:
        share = phase / gait.stance
        tilt = 38 * max(0.0, share - 0.62) / 0.38 - 14 * max(0.0, 1 - share / 0.15)
        # Towards the end of its stance the heel rises over toes that stay on the ground.
        return half - share * 2 * half, _SOLE * math.sin(math.radians(max(0.0, tilt))), tilt
    share = (phase - gait.stance) / (1 - gait.stance)
    eased = share * share * (3 - 2 * share)
    x = (2 * eased - 1) * half - gait.kick * math.sin(2 * math.pi * share)
    heel = _SOLE * math.sin(math.radians(38)) * (1 - share) ** 2
    lift = gait.lift * math.sin(math.pi * share**0.8) * (1.25 - 0.5 * share)
    return x, heel + lift, 38 * (1 - share) ** 1.5 + gait.lift * 160 * math.sin(math.pi * share) ** 2 - 14 * share**3


def _standing(foot: Foot) -> float:
    """How high hips can be over a foot."""
    return foot[1] + ANKLE + math.sqrt(max(0.0, _REACH**2 - foot[0] ** 2))


def _away(start: Point, length: float, lean: float) -> Point:
    angle = math.radians(lean)
    return start[0] + length * math.sin(angle), start[1] + length * math.cos(angle)
