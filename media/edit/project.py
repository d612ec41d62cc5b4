"""An edit that is ready to be made: the film, what becomes of it, and the files beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from media.edit.timeline import Film, Layer


@dataclass(frozen=True)
class Export:
    """A file beside the film.

    Attributes:
        as_: Its format.
        layer: What is in it.
        name: What it is called.
        width: In pixels; None as it is.
        fps: Frames a second; None as they are.
        at: The frame of a single picture.
    """

    as_: str
    layer: Layer
    name: str
    width: int | None = None
    fps: float | None = None
    at: int | None = None


@dataclass(frozen=True)
class Project:
    """An edit, ready to be made.

    Attributes:
        main: The film that was given.
        rate: Frames a second.
        layer: What becomes of it.
        exports: Files beside it.
        notes: What callers are told, in sentences without their full stops.
    """

    main: Film
    rate: Fraction
    layer: Layer
    exports: tuple[Export, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def is_changed(self) -> bool:
        """Whether the film becomes another."""
        return not (self.is_whole and not self.layer.effects)

    @property
    def is_whole(self) -> bool:
        """Whether all of the film is there, as it was, effects aside."""
        clips = self.layer.clips
        return (
            len(clips) == 1
            and clips[0].is_plain
            and clips[0].source is self.main
            and clips[0].count == self.main.frames
        )

    def seconds(self, frames: int) -> float:
        """How long some frames last."""
        return float(frames / self.rate)
