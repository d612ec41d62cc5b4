"""Films about what cannot be drawn: varied compositions that move and never fail in any style."""

from __future__ import annotations

import numpy as np
import pytest

from painter import STYLES, plan_scene
from painter.craft.stage import Layer, Stage
from painter.scenery import shapes
from painter.shots.paint import ScenePainter

COMPOSITIONS = [shapes.ribbons, shapes.waves, shapes.tiles, shapes.rings, shapes.lights, shapes.blocks]
UNKNOWN = (
    "Rust borrow checker explained",
    "clarity for everyone",
    "what we believe in",
    "a culture of trust",
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("make", COMPOSITIONS, ids=lambda make: make.__name__)
def test_every_composition_fills_part_of_the_frame_and_moves(
    make: shapes.Composition, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shapes, "_SUITABLE", dict.fromkeys(("calm", "bright", "epic", "tense"), (make,)))
    plan = plan_scene("clarity", duration_s=4, width=320, height=180, seed=2, style=style)
    plan = plan.model_copy(update={"titles": ()})
    painter = ScenePainter(plan)
    frames = [painter.paint(time_s)[..., :3].astype(int) for time_s in (0.5, 1.5)]
    assert min(frame.std() for frame in frames) > 6
    assert np.abs(frames[1] - frames[0]).mean() > 0.25


def test_unknown_subjects_get_compositions_that_vary_with_prompt_and_seed() -> None:
    drawn = {_composed(prompt, seed) for prompt in UNKNOWN for seed in range(6)}
    assert len(drawn) >= 4
    assert all(len({_composed(prompt, seed) for seed in range(12)}) >= 2 for prompt in UNKNOWN)


def _composed(prompt: str, seed: int) -> tuple[int, float]:
    plan = plan_scene(prompt, duration_s=4, width=320, height=180, seed=seed)
    assert plan.setting == "abstract"
    layers: list[Layer] = shapes.composition(Stage(plan))
    return len(layers), layers[0].depth
