"""The ledger's lines as they are written: a hold with its row among the open ones, and what resolves it.

Without the object mapper, and made once: while these run, everyone else who writes waits. On PostgreSQL, where each
question takes its way over a wire, both rows are written by one; SQLite knows no such statement and needs none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, TypedDict

from sqlalchemy import BindParameter, Insert, Select, bindparam, delete, insert, select
from sqlmodel import Session, SQLModel

from footage.domain import LedgerKind
from footage.money import Money
from storage.tables import LedgerEntry, OpenHold


class Line(TypedDict):
    """A line that is to be written."""

    job_id: str
    kind: LedgerKind
    amount_microusd: int
    backend: str | None
    resolves_id: int | None
    about_id: int | None
    at: datetime


class OpenedHold(NamedTuple):
    """A hold that was open."""

    job_id: str
    backend: str | None
    amount: Money


def append(session: Session, line: Line) -> int:
    """Write a line; its id."""
    return int(session.execute(_APPEND, line).scalar_one())


def open_hold(session: Session, line: Line) -> int:
    """Write the line of a new hold; its id."""
    if _on_postgres(session):
        return int(session.execute(_OPEN_AT_ONCE, line).scalar_one())
    hold_id = append(session, line)
    row = {"hold_id": hold_id, "job_id": line["job_id"], "amount_microusd": line["amount_microusd"]}
    session.execute(insert(_OPEN), row)
    return hold_id


def close_hold(session: Session, hold_id: int, kind: LedgerKind, amount: Money, at: datetime) -> OpenedHold | None:
    """Write what resolves a hold; None, and nothing is written, where that has been done before.

    The unique constraint of resolutions is the last guard against doing it twice.
    """
    at_once = _on_postgres(session)
    given = {"hold_id": hold_id, "kind": kind, "amount_microusd": amount.microusd, "at": at}
    row = session.execute(_CLOSE_AT_ONCE if at_once else _FIND, given if at_once else {"hold_id": hold_id}).first()
    if row is None:
        return None
    hold = OpenedHold(row.job_id, row.backend, Money(row.amount_microusd))
    if not at_once:
        line = Line(
            job_id=hold.job_id,
            kind=kind,
            amount_microusd=amount.microusd,
            backend=hold.backend,
            resolves_id=hold_id,
            about_id=None,
            at=at,
        )
        append(session, line)
        session.execute(_CLOSE, {"hold_id": hold_id})
    return hold


def _on_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


_LINES, _OPEN = (SQLModel.metadata.tables[str(table.__tablename__)] for table in (LedgerEntry, OpenHold))
_HELD = _LINES.alias("held")


def _given(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=_LINES.c[name].type)


def _opened_at_once() -> Insert:
    names = ("job_id", "kind", "amount_microusd", "backend", "resolves_id", "about_id", "at")
    line = insert(_LINES).values({name: _given(name) for name in names})
    written = line.returning(_LINES.c.id, _LINES.c.job_id, _LINES.c.amount_microusd).cte("written")
    rows = select(written.c.id, written.c.job_id, written.c.amount_microusd)
    return insert(_OPEN).from_select(["hold_id", "job_id", "amount_microusd"], rows).returning(_OPEN.c.hold_id)


def _closed_at_once() -> Select[Any]:
    closed = _CLOSE.returning(_OPEN.c.hold_id).cte("closed")
    were_open = _HELD.join(closed, closed.c.hold_id == _HELD.c.id)
    values = (_HELD.c.job_id, _given("kind"), _given("amount_microusd"), _HELD.c.backend, _HELD.c.id, _given("at"))
    names = ["job_id", "kind", "amount_microusd", "backend", "resolves_id", "at"]
    line = insert(_LINES).from_select(names, select(*values).select_from(were_open)).returning(_LINES.c.id)
    told = select(_HELD.c.job_id, _HELD.c.backend, _HELD.c.amount_microusd).select_from(were_open)
    return told.add_cte(line.cte("resolution"))


_CLOSE = delete(_OPEN).where(_OPEN.c.hold_id == bindparam("hold_id"))
_APPEND = insert(_LINES).returning(_LINES.c.id)
_OPEN_AT_ONCE, _CLOSE_AT_ONCE = _opened_at_once(), _closed_at_once()
_FIND = (
    select(_LINES.c.job_id, _LINES.c.backend, _LINES.c.amount_microusd)
    .join(_OPEN, _OPEN.c.hold_id == _LINES.c.id)
    .where(_LINES.c.id == bindparam("hold_id"))
)
