"""The tables of jobs and of money; see `storage.columns` for kinds of columns and `storage.team_tables` for the others.

The schema is created by the migrations; a test compares them with these classes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from storage.columns import PREFIX, UtcDateTime, json_text, microusd, owner_id, utc_time


class Job(SQLModel, table=True):
    """One call that makes or changes a video. Its attempts, lines of the ledger and events are its owner's too."""

    __tablename__ = f"{PREFIX}job"
    __table_args__ = (
        UniqueConstraint("team_id", "tool", "idempotency_key", name="uq_footage_job_idempotency"),
        Index("ix_footage_job_team_created", "team_id", "created_at"),
        Index("ix_footage_job_request", "tool", "request_hash"),
        Index("ix_footage_job_status_team", "status", "team_id"),
    )

    id: str = Field(primary_key=True)
    tool: str
    title: str
    status: str
    queue: str
    request: dict[str, Any] = json_text(nullable=False)
    request_hash: str
    idempotency_key: str | None = None
    progress: float = 0.0
    message: str = ""
    cancel_requested: bool = False
    runs: int = 0
    route: dict[str, Any] | None = json_text()
    cost: dict[str, Any] | None = json_text()
    result: dict[str, Any] | None = json_text()
    error: dict[str, Any] | None = json_text()
    max_cost_microusd: int | None = microusd(nullable=True)
    pays_for_mending: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    created_at: datetime = utc_time()
    finished_at: datetime | None = utc_time(nullable=True)
    limits: dict[str, Any] | None = json_text()
    tag: str = Field(default="", sa_column_kwargs={"server_default": ""})
    trace: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The trace of the call that placed it, as the header `traceparent` says it."""
    org_id: str = owner_id()
    team_id: str = owner_id()
    key_id: str = owner_id()
    subject: str = owner_id()


class Attempt(SQLModel, table=True):
    """One try at one backend; written before the vendor is called.

    Attempts at work (sending, accepted) and recently started ones are also what an account's limits are counted by.
    """

    __tablename__ = f"{PREFIX}attempt"
    __table_args__ = (
        UniqueConstraint("job_id", "n", name="uq_footage_attempt_n"),
        Index("uq_footage_attempt_operation", "backend", "operation_id", unique=True),  # NULLs do not count
        Index("ix_footage_attempt_vendor_state", "vendor", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", index=True)
    n: int
    part: str = Field(default="", sa_column_kwargs={"server_default": ""})
    backend: str
    vendor: str = Field(default="", sa_column_kwargs={"server_default": ""})
    model: str
    state: str
    key: str = Field(unique=True)
    request_hash: str
    hold_id: int = Field(foreign_key=f"{PREFIX}ledger.id")
    quoted_microusd: int = microusd()
    operation_id: str | None = None
    cost_microusd: int | None = microusd(nullable=True)
    error_code: str | None = None
    expected_s: float | None = None
    quality: float | None = None
    measure: str | None = None
    started_at: datetime = utc_time()
    ended_at: datetime | None = utc_time(nullable=True)


class Retake(SQLModel, table=True):
    """A stretch of a film that is made again, by the part of the film and the number of the try.

    It never changes, but for `learned`: what came of it is in the alarms' rows. `causes` are kinds of alarms with their
    evidence; None in rows of before.
    """

    __tablename__ = f"{PREFIX}retake"

    job_id: str = Field(primary_key=True, foreign_key=f"{PREFIX}job.id")
    part: str = Field(primary_key=True)
    n: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    way: str
    start_s: float
    end_s: float
    clip_s: float
    cost_microusd: int = microusd()
    causes: dict[str, float] | None = json_text()
    learned: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Alarm(SQLModel, table=True):
    """What came of paying for a kind of alarm, by whomever; see `footage.ports.quality.Trust`."""

    __tablename__ = f"{PREFIX}alarm"

    kind: str = Field(primary_key=True)
    bought: int
    in_vain: int
    factor: float
    at: datetime = utc_time()


class LedgerEntry(SQLModel, table=True):
    """One line of the append-only ledger; never updated, never deleted.

    `hold` reserves; `capture` and `release` resolve a hold (`resolves_id`, unique: one resolution per hold);
    `adjust` corrects a capture later; `in_doubt` marks a hold that a human must resolve.
    """

    __tablename__ = f"{PREFIX}ledger"
    __table_args__ = (
        UniqueConstraint("resolves_id", name="uq_footage_ledger_one_resolution"),
        Index("ix_footage_ledger_kind_at", "kind", "at", "amount_microusd"),
    )

    id: int | None = Field(default=None, primary_key=True)
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", index=True)
    kind: str
    amount_microusd: int = microusd()
    backend: str | None = None
    resolves_id: int | None = Field(default=None, foreign_key=f"{PREFIX}ledger.id")
    about_id: int | None = Field(default=None, foreign_key=f"{PREFIX}ledger.id")
    at: datetime = utc_time()


class OpenHold(SQLModel, table=True):
    """The holds that have no resolution yet: an index of the ledger, so that the cost of a hold does not grow with it.

    Written and removed in the transaction of the ledger line it stands for.
    """

    __tablename__ = f"{PREFIX}open_hold"

    hold_id: int = Field(primary_key=True, foreign_key=f"{PREFIX}ledger.id", sa_column_kwargs={"autoincrement": False})
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", index=True)
    amount_microusd: int = microusd()


class JobEvent(SQLModel, table=True):
    """The history of a job, in order, for people who ask why."""

    __tablename__ = f"{PREFIX}job_event"

    id: int | None = Field(default=None, primary_key=True)
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", index=True)
    at: datetime = utc_time()
    event: str
    detail: str = ""


class Picture(SQLModel, table=True):
    """A picture that a job starts from, by its path on the machine of the caller; see `storage.books.pictures`."""

    __tablename__ = f"{PREFIX}picture"

    job_id: str = Field(primary_key=True, foreign_key=f"{PREFIX}job.id")
    path: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary(), nullable=False))


class Health(SQLModel, table=True):
    """A vendor's circuit breaker, shared by every process; see `storage.books.breaker`."""

    __tablename__ = f"{PREFIX}health"

    vendor: str = Field(primary_key=True)
    failures: int = 0
    successes: int = 0
    reason: str = ""
    opened_at: datetime | None = utc_time(nullable=True)
    probing_at: datetime | None = utc_time(nullable=True)


class Worker(SQLModel, table=True):
    """A process that makes films on devices of its own; known by its executor slot, which only one can have."""

    __tablename__ = f"{PREFIX}worker"

    slot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    host: str
    devices: list[str] = json_text(nullable=False)
    backends: list[str] = json_text(nullable=False)
    seen_at: datetime = utc_time()


class Approval(SQLModel, table=True):
    """A quote that a person may approve, once, for exactly one call; `asked` is that call as it was made."""

    __tablename__ = f"{PREFIX}approval"

    id: str = Field(primary_key=True)
    fingerprint: str
    amount_microusd: int = microusd()
    asked: dict[str, Any] | None = json_text()
    expires_at: datetime = utc_time()
    used_at: datetime | None = utc_time(nullable=True)
    org_id: str = owner_id()
    team_id: str = owner_id()
    key_id: str = owner_id()
    subject: str = owner_id()


class Asking(SQLModel, table=True):
    """A job's claim to ask a model a question, by the question's hash; renewed while it asks."""

    __tablename__ = f"{PREFIX}asking"

    key: str = Field(primary_key=True)
    job_id: str
    at: datetime = utc_time()


class CachedText(SQLModel, table=True):
    """What a text model answered, by the hash of what it was asked."""

    __tablename__ = f"{PREFIX}text"

    key: str = Field(primary_key=True)
    content: dict[str, Any] = json_text(nullable=False)
    at: datetime = utc_time()


class StockAnswer(SQLModel, table=True):
    """What a site with real footage answered, by the name of what it was asked, until that may be kept no longer."""

    __tablename__ = f"{PREFIX}stock_answer"

    key: str = Field(primary_key=True)
    content: dict[str, Any] = json_text(nullable=False)
    until: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))


class StockAccount(SQLModel, table=True):
    """How often a site with real footage may still be asked with a key, which goes by a hash; `at` is when that was."""

    __tablename__ = f"{PREFIX}stock_account"

    account: str = Field(primary_key=True)
    turns: float
    at: datetime = utc_time()
    paused_until: datetime | None = utc_time(nullable=True)
    reason: str = ""


class StockClip(SQLModel, table=True):
    """A clip of real footage that an attempt has put into a film; see `storage.books.stock`."""

    __tablename__ = f"{PREFIX}stock_clip"
    __table_args__ = (Index("ix_footage_stock_clip_team_at", "team_id", "at"),)

    attempt_key: str = Field(primary_key=True)
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", index=True)
    team_id: str
    clip: str
    author: str
    about: dict[str, Any] = json_text(nullable=False)
    at: datetime = utc_time()
