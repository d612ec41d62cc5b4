"""What a coder says of itself, beside what the pictures show.

Texture that a coder smoothed away leaves no trace where much of it is left, as in grass and fur; and a picture that was
soft before looks as one that was ruined. How coarsely a coder rounded tells both apart. Only films that are as they
were coded tell it: one that was ruined, and stored again well, is known by its pictures alone, so fine steps are no
excuse for anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from media.quantiser import Coder, Quantiser

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FINE, COARSE = 3.4, 4.4
"""Finer steps than the first tell nothing, coarser ones than the second are believed."""

RUINED_FROM, RUINED_AT, RUINED_PER_STEP = 6.0, 0.7, 0.3
"""No film in H.264 with steps coarser than the first looks better than the second, less the third for each step more.

Nine in ten of the ladders of training look 0.1 better than that at most, and no clean clip of 700 from the world has
steps above 6.2.
"""

MOST_BETTER, MOST_WORSE = 0.15, 0.3
BAD = 0.5
"""What looks worse is not excused."""

SAYS: Mapping[Coder, tuple[float, float, float]] = {
    "h264": (0.315, -0.036, 0.79),
    "vp9": (1.10, -0.092, 0.31),
    "mpeg": (0.56, -0.083, 0.76),
}
"""A film looks like the first figure of its coder, plus the second times its step, plus the third times its score.

By least squares over the ladders of training, with scores of nets that had not seen the source
(`python -m benchmarks.visual_coders`). Of VP9 the pictures tell least.
"""


def as_coded(scores: Floats, said: Sequence[Quantiser]) -> Floats:
    """Scores of a film's pictures, put right by what its coder says of some of them."""
    if not said:
        return scores
    step, (start, slope, seen) = float(np.mean([one.step for one in said])), SAYS[said[0].coder]
    believed = float(np.clip((step - FINE) / (COARSE - FINE), 0, 1))
    score = float(scores.mean())
    change = believed * float(np.clip(start + slope * step + seen * score - score, -MOST_WORSE, MOST_BETTER))
    if score < BAD:
        change = min(change, 0.0)
    if said[0].coder == "h264" and step > RUINED_FROM:
        change = min(change, RUINED_AT - RUINED_PER_STEP * (step - RUINED_FROM) - score)
    put_right: Floats = np.clip(scores + np.float32(change), 0, 1)
    return put_right
