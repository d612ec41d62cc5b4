"""Small pieces that charts and tables are set with: single lines of one size, and the room that texts need."""

from __future__ import annotations

from collections.abc import Sequence

from painter.craft.typesetting import Breaking, ShapedLine, breakings, drawable, stretch
from painter.text.card_page import CardLine, CardPage
from painter.text.entrances import PlacedLine

_TINY = 0.35
"""The least size that is tried, as a share of the least that is allowed: rather too small than cut."""


class Label:
    """A text of a chart or a table, with the ways to break it into lines.

    Args:
        page: The card's page.
        text: The text; may be empty.
        most: The most lines.
        is_bold: Whether it is set in the font of headings.
        is_alone: Whether it runs its own way, as a number does whose sign stands in front of it in every language.
    """

    def __init__(
        self, page: CardPage, text: str, *, most: int = 1, is_bold: bool = False, is_alone: bool = False
    ) -> None:
        kind = page.stage.look.type
        self.font = bold_font(page) if is_bold else kind.text_font
        self.text = drawable(text)
        self._page = page
        self._whole = self.text if is_alone else page.whole
        self._options: Sequence[Breaking] = (
            breakings(self.text, self.font, kind.tracking, most, self._whole) if self.text else ()
        )
        self.stretch = stretch(self.text, self.font, self._whole) if self.text else 1.0

    @property
    def em(self) -> float:
        """Its width in one line, as a share of its size."""
        return self._options[0].em if self._options else 0.0

    @property
    def least_em(self) -> float:
        """Its width in as many lines as it may have."""
        return min((option.em for option in self._options), default=0.0)

    def lines_at(self, size_px: float, wide: float) -> tuple[str, ...] | None:
        """The fewest lines that fit a width; None where even the most do not."""
        if not self._options:
            return ()
        return next((option.lines for option in self._options if option.em * size_px <= wide), None)

    def shaped(self, size_px: float, wide: float, colour: str) -> list[ShapedLine]:
        """Its lines, in as many as fit a width; too wide ones rather than none."""
        lines = self.lines_at(size_px, wide)
        if lines is None:
            lines = self._options[-1].lines
        kind = self._page.stage.look.type
        return [ShapedLine(line, size_px, colour, self.font, kind.tracking, whole=self._whole) for line in lines]


def bold_font(page: CardPage) -> str:
    """The sans font of emphasis in running words."""
    font = page.stage.look.type.font
    return "Inter-ExtraBold" if font.startswith("Fraunces") else font


def sizes(page: CardPage, limit: float) -> list[float]:
    """The sizes in pixels that are tried, from the largest; `limit` is in units."""
    size, found = limit * page.unit, []
    least = page.stage.floor_px
    while size > _TINY * least:
        found.append(size)
        size = max(least, 0.95 * size) if size > least else 0.93 * size
    return found


def standing(page: CardPage, line: ShapedLine, x: float, middle: float, enters_s: float) -> CardLine:
    """A line whose letters are around a height, in pixels; it comes in at a time of the page."""
    top = middle - line.height / 2
    return CardLine(PlacedLine(line, x, top, page.delay_s + enters_s * page.pace), 0.5 * page.pace)
