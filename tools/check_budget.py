"""check_budget: what was spent, what is held, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from pydantic import Field

from films.services import CallersServices
from footage.answers import Budget, Cap
from footage.threads import in_thread
from tools import names
from tools.base import Answer, Params, Report, Tool

SHOWN = 5
"""Rows of each list that the text names; the structured answer has all."""


class CheckBudget(Params):
    """Arguments of check_budget."""

    period: Literal["day", "month", "total"] = Field(default="month", description="Which spending to show.")


async def ask(params: CheckBudget, services: CallersServices, report: Report) -> Answer:
    """Read the ledger."""
    budget = await in_thread(services.budget.report, params.period)
    if services.warnings and not services.caller.remote:  # a cap that is misspelt does not hold
        budget = budget.model_copy(update={"message": " ".join([budget.message, *services.warnings])})
    return Answer(result=budget, text=told(budget))


def told(budget: Budget) -> str:
    """The budget in words."""
    by_backend = [
        f"{one.backend} ${one.spent_usd} ({one.jobs} job{'s' * (one.jobs != 1)})" for one in budget.by_backend
    ]
    by_day = [f"{one.day} ${one.spent_usd}" for one in budget.by_day]
    caps = [_told_cap(one) for one in budget.caps]
    doubt = [
        f"{one.job_id} holds ${one.held_usd} at {one.backend} since {one.since:%Y-%m-%d}: {one.what_to_check}"
        for one in budget.in_doubt
    ]
    forecast = Decimal(budget.forecast_usd)
    lines = [
        budget.message,
        _listed("By backend", by_backend),
        _listed("By day", by_day),
        _listed("Caps", caps),
        f"At this pace the month will cost ${forecast:.2f}." if forecast else "",
        "Nothing is spent here: FOOTAGE_NO_SPEND is set." if budget.no_spend else "",
        _listed("In doubt", doubt, most=2, between=" "),
    ]
    return "\n".join(line for line in lines if line)


def _told_cap(cap: Cap) -> str:
    if cap.scope == "installation":
        return f"{cap.name} ${cap.cap_usd} (${cap.remaining_usd} left)"
    whose = f" of {cap.scope} {cap.of}"
    anew = f", anew on {cap.resets_at:%Y-%m-%d}" if cap.resets_at else ""
    return f"{cap.name}{whose} ${cap.cap_usd} (${cap.remaining_usd} left{anew})"


def _listed(name: str, parts: Sequence[str], most: int = SHOWN, between: str = ", ") -> str:
    """The first of several parts in a line; empty without any."""
    if not parts:
        return ""
    more = f"{between}and {len(parts) - most} more" if len(parts) > most else ""
    return f"{name}: {between.join(parts[:most])}{more}".rstrip(".") + "."


TOOL = Tool(
    name=names.CHECK_BUDGET,
    title="Check the budget",
    description="Show the money: how much was spent, what videos cost by backend and day, what is held and left under "
    "each cap, and what is in doubt.",
    params=CheckBudget,
    result=Budget,
    scope="budget:read",
    answer=ask,
    read_only=True,
    idempotent=True,
)
