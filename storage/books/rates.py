"""How often work may be placed: one row for each counter, moved by one statement, exact over all processes.

The row holds when the next call would be on time if they came evenly. A call moves it on by the time between two; it
may be ahead of now by a burst, and no further (the "generic cell rate algorithm").
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, case, cast, extract, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from footage.caller import LOCAL, Caller
from footage.ports.limits import CapScope
from footage.threads import Clock
from storage.books.caps import of_owner
from storage.db import Database
from storage.team_tables import Rate

_MINUTE_US = 60_000_000


class _Counter(NamedTuple):
    """What is counted, and how many microseconds are between two calls."""

    key: str
    apart_us: int


class _TooManyError(Exception):
    """Undoes what was counted for others; says for how many seconds to wait."""

    def __init__(self, wait_s: float) -> None:
        super().__init__()
        self.wait_s = wait_s


class RateTable:
    """`footage.ports.limits.Rates` over the database.

    Args:
        database: Shared by all processes.
        clock: For SQLite; a PostgreSQL server's own clock is the same for all machines.
        per_minute: What a key may do that has no rate of its own; None for as much as it likes.
        burst: How many calls may come at once.
    """

    def __init__(self, database: Database, clock: Clock, per_minute: int | None, burst: int) -> None:
        self._db = database
        self._clock = clock
        self._per_minute = per_minute
        self._burst = burst

    def take(self, caller: Caller) -> float:
        counters = self._counters(caller)
        if not counters:
            return 0.0
        try:
            # The statement is right whatever others write meanwhile; rows are taken in the same order by all.
            with self._db.write(serial=False) as session:
                for one in counters:
                    self._count(session, one)
        except _TooManyError as exc:
            return exc.wait_s
        return 0.0

    def _counters(self, caller: Caller) -> list[_Counter]:
        if caller.team_id == LOCAL.team_id and not caller.remote:
            return []
        with self._db.read() as session:
            caps = of_owner(session, caller, "calls")
        rates: dict[tuple[CapScope, str], int] = {(one.scope, one.id): one.amount for one in caps}
        if self._per_minute is not None:
            rates.setdefault(("key", caller.key_id), self._per_minute)
        return [_Counter(f"{scope} {one}", _apart(per_minute)) for (scope, one), per_minute in sorted(rates.items())]

    def _count(self, session: Session, one: _Counter) -> None:
        now = self._now()
        # None is ever written further ahead than that, so the clock was set back since: it would be waited for in vain.
        is_ahead = (col(Rate.next_us) > now) & (col(Rate.next_us) <= now + self._burst * one.apart_us)
        due = case((is_ahead, col(Rate.next_us)), else_=now) + one.apart_us
        new: Any = (sqlite.insert if self._db.is_sqlite else postgresql.insert)(Rate)
        moved = new.values(key=one.key, next_us=now + one.apart_us).on_conflict_do_update(
            index_elements=["key"], set_={"next_us": due}, where=due - now <= self._burst * one.apart_us
        )
        if session.execute(moved.returning(Rate.next_us)).first() is None:
            late = select(col(Rate.next_us) - now).where(col(Rate.key) == one.key)
            ahead_us = int(session.scalar(late) or 0)
            raise _TooManyError(max(0.001, (ahead_us - (self._burst - 1) * one.apart_us) / 1_000_000))

    def _now(self) -> ColumnElement[int]:
        """In microseconds."""
        if self._db.is_sqlite:
            return literal(round(self._clock().timestamp() * 1_000_000), BigInteger)
        return cast(extract("epoch", func.clock_timestamp()) * 1_000_000, BigInteger)


def _apart(per_minute: int) -> int:
    return math.ceil(_MINUTE_US / max(1, per_minute))
