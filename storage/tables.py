"""The tables. Amounts are integer micro-dollars in BIGINT; times are UTC; JSON is text in both databases.

The schema is created by the migrations; a test compares them with these classes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, DateTime, Dialect, Index, LargeBinary, UniqueConstraint, false
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from footage.caller import LOCAL

PREFIX = "footage_"


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive UTC in the database: the same in SQLite and Postgres."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, which have no meaning here."""
        if value is not None and value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value else None


def _time(*, nullable: bool = False) -> Any:
    return Field(default=None if nullable else ..., sa_column=Column(UtcDateTime(), nullable=nullable))


def _json(*, nullable: bool = True) -> Any:
    return Field(default=None, sa_column=Column(JSON(), nullable=nullable))


def _owner() -> Any:
    """An id of who a row belongs to; those that were written before there were callers are the local one's."""
    return Field(sa_column_kwargs={"server_default": LOCAL.team_id})


def _microusd(*, nullable: bool = False) -> Any:
    return Field(default=None if nullable else 0, sa_column=Column(BigInteger(), nullable=nullable))


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
    request: dict[str, Any] = _json(nullable=False)
    request_hash: str
    idempotency_key: str | None = None
    progress: float = 0.0
    message: str = ""
    cancel_requested: bool = False
    runs: int = 0
    route: dict[str, Any] | None = _json()
    cost: dict[str, Any] | None = _json()
    result: dict[str, Any] | None = _json()
    error: dict[str, Any] | None = _json()
    max_cost_microusd: int | None = _microusd(nullable=True)
    pays_for_mending: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    created_at: datetime = _time()
    finished_at: datetime | None = _time(nullable=True)
    limits: dict[str, Any] | None = _json()
    tag: str = Field(default="", sa_column_kwargs={"server_default": ""})
    org_id: str = _owner()
    team_id: str = _owner()
    key_id: str = _owner()
    subject: str = _owner()


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
    quoted_microusd: int = _microusd()
    operation_id: str | None = None
    cost_microusd: int | None = _microusd(nullable=True)
    error_code: str | None = None
    expected_s: float | None = None
    quality: float | None = None
    measure: str | None = None
    started_at: datetime = _time()
    ended_at: datetime | None = _time(nullable=True)


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
    cost_microusd: int = _microusd()
    causes: dict[str, float] | None = _json()
    learned: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Alarm(SQLModel, table=True):
    """What came of paying for a kind of alarm, by whomever; see `footage.ports.quality.Trust`."""

    __tablename__ = f"{PREFIX}alarm"

    kind: str = Field(primary_key=True)
    bought: int
    in_vain: int
    factor: float
    at: datetime = _time()


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
    amount_microusd: int = _microusd()
    backend: str | None = None
    resolves_id: int | None = Field(default=None, foreign_key=f"{PREFIX}ledger.id")
    about_id: int | None = Field(default=None, foreign_key=f"{PREFIX}ledger.id")
    at: datetime = _time()


class OpenHold(SQLModel, table=True):
    """The holds that have no resolution yet: an index of the ledger, so that the cost of a hold does not grow with it.

    Written and removed in the transaction of the ledger line it stands for.
    """

    __tablename__ = f"{PREFIX}open_hold"

    hold_id: int = Field(primary_key=True, foreign_key=f"{PREFIX}ledger.id", sa_column_kwargs={"autoincrement": False})
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", index=True)
    amount_microusd: int = _microusd()


class JobEvent(SQLModel, table=True):
    """The history of a job, in order, for people who ask why."""

    __tablename__ = f"{PREFIX}job_event"

    id: int | None = Field(default=None, primary_key=True)
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", index=True)
    at: datetime = _time()
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
    opened_at: datetime | None = _time(nullable=True)
    probing_at: datetime | None = _time(nullable=True)


class Worker(SQLModel, table=True):
    """A process that makes films on devices of its own; known by its executor slot, which only one can have."""

    __tablename__ = f"{PREFIX}worker"

    slot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    host: str
    devices: list[str] = _json(nullable=False)
    backends: list[str] = _json(nullable=False)
    seen_at: datetime = _time()


class Approval(SQLModel, table=True):
    """A quote that a person may approve, once, for exactly one call."""

    __tablename__ = f"{PREFIX}approval"

    id: str = Field(primary_key=True)
    fingerprint: str
    amount_microusd: int = _microusd()
    expires_at: datetime = _time()
    used_at: datetime | None = _time(nullable=True)
    org_id: str = _owner()
    team_id: str = _owner()
    key_id: str = _owner()
    subject: str = _owner()


class Team(SQLModel, table=True):
    """A team that somebody has named, and who pays for it; it never changes its organisation."""

    __tablename__ = f"{PREFIX}team"

    id: str = Field(primary_key=True)
    org_id: str
    added_at: datetime = _time()


class Key(SQLModel, table=True):
    """A key with which a program of a team calls over HTTP; of the key itself there is a hash.

    `previous_hash` is that of the key before it, good until `previous_until`. `limits` are written by
    `storage.books.limits`; `origin` says who keeps the row: a person ("command"), or the keys file ("file").
    """

    __tablename__ = f"{PREFIX}key"

    id: str = Field(primary_key=True)
    name: str
    hash: str
    previous_hash: str | None = None
    previous_until: datetime | None = _time(nullable=True)
    org_id: str
    team_id: str = Field(foreign_key=f"{PREFIX}team.id", index=True)
    scopes: list[str] = _json(nullable=False)
    limits: dict[str, Any] = _json(nullable=False)
    buckets: list[str] = _json(nullable=False)
    origin: str
    added_at: datetime = _time()
    expires_at: datetime | None = _time(nullable=True)
    revoked_at: datetime | None = _time(nullable=True)
    used_at: datetime | None = _time(nullable=True)


class Noted(SQLModel, table=True):
    """What happened to keys, and which calls were refused, counted by the minute; see `storage.books.audit`."""

    __tablename__ = f"{PREFIX}audit"

    at: datetime = Field(sa_column=Column(UtcDateTime(), primary_key=True))
    event: str = Field(primary_key=True)
    team_id: str = Field(primary_key=True)
    key_id: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    tool: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    org_id: str
    times: int


class Asking(SQLModel, table=True):
    """A job's claim to ask a model a question, by the question's hash; renewed while it asks."""

    __tablename__ = f"{PREFIX}asking"

    key: str = Field(primary_key=True)
    job_id: str
    at: datetime = _time()


class CachedText(SQLModel, table=True):
    """What a text model answered, by the hash of what it was asked."""

    __tablename__ = f"{PREFIX}text"

    key: str = Field(primary_key=True)
    content: dict[str, Any] = _json(nullable=False)
    at: datetime = _time()


class StockAnswer(SQLModel, table=True):
    """What a site with real footage answered, by the name of what it was asked, until that may be kept no longer."""

    __tablename__ = f"{PREFIX}stock_answer"

    key: str = Field(primary_key=True)
    content: dict[str, Any] = _json(nullable=False)
    until: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))


class StockAccount(SQLModel, table=True):
    """How often a site with real footage may still be asked with a key, which goes by a hash; `at` is when that was."""

    __tablename__ = f"{PREFIX}stock_account"

    account: str = Field(primary_key=True)
    turns: float
    at: datetime = _time()
    paused_until: datetime | None = _time(nullable=True)
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
    about: dict[str, Any] = _json(nullable=False)
    at: datetime = _time()


class Cap(SQLModel, table=True):
    """A cap that somebody set; see `footage.ports.limits.StandingCap`."""

    __tablename__ = f"{PREFIX}cap"

    scope: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    amount: int = Field(sa_column=Column(BigInteger(), nullable=False))
    at: datetime = _time()


class Balance(SQLModel, table=True):
    """The ledger's sums for somebody with a cap, in one of its periods, up to the line that `Folded` names.

    `used` was charged in the period, `held` is what is held now; `warned` says whether that was told to be much.
    """

    __tablename__ = f"{PREFIX}balance"

    scope: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    period_start: datetime = Field(sa_column=Column(UtcDateTime(), primary_key=True))
    period_end: datetime = _time()
    used: int = Field(sa_column=Column(BigInteger(), nullable=False))
    held: int = Field(sa_column=Column(BigInteger(), nullable=False))
    warned: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Folded(SQLModel, table=True):
    """The last line of the ledger that is in the balances: one row."""

    __tablename__ = f"{PREFIX}folded"

    ledger_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class Rate(SQLModel, table=True):
    """When the next call would be on time, by what is counted; see `storage.books.rates`."""

    __tablename__ = f"{PREFIX}rate"

    key: str = Field(primary_key=True)
    next_us: int = Field(sa_column=Column(BigInteger(), nullable=False))


class Outgoing(SQLModel, table=True):
    """A message to the installation's webhook that has not arrived yet; see `storage.books.outbox`."""

    __tablename__ = f"{PREFIX}outgoing"

    id: str = Field(primary_key=True)
    kind: str
    content: dict[str, Any] = _json(nullable=False)
    at: datetime = _time()
    tries: int = 0
    next_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    trouble: str = ""


class Secret(SQLModel, table=True):
    """What all processes of an installation know and nobody else; see `storage.books.secrets`."""

    __tablename__ = f"{PREFIX}secret"

    name: str = Field(primary_key=True)
    value: str
    at: datetime = _time()


class Publication(SQLModel, table=True):
    """A film that anybody may see who knows the token."""

    __tablename__ = f"{PREFIX}publication"

    token: str = Field(primary_key=True)
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", unique=True)
    at: datetime = _time()


class Upload(SQLModel, table=True):
    """A place for a file that a caller brings; what is known of the file once it has come."""

    __tablename__ = f"{PREFIX}upload"
    __table_args__ = (Index("ix_footage_upload_team_expires", "team_id", "expires_at"),)

    id: str = Field(primary_key=True)
    created_at: datetime = _time()
    expires_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    name: str | None = None
    size_bytes: int | None = Field(default=None, sa_column=Column(BigInteger(), nullable=True))
    sha256: str | None = None
    org_id: str
    team_id: str
    key_id: str
    subject: str
