"""Before a model is loaded: the settings with which a film fits into a device's memory, the best ones first.

The size and length that were asked for come before speed, and speed before exact weights: a film is made smaller
only when no way of keeping weights elsewhere is enough. The figures are estimates from the catalog.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from footage.errors import UnavailableError
from footage.local_models import FilmOrder, LocalModel

GB = 10**9
GROUP_GB = 1.0
"""Weights on the device at a time when layers are brought one by one."""

_SHRINK = ((1.0, 1.0), (0.75, 1.0), (0.5, 1.0), (0.5, 0.5))
"""Shares of the side lengths and of the frames, tried in turn."""

Offload = Literal["none", "model", "group"]
"""Where weights wait: on the device, or in main memory by whole components or by layers."""


@dataclass(frozen=True)
class Placement:
    """Where a model's weights are kept, and in which form. Pipelines of the same model and placement can be shared.

    Attributes:
        offload: Where weights wait while they are not used.
        tiled: Whether pictures are decoded by tiles.
        eight_bit: Whether the weights of what denoises are kept in 8 bits.
    """

    offload: Offload
    tiled: bool
    eight_bit: bool

    def __str__(self) -> str:
        return f"{self.offload}{'+tiled' if self.tiled else ''}{'+8bit' if self.eight_bit else ''}"


_PLACEMENTS = (
    Placement("none", tiled=False, eight_bit=False),
    Placement("none", tiled=True, eight_bit=False),
    Placement("model", tiled=False, eight_bit=False),
    Placement("model", tiled=True, eight_bit=False),
    Placement("none", tiled=True, eight_bit=True),
    Placement("model", tiled=True, eight_bit=True),
    Placement("group", tiled=True, eight_bit=False),
)
"""The fastest first."""


@dataclass(frozen=True, kw_only=True)
class RunSettings:
    """How a film is made: the placement of the weights, its real size, and what that takes of the device.

    Attributes:
        placement: Of the weights.
        width: In pixels.
        height: In pixels.
        frames: How many are made.
        weights_bytes: What stays on the device between films.
        work_bytes: What is needed on top while a film is made.
        notes: What was given up for want of memory, in words.
    """

    placement: Placement
    width: int
    height: int
    frames: int
    weights_bytes: int
    work_bytes: int
    notes: tuple[str, ...]

    @property
    def bytes(self) -> int:
        """Everything it needs at its peak."""
        return self.weights_bytes + self.work_bytes


def fit_settings(model: LocalModel, order: FilmOrder, free_bytes: int, *, on_cpu: bool = False) -> RunSettings:
    """The best settings for an order.

    Args:
        model: What it needs.
        order: The size and length that are wanted.
        free_bytes: What the device can give.
        on_cpu: There is nowhere to move weights to, and no 8-bit arithmetic.

    Raises:
        UnavailableError: Even the smallest settings need more.
    """
    least: RunSettings | None = None
    for candidate in _candidates(model, order, on_cpu=on_cpu):
        if candidate.bytes <= free_bytes:
            return candidate
        if least is None or candidate.bytes < least.bytes:
            least = candidate
    needed = f"{least.bytes / GB:.1f} GB" if least else "more"
    raise UnavailableError(
        f"It needs at least {needed} of memory on the device, which has {free_bytes / GB:.1f} GB free.",
        hint="Choose a smaller model, a lower resolution or a shorter duration.",
    )


def _candidates(model: LocalModel, order: FilmOrder, *, on_cpu: bool) -> Iterator[RunSettings]:
    placements = [one for one in _PLACEMENTS if not on_cpu or (one.offload == "none" and not one.eight_bit)]
    for (side, length), placement in product(_SHRINK, placements):
        width, height = (_rounded(px * side, model.multiple_px) for px in (order.width, order.height))
        frames = order.frames if length == 1 else model.frames.fit(order.frames * length)
        yield _settings(model, order, (width, height, frames), placement)


def _settings(model: LocalModel, order: FilmOrder, shape: tuple[int, int, int], placement: Placement) -> RunSettings:
    width, height, frames = shape
    weights_gb, work_gb = _needs_gb(model, shape, placement)
    return RunSettings(
        placement=placement,
        width=width,
        height=height,
        frames=frames,
        weights_bytes=round(weights_gb * GB),
        work_bytes=round(work_gb * GB),
        notes=tuple(_notes(order, shape, placement)),
    )


def _needs_gb(model: LocalModel, shape: tuple[int, int, int], placement: Placement) -> tuple[float, float]:
    """Weights that stay, and the most that is needed on top."""
    vram = model.vram
    share = (shape[0] * shape[1] * shape[2]) / (vram.at[0] * vram.at[1] * vram.at[2])
    denoise_gb, decode_gb = vram.denoise_gb * share, vram.decode_gb * share
    if placement.tiled:
        decode_gb = min(decode_gb, vram.tiled_gb)
    parts = {name: gb / 2 if placement.eight_bit and _denoises(name) else gb for name, gb in vram.parts_gb.items()}
    if placement.offload == "none":
        return sum(parts.values()), max(denoise_gb, decode_gb)
    if placement.offload == "group":
        return 0.0, GROUP_GB + max(denoise_gb, decode_gb)
    return 0.0, max(gb + (denoise_gb if _denoises(name) else decode_gb) for name, gb in parts.items())


def _denoises(part: str) -> bool:
    return part.startswith("transformer")


def _notes(order: FilmOrder, shape: tuple[int, int, int], placement: Placement) -> Iterator[str]:
    if placement.offload != "none":
        unit = "components" if placement.offload == "model" else "layers"
        yield f"Its {unit} took turns in the device's memory."
    if placement.tiled:
        yield "It was decoded by tiles."
    if placement.eight_bit:
        yield "Its weights were kept in 8 bits."
    if shape[:2] != (order.width, order.height):
        yield f"It was made at {shape[0]}x{shape[1]} and enlarged, for want of memory."
    if shape[2] != order.frames:
        yield f"It has {shape[2]} frames instead of {order.frames}, for want of memory."


def _rounded(px: float, multiple: int) -> int:
    return max(multiple, int(px // multiple) * multiple)
