"""What the pool and a device's process say to each other. Everything here is pickled, so plain data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

OffDevice = Literal["cpu", "disk"]
"""Where weights go that leave the device: to main memory, or away altogether (their files stay)."""

FailureKind = Literal["out_of_memory", "stopped", "failed", "lost"]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Weights that are loaded, shared and evicted as one: a pipeline's, or an adapter's on top of one.

    Attributes:
        key: Names them.
        vram_bytes: What they take on the device.
        spec: Tells `Runtime.load` what to load: picklable, and equal for equal keys.
        on: For an adapter, the key of the weights that it belongs to.
    """

    key: str
    vram_bytes: int
    spec: Any = None
    on: str | None = None


@dataclass(frozen=True, kw_only=True)
class ModelWeights:
    """What a generation needs on the device: base weights, shared by all variants, and any adapters on top."""

    base: Weights
    adapters: tuple[Weights, ...] = ()

    @property
    def parts(self) -> tuple[Weights, ...]:
        """In the order in which they have to be loaded."""
        return (self.base, *self.adapters)

    @property
    def key(self) -> str:
        """Names the base and the set of adapters."""
        return "+".join(part.key for part in self.parts)

    @property
    def vram_bytes(self) -> int:
        """All its weights on the device."""
        return sum(part.vram_bytes for part in self.parts)


@dataclass(frozen=True)
class Load:
    """Bring weights onto the device, from main memory if they are there."""

    weights: Weights


@dataclass(frozen=True)
class Move:
    """Take weights off the device, or out of main memory; nothing happens if they are in neither."""

    key: str
    to: OffDevice


@dataclass(frozen=True)
class Run:
    """Generate one result for each payload, in one batch, with the loaded weights `keys` (base first)."""

    keys: tuple[str, ...]
    payloads: tuple[Any, ...]


@dataclass(frozen=True)
class Tidy:
    """Collect garbage, empty caches, and answer with the counters."""


Command = Load | Move | Run | Tidy


@dataclass(frozen=True)
class Sent:
    """A command, and the number by which the worker's events name it."""

    number: int
    command: Command


@dataclass(frozen=True)
class Prepare:
    """Prepare a run, which will be sent when the present one leaves the device. Its weights are loaded already."""

    run: Run


@dataclass(frozen=True)
class Cancel:
    """Stop the numbered run before its next step; one that has ended is fine."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Counters:
    """The device's own view in bytes: all, free for anyone, and reserved by the process (not merely allocated)."""

    total_bytes: int
    free_bytes: int
    reserved_bytes: int


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a command failed; `code` is a `FootageError`'s when the runtime raised one.

    From a worker, `lost` means that its device is of no use any more, for this command or any other.
    """

    kind: FailureKind
    message: str
    code: str | None = None
    hint: str | None = None


@dataclass(frozen=True)
class Progress:
    """The share of a run's steps done, 0 to 1. It is also the sign of life."""

    number: int
    fraction: float


@dataclass(frozen=True)
class Freed:
    """A run needs the device no more; its results are being handed over."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A command is over. `peak_bytes` is what a run took beyond what was allocated; None where it was not measured."""

    number: int
    results: tuple[Any, ...] = ()
    failure: Failure | None = None
    peak_bytes: int | None = None
    counters: Counters | None = None


Message = Sent | Prepare | Cancel
Event = Progress | Freed | Ended
