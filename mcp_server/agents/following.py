"""Following tasks, whoever works on them: one look at the table is enough for all that a caller follows."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from typing import TYPE_CHECKING, Any

import anyio

from footage.errors import FootageError
from footage.ports.agent_tasks import AgentStatus, TaskRecord, TaskState
from footage.threads import in_thread
from mcp_server.agents.telling import percent

if TYPE_CHECKING:
    from films.services import CallersServices

LOOK_S = 0.25
LONGEST_S = 900.0
"""An answer that waits and a stream end then, in order; the client asks anew, and is looked at again."""

Begin = Callable[["CallersServices", TaskRecord], Awaitable[None]]
"""Asks the tool of a task."""


async def changes(
    services: CallersServices, record: TaskRecord, until: Collection[AgentStatus], begin: Begin
) -> AsyncGenerator[TaskRecord]:
    """A task each time that it stands otherwise, until it stands so, it takes too long, or the server ends.

    Args:
        services: As they are for the caller.
        record: The task as the caller knows it.
        until: How it stands at the end.
        begin: For a task whose tool was being asked by a process that is gone.
    """
    from tools.wait import is_let_go, lookout_of

    ends_s = time.monotonic() + LONGEST_S
    with lookout_of(services.tasks) as lookout, lookout.waiting(record.task_id):
        while record.status not in until and time.monotonic() < ends_s and not is_let_go():
            await anyio.sleep(LOOK_S)
            state = await _looked(lookout, record.task_id)
            if state is None:
                continue
            if state.is_left:
                await taken_over(services, record, begin)
            elif shown(state) == shown(record.now):
                continue
            new = await in_thread(services.tasks.get, record.task_id)
            if shown(new.now) != shown(record.now):
                record = new
                yield record


def shown(state: TaskState) -> tuple[Any, ...]:
    """What of a task's state is told: small steps are not, so that whoever listens hears the same."""
    told_of = (percent(state.progress), state.message) if state.status == "working" else ()
    return state.status, state.state, *told_of


async def taken_over(services: CallersServices, record: TaskRecord, begin: Begin) -> None:
    """Ask the tool of a task that somebody left, as far as this caller may."""
    limits = services.caller.limits.tools
    may_ask = services.caller.allows("video:make") and (limits is None or record.tool in limits)
    if may_ask and await in_thread(services.tasks.take_over, record.task_id):
        await begin(services, await in_thread(services.tasks.get, record.task_id))


async def _looked(lookout: Any, task_id: str) -> TaskState | None:
    try:
        found: TaskState | None = await lookout.look(task_id)
    except FootageError:  # a database that is away must not end the stream
        return None
    return found
