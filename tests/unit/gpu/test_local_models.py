from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import numpy as np
import pytest

from footage.errors import DeviceMemoryError, InternalError, JobCancelledError, UnavailableError
from footage.local_models import FilmOrder, FrameRule, LocalModel, RawFilm
from gpu import devices as gpu_devices
from gpu import local_models
from gpu.devices import Device
from gpu.local_models import LocalModels
from gpu.models.preflight import RunSettings
from gpu.pool.grants import DeviceConfig
from gpu.pool.pool import ContextPool
from gpu.worker.null import NullDevice
from tests.tiny_models import tiny_model

WAN = tiny_model("wan")


@pytest.fixture(autouse=True)
def no_libraries_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here is made with them."""
    monkeypatch.setattr(local_models, "NEEDED", ())


@pytest.mark.needs("huggingface_hub")
def test_what_is_missing_is_named_with_what_helps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(local_models, "cuda_devices", lambda: ())
    assert "FOOTAGE_LOCAL_CPU=1" in str(LocalModels(tmp_path).missing(WAN))
    allowed = LocalModels(tmp_path, allow_cpu=True)
    real = WAN.model_copy(update={"weights": "wan2.1-1.3b"})
    assert allowed.missing(real) == "its weights are not here (28.9 GB): footage models pull wan2.1-1.3b"
    (tmp_path / "wan2.1-1.3b").mkdir()
    assert allowed.missing(real) is None
    monkeypatch.setattr(local_models, "NEEDED", ("torch_that_is_not_there",))
    assert "pip install 'footage[local]'" in str(allowed.missing(real))


def test_it_is_equipped_with_a_device_or_by_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_models, "cuda_devices", lambda: ())
    assert (LocalModels().is_equipped(), LocalModels(allow_cpu=True).is_equipped()) == (False, True)
    monkeypatch.setattr(local_models, "cuda_devices", lambda: (Device(kind="cuda", name="one", vram_bytes=10),))
    assert LocalModels().is_equipped()


def test_without_a_driver_there_are_no_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu_devices, "_LIBRARY", "no-such-driver.so")
    assert gpu_devices.cuda_devices.__wrapped__() == ()


@pytest.mark.anyio
async def test_a_last_picture_needs_a_first_one(tmp_path: Path) -> None:
    (tmp_path / "wan_image").mkdir()
    order = FilmOrder(prompt="a cat", seed=1, width=32, height=32, frames=5, end_image=tmp_path / "end.png")
    with pytest.raises(UnavailableError, match="start_image"):
        await LocalModels(tmp_path, allow_cpu=True).make(tiny_model("wan_image"), order, tmp_path, lambda _: None)


MADE = RawFilm(pictures=Path("pictures.rgb"), width=32, height=32, frames=5, fps=8)
ORDER = FilmOrder(prompt="a cat", seed=1, width=32, height=32, frames=5)


class ScriptedModels(LocalModels):
    """Local models whose devices follow a script: an error, or None for a film; after the last one they never end."""

    def __init__(self, folder: Path, outcomes: list[Exception | None], devices: Sequence[DeviceConfig] = ()) -> None:
        (folder / "wan").mkdir()
        super().__init__(folder, allow_cpu=True, devices=devices)
        self.settings_tried: list[RunSettings] = []
        self._outcomes = outcomes

    async def _film(
        self,
        pool: ContextPool,
        model: LocalModel,
        order: FilmOrder,
        settings: RunSettings,
        folder: Path,
        progress: Callable[[float], None],
    ) -> RawFilm:
        self.settings_tried.append(settings)
        if not self._outcomes:
            await anyio.sleep_forever()
        if error := self._outcomes.pop(0):
            raise error
        return MADE


@pytest.mark.anyio
async def test_what_runs_out_of_memory_is_made_with_the_next_settings_that_take_less(tmp_path: Path) -> None:
    here = ScriptedModels(tmp_path, [DeviceMemoryError("too much"), None])
    assert await here.make(tiny_model("wan", multiple_px=8), ORDER, tmp_path, lambda _: None) == MADE
    first, second = here.settings_tried
    assert second.bytes < first.bytes
    assert (first.notes, second.notes) == ((), ("It was decoded by tiles.",))


@pytest.mark.anyio
async def test_the_next_settings_fit_beside_other_programs_on_the_device(tmp_path: Path) -> None:
    class Crowded(ScriptedModels):
        async def _film(self, pool: ContextPool, *arguments: Any) -> RawFilm:
            await pool.devices[0].session.read_counters()  # as after any command: the device's counters are known
            return await super()._film(pool, *arguments)

    async with anyio.create_task_group() as tasks:
        simulated = NullDevice(tasks, vram_bytes=20_000_000, others_bytes=14_000_000)
        config = DeviceConfig(
            device=Device(kind="cuda", name="crowded", vram_bytes=20_000_000),
            budget_bytes=20_000_000,
            connect=simulated.connect,
        )
        here = Crowded(tmp_path, [DeviceMemoryError("too much"), None], [config])
        assert await here.make(tiny_model("wan"), ORDER, tmp_path, lambda _: None) == MADE
        tasks.cancel_scope.cancel()
    first, second = here.settings_tried
    assert (str(first.placement), str(second.placement)) == ("none", "model")
    assert second.bytes <= 6_000_000 < first.bytes


@pytest.mark.anyio
async def test_what_runs_out_of_memory_again_and_again_is_refused(tmp_path: Path) -> None:
    here = ScriptedModels(tmp_path, [DeviceMemoryError("too much")] * 9)
    with pytest.raises(UnavailableError):
        await here.make(tiny_model("wan", multiple_px=8), ORDER, tmp_path, lambda _: None)
    assert len(here.settings_tried) == local_models.SMALLER_TRIES


@pytest.mark.anyio
async def test_a_film_that_waits_is_stopped_by_its_progress_callback(tmp_path: Path) -> None:
    shares: list[float] = []

    def stop_at_the_second(share: float) -> None:
        shares.append(share)
        if len(shares) == 2:
            raise JobCancelledError("The job was cancelled.")

    with pytest.raises(JobCancelledError):
        await ScriptedModels(tmp_path, []).make(WAN, ORDER, tmp_path, stop_at_the_second)
    assert shares == [0.0, 0.0]


@pytest.mark.anyio
async def test_a_planned_film_is_stopped_with_all_its_parts(tmp_path: Path) -> None:
    stopped: list[str] = []

    class Endless(LocalModels):
        async def _film(
            self,
            pool: ContextPool,
            model: LocalModel,
            order: FilmOrder,
            settings: RunSettings,
            folder: Path,
            progress: Callable[[float], None],
        ) -> RawFilm:
            if order.start == "text":
                progress(1.0)
                np.zeros((5, 32, 32, 3), np.uint8).tofile(folder / "pictures.rgb")
                return replace(MADE, pictures=folder / "pictures.rgb")
            try:
                await anyio.sleep_forever()
            finally:
                stopped.append(folder.name)
            raise AssertionError

    def stop_when_keyframes_are_there(share: float) -> None:
        if share:
            raise JobCancelledError("The job was cancelled.")

    (tmp_path / "wan").mkdir()
    here = Endless(tmp_path, allow_cpu=True, planned=True)
    model = tiny_model("wan", frames=FrameRule(step=4, min=5, max=17))
    with pytest.raises(JobCancelledError):
        await here.make(model, replace(ORDER, frames=17), tmp_path, stop_when_keyframes_are_there)
    assert sorted(stopped) == ["span-0-0", "span-1-0"]


@pytest.mark.anyio
async def test_a_failure_comes_out_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(InternalError, match="it broke"):
        await ScriptedModels(tmp_path, [InternalError("it broke")]).make(WAN, ORDER, tmp_path, lambda _: None)
