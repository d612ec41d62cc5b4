"""A guest on a device: only where it is idle and nothing has to leave for it, and its bytes are counted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from footage.errors import UnavailableError
from footage.ports.devices import Guest
from gpu import local_models
from gpu.device.messages import Weights
from gpu.devices import Device
from gpu.local_models import LocalModels
from gpu.models.device_runtime import DeviceRuntime
from gpu.pool.grants import DeviceConfig
from gpu.worker.null import NullDevice, NullWork
from gpu.worker.runtime import OutOfMemory
from tests.unit.gpu.pool.bench import a_model, a_task
from tests.virtual_time import run

CARD = Device(kind="cuda", name="null", vram_bytes=100)


def doubling(device: str) -> Callable[[Any], Any]:
    return lambda asked: f"{asked * 2} on {device}"


def greedy(device: str) -> Callable[[Any], Any]:
    import torch

    def answer(asked: Any) -> Any:
        raise torch.OutOfMemoryError("as told")

    return answer


def guest(vram_bytes: int = 30, work_bytes: int = 10) -> Guest:
    return Guest(key="clip", vram_bytes=vram_bytes, work_bytes=work_bytes, make=doubling)


def question(seconds: float = 1.0) -> NullWork:
    return NullWork(name="seen", seconds=seconds, vram_bytes=10)


def test_an_idle_device_answers_and_keeps_the_guest(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with anyio.create_task_group() as tasks:
            config = DeviceConfig(device=CARD, budget_bytes=100, connect=NullDevice(tasks, 100).connect)
            here = LocalModels(devices=[config])
            assert [await here.host(guest(), question()) for _ in range(2)] == ["seen", "seen"]
            [pool] = here.pools
            memory = pool.devices[0].session.memory
            assert (pool.metrics.loads, pool.leases, memory.used_bytes, memory.pinned_bytes) == (1, 0, 30, 0)
            with caplog.at_level(logging.INFO, "footage.gpu"):
                here.close()

    run(main)
    assert "closed: runs 2, results 2, hits 1, loads 1, busy_s 2" in caplog.text


def test_a_guest_neither_waits_for_a_film_nor_drives_its_model_away() -> None:
    async def main() -> None:
        async with anyio.create_task_group() as tasks:
            config = DeviceConfig(device=CARD, budget_bytes=100, connect=NullDevice(tasks, 100).connect)
            here = LocalModels(devices=[config])
            pool = here._pool()

            def residents() -> list[str]:
                return list(pool.devices[0].session.memory.residents)

            async with pool.lease(a_model("wan", 40), 10):
                assert await here.host(guest(), question()) is None
            assert await here.host(guest(vram_bytes=50, work_bytes=20), question()) is None
            assert residents() == ["wan"]
            assert await here.host(guest(), question()) == "seen"
            assert residents() == ["wan", "clip"]
            await pool.generate(a_model("ltx", 50), a_task("film", 10))
            assert residents() == ["clip", "ltx"]
            here.close()

    run(main)


def test_the_processor_takes_no_guests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_models, "cuda_devices", lambda: ())
    here = LocalModels(allow_cpu=True)
    assert anyio.run(here.host, guest(), question()) is None
    assert here.pools == []


@pytest.mark.needs("torch")
def test_a_device_s_process_runs_a_guest_until_it_has_to_leave() -> None:
    runtime = DeviceRuntime("cpu")
    runtime.load(Weights(key="clip", vram_bytes=1, spec=guest()))
    made = runtime.finish(runtime.run(["clip"], [4], lambda share: None))
    assert made == ["8 on cpu"]
    runtime.move("clip", "cpu")
    with pytest.raises(KeyError):
        runtime.run(["clip"], [4], lambda share: None)


@pytest.mark.needs("torch")
def test_a_torch_that_cannot_use_the_device_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(UnavailableError, match="cannot use cuda:0"):
        DeviceRuntime("cuda:0")


@pytest.mark.needs("torch")
def test_a_guest_that_finds_no_room_tells_so() -> None:
    runtime = DeviceRuntime("cpu")
    runtime.load(Weights(key="clip", vram_bytes=1, spec=Guest(key="clip", vram_bytes=1, work_bytes=1, make=greedy)))
    with pytest.raises(OutOfMemory, match="as told"):
        runtime.run(["clip"], [4], lambda share: None)
