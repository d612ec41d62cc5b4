"""What this machine can compute on."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Device:
    """A compute device. `vram_bytes` is its whole memory; the null device has none."""

    kind: Literal["cuda", "none"]
    name: str
    vram_bytes: int


PROCESSOR = Device(kind="none", name="the processor", vram_bytes=0)
"""What stands in for a device where there is none; its memory is the machine's."""


def probe() -> list[Device]:
    """The CUDA devices torch sees, or the null device with the reason in its name. Imports torch where installed."""
    if importlib.util.find_spec("torch") is None:
        return [_null("torch is not installed")]
    import torch

    if not torch.cuda.is_available():
        return [_null("torch sees no CUDA device")]
    found = [torch.cuda.get_device_properties(index) for index in range(torch.cuda.device_count())]
    return [Device(kind="cuda", name=found_one.name, vram_bytes=int(found_one.total_memory)) for found_one in found]


def _null(reason: str) -> Device:
    return Device(kind="none", name=reason, vram_bytes=0)
