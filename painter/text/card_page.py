"""The page of a card: its area, colours and lines, and how lines are stacked."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from media.writing.direction import right_to_left
from painter.cards import Card, CodeCard, texts_of
from painter.craft import palette
from painter.craft.stage import Stage
from painter.craft.styles import Entrance
from painter.craft.typesetting import ShapedLine, drawable, fitted
from painter.text import plates
from painter.text.entrances import Box, PlacedLine

CODE_LEAST = 24 / 32
"""The least size of code, as a share of that of words: its letters are wide apart, and its lines are not wrapped."""

_OPTICAL = 0.38
"""In upright frames what stands in the middle looks as if it sank; the share of the room above it."""

Ornament = Callable[[Any, float], None]
"""Paints on a canvas at a time in seconds."""


@dataclass(frozen=True)
class CardPage:
    """The area of a card, with the film's layout, the colours, and the pictures given to the film.

    Attributes:
        stage: The film's layout.
        box: The area, in pixels.
        material: The colours.
        pictures: The pictures given to the film.
        card: What is written on it.
        whole_card: The card that this one is a half of, if any: both halves run the same way.
        aside: A block of colour beside it, on which its heading is written.
        is_centred: Whether lines stand in the middle instead of at the side where they begin.
        is_low: Whether everything stands at the foot of the area instead of in its middle.
        delay_s: How much later everything comes in, in seconds.
        largest_px: The largest size of letters.
        height_px: How high what is set on it is at least: two of the same kind side by side begin at one height.
    """

    stage: Stage
    box: Box
    material: plates.Material
    pictures: Sequence[Path]
    card: Card | None
    whole_card: Card | None = None
    aside: CardPage | None = None
    is_centred: bool = False
    is_low: bool = False
    delay_s: float = 0.0
    largest_px: float = math.inf
    height_px: float = 0.0

    @property
    def unit(self) -> float:
        """See `Stage.unit`."""
        return self.stage.unit

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels."""
        left, top, right, bottom = self.box
        return right - left, bottom - top

    @functools.cached_property
    def whole(self) -> str:
        """All words of the card: they run the same way, and are in one language."""
        card = self.whole_card or self.card
        if isinstance(card, CodeCard):
            return card.heading
        return "\n".join(texts_of(card)) if card else ""

    @functools.cached_property
    def to_left(self) -> bool:
        """Whether its words run to the left."""
        return right_to_left(self.whole)

    @property
    def small_px(self) -> float:
        """The size of small words, a little above the least."""
        return max(self.stage.floor_px * 1.03, 0.043 * self.unit)

    @property
    def quiet(self) -> str:
        """The colour of what is less important than the rest, with enough contrast all the same."""
        return palette.readable(palette.mix(self.material.ink, self.material.ground, 0.35), self.material.ground)

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
        leading: float = 1.3,
    ) -> list[ShapedLine]:
        """A text in the fewest lines that fit an area in pixels; `limit` is the largest size in units.

        `leading` is how far apart they are going to be stacked.
        """
        kind = self.stage.look.type
        shown = drawable(text)
        if not shown:
            return []
        ink, face = colour or self.material.ink, font or kind.text_font
        limit_px = min(limit * self.unit, self.largest_px)
        return fitted(shown, room, limit_px, ink, face, kind, most=most, whole=self.whole, leading=leading)

    def most(self, lines: int) -> int:
        """How many lines a text may have, by how many it may have in a wide frame: narrow ones hold more."""
        return lines if self.stage.is_wide else round(1.6 * lines)

    def at(self, **changes: Any) -> CardPage:
        """The same page with another area or other colours."""
        return replace(self, **changes)

    def top_for(self, height: float) -> float:
        """Where something of a height begins, in pixels."""
        spare = max(0.0, self.size[1] - max(height, self.height_px))
        return self.box[1] + (spare if self.is_low else spare * (0.5 if self.stage.is_wide else _OPTICAL))

    def left_of(self, line: ShapedLine, *, inset: float = 0.0) -> float:
        """Where a line begins: on the left, or on the right for scripts that run to the left."""
        if self.is_centred:
            return (self.box[0] + self.box[2] - line.width) / 2
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
        has_shadow: Whether it has a soft shadow.
    """

    placed: PlacedLine
    takes_s: float
    entrance: Entrance | None = None
    text_at: Callable[[float], str] | None = None
    glows: bool = False
    has_shadow: bool = False


@dataclass
class CardLayout:
    """The lines and ornaments of a card; ornaments are painted under the lines.

    `overflows` tells that something does not fit its area even in the smallest letters.
    `code_px` is the size of code, which is drawn as an ornament; 0 without any.
    """

    pieces: list[CardLine] = field(default_factory=list)
    ornaments: list[Ornament] = field(default_factory=list)
    overflows: bool = False
    code_px: float = 0.0

    @property
    def smallest_px(self) -> float:
        """The size of the smallest letters, in pixels; infinite without any. Code counts as if it were words."""
        code_px = self.code_px / CODE_LEAST if self.code_px else math.inf
        return min([*(piece.placed.line.size_px for piece in self.pieces), code_px])

    def add(self, other: CardLayout) -> None:
        """Take in what another layout has."""
        self.pieces += other.pieces
        self.ornaments += other.ornaments
        self.overflows |= other.overflows
        self.code_px = min(filter(None, (self.code_px, other.code_px)), default=0.0)


def stacked(
    page: CardPage, lines: Sequence[ShapedLine], top: float, enters_s: float, leading: float
) -> tuple[list[CardLine], float]:
    """Lines stacked from `top` downwards, and the height at which they end."""
    pitch = _pitch(lines, leading)
    # Baselines are evenly apart, whichever letters a line has.
    baseline = sum(line.baseline_px for line in lines) / max(1, len(lines))
    pieces = []
    for index, line in enumerate(lines):
        enters = page.delay_s + (enters_s + 0.14 * index) * page.pace
        placed = PlacedLine(
            line, page.left_of(line), top + (pitch - line.height) / 2 + baseline - line.baseline_px, enters
        )
        pieces.append(CardLine(placed, 0.75 * page.pace))
        top += pitch
    return pieces, top


def tall(lines: Sequence[ShapedLine], leading: float) -> float:
    """The height of stacked lines, in pixels."""
    return len(lines) * _pitch(lines, leading)


def _pitch(lines: Sequence[ShapedLine], leading: float) -> float:
    """From line to line, the same for all of a text: a name in other letters must not make its line lower."""
    return max((line.pitch_px(leading) for line in lines), default=0.0)
