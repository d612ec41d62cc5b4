"""The middle tier: weights that left the device and wait in main memory."""

from __future__ import annotations

from gpu.device.messages import Weights


class Shelf:
    """Which weights lie in main memory, the least recently used first.

    Args:
        budget_bytes: Main memory that may be used; 0 for none.
    """

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._weights: dict[str, Weights] = {}

    @property
    def used_bytes(self) -> int:
        """Taken by what lies here."""
        return sum(weights.vram_bytes for weights in self._weights.values())

    def put(self, weights: Weights) -> list[str] | None:
        """Find a place for weights.

        Returns:
            Keys of what has to go to make room, or None when these do not belong here: adapters are small and leave
            with what they are on, and some weights are larger than the shelf.
        """
        if weights.on or weights.vram_bytes > self._budget_bytes:
            return None
        gone = []
        while self.used_bytes + weights.vram_bytes > self._budget_bytes:
            gone.append(next(iter(self._weights)))
            del self._weights[gone[-1]]
        self._weights[weights.key] = weights
        return gone

    def take(self, key: str) -> bool:
        """Whether the weights lay here; they do not any more."""
        return self._weights.pop(key, None) is not None
