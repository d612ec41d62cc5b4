"""What a film would cost if only the best were asked: what a policy saves is measured against it."""

from __future__ import annotations

from collections.abc import Iterable

from footage.domain import VideoRequest
from footage.errors import PriceUnknownError
from footage.money import Money
from footage.ports.generators import Generator


def premium_cost(generators: Iterable[Generator], request: VideoRequest) -> Money | None:
    """The price of the best premium backend that could make the film, whether there is a key for it or not.

    None where no backend in the cloud can. "Best" is by published preference, as in `benchmarks/cost_mix.py`.
    """
    priced = [(one, cost) for one in generators if _can(one, request) and (cost := _price(one, request)) is not None]
    premium = [(one, cost) for one, cost in priced if one.tier == "premium"] or priced
    return max(premium, key=lambda pair: pair[0].quality_prior)[1] if premium else None


def _can(generator: Generator, request: VideoRequest) -> bool:
    can = generator.capabilities()
    return (
        generator.queue == "cloud"
        and generator.enabled_by_default
        and not can.real_footage
        and can.needs_start_image <= bool(request.start_image)
        and request.resolution in can.sizes.get(request.aspect_ratio, ())
        and can.min_duration_s <= request.duration_s <= can.max_duration_s
        and can.audio >= request.audio
    )


def _price(generator: Generator, request: VideoRequest) -> Money | None:
    try:
        return generator.quote(request).cost
    except PriceUnknownError:
        return None
