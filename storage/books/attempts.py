"""Attempts and their money: the two sides of the paid path, changed together in one transaction each."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import func, select
from sqlmodel import Session, col

from footage import meters
from footage.bills import what_is_wrong
from footage.caller import Caller
from footage.domain import TERMINAL, AttemptState
from footage.errors import InDoubtError, InvalidInputError, NotFoundError
from footage.money import Money
from footage.ports.generators import RateLimits
from footage.ports.money import AttemptRecord, CallersAttempts, Correction, Hold, Intent, NoPlaceError
from footage.threads import Clock, seconds_between
from storage.books import doubt
from storage.books.latest_run import refuse_old_run
from storage.books.ledger import Ledger
from storage.books.teams import rows_of
from storage.db import Database, once_committed
from storage.tables import Attempt, Job, JobEvent

UNKNOWN = InDoubtError.code
_LOOK_AGAIN_S = 0.5
_MINUTE = timedelta(minutes=1)


class AttemptBook:
    """`footage.ports.money.Attempts` over the database."""

    def __init__(self, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._db = database
        self._ledger = ledger
        self._clock = clock

    def for_(self, caller: Caller) -> CallersAttempts:
        return CallersAttemptBook(self, caller)

    def of_job(self, job_id: str, team_id: str | None = None) -> list[AttemptRecord]:
        with self._db.read() as session:
            mine = col(Attempt.job_id) == job_id, *rows_of(team_id, Attempt.job_id)
            rows = session.scalars(select(Attempt).where(*mine).order_by(col(Attempt.n)))
            return [as_record(row) for row in rows]

    def intend(self, job_id: str, intent: Intent) -> AttemptRecord:
        with self._db.write() as session:
            refuse_old_run(session, job_id, intent.run)
            if intent.limits:
                self._refuse_over_limits(session, intent.vendor, intent.limits)
            count = session.scalar(select(func.count()).where(col(Attempt.job_id) == job_id)) or 0
            attempt = Attempt(
                job_id=job_id,
                n=count + 1,
                part=intent.part,
                backend=intent.backend,
                vendor=intent.vendor,
                model=intent.model,
                state="sending",
                key=str(uuid.uuid4()),
                request_hash=intent.request_hash,
                hold_id=self._cover(session, job_id, intent),
                quoted_microusd=intent.quoted.microusd,
                expected_s=intent.expected_s,
                started_at=self._clock(),
            )
            session.add(attempt)
            of_part = f" of part {intent.part}" if intent.part else ""
            self._log(session, job_id, "attempt", f"{intent.backend}{of_part} for up to {intent.quoted}")
            session.flush()
            return as_record(attempt)

    def hold_anew(self, job_id: str, holds: Sequence[Hold]) -> None:
        with self._db.write() as session:
            for free in self._ledger.free_holds(session, job_id):
                self._ledger.release(session, free.hold_id)
            self._ledger.hold_all(session, job_id, holds, self._max_cost(session, job_id))

    def waits(self, job_id: str, backend: str) -> None:
        with self._db.write() as session:
            self._log(session, job_id, "waiting", backend)

    def rate(self, attempt_id: int, quality: float, measure: str | None = None) -> None:
        with self._db.write() as session:
            attempt = session.get_one(Attempt, attempt_id)
            attempt.quality, attempt.measure = quality, measure

    def accept(self, attempt_id: int, operation_id: str) -> None:
        with self._db.write() as session:
            attempt = session.get_one(Attempt, attempt_id)
            backend = attempt.backend
            self._log(session, attempt.job_id, "accepted", f"{backend} operation {operation_id}")
            account = col(Attempt.vendor) == attempt.vendor if attempt.vendor else col(Attempt.backend) == backend
            same = account, col(Attempt.operation_id) == operation_id
            others = session.scalar(select(Attempt).where(*same, col(Attempt.id) != attempt_id))
            if others is None:
                attempt.operation_id = operation_id
                if attempt.state == "sending":  # one that is in doubt since its job ended stays so, now with its name
                    attempt.state = "accepted"
                return
            self._doubt(session, attempt)
        raise InDoubtError(
            f"{backend} answered with operation {operation_id}, which is another request's already.", backend=backend
        )

    def refuse(self, attempt_id: int, error_code: str) -> None:
        with self._db.write() as session:
            attempt = session.get_one(Attempt, attempt_id)
            if attempt.state == "in_doubt":  # its job has ended, so nobody else could use the hold
                self._ledger.release(session, attempt.hold_id)
                attempt.cost_microusd = 0
            self._end(session, attempt, "refused", error_code)

    def settle(self, attempt_id: int, state: AttemptState, bill: Money, error_code: str | None = None) -> None:
        with self._db.write() as session:
            attempt = session.get_one(Attempt, attempt_id)
            if attempt.cost_microusd is not None:
                return
            if wrong := what_is_wrong(bill, Money(attempt.quoted_microusd)):
                self._doubt(session, attempt)
            else:
                self._ledger.capture(session, attempt.hold_id, bill)
                attempt.cost_microusd = bill.microusd
                self._end(session, attempt, state, error_code)
            backend = attempt.backend
        if wrong:
            raise InDoubtError(f"{backend} says it charged {bill}: {wrong}.", backend=backend)

    def doubt(self, attempt_id: int, error_code: str = UNKNOWN) -> None:
        with self._db.write() as session:
            self._doubt(session, session.get_one(Attempt, attempt_id), error_code)

    def correct(self, job_id: str, charged: Money, part: str | None = None) -> Correction:
        with self._db.write() as session:
            attempt = self._to_correct(session, job_id, part)
            before = self._charge(session, attempt, charged)
            open_parts = doubt.names(self._open(session, job_id))
            return Correction(backend=attempt.backend, part=attempt.part, before=before, still_open=open_parts)

    def clear_up(self, attempt_id: int, charged: Money, state: AttemptState | None = None) -> Money:
        with self._db.write() as session:
            attempt = session.get_one(Attempt, attempt_id)
            if attempt.cost_microusd is None:
                self._charge(session, attempt, charged)
                attempt.state = state or attempt.state
                if state == "succeeded":
                    attempt.error_code = None
            return Money(attempt.cost_microusd or 0)

    def _to_correct(self, session: Session, job_id: str, part: str | None) -> Attempt:
        job = session.get(Job, job_id)
        if job is None:
            raise NotFoundError(f"There is no job {job_id!r}.")
        if job.status not in TERMINAL:
            raise InvalidInputError(f"{job_id} is still {job.status}.", hint="Wait until the job has ended.")
        sent = select(Attempt).where(col(Attempt.job_id) == job_id, col(Attempt.state) != "refused")
        return doubt.chosen(session.scalars(sent.order_by(col(Attempt.n))).all(), job_id, part)

    def _open(self, session: Session, job_id: str) -> Sequence[Attempt]:
        sent = select(Attempt).where(col(Attempt.job_id) == job_id).order_by(col(Attempt.n))
        return [one for one in session.scalars(sent) if doubt.is_open(one)]

    def _charge(self, session: Session, attempt: Attempt, charged: Money) -> Money:
        """Record what a vendor charged, for the first time or as a correction; returns the amount recorded before."""
        before = Money(attempt.cost_microusd or 0)
        if wrong := what_is_wrong(charged, Money(attempt.quoted_microusd)):
            raise InvalidInputError(f"{charged} cannot be what {attempt.backend} charged: {wrong}.")
        if attempt.cost_microusd is None:
            self._ledger.capture(session, attempt.hold_id, charged)
        else:
            self._ledger.adjust(session, attempt.hold_id, charged - before)
        attempt.cost_microusd = charged.microusd
        session.flush()
        self._log(session, attempt.job_id, "corrected", f"{attempt.backend} charged {charged}, not {before}")
        return before

    def _doubt(self, session: Session, attempt: Attempt, error_code: str = UNKNOWN) -> None:
        """Mark an attempt and its money as in doubt, unless it was settled meanwhile."""
        if attempt.cost_microusd is None:
            self._ledger.mark_in_doubt(session, attempt.hold_id)
            self._end(session, attempt, "in_doubt", error_code)

    def _refuse_over_limits(self, session: Session, vendor: str, limits: RateLimits) -> None:
        """Refuse an attempt beyond an account's limits.

        They are counted from the attempts themselves (at work, recently started), so that no counter can go wrong.
        """
        mine = col(Attempt.vendor) == vendor
        working = select(func.count()).where(mine, col(Attempt.state).in_(("sending", "accepted")))
        if (session.scalar(working) or 0) >= limits.max_concurrent:
            raise NoPlaceError(_LOOK_AGAIN_S)
        now = self._clock()
        minute_ago = now - _MINUTE
        # Those that are further ahead were begun before the clock was set back: they would count for years.
        is_recent = (col(Attempt.started_at) > minute_ago) & (col(Attempt.started_at) < now + _MINUTE)
        started = select(col(Attempt.started_at)).where(mine, is_recent)
        recent = session.scalars(started.order_by(col(Attempt.started_at)).limit(limits.starts_per_minute)).all()
        if len(recent) >= limits.starts_per_minute:
            raise NoPlaceError(max(_LOOK_AGAIN_S, (recent[0] - minute_ago).total_seconds()))

    def _cover(self, session: Session, job_id: str, intent: Intent) -> int:
        """The smallest of the job's free holds that is enough, else a new one in the place of one of them."""
        free = self._ledger.free_holds(session, job_id) if intent.reserved or not intent.apart else []
        if intent.apart:
            free = [one for one in free if one.backend in intent.reserved]
        enough = [one for one in free if one.backend == intent.backend and one.amount >= intent.quoted]
        if enough:
            return min(enough, key=lambda one: one.amount).hold_id
        if free:
            self._ledger.release(session, free[0].hold_id)
        max_cost = self._max_cost(session, job_id)
        return self._ledger.hold(session, job_id, intent.quoted, intent.backend, max_cost)

    def _max_cost(self, session: Session, job_id: str) -> Money | None:
        limit = session.get_one(Job, job_id).max_cost_microusd
        return Money(limit) if limit is not None else None

    def _end(self, session: Session, attempt: Attempt, state: AttemptState, error_code: str | None) -> None:
        attempt.state, attempt.error_code, attempt.ended_at = state, error_code, self._clock()
        took_s = seconds_between(attempt.started_at, attempt.ended_at)
        once_committed(session, partial(meters.count().attempt_ended, attempt.backend, state, took_s))
        self._log(session, attempt.job_id, state, " ".join(filter(None, (attempt.backend, error_code))))

    def _log(self, session: Session, job_id: str, event: str, detail: str) -> None:
        session.add(JobEvent(job_id=job_id, at=self._clock(), event=event, detail=detail))


@dataclass(frozen=True)
class CallersAttemptBook:
    """`footage.ports.money.CallersAttempts`: the attempts of a caller's team."""

    book: AttemptBook
    caller: Caller

    def of_job(self, job_id: str) -> list[AttemptRecord]:
        return self.book.of_job(job_id, self.caller.team_id)


def as_record(row: Attempt) -> AttemptRecord:
    """An attempt as others know it."""
    assert row.id is not None  # noqa: S101 - rows from the database have one
    return AttemptRecord(
        attempt_id=row.id,
        job_id=row.job_id,
        n=row.n,
        part=row.part,
        backend=row.backend,
        model=row.model,
        state=row.state,  # type: ignore[arg-type]
        key=row.key,
        request_hash=row.request_hash,
        quoted=Money(row.quoted_microusd),
        operation_id=row.operation_id,
        cost=Money(row.cost_microusd) if row.cost_microusd is not None else None,
        error_code=row.error_code,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
