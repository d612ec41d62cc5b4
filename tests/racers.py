"""Races for every method that writes to the books: what is prepared, what eight processes then do at once, and what
must be true afterwards. Run by `tests/unit/storage/books/test_races.py`; the processes only import this.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr
from sqlalchemy import delete, update
from sqlmodel import col, select

from footage.answers import ErrorInfo
from footage.api_keys import ApiKey
from footage.caller import LOCAL, Caller
from footage.errors import (
    BudgetExceededError,
    InDoubtError,
    InvalidInputError,
    JobCancelledError,
    NotFoundError,
    TooManyCallsError,
    UnknownTokenError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from footage.ports.agent_tasks import Claimed, Push, PushTarget, Sent, TaskRecord, Wanted
from footage.ports.devices import Offer
from footage.ports.drafts import Draft, DraftChangedError, DraftContent
from footage.ports.generators import RateLimits
from footage.ports.keys import Declared, DeclaredKey, KeyTerms
from footage.ports.limits import CapScope, StandingCap, payers
from footage.ports.money import ApprovedQuote, Hold, Intent, NoPlaceError
from footage.ports.outlets import Account, Intended, PostedBeforeError
from footage.ports.quality import Trust
from footage.ports.records import JobPlan, JobResult
from footage.ports.routing import Retake
from footage.ports.stock import MOST_BY_ONE_AUTHOR, Allowance, NamedClip
from footage.ports.studio import Seat
from footage.ports.uploads import Arrived, UploadRefusedError
from footage.sealing import Seal
from storage.agent_tables import AgentPush, AgentTask
from storage.books import outbox
from storage.books.agent_pushes import MOST_OF_A_TASK, AgentPushTable
from storage.books.agent_tasks import ASKED_FOR, AgentTaskTable
from storage.books.alarms import AlarmTable
from storage.books.approvals import ApprovalTable
from storage.books.audit import AuditTable
from storage.books.breaker import OPEN_AFTER, PAUSE_S
from storage.books.caps import CapTable, of_money
from storage.books.drafts import MOST_DRAFTS, DraftTable
from storage.books.health import HealthTable
from storage.books.keys import KeyTable
from storage.books.known_teams import TeamTable
from storage.books.lost import LostJobs
from storage.books.outbox import Message, OutboxTable
from storage.books.outlet_accounts import AccountTable
from storage.books.postings import PostingTable, Sealing
from storage.books.publications import PublicationTable
from storage.books.rates import RateTable
from storage.books.retakes import RetakeTable
from storage.books.secrets import SecretTable
from storage.books.sessions import SessionTable
from storage.books.stock import StockTable
from storage.books.texts import TextTable
from storage.books.uploads import UploadTable
from storage.db import Database
from storage.engine.workers import WorkerTable
from storage.studio_tables import StudioSession
from storage.tables import Approval, Attempt, Health, JobEvent, LedgerEntry, OpenHold, Worker
from storage.team_tables import Balance, Key, Noted, Outgoing, Team, Upload
from tests.support import Books

RACERS = 8
_SEAL_KEY = "c2V2ZW4gZXZlbiBudW1iZXJzIG9mIDMyIGJ5dGVzISE="
PRICE = Money(1_000)
PLENTY = Money.usd(1_000)
_EXPECTED = (
    BudgetExceededError,
    DraftChangedError,
    InDoubtError,
    InvalidInputError,
    NoPlaceError,
    NotFoundError,
    PostedBeforeError,
    TooManyCallsError,
    UploadRefusedError,
)
"""What a racer may be told; anything else that is raised fails the race."""

Place = tuple[Path, str | None]


class AllBooks(Books):
    """The books with every other table on the same database."""

    def __init__(self, database: Database, month: Money = PLENTY) -> None:
        super().__init__(database, month=month)
        self.health = HealthTable(database, self.clock)
        self.texts = TextTable(database, self.clock)
        self.workers = WorkerTable(database, self.clock)
        self.approvals = ApprovalTable(database, self.clock)
        self.retakes = RetakeTable(database)
        self.alarms = AlarmTable(database, self.clock)
        self.stock = StockTable(database, self.clock)
        self.caps = CapTable(database, self.clock)
        self.secrets = SecretTable(database, self.clock)
        self.publications = PublicationTable(database, self.clock)
        seal = Seal(Path(), SecretStr(_SEAL_KEY))
        self.postings = PostingTable(database, self.clock, Sealing(seal.sealed, seal.opened))
        self.accounts = AccountTable(database, self.clock, seal)
        self.sessions = SessionTable(database, self.clock)
        self.uploads = UploadTable(database, self.clock, max_bytes=100, quota_bytes=300)
        self.outbox = OutboxTable(database, self.clock)
        self.rates = RateTable(database, self.clock, 1, burst=3)
        self.keys = KeyTable(database, self.clock)
        self.teams = TeamTable(database, self.clock)
        self.audit = AuditTable(database, self.clock)
        self.drafts = DraftTable(database, self.clock)
        self.tasks = AgentTaskTable(database, self.clock)
        self.pushes = AgentPushTable(database, self.clock)
        # What is queued is written with the job: a row of its own shows whether both were.
        self.lost = LostJobs(database, lambda session, job, queue, n: session.add(self._queued(job, n)), self.clock)

    def attempt(self, job_id: str, quoted: Money = PRICE, **more: Any) -> int:
        """One that is being sent."""
        intent = {"backend": "fake", "vendor": "fake", "model": "m", "quoted": quoted, "request_hash": "h", **more}
        return self.attempts.intend(job_id, Intent(**intent)).attempt_id

    def _queued(self, job_id: str, times: int) -> JobEvent:
        return JobEvent(job_id=job_id, at=self.clock(), event="queued again", detail=str(times))

    def lines(self, job_id: str) -> list[LedgerEntry]:
        """The job's part of the ledger."""
        with self.database.read() as session:
            mine = select(LedgerEntry).where(col(LedgerEntry.job_id) == job_id)
            return list(session.exec(mine.order_by(col(LedgerEntry.id))))

    def events(self, job_id: str) -> Counter[str]:
        """How often what happened to the job."""
        with self.database.read() as session:
            return Counter(session.exec(select(JobEvent.event).where(col(JobEvent.job_id) == job_id)))

    def row(self, table: type[Any], key: Any) -> Any:
        """A row, None if there is none."""
        with self.database.read() as session:
            return session.get(table, key)

    def held(self, job_id: str) -> list[int]:
        """What is held for the job."""
        with self.database.read() as session:
            return list(session.exec(select(OpenHold.amount_microusd).where(col(OpenHold.job_id) == job_id)))

    def a_hold(self) -> tuple[str, int]:
        """A job with a hold, and the hold's id."""
        job_id = self.place(PRICE).job_id
        hold_id = self.lines(job_id)[0].id
        assert hold_id is not None
        return job_id, hold_id

    def room_for(self, films: int) -> Money:
        """A cap that lets this many more films of `PRICE` through."""
        line = self.ledger.line()
        return line.spent + line.held + Money(films * PRICE.microusd)


@dataclass(frozen=True)
class Race:
    """One row: `prepare` makes what the racers fight about, `run` is a racer's part, `check` asserts."""

    prepare: Callable[[AllBooks], Any]
    run: Callable[[AllBooks, int, Any], Any]
    check: Callable[[AllBooks, Any, Sequence[Any]], None]


def racer(place: Place, number: int, start: Barrier, wire: Connection) -> None:
    """A racer's process: runs its part of each race that it is told of, until it is told None."""
    database = Database(*place)
    books = AllBooks(database)
    books.ledger.line()  # connected
    while (told := wire.recv()) is not None:
        name, item = told
        start.wait(60)
        try:
            wire.send(RACES[name].run(books, number, item))
        except _EXPECTED as exc:
            wire.send(type(exc).__name__)
        except Exception as exc:  # noqa: BLE001 - carried to the test, which fails with it
            wire.send(RuntimeError(repr(exc)))
    database.close()


# --- jobs -----------------------------------------------------------------------------------------------------------


def _keyed(books: AllBooks) -> tuple[str, str]:
    quote_id = books.approvals.quote("f", PRICE, LOCAL)
    return f"key of {quote_id}", quote_id


def _place_keyed(books: AllBooks, _n: int, item: tuple[str, str]) -> str:
    key, quote_id = item
    return books.place(PRICE, idempotency_key=key, approved=ApprovedQuote(quote_id, "f", PRICE)).job_id


def _one_job(books: AllBooks, item: tuple[str, str], said: Sequence[str]) -> None:
    assert len(set(said)) == 1, said
    assert [line.kind for line in books.lines(said[0])] == ["hold"]
    assert books.row(Approval, item[1]).used_at is not None


def _place_quoted(books: AllBooks, _n: int, quote_id: str) -> str:
    return books.place(PRICE, approved=ApprovedQuote(quote_id, "f", PRICE)).job_id


def _used_once(books: AllBooks, _item: str, said: Sequence[str]) -> None:
    assert Counter(said)["InvalidInputError"] == RACERS - 1


def _open_quote(books: AllBooks) -> str:
    return books.approvals.quote("f", PRICE, LOCAL)


def _decline_or_place(books: AllBooks, n: int, quote_id: str) -> str:
    if n % 2:
        return "declined" if books.approvals.decline(quote_id, LOCAL.team_id) else "gone"
    return _place_quoted(books, n, quote_id)


def _declined_or_made(books: AllBooks, quote_id: str, said: Sequence[str]) -> None:
    count = Counter(said)
    made = RACERS - count["declined"] - count["gone"] - count["InvalidInputError"]
    assert count["declined"] + made == 1, said


def _place_under(books: AllBooks, _n: int, cap: Money) -> str:
    return AllBooks(books.database, cap).place(PRICE).job_id


def _three_fit(books: AllBooks, cap: Money, said: Sequence[Any]) -> None:
    assert Counter(said)["CapReachedError"] == RACERS - 3, said
    line = books.ledger.line()
    assert line.spent + line.held == cap


def _queued(books: AllBooks) -> str:
    return books.place(PRICE).job_id


def _working(books: AllBooks) -> str:
    return books.jobs.claim(books.place(PRICE).job_id).job_id


def _report_or_claim(books: AllBooks, n: int, job_id: str) -> None:
    if n % 2:
        books.jobs.claim(job_id)
    else:
        books.jobs.report(job_id, n / 10, f"at {n}")


def _report_while_cancelled(books: AllBooks, n: int, job_id: str) -> bool:
    if n == 0:
        return books.jobs.request_cancel(job_id).cancel_requested
    return any(books.jobs.report(job_id, n / 10, f"at {n}") for _ in range(500))


def _plan_or_report(books: AllBooks, n: int, job_id: str) -> None:
    if n % 2:
        books.jobs.set_plan(job_id, JobPlan(backend=f"b{n}", model="m", reason="", degraded=False))
    else:
        books.jobs.report(job_id, n / 10, f"at {n}")


def _report_or_end(books: AllBooks, n: int, job_id: str) -> None:
    if n == 0:
        books.jobs.complete(job_id, JobResult(message=str(n)))
    else:
        books.jobs.report(job_id, n / 10, f"at {n}")


def _stop_or_buy(books: AllBooks, n: int, job_id: str) -> bool | None:
    if n:
        return books.jobs.cancel_if_free(job_id)
    books.attempt(job_id)
    return None


def _stopped_or_bought(books: AllBooks, job_id: str, said: Sequence[bool | None]) -> None:
    assert books.jobs.get(job_id).cancel_requested == any(said)
    assert books.events(job_id)["cancel_requested"] == int(any(said))
    assert not books.jobs.cancel_if_free(job_id)


def _seen_once(books: AllBooks, job_id: str, said: Sequence[bool]) -> None:
    assert sorted(said) == [False] * (RACERS - 1) + [True]
    assert books.events(job_id)["shown"] == 1
    assert books.jobs.first_look(job_id, "another key")


def _all_heard(books: AllBooks, job_id: str, said: Sequence[bool]) -> None:
    assert all(said)
    assert books.events(job_id)["cancel_requested"] == 1


def _done(books: AllBooks, job_id: str, _said: object) -> None:
    job = books.jobs.get(job_id)
    assert (job.status, job.progress, job.message) == ("completed", 1.0, "Done")


def _end(books: AllBooks, n: int, job_id: str) -> None:
    if n % 3 == 0:
        books.jobs.complete(job_id, JobResult(message=str(n)))
    else:
        books.jobs.fail(job_id, JobCancelledError("stop") if n % 3 == 1 else VendorFailedError("no", backend="fake"))


def _ended_once(books: AllBooks, job_id: str, _said: object) -> None:
    job, events = books.jobs.get(job_id), books.events(job_id)
    assert sum(events[end] for end in ("completed", "failed", "cancelled")) == events[job.status] == 1
    assert (job.result is None, job.error is None) == (job.status != "completed", job.status == "completed")
    assert [line.kind for line in books.lines(job_id)] == ["hold", "release"]


def _cancelled_once(books: AllBooks, job_id: str, _said: object) -> None:
    _ended_once(books, job_id, _said)
    assert books.events(job_id)["cancel_requested"] == 1


def _failed(books: AllBooks) -> str:
    job_id = _working(books)
    books.jobs.fail(job_id, VendorFailedError("gone", backend="fake"))
    return job_id


def _brought_home_once(books: AllBooks, job_id: str, said: Sequence[bool]) -> None:
    job = books.jobs.get(job_id)
    assert sorted(said) == [False] * (RACERS - 1) + [True]
    assert (job.status, job.result, job.error) == ("completed", JobResult(message=str(list(said).index(True))), None)


def _event(name: str, times: int = RACERS) -> Callable[[AllBooks, str, Any], None]:
    def check(books: AllBooks, job_id: str, _said: object) -> None:
        assert books.events(job_id)[name] == times

    return check


def _shows(*, runs: int, progress: float) -> Callable[[AllBooks, str, Any], None]:
    def check(books: AllBooks, job_id: str, _said: object) -> None:
        job = books.jobs.get(job_id)
        assert (job.runs, job.progress) == (runs, progress)

    return check


# --- attempts -------------------------------------------------------------------------------------------------------


def _sending(books: AllBooks) -> tuple[str, int]:
    job_id = _working(books)
    return job_id, books.attempt(job_id)


def _crowd(books: AllBooks) -> tuple[str, str]:
    job_id = books.place(holds=tuple(Hold(PRICE, "fake") for _ in range(RACERS))).job_id
    return job_id, f"vendor of {job_id}"


def _take_a_place(books: AllBooks, _n: int, item: tuple[str, str]) -> int:
    job_id, vendor = item
    return books.attempt(job_id, vendor=vendor, limits=RateLimits(max_concurrent=3, starts_per_minute=100))


def _three_places(books: AllBooks, item: tuple[str, str], said: Sequence[Any]) -> None:
    attempts = books.attempts.of_job(item[0])
    assert [one.n for one in attempts] == [1, 2, 3]
    assert Counter(said)["NoPlaceError"] == RACERS - 3
    assert len({books.row(Attempt, one.attempt_id).hold_id for one in attempts}) == 3


def _held_anew(books: AllBooks, n: int, job_id: str) -> None:
    books.attempts.hold_anew(job_id, [Hold(Money(n + 1), "other"), Hold(Money(n + 1), "other")])


def _one_pair(books: AllBooks, job_id: str, _said: object) -> None:
    held = books.held(job_id)
    assert (len(held), len(set(held))) == (2, 1), held


def _accept(books: AllBooks, n: int, ids: Sequence[int]) -> None:
    books.attempts.accept(ids[n], f"operation of {ids[0]}")


def _accepted_once(books: AllBooks, ids: Sequence[int], said: Sequence[Any]) -> None:
    assert Counter(said) == {None: 1, "InDoubtError": RACERS - 1}
    states = Counter(books.row(Attempt, one).state for one in ids)
    assert states == {"accepted": 1, "in_doubt": RACERS - 1}


def _accept_or_doubt(books: AllBooks, n: int, item: tuple[str, int]) -> None:
    if n % 2:
        books.attempts.accept(item[1], f"op {item[1]}")  # the answer, whoever hears it
    else:
        books.attempts.doubt(item[1])  # another process, which cannot know that it is still to come


def _named_and_in_doubt(books: AllBooks, item: tuple[str, int], said: Sequence[Any]) -> None:
    assert set(said) == {None}
    row = books.row(Attempt, item[1])
    assert (row.state, row.operation_id, row.cost_microusd) == ("in_doubt", f"op {item[1]}", None)
    assert books.held(item[0]) == [PRICE.microusd]
    assert [line.kind for line in books.lines(item[0])] == ["hold", "in_doubt"]


def _answer_or_person(books: AllBooks, n: int, item: tuple[str, int]) -> None:
    if n % 2:
        books.attempts.accept(item[1], f"op {item[1]}")
    else:
        books.attempts.correct(item[0], Money(2_000))


def _named_and_paid(books: AllBooks, item: tuple[str, int], said: Sequence[Any]) -> None:
    assert books.row(Attempt, item[1]).operation_id == f"op {item[1]}"
    _books_say_what_the_attempt_says(books, item, said)


def _settled_once(books: AllBooks, item: tuple[str, int], _said: object) -> None:
    kinds = [line.kind for line in books.lines(item[0])]
    assert kinds == ["hold", "capture"]
    assert books.ledger.charged(item[0]).microusd == books.row(Attempt, item[1]).cost_microusd


def _rated(books: AllBooks, item: tuple[str, int], _said: object) -> None:
    row = books.row(Attempt, item[1])
    assert (row.state, row.operation_id) == ("accepted", f"op {item[1]}")
    assert row.quality in {n / 10 for n in range(1, RACERS, 2)}


def _refused(books: AllBooks, item: tuple[str, int], _said: object) -> None:
    with books.database.read() as session:
        assert len(books.ledger.free_holds(session, item[0])) == 1
    assert books.row(Attempt, item[1]).state == "refused"


def _marked_once(books: AllBooks, item: tuple[str, int], _said: object) -> None:
    assert [line.kind for line in books.lines(item[0])] == ["hold", "in_doubt"]


def _doubtful(books: AllBooks) -> tuple[str, int]:
    job_id, attempt_id = _sending(books)
    books.attempts.doubt(attempt_id)
    books.jobs.fail(job_id, VendorFailedError("gone", backend="fake"))
    return job_id, attempt_id


def _charged(books: AllBooks) -> tuple[str, int]:
    job_id, attempt_id = _sending(books)
    books.attempts.settle(attempt_id, "succeeded", PRICE)
    books.jobs.complete(job_id, JobResult())
    return job_id, attempt_id


def _books_say_what_the_attempt_says(books: AllBooks, item: tuple[str, int], _said: object) -> None:
    kinds = Counter(line.kind for line in books.lines(item[0]))
    assert kinds["capture"] == 1
    assert books.ledger.charged(item[0]).microusd == books.row(Attempt, item[1]).cost_microusd
    assert books.held(item[0]) == []


def _corrected_to_double(books: AllBooks, item: tuple[str, int], said: Sequence[Any]) -> None:
    _books_say_what_the_attempt_says(books, item, said)
    assert books.ledger.charged(item[0]) == Money(2_000)


def _cleared_once(books: AllBooks, item: tuple[str, int], said: Sequence[Money]) -> None:
    _books_say_what_the_attempt_says(books, item, said)
    assert set(said) == {books.ledger.charged(item[0])}


# --- the ledger, in transactions of its callers ---------------------------------------------------------------------


def _hold_under(books: AllBooks, _n: int, item: tuple[str, Money]) -> int:
    narrow = AllBooks(books.database, item[1])
    with books.database.write() as session:
        return narrow.ledger.hold(session, item[0], PRICE, "fake", None)


def _hold_halves_under(books: AllBooks, _n: int, item: tuple[str, Money]) -> None:
    narrow, half = AllBooks(books.database, item[1]), Hold(Money(PRICE.microusd // 2), "fake")
    with books.database.write() as session:
        narrow.ledger.hold_all(session, item[0], [half, half], None)


def _resolve(books: AllBooks, n: int, item: tuple[str, int]) -> None:
    with books.database.write() as session:
        if n % 2:
            books.ledger.capture(session, item[1], Money(n))
        else:
            books.ledger.release(session, item[1])


def _resolved_once(books: AllBooks, item: tuple[str, int], _said: object) -> None:
    assert len([line for line in books.lines(item[0]) if line.resolves_id == item[1]]) == 1
    assert books.held(item[0]) == []


def _captured(books: AllBooks) -> tuple[str, int]:
    job_id, hold_id = books.a_hold()
    with books.database.write() as session:
        books.ledger.capture(session, hold_id, PRICE)
    return job_id, hold_id


def _give_back(books: AllBooks, _n: int, item: tuple[str, int]) -> None:
    with books.database.write() as session:
        books.ledger.adjust(session, item[1], Money(-300))


def _never_below_zero(books: AllBooks, item: tuple[str, int], said: Sequence[Any]) -> None:
    assert Counter(said) == {None: 3, "InvalidInputError": RACERS - 3}
    assert books.ledger.charged(item[0]) == Money(100)


def _mark(books: AllBooks, _n: int, item: tuple[str, int]) -> None:
    with books.database.write() as session:
        books.ledger.mark_in_doubt(session, item[1])


def _release_all(books: AllBooks, _n: int, item: tuple[str, int]) -> None:
    with books.database.write() as session:
        books.ledger.release_all(session, item[0])


# --- the other tables -----------------------------------------------------------------------------------------------

_vendors = iter(range(1_000_000))


def _vendor(_books: AllBooks) -> str:
    return f"vendor {next(_vendors)}"


def _paused(books: AllBooks) -> str:
    vendor = _vendor(books)
    for _ in range(OPEN_AFTER):
        books.health.failed(vendor, "vendor_failed")
    return vendor


def _admit_later(books: AllBooks, _n: int, vendor: str) -> str:
    later = AllBooks(books.database)
    later.clock.advance(seconds=PAUSE_S)
    return later.health.admit(vendor)


def _one_probe(_books: AllBooks, _vendor: str, said: Sequence[str]) -> None:
    assert Counter(said) == {"probe": 1, "no": RACERS - 1}


def _all_failures(books: AllBooks, vendor: str, _said: object) -> None:
    row = books.row(Health, vendor)
    assert (row.failures, row.opened_at is not None) == (RACERS, True)


def _two_successes(books: AllBooks, vendor: str, _said: object) -> None:
    row = books.row(Health, vendor)
    assert (row.successes, row.failures) == (2, 0)


def _succeed_or_fail(books: AllBooks, n: int, vendor: str) -> None:
    if n % 2:
        books.health.succeeded(vendor)
    else:
        books.health.failed(vendor, "vendor_failed")


def _told(books: AllBooks, vendor: str, _said: object) -> None:
    books.health.failed(vendor, "auth_failed")
    assert vendor in books.health.paused()


def _key(_books: AllBooks) -> str:
    return f"key {next(_vendors)}"


def _asked(books: AllBooks) -> str:
    key = _key(books)
    books.texts.claim(key, "job 0", 15.0)
    return key


def _one_asks(_books: AllBooks, _key: str, said: Sequence[bool]) -> None:
    assert Counter(said) == {True: 1, False: RACERS - 1}


def _free_again(books: AllBooks, key: str, _said: object) -> None:
    assert books.texts.claim(key, "job 99", 15.0)


def _one_answer(books: AllBooks, key: str, _said: object) -> None:
    assert (books.texts.get(key) or {})["n"] in range(RACERS)


def _slot(_books: AllBooks) -> int:
    return next(_vendors)


def _offer(n: int) -> Offer:
    return Offer(host=f"host {n}", devices=(f"device {n}",), backends=(f"backend {n}",))


def _one_row(books: AllBooks, slot: int, _said: object) -> None:
    row = books.row(Worker, slot)
    n = int(row.host.split()[1])
    assert (row.devices, row.backends) == ([f"device {n}"], [f"backend {n}"])


def _beaten(books: AllBooks) -> int:
    slot = _slot(books)
    books.workers.beat(slot, _offer(0))
    return slot


def _gone(books: AllBooks, slot: int, _said: object) -> None:
    assert slot not in books.workers.slots()


def _expired(books: AllBooks) -> str:
    early = AllBooks(books.database)
    early.clock.advance(days=-1)
    return early.approvals.quote("f", PRICE, LOCAL)


def _all_quoted(books: AllBooks, expired: str, said: Sequence[str]) -> None:
    assert books.row(Approval, expired) is None
    assert all(books.row(Approval, one) for one in said)
    assert len(set(said)) == RACERS


def _retake(n: int) -> Retake:
    return Retake(way="again", start_s=0.0, end_s=float(n + 1), clip_s=float(n + 1), cost=Money(n))


def _one_retake(books: AllBooks, job_id: str, said: Sequence[Retake]) -> None:
    assert len(set(said)) == 1
    assert books.retakes.begun(job_id, "", 1) == said[0]


def _lesson(trust: Trust, vain: bool, now: datetime) -> Trust:
    return Trust(bought=trust.bought + 1, in_vain=trust.in_vain + vain, factor=trust.factor + 1, at=now)


def _retakes_begun(books: AllBooks) -> tuple[list[str], str]:
    books.alarms.forget()
    jobs = [_queued(books) for _ in range(RACERS)]
    for job_id in jobs:
        books.retakes.begin(job_id, "", 1, _retake(0))
    return jobs, "blur"


def _learn_each(books: AllBooks, n: int, item: tuple[list[str], str]) -> bool:
    return books.alarms.learn(item[0][n], "", 1, {item[1]: n % 2 == 0, "black": False}, _lesson)


def _all_learned(books: AllBooks, item: tuple[list[str], str], said: Sequence[bool]) -> None:
    known = books.alarms.known()
    assert said == [True] * RACERS
    assert (known[item[1]].bought, known[item[1]].in_vain) == (RACERS, RACERS // 2)
    assert [one.factor for one in known.values()] == [RACERS + 1.0] * 2


def _learn_same(books: AllBooks, _n: int, item: tuple[list[str], str]) -> bool:
    return books.alarms.learn(item[0][0], "", 1, {item[1]: True}, _lesson)


def _learned_once(books: AllBooks, item: tuple[list[str], str], said: Sequence[bool]) -> None:
    assert sum(said) == 1
    assert books.alarms.known()[item[1]].bought == 1


def _forget_or_learn(books: AllBooks, n: int, item: tuple[list[str], str]) -> None:
    if n == 0:
        books.alarms.forget()
    else:
        _learn_each(books, n, item)


def _told_since(books: AllBooks, item: tuple[list[str], str], _said: object) -> None:
    known = books.alarms.known().get(item[1], Trust())
    assert known.factor == known.bought + 1 <= RACERS


def _take_back(books: AllBooks, _n: int, job_id: str) -> bool:
    return books.lost.take_back(job_id, 1, 0)


def _taken_back_once(books: AllBooks, job_id: str, said: Sequence[bool]) -> None:
    assert sum(said) == 1
    assert books.lost.times_taken_back(job_id) == 1
    assert books.events(job_id)["queued again"] == 1


_FEW = Allowance(burst=3, per_s=0.001)


def _take_turn(books: AllBooks, _n: int, account: str) -> bool:
    return books.stock.turn(account, _FEW).wait_s == 0


def _three_turns(books: AllBooks, account: str, said: Sequence[bool]) -> None:
    assert sum(said) == _FEW.burst
    assert books.stock.turn(account, _FEW).wait_s > 900


def _pause_or_turn(books: AllBooks, n: int, account: str) -> None:
    if n % 2:
        books.stock.turn(account, _FEW)
    else:
        books.stock.pause(account, 60.0, f"reason {n}")


def _is_paused(books: AllBooks, account: str, _said: object) -> None:
    turn = books.stock.turn(account, _FEW)
    assert (turn.wait_s, turn.reason[:7]) == (60.0, "reason ")


def _keep_answer(books: AllBooks, n: int, key: str) -> None:
    books.stock.keep(key, {"n": n}, 60.0)


def _kept_answer(books: AllBooks, key: str, _said: object) -> None:
    assert (books.stock.found(key) or {})["n"] in range(RACERS)


def _parts(books: AllBooks) -> list[str]:
    """The attempts at the parts of one film."""
    job_id = books.place(PRICE).job_id
    intents = [Intent(backend="f", vendor="f", model="m", quoted=ZERO, request_hash="h", part=f"{n}") for n in range(8)]
    return [books.attempts.intend(job_id, one).key for one in intents]


class Number(BaseModel):
    """What a racer remembers of its choice."""

    n: int


def _chosen(books: AllBooks, keys: Sequence[str]) -> list[tuple[str, Number] | None]:
    return [books.stock.chosen(key, Number) for key in keys]


def _choose_clip(books: AllBooks, n: int, keys: Sequence[str]) -> str | None:
    by_two = [NamedClip(f"s:{clip}", f"s:{'ab'[clip % 2]}") for clip in range(RACERS)]
    return books.stock.choose(keys[n], by_two, Number(n=n))


def _no_clip_twice(books: AllBooks, keys: Sequence[str], said: Sequence[str | None]) -> None:
    clips = [one for one in said if one]
    assert len(clips) == len(set(clips)) == 2 * MOST_BY_ONE_AUTHOR
    assert {one[0] for one in _chosen(books, keys) if one} == set(clips)
    assert set(books.stock.shown(keys[-1]).authors.values()) <= {1, MOST_BY_ONE_AUTHOR}


def _choose_or_drop(books: AllBooks, n: int, keys: Sequence[str]) -> None:
    if n % 2:
        books.stock.choose(keys[n], [NamedClip(f"s:{n}", "")], Number(n=n))
    books.stock.drop(keys[n])


def _nothing_chosen(books: AllBooks, keys: Sequence[str], _said: object) -> None:
    assert not any(_chosen(books, keys))


def _cancelled_by_key(books: AllBooks, job_id: str, said: Sequence[Sequence[str]]) -> None:
    assert sum(job_id in one for one in said) == 1
    assert books.events(job_id)["cancelled"] == 1


def _terms(team: str) -> KeyTerms:
    return KeyTerms(name="agent", team_id=team)


def _new_team(books: AllBooks) -> str:
    return f"team {books.place().job_id}"


def _all_of_one_team(books: AllBooks, team: str, said: Sequence[ApiKey]) -> None:
    assert len({one.key_id for one in said}) == RACERS
    assert {books.keys.verify(one).terms.team_id for one in said} == {team}
    assert books.row(Team, team)


def _a_key(books: AllBooks) -> ApiKey:
    return books.keys.add(_terms(_new_team(books)), "ada")


def _rotate(books: AllBooks, _n: int, key: ApiKey) -> ApiKey:
    return books.keys.rotate(key.key_id, timedelta(hours=1), "ada")


def _last_two_are_good(books: AllBooks, key: ApiKey, said: Sequence[ApiKey]) -> None:
    row = books.row(Key, key.key_id)
    assert row
    assert sorted((one.hash in (row.hash, row.previous_hash)) for one in said) == [False] * (RACERS - 2) + [True] * 2
    assert _noted(books, key) == {"key added": 1, "key rotated": RACERS}


def _noted(books: AllBooks, key: ApiKey) -> Counter[str]:
    with books.database.read() as session:
        rows = session.exec(select(Noted).where(col(Noted.key_id) == key.key_id))
        return sum((Counter({row.event: row.times}) for row in rows), Counter())


def _rotate_or_revoke(books: AllBooks, n: int, key: ApiKey) -> ApiKey | InvalidInputError:
    if n % 2:
        books.keys.revoke(key.key_id, f"{n}")
        return key
    return _rotate(books, n, key)


def _is_revoked(books: AllBooks, key: ApiKey, said: Sequence[Any]) -> None:
    row = books.row(Key, key.key_id)
    assert row
    assert row.revoked_at
    assert row.previous_hash is None
    assert _noted(books, key)["key revoked"] == 1
    for one in said:
        if isinstance(one, ApiKey):
            with contextlib.suppress(UnknownTokenError):
                raise AssertionError(books.keys.verify(one))


def _used_once_noted(books: AllBooks, key: ApiKey, said: Sequence[Any]) -> None:
    row = books.row(Key, key.key_id)
    assert row
    assert row.used_at == books.clock.now


def _declare(books: AllBooks, n: int, key: ApiKey) -> None:
    terms = KeyTerms(name=f"agent {n}", team_id="of the file")
    books.keys.declare(Declared(keys=[DeclaredKey(key_id=key.key_id, hash=key.hash, terms=terms)]))


def _declared_once(books: AllBooks, key: ApiKey, _said: object) -> None:
    assert books.keys.verify(key).terms.name.startswith("agent ")
    assert _noted(books, key)["key added"] == 1


def _one_org(books: AllBooks, team: str, said: Sequence[str]) -> None:
    assert set(said) == {books.teams.org_of(team)}


def _refuse(books: AllBooks, _n: int, key: ApiKey) -> None:
    books.audit.refused(books.keys.verify(key).caller(), "generate_video", "budget_exceeded")


def _all_counted(books: AllBooks, key: ApiKey, _said: object) -> None:
    assert _noted(books, key)["refused"] == RACERS


def _act(books: AllBooks, _n: int, key: ApiKey) -> None:
    books.audit.acted(books.keys.verify(key).caller(), "studio publish")


def _all_acts_counted(books: AllBooks, key: ApiKey, _said: object) -> None:
    assert _noted(books, key)["acted"] == RACERS


def _ready(books: AllBooks) -> tuple[str, Money]:
    return books.place(ZERO).job_id, books.room_for(3)


def _three_held(books: AllBooks, item: tuple[str, Money], said: Sequence[Any]) -> None:
    _three_fit(books, item[1], said)
    assert sum(books.held(item[0])) == 3 * PRICE.microusd


def _capped(books: AllBooks) -> tuple[str, str]:
    """A job of a team with caps on four levels, of which the team's lets three more films through."""
    team = f"team {next(_vendors)}"
    job_id = books.place(ZERO, team_id=team).job_id
    room: dict[CapScope, Money] = {"org": PLENTY, "team": Money(3 * PRICE.microusd), "key": PLENTY, "person": PLENTY}
    ids = payers(replace(LOCAL, team_id=team))
    books.caps.set([of_money(scope, ids[scope], "month", amount) for scope, amount in room.items()])
    return job_id, team


def _hold_capped(books: AllBooks, _n: int, item: tuple[str, str]) -> int:
    with books.database.write() as session:
        return books.ledger.hold(session, item[0], PRICE, "fake", None)


def _three_of_the_team(books: AllBooks, item: tuple[str, str], said: Sequence[Any]) -> None:
    assert Counter(said)["CapReachedError"] == RACERS - 3, said
    assert sum(books.held(item[0])) == 3 * PRICE.microusd
    assert books.ledger.balances.drift() == []


def _spent_by_hand(books: AllBooks) -> tuple[str, str]:
    item = _capped(books)
    _hold_capped(books, 0, item)
    with books.database.write() as session:
        session.execute(update(Balance).where(col(Balance.id) == item[1]).values(used=7))
    return item


def _mend_or_hold(books: AllBooks, n: int, item: tuple[str, str]) -> int:
    return len(books.ledger.balances.mend()) if n % 2 else _hold_capped(books, n, item)


def _mended(books: AllBooks, item: tuple[str, str], _said: object) -> None:
    assert books.ledger.balances.drift() == []
    # Whoever comes before it is mended finds room for one more only.
    assert sum(books.held(item[0])) in (2 * PRICE.microusd, 3 * PRICE.microusd)


def _message(books: AllBooks) -> None:
    with books.database.write() as session:
        session.execute(delete(Outgoing))
        outbox.put(session, "budget.warning", {}, books.clock())


def _take_message(books: AllBooks, _n: int, _item: None) -> str | None:
    taken = books.outbox.take()
    return taken.id if taken else None


def _taken_once(books: AllBooks, _item: None, said: Sequence[str | None]) -> None:
    assert sum(one is not None for one in said) == 1
    assert not books.outbox.are_due()


def _messages_taken(books: AllBooks) -> Message:
    _message(books)
    taken = books.outbox.take()
    assert taken
    return taken


def _arrive_or_fail(books: AllBooks, n: int, taken: Message) -> None:
    if n % 2:
        books.outbox.arrived(taken)
    else:
        books.outbox.failed(taken, "no")


def _arrived(books: AllBooks, _taken: Message, _said: object) -> None:
    assert books.outbox.waiting() == (0, "")


def _take_one(books: AllBooks, _n: int, key_id: str) -> float:
    return books.rates.take(replace(LOCAL, remote=True, key_id=key_id))


def _three_calls(_books: AllBooks, _key: str, said: Sequence[float]) -> None:
    assert sum(one == 0.0 for one in said) == 3


def _three_at_once(books: AllBooks) -> str:
    team = f"team {next(_vendors)}"
    books.caps.set([StandingCap(scope="team", id=team, unit="jobs", period="now", amount=3)])
    return team


def _three_jobs(books: AllBooks, team: str, said: Sequence[str]) -> None:
    assert Counter(said)["TooManyCallsError"] == RACERS - 3
    assert len(books.jobs.newest(status=None, limit=9, team_id=team)) == 3


def _cap_set(books: AllBooks) -> str:
    team = f"team {next(_vendors)}"
    books.caps.set([of_money("team", team, "day", PRICE)])
    return team


def _set_cap(books: AllBooks, n: int, team: str) -> None:
    books.caps.set([of_money("team", team, "month", Money(n)), of_money("team", team, "day", Money(n))])


def _one_pair_of_caps(books: AllBooks, team: str, _said: object) -> None:
    amounts = [one.amount for one in books.caps.all() if one.id == team]
    assert (len(amounts), len(set(amounts))) == (2, 1)


def _removed_once(books: AllBooks, team: str, said: Sequence[int]) -> None:
    assert sum(said) == 1
    assert not [one for one in books.caps.all() if one.id == team]


# --- addresses and uploads ------------------------------------------------------------------------------------------


def _one_secret(books: AllBooks, name: str, said: Sequence[str]) -> None:
    assert {*said, books.secrets.get(name)} == {said[0]}


def _one_token(books: AllBooks, job_id: str, said: Sequence[str]) -> None:
    assert len(set(said)) == 1, said
    assert books.publications.job_of(said[0]) == job_id


def _published(books: AllBooks) -> tuple[str, str]:
    job_id = _queued(books)
    return job_id, books.publications.publish(job_id)


def _taken_back(books: AllBooks, item: tuple[str, str], said: Sequence[bool]) -> None:
    assert Counter(said) == {True: 1, False: RACERS - 1}
    assert books.publications.job_of(item[1]) is None


def _intended(once: str) -> Intended:
    return Intended(target="youtube", account="channel", film_sha256="f", once=once)


def _same_film(books: AllBooks) -> list[str]:
    """Jobs that all would send the same film to the same account."""
    return [_queued(books) for _ in range(RACERS)]


def _begin_posting(books: AllBooks, n: int, jobs: list[str]) -> str:
    return books.postings.begin(jobs[n], 0, _intended(jobs[0])).job_id


def _one_sends(books: AllBooks, jobs: list[str], said: Sequence[str]) -> None:
    assert Counter(one if one.startswith("job_") else "refused" for one in said)["refused"] == RACERS - 1
    [winner] = [one for one in said if one.startswith("job_")]
    known = books.postings.known(jobs[0], LOCAL.team_id)
    assert known is not None
    assert known.job_id == winner


def _posted(books: AllBooks) -> str:
    job_id = _queued(books)
    books.postings.begin(job_id, 0, _intended(job_id))
    return job_id


def _doubted(books: AllBooks) -> str:
    job_id = _posted(books)
    books.postings.doubt(job_id, 0)
    return job_id


def _take_step(books: AllBooks, n: int, job_id: str) -> None:
    books.postings.did(job_id, 0, f"step {n}")


def _all_steps(books: AllBooks, job_id: str, _said: Sequence[None]) -> None:
    assert set(books.postings.get(job_id).done) - {"as "} == {f"step {n}" for n in range(RACERS)}


def _write_posting(books: AllBooks, n: int, job_id: str) -> None:
    books.postings.session(job_id, 0, f"place {n}")
    books.postings.anew(job_id, 0)
    books.postings.sent(job_id, 0, f"video {n}", None)
    books.postings.live(job_id, 0, "https://example.com")


def _is_live(books: AllBooks, job_id: str, _said: Sequence[None]) -> None:
    posting = books.postings.get(job_id)
    assert (posting.state, posting.session) == ("live", None)


def _doubt_or_fail(books: AllBooks, n: int, job_id: str) -> str:
    if n % 2:
        books.postings.doubt(job_id, 0)
        return "in_doubt"
    books.postings.failed(job_id, 0, {"code": "vendor_failed"})
    return "failed"


def _one_or_the_other(books: AllBooks, job_id: str, said: Sequence[str]) -> None:
    assert books.postings.get(job_id).state in said


def _say_what_is_there(books: AllBooks, n: int, job_id: str) -> str:
    url = "https://example.com" if n % 2 else None
    return books.postings.resolve(job_id, LOCAL.team_id, url).state


def _said_once(books: AllBooks, job_id: str, said: Sequence[str]) -> None:
    [state] = [one for one in said if one in {"live", "failed"}]
    assert books.postings.get(job_id).state == state


def _account(books: AllBooks) -> Account:
    team = f"team {next(_vendors)}"
    account = Account(team_id=team, target="youtube", account="c", title="c", facts={}, keys={"access_token": "first"})
    books.accounts.connect(account)
    return books.accounts.open(team, "youtube", "c")


def _renew(books: AllBooks, n: int, account: Account) -> str:
    return str(books.accounts.renewed(account, {"access_token": f"token {n}"}).keys["access_token"])


def _one_renewed(books: AllBooks, account: Account, said: Sequence[str]) -> None:
    now = books.accounts.open(account.team_id, "youtube", "c")
    assert set(said) == {now.keys["access_token"]}
    assert now.version == account.version + 1


def _all_connected(books: AllBooks, account: Account, _said: Sequence[None]) -> None:
    assert books.accounts.open(account.team_id, "youtube", "c").version == account.version + RACERS


def _is_troubled(books: AllBooks, account: Account, _said: Sequence[None]) -> None:
    [line] = books.accounts.listed(account.team_id)
    assert line.trouble.startswith("trouble ")


def _disconnect(books: AllBooks, _n: int, account: Account) -> bool:
    return books.accounts.remove(account.team_id, "youtube", "c")


def _gone_once(books: AllBooks, account: Account, said: Sequence[bool]) -> None:
    assert sum(said) == 1
    assert books.accounts.listed(account.team_id) == []


def _seat(books: AllBooks) -> Seat:
    """Somebody of a team that nobody else is of."""
    return Seat(name="ada", role="owner", org_id="org", team_id=f"team {next(_vendors)}")


def _linked(books: AllBooks) -> tuple[Seat, str]:
    seat = _seat(books)
    return seat, books.sessions.invite(seat, "root", timedelta(minutes=10))


def _all_invited(books: AllBooks, seat: Seat, said: Sequence[str]) -> None:
    assert len(set(said)) == RACERS
    assert {books.sessions.offered(link) for link in said} == {seat}


def _one_came_in(books: AllBooks, item: tuple[Seat, str], said: Sequence[str | None]) -> None:
    cookie = next(one for one in said if one)
    assert [one for one in said if one] == [cookie]
    known = books.sessions.known(cookie)
    assert known is not None
    assert known.seat == item[0]
    assert len(books.sessions.listed(item[0].team_id)) == 1


def _inside(books: AllBooks) -> tuple[str, str]:
    seat, link = _linked(books)
    cookie = books.sessions.enter(link, "a browser")
    assert cookie
    session_id = books.sessions.listed(seat.team_id)[0].session_id
    with books.database.write() as session:  # last seen long ago, so that all want to write it down
        row = session.get_one(StudioSession, session_id)
        row.seen_at = books.clock() - timedelta(hours=1)
    return cookie, session_id


def _known_as(books: AllBooks, _n: int, item: tuple[str, str]) -> str | None:
    known = books.sessions.known(item[0])
    return known.session_id if known else None


def _seen_now(books: AllBooks, item: tuple[str, str], said: Sequence[str]) -> None:
    assert set(said) == {item[1]}
    seen_at = books.row(StudioSession, item[1]).seen_at
    assert seen_at is not None
    assert books.clock() - seen_at < timedelta(minutes=30)


def _left_once(books: AllBooks, item: tuple[str, str], said: Sequence[bool]) -> None:
    assert Counter(said) == {True: 1, False: RACERS - 1}
    assert books.sessions.known(item[0]) is None


def _bringing(_books: AllBooks) -> Caller:
    """A caller of a team that has brought nothing yet."""
    return replace(LOCAL, team_id=f"team {next(_vendors)}")


def _all_offered(books: AllBooks, _who: Caller, said: Sequence[str]) -> None:
    assert len({books.uploads.waiting(one).upload_id for one in said}) == RACERS


def _one_place(books: AllBooks) -> str:
    return books.uploads.offer(_bringing(books)).upload_id


def _a_file(n: int) -> Arrived:
    return Arrived(name=f"{n}.mp4", size_bytes=100, sha256=str(n))


def _bring_to_one(books: AllBooks, n: int, place: str) -> int:
    books.uploads.arrived(place, _a_file(n))
    return n


def _one_came(books: AllBooks, place: str, said: Sequence[Any]) -> None:
    came = [n for n in said if n != "UploadRefusedError"]
    assert [f"{n}.mp4" for n in came] == [books.row(Upload, place).name]


def _places(books: AllBooks) -> list[str]:
    who = _bringing(books)
    return [books.uploads.offer(who).upload_id for _ in range(RACERS)]


def _bring_to_each(books: AllBooks, n: int, places: Sequence[str]) -> None:
    books.uploads.arrived(places[n], _a_file(n))


def _three_came(books: AllBooks, places: Sequence[str], said: Sequence[Any]) -> None:
    assert Counter(said) == {None: 3, "UploadRefusedError": RACERS - 3}
    assert len([one for one in places if books.row(Upload, one).name]) == 3


def _outdated(books: AllBooks) -> tuple[str, str]:
    early = AllBooks(books.database)
    early.clock.advance(days=-2)
    return _one_place(early), _one_place(books)


def _forget_upload(books: AllBooks, n: int, item: tuple[str, str]) -> None:
    books.uploads.forget(item[n % 2])


def _only_it_is_gone(books: AllBooks, item: tuple[str, str], _said: object) -> None:
    assert (books.row(Upload, item[0]), books.row(Upload, item[1]) is not None) == (None, True)


# --- drafts ---------------------------------------------------------------------------------------------------------


def _as(number: int) -> Caller:
    """One of several people of a team."""
    return replace(LOCAL, subject=f"person {number}")


def _said(words: object) -> DraftContent:
    return DraftContent(choices={"prompt": str(words)})


def _draft(books: AllBooks) -> Draft:
    return books.drafts.for_(LOCAL).begin("generate_video", "A boat", "", _said("first"))


def _changed_draft(books: AllBooks) -> Draft:
    draft = _draft(books)
    return books.drafts.for_(LOCAL).change(draft.draft_id, 1, 1, _said("second"))


def _change_draft(books: AllBooks, n: int, draft: Draft) -> int:
    return books.drafts.for_(_as(n)).change(draft.draft_id, 1, 1, _said(n)).version


def _changed_once(books: AllBooks, draft: Draft, said: Sequence[Any]) -> None:
    assert Counter(said) == {2: 1, "DraftChangedError": RACERS - 1}
    now = books.drafts.for_(LOCAL).get(draft.draft_id)
    assert now.content == _said(said.index(2))


def _undo_draft(books: AllBooks, n: int, draft: Draft) -> int:
    return books.drafts.for_(_as(n)).undo(draft.draft_id, 2).version


def _undone_once(books: AllBooks, draft: Draft, said: Sequence[Any]) -> None:
    assert Counter(said) == {3: 1, "DraftChangedError": RACERS - 1}
    assert books.drafts.for_(LOCAL).get(draft.draft_id).content == _said("first")


def _note_made(books: AllBooks, n: int, draft: Draft) -> None:
    books.drafts.for_(LOCAL).made(draft.draft_id, 1, [f"job {n // 2}", "job of all"])


def _all_made(books: AllBooks, draft: Draft, _said: object) -> None:
    jobs = [one.job_id for one in books.drafts.for_(LOCAL).get(draft.draft_id).jobs]
    assert sorted(jobs) == sorted({"job of all", *(f"job {n // 2}" for n in range(RACERS))})


def _taken(books: AllBooks) -> Draft:
    return books.drafts.for_(LOCAL).made(_draft(books).draft_id, 1, [f"job {n}" for n in range(RACERS)])


def _pick_take(books: AllBooks, n: int, draft: Draft) -> None:
    books.drafts.for_(LOCAL).pick(draft.draft_id, f"job {n}")


def _one_picked(books: AllBooks, draft: Draft, _said: object) -> None:
    now = books.drafts.for_(LOCAL).get(draft.draft_id)
    assert now.picked in {one.job_id for one in now.jobs}
    assert len(now.jobs) == RACERS


def _remove_or_change(books: AllBooks, n: int, draft: Draft) -> None:
    mine = books.drafts.for_(LOCAL)
    if n == 0:
        mine.remove(draft.draft_id)
    else:
        mine.change(draft.draft_id, 1, 1, _said(n))


def _draft_is_gone(books: AllBooks, draft: Draft, said: Sequence[Any]) -> None:
    assert said[0] is None
    assert draft.draft_id not in {one.draft_id for one in books.drafts.for_(LOCAL).newest(["generate_video"], 999)}


def _begin_draft(books: AllBooks, _n: int, who: Caller) -> str:
    return books.drafts.for_(who).begin("generate_video", "A boat", "", _said("first")).draft_id


def _all_begun(books: AllBooks, who: Caller, said: Sequence[str]) -> None:
    there = {one.draft_id for one in books.drafts.for_(who).newest(["generate_video"], 2 * MOST_DRAFTS)}
    assert there >= set(said)
    assert len(set(said)) == RACERS


# --- tasks of agents ------------------------------------------------------------------------------------------------

WANTED = Wanted(tool="generate_video", arguments={"prompt": "a boat"}, context_id="c")
BROKE = ErrorInfo(code="budget_exceeded", message="no", hint="", retryable=False)


def _sent(name: object) -> Sent:
    return Sent(message_id=f"{name}", digest="d", document={"messageId": f"{name}"})


def _a_message(books: AllBooks) -> Sent:
    return _sent(books.clock().isoformat() + books.place().job_id)


def _one_claims(books: AllBooks, _sent: Sent, said: Sequence[Claimed]) -> None:
    assert len({one.task.task_id for one in said}) == 1
    assert sum(one.is_to_ask for one in said) == 1


def _claimed(books: AllBooks) -> str:
    return books.tasks.claim(_a_message(books), WANTED, LOCAL).task.task_id


def _questioned(books: AllBooks) -> str:
    task_id = _claimed(books)
    books.tasks.asks(task_id, "a dollar?", "quote_1", LOCAL.team_id)
    return task_id


def _take_over(books: AllBooks, _n: int, task_id: str) -> bool:
    later = AllBooks(books.database)  # the races after this one go by the old time
    later.clock.advance(seconds=2 * ASKED_FOR.total_seconds())
    return later.tasks.take_over(task_id, LOCAL.team_id)


def _taken_over_once(books: AllBooks, task_id: str, said: Sequence[bool]) -> None:
    assert said.count(True) == 1
    assert books.row(AgentTask, task_id).state == "asking"


def _say_yes(books: AllBooks, n: int, task_id: str) -> bool:
    return books.tasks.answered(_sent(f"{task_id} {n}"), task_id, "quote_1", LOCAL).is_to_ask


def _asked_once_more(books: AllBooks, task_id: str, said: Sequence[bool]) -> None:
    assert said.count(True) == 1
    row = books.row(AgentTask, task_id)
    assert (row.state, row.arguments["quote_id"], len(row.history)) == ("asking", "quote_1", 2)


def _yes_or_no(books: AllBooks, n: int, task_id: str) -> bool | TaskRecord:
    sent = _sent(f"{task_id} {n}")
    if n % 2:
        return books.tasks.answered(sent, task_id, "quote_1", LOCAL).is_to_ask
    return books.tasks.declined(sent, task_id, "declined", LOCAL)


def _yes_or_declined(books: AllBooks, task_id: str, said: Sequence[Any]) -> None:
    row = books.row(AgentTask, task_id)
    assert row.state in {"asking", "rejected"}
    assert [one for one in said if one is True] == ([True] if row.state == "asking" else [])
    assert len(row.history) == 2


def _say_more(books: AllBooks, n: int, task_id: str) -> TaskRecord:
    return books.tasks.told(_sent(f"{task_id} {n}"), task_id, LOCAL)


def _all_kept(books: AllBooks, task_id: str, _said: object) -> None:
    assert len(books.row(AgentTask, task_id).history) == 1 + RACERS


def _place_or_cancel(books: AllBooks, n: int, item: tuple[str, str]) -> bool:
    task_id, job_id = item
    if n:
        return books.tasks.cancelled(task_id, "cancelled", LOCAL.team_id)
    return books.tasks.placed(task_id, job_id, LOCAL.team_id)


def _placed_or_cancelled(books: AllBooks, item: tuple[str, str], said: Sequence[bool]) -> None:
    row = books.row(AgentTask, item[0])
    assert (row.state, row.job_id) == ("placed" if said[0] else "cancelled", item[1])
    assert set(said[1:]) <= {not said[0]} or not said[0]


def _outcome(books: AllBooks, n: int, task_id: str) -> None:
    team = LOCAL.team_id
    ends: Sequence[Callable[[], Any]] = (
        lambda: books.tasks.asks(task_id, "a dollar?", "quote_1", team),
        lambda: books.tasks.rejected(task_id, BROKE, team),
        lambda: books.tasks.refused(task_id, BROKE, team),
        lambda: books.tasks.go_on_asking(task_id, team),
    )
    ends[n % 4]()


def _decided_once(books: AllBooks, task_id: str, _said: object) -> None:
    row = books.row(AgentTask, task_id)
    assert row.state in {"question", "rejected", "refused"}
    assert (row.quote_id is not None, row.error is None) == (row.state == "question", row.state == "question")
    assert row.asked_until is None


TARGET = PushTarget(id="p", url="https://x.org")


def _pushed(books: AllBooks) -> str:
    """A task that somebody has to be told of: of no other one, for whoever is due is taken in turn."""
    with books.database.write() as session:
        session.execute(delete(AgentPush))
    task_id = _claimed(books)
    books.pushes.put(task_id, TARGET, LOCAL.team_id)
    books.tasks.asks(task_id, "a dollar?", "quote_1", LOCAL.team_id)
    return task_id


def _told_once(books: AllBooks, task_id: str, said: Sequence[Push | None]) -> None:
    assert [one.status for one in said if one] == ["input_required"]
    assert books.row(AgentPush, (task_id, "p")).tries == 1


def _push_taken(books: AllBooks) -> Push:
    task_id = _pushed(books)
    push = books.pushes.take()
    assert push
    assert push.task_id == task_id
    return push


def _heard_or_not(books: AllBooks, n: int, push: Push) -> None:
    if n % 2:
        books.pushes.arrived(push)
    else:
        books.pushes.failed(push, "no answer")


def _heard(books: AllBooks, push: Push, _said: object) -> None:
    row = books.row(AgentPush, (push.task_id, "p"))
    assert (row.told_state, row.tries) == ("input_required", 0)


def _tell_one_more(books: AllBooks, n: int, task_id: str) -> None:
    books.pushes.put(task_id, replace(TARGET, id=f"p{n}"), LOCAL.team_id)


def _ten_at_most(books: AllBooks, task_id: str, said: Sequence[object]) -> None:
    assert [*said].count("InvalidInputError") == RACERS + 3 - MOST_OF_A_TASK
    assert len(books.pushes.of_task(task_id, LOCAL.team_id)) == MOST_OF_A_TASK


def _three_told(books: AllBooks) -> str:
    task_id = _claimed(books)
    for number in range(3):
        books.pushes.put(task_id, replace(TARGET, id=f"first {number}"), LOCAL.team_id)
    return task_id


def _nobody_told(books: AllBooks, task_id: str, _said: object) -> None:
    assert books.pushes.of_task(task_id, LOCAL.team_id) == []


RACES: dict[str, Race] = {
    "AgentPushTable.put": Race(_three_told, _tell_one_more, _ten_at_most),
    "AgentPushTable.take": Race(_pushed, lambda b, n, task: b.pushes.take(), _told_once),
    "AgentPushTable.arrived": Race(_push_taken, _heard_or_not, _heard),
    "AgentPushTable.failed": Race(_push_taken, _heard_or_not, _heard),
    "AgentPushTable.remove": Race(_pushed, lambda b, n, task: b.pushes.remove(task, "p", LOCAL.team_id), _nobody_told),
    "AgentTaskTable.claim": Race(_a_message, lambda b, n, sent: b.tasks.claim(sent, WANTED, LOCAL), _one_claims),
    "AgentTaskTable.take_over": Race(_claimed, _take_over, _taken_over_once),
    "AgentTaskTable.answered": Race(_questioned, _say_yes, _asked_once_more),
    "AgentTaskTable.declined": Race(_questioned, _yes_or_no, _yes_or_declined),
    "AgentTaskTable.told": Race(_questioned, _say_more, _all_kept),
    "AgentTaskTable.placed": Race(lambda b: (_claimed(b), b.place().job_id), _place_or_cancel, _placed_or_cancelled),
    "AgentTaskTable.cancelled": Race(lambda b: (_claimed(b), b.place().job_id), _place_or_cancel, _placed_or_cancelled),
    "AgentTaskTable.asks": Race(_claimed, _outcome, _decided_once),
    "AgentTaskTable.rejected": Race(_claimed, _outcome, _decided_once),
    "AgentTaskTable.refused": Race(_claimed, _outcome, _decided_once),
    "AgentTaskTable.go_on_asking": Race(_claimed, _outcome, _decided_once),
    "CallersDraftTable.begin": Race(_bringing, _begin_draft, _all_begun),
    "CallersDraftTable.change": Race(_draft, _change_draft, _changed_once),
    "CallersDraftTable.undo": Race(_changed_draft, _undo_draft, _undone_once),
    "CallersDraftTable.made": Race(_draft, _note_made, _all_made),
    "CallersDraftTable.pick": Race(_taken, _pick_take, _one_picked),
    "CallersDraftTable.remove, and change": Race(_draft, _remove_or_change, _draft_is_gone),
    "CapTable.set": Race(_cap_set, _set_cap, _one_pair_of_caps),
    "CapTable.remove": Race(_cap_set, lambda b, n, team: b.caps.remove("team", team), _removed_once),
    "Ledger.hold, under caps of a team and others": Race(_capped, _hold_capped, _three_of_the_team),
    "OutboxTable.take": Race(_message, _take_message, _taken_once),
    "OutboxTable.arrived": Race(_messages_taken, _arrive_or_fail, _arrived),
    "OutboxTable.failed": Race(_messages_taken, _arrive_or_fail, _arrived),
    "RateTable.take": Race(_key, _take_one, _three_calls),
    "JobTable.place, places of a team": Race(
        _three_at_once, lambda b, n, team: b.place(team_id=team).job_id, _three_jobs
    ),
    "Balances.mend": Race(_spent_by_hand, _mend_or_hold, _mended),
    "JobTable.place, one key": Race(_keyed, _place_keyed, _one_job),
    "JobTable.place, one quote": Race(
        lambda books: books.approvals.quote("f", PRICE, LOCAL), _place_quoted, _used_once
    ),
    "JobTable.place, one cap": Race(lambda books: books.room_for(3), _place_under, _three_fit),
    "JobTable.claim": Race(_queued, lambda b, n, job: b.jobs.claim(job).runs, _shows(runs=RACERS, progress=0.0)),
    "JobTable.hand_on": Race(_working, lambda b, n, job: b.jobs.hand_on(job, "x", "gpu"), _event("handed_on")),
    "JobTable.note": Race(_queued, lambda b, n, job: b.jobs.note(job, "seen"), _event("seen")),
    "JobTable.report": Race(_queued, _report_or_claim, _shows(runs=RACERS // 2, progress=0.6)),
    "JobTable.report, of a cancelled job": Race(_working, _report_while_cancelled, _all_heard),
    "JobTable.report, of an ended job": Race(_working, _report_or_end, _done),
    "JobTable.set_plan": Race(_queued, _plan_or_report, _shows(runs=0, progress=0.6)),
    "JobTable.request_cancel": Race(_queued, lambda b, n, job: b.jobs.request_cancel(job).status, _cancelled_once),
    "JobTable.cancel_of_key": Race(_queued, lambda b, n, job: b.jobs.cancel_of_key(LOCAL.key_id), _cancelled_by_key),
    "JobTable.cancel_all": Race(_queued, lambda b, n, job: b.jobs.cancel_all(), _cancelled_by_key),
    "JobTable.cancel_if_free": Race(_working, _stop_or_buy, _stopped_or_bought),
    "JobTable.first_look": Race(_queued, lambda b, n, job: b.jobs.first_look(job, "key"), _seen_once),
    "JobTable.complete": Race(_working, _end, _ended_once),
    "JobTable.fail": Race(_working, _end, _ended_once),
    "JobTable.bring_home": Race(
        _failed, lambda b, n, job: b.jobs.bring_home(job, JobResult(message=str(n))), _brought_home_once
    ),
    "AttemptBook.intend": Race(_crowd, _take_a_place, _three_places),
    "AttemptBook.hold_anew": Race(_queued, _held_anew, _one_pair),
    "AttemptBook.waits": Race(_queued, lambda b, n, job: b.attempts.waits(job, "fake"), _event("waiting")),
    "AttemptBook.rate": Race(
        _sending,
        lambda b, n, item: b.attempts.rate(item[1], n / 10) if n % 2 else b.attempts.accept(item[1], f"op {item[1]}"),
        _rated,
    ),
    "AttemptBook.accept": Race(lambda b: [b.attempt(_working(b)) for _ in range(RACERS)], _accept, _accepted_once),
    "AttemptBook.accept, while it is doubted": Race(_sending, _accept_or_doubt, _named_and_in_doubt),
    "AttemptBook.accept, while a person settles it": Race(_doubtful, _answer_or_person, _named_and_paid),
    "AttemptBook.refuse": Race(_sending, lambda b, n, item: b.attempts.refuse(item[1], "rate_limited"), _refused),
    "AttemptBook.settle": Race(
        _sending, lambda b, n, item: b.attempts.settle(item[1], "succeeded", Money(n + 1)), _settled_once
    ),
    "AttemptBook.doubt": Race(_sending, lambda b, n, item: b.attempts.doubt(item[1]), _marked_once),
    "AttemptBook.correct": Race(
        _charged, lambda b, n, item: b.attempts.correct(item[0], Money(2_000)).backend, _corrected_to_double
    ),
    "AttemptBook.correct, in doubt": Race(
        _doubtful,
        lambda b, n, item: b.attempts.correct(item[0], Money(n + 1)).backend,
        _books_say_what_the_attempt_says,
    ),
    "AttemptBook.clear_up": Race(
        _doubtful, lambda b, n, item: b.attempts.clear_up(item[1], Money(n + 1)), _cleared_once
    ),
    "Ledger.hold": Race(_ready, _hold_under, _three_held),
    "Ledger.hold_all": Race(_ready, _hold_halves_under, _three_held),
    "Ledger.capture": Race(lambda books: books.a_hold(), _resolve, _resolved_once),
    "Ledger.release": Race(lambda books: books.a_hold(), _resolve, _resolved_once),
    "Ledger.adjust": Race(_captured, _give_back, _never_below_zero),
    "Ledger.mark_in_doubt": Race(lambda books: books.a_hold(), _mark, _marked_once),
    "Ledger.release_all": Race(lambda books: books.a_hold(), _release_all, _resolved_once),
    "HealthTable.failed": Race(_vendor, lambda b, n, who: b.health.failed(who, "vendor_failed"), _all_failures),
    "HealthTable.succeeded": Race(_vendor, _succeed_or_fail, _told),
    "HealthTable.succeeded, half open": Race(
        _paused, lambda b, n, who: b.health.succeeded(who) if n < 2 else None, _two_successes
    ),
    "HealthTable.admit": Race(_paused, _admit_later, _one_probe),
    "TextTable.put": Race(_key, lambda b, n, key: b.texts.put(key, {"n": n}), _one_answer),
    "TextTable.claim": Race(_key, lambda b, n, key: b.texts.claim(key, f"job {n}", 15.0), _one_asks),
    "TextTable.release": Race(_asked, lambda b, n, key: b.texts.release(key, f"job {n}"), _free_again),
    "WorkerTable.beat": Race(_slot, lambda b, n, slot: b.workers.beat(slot, _offer(n)), _one_row),
    "WorkerTable.leave": Race(_beaten, lambda b, n, slot: b.workers.leave(slot), _gone),
    "RetakeTable.begin": Race(_queued, lambda b, n, job: b.retakes.begin(job, "", 1, _retake(n)), _one_retake),
    "AlarmTable.learn": Race(_retakes_begun, _learn_each, _all_learned),
    "AlarmTable.learn, of one retake": Race(_retakes_begun, _learn_same, _learned_once),
    "AlarmTable.forget": Race(_retakes_begun, _forget_or_learn, _told_since),
    "LostJobs.take_back": Race(_working, _take_back, _taken_back_once),
    "ApprovalTable.quote": Race(_expired, lambda b, n, _old: b.approvals.quote("f", PRICE, LOCAL), _all_quoted),
    "ApprovalTable.decline": Race(_open_quote, _decline_or_place, _declined_or_made),
    "StockTable.keep": Race(_key, _keep_answer, _kept_answer),
    "StockTable.turn": Race(_key, _take_turn, _three_turns),
    "StockTable.pause, and turn": Race(_key, _pause_or_turn, _is_paused),
    "StockTable.choose": Race(_parts, _choose_clip, _no_clip_twice),
    "StockTable.drop, and choose": Race(_parts, _choose_or_drop, _nothing_chosen),
    "SecretTable.get": Race(_key, lambda b, n, name: b.secrets.get(name), _one_secret),
    "PublicationTable.publish": Race(_queued, lambda b, n, job: b.publications.publish(job), _one_token),
    "PublicationTable.unpublish": Race(_published, lambda b, n, item: b.publications.unpublish(item[0]), _taken_back),
    "PostingTable.begin": Race(_same_film, _begin_posting, _one_sends),
    "PostingTable.did": Race(_posted, _take_step, _all_steps),
    "PostingTable.session": Race(_posted, _write_posting, _is_live),
    "PostingTable.anew": Race(_posted, _write_posting, _is_live),
    "PostingTable.sent": Race(_posted, _write_posting, _is_live),
    "PostingTable.live": Race(_posted, _write_posting, _is_live),
    "PostingTable.doubt": Race(_posted, _doubt_or_fail, _one_or_the_other),
    "PostingTable.failed": Race(_posted, _doubt_or_fail, _one_or_the_other),
    "PostingTable.resolve": Race(_doubted, _say_what_is_there, _said_once),
    "AccountTable.connect": Race(_account, lambda b, n, one: b.accounts.connect(one), _all_connected),
    "AccountTable.renewed": Race(_account, _renew, _one_renewed),
    "AccountTable.troubled": Race(_account, lambda b, n, one: b.accounts.troubled(one, f"trouble {n}"), _is_troubled),
    "AccountTable.remove": Race(_account, _disconnect, _gone_once),
    "SessionTable.invite": Race(
        _seat, lambda b, n, seat: b.sessions.invite(seat, "root", timedelta(minutes=10)), _all_invited
    ),
    "SessionTable.enter": Race(_linked, lambda b, n, item: b.sessions.enter(item[1], "a browser"), _one_came_in),
    "SessionTable.known": Race(_inside, _known_as, _seen_now),
    "SessionTable.end": Race(_inside, lambda b, n, item: b.sessions.end(item[1], None, "root"), _left_once),
    "UploadTable.offer": Race(_bringing, lambda b, n, who: b.uploads.offer(who).upload_id, _all_offered),
    "UploadTable.arrived, at one place": Race(_one_place, _bring_to_one, _one_came),
    "UploadTable.arrived, of one team": Race(_places, _bring_to_each, _three_came),
    "UploadTable.forget": Race(_outdated, _forget_upload, _only_it_is_gone),
    "KeyTable.add": Race(_new_team, lambda b, n, team: b.keys.add(_terms(team), "ada"), _all_of_one_team),
    "KeyTable.rotate": Race(_a_key, _rotate, _last_two_are_good),
    "KeyTable.revoke, and rotate": Race(_a_key, _rotate_or_revoke, _is_revoked),
    "KeyTable.verify": Race(_a_key, lambda b, n, key: b.keys.verify(key).key_id, _used_once_noted),
    "KeyTable.declare": Race(lambda books: ApiKey.new(), _declare, _declared_once),
    "TeamTable.add": Race(_new_team, lambda b, n, team: b.teams.add(team, f"org {n}"), _one_org),
    "AuditTable.refused": Race(_a_key, _refuse, _all_counted),
    "AuditTable.acted": Race(_a_key, _act, _all_acts_counted),
}
"""By method, and by what is fought about where a method has several."""
