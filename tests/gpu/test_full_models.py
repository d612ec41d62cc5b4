"""On a CUDA device: full architectures with random weights, a hundred requests at once, memory as promised, no leak."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import anyio
import pytest

from footage.local_models import FilmOrder, LocalModel, RawFilm
from gpu.device.messages import Weights
from gpu.devices import cuda_devices
from gpu.local_models import LocalModels
from gpu.models.diffusers_runtime import DiffusersRuntime, FilmTask, PipelineSpec
from gpu.models.preflight import RunSettings, fit_settings
from routing.catalog import load_catalog
from tests.gpu.full_models import PARTS, save_full

pytestmark = pytest.mark.needs("diffusers")
MODELS = {name: spec.local for name, spec in load_catalog().backends.items() if spec.local}
needs_device = [
    pytest.mark.gpu,
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not cuda_devices(), reason="no CUDA device"),
]


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both, under the names of their weights."""
    folder = tmp_path_factory.mktemp("full")
    for name in PARTS:
        save_full(name, folder / MODELS[name].weights)
    return folder


def quick(name: str, steps: int) -> LocalModel:
    return MODELS[name].model_copy(update={"steps": steps})


def order(model: LocalModel, seed: int, frames: int, width: int = 480, height: int = 320) -> FilmOrder:
    return FilmOrder(prompt="a fox in the snow", seed=seed, width=width, height=height, frames=frames)


class Desk:
    """A runtime in this process with one model loaded."""

    def __init__(self, checkpoints: Path, model: LocalModel, settings: RunSettings, folder: Path) -> None:
        self.runtime = DiffusersRuntime("cuda:0")
        self._model, self._settings, self._folder = model, settings, folder
        spec = PipelineSpec(
            model=model,
            pipeline=model.pipelines["text"],
            folders={model.weights: checkpoints / model.weights},
            placement=settings.placement,
        )
        self.runtime.load(Weights(key="it", vram_bytes=settings.weights_bytes, spec=spec))

    def make(self, wanted: FilmOrder, step: Callable[[float], None] = lambda _: None) -> RawFilm:
        task = FilmTask(model=self._model, order=wanted, settings=self._settings, folder=self._folder)
        [made] = self.runtime.finish(self.runtime.run(["it"], [task], step))
        return made


@pytest.mark.parametrize(("name", "parameters"), [("cogvideox_2b", 1.694e9), ("wan_1_3b", 1.419e9)])
def test_the_architectures_are_the_full_ones_and_weigh_what_the_catalog_says(name: str, parameters: float) -> None:
    import torch

    with torch.device("meta"):
        parts = PARTS[name]()
    counts = {part: sum(one.numel() for one in module.parameters()) for part, module in parts.items()}
    assert counts["transformer"] == pytest.approx(parameters, rel=0.001)
    for part, count in counts.items():
        size_bytes = 4 if part == "vae" and MODELS[name].vae_dtype == "float32" else 2
        assert MODELS[name].vram.parts_gb[part] == pytest.approx(count * size_bytes / 1e9, rel=0.05, abs=0.1)


class TestOnADevice:
    pytestmark = needs_device

    @pytest.mark.anyio
    async def test_a_hundred_requests_at_once_are_all_made_and_nothing_is_left(
        self, checkpoints: Path, tmp_path: Path, record_property: Callable[[str, object], None]
    ) -> None:
        models = LocalModels(checkpoints)
        made: list[RawFilm] = []

        async def make(n: int) -> None:
            model = quick(("wan_1_3b", "cogvideox_2b")[n % 2], steps=4)
            folder = tmp_path / str(n)
            folder.mkdir()
            made.append(await models.make(model, order(model, n, model.frames.min), folder, lambda _: None))

        began = time.monotonic()
        async with anyio.create_task_group() as tasks:
            for n in range(100):
                tasks.start_soon(make, n)
        elapsed_s = time.monotonic() - began
        pool = models.pools[0]
        utilisation = pool.metrics.busy_s / (elapsed_s * len(pool.devices))
        record_property("videos_per_hour", round(3600 * len(made) / elapsed_s))
        record_property("utilisation", round(utilisation, 3))
        models.close()
        assert len(made) == pool.metrics.results == 100
        assert (pool.leases, pool.waiting) == (0, 0)
        assert (pool.metrics.out_of_memory, pool.metrics.leak_alarms, pool.metrics.lost_workers) == (0, 0, 0)
        assert utilisation > 0.5

    @pytest.mark.parametrize("name", PARTS)
    def test_a_film_of_the_usual_size_takes_no_more_than_the_catalog_says(
        self, checkpoints: Path, tmp_path: Path, name: str, record_property: Callable[[str, object], None]
    ) -> None:
        model = quick(name, steps=2)
        width, height, frames = model.vram.at
        wanted = order(model, 1, frames, width, height)
        settings = fit_settings(model, wanted, cuda_devices()[0].vram_bytes)
        desk = Desk(checkpoints, model, settings, tmp_path)
        desk.runtime.start_measuring()
        assert desk.make(wanted).frames == frames
        peak_bytes = desk.runtime.peak_bytes()
        record_property("peak_bytes", peak_bytes)
        record_property("declared_bytes", settings.work_bytes)
        assert peak_bytes is not None
        assert peak_bytes <= settings.work_bytes

    def test_two_hundred_films_leak_nothing(self, checkpoints: Path, tmp_path: Path) -> None:
        model = quick("wan_1_3b", steps=1)
        wanted = order(model, 1, model.frames.min, 128, 128)
        desk = Desk(checkpoints, model, fit_settings(model, wanted, cuda_devices()[0].vram_bytes), tmp_path)
        held_bytes = []
        for n in range(200):
            desk.make(wanted)
            if n in (9, 199):
                desk.runtime.recover()
                held_bytes.append(desk.runtime.counters().reserved_bytes)
        first, last = held_bytes
        assert last <= first * 1.01
