"""The durable job engine: DBOS, and everything DBOS does not give, behind one small class.

DBOS keeps queues and restarts workflows; it holds only job ids. What is added here:
- executor slots and a sweeper, so that several processes share one home and adopt a dead one's jobs;
- a new slot when the database dropped ours, instead of an end;
- jobs that nobody runs any more although they have not ended are queued again;
- a pinned application version, so that an upgrade of Footage or DBOS never strands jobs;
- placing a job in the caller's own transaction;
- looking for work when there may be some, and hardly ever when there is none;
- a line for each team in every queue, so that nobody waits for all that others have placed;
- jobs that need a device go to processes that have one, and on without one when all of those are gone.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from dbos import DBOS, DBOSConfig
from sqlmodel import Session

from footage.domain import Queue
from footage.ports.devices import Offer
from footage.threads import utc_now
from storage.books.lost import LostJobs
from storage.db import Database
from storage.engine import queues
from storage.engine.dbos_private import lines_have_turns, paced_by, quiet_at_the_end
from storage.engine.placing import APP_NAME, APP_VERSION, WORKFLOW, JobQueue
from storage.engine.presence import Presence
from storage.engine.pulse import Pulse
from storage.engine.runs import JobLoop, RunJob, Runs
from storage.engine.slots import Slots, executor_id, take_slot
from storage.engine.sweeper import Sweeper
from storage.engine.watch import watch_over
from storage.engine.workers import WorkerTable

MAX_EXECUTOR_THREADS = 16
LOOK_S = 0.2
FREE_AFTER_S = 0.02
"""When a job has ended, by when its place in the queue is free."""

STOP_S = 60.0
"""How long jobs are given to stop when the slot is lost: as long as a vendor may take to answer a request."""

CHECK_S = 0.5
"""How often this process makes sure that its slot is still its own, and looks after the others."""

RETRY_S = 1.0
LONGEST_RETRY_S = 10.0
_EXIT_STUCK = 70
_log = logging.getLogger("footage.engine")


class DbosEngine:
    """One per process: DBOS is a process-wide singleton.

    Args:
        database: Shared with the rest of storage; its schema is current.
        slots_folder: Where slot files live when the database is SQLite.
        workers: Who has devices.
        takes: The queues that this process takes jobs from.
        offer: What it makes on devices, asked again and again; for a process that takes jobs from the queue "gpu".
        device_wait_s: How long jobs of that queue wait when nobody takes any, before this process fails them over.
    """

    def __init__(
        self,
        database: Database,
        slots_folder: Path,
        workers: WorkerTable,
        takes: Sequence[Queue],
        offer: Callable[[], Offer],
        device_wait_s: float,
    ) -> None:
        self._db = database
        self._queues = takes
        self._take_slot = partial(take_slot, database, slots_folder)
        self._presence_of = partial(
            Presence, workers, offer=offer if "gpu" in takes else None, patience_s=device_wait_s
        )
        self._slots: Slots = self._take_slot()
        self._engine = database.engine_for_jobs()
        self._pulse = Pulse()
        self._queue = JobQueue(database, self._engine, self._beat)
        self._lost = LostJobs(database, self._queue.enqueue_lost, utc_now)
        self._loop: JobLoop | None = None
        self._sweeper: Sweeper | None = None
        self._stopping = threading.Event()
        self._changing = threading.Lock()  # whoever starts or stops DBOS
        self._keeper = threading.Thread(target=self._keep_until_stopped, name="footage-keeper", daemon=True)

    def launch(self, run_job: RunJob, beside: Callable[[], Awaitable[None]] | None = None) -> None:
        """Start taking jobs.

        Args:
            run_job: Runs one job to its end; may be called again for the same job after a crash.
            beside: Done once, on the event loop of the jobs; it raises nothing.
        """
        self._loop = JobLoop()
        self._run_job = run_job
        self._start()
        if beside:
            self._loop.begin(beside)
        self._keeper.start()

    def connect(self) -> None:
        """Be able to place jobs; `launch` does this too. The job engine's own tables are there."""
        self._queue.connect()

    def enqueue(self, session: Session, job_id: str, queue: Queue, runs: int = 0) -> None:
        """Queue the job in the caller's transaction, see `JobQueue.enqueue`."""
        self._queue.enqueue(session, job_id, queue, runs)

    @property
    def at_rest(self) -> bool:
        """Whether it has seen that no job waits to be taken by anybody."""
        return self._pulse.at_rest

    def close(self) -> None:
        """Stop; running jobs stay pending and are resumed by another process or the next start."""
        self._stopping.set()
        if self._keeper.is_alive():
            self._keeper.join(timeout=10)
        with self._changing:
            if self._sweeper is not None:
                self._sweeper.leave()
            self._stop()
            self._queue.close()
            if self._loop is not None:
                self._loop.close()
        self._slots.release()

    def _beat(self) -> None:
        self._pulse.beat()  # of the slot that is held now

    # --- one slot's time: from taking it to losing it ------------------------------------------------------------

    def _start(self) -> None:
        """Take jobs under the slot."""
        runs, loop, run_job = Runs(), self._loop, self._run_job
        assert loop is not None  # noqa: S101 - set by `launch`
        config: DBOSConfig = {
            "name": APP_NAME,
            "system_database_url": self._db.url,
            "system_database_engine": self._engine,
            "application_version": APP_VERSION,
            "executor_id": executor_id(self._slots.mine),
            "max_executor_threads": MAX_EXECUTOR_THREADS,
            "log_level": "WARNING",
            "use_listen_notify": False,
            # Nothing is notified here, but whoever stops waits for the thread that looks, a second of sleep otherwise.
            "notification_listener_polling_interval_sec": LOOK_S,
        }
        DBOS(config=config)
        quiet_at_the_end()

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
        async def workflow(job_id: str) -> None:
            try:
                await loop.run(partial(runs.guard, job_id, run_job))
            finally:  # then its place is free for whoever waits
                asyncio.get_running_loop().call_later(FREE_AFTER_S, self._beat)

        self._pulse = Pulse()
        DBOS.listen_queues(queues.listened_to(self._queues))
        lines_have_turns()
        with paced_by(self._pulse):
            DBOS.launch()
        queues.register()
        self._pulse.beat()  # or the queues would be listened to a second later
        self.connect()
        self._runs = runs
        presence = self._presence_of(slots=self._slots)
        presence.leave()  # whoever had the slot before may not have said goodbye
        presence.tend()
        self._sweeper = Sweeper(self._slots, self._queues, presence, self._lost, runs.job_ids, self._pulse)

    def _stop(self) -> None:
        """Take no more jobs under the slot; those that run stay pending."""
        self._pulse.end()
        DBOS.destroy(destroy_registry=True)
        self._engine.dispose()

    def _keep_until_stopped(self) -> None:
        watch = watch_over(self._db, self._slots)
        next_check_s = 0.0
        while not self._stopping.is_set():
            try:
                changed = watch.wait(self._stopping)
                if not changed and time.monotonic() < next_check_s:
                    continue
                next_check_s = time.monotonic() + CHECK_S
                if not self._slots.is_held():
                    watch.close()
                    self._begin_anew()
                    watch = watch_over(self._db, self._slots)
                elif self._sweeper is not None and not self._stopping.is_set():
                    self._sweeper.look(changed=changed)
            except Exception:  # noqa: BLE001 - boundary: a failed look is logged and tried again
                _log.exception("looking after jobs failed")
                self._stopping.wait(RETRY_S)
        watch.close()

    def _begin_anew(self) -> None:
        """The database dropped our slot: stop everything that ran under it, and go on under a new one when it is back.

        Another process may run our jobs from now on. Nothing of them may go on here, or a request could be sent twice.
        """
        _log.error("the database dropped this process: its jobs stop, and go on when the database is back")
        if not self._runs.stop(STOP_S):
            _log.critical("jobs did not stop within %.0f s: this process ends, so that nothing is done twice", STOP_S)
            os._exit(_EXIT_STUCK)
        with self._changing:
            self._stop()
        self._slots.release()
        pause_s = RETRY_S
        while not self._stopping.is_set():
            if self._is_started_again():
                _log.warning(
                    "the database is back: this process takes jobs again, as %s", executor_id(self._slots.mine)
                )
                return
            self._stopping.wait(pause_s)
            pause_s = min(2 * pause_s, LONGEST_RETRY_S)

    def _is_started_again(self) -> bool:
        with self._changing:
            if self._stopping.is_set():
                return False
            try:
                self._slots = self._take_slot()
            except Exception as exc:  # noqa: BLE001 - whatever it is, it is tried again
                _log.info("the database is still away (%s)", exc)
                return False
            try:
                self._start()
            except Exception:  # noqa: BLE001 - as above
                _log.warning("jobs could not be taken up again", exc_info=True)
                self._runs.stop(STOP_S)
                self._stop()
                self._slots.release()
                return False
            return True
