"""The context pool: many requests, few devices, no byte promised twice.

How it is used:

    pool = ContextPool([DeviceConfig(device=..., budget_bytes=..., connect=ChildProcess(factory).connect)])
    model = ModelWeights(base=Weights(key="wan-1.3b", vram_bytes=6 * 10**9, spec={"path": "/models/wan"}))

    # The usual way: batched with equals, memory learnt, one more try alone after an out-of-memory.
    task = Task(shape="480x832x81/50", vram_bytes=4 * 10**9, payload={"prompt": "a fox", "seed": 1}, max_batch=2)
    result = await pool.generate(model, task, priority=0, progress=print)

    # Several runs with the weights kept where they are:
    async with pool.lease(model, vram_bytes=4 * 10**9, priority=0) as lease:
        [first], [second] = await lease.run([payload]), await lease.run([other])

The `factory` is a top-level function that makes a `gpu.worker.runtime.Runtime`. It is called in the device's own
process, the only place where torch is imported. Smaller priorities come sooner. Cancelling a task that waits, loads or
runs gives everything back before the cancellation goes on. The pool belongs to one event loop and has no tasks of its
own; `close` ends its processes.

The algorithm is described in docs/concepts/gpu-pool.md.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio

from footage.errors import DeviceMemoryError
from gpu.device.estimates import TimeEstimates
from gpu.device.failures import raise_failure
from gpu.device.messages import ModelWeights
from gpu.device.metrics import Metrics
from gpu.device.process import Timeouts
from gpu.pool.batch_runner import BatchRunner, OutOfMemoryInRunError
from gpu.pool.batches import Task
from gpu.pool.grants import DeviceConfig, Grant, LeaseRequest, PooledDevice
from gpu.pool.scheduler import Scheduler

USUAL_RUN_S = 30.0


class Lease:
    """Weights on a device and working memory beside them, for as long as the `async with` lasts."""

    def __init__(self, grant: Grant, metrics: Metrics) -> None:
        self._grant = grant
        self._metrics = metrics

    async def run(self, payloads: Sequence[Any], progress: Callable[[float], None] | None = None) -> Sequence[Any]:
        """Generate, one batch at a time on a device, the most urgent lease first.

        Args:
            payloads: For `Runtime.run`, equal in shape.
            progress: Called with the share done, 0 to 1, after each step; must not raise.

        Returns:
            A result for each payload.

        Raises:
            DeviceMemoryError: It took more memory than there was; the lease can still be used.
            DeviceLostError: The process is gone, or this lease was held too long; take a new one.
            FootageError: What the runtime raised.
        """
        process = self._grant.session.process
        pending = self._grant.run(payloads, progress, self._metrics.count_run)
        try:
            outcome = await process.wait_for(pending)
        finally:
            await process.stop(pending)
        if outcome.failure:
            raise_failure(outcome.failure)
        return outcome.results


class ContextPool:
    """Leases of devices' memory; see the module.

    Args:
        configs: The devices that may be used.
        slots: Leases on a device at a time: one that computes, and those that load or finish meanwhile.
        max_waiting: How many may wait; more are refused.
        age_s: Waiting this long counts as much as one class of priority.
        overtakes: How often a request that does not fit yet may be passed by others whose weights are there.
        lease_s: How long a lease may be held; one that is older is revoked as soon as somebody waits.
        timeouts: When a silent process counts as hung.
        clock: Seconds, only ever forward; the event loop's, unless a test says otherwise.
    """

    def __init__(
        self,
        configs: Sequence[DeviceConfig],
        *,
        slots: int = 2,
        max_waiting: int = 1000,
        age_s: float = 30.0,
        overtakes: int = 8,
        lease_s: float = 3600.0,
        timeouts: Timeouts | None = None,
        clock: Callable[[], float] = anyio.current_time,
    ) -> None:
        self.metrics = Metrics()
        self._run_times = TimeEstimates(USUAL_RUN_S)
        self._scheduler = Scheduler(
            configs,
            slots=slots,
            max_waiting=max_waiting,
            age_s=age_s,
            overtakes=overtakes,
            lease_s=lease_s,
            timeouts=timeouts or Timeouts(),
            clock=clock,
            about_to_grant=self._about_to_grant,
            metrics=self.metrics,
        )
        self._batches = BatchRunner(self._scheduler, self._run_times, clock, self.metrics)

    def _about_to_grant(self, request: LeaseRequest, device: PooledDevice) -> None:
        self._batches.about_to_grant(request, device)

    @asynccontextmanager
    async def lease(self, model: ModelWeights, vram_bytes: int, priority: int = 0) -> AsyncIterator[Lease]:
        """Wait for a device with room, load what is missing, and hold it.

        Args:
            model: What is needed on the device; its weights are shared with all other leases of it.
            vram_bytes: Working memory beyond the weights, 0 or more.
            priority: The smaller the sooner; waiting makes up for it.

        Raises:
            InvalidInputError: `vram_bytes` is negative.
            DeviceMemoryError: It can never fit; the error says how much would.
            DeviceBusyError: Too many wait.
            DeviceLostError: The device's process ended while the weights were loaded.
            FootageError: The weights cannot be loaded, as the runtime said.
        """
        await self._scheduler.read_shrunk_devices()
        rank, expected_s = self._scheduler.rank(priority), self._run_times.expected_s(None)
        request = self._scheduler.request(model, vram_bytes, rank, expected_s)
        self._scheduler.join(request)
        try:
            grant = await self._scheduler.granted(request)
            await grant.wait_until_ready()
            yield Lease(grant, self.metrics)
        finally:
            self._scheduler.leave(request)

    async def generate(
        self, model: ModelWeights, task: Task, *, priority: int = 0, progress: Callable[[float], None] | None = None
    ) -> Any:
        """One result, in a batch with others of the same kind where there are any.

        A run that takes more memory than was reserved is tried once more, alone on a device and before everybody else,
        and the next runs of its kind reserve more.

        Args:
            model: What is needed on the device.
            task: What to make.
            priority: The smaller the sooner.
            progress: Called with the share done, 0 to 1, after each step. It may raise to stop this request.

        Raises:
            FootageError: As for `lease` and `Lease.run`.
        """
        await self._scheduler.read_shrunk_devices()
        try:
            return await self._batches.generate(model, task, self._scheduler.rank(priority), progress)
        except OutOfMemoryInRunError:
            try:
                return await self._batches.generate(model, task, self._scheduler.first_rank(), progress, alone=True)
            except OutOfMemoryInRunError as exc:
                raise DeviceMemoryError(
                    f"The device ran out of memory: {exc.message}.", fits_bytes=self._scheduler.most_work_bytes(model)
                ) from None

    @property
    def devices(self) -> Sequence[PooledDevice]:
        """The devices, in the order in which they were given."""
        return self._scheduler.devices

    @property
    def waiting(self) -> int:
        """How many wait for a lease; those who share a batch count once."""
        return self._scheduler.waiting

    @property
    def leases(self) -> int:
        """Leases on all devices."""
        return sum(len(device.grants) for device in self.devices)

    async def most_bytes(self) -> int:
        """The most that any device gives, as far as is known: less than its own while others use memory of it."""
        await self._scheduler.read_shrunk_devices()
        return max(device.session.memory.budget_bytes for device in self.devices)

    async def has_spare(self, model: ModelWeights, vram_bytes: int) -> bool:
        """Whether a device is idle and has room for such a lease as it is, with nothing that would have to leave."""
        await self._scheduler.read_shrunk_devices()
        idle = [device for device in self.devices if device.is_open and not device.grants]
        return not self.waiting and any(device.session.evictions(model.parts, vram_bytes) == [] for device in idle)

    def close(self) -> None:
        """End all processes; whoever has or wants a lease fails with `DeviceLostError`.

        To be called on the event loop, or when that has ended.
        """
        self._scheduler.close()
