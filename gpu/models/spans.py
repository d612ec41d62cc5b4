"""What planned diffusion works on: keyframes, the spans between them, and the film that they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from footage.errors import InvalidInputError
from footage.local_models import FrameRule
from gpu.models.planner import SpanMeasurement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pictures = NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Keyframes of a film.

    Attributes:
        prompt: What it shows.
        keyframes: (K, height, width, 3) of uint8.
        every: Frames from one to the next.
        notes: How they were fitted onto the device, in words.
    """

    prompt: str
    keyframes: Pictures
    every: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Span:
    """The stretch of a film from one keyframe to the next.

    Attributes:
        index: Counted from 0.
        first: The keyframe that it begins with.
        last: The keyframe that it ends with, `gap` frames later.
        gap: See `last`.
        frames: How many the model makes for it, gap + 1 or more.
    """

    index: int
    first: Pictures
    last: Pictures
    gap: int
    frames: int


@dataclass(frozen=True, kw_only=True)
class FilledSpan:
    """A span as it was made.

    Attributes:
        span: Which.
        frames: gap + 1 of (height, width, 3), left on disk; the first and the last stand where the keyframes are.
        measured: How they fit each other and the keyframes.
        notes: How they were fitted onto the device, in words.
    """

    span: Span
    frames: Sequence[Pictures]
    measured: SpanMeasurement
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlannedFilm:
    """A film in its spans.

    Attributes:
        frames: How many it has.
        spans: The better of all tries of each.
        corruption: The score of each; see `gpu.models.planner`.
        renoised: How many spans were noised again.
        improved: How many of those got better by it.
    """

    frames: int
    spans: tuple[FilledSpan, ...]
    corruption: tuple[float, ...]
    renoised: int
    improved: int

    def write(self, path: Path) -> None:
        """The film's frames one after the other; where two spans meet, the frame is the later one's."""
        film = chain(*(one.frames[:-1] for one in self.spans), self.spans[-1].frames[-1:])
        with path.open("wb") as file:
            for frame in islice(film, self.frames):
                file.write(frame.tobytes())


def spans_of(plan: Plan, num_frames: int, rule: FrameRule) -> list[Span]:
    """The spans of a film by a plan.

    Args:
        plan: The keyframes.
        num_frames: The film's.
        rule: What numbers of frames the model makes.

    Raises:
        InvalidInputError: So many frames do not lie between so few keyframes, or so few.
    """
    count = len(plan.keyframes)
    if plan.every == int(plan.every) and count - 2 < (num_frames - 1) / plan.every <= count - 1:
        positions = [int(plan.every) * n for n in range(count)]
    else:
        positions = spread(count, num_frames)
    gaps = [end - start for start, end in pairwise(positions)]
    if min(gaps) < 1 or rule.fit(max(gaps) + 1) <= max(gaps):
        raise InvalidInputError(f"{num_frames} frames cannot be made from {count} keyframes by this model.")
    return [
        Span(index=n, first=plan.keyframes[n], last=plan.keyframes[n + 1], gap=gap, frames=rule.fit(gap + 1))
        for n, gap in enumerate(gaps)
    ]


def spread(count: int, length: int) -> list[int]:
    """`count` indexes at even distances from the first to the last of `length`."""
    return [round(at * (length - 1) / (count - 1)) for at in range(count)]


def cross_fade(first: Pictures, last: Pictures, frames: int) -> Pictures:
    """From one picture to another in even steps: (frames, height, width, 3)."""
    shares = np.linspace(0, 1, frames, dtype=np.float32)
    return np.stack([np.rint((1 - share) * first + share * last).astype(np.uint8) for share in shares])


def whole_steps(strength: float, steps: int) -> float:
    """The strength nearest to the one wanted that is a whole number of steps, 1 or more, in spite of rounding down."""
    return min(1.0, (max(1, round(strength * steps)) + 0.5) / steps)
