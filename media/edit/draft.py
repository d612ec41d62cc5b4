"""How far the steps of an edit have been followed: the film so far, and times as a step means them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from footage.errors import InvalidInputError
from media.captions.model import Word
from media.edit.effect import Span
from media.edit.effects import SoundFile
from media.edit.effort import too_much
from media.edit.model import Do, Fit, Step
from media.edit.project import Export
from media.edit.timeline import (
    Clip,
    Film,
    Layer,
    Picture,
)

_PAST_END_S = 0.5
LEAST_SHARE = 0.02
"""A part of the picture smaller than this share of it is no picture."""

Named = Film | Picture | SoundFile


class Hearing(Protocol):
    """Listens to films for what is cut by ear; times in seconds of the film."""

    def silences(self, film: Film, floor_db: float, least_s: float) -> Sequence[tuple[float, float]]:
        """Where nothing is heard."""

    def words(self, film: Film) -> Sequence[Word]:
        """What is said, word by word.

        Raises:
            UnavailableError: Nothing here can tell.
        """


@dataclass
class Draft:
    """How far the steps have been followed."""

    main: Film
    rate: Fraction
    found: Mapping[str, Named]
    hearing: Hearing
    layer: Layer
    at: int = 0
    do: Do = "keep"
    exports: list[Export] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def length_s(self) -> float:
        """How long the film is by now."""
        return float(self.layer.frames / self.rate)

    def wrong(self, said: str, hint: str | None = None) -> InvalidInputError:
        """What is said of a step that cannot be done."""
        return InvalidInputError(f"steps.{self.at} ({self.do}): {said}", hint=hint)

    def require_little(self, layer: Layer | None = None) -> None:
        """Refuse what no ordinary machine can make: the film as it is by now, or a file beside it."""
        beside = [one.layer for one in self.exports]
        if said := too_much(layer or self.layer, self.rate, beside):
            raise self.wrong(f"{said}.", hint="Put this step before the others, or make it of fewer or shorter parts.")

    def frame(self, time_s: float) -> int:
        """The frame that is shown from a time on, counted from the end where it is below zero."""
        time = self.length_s + time_s if time_s < 0 else time_s
        if time > self.length_s + _PAST_END_S:
            raise self.wrong(
                f"{time_s:g} s is past the end: the film lasts {self.length_s:.2f} s here.",
                hint="Times are those of the film as this step gets it; below 0 they count from its end.",
            )
        return min(self.layer.frames, max(0, nearest(time * self.rate)))

    def count(self, length_s: float) -> int:
        """How many frames a time has, at least one."""
        return max(1, nearest(length_s * self.rate))

    def spans(self, step: Step) -> list[Span]:
        """The stretches that a step names, all of the film where it names none."""
        found = []
        for first_s, last_s in step.ranges or ():
            is_end = last_s is None or (last_s == 0 and first_s < 0)
            first, last = self.frame(first_s), self.layer.frames if is_end else self.frame(last_s or 0.0)
            if last <= first:
                raise self.wrong(f"the range {first_s:g} to {last_s if last_s is not None else 'end'} has no length.")
            found.append((first, last))
        return found or [(0, self.layer.frames)]

    def span(self, step: Step, usual_s: float | None = None) -> Span:
        """When something is seen or heard that a step adds: from `at`, for `for`, or to the end."""
        first = min(self.frame(step.at_s or 0.0), self.layer.frames - 1)
        length_s = step.for_s or usual_s
        last = self.layer.frames if length_s is None else min(self.layer.frames, first + self.count(length_s))
        return first, max(last, first + 1)


def clip_of(edit: Draft, name: str, picture_s: float, fit: Fit) -> Clip:
    """A film or a picture that a step names, all of it; a picture stands for a while."""
    source = edit.found[name]
    if isinstance(source, SoundFile):
        raise edit.wrong(f"{name!r} has sound only.", hint="Use music or sound for it.")
    return Clip(source, 0, source.frames if isinstance(source, Film) else edit.count(picture_s), fit=fit)


def nearest(frames: float) -> int:
    """Half a frame is rounded up, so that a second is as long wherever it begins."""
    return math.floor(frames + 0.5 + 1e-6)


def even(length: float | Fraction) -> int:
    """A length in pixels as encoders need it."""
    return max(2, round(length / 2) * 2)


def counted(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}{'' if number == 1 else 's'}"
