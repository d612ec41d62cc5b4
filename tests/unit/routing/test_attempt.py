"""The paid path while things around it go wrong: the database, a vendor's manners, a person who thinks again."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from footage.domain import VideoRequest
from footage.errors import (
    AuthFailedError,
    DatabaseAwayError,
    DeadlineError,
    InDoubtError,
    InvalidInputError,
    JobCancelledError,
    RateLimitedError,
    UnavailableError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from footage.ports.generators import Poll, RateLimits
from footage.ports.jobs import RunOverError
from footage.ports.money import Intent
from routing.generators.fake import FakeVendor
from routing.patience import DEADLINE_S, Patience
from routing.render import PaidRenderer
from storage import db
from storage.books.attempts import AttemptBook
from storage.books.breaker import OPEN_AFTER
from storage.db import Database
from tests.databases import ready
from tests.support import RunningJob, a_request
from tests.unit.routing.paid_scene import BILL, QUICK, QUOTE, Scene

pytestmark = pytest.mark.anyio
GUARD_S = 60.0
"""No test waits so long; one that would is stuck."""


class Lock(logging.Handler):
    """Another process that has the database locked from a moment on, until the log says that somebody waits for it."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.DEBUG)
        self._other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.taken = False

    def take(self) -> None:
        if not self.taken:
            self.taken = True
            self._other.execute("BEGIN IMMEDIATE")

    def emit(self, record: logging.LogRecord) -> None:
        if "the database is away" in record.getMessage():
            self.let_go()

    def let_go(self) -> None:
        if self._other.in_transaction:
            self._other.rollback()

    def close(self) -> None:
        self._other.close()
        super().close()


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lock]:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 50)
    ready(tmp_path / "footage.db").close()
    handler = Lock(tmp_path / "footage.db")
    logging.getLogger("footage").addHandler(handler)
    yield handler
    logging.getLogger("footage").removeHandler(handler)
    handler.close()


@pytest.fixture
def locked(lock: Lock, tmp_path: Path) -> Iterator[Database]:
    """The database that gets locked."""
    opened = Database(tmp_path / "footage.db")
    yield opened
    opened.close()


class Locking(FakeVendor):
    """A vendor whose answers come just as the database is locked."""

    lock: Lock
    moment = "submit"

    async def submit(self, request: VideoRequest, key: str) -> str:
        operation_id = await super().submit(request, key)
        if self.moment in {"submit", "busy"}:
            self.lock.take()
        if self.moment == "busy":
            raise RateLimitedError("slow down", backend=self.name, retry_after_s=60)
        if self.moment == "lost":
            self.lock.take()
            raise InDoubtError("lost", backend=self.name)
        return operation_id

    async def poll(self, operation_id: str) -> Poll:
        poll = await super().poll(operation_id)
        if poll.state == "succeeded" and self.moment == "poll":
            self.lock.take()
        if self.moment == "fail":
            self.lock.take()
            return Poll(state="failed", cost=BILL, error=VendorFailedError("no", backend=self.name))
        return poll

    async def fetch(self, *args: Any) -> None:
        await super().fetch(*args)
        if self.moment == "fetch":
            self.lock.take()


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("submit", "succeeded"),
        ("poll", "succeeded"),
        ("fetch", "succeeded"),
        ("busy", "refused"),
        ("fail", "failed"),
        ("lost", "in_doubt"),
    ],
)
async def test_what_a_vendor_says_is_written_when_the_database_is_back(
    locked: Database, lock: Lock, tmp_path: Path, moment: str, state: str
) -> None:
    vendor = Locking("fake", "blind", tmp_path / "vendor.jsonl")
    vendor.lock, vendor.moment = lock, moment
    stage = Scene(locked, tmp_path, vendor)
    if state == "succeeded":
        await stage.render()
    else:
        await stage.refusal()
    assert lock.taken
    [attempt] = stage.books.attempts.of_job(stage.record.job_id)
    assert attempt.state == state
    assert len(stage.films()) == 1
    line = stage.books.ledger.line()
    assert line.spent == (BILL if state in {"succeeded", "failed"} else ZERO)
    assert line.held == (QUOTE if state == "in_doubt" else ZERO)


async def test_an_operation_id_that_cannot_be_written_is_in_the_log_and_in_the_error(
    locked: Database, lock: Lock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    vendor = Locking("fake", "blind", tmp_path / "vendor.jsonl")
    vendor.lock = lock
    stage = Scene(locked, tmp_path, vendor)
    stage.renderer = PaidRenderer(
        stage.vendors, stage.books.attempts, stage.health, patience=Patience(write_s=0), clock=stage.books.clock
    )
    logging.getLogger("footage").removeHandler(lock)  # nobody lets go of it
    with pytest.raises(InDoubtError) as caught:
        await stage.render()
    operation_id = stage.films()[0]["operation_id"]
    assert operation_id in caught.value.message
    assert operation_id in caught.value.hint
    told = [line.message for line in caplog.records if operation_id in line.message]
    assert told[0] == f"fake took job {stage.record.job_id} as operation {operation_id}"
    assert any(line.levelno == logging.WARNING and operation_id in line.message for line in caplog.records)


async def test_a_bill_that_cannot_be_written_does_not_end_the_job(locked: Database, lock: Lock, tmp_path: Path) -> None:
    vendor = Locking("fake", "blind", tmp_path / "vendor.jsonl")
    vendor.lock, vendor.moment = lock, "fetch"
    stage = Scene(locked, tmp_path, vendor)
    patience = replace(QUICK, write_s=0)
    stage.renderer = PaidRenderer(
        stage.vendors, stage.books.attempts, stage.health, patience=patience, clock=stage.books.clock
    )
    logging.getLogger("footage").removeHandler(lock)  # nobody lets go of it
    with pytest.raises(DatabaseAwayError):  # for which a job is run again
        await stage.render()
    lock.let_go()
    await stage.render()
    assert (len(stage.films()), stage.states()) == (1, ["succeeded"])
    line = stage.books.ledger.line()
    assert (line.spent, line.held) == (BILL, ZERO)


async def test_an_operation_of_another_job_is_in_doubt_with_words(database: Database, tmp_path: Path) -> None:
    class Refusing(AttemptBook):
        """A book that knows the operation from another job."""

        def accept(self, attempt_id: int, operation_id: str) -> None:
            raise InvalidInputError(f"Operation {operation_id} belongs to job_7.")

    stage = Scene(database, tmp_path, FakeVendor("fake", "blind", tmp_path / "vendor.jsonl"))
    book = Refusing(database, stage.books.ledger, stage.books.clock)
    stage.renderer = PaidRenderer(stage.vendors, book, stage.health, patience=QUICK, clock=stage.books.clock)
    error = await stage.refusal()
    assert (error.code, stage.states()) == ("in_doubt", ["in_doubt"])
    assert "belongs to job_7" in error.message
    assert stage.books.ledger.line().held == QUOTE


async def test_progress_that_cannot_be_written_does_not_end_a_film(
    locked: Database, lock: Lock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Working(FakeVendor):
        asked = 0

        async def poll(self, operation_id: str) -> Poll:
            self.asked += 1
            if self.asked == 1:
                lock.take()
                return Poll(state="working")
            lock.let_go()
            return Poll(state="succeeded", cost=BILL)

    stage = Scene(locked, tmp_path, Working("fake", "blind", tmp_path / "vendor.jsonl"))
    caplog.set_level(logging.INFO)
    await stage.render()
    assert "progress was not written" in caplog.text
    assert stage.states() == ["succeeded"]


async def test_a_run_that_is_over_ends_without_a_word(database: Database, tmp_path: Path) -> None:
    class Overtaken(RunningJob):
        async def report(self, progress: float, message: str) -> None:
            if "rendering" in message:
                raise RunOverError
            await super().report(progress, message)

    class Working(FakeVendor):
        async def poll(self, operation_id: str) -> Poll:
            return Poll(state="working")

    stage = Scene(database, tmp_path, Working("fake", "blind", tmp_path / "vendor.jsonl"))
    job = Overtaken(stage.books, stage.books.jobs.claim(stage.record.job_id), tmp_path)
    with pytest.raises(RunOverError):
        await stage.renderer.render(job, a_request(), ("fake",))
    assert stage.states() == ["accepted"]  # for whoever runs it now


# --- pauses and deadlines ---------------------------------------------------------------------------------------------


class Slow(FakeVendor):
    """A vendor that wants to be asked in an hour."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.asked = asyncio.Event()

    async def poll(self, operation_id: str) -> Poll:
        self.asked.set()
        raise RateLimitedError("slow down", backend=self.name, retry_after_s=3600)


async def test_a_long_retry_after_hides_no_cancel(database: Database, tmp_path: Path) -> None:
    vendor = Slow("fake", "blind", tmp_path / "vendor.jsonl")
    stage = Scene(database, tmp_path, vendor)
    making = asyncio.create_task(stage.render())
    await asyncio.wait_for(vendor.asked.wait(), GUARD_S)
    stage.books.jobs.request_cancel(stage.record.job_id)
    with pytest.raises(JobCancelledError):
        await asyncio.wait_for(making, GUARD_S)
    assert stage.states() == ["cancelled"]


async def test_a_wait_for_a_place_hears_a_cancel(database: Database, tmp_path: Path) -> None:
    vendor = FakeVendor("fake", "blind", tmp_path / "vendor.jsonl")
    vendor.limits = RateLimits(max_concurrent=9, starts_per_minute=1)
    stage = Scene(database, tmp_path, vendor)
    elsewhere = stage.books.place(QUOTE)
    stage.books.attempts.intend(
        elsewhere.job_id, Intent(backend="fake", vendor="fake", model="m", quoted=QUOTE, request_hash="h")
    )
    loop, waits = asyncio.get_running_loop(), asyncio.Event()

    class Telling(AttemptBook):
        def waits(self, job_id: str, backend: str) -> None:
            super().waits(job_id, backend)
            loop.call_soon_threadsafe(waits.set)

    book = Telling(database, stage.books.ledger, stage.books.clock)
    stage.renderer = PaidRenderer(
        stage.vendors, book, stage.health, patience=QUICK, stopping=stage.stopping, clock=stage.books.clock
    )
    making = asyncio.create_task(stage.render())
    await asyncio.wait_for(waits.wait(), GUARD_S)
    stage.books.jobs.request_cancel(stage.record.job_id)
    with pytest.raises(JobCancelledError):
        await asyncio.wait_for(making, GUARD_S)  # the place itself would be free in a minute
    assert stage.films() == []


async def test_a_long_retry_after_hides_no_deadline(database: Database, tmp_path: Path) -> None:
    stage = Scene(database, tmp_path, Slow("fake", "blind", tmp_path / "vendor.jsonl"))
    stage.renderer = PaidRenderer(
        stage.vendors,
        stage.books.attempts,
        stage.health,
        patience=Patience(poll_interval_s=0.01, deadline_s=0.2, refused_s=0.1),
        clock=stage.books.clock,
    )
    error = await asyncio.wait_for(stage.refusal(), GUARD_S)
    assert isinstance(error, DeadlineError)
    assert (stage.states(), stage.books.ledger.line().held) == (["in_doubt"], QUOTE)


@pytest.mark.parametrize("made", [False, True])
async def test_the_deadline_counts_from_the_request_whatever_was_restarted(
    database: Database, tmp_path: Path, *, made: bool
) -> None:
    class Asked(FakeVendor):
        async def poll(self, operation_id: str) -> Poll:
            return Poll(state="succeeded" if made else "working", cost=BILL)

    vendor = Asked("fake", "blind", tmp_path / "vendor.jsonl")
    stage = Scene(database, tmp_path, vendor)
    stage.books.jobs.claim(stage.record.job_id)
    stage.sending(await vendor.submit(a_request(prompt="a boat"), "key"))
    stage.books.clock.advance(seconds=DEADLINE_S + 1)
    if made:  # it was ready all along; nobody is asked to wait for what is there
        await stage.render()
        assert stage.states() == ["succeeded"]
    else:
        assert isinstance(await stage.refusal(), DeadlineError)
        assert stage.states() == ["in_doubt"]


async def test_a_key_that_is_refused_for_a_moment_puts_nothing_in_doubt(database: Database, tmp_path: Path) -> None:
    class Rotating(FakeVendor):
        asked = 0

        async def poll(self, operation_id: str) -> Poll:
            self.asked += 1
            if self.asked <= 3:
                raise AuthFailedError("bad key", backend=self.name)
            return Poll(state="succeeded", cost=BILL)

    stage = Scene(database, tmp_path, Rotating("fake", "blind", tmp_path / "vendor.jsonl"))
    stage.renderer = PaidRenderer(
        stage.vendors,
        stage.books.attempts,
        stage.health,
        patience=Patience(poll_interval_s=0.01),
        clock=stage.books.clock,
    )
    await stage.render()
    assert stage.states() == ["succeeded"]


async def test_a_defect_of_ours_while_polling_loses_no_film(database: Database, tmp_path: Path) -> None:
    class Defective(FakeVendor):
        asked = 0

        async def poll(self, operation_id: str) -> Poll:
            self.asked += 1
            return Poll(state="succeeded", cost=BILL) if self.asked > 1 else Poll(progress=float("half"))  # type: ignore[call-arg]

    stage = Scene(database, tmp_path, Defective("fake", "blind", tmp_path / "vendor.jsonl"))
    await stage.render()
    assert stage.states() == ["succeeded"]


# --- what the user forbids --------------------------------------------------------------------------------------------


async def test_spending_that_is_switched_off_holds_for_jobs_that_wait(database: Database, tmp_path: Path) -> None:
    vendor = FakeVendor("fake", "blind", tmp_path / "vendor.jsonl")
    stage = Scene(database, tmp_path, vendor)
    asked: list[tuple[str, Money]] = []

    def forbids(backend: str, cost: Money) -> str | None:
        asked.append((backend, cost))
        return "spending is switched off (FOOTAGE_NO_SPEND)"

    stage.renderer = PaidRenderer(
        stage.vendors, stage.books.attempts, stage.health, patience=QUICK, forbids=forbids, clock=stage.books.clock
    )
    error = await stage.refusal()
    assert isinstance(error, UnavailableError)
    assert "FOOTAGE_NO_SPEND" in error.message
    assert asked == [("fake", QUOTE)]
    assert (stage.films(), stage.states(), stage.health.paused()) == ([], [], {})
    assert stage.books.ledger.line().held == ZERO


async def test_what_was_sent_before_is_brought_home_all_the_same(database: Database, tmp_path: Path) -> None:
    vendor = FakeVendor("fake", "blind", tmp_path / "vendor.jsonl")
    stage = Scene(database, tmp_path, vendor)
    stage.sending(await vendor.submit(a_request(prompt="a boat"), "key"))
    stage.renderer = PaidRenderer(
        stage.vendors,
        stage.books.attempts,
        stage.health,
        patience=QUICK,
        forbids=lambda *_: "no",
        clock=stage.books.clock,
    )
    await stage.render()
    assert (len(stage.films()), stage.states()) == (1, ["succeeded"])


@pytest.mark.parametrize(("mode", "state"), [("lookup", "refused"), ("idempotent", "in_doubt")])
async def test_nothing_is_sent_again_while_it_is_forbidden(
    database: Database, tmp_path: Path, mode: Any, state: str
) -> None:
    stage = Scene(database, tmp_path, FakeVendor("fake", mode, tmp_path / "vendor.jsonl"))
    stage.sending()
    stage.renderer = PaidRenderer(
        stage.vendors,
        stage.books.attempts,
        stage.health,
        patience=QUICK,
        forbids=lambda *_: "no",
        clock=stage.books.clock,
    )
    await stage.refusal()
    assert (stage.films(), stage.states()) == ([], [state])


# --- health and bills -------------------------------------------------------------------------------------------------


async def test_our_own_deaths_do_not_pause_a_vendor(database: Database, tmp_path: Path) -> None:
    stage = Scene(database, tmp_path, FakeVendor("fake", "blind", tmp_path / "vendor.jsonl"))
    for _ in range(OPEN_AFTER):
        stage.record = stage.books.place(QUOTE)
        stage.sending()
        assert (await stage.refusal()).code == "in_doubt"
    assert stage.health.paused() == {}
    for _ in range(OPEN_AFTER):
        stage.record = stage.books.place(QUOTE)
        assert (await stage.refusal("a boat [lost]")).code == "in_doubt"
    assert list(stage.health.paused()) == ["fake"]


@pytest.mark.parametrize(
    ("told", "charged", "note"),
    [
        (Money.usd("-10"), QUOTE, "cannot be"),
        (Money.usd(5000), QUOTE, "cannot be"),
        (Money.usd("0.15"), Money.usd("0.15"), "The vendor charged $0.15, more than the quoted $0.05."),
        (QUOTE, QUOTE, None),
        (ZERO, ZERO, None),
        (None, QUOTE, None),
    ],
)
@pytest.mark.parametrize("made", [True, False])
async def test_a_bill_is_sane_or_the_worst_case_and_what_is_odd_is_told(
    database: Database, tmp_path: Path, told: Money | None, charged: Money, note: str | None, *, made: bool
) -> None:
    class Billing(FakeVendor):
        async def poll(self, operation_id: str) -> Poll:
            error = None if made else VendorFailedError("It failed.", backend=self.name)
            return Poll(state="succeeded" if made else "failed", cost=told, in_full=told is None, error=error)

    stage = Scene(database, tmp_path, Billing("fake", "blind", tmp_path / "vendor.jsonl"))
    said = " ".join((await stage.render()).notes) if made else (await stage.refusal()).message
    assert stage.books.ledger.line().spent == charged
    assert (note in said) if note else "charged" not in said
