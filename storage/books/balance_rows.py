"""The rows that balances are made of: caps with what is kept of them, and the ledger's lines that are in none yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, get_args

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
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
from storage.columns import UtcDateTime
from storage.tables import Job, LedgerEntry
from storage.team_tables import Balance, Cap, Folded

PERIODS: tuple[Period, ...] = get_args(Period)
INSTALLATION: CapScope = "installation"
MARK = "mark"
"""The scope of the row that says which line is the last one in the balances."""

BALANCES, _FOLDED = (SQLModel.metadata.tables[table.__tablename__] for table in (Balance, Folded))


MOST_AT_ONCE = 64
"""Lines of the tail that are read together with the balances. Without a limit a database that does not know how few
they are would read the whole ledger."""

LINE = "line"
"""The scope of the rows that are no balances, but lines of the ledger that are in none yet."""


class TailLine(NamedTuple):
    """A line of the ledger, with the hold that it resolves and whose it is."""

    id: int
    kind: str
    amount_microusd: int
    of_hold: int | None
    at: datetime
    org_id: str
    team_id: str
    key_id: str
    subject: str


class Tail:
    """Lines that are in no balance yet."""

    def __init__(self, lines: Sequence[TailLine]) -> None:
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


def _moved(line: TailLine) -> tuple[int, int]:
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


class Found(NamedTuple):
    """Caps with their balances and the mark, and what must be added to the balances."""

    rows: Sequence[Row[Any]]
    tail: Tail


def kept(session: Session, owner: HasIds | None, starts: Mapping[str, datetime]) -> Found:
    """An owner's caps with their balances, the installation's balances, the mark and the tail, in one question."""
    whose = {f"{scope}_id": one for scope, one in payers(owner).items()} if owner else {}
    return _found(session, session.execute(_LOOK, {**_NOBODY, **whose, **starts}).all())


def kept_for_job(session: Session, job_id: str, starts: Mapping[str, datetime]) -> Found:
    """The same for the owner of a job."""
    return _found(session, session.execute(_LOOK_FOR_JOB, {"job_id": job_id, **starts}).all())


def tail_now(session: Session) -> Tail:
    """What is in no balance yet; nothing where there is no balance that it could be added to."""
    return Tail(sorted(map(_line, session.execute(_WHOLE_TAIL))))


def _found(session: Session, rows: Sequence[Row[Any]]) -> Found:
    lines = [_line(row) for row in rows if row.scope == LINE]
    tail = Tail(sorted(lines)) if len(lines) < MOST_AT_ONCE else tail_now(session)
    return Found([row for row in rows if row.scope != LINE], tail)


def _line(row: Row[Any]) -> TailLine:
    return TailLine._make((row.amount, row.id, row.used, row.held, *row[-5:]))


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


_LEDGER = SQLModel.metadata.tables[str(LedgerEntry.__tablename__)]
_RESOLVED = _LEDGER.alias("resolved")
ORDER = {scope: n for n, scope in enumerate(get_args(CapScope))}
_NOBODY = {f"{scope}_id": "" for scope in ORDER}

# Statements are made once: while they run, everyone else who writes waits.
_OF_NO_LINE = (cast(nothing(), UtcDateTime), *(cast(nothing(), String) for _ in range(4)))


def _tail(most: int | None = None) -> Select[*tuple[Any, ...]]:
    """The lines after the mark; all, or the first of them."""
    newer = select(_LEDGER).where(_LEDGER.c.id > select(col(Folded.ledger_id)).scalar_subquery())
    line = newer.order_by(_LEDGER.c.id).limit(most).subquery("line")
    found = select(
        literal(LINE).label("scope"),
        line.c.kind.label("id"),
        literal("").label("period"),
        line.c.id.label("amount"),
        line.c.amount_microusd.label("used"),
        _RESOLVED.c.amount_microusd.label("held"),
        false().label("warned"),
        line.c.at,
        col(Job.org_id),
        col(Job.team_id),
        col(Job.key_id),
        col(Job.subject),
    )
    joined = found.select_from(line).join(Job, col(Job.id) == line.c.job_id)
    return joined.outerjoin(_RESOLVED, _RESOLVED.c.id == line.c.resolves_id)


_WHOLE_TAIL = _tail()
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
    *_OF_NO_LINE,
).where(col(Balance.scope) == INSTALLATION, col(Balance.id) == "", _is_current())
_MARK_ROW = select(
    literal(MARK), literal(""), literal(""), col(Folded.ledger_id), literal(0), literal(0), false(), *_OF_NO_LINE
)


def _looked(ids: Mapping[str, Any], *whose: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Caps of payers with these ids, the installation's balances, the mark, and the tail."""
    mine = or_(*(and_(col(Cap.scope) == scope, col(Cap.id) == one) for scope, one in ids.items()))
    kept = (col(Balance.used), col(Balance.held), col(Balance.warned), *_OF_NO_LINE)
    caps = select(col(Cap.scope), col(Cap.id), col(Cap.period), col(Cap.amount), *kept)
    caps = caps.select_from(Cap).outerjoin(Balance, _OF_A_CAP).where(col(Cap.unit) == "microusd", mine, *whose)
    return union_all(caps, _OWN, _MARK_ROW, _tail(MOST_AT_ONCE))


_LOOK = _looked({scope: bindparam(f"{scope}_id") for scope in ORDER if scope != INSTALLATION})
_OF_JOB = {"org": col(Job.org_id), "team": col(Job.team_id), "person": person(), "key": col(Job.key_id)}
_LOOK_FOR_JOB = _looked(_OF_JOB, col(Job.id) == bindparam("job_id"))
