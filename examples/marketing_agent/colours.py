"""A brand's colours as a palette that can be read: every pair of text and ground has the contrast of WCAG 2.2 AA.

A brand brings one or two colours and cares how they look, not whether grey on orange can be read. So the brand's hue is
kept, and a colour is moved towards black or white until its contrast is enough, once for light pages and once for dark.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import NamedTuple

TEXT_CONTRAST, LARGE_CONTRAST = 4.5, 3.0
PAPER, NIGHT = "#f7f6f2", "#0d1420"
SEA, LAMP = "#17497d", "#e0a010"
"""The ground and the accent of a page whose brief names no colours; they are Footage's own."""


class Rgb(NamedTuple):
    """A colour; each part from 0 to 255."""

    red: float
    green: float
    blue: float

    @classmethod
    def of(cls, text: str) -> Rgb:
        """A colour as CSS writes it: #rgb or #rrggbb.

        Raises:
            ValueError: It is neither.
        """
        found = re.fullmatch(r"\s*#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\s*", text)
        if not found:
            raise ValueError(f"{text!r} is no colour like #c8561b")
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return cls(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))

    def mixed(self, other: Rgb, share: float) -> Rgb:
        """This colour with a share, 0 to 1, of another in it."""
        return Rgb(*(mine + (theirs - mine) * share for mine, theirs in zip(self, other, strict=True)))

    @property
    def luminance(self) -> float:
        """How light it is, 0 to 1, as WCAG counts."""
        red, green, blue = (
            part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in self
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def css(self) -> str:
        """As CSS writes it."""
        return "#" + "".join(f"{round(part):02x}" for part in self)


BLACK, WHITE = Rgb(0, 0, 0), Rgb(255, 255, 255)


@dataclass(frozen=True)
class Theme:
    """The colours of a page, as custom properties of its stylesheet: what stands on what can be read.

    `ink` and `soft` are text on `page` and `card`; `accent` is text and lines there; `on_button` is text on `button`;
    `on_stage` and `stage_soft` are text on `stage`, the ground that the film stands on.
    """

    page: str
    card: str
    line: str
    ink: str
    soft: str
    accent: str
    button: str
    on_button: str
    stage: str
    stage_end: str
    on_stage: str
    stage_soft: str

    @property
    def css(self) -> str:
        """The declarations."""
        return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in asdict(self).items())


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1 to 21, as WCAG counts."""
    low, high = sorted((Rgb.of(one).luminance, Rgb.of(other).luminance))
    return (high + 0.05) / (low + 0.05)


def readable(colour: Rgb, ground: Rgb, ratio: float = TEXT_CONTRAST) -> Rgb:
    """The nearest shade of a colour that can be read on a ground."""
    target = BLACK if ground.luminance > 0.18 else WHITE
    steps = 50
    for step in range(steps + 1):
        shade = Rgb.of(colour.mixed(target, step / steps).css)
        if contrast(shade.css, ground.css) >= ratio:
            return shade
    return target


def palette(colours: tuple[str, ...] = ()) -> tuple[Theme, Theme]:
    """The light and the dark theme of a brand: its first colour is the accent, its second the dark ground.

    Raises:
        ValueError: One of them is no colour.
    """
    brand = [Rgb.of(colour) for colour in colours]
    accent = brand[0] if brand else Rgb.of(LAMP)
    dark = brand[1] if len(brand) > 1 else Rgb.of(SEA)
    if dark.luminance > 0.1:
        dark = dark.mixed(BLACK, 0.75)
    return _light(accent, dark), _dark(accent, dark)


def _light(accent: Rgb, dark: Rgb) -> Theme:
    page, card = Rgb.of(PAPER), WHITE
    ink = readable(dark.mixed(BLACK, 0.35), page, 12)
    return _theme(page, card, ink, accent, stage=dark, stage_end=dark.mixed(BLACK, 0.35))


def _dark(accent: Rgb, dark: Rgb) -> Theme:
    page = Rgb.of(dark.mixed(BLACK, 0.62).css)
    ink = readable(Rgb.of(PAPER).mixed(dark, 0.06), page, 12)
    return _theme(page, page.mixed(WHITE, 0.06), ink, accent, stage=dark.mixed(BLACK, 0.3), stage_end=page)


def _theme(page: Rgb, card: Rgb, ink: Rgb, accent: Rgb, *, stage: Rgb, stage_end: Rgb) -> Theme:
    """Text is held against the ground that is nearer to it, so that it can be read on both."""
    nearer = min(page, card, key=lambda ground: contrast(ink.css, ground.css))
    lit = max(stage, stage_end, key=lambda ground: ground.luminance)
    button = accent
    on_button = WHITE if contrast(WHITE.css, accent.css) >= LARGE_CONTRAST else Rgb.of(NIGHT)
    button = readable(button, on_button)
    return Theme(
        page=page.css,
        card=card.css,
        line=ink.mixed(page, 0.86).css,
        ink=ink.css,
        soft=readable(ink.mixed(page, 0.42), nearer).css,
        accent=readable(accent, nearer).css,
        button=button.css,
        on_button=on_button.css,
        stage=stage.css,
        stage_end=stage_end.css,
        on_stage=readable(WHITE, lit, 7).css,
        stage_soft=readable(WHITE.mixed(stage, 0.28), lit).css,
    )
