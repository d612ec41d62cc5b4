"""All texts of a shot: titles, small texts and cards, each on what keeps it legible."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from painter.craft.stage import Stage
from painter.text.entrances import PlacedLine
from painter.text.headlines import Titles
from painter.text.overlays import overlays
from painter.text.painted_cards import lay_out_card


class TextBlock(Protocol):
    """A text with what keeps it legible.

    Attributes:
        lines: The lines at their final places.
        colour: The colour of the letters.
    """

    lines: list[PlacedLine]
    colour: str

    def draw_ground(self, canvas: Any, time_s: float) -> None:
        """Paint what lies between the picture and the letters."""

    def draw_letters(self, canvas: Any, time_s: float) -> None:
        """Paint the letters."""


class ShotTexts:
    """All texts of a shot.

    Args:
        stage: The film's layout at its full size.
        behind: See `Titles`.
        ends_s: When they are gone, in seconds since they began.
        pictures: What image cards show.
    """

    def __init__(
        self, stage: Stage, behind: NDArray[np.uint8], ends_s: float = math.inf, pictures: Sequence[Path] = ()
    ) -> None:
        self.blocks: list[TextBlock]
        # A card that covers the frame writes the caption itself, in the colours of its page.
        small = [] if stage.is_covered else overlays(stage, ends_s)
        if stage.plan.card:
            foot = min((strip.box[1] for strip in small), default=math.inf) - 0.03 * stage.unit
            self.blocks = [lay_out_card(stage, behind, ends_s, pictures, foot), *small]
            return
        beside = stage.title_box[2]
        lowest_px = min((strip.box[1] for strip in small if strip.box[0] < beside), default=math.inf)
        titles = Titles(stage, behind, ends_s, lowest_px - 0.02 * stage.unit)
        self.blocks = [*([titles] if titles.lines else []), *small]

    def draw_ground(self, canvas: Any, time_s: float) -> None:
        """Paint what keeps the letters legible, as it is at a time in seconds since the texts began."""
        for block in self.blocks:
            block.draw_ground(canvas, time_s)

    def draw_letters(self, canvas: Any, time_s: float) -> None:
        """Paint the letters as they are at a time in seconds since the texts began."""
        for block in self.blocks:
            block.draw_letters(canvas, time_s)
