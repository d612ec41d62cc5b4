"""A simulated device: it takes time on the event loop's clock, counts its own memory and fails when it is told to.

The pool cannot tell it from a process, so schedules can be tried, and measured, on any machine and in virtual time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import anyio
from anyio.abc import TaskGroup

from gpu.device.link import Link
from gpu.device.messages import (
    Cancel,
    Command,
    Counters,
    Ended,
    Event,
    Failure,
    Freed,
    Load,
    Message,
    Move,
    Prepare,
    Progress,
    Run,
    Sent,
    Weights,
)

Fault = Literal["out_of_memory", "error", "crash", "hang", "deaf", "leak"]
"""`deaf` goes on when it is cancelled; `leak` keeps its memory for good."""


@dataclass(eq=False)
class NullSpec:
    """The `spec` of weights: seconds to load them from disk or main memory and to leave, and the next loads' faults."""

    disk_s: float = 0.0
    cpu_s: float = 0.0
    leave_s: float = 0.0
    faults: list[Fault | None] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, eq=False)
class NullWork:
    """The payload of a task: how long it computes, in how many steps, and what it takes beyond the weights.

    A batch takes as long as its first member plus `more_s` for each further one. `prepare_s` before it begins may pass
    while another run computes, as may the `finish_s` after it. `faults` are used up run by run.
    """

    name: object
    seconds: float
    vram_bytes: int
    more_s: float = 0.0
    prepare_s: float = 0.0
    finish_s: float = 0.0
    steps: int = 4
    faults: list[Fault | None] = field(default_factory=list)


class NullDevice:
    """One simulated device.

    Args:
        tasks: Where its work runs.
        vram_bytes: Its memory.
        others_bytes: What other programs use of it; may change.
    """

    def __init__(self, tasks: TaskGroup, vram_bytes: int, others_bytes: int = 0) -> None:
        self.vram_bytes = vram_bytes
        self.others_bytes = others_bytes
        self.peak_bytes = 0
        self.overruns: list[str] = []
        self.starts = 0
        self._tasks = tasks
        self.process: _NullProcess | None = None

    def connect(self, deliver: Callable[[Event], None], lost: Callable[[str], None]) -> Link:
        """See `gpu.device.link.Connect`."""
        self.starts += 1
        self.process = _NullProcess(self, self._tasks, deliver, lost)
        return self.process


class _NullProcess:
    def __init__(
        self, device: NullDevice, tasks: TaskGroup, deliver: Callable[[Event], None], lost: Callable[[str], None]
    ) -> None:
        self._device = device
        self._tasks = tasks
        self._deliver = deliver
        self._lost = lost
        self._scopes: set[anyio.CancelScope] = set()
        self._dead = False
        self._on_device: dict[str, Weights] = {}
        self._in_memory: set[str] = set()
        self._work: dict[int, int] = {}
        self.leaked_bytes = 0
        self._cancelled: set[int] = set()
        self._prepared: dict[NullWork, anyio.Event] = {}  # by a batch's first member

    @property
    def used_bytes(self) -> int:
        """What it really holds on the device."""
        weights_bytes = sum(weights.vram_bytes for weights in self._on_device.values())
        return weights_bytes + sum(self._work.values()) + self.leaked_bytes

    def send(self, message: Message) -> None:
        if isinstance(message, Cancel):
            self._cancelled.add(message.number)
        else:
            self._tasks.start_soon(self._serve, message)

    def kill(self) -> None:
        self._dead = True
        for scope in self._scopes:
            scope.cancel()
        self._on_device.clear()
        self._work.clear()
        self.leaked_bytes = 0

    def crash(self, reason: str) -> None:
        """Die without having been asked to."""
        self.kill()
        self._lost(reason)

    async def _serve(self, message: Sent | Prepare) -> None:
        if self._dead:  # it died before it read this
            return
        with anyio.CancelScope() as scope:
            self._scopes.add(scope)
            if isinstance(message, Prepare):
                await self._prepare(message.run.payloads[0])
            else:
                ended = await self._answer(message.number, message.command)
                if not self._dead:
                    self._deliver(ended)
        self._scopes.discard(scope)

    async def _prepare(self, work: NullWork) -> None:
        """Once, whether it was announced or not; whoever needs it meanwhile waits for it."""
        if done := self._prepared.get(work):
            await done.wait()
            return
        done = self._prepared[work] = anyio.Event()
        await anyio.sleep(work.prepare_s)
        done.set()

    async def _answer(self, number: int, command: Command) -> Ended:
        failure: Failure | None = None
        results: tuple[object, ...] = ()
        peak_bytes: int | None = None
        if isinstance(command, Run):
            failure = await self._run(number, command)
            self._prepared.pop(command.payloads[0], None)
            if failure is None:
                self._deliver(Freed(number))
                await anyio.sleep(max(work.finish_s for work in command.payloads))
                results = tuple(work.name for work in command.payloads)
                peak_bytes = sum(work.vram_bytes for work in command.payloads)
        elif isinstance(command, Load):
            failure = await self._load(command.weights)
        elif isinstance(command, Move):
            weights = self._on_device.get(command.key)
            await anyio.sleep(weights.spec.leave_s if weights and isinstance(weights.spec, NullSpec) else 0.0)
            self._on_device.pop(command.key, None)
            self._in_memory.discard(command.key)
            if command.to == "cpu":
                self._in_memory.add(command.key)
        return Ended(number=number, results=results, failure=failure, peak_bytes=peak_bytes, counters=self._counters())

    def _counters(self) -> Counters:
        device = self._device
        free_bytes = max(0, device.vram_bytes - device.others_bytes - self.used_bytes)
        return Counters(total_bytes=device.vram_bytes, free_bytes=free_bytes, reserved_bytes=self.used_bytes)

    def _allocated(self, what: str) -> Failure | None:
        """Note what is in use after an allocation; leaks are not the pool's promises, but take room all the same."""
        promised_bytes = self.used_bytes - self.leaked_bytes
        self._device.peak_bytes = max(self._device.peak_bytes, promised_bytes)
        if promised_bytes > self._device.vram_bytes:
            self._device.overruns.append(f"{promised_bytes} bytes with {what}")
        if self.used_bytes > self._device.vram_bytes:
            return Failure(kind="out_of_memory", message=f"{self.used_bytes} bytes with {what}")
        return None

    async def _load(self, weights: Weights) -> Failure | None:
        spec = weights.spec if isinstance(weights.spec, NullSpec) else NullSpec()
        fault = spec.faults.pop(0) if spec.faults else None
        if weights.key in self._on_device or (weights.on and weights.on not in self._on_device):
            self._device.overruns.append(f"{weights.key} was loaded twice, or without what it is on")
        self._on_device[weights.key] = weights
        failure = self._allocated(weights.key)
        await anyio.sleep(spec.cpu_s if weights.key in self._in_memory else spec.disk_s)
        self._in_memory.discard(weights.key)
        failure = failure or await self._suffer(fault)
        if failure:
            del self._on_device[weights.key]
        return failure

    async def _run(self, number: int, command: Run) -> Failure | None:
        if not set(command.keys) <= set(self._on_device):
            self._device.overruns.append(f"{command.keys} ran without its weights")
        first: NullWork = command.payloads[0]
        fault = first.faults.pop(0) if first.faults else None
        more_s = sum(work.more_s for work in command.payloads[1:])
        self._work[number] = sum(work.vram_bytes for work in command.payloads)
        failure = self._allocated(f"run {number}")
        try:
            if failure:
                return failure
            await self._prepare(first)
            for step in range(first.steps):
                if number in self._cancelled and fault != "deaf":
                    return Failure(kind="stopped", message="cancelled")
                self._deliver(Progress(number, step / first.steps))
                await anyio.sleep((first.seconds + more_s) / first.steps)
            return await self._suffer(fault)
        finally:
            taken = self._work.pop(number, 0)
            if fault == "leak":
                self.leaked_bytes += taken

    async def _suffer(self, fault: Fault | None) -> Failure | None:
        if fault == "out_of_memory":
            return Failure(kind="out_of_memory", message="as told")
        if fault == "error":
            return Failure(kind="failed", message="as told", code="unavailable")
        if fault == "crash":
            self.crash("it crashed, as told")
        if fault in ("hang", "crash"):
            await anyio.sleep_forever()
        return None
