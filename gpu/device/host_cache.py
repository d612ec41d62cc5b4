"""Weights that left the device and wait in main memory, from where they load faster than from disk."""

from __future__ import annotations

from gpu.device.messages import Weights


class HostCache:
    """Which weights lie in main memory, the least recently used first.

    Args:
        budget_bytes: Main memory that may be used; 0 for none.
    """

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._weights: dict[str, Weights] = {}

    @property
    def used_bytes(self) -> int:
        """What the weights here take."""
        return sum(weights.vram_bytes for weights in self._weights.values())

    def put(self, weights: Weights) -> list[str] | None:
        """Keep weights here, if they belong here.

        Returns:
            Keys of the weights that have to go for them, or None when these are not kept: adapters, which are small and
            leave with what they are on, and weights that are larger than the whole cache.
        """
        if weights.on or weights.vram_bytes > self._budget_bytes:
            return None
        gone = []
        while self.used_bytes + weights.vram_bytes > self._budget_bytes:
            gone.append(next(iter(self._weights)))
            del self._weights[gone[-1]]
        self._weights[weights.key] = weights
        return gone

    def remove(self, key: str) -> bool:
        """Take weights out; False if they were not here."""
        return self._weights.pop(key, None) is not None
