"""The engine over real databases: woken when there is work, jobs that nothing can leave behind, a slot that is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest
from dbos import DBOS

from footage.caller import LOCAL
from footage.domain import JobStatus
from footage.errors import JobCancelledError
from footage.ports.jobs import JobSpec
from footage.ports.records import JobResult, Order
from storage.books.jobs import JobTable
from storage.db import Database
from storage.engine import queues, sweeper, watch
from storage.engine.runs import RunJob
from tests.engines import ENOUGH_S, Patient, Running, cut_connections, engine_over, place_elsewhere

pytestmark = pytest.mark.slow

NEVER_S = 3600.0
JOB = JobSpec(tool="t", title="a film", order=Order(), queue="cpu", backend="fake")

Act = Callable[[JobTable, str, Callable[[], bool]], Awaitable[None]]


@pytest.fixture
def only_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked for in a fixed rhythm: who is not woken sleeps for an hour."""
    monkeypatch.setattr(queues, "POLL_INTERVAL_S", NEVER_S)
    monkeypatch.setattr(watch, "NET_S", NEVER_S)
    monkeypatch.setattr(sweeper, "REST_S", NEVER_S)


@pytest.fixture
def lost_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs that nobody runs are looked for all the time."""
    monkeypatch.setattr(sweeper, "LOST_S", 0.0)
    monkeypatch.setattr(sweeper, "SWEEP_S", 0.0)


def acting(*acts: Act) -> Callable[[JobTable], RunJob]:
    """Each run of a job does the next of these; every run is claimed first."""

    def over(jobs: JobTable) -> RunJob:
        async def run(job_id: str, is_stopped: Callable[[], bool]) -> None:
            n = jobs.claim(job_id).runs
            await acts[n - 1](jobs, job_id, is_stopped)

        return run

    return over


async def complete(jobs: JobTable, job_id: str, _is_stopped: Callable[[], bool]) -> None:
    jobs.complete(job_id, JobResult(message=DBOS.workflow_id or ""))


async def break_down(_jobs: JobTable, _job_id: str, _is_stopped: Callable[[], bool]) -> None:
    raise RuntimeError("the boundary itself broke")


def until(true: Callable[[], bool]) -> None:
    end_s = time.monotonic() + ENOUGH_S
    while not true():
        assert time.monotonic() < end_s, "it never came"
        time.sleep(0.02)


def ended(running: Running, job_id: str) -> JobStatus:
    """The job's status once it has ended."""
    until(lambda: running.jobs.get(job_id).finished_at is not None)
    return running.jobs.get(job_id).status


def test_a_placed_job_wakes_the_engine_busy_or_at_rest(database: Database, tmp_path: Path, only_news: None) -> None:
    with engine_over(database, tmp_path, acting(complete)) as running:
        assert ended(running, running.jobs.for_(LOCAL).place(JOB).job_id) == "completed"
        until(lambda: running.engine.at_rest)
        assert ended(running, running.jobs.for_(LOCAL).place(JOB).job_id) == "completed"


def test_while_a_job_runs_the_engine_is_at_rest_and_wakes_for_the_next_one(
    database: Database, tmp_path: Path, only_news: None
) -> None:
    go_on = threading.Event()

    async def wait(jobs: JobTable, job_id: str, is_stopped: Callable[[], bool]) -> None:
        if job_id == first.job_id:
            await anyio.to_thread.run_sync(go_on.wait, ENOUGH_S)
        await complete(jobs, job_id, is_stopped)

    with engine_over(database, tmp_path, acting(wait)) as running:
        first = running.jobs.for_(LOCAL).place(replace(JOB, queue="cloud"))
        until(lambda: running.jobs.get(first.job_id).status == "working")
        until(lambda: running.engine.at_rest)
        assert ended(running, running.jobs.for_(LOCAL).place(replace(JOB, queue="cloud")).job_id) == "completed"
        assert running.jobs.get(first.job_id).status == "working"
        go_on.set()
        assert ended(running, first.job_id) == "completed"


def test_a_job_that_another_process_placed_wakes_the_engine_at_rest(
    database: Database, database_url: str | None, tmp_path: Path, only_news: None
) -> None:
    with engine_over(database, tmp_path, acting(complete)) as running:
        until(lambda: running.engine.at_rest)
        place_elsewhere(tmp_path / "footage.db", database_url)
        until(lambda: bool(running.jobs.newest(status="completed", limit=1)))


def test_a_job_whose_workflow_broke_is_queued_again(database: Database, tmp_path: Path, lost_soon: None) -> None:
    with engine_over(database, tmp_path, acting(break_down, break_down, complete)) as running:
        job = running.jobs.for_(LOCAL).place(JOB)
        assert ended(running, job.job_id) == "completed"
        assert running.jobs.get(job.job_id).result == JobResult(message=f"{job.job_id}.again2")
        assert running.jobs.idle_runs(job.job_id) == 0


def test_a_job_whose_workflow_was_cancelled_from_outside_is_queued_again(
    database: Database, tmp_path: Path, lost_soon: None
) -> None:
    async def be_cancelled(_jobs: JobTable, _job_id: str, _is_stopped: Callable[[], bool]) -> None:
        await DBOS.cancel_workflow_async(str(DBOS.workflow_id))
        await DBOS.sleep_async(0)  # notices it

    with engine_over(database, tmp_path, acting(be_cancelled, complete)) as running:
        assert ended(running, running.jobs.for_(LOCAL).place(JOB).job_id) == "completed"


def test_a_job_that_works_by_the_book_and_is_run_by_nobody_can_be_cancelled(
    database: Database, tmp_path: Path, lost_soon: None
) -> None:
    asked = Patient()

    async def break_when_asked(jobs: JobTable, job_id: str, _is_stopped: Callable[[], bool]) -> None:
        await anyio.to_thread.run_sync(asked.arrive)
        raise RuntimeError("the boundary itself broke")

    async def hear(jobs: JobTable, job_id: str, _is_stopped: Callable[[], bool]) -> None:
        assert jobs.report(job_id, 0.1, "Going on")
        jobs.fail(job_id, JobCancelledError("The job was cancelled."))

    with engine_over(database, tmp_path, acting(break_when_asked, hear)) as running:
        job = running.jobs.for_(LOCAL).place(JOB)
        until(lambda: running.jobs.get(job.job_id).status == "working")
        assert running.jobs.request_cancel(job.job_id).status == "working"
        asked.set()
        assert ended(running, job.job_id) == "cancelled"


def test_what_was_taken_and_never_began_is_queued_again(
    database: Database, tmp_path: Path, lost_soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was broken off leaves its workflow as if it were at work here."""
    monkeypatch.setattr(sweeper, "UNSTARTED_S", 0.0)

    async def vanish(_jobs: JobTable, _job_id: str, _is_stopped: Callable[[], bool]) -> None:
        raise anyio.get_cancelled_exc_class()

    with engine_over(database, tmp_path, acting(vanish, complete)) as running:
        assert ended(running, running.jobs.for_(LOCAL).place(JOB).job_id) == "completed"


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_lost_slot_stops_what_runs_and_a_new_one_takes_it_up_again_and_again(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    at_work, went_on = threading.Semaphore(0), threading.Event()

    async def work_on(_jobs: JobTable, _job_id: str, is_stopped: Callable[[], bool]) -> None:
        def draw() -> None:
            at_work.release()
            until(is_stopped)

        await anyio.to_thread.run_sync(draw)
        await anyio.lowlevel.checkpoint()
        went_on.set()

    with engine_over(database, tmp_path, acting(work_on, work_on, complete)) as running:
        job = running.jobs.for_(LOCAL).place(JOB)
        for _ in range(2):
            assert at_work.acquire(timeout=ENOUGH_S)
            assert cut_connections(database_url) > 1
        assert ended(running, job.job_id) == "completed"
        assert (running.jobs.get(job.job_id).runs, went_on.is_set()) == (3, False)
