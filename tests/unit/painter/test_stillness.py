"""Every place has something of its own that moves, and frames leave out only what is hidden."""

from __future__ import annotations

import itertools
from typing import get_args

import numpy as np
import pytest

from painter import plan_scene
from painter.craft.camera import Camera, View
from painter.names import STYLES, Setting
from painter.plan import ScenePlan
from painter.shots.paint import ScenePainter
from painter.shots.sheets import Box, Placed


def scene(setting: str, style: str, time_of_day: str = "day", camera: str = "push") -> ScenePlan:
    plan = plan_scene("a view", duration_s=5.0, width=320, height=180, seed=1, style=style)
    named = {"setting": setting, "titles": (), "time_of_day": time_of_day, "weather": "clear", "camera": camera}
    return plan.model_copy(update=named)


@pytest.mark.parametrize("time_of_day", ["day", "night"])
@pytest.mark.parametrize("setting", get_args(Setting))
def test_a_place_moves_without_the_camera(setting: str, time_of_day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Camera, "view", lambda _self, _time_s: View(0.0, 0.0, 1.0))
    style = STYLES[(get_args(Setting).index(setting) + (time_of_day == "night")) % len(STYLES)]
    painter = ScenePainter(scene(setting, style, time_of_day))
    frames = [painter.paint(time_s)[..., :3].astype(int) for time_s in (1.0, 2.0, 3.0)]
    for before, after in itertools.pairwise(frames):
        assert (np.abs(before - after).max(axis=2) > 6).sum() > 12


@pytest.mark.parametrize("camera", ["push", "orbit", "tilt_down", "handheld"])
@pytest.mark.parametrize(("setting", "style"), [("mountains", "cinematic"), ("city", "flat"), ("room", "editorial")])
def test_only_what_is_hidden_is_left_out(
    setting: str, style: str, camera: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter = ScenePainter(scene(setting, style, camera=camera))
    frames = [painter.paint(time_s).copy() for time_s in (0.4, 2.5, 4.9)]

    def whole(self: ScenePainter, places: list[Placed]) -> list[Box]:
        return [(0, 0, 320, 180)] * len(places)

    monkeypatch.setattr(ScenePainter, "_openings", whole)
    full = ScenePainter(scene(setting, style, camera=camera))
    for time_s, frame in zip((0.4, 2.5, 4.9), frames, strict=True):
        assert np.abs(full.paint(time_s).astype(int) - frame).max() <= 8
