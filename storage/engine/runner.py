"""Runs one durable job to its end: claims it, gives its work a context, and writes down how it ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from footage.domain import TERMINAL
from footage.errors import FootageError, InternalError, JobCancelledError
from footage.faults import crash_point
from footage.memory import give_back
from footage.ports.files import ObjectStore
from footage.ports.jobs import HandOnError, JobRecord, Jobs, Work
from footage.threads import in_thread
from footage.turns import arrive
from storage.trouble import of_machine

MAX_RUNS = 20
"""A job that was started this often without getting any further is not started again."""

REPORT_INTERVAL_S = 0.25
_log = logging.getLogger("footage.runner")


class JobRunner:
    """What the engine calls for every job.

    Args:
        jobs: The job table.
        objects: For the job's private folder.
        works: By tool name; a work may be run again from the top after a crash.
    """

    def __init__(self, jobs: Jobs, objects: ObjectStore, works: Mapping[str, Work]) -> None:
        self._jobs = jobs
        self._objects = objects
        self._works = works

    async def run(self, job_id: str) -> None:
        """Run the job; every outcome but our own death ends in the job row, so this raises nothing else."""
        arrive()
        record = await in_thread(self._jobs.claim, job_id)
        if record.status in TERMINAL:
            return
        crash_point("claimed")
        try:
            await in_thread(self._jobs.complete, job_id, await self._work(record))
            crash_point("completed")
        except HandOnError as exc:
            await in_thread(self._jobs.hand_on, job_id, exc.reason, exc.queue)
        except FootageError as exc:
            await in_thread(self._jobs.fail, job_id, exc)
        except Exception as exc:  # noqa: BLE001 - boundary: a defect must end the job, with its traceback in the log
            _log.exception("job %s broke", job_id)
            unknown = InternalError("Something broke inside Footage; its log says what.")
            await in_thread(self._jobs.fail, job_id, of_machine(exc) or unknown)
        await in_thread(self._objects.discard_work, job_id)
        await in_thread(give_back)

    async def _work(self, record: JobRecord) -> Mapping[str, Any]:
        if record.runs > MAX_RUNS and await in_thread(self._jobs.idle_runs, record.job_id) > MAX_RUNS:
            raise InternalError(f"The job was started {MAX_RUNS} times and got no further.")
        work_dir = await in_thread(self._objects.work_dir, record.job_id)
        return await self._works[record.tool](_Context(record, work_dir, self._jobs))


@dataclass
class _Context:
    """`footage.ports.jobs.JobContext` for one run."""

    record: JobRecord
    work_dir: Path
    _jobs: Jobs
    _next_report: float = field(default=0.0, init=False)

    async def report(self, progress: float, message: str) -> None:
        await in_thread(self._report, progress, message)

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        def report(fraction: float) -> None:
            now = time.monotonic()
            if now >= self._next_report:  # the caller tells every frame; the table is told a few times a second
                self._next_report = now + REPORT_INTERVAL_S
                self._report(start + (end - start) * fraction, message)

        return report

    def _report(self, progress: float, message: str) -> None:
        if self._jobs.report(self.record.job_id, progress, message):
            raise JobCancelledError("The job was cancelled.")
