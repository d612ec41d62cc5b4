"""All that a device's process runs: pipelines, and guests beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from footage.errors import UnavailableError
from footage.ports.devices import Guest
from gpu.device.messages import OffDevice, Weights
from gpu.models.diffusers_runtime import DiffusersRuntime
from gpu.models.films import ComputedFilm


class DeviceRuntime(DiffusersRuntime):
    """`DiffusersRuntime` that also takes in guests: weights whose `spec` is a `footage.ports.devices.Guest`.

    One that leaves the device is forgotten; its files are small and stay in the system's cache.

    Args:
        device: As torch calls it.

    Raises:
        UnavailableError: This build of torch cannot use it. Its process ends by that, and nobody waits for a load.
    """

    def __init__(self, device: str) -> None:
        super().__init__(device)
        if device != "cpu":
            import torch

            if not torch.cuda.is_available():
                raise UnavailableError(f"torch {torch.__version__} cannot use {device}.")
        self._guests: dict[str, Callable[[Any], Any]] = {}

    def load(self, weights: Weights) -> None:
        """See `gpu.worker.runtime.Runtime.load`."""
        if isinstance(weights.spec, Guest):
            self._guests[weights.key] = self._guarded(weights.spec.make, self._device)
        else:
            super().load(weights)

    def move(self, key: str, to: OffDevice) -> None:
        """See `gpu.worker.runtime.Runtime.move`."""
        self._guests.pop(key, None)
        super().move(key, to)

    def run(self, keys: Sequence[str], payloads: Sequence[Any], step: Callable[[float], None]) -> Sequence[Any]:
        """See `gpu.worker.runtime.Runtime.run`."""
        if answer := self._guests.get(keys[0]):
            return [self._guarded(answer, asked) for asked in payloads]
        return super().run(keys, payloads, step)

    def finish(self, results: Sequence[Any]) -> Sequence[Any]:
        """See `gpu.worker.runtime.Runtime.finish`; guests' answers are finished."""
        return super().finish(results) if isinstance(results[0], ComputedFilm) else results
