"""The engine's queues: one for each kind of work, in which every team has a line of its own.

Lines have turns, so that a team's first job does not wait for all that another team has placed, but for the next place
that is free. Jobs wait in a line by their key: one without a key would wait for ever, so that `JobQueue` alone puts
them there.

Queues of the release before had one line for all. They are still listened to, for the jobs that wait in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dbos import DBOS

from footage.domain import Queue

POLL_INTERVAL_S = 0.25


@dataclass(frozen=True)
class FairQueue:
    """What a queue is called in the engine's tables, and how many of its jobs one process runs at a time."""

    name: str
    at_once: int
    of_one_team: int
    """Fewer where a job takes minutes: nobody holds every place for ten of them. As many where places are few."""


FAIR: dict[Queue, FairQueue] = {
    "cpu": FairQueue("cpu.2", 2, 2),
    "cloud": FairQueue("cloud.2", 256, 192),
    "gpu": FairQueue("gpu.2", 64, 48),
}
"""Jobs of `cloud` and `gpu` mostly wait, for vendors and devices. Vendors' own limits are in the catalog."""

FORMER: dict[Queue, str] = {"cpu": "cpu", "cloud": "cloud", "gpu": "gpu"}
"""What they were called before teams had lines of their own: a queue cannot be changed while jobs wait in it."""


def listened_to(queues: Sequence[Queue]) -> list[str]:
    """The names of queues that a process takes jobs from."""
    return [name for queue in queues for name in (FAIR[queue].name, FORMER[queue])]


def register() -> None:
    """Tell the engine how many jobs of each run at a time; what is there stays as it is."""
    for queue in FAIR.values():
        DBOS.register_queue(
            queue.name,
            worker_concurrency=queue.at_once,
            partition_worker_concurrency=queue.of_one_team,
            polling_interval_sec=POLL_INTERVAL_S,
            on_conflict="never_update",
        )
    for name, former in FORMER.items():
        DBOS.register_queue(
            former,
            worker_concurrency=FAIR[name].at_once,
            polling_interval_sec=POLL_INTERVAL_S,
            on_conflict="never_update",
        )


def passed_on(queue: Queue, to: Queue) -> dict[str, str]:
    """Where jobs go from each queue of a kind, by name: those without a line of their own stay without one."""
    return {FAIR[queue].name: FAIR[to].name, FORMER[queue]: FORMER[to]}
