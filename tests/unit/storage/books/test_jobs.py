from __future__ import annotations

from pathlib import Path

import pytest

from footage.caller import LOCAL
from footage.errors import (
    BudgetExceededError,
    InDoubtError,
    InvalidInputError,
    JobCancelledError,
    NotFoundError,
    VendorFailedError,
)
from footage.money import ZERO, Money
from footage.ports.jobs import JobContext, JobRecord, JobState, Work
from footage.ports.money import ApprovedQuote, AttemptRecord, Hold, Intent
from footage.ports.records import JobPlan, JobResult, Order
from storage.books import pictures
from storage.books.approvals import ApprovalTable
from storage.db import Database
from storage.engine.runner import MAX_RUNS, JobRunner
from storage.objects.local import LocalObjects
from tests.support import AnyOrder, Books, Clock

PRICE = Money.usd("0.40")


def intend(books: Books, job_id: str, backend: str = "fake", quoted: Money = PRICE) -> AttemptRecord:
    return books.attempts.intend(job_id, Intent(backend=backend, model="m", quoted=quoted, request_hash="h"))


def test_a_placed_job_is_queued_with_its_hold(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    assert books.queued == [job.job_id]
    assert books.kinds() == ["hold"]
    assert books.jobs.get(job.job_id) == job


def test_one_look_tells_how_many_jobs_are(database: Database) -> None:
    books = Books(database)
    one, other = books.place().job_id, books.place().job_id
    books.jobs.report(one, 0.5, "Drawing")
    assert books.jobs.states([one, other, "job_x"]) == {
        one: JobState(status="queued", progress=0.5, message="Drawing"),
        other: JobState(status="queued", progress=0.0, message="Waiting to start"),
    }


def test_the_same_key_gives_the_same_job_and_one_hold(database: Database) -> None:
    books = Books(database)
    first, second = books.place(PRICE, idempotency_key="k"), books.place(PRICE, idempotency_key="k")
    assert first.job_id == second.job_id
    assert (books.queued, books.kinds()) == ([first.job_id], ["hold"])


def test_a_key_cannot_be_used_for_another_request(database: Database) -> None:
    books = Books(database)
    books.place(PRICE, idempotency_key="k")
    with pytest.raises(InvalidInputError, match="already used"):
        books.place(PRICE, idempotency_key="k", order=AnyOrder(prompt="another"))
    with pytest.raises(InvalidInputError, match="already used"):
        books.mine.placed_before("generate_video", "k", AnyOrder(prompt="another"))


def test_a_key_belongs_to_one_tool(database: Database) -> None:
    books = Books(database)
    first = books.place(idempotency_key="k")
    assert books.place(idempotency_key="k", tool="blog_to_video").job_id != first.job_id
    assert books.mine.placed_before("add_captions", "k", AnyOrder()) is None


def test_an_unknown_job_is_not_found(database: Database) -> None:
    books = Books(database)
    with pytest.raises(NotFoundError, match="job_x"):
        books.jobs.get("job_x")
    with pytest.raises(NotFoundError):
        books.jobs.request_cancel("job_x")


def test_jobs_are_listed_newest_first_by_status(database: Database) -> None:
    books = Books(database)
    placed = []
    for _ in range(3):
        placed.append(books.place().job_id)
        books.clock.advance(seconds=1)
    books.jobs.claim(placed[0])
    assert [job.job_id for job in books.jobs.newest(status=None, limit=2)] == [placed[2], placed[1]]
    assert [job.job_id for job in books.jobs.newest(status="working", limit=5)] == [placed[0]]


def test_runs_are_idle_until_something_happens_to_the_job(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    for _ in range(3):
        books.jobs.claim(job.job_id)
    assert books.jobs.idle_runs(job.job_id) == 3
    intend(books, job.job_id)
    assert books.jobs.idle_runs(job.job_id) == 0
    books.jobs.claim(job.job_id)
    assert books.jobs.idle_runs(job.job_id) == 1
    books.attempts.waits(job.job_id, "fake")
    assert books.jobs.idle_runs(job.job_id) == 0
    for _ in range(3):
        books.jobs.claim(job.job_id)
        books.jobs.note(job.job_id, "made")
    assert books.jobs.idle_runs(job.job_id) == 0
    for _ in range(3):
        books.jobs.claim(job.job_id)
        books.jobs.note(job.job_id, "made")
        books.jobs.note(job.job_id, "checking")
    assert books.jobs.idle_runs(job.job_id) == 3


async def started_often(books: Books, folder: Path, times: int, backend: str | None = None) -> JobRecord:
    """A job at its next run, after that many which ended with their process."""
    job = books.place(PRICE)
    for _ in range(times):
        books.jobs.claim(job.job_id)
    if backend:
        intend(books, job.job_id, backend)

    async def make(_context: JobContext, order: AnyOrder) -> JobResult:
        return JobResult(message=f"Made {order.prompt}.")

    objects = LocalObjects(folder / "media", folder / "work")
    await JobRunner(books.jobs, objects, {"generate_video": Work(lambda: AnyOrder, make)}).run(job.job_id)
    return books.jobs.get(job.job_id)


@pytest.mark.anyio
async def test_a_job_that_takes_every_process_down_is_given_up(database: Database, tmp_path: Path) -> None:
    assert (await started_often(Books(database), tmp_path, MAX_RUNS - 1)).status == "completed"
    given_up = await started_often(Books(database), tmp_path, MAX_RUNS)
    assert (given_up.status, given_up.error and given_up.error.code) == ("failed", "internal")


@pytest.mark.anyio
async def test_a_job_that_gets_further_may_be_started_as_often_as_it_takes(database: Database, tmp_path: Path) -> None:
    assert (await started_often(Books(database), tmp_path, 3 * MAX_RUNS, "fake")).status == "completed"


async def run_once(books: Books, folder: Path, record: JobRecord) -> JobRecord:
    """The job after a run by a process that knows only films of `AnyOrder`."""

    async def make(_context: JobContext, order: AnyOrder) -> JobResult:
        return JobResult(message=f"Made {order.prompt}.")

    objects = LocalObjects(folder / "media", folder / "work")
    await JobRunner(books.jobs, objects, {"generate_video": Work(lambda: AnyOrder, make)}).run(record.job_id)
    return books.jobs.get(record.job_id)


@pytest.mark.anyio
async def test_what_a_newer_footage_means_is_left_to_it(database: Database, tmp_path: Path) -> None:
    books = Books(database)
    newer = {
        "tool": books.place(tool="sing_along"),
        "order": books.place(order=AnyOrder(prompt="a film", version=2)),
        "plan": books.place(plan=JobPlan(version=2, backend="b", model="m", reason="", degraded=False)),
    }
    books.queued.clear()
    for record in newer.values():
        left = await run_once(books, tmp_path, record)
        assert (left.status, left.error) == ("queued", None)
        assert "needs a newer Footage" in left.message
    assert books.queued == [record.job_id for record in newer.values()]


@pytest.mark.anyio
async def test_an_order_that_is_none_ends_its_job(database: Database, tmp_path: Path) -> None:
    class Number(Order):
        prompt: int

    books = Books(database)
    ended = await run_once(books, tmp_path, books.place(order=Number(prompt=7)))
    assert (ended.status, ended.error and ended.error.code) == ("failed", "internal")


def test_progress_never_goes_back(database: Database) -> None:
    books = Books(database)
    job = books.place()
    books.jobs.report(job.job_id, 0.6, "far")
    books.jobs.report(job.job_id, 0.2, "again")
    assert books.jobs.get(job.job_id).progress == 0.6


def test_an_ended_job_stays_as_it_ended(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    books.jobs.claim(job.job_id)
    books.jobs.complete(job.job_id, JobResult(message="Done."))
    books.jobs.fail(job.job_id, VendorFailedError("late", backend="fake"))
    books.jobs.request_cancel(job.job_id)
    ended = books.jobs.claim(job.job_id)
    assert (ended.status, ended.error, ended.runs, ended.cancel_requested) == ("completed", None, 1, False)
    assert books.kinds() == ["hold", "release"]


def test_a_waiting_job_is_cancelled_at_once_and_its_money_freed(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    cancelled = books.jobs.request_cancel(job.job_id)
    assert cancelled.status == "cancelled"
    assert books.kinds() == ["hold", "release"]


def test_a_running_job_is_only_asked_to_stop(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    books.jobs.claim(job.job_id)
    assert books.jobs.request_cancel(job.job_id).status == "working"
    assert books.jobs.report(job.job_id, 0.1, "x") is True
    books.jobs.fail(job.job_id, JobCancelledError("The job was cancelled."))
    ended = books.jobs.get(job.job_id)
    assert (ended.status, ended.error and ended.error.code) == ("cancelled", "cancelled")


@pytest.mark.parametrize("state", ["sending", "accepted"])
def test_money_that_may_still_be_billed_is_kept_when_a_job_fails(database: Database, state: str) -> None:
    books = Books(database)
    job = books.place(PRICE)
    attempt = intend(books, job.job_id)
    if state == "accepted":
        books.attempts.accept(attempt.attempt_id, "op-1")
    books.jobs.fail(job.job_id, VendorFailedError("gone", backend="fake"))
    assert books.kinds() == ["hold", "in_doubt"]
    assert books.ledger.line().held == PRICE


def test_the_first_attempt_uses_the_hold_of_the_job(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    intend(books, job.job_id)
    assert books.kinds() == ["hold"]


def test_a_refused_attempt_leaves_its_hold_to_the_next_one_of_the_same_backend(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    books.attempts.refuse(intend(books, job.job_id).attempt_id, "rate_limited")
    intend(books, job.job_id)
    assert books.kinds() == ["hold"]


def test_a_hop_to_a_dearer_backend_holds_its_own_worst_case_under_the_cap(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    books.attempts.refuse(intend(books, job.job_id).attempt_id, "rate_limited")
    with pytest.raises(BudgetExceededError):
        intend(books, job.job_id, "dear", Money.usd("1.01"))
    intend(books, job.job_id, "dear", Money.usd(1))
    assert books.kinds() == ["hold", "release", "hold"]
    assert books.ledger.available() == Money(0)


def test_attempts_are_numbered_and_keep_their_keys(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    first = intend(books, job.job_id)
    books.attempts.refuse(first.attempt_id, "rate_limited")
    second = intend(books, job.job_id)
    known = books.attempts.of_job(job.job_id)
    assert [attempt.n for attempt in known] == [1, 2]
    assert [attempt.key for attempt in known] == [first.key, second.key]
    assert [attempt.state for attempt in known] == ["refused", "sending"]


def test_a_person_settles_what_is_in_doubt_and_may_correct_it_later(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    attempt = intend(books, job.job_id)
    with pytest.raises(InvalidInputError, match="still queued"):
        books.attempts.correct(job.job_id, PRICE)
    books.attempts.doubt(attempt.attempt_id)
    books.jobs.fail(job.job_id, VendorFailedError("gone", backend="fake"))
    assert books.attempts.correct(job.job_id, Money.usd("0.30")).before == Money(0)
    assert books.attempts.correct(job.job_id, Money.usd("0.10")).before == Money.usd("0.30")
    line = books.ledger.line()
    assert (line.spent, line.held) == (Money.usd("0.10"), Money(0))
    assert books.ledger.report("month").in_doubt == []


def test_a_job_that_sent_nothing_has_nothing_to_correct(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    books.jobs.request_cancel(job.job_id)
    with pytest.raises(InvalidInputError, match="sent nothing"):
        books.attempts.correct(job.job_id, PRICE)
    with pytest.raises(NotFoundError):
        books.attempts.correct("job_x", PRICE)


def holds(*amounts: str, backend: str = "fake") -> tuple[Hold, ...]:
    return tuple(Hold(Money.usd(amount), backend) for amount in amounts)


def test_a_film_of_parts_holds_for_each_of_them_or_for_none(database: Database) -> None:
    books = Books(database)
    with pytest.raises(BudgetExceededError, match=r"\$1\.10"):
        books.place(holds=holds("0.40", "0.40", "0.30"))
    assert (books.kinds(), books.queued) == ([], [])
    books.place(holds=holds("0.40", "0.40", "0.20"))
    assert books.kinds() == ["hold", "hold", "hold"]
    assert books.ledger.available() == ZERO


def test_each_part_takes_the_hold_that_fits_it_best(database: Database) -> None:
    books = Books(database)
    job = books.place(holds=holds("0.40", "0.20"))
    small = intend(books, job.job_id, quoted=Money.usd("0.20"))
    large = intend(books, job.job_id, quoted=Money.usd("0.40"))
    books.attempts.settle(small.attempt_id, "succeeded", Money.usd("0.10"))
    assert books.ledger.line().held == Money.usd("0.40")
    books.attempts.settle(large.attempt_id, "succeeded", Money.usd("0.40"))
    assert (books.ledger.line().spent, books.ledger.line().held) == (Money.usd("0.50"), ZERO)
    assert books.kinds() == ["hold", "hold", "capture", "capture"]


def test_another_backend_reserves_for_the_whole_film_or_nothing_changes(database: Database) -> None:
    books = Books(database)
    job = books.place(holds=holds("0.40", "0.40"))
    with pytest.raises(BudgetExceededError):
        books.attempts.hold_anew(job.job_id, holds("0.60", "0.60", backend="dear"))
    assert books.ledger.line().held == Money.usd("0.80")
    books.attempts.hold_anew(job.job_id, holds("0.30", "0.30", backend="other"))
    assert books.ledger.line().held == Money.usd("0.60")
    intend(books, job.job_id, backend="other", quoted=Money.usd("0.30"))
    assert books.ledger.line().held == Money.usd("0.60")


def test_the_attempt_in_doubt_is_the_one_that_a_person_corrects(database: Database) -> None:
    books = Books(database)
    job = books.place(holds=holds("0.40", "0.40"))
    first, second = (intend(books, job.job_id) for _ in range(2))
    books.attempts.doubt(first.attempt_id)
    books.attempts.settle(second.attempt_id, "succeeded", PRICE)
    books.jobs.complete(job.job_id, JobResult())
    assert books.ledger.line().held == PRICE
    assert books.attempts.correct(job.job_id, Money.usd("0.20")).before == ZERO
    assert (books.ledger.line().spent, books.ledger.line().held) == (Money.usd("0.60"), ZERO)


def test_pictures_travel_with_a_job_where_machines_share_the_database(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MAX_PICTURE_BYTES", 10)
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    small.write_bytes(b"a picture")
    large.write_bytes(b"a large one")
    books = Books(database)
    job = books.place(pictures=(str(small), str(large)))
    small.unlink()
    assert books.jobs.picture(job.job_id, str(small)) == (None if database.is_sqlite else b"a picture")
    assert books.jobs.picture(job.job_id, str(large)) is None
    books.jobs.fail(job.job_id, VendorFailedError("It broke.", backend="fake"))
    assert books.jobs.picture(job.job_id, str(small)) is None


def in_doubt(books: Books, *parts: str) -> str:
    """An ended job whose parts are all in doubt."""
    job_id = books.place(holds=holds(*("0.20" for _ in parts))).job_id
    for part in parts:
        intent = Intent(backend="fake", model="m", quoted=Money.usd("0.20"), request_hash="h", part=part)
        books.attempts.doubt(books.attempts.intend(job_id, intent).attempt_id)
    books.jobs.fail(job_id, VendorFailedError("gone", backend="fake"))
    return job_id


def test_each_doubtful_part_of_a_film_is_settled_by_its_name(database: Database) -> None:
    books = Books(database)
    job_id = in_doubt(books, "clip 1", "clip 2", "clip 3")
    to_check = [one.what_to_check for one in books.ledger.report("month").in_doubt]
    assert [text.split(" --part ")[1] for text in to_check] == ["'clip 1'", "'clip 2'", "'clip 3'"]
    with pytest.raises(InvalidInputError, match="'clip 1', 'clip 2', 'clip 3'") as which:
        books.attempts.correct(job_id, Money.usd("0.20"))
    assert "--part" in which.value.hint
    with pytest.raises(InvalidInputError, match="no part 'clip 9'"):
        books.attempts.correct(job_id, Money.usd("0.20"), "clip 9")
    assert books.attempts.correct(job_id, Money.usd("0.20"), "clip 2").still_open == ("clip 1", "clip 3")
    assert books.attempts.correct(job_id, ZERO, "clip 3").still_open == ("clip 1",)
    assert books.attempts.correct(job_id, Money.usd("0.10")).part == "clip 1"  # the only one that is left
    assert (books.ledger.line().spent, books.ledger.line().held) == (Money.usd("0.30"), ZERO)
    assert books.ledger.report("month").in_doubt == []
    books.attempts.correct(job_id, ZERO, "clip 2")
    assert books.ledger.line().spent == Money.usd("0.10")


def test_what_was_drawn_was_charged_by_nobody(database: Database) -> None:
    books = Books(database)
    job = books.place(ZERO, backend="storyboard")
    attempt = intend(books, job.job_id, "storyboard", ZERO)
    books.attempts.settle(attempt.attempt_id, "succeeded", ZERO)
    books.jobs.complete(job.job_id, JobResult())
    with pytest.raises(InvalidInputError, match="sent nothing to a vendor"):
        books.attempts.correct(job.job_id, Money.usd(3))
    assert books.ledger.line().spent == ZERO


@pytest.mark.parametrize("bill", [Money.usd("-10"), Money.usd("-0.000001"), Money.usd(1_000_000)])
def test_a_bill_that_cannot_be_is_in_doubt_and_never_captured(database: Database, bill: Money) -> None:
    books = Books(database)
    job = books.place(PRICE)
    attempt = intend(books, job.job_id)
    with pytest.raises(InDoubtError, match="fake says it charged"):
        books.attempts.settle(attempt.attempt_id, "succeeded", bill)
    books.jobs.fail(job.job_id, VendorFailedError("gone", backend="fake"))
    assert (books.ledger.line().spent, books.ledger.line().held) == (ZERO, PRICE)
    with pytest.raises(InvalidInputError, match="cannot be what fake charged"):
        books.attempts.correct(job.job_id, bill)
    books.attempts.correct(job.job_id, PRICE)
    assert (books.ledger.line().spent, books.ledger.line().held) == (PRICE, ZERO)


def test_one_operation_belongs_to_one_attempt_and_the_second_is_in_doubt(database: Database) -> None:
    books = Books(database)
    first, second = books.place(PRICE).job_id, books.place(PRICE).job_id
    one, other = intend(books, first).attempt_id, intend(books, second).attempt_id
    for _ in range(2):  # written again after a lost answer of the database
        books.attempts.accept(one, "op-1")
    with pytest.raises(InDoubtError, match="another request's"):
        books.attempts.accept(other, "op-1")
    states = [books.attempts.of_job(job_id)[0].state for job_id in (first, second)]
    assert states == ["accepted", "in_doubt"]
    third = intend(books, books.place(ZERO).job_id, "another vendor", ZERO)
    books.attempts.accept(third.attempt_id, "op-1")


def test_late_news_of_an_ended_job_loses_nothing(database: Database) -> None:
    """Its process was thought dead, and then heard from the vendor all the same."""
    books = Books(database)
    late = books.place(PRICE).job_id
    taken, refused = intend(books, late).attempt_id, intend(books, late).attempt_id
    books.jobs.fail(late, VendorFailedError("gone", backend="fake"))
    books.attempts.accept(taken, "op-1")
    books.attempts.refuse(refused, "rate_limited")
    assert [one.state for one in books.attempts.of_job(late)] == ["in_doubt", "refused"]
    assert books.attempts.of_job(late)[0].operation_id == "op-1"
    assert books.ledger.line().held == PRICE
    assert books.attempts.correct(late, ZERO).still_open == ()
    assert books.ledger.line().held == ZERO


def test_a_film_that_is_brought_home_completes_its_job(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    assert not books.jobs.bring_home(job.job_id, JobResult(message="First."))
    books.jobs.fail(job.job_id, VendorFailedError("gone", backend="fake"))
    assert books.jobs.bring_home(job.job_id, JobResult(message="First."))
    assert not books.jobs.bring_home(job.job_id, JobResult(message="Second."))
    shown = books.jobs.get(job.job_id)
    assert (shown.status, shown.result, shown.error) == ("completed", JobResult(message="First."), None)
    assert shown.message == "Done"


def test_what_is_told_of_an_ended_job_changes_nothing(database: Database) -> None:
    books = Books(database)
    job = books.place()
    books.jobs.fail(job.job_id, VendorFailedError("It broke.", backend="fake"))
    books.jobs.report(job.job_id, 0.9, "still drawing")
    assert (books.jobs.get(job.job_id).progress, books.jobs.get(job.job_id).message) == (0.0, "It broke.")


def test_a_quote_is_used_up_by_the_job_that_is_placed_and_only_then(database: Database) -> None:
    books, approvals = Books(database), ApprovalTable(database, Clock())
    approved = ApprovedQuote(approvals.quote("f", Money.usd(1), LOCAL), "f", Money.usd(1))
    filler = books.place(Money.usd("0.50"))
    with pytest.raises(BudgetExceededError):
        books.place(Money.usd(1), approved=approved)
    books.jobs.request_cancel(filler.job_id)
    job = books.place(Money.usd(1), approved=approved, idempotency_key="k")
    assert books.place(Money.usd(1), approved=approved, idempotency_key="k").job_id == job.job_id
    with pytest.raises(InvalidInputError, match="was used"):
        books.place(ZERO, approved=approved)
    other = ApprovedQuote(approvals.quote("g", PRICE, LOCAL), "f", PRICE)
    with pytest.raises(InvalidInputError, match="other arguments"):
        books.place(ZERO, approved=other)
