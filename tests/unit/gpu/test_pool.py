"""The pool on simulated devices, in virtual time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest

from gpu.batches import Task
from gpu.device import Device
from gpu.messages import Model, Weights
from gpu.null import NullDevice, NullSpec, NullWork
from gpu.pool import ContextPool
from gpu.seat import PoolDevice
from tests.virtual_time import run


def a_model(key: str, vram_bytes: int = 40, **spec: Any) -> Model:
    return Model(base=Weights(key=key, vram_bytes=vram_bytes, spec=NullSpec(**{"disk_s": 10.0, "cpu_s": 1.0, **spec})))


def a_task(name: object = "film", vram_bytes: int = 10, **more: Any) -> Task:
    work = NullWork(name=name, vram_bytes=more.pop("takes", vram_bytes), **{"seconds": 20.0, **more.pop("work", {})})
    return Task(shape=more.pop("shape", "small"), vram_bytes=vram_bytes, payload=work, **more)


class Bench:
    """A pool over simulated devices of 100 bytes."""

    def __init__(self, pool: ContextPool, devices: list[NullDevice], tasks: anyio.abc.TaskGroup) -> None:
        self.pool = pool
        self.devices = devices
        self.tasks = tasks
        self.done: list[Any] = []

    async def film(self, model: Model, task: Task, **more: Any) -> None:
        self.done.append(await self.pool.generate(model, task, **more))

    def start(self, model: Model, task: Task, **more: Any) -> None:
        async def one() -> None:
            await self.film(model, task, **more)

        self.tasks.start_soon(one)

    def check_empty(self) -> None:
        assert (self.pool.leases, self.pool.waiting) == (0, 0)
        for seat, device in zip(self.pool.seats, self.devices, strict=True):
            assert (seat.life.book.work_bytes, seat.life.book.pinned_bytes) == (0, 0)
            assert device.overruns == []


@asynccontextmanager
async def bench(count: int = 1, *, host_bytes: int = 0, others_bytes: int = 0, **options: Any) -> AsyncIterator[Bench]:
    async with anyio.create_task_group() as processes:
        devices = [NullDevice(processes, 100, others_bytes) for _ in range(count)]
        places = [
            PoolDevice(
                device=Device(kind="none", name=f"null {index}", vram_bytes=100),
                budget_bytes=100,
                connect=device.connect,
                host_bytes=host_bytes,
            )
            for index, device in enumerate(devices)
        ]
        pool = ContextPool(places, **options)
        async with anyio.create_task_group() as tasks:
            made = Bench(pool, devices, tasks)
            yield made
        made.check_empty()
        pool.close()
        processes.cancel_scope.cancel()


def test_a_model_is_loaded_once_and_shared() -> None:
    async def main() -> None:
        async with bench() as b:
            for name in range(4):
                b.start(a_model("wan"), a_task(name))
        assert sorted(b.done) == [0, 1, 2, 3]
        assert (b.pool.metrics.loads, b.pool.metrics.hits) == (1, 3)
        assert anyio.current_time() == pytest.approx(10 + 4 * 20)

    run(main)
