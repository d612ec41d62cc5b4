"""Subjects in their places, and what they fill together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from painter import kinds
from painter.plan import Look
from painter.subjects.placing import DrawnSubject
from painter.subjects.poses import Actor


@dataclass(frozen=True)
class Figure:
    """One subject in its place.

    Args:
        name: What it is.
        drawn: How it is drawn.
        x: The middle of its foot, in pixels.
        y: Its foot.
        size: Its height.
        actor: How it moves.
        look: Its colour and size.
        haze: How much air is before it, 0..1.
        near: Whether it is in front of everything else.
        mirrored: Whether it is drawn the other way round.
    """

    name: str
    drawn: DrawnSubject
    x: float
    y: float
    size: float
    actor: Actor
    look: Look
    haze: float = 0.0
    near: bool = False
    mirrored: bool = False

    @property
    def mannered(self) -> kinds.Manner:
        """How it is shown."""
        return kinds.kind_of_any(self.name).manner

    @property
    def half(self) -> float:
        """How far it reaches to each side, in pixels, where it stands."""
        return self.drawn.half * self.size


class Extent(NamedTuple):
    """The middle of the feet of all subjects, their height and how far they reach to each side; in pixels."""

    x: float
    y: float
    size: float
    half: float


def extent(figures: Sequence[Figure]) -> Extent:
    """What all figures fill, with the way that they go."""
    ways = [abs(one.actor.way) * one.size / 2 for one in figures]
    left = min(one.x - one.half - way for one, way in zip(figures, ways, strict=True))
    right = max(one.x + one.half + way for one, way in zip(figures, ways, strict=True))
    top, bottom = min(one.y - one.size for one in figures), max(one.y for one in figures)
    return Extent((left + right) / 2, bottom, bottom - top, (right - left) / 2)
