"""Several takes of one wish: how many, from which seeds, by whom, and what they cost together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from films.long_video import clips_of, holds
from films.services import CallersServices
from footage.domain import EMBEDDED, VideoRequest
from footage.errors import BudgetExceededError, InvalidInputError
from footage.money import ZERO, Money
from footage.ports.generators import Quote
from footage.ports.money import Hold
from footage.ports.records import TakePlan, WantedTake
from footage.ports.routing import RoutePlan
from tools.approval import plan_within, spendable

MOST = 6
_APART = 104_729
"""Between the seeds of two takes; not what is between a film and its retakes."""


class Routed(NamedTuple):
    """Who makes a film, or several takes of it, and what all of it costs at most.

    Attributes:
        plan: The backends of the film, or of its first take.
        quote: What all of it costs.
        holds: What is reserved for each part; none for a film made in one go.
        takes: How each take is made; none for one film.
    """

    plan: RoutePlan
    quote: Quote
    holds: tuple[Hold, ...]
    takes: tuple[TakePlan, ...] = ()


def backends_of(backend: str | None) -> tuple[str, ...]:
    """The backends that a caller names, with commas between them."""
    return tuple(name for part in (backend or "").split(",") if (name := part.strip(" _")))


def wanted(count: int, backends: tuple[str, ...], seed: int) -> tuple[WantedTake, ...]:
    """The takes that are wanted; none for one film.

    Args:
        count: How many were asked for.
        backends: Who is to make them, in turn; none leaves that to the router.
        seed: The first one's.
    """
    count = max(count, len(backends))
    if count < 2:
        return ()
    if count > MOST:
        raise InvalidInputError(f"backend names {count} backends; at most {MOST} takes are made at once.")
    return tuple(
        WantedTake(seed=(seed + _APART * n) % 2**31, backend=backends[n % len(backends)] if backends else None)
        for n in range(count)
    )


def refuse_alike(*, is_planned: bool, is_real: bool) -> None:
    """Refuse takes that would all be the same.

    Raises:
        InvalidInputError: They would.
    """
    if is_planned:
        raise InvalidInputError(
            "variants of a plan would all be the same film.", hint="Leave plan out, or edit it and call again."
        )
    if is_real:
        raise InvalidInputError(
            "variants of real footage would all be the same clips.", hint="Leave variants or look out."
        )


def _styles(services: CallersServices, request: VideoRequest) -> list[str]:
    """The styles of drawn takes, which chance alone leaves much alike; none where a style is asked for."""
    from painter import STYLES

    words = set(re.findall(r"\w+", request.prompt.lower()))
    if request.style or request.start_image or words & set(STYLES):
        return []
    usual = (services.router.outline(EMBEDDED, request) or {}).get("style", STYLES[0])
    return [usual, *(one for one in STYLES if one != usual)]


def routed(
    services: CallersServices, request: VideoRequest, takes: tuple[WantedTake, ...], max_cost: Money | None
) -> Routed:
    """Choose backends for a film or for all of its takes, which must fit under the caps together.

    Raises:
        FootageError: As `tools.approval.plan_within`.
    """
    if not takes:
        plan, quote = plan_within(services, request, max_cost)
        return Routed(plan, quote, holds(plan.segments, plan.order[0]))
    share = Money(spendable(services, max_cost).microusd // len(takes))
    try:
        found = {
            name: plan_within(services, request.model_copy(update={"backend": name}), share)
            for name in dict.fromkeys(one.backend for one in takes)
        }
    except BudgetExceededError as exc:
        exc.message = f"For each of {len(takes)} takes there is {share}. {exc.message}"
        raise
    reserved, plans, styles = [], [], _styles(services, request)
    for n, one in enumerate(takes, 1):
        plan, quote = found[one.backend]
        reserved += list(holds(plan.segments, plan.order[0])) or [Hold(quote.cost, plan.order[0])]
        clips = clips_of(plan.segments)
        style = styles[(n - 1) % len(styles)] if styles and plan.order[0] == EMBEDDED else None
        plans.append(TakePlan(n=n, seed=one.seed, backend=one.backend, order=plan.order, style=style, **clips))
    first, each = found[takes[0].backend]
    costs = [found[one.backend][1].cost for one in takes]
    queues = {found[one.backend][0].queue for one in takes}
    source = f"{len(takes)} takes together: {', '.join(dict.fromkeys(q.price_source for _, q in found.values()))}"
    return Routed(
        replace(first, queue=next((one for one in ("gpu", "cloud") if one in queues), first.queue)),
        replace(each, cost=sum(costs, ZERO), price_source=source),
        tuple(reserved),
        tuple(plans),
    )
