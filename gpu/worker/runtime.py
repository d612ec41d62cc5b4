"""What runs inside a device's process: the part that knows torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from gpu.device.messages import Counters, OffDevice, Weights


class OutOfMemory(Exception):  # noqa: N818 (a signal between runtime and worker, never shown)
    """The device has no room; raise it from `load` and `run` where torch raises its own."""


class Stopped(Exception):  # noqa: N818 (likewise)
    """The run was cancelled: raised by `step`, let through by `run`."""


class Runtime(Protocol):
    """Loads and runs models on one device.

    `run` is called on one thread, `load` and `move` on another, `prepare` and `finish` each on one more, so that the
    device need not wait for them; each of them in turn.

    A `FootageError` keeps its code, message and hint on the way to the caller; any other exception is an
    `InternalError` there, and its traceback goes to the log.
    """

    def load(self, weights: Weights) -> None:
        """Bring weights onto the device, from main memory if `move` left them there."""

    def move(self, key: str, to: OffDevice) -> None:
        """Take weights off the device, or out of main memory; unknown keys are fine. Empties torch's cache."""

    def run(self, keys: Sequence[str], payloads: Sequence[Any], step: Callable[[float], None]) -> Sequence[Any]:
        """One result for each payload, in order, for `finish`; it needs nothing of the device any more.

        Args:
            keys: Loaded weights, base first. They may be in use by nobody else meanwhile.
            payloads: Equal in shape; more than one are one batch. Each brings its own seed.
            step: To be called with the share done, 0 to 1, after every step; raises `Stopped`.
        """

    def prepare(self, keys: Sequence[str], payloads: Sequence[Any]) -> None:
        """Do what can be done before a run begins, while another one computes; the weights are loaded."""

    def finish(self, results: Sequence[Any]) -> Sequence[Any]:
        """Turn a run's results into ones that can be pickled, without the device, while the next run computes."""

    def counters(self) -> Counters:
        """The device's memory now."""

    def start_measuring(self) -> None:
        """Start to measure the peak anew."""

    def peak_bytes(self) -> int | None:
        """The most allocated since `start_measuring`, beyond what was allocated then; None where it is unknown."""

    def recover(self) -> None:
        """After a failure: drop what is left of it, collect garbage, empty the cache."""
