"""What an edit needs made before its graph runs: words set, pictures brought to size, music, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from media.edit.effect import Size, Span
from media.edit.effects import Reframe, Title
from media.edit.timeline import Film, Layer, Picture


@dataclass(frozen=True)
class Drawn:
    """A picture with transparency, and where its upper left corner goes."""

    path: Path
    left: int
    top: int


@dataclass(frozen=True)
class Window:
    """The part of a picture that is shown, which may move.

    Attributes:
        size: Its width and height, in pixels of the picture.
        keys: Frames and its upper left corner then; between them it glides.
        wide: Stretches in which the whole picture stands before a blurred one, for those in it do not fit into a part.
    """

    size: Size
    keys: tuple[tuple[int, int, int], ...]
    wide: tuple[Span, ...] = ()


class Workshop(Protocol):
    """Makes what the graph reads."""

    folder: Path

    def title(self, title: Title, frame: Size) -> Drawn:
        """Words as a picture."""

    def picture(self, picture: Picture, size: Size) -> Path:
        """A still picture as PNG of a size, which it fills; its edges are cut off where its shape is another."""

    def bed(self, name: str, length_s: float, seed: int) -> Path:
        """Music, composed, as long as is needed, at `media.audio.LOUDNESS_LUFS`, as WAV."""

    def looped(self, path: Path, length_s: float) -> Path:
        """A music file as long as is needed, at `media.audio.LOUDNESS_LUFS`, as WAV."""

    def lufs(self, film: Film) -> float | None:
        """How loud a film is."""

    def window(self, layer: Layer, reframe: Reframe) -> Window | None:
        """What to show of a film that gets another shape; None where there is nothing to follow."""
