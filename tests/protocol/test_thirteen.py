"""The thirteen requests that a stranger asked first, by an agent that knows only the list of tools, in three calls."""

from __future__ import annotations

import pytest

from benchmarks.agents import agent_of, asked, opened
from benchmarks.strangers.requests import THIRTEEN

pytestmark = [pytest.mark.system, pytest.mark.night, pytest.mark.anyio]


async def test_each_is_done_in_at_most_three_calls() -> None:
    async with opened() as server, agent_of("naive") as agent:
        assert agent
        agent.meet(server.small.instructions or "", (await server.small.list_tools()).tools)
        found = [await asked(server, agent, one, "both", verbose=False) for one in THIRTEEN]
    assert {one.name: (one.fault, one.calls) for one in found if not one.is_done} == {}
