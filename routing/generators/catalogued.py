"""What every backend of the catalog has in common, wherever it runs: limits, priors and what it is told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from footage.domain import VideoRequest
from footage.ports.generators import Capabilities, Poll
from routing.catalog import BackendSpec


class CatalogGenerator(ABC):
    """The part of `footage.ports.generators.Generator` that a row of the catalog answers.

    Args:
        name: The backend's name.
        spec: Its row of the catalog.
    """

    last_resort = False

    def __init__(self, name: str, spec: BackendSpec) -> None:
        self.name = name
        self.vendor = spec.vendor
        self.tier = spec.tier
        self.spec = spec
        self.enabled_by_default = spec.enabled
        self.quality_prior = spec.quality.preference
        self.successor = spec.successor

    @property
    def model(self) -> str:
        """The vendor's name of the model."""
        return self.spec.model

    @abstractmethod
    async def submit(self, request: VideoRequest, key: str) -> str:
        """See `footage.ports.generators.Generator.submit`."""

    @abstractmethod
    async def poll(self, operation_id: str) -> Poll:
        """See `footage.ports.generators.Generator.poll`."""

    async def lookup(self, key: str) -> str | None:
        """Nothing here can be searched by our key."""
        return None

    async def cancel(self, operation_id: str) -> None:  # noqa: B027 - most cannot
        """One that cannot stop a film does nothing."""

    async def probe(self) -> None:  # noqa: B027 - not every vendor has one
        """A free call that shows whether the vendor answers; without one, nothing."""

    def capabilities(self) -> Capabilities:
        lengths = self.spec.lengths_s
        return Capabilities(
            sizes={ratio: frozenset(sizes) for ratio, sizes in self.spec.sizes.items()},
            # A film that is longer than asked for is cut, so that short ones can be had too.
            min_duration_s=min(1.0, float(lengths[0])),
            max_duration_s=float(lengths[-1]),
            audio=self.spec.audio != "never",
            start_image=self.spec.start_image != "no",
            needs_start_image=self.spec.start_image == "required",
            end_image=self.spec.end_image,
            reference_images=self.spec.reference_images,
            max_prompt_chars=self.spec.prompt_chars,
            lengths_s=tuple(float(length) for length in lengths),
        )

    def latency_s(self, request: VideoRequest) -> float:
        prior = self.spec.latency
        return prior.base_s + prior.per_s * float(self.length_s(request))

    def outline(self, request: VideoRequest) -> Mapping[str, Any] | None:
        return None

    def length_s(self, request: VideoRequest) -> Decimal:
        """The clip length to order, in seconds; the router has made sure that there is one."""
        if request.reference_images and self.spec.reference_length_s:
            return self.spec.reference_length_s
        return self.spec.length_for(request.duration_s) or self.spec.lengths_s[-1]

    def prompt(self, request: VideoRequest) -> str:
        """What is sent as the prompt: the user's or the enhanced one, with the style in words."""
        prompt = request.sent_prompt or request.prompt
        return f"{prompt}\n\nStyle: {request.style}" if request.style else prompt
