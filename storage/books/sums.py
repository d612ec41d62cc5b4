"""Sums of the ledger, as parts of questions: what was charged and what is held, and for whom."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select
from sqlmodel import col

from footage.ports.limits import CapScope
from storage.tables import Job, LedgerEntry, OpenHold
from storage.team_tables import Upload

CHARGED = ("capture", "adjust")
"""The kinds of lines that say what something cost."""


def spent(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """What was charged by lines of the ledger."""
    charged = col(LedgerEntry.kind).in_(CHARGED)
    total = func.coalesce(func.sum(col(LedgerEntry.amount_microusd)), 0)
    return select(total).where(charged, *conditions).scalar_subquery()


def held(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """What open holds keep."""
    return select(func.coalesce(func.sum(col(OpenHold.amount_microusd)), 0)).where(*conditions).scalar_subquery()


def owned_by(table: type[Job | Upload], scope: CapScope, payer_id: str) -> tuple[ColumnElement[bool], ...]:
    """Rows that somebody's caps count for."""
    return {
        "installation": (),
        "org": (col(table.org_id) == payer_id,),
        "team": (col(table.team_id) == payer_id,),
        "person": (col(table.org_id) + "/" + col(table.subject) == payer_id,),
        "key": (col(table.key_id) == payer_id,),
    }[scope]


def rows_of_payer(scope: CapScope, payer_id: str, job_id: Any) -> tuple[ColumnElement[bool], ...]:
    """Rows whose column `job_id` names such a job."""
    mine = owned_by(Job, scope, payer_id)
    return (exists().where(col(Job.id) == job_id, *mine),) if mine else ()


def person() -> ColumnElement[str]:
    """What caps of a job's person go by; see `footage.ports.limits.person_id`."""
    return col(Job.org_id) + "/" + col(Job.subject)
