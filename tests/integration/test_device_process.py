"""The pool over real processes: they crash, hang and are killed, and the pool stays usable."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import psutil
import pytest

from footage.errors import DeviceLostError, DeviceMemoryError, InternalError, UnavailableError
from gpu.device.messages import ModelWeights, Weights
from gpu.device.process import Timeouts
from gpu.devices import Device
from gpu.pool.batches import Task
from gpu.pool.grants import DeviceConfig
from gpu.pool.pool import ContextPool
from gpu.worker.child import ChildProcess
from gpu.worker.worker import EXIT_BROKEN
from tests.device_runtime import ScriptedRuntime

pytestmark = [pytest.mark.anyio, pytest.mark.system]
MODEL = ModelWeights(base=Weights(key="wan", vram_bytes=40))


@asynccontextmanager
async def a_pool(**timeouts: float) -> AsyncIterator[ContextPool]:
    config = DeviceConfig(
        device=Device(kind="none", name="scripted", vram_bytes=100),
        budget_bytes=100,
        connect=ChildProcess(ScriptedRuntime).connect,
    )
    pool = ContextPool([config], timeouts=Timeouts(**timeouts))
    try:
        yield pool
        assert (pool.leases, pool.devices[0].session.memory.pinned_bytes) == (0, 0)
    finally:
        pool.close()


async def make(pool: ContextPool, what: str) -> str:
    made: str = await pool.generate(MODEL, Task(shape="s", vram_bytes=10, payload=what))
    return made


def process_of(made: str) -> int:
    return int(made.rpartition(" ")[2])


async def test_work_is_done_elsewhere_and_failures_come_back_as_they_were(capfd: pytest.CaptureFixture[str]) -> None:
    async with a_pool() as pool:
        pid = process_of(await make(pool, "print"))
        assert pid != os.getpid()
        with pytest.raises(InternalError, match="ValueError: as told"):
            await make(pool, "fail")
        with pytest.raises(DeviceMemoryError, match="as told") as caught:
            await make(pool, "out of memory")
        assert (caught.value.fits_bytes, pool.metrics.out_of_memory) == (60, 2)
        with pytest.raises(UnavailableError) as broken:
            async with pool.lease(ModelWeights(base=Weights(key="bad", vram_bytes=1, spec="broken")), 1):
                pass
        assert broken.value.hint == "Pull it again."
        assert process_of(await make(pool, "again")) == pid
    assert "must not reach" not in capfd.readouterr().out


async def test_a_cancelled_run_stops_at_its_next_step() -> None:
    async with a_pool() as pool:
        progressed = anyio.Event()
        async with anyio.create_task_group() as tasks:
            task = Task(shape="s", vram_bytes=10, payload="until cancelled")
            tasks.start_soon(lambda: pool.generate(MODEL, task, progress=lambda fraction: progressed.set()))
            await progressed.wait()
            tasks.cancel_scope.cancel()
        assert pool.leases == 0
        await make(pool, "more")
        assert pool.metrics.lost_workers == 0


@pytest.mark.parametrize("what", ["die", "hang"])
async def test_a_process_that_dies_or_hangs_is_replaced(what: str) -> None:
    async with a_pool(step_s=3) as pool:
        first = process_of(await make(pool, "one"))
        with pytest.raises(DeviceLostError):
            await make(pool, what)
        second = process_of(await make(pool, "two"))
        assert first != second
        assert not psutil.pid_exists(first)
        assert pool.metrics.lost_workers == 1


async def test_a_device_that_is_lost_fails_one_run_and_gets_another_process() -> None:
    async with a_pool() as pool:
        pid = process_of(await make(pool, "one"))
        with pytest.raises(DeviceLostError, match="CUDA error: unspecified launch failure"):
            await make(pool, "lose the device")
        assert process_of(await make(pool, "two")) != pid
        with pytest.raises(DeviceLostError, match=f"exit status {EXIT_BROKEN}"):
            await make(pool, "unreadable")
        assert pool.metrics.lost_workers == 2


async def test_a_process_that_cannot_be_started_is_told_at_once() -> None:
    def unknown_elsewhere() -> ScriptedRuntime:
        raise AssertionError

    config = DeviceConfig(
        device=Device(kind="none", name="scripted", vram_bytes=100),
        budget_bytes=100,
        connect=ChildProcess(unknown_elsewhere).connect,
    )
    pool = ContextPool([config])
    with pytest.raises(DeviceLostError, match="could not be started"):
        await make(pool, "one")
    assert (pool.leases, pool.metrics.lost_workers) == (0, 1)
    pool.close()


async def test_a_process_killed_by_somebody_fails_its_work_and_nothing_else() -> None:
    async with a_pool() as pool:
        pid = process_of(await make(pool, "one"))
        running = anyio.Event()

        async def killed() -> None:
            task = Task(shape="s", vram_bytes=10, payload="until cancelled")
            with pytest.raises(DeviceLostError, match="exit status -9"):
                await pool.generate(MODEL, task, progress=lambda fraction: running.set())

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(killed)
            await running.wait()
            psutil.Process(pid).kill()
        assert process_of(await make(pool, "two")) != pid


async def test_a_run_overlaps_with_the_next_ones_preparation_and_run() -> None:
    """Each of the two waits for something that only the other one's part at the same time brings about."""
    async with a_pool() as pool, anyio.create_task_group() as tasks:
        for what in ("overlapped", "following"):
            tasks.start_soon(make, pool, what)
    assert (pool.metrics.results, pool.metrics.lost_workers) == (2, 0)


async def test_a_pool_that_is_closed_leaves_no_process() -> None:
    async with a_pool() as pool:
        child = psutil.Process(process_of(await make(pool, "one")))
    assert await anyio.to_thread.run_sync(lambda: psutil.wait_procs([child], timeout=30)[1]) == []
