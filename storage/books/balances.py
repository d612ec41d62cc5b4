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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import Row, delete, insert, select, update
from sqlmodel import Session, col

from footage.money import Money
from footage.ports.limits import CapScope, HasIds
from footage.ports.money import Period
from storage.books.balance_rows import (
    BALANCES,
    INSTALLATION,
    MARK,
    ORDER,
    PERIODS,
    Tail,
    about,
    fold,
    kept,
    kept_for_job,
    tail_now,
)
from storage.books.periods import Calendar
from storage.books.sums import held, rows_of_payer, spent
from storage.db import Database
from storage.tables import LedgerEntry, OpenHold
from storage.team_tables import Balance, Folded

FOLD_AT = 16
"""Lines of the tail from which it is folded."""

_KEPT_FOR = timedelta(days=2)
"""How long a balance stays when its period is over: the clocks of several machines differ."""


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
        self._own: dict[Period, Money] = {name: caps[name] for name in PERIODS if name in caps}

    def of(self, session: Session, owner: HasIds | None) -> list[Standing]:
        """What is used of the installation's caps and of those that are set for an owner, the widest first."""
        found = kept(session, owner, self._starts())
        return [self._standing(session, one, found.tail) for one in self._known(found.rows).balances]

    def to_hold(self, session: Session, job_id: str) -> list[Standing]:
        """The same for a job's owner, in a transaction that excludes all others who write to the ledger.

        It keeps what it sums up.
        """
        rows, tail = kept_for_job(session, job_id, self._starts())
        known = self._known(rows)
        if known.mark is None or known.is_incomplete or len(tail.lines) >= FOLD_AT:
            fold(session, known.mark, tail)  # `known` is from before, so that the tail still belongs to it
        return [self._standing(session, one, tail, keep=True) for one in known.balances]

    def warn(self, session: Session, standing: Standing) -> None:
        """Remember that this was told, for as long as the period lasts."""
        start = self._calendar.start_of(standing.period)
        session.execute(
            about(standing.scope, standing.id, standing.period, start, update(BALANCES)).values(warned=True)
        )

    def drift(self) -> list[Drift]:
        """Balances that are not what the ledger says: none, unless rows were changed by hand."""
        with self._db.read() as session:
            return self._drift(session)

    def mend(self) -> list[Drift]:
        """Set them to what the ledger says; tells what was wrong."""
        with self._db.write() as session:
            mark = session.scalar(select(col(Folded.ledger_id)))
            fold(session, mark, tail_now(session))
            wrong = self._drift(session)
            for one in wrong:
                mine = about(one.scope, one.id, one.period, one.period_start, update(BALANCES))
                session.execute(mine.values(used=one.right[0], held=one.right[1]))
            return wrong

    # --- parts --------------------------------------------------------------------------------------------------

    def _starts(self) -> dict[str, datetime]:
        return {f"{period}_start": self._calendar.start_of(period) for period in PERIODS}

    def _known(self, rows: Sequence[Row[Any]]) -> _Known:
        """The caps that apply, and their balances as far as those are kept."""
        mark = next((row.amount for row in rows if row.scope == MARK), None)
        mine = {row.period: row for row in rows if row.scope == INSTALLATION}
        own = [_Kept.of(INSTALLATION, "", period, cap, mine.get(period)) for period, cap in self._own.items()]
        theirs = [
            _Kept.of(row.scope, row.id, row.period, Money(row.amount), row)
            for row in sorted(rows, key=lambda row: (ORDER.get(row.scope, 0), row.period))
            if row.scope not in (MARK, INSTALLATION)
        ]
        found = [*own, *theirs]
        return _Known(mark, found if mark is not None else [one._replace(sums=None) for one in found])

    def _standing(self, session: Session, one: _Kept, tail: Tail, *, keep: bool = False) -> Standing:
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
        mine = BALANCES.c.scope == one.scope, BALANCES.c.id == one.id, BALANCES.c.period == one.period
        session.execute(delete(BALANCES).where(*mine, BALANCES.c.period_end < self._calendar.now() - _KEPT_FOR))
        row = {"scope": one.scope, "id": one.id, "period": one.period, "period_start": start, "period_end": end}
        session.execute(insert(BALANCES), {**row, "used": sums[0], "held": sums[1], "warned": False})

    def _drift(self, session: Session) -> list[Drift]:
        tail = tail_now(session)
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
