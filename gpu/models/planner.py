"""The planner of planned diffusion: which spans between two keyframes came out worst, told from their frames.

The idea is DDPD's (S. Liu et al., "Think While You Generate: Discrete Diffusion with Planned Denoising",
https://arxiv.org/abs/2410.06264): a planner says how likely each position is corrupted, and denoising goes to the
worst. There the planner is a trained network over discrete tokens. Here it is a formula over the frames of a span, in
levels of 0 to 255:

- d_i, the mean absolute difference of frames i and i + 1; u, the median of all d_i of the film, at least 1;
- seam, the larger of the differences between the span's end frames and the keyframes that they should be;
- e = max(seam, max d_i - u), what is wrong with the span;
- corruption = e / (e + u), from 0 to 1: one half where the fault is as large as what usually changes in a frame.

It is a score, not a probability that was calibrated, and tells jumps and missed keyframes only: not what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

SIDE_PX = 160
"""Pictures are compared at about this many samples along the longer side."""


@dataclass(frozen=True)
class SpanMeasurement:
    """What was measured of a span, in levels: its frame-to-frame differences, and its distance from its keyframes."""

    steps: tuple[float, ...]
    seam: float


def measure(frames: Sequence[Picture], first: Picture, last: Picture) -> SpanMeasurement:
    """Look at a span.

    Args:
        frames: Two or more of shape (height, width, 3), uint8.
        first: The keyframe that the first of them should be.
        last: The keyframe that the last of them should be.
    """
    small = [_small(frame) for frame in frames]
    return SpanMeasurement(
        steps=tuple(_apart(one, other) for one, other in pairwise(small)),
        seam=max(_apart(small[0], _small(first)), _apart(small[-1], _small(last))),
    )


def usual_step(spans: Iterable[SpanMeasurement]) -> float:
    """What usually changes from frame to frame in a film, in levels, at least 1."""
    return max(1.0, float(np.median([step for seen in spans for step in seen.steps])))


def corruption(seen: SpanMeasurement, usual_levels: float) -> float:
    """How bad a span is, from 0 up to 1; see the module."""
    error = max(seen.seam, max(seen.steps) - usual_levels, 0.0)
    return error / (error + usual_levels)


def _small(picture: Picture) -> NDArray[np.float32]:
    every = max(1, max(picture.shape[:2]) // SIDE_PX)
    return picture[::every, ::every].astype(np.float32)


def _apart(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.abs(one - other).mean())
