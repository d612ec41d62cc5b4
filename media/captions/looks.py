"""The look of each caption style, read from `data/styles.yaml`, and its own contrast."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from media.captions.model import Style

LEAST_CONTRAST = 4.5
"""The least contrast that captions keep: WCAG 2.2, success criterion 1.4.3 (AA)."""

Colour = str
Rescue = Literal["outline", "box"]
_DATA = Path(__file__).parent / "data" / "styles.yaml"
_SURE_EDGE_EM = 0.06
_SURE_OPACITY = 0.9


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pass(_Data):
    """One of the layers in which letters are drawn, with its outline and drop shadow. Lengths in em."""

    edge: float = 0.0
    blur: float = 0.0
    colour: Colour = "#000000"
    opacity: float = 1.0
    drop: float = 0.0
    drop_opacity: float = 0.0


class Plate(_Data):
    """A rounded rectangle behind the lines. Lengths in em."""

    colour: Colour = "#0e1014"
    opacity: float = 0.78
    radius: float = 0.32
    pad_x: float = 0.55
    pad_y: float = 0.18


class CaptionLook(_Data):
    """How captions of a style are drawn; the fields are explained in the data file."""

    summary: str
    font: Literal["semibold", "extrabold", "mono"]
    size: float = 1.0
    tracking: float = 0.0
    fill: Colour
    lit: Colour
    word: Literal["lit", "fill", "pop", "type"]
    fade_ms: int = 0
    passes: tuple[Pass, ...] = Field(min_length=1)
    plate: Plate | None = None
    plate_on_rescue: Plate = Plate()
    rescue: Rescue

    @property
    def needs_words(self) -> bool:
        """Whether it needs word times, which are estimated where none are given."""
        return self.word in ("fill", "pop")

    @property
    def own_contrast(self) -> float:
        """Contrast of the letters with their own plate or outline over the worst picture; 1.0 without either."""
        if self.plate:
            return min(contrast(colour, _over_white(self.plate)) for colour in (self.fill, self.lit))
        edges = [one for one in self.passes if one.edge >= _SURE_EDGE_EM and one.opacity >= _SURE_OPACITY]
        edges = [one for one in edges if one.blur <= one.edge / 3]
        return max((contrast(self.fill, luminance(edge.colour)) for edge in edges), default=1.0)


@functools.cache
def look_of(style: Style) -> CaptionLook:
    """The look of a style."""
    return _looks()[style]


@functools.cache
def _looks() -> dict[str, CaptionLook]:
    import yaml

    data: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return {name: CaptionLook.model_validate(fields) for name, fields in data.items()}


def luminance(colour: Colour) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: Colour, behind: float) -> float:
    """Contrast ratio, 1 to 21, of a colour with what has this luminance (WCAG 2.2)."""
    lighter, darker = sorted((luminance(colour), behind), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _over_white(plate: Plate) -> float:
    parts = [int(plate.colour[i : i + 2], 16) for i in (1, 3, 5)]
    seen = [round(part * plate.opacity + 255 * (1 - plate.opacity)) for part in parts]
    return luminance("#" + "".join(f"{part:02x}" for part in seen))
