"""What can be said of every film of the gallery without a model: it is lit, it moves, it does not flash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from painter import plan_film
from painter.shots.reel import Reel

FILMS: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).resolve().parents[3] / "docs" / "gallery" / "prompts.yaml").read_text()
)[::2]  # test_texts draws the others
FILM_S, LOOKS_PER_S = 6, 8
LUMA_BGR = np.array([0.07, 0.72, 0.21], np.float32)
SIZES = {
    "16:9": (320, 180),
    "9:16": (180, 320),
    "1:1": (240, 240),
    "4:3": (320, 240),
    "3:4": (240, 320),
    "21:9": (420, 180),
}


def looks(film: dict[str, str]) -> NDArray[np.float32]:
    """Grey frames at `LOOKS_PER_S` a second, shape (n, height, width), 0 to 255."""
    width, height = SIZES[film["aspect_ratio"]]
    plan = plan_film(film["prompt"], duration_s=FILM_S, width=width, height=height, seed=5, style=film["style"])
    reel = Reel(plan)
    return np.stack(
        [reel.paint(look / LOOKS_PER_S)[..., :3].astype(np.float32) @ LUMA_BGR for look in range(FILM_S * LOOKS_PER_S)]
    )


@pytest.mark.parametrize("film", FILMS, ids=[f"{film['prompt'][:24]} {film['style']}" for film in FILMS])
@pytest.mark.few(one_in=3)
def test_a_film_is_lit_moves_every_second_and_does_not_flash(film: dict[str, Any]) -> None:
    frames = looks(film)
    assert (frames.mean(axis=(1, 2)) > 10).all(), "black"
    assert (frames.std(axis=(1, 2)) > 5).all(), "empty"
    for start in range(0, len(frames) - LOOKS_PER_S, LOOKS_PER_S):
        second = frames[start : start + LOOKS_PER_S + 1]
        assert np.abs(np.diff(second, axis=0)).mean() > 0.05, f"still at {start / LOOKS_PER_S:g} s"
    assert flashes_a_second(frames) <= 3


def flashes_a_second(frames: NDArray[np.float32]) -> int:
    """Most pairs of opposite jumps in brightness by a tenth of the range within any second (WCAG 2.3.1)."""
    bright = frames.mean(axis=(1, 2)) / 255
    jumps = [int(np.sign(step)) if abs(step) >= 0.1 else 0 for step in np.diff(bright)]
    worst = 0
    for start in range(len(jumps)):
        turns, last = 0, 0
        for jump in jumps[start : start + LOOKS_PER_S]:
            if jump and jump != last:
                turns, last = turns + 1, jump
        worst = max(worst, turns // 2)
    return worst
