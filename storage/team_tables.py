"""The tables of teams: who calls, what they may spend, and what they have brought and published.

The schema is created by the migrations; a test compares them with these classes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, false
from sqlmodel import Field, SQLModel

from storage.columns import PREFIX, UtcDateTime, json_text, utc_time


class Team(SQLModel, table=True):
    """A team that somebody has named, and who pays for it; it never changes its organisation."""

    __tablename__ = f"{PREFIX}team"

    id: str = Field(primary_key=True)
    org_id: str
    added_at: datetime = utc_time()


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
    previous_until: datetime | None = utc_time(nullable=True)
    org_id: str
    team_id: str = Field(foreign_key=f"{PREFIX}team.id", index=True)
    scopes: list[str] = json_text(nullable=False)
    limits: dict[str, Any] = json_text(nullable=False)
    buckets: list[str] = json_text(nullable=False)
    origin: str
    added_at: datetime = utc_time()
    expires_at: datetime | None = utc_time(nullable=True)
    revoked_at: datetime | None = utc_time(nullable=True)
    used_at: datetime | None = utc_time(nullable=True)


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


class Cap(SQLModel, table=True):
    """A cap that somebody set; see `footage.ports.limits.StandingCap`."""

    __tablename__ = f"{PREFIX}cap"

    scope: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    amount: int = Field(sa_column=Column(BigInteger(), nullable=False))
    at: datetime = utc_time()


class Balance(SQLModel, table=True):
    """The ledger's sums for somebody with a cap, in one of its periods, up to the line that `Folded` names.

    `used` was charged in the period, `held` is what is held now; `warned` says whether that was told to be much.
    """

    __tablename__ = f"{PREFIX}balance"

    scope: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    period_start: datetime = Field(sa_column=Column(UtcDateTime(), primary_key=True))
    period_end: datetime = utc_time()
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
    content: dict[str, Any] = json_text(nullable=False)
    at: datetime = utc_time()
    tries: int = 0
    next_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    trouble: str = ""


class Secret(SQLModel, table=True):
    """What all processes of an installation know and nobody else; see `storage.books.secrets`."""

    __tablename__ = f"{PREFIX}secret"

    name: str = Field(primary_key=True)
    value: str
    at: datetime = utc_time()


class Publication(SQLModel, table=True):
    """A film that anybody may see who knows the token."""

    __tablename__ = f"{PREFIX}publication"

    token: str = Field(primary_key=True)
    job_id: str = Field(foreign_key=f"{PREFIX}job.id", unique=True)
    at: datetime = utc_time()


class Upload(SQLModel, table=True):
    """A place for a file that a caller brings; what is known of the file once it has come."""

    __tablename__ = f"{PREFIX}upload"
    __table_args__ = (Index("ix_footage_upload_team_expires", "team_id", "expires_at"),)

    id: str = Field(primary_key=True)
    created_at: datetime = utc_time()
    expires_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    name: str | None = None
    size_bytes: int | None = Field(default=None, sa_column=Column(BigInteger(), nullable=True))
    sha256: str | None = None
    org_id: str
    team_id: str
    key_id: str
    subject: str
