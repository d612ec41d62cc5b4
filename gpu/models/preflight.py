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


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a film is made: where weights wait, whether decoding goes by tiles, 8-bit weights, and its real size.

    `weights_bytes` stay on the device between films, `work_bytes` are needed on top while one is made.
    """

    offload: Offload
    tiled: bool
    eight_bit: bool
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

    @property
    def setting(self) -> str:
        """What a loaded pipeline depends on; pipelines of the same model and setting can be shared."""
        return f"{self.offload}{'+tiled' if self.tiled else ''}{'+8bit' if self.eight_bit else ''}"


_WAYS: tuple[tuple[Offload, bool, bool], ...] = (
    ("none", False, False),
    ("none", True, False),
    ("model", False, False),
    ("model", True, False),
    ("none", True, True),
    ("model", True, True),
    ("group", True, False),
)
"""Offload, tiles, 8 bits: fastest first."""


def fit(model: LocalModel, order: FilmOrder, free_bytes: int, *, on_cpu: bool = False) -> Fit:
    """The best settings for an order.

    Args:
        model: What it needs.
        order: The size and length that are wanted.
        free_bytes: What the device can give.
        on_cpu: There is nowhere to move weights to, and no 8-bit arithmetic.

    Raises:
        UnavailableError: Even the smallest settings need more.
    """
    least: Fit | None = None
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


def _candidates(model: LocalModel, order: FilmOrder, *, on_cpu: bool) -> Iterator[Fit]:
    ways = [way for way in _WAYS if not on_cpu or (way[0] == "none" and not way[2])]
    for (side, length), way in product(_SHRINK, ways):
        width, height = (_rounded(px * side, model.multiple_px) for px in (order.width, order.height))
        frames = order.frames if length == 1 else model.frames.fit(order.frames * length)
        yield _fit(model, order, (width, height, frames), way)


def _fit(model: LocalModel, order: FilmOrder, shape: tuple[int, int, int], way: tuple[Offload, bool, bool]) -> Fit:
    offload, tiled, eight_bit = way
    width, height, frames = shape
    weights_gb, work_gb = _needs_gb(model, shape, offload, tiled=tiled, eight_bit=eight_bit)
    return Fit(
        offload=offload,
        tiled=tiled,
        eight_bit=eight_bit,
        width=width,
        height=height,
        frames=frames,
        weights_bytes=round(weights_gb * GB),
        work_bytes=round(work_gb * GB),
        notes=tuple(_notes(order, shape, offload, tiled=tiled, eight_bit=eight_bit)),
    )


def _needs_gb(
    model: LocalModel, shape: tuple[int, int, int], offload: Offload, *, tiled: bool, eight_bit: bool
) -> tuple[float, float]:
    """Weights that stay, and the most that is needed on top."""
    vram = model.vram
    share = (shape[0] * shape[1] * shape[2]) / (vram.at[0] * vram.at[1] * vram.at[2])
    denoise_gb, decode_gb = vram.denoise_gb * share, vram.decode_gb * share
    if tiled:
        decode_gb = min(decode_gb, vram.tiled_gb)
    parts = {name: gb / 2 if eight_bit and _denoises(name) else gb for name, gb in vram.parts_gb.items()}
    if offload == "none":
        return sum(parts.values()), max(denoise_gb, decode_gb)
    if offload == "group":
        return 0.0, GROUP_GB + max(denoise_gb, decode_gb)
    return 0.0, max(gb + (denoise_gb if _denoises(name) else decode_gb) for name, gb in parts.items())


def _denoises(part: str) -> bool:
    return part.startswith("transformer")


def _notes(
    order: FilmOrder, shape: tuple[int, int, int], offload: Offload, *, tiled: bool, eight_bit: bool
) -> Iterator[str]:
    if offload != "none":
        unit = "components" if offload == "model" else "layers"
        yield f"Its {unit} took turns in the device's memory."
    if tiled:
        yield "It was decoded by tiles."
    if eight_bit:
        yield "Its weights were kept in 8 bits."
    if shape[:2] != (order.width, order.height):
        yield f"It was made at {shape[0]}x{shape[1]} and enlarged, for want of memory."
    if shape[2] != order.frames:
        yield f"It has {shape[2]} frames instead of {order.frames}, for want of memory."


def _rounded(px: float, multiple: int) -> int:
    return max(multiple, int(px // multiple) * multiple)
