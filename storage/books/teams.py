"""Whose rows a question is about, as conditions to add to it; a `team_id` of None is everybody's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import col

from storage.tables import Job


def jobs_of(team_id: str | None) -> tuple[ColumnElement[bool], ...]:
    """Jobs of a team."""
    return () if team_id is None else (col(Job.team_id) == team_id,)


def rows_of(team_id: str | None, job_id: Any) -> tuple[ColumnElement[bool], ...]:
    """Rows whose column `job_id` names a job of a team."""
    return () if team_id is None else (exists().where(col(Job.id) == job_id, col(Job.team_id) == team_id),)
