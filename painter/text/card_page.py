"""The page of a card: its area, colours and lines, and how lines are stacked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from painter.cards import CodeCard, texts_of
from painter.craft.stage import Stage
from painter.craft.styles import Entrance
from painter.craft.typesetting import ShapedLine, drawable, fitted
from painter.text import plates
from painter.text.entrances import Box, PlacedLine

Ornament = Callable[[Any, float], None]
"""Paints on a canvas at a time in seconds."""


@dataclass(frozen=True)
class CardPage:
    """The area of a card, with the film's layout, the colours, and the pictures given to the film."""

    stage: Stage
    box: Box
    material: plates.Material
    pictures: Sequence[Path]

    @property
    def unit(self) -> float:
        """See `Stage.unit`."""
        return self.stage.unit

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels."""
        left, top, right, bottom = self.box
        return right - left, bottom - top

    @property
    def whole(self) -> str:
        """All words of the card: they run the same way, and are in one language."""
        card = self.stage.plan.card
        if isinstance(card, CodeCard):
            return card.heading
        return "\n".join(texts_of(card)) if card else ""

    @property
    def pace(self) -> float:
        """Factor of all times in a short beat, 0..1, so that everything comes in faster."""
        return min(1.0, self.stage.plan.duration_s / 3)

    def lines(
        self,
        text: str,
        room: tuple[float, float],
        limit: float,
        *,
        font: str = "",
        colour: str = "",
        most: int = 5,
    ) -> list[ShapedLine]:
        """A text in the fewest lines that fit an area in pixels; `limit` is the largest size in units."""
        kind = self.stage.look.type
        shown = drawable(text)
        if not shown:
            return []
        ink, face = colour or self.material.ink, font or kind.text_font
        return fitted(shown, room, limit * self.unit, ink, face, kind, most=most, whole=self.whole)

    def left_of(self, line: ShapedLine, *, inset: float = 0.0) -> float:
        """Where a line begins: on the left, or on the right for scripts that run to the left."""
        return self.box[2] - inset - line.width if line.right_to_left else self.box[0] + inset


@dataclass(frozen=True)
class CardLine:
    """A line on a card.

    Attributes:
        placed: The line, where it is and when it comes in.
        takes_s: How long it takes to come in, in seconds.
        entrance: How it comes in, if not in the style's way.
        text_at: Its text at a time in seconds, for numbers that count up.
        glows: Whether it glows in styles whose letters do.
    """

    placed: PlacedLine
    takes_s: float
    entrance: Entrance | None = None
    text_at: Callable[[float], str] | None = None
    glows: bool = False


@dataclass
class CardLayout:
    """The lines and ornaments of a card; ornaments are painted under the lines."""

    pieces: list[CardLine] = field(default_factory=list)
    ornaments: list[Ornament] = field(default_factory=list)


def stacked(
    page: CardPage, lines: Sequence[ShapedLine], top: float, enters_s: float, leading: float
) -> tuple[list[CardLine], float]:
    """Lines stacked from `top` downwards, and the height at which they end."""
    pieces = []
    for index, line in enumerate(lines):
        placed = PlacedLine(
            line,
            page.left_of(line),
            top + (line.pitch_px(leading) - line.height) / 2,
            (enters_s + 0.14 * index) * page.pace,
        )
        pieces.append(CardLine(placed, 0.75 * page.pace))
        top += line.pitch_px(leading)
    return pieces, top


def tall(lines: Sequence[ShapedLine], leading: float) -> float:
    """The height of stacked lines, in pixels."""
    return sum(line.pitch_px(leading) for line in lines)
