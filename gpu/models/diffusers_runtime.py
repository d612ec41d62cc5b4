"""Diffusers in a device's process: `gpu.worker.runtime.Runtime` for pipelines."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footage.local_models import FilmOrder, LocalModel, RawFilm
from gpu.device.messages import Counters, OffDevice, Weights
from gpu.devices import host_bytes
from gpu.models.films import ComputedFilm, compute_film, write_film
from gpu.models.pipelines import load_pipeline
from gpu.models.preflight import Placement, RunSettings
from gpu.models.prompts_ahead import PromptsAhead
from gpu.worker.runtime import OutOfMemory


@dataclass(frozen=True, kw_only=True)
class PipelineSpec:
    """What to load; see `gpu.models.pipelines.load_pipeline`."""

    model: LocalModel
    pipeline: str
    folders: Mapping[str, Path]
    placement: Placement


@dataclass(frozen=True, kw_only=True)
class FilmTask:
    """What to make with it, and the folder for its files; see `gpu.models.films`."""

    model: LocalModel
    order: FilmOrder
    settings: RunSettings
    folder: Path


class DiffusersRuntime:
    """One device.

    Pipelines whose weights wait in main memory take nothing of the device between films, so the pool never evicts
    them. Of those pipelines only the last one is kept.

    Args:
        device: As torch calls it.
    """

    def __init__(self, device: str) -> None:
        self._device = device
        self._specs: dict[str, PipelineSpec] = {}
        self._pipes: dict[str, Any] = {}
        self._ahead: dict[str, PromptsAhead] = {}
        self._base_bytes = 0

    def load(self, weights: Weights) -> None:
        """See `gpu.worker.runtime.Runtime.load`."""
        self._specs[weights.key] = weights.spec
        if weights.key in self._pipes and weights.spec.placement.offload == "none":
            self._guarded(self._pipes[weights.key].to, self._device)
        else:
            self._pipe(weights.key)

    def move(self, key: str, to: OffDevice) -> None:
        """See `gpu.worker.runtime.Runtime.move`."""
        if key in self._pipes and to == "cpu" and self._specs[key].placement.offload == "none":
            self._pipes[key].to("cpu")
            if self._device != "cpu":
                lock_pages(self._pipes[key])
        else:
            self._forget(key)
        self.recover()

    def prepare(self, keys: Sequence[str], payloads: Sequence[FilmTask]) -> None:
        """See `gpu.worker.runtime.Runtime.prepare`: encodes prompts, unless the encoder takes turns on the device."""
        ahead = self._ahead.get(keys[0])
        if ahead is None or self._specs[keys[0]].placement.offload != "none":
            return
        for task in payloads:
            self._guarded(ahead.encode, task.order.prompt, task.order.negative_prompt)

    def run(
        self, keys: Sequence[str], payloads: Sequence[FilmTask], step: Callable[[float], None]
    ) -> Sequence[ComputedFilm]:
        """See `gpu.worker.runtime.Runtime.run`; films are made one at a time."""
        pipe, ahead = self._pipe(keys[0]), self._ahead.get(keys[0])
        films = []
        for task in payloads:
            if ahead:
                ahead.begin(task.order.prompt, task.order.negative_prompt)
            films.append(self._guarded(compute_film, pipe, task.model, task.order, task.settings, task.folder, step))
        return films

    def finish(self, results: Sequence[ComputedFilm]) -> Sequence[RawFilm]:
        """See `gpu.worker.runtime.Runtime.finish`: pictures are written down."""
        return [write_film(film) for film in results]

    def counters(self) -> Counters:
        """See `gpu.worker.runtime.Runtime.counters`; on the processor, all of main memory counts as free."""
        import torch

        if self._device == "cpu":
            return Counters(total_bytes=host_bytes(), free_bytes=host_bytes(), reserved_bytes=0)
        free, total = torch.cuda.mem_get_info(self._device)
        return Counters(total_bytes=total, free_bytes=free, reserved_bytes=torch.cuda.memory_reserved(self._device))

    def start_measuring(self) -> None:
        """See `gpu.worker.runtime.Runtime.start_measuring`."""
        import torch

        if self._device != "cpu":
            torch.cuda.reset_peak_memory_stats(self._device)
            self._base_bytes = torch.cuda.memory_allocated(self._device)

    def peak_bytes(self) -> int | None:
        """See `gpu.worker.runtime.Runtime.peak_bytes`."""
        import torch

        if self._device == "cpu":
            return None
        return int(torch.cuda.max_memory_allocated(self._device)) - self._base_bytes

    def recover(self) -> None:
        """See `gpu.worker.runtime.Runtime.recover`."""
        import torch

        gc.collect()
        if self._device != "cpu":
            torch.cuda.empty_cache()

    def _pipe(self, key: str) -> Any:
        if key not in self._pipes:
            spec = self._specs[key]
            if spec.placement.offload != "none":
                for other in [one for one in self._pipes if self._specs[one].placement.offload != "none"]:
                    self._forget(other)
                self.recover()
            self._pipes[key] = self._guarded(
                load_pipeline, spec.model, spec.pipeline, spec.folders, spec.placement, self._device
            )
            self._ahead[key] = PromptsAhead(self._pipes[key])
        return self._pipes[key]

    def _forget(self, key: str) -> None:
        self._pipes.pop(key, None)
        self._ahead.pop(key, None)

    def _guarded(self, call: Callable[..., Any], *arguments: Any) -> Any:
        import torch

        try:
            return call(*arguments)
        except torch.OutOfMemoryError as exc:
            raise OutOfMemory(str(exc).splitlines()[0]) from exc


def lock_pages(pipe: Any) -> None:
    """Keep weights in main memory where the device fetches them by itself, at several times the speed."""
    import torch

    modules = [part for part in pipe.components.values() if isinstance(part, torch.nn.Module)]
    with suppress(RuntimeError):  # memory that cannot be locked serves too
        for tensor in (tensor for module in modules for tensor in (*module.parameters(), *module.buffers())):
            tensor.data = tensor.data.pin_memory()
