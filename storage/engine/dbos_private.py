"""The one place that touches what DBOS does not promise to keep.

Where several lines of a queue have jobs, DBOS takes the first place that is free for one of them by chance, so that a
team may lose again and again to another one that has placed a thousand. Here the dice are loaded: lines have turns.

DBOS looks for work in a fixed rhythm, each queue several times a second, whether anything has changed or not: 4 % of a
core for a server that does nothing. It has no public way to be woken. Its polling threads pause in the event that also
stops them, so here they are given one whose pauses follow a `Pulse`. All they do between pauses is DBOS's own.

Who runs jobs is asked of DBOS's table: it lists workflows, and no names of executors.

`dbos` is pinned to the versions that were looked at, and tests/unit/storage/engine/test_dbos_private.py fails where
these names, or what they wait on, have changed.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import random
import threading
import warnings
from collections import Counter
from collections.abc import Iterator, MutableSequence
from typing import Any

from sqlalchemy import select

from storage.engine.pulse import Pulse, PulseEvent

QUEUES_REST_S = 20.0
JOBS_REST_S = 4.0
"""On PostgreSQL the thread pauses inside a transaction that the server ends after 5 s."""

_MOST_TURNS = 10_000
"""Lines that are remembered in each queue."""

_launcher: Any = importlib.import_module("dbos._dbos")


@contextlib.contextmanager
def paced_by(pulse: Pulse) -> Iterator[None]:
    """`DBOS.launch()` inside this block starts polling threads that follow the pulse."""
    queues, jobs = _launcher.queue_thread, _launcher.background_jobs_thread

    def paced_queues(stop: threading.Event, dbos: Any) -> None:
        queues(PulseEvent(stop, pulse, QUEUES_REST_S), dbos)

    def paced_jobs(stop: threading.Event, dbos: Any) -> None:
        jobs(PulseEvent(stop, pulse, JOBS_REST_S), dbos)

    _launcher.queue_thread, _launcher.background_jobs_thread = paced_queues, paced_jobs
    try:
        yield
    finally:
        _launcher.queue_thread, _launcher.background_jobs_thread = queues, jobs


class _Turns(random.Random):
    """Chance, but for who is first: whoever was longest ago, or never. Each queue has a thread, so its own turns."""

    def __init__(self) -> None:
        super().__init__()
        self._mine = threading.local()

    def shuffle(self, x: MutableSequence[Any]) -> None:
        """Put what is looked at into the order in which it is looked at."""
        turns: Counter[Any] = self._mine.__dict__.setdefault("turns", Counter())
        super().shuffle(x)
        x[:] = sorted(x, key=lambda one: turns[one])
        if x:
            turns[x[0]] = max(turns.values(), default=0) + 1
        if len(turns) > _MOST_TURNS:
            self._mine.turns = Counter({one: turns[one] for one in x})


def lines_have_turns() -> None:
    """For all queues that are listened to from now on."""
    importlib.import_module("dbos._queue").__dict__["random"] = _Turns()


def pending_executors() -> set[str]:
    """Who runs jobs: one question that gives a row for each, where DBOS would give all workflows."""
    status = importlib.import_module("dbos._schemas.system_database").SystemSchema.workflow_status.c
    with _launcher._get_dbos_instance()._sys_db.engine.connect() as connection:  # noqa: SLF001
        found = connection.execute(select(status.executor_id).where(status.status == "PENDING").distinct())
        return {name for name in found.scalars() if name}


def quiet_at_the_end() -> None:
    """Let DBOS not warn of what is meant: where a process ends, it cancels jobs, and the next one takes them up."""
    logging.getLogger("dbos").addFilter(_means_something)
    warnings.filterwarnings("ignore", "coroutine 'execute_dequeued_workflow", RuntimeWarning)


def _means_something(record: logging.LogRecord) -> bool:
    message = record.getMessage()
    return not (message.startswith("Asyncio task cancelled") or message.endswith("Event loop is closed"))
