"""This machine's devices, and what can be made on them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from films.stored import machine_name
from footage.errors import FootageError
from footage.ports.devices import Offer
from footage.ports.generators import Generator

if TYPE_CHECKING:
    from footage.config import Settings
    from gpu.local_models import LocalModels

_log = logging.getLogger("footage.gpu")


def local_models(settings: Settings, ray_address: str | None = None) -> LocalModels:
    """This machine's devices, or those of a Ray cluster; nothing is started on them yet.

    Raises:
        UnavailableError: There is no such cluster, or it has no GPU.
    """
    from gpu.local_models import LocalModels

    devices = []
    if ray_address:
        from gpu.ray_cluster import RayCluster, this_machine

        devices = RayCluster(ray_address, look=partial(this_machine, allow_cpu=settings.local_cpu)).devices()
    return LocalModels(
        settings.models_dir, allow_cpu=settings.local_cpu, planned=settings.planned_diffusion, devices=devices
    )


def warming(
    names: Sequence[str], models: LocalModels, backends: Mapping[str, Generator]
) -> Callable[[], Awaitable[None]] | None:
    """Loads the weights of some backends one after the other; None where there are none, or no device."""
    from routing.generators.diffusers import DiffusersGenerator

    async def warm() -> None:
        for name in names:
            backend = backends.get(name)
            if not isinstance(backend, DiffusersGenerator):
                _log.warning("FOOTAGE_WARM_MODELS: %s is no local model; `footage models list` shows them", name)
                continue
            try:
                await models.warm(backend.local)
            except FootageError as exc:
                _log.warning("%s was not loaded ahead: %s", name, exc.message)

    return warm if names and models.is_equipped() else None


def offer(settings: Settings, models: LocalModels, backends: Mapping[str, Generator]) -> Offer:
    """What can be made on this machine's devices now."""
    local = [one for one in backends.values() if one.queue == "gpu"]
    on = [one for one in local if settings.is_enabled(one.name, default=one.enabled_by_default)]
    ready = tuple(one.name for one in on if one.missing() is None)
    return Offer(host=machine_name(), devices=models.device_names, backends=ready)
