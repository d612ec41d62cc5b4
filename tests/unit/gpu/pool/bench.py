"""A pool over simulated devices of 100 bytes, for tests in virtual time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from anyio.abc import TaskGroup

from footage.errors import FootageError
from gpu.device.messages import ModelWeights, Weights
from gpu.devices import Device
from gpu.pool.batches import Task
from gpu.pool.grants import DeviceConfig
from gpu.pool.pool import ContextPool, Lease
from gpu.worker.null import NullDevice, NullSpec, NullWork

VRAM_BYTES = 100


def a_model(key: str, vram_bytes: int = 40, **spec: Any) -> ModelWeights:
    """Loaded in 10 s from disk, in 1 s from memory."""
    return ModelWeights(
        base=Weights(key=key, vram_bytes=vram_bytes, spec=NullSpec(**{"disk_s": 10.0, "cpu_s": 1.0, **spec}))
    )


def a_task(name: object = "film", vram_bytes: int = 10, *, takes: int | None = None, **more: Any) -> Task:
    """Computed in 20 s; `takes` is what it really needs, and the rest is the task's or the work's."""
    own = {key: more.pop(key) for key in ("shape", "max_batch") if key in more}
    really = vram_bytes if takes is None else takes
    work = NullWork(name=name, vram_bytes=really, **{"seconds": 20.0, **more})
    own.setdefault("shape", "small")
    return Task(vram_bytes=vram_bytes, payload=work, **own)


class Bench:
    """The pool, its devices, and what came out in order."""

    def __init__(self, pool: ContextPool, devices: list[NullDevice], tasks: TaskGroup) -> None:
        self.pool = pool
        self.devices = devices
        self.tasks = tasks
        self.log: list[Any] = []

    def film(self, model: ModelWeights, task: Task, **more: Any) -> anyio.CancelScope:
        """Ask for a film; its name, or the error it ends with, is logged."""
        scope = anyio.CancelScope()

        async def ask() -> None:
            with scope:
                try:
                    self.log.append(await self.pool.generate(model, task, **more))
                except FootageError as exc:
                    self.log.append(exc)

        self.tasks.start_soon(ask)
        return scope

    def hold(self, name: str, model: ModelWeights, vram_bytes: int, seconds: float, **more: Any) -> anyio.CancelScope:
        """Hold a lease; its name is logged when it is granted and its weights are there."""
        scope = anyio.CancelScope()

        async def work() -> None:
            with scope:
                try:
                    async with self.pool.lease(model, vram_bytes, **more) as lease:
                        self.log.append(name)
                        await self.busy(lease, seconds)
                except FootageError as exc:
                    self.log.append(exc)

        self.tasks.start_soon(work)
        return scope

    async def busy(self, lease: Lease, seconds: float) -> None:
        """Hold it without computing."""
        await anyio.sleep(seconds)

    def kinds(self) -> list[str]:
        """The log, errors as the names of their classes."""
        return [type(entry).__name__ if isinstance(entry, Exception) else str(entry) for entry in self.log]

    def check(self) -> None:
        """What holds at any time: no device was ever asked for more than it has, and the pool's account of it is right.

        The simulated device's own count is the judge; the account may only be ahead of it.
        """
        for device, simulated in zip(self.pool.devices, self.devices, strict=True):
            assert simulated.overruns == [], simulated.overruns
            assert simulated.peak_bytes <= VRAM_BYTES
            assert 0 <= device.session.memory.used_bytes <= VRAM_BYTES

    def check_empty(self) -> None:
        """What holds when nobody is there."""
        self.check()
        assert (self.pool.leases, self.pool.waiting) == (0, 0)
        for device, simulated in zip(self.pool.devices, self.devices, strict=True):
            session, memory = device.session, device.session.memory
            assert (session.leases, memory.work_bytes, memory.pinned_bytes) == (0, 0, 0)
            if simulated.process and not session.process.ended:
                leaked_bytes = simulated.process.leaked_bytes
                assert leaked_bytes <= VRAM_BYTES / 10  # more would have cost the process
                assert simulated.process.used_bytes == memory.used_bytes + leaked_bytes


@asynccontextmanager
async def bench(count: int = 1, *, host_bytes: int = 0, others_bytes: int = 0, **options: Any) -> AsyncIterator[Bench]:
    """Devices and a pool; at the end everybody is waited for and nothing may be left."""
    async with anyio.create_task_group() as processes:
        devices = [NullDevice(processes, VRAM_BYTES, others_bytes) for _ in range(count)]
        pool = ContextPool([_config(index, device, host_bytes) for index, device in enumerate(devices)], **options)
        async with anyio.create_task_group() as tasks:
            made = Bench(pool, devices, tasks)
            yield made
        made.check_empty()
        pool.close()
        processes.cancel_scope.cancel()


def _config(index: int, simulated: NullDevice, host_bytes: int) -> DeviceConfig:
    name = Device(kind="none", name=f"null {index}", vram_bytes=VRAM_BYTES)
    return DeviceConfig(device=name, budget_bytes=VRAM_BYTES, connect=simulated.connect, host_bytes=host_bytes)
