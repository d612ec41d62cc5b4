"""The tables of what goes outside: which film went where, and the accounts that films are sent to.

The schema is created by the migrations; a test compares them with these classes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.columns import PREFIX, json_text, utc_time


class Posting(SQLModel, table=True):
    """A film that a job sends to an account; see `footage.ports.outlets.Posting` for its states.

    `once` is the same for two jobs that would send the same film to the same account: of those one has it, until it is
    known that nothing was sent. `session` is where the outlet takes the bytes, sealed, for whoever has it may send.
    `done` are the steps after the film itself.
    """

    __tablename__ = f"{PREFIX}posting"

    job_id: str = Field(primary_key=True, foreign_key=f"{PREFIX}job.id")
    org_id: str
    team_id: str = Field(index=True)
    key_id: str
    subject: str
    target: str
    account: str
    film_sha256: str
    once: str | None = Field(default=None, unique=True)
    state: str
    tag: str
    session: str | None = None
    remote_id: str | None = None
    url: str | None = None
    done: list[str] = json_text(nullable=False)
    error: dict[str, Any] | None = json_text()
    created_at: datetime = utc_time()
    changed_at: datetime = utc_time()


class OutletAccount(SQLModel, table=True):
    """An account, a channel or a place of a team to which films can be sent.

    `sealed` are its keys, which only processes with the key of the installation can read. `version` goes up when they
    change, so that of two processes which renew them one wins.
    """

    __tablename__ = f"{PREFIX}outlet_account"

    team_id: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    title: str
    facts: dict[str, Any] = json_text(nullable=False)
    sealed: str
    version: int
    connected_at: datetime = utc_time()
    changed_at: datetime = utc_time()
    trouble: str = ""
