"""The tables of agents that call by A2A: their tasks, what they have sent, and where they want to be told.

The schema is created by the migrations; a test compares them with these classes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import PREFIX, UtcDateTime, json_text, utc_time


class AgentTask(SQLModel, table=True):
    """What an agent asked for; from the moment that there is a job, the job says how it stands.

    `state` is one of `footage.ports.agent_tasks.AgentState`. `arguments` are kept for as long as the tool may have to
    be asked again with them; `asked_until` is how long the process that asks it now has for that. `history` has the
    messages as they were sent.
    """

    __tablename__ = f"{PREFIX}agent_task"
    __table_args__ = (Index("ix_footage_agent_task_team_status", "team_id", "status_at", "id"),)

    id: str = Field(primary_key=True)
    org_id: str
    team_id: str
    key_id: str
    subject: str
    context_id: str = Field(index=True)
    tool: str
    arguments: dict[str, Any] | None = json_text()
    state: str
    created_at: datetime = utc_time()
    status_at: datetime = utc_time()
    asked_until: datetime | None = utc_time(nullable=True)
    said: str = ""
    quote_id: str | None = Field(default=None, index=True)
    error: dict[str, Any] | None = json_text()
    job_id: str | None = Field(default=None, foreign_key=f"{PREFIX}job.id", index=True)
    history: list[dict[str, Any]] = json_text(nullable=False)


class AgentClaim(SQLModel, table=True):
    """A message that has come, by whose sender and by what id; `digest` is of what it says."""

    __tablename__ = f"{PREFIX}agent_claim"

    id: str = Field(primary_key=True)
    task_id: str
    digest: str
    at: datetime = utc_time()


class AgentPush(SQLModel, table=True):
    """Where somebody wants to be told how a task stands; see `storage.books.agent_pushes`.

    `told_state` is what they have heard last, `credentials` what they want to be shown with it.
    """

    __tablename__ = f"{PREFIX}agent_push"

    task_id: str = Field(primary_key=True, foreign_key=f"{PREFIX}agent_task.id")
    id: str = Field(primary_key=True)
    url: str
    credentials: dict[str, Any] = json_text(nullable=False)
    created_at: datetime = utc_time()
    told_state: str = ""
    tries: int = 0
    next_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False, index=True))
    trouble: str = ""
