"""Placing jobs for whoever runs them: a row in the engine's queue, in the transaction that writes the job.

It needs no engine that runs and no executor slot, so that a server that only answers calls can place jobs as well.
"""

from __future__ import annotations

from collections.abc import Callable

from dbos import DBOS, DBOSClient, EnqueueOptions
from sqlalchemy import Engine, event, text
from sqlmodel import Session

from footage.domain import Queue
from storage.db import Database
from storage.engine.queues import FAIR
from storage.engine.slots import CHANNEL
from storage.tables import Job

APP_NAME = "footage"
APP_VERSION = "1"  # changes only when stored jobs can no longer be run by the code
WORKFLOW = "run_job"
HAND_ON_DELAY_S = 1.0
LONGEST_DELAY_S = 300.0


def _nobody() -> None:
    """Nobody wants to know."""


class JobQueue:
    """The engine's queues, as those who place jobs see them.

    Args:
        database: Where the jobs are.
        engine: The connections that the job engine uses, see `Database.engine_for_jobs`.
        on_placed: Told when a job that this process placed can be seen by all.
    """

    def __init__(self, database: Database, engine: Engine, on_placed: Callable[[], None] = _nobody) -> None:
        self._db = database
        self._engine = engine
        self._on_placed = on_placed
        self._client: DBOSClient | None = None

    def connect(self) -> None:
        """Be able to place jobs; the job engine's own tables are there."""
        if self._client is None:
            self._client = DBOSClient(
                system_database_engine=self._engine, application_name=APP_NAME, use_listen_notify=False
            )

    def enqueue(self, session: Session, job_id: str, queue: Queue, runs: int = 0) -> None:
        """Queue the job in the caller's transaction: visible to workers when it commits, gone if it rolls back.

        A job that was in the queue before comes back later, a little later each time.
        """
        self._put(session, job_id, queue, f"{job_id}.{runs}" if runs else job_id, HAND_ON_DELAY_S * runs)

    def enqueue_lost(self, session: Session, job_id: str, queue: Queue, times: int) -> None:
        """Queue a job that was lost this often, later each time."""
        delay_s = min(HAND_ON_DELAY_S * 2 ** (times - 2), LONGEST_DELAY_S) if times > 1 else 0.0
        self._put(session, job_id, queue, f"{job_id}.again{times}", delay_s)

    def close(self) -> None:
        """Place no more; the connections stay."""
        if self._client is not None:
            self._client.destroy()

    def _put(self, session: Session, job_id: str, queue: Queue, name: str, delay_s: float) -> None:
        """The one place where jobs are put into queues: into their team's line."""
        if self._client is None:
            raise RuntimeError("the queues are not connected")
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": FAIR[queue].name,
            "queue_partition_key": session.get_one(Job, job_id).team_id,
            "workflow_id": name,
            "app_version": APP_VERSION,
        }
        if delay_s:
            options["delay_seconds"] = delay_s
        self._client.enqueue_in_transaction(session, options, job_id)
        if not self._db.is_sqlite:
            session.execute(text(f"NOTIFY {CHANNEL}"))
        event.listen(session, "after_commit", lambda _session: self._on_placed(), once=True)


def make_tables(database: Database) -> None:
    """Bring the job engine's own tables to what this release needs; `footage migrate` does it for PostgreSQL."""
    DBOS.migrate(database.direct_url)


class Placing:
    """For a process that places jobs and runs none.

    Args:
        database: Its schema is current. In a file the job engine's own tables are made where no worker has made them.
    """

    def __init__(self, database: Database) -> None:
        if database.is_sqlite:
            make_tables(database)
        self._engine = database.engine_for_jobs()
        self._queue = JobQueue(database, self._engine)
        self._queue.connect()
        self.enqueue = self._queue.enqueue

    def close(self) -> None:
        """Place no more."""
        self._queue.close()
        self._engine.dispose()
