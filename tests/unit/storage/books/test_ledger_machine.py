"""Random walks over placing, submitting, crashing, resuming, cancelling and settling, checked after every step."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test
from sqlmodel import select

from footage.caller import LOCAL
from footage.errors import BudgetExceededError, JobCancelledError, VendorFailedError
from footage.money import ZERO, Money
from footage.ports.limits import payers
from footage.ports.money import Intent
from footage.ports.records import JobResult
from storage.books.caps import CapTable, of_money
from storage.db import Database
from storage.tables import OpenHold
from tests.databases import Postgres, ready
from tests.drills import drill, rounds
from tests.support import Books

CAP = Money(1_000)
amounts = st.integers(min_value=0, max_value=600).map(Money)


class Spending(RuleBasedStateMachine):
    """The vendor's bills are the truth that the ledger is compared with."""

    jobs = Bundle("jobs")
    sent = Bundle("sent")

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database = database
        self.books = Books(database, month=CAP)
        caps = CapTable(database, self.books.clock)
        caps.set([of_money(*payer, "day", CAP) for payer in payers(LOCAL).items() if payer[0] != "installation"])
        self.billed = ZERO  # by the vendor, for clips it was told about and has finished
        self.quoted: dict[int, Money] = {}

    @rule(target=jobs, amount=amounts)
    def place(self, amount: Money) -> str | None:
        before = self.books.ledger.available()
        try:
            return self.books.place(amount).job_id
        except BudgetExceededError:
            assert amount > before
            return None

    @rule(target=sent, job_id=jobs, amount=amounts)
    def submit(self, job_id: str | None, amount: Money) -> int | None:
        """Only a running job without an open attempt submits, as the paid path does."""
        if job_id is None or self.books.jobs.claim(job_id).status != "working":
            return None
        if any(attempt.state in {"sending", "accepted", "in_doubt"} for attempt in self.books.attempts.of_job(job_id)):
            return None
        try:
            attempt = self.books.attempts.intend(
                job_id, Intent(backend="fake", model="m", quoted=amount, request_hash="h")
            )
        except BudgetExceededError:
            return None
        self.quoted[attempt.attempt_id] = amount
        return attempt.attempt_id

    @rule(attempt_id=consumes(sent), share=st.floats(min_value=0, max_value=1))
    def settle(self, attempt_id: int | None, share: float) -> None:
        """The vendor finishes; after a crash the same settlement is written again."""
        if attempt_id is None or self._closed(attempt_id):
            return
        bill = Money(int(self.quoted[attempt_id].microusd * share))
        self.books.attempts.accept(attempt_id, f"op-{attempt_id}")
        for _ in range(2):
            self.books.attempts.settle(attempt_id, "succeeded", bill)
        self.billed += bill

    @rule(attempt_id=consumes(sent))
    def refuse(self, attempt_id: int | None) -> None:
        if attempt_id is not None and not self._closed(attempt_id):
            self.books.attempts.refuse(attempt_id, "rate_limited")

    @rule(attempt_id=consumes(sent))
    def lose_the_answer(self, attempt_id: int | None) -> None:
        if attempt_id is not None and not self._closed(attempt_id):
            self.books.attempts.doubt(attempt_id)

    @rule(job_id=jobs)
    def complete(self, job_id: str | None) -> None:
        if job_id is not None:
            self.books.jobs.complete(job_id, JobResult())

    @rule(job_id=jobs, cancelled=st.booleans())
    def end(self, job_id: str | None, cancelled: bool) -> None:
        if job_id is not None:
            error = JobCancelledError("stop") if cancelled else VendorFailedError("no", backend="fake")
            self.books.jobs.fail(job_id, error)

    @rule(job_id=jobs)
    def cancel(self, job_id: str | None) -> None:
        if job_id is not None:
            self.books.jobs.request_cancel(job_id)

    @rule()
    def crash_and_start_again(self) -> None:
        """Everything in memory is gone; only what was committed counts."""
        clock = self.books.clock
        self.books = Books(self.database, month=CAP)
        self.books.clock.now = clock.now

    @invariant()
    def the_cap_is_never_passed(self) -> None:
        line = self.books.ledger.line()
        assert line.spent + line.held <= CAP

    @invariant()
    def every_bill_is_in_the_ledger_once(self) -> None:
        assert self.books.ledger.line().spent == self.billed

    @invariant()
    def no_hold_is_resolved_twice(self) -> None:
        resolved = [entry.resolves_id for entry in self.books.entries() if entry.resolves_id is not None]
        assert len(resolved) == len(set(resolved))

    @invariant()
    def the_index_of_open_holds_says_what_the_ledger_says(self) -> None:
        entries = self.books.entries()
        resolved = {entry.resolves_id for entry in entries}
        by_ledger = {e.id: e.amount_microusd for e in entries if e.kind == "hold" and e.id not in resolved}
        with self.database.read() as session:
            by_index = {row.hold_id: row.amount_microusd for row in session.exec(select(OpenHold))}
        assert by_index == by_ledger

    @invariant()
    def the_balances_say_what_the_ledger_says(self) -> None:
        assert self.books.ledger.balances.drift() == []

    @invariant()
    def an_ended_job_holds_only_what_is_in_doubt(self) -> None:
        entries = self.books.entries()
        closed = {entry.resolves_id for entry in entries} | {e.about_id for e in entries if e.kind == "in_doubt"}
        ended = {
            job.job_id
            for job in self.books.jobs.newest(status=None, limit=1000)
            if job.status not in {"queued", "working"}
        }
        assert not [e for e in entries if e.kind == "hold" and e.id not in closed and e.job_id in ended]

    def _closed(self, attempt_id: int) -> bool:
        """The job ended meanwhile and its hold is in doubt: a human's matter from then on."""
        return any(
            attempt.attempt_id == attempt_id
            for job in self.books.jobs.newest(status=None, limit=1000)
            if job.status not in {"queued", "working"}
            for attempt in self.books.attempts.of_job(job.job_id)
        )

    def teardown(self) -> None:
        self.database.close()


def walk(make: Callable[[], Spending], examples: int) -> None:
    run_state_machine_as_test(
        make,  # type: ignore[arg-type]  # any factory will do
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            database=None,
        ),
    )


@drill
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_walk_breaks_the_books_on_sqlite() -> None:
    memory = Path("/dev/shm")  # a walk may do without waiting for a disk
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:

        def make() -> Spending:
            return Spending(ready(Path(folder) / f"{uuid.uuid4().hex}.db"))

        walk(make, rounds(12, 40))


@drill
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_walk_breaks_the_books_on_postgres(postgres: Postgres) -> None:
    def make() -> Spending:
        return Spending(Database(Path(), postgres.create(migrated=True)))

    walk(make, rounds(3, 10))
