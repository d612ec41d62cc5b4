"""One backend that makes video: what it can, what it costs, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from footage.credits import StockCredit
from footage.domain import (
    AspectRatio,
    Queue,
    Resolution,
    SubmitMode,
    Tier,
    VideoRequest,
)
from footage.errors import GeneratorError
from footage.money import Money


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a generator can make. Durations in seconds, both ends included."""

    sizes: Mapping[AspectRatio, frozenset[Resolution]]
    min_duration_s: float
    max_duration_s: float
    audio: bool
    start_image: bool = False
    needs_start_image: bool = False
    end_image: bool = False
    needs_end_image: bool = False
    reference_images: int = 0
    """How many it takes, never beside a start image."""
    plans: bool = False
    """Draws a plan that the caller supplies."""
    styles: frozenset[str] = frozenset()
    """The named styles it has; empty when a style is free text."""
    max_prompt_chars: int | None = None
    lengths_s: tuple[float, ...] = ()
    """The lengths it charges for, shortest first; empty when it makes and charges any."""
    real_footage: bool = False
    """Shows what somebody has filmed: asked only where that is wanted, or where the caller names it."""


@dataclass(frozen=True, kw_only=True)
class RateLimits:
    """What an account allows: films at work at once, and films started in a minute."""

    max_concurrent: int
    starts_per_minute: int


@dataclass(frozen=True, kw_only=True)
class Quote:
    """The most a request can cost at one backend, and where the price comes from."""

    model: str
    cost: Money
    price_source: str
    price_as_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Poll:
    """What a backend says about an operation.

    `progress` 0 to 1; `cost` when the vendor tells the real bill; `retry_after_s` when it says when to ask again.
    A film that was made costs its quote where no bill is told. Of one that failed nobody knows then, unless the vendor
    is known to charge it like a good one (`in_full`).
    """

    state: Literal["working", "succeeded", "failed"]
    progress: float = 0.0
    retry_after_s: float | None = None
    cost: Money | None = None
    in_full: bool = False
    error: GeneratorError | None = None


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What a backend says of the film that it has written.

    Attributes:
        notes: How it was made, in sentences that the caller should know.
        stock: Whose footage is in it.
    """

    notes: tuple[str, ...] = ()
    stock: tuple[StockCredit, ...] = ()


class Generator(Protocol):
    """One backend that makes video. Vendor errors are raised as `GeneratorError`s by the file that knows the wire."""

    name: str
    vendor: str
    """The account it belongs to; backends of one account share limits and health."""
    tier: Tier
    queue: Queue
    submit_mode: SubmitMode
    poll_interval_s: float
    enabled_by_default: bool
    limits: RateLimits | None
    quality_prior: float
    """0 to 1, published preference; the router's starting belief."""
    last_resort: bool
    """Ranked after every other backend, whatever its score."""
    successor: str | None
    """The backend that serves its requests once it is retired."""

    def capabilities(self) -> Capabilities: ...

    def missing(self) -> str | None:
        """Why this backend cannot be used here (a key, a package), or None."""

    def quote(self, request: VideoRequest) -> Quote:
        """The worst-case price.

        Raises:
            PriceUnknownError: There is no price for this request.
        """

    def latency_s(self, request: VideoRequest) -> float:
        """How long it usually takes, in seconds; the router's starting belief."""

    def outline(self, request: VideoRequest) -> Mapping[str, Any] | None:
        """The plan it would draw, as JSON; None for backends that are only told the prompt."""

    async def probe(self) -> None:
        """A free call that shows whether the vendor answers; one that has none does nothing.

        Raises:
            GeneratorError: It does not, or refuses the credentials.
        """

    async def submit(self, request: VideoRequest, key: str) -> str:
        """Ask for the film once; never retried inside.

        Args:
            request: What to make.
            key: Unique to this attempt; sent as the idempotency key or tag where the vendor has one.

        Returns:
            The vendor's operation id.

        Raises:
            GeneratorError: A definite refusal: the vendor did not take the request.
            InDoubtError: It is unknown whether the vendor took it.
        """

    async def lookup(self, key: str) -> str | None:
        """The operation id of an earlier submit with this key, or None; only for `submit_mode` "lookup"."""

    async def poll(self, operation_id: str) -> Poll: ...

    async def fetch(
        self, operation_id: str, request: VideoRequest, out: Path, progress: Callable[[float], None]
    ) -> Delivery | None:
        """Write the finished film to `out`; may be repeated. `progress` may raise to stop.

        Outside the queue "cloud" this is where the film is made, and a `GeneratorError` means that there is none.

        Returns:
            What is to be told of it; None for nothing.
        """

    async def cancel(self, operation_id: str) -> None:
        """Ask the vendor to stop; a vendor that cannot does nothing."""
