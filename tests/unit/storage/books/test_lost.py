"""A job that nobody runs is queued again by one process, however many find it; only a job's latest run has a say."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from multiprocessing.queues import Queue as Answers
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from dbos import DBOSClient
from sqlalchemy import func, select
from sqlmodel import Session, col

from footage.domain import Queue
from footage.errors import InternalError
from footage.money import Money
from footage.ports.jobs import RunOverError
from footage.ports.money import Intent
from footage.ports.records import JobResult
from footage.threads import utc_now
from storage.books.lost import TAKEN_BACK, LostJobs
from storage.db import Database
from storage.tables import Attempt, JobEvent
from tests.engines import ENOUGH_S
from tests.forked import FORKED
from tests.support import Books

PROCESSES, ROUNDS, RACES = 4, 5, 20
PRICE = Money.usd("0.01")
INTENT = Intent(backend="fake", model="m", quoted=PRICE, request_hash="h", run=1)


@contextlib.contextmanager
def lost_jobs(database: Database) -> Iterator[tuple[LostJobs, DBOSClient]]:
    """The real queue behind it, without an engine that would run anything."""
    engine = database.engine_for_jobs()
    client = DBOSClient(system_database_engine=engine, application_name="footage", use_listen_notify=False)

    def enqueue(session: Session, job_id: str, queue: Queue, times: int) -> None:
        name = f"{job_id}.again{times}"
        client.enqueue_in_transaction(
            session, {"workflow_name": "run_job", "queue_name": queue, "workflow_id": name}, job_id
        )

    yield LostJobs(database, enqueue, utc_now), client
    client.destroy()
    engine.dispose()


def find(path: Path, url: str | None, job_ids: list[str], start: Barrier, out: Answers[list[bool] | str]) -> None:
    """A finder's process: tells which of the jobs it took back."""
    database = Database(path, url)
    try:
        with lost_jobs(database) as (lost, _):
            won = []
            for job_id in job_ids:
                start.wait(ENOUGH_S)
                won.append(lost.take_back(job_id, 1, 0))
            out.put(won)
    except Exception as exc:  # noqa: BLE001 - carried to the test, which fails with it
        out.put(repr(exc))
    finally:
        database.close()


@pytest.mark.slow
def test_of_many_processes_that_find_a_lost_job_one_takes_it_back(
    database: Database, database_url: str | None, tmp_path: Path
) -> None:
    books = Books(database)
    jobs = [books.place(PRICE).job_id for _ in range(ROUNDS)]
    for job_id in jobs:
        books.jobs.claim(job_id)
    start, out = FORKED.Barrier(PROCESSES), FORKED.Queue()
    finders = [
        FORKED.Process(target=find, args=(tmp_path / "footage.db", database_url, jobs, start, out))
        for _ in range(PROCESSES)
    ]
    for finder in finders:
        finder.start()
    answers = [out.get(timeout=200) for _ in finders]
    for finder in finders:
        finder.join(timeout=30)
    assert not [one for one in answers if isinstance(one, str)]
    assert [sum(won) for won in zip(*answers, strict=True)] == [1] * ROUNDS
    with database.read() as session:
        events = session.scalar(select(func.count()).where(col(JobEvent.event) == TAKEN_BACK))
    assert events == ROUNDS
    with lost_jobs(database) as (_, client):
        queued = client.list_workflows(status="ENQUEUED")
    assert sorted(one.workflow_id for one in queued) == sorted(f"{job_id}.again1" for job_id in jobs)


def test_a_job_that_was_started_ended_or_taken_back_since_it_was_looked_at_is_not_lost(database: Database) -> None:
    books = Books(database)
    job_id = books.place(PRICE).job_id
    with lost_jobs(database) as (lost, _):
        assert (lost.open_jobs(), lost.times_taken_back(job_id)) == ({job_id: 0}, 0)
        books.jobs.claim(job_id)
        assert not lost.take_back(job_id, 0, 0)
        assert lost.take_back(job_id, 1, 0)
        assert (books.jobs.get(job_id).status, lost.times_taken_back(job_id)) == ("working", 1)
        assert not lost.take_back(job_id, 1, 0)
        assert lost.take_back(job_id, 1, 1)
        books.jobs.fail(job_id, InternalError("x"))
        assert lost.open_jobs() == {}
        assert not lost.take_back(job_id, 1, 2)
        assert not lost.take_back("job_x", 0, 0)


def test_a_run_that_another_one_followed_has_no_say(database: Database) -> None:
    books = Books(database)
    job = books.place(PRICE)
    for _ in range(2):
        books.jobs.claim(job.job_id)
    with pytest.raises(RunOverError, match="run 1 of"):
        books.attempts.intend(job.job_id, INTENT)
    with pytest.raises(RunOverError):
        books.jobs.complete(job.job_id, JobResult(), run=1)
    with pytest.raises(RunOverError):
        books.jobs.fail(job.job_id, InternalError("x"), run=1)
    with pytest.raises(RunOverError):
        books.jobs.hand_on(job.job_id, "no key", "cloud", run=1)
    assert (books.attempts.of_job(job.job_id), books.jobs.get(job.job_id).status) == ([], "working")
    books.jobs.complete(job.job_id, JobResult(), run=2)
    assert books.jobs.get(job.job_id).status == "completed"


@pytest.mark.slow
def test_a_new_run_sees_every_intent_of_the_one_before(database: Database, database_url: str | None) -> None:
    """Claiming and intending at the same moment: either the intent is refused, or the new run finds it."""
    path = Path(str(database.engine.url.database))
    mine, other = Books(database), Books(Database(path, database_url))
    for _ in range(RACES):
        job = mine.place(PRICE)
        mine.jobs.claim(job.job_id)
        start, refused = threading.Barrier(2), list[str]()

        def intend(job_id: str = job.job_id, start: threading.Barrier = start, told: list[str] = refused) -> None:
            start.wait(ENOUGH_S)
            try:
                other.attempts.intend(job_id, INTENT)
            except RunOverError as exc:
                told.append(str(exc))

        old_run = threading.Thread(target=intend)
        old_run.start()
        start.wait(ENOUGH_S)
        mine.jobs.claim(job.job_id)
        found = mine.attempts.of_job(job.job_id)
        old_run.join(ENOUGH_S)
        assert len(found) + len(refused) == 1
        with database.read() as session:
            written = session.scalar(select(func.count()).where(col(Attempt.job_id) == job.job_id))
        assert written == len(found)
        mine.jobs.fail(job.job_id, InternalError("x"))
        for attempt in found:
            mine.attempts.correct(job.job_id, Money(0))
            assert attempt.state == "sending"
    other.database.close()
