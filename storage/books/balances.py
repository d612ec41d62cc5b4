"""How much of each cap is used: sums of the ledger, kept so that a hold does not cost more as the ledger grows.

A balance is the sum of the ledger's lines up to the one that `Folded` names; what came after it, the tail, is added
when it is read. So whoever writes to the ledger need not know of balances: processes of an earlier release, which write
lines beside this one while an installation is upgraded, are counted like all others, and what is told is always what
the ledger says. Now and then the tail is folded into the balances, by whoever holds money, in the transaction that
excludes all others who write to the ledger.

A charge counts in the period in which it is written; what is held counts in every period until it is resolved, so that
neither a month nor a day can be overspent around midnight.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast, get_args

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

from footage.caller import Owner
from footage.money import Money
from footage.ports.limits import CapScope, payers
from footage.ports.money import Period
from storage.books.periods import Calendar
from storage.books.sums import CHARGED, held, rows_of_payer, spent
from storage.db import Database
from storage.tables import Balance, Cap, Folded, Job, LedgerEntry, OpenHold

FOLD_AT = 64
"""Lines of the tail from which it is folded."""

_KEPT_FOR = timedelta(days=2)
"""How long a balance stays when its period is over: the clocks of several machines differ."""

_PERIODS: tuple[Period, ...] = get_args(Period)
_INSTALLATION: CapScope = "installation"
_MARK = "mark"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How much of a cap is used now; `warned` says whether that was told to be much, in this period."""

    scope: CapScope
    id: str
    period: Period
    cap: Money
    used: Money
    held: Money
    warned: bool = False

    @property
    def left(self) -> Money:
        """What is left, below zero where a cap was lowered."""
        return self.cap - self.used - self.held


@dataclass(frozen=True, kw_only=True)
class Drift:
    """A balance that is not what the ledger says: used and held as `kept`, and what is `right`, in micro-dollars."""

    scope: CapScope
    id: str
    period: Period
    period_start: datetime
    kept: tuple[int, int]
    right: tuple[int, int]

    def __str__(self) -> str:
        kept, right = (f"{Money(used)} spent and {Money(held)} held" for used, held in (self.kept, self.right))
        whose = f"{self.scope} {self.id}".strip()
        return f"{whose}, {self.period} from {self.period_start:%Y-%m-%d}: kept is {kept}, the ledger says {right}"


class Balances:
    """What is used of every cap.

    Args:
        database: Where the ledger is.
        caps: The installation's own, by name: day, month, total; others are not looked at.
        calendar: When days and months begin.
    """

    def __init__(self, database: Database, caps: Mapping[str, Money], calendar: Calendar) -> None:
        self._db = database
        self._calendar = calendar
        self._own: dict[Period, Money] = {name: caps[name] for name in _PERIODS if name in caps}

    def of(self, session: Session, owner: Owner | Job | None) -> list[Standing]:
        """What is used of the installation's caps and of those that are set for an owner, the widest first."""
        known = self._known(session, owner)
        tail = _tail(session, known.mark)
        return [self._standing(session, one, tail) for one in known.balances]

    def to_hold(self, session: Session, owner: Owner | Job) -> list[Standing]:
        """The same in a transaction that excludes all others who write to the ledger; it keeps what it sums up."""
        known = self._known(session, owner)
        tail = _tail(session, known.mark)
        if known.mark is None or known.is_incomplete or len(tail.lines) >= FOLD_AT:
            _fold(session, known.mark, tail)  # `known` is from before, so that the tail still belongs to it
        return [self._standing(session, one, tail, keep=True) for one in known.balances]

    def warn(self, session: Session, standing: Standing) -> None:
        """Remember that this was told, for as long as the period lasts."""
        start = self._calendar.start_of(standing.period)
        session.execute(
            _row(standing.scope, standing.id, standing.period, start, update(_BALANCES)).values(warned=True)
        )

    def drift(self) -> list[Drift]:
        """Balances that are not what the ledger says: none, unless rows were changed by hand."""
        with self._db.read() as session:
            return self._drift(session)

    def mend(self) -> list[Drift]:
        """Set them to what the ledger says; tells what was wrong."""
        with self._db.write() as session:
            mark = session.scalar(select(col(Folded.ledger_id)))
            _fold(session, mark, _tail(session, mark))
            wrong = self._drift(session)
            for one in wrong:
                mine = _row(one.scope, one.id, one.period, one.period_start, update(_BALANCES))
                session.execute(mine.values(used=one.right[0], held=one.right[1]))
            return wrong

    # --- parts --------------------------------------------------------------------------------------------------

    def _known(self, session: Session, owner: Owner | Job | None) -> _Known:
        """The caps that apply, and their balances as far as those are kept, in one question."""
        whose = {f"{scope}_id": one for scope, one in payers(owner).items()} if owner else {}
        starts = {f"{period}_start": self._calendar.start_of(period) for period in _PERIODS}
        rows = _kept(session, {**_NOBODY, **whose, **starts})
        mark = next((row.amount for row in rows if row.scope == _MARK), None)
        mine = {row.period: row for row in rows if row.scope == _INSTALLATION}
        own = [_Kept.of(_INSTALLATION, "", period, cap, mine.get(period)) for period, cap in self._own.items()]
        theirs = [
            _Kept.of(row.scope, row.id, row.period, Money(row.amount), row)
            for row in sorted(rows, key=lambda row: (_ORDER.get(row.scope, 0), row.period))
            if row.scope not in (_MARK, _INSTALLATION)
        ]
        found = [*own, *theirs]
        return _Known(mark, found if mark is not None else [one._replace(sums=None) for one in found])

    def _standing(self, session: Session, one: _Kept, tail: _Tail, *, keep: bool = False) -> Standing:
        start, end = self._calendar.start_of(one.period), self._calendar.end_of(one.period)
        if one.sums is None:
            sums = self._summed(session, one.scope, one.id, start, end)
            if keep:
                self._keep(session, one, start, end, sums)
        else:
            more = tail.added(one.scope, one.id, start, end)
            sums = one.sums[0] + more[0], one.sums[1] + more[1]
        return Standing(
            scope=one.scope,
            id=one.id,
            period=one.period,
            cap=one.cap,
            used=Money(sums[0]),
            held=Money(sums[1]),
            warned=one.warned,
        )

    def _summed(
        self, session: Session, scope: CapScope, payer_id: str, start: datetime, end: datetime
    ) -> tuple[int, int]:
        """What the ledger says, from all its lines."""
        in_period = col(LedgerEntry.at) >= start, col(LedgerEntry.at) < end, col(LedgerEntry.amount_microusd) != 0
        used = spent(*in_period, *rows_of_payer(scope, payer_id, LedgerEntry.job_id))
        now_held = held(*rows_of_payer(scope, payer_id, OpenHold.job_id))
        row = session.execute(select(used.label("used"), now_held.label("held"))).one()
        return int(row.used), int(row.held)

    def _keep(self, session: Session, one: _Kept, start: datetime, end: datetime, sums: tuple[int, int]) -> None:
        """Keep a new period's balance in the place of those that are long over."""
        mine = _BALANCES.c.scope == one.scope, _BALANCES.c.id == one.id, _BALANCES.c.period == one.period
        session.execute(delete(_BALANCES).where(*mine, _BALANCES.c.period_end < self._calendar.now() - _KEPT_FOR))
        row = {"scope": one.scope, "id": one.id, "period": one.period, "period_start": start, "period_end": end}
        session.execute(insert(_BALANCES), {**row, "used": sums[0], "held": sums[1], "warned": False})

    def _drift(self, session: Session) -> list[Drift]:
        tail = _tail(session, session.scalar(select(col(Folded.ledger_id))))
        found = []
        for row in session.scalars(select(Balance)).all():
            scope, period = cast(CapScope, row.scope), cast(Period, row.period)
            more = tail.added(scope, row.id, row.period_start, row.period_end)
            kept = row.used + more[0], row.held + more[1]
            right = self._summed(session, scope, row.id, row.period_start, row.period_end)
            if kept != right:
                found.append(
                    Drift(scope=scope, id=row.id, period=period, period_start=row.period_start, kept=kept, right=right)
                )
        return found


class _Kept(NamedTuple):
    """A cap that applies, and its balance; `sums`, used and held, are None where none is kept."""

    scope: CapScope
    id: str
    period: Period
    cap: Money
    sums: tuple[int, int] | None
    warned: bool

    @classmethod
    def of(cls, scope: CapScope, payer_id: str, period: Period, cap: Money, row: Row[Any] | None) -> _Kept:
        if row is None or row.used is None:
            return cls(scope, payer_id, period, cap, None, warned=False)
        return cls(scope, payer_id, period, cap, (row.used, row.held), bool(row.warned))


class _Known(NamedTuple):
    """What is kept; `mark` is the last line that is in the balances, None where there is none at all yet."""

    mark: int | None
    balances: list[_Kept]

    @property
    def is_incomplete(self) -> bool:
        return any(one.sums is None for one in self.balances)


class _Tail:
    """Lines that are in no balance yet, by who pays for them."""

    def __init__(self, lines: Sequence[Row[Any]]) -> None:
        self.lines = lines
        self.moved: dict[tuple[str, str], dict[datetime, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for line in lines:
            minute = line.at.replace(second=0, microsecond=0)  # periods begin with a whole one
            charged = line.amount_microusd if line.kind in CHARGED else 0
            more_held = line.amount_microusd if line.kind == "hold" else -(line.of_hold or 0)
            for payer in payers(line).items():
                self.moved[payer][minute]["charged"] += charged
                self.moved[payer][minute]["held"] += more_held

    def added(self, scope: CapScope, payer_id: str, start: datetime, end: datetime) -> tuple[int, int]:
        """What it adds to a balance: used and held."""
        mine = self.moved.get((scope, payer_id), {})
        charged = sum(sums["charged"] for at, sums in mine.items() if start <= at < end)
        return charged, sum(sums["held"] for sums in mine.values())


def _kept(session: Session, whose: Mapping[str, object]) -> Sequence[Row[Any]]:
    return session.execute(_LOOK, whose).all()


def _tail(session: Session, mark: int | None) -> _Tail:
    return _Tail([] if mark is None else session.execute(_LINES, {"mark": mark}).all())


def _fold(session: Session, mark: int | None, tail: _Tail) -> None:
    """Put the tail into the balances; without a mark there are none that could be trusted."""
    if mark is None:
        session.execute(delete(_BALANCES))
        newest = session.scalar(select(func.max(col(LedgerEntry.id)))) or 0
        session.execute(insert(_FOLDED), {"ledger_id": newest})
    elif tail.lines:
        moved = [
            {"of_scope": scope, "of_id": payer_id, "at": at, "charged": sums["charged"], "more_held": sums["held"]}
            for (scope, payer_id), by_minute in tail.moved.items()
            for at, sums in by_minute.items()
        ]
        session.execute(_FOLD, moved)
        session.execute(update(_FOLDED).values(ledger_id=tail.lines[-1].id))


def _row(scope: str, payer_id: str, period: str, start: datetime, statement: Any) -> Any:
    """A statement about one balance."""
    mine = _BALANCES.c.scope == scope, _BALANCES.c.id == payer_id
    return statement.where(*mine, _BALANCES.c.period == period, _BALANCES.c.period_start == start)


_BALANCES, _FOLDED = (SQLModel.metadata.tables[table.__tablename__] for table in (Balance, Folded))
_RESOLVED = SQLModel.metadata.tables[str(LedgerEntry.__tablename__)].alias("resolved")
_ORDER = {scope: n for n, scope in enumerate(get_args(CapScope))}
_NOBODY = {f"{scope}_id": "" for scope in _ORDER}

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
    update(_BALANCES)
    .where(_BALANCES.c.scope == bindparam("of_scope"), _BALANCES.c.id == bindparam("of_id"))
    .values(
        held=_BALANCES.c.held + bindparam("more_held"),
        used=_BALANCES.c.used
        + case(
            (
                and_(_BALANCES.c.period_start <= bindparam("at"), _BALANCES.c.period_end > bindparam("at")),
                bindparam("charged", type_=BigInteger),
            ),
            else_=0,
        ),
    )
)


def _is_current() -> ColumnElement[bool]:
    periods: list[tuple[str, ColumnElement[Any]]] = [(name, bindparam(f"{name}_start")) for name in _PERIODS]
    return or_(*(and_(col(Balance.period) == name, col(Balance.period_start) == start) for name, start in periods))


_OF_A_CAP = and_(
    col(Balance.scope) == Cap.scope, col(Balance.id) == Cap.id, col(Balance.period) == Cap.period, _is_current()
)
_MINE = or_(
    *(
        and_(col(Cap.scope) == scope, col(Cap.id) == bindparam(f"{scope}_id"))
        for scope in _ORDER
        if scope != _INSTALLATION
    )
)
_LOOK: CompoundSelect[Any] = union_all(
    select(
        col(Cap.scope),
        col(Cap.id),
        col(Cap.period),
        col(Cap.amount),
        *(col(one) for one in (Balance.used, Balance.held, Balance.warned)),
    )
    .select_from(Cap)
    .outerjoin(Balance, _OF_A_CAP)
    .where(col(Cap.unit) == "microusd", _MINE),
    select(
        col(Balance.scope),
        col(Balance.id),
        col(Balance.period),
        type_coerce(nothing(), BigInteger),
        col(Balance.used),
        col(Balance.held),
        col(Balance.warned),
    ).where(col(Balance.scope) == _INSTALLATION, col(Balance.id) == "", _is_current()),
    select(literal(_MARK), literal(""), literal(""), col(Folded.ledger_id), literal(0), literal(0), false()),
)
