"""The catalog: every cloud and local model as data, so that a new one is a few lines of YAML.

A backend is one model at one vendor. What no row prices has no price: Footage refuses it instead of guessing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from footage import yaml_data
from footage.domain import AspectRatio, Resolution, Tier
from footage.local_models import LocalModel
from footage.money import Money

SHIPPED = Path(__file__).parent / "data" / "catalog.yaml"
EVEN_RATING = 1200.0
"""The arena rating whose chance to be preferred is taken as one half."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Seconds = Annotated[Decimal, Field(gt=0, allow_inf_nan=False)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=False)


class Span(_Row):
    """Every length from `min` to `max` in whole steps, in seconds."""

    min: Seconds
    max: Seconds
    step: Seconds = Decimal(1)


class Price(_Row):
    """Dollars for a second of film at some resolutions; with sound, without it, or the same for both (None)."""

    resolutions: tuple[Resolution, ...] = Field(min_length=1)
    audio: bool | None = None
    usd_per_s: Amount
    as_of: date
    source: str = Field(min_length=1)


class QualityPrior(_Row):
    """A published human-preference rating (Elo scale) and its 95 % interval."""

    rating: float = Field(ge=0, le=4000)
    interval: float = Field(gt=0, le=1000)
    source: str = Field(min_length=1)

    @property
    def preference(self) -> float:
        """The chance, 0 to 1, that people prefer it to a model rated `EVEN_RATING` (Elo's logistic curve)."""
        return float(1 / (1 + 10 ** ((EVEN_RATING - self.rating) / 400)))


class LatencyPrior(_Row):
    """How long a film usually takes: `base_s` and `per_s` for each second of film."""

    base_s: float = Field(ge=0)
    per_s: float = Field(ge=0)
    source: str = Field(min_length=1)


class BackendSpec(_Row):
    """One model at one vendor: limits, prices, priors and retirement.

    `reference_length_s` is the only length with reference images, where there is one; `options` are the vendor's own
    words that its adapter needs, such as the names of sizes; `local` is what makes it a model of this machine.
    """

    vendor: Name
    model: str = Field(min_length=1)
    title: str = Field(min_length=1)
    tier: Tier
    enabled: bool = True
    durations_s: tuple[Seconds, ...] | Span
    sizes: dict[AspectRatio, tuple[Resolution, ...]] = Field(min_length=1)
    audio: Literal["never", "optional", "always"]
    start_image: Literal["no", "optional", "required"] = "no"
    end_image: bool = False
    reference_images: int = Field(default=0, ge=0)
    reference_length_s: Seconds | None = None
    negative_prompt: bool = False
    seed: bool = False
    prompt_chars: int | None = Field(default=None, gt=0)
    prices: tuple[Price, ...] = ()
    minimum_usd: Amount = Decimal(0)
    quality: QualityPrior
    latency: LatencyPrior
    retires_on: date | None = None
    successor: str | None = None
    options: dict[str, Any] = {}
    local: LocalModel | None = None

    @property
    def lengths_s(self) -> tuple[Decimal, ...]:
        """Every length it makes, in seconds, shortest first."""
        if isinstance(self.durations_s, Span):
            span = self.durations_s
            return tuple(span.min + span.step * n for n in range(int((span.max - span.min) / span.step) + 1))
        return tuple(sorted(self.durations_s))

    def length_for(self, duration_s: float) -> Decimal | None:
        """The shortest length that is long enough, in seconds; None if it makes none."""
        wanted = Decimal(str(duration_s))
        return next((length for length in self.lengths_s if length >= wanted), None)

    def sounds(self, *, wanted: bool) -> bool:
        """Whether a film has sound when it is wanted or not; what the vendor always adds is also paid."""
        return self.audio == "always" or (wanted and self.audio == "optional")

    def price(self, resolution: Resolution, *, audio: bool) -> Price | None:
        """The row that prices a second of film, the dearest if several do."""
        fitting = [row for row in self.prices if resolution in row.resolutions and row.audio in (None, audio)]
        return max(fitting, key=lambda row: row.usd_per_s, default=None)

    def cost(self, row: Price, length_s: Decimal) -> Money:
        """The most a film of a length costs, rounded up."""
        exact = max(row.usd_per_s * length_s, self.minimum_usd)
        return Money.usd(exact.quantize(Decimal("0.000001"), ROUND_CEILING))


Charge = Literal["nothing", "in_full", "unknown"]


class Charges(_Row):
    """What a vendor charges for a film that it took on and does not give, where it tells no bill for it.

    `refused`: it finds fault with the prompt or a picture; `withheld`: with what the film shows; `failed`: it could not
    make it; `empty`: it says that it is done, and there is no film. What nobody has published is "unknown".
    """

    refused: Charge = "unknown"
    withheld: Charge = "unknown"
    failed: Charge = "unknown"
    empty: Charge = "unknown"
    as_of: date
    source: str = Field(min_length=1)


class VendorSpec(_Row):
    """An account's limits, the pace of asking and what failures cost, shared by its backends."""

    poll_interval_s: float = Field(gt=0, le=60)
    max_concurrent: int = Field(gt=0)
    starts_per_minute: int = Field(gt=0)
    charges: Charges | None = None


class TextSpec(_Row):
    """A language model, for prompts or to look at films, and its price for a million tokens."""

    model: str = Field(min_length=1)
    usd_per_m_input: Amount
    usd_per_m_output: Amount
    tokens_per_frame: int = Field(default=0, ge=0)
    """The most that a picture of a film counts for, its time included."""
    tokens_per_picture: int = Field(default=2500, ge=0)
    """The most that a still picture counts for, whatever its size."""
    as_of: date
    source: str = Field(min_length=1)


class JudgeSpec(TextSpec):
    """One that is shown films."""

    tokens_per_frame: int = Field(gt=0)


class Catalog(_Row):
    """All of it."""

    vendors: dict[Name, VendorSpec]
    backends: dict[Name, BackendSpec]
    text: TextSpec | None = None
    judge: JudgeSpec | None = None

    @model_validator(mode="after")
    def _known_names(self) -> Self:
        for name, backend in self.backends.items():
            if backend.vendor not in self.vendors:
                raise ValueError(f"backends.{name}.vendor: there is no vendor {backend.vendor!r}")
            if backend.successor and backend.successor not in self.backends:
                raise ValueError(f"backends.{name}.successor: there is no backend {backend.successor!r}")
        return self

    def of(self, vendor: str) -> Mapping[str, BackendSpec]:
        """A vendor's backends, in the catalog's order."""
        return {name: spec for name, spec in self.backends.items() if spec.vendor == vendor}


def load_catalog(home: Path | None = None) -> Catalog:
    """The shipped catalog, laid over by `catalog.yaml` in the user's folder.

    Raises:
        InvalidInputError: A file is wrong; the message names file, line and key.
    """
    return yaml_data.load(Catalog, SHIPPED, home / "catalog.yaml" if home else None)
