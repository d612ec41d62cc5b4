"""The durable job engine: DBOS, and everything DBOS does not give, behind one small class.

DBOS keeps queues and restarts workflows; it holds only job ids. What is added here:
- executor slots and a sweeper, so that several processes share one home and adopt a dead one's jobs;
- a pinned application version, so that an upgrade of Footage or DBOS never strands jobs;
- placing a job in the caller's own transaction;
- jobs that need a device go to processes that have one, and on without one when all of those are gone.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions
from sqlmodel import Session

from footage.domain import Queue
from footage.ports.devices import Offer
from storage.db import Database
from storage.engine.presence import Presence
from storage.engine.slots import MAX_SLOTS, Slots, executor_id, take_slot
from storage.engine.workers import WorkerTable

APP_NAME = "footage"
APP_VERSION = "1"  # changes only when stored jobs can no longer be run by the code
WORKFLOW = "run_job"
SWEEP_INTERVAL_S = 1.0
QUEUE_POLL_INTERVAL_S = 0.25
MAX_EXECUTOR_THREADS = 16
HAND_ON_DELAY_S = 1.0
CONCURRENCY: dict[Queue, int] = {"cpu": 2, "cloud": 256, "gpu": 64}
"""Jobs of each queue that one process runs at a time; those of `cloud` and `gpu` mostly wait, for vendors and devices.
Vendors' own limits are in the catalog."""

_EXIT_LOST_SLOT = 70
_ABANDONED = MAX_SLOTS
"""A slot that nobody takes: whoever holds its lock may move the jobs of a queue."""

_log = logging.getLogger("footage.engine")

RunJob = Callable[[str], Awaitable[None]]


class DbosEngine:
    """One per process: DBOS is a process-wide singleton.

    Args:
        database: Shared with the rest of storage; its schema is current.
        slots_folder: Where slot files live when the database is SQLite.
        workers: Who has devices.
        queues: Those that this process takes jobs from.
        offer: What it makes on devices, asked again and again; for a process that takes jobs from the queue "gpu".
        device_wait_s: How long jobs of that queue wait when nobody takes any, before this process fails them over.
    """

    def __init__(
        self,
        database: Database,
        slots_folder: Path,
        workers: WorkerTable,
        queues: Sequence[Queue],
        offer: Callable[[], Offer],
        device_wait_s: float,
    ) -> None:
        self._db = database
        self._queues = queues
        self._slots: Slots = take_slot(database, slots_folder)
        self._presence = Presence(workers, self._slots, offer if "gpu" in queues else None, device_wait_s)
        self._engine = database.engine_for_jobs()
        self._client: DBOSClient | None = None
        self._stopping = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep_until_stopped, name="footage-sweeper", daemon=True)

    def launch(self, run_job: RunJob) -> None:
        """Start taking jobs. Call it off any event loop: the jobs then run on the engine's own loop thread.

        Args:
            run_job: Runs one job to its end; may be called again for the same job after a crash.
        """
        config: DBOSConfig = {
            "name": APP_NAME,
            "system_database_url": self._db.url,
            "system_database_engine": self._engine,
            "application_version": APP_VERSION,
            "executor_id": executor_id(self._slots.mine),
            "max_executor_threads": MAX_EXECUTOR_THREADS,
            "log_level": "WARNING",
            "use_listen_notify": False,
        }
        DBOS(config=config)

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
        async def workflow(job_id: str) -> None:
            await run_job(job_id)

        DBOS.listen_queues(self._queues)
        DBOS.launch()
        self._client = DBOSClient(
            system_database_engine=self._engine, application_name=APP_NAME, use_listen_notify=False
        )
        for queue, concurrency in CONCURRENCY.items():
            DBOS.register_queue(
                queue,
                worker_concurrency=concurrency,
                polling_interval_sec=QUEUE_POLL_INTERVAL_S,
                on_conflict="never_update",
            )
        self._presence.leave()
        self._presence.tend()
        self._sweeper.start()

    def enqueue(self, session: Session, job_id: str, queue: Queue, runs: int = 0) -> None:
        """Queue the job in the caller's transaction: visible to workers when it commits, gone if it rolls back.

        A job that was in the queue before comes back later, a little later each time.
        """
        if self._client is None:
            raise RuntimeError("the engine is not launched")
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": queue,
            "workflow_id": f"{job_id}.{runs}" if runs else job_id,
            "app_version": APP_VERSION,
        }
        if runs:
            options["delay_seconds"] = HAND_ON_DELAY_S * runs
        self._client.enqueue_in_transaction(session, options, job_id)

    def sweep(self) -> None:
        """Adopt the jobs of executors that died. Jobs of a living one are never touched: its slot is locked."""
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        for name in {status.executor_id for status in pending if status.executor_id}:
            slot = int(name.removeprefix("slot-"))
            with self._slots.if_dead(slot) as dead:
                if dead:
                    _log.warning("adopting the jobs of %s", name)
                    DBOS._recover_pending_workflows([name])
        self._presence.tend()
        if "gpu" not in self._queues and self._presence.is_patience_over():
            self._pass_on("gpu", self._queues[-1])

    def _pass_on(self, queue: Queue, to: Queue) -> None:
        """Let others have the jobs that wait in a queue which nobody takes jobs from: they go on or say why not."""
        with self._slots.if_dead(_ABANDONED) as mine:  # one process at a time, or a job that runs would be moved
            if mine:
                for status in DBOS.list_workflows(status="ENQUEUED", queue_name=queue, load_input=False):
                    _log.warning("nobody takes jobs for devices: %s goes on without one", status.workflow_id)
                    DBOS.resume_workflow(status.workflow_id, queue_name=to)

    def close(self) -> None:
        """Stop; running jobs stay pending and are resumed by another process or the next start."""
        self._stopping.set()
        if self._sweeper.is_alive():
            self._sweeper.join(timeout=10)
        self._presence.leave()
        DBOS.destroy(destroy_registry=True)
        if self._client is not None:
            self._client.destroy()
        self._engine.dispose()
        self._slots.release()

    def _sweep_until_stopped(self) -> None:
        while not self._stopping.wait(SWEEP_INTERVAL_S):
            if not self._slots.is_held():
                # Another process may adopt our jobs from now on: running on could submit twice.
                _log.critical("lost the executor slot; stopping at once")
                os._exit(_EXIT_LOST_SLOT)
            try:
                self.sweep()
            except Exception:  # noqa: BLE001 - boundary: a failed sweep is logged and tried again
                _log.exception("sweep failed")
