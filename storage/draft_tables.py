"""The tables of drafts: films that people direct before anything is made, and the steps in which they changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.columns import PREFIX, json_text, utc_time


class DraftRow(SQLModel, table=True):
    """A draft; what it says is in the step of its `version`. `jobs` are pairs of a job's id and the version it made."""

    __tablename__ = f"{PREFIX}studio_draft"
    __table_args__ = (Index("ix_footage_studio_draft_team_changed", "team_id", "changed_at"),)

    id: str = Field(primary_key=True)
    tool: str
    title: str
    source: str
    version: int
    jobs: list[tuple[str, int]] = json_text(nullable=False)
    picked: str | None = None
    created_at: datetime = utc_time()
    changed_at: datetime = utc_time()
    org_id: str
    team_id: str
    key_id: str
    subject: str


class DraftStep(SQLModel, table=True):
    """A draft as it was from one change to the next; `before` is the version that taking it back leads to."""

    __tablename__ = f"{PREFIX}studio_draft_step"

    draft_id: str = Field(primary_key=True, foreign_key=f"{PREFIX}studio_draft.id")
    version: int = Field(primary_key=True)
    before: int | None = None
    content: dict[str, Any] = json_text(nullable=False)
    subject: str
    at: datetime = utc_time()
