"""What every cloud backend has in common: limits and prices from the catalog, and getting the finished clip.

An adapter adds the wire: whether a key is there, submit, poll, and where the clip is.
"""

from __future__ import annotations

import base64
import logging
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from footage.domain import Queue, SubmitMode, VideoRequest
from footage.errors import (
    DeadlineError,
    ForbiddenUrlError,
    GeneratorError,
    ModerationOutputError,
    ModerationPromptError,
    PriceUnknownError,
    UnavailableError,
    UnsupportedMediaError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from footage.ports.generators import Poll, Quote, RateLimits
from footage.threads import in_thread
from footage.vendors import VendorSettings
from media.download import LinkGoneError, download
from routing.blame import RefusedClipError
from routing.catalog import BackendSpec, Charge, VendorSpec
from routing.generators.catalogued import CatalogGenerator
from routing.wire import replies

_log = logging.getLogger("footage.generators")
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


class CloudGenerator(CatalogGenerator):
    """`footage.ports.generators.Generator` for one model of the catalog.

    Args:
        name: The backend's name.
        spec: Its row of the catalog.
        account: The limits it shares with the vendor's other models.
        settings: Keys and addresses.
        today: For retirement dates.
    """

    queue: Queue = "cloud"
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
        super().__init__(name, spec)
        self.settings = settings
        self.poll_interval_s = account.poll_interval_s
        self.limits = RateLimits(max_concurrent=account.max_concurrent, starts_per_minute=account.starts_per_minute)
        self._charges = account.charges
        self._today = today

    # --- what the adapter knows ---------------------------------------------------------------------------------

    @abstractmethod
    def missing_key(self) -> str | None:
        """Which variable is not set, or None."""

    @abstractmethod
    async def clip(self, operation_id: str) -> Clip:
        """Where the finished clip is, asked for anew each time, since links expire.

        Raises:
            GeneratorError: The vendor does not say.
        """

    # --- the rest of the port -----------------------------------------------------------------------------------

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

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> None:
        """Get the clip and make it what was asked for: cut to its length, silent if sound was not wanted."""
        clip = await self.clip(operation_id)
        try:
            await in_thread(_keep, clip, request, out, self.trusted_hosts(), progress)
        except (LinkGoneError, UnavailableError, DeadlineError, ForbiddenUrlError, UnsupportedMediaError) as exc:
            if isinstance(exc, LinkGoneError) and exc.status in {401, 403}:
                text = f"{self.name}'s clip cannot be downloaded: {exc}"
                raise RefusedClipError(text, backend=self.name) from exc
            # The caller named neither the link nor the file, so what is wrong with them is the vendor's fault.
            raise VendorFailedError(f"{self.name}'s clip cannot be downloaded: {exc}", backend=self.name) from exc

    # --- for adapters -------------------------------------------------------------------------------------------

    def trusted_hosts(self) -> Collection[str]:
        """Hosts ("name:port") of addresses that the user has set, which may be private; see `media.download`."""
        return ()

    def size_word(self, option: str, request: VideoRequest) -> str:
        """The vendor's word for a frame, from the table `option` of its row, by "16:9 720p" or "16:9"."""
        words = self.spec.options[option]
        return str(words.get(f"{request.aspect_ratio} {request.resolution}") or words[request.aspect_ratio])

    def failed(self, error: GeneratorError, cost: Money | None = None) -> Poll:
        """The end of a film that is not given, at the vendor's own bill, else at what is known of what it charges."""
        return self._ended(error, cost, self._charge_for(error))

    def empty(self, message: str, cost: Money | None = None) -> Poll:
        """As `failed`, where the vendor says that it is done, and gives neither a film nor a reason."""
        error = VendorFailedError(f"{self.name} {message}", backend=self.name)
        return self._ended(error, cost, self._charges.empty if self._charges else "unknown")

    def _ended(self, error: GeneratorError, cost: Money | None, charge: Charge) -> Poll:
        if cost is None and charge == "nothing":
            cost = ZERO
        return Poll(state="failed", cost=cost, in_full=charge == "in_full", error=error)

    def _charge_for(self, error: GeneratorError) -> Charge:
        charges = self._charges
        if charges is None:
            return "unknown"
        if isinstance(error, ModerationPromptError):
            return charges.refused
        if isinstance(error, ModerationOutputError):
            return charges.withheld
        return charges.failed

    def bill(self, units: object, usd_per_unit: object = 1) -> Money | None:
        """What the vendor says it charged, in dollars or other units; None where that is no number."""
        read, worth = replies.number(units), replies.number(usd_per_unit)
        if read is None or worth is None:
            if units is not None:
                _log.warning("%s tells a bill that is no number", self.name)
            return None
        return Money.usd(read * worth)


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
