"""Every subject, painted small: seen, whole, inside the frame, and unlike the others."""

from __future__ import annotations

import itertools
from typing import get_args

import numpy as np
import pytest
import skia
from numpy.typing import NDArray

from painter import plan_scene
from painter.craft.stage import Stage
from painter.facts import PEOPLE, SMALL, SUBJECT_SETTING
from painter.names import HandDrawn
from painter.subjects import SUBJECTS, subject_layers

_RUNS_OUT_OF_FRAME = {"train", "bridge", "plane", "rocket", "car", "truck", "bus"}
"""Track, deck, condensation trail, exhaust and beams of light go on beyond the frame."""


def alone(
    subject: str,
    *,
    size: tuple[int, int],
    style: str,
    hour: str = "day",
    time_s: float = 1.8,
    setting: str | None = None,
) -> NDArray[np.uint8]:
    """Opacity of a subject on nothing; uint8 (height, width, 4)."""
    plan = plan_scene("x", duration_s=4, width=size[0], height=size[1], seed=4, style=style).model_copy(
        update={"setting": setting or SUBJECT_SETTING[subject], "subjects": (subject,), "time_of_day": hour}
    )
    pixels = np.zeros((size[1], size[0], 4), np.uint8)
    canvas = skia.Surface.MakeRasterDirect(skia.ImageInfo.MakeN32Premul(*size), pixels).getCanvas()
    for layer in subject_layers(Stage(plan)):
        layer.draw(canvas, time_s)
    return pixels


def test_every_name_of_the_plan_is_drawn() -> None:
    assert set(SUBJECTS) == set(get_args(HandDrawn))
    assert len(SUBJECTS) >= 78


IN_TURN = [
    (subject, ("cinematic", "flat")[(number + tall) % 2], ((256, 144), (144, 256))[tall])
    for number, subject in enumerate(SUBJECTS)
    for tall in (0, 1)
]


@pytest.mark.parametrize(("subject", "style", "size"), IN_TURN)
def test_a_subject_is_seen_and_stays_inside(subject: str, style: str, size: tuple[int, int]) -> None:
    for hour in ("day", "night"):
        solid = alone(subject, size=size, style=style, hour=hour)[..., 3] > 64
        assert solid.mean() > 0.003
        if subject not in _RUNS_OUT_OF_FRAME:
            assert not solid[0].any()
            assert not solid[:, [0, -1]].any()


@pytest.mark.parametrize("subject", sorted(SMALL - {"chart"}))
@pytest.mark.parametrize("style", ["flat", "neon"])
def test_a_thing_on_a_table_is_not_a_still_picture(subject: str, style: str) -> None:
    before, after = (alone(subject, size=(256, 144), style=style, time_s=time_s) for time_s in (2.3, 3.1))
    assert (np.abs(before.astype(int) - after).max(axis=2) > 12).sum() >= 4


def test_subjects_differ_from_each_other() -> None:
    painted = {name: alone(name, size=(128, 72), style="cinematic").astype(int) for name in SUBJECTS}
    for (one, first), (other, second) in itertools.combinations(painted.items(), 2):
        assert np.abs(first - second).mean() > 0.4, (one, other)


@pytest.mark.parametrize("subject", sorted(PEOPLE | {"person"}))
def test_people_stay_inside_from_the_first_moment_to_the_last(subject: str) -> None:
    first, *others = (alone(subject, size=(256, 144), style="flat", time_s=time_s)[..., 3] > 64 for time_s in (0, 2, 4))
    for solid in (first, *others):
        assert solid.any()
        assert not solid[0].any()
        assert not solid[:, [0, -1]].any()
    assert all((solid != first).any() for solid in others)


@pytest.mark.parametrize("subject", ["whale", "dolphin", "fish", "turtle", "jellyfish", "swimmer"])
def test_what_swims_lies_in_the_water_and_not_above_it(subject: str) -> None:
    for time_s in (0.4, 1.8, 3.1):
        solid = alone(subject, size=(256, 144), style="flat", time_s=time_s, setting="sea")[..., 3] > 64
        waterline = round(0.64 * 144 + 0.085 * 0.8 * 144) + 4
        assert solid[waterline - 5 : waterline + 6].any()
        assert not solid[waterline + 8 :].any()
