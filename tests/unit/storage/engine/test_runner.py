"""A database that is locked by another process, or that dropped its connections, is waited for."""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from footage import retry
from footage.ports.jobs import JobContext, Work
from footage.ports.records import JobPlan, JobResult, Order
from footage.trouble import full_disk
from storage import db
from storage.db import Database
from storage.engine import runner
from storage.engine.runner import JobRunner
from storage.engine.slots import CHANNEL, PostgresSlots
from storage.objects.folder import FolderPlace
from storage.objects.local import LocalObjects
from storage.objects.shared import SharedObjects
from tests.databases import ready
from tests.engines import ENOUGH_S, Patient, cut_connections, locked
from tests.support import Books
from tests.unit.storage.books.test_jobs import PRICE, intend

pytestmark = pytest.mark.anyio

Make = Callable[[JobContext, Order], Awaitable[JobResult]]
PLAN = JobPlan(backend="fake", model="m", reason="", degraded=False)


@pytest.fixture
def hasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A SQLite database that is not waited for long at a time."""
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr(retry, "FIRST_PAUSE_S", 0.02)
    monkeypatch.setattr(runner, "QUIET_S", 0.0)
    database = ready(tmp_path / "footage.db")
    yield database
    database.close()


class Said(logging.Handler):
    """Tells when something was logged this often."""

    def __init__(self, words: str, times: int) -> None:
        super().__init__()
        self._words = words
        self._times = times
        self.enough = Patient()

    def emit(self, record: logging.LogRecord) -> None:
        self._times -= self._words in record.getMessage()
        if self._times <= 0:
            self.enough.set()


@pytest.fixture
def waits() -> Iterator[Said]:
    """Comes when the database was found away three times."""
    said = Said("the database is away", 3)
    logging.getLogger("footage.retry").addHandler(said)
    yield said
    logging.getLogger("footage.retry").removeHandler(said)


async def until(true: Callable[[], bool]) -> None:
    with anyio.fail_after(ENOUGH_S):
        while not true():
            await anyio.lowlevel.checkpoint()


def runner_of(books: Books, folder: Path, make: Make, **more: Any) -> JobRunner:
    works = {"generate_video": Work(lambda: Order, make)}
    return JobRunner(books.jobs, LocalObjects(folder / "media", folder / "work"), works, **more)


async def test_a_job_is_claimed_once_the_lock_is_gone(hasty: Database, tmp_path: Path, waits: Said) -> None:
    books = Books(hasty)
    job = books.place(PRICE)

    async def make(_context: JobContext, _order: Order) -> JobResult:
        return JobResult()

    async with anyio.create_task_group() as tasks:
        with locked(hasty):
            tasks.start_soon(runner_of(books, tmp_path, make).run, job.job_id)
            await anyio.to_thread.run_sync(waits.enough.arrive)
            assert books.jobs.get(job.job_id).status == "queued"
    assert books.jobs.get(job.job_id).status == "completed"


async def test_a_film_that_is_made_while_the_database_is_locked_is_kept(
    hasty: Database, tmp_path: Path, waits: Said
) -> None:
    """Its progress is not told meanwhile; that is no reason to lose it."""
    books, lock, at_work, made = Books(hasty), Patient(), Patient(), []
    job = books.place(PRICE)

    async def make(context: JobContext, _order: Order) -> JobResult:
        at_work.set()
        await anyio.to_thread.run_sync(lock.arrive)
        await context.report(0.5, "Half")
        await anyio.to_thread.run_sync(context.reporter(0.5, 1.0, "More"), 0.5)
        made.append(context.record.runs)
        return JobResult(message="a film")

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(runner_of(books, tmp_path, make).run, job.job_id)
        await anyio.to_thread.run_sync(at_work.arrive)
        with locked(hasty):
            lock.set()
            await anyio.to_thread.run_sync(waits.enough.arrive)
            assert books.jobs.get(job.job_id).status == "working"
    done = books.jobs.get(job.job_id)
    assert (done.status, done.result, made) == ("completed", JobResult(message="a film"), [1])


async def test_a_film_is_done_when_the_others_have_it(database: Database, tmp_path: Path) -> None:
    """A machine that dies takes nothing with it that somebody was told is there."""
    books, mounted = Books(database), tmp_path / "mounted"
    job = books.place(PRICE)
    objects = SharedObjects(LocalObjects(tmp_path / "media", tmp_path / "work"), FolderPlace(mounted))

    async def make(_context: JobContext, _order: Order) -> JobResult:
        objects.put_bytes(job.job_id, "video.mp4", b"film")
        objects.forget(f"parts/{job.job_id}")  # not possible either, and no reason to fail
        return JobResult(message="a film")

    runner = JobRunner(books.jobs, objects, {"generate_video": Work(lambda: Order, make)})
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(runner.run, job.job_id)
        await until(lambda: "Waiting for the bucket" in books.jobs.get(job.job_id).message)
        mounted.mkdir()
    assert books.jobs.get(job.job_id).status == "completed"
    assert (mounted / job.job_id / "video.mp4").read_bytes() == b"film"


@pytest.mark.parametrize(
    ("is_paid", "lends", "status"), [(True, False, "queued"), (False, True, "queued"), (False, False, "failed")]
)
async def test_a_full_disk_costs_no_film_that_is_paid_for_and_none_that_others_can_make(
    database: Database, tmp_path: Path, is_paid: bool, lends: bool, status: str
) -> None:
    books = Books(database)
    job = books.place(PRICE)

    async def make(_context: JobContext, _order: Order) -> JobResult:
        if is_paid:
            books.attempts.accept(intend(books, job.job_id).attempt_id, "op-1")
        raise full_disk() if lends else OSError(errno.ENOSPC, "No space left on device")

    local = LocalObjects(tmp_path / "media", tmp_path / "work")
    objects = SharedObjects(local, FolderPlace(tmp_path)) if lends else local
    await JobRunner(books.jobs, objects, {"generate_video": Work(lambda: Order, make)}).run(job.job_id)
    assert books.jobs.get(job.job_id).status == status


async def test_a_cancel_ends_the_wait_for_the_others(database: Database, tmp_path: Path) -> None:
    books = Books(database)
    job = books.place(PRICE)
    objects = SharedObjects(LocalObjects(tmp_path / "media", tmp_path / "work"), FolderPlace(tmp_path / "not mounted"))

    async def make(_context: JobContext, _order: Order) -> JobResult:
        objects.put_bytes(job.job_id, "video.mp4", b"film")
        books.jobs.request_cancel(job.job_id)
        return JobResult(message="a film")

    await JobRunner(books.jobs, objects, {"generate_video": Work(lambda: Order, make)}).run(job.job_id)
    assert books.jobs.get(job.job_id).result == JobResult(message="a film")


async def test_work_that_the_lock_broke_off_is_done_again_from_the_top(
    hasty: Database, tmp_path: Path, waits: Said
) -> None:
    books, lock, at_work = Books(hasty), Patient(), Patient()
    job = books.place(PRICE)

    async def make(context: JobContext, _order: Order) -> JobResult:
        at_work.set()
        await anyio.to_thread.run_sync(lock.arrive)
        async with anyio.create_task_group() as parts:  # an error of a part comes in a group
            parts.start_soon(anyio.to_thread.run_sync, books.jobs.set_plan, job.job_id, PLAN)
        return JobResult(message=f"run {context.record.runs}")

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(runner_of(books, tmp_path, make).run, job.job_id)
        await anyio.to_thread.run_sync(at_work.arrive)
        with locked(hasty):
            lock.set()
            await anyio.to_thread.run_sync(waits.enough.arrive)
    done = books.jobs.get(job.job_id)
    assert done.status == "completed"
    assert done.result == JobResult(message=f"run {done.runs}")
    assert done.runs > 1


async def test_who_waits_for_the_database_hears_that_it_must_stop(hasty: Database, tmp_path: Path, waits: Said) -> None:
    books = Books(hasty)
    job = books.place(PRICE)

    async def make(_context: JobContext, _order: Order) -> JobResult:
        return JobResult()

    with locked(hasty):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(runner_of(books, tmp_path, make).run, job.job_id)
            await anyio.to_thread.run_sync(waits.enough.arrive)
            tasks.cancel_scope.cancel()
    assert books.jobs.get(job.job_id).status == "queued"


async def test_a_paid_film_is_never_given_up_and_begins_later_and_later(database: Database, tmp_path: Path) -> None:
    books, said = Books(database), []
    job = books.place(PRICE)
    books.jobs.claim(job.job_id)
    attempt = intend(books, job.job_id)
    books.attempts.accept(attempt.attempt_id, "op_1")
    for _ in range(runner.MAX_RUNS + 2):
        books.jobs.claim(job.job_id)

    async def make(context: JobContext, _order: Order) -> JobResult:
        said.append(books.jobs.get(job.job_id).message)
        return JobResult()

    await runner_of(books, tmp_path, make, paid_pause_s=0.01).run(job.job_id)
    assert books.jobs.get(job.job_id).status == "completed"
    assert said == ["Started 23 times without getting further; waiting a while"]


async def test_a_paid_film_that_waits_for_its_next_run_can_be_cancelled(database: Database, tmp_path: Path) -> None:
    books = Books(database)
    job = books.place(PRICE)
    attempt = intend(books, job.job_id)
    books.attempts.accept(attempt.attempt_id, "op_1")
    for _ in range(runner.MAX_RUNS + 1):
        books.jobs.claim(job.job_id)

    async def make(_context: JobContext, _order: Order) -> JobResult:
        raise AssertionError("it was cancelled")

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(runner_of(books, tmp_path, make, paid_pause_s=3600.0).run, job.job_id)
        await until(lambda: books.jobs.get(job.job_id).message.startswith("Started"))
        books.jobs.request_cancel(job.job_id)
    assert books.jobs.get(job.job_id).status == "cancelled"


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_slot_that_the_server_dropped_is_not_held_even_where_the_connection_is_made_anew(
    database: Database, database_url: str
) -> None:
    slots, witness = PostgresSlots(database.url), PostgresSlots(database.url)
    assert slots.is_held()
    assert witness.is_held()
    witness.release()
    cut_connections(database_url)
    assert slots.wait_for_news(3600.0) is True
    assert not slots.is_held()
    assert not slots.is_held()
    slots.release()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_news_are_heard_once_whenever_they_came(database: Database) -> None:
    from sqlalchemy import text

    slots = PostgresSlots(database.url)
    heard: list[bool] = []
    listener = threading.Thread(target=lambda: heard.append(slots.wait_for_news(60.0)))
    listener.start()
    with database.write() as session:
        session.execute(text(f"NOTIFY {CHANNEL}"))
    listener.join(60)
    with database.write() as session:
        session.execute(text(f"NOTIFY {CHANNEL}"))
    assert slots.is_held()  # reads what came meanwhile
    assert (heard, slots.wait_for_news(0.0), slots.wait_for_news(0.0)) == ([True], True, False)
    slots.release()
