"""`footage.ports.meters.Meters` by prometheus_client."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Histogram

from footage.domain import JobStatus
from footage.money import ZERO, Money
from footage.verdicts import Quality
from mcp_server.telemetry.labels import ENDS, METHODS, OUTCOMES, PRIORITIES, error_codes, known

CALL_BUCKETS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300)
"""Those of the conventions for MCP."""

JOB_BUCKETS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)
SHARE_BUCKETS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)


Result = Literal["ok", "no_token", "bad_token", "away"]
RESULTS: tuple[Result, ...] = get_args(Result)


class Counted:
    """Counts what happens in this process.

    Args:
        registry: Where it is read.
        tools: The names of all tools.
        backends: The names of all that attempts are made at.
    """

    def __init__(self, registry: CollectorRegistry, tools: Collection[str], backends: Collection[str]) -> None:
        self._tools, self._backends, self._errors = frozenset(tools), frozenset(backends), error_codes()
        self._make(registry)
        self._begin_at_zero()

    def _make(self, registry: CollectorRegistry) -> None:
        self._answered = Histogram(
            "mcp_server_operation_duration_seconds",
            "Time to answer a message of an MCP client.",
            ("mcp_method_name", "gen_ai_tool_name", "error_type"),
            buckets=CALL_BUCKETS,
            registry=registry,
        )
        self._auth = Counter(
            "footage_auth", "Requests at the door, by whether their sender was known.", ("result",), registry=registry
        )
        self._jobs = Counter(
            "footage_jobs", "Jobs that ended, by tool and how.", ("tool", "outcome"), registry=registry
        )
        self._job_s = Histogram(
            "footage_job_duration_seconds",
            "Time from placing a job to its end, those that failed or were cancelled included.",
            ("tool",),
            buckets=JOB_BUCKETS,
            registry=registry,
        )
        self.asked_total = Counter(
            "footage_requests", "Films that backends were asked for.", ("backend", "priority"), registry=registry
        )
        self._attempts = Counter(
            "footage_vendor_requests",
            "Tries at a backend that ended, by how.",
            ("backend", "outcome"),
            registry=registry,
        )
        self.generation_s = Histogram(
            "footage_generation_duration_seconds",
            "Time that a backend took for a film that it made.",
            ("backend",),
            buckets=JOB_BUCKETS,
            registry=registry,
        )
        self.fallbacks_total = Counter(
            "footage_fallbacks",
            "Films that went on to another backend after one had failed.",
            ("from_backend", "to_backend"),
            registry=registry,
        )
        self._cost = Counter(
            "footage_cost_microusd",
            "Millionths of a dollar that were charged here; what was given back later is not taken off.",
            ("backend",),
            registry=registry,
        )
        self._premium = Counter(
            "footage_premium_only_cost_microusd",
            "Millionths of a dollar that the best premium backend would have charged for the films made here.",
            registry=registry,
        )
        self.score = _shares("footage_quality_score", "Score of films that backends made.", registry)
        self.coherence = _shares("footage_temporal_coherence", "How well their frames hang together.", registry)
        self.prompt_match = _shares("footage_prompt_match", "How well they show what was asked for.", registry)

    def _begin_at_zero(self) -> None:
        """Have series from the start, so that the first of a kind is seen as one more."""
        for result in RESULTS:
            self._auth.labels(result)
        for tool in self._tools:
            for outcome in ENDS:
                self._jobs.labels(tool, outcome)
        for backend in self._backends:
            self._cost.labels(backend)
            for outcome in OUTCOMES:
                self._attempts.labels(backend, outcome)

    def answered(self, method: str, tool: str, error: str, seconds: float) -> None:
        names = known(method, METHODS), known(tool, self._tools) if tool else "", known(error, self._errors)
        self._answered.labels(*names).observe(seconds)

    def let_in(self, result: Result) -> None:
        self._auth.labels(result).inc()

    def job_ended(self, tool: str, outcome: JobStatus, seconds: float) -> None:
        name = known(tool, self._tools)
        self._jobs.labels(name, known(outcome, ENDS)).inc()
        self._job_s.labels(name).observe(max(0.0, seconds))

    def judged(self, backend: str, quality: Quality) -> None:
        name = known(backend, self._backends)
        if quality.score is not None:
            self.score.labels(name).observe(quality.score)
        if quality.coherence:
            self.coherence.labels(name).observe(quality.coherence.overall)
        if quality.prompt_match:
            self.prompt_match.labels(name).observe(quality.prompt_match.score)

    def asked(self, backend: str, priority: str) -> None:
        self.asked_total.labels(known(backend, self._backends), known(priority, PRIORITIES)).inc()

    def attempt_ended(self, backend: str, outcome: str, seconds: float) -> None:
        name = known(backend, self._backends)
        self._attempts.labels(name, known(outcome, OUTCOMES)).inc()
        if outcome == "succeeded":
            self.generation_s.labels(name).observe(max(0.0, seconds))

    def fell_back(self, given_up: str, instead: str) -> None:
        self.fallbacks_total.labels(known(given_up, self._backends), known(instead, self._backends)).inc()

    def charged(self, backend: str, amount: Money) -> None:
        if amount > ZERO:
            self._cost.labels(known(backend, self._backends)).inc(amount.microusd)

    def compared(self, amount: Money) -> None:
        self._premium.inc(amount.microusd)


def _shares(name: str, told: str, registry: CollectorRegistry) -> Histogram:
    return Histogram(name, f"{told} 0 to 1.", ("backend",), buckets=SHARE_BUCKETS, registry=registry)
