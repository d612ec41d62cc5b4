"""The rows that balances are made of: caps with what is kept of them, and the ledger's lines that are in none yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy import null as nothing
from sqlmodel import Session, SQLModel, col

from footage.ports.limits import CapScope, HasIds, payers, person_id
from footage.ports.money import Period
from storage.books.sums import CHARGED, person
from storage.tables import Job, LedgerEntry
from storage.team_tables import Balance, Cap, Folded

PERIODS: tuple[Period, ...] = get_args(Period)
INSTALLATION: CapScope = "installation"
MARK = "mark"
"""The scope of the row that says which line is the last one in the balances."""

BALANCES, _FOLDED = (SQLModel.metadata.tables[table.__tablename__] for table in (Balance, Folded))


class Tail:
    """Lines that are in no balance yet."""

    def __init__(self, lines: Sequence[Row[Any]]) -> None:
        self.lines = lines

    def added(self, scope: CapScope, payer_id: str, start: datetime, end: datetime) -> tuple[int, int]:
        """What it adds to a balance: used and held."""
        pays = _PAYS[scope]
        charged = more_held = 0
        for line in self.lines:
            if pays(line) == payer_id:
                line_charged, line_held = _moved(line)
                more_held += line_held
                if line_charged and start <= line.at < end:
                    charged += line_charged
        return charged, more_held

    def by_payer(self) -> list[dict[str, Any]]:
        """What it adds to each payer's balances, minute by minute: periods begin with a whole one."""
        sums: dict[tuple[str, str, datetime], Counter[str]] = defaultdict(Counter)
        for line in self.lines:
            charged, more_held = _moved(line)
            for scope, payer_id in payers(line).items():
                moved = sums[scope, payer_id, line.at.replace(second=0, microsecond=0)]
                moved["charged"] += charged
                moved["more_held"] += more_held
        return [
            {
                "of_scope": scope,
                "of_id": payer_id,
                "at": at,
                "charged": moved["charged"],
                "more_held": moved["more_held"],
            }
            for (scope, payer_id, at), moved in sums.items()
        ]


def _moved(line: Row[Any]) -> tuple[int, int]:
    """What a line has charged, and by how much it changed what is held."""
    if line.kind == "hold":
        return 0, line.amount_microusd
    return (line.amount_microusd if line.kind in CHARGED else 0), -(line.of_hold or 0)


_PAYS: dict[CapScope, Callable[[Any], str]] = {
    "installation": lambda line: "",
    "org": lambda line: line.org_id,
    "team": lambda line: line.team_id,
    "person": lambda line: person_id(line.org_id, line.subject),
    "key": lambda line: line.key_id,
}


def kept(session: Session, owner: HasIds | None, starts: Mapping[str, datetime]) -> Sequence[Row[Any]]:
    """An owner's caps with their balances, the installation's balances and the mark, in one question."""
    whose = {f"{scope}_id": one for scope, one in payers(owner).items()} if owner else {}
    return session.execute(_LOOK, {**_NOBODY, **whose, **starts}).all()


def kept_for_job(session: Session, job_id: str, starts: Mapping[str, datetime]) -> Sequence[Row[Any]]:
    """The same for the owner of a job."""
    return session.execute(_LOOK_FOR_JOB, {"job_id": job_id, **starts}).all()


def tail_after(session: Session, mark: int | None) -> Tail:
    """What was written after a line; nothing where there is no balance that it could be added to."""
    return Tail([] if mark is None else session.execute(_LINES, {"mark": mark}).all())


def fold(session: Session, mark: int | None, tail: Tail) -> None:
    """Put the tail into the balances; without a mark there are none that could be trusted."""
    if mark is None:
        session.execute(delete(BALANCES))
        newest = session.scalar(select(func.max(col(LedgerEntry.id)))) or 0
        session.execute(insert(_FOLDED), {"ledger_id": newest})
    elif tail.lines:
        session.execute(_FOLD, tail.by_payer())
        session.execute(update(_FOLDED).values(ledger_id=tail.lines[-1].id))


def about(scope: str, payer_id: str, period: str, start: datetime, statement: Any) -> Any:
    """A statement about one balance."""
    mine = BALANCES.c.scope == scope, BALANCES.c.id == payer_id
    return statement.where(*mine, BALANCES.c.period == period, BALANCES.c.period_start == start)


_RESOLVED = SQLModel.metadata.tables[str(LedgerEntry.__tablename__)].alias("resolved")
ORDER = {scope: n for n, scope in enumerate(get_args(CapScope))}
_NOBODY = {f"{scope}_id": "" for scope in ORDER}

# Statements are made once: while they run, everyone else who writes waits.
_LINES: Select[*tuple[Any, ...]] = (
    select(
        col(LedgerEntry.id),
        col(LedgerEntry.kind),
        col(LedgerEntry.amount_microusd),
        col(LedgerEntry.at),
        _RESOLVED.c.amount_microusd.label("of_hold"),
        col(Job.org_id),
        col(Job.team_id),
        col(Job.key_id),
        col(Job.subject),
    )
    .join(Job, col(Job.id) == LedgerEntry.job_id)
    .outerjoin(_RESOLVED, _RESOLVED.c.id == LedgerEntry.resolves_id)
    .where(col(LedgerEntry.id) > bindparam("mark"))
    .order_by(col(LedgerEntry.id))
)
_FOLD = (
    update(BALANCES)
    .where(BALANCES.c.scope == bindparam("of_scope"), BALANCES.c.id == bindparam("of_id"))
    .values(
        held=BALANCES.c.held + bindparam("more_held"),
        used=BALANCES.c.used
        + case(
            (
                and_(BALANCES.c.period_start <= bindparam("at"), BALANCES.c.period_end > bindparam("at")),
                bindparam("charged", type_=BigInteger),
            ),
            else_=0,
        ),
    )
)


def _is_current() -> ColumnElement[bool]:
    periods: list[tuple[str, ColumnElement[Any]]] = [(name, bindparam(f"{name}_start")) for name in PERIODS]
    return or_(*(and_(col(Balance.period) == name, col(Balance.period_start) == start) for name, start in periods))


_OF_A_CAP = and_(
    col(Balance.scope) == Cap.scope, col(Balance.id) == Cap.id, col(Balance.period) == Cap.period, _is_current()
)
_OWN = select(
    col(Balance.scope),
    col(Balance.id),
    col(Balance.period),
    type_coerce(nothing(), BigInteger),
    col(Balance.used),
    col(Balance.held),
    col(Balance.warned),
).where(col(Balance.scope) == INSTALLATION, col(Balance.id) == "", _is_current())
_MARK_ROW = select(literal(MARK), literal(""), literal(""), col(Folded.ledger_id), literal(0), literal(0), false())


def _looked(ids: Mapping[str, Any], *whose: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Caps of payers with these ids, the installation's balances, and the mark."""
    mine = or_(*(and_(col(Cap.scope) == scope, col(Cap.id) == one) for scope, one in ids.items()))
    kept = (col(Balance.used), col(Balance.held), col(Balance.warned))
    caps = select(col(Cap.scope), col(Cap.id), col(Cap.period), col(Cap.amount), *kept)
    caps = caps.select_from(Cap).outerjoin(Balance, _OF_A_CAP).where(col(Cap.unit) == "microusd", mine, *whose)
    return union_all(caps, _OWN, _MARK_ROW)


_LOOK = _looked({scope: bindparam(f"{scope}_id") for scope in ORDER if scope != INSTALLATION})
_OF_JOB = {"org": col(Job.org_id), "team": col(Job.team_id), "person": person(), "key": col(Job.key_id)}
_LOOK_FOR_JOB = _looked(_OF_JOB, col(Job.id) == bindparam("job_id"))
