"""The job table: placing, claiming, progress, cancelling, ending. Every method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from pydantic import ValidationError
from sqlalchemy import and_, case, func, or_, select, update
from sqlmodel import Session, col

from footage import meters, traces
from footage.answers import ErrorInfo
from footage.caller import Caller, Limits, Owner
from footage.domain import TERMINAL, JobStatus, Queue
from footage.errors import BudgetExceededError, FootageError, InvalidInputError, JobCancelledError, NotFoundError
from footage.faults import crash_point
from footage.job_ids import new_job_id
from footage.money import ZERO, Money
from footage.plain_text import one_line
from footage.ports.jobs import CallersJobs, JobRecord, JobSpec, JobState
from footage.ports.records import JobPlan, JobResult, Order
from footage.threads import Clock, seconds_between
from storage.books import approvals, limits, pictures
from storage.books.agent_tasks import answered_elsewhere
from storage.books.latest_run import refuse_old_run
from storage.books.ledger import Ledger
from storage.books.lost import TAKEN_BACK
from storage.books.places import refuse_over_places
from storage.books.teams import jobs_of
from storage.db import Database, once_committed
from storage.tables import Attempt, Job, JobEvent, Picture

RISKED = "checking"
SHOWN = "shown"
_MAY_BE_BILLED = ("sending", "accepted", "succeeded", "in_doubt")
_NO_PROGRESS = ("started", RISKED, TAKEN_BACK)

Enqueue = Callable[[Session, str, Queue, int], None]
"""Put the job in the engine's queue, inside the caller's transaction; the number is how often it was there before."""


class JobTable:
    """`footage.ports.jobs.Jobs` over the database.

    Where a method takes a `team_id`, another team's job is not there; None is everybody's.

    Args:
        database: Where the rows are.
        ledger: Holds are placed and released with the job.
        enqueue: None for a process that only looks; it cannot place jobs.
        clock: Now, aware UTC.
    """

    def __init__(self, database: Database, ledger: Ledger, enqueue: Enqueue | None, clock: Clock) -> None:
        self._db = database
        self._ledger = ledger
        self._enqueue = enqueue
        self._clock = clock

    def for_(self, caller: Caller) -> CallersJobs:
        return CallersJobTable(self, caller)

    def place(self, spec: JobSpec, owner: Caller) -> JobRecord:
        if self._enqueue is None:
            raise RuntimeError("this process does not place jobs")
        spec = _within(spec, owner.limits)
        carried = {} if self._db.is_sqlite else pictures.read(spec.pictures)
        with traces.span("place", tool=spec.tool) as placing, self._db.write() as session:
            if known := self._same_key(session, owner.team_id, spec.tool, spec.idempotency_key, spec.order):
                return _record(known)
            refuse_over_places(session, owner)
            if spec.approved:
                approvals.redeem(session, spec.approved, owner.team_id, self._clock())
            job = Job(
                **owner.ids(),
                id=new_job_id(),
                tool=spec.tool,
                title=one_line(spec.title),
                status="queued",
                queue=spec.queue,
                request=spec.order.written(),
                request_hash=spec.order.fingerprint,
                idempotency_key=spec.idempotency_key,
                tag=one_line(spec.tag),
                trace=traces.current(),
                message="Waiting to start",
                route=spec.plan.written() if spec.plan else None,
                cost=dict(spec.cost) if spec.cost else None,
                max_cost_microusd=spec.max_cost.microusd if spec.max_cost is not None else None,
                pays_for_mending=spec.pays_for_mending,
                created_at=self._clock(),
                limits=limits.written(owner.limits) or None,
            )
            session.add(job)
            session.flush()
            if spec.approved:
                answered_elsewhere(session, spec.approved.quote_id, owner.team_id, job.id, self._clock())
            pictures.put(session, job.id, carried)
            if spec.holds:
                self._ledger.hold_all(session, job.id, spec.holds, spec.max_cost)
            else:
                self._ledger.hold(session, job.id, spec.hold, spec.backend, spec.max_cost)
            self._enqueue(session, job.id, spec.queue, 0)
            self._log(session, job.id, "placed", spec.tool)
            placed = _record(job)
            traces.set_facts(placing, job_id=job.id)
        crash_point("placed")
        return placed

    def placed_before(self, tool: str, idempotency_key: str | None, order: Order, team_id: str) -> JobRecord | None:
        with self._db.read() as session:
            known = self._same_key(session, team_id, tool, idempotency_key, order)
            return _record(known) if known else None

    def made_before(self, tool: str, order: Order, within: timedelta, team_id: str) -> JobRecord | None:
        same = select(Job).where(
            col(Job.team_id) == team_id,
            col(Job.tool) == tool,
            col(Job.request_hash).in_((order.fingerprint, order.first_fingerprint)),
            col(Job.status) == "completed",
            col(Job.finished_at) > self._clock() - within,
        )
        with self._db.read() as session:
            job = session.scalar(same.order_by(col(Job.finished_at).desc()).limit(1))
            return _record(job) if job else None

    def get(self, job_id: str, team_id: str | None = None) -> JobRecord:
        with self._db.read() as session:
            return _record(_found(session, job_id, team_id))

    def are_open(self) -> bool:
        with self._db.read() as session:
            return session.scalar(select(col(Job.id)).where(col(Job.status).not_in(TERMINAL)).limit(1)) is not None

    def states(self, job_ids: Sequence[str], team_id: str | None = None) -> Mapping[str, JobState]:
        statement = select(col(Job.id), col(Job.status), col(Job.progress), col(Job.message))
        with self._db.read() as session:
            rows = session.execute(statement.where(col(Job.id).in_(job_ids), *jobs_of(team_id))).all()
        return {
            job_id: JobState(status=status, progress=progress, message=message)
            for job_id, status, progress, message in rows
        }

    def picture(self, job_id: str, path: str) -> bytes | None:
        with self._db.read() as session:
            found = session.get(Picture, (job_id, path))
            return found.content if found else None

    def newest(self, *, status: JobStatus | None, limit: int, team_id: str | None = None) -> list[JobRecord]:
        statement = select(Job).where(*jobs_of(team_id))
        statement = statement.order_by(col(Job.created_at).desc(), col(Job.id)).limit(limit)
        if status is not None:
            statement = statement.where(col(Job.status) == status)
        with self._db.read() as session:
            return [_record(job) for job in session.scalars(statement)]

    def claim(self, job_id: str) -> JobRecord:
        with self._db.write() as session:
            job = session.get_one(Job, job_id)
            if job.status not in TERMINAL:
                job.status, job.runs, job.message = "working", job.runs + 1, "Starting"
                self._log(session, job_id, "started", f"run {job.runs}")
            return _record(job)

    def hand_on(self, job_id: str, reason: str, queue: Queue, *, run: int | None = None) -> None:
        if self._enqueue is None:
            raise RuntimeError("this process does not run jobs")
        with self._db.write() as session:
            refuse_old_run(session, job_id, run)
            job = session.get_one(Job, job_id)
            if job.status not in TERMINAL:
                job.status, job.message = "queued", f"Waiting for a process that can do it: {reason}"
                job.queue = queue
                self._enqueue(session, job_id, queue, job.runs)
                self._log(session, job_id, "handed_on", reason)

    def idle_runs(self, job_id: str) -> int:
        mine, event = col(JobEvent.job_id) == job_id, col(JobEvent.event)
        with self._db.read() as session:
            last = session.scalar(select(func.max(col(JobEvent.id))).where(mine, event.not_in(_NO_PROGRESS))) or 0
            started = select(func.count()).where(mine, event == "started", col(JobEvent.id) > last)
            risked = select(func.count()).where(mine, event == RISKED)
            return max(session.scalar(started) or 0, session.scalar(risked) or 0)

    def is_paid_for(self, job_id: str) -> bool:
        bought = col(Attempt.state).in_(("accepted", "succeeded")), col(Attempt.quoted_microusd) > 0
        operation = select(col(Attempt.id)).where(col(Attempt.job_id) == job_id, col(Attempt.operation_id).is_not(None))
        with self._db.read() as session:
            return session.scalar(operation.where(*bought).limit(1)) is not None

    def note(self, job_id: str, event: str) -> None:
        with self._db.write() as session:
            self._log(session, job_id, event, "")

    def report(self, job_id: str, progress: float, message: str) -> bool:
        reached = min(1.0, progress)
        ended = col(Job.status).in_(TERMINAL)
        statement = (
            update(Job)
            .where(col(Job.id) == job_id)
            .values(
                progress=case((or_(ended, col(Job.progress) > reached), col(Job.progress)), else_=reached),
                message=case((ended, col(Job.message)), else_=message),
            )
            .returning(col(Job.cancel_requested))
        )
        with self._db.write(serial=False) as session:  # often, and one statement: the row itself says what is newer
            return bool(session.execute(statement).scalar_one())

    def set_plan(self, job_id: str, plan: JobPlan) -> None:
        with self._db.write() as session:
            session.get_one(Job, job_id).route = plan.written()

    def request_cancel(self, job_id: str, team_id: str | None = None) -> JobRecord:
        with self._db.write() as session:
            job = _found(session, job_id, team_id)
            self._stop(session, job)
            return _record(job)

    def cancel_of_key(self, key_id: str) -> list[str]:
        """Ask all jobs that a key placed and that have not ended to stop; returns which."""
        with self._db.write() as session:
            mine = select(Job).where(col(Job.key_id) == key_id, col(Job.status).not_in(TERMINAL))
            jobs = session.scalars(mine.order_by(col(Job.created_at))).all()
            for job in jobs:
                self._stop(session, job)
            return [job.id for job in jobs]

    def cancel_all(self) -> list[str]:
        """Ask all jobs that have not ended to stop; returns which."""
        with self._db.write() as session:
            jobs = session.scalars(select(Job).where(col(Job.status).not_in(TERMINAL)).order_by(col(Job.id))).all()
            for job in jobs:
                self._stop(session, job)
            return [job.id for job in jobs]

    def cancel_if_free(self, job_id: str, team_id: str | None = None) -> bool:
        at_work = col(Attempt.state).in_(_MAY_BE_BILLED), col(Attempt.quoted_microusd) > 0
        may_cost = or_(and_(*at_work), col(Attempt.cost_microusd) > 0)
        with self._db.write() as session:
            job = _found(session, job_id, team_id)
            bought = session.scalar(select(col(Attempt.id)).where(col(Attempt.job_id) == job_id, may_cost).limit(1))
            if job.status in TERMINAL or bought is not None:
                return False
            self._stop(session, job)
            return True

    def first_look(self, job_id: str, viewer: str, team_id: str | None = None) -> bool:
        seen = col(JobEvent.job_id) == job_id, col(JobEvent.event) == SHOWN, col(JobEvent.detail) == viewer
        with self._db.read() as session:  # nearly always enough
            _found(session, job_id, team_id)
            if session.scalar(select(col(JobEvent.id)).where(*seen).limit(1)) is not None:
                return False
        with self._db.write() as session:
            if session.scalar(select(col(JobEvent.id)).where(*seen).limit(1)) is not None:
                return False
            self._log(session, job_id, SHOWN, viewer)
            return True

    def complete(self, job_id: str, result: JobResult, *, run: int | None = None) -> None:
        with self._db.write() as session:
            refuse_old_run(session, job_id, run)
            job = session.get_one(Job, job_id)
            if job.status not in TERMINAL:
                job.result, job.progress = result.written(), 1.0
                if result.quality and job.route:
                    once_committed(session, partial(meters.count().judged, job.route["backend"], result.quality))
                self._end(session, job, "completed", None)

    def bring_home(self, job_id: str, result: JobResult) -> bool:
        with self._db.write() as session:
            job = session.get_one(Job, job_id)
            if job.status not in TERMINAL or (job.result and not job.result.get("in_part")):
                return False
            job.status, job.result, job.error = "completed", result.written(), None
            job.progress, job.message, job.finished_at = 1.0, "Done", self._clock()
            self._log(session, job_id, "brought_home", "")
            return True

    def fail(self, job_id: str, error: FootageError, *, run: int | None = None) -> None:
        with self._db.write() as session:
            refuse_old_run(session, job_id, run)
            job = session.get_one(Job, job_id)
            if job.status not in TERMINAL:
                self._end(session, job, "cancelled" if isinstance(error, JobCancelledError) else "failed", error)

    def _stop(self, session: Session, job: Job) -> None:
        if job.status not in TERMINAL and not job.cancel_requested:
            job.cancel_requested, job.message = True, "Stopping"
            self._log(session, job.id, "cancel_requested", "")
        if job.status == "queued":
            self._end(session, job, "cancelled", JobCancelledError("The job was cancelled before it started."))

    def _same_key(self, session: Session, team_id: str, tool: str, key: str | None, order: Order) -> Job | None:
        if key is None:
            return None
        same = col(Job.tool) == tool, col(Job.idempotency_key) == key
        job = session.scalar(select(Job).where(*jobs_of(team_id), *same))
        if job is not None and not _asks_for(job, order):
            raise InvalidInputError(
                f"The idempotency_key {key!r} was already used for another request ({job.id}).",
                hint="Use a new idempotency_key for a new request.",
            )
        return job

    def _end(self, session: Session, job: Job, status: JobStatus, error: FootageError | None) -> None:
        job.status, job.finished_at = status, self._clock()
        job.message = error.message if error else "Done"
        if error:
            job.error = ErrorInfo.of(error).model_dump(mode="json")
        session.flush()
        self._ledger.release_all(session, job.id)
        pictures.forget(session, job.id)
        self._log(session, job.id, status, error.code if error else "")
        took_s = seconds_between(job.created_at, job.finished_at)
        once_committed(session, partial(meters.count().job_ended, job.tool, status, took_s))

    def _log(self, session: Session, job_id: str, event: str, detail: str) -> None:
        session.add(JobEvent(job_id=job_id, at=self._clock(), event=event, detail=detail))


def _asks_for(job: Job, order: Order) -> bool:
    """Whether a job has exactly this order, whichever version of Footage stored it."""
    if job.request_hash == order.fingerprint:
        return True
    try:
        return type(order).read(job.request).fingerprint == order.fingerprint
    except ValidationError:
        return False


@dataclass(frozen=True)
class CallersJobTable:
    """`footage.ports.jobs.CallersJobs`: the table with a caller's team put into every question."""

    table: JobTable
    caller: Caller

    def place(self, spec: JobSpec) -> JobRecord:
        return self.table.place(spec, self.caller)

    def placed_before(self, tool: str, idempotency_key: str | None, order: Order) -> JobRecord | None:
        return self.table.placed_before(tool, idempotency_key, order, self.caller.team_id)

    def made_before(self, tool: str, order: Order, within: timedelta) -> JobRecord | None:
        return self.table.made_before(tool, order, within, self.caller.team_id)

    def get(self, job_id: str) -> JobRecord:
        return self.table.get(job_id, self.caller.team_id)

    def states(self, job_ids: Sequence[str]) -> Mapping[str, JobState]:
        return self.table.states(job_ids, self.caller.team_id)

    def newest(self, *, status: JobStatus | None, limit: int) -> list[JobRecord]:
        return self.table.newest(status=status, limit=limit, team_id=self.caller.team_id)

    def request_cancel(self, job_id: str) -> JobRecord:
        return self.table.request_cancel(job_id, self.caller.team_id)

    def cancel_if_free(self, job_id: str) -> bool:
        return self.table.cancel_if_free(job_id, self.caller.team_id)

    def first_look(self, job_id: str, viewer: str) -> bool:
        return self.table.first_look(job_id, viewer, self.caller.team_id)


def _within(spec: JobSpec, key: Limits) -> JobSpec:
    """The job as far as a key goes: neither what is reserved now nor all of its later attempts may cost more.

    Raises:
        BudgetExceededError: It may cost more.
    """
    most = key.max_cost_per_call
    if most is None:
        return spec
    reserved = sum((one.amount for one in spec.holds), ZERO) if spec.holds else spec.hold
    if reserved > most:
        raise BudgetExceededError(
            f"This call may cost up to {reserved}, and this key may spend at most {most} a call.",
            hint="Ask for a shorter or smaller film, or ask whoever gave you the key to raise its limit.",
        )
    return replace(spec, max_cost=most if spec.max_cost is None else min(spec.max_cost, most))


def _found(session: Session, job_id: str, team_id: str | None) -> Job:
    """The job; another team's is refused in the very words of one that never was."""
    job = session.scalar(select(Job).where(col(Job.id) == job_id, *jobs_of(team_id)))
    if job is None:
        raise NotFoundError(f"There is no job {job_id!r}.")
    return job


def _record(job: Job) -> JobRecord:
    return JobRecord(
        job_id=job.id,
        limits=limits.read(job.limits),
        caller=Owner(org_id=job.org_id, team_id=job.team_id, key_id=job.key_id, subject=job.subject),
        tool=job.tool,
        title=job.title,
        status=job.status,  # type: ignore[arg-type]
        queue=job.queue,  # type: ignore[arg-type]
        progress=job.progress,
        message=job.message,
        cancel_requested=job.cancel_requested,
        runs=job.runs,
        cost=job.cost,
        error=ErrorInfo.model_validate(job.error, extra="ignore") if job.error else None,
        max_cost=Money(job.max_cost_microusd) if job.max_cost_microusd is not None else None,
        pays_for_mending=job.pays_for_mending,
        created_at=job.created_at,
        finished_at=job.finished_at,
        order_document=job.request,
        plan_document=job.route,
        result_document=job.result,
        trace=job.trace,
    )
