"""A runtime for a real process without torch; what a payload says is what happens."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from footage.errors import UnavailableError
from gpu.device.messages import Counters, OffDevice, Weights
from gpu.worker.runtime import OutOfMemory


class ScriptedRuntime:
    """`gpu.worker.runtime.Runtime` that does what its payloads say."""

    def __init__(self) -> None:
        self.loaded: set[str] = set()
        self.prepared = threading.Event()
        self.followed = threading.Event()
        self.is_gone = False

    def load(self, weights: Weights) -> None:
        if weights.spec == "broken":
            raise UnavailableError(f"{weights.key} is broken", hint="Pull it again.")
        self.loaded.add(weights.key)

    def move(self, key: str, to: OffDevice) -> None:
        self.loaded.discard(key)

    def run(self, keys: Sequence[str], payloads: Sequence[Any], step: Callable[[float], None]) -> Sequence[Any]:
        assert self.loaded >= set(keys)
        self.is_gone = "lose the device" in payloads
        self.recover()
        return [self._one(payload, step) for payload in payloads]

    def prepare(self, keys: Sequence[str], payloads: Sequence[Any]) -> None:
        self.prepared.set()

    def finish(self, results: Sequence[Any]) -> Sequence[Any]:
        if any(made.startswith("overlapped") for made in results):
            self.followed.wait()
        return [threading.Lock() if made.startswith("unreadable") else made for made in results]  # cannot be pickled

    def counters(self) -> Counters:
        return Counters(total_bytes=100, free_bytes=100, reserved_bytes=0)

    def start_measuring(self) -> None:
        """Nothing is measured."""

    def peak_bytes(self) -> int | None:
        return 7

    def recover(self) -> None:
        if self.is_gone:
            raise RuntimeError("CUDA error: unspecified launch failure")

    def _one(self, what: str, step: Callable[[float], None]) -> str:
        if what == "print":
            sys.stdout.write("this must not reach the client of the parent\n")
            sys.stdout.flush()
        if what == "out of memory":
            raise OutOfMemory("as told")
        if what == "fail":
            raise ValueError("as told")
        if what == "overlapped":
            self.prepared.wait()
        if what == "following":
            self.followed.set()
        if what == "hang":
            threading.Event().wait()
        while what == "until cancelled":
            step(0.5)
        if what == "die":
            step(0.5)
            os.kill(os.getpid(), signal.SIGKILL)
        return f"{what} in {os.getpid()}"
