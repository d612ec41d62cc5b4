"""The account of one device's bytes, on which everything rests that the pool promises.

It is pure: it knows no clock, waits for nothing and touches no device.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from footage.errors import InternalError
from gpu.device.messages import Weights


@dataclass
class _Resident:
    weights: Weights
    pins: int = 0


class DeviceMemory:
    """Who has which bytes of a device: resident weights, each counted once, and the working memory of leases.

    Invariant, after every method: `used_bytes` is the sum of the resident weights and `work_bytes`, no count is
    negative, and no method makes `used_bytes` larger than `budget_bytes`. (A budget that is lowered may fall below what
    is used. Nothing more is reserved then until enough has been released.)

    Args:
        budget_bytes: What may be used, 0 or more.
    """

    def __init__(self, budget_bytes: int) -> None:
        self.budget_bytes = budget_bytes
        self.work_bytes = 0
        self._residents: dict[str, _Resident] = {}  # the least recently used first

    @property
    def used_bytes(self) -> int:
        """Reserved for weights and work."""
        return self.work_bytes + sum(one.weights.vram_bytes for one in self._residents.values())

    @property
    def pinned_bytes(self) -> int:
        """What no eviction can free."""
        return self.work_bytes + sum(one.weights.vram_bytes for one in self._residents.values() if one.pins)

    @property
    def residents(self) -> tuple[str, ...]:
        """Keys of the weights on the device, or on their way there, the least recently used first."""
        return tuple(self._residents)

    def is_pinned(self, key: str) -> bool:
        """Whether weights have to stay where they are."""
        return key in self._residents and self._residents[key].pins > 0

    def has(self, parts: Iterable[Weights]) -> bool:
        """Whether all of these are resident."""
        return all(part.key in self._residents for part in parts)

    def fits_ever(self, parts: Iterable[Weights], work_bytes: int) -> bool:
        """Whether the budget is enough when nothing else is on the device."""
        return sum(part.vram_bytes for part in parts) + work_bytes <= self.budget_bytes

    def evictions(self, parts: Sequence[Weights], work_bytes: int) -> list[Weights] | None:
        """What must leave so that `parts` and the work fit, the least recently used first; None if they cannot fit.

        Only weights that nobody pins and that are not in `parts` leave; adapters leave before what they are on.
        """
        own = {part.key for part in parts}
        missing = sum(part.vram_bytes for part in parts if part.key not in self._residents)
        excess = self.used_bytes + missing + work_bytes - self.budget_bytes
        leaving: list[Weights] = []
        for one in self._residents.values():
            if excess <= 0:
                break
            if one.pins or one.weights.key in own or one.weights in leaving:
                continue
            group = [*self._adapters_on(one.weights.key, leaving), one.weights]
            leaving += group
            excess -= sum(weights.vram_bytes for weights in group)
        return leaving if excess <= 0 else None

    def reserve(self, parts: Sequence[Weights], work_bytes: int) -> tuple[list[Weights], list[Weights]]:
        """Reserve memory for weights and work, and pin the weights.

        Returns:
            What was evicted for it, and those of `parts` that were not resident and have to be loaded.

        Raises:
            InternalError: There is no room; ask `evictions` first.
        """
        leaving = self.evictions(parts, work_bytes)
        if leaving is None or work_bytes < 0:
            raise InternalError(f"{work_bytes} bytes of work and their weights were granted without room for them.")
        for weights in leaving:
            del self._residents[weights.key]
        absent = [part for part in parts if part.key not in self._residents]
        for part in absent:
            self._residents[part.key] = _Resident(part)
        for part in parts:
            self.pin(part.key)
        self.work_bytes += work_bytes
        return leaving, absent

    def release(self, parts: Sequence[Weights], work_bytes: int) -> None:
        """Undo a `reserve`, except that the weights stay, as the most recently used.

        Raises:
            InternalError: More is released than was reserved.
        """
        if work_bytes > self.work_bytes:
            raise InternalError(f"{work_bytes} bytes were released, {self.work_bytes} are reserved.")
        for part in reversed(parts):  # the base last, so that adapters leave before it
            self.unpin(part.key)
            self._residents[part.key] = self._residents.pop(part.key)
        self.work_bytes -= work_bytes

    def pin(self, key: str) -> None:
        """Keep resident weights where they are."""
        self._residents[key].pins += 1

    def unpin(self, key: str) -> None:
        """Undo one `pin`.

        Raises:
            InternalError: They are not pinned.
        """
        if not self.is_pinned(key):
            raise InternalError(f"{key} was unpinned more often than pinned.")
        self._residents[key].pins -= 1

    def drop(self, key: str) -> Weights:
        """Forget weights that have left.

        Raises:
            InternalError: Somebody pins them.
        """
        if self.is_pinned(key):
            raise InternalError(f"{key} left while it was in use.")
        return self._residents.pop(key).weights

    def _adapters_on(self, key: str, leaving: list[Weights]) -> list[Weights]:
        # Whoever pins an adapter pins what it is on, so these are never pinned.
        return [one.weights for one in self._residents.values() if one.weights.on == key and one.weights not in leaving]
