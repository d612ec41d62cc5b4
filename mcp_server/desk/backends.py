"""What is known of every backend here: whether it can be used, what it costs, and until when it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from footage.domain import Tier, VideoRequest
from footage.errors import FootageError
from footage.money import Money
from footage.vendors import VendorSettings, load_vendors
from mcp_server.wiring.routing import generators

if TYPE_CHECKING:
    from datetime import date

    from footage.config import Settings
    from footage.ports.generators import Generator

_SECONDS = 8
_USUAL = VideoRequest(
    prompt="a boat",
    duration_s=_SECONDS,
    aspect_ratio="16:9",
    resolution="720p",
    priority="balanced",
    audio=False,
    seed=1,
)
_KEYS: dict[str, tuple[str, ...]] = {
    "omni": ("gemini_api_key",),
    "veo": ("google_application_credentials", "google_cloud_project"),
    "runway": ("runwayml_api_secret",),
    "pixverse": ("pixverse_api_key",),
    "fal": ("fal_key",),
    "openai_video": ("openai_video_api_key",),
    "stock": ("pexels_api_key", "pixabay_api_key", "coverr_api_key"),
}
"""What opens a vendor's door, by its name here."""

_LEAST_CHARS = 16
"""Of shorter keys not even the end is shown."""


@dataclass(frozen=True, kw_only=True)
class BackendFacts:
    """A backend as whoever runs Footage sees it.

    `missing` says why it cannot be used here; `a_second` is what a second costs at 720p, None where it has no such
    price; `key` tells keys apart without giving them away.
    """

    name: str
    title: str
    vendor: str
    tier: Tier
    model: str
    is_on: bool
    missing: str
    a_second: Money | None
    key: str
    retires_on: date | None


def backend_facts(settings: Settings) -> list[BackendFacts]:
    """All of them, those that can be used first. Blocking."""
    vendors = load_vendors()
    facts = [_facts(name, one, settings, vendors) for name, one in generators(settings).items()]
    return sorted(facts, key=lambda one: (not one.is_on, bool(one.missing)))


def _facts(name: str, generator: Generator, settings: Settings, vendors: VendorSettings) -> BackendFacts:
    spec = getattr(generator, "spec", None)  # what is not of the catalog has none
    is_on = settings.is_enabled(name, default=generator.enabled_by_default)
    return BackendFacts(
        name=name,
        title=getattr(spec, "title", "") or "",
        vendor=generator.vendor,
        tier=generator.tier,
        model=getattr(spec, "model", "") or "",
        is_on=is_on,
        missing=(generator.missing() or "") if is_on else "switched off",
        a_second=_a_second(generator),
        key=_end_of(name, vendors),
        retires_on=getattr(spec, "retires_on", None),
    )


def _a_second(generator: Generator) -> Money | None:
    try:
        return Money(-(-generator.quote(_USUAL).cost.microusd // _SECONDS))
    except FootageError:
        return None


def _end_of(name: str, vendors: VendorSettings) -> str:
    """The ends of the keys that a backend uses; empty where it has none."""
    of_vendor = next((keys for vendor, keys in _KEYS.items() if name.startswith(vendor)), ())
    values = [getattr(vendors, key) for key in of_vendor]
    return ", ".join(_shown(value) for value in values if value)


def _shown(value: object) -> str:
    if not isinstance(value, SecretStr):
        return f"{value}".rpartition("/")[2]
    key = value.get_secret_value()
    return f"…{key[-4:]}" if len(key) >= _LEAST_CHARS else "set"
