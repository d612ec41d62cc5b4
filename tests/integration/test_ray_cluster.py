"""A real Ray cluster of one machine, with a GPU that is only counted: films are made in its actors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import anyio
import psutil
import pytest

from footage.errors import DeviceLostError, DeviceMemoryError, UnavailableError
from gpu.batches import Task
from gpu.device import Device
from gpu.messages import Model, Weights
from gpu.pool import ContextPool
from gpu.ray_cluster import Machine, RayCluster, runtime_env
from tests.device_runtime import ToldRuntime
from tests.servers import ROOT

ray = pytest.importorskip("ray")
pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.timeout(120)]
MODEL = Model(base=Weights(key="wan", vram_bytes=40))
GPU = Device(kind="cuda", name="counted", vram_bytes=10 * 10**9)


def a_machine() -> Machine:
    return (GPU,), 0


@pytest.fixture
async def pool(anyio_backend: str) -> AsyncIterator[ContextPool]:
    ray.init(
        num_cpus=1,
        num_gpus=1,
        include_dashboard=False,
        log_to_driver=False,
        configure_logging=False,
        runtime_env=runtime_env(ROOT),
    )
    try:
        places = RayCluster("auto", look=a_machine, factory=ToldRuntime).places()
        assert [(place.device, place.budget_bytes) for place in places] == [(GPU, 9 * 10**9)]
        pool = ContextPool([replace(place, budget_bytes=100) for place in places])  # what the runtime says it has
        yield pool
        pool.close()
    finally:
        ray.shutdown()


async def made(pool: ContextPool, what: str) -> str:
    film: str = await pool.generate(MODEL, Task(shape="s", vram_bytes=10, payload=what))
    return film


async def test_films_are_made_in_an_actor_that_is_replaced_when_it_dies(pool: ContextPool) -> None:
    process = int((await made(pool, "one")).rpartition(" ")[2])
    with pytest.raises(DeviceMemoryError, match="as told"):
        await made(pool, "out of memory")
    async with anyio.create_task_group() as tasks:
        for what in ("overlapped", "following"):
            tasks.start_soon(made, pool, what)
    with pytest.raises(DeviceLostError, match="its actor ended"):
        await made(pool, "die")
    assert not psutil.pid_exists(process)
    assert int((await made(pool, "two")).rpartition(" ")[2]) != process
    assert (pool.leases, pool.metrics.lost_workers) == (0, 1)


def test_a_cluster_that_is_not_there_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(UnavailableError, match="No Ray cluster answers") as error:
        RayCluster("auto")
    assert "ray start" in error.value.hint
