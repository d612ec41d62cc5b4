"""Which backend makes a film, and why: filter, rank, explain. Same request and state, same answer.

What is left after the filters is ranked by utility, expected gain minus what it costs in money and time:

    success x weight.quality x quality - weight.usd x dollars - weight.minute x minutes + preferences

The weights and preferences are the policy's (`routing.policy`), success, quality and minutes are beliefs
(`routing.beliefs`), the dollars are the worst case. A backend of last resort (the storyboard) ranks after every other
one that is left, whatever its utility, unless the caller names it.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from footage.answers import Considered
from footage.caller import NO_LIMITS, Caller, Limits
from footage.domain import VideoRequest
from footage.errors import (
    BudgetExceededError,
    FootageError,
    InvalidInputError,
    KeyLimitError,
    PriceUnknownError,
    UnavailableError,
)
from footage.money import MICROUSD_PER_USD, ZERO, Money
from footage.ports.generators import Generator, Quote
from footage.ports.money import BudgetBook, CallersBudget
from footage.ports.quality import Stretch
from footage.ports.routing import Health, History, Retake, RoutePlan, Segments
from routing.beliefs import Belief, beliefs
from routing.lacks import lacks, lacks_for
from routing.policy import Judgement, Policy
from routing.retakes import retake_of
from routing.segments import explained, segments_of, total

_SWITCHED_OFF = "switched off"
_HINT_OF_KEY = "Ask for a shorter or smaller film, or ask whoever gave you the key to raise its limit."


class _NotConfiguredError(UnavailableError):
    """The user has not set the backend up, so its absence needs no explanation."""


@dataclass(frozen=True)
class _Candidate:
    generator: Generator
    quote: Quote
    utility: float
    segments: Segments | None

    @property
    def name(self) -> str:
        return self.generator.name


@dataclass(frozen=True)
class _State:
    """Everything outside the request that one decision depends on."""

    spendable: Money
    limit: str
    judgement: Judgement
    beliefs: Mapping[str, Belief]
    paused: Mapping[str, str]
    elsewhere: frozenset[str]


class PolicyRouter:
    """`footage.ports.routing.Router` by a policy given as data.

    Args:
        generators: By name, in the order that breaks ties.
        budget: To know what can still be spent.
        policy: Weights and rules.
        history: What was measured here.
        health: Which vendors are paused.
        is_enabled: The user's switch for a backend, given its name and default.
        no_spend: Refuse everything that costs money.
        elsewhere: Names of the backends that processes with devices can use, on this machine or another one.
    """

    def __init__(
        self,
        generators: Mapping[str, Generator],
        budget: BudgetBook,
        policy: Policy,
        history: History,
        health: Health,
        *,
        is_enabled: Callable[[str, bool], bool],
        no_spend: bool = False,
        elsewhere: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self._generators = generators
        self._book = budget
        self._budget: BudgetBook | CallersBudget = budget
        self._limits = NO_LIMITS
        self._policy = policy
        self._history = history
        self._health = health
        self._is_enabled = is_enabled
        self._no_spend = no_spend
        self._elsewhere = elsewhere

    def for_(self, caller: Caller) -> PolicyRouter:
        """See `footage.ports.routing.Router.for_`."""
        theirs = self.within(caller.limits)
        theirs._budget = self._book.for_(caller)  # noqa: SLF001 - a copy of our own
        return theirs

    def within(self, limits: Limits) -> PolicyRouter:
        """See `footage.ports.routing.Router.within`."""
        limited = copy.copy(self)
        limited._limits = limits  # noqa: SLF001 - a copy of our own
        return limited

    def plan(self, request: VideoRequest, max_cost: Money | None, *, here: bool = False) -> tuple[RoutePlan, Quote]:
        """Rank the backends for a request; with `here`, those that only other processes can use are left out.

        Returns:
            The plan, and the worst-case quote of its first backend.

        Raises:
            InvalidInputError: `request.backend` names no backend.
            BudgetExceededError: Money is the only reason why none is left.
            KeyLimitError: The caller's key may not use the backend, or any that could make this film.
            UnavailableError: No backend can make this film here; the message says why for each.
        """
        named = self._named(request)
        state = self._state(request, max_cost)
        if here:
            state = replace(state, elsewhere=frozenset())
        left: list[_Candidate] = []
        rejected: dict[str, FootageError] = {}
        for name, generator in self._generators.items():
            if not _comes_into_question(generator, request, named):
                continue
            try:
                left.append(self._admit(generator, request, named, state))
            except FootageError as exc:
                if exc.message != _SWITCHED_OFF:
                    rejected[name] = exc
        if not left:
            raise _nothing_left(
                request, {name: exc for name, exc in rejected.items() if named in (None, name)}, named, self._limits
            )
        left.sort(key=lambda one: (not one.generator.last_resort, one.utility), reverse=True)
        chosen = left[0].generator
        missed = {name: exc for name, exc in rejected.items() if not isinstance(exc, _NotConfiguredError)}
        plan = RoutePlan(
            order=tuple(one.name for one in left),
            queue=chosen.queue,
            reason=_reason(request, left, missed, state.judgement),
            degraded=chosen.last_resort and _left_open(request) and _wanted_better(request, missed),
            considered=_considered(left, rejected),
            segments=left[0].segments,
        )
        return plan, left[0].quote

    def names(self) -> list[str]:
        """See `footage.ports.routing.Router.names`."""
        elsewhere = self._elsewhere()
        return [name for name, one in self._generators.items() if self._is_on(one, elsewhere) and self._may_use(name)]

    def sounds(self, backend: str | None) -> bool:
        """Whether a backend makes sound; yes where none is named, and of one that nobody knows."""
        generator = self._now(backend or "")
        return generator is None or generator.capabilities().audio

    def outline(self, backend: str, request: VideoRequest) -> Mapping[str, Any] | None:
        """The plan a backend would draw, if it draws from one."""
        return self._generators[backend].outline(request)

    @cached_property
    def _drawn_styles(self) -> frozenset[str]:
        """Keyframes are drawn by whoever has named styles."""
        return frozenset().union(*(one.capabilities().styles for one in self._generators.values()))

    def segments(self, backend: str, request: VideoRequest) -> Segments | None:
        """The clips that a backend makes a long film of; None when it makes it in one go."""
        return segments_of(self._generators[backend], request, self._drawn_styles)

    def able(self, request: VideoRequest, backends: Sequence[str]) -> list[str]:
        """Those of the backends that could make a clip in one go."""
        known = [self._generators[name] for name in backends if self._may_use(name)]
        return [one.name for one in known if not (one.last_resort or one.missing() or lacks(one, request))]

    def retake(self, backend: str, request: VideoRequest, stretch: Stretch) -> Retake | None:
        """How a backend makes a stretch of its film anew; None when it cannot, or has no price for it."""
        try:
            return retake_of(self._generators[backend], request, stretch)
        except PriceUnknownError:
            return None

    def better(self, backend: str, request: VideoRequest) -> list[str]:
        """Backends that are expected to make a better film and can be paid, the best first; none if one was named."""
        if request.backend is not None:
            return []
        state = self._state(request, None)

        def expected(generator: Generator) -> float:
            return state.beliefs.get(generator.name, Belief()).quality(generator.quality_prior)

        least = expected(self._generators[backend])
        found: list[_Candidate] = []
        for generator in self._generators.values():
            # Only backends that this process can use: another process may not have the first film, which is here.
            if generator.last_resort or generator.missing() or not _comes_into_question(generator, request, None):
                continue
            if expected(generator) > least:
                with contextlib.suppress(FootageError):
                    found.append(self._admit(generator, request, None, state))
        found.sort(key=lambda one: expected(one.generator), reverse=True)
        return [one.name for one in found if one.segments is None]

    # --- filter -------------------------------------------------------------------------------------------------

    def _named(self, request: VideoRequest) -> str | None:
        """The backend that the caller names, as it is called now."""
        if request.backend is None:
            return None
        generator = self._now(request.backend)
        if generator is None:
            raise InvalidInputError(f"There is no backend {request.backend!r}; known are: {', '.join(self.names())}.")
        return generator.name

    def _now(self, name: str) -> Generator | None:
        """The backend of a name, or the one that took over its requests when it was retired."""
        generator = self._generators.get(name)
        if generator is None or not (generator.missing() or "").startswith("retired"):
            return generator
        return self._generators[generator.successor or name]

    def _state(self, request: VideoRequest, max_cost: Money | None) -> _State:
        line = self._budget.line()
        whole = line.spent + line.held + line.remaining
        used = 1 - line.remaining.microusd / whole.microusd if whole else 1.0
        spendable, limit = self._spendable(max_cost)
        return _State(
            spendable=spendable,
            limit=limit,
            judgement=self._policy.judge(request, used, whole.microusd / MICROUSD_PER_USD),
            beliefs=beliefs(self._history.recent()),
            paused=self._health.paused(),
            elsewhere=self._elsewhere(),
        )

    def _spendable(self, max_cost: Money | None) -> tuple[Money, str]:
        """The most that the film may cost, and what says so."""
        if self._no_spend:
            return ZERO, "spending is switched off"
        most, under_caps = self._limits.max_cost_per_call, self._budget.left()
        left = under_caps.amount if max_cost is None else min(under_caps.amount, max_cost)
        if most is not None and most <= left:
            return most, f"this key may spend at most {most} a call"
        if under_caps.amount <= left:
            return left, under_caps.reason
        # What is left may be what is left to scenes that come after others.
        return left, f"only {left} can be spent" if under_caps.may_be_told else "more than can be spent on it"

    def _may_use(self, backend: str) -> bool:
        return self._limits.backends is None or backend in self._limits.backends

    def _is_on(self, generator: Generator, elsewhere: frozenset[str]) -> bool:
        return self._is_enabled(generator.name, generator.enabled_by_default or generator.name in elsewhere)

    def _admit(self, generator: Generator, request: VideoRequest, named: str | None, state: _State) -> _Candidate:
        """The backend with its quote and utility, or the reason why not as an error."""
        if not self._is_on(generator, state.elsewhere):
            if named != generator.name:
                raise UnavailableError(_SWITCHED_OFF)
            switch = f"FOOTAGE_BACKEND_{generator.name.upper()}_ENABLED=1"
            raise UnavailableError(generator.missing() or f"is switched off; {switch} switches it on")
        if not self._may_use(generator.name):
            raise KeyLimitError("this key may not use it")
        if named not in (None, generator.name):
            raise UnavailableError(f"the caller asked for {request.backend}")
        if generator.name not in state.elsewhere and (reason := generator.missing()):
            raise _NotConfiguredError(reason)
        segments = segments_of(generator, request, self._drawn_styles)
        if reason := lacks_for(generator, request, segments) or state.paused.get(generator.vendor):
            raise UnavailableError(reason)
        quote = _quote(generator, request, segments)
        if quote.cost > state.spendable:
            is_keys = self._limits.max_cost_per_call == state.spendable
            raise BudgetExceededError(
                f"costs up to {quote.cost}, {state.limit}", hint=_HINT_OF_KEY if is_keys else None
            )
        belief = state.beliefs.get(generator.name, Belief())
        if named is None and (reason := _unwanted(generator, request, belief, state.judgement)):
            raise UnavailableError(reason)
        minutes = _latency_s(generator, request, segments) * belief.latency_factor / 60
        utility = _utility(generator, quote, belief, state.judgement, minutes)
        return _Candidate(generator, quote, utility, segments)


def _comes_into_question(generator: Generator, request: VideoRequest, named: str | None) -> bool:
    """Whether a backend shows what is wanted at all: footage for those who ask for it, and for nobody else."""
    is_wanted = generator.capabilities().real_footage == (request.look == "real")
    return is_wanted or named == generator.name


def _quote(generator: Generator, request: VideoRequest, segments: Segments | None) -> Quote:
    if segments is None:
        return generator.quote(request)
    clip = request.model_copy(update={"duration_s": segments.lengths_s[0]})
    return replace(generator.quote(clip), cost=total(segments))


def _latency_s(generator: Generator, request: VideoRequest, segments: Segments | None) -> float:
    """How long the film takes: clips of a chain wait for each other, others do not."""
    if segments is None:
        return generator.latency_s(request)
    clips = [request.model_copy(update={"duration_s": length}) for length in segments.lengths_s]
    each = [generator.latency_s(clip) for clip in clips]
    return sum(each) if segments.way == "chain" else max(each)


def _utility(generator: Generator, quote: Quote, belief: Belief, judgement: Judgement, minutes: float) -> float:
    worth = judgement.weights
    gain = belief.success * worth.quality * belief.quality(generator.quality_prior)
    dollars = quote.cost.microusd / MICROUSD_PER_USD
    return gain - worth.usd * dollars - worth.minute * minutes + judgement.preference(generator)


def _unwanted(generator: Generator, request: VideoRequest, belief: Belief, judgement: Judgement) -> str | None:
    """Why a backend that could make the film should not."""
    quality = belief.quality(generator.quality_prior)
    if request.min_quality is not None and quality < request.min_quality and not generator.last_resort:
        return f"its expected quality is {quality:.2f}"
    if because := judgement.forbids(generator):
        return f"not while {because}"
    return None


# --- explain ----------------------------------------------------------------------------------------------------


def _considered(left: Sequence[_Candidate], rejected: Mapping[str, FootageError]) -> tuple[Considered, ...]:
    ranked = [
        Considered(backend=one.name, score=round(one.utility, 4), cost_usd=one.quote.cost.as_usd(), rejected=None)
        for one in left
    ]
    return (
        *ranked,
        *(Considered(backend=name, score=None, cost_usd=None, rejected=exc.message) for name, exc in rejected.items()),
    )


def _left_open(request: VideoRequest) -> bool:
    """Whether the choice of a backend was left to us."""
    return request.backend is None and request.plan is None


def _wanted_better(request: VideoRequest, missed: Mapping[str, FootageError]) -> bool:
    return request.priority == "quality" or request.min_quality is not None or bool(missed)


def _reason(
    request: VideoRequest, left: Sequence[_Candidate], missed: Mapping[str, FootageError], judgement: Judgement
) -> str:
    chosen = left[0]
    reason = _choice(request, left, missed, judgement)
    if chosen.segments is None:
        return reason
    return reason + explained(chosen.name, chosen.generator.capabilities(), chosen.segments, request)


def _choice(
    request: VideoRequest, left: Sequence[_Candidate], missed: Mapping[str, FootageError], judgement: Judgement
) -> str:
    chosen, quote = left[0].generator, left[0].quote
    if request.backend:
        instead = f" {request.backend} is retired." if request.backend != chosen.name else ""
        silent = "" if chosen.capabilities().audio else " It makes no sound."
        return f"{chosen.name} was asked for by name.{instead}{silent}"
    if request.look == "real":
        return f"{chosen.name} has real footage, which was asked for."
    if request.plan is not None:
        return f"{chosen.name} draws the plan that was given."
    if chosen.last_resort and missed:
        return f"{chosen.name} is what is left: " + "; ".join(f"{n} {e.message}" for n, e in missed.items()) + "."
    if chosen.last_resort:
        return f"No video generator is configured, so the embedded {chosen.name} draws it."
    because = "".join(f", {rule.because}" for rule in judgement.rules)
    return f"{chosen.name} ranks first of {len(left)} for priority {request.priority} at up to {quote.cost}{because}."


def _told(rejected: Mapping[str, FootageError]) -> str:
    """Why each was rejected; those with the same reason together."""
    alike: dict[str, list[str]] = {}
    for name, exc in rejected.items():
        alike.setdefault(exc.message, []).append(name)
    return "; ".join(f"{', '.join(names)}: {reason}" for reason, names in alike.items())


def _nothing_left(
    request: VideoRequest, rejected: Mapping[str, FootageError], named: str | None, limits: Limits
) -> FootageError:
    reasons = _told(rejected)
    money = [exc for exc in rejected.values() if isinstance(exc, (BudgetExceededError, PriceUnknownError))]
    if money:
        return type(money[0])(f"No backend is affordable for this film ({reasons}).", hint=money[0].hint)
    if any(isinstance(exc, KeyLimitError) for exc in rejected.values()):
        may = ", ".join(sorted(limits.backends or ())) or "none"
        return KeyLimitError(f"This key has no backend for this film ({reasons}); it may use {may}.")
    if named:
        return UnavailableError(
            f"{named} cannot make this film ({rejected[named].message}).",
            hint="Change what the reason names, or leave backend out: another one may make it.",
        )
    if request.look == "real":
        return UnavailableError(
            f"There is no real footage to be had here ({reasons or 'its backends are switched off'}).",
            hint="Ask the user to change what the reasons name, or leave look out: the film is then made up or drawn.",
        )
    return UnavailableError(
        f"No backend can make this film here ({reasons or 'none is configured'}).",
        hint="Change what the reasons name, or run `footage doctor` to see what is missing.",
    )
