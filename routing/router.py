"""Which backend makes a film, and why: filter, rank, explain. Same request and state, same answer.

score = quality_prior - weight(priority) x worst-case cost in dollars. A backend of last resort (the storyboard) ranks
after every other one that is left, whatever its score, unless the caller names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from footage.domain import Considered, Priority, VideoRequest
from footage.errors import BudgetExceededError, FootageError, InvalidInputError, PriceUnknownError, UnavailableError
from footage.money import MICROUSD_PER_USD, ZERO, Money
from footage.ports import BudgetBook, Generator, Quote, RoutePlan

COST_WEIGHT: Mapping[Priority, float] = {"quality": 0.02, "balanced": 0.2, "speed": 0.2, "cost": 1.0}
"""How much quality (0 to 1) one dollar is worth under each priority."""


class ScoringRouter:
    """`footage.ports.Router` by a documented score.

    Args:
        generators: By name, in the order that breaks ties.
        budget: To know what can still be spent.
        is_enabled: The user's switch for a backend, given its name and default.
        no_spend: Refuse everything that costs money.
    """

    def __init__(
        self,
        generators: Mapping[str, Generator],
        budget: BudgetBook,
        *,
        is_enabled: Callable[[str, bool], bool],
        no_spend: bool = False,
    ) -> None:
        self._generators = generators
        self._budget = budget
        self._is_enabled = is_enabled
        self._no_spend = no_spend

    def plan(self, request: VideoRequest, max_cost: Money | None) -> tuple[RoutePlan, Quote]:
        """Rank the backends for a request.

        Returns:
            The plan, and the worst-case quote of its first backend.

        Raises:
            InvalidInputError: `request.backend` names no backend.
            BudgetExceededError: Money is the only reason why none is left.
            UnavailableError: No backend can make this film here; the message says why for each.
        """
        if request.backend and request.backend not in self._generators:
            known = ", ".join(name for name, g in self._generators.items() if self._is_on(g))
            raise InvalidInputError(f"There is no backend {request.backend!r}; known are: {known}.")
        spendable = self._spendable(max_cost)
        quotes: dict[str, Quote] = {}
        rejected: dict[str, FootageError] = {}
        for name, generator in self._generators.items():
            try:
                quotes[name] = self._admit(generator, request, spendable)
            except FootageError as exc:
                rejected[name] = exc
        if not quotes:
            raise _nothing_left(rejected)
        order = sorted(quotes, key=lambda name: self._rank(name, quotes[name], request), reverse=True)
        return self._explain(request, order, quotes, rejected), quotes[order[0]]

    def outline(self, backend: str, request: VideoRequest) -> Mapping[str, Any] | None:
        """The plan a backend would draw, if it draws from one."""
        return self._generators[backend].outline(request)

    def _spendable(self, max_cost: Money | None) -> Money:
        if self._no_spend:
            return ZERO
        available = max(ZERO, self._budget.available())
        return available if max_cost is None else min(available, max_cost)

    def _is_on(self, generator: Generator) -> bool:
        return self._is_enabled(generator.name, generator.enabled_by_default)

    def _admit(self, generator: Generator, request: VideoRequest, spendable: Money) -> Quote:
        """The quote, or the reason why not as an error."""
        if not self._is_on(generator):
            raise UnavailableError("switched off")
        if request.backend not in (None, generator.name):
            raise UnavailableError(f"the caller asked for {request.backend}")
        if reason := generator.missing() or _lacks(generator, request):
            raise UnavailableError(reason)
        quote = generator.quote(request)
        if quote.cost > spendable:
            limit = "spending is switched off" if self._no_spend else f"only {spendable} can be spent"
            raise BudgetExceededError(f"costs up to {quote.cost}, {limit}")
        return quote

    def _rank(self, name: str, quote: Quote, request: VideoRequest) -> tuple[bool, float]:
        generator = self._generators[name]
        return not generator.last_resort, _score(generator, quote, request)

    def _explain(
        self,
        request: VideoRequest,
        order: list[str],
        quotes: Mapping[str, Quote],
        rejected: Mapping[str, FootageError],
    ) -> RoutePlan:
        considered = [
            Considered(
                backend=name,
                score=round(_score(self._generators[name], quotes[name], request), 4),
                cost_usd=quotes[name].cost.as_usd(),
                rejected=None,
            )
            for name in order
        ]
        shown = {name: exc for name, exc in rejected.items() if self._is_on(self._generators[name])}
        considered += [
            Considered(backend=name, score=None, cost_usd=None, rejected=exc.message) for name, exc in shown.items()
        ]
        chosen = self._generators[order[0]]
        return RoutePlan(
            order=tuple(order),
            queue=chosen.queue,
            reason=_reason(request, chosen, quotes[order[0]], others=len(order) - 1, rejected=shown),
            degraded=chosen.last_resort and _left_open(request) and _wanted_better(request, shown),
            considered=tuple(considered),
        )


def _score(generator: Generator, quote: Quote, request: VideoRequest) -> float:
    dollars = quote.cost.microusd / MICROUSD_PER_USD
    return generator.quality_prior - COST_WEIGHT[request.priority] * dollars


def _lacks(generator: Generator, request: VideoRequest) -> str | None:
    """What the request needs and this generator cannot do."""
    can = generator.capabilities()
    checks = (
        (request.aspect_ratio in can.sizes, f"cannot make {request.aspect_ratio}"),
        (
            request.resolution in can.sizes.get(request.aspect_ratio, {request.resolution}),
            f"cannot make {request.resolution}",
        ),
        (request.duration_s <= can.max_duration_s, f"makes at most {can.max_duration_s:g} s"),
        (request.duration_s >= can.min_duration_s, f"makes at least {can.min_duration_s:g} s"),
        (can.audio or not request.audio, "has no sound"),
        (can.start_image or not request.start_image, "takes no start_image"),
        (not can.needs_start_image or bool(request.start_image), "needs a start_image"),
        (can.end_image or not request.end_image, "takes no end_image"),
        (
            can.max_prompt_chars is None or len(request.prompt) <= can.max_prompt_chars,
            f"takes prompts of at most {can.max_prompt_chars} characters",
        ),
        (can.plans or request.plan is None, "draws no plans"),
        (request.style is None or not can.styles or request.style in can.styles, _styles(request, can.styles)),
    )
    return next((reason for fine, reason in checks if not fine), None)


def _styles(request: VideoRequest, styles: frozenset[str]) -> str:
    return f"has no style {request.style!r}; it has {', '.join(sorted(styles))}"


def _left_open(request: VideoRequest) -> bool:
    """Whether the choice of a backend was left to us."""
    return request.backend is None and request.plan is None


def _wanted_better(request: VideoRequest, rejected: Mapping[str, FootageError]) -> bool:
    return request.priority == "quality" or request.min_quality is not None or bool(rejected)


def _reason(
    request: VideoRequest, chosen: Generator, quote: Quote, *, others: int, rejected: Mapping[str, FootageError]
) -> str:
    if request.backend:
        return f"{chosen.name} was asked for by name."
    if request.plan is not None:
        return f"{chosen.name} draws the plan that was given."
    if chosen.last_resort and rejected:
        return f"{chosen.name} is what is left: " + "; ".join(f"{n} {e.message}" for n, e in rejected.items()) + "."
    if chosen.last_resort:
        return f"No video generator is configured, so the embedded {chosen.name} draws it."
    return f"{chosen.name} ranks first of {others + 1} for priority {request.priority} at up to {quote.cost}."


def _nothing_left(rejected: Mapping[str, FootageError]) -> FootageError:
    visible = {name: exc for name, exc in rejected.items() if exc.message != "switched off"}
    reasons = "; ".join(f"{name}: {exc.message}" for name, exc in visible.items())
    money = [exc for exc in visible.values() if isinstance(exc, (BudgetExceededError, PriceUnknownError))]
    if money:
        return type(money[0])(f"No backend is affordable for this film ({reasons}).")
    return UnavailableError(
        f"No backend can make this film here ({reasons or 'none is configured'}).",
        hint="Change what the reasons name, or run `footage doctor` to see what is missing.",
    )
