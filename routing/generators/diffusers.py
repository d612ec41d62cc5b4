"""Local models through diffusers pipelines: one adapter, each model a row of the catalog. The price is the power.

Nothing exists before `fetch`, so every step can be repeated, by any process that has the device and the weights.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from footage.domain import Queue, SubmitMode, VideoRequest
from footage.errors import (
    DeviceBusyError,
    DeviceMemoryError,
    FootageError,
    JobCancelledError,
    RateLimitedError,
    RequestRejectedError,
    UnavailableError,
    VendorFailedError,
)
from footage.local_models import FilmOrder, LocalModel
from footage.money import ZERO
from footage.ports.devices import FilmDevices
from footage.ports.generators import Capabilities, Delivery, Poll, Quote, RateLimits
from footage.threads import in_thread
from media.frame_size import frame_size
from media.raw_film import encode
from routing.catalog import BackendSpec
from routing.generators.catalogued import CatalogGenerator


class DiffusersGenerator(CatalogGenerator):
    """`footage.ports.generators.Generator` for one local model.

    Args:
        name: The backend's name.
        spec: Its row of the catalog, one with `local`.
        devices: The devices.
    """

    queue: Queue = "gpu"
    submit_mode: SubmitMode = "idempotent"
    poll_interval_s = 0.1
    limits: RateLimits | None = None

    def __init__(self, name: str, spec: BackendSpec, devices: FilmDevices) -> None:
        super().__init__(name, spec)
        if spec.local is None:
            raise ValueError(f"{name} has no `local`")
        self.local: LocalModel = spec.local
        self.vendor = name  # a broken checkpoint must not pause the others
        self.enabled_by_default = spec.enabled and devices.is_equipped()
        self._devices = devices

    def capabilities(self) -> Capabilities:
        only_between = {"text", "image"}.isdisjoint(self.local.pipelines)
        return replace(super().capabilities(), needs_end_image=only_between)

    def missing(self) -> str | None:
        return self._devices.missing(self.local)

    def quote(self, request: VideoRequest) -> Quote:
        return Quote(model=self.model, cost=ZERO, price_source="made on this machine, for the price of its power")

    async def submit(self, request: VideoRequest, key: str) -> str:
        return f"local-{key}"

    async def poll(self, operation_id: str) -> Poll:
        return Poll(state="succeeded", progress=1.0, cost=ZERO)

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> Delivery:
        """Make the film; the notes say how it was fitted onto the device."""
        width, height = frame_size(request.aspect_ratio, request.resolution)
        self._check_pictures(request)
        try:
            with tempfile.TemporaryDirectory(dir=out.parent) as folder:
                made = await self._devices.make(self.local, self.order(request), Path(folder), progress)
                await in_thread(
                    encode,
                    made,
                    out,
                    width=width,
                    height=height,
                    max_duration_s=request.duration_s,
                    audio=request.audio,
                )
        except JobCancelledError:
            raise
        except DeviceBusyError as exc:
            raise RateLimitedError(f"{self.name}: {exc.message}", backend=self.name, hint=exc.hint) from exc
        except (UnavailableError, DeviceMemoryError) as exc:
            raise RequestRejectedError(f"{self.name}: {exc.message}", backend=self.name, hint=exc.hint) from exc
        except FootageError as exc:
            raise VendorFailedError(f"{self.name}: {exc.message}", backend=self.name, hint=exc.hint) from exc
        return Delivery(notes=(f"{made.frames} frames at {made.fps:g} a second.", *made.notes))

    def _check_pictures(self, request: VideoRequest) -> None:
        """The job may have been placed on another machine, and some pictures are too large to come with it."""
        for picture in (request.start_image, request.end_image):
            if picture and not Path(picture).is_file():
                raise RequestRejectedError(
                    f"{self.name}: {Path(picture).name} is not on the machine with the device.",
                    backend=self.name,
                    hint="Use a smaller file, or a disk that both machines have under the same path.",
                )

    def order(self, request: VideoRequest) -> FilmOrder:
        """What the model is asked for: its own frame, and frames enough for the length."""
        model = self.local
        native = model.pixels.get(f"{request.aspect_ratio} {request.resolution}")
        width, height = native or (
            round(px / model.multiple_px) * model.multiple_px
            for px in frame_size(request.aspect_ratio, request.resolution)
        )
        return FilmOrder(
            prompt=self.prompt(request),
            negative_prompt=request.negative_prompt,
            seed=request.seed,
            width=width,
            height=height,
            frames=model.frames.fit(request.duration_s * model.fps),
            resolution=request.resolution,
            start_image=Path(request.start_image) if request.start_image else None,
            end_image=Path(request.end_image) if request.end_image else None,
            sound=request.audio,
            priority=request.priority,
        )
