"""Caps that somebody set, and what is said when one is reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, or_, select, update
from sqlmodel import Session, col

from footage.caller import LOCAL, Owner
from footage.errors import BudgetExceededError
from footage.money import ZERO, Money
from footage.ports.limits import CapPeriod, CapReached, CapReachedError, CapScope, CapUnit, HasIds, StandingCap, payers
from footage.ports.money import Period
from footage.threads import Clock
from storage.books import audit
from storage.books.sums import owned_by
from storage.db import Database
from storage.tables import Job
from storage.team_tables import Balance, Cap, Key

_SETTINGS = {
    "month": "FOOTAGE_MONTHLY_BUDGET_USD",
    "day": "FOOTAGE_DAILY_BUDGET_USD",
    "total": "FOOTAGE_TOTAL_BUDGET_USD",
    "call": "FOOTAGE_PER_CALL_BUDGET_USD",
}
_ORDER = {scope: n for n, scope in enumerate(get_args(CapScope))}


class CapTable:
    """The caps of organisations, teams, people and keys; what is set counts for the next hold on every machine."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def set(self, caps: Sequence[StandingCap], by: str = "command") -> None:
        """Set caps, each in the place of the one that was there; `by` is the person who asks for that."""
        with self._db.write() as session:
            for cap in caps:
                put(session, cap, self._clock, by)

    def remove(
        self, scope: CapScope, payer_id: str, which: Sequence[tuple[CapUnit, CapPeriod]] = (), by: str = "command"
    ) -> int:
        """Remove somebody's caps, all of them if `which` names none; how many there were."""
        with self._db.write() as session:
            rows = _rows(session, scope, payer_id)
            gone = [row for row in rows if not which or (row.unit, row.period) in which]
            for row in gone:
                _note(session, "cap removed", _cap(row), self._clock, by)
                session.delete(row)
            return len(gone)

    def is_known(self, scope: CapScope, payer_id: str) -> bool:
        """Whether anybody of that name has a key or has placed a job: a cap of a misspelt name holds for nobody."""
        with self._db.read() as session:
            jobs = select(col(Job.id)).where(*owned_by(Job, scope, payer_id)).limit(1)
            return session.scalar(jobs) is not None or session.scalar(_keys_of(scope, payer_id).limit(1)) is not None

    def all(self) -> list[StandingCap]:
        """Every cap, the widest scope first."""
        with self._db.read() as session:
            caps = [_cap(row) for row in session.scalars(select(Cap))]
        return sorted(caps, key=lambda cap: (_ORDER[cap.scope], cap.id, cap.unit, cap.period))


def _keys_of(scope: CapScope, payer_id: str) -> Select[str]:
    whose: dict[CapScope, Any] = {
        "org": col(Key.org_id),
        "team": col(Key.team_id),
        "person": col(Key.org_id) + "/" + col(Key.name),
        "key": col(Key.id),
    }
    return select(col(Key.id)).where(whose[scope] == payer_id)


def of_money(scope: CapScope, payer_id: str, period: Period, amount: Money) -> StandingCap:
    """A cap on what somebody may spend."""
    return StandingCap(scope=scope, id=payer_id, unit="microusd", period=period, amount=amount.microusd)


def put(session: Session, cap: StandingCap, clock: Clock, by: str) -> None:
    """Set a cap in the transaction of its caller; where it is another than before, that is written down."""
    row = {"scope": cap.scope, "id": cap.id, "unit": cap.unit, "period": cap.period}
    before = session.get(Cap, tuple(row.values()))
    if before is None or before.amount != cap.amount:
        _note(session, "cap set", cap, clock, by)
    session.merge(Cap(**row, amount=cap.amount, at=clock()))
    again = col(Balance.scope) == cap.scope, col(Balance.id) == cap.id, col(Balance.period) == cap.period
    session.execute(update(Balance).where(*again).values(warned=False))  # of another amount something else is much


def _note(session: Session, event: str, cap: StandingCap, clock: Clock, by: str) -> None:
    """Write down who changed a cap; found by the team or key that it is for."""
    key = session.get(Key, cap.id) if cap.scope == "key" else None
    team_id = key.team_id if key else cap.id if cap.scope == "team" else ""
    org_id = key.org_id if key else cap.id.partition("/")[0] if cap.scope in ("org", "person") else ""
    whose = Owner(org_id=org_id, team_id=team_id, key_id=cap.id if cap.scope == "key" else "", subject=by)
    audit.note(session, clock(), event, whose, code=f"{cap.scope} {shown_id(cap.scope, cap.id)}: {cap.limit}")


def of_owner(session: Session, owner: HasIds, unit: CapUnit) -> list[StandingCap]:
    """The caps of one unit that count for an owner, the widest scope first."""
    mine = or_(*(and_(col(Cap.scope) == scope, col(Cap.id) == one) for scope, one in payers(owner).items()))
    caps = [_cap(row) for row in session.scalars(select(Cap).where(col(Cap.unit) == unit, mine))]
    return sorted(caps, key=lambda cap: _ORDER[cap.scope])


def refusal(amount: Money, reached: CapReached, team_id: str) -> CapReachedError:
    """Why something that can cost so much is not begun, and who can change that.

    What other teams spend is nobody's business: of the installation's caps a team hears that they are reached, no more.
    """
    if reached.scope == "installation" and team_id != LOCAL.team_id:
        why = f"the {reached.period} cap of this installation leaves too little for it{_anew(reached)}"
    else:
        used = f" ({reached.used} spent, {reached.held} held{_anew(reached)})" if reached.scope != "call" else ""
        why = f"only {reached.left} is left of {_named(reached)}{used}"
    return CapReachedError(f"This can cost up to {amount}, but {why}.", limit=reached, hint=_hint(reached, team_id))


def explained(error: BudgetExceededError, reached: CapReached, team_id: str) -> BudgetExceededError:
    """A refusal that was made before any money was held, with the cap that leaves so little."""
    if reached.scope == "installation" and team_id != LOCAL.team_id:
        why = f"The {reached.period} cap of this installation leaves no more{_anew(reached)}."
    else:
        used = f" ({reached.used} spent, {reached.held} held{_anew(reached)})" if reached.period != "call" else ""
        why = f"{reached.left} is left of {_named(reached)}{used}."
    return CapReachedError(f"{error.message} {why}", limit=reached, hint=_hint(reached, team_id))


def what_is_left(tightest: CapReached, *, may_be_told: bool) -> str:
    """Why no more can be spent, for whoever calls, where the tightest of all caps leaves something or nothing."""
    if not may_be_told:
        return f"more than the {tightest.period} cap of this installation leaves"
    left = max(ZERO, tightest.left)
    if tightest.scope == "installation":
        return f"only {left} can be spent"
    return f"only {left} is left of {_named(tightest)}"


def _anew(reached: CapReached) -> str:
    return f"; it begins anew on {resets(reached)}" if reached.resets_at else ""


def resets(reached: CapReached) -> str:
    """When the next period begins, with the zone that is meant."""
    assert reached.resets_at is not None  # noqa: S101 - asked for before
    return time_of(reached.resets_at, reached.time_zone)


def time_of(moment: datetime, time_zone: str) -> str:
    """A moment as people of that zone write it, with the zone."""
    return f"{moment.astimezone(ZoneInfo(time_zone)):%Y-%m-%d %H:%M} {time_zone}"


def _named(reached: CapReached) -> str:
    if reached.scope == "call":
        return f"max_cost_usd of {reached.cap}"
    whose = "" if reached.scope == "installation" else f" of {reached.scope} {shown_id(reached.scope, reached.id)}"
    whose = " of this key" if reached.scope == "key" and reached.period == "call" else whose
    return f"the {reached.period} cap of {reached.cap}{whose}"


def shown_id(scope: str, payer_id: str) -> str:
    """Whose a cap is, for those who read of it."""
    return payer_id.partition("/")[2] if scope == "person" else payer_id


def _hint(reached: CapReached, team_id: str) -> str | None:
    if reached.scope == "call":
        return None
    try_first = "Call check_budget. Use priority='cost' or a shorter duration, or ask"
    if reached.scope == "key" and reached.period == "call":
        return f"{try_first} whoever gave you the key to raise what it may spend on a call."
    if reached.scope != "installation":
        who = shown_id(reached.scope, reached.id)
        who += f" --org {reached.id.partition('/')[0]}" if reached.scope == "person" else ""
        command = f"footage caps set --{reached.scope} {who} --{reached.period} USD"
        return f"{try_first} whoever runs this Footage to raise the cap ({command})."
    asked = "the user" if team_id == LOCAL.team_id else "whoever runs this Footage"
    return f"{try_first} {asked} to raise the cap ({_SETTINGS[reached.period]})."


def _rows(session: Session, scope: CapScope, payer_id: str) -> Sequence[Cap]:
    return session.scalars(select(Cap).where(col(Cap.scope) == scope, col(Cap.id) == payer_id)).all()


def _cap(row: Cap) -> StandingCap:
    return StandingCap(
        scope=cast(CapScope, row.scope),
        id=row.id,
        unit=cast(CapUnit, row.unit),
        period=cast(CapPeriod, row.period),
        amount=row.amount,
    )
