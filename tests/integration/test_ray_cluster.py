"""A real Ray cluster of one machine, with a GPU that is only counted: films are made in its actors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import anyio
import psutil
import pytest

from footage.errors import DeviceLostError, DeviceMemoryError, UnavailableError
from gpu.device.messages import ModelWeights, Weights
from gpu.devices import Device
from gpu.pool.batches import Task
from gpu.pool.pool import ContextPool
from gpu.ray_cluster import Machine, RayCluster, runtime_env
from tests.device_runtime import ScriptedRuntime
from tests.local_models import SMALL, made, serving
from tests.servers import ROOT, start
from tests.tiny_models import tiny_model

pytestmark = [
    pytest.mark.needs("ray"),
    pytest.mark.anyio,
    pytest.mark.system,
    pytest.mark.timeout(120),
]
MODEL = ModelWeights(base=Weights(key="wan", vram_bytes=40))
GPU = Device(kind="cuda", name="counted", vram_bytes=10 * 10**9)


def a_machine() -> Machine:
    return (GPU,), 0


def scripted(device: Device) -> ScriptedRuntime:
    assert device == GPU
    return ScriptedRuntime()


def test_a_cluster_that_is_not_there_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(UnavailableError, match="No Ray cluster answers") as error:
        RayCluster("auto")
    assert "ray start" in error.value.hint


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the cluster answers; this process belongs to it."""
    import ray

    ray.init(
        num_cpus=1,
        num_gpus=1,
        object_store_memory=100 * 2**20,
        include_dashboard=False,
        log_to_driver=False,
        configure_logging=False,
        runtime_env=runtime_env(ROOT),
    )
    yield str(ray.get_runtime_context().gcs_address)
    ray.shutdown()


@pytest.fixture
async def pool(address: str) -> AsyncIterator[ContextPool]:
    configs = RayCluster(address, look=a_machine, runtime=scripted).devices()
    assert [(config.device, config.budget_bytes) for config in configs] == [(GPU, 9 * 10**9)]
    pool = ContextPool([replace(config, budget_bytes=100) for config in configs])  # what the runtime says it has
    yield pool
    pool.close()


async def done(pool: ContextPool, what: str) -> str:
    film: str = await pool.generate(MODEL, Task(shape="s", vram_bytes=10, payload=what))
    return film


async def test_films_are_made_in_an_actor_that_is_replaced_when_it_dies(pool: ContextPool) -> None:
    process = psutil.Process(int((await done(pool, "one")).rpartition(" ")[2]))
    with pytest.raises(DeviceMemoryError, match="as told"):
        await done(pool, "out of memory")
    async with anyio.create_task_group() as tasks:
        for what in ("overlapped", "following"):
            tasks.start_soon(done, pool, what)
    with pytest.raises(DeviceLostError, match="its actor ended"):
        await done(pool, "die")
    assert psutil.wait_procs([process], timeout=30)[1] == []
    assert int((await done(pool, "two")).rpartition(" ")[2]) != process.pid
    assert (pool.leases, pool.metrics.lost_workers) == (0, 1)


def test_a_cluster_without_a_gpu_is_named(address: str) -> None:
    with pytest.raises(UnavailableError, match=f"The Ray cluster at {address} has no GPU"):
        RayCluster(address).devices()


@pytest.mark.needs("diffusers")
async def test_a_worker_takes_a_film_to_the_cluster(
    address: str, tmp_path: Path, tiny_checkpoint: Callable[[str], Path]
) -> None:
    models = {"wan_1_3b": tiny_model("wan", pixels=SMALL)}
    async with serving(tmp_path, tiny_checkpoint, models, local_cpu=False) as client:
        settings = {"FOOTAGE_LOCAL_CPU": "1", "FOOTAGE_MODELS_DIR": str(tmp_path / "models")}
        worker = start(tmp_path / "home", "worker", "--queue", "local-gpu", "--ray", address, **settings)
        try:
            assert worker.stderr
            assert any("taking jobs for wan_1_3b on the processor" in line for line in worker.stderr)
            job = await made(client, backend="wan_1_3b")
            assert (job["status"], job["route"]["backend"]) == ("completed", "wan_1_3b"), job
            actors = [one for one in psutil.Process().children(recursive=True) if one.name().startswith("ray::Device")]
            assert len(actors) == 1
            worker.terminate()
            assert psutil.wait_procs(actors, timeout=30)[1] == []
        finally:
            worker.kill()
            worker.communicate()
