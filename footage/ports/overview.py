"""What the studio shows of many jobs at once, read in few questions: films, money, backends, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from footage.domain import JobStatus, LedgerKind
from footage.money import Money
from footage.ports.money import AttemptRecord

SpentBy = Literal["backend", "key", "tool"]
"""By what a team's spending is told."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which jobs are wanted; empty fields want all."""

    state: JobStatus | None = None
    tool: str = ""
    backend: str = ""
    key: str = ""
    day: date | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class FilmLine:
    """A job as a list shows it.

    `poster` is the name of its picture among its files, None where it has none of its own; `backend` is whose turn it
    is or was.
    """

    job_id: str
    tool: str
    title: str
    status: JobStatus
    progress: float
    message: str
    stopping: bool
    backend: str
    charged: Money
    subject: str
    created_at: datetime
    finished_at: datetime | None
    error_code: str
    poster: str | None
    duration_s: float | None
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """Jobs of one page, and how many there are in all."""

    films: Sequence[FilmLine]
    total: int


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """A line of the ledger as on a bank statement; `running` is what had been charged in all when it was written."""

    line_id: int
    at: datetime
    kind: LedgerKind
    amount: Money
    running: Money
    backend: str
    job_id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class DaySum:
    """What a backend was paid on a day."""

    day: date
    backend: str
    spent: Money


@dataclass(frozen=True, kw_only=True)
class SpentLine:
    """What was charged for somebody or something; `of` says who that is in words, where the name does not."""

    name: str
    of: str
    spent: Money
    jobs: int


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Money held for a request whose outcome nobody knows; `part` tells it from others of its job, where there are."""

    job_id: str
    title: str
    backend: str
    part: str
    held: Money
    since: datetime
    is_open: bool
    attempt: AttemptRecord | None


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that happened to a job."""

    at: datetime
    event: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """How a backend did lately: of the last `ended` tries `succeeded` did, in a median of `median_s` seconds."""

    ended: int
    succeeded: int
    median_s: float | None
    last_error: str
    last_at: datetime


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A vendor that is not asked now: why, since when, and when the next try may be made."""

    reason: str
    failures: int
    since: datetime
    again_at: datetime


class Overview(Protocol):
    """Reads for pages; a `team_id` of None is everybody's. Every method is one moment of the database."""

    def films(self, team_id: str | None, wanted: Wanted, *, first: int, count: int) -> Found:
        """Jobs, the newest first, from the first-th on."""

    def under_way(self, team_id: str | None) -> Sequence[FilmLine]:
        """All that have not ended, the oldest first."""

    def askers(self, team_id: str | None) -> Sequence[tuple[str, str]]:
        """Keys that have placed jobs, each with the name of who held it last."""

    def held(self, team_id: str | None, job_id: str) -> Money:
        """What is held for a job now."""

    def steps(self, team_id: str | None, job_id: str) -> Sequence[Step]:
        """The history of a job, in order."""

    def statement(self, team_id: str | None, *, before: int | None, count: int) -> Sequence[StatementLine]:
        """Lines of the ledger, the newest first, from before a line on."""

    def days(self, team_id: str | None, since: date) -> Sequence[DaySum]:
        """What was spent on each day from one on, by backend."""

    def spent(self, team_id: str | None, by: SpentBy, since: date) -> Sequence[SpentLine]:
        """What was spent from a day on, the dearest first."""

    def doubts(self, team_id: str | None) -> Sequence[Doubt]:
        """Money in doubt, the oldest first."""

    def records(self, team_id: str | None) -> Mapping[str, Record]:
        """How each backend did in its last tries."""

    def pauses(self) -> Mapping[str, Pause]:
        """Vendors whose breaker is open."""
