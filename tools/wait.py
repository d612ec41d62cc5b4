"""Waiting for a job without owning it: the job runs on when the caller is gone."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar, cast

import anyio
from anyio.lowlevel import RunVar

from footage.domain import TERMINAL
from footage.ports.jobs import CallersJobs, JobRecord, JobState
from footage.threads import in_thread
from tools.base import Report

StateT_co = TypeVar("StateT_co", covariant=True)
StateT = TypeVar("StateT")

LOOK_INTERVAL_S = 0.1
HEARTBEAT_S = 5.0


async def wait_for(jobs: CallersJobs, job_id: str, wait_s: float, report: Report) -> JobRecord:
    """The job when it has ended, or as it stands after `wait_s` seconds; `report` hears of progress meanwhile.

    Raises:
        NotFoundError: There is no such job.
    """
    deadline = time.monotonic() + wait_s
    record = await in_thread(jobs.get, job_id)
    state = JobState(status=record.status, progress=record.progress, message=record.message)
    reported, reported_at = None, 0.0
    with lookout_of(jobs) as lookout, lookout.waiting(job_id):
        while state.status not in TERMINAL and (now := time.monotonic()) < deadline and not _let_go.get(False):
            if state != reported or now - reported_at > HEARTBEAT_S:
                reported, reported_at = state, now
                await report(state.progress, state.message)
            await anyio.sleep(min(LOOK_INTERVAL_S, deadline - now))
            seen = await lookout.look(job_id)
            if seen and seen.progress >= state.progress:  # a look for another call may be older than what we know
                state = seen
    return await in_thread(jobs.get, job_id) if reported else record


def let_go() -> None:
    """Answer whatever waits in this event loop, from now on at once: the process is about to end."""
    _let_go.set(True)


def is_let_go() -> bool:
    """Whether whatever waits in this event loop is to be answered now."""
    return _let_go.get(False)


class Looked(Protocol[StateT_co]):
    """A table that tells how its rows stand, at the price of one look; the same table for the same caller is equal."""

    def states(self, ids: Sequence[str], /) -> Mapping[str, StateT_co]:
        """How rows stand, without those that are not there."""


class Lookout(Generic[StateT]):
    """Looks for all calls of a caller that wait at once, so that a hundred of them cost little more than one.

    Args:
        table: The jobs or the tasks, as the caller may use them.
    """

    def __init__(self, table: Looked[StateT]) -> None:
        self._table = table
        self.users = 0
        self._waited_for: Counter[str] = Counter()
        self._states: Mapping[str, StateT] = {}
        self._looks, self._looked_at = False, 0.0

    @contextlib.contextmanager
    def waiting(self, row_id: str) -> Iterator[None]:
        """Include the row in every look."""
        self._waited_for[row_id] += 1
        try:
            yield
        finally:
            self._waited_for[row_id] -= 1
            self._waited_for += Counter()  # without those that nobody waits for

    async def look(self, row_id: str) -> StateT | None:
        """How the row stood at the last look; whoever comes when it is time for one looks. None before the first."""
        if not self._looks and time.monotonic() - self._looked_at >= LOOK_INTERVAL_S:
            self._looks = True
            try:
                self._states = await in_thread(self._table.states, list(self._waited_for))
            finally:
                self._looks, self._looked_at = False, time.monotonic()
        return self._states.get(row_id)


@contextlib.contextmanager
def lookout_of(table: Looked[StateT]) -> Iterator[Lookout[StateT]]:
    """The one of this caller in this event loop, for as long as somebody uses it."""
    lookouts = _current.get(None)
    if lookouts is None:
        _current.set(lookouts := {})
    lookout = cast("Lookout[StateT]", lookouts.setdefault(table, Lookout(table)))
    lookout.users += 1
    try:
        yield lookout
    finally:
        lookout.users -= 1
        if not lookout.users:
            lookouts.pop(table, None)


_current: RunVar[dict[Looked[Any], Lookout[Any]] | None] = RunVar("footage_lookouts")

_let_go: RunVar[bool] = RunVar("footage_let_go")
