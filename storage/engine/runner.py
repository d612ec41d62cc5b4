"""Runs one durable job to its end: claims it, gives its work a context, and writes down how it ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import anyio

from footage import traces
from footage.domain import TERMINAL
from footage.errors import FootageError, InternalError, JobCancelledError
from footage.faults import crash_point
from footage.memory import give_back
from footage.ports.files import ObjectStore
from footage.ports.jobs import HandOnError, JobRecord, Jobs, RunOverError, Work
from footage.ports.records import Document, JobPlan, Order
from footage.retry import FIRST_PAUSE_S, LONGEST_PAUSE_S, is_away, patiently
from footage.threads import in_thread
from footage.trouble import is_full
from footage.turns import arrive
from storage.trouble import of_machine

MAX_RUNS = 20
"""A job that was started this often without getting any further is not started again, unless a vendor works on its film
or has made it: then each further run begins later."""

PAID_PAUSE_S = 30.0
LONGEST_PAID_PAUSE_S = 600.0
REPORT_INTERVAL_S = 0.25
_FULL_RUNS = 10
"""How often a job that costs nothing is put back because a disk is full: about a minute in all."""

_FULL_HERE = "the disk is full where it ran"
QUIET_S = 5.0
"""How long progress is not told after it could not be written: each try may hold the work up for the busy timeout."""

_log = logging.getLogger("footage.runner")


class JobRunner:
    """What the engine calls for every job.

    Args:
        jobs: The job table.
        objects: For the job's private folder.
        works: By tool name; a work may be run again from the top after a crash.
        brought: An order with the files that it names as they are on this machine.
        paid_pause_s: How much later each further run of a paid film begins that ended with its process too often.
    """

    def __init__(
        self,
        jobs: Jobs,
        objects: ObjectStore,
        works: Mapping[str, Work[Any]],
        brought: Callable[[Document], Document] = lambda order: order,
        paid_pause_s: float = PAID_PAUSE_S,
    ) -> None:
        self._brought = brought
        self._jobs = jobs
        self._objects = objects
        self._works = works
        self._paid_pause_s = paid_pause_s

    async def run(self, job_id: str, is_stopped: Callable[[], bool] = lambda: False) -> None:
        """Run the job and write its outcome into the job row, unless this process dies or another takes the job over.

        A database that is locked or away is waited for. Work that this interrupted is run again from the top, where it
        finds out how far it got.

        Args:
            job_id: Placed before.
            is_stopped: Whether this run must end without a word, because another process may run the job.

        Raises:
            RunOverError: Another process runs the job now, or may.
        """
        arrive()
        while not await self._run_once(job_id, is_stopped):
            _log.warning("job %s was broken off because the database was away; it starts again", job_id)
            await anyio.sleep(FIRST_PAUSE_S)
        try:
            await in_thread(self._objects.discard_work, job_id)
        except OSError:
            _log.warning("the private folder of %s was not emptied", job_id, exc_info=True)
        await in_thread(give_back)

    async def _run_once(self, job_id: str, is_stopped: Callable[[], bool]) -> bool:
        """One run; False when only the database stood in its way."""
        record = await patiently(self._jobs.claim, job_id)
        if record.status in TERMINAL:
            return True
        crash_point("claimed")
        facts: dict[str, traces.Value | None] = {"tool": record.tool, "run": record.runs, "queue": record.queue}
        with traces.of_job(record.trace, job_id, record.caller.team_id, **facts) as run:
            return await self._as_far_as_it_goes(record, is_stopped, run)

    async def _as_far_as_it_goes(self, record: JobRecord, is_stopped: Callable[[], bool], run: traces.Span) -> bool:
        job_id = record.job_id
        try:
            await self._to_the_end(record, is_stopped)
        except RunOverError:
            raise
        except HandOnError as exc:
            await patiently(self._jobs.hand_on, job_id, exc.reason, exc.queue, run=record.runs)
        except Exception as exc:  # noqa: BLE001 - boundary: whatever it is must end the job
            if is_away(exc):
                return False
            if is_full(exc) and await self._may_go_on_elsewhere(record):
                await patiently(self._jobs.hand_on, job_id, _FULL_HERE, record.queue, run=record.runs)
                return True
            error = _in_words(exc, job_id)
            traces.failed(run, error)
            await patiently(self._jobs.fail, job_id, error, run=record.runs)
        return True

    async def _to_the_end(self, record: JobRecord, is_stopped: Callable[[], bool]) -> None:
        work_dir = await in_thread(self._objects.work_dir, record.job_id)
        record = replace(record, order_document=await in_thread(self._brought, record.order_document))
        context = _Context(record, work_dir, self._jobs, is_stopped)
        if record.runs > MAX_RUNS and (idle := await in_thread(self._jobs.idle_runs, record.job_id)) > MAX_RUNS:
            await self._hesitate(context, idle - MAX_RUNS)
        work, order = await in_thread(_work_and_order, self._works, record)
        result = await work.make(context, order)
        traces.set_facts(quality=result.quality.score if result.quality else None)
        await self._shared(context)
        await patiently(self._jobs.complete, record.job_id, result, run=record.runs)
        crash_point("completed")

    async def _may_go_on_elsewhere(self, record: JobRecord) -> bool:
        """Whether a job that this machine has no room for is put back: on each try a little later.

        A film that is paid for is waited for, as long as it takes; another one where other machines may have room.
        """
        if self._objects.lends and record.runs < _FULL_RUNS:
            return True
        return await patiently(self._jobs.is_paid_for, record.job_id)

    async def _shared(self, context: _Context) -> None:
        """Where machines share a bucket, wait until it has what was made: with this machine it could be lost.

        A cancel ends the wait: the film is paid for, and stays here.
        """
        pause_s = FIRST_PAUSE_S
        while not await in_thread(self._objects.share, context.record.job_id):
            try:
                await context.report(0.99, "Waiting for the bucket to take it")
            except JobCancelledError:
                return
            await anyio.sleep(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def _hesitate(self, context: _Context, too_often: int) -> None:
        """Give a job up that takes every process down, or wait before its next run if its film is paid for.

        The wait gets longer each time; the process does other jobs meanwhile, and the job can be cancelled.
        """
        if not await in_thread(self._jobs.is_paid_for, context.record.job_id):
            raise InternalError(f"The job was started {MAX_RUNS} times and got no further.")
        until = time.monotonic() + min(self._paid_pause_s * too_often, LONGEST_PAID_PAUSE_S)
        while (left_s := until - time.monotonic()) > 0:
            await context.report(0.0, f"Started {MAX_RUNS + too_often} times without getting further; waiting a while")
            await anyio.sleep(min(left_s, 1.0))


def _in_words(error: Exception, job_id: str) -> FootageError:
    """What the job's owner is told; a defect leaves its traceback in the log."""
    if isinstance(error, FootageError):
        return error
    _log.error("job %s broke", job_id, exc_info=error)
    return of_machine(error) or InternalError("Something broke inside Footage; its log says what.")


def _work_and_order(works: Mapping[str, Work[Any]], record: JobRecord) -> tuple[Work[Any], Order]:
    """A job's work, and its order as that work takes it: this is where an order is read.

    Raises:
        HandOnError: A newer Footage placed it, and means something that this one does not know.
        ValidationError: The order is none that this work takes.
    """
    work = works.get(record.tool)
    if work is None:
        raise HandOnError(f"{record.tool} needs a newer Footage", record.queue)
    kind = work.order()
    if kind.is_newer(record.order_document) or JobPlan.is_newer(record.plan_document or {}):
        raise HandOnError(f"this {record.tool} needs a newer Footage", record.queue)
    return work, record.order(kind)


@dataclass
class _Context:
    """`footage.ports.jobs.JobContext` for one run."""

    record: JobRecord
    work_dir: Path
    _jobs: Jobs
    _is_stopped: Callable[[], bool]
    _next_report: float = field(default=0.0, init=False)
    _quiet_until: float = field(default=0.0, init=False)

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
        if self._is_stopped():
            raise RunOverError(f"this process no longer runs {self.record.job_id}")
        if time.monotonic() < self._quiet_until:
            return
        try:
            asked_to_stop = self._jobs.report(self.record.job_id, progress, message)
        except Exception as exc:
            if not is_away(exc):
                raise
            _log.warning("progress of %s was not written (%s)", self.record.job_id, exc)
            self._quiet_until = time.monotonic() + QUIET_S
            return
        if asked_to_stop:
            raise JobCancelledError("The job was cancelled.")
