"""Calls that a client breaks off, as by Esc: what becomes of their jobs, told with the next answer.

The protocol has no answer for such a call. Its job is stopped where nobody can charge for it yet, and goes on where it
is paid for. A client that ran out of patience sends the same message as a person who changed their mind, so its reason
is looked at: work is not thrown away for being slow. Over HTTP nothing stops: since 2026-07-28 there is no message but
the end of a connection, and an older message names a call by its number, which other clients of the same key use, too.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import anyio

from footage.threads import in_thread

if TYPE_CHECKING:
    from mcp.server import ServerRequestContext
    from mcp.server.context import CallNext, HandlerResult

    from footage.caller import Caller
    from footage.ports.jobs import CallersJobs

    Context = ServerRequestContext[Any]

CANCELLED = "notifications/cancelled"
PATIENCE_S = 2.0
"""How long an answer waits to be able to tell what became of a call that was broken off."""

KEPT = 256
"""Calls and callers that are remembered; of more, the oldest are forgotten."""

_NO_PATIENCE = re.compile(r"tim(?:e|ed)[ _-]?out|deadline|-32001", re.IGNORECASE)
_log = logging.getLogger("footage.mcp")


class _Who(NamedTuple):
    team: str
    key: str
    subject: str


@dataclass
class OpenCall:
    """A call that is being answered.

    Attributes:
        who: Whose it is.
        request: Its id.
        jobs: The job table as its caller may use it, once it is open.
        placed: Jobs that it placed.
        reason: What the client said when it broke the call off.
        is_interrupted: Whether answering it was given up.
        is_over: Set when nothing more becomes of it.
    """

    who: _Who
    request: str
    jobs: CallersJobs | None = None
    placed: list[str] = field(default_factory=list)
    reason: str | None = None
    is_interrupted: bool = False
    is_over: anyio.Event = field(default_factory=anyio.Event)


class BrokenOff:
    """One a server; used on its event loop alone.

    Args:
        caller_of: Says who sends a request.
    """

    def __init__(self, caller_of: Callable[[Context], Caller]) -> None:
        self._caller_of = caller_of
        self._calls: OrderedDict[tuple[_Who, str], OpenCall] = OrderedDict()
        self._notes: OrderedDict[_Who, list[str]] = OrderedDict()

    def begin(self, context: Context) -> OpenCall:
        """Remember a call."""
        call = OpenCall(self._who(context), str(context.request_id))
        _keep(self._calls, (call.who, call.request), call)
        return call

    def end(self, call: OpenCall) -> None:
        """Forget a call that is answered, or that nothing more becomes of."""
        call.is_over.set()
        if self._calls.get((call.who, call.request)) is call:
            del self._calls[call.who, call.request]

    async def interrupted(self, call: OpenCall) -> None:
        """Answering was given up: the client broke the call off, or is gone; only the first is said, now or shortly."""
        call.is_interrupted = True
        if call.reason is not None:
            await self._settle(call)

    async def __call__(self, ctx: Context, call_next: CallNext) -> HandlerResult:
        """As a middleware of the server: hear of calls that are broken off."""
        if ctx.method == CANCELLED and ctx.request_id is None and ctx.request is None:
            await self._hear(ctx, ctx.params or {})
        return await call_next(ctx)

    async def take_notes(self, context: Context) -> list[str]:
        """What is still to be told to whoever sent this request; it is told once."""
        who = self._who(context)
        with anyio.move_on_after(PATIENCE_S):  # for what was broken off a moment ago
            for call in [one for one in self._calls.values() if one.who == who and one.reason is not None]:
                await call.is_over.wait()
        return self._notes.pop(who, [])

    async def _hear(self, context: Context, params: Mapping[str, Any]) -> None:
        call = self._calls.get((self._who(context), str(params.get("requestId"))))
        if call is not None and call.reason is None:
            call.reason = str(params.get("reason") or "")
            if call.is_interrupted:
                await self._settle(call)

    async def _settle(self, call: OpenCall) -> None:
        try:
            await self._look_after_jobs(call)
        finally:
            self.end(call)

    async def _look_after_jobs(self, call: OpenCall) -> None:
        if call.jobs is None:
            return
        for job_id in call.placed:
            try:
                note = await in_thread(_settled, call.jobs, job_id, wanted=bool(_NO_PATIENCE.search(call.reason or "")))
            except Exception:  # noqa: BLE001 - boundary: the job goes on, and is found by list_jobs
                _log.warning("the broken-off call of %s could not be looked after", job_id, exc_info=True)
                continue
            _keep(self._notes, call.who, [*self._notes.get(call.who, []), note])

    def _who(self, context: Context) -> _Who:
        caller = self._caller_of(context)
        return _Who(caller.team_id, caller.key_id, caller.subject)


def _settled(jobs: CallersJobs, job_id: str, *, wanted: bool) -> str:
    """Stop a job that is no longer wanted, if it is free; says what became of it."""
    from footage.domain import TERMINAL

    if jobs.get(job_id).status in TERMINAL:
        return f"The call that was broken off had ended {job_id} already: get_job shows it."
    if wanted:
        return f"The call that ran out of time goes on as {job_id}: call get_job, and do not start it again."
    if jobs.cancel_if_free(job_id):
        return f"The call that was broken off is stopped: {job_id} was cancelled, and nothing was charged."
    return (
        f"The call that was broken off goes on, because it is being paid for: {job_id}. "
        "get_job follows it, cancel_job stops it."
    )


def _keep(kept: OrderedDict[Any, Any], key: Any, value: Any) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > KEPT:
        kept.popitem(last=False)
