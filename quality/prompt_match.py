"""Whether a film shows what its prompt says, from the vectors of pictures and texts.

Raw cosines between pictures and texts mean little: those of CLIP lie between about 0.15 and 0.35, those of SigLIP
elsewhere (CLIPScore, https://arxiv.org/abs/2104.08718, scales them by a constant of its model). So a prompt is
compared with what texts that have nothing to do with the film reach on the same pictures with the same model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from footage.verdicts import PromptMatch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DIGITS = 4
LEAST_SPREAD = 1e-4
"""A model whose cosines for unrelated texts spread less than this does not tell texts apart."""

_NORMAL = 1.4826
"""What makes the median absolute deviation of normally distributed values their standard deviation."""

_CLAUSE = re.compile(r"(?<=[.;:!?,])\s+|\n+")


def prompt_match(
    pictures: Vectors,
    times_s: Sequence[float],
    prompt: Vectors,
    unrelated: Vectors,
    *,
    middle: float,
    slope: float,
) -> PromptMatch | None:
    """Measure how well pictures show a prompt.

    For a picture, with c the mean cosine of the prompt's clauses, and m and s the median and the spread (1.4826 times
    the median absolute deviation) of the unrelated texts' cosines, z = (c - m) / s and the match is
    1 / (1 + exp(-slope (z - middle))). The film's is the mean of its samples'.

    Args:
        pictures: Vectors of the samples, shape (samples, dimensions), each of length 1.
        times_s: When each sample is shown.
        prompt: Vectors of the prompt's clauses.
        unrelated: Vectors of texts about other things.
        middle: The z at which the match is one half.
        slope: How fast it rises there.

    Returns:
        None when the model does not tell texts apart.
    """
    import numpy as np

    usual = pictures @ unrelated.T
    centre = np.median(usual, axis=1)
    spread = _NORMAL * np.median(abs(usual - centre[:, None]), axis=1)
    if spread.min() < LEAST_SPREAD:
        return None
    z = ((pictures @ prompt.T).mean(axis=1) - centre) / spread
    matches = 1 / (1 + np.exp(np.clip(-slope * (z - middle), -50, 50)))
    worst = int(matches.argmin())
    return PromptMatch(
        score=round(float(matches.mean()), DIGITS),
        worst=round(float(matches[worst]), DIGITS),
        worst_at_s=round(times_s[worst], 3),
        over_time=[(time_s, round(float(one), DIGITS)) for time_s, one in zip(times_s, matches, strict=True)],
    )


def clauses(prompt: str, fits: Callable[[str], bool]) -> list[str]:
    """The prompt in as few parts as the model can read whole, divided where its clauses end.

    Args:
        prompt: The text.
        fits: Whether the model can read a text whole.
    """
    parts: list[str] = []
    for clause in _CLAUSE.split(prompt.strip()):
        for piece in _readable(clause, fits):
            if parts and fits(f"{parts[-1]} {piece}"):
                parts[-1] = f"{parts[-1]} {piece}"
            else:
                parts.append(piece)
    return parts


def _readable(clause: str, fits: Callable[[str], bool]) -> list[str]:
    """A clause, halved between words until the model can read every piece; a single word is left to be cut off."""
    words = clause.split()
    if len(words) < 2 or fits(clause):
        return [clause] if words else []
    half = len(words) // 2
    return _readable(" ".join(words[:half]), fits) + _readable(" ".join(words[half:]), fits)
