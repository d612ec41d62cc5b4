"""Consent: above a price, or before others see a film, a person must say yes to exactly this call."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from films.services import CallersServices
from footage import canonical
from footage.domain import VideoRequest
from footage.errors import ApprovalRequiredError, BudgetExceededError
from footage.money import ZERO, Money
from footage.plain_text import one_line, shortened
from footage.ports.generators import Quote
from footage.ports.limits import CapReachedError
from footage.ports.money import ApprovedQuote, AskedCall
from footage.ports.routing import RoutePlan
from tools.base import Params

_TITLE_CHARS = 120
_NOT_ASKED_ABOUT = frozenset({"wait_s", "idempotency_key", "quote_id", "dry_run", "tag"})
"""Arguments that change neither the film nor its price."""


class Consent(NamedTuple):
    """The most that a call may now cost without asking anybody again, and the quote that placing it will use up."""

    limit: Money | None
    approved: ApprovedQuote | None = None


def spendable(services: CallersServices, max_cost: Money | None) -> Money:
    """The most that a call may cost: the caller's caps leave so much, or their own limit for it does."""
    left = max(ZERO, services.budget.available())
    return left if max_cost is None else min(left, max_cost)


@contextlib.contextmanager
def money_explained(services: CallersServices, max_cost: Money | None) -> Iterator[None]:
    """Where nothing is affordable, say which cap that is about, how far it is used, and who can raise it."""
    try:
        yield
    except CapReachedError:
        raise
    except BudgetExceededError as exc:
        raise services.budget.explained(exc, max_cost) from exc


def plan_within(services: CallersServices, request: VideoRequest, max_cost: Money | None) -> tuple[RoutePlan, Quote]:
    """The backends for a request, as far as the caller's caps and the call's own limit allow.

    Raises:
        FootageError: As `Router.plan` does.
    """
    with money_explained(services, max_cost):
        return services.router.plan(request, spendable(services, max_cost))


def consent(
    services: CallersServices, tool: str, params: Params, backend: str, quote: Quote, quote_id: str | None
) -> Consent:
    """What may be spent on this call; the limit is None where nothing needs consent.

    Raises:
        ApprovalRequiredError: It costs more than may be spent without consent; carries a quote to approve.
    """
    limit = services.approve_above
    if limit is None or quote.cost <= limit:
        return Consent(limit)
    fingerprint = _fingerprint(tool, params, backend, quote)
    if quote_id is not None:
        first = _first_fingerprint(tool, params, backend, quote)
        return Consent(quote.cost, ApprovedQuote(quote_id, fingerprint, quote.cost, first))
    raise ApprovalRequiredError(
        f"This film costs up to {quote.cost} at {backend} ({quote.model}), more than the {limit} that may be spent "
        "without asking.",
        quote_id=services.approvals.quote(fingerprint, quote.cost, _call(tool, params, backend)),
    )


def consent_to_publish(
    services: CallersServices, tool: str, params: Params, question: str, bound: Mapping[str, str], quote_id: str | None
) -> ApprovedQuote:
    """The yes of a person to others seeing a film; what was agreed to is what is sent, the film itself included.

    Args:
        services: For quotes.
        tool: Which tool.
        params: Its arguments.
        question: What the person is asked.
        bound: What else the yes is for.
        quote_id: Of the yes, where there was one.

    Raises:
        ApprovalRequiredError: Nobody was asked yet; carries a quote to approve.
    """
    asked = canonical.fingerprint(params, without=_NOT_ASKED_ABOUT)
    fingerprint = canonical.hash_of({"tool": tool, "arguments": asked, **bound})
    if quote_id is not None:
        return ApprovedQuote(quote_id, fingerprint, ZERO)
    raise ApprovalRequiredError(
        question,
        quote_id=services.approvals.quote(fingerprint, ZERO, _call(tool, params, bound["where"])),
        is_publication=True,
    )


def _call(tool: str, params: Params, backend: str) -> AskedCall:
    """The call as somebody else can make it, without what is of the one that is asked about alone."""
    arguments = params.model_dump(mode="json", exclude_unset=True, exclude={"wait_s", "quote_id", "dry_run"})
    title = next((f"{arguments[name]}" for name in ("title", "prompt", "source") if arguments.get(name)), tool)
    return AskedCall(tool=tool, title=shortened(one_line(title), _TITLE_CHARS), backend=backend, arguments=arguments)


def _fingerprint(tool: str, params: Params, backend: str, quote: Quote) -> str:
    """The same for the same call, whichever version of Footage works it out."""
    asked = canonical.fingerprint(params, without=_NOT_ASKED_ABOUT)
    return canonical.hash_of({"tool": tool, "arguments": asked, "backend": backend, "model": quote.model})


def _first_fingerprint(tool: str, params: Params, backend: str, quote: Quote) -> str:
    """As it was worked out before, over every argument: an open quote may be called so."""
    asked = params.model_dump(mode="json", exclude=set(_NOT_ASKED_ABOUT))
    bound = {"tool": tool, "arguments": asked, "backend": backend, "model": quote.model}
    return hashlib.sha256(json.dumps(bound, sort_keys=True).encode()).hexdigest()
