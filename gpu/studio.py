"""This machine's local models: whether one can run, and having it run on a device that fits."""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from footage import weights
from footage.errors import InvalidInputError, UnavailableError
from footage.local import FilmOrder, LocalModel, Made
from footage.ports import in_thread
from gpu.cuda import device_count
from gpu.films import make_film
from gpu.pipelines import load
from gpu.preflight import Fit, fit

NEEDED = ("torch", "diffusers", "transformers", "accelerate")


class Studio:
    """`footage.local.LocalStudio` for one process.

    Args:
        models_dir: Checkpoints that the user keeps apart from the Hugging Face cache: `name` or `owner/name` in it.
        allow_cpu: Run on the processor where there is no CUDA device.
    """

    def __init__(self, models_dir: Path | None = None, *, allow_cpu: bool = False) -> None:
        self._models_dir = models_dir
        self._allow_cpu = allow_cpu
        self._bench = _Bench()

    def is_equipped(self) -> bool:
        """See `footage.local.LocalStudio`."""
        return self._allow_cpu or device_count() > 0

    def missing(self, model: LocalModel) -> str | None:
        """See `footage.local.LocalStudio`."""
        absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
        if absent:
            return f"{', '.join(absent)} not installed: pip install 'footage[local]'"
        if not self.is_equipped():
            return "needs a CUDA device; FOOTAGE_LOCAL_CPU=1 lets it run on the processor, slowly"
        return next((reason for name in _weights_of(model) if (reason := self._lacks(name))), None)

    async def make(self, model: LocalModel, order: FilmOrder, folder: Path, progress: Callable[[float], None]) -> Made:
        """See `footage.local.LocalStudio`."""
        if reason := self.missing(model):
            raise UnavailableError(f"It cannot run here: {reason}.")
        if order.start == "ends" and order.start_image is None:
            raise UnavailableError("It needs a start_image beside the end_image.", hint="Name both, or neither.")
        pipeline = model.pipelines[order.start]
        folders = {name: path for name in _weights_of(model) if (path := self._folder(name))}
        on_cpu = device_count() == 0
        way = fit(model, order, _free_bytes(), on_cpu=on_cpu)
        return await in_thread(self._bench.run, model, pipeline, folders, way, order, folder, progress)

    def _lacks(self, name: str) -> str | None:
        try:
            if self._folder(name):
                return None
            known = weights.find(name)
        except (InvalidInputError, UnavailableError) as exc:
            return exc.message
        size = f" ({weights.gigabytes(known.size_bytes)})" if known.size_bytes else ""
        return f"its weights are not here{size}: {weights.pull_command(name)}"

    def _folder(self, name: str) -> Path | None:
        """Where weights lie: in the user's own folder, else in the cache."""
        if self._models_dir and (own := self._models_dir / name).is_dir():
            return own
        return weights.folder(weights.find(name))


class _Bench:
    """One device, and the pipeline that was used last; one film at a time, as pipelines are not re-entrant."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._loaded: tuple[tuple[str, ...], Any] | None = None

    def run(
        self,
        model: LocalModel,
        pipeline: str,
        folders: Mapping[str, Path],
        way: Fit,
        order: FilmOrder,
        folder: Path,
        progress: Callable[[float], None],
    ) -> Made:
        device = "cuda:0" if device_count() else "cpu"
        key = (model.weights, pipeline, way.setting)
        with self._turn:
            if self._loaded is None or self._loaded[0] != key:
                self._loaded = None
                self._loaded = (key, load(model, pipeline, folders, way, device))
            return make_film(self._loaded[1], model, order, way, folder, progress)


def _weights_of(model: LocalModel) -> tuple[str, ...]:
    return (model.weights, *dict.fromkeys(part.weights for part in model.parts.values()))


def _free_bytes() -> int:
    if device_count():
        import torch

        return int(torch.cuda.mem_get_info(0)[0])
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
