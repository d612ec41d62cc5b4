"""Jobs that have not ended although nothing runs them any more, and putting them into their queue again.

The job engine ends a workflow whose code raised, or that somebody cancelled, and never looks at it again. Our job row
is what is true: while that has not ended, money is held and a film may wait at a vendor.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select
from sqlmodel import Session, col

from footage.domain import TERMINAL, Queue
from footage.threads import Clock
from storage.db import Database
from storage.tables import Job, JobEvent

TAKEN_BACK = "taken_back"

EnqueueAgain = Callable[[Session, str, Queue, int], None]
"""Put the job in a queue under a new name, in the caller's transaction; the number says how often it was lost."""


class LostJobs:
    """Finds them and takes them back, once each, however many processes look.

    Args:
        database: Where the rows are.
        enqueue: Puts a job in a queue again.
        clock: Now, aware UTC.
    """

    def __init__(self, database: Database, enqueue: EnqueueAgain, clock: Clock) -> None:
        self._db = database
        self._enqueue = enqueue
        self._clock = clock

    def open_jobs(self) -> dict[str, int]:
        """All that have not ended, and how often they were started.

        Look at these before looking at what runs, so that a job that was placed in between is not taken back.
        """
        not_ended = select(col(Job.id), col(Job.runs)).where(col(Job.status).not_in(TERMINAL))
        with self._db.read() as session:
            return {job_id: runs for job_id, runs in session.execute(not_ended)}  # noqa: C416 - rows are no tuples

    def times_taken_back(self, job_id: str) -> int:
        """How often the job was lost and queued again. To be looked at before what runs, too."""
        with self._db.read() as session:
            return _times(session, job_id)

    def take_back(self, job_id: str, runs: int, times: int) -> bool:
        """Queue a job that nobody runs, unless it was started, ended or taken back since it was looked at.

        Args:
            job_id: Its workflows were all seen to have ended.
            runs: How often it was started then.
            times: How often it had been taken back then.

        Returns:
            Whether it is queued by this call.
        """
        with self._db.write() as session:
            job = session.get(Job, job_id, with_for_update=True)
            if job is None or job.status in TERMINAL or (job.runs, _times(session, job_id)) != (runs, times):
                return False
            self._enqueue(session, job.id, _queue(job), times + 1)
            # Its status stays: it may have a film at a vendor, so that it is cancelled by running it.
            session.add(JobEvent(job_id=job.id, at=self._clock(), event=TAKEN_BACK, detail=f"after run {runs}"))
            return True


def _times(session: Session, job_id: str) -> int:
    mine = col(JobEvent.job_id) == job_id, col(JobEvent.event) == TAKEN_BACK
    return session.scalar(select(func.count()).where(*mine)) or 0


def _queue(job: Job) -> Queue:
    return job.queue  # type: ignore[return-value]
