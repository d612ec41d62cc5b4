"""The types of enhancement: what is asked for, what was measured, and what was chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from footage.domain import Resolution
from footage.errors import InvalidInputError
from footage.verdicts import Visual
from media.loudness import ProgrammeLoudness

Preset = Literal["light", "standard", "strong"]
Operation = Literal[
    "deblock", "denoise", "deflicker", "stabilize", "sharpen", "deband", "color", "interpolate", "upscale", "loudness"
]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
Eye = Callable[[Path], Visual | None]
"""Says how a film looks; None where that cannot be told."""

Color = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True, kw_only=True)
class EnhanceRequest:
    """What a caller asks for.

    Attributes:
        preset: How large a flaw must be to be mended, and how strongly it is.
        operations: The only ones to consider; None considers all.
        target_fps: Frames per second to reach; never lowers the film's own.
        target_resolution: Size of the shorter side to reach; never lowers the film's own.
        brand_palette: Colours to move the film's hues toward, each as 0..1 red, green, blue.
    """

    preset: Preset = "standard"
    operations: frozenset[Operation] | None = None
    target_fps: float | None = None
    target_resolution: Resolution | None = None
    brand_palette: tuple[tuple[float, float, float], ...] = ()

    def wants(self, operation: Operation) -> bool:
        """Whether an operation may be considered at all."""
        return self.operations is None or operation in self.operations

    def names(self, operation: Operation) -> bool:
        """Whether an operation was asked for by its name or by its own argument."""
        by_argument = {
            "interpolate": self.target_fps is not None,
            "upscale": self.target_resolution is not None,
            "color": bool(self.brand_palette),
        }
        return (self.operations is not None and operation in self.operations) or by_argument.get(operation, False)


def parse_color(text: str) -> Color:
    """A colour like "#0a84ff" as red, green, blue from 0 to 1.

    Raises:
        InvalidInputError: It is not such a colour.
    """
    match = _HEX.fullmatch(text.strip())
    if match is None:
        raise InvalidInputError(f"brand_palette: {text[:40]!r} is not a colour like #0a84ff.")
    red, green, blue = bytes.fromhex(match[1])
    return red / 255, green / 255, blue / 255


@dataclass(frozen=True, kw_only=True)
class Measurements:
    """The measurements of a film; see `media.enhance.measure` for each formula.

    Attributes:
        noise: Standard deviation of the noise, in levels of 255.
        flicker: Change of brightness from frame to frame, in levels of 255.
        shake: Shaking of the camera, in percent of the picture's width.
        sharpness: Reciprocal width of the sharp edges, 0 to 1; None without edges.
        blocks: How much larger steps are on a codec's grid than off it; 0 for no grid.
        banding: Steps in smooth areas, in thousandths of their pixels.
        band_step: Median height of those steps, in levels of 255.
        black: Brightness that 1% of the pixels are below, 0 to 1.
        middle: Median brightness, 0 to 1.
        white: Brightness that 1% of the pixels exceed, 0 to 1.
        cast: Colour cast of the light: its largest channel less its smallest.
        light: Red, green and blue of the light, mean 1.
        brand_distance: Mean angle of the colours to the nearest brand hue in degrees; None without a palette.
        motion: Mean change from frame to frame, in levels of 255.
        fps: Frames per second.
        width: Pixels.
        height: Pixels.
        loudness: None without sound.
        visual: How it looks to the eye that judges films; None where nobody looked or that cannot be told.
        looks: Some frames, small and grey, by their times in seconds; they compare versions of the film.
    """

    noise: float
    flicker: float
    shake: float
    sharpness: float | None
    blocks: float
    banding: float
    band_step: float
    black: float
    middle: float
    white: float
    cast: float
    light: tuple[float, float, float]
    brand_distance: float | None
    motion: float
    fps: float
    width: int
    height: int
    loudness: ProgrammeLoudness | None
    visual: Visual | None = None
    looks: tuple[tuple[float, Any], ...] = field(default=(), repr=False, compare=False)

    def shown(self) -> dict[str, float | None]:
        """The measurements as callers see them."""
        names = ("blocks", "noise", "flicker", "shake", "sharpness", "banding", "black", "middle", "white", "cast")
        values = {"visual": self.visual.score if self.visual else None}
        values |= {name: getattr(self, name) for name in (*names, "motion", "brand_distance", "fps", "width", "height")}
        values["loudness_lufs"] = self.loudness.integrated_lufs if self.loudness else None
        return {name: round(value, 3) if value is not None else None for name, value in values.items()}


@dataclass(frozen=True, kw_only=True)
class Grade:
    """A correction of colour and brightness for the whole film.

    Attributes:
        gains: Factors for red, green and blue.
        black: Input that becomes black, 0 to 1.
        white: Input that becomes white, 0 to 1.
        gamma: Exponent after that; below 1 brightens the middle.
        palette: Hues to lean toward.
        lean_deg: The most a hue is turned, in degrees.
    """

    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)
    black: float = 0.0
    white: float = 1.0
    gamma: float = 1.0
    palette: tuple[tuple[float, float, float], ...] = ()
    lean_deg: float = 0.0

    @property
    def slope(self) -> float:
        """How much the correction magnifies small differences, and so noise, at the most common brightness."""
        return max(self.gains) / (self.white - self.black) / self.gamma


@dataclass(frozen=True, kw_only=True)
class Step:
    """An operation and why it was chosen or not."""

    operation: Operation
    reason: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What will be done.

    Attributes:
        steps: The operations, with reasons.
        skipped: The others, with reasons.
        filters: The ffmpeg filter and its options, for each operation that is one filter.
        grade: For "color".
        fps: Frame rate to interpolate to, for "interpolate".
        size: Width and height, for "upscale".
    """

    steps: tuple[Step, ...]
    skipped: tuple[Step, ...]
    filters: dict[Operation, tuple[str, dict[str, float | str]]]
    grade: Grade | None = None
    fps: float | None = None
    size: tuple[int, int] | None = None

    @property
    def names(self) -> frozenset[Operation]:
        """The chosen operations."""
        return frozenset(step.operation for step in self.steps)

    def without(self, operation: Operation, reason: str) -> Choice:
        """All but one of them, which is skipped for a reason."""
        return replace(
            self,
            steps=tuple(step for step in self.steps if step.operation != operation),
            skipped=(Step(operation=operation, reason=reason), *self.skipped),
            filters={name: filter_ for name, filter_ in self.filters.items() if name != operation},
            grade=None if operation == "color" else self.grade,
            fps=None if operation == "interpolate" else self.fps,
            size=None if operation == "upscale" else self.size,
        )
