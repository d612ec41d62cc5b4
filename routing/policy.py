"""The policy: what a film's priority is worth in money and time, and the rules that change it. Data, not code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from footage import yaml_data
from footage.domain import Priority, Tier, VideoRequest
from footage.ports.generators import Generator

SHIPPED = Path(__file__).parent / "data" / "policy.yaml"
Weight = Annotated[float, Field(ge=0, le=1000)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Weights(_Row):
    """What one point of quality, one dollar and one minute are worth."""

    quality: Weight
    usd: Weight
    minute: Weight


class Factors(_Row):
    """What weights are multiplied by."""

    quality: Weight = 1.0
    usd: Weight = 1.0
    minute: Weight = 1.0


class Selection(_Row):
    """Backends by tier, vendor or name."""

    tiers: tuple[Tier, ...] = ()
    vendors: tuple[str, ...] = ()
    backends: tuple[str, ...] = ()

    def has(self, generator: Generator) -> bool:
        """Whether a backend is meant."""
        return generator.tier in self.tiers or generator.vendor in self.vendors or generator.name in self.backends


class Condition(_Row):
    """When a rule holds; everything that is set must be true.

    `budget_used_at_least` is a share of the month's cap, `month_cap_at_least_usd` the cap itself.
    """

    priority: tuple[Priority, ...] | None = None
    duration_over_s: float | None = None
    budget_used_at_least: float | None = Field(default=None, ge=0, le=1)
    month_cap_at_least_usd: float | None = Field(default=None, ge=0)
    needs_sound: bool | None = None
    needs_start_image: bool | None = None

    def holds(self, request: VideoRequest, budget_used: float, month_cap_usd: float) -> bool:
        """Whether it holds for a request with this share of the month's budget used, 0 to 1."""
        return all(
            (
                self.priority is None or request.priority in self.priority,
                self.duration_over_s is None or request.duration_s > self.duration_over_s,
                self.budget_used_at_least is None or budget_used >= self.budget_used_at_least,
                self.month_cap_at_least_usd is None or month_cap_usd >= self.month_cap_at_least_usd,
                self.needs_sound is None or request.audio == self.needs_sound,
                self.needs_start_image is None or bool(request.start_image) == self.needs_start_image,
            )
        )


class Rule(_Row):
    """One rule. `by` is how much utility a preference is worth."""

    name: str
    when: Condition = Condition()
    multiply: Factors = Factors()
    prefer: Selection | None = None
    avoid: Selection | None = None
    require: Selection | None = None
    by: float = Field(default=0.1, ge=0, le=10)
    because: str

    @model_validator(mode="after")
    def _does_something(self) -> Rule:
        if self.multiply == Factors() and not (self.prefer or self.avoid or self.require):
            raise ValueError("the rule changes nothing: set multiply, prefer, avoid or require")
        return self


class Judgement(NamedTuple):
    """What the policy says about one request: the weights, and the rules that hold."""

    weights: Weights
    rules: Sequence[Rule]

    def preference(self, generator: Generator) -> float:
        """Utility that the rules add for a backend."""
        return sum(
            rule.by
            * (bool(rule.prefer and rule.prefer.has(generator)) - bool(rule.avoid and rule.avoid.has(generator)))
            for rule in self.rules
        )

    def forbids(self, generator: Generator) -> str | None:
        """Why the rules leave a backend out, or None."""
        return next((rule.because for rule in self.rules if rule.require and not rule.require.has(generator)), None)


class Policy(_Row):
    """All of it."""

    weights: dict[Priority, Weights]
    rules: tuple[Rule, ...] = ()
    reword: bool = False
    max_wait_s: float = Field(default=300, ge=0)

    def judge(self, request: VideoRequest, budget_used: float, month_cap_usd: float = 0.0) -> Judgement:
        """Apply the rules to a request with this share of the month's budget used, 0 to 1."""
        rules = [rule for rule in self.rules if rule.when.holds(request, budget_used, month_cap_usd)]
        worth = self.weights[request.priority]
        for rule in rules:
            worth = Weights(
                quality=worth.quality * rule.multiply.quality,
                usd=worth.usd * rule.multiply.usd,
                minute=worth.minute * rule.multiply.minute,
            )
        return Judgement(worth, rules)


def load_policy(home: Path | None = None) -> Policy:
    """The shipped policy, laid over by `policy.yaml` in the user's folder.

    Raises:
        InvalidInputError: A file is wrong; the message names file, line and key.
    """
    return yaml_data.load(Policy, SHIPPED, home / "policy.yaml" if home else None)
