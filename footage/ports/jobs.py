"""The job table and what a job's work is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from footage.answers import ErrorInfo
from footage.caller import NO_LIMITS, Caller, Limits, Owner
from footage.domain import JobStatus, Queue
from footage.errors import FootageError
from footage.money import ZERO, Money
from footage.ports.money import ApprovedQuote, Hold
from footage.ports.records import Document, JobPlan, JobResult, Order

OrderT = TypeVar("OrderT", bound=Order)


@dataclass(frozen=True, kw_only=True)
class JobSpec:
    """A job to place; `hold` is the worst case to reserve with it, charged to `backend`.

    A film made of parts reserves for each of them instead: `holds`, which must fit under every cap together.
    `pictures` are paths of files that the job needs on whatever machine it runs. `pays_for_mending` says whether the
    caller agreed to more than one film by naming what the call may cost; `max_cost` is there without that, too.
    `tag` is the caller's own word for what it is made for.
    """

    tool: str
    title: str
    order: Order
    queue: Queue
    hold: Money = ZERO
    backend: str | None = None
    holds: tuple[Hold, ...] = ()
    max_cost: Money | None = None
    pays_for_mending: bool = False
    plan: JobPlan | None = None
    cost: Document | None = None
    idempotency_key: str | None = None
    tag: str = ""
    pictures: tuple[str, ...] = ()
    approved: ApprovedQuote | None = None
    """Used up when the job is placed, and only then."""


@dataclass(frozen=True, kw_only=True)
class JobRecord:
    """A job as stored; `caller` is whose it is, `limits` are those of their key; other fields as in `JobSpec`.

    `trace` is the trace of the call that placed it; see `footage.traces`.

    Its documents are read when somebody asks for them: a list of jobs needs little of each.
    """

    job_id: str
    caller: Owner
    limits: Limits = NO_LIMITS
    tool: str
    title: str
    status: JobStatus
    queue: Queue
    progress: float
    message: str
    cancel_requested: bool
    runs: int
    cost: Document | None
    error: ErrorInfo | None
    max_cost: Money | None
    pays_for_mending: bool
    created_at: datetime
    finished_at: datetime | None
    order_document: Document = field(repr=False)
    plan_document: Document | None = field(repr=False)
    result_document: Document | None = field(repr=False)
    trace: str = ""

    def order(self, kind: type[OrderT]) -> OrderT:
        """What the job was asked to do, as the order of its work.

        Raises:
            ValidationError: As in `footage.ports.records.Stored.read`.
        """
        return kind.read(self.order_document)

    @cached_property
    def plan(self) -> JobPlan | None:
        """How it is to be done; None for a job that no backend is asked for."""
        return None if self.plan_document is None else JobPlan.read(self.plan_document)

    @cached_property
    def result(self) -> JobResult | None:
        """What came of it; None until it is completed."""
        return None if self.result_document is None else JobResult.read(self.result_document)


@dataclass(frozen=True, kw_only=True)
class JobState:
    """How far a job is."""

    status: JobStatus
    progress: float
    message: str


class HandOnError(Exception):
    """This process cannot go on with a job, for want of a key for example; another one may.

    `reason` is for people; `queue` is where those look for jobs that may be able to.
    """

    def __init__(self, reason: str, queue: Queue) -> None:
        super().__init__(reason)
        self.reason = reason
        self.queue: Queue = queue


class RunOverError(Exception):
    """This run of a job is over: another process runs the job now, or this one may not go on with it.

    No FootageError, so that nobody takes it for the end of the job.
    """


class CallersJobs(Protocol):
    """The job table as one caller may use it: what other teams placed is not there. Every method is one transaction.

    Two that are the same table for the same caller are equal.
    """

    @property
    def caller(self) -> Caller:
        """Who looks, and whose new jobs are."""

    def place(self, spec: JobSpec) -> JobRecord:
        """Job row, hold and queue entry together, or none of them.

        The same `idempotency_key` and order give the job that is already there.

        Raises:
            BudgetExceededError: The hold does not fit under a cap.
            TooManyCallsError: The caller has as many jobs under way as they may.
            InvalidInputError: The key was used with another order, or the approved quote is not good for this one.
        """

    def placed_before(self, tool: str, idempotency_key: str | None, order: Order) -> JobRecord | None:
        """The job that an earlier call with this key placed, whatever the budget says now.

        Raises:
            InvalidInputError: The key was used with another order.
        """

    def made_before(self, tool: str, order: Order, within: timedelta) -> JobRecord | None:
        """The latest completed job of exactly this order, not older than `within`."""

    def get(self, job_id: str) -> JobRecord:
        """Raises NotFoundError."""

    def states(self, job_ids: Sequence[str], /) -> Mapping[str, JobState]:
        """How far jobs are, at the price of one look; without those that are not there."""

    def newest(self, *, status: JobStatus | None, limit: int) -> list[JobRecord]: ...

    def request_cancel(self, job_id: str) -> JobRecord:
        """Ask the job to stop; one that has not started ends at once.

        Raises:
            NotFoundError: There is no such job.
        """

    def cancel_if_free(self, job_id: str) -> bool:
        """Ask the job to stop unless somebody may charge for it, or it has ended; returns whether it was asked.

        Raises:
            NotFoundError: There is no such job.
        """

    def first_look(self, job_id: str, viewer: str) -> bool:
        """Whether somebody is shown the job's film for the first time; from now on they are not."""


class Jobs(Protocol):
    """The job table as those who run jobs use it: everybody's. Every method is one transaction."""

    def for_(self, caller: Caller) -> CallersJobs:
        """The same table as a caller may use it."""

    def get(self, job_id: str) -> JobRecord:
        """Raises NotFoundError."""

    def are_open(self) -> bool:
        """Whether any job has not ended."""

    def picture(self, job_id: str, path: str) -> bytes | None:
        """The picture that was at this path when the job was placed.

        None where every process has the file itself, where it is too large to travel, and after the job has ended.
        """

    def claim(self, job_id: str) -> JobRecord:
        """Count one more run and set `working` unless the job has ended."""

    def hand_on(self, job_id: str, reason: str, queue: Queue, *, run: int | None = None) -> None:
        """Put a job that this process cannot do into a queue for others, a little later; see `complete` for `run`."""

    def idle_runs(self, job_id: str) -> int:
        """Runs since anything last happened to the job, this one included, or all that went as far as "checking"."""

    def is_paid_for(self, job_id: str) -> bool:
        """Whether a vendor works on the job's film, or has made it, for money."""

    def note(self, job_id: str, event: str) -> None:
        """Add to the job's history; "checking" says that what follows could take the process down."""

    def report(self, job_id: str, progress: float, message: str) -> bool:
        """Store progress, 0 to 1, which never goes back; returns whether the job should stop."""

    def set_plan(self, job_id: str, plan: JobPlan) -> None: ...

    def complete(self, job_id: str, result: JobResult, *, run: int | None = None) -> None:
        """End as completed; holds that are still open are released.

        Raises:
            RunOverError: `run` is not the job's latest run, so it has no say any more.
        """

    def fail(self, job_id: str, error: FootageError, *, run: int | None = None) -> None:
        """End as failed (or cancelled); open holds are released, those in doubt are kept. `run` as in `complete`."""

    def bring_home(self, job_id: str, result: JobResult) -> bool:
        """Complete a job that had ended without its film, or without a part of it.

        False, and nothing changes, if it runs or has a whole film.
        """


class JobContext(Protocol):
    """The running job: its record, its private folder, progress and cancellation."""

    record: JobRecord
    work_dir: Path

    async def report(self, progress: float, message: str) -> None:
        """Tell how far the job is, 0 to 1.

        Raises:
            JobCancelledError: The job was asked to stop.
        """

    def reporter(self, start: float, end: float, message: str) -> Callable[[float], None]:
        """A `Progress` for code on a worker thread, mapped to the part `start`..`end` of the job."""


@dataclass(frozen=True)
class Work(Generic[OrderT]):
    """What a durable job does.

    Attributes:
        order: Names the orders that it takes, when a job is run: some need rooms that are long in opening.
        make: Does it; may run again from the top after a crash.
    """

    order: Callable[[], type[OrderT]]
    make: Callable[[JobContext, OrderT], Awaitable[JobResult]]
