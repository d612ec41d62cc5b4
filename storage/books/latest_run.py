"""Only the latest run of a job has a say.

A process that lost the database for a moment may not know that another one runs its job now. Each run has a number,
given when the job is claimed; what changes the job's fate, or is about to cost money, names it in the transaction that
does so. Whoever claimed last wins, and no two runs can both write down that they will send something.
"""

from __future__ import annotations

from sqlmodel import Session

from footage.ports.jobs import RunOverError
from storage.tables import Job


def refuse_old_run(session: Session, job_id: str, run: int | None) -> None:
    """Nothing when `run` is the job's latest, or None; the job's row is locked until the transaction ends.

    Raises:
        RunOverError: The job was claimed again since.
    """
    if run is None:
        return
    job = session.get_one(Job, job_id, with_for_update=True)
    if job.runs != run:
        raise RunOverError(f"run {run} of {job_id} is over: it is run {job.runs} now")
