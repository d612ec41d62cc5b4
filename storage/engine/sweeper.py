"""What each process does for all jobs: it adopts those of dead processes, and queues those again that nobody runs."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from dbos import DBOS, WorkflowStatus

from footage.domain import Queue
from storage.books.lost import LostJobs
from storage.engine.dbos_private import pending_executors
from storage.engine.presence import Presence
from storage.engine.pulse import Pulse
from storage.engine.queues import passed_on
from storage.engine.slots import MAX_SLOTS, Slots, executor_id

SWEEP_S = 1.0
REST_S = 5.0
"""How often others are looked after while no job waits or runs."""

OF_ALL_S = 20.0
"""About how often a process looks after all others that is not the one to do so."""

LOST_S = 10.0
"""How often jobs are looked for that nobody runs."""

UNSTARTED_S = 30.0
"""How long a job may be ours by the book and not run here before it is put back."""

WAITING = ["ENQUEUED", "DELAYED"]
LIVE = ["PENDING", *WAITING]
_ABANDONED = MAX_SLOTS
"""A slot that nobody takes: whoever holds its lock may move the jobs of a queue."""

_log = logging.getLogger("footage.sweeper")


class Sweeper:
    """One for the time of one slot; used by one thread.

    Args:
        slots: Ours, and who else is alive.
        queues: Those that this process takes jobs from.
        presence: Who has devices.
        lost: Finds jobs that nobody runs.
        running: The ids of the jobs that run in this process.
        pulse: Told when there is something to do and when there is not.
    """

    def __init__(
        self,
        slots: Slots,
        queues: Sequence[Queue],
        presence: Presence,
        lost: LostJobs,
        running: Callable[[], set[str]],
        pulse: Pulse,
    ) -> None:
        self._slots = slots
        self._queues = queues
        self._presence = presence
        self._lost = lost
        self._running = running
        self._pulse = pulse
        self._next_sweep_s = self._next_lost_s = self._next_of_all_s = float("-inf")
        self._unstarted_since: dict[str, float] = {}
        self._under_way = False

    def look(self, *, changed: bool) -> None:
        """To be called several times a second.

        Args:
            changed: Whether the database may have changed since the last call.
        """
        resting, due = self._pulse.at_rest, time.monotonic() >= self._next_sweep_s
        if not due and not (resting and changed):
            return
        beats = self._pulse.beats
        if due or not self._under_way:
            self._next_sweep_s = time.monotonic() + SWEEP_S
            waits = self.sweep()
        else:  # a job that runs writes often
            waits = _waits()
        if waits and resting:
            self._pulse.beat()
        elif not waits and self._pulse.rest(beats) and not self._under_way:
            self._next_sweep_s = time.monotonic() + REST_S

    def sweep(self) -> bool:
        """Look after everything once.

        Returns:
            Whether a job waits to be taken by anybody.
        """
        of_all = self._looks_after_all()
        if of_all:
            self._take_back_lost()
        waits = _waits()  # before the next line: what waits may be taken in between
        self._under_way = bool(_workflows(status="PENDING", limit=1))
        if of_all and self._under_way:
            self._adopt()
        self._put_back_unstarted()
        self._presence.tend(of_all=of_all)
        if "gpu" not in self._queues and self._presence.is_patience_over():
            self._pass_on("gpu", self._queues[-1])
        return waits or (self._under_way and _waits())  # of those that ran, some may have been queued again

    def leave(self) -> None:
        """This process stops; where the database is away its row goes stale by itself."""
        try:
            self._presence.leave()
        except Exception:  # noqa: BLE001 - what is not said now is found out by others
            _log.info("this process could not say that it stops", exc_info=True)

    def _looks_after_all(self) -> bool:
        """One process does, or the database would be asked by each about each; now and then the others do, too.

        The one may be alive and stuck.
        """
        if not self._slots.leads() and time.monotonic() < self._next_of_all_s:
            return False
        self._next_of_all_s = time.monotonic() + OF_ALL_S * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
        return True

    def _adopt(self) -> None:
        """Queue the jobs of executors that died. Jobs of a living one are never touched: its slot is locked."""
        slots = {int(name.removeprefix("slot-")) for name in pending_executors()}
        for slot in self._slots.perhaps_dead(slots):
            with self._slots.if_dead(slot) as dead:
                if dead:
                    name = executor_id(slot)
                    _log.warning("adopting the jobs of %s", name)
                    # Asked again, now that nobody else can take the slot or adopt from it.
                    for one in _workflows(status="PENDING", executor_id=name):
                        DBOS.resume_workflow(one.workflow_id, queue_name=one.queue_name)

    def _put_back_unstarted(self) -> None:
        """Queue jobs again that this process took and never started, because the database went away in between."""
        me, running, now = executor_id(self._slots.mine), self._running(), time.monotonic()
        mine = _workflows(status="PENDING", executor_id=me)
        idle = {one.workflow_id: one for one in mine if job_of(one.workflow_id) not in running}
        self._unstarted_since = {name: self._unstarted_since.get(name, now) for name in idle}
        for name, since in self._unstarted_since.items():
            if now - since > UNSTARTED_S:
                _log.warning("%s was taken and never began here: it is queued again", name)
                DBOS.resume_workflow(name, queue_name=idle[name].queue_name)

    def _take_back_lost(self) -> None:
        if time.monotonic() < self._next_lost_s:
            return
        self._next_lost_s = time.monotonic() + LOST_S
        open_jobs = self._lost.open_jobs()
        if not open_jobs:
            return
        live = {job_of(one.workflow_id) for one in _workflows(status=LIVE)}  # looked at after them, never before
        for job_id in open_jobs.keys() - live - self._running():
            times = self._lost.times_taken_back(job_id)
            if any(one.status in LIVE for one in _workflows(workflow_id_prefix=job_id)):
                continue
            if self._lost.take_back(job_id, open_jobs[job_id], times):
                _log.warning("nobody ran %s any more: it is queued again", job_id)

    def _pass_on(self, queue: Queue, to: Queue) -> None:
        """Let others have the jobs that wait in a queue which nobody takes jobs from: they go on or say why not."""
        with self._slots.if_dead(_ABANDONED) as mine:  # one process at a time, or a job that runs would be moved
            if mine:
                for name, other in passed_on(queue, to).items():
                    for status in _workflows(status="ENQUEUED", queue_name=name):
                        _log.warning("nobody takes jobs for devices: %s goes on without one", status.workflow_id)
                        DBOS.resume_workflow(status.workflow_id, queue_name=other)


def _waits() -> bool:
    return bool(_workflows(status=WAITING, limit=1))


def _workflows(**which: Any) -> list[WorkflowStatus]:
    return DBOS.list_workflows(load_input=False, load_output=False, **which)


def job_of(workflow_id: str) -> str:
    """The job that a workflow runs: names of later ones have a suffix."""
    return workflow_id.partition(".")[0]
