"""`subscriptions/listen`: a client hears when a job gets on, when its film can be read, and when there is a new film.

Whoever makes a job may be another process on another machine, so the table of jobs is looked at: once a second for all
that a caller's clients listen to, and not at all when nobody listens or everything has ended.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import anyio
from mcp import MCPError
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler, ResourcesListChanged, ResourceUpdated
from mcp.types import INTERNAL_ERROR, SubscriptionsListenRequestParams, SubscriptionsListenResult

from footage.errors import FootageError
from footage.threads import in_thread
from mcp_server.app import App
from mcp_server.protocol.callers import CallerOf
from mcp_server.trouble import in_words

if TYPE_CHECKING:
    from mcp.server import ServerRequestContext

    from footage.ports.jobs import CallersJobs, JobState
    from tools.wait import Lookout

LOOK_S = 1.0
LONGEST_S = 900.0
"""A stream ends then, in order, and its client listens anew."""

COMES_LATE_S = 0.5
"""A stream that comes when all are ended ends then: not at once, or its client would come again and again."""

ASK_AGAIN_S = 20.0
"""So often it is asked whether who listens may still call: a key that was revoked meanwhile hears nothing more."""

MOST_JOBS = 100
"""Addresses of one stream that are followed; of more, the first are."""

_AFTER_TROUBLE_S = 5.0
_log = logging.getLogger("footage.mcp")
StillMay = Callable[["ServerRequestContext[Any]"], Awaitable[bool]]
"""Says whether who sent a request could send it again."""


class Updates:
    """Answers those requests; used on one event loop.

    Args:
        app: Whose jobs they are.
        caller_of: Says who sends a request.
        still_may: Says whether they may go on; None where nobody is asked.
    """

    def __init__(self, app: App, caller_of: CallerOf, still_may: StillMay | None = None) -> None:
        self._app, self._caller_of, self._still_may = app, caller_of, still_may
        self._open: set[ListenHandler] = set()
        self._is_closed = False

    async def listen(
        self, context: ServerRequestContext[Any], params: SubscriptionsListenRequestParams
    ) -> SubscriptionsListenResult:
        """Tell what happens until the client has heard enough, or `close` is called.

        Each stream has a bus of its own: what becomes of one team's films is nothing that another could hear of.
        """
        jobs = await self._jobs(context)
        bus = InMemorySubscriptionBus()
        handler = ListenHandler(bus)
        wanted = params.notifications
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_follow, jobs, _named(wanted.resource_subscriptions or ()), bus)
            tasks.start_soon(self._close_in_time, context, handler)
            if wanted.resources_list_changed:
                tasks.start_soon(_notice_new, jobs, bus)
            self._open.add(handler)
            try:
                last = await handler(context, params)
            finally:
                self._open.discard(handler)
                tasks.cancel_scope.cancel()
        return last

    def close(self) -> None:
        """End all streams in order, so that their clients listen elsewhere; those that still come soon end, too."""
        self._is_closed = True
        for handler in self._open:
            handler.close()

    async def _close_in_time(self, context: ServerRequestContext[Any], handler: ListenHandler) -> None:
        """End a stream when it has been open for long, whose it is may not call any more, or all have been ended."""
        with anyio.move_on_after(COMES_LATE_S if self._is_closed else LONGEST_S):
            await anyio.sleep(ASK_AGAIN_S)
            while self._still_may is None or await self._still_may(context):  # noqa: ASYNC110 - the answer is a table's
                await anyio.sleep(ASK_AGAIN_S)
        handler.close()

    async def _jobs(self, context: ServerRequestContext[Any]) -> CallersJobs:
        try:
            caller = self._caller_of(context)
            caller.require("video:read")
            return (await self._app.services()).for_(caller).jobs
        except FootageError as exc:
            raise MCPError(code=INTERNAL_ERROR, message=f"{exc.message} {exc.hint}") from exc


def _named(addresses: Sequence[str]) -> Mapping[str, str]:
    """The jobs behind addresses of ours."""
    from mcp_server.protocol.resources import job_behind

    found = {address: job_behind(address) for address in addresses}
    return {address: job_id for address, job_id in list(found.items())[:MOST_JOBS] if job_id}


async def _follow(jobs: CallersJobs, named: Mapping[str, str], bus: InMemorySubscriptionBus) -> None:
    """Tell of each step of these jobs, at their addresses, until all have ended; of others' jobs nothing is known."""
    from footage.domain import TERMINAL
    from tools.wait import lookout_of

    seen: dict[str, JobState] = {}
    with lookout_of(jobs) as lookout, contextlib.ExitStack() as waiting:
        for job_id in set(named.values()):
            waiting.enter_context(lookout.waiting(job_id))
        while named:
            states = await _looked(lookout, set(named.values()))
            for address, job_id in named.items():
                state = states.get(job_id)
                is_news = job_id in seen and state != seen[job_id]
                # A film's own address changes once, when it is there; a job's with every step.
                if state and is_news and (address.startswith("footage://job/") or state.status in TERMINAL):
                    await bus.publish(ResourceUpdated(uri=address))
            seen |= states
            if states and all(one.status in TERMINAL for one in states.values()):
                return
            await anyio.sleep(LOOK_S if states else _AFTER_TROUBLE_S)


async def _looked(lookout: Lookout[JobState], job_ids: set[str]) -> dict[str, JobState]:
    try:
        found = {job_id: await lookout.look(job_id) for job_id in job_ids}
    except Exception as exc:  # noqa: BLE001 - boundary: a database that is away must not end the stream
        if in_words(exc) is None:
            _log.exception("following jobs broke")
        return {}
    return {job_id: state for job_id, state in found.items() if state is not None}


async def _notice_new(jobs: CallersJobs, bus: InMemorySubscriptionBus) -> None:
    """Tell when there is another newest film."""
    newest: str | None = None
    is_known = False
    while True:
        try:
            records = await in_thread(jobs.newest, status="completed", limit=1)
        except Exception as exc:  # noqa: BLE001 - boundary: as above
            if in_words(exc) is None:
                _log.exception("looking for new films broke")
        else:
            now = records[0].job_id if records else None
            if is_known and now != newest:
                await bus.publish(ResourcesListChanged())
            newest, is_known = now, True
        await anyio.sleep(2 * LOOK_S)
