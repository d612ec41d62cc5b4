"""How people walk and run: feet hold, limbs keep their lengths, nobody leaves the room there is."""

from __future__ import annotations

import itertools
import math

import pytest

from painter.subjects.skeleton import FOREARM, RUN, SHIN, THIGH, UPPER_ARM, WALK, Gait, Pose, step, walked


def poses(gait: Gait, duration_s: float, room: float) -> list[tuple[float, Pose]]:
    """Place and pose at 48 moments a second."""
    moments = [count / 48 for count in range(round(duration_s * 48))]
    way = [walked(gait, moment, duration_s, room) for moment in moments]
    return [(x, step(gait, phase, stride)) for x, phase, stride in way]


@pytest.mark.parametrize(("gait", "room"), [(WALK, 1.5), (RUN, 2.2)], ids=["walk", "run"])
@pytest.mark.parametrize("duration_s", [2.0, 5.0, 8.0])
def test_a_foot_on_the_ground_stays_where_it_is(gait: Gait, room: float, duration_s: float) -> None:
    stood = 0
    for (x, pose), (next_x, next_pose) in itertools.pairwise(poses(gait, duration_s, room)):
        for foot, next_foot in zip(pose.feet, next_pose.feet, strict=True):
            if foot[1] == next_foot[1] == 0.0:
                stood += 1
                assert x + foot[0] == pytest.approx(next_x + next_foot[0], abs=1e-6)
    assert stood > 5


@pytest.mark.parametrize(("gait", "room"), [(WALK, 1.5), (RUN, 2.2)], ids=["walk", "run"])
def test_limbs_keep_their_lengths_and_legs_reach_the_ground(gait: Gait, room: float) -> None:
    for _, pose in poses(gait, 4.0, room):
        for side in (0, 1):
            (hip, knee, ankle), (shoulder, elbow, hand) = pose.leg(side), pose.arm(side)
            lengths = [math.dist(*ends) for ends in ((hip, knee), (knee, ankle), (shoulder, elbow), (elbow, hand))]
            assert lengths == pytest.approx([THIGH, SHIN, UPPER_ARM, FOREARM], abs=1e-6)
            if pose.feet[side][1] == 0.0:
                assert ankle[1] < 0.06


def test_the_way_is_as_long_as_the_room_or_the_time_allows() -> None:
    for duration_s, way in ((8.0, 1.5), (1.0, WALK.speed)):
        start, end = (walked(WALK, moment, duration_s, 1.5)[0] for moment in (0.0, duration_s))
        assert end - start == pytest.approx(way)
