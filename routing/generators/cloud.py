"""What every cloud backend has in common: limits and prices from the catalog, and getting the finished clip.

An adapter adds the wire: whether a key is there, submit, poll, and where the clip is.
"""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from footage.domain import Queue, SubmitMode, VideoRequest
from footage.errors import (
    ForbiddenUrlError,
    PriceUnknownError,
    UnavailableError,
    UnsupportedMediaError,
    VendorFailedError,
)
from footage.money import Money
from footage.ports import Capabilities, Poll, Quote, RateLimits, in_thread
from footage.vendors import VendorSettings
from media.download import LinkGoneError, download
from routing.catalog import BackendSpec, VendorSpec

_MIME_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}


@dataclass(frozen=True)
class Clip:
    """Where a finished clip is: at a URL, or here already."""

    url: str | None = None
    content: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Picture:
    """An input image as vendors take it."""

    content: bytes = field(repr=False)
    mime_type: str

    @classmethod
    def read(cls, path: str) -> Picture:
        """Read a picture that the caller named; its kind is told from its first bytes."""
        content = Path(path).read_bytes()
        kind = next((mime for magic, mime in _MIME_TYPES.items() if content.startswith(magic)), "image/png")
        return cls(content, kind)

    @property
    def base64(self) -> str:
        """The content as ASCII."""
        return base64.b64encode(self.content).decode()

    @property
    def data_uri(self) -> str:
        """The content as a `data:` URL."""
        return f"data:{self.mime_type};base64,{self.base64}"


class CloudGenerator(ABC):
    """`footage.ports.Generator` for one model of the catalog.

    Args:
        name: The backend's name.
        spec: Its row of the catalog.
        account: The limits it shares with the vendor's other models.
        settings: Keys and addresses.
        today: For retirement dates.
    """

    queue: Queue = "cloud"
    last_resort = False
    submit_mode: SubmitMode = "blind"
    limits: RateLimits | None

    def __init__(
        self,
        name: str,
        spec: BackendSpec,
        account: VendorSpec,
        settings: VendorSettings,
        today: Callable[[], date] = date.today,
    ) -> None:
        self.name = name
        self.vendor = spec.vendor
        self.tier = spec.tier
        self.spec = spec
        self.settings = settings
        self.enabled_by_default = spec.enabled
        self.poll_interval_s = account.poll_interval_s
        self.limits = RateLimits(max_concurrent=account.max_concurrent, starts_per_minute=account.starts_per_minute)
        self.quality_prior = spec.quality.preference
        self.successor = spec.successor
        self._today = today

    # --- what the adapter knows ---------------------------------------------------------------------------------

    @property
    def model(self) -> str:
        """The vendor's name of the model."""
        return self.spec.model

    @abstractmethod
    def missing_key(self) -> str | None:
        """Which variable is not set, or None."""

    @abstractmethod
    async def submit(self, request: VideoRequest, key: str) -> str:
        """See `footage.ports.Generator.submit`."""

    @abstractmethod
    async def poll(self, operation_id: str) -> Poll:
        """See `footage.ports.Generator.poll`."""

    @abstractmethod
    async def clip(self, operation_id: str) -> Clip:
        """Where the finished clip is, asked for anew each time, since links expire.

        Raises:
            GeneratorError: The vendor does not say.
        """

    async def lookup(self, key: str) -> str | None:
        """No vendor here can be searched by our key."""
        return None

    async def cancel(self, operation_id: str) -> None:  # noqa: B027 - most vendors cannot
        """A vendor that cannot stop a film does nothing."""

    async def probe(self) -> None:  # noqa: B027 - not every vendor has one
        """A free call that shows whether the vendor answers; without one, nothing."""

    # --- the rest of the port -----------------------------------------------------------------------------------

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
            max_prompt_chars=self.spec.prompt_chars,
        )

    def missing(self) -> str | None:
        if self.spec.retires_on and self._today() >= self.spec.retires_on:
            other = f"; use {self.successor}" if self.successor else ""
            return f"retired on {self.spec.retires_on}{other}"
        return self.missing_key()

    def quote(self, request: VideoRequest) -> Quote:
        row = self.spec.price(request.resolution, audio=self.spec.sounds(wanted=request.audio))
        length_s = self.length_s(request)
        if row is None:
            raise PriceUnknownError(f"has no price for {request.resolution}")
        return Quote(
            model=self.model,
            cost=self.spec.cost(row, length_s),
            price_source=row.source,
            price_as_of=row.as_of.isoformat(),
        )

    def latency_s(self, request: VideoRequest) -> float:
        prior = self.spec.latency
        return prior.base_s + prior.per_s * float(self.length_s(request))

    def outline(self, request: VideoRequest) -> Mapping[str, Any] | None:
        return None

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> None:
        """Get the clip and make it what was asked for: cut to its length, silent if sound was not wanted."""
        clip = await self.clip(operation_id)
        try:
            await in_thread(_keep, clip, request, out, self.trusted_hosts(), progress)
        except (LinkGoneError, UnavailableError, ForbiddenUrlError, UnsupportedMediaError) as exc:
            # The caller named neither the link nor the file, so what is wrong with them is the vendor's fault.
            raise VendorFailedError(f"{self.name}'s clip cannot be downloaded: {exc}", backend=self.name) from exc

    # --- for adapters -------------------------------------------------------------------------------------------

    def length_s(self, request: VideoRequest) -> Decimal:
        """The length that is ordered, in seconds; the router has made sure that there is one."""
        return self.spec.length_for(request.duration_s) or self.spec.lengths_s[-1]

    def prompt(self, request: VideoRequest) -> str:
        """What the vendor is told: the prompt, or what was made of it, with its style in words."""
        told = request.sent_prompt or request.prompt
        return f"{told}\n\nStyle: {request.style}" if request.style else told

    def trusted_hosts(self) -> Collection[str]:
        """Hosts ("name:port") of addresses that the user has set, which may be private; see `media.download`."""
        return ()

    def size_word(self, option: str, request: VideoRequest) -> str:
        """The vendor's word for a frame, from the table `option` of its row, by "16:9 720p" or "16:9"."""
        words = self.spec.options[option]
        return str(words.get(f"{request.aspect_ratio} {request.resolution}") or words[request.aspect_ratio])

    def bill(self, dollars: Decimal) -> Money:
        """What the vendor says it charged."""
        return Money.usd(dollars)


def _keep(
    clip: Clip, request: VideoRequest, out: Path, trusted: Collection[str], progress: Callable[[float], None]
) -> None:
    from media.conform import conform

    raw = out.with_name(f"raw-{out.name}")
    if clip.content is not None:
        raw.write_bytes(clip.content)
    else:
        download(clip.url or "", raw, headers=clip.headers, trusted=trusted, progress=progress)
    conform(raw, out, max_duration_s=request.duration_s, audio=request.audio)
