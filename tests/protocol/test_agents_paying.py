"""What agents pay: one message is one film at a vendor, however often and at however many servers it comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anyio
import pytest
from a2a.types import Task, TaskState

from footage.config import load_settings
from tests.agents import agent, call, data_of, message, sent
from tests.emulated import World
from tests.http_servers import served

pytestmark = [pytest.mark.slow, pytest.mark.anyio]

FILM: dict[str, Any] = {"prompt": "a boat", "duration_s": 4, "resolution": "720p", "audio": False, "backend": "runway"}


async def test_five_equal_messages_at_two_servers_buy_one_film(world: World, home: Path) -> None:
    settings = load_settings(home=home, poll_interval_s=0.05, approve_above_usd="0.01", reuse_hours=0)
    before, tasks = world.submits("runway"), list[Task]()
    asking, said = message(data=call(**FILM)), list[Task]()

    async def ask(server: int) -> None:
        (event,) = await sent(agents[server % 2], asking)
        said.append(event.task)

    with served(settings) as first, served(settings, run_jobs=False, place_jobs=True) as second:
        async with agent(first, streaming=False) as one, agent(second, streaming=False) as other:
            agents = (one, other)
            async with anyio.create_task_group() as group:
                for server in range(5):
                    group.start_soon(ask, server)
            assert {(task.id, task.status.state) for task in said} == {
                (said[0].id, TaskState.TASK_STATE_INPUT_REQUIRED)
            }
            quote_id = data_of(said[0].status.message)["quote_id"]
            yes = message(f"approve {quote_id}", task_id=said[0].id)

            async def agree(server: int) -> None:
                (event,) = await sent(agents[server % 2], yes)
                tasks.append(event.task)

            async with anyio.create_task_group() as group:
                for server in range(5):
                    group.start_soon(agree, server)
    assert {(task.id, task.status.state) for task in tasks} == {(said[0].id, TaskState.TASK_STATE_COMPLETED)}
    assert world.submits("runway") - before == 1
    assert len({data_of(task.artifacts[0])["job_id"] for task in tasks}) == 1
    assert float(data_of(tasks[0].artifacts[0])["cost"]["charged_usd"]) > 0
