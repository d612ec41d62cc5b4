"""What may be used up by whom: caps that are set by name, and how often a key may place work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from footage.caller import Caller
from footage.errors import BudgetExceededError
from footage.money import ZERO, Money

CapScope = Literal["installation", "org", "team", "person", "key"]
"""Whom a cap is for, the widest first. All of them apply to a call; the tightest refuses it."""

CapUnit = Literal["microusd", "jobs", "bytes", "calls"]
"""What is capped: money, jobs that have not ended, bytes that are kept, calls that place work."""

CapPeriod = Literal["day", "month", "total", "now", "minute"]
"""In what time: money by day, month or ever, jobs and bytes as they are now, calls a minute."""

PERIODS_OF: dict[CapUnit, tuple[CapPeriod, ...]] = {
    "microusd": ("day", "month", "total"),
    "jobs": ("now",),
    "bytes": ("now",),
    "calls": ("minute",),
}


@dataclass(frozen=True, kw_only=True)
class StandingCap:
    """A cap that holds until it is changed or removed.

    `id` is whose: of an organisation, a team or a key; a person's is `person_id`. The installation's is empty, and its
    caps of money are settings, which are not kept here.
    """

    scope: CapScope
    id: str
    unit: CapUnit
    period: CapPeriod
    amount: int

    @property
    def limit(self) -> str:
        """How much of what, in words."""
        return {
            "microusd": f"{Money(self.amount)} {'ever' if self.period == 'total' else f'a {self.period}'}",
            "jobs": f"{self.amount} jobs at once",
            "bytes": f"{self.amount} bytes kept",
            "calls": f"{self.amount} calls a minute that place work",
        }[self.unit]


def person_id(org_id: str, subject: str) -> str:
    """What caps of a person go by: two organisations may know people by the same name."""
    return f"{org_id}/{subject}"


class HasIds(Protocol):
    """Whose something is; see `footage.caller.Owner`."""

    @property
    def org_id(self) -> str: ...
    @property
    def team_id(self) -> str: ...
    @property
    def key_id(self) -> str: ...
    @property
    def subject(self) -> str: ...


def payers(owner: HasIds) -> dict[CapScope, str]:
    """Everybody whose caps count for what an owner asks for, in the order in which rows are taken."""
    return {
        "installation": "",
        "org": owner.org_id,
        "team": owner.team_id,
        "person": person_id(owner.org_id, owner.subject),
        "key": owner.key_id,
    }


@dataclass(frozen=True, kw_only=True)
class CapReached:
    """The cap that something does not fit under.

    Attributes:
        scope: Whom it is for, and `id` whose it is; see `StandingCap`.
        period: In what time: a day, a month, ever; "call" for a limit of the call's own.
        cap: How much it is; `used` of it is spent, `held` is reserved for work under way.
        resets_at: When the next period begins; None where there is none.
        time_zone: In which days and months begin.
    """

    scope: CapScope | Literal["call"]
    id: str
    period: Literal["day", "month", "total", "call"]
    cap: Money
    used: Money
    held: Money
    resets_at: datetime | None
    time_zone: str

    @property
    def left(self) -> Money:
        """What is left, never below zero."""
        return max(ZERO, self.cap - self.used - self.held)


class CapReachedError(BudgetExceededError):
    """Something does not fit under a cap that is known."""

    def __init__(self, message: str, *, limit: CapReached, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.limit = limit


class Rates(Protocol):
    """How often work may be placed; the same for all processes on one database."""

    def take(self, caller: Caller) -> float:
        """Count a call that places work: 0 if it may go on, else the seconds after which one may."""
