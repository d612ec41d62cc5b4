"""Painted frames become video colours as exactly as levels allow, and look the same whichever came before."""

from __future__ import annotations

import numpy as np
import pytest

from painter import plan_scene
from painter.shots.paint import PIXEL_FORMAT, ScenePainter
from painter.video_colours import VideoColours, video_bytes


@pytest.mark.parametrize(("width", "height"), [(64, 36), (34, 50)])
def test_colours_are_those_of_bt709_within_a_level(width: int, height: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 4), np.uint8)
    pixels[..., 3] = 255
    rgb = pixels[..., :3].astype(float)[..., :: -1 if PIXEL_FORMAT == "bgra" else 1]
    luma = rgb @ np.array([0.2126, 0.7152, 0.0722])
    blue, red = (rgb[..., 2] - luma) / 1.8556, (rgb[..., 0] - luma) / 1.5748
    means = [part.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)) for part in (blue, red)]
    exact = np.concatenate([16 + luma.ravel() * 219 / 255, *(128 + part.ravel() * 224 / 255 for part in means)])
    converted = np.empty(video_bytes(width, height), np.uint8)
    VideoColours().convert(pixels, converted)
    assert np.abs(converted - exact).max() < 1.1


@pytest.mark.slow
@pytest.mark.parametrize("style", ["cinematic", "paper"])
def test_a_frame_is_the_same_whichever_were_painted_before(style: str) -> None:
    plan = plan_scene("a bee", duration_s=4.0, width=320, height=180, seed=1, style=style)
    plan = plan.model_copy(update={"subjects": ("🐝", "🐝", "crowd"), "setting": "hills", "season": "spring"})
    painter = ScenePainter(plan)
    painted = [painter.paint(frame / 24).copy() for frame in range(0, 60, 10)]
    assert np.array_equal(ScenePainter(plan).paint(50 / 24), painted[-1])
