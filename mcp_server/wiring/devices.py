"""This machine's devices, and what can be made on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from films.stored import machine_name
from footage.ports.devices import Offer
from footage.ports.generators import Generator

if TYPE_CHECKING:
    from footage.config import Settings
    from gpu.local_models import LocalModels


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


def offer(settings: Settings, models: LocalModels, backends: Mapping[str, Generator]) -> Offer:
    """What can be made on this machine's devices now."""
    local = [one for one in backends.values() if one.queue == "gpu"]
    on = [one for one in local if settings.is_enabled(one.name, default=one.enabled_by_default)]
    ready = tuple(one.name for one in on if one.missing() is None)
    return Offer(host=machine_name(), devices=models.device_names, backends=ready)
