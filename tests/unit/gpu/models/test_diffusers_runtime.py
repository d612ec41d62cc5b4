from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from footage.local_models import FilmOrder, LocalModel
from gpu.device.messages import OffDevice, Weights
from gpu.devices import cuda_devices
from gpu.models.diffusers_runtime import DiffusersRuntime, FilmTask, PipelineSpec, lock_pages
from gpu.models.preflight import RunSettings, fit_settings
from tests.tiny_models import tiny_model

pytestmark = [
    pytest.mark.needs("diffusers"),
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
ORDER = FilmOrder(prompt="a cat", seed=1, width=32, height=32, frames=5)


@pytest.fixture
def settings() -> RunSettings:
    return fit_settings(tiny_model("wan"), ORDER, 10**9, on_cpu=True)


@pytest.fixture
def weights(tiny_checkpoint: Callable[[str], Path], settings: RunSettings) -> Weights:
    model = tiny_model("wan")
    folders = {"wan": tiny_checkpoint("wan") / "wan"}
    spec = PipelineSpec(model=model, pipeline="WanPipeline", folders=folders, placement=settings.placement)
    return Weights(key="wan", vram_bytes=settings.weights_bytes, spec=spec)


def steps(runtime: DiffusersRuntime, model: LocalModel, settings: RunSettings, folder: Path) -> int:
    shares: list[float] = []
    task = FilmTask(model=model, order=ORDER, settings=settings, folder=folder)
    [made] = runtime.finish(runtime.run(["wan"], [task], shares.append))
    assert made.pictures.stat().st_size == 5 * 32 * 32 * 3
    return len(shares)


def test_models_that_share_weights_keep_their_own_steps(
    weights: Weights, settings: RunSettings, tmp_path: Path
) -> None:
    runtime = DiffusersRuntime("cpu")
    runtime.load(weights)
    assert steps(runtime, tiny_model("wan"), settings, tmp_path) == 2
    assert steps(runtime, tiny_model("wan", steps=3), settings, tmp_path) == 3


def test_weights_that_left_come_back(weights: Weights, settings: RunSettings, tmp_path: Path) -> None:
    runtime = DiffusersRuntime("cpu")
    runtime.load(weights)
    places: tuple[OffDevice, ...] = ("cpu", "disk")
    for place in places:
        runtime.move("wan", place)
        runtime.load(weights)
        assert steps(runtime, tiny_model("wan"), settings, tmp_path) == 2
    runtime.move("unknown", "disk")
    counters = runtime.counters()
    assert counters.reserved_bytes == 0 < counters.free_bytes == counters.total_bytes


def test_a_prompt_that_was_encoded_beforehand_is_not_encoded_again(
    weights: Weights, settings: RunSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diffusers import WanPipeline

    encoded: list[str] = []

    class Pipe(WanPipeline):  # type: ignore[misc]
        def encode_prompt(self, prompt: str, *arguments: Any, **more: Any) -> Any:
            encoded.append(prompt)
            return super().encode_prompt(prompt, *arguments, **more)

    monkeypatch.setattr("diffusers.WanPipeline", Pipe)
    runtime = DiffusersRuntime("cpu")
    task = FilmTask(model=tiny_model("wan"), order=ORDER, settings=settings, folder=tmp_path)
    next_task = replace(task, order=replace(ORDER, prompt="a dog"))
    runtime.prepare(["wan"], [task])
    runtime.load(weights)
    for one in (task, next_task):
        runtime.prepare(["wan"], [one])
        runtime.run(["wan"], [one], lambda _: None)
    assert encoded == ["a cat", "a dog"]


@pytest.mark.parametrize(
    "device",
    [
        "cpu",
        pytest.param(
            "cuda:0", marks=[pytest.mark.gpu, pytest.mark.skipif(not cuda_devices(), reason="no CUDA device")]
        ),
    ],
)
def test_evicted_weights_wait_where_the_device_fetches_them_by_itself(device: str) -> None:
    import torch

    layer = torch.nn.Linear(2, 2)
    before = layer.weight.detach().clone()
    lock_pages(SimpleNamespace(components={"transformer": layer, "scheduler": object()}))
    assert torch.equal(layer.weight, before)
    assert layer.weight.is_pinned() == (device != "cpu")
