"""check_budget: what was spent, what is held, what is left."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from films.services import CallersServices
from footage.answers import Budget
from footage.threads import in_thread
from tools import names
from tools.base import Answer, Params, Report, Tool


class CheckBudget(Params):
    """Arguments of check_budget."""

    period: Literal["day", "month", "total"] = Field(default="month", description="Which spending to show.")


async def ask(params: CheckBudget, services: CallersServices, report: Report) -> Answer:
    """Read the ledger."""
    budget = await in_thread(services.budget.report, params.period)
    return Answer(result=budget, text=budget.message)


TOOL = Tool(
    name=names.CHECK_BUDGET,
    title="Check the budget",
    description="Show what was spent and held, every cap and what is left, spending by backend, and money in doubt.",
    params=CheckBudget,
    result=Budget,
    scope="budget:read",
    answer=ask,
    read_only=True,
    idempotent=True,
)
