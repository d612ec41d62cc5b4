"""Holds, attempts, budgets and approvals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from footage.answers import Budget
from footage.caller import Caller, Owner
from footage.domain import AttemptState
from footage.errors import BudgetExceededError
from footage.money import Money
from footage.ports.generators import RateLimits


@dataclass(frozen=True)
class Hold:
    """Money to reserve for one attempt at a backend."""

    amount: Money
    backend: str


@dataclass(frozen=True, kw_only=True)
class AttemptRecord:
    """One try at one backend, as stored; `key` is its idempotency key, `cost` what it was charged.

    `part` names the part of the film that it makes, where the film has parts.
    """

    attempt_id: int
    job_id: str
    n: int
    backend: str
    model: str
    state: AttemptState
    key: str
    request_hash: str
    quoted: Money
    operation_id: str | None
    cost: Money | None
    error_code: str | None
    started_at: datetime
    ended_at: datetime | None
    part: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what it was charged, though it has ended."""
        return self.state == "in_doubt" and self.cost is None

    @property
    def is_outcome_unknown(self) -> bool:
        """Whether there may be a film, or one to come: with other codes of error the vendor has said that it failed."""
        return self.state == "in_doubt" and self.error_code in {None, "in_doubt"}


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What is about to be sent, and to whom. `expected_s` is how long it usually takes, in seconds."""

    backend: str
    model: str
    quoted: Money
    request_hash: str
    vendor: str = ""
    expected_s: float | None = None
    limits: RateLimits | None = None
    part: str = ""
    apart: bool = False
    """Paid by a hold of its own, so that the one placed with the job stays for the film."""

    reserved: tuple[str, ...] = ()
    """Backends whose holds, placed with the job, are for this: one of them is used, or makes room for a new one."""

    run: int | None = None
    """Which run of the job wants to send it; refused once a later run has begun. None outside of runs."""


class NoPlaceError(Exception):
    """An account's limits allow no film more now; `wait_s` is when to look again, in seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"no place for {wait_s:.1f} s")
        self.wait_s = wait_s


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """The month so far, for every answer.

    `remaining` is what all caps leave; `told` what those leave that the caller may know of, None where there is none.
    """

    spent: Money
    held: Money
    remaining: Money
    told: Money | None


@dataclass(frozen=True)
class Left:
    """The most that a new call may cost, and what says so, in words for whoever calls.

    Where others spend from the same cap and the caller must not know of it, the amount is not to be told.
    """

    amount: Money
    reason: str
    may_be_told: bool


class CallersAttempts(Protocol):
    """The attempts of a caller's team, to look at."""

    @property
    def caller(self) -> Caller:
        """Whose team's."""

    def of_job(self, job_id: str) -> list[AttemptRecord]: ...


class Attempts(Protocol):
    """The paid path's book: attempts and their money change together, each method one transaction."""

    def for_(self, caller: Caller) -> CallersAttempts:
        """The same book as a caller may see it."""

    def of_job(self, job_id: str) -> list[AttemptRecord]: ...

    def intend(self, job_id: str, intent: Intent) -> AttemptRecord:
        """Write the intent to submit, covered by a hold of at least its quote, before any socket opens.

        Raises:
            BudgetExceededError: No hold covers it and a cap forbids a new one.
            NoPlaceError: The account's limits allow no film more at the moment.
            RunOverError: A later run of the job has begun.
        """

    def hold_anew(self, job_id: str, holds: Sequence[Hold]) -> None:
        """Put these in the place of the job's holds that no attempt uses: all of them, or the old ones stay.

        Raises:
            BudgetExceededError: They do not fit under a cap.
        """

    def waits(self, job_id: str, backend: str) -> None:
        """Note that the job waits for a place at a backend."""

    def rate(self, attempt_id: int, quality: float, measure: str | None = None) -> None:
        """Remember the measured quality, 0 to 1, of what an attempt made, and by which measure."""

    def accept(self, attempt_id: int, operation_id: str) -> None:
        """The vendor took the request.

        Raises:
            InDoubtError: The operation is another attempt's already, so nobody knows what this one bought.
        """

    def refuse(self, attempt_id: int, error_code: str) -> None:
        """The vendor did not take the request: nothing was charged, the hold is free for the next attempt."""

    def settle(self, attempt_id: int, state: AttemptState, bill: Money, error_code: str | None = None) -> None:
        """Capture the real bill, once; the rest of the hold is released.

        Raises:
            InDoubtError: Nobody can have charged that. The hold is kept until a human resolves it.
        """

    def doubt(self, attempt_id: int, error_code: str = "in_doubt") -> None:
        """It is not known what this is charged: the hold is kept until a human resolves it.

        Args:
            attempt_id: Which.
            error_code: How it ended, where that is known; by itself, nobody knows whether there is a film.
        """

    def correct(self, job_id: str, charged: Money, part: str | None = None) -> Correction:
        """Write down what the vendor really charged, as a person found out: what is in doubt first.

        Args:
            job_id: A job that has ended.
            charged: All of it, not the difference.
            part: Which part of the film, or which backend's attempt, where the job has several.

        Raises:
            NotFoundError: There is no such job.
            InvalidInputError: The job still runs or sent nothing to a vendor, `part` is needed or not known, or nobody
                can have charged that.
        """

    def clear_up(self, attempt_id: int, charged: Money, state: AttemptState | None = None) -> Money:
        """Write down what the vendor charged for an attempt in doubt; one that was settled meanwhile stays as it is.

        Args:
            attempt_id: Which.
            charged: All of it.
            state: How it ended; without one, it is called in doubt for ever.

        Returns:
            What the attempt was charged by the ledger, now.
        """


Period = Literal["day", "month", "total"]

SpendingBy = Literal["team", "key", "person", "backend", "tag"]
"""By whom or what spending is told."""


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What was charged for somebody or something; `of` says whose that is, where names are not enough."""

    name: str
    of: str
    spent: Money
    jobs: int


class CallersBudget(Protocol):
    """Reading the ledger as a caller may: what their team spent and holds, and what the caps leave to them."""

    @property
    def caller(self) -> Caller:
        """Whose team's."""

    def line(self) -> BudgetLine: ...

    def report(self, period: Period) -> Budget: ...

    def charged(self, job_id: str) -> Money: ...

    def available(self) -> Money:
        """The most a new call may hold under the tightest cap."""

    def left(self) -> Left:
        """The same, with the cap that says so; of those that others spend from, too, no figure is told."""

    def explained(self, error: BudgetExceededError, max_cost: Money | None) -> BudgetExceededError:
        """A refusal that was made before money was held, with the cap that leaves so little.

        Args:
            error: Why nothing is begun.
            max_cost: The call's own limit; where that is the tightest, nothing is added.
        """


class BudgetBook(Protocol):
    """Reading the ledger: everybody's."""

    def for_(self, caller: Caller) -> CallersBudget:
        """The same ledger as a caller may see it."""

    def spent(self, team_id: str, period: Period) -> Money:
        """What a team was charged."""

    def line(self) -> BudgetLine: ...

    def report(self, period: Period) -> Budget: ...

    def charged(self, job_id: str) -> Money: ...

    def available(self) -> Money:
        """The most a new call may hold under the tightest cap."""

    def left(self) -> Left:
        """The same, with the cap that says so."""


@dataclass(frozen=True, kw_only=True)
class AskedCall:
    """A call that waits for somebody's yes: what it is, and all that it needs to be made."""

    tool: str
    title: str
    backend: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class WaitingQuote:
    """A quote that nobody has said yes to yet; `by` asked for it."""

    quote_id: str
    amount: Money
    call: AskedCall
    by: Owner
    expires_at: datetime


class CallersApprovals(Protocol):
    """Quotes that wait for a yes from somebody of the caller's team."""

    @property
    def caller(self) -> Caller:
        """Whose team's."""

    def quote(self, fingerprint: str, amount: Money, call: AskedCall | None = None) -> str:
        """A new quote's id, for one call known by its fingerprint, for up to `amount`; see `JobSpec.approved`.

        With the call itself, somebody else of the team can say yes to it: see `waiting`.
        """

    def waiting(self) -> list[WaitingQuote]:
        """Quotes of calls that somebody of the team can say yes to now, the oldest first."""

    def decline(self, quote_id: str) -> bool:
        """Take a quote of the team back, so that nobody can say yes to it any more; whether it was open."""


class Approvals(Protocol):
    """Quotes that wait for a person's yes: everybody's."""

    def for_(self, caller: Caller) -> CallersApprovals:
        """The same quotes as a caller may use them."""


@dataclass(frozen=True)
class ApprovedQuote:
    """A quote that a person said yes to, for one call.

    Attributes:
        quote_id: The quote.
        fingerprint: The call's.
        amount: What the call costs now.
        first_fingerprint: The call's as it was worked out before, over every argument; None for a call that had none.
    """

    quote_id: str
    fingerprint: str
    amount: Money
    first_fingerprint: str | None = None


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person has settled or corrected: `before` is what was written down, `still_open` what is left in doubt."""

    backend: str
    part: str
    before: Money
    still_open: tuple[str, ...] = ()
