"""Which callers may ask a tool at all, and that one which forgets the caller does not type-check."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from films.services import CallersServices, Services
from footage.caller import Scope
from footage.errors import ForbiddenScopeError
from footage.ports.jobs import CallersJobs, Jobs
from footage.ports.money import BudgetBook, CallersBudget
from tests.teams import ANN
from tools.base import Answer, Params, Report, Tool
from tools.registry import TOOLS

pytestmark = pytest.mark.anyio


async def unheard(_progress: float, _message: str) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
async def test_a_tool_does_nothing_for_who_lacks_its_scope(tool: Tool) -> None:
    services: Any = SimpleNamespace(caller=replace(ANN, scopes=frozenset[Scope]({"video:publish"}) - {tool.scope}))
    with pytest.raises(ForbiddenScopeError, match=tool.scope):
        await tool.ask(tool.params.model_construct(), services, unheard)


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if not tool.read_only], ids=lambda tool: tool.name)
def test_what_changes_something_needs_more_than_looking(tool: Tool) -> None:
    assert not tool.scope.endswith(":read")


async def _mistakes(services: Services, jobs: Jobs, budget: BudgetBook, params: Params) -> None:
    """Never called: each line is refused by mypy, which complains of an ignored line that is no mistake any more."""

    async def forgetful(params: Params, services: Services, report: Report) -> Answer:
        raise NotImplementedError

    replace(TOOLS[0], answer=forgetful)  # type: ignore[arg-type]
    await TOOLS[0].ask(params, services, unheard)  # type: ignore[arg-type]
    callers: CallersServices = services  # type: ignore[assignment]
    callers_jobs: CallersJobs = jobs  # type: ignore[assignment]
    callers_budget: CallersBudget = budget  # type: ignore[assignment]
    del callers, callers_jobs, callers_budget
