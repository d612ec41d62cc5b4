"""This machine's local models: whether one can run, and having it run on a device that fits."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import anyio
from anyio.lowlevel import RunVar

from footage import weights
from footage.domain import Priority
from footage.errors import DeviceMemoryError, InvalidInputError, UnavailableError
from footage.local_models import FilmOrder, LocalModel, RawFilm, Start
from footage.ports.devices import Guest
from footage.threads import in_thread
from gpu.device.messages import ModelWeights, Weights
from gpu.devices import PROCESSOR, Device, cuda_devices, free_host_bytes
from gpu.models.device_runtime import DeviceRuntime
from gpu.models.diffusers_runtime import FilmTask, PipelineSpec
from gpu.models.preflight import RunSettings, fit_settings
from gpu.pool.batches import Task
from gpu.pool.grants import DeviceConfig, budget_bytes
from gpu.pool.pool import ContextPool
from gpu.worker.child import ChildProcess

_log = logging.getLogger("footage.gpu")

NEEDED = ("torch", "diffusers", "transformers", "accelerate")
SMALLER_TRIES = 3
WATCH_S = 0.25
URGENCY: dict[Priority, int] = {"speed": 0, "balanced": 1, "quality": 1, "cost": 2}
"""The priority among those who wait for a device; waiting makes up for it."""


class LocalModels:
    """`footage.ports.devices.FilmDevices` and `footage.ports.devices.GuestDevices` for one process.

    Its devices' processes start with the first film or guest. `pools` are those that were made so far, one for each
    event loop.

    Args:
        models_dir: Checkpoints that the user keeps apart from the Hugging Face cache: `name` or `owner/name` in it.
        allow_cpu: Run on the processor where there is no CUDA device.
        planned: Make films by planned diffusion where that is possible, see `gpu.models.planned`.
        devices: Used instead of this machine's own.
    """

    def __init__(
        self,
        models_dir: Path | None = None,
        *,
        allow_cpu: bool = False,
        planned: bool = False,
        devices: Sequence[DeviceConfig] = (),
    ) -> None:
        self._models_dir = models_dir
        self._allow_cpu = allow_cpu
        self._planned = planned
        self._given = devices
        self._pool_here: RunVar[ContextPool] = RunVar("footage_gpu_pool")
        self.pools: list[ContextPool] = []

    def is_equipped(self) -> bool:
        """See `footage.ports.devices.FilmDevices`."""
        return self._allow_cpu or bool(self._given or cuda_devices())

    @property
    def device_names(self) -> tuple[str, ...]:
        """What films are made on here, in words."""
        return tuple(device.name for device in self._gpus()) or ((PROCESSOR.name,) if self._allow_cpu else ())

    def missing(self, model: LocalModel) -> str | None:
        """See `footage.ports.devices.FilmDevices`."""
        absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
        if absent:
            return f"{', '.join(absent)} not installed: pip install 'footage[local]'"
        if not self.is_equipped():
            return "needs a CUDA device; FOOTAGE_LOCAL_CPU=1 lets it run on the processor, slowly"
        return next((reason for name in _weights_of(model) if (reason := self._lacks(name))), None)

    async def make(
        self, model: LocalModel, order: FilmOrder, folder: Path, progress: Callable[[float], None]
    ) -> RawFilm:
        """See `footage.ports.devices.FilmDevices`."""
        if reason := await in_thread(self.missing, model):
            raise UnavailableError(f"It cannot run here: {reason}.")
        if order.start == "ends" and order.start_image is None:
            raise UnavailableError("It needs a start_image beside the end_image.", hint="Name both, or neither.")
        fitted = partial(self._fitted, self._pool(), model)
        if not self._planned:
            return await _watched(partial(fitted, order, folder), progress)
        from gpu.models.planned import planned_or_whole

        return await _watched(partial(planned_or_whole, model, order, folder, fitted), progress)

    async def warm(self, model: LocalModel) -> None:
        """Have a model's weights on a device before the first film asks for them: as for the film its figures are of.

        Raises:
            FootageError: They cannot be loaded.
        """
        if reason := await in_thread(self.missing, model):
            raise UnavailableError(f"It cannot run here: {reason}.")
        (width, height, frames), pool = model.vram.at, self._pool()
        start: Start = next(one for one in ("text", "image", "ends", "video") if one in model.pipelines)
        order = FilmOrder(prompt="", seed=0, width=width, height=height, frames=frames)
        settings = fit_settings(model, order, await pool.most_bytes(), on_cpu=_is_cpu(pool))
        base = await self._base(model, start, settings)
        async with pool.lease(ModelWeights(base=base), 0, URGENCY["cost"]):  # a film that waits goes first
            _log.info("the weights of %s are on a device", model.weights)

    async def host(self, guest: Guest, asked: Any) -> Any | None:
        """See `footage.ports.devices.GuestDevices`; the processor is no device for guests."""
        if not any(device.kind == "cuda" for device in self._gpus()):
            return None
        pool = self._pool()
        model = ModelWeights(base=Weights(key=guest.key, vram_bytes=guest.vram_bytes, spec=guest))
        if not await pool.has_spare(model, guest.work_bytes):
            return None
        # No second try after an out-of-memory, which would wait for the device to be empty.
        async with pool.lease(model, guest.work_bytes, URGENCY["speed"]) as lease:
            return (await lease.run([asked]))[0]

    def close(self) -> None:
        """End the devices' processes, from any thread; for when nobody waits for films any more.

        Jobs are not told, so that those under way are resumed by another process.
        """
        for pool in self.pools:
            if done := pool.metrics.summary():
                _log.info("The devices of this process are closed: %s", done)
            for device in pool.devices:
                with contextlib.suppress(RuntimeError):  # what was under way has no event loop to be told on
                    device.session.process.close()

    async def _fitted(
        self, pool: ContextPool, model: LocalModel, order: FilmOrder, folder: Path, progress: Callable[[float], None]
    ) -> RawFilm:
        """One film, with smaller settings each time that it runs out of memory."""
        free_bytes = await pool.most_bytes()
        for _ in range(SMALLER_TRIES):
            settings = fit_settings(model, order, free_bytes, on_cpu=_is_cpu(pool))
            try:
                return await self._film(pool, model, order, settings, folder, progress)
            except DeviceMemoryError:  # it needs more than the catalog says, or others use the device
                free_bytes = min(settings.bytes - 1, await pool.most_bytes())
        raise UnavailableError("The device ran out of memory again and again.", hint="Choose a smaller model.")

    async def _film(
        self,
        pool: ContextPool,
        model: LocalModel,
        order: FilmOrder,
        settings: RunSettings,
        folder: Path,
        progress: Callable[[float], None],
    ) -> RawFilm:
        base = await self._base(model, order.start, settings)
        task = Task(
            shape=f"{settings.width}x{settings.height}x{settings.frames}/{model.steps}",
            vram_bytes=settings.work_bytes,
            payload=FilmTask(model=model, order=order, settings=settings, folder=folder),
        )
        made: RawFilm = await pool.generate(
            ModelWeights(base=base), task, priority=URGENCY[order.priority], progress=progress
        )
        return made

    async def _base(self, model: LocalModel, start: Start, settings: RunSettings) -> Weights:
        """What is on a device for films that start so."""
        pipeline = model.pipelines[start]
        folders = await in_thread(self._folders, model)
        return Weights(
            key=f"{model.weights}/{pipeline}/{model.dtype}/{settings.placement}",
            vram_bytes=settings.weights_bytes,
            spec=PipelineSpec(model=model, pipeline=pipeline, folders=folders, placement=settings.placement),
        )

    def _gpus(self) -> Sequence[Device]:
        """The devices that were given or found; none where only the processor is left."""
        return [config.device for config in self._given] or cuda_devices()

    def _pool(self) -> ContextPool:
        """The pool of this event loop."""
        try:
            return self._pool_here.get()
        except LookupError:
            pool = ContextPool(self._given or _own_devices())
            self._pool_here.set(pool)
            self.pools.append(pool)
            return pool

    def _lacks(self, name: str) -> str | None:
        try:
            if self._folder(name):
                return None
            known = weights.find(name)
        except (InvalidInputError, UnavailableError) as exc:
            return exc.message
        size = f" ({weights.gigabytes(known.size_bytes)})" if known.size_bytes else ""
        return f"its weights are not here{size}: {weights.pull_command(name)}"

    def _folders(self, model: LocalModel) -> dict[str, Path]:
        return {name: path for name in _weights_of(model) if (path := self._folder(name))}

    def _folder(self, name: str) -> Path | None:
        """Where weights lie: in the user's own folder, else in the cache."""
        if self._models_dir and (own := self._models_dir / name).is_dir():
            return own
        return weights.folder(weights.find(name))


def _is_cpu(pool: ContextPool) -> bool:
    return pool.devices[0].config.device.kind == "none"


def _own_devices() -> list[DeviceConfig]:
    """The CUDA devices, or the processor with the main memory that is free now."""
    if not cuda_devices():
        connect = ChildProcess(partial(DeviceRuntime, "cpu")).connect
        return [DeviceConfig(device=PROCESSOR, budget_bytes=free_host_bytes(), connect=connect)]
    return [
        DeviceConfig(
            device=device,
            budget_bytes=budget_bytes(device),
            connect=ChildProcess(partial(DeviceRuntime, f"cuda:{index}")).connect,
            host_bytes=free_host_bytes() // 2 // len(cuda_devices()),
        )
        for index, device in enumerate(cuda_devices())
    ]


async def _watched(
    make: Callable[[Callable[[float], None]], Awaitable[RawFilm]], progress: Callable[[float], None]
) -> RawFilm:
    """Make a film, and call `progress` again and again, also while the film waits for its turn.

    It is called in a thread, as it may write to a database. What it raises stops the film, which waits no more, or ends
    with the step that it is at.
    """
    share, refused, failed = 0.0, None, None
    made: RawFilm | None = None

    def note(done: float) -> None:
        nonlocal share
        share = done

    async def watch() -> None:
        nonlocal refused
        while True:
            try:
                await in_thread(progress, share)
            except Exception as exc:  # noqa: BLE001 - whatever stops the film; raised again below
                refused = exc
                tasks.cancel_scope.cancel()
                return
            await anyio.sleep(WATCH_S)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(watch)
        try:
            made = await make(note)
        except Exception as exc:  # noqa: BLE001 - raised again below, outside of the task group
            failed = exc
        tasks.cancel_scope.cancel()
    if error := refused or failed:
        raise error
    if made is None:
        raise UnavailableError("The film was stopped.")
    return made


def _weights_of(model: LocalModel) -> tuple[str, ...]:
    return (model.weights, *dict.fromkeys(part.weights for part in model.parts.values()))
