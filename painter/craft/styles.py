"""The looks of the styles: how each draws, moves and sets type. Data only; `inks` and `finish` paint by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

InkName = Literal["plain", "paper", "neon", "editorial", "watercolor", "blueprint"]
"""How shapes are drawn, see `painter.craft.inks`; plain draws them as the scenery painted them."""

Entrance = Literal["rise", "slide", "drop", "flicker", "words", "wash", "type"]
"""How a line of a title comes in.

rise: it fades in and moves up; slide: it comes up from behind an edge; drop: it is laid down, a little turned; flicker:
it lights up like a tube; words: word by word; wash: it soaks in from the first letter on; type: letter by letter.
"""

TitleBacking = Literal["veil", "strips", "panel", "block"]
"""What keeps titles legible: a soft veil where the picture needs one, a strip of paper behind every line, a page beside
the picture, or a solid block."""


@dataclass(frozen=True)
class Typography:
    """The typography of a style's titles.

    Args:
        font: The headline's font, a file in `media/fonts` without its suffix.
        text_font: The subtitle's font.
        entrance: How lines come in.
        ground: What lies behind them.
        serif_font: The headline's font in calm and epic films, for a style that has two.
        upper: Set in capitals.
        tracking: Extra room between letters, as a share of the size.
        size: The largest size in units beside the subject; above it a tenth more.
        leading: Distance from line to line, as a share of the size.
        glow: Whether letters glow in the accent colour.
        shadow: Whether light letters have a soft shadow.
        white: How much stronger a veil white letters may need before dark ones are used instead, -1..1.
    """

    font: str
    text_font: str
    entrance: Entrance
    ground: TitleBacking
    serif_font: str | None = None
    upper: bool = False
    tracking: float = -0.012
    size: float = 0.108
    leading: float = 1.12
    glow: bool = False
    shadow: bool = True
    white: float = 0.42


@dataclass(frozen=True)
class StyleLook:
    """The look of one style.

    Args:
        type: The typography of its titles.
        ink: How shapes are drawn.
        flat: Whether scenery leaves out haze, shading and glows.
        steps_per_s: Pictures a second, as if animated by hand; 0 moves in every frame.
        rows: The rows of an old screen, at which scenery is painted and then enlarged; 0 paints at full size.
        hand: How much the camera sways in restless films, 0..1.
        frame: Width of the border around the picture, in units.
    """

    type: Typography
    ink: InkName = "plain"
    flat: bool = True
    steps_per_s: float = 0.0
    rows: int = 0
    hand: float = 0.0
    frame: float = 0.0

    @property
    def has_text_column(self) -> bool:
        """Whether titles stand on a page beside the picture instead of over it."""
        return self.type.ground == "panel"


LOOKS: Mapping[str, StyleLook] = {
    "cinematic": StyleLook(
        Typography("Inter-ExtraBold", "Inter-SemiBold", "rise", "veil", serif_font="Fraunces-SemiBold"),
        flat=False,
        hand=1.0,
    ),
    "flat": StyleLook(Typography("Inter-ExtraBold", "Inter-SemiBold", "slide", "veil", tracking=-0.02, shadow=False)),
    "paper": StyleLook(
        Typography("Fredoka-SemiBold", "Fredoka-SemiBold", "drop", "strips", size=0.098, leading=1.34, shadow=False),
        ink="paper",
        steps_per_s=12,
        frame=0.056,
    ),
    "neon": StyleLook(
        Typography(
            "Inter-ExtraBold",
            "Inter-SemiBold",
            "flicker",
            "veil",
            upper=True,
            tracking=0.03,
            size=0.094,
            glow=True,
            white=1.0,
        ),
        ink="neon",
        hand=0.5,
    ),
    "editorial": StyleLook(
        Typography("Fraunces-SemiBold", "Inter-SemiBold", "words", "panel", size=0.122, leading=1.06, shadow=False),
        ink="editorial",
    ),
    "watercolor": StyleLook(
        Typography("Fraunces-SemiBold", "Fraunces-SemiBold", "wash", "veil", shadow=False, white=-0.25),
        ink="watercolor",
        flat=False,
    ),
    "blueprint": StyleLook(
        Typography(
            "JetBrainsMono-SemiBold",
            "JetBrainsMono-SemiBold",
            "type",
            "veil",
            upper=True,
            tracking=0.02,
            size=0.070,
            leading=1.2,
            shadow=False,
        ),
        ink="blueprint",
        frame=0.04,
    ),
    "pixel": StyleLook(
        Typography(
            "PixelifySans-SemiBold",
            "PixelifySans-SemiBold",
            "type",
            "block",
            tracking=0.0,
            size=0.112,
            leading=1.08,
            shadow=False,
        ),
        steps_per_s=12,
        rows=180,
    ),
}


def has_text_column(style: str) -> bool:
    """Whether a style sets titles on a page beside the picture instead of over it."""
    return LOOKS[style].has_text_column
